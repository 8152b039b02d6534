//! The words that a visitor typed, and the expression of SQLite's FTS5 made of them.

use super::fold::{fold, is_letter, is_mark};

/// The words of a search: at least one, folded. Other input (quotes, operators, signs) is ignored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Query {
    words: Vec<Word>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    pub(super) folded: String,
    /// Whether words that only begin with it are meant too.
    pub(super) is_prefix: bool,
}

impl Query {
    /// Words that are looked for; further ones are ignored.
    pub const MAX_WORDS: usize = 10;
    /// Characters of a word; a longer one is looked for by its beginning.
    pub const MAX_WORD: usize = 50;

    /// Bytes of a search that are read.
    pub const MAX_TYPED: usize = 4 * Self::MAX_WORDS * (Self::MAX_WORD + 1);

    /// Reads what was typed. `None` if there is no word in it. The last word may be unfinished and is a prefix, unless it is
    /// one Latin letter or digit, which would find nearly everything.
    pub fn parse(typed: &str) -> Option<Self> {
        let typed = &typed[..typed.floor_char_boundary(Self::MAX_TYPED)];
        let mut words: Vec<Word> = Vec::new();
        let mut typed_words =
            typed.split(|c: char| !is_letter(c) && !is_mark(c)).filter(|word| word.chars().any(is_letter)).peekable();
        while let Some(typed_word) = typed_words.next() {
            if words.len() == Self::MAX_WORDS {
                break;
            }
            let mut chars = typed_word.chars();
            let folded = fold(&chars.by_ref().take(Self::MAX_WORD).collect::<String>());
            let is_last = typed_words.peek().is_none() && (folded.len() > 1 || !folded.is_ascii());
            let word = Word { folded, is_prefix: is_last || chars.next().is_some() };
            match words.iter_mut().find(|known| known.folded == word.folded) {
                Some(known) => known.is_prefix |= word.is_prefix,
                None => words.push(word),
            }
        }
        (!words.is_empty()).then_some(Self { words })
    }

