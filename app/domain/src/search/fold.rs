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

/// A pattern for SQLite's `glob` that finds a text anywhere, as it was typed and with other diacritics, in capitals and in small
/// letters. SQLite itself knows both cases of ASCII only. Empty if nothing was typed.
pub fn glob(typed: &str) -> String {
    let mut pattern = String::new();
    // The longest class has 300 bytes, and SQLite refuses a pattern of more than 50,000.
    for c in typed.chars().take(MAX_GLOB_CHARS).filter(|c| !is_mark(*c)) {
        let base = if matches!(c, 'ß' | 'ẞ') { 'ß' } else { base(c) };
        let marked = BASES.iter().find(|(letter, _)| *letter == base).map_or("", |(_, letters)| letters);
        pattern.push('[');
        for letter in [base].into_iter().chain(marked.chars()) {
            pattern.push(letter);
            pattern.extend(letter.to_uppercase().filter(|upper| *upper != letter && letter != 'ß'));
        }
        pattern.push(']');
    }
    if pattern.is_empty() { pattern } else { format!("*{pattern}*") }
}

const MAX_GLOB_CHARS: usize = 150;

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
    fn a_pattern_has_each_letter_in_both_cases_and_with_its_marks() {
        assert_eq!(glob(""), "");
        assert_eq!(glob("%_*?x"), "*[%][_][*][?][xXẋẊẍẌ]*");
        assert!(glob("Ö").contains("ö") && glob("o").contains("Ö") && glob("o").starts_with("*[oO"));
        assert_eq!(glob("ß"), "*[ß]*");
        assert!(glob(&"o".repeat(64_000)).len() < 50_000);
    }

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
