//! Words as the search index holds them: lower case, without diacritics and without what cannot be seen, compatibility forms as
//! what they stand for.
//!
//! For most texts this is what the tokenizer `unicode61 remove_diacritics 2` of SQLite makes of a text in which `ß` was replaced by
//! `ss`. The others are indexed as [`super::indexed()`] writes them. The table is SQLite's own (`fts5_unicode2.c`), Latin letters
//! that decompose into a letter and marks, and those that readers type without their stroke: `ø`, `ł`, `đ`.

use std::borrow::Cow;

use super::compatible::compatible;
use crate::text::is_invisible;

/// Letters with diacritics by their base letter, both in lower case.
const BASES: [(char, &str); 25] = [
    ('a', "àáâãäåāăąǎǟǻȁȃȧḁạảấầẩẫậắằẳẵặ"),
    ('b', "ḃḅḇ"),
    ('c', "çćĉċčḉ"),
    ('d', "ďḋḍḏḑḓđ"),
    ('e', "èéêëēĕėęěȅȇȩḕḗḙḛḝẹẻẽếềểễệ"),
    ('f', "ḟ"),
    ('g', "ĝğġģǧǵḡ"),
    ('h', "ĥȟḣḥḧḩḫẖ"),
    ('i', "ìíîïĩīĭįİǐȉȋḭḯỉị"),
    ('j', "ĵǰ"),
    ('k', "ķǩḱḳḵ"),
    ('l', "ĺļľḷḹḻḽł"),
    ('m', "ḿṁṃ"),
    ('n', "ñńņňǹṅṇṉṋ"),
    ('o', "òóôõöōŏőơǒǫǭȍȏȫȭȯȱṍṏṑṓọỏốồổỗộớờởỡợøǿ"),
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

/// Raised whenever a text is folded in another way: words that lists have stored are then folded again (`store::search::refold`).
/// That is enough as long as a change only makes more letters the same.
pub const FOLD_VERSION: i64 = 2;

/// A text as it is compared: `Größe` and `GROSSE` are both `grosse`, `CO₂` is `co2`.
pub fn fold(text: &str) -> String {
    let text: Cow<'_, str> = compatible(text);
    let mut folded = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            'a'..='z' | '0'..='9' => folded.push(c),
            'ß' | 'ẞ' => folded.push_str("ss"),
            'æ' | 'Æ' | 'ǽ' | 'Ǽ' => folded.push_str("ae"),
            'œ' | 'Œ' => folded.push_str("oe"),
            c if is_left_out(c) => {}
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

/// Whether SQLite keeps the letter as it is, while [`fold`] writes others.
pub(super) fn is_spelled(c: char) -> bool {
    matches!(c, 'ø' | 'Ø' | 'ǿ' | 'Ǿ' | 'ł' | 'Ł' | 'đ' | 'Đ' | 'æ' | 'Æ' | 'ǽ' | 'Ǽ' | 'œ' | 'Œ')
}

/// Whether a word may begin or go on with it.
pub(super) fn is_letter(c: char) -> bool {
    c.is_alphanumeric()
}

/// Whether it belongs to the letter before it: a mark, a vowel sign, or what cannot be seen within a word.
pub(super) fn is_mark(c: char) -> bool {
    !c.is_ascii() && (is_left_out(c) || is_sign(c) || is_hidden(c))
}

/// Characters that a comparison ignores: accents, vowel signs of Arabic and Hebrew, the stroke that lengthens an Arabic word.
fn is_left_out(c: char) -> bool {
    matches!(c,
        '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5bd}' | '\u{5bf}' | '\u{5c1}' | '\u{5c2}' | '\u{5c4}' | '\u{5c5}' | '\u{5c7}'
        | '\u{610}'..='\u{61a}' | '\u{640}' | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{6d6}'..='\u{6dc}')
}

/// Signs of the scripts of South and South-East Asia that Unicode counts as no letters. Their words consist of them too.
fn is_sign(c: char) -> bool {
    let is_script = matches!(c, '\u{900}'..='\u{dff}' | '\u{e31}'..='\u{e4e}' | '\u{eb1}'..='\u{ecd}' | '\u{1000}'..='\u{109f}'
        | '\u{1780}'..='\u{17dd}' | '\u{3099}' | '\u{309a}');
    let is_punctuation = matches!(c, '\u{964}' | '\u{965}' | '\u{970}' | '\u{df4}' | '\u{e3f}' | '\u{104a}'..='\u{104f}'
        | '\u{17d4}'..='\u{17d6}' | '\u{17d8}'..='\u{17db}');
    is_script && !is_punctuation && !c.is_alphanumeric()
}

/// Invisible characters within a word.
pub(super) fn is_hidden(c: char) -> bool {
    is_invisible(c) && !matches!(c, '\u{2028}' | '\u{2029}' | '\u{2800}' | '\u{fff9}'..='\u{fffc}')
}

fn base(c: char) -> char {
    let mut lower = c.to_lowercase();
    let c = match (lower.next(), lower.next()) {
        (Some('ς'), None) => 'σ',
        (Some('ſ'), None) => 's',
        (Some('ё'), None) => 'е',
        (Some(lower), None) => lower,
        // İ alone has two characters in lower case, i and a dot above, which the table takes off.
        _ => c,
    };
    if matches!(c, '\u{370}'..='\u{3ff}' | '\u{620}'..='\u{6ff}' | '\u{1f00}'..='\u{1fff}') {
        return other_base(c);
    }
    // All letters of the table stand in these blocks of Latin; others need not be looked for in it.
    if !matches!(c, '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}') {
        return c;
    }
    BASES.iter().find(|(_, letters)| letters.contains(c)).map_or(c, |(base, _)| *base)
}

/// Greek letters without accents, letters that Arabic and Persian keyboards write differently, and digits.
fn other_base(c: char) -> char {
    let base = match c {
        '\u{622}' | '\u{623}' | '\u{625}' | '\u{671}' => '\u{627}',
        '\u{624}' => '\u{648}',
        '\u{626}' | '\u{649}' | '\u{6cc}' => '\u{64a}',
        '\u{6a9}' => '\u{643}',
        '\u{660}'..='\u{669}' => return char::from(b'0' + (u32::from(c) - 0x660) as u8),
        '\u{6f0}'..='\u{6f9}' => return char::from(b'0' + (u32::from(c) - 0x6f0) as u8),
        c => c,
    };
    #[cfg(feature = "server")]
    if !matches!(base, '\u{620}'..='\u{6ff}') {
        let decomposed = icu_normalizer::DecomposingNormalizerBorrowed::new_nfd().normalize_iter(std::iter::once(base)).next();
        return decomposed.unwrap_or(base);
    }
    base
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
            ("Tromsø ÆØÅ", "tromso aeoa"),
            ("Łódź Đakovo Œuvre", "lodz dakovo oeuvre"),
            ("İzmir", "izmir"),
            ("Ệ ſ", "e s"),
            ("re\u{301}sume\u{301}", "resume"),
            ("Σίσυφος ΆΞΙΑ", "σισυφοσ αξια"),
            ("Что ЙЁ", "что йе"),
            ("漢字", "漢字"),
            ("CO₂ H₂SO₄ m² cm³ ㎡", "co2 h2so4 m2 cm3 m2"),
            ("ﬁnanzieren Eﬀekt ﬄ", "finanzieren effekt ffl"),
            ("ＡＢＣ１２３ ｶﾀｶﾅ", "abc123 カタカナ"),
            ("Erd\u{ad}schluss a\u{200b}b\u{2060}c\u{feff}", "erdschluss abc"),
            ("Wort¹ Erdschluss² 10³", "wort 1 erdschluss 2 10 3"),
            ("Nordlicht™ Ⅳ № µF", "nordlicht tm iv no μf"),
            ("مُحَمَّد أحمد إلى کیف ٢٠", "محمد احمد الي كيف 20"),
            ("שָׁלוֹם", "שלום"),
            ("Việt e\u{301}\u{323}", "viet e"),
            ("Москва й", "москва й"),
        ] {
            assert_eq!(fold(text), folded);
        }
    }
}