    /// The words, folded, in the order in which they were typed.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        self.words.iter().map(|word| word.folded.as_str())
    }

    /// The expression for `search_fts match ?`: rows that hold every one of `tags` (divided by white space) in the column
    /// `tags` and every word in `title` or `body`:
    ///
    /// `tags : ("lang_de" "kind_page") AND {title body} : ("earth" "faul" *)`
    ///
    /// Words stand in quotes and consist of letters and digits only, so that nothing typed is an operator (SQLite, FTS5, 3.
    /// Full-text Query Syntax). They are side by side and not joined by AND, because FTS5 then passes over a word in which
    /// its tokenizer finds no token.
    pub fn to_fts(&self, tags: &str) -> String {
        self.expression(tags, "{title body}")
    }

    /// As [`Query::to_fts`], but every word must stand in the title.
    pub fn to_fts_title(&self, tags: &str) -> String {
        self.expression(tags, "title")
    }

    /// Each word as a query of its own.
    pub fn each(&self) -> impl Iterator<Item = Self> {
        self.words.iter().map(|word| Self { words: vec![word.clone()] })
    }

    /// The words for whose place in the query `keep` holds; none if it holds for none.
    pub fn only(&self, keep: impl Fn(usize) -> bool) -> Option<Self> {
        let words: Vec<Word> = self.words.iter().enumerate().filter(|(at, _)| keep(*at)).map(|(_, word)| word.clone()).collect();
        (!words.is_empty()).then_some(Self { words })
    }

    fn expression(&self, tags: &str, columns: &str) -> String {
        let mut fts = String::new();
        let mut tags = tags.split_whitespace().peekable();
        if tags.peek().is_some() {
            let tags: Vec<String> = tags.map(|tag| format!("\"{}\"", tag.replace('"', ""))).collect();
            fts.push_str(&format!("tags : ({}) AND ", tags.join(" ")));
        }
        let words: Vec<String> =
            self.words.iter().map(|word| format!("\"{}\"{}", word.folded, if word.is_prefix { " *" } else { "" })).collect();
        fts.push_str(&format!("{columns} : ({})", words.join(" ")));
        fts
    }

    /// Which word of the query a word of a text is.
    pub(super) fn find(&self, word: &str) -> Option<usize> {
        // Most words of a text begin with another letter than those that are looked for, and need not be folded.
        let first = word.bytes().next()?;
        if first.is_ascii_alphanumeric()
            && !self.words.iter().any(|wanted| wanted.folded.as_bytes().first() == Some(&first.to_ascii_lowercase()))
        {
            return None;
        }
        let folded = fold(word);
        let is_it = |wanted: &Word| if wanted.is_prefix { folded.starts_with(&wanted.folded) } else { folded == wanted.folded };
        self.words.iter().position(is_it)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn fts(typed: &str) -> String {
        Query::parse(typed).unwrap().to_fts("lang_de")
    }

    #[test]
    fn every_word_is_asked_for_and_the_last_as_a_prefix() {
        assert_eq!(fts("Größe der Erd"), r#"tags : ("lang_de") AND {title body} : ("grosse" "der" "erd" *)"#);
        assert_eq!(
            Query::parse("a b").unwrap().to_fts(" lang_de  kind_page "),
            r#"tags : ("lang_de" "kind_page") AND {title body} : ("a" "b")"#
        );
        assert_eq!(Query::parse("erd").unwrap().to_fts(""), r#"{title body} : ("erd" *)"#);
    }

    #[test]
    fn a_query_is_taken_apart_and_asked_of_titles_alone() {
        let query = Query::parse("Größe der Erd").unwrap();
        assert_eq!(query.each().map(|word| word.to_fts("")).last(), Some(r#"{title body} : ("erd" *)"#.to_owned()));
        assert_eq!(query.to_fts_title("lang_de"), r#"tags : ("lang_de") AND title : ("grosse" "der" "erd" *)"#);
        assert_eq!(query.only(|at| at == 0), Query::parse("grosse x").unwrap().only(|at| at == 0));
        assert_eq!(query.only(|_| false), None);
    }

    #[test]
    fn nothing_typed_is_an_operator() {
        assert_eq!(
            fts("\" OR NOT tags: ^x NEAR(a, 5) * -b {c} + d"),
            r#"tags : ("lang_de") AND {title body} : ("or" "not" "tags" "x" "near" "a" "5" "b" "c" "d")"#
        );
        assert_eq!(fts("' OR 1=1 --"), r#"tags : ("lang_de") AND {title body} : ("or" "1")"#);
        assert_eq!(fts("no\0pe"), r#"tags : ("lang_de") AND {title body} : ("no" "pe" *)"#);
    }

    #[test]
    fn without_a_word_there_is_no_query() {
        for typed in ["", "  ", "\"", "🎉", "\0", "*", "\u{301}", "(((", "- -"] {
            assert_eq!(Query::parse(typed), None, "{typed:?}");
        }
    }

    #[test]
    fn long_input_is_cut() {
        let query = Query::parse(&"wort1 wort2 wort3 wort4 wort5 ".repeat(2_000)).unwrap();
        assert_eq!(query.words().count(), 5);
        let query = Query::parse(&(0..1_000).map(|n| format!("w{n} ")).collect::<String>()).unwrap();
        assert_eq!(query.words().count(), 10);
        let query = Query::parse(&"ß".repeat(10_000)).unwrap();
        assert_eq!(query.words, [Word { folded: "s".repeat(100), is_prefix: true }]);
    }

    #[test]
    fn a_word_that_is_typed_twice_is_asked_for_once() {
        assert_eq!(fts("Netz netze netz"), r#"tags : ("lang_de") AND {title body} : ("netz" * "netze")"#);
    }

    proptest! {
        #[test]
        fn anything_can_be_typed(typed in any::<String>()) {
            if let Some(query) = Query::parse(&typed) {
                let fts = query.to_fts("lang_en");
                prop_assert_eq!(fts.matches('"').count() % 2, 0);
                prop_assert!(query.words().count() <= Query::MAX_WORDS);
                prop_assert!(query.words().all(|word| !word.is_empty()));
            }
        }
    }
}
