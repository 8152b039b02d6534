//! Compatibility forms as what they stand for (NFKC, UAX 15), for the search: `ﬁ` is `fi`, `₂` is `2`.

use std::borrow::Cow;

use super::fold::is_hidden;

/// The text without what cannot be seen, with compatibility forms as what they stand for. The browser has no tables for it and
/// searches nothing.
pub(super) fn compatible(text: &str) -> Cow<'_, str> {
    if text.chars().all(is_plain) {
        return text.into();
    }
    let mut seen = String::with_capacity(text.len());
    for c in text.chars().filter(|c| !is_hidden(*c)) {
        // Otherwise a note would become a part of its word, and a power one of its number.
        if matches!(c, '™' | '℠') || is_raised(c) && is_no_unit(&seen) {
            seen.push(' ');
        }
        seen.push(c);
    }
    #[cfg(feature = "server")]
    if let Cow::Owned(composed) = icu_normalizer::ComposingNormalizerBorrowed::new_nfkc().normalize(&seen) {
        return composed.into();
    }
    seen.into()
}

/// Whether a text of such characters is indexed as it is: SQLite's tokenizer makes the same words of it as [`super::fold()`],
/// once the view `search_texts` wrote `ss` for `ß` and `е` for `ё`.
pub(super) fn is_plain(c: char) -> bool {
    c.is_ascii()
        || matches!(c,
            '\u{a0}'..='\u{a7}' | '\u{a9}' | '\u{ab}' | '\u{ac}' | '\u{ae}' | '\u{b0}' | '\u{b1}' | '\u{b6}' | '\u{b7}' | '\u{bb}'
            | '\u{bf}'..='\u{131}' | '\u{134}'..='\u{13e}' | '\u{141}'..='\u{148}' | '\u{14a}'..='\u{17e}' | '\u{218}'..='\u{21b}'
            | '\u{400}'..='\u{45f}' | '\u{1e00}'..='\u{1e99}' | '\u{1e9e}'
            | '\u{1ea0}'..='\u{1ef9}' | '\u{2010}'..='\u{2027}' | '\u{202f}'..='\u{205e}' | '\u{20ac}' | '\u{2190}'..='\u{21ff}'
            | '\u{2500}'..='\u{26ff}' | '\u{1f300}'..='\u{1faff}')
}

/// Digits above the line, and fractions.
fn is_raised(c: char) -> bool {
    matches!(c, '²' | '³' | '¹' | '⁰' | '⁴'..='⁹' | '¼'..='¾' | '⅐'..='⅞')
}

/// Whether a raised digit here belongs to no unit, as it does in `m²`: it stands behind a number or a longer word.
fn is_no_unit(before: &str) -> bool {
    let mut last = before.chars().rev();
    match last.next() {
        Some(c) if c.is_ascii_digit() => true,
        Some(c) if c.is_alphabetic() => last.take_while(|c| c.is_alphanumeric()).take(3).count() == 3,
        _ => false,
    }
}
