//! The search of a list as somebody typed it, bounded before anything looks for it.

use super::fold::fold;
use super::query::Query;

/// Characters of a search that are looked for; further ones are ignored.
pub const MAX_TYPED_CHARS: usize = 200;

/// The words of a list's search, folded, each once, [`Query::MAX_WORDS`] at most.
pub fn typed_words(typed: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let typed = typed_phrase(typed);
    for word in typed.split(|c: char| c.is_whitespace() || c.is_control()).map(fold).filter(|word| !word.is_empty()) {
        if !words.contains(&word) {
            words.push(word);
        }
        if words.len() == Query::MAX_WORDS {
            break;
        }
    }
    words
}

/// The whole phrase as it was typed.
pub fn typed_phrase(typed: &str) -> String {
    typed.trim().chars().take(MAX_TYPED_CHARS).collect::<String>().trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_search_has_few_words_each_of_them_once() {
        assert_eq!(typed_words("  Größe\tGRÖSSE relay\0cable "), [fold("größe").as_str(), "relay", "cable"]);
        assert_eq!(typed_words(&"a ".repeat(32_000)), ["a"]);
        let many: String = (0..1_000).map(|n| format!("{n} ")).collect();
        assert_eq!(typed_words(&many).len(), Query::MAX_WORDS);
        assert_eq!(typed_words(&"x".repeat(64_000))[0].len(), MAX_TYPED_CHARS);
        assert!(typed_words(" \n\t ").is_empty());
    }

    #[test]
    fn a_phrase_is_what_was_typed_without_its_edges() {
        assert_eq!(typed_phrase("  Nordlicht Energie  "), "Nordlicht Energie");
        assert_eq!(typed_phrase(&"é".repeat(64_000)).chars().count(), MAX_TYPED_CHARS);
    }
}
