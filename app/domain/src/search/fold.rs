//! Words as the search index holds them: lower case, without diacritics.
//!
//! The same as the tokenizer `unicode61 remove_diacritics 2` of SQLite makes of a text in which `ß` was replaced by `ss`, so
//! that what is marked in a result is what was found. The table is SQLite's own (`fts5_unicode2.c`): Latin letters that
//! decompose into a letter and marks. `ø`, `ł`, `æ` do not and stay.

/// Letters with diacritics by their base letter, both in lower case.
const BASES: [(char, &str); 25] = [
    ('a', "àáâãäåāăąǎǟǻȁȃȧḁạảấầẩẫậắằẳẵặ"),
    ('b', "ḃḅḇ"),
    ('c', "çćĉċčḉ"),
    ('d', "ďḋḍḏḑḓ"),
    ('e', "èéêëēĕėęěȅȇȩḕḗḙḛḝẹẻẽếềểễệ"),
    ('f', "ḟ"),
    ('g', "ĝğġģǧǵḡ"),
    ('h', "ĥȟḣḥḧḩḫẖ"),
    ('i', "ìíîïĩīĭįİǐȉȋḭḯỉị"),
    ('j', "ĵǰ"),
    ('k', "ķǩḱḳḵ"),
    ('l', "ĺļľḷḹḻḽ"),
    ('m', "ḿṁṃ"),
    ('n', "ñńņňǹṅṇṉṋ"),
    ('o', "òóôõöōŏőơǒǫǭȍȏȫȭȯȱṍṏṑṓọỏốồổỗộớờởỡợ"),
    ('p', "ṕṗ"),
    ('r', "ŕŗřȑȓṙṛṝṟ"),
    ('s', "śŝşšșṡṣṥṧṩ"),
    ('t', "ţťțṫṭṯṱẗ"),
    ('u', "ùúûüũūŭůűųưǔǖǘǚǜȕȗṳṵṷṹṻụủứừửữự"),
    ('v', "ṽṿ"),
    ('w', "ŵẁẃẅẇẉẘ"),
    ('x', "ẋẍ"),
    ('y', "ýÿŷȳẏẙỳỵỷỹ"),
    ('z', "źżžẑẓẕ"),
];

/// A text as it is compared: `Größe` and `GROSSE` are both `grosse`.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            'a'..='z' | '0'..='9' => folded.push(c),
            'ß' | 'ẞ' => folded.push_str("ss"),
            c if is_mark(c) => {}
            c => folded.push(base(c)),
        }
    }
    folded
}

/// Whether a word may begin or go on with it.
pub(super) fn is_letter(c: char) -> bool {
    c.is_alphanumeric()
}

/// Whether it is a mark upon the letter before it, which the index leaves out.
pub(super) fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{304}' | '\u{306}'..='\u{30c}' | '\u{30f}' | '\u{311}' | '\u{31b}' | '\u{323}'..='\u{328}' | '\u{32d}' | '\u{32e}' | '\u{330}' | '\u{331}')
}

fn base(c: char) -> char {
    let mut lower = c.to_lowercase();
    let c = match (lower.next(), lower.next()) {
        (Some('ς'), None) => 'σ',
        (Some('ſ'), None) => 's',
        (Some(lower), None) => lower,
        // İ alone has two characters in lower case, i and a dot above, which the table takes off.
        _ => c,
    };
    // All letters of the table stand in these blocks of Latin; others need not be looked for in it.
    if !matches!(c, '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}') {
        return c;
    }
    BASES.iter().find(|(_, letters)| letters.contains(c)).map_or(c, |(base, _)| *base)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_compared_without_case_and_diacritics() {
        for (text, folded) in [
            ("Größe GROẞE", "grosse grosse"),
            ("Tromsø ÆØÅ", "tromsø æøa"),
            ("Łódź", "łodz"),
            ("İzmir", "izmir"),
            ("Ệ ſ", "e s"),
            ("re\u{301}sume\u{301}", "resume"),
            ("Σίσυφος", "σίσυφοσ"),
            ("Что ЙЁ", "что йё"),
            ("漢字", "漢字"),
        ] {
            assert_eq!(fold(text), folded);
        }
    }
}
