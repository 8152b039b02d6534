//! Scripts without spaces between words. Their runs are indexed as pairs of characters, so that any part of a run is found.

use super::compatible::is_plain;
use super::fold::{fold, is_letter, is_mark, is_spelled};

/// Whether it is of a script without spaces: Chinese, Japanese, Thai, Lao, Burmese, Khmer.
pub fn is_unspaced(c: char) -> bool {
    matches!(c,
        '\u{e01}'..='\u{e3a}' | '\u{e40}'..='\u{e4e}' | '\u{e81}'..='\u{ecd}' | '\u{edc}'..='\u{edf}' | '\u{1000}'..='\u{103f}'
        | '\u{1050}'..='\u{108f}' | '\u{109a}'..='\u{109d}' | '\u{1780}'..='\u{17d3}' | '\u{17d7}' | '\u{17dc}' | '\u{17dd}'
        | '\u{3005}'..='\u{3007}' | '\u{3021}'..='\u{3029}' | '\u{3041}'..='\u{309f}' | '\u{30a1}'..='\u{30fa}'
        | '\u{30fc}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{aa60}'..='\u{aa7f}' | '\u{f900}'..='\u{faff}' | '\u{ff66}'..='\u{ff9f}' | '\u{20000}'..='\u{3ffff}')
}

/// The parts of a word that are of such a script, and those that are not, in order.
pub(super) fn runs(word: &str) -> impl Iterator<Item = (&str, bool)> {
    let mut rest = word;
    std::iter::from_fn(move || {
        let is_run = is_unspaced(rest.chars().next()?);
        let end = rest.find(|c| is_unspaced(c) != is_run).unwrap_or(rest.len());
        let (run, behind) = rest.split_at(end);
        rest = behind;
        Some((run, is_run))
    })
}

/// Each two characters beside one another.
pub(super) fn pairs(run: &str) -> impl Iterator<Item = &str> {
    let ends = run.char_indices().map(|(at, c)| at + c.len_utf8()).skip(1);
    run.char_indices().zip(ends).map(|((start, _), end)| &run[start..end])
}

/// What the index holds of a text in place of the text: its words, folded, and of scripts without spaces each two characters and the
/// last one of a run. None where the text itself does.
pub fn indexed(text: &str) -> Option<String> {
    if text.chars().all(|c| is_plain(c) && !is_spelled(c)) {
        return None;
    }
    let mut words = String::with_capacity(text.len());
    let mut push = |word: &str| {
        if !words.is_empty() {
            words.push(' ');
        }
        words.push_str(word);
    };
    for word in fold(text).split(|c| !is_letter(c) && !is_mark(c)).filter(|word| !word.is_empty()) {
        for (run, is_unspaced) in runs(word) {
            if !is_unspaced {
                push(run);
                continue;
            }
            pairs(run).for_each(&mut push);
            if let Some((last, _)) = run.char_indices().next_back() {
                push(&run[last..]);
            }
        }
    }
    Some(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(feature = "server")]
    #[test]
    fn a_text_is_indexed_as_it_is_or_as_its_words() {
        for (text, words) in [
            ("Größe in 20 kV – „Übersicht“ 🎉", None),
            ("Что нового", None),
            ("Ещё один, Ёлка", None),
            ("Łódź, Tromsø, Ærø", Some("lodz tromso aero")),
            ("Erd\u{ad}schluss, m² und CO₂!", Some("erdschluss m2 und co2")),
            ("東京都庁", Some("東京 京都 都庁 庁")),
            ("PDF変圧器 20kV 器", Some("pdf 変圧 圧器 器 20kv 器")),
            ("หม้อแปลง", Some("หม ม\u{e49} \u{e49}อ อแ แป ปล ลง ง")),
            ("हिन्दी भाषा।", Some("हिन्दी भाषा")),
            ("변압기는", Some("변압기는")),
            ("ﷺ", Some("صلي الله عليه وسلم")),
        ] {
            assert_eq!(indexed(text).as_deref(), words, "{text}");
        }
    }
}
