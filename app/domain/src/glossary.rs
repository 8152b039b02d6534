//! The glossary: what the terms by which content is sorted (categories, tags, industries) are called in each language.
//!
//! A term is the text that items hold and that stands in addresses. It stays the same in every language; its labels are shown.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::invalid::{Invalid, Problem};
use crate::language::{Language, Languages, Localized, check_count};
use crate::list::Paging;
use crate::search::{fold, typed_words};
use crate::text;
use crate::whitepaper::Category;

/// The field of an item that holds the term.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TermKind {
    Category,
    Tag,
    Industry,
}

impl TermKind {
    pub const ALL: [Self; 3] = [Self::Category, Self::Tag, Self::Industry];

    /// As the column `terms.kind` and addresses hold it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Category => "category",
            Self::Tag => "tag",
            Self::Industry => "industry",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }
}

/// Characters of a label.
pub const MAX_LABEL_CHARS: usize = 60;

/// Characters of a term; no item holds a longer one.
pub const MAX_TERM_CHARS: usize = 100;

/// The terms of one field of an item, and the characters of each.
const MAX_TERMS: usize = 12;
const MAX_TYPED_CHARS: usize = 40;

/// Terms as they are typed, divided by commas. In lower case, each once, in the order typed.
pub fn tags(typed: &str) -> Result<Vec<String>, Problem> {
    Ok(terms(typed)?.into_iter().map(|tag| tag.to_lowercase()).collect())
}

/// Terms as they are typed, divided by commas. Each once, whatever its case, in the order typed.
pub fn terms(typed: &str) -> Result<Vec<String>, Problem> {
    let mut seen = BTreeSet::new();
    let mut terms = Vec::new();
    let too_long = Problem::TooLong { max: MAX_TERMS * MAX_TYPED_CHARS };
    for term in text::list(typed, MAX_TERMS, MAX_TYPED_CHARS).map_err(|_| too_long.clone())? {
        let term = text::line(term, MAX_TYPED_CHARS)?;
        if seen.insert(term.to_lowercase()) {
            terms.push(term);
        }
        if terms.len() > MAX_TERMS {
            return Err(too_long);
        }
    }
    Ok(terms)
}

/// The labels of one term, as typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TermForm {
    pub kind: TermKind,
    pub term: String,
    /// The version that the editor saw; 0 where nothing is stored of the term.
    pub version: i64,
    pub labels: BTreeMap<Language, String>,
}

/// Labels that may be stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TermDraft {
    pub kind: TermKind,
    pub term: String,
    pub version: i64,
    /// Without those that are empty.
    pub labels: Localized<String>,
}

impl TermForm {
    /// Problems stand at `term`, `label:de` and so on.
    pub fn parse(self, languages: &Languages) -> Result<TermDraft, Invalid> {
        check_count(&self.labels)?;
        let mut invalid = Invalid::default();
        if self.term.chars().nth(MAX_TERM_CHARS).is_some() {
            invalid.add("term", Problem::TooLong { max: MAX_TERM_CHARS });
        }
        let mut labels = Localized::default();
        for (language, typed) in self.labels {
            let field = format!("label:{language}");
            if languages.find(language.as_str()).is_none() {
                invalid.add(field, Problem::NotAChoice);
            } else if let Some(Some(label)) = invalid.take(field, text::optional_line(&typed, MAX_LABEL_CHARS)) {
                labels.0.insert(language, label);
            }
        }
        invalid.or_ok()?;
        Ok(TermDraft { kind: self.kind, term: self.term, version: self.version, labels })
    }
}

/// The labels of all terms.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Glossary {
    labels: [BTreeMap<String, Localized<String>>; 3],
}

impl Glossary {
    pub fn insert(&mut self, kind: TermKind, term: String, labels: Localized<String>) {
        self.labels[kind as usize].insert(term, labels);
    }

    /// The label of a term in this language. None where it has none; the term itself is shown then.
    pub fn label(&self, kind: TermKind, term: &str, language: &Language) -> Option<&str> {
        self.labels[kind as usize].get(term)?.get(language).map(String::as_str)
    }

    /// The label of a term in this language, else the term itself.
    pub fn shown<'a>(&'a self, kind: TermKind, term: &'a str, language: &Language) -> &'a str {
        self.label(kind, term, language).unwrap_or(term)
    }

    /// For each word of a search the terms whose label in this language has it.
    pub fn meant(&self, search: &str, language: &Language) -> Vec<Vec<(TermKind, String)>> {
        let words = typed_words(search);
        let mut meant = vec![Vec::new(); words.len()];
        if words.is_empty() {
            return meant;
        }
        for kind in TermKind::ALL {
            for (term, labels) in &self.labels[kind as usize] {
                let Some(label) = labels.get(language).map(|label| fold(label)) else { continue };
                for (word, terms) in words.iter().zip(&mut meant) {
                    if label.contains(word) {
                        terms.push((kind, term.clone()));
                    }
                }
            }
        }
        meant
    }

    /// Every label, in any language, with the words by which the search finds what has its term.
    pub fn search_labels(&self) -> impl Iterator<Item = (&str, &str)> {
        TermKind::ALL.into_iter().flat_map(move |kind| {
            self.labels[kind as usize].iter().flat_map(move |(term, labels)| {
                let words: &str = match Category::parse(term) {
                    Ok(category) if kind == TermKind::Category => category.words(),
                    _ => term,
                };
                labels.0.values().map(move |label| (label.as_str(), words))
            })
        })
    }

    /// Takes a label where the term has none in this language.
    pub fn or_insert(&mut self, kind: TermKind, term: &str, language: &Language, label: &str) {
        let labels = self.labels[kind as usize].entry(term.to_owned()).or_default();
        labels.0.entry(language.clone()).or_insert_with(|| label.to_owned());
    }
}

/// A term as the screen of the glossary shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TermRow {
    pub kind: TermKind,
    pub term: String,
    /// 0 where nothing is stored of it.
    pub version: i64,
    pub labels: BTreeMap<Language, String>,
    /// How many items outside the trash have it, live or in their draft.
    pub uses: i64,
}

/// Languages in which the program itself has words for every category, without regard to script and region.
pub const CATEGORY_LANGUAGES: [&str; 2] = ["en", "de"];

impl TermRow {
    /// Whether readers of this language get the bare term. In the default language that is the label, unless another one is stored.
    pub fn lacks(&self, language: &Language, languages: &Languages) -> bool {
        let has_own_word = self.kind == TermKind::Category && CATEGORY_LANGUAGES.contains(&language.primary());
        !(self.labels.contains_key(language) || languages.is_default(language) || has_own_word)
    }

    pub fn lacks_any(&self, languages: &Languages) -> bool {
        languages.all.iter().any(|language| self.lacks(language, languages))
    }

    pub fn form(&self) -> TermForm {
        TermForm { kind: self.kind, term: self.term.clone(), version: self.version, labels: self.labels.clone() }
    }

    /// By what the list is sorted: kind, then term. No two terms have the same.
    pub fn sort_value(&self) -> String {
        format!("{} {} {}", self.kind as usize, fold(&self.term), self.term)
    }
}

/// How the list of terms was asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TermFilter {
    pub search: String,
    pub kind: Option<TermKind>,
    /// Only terms that lack a label.
    pub is_missing: bool,
    pub paging: Paging,
}

impl TermFilter {
    pub fn is_wanted(&self, row: &TermRow, languages: &Languages) -> bool {
        self.kind.is_none_or(|kind| kind == row.kind) && (!self.is_missing || row.lacks_any(languages)) && self.is_found(row)
    }

    /// Whether term and labels have all words of the search.
    fn is_found(&self, row: &TermRow) -> bool {
        let words = typed_words(&self.search);
        if words.is_empty() {
            return true;
        }
        let all: Vec<&str> = std::iter::once(row.term.as_str()).chain(row.labels.values().map(String::as_str)).collect();
        let folded = fold(&all.join(" "));
        words.iter().all(|word| folded.contains(word))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn language(tag: &str) -> Language {
        Language::parse(tag).expect("a language")
    }

    fn form(labels: &[(&str, &str)]) -> TermForm {
        let labels = labels.iter().map(|(tag, label)| (language(tag), (*label).to_owned())).collect();
        TermForm { kind: TermKind::Tag, term: "earth faults".into(), version: 0, labels }
    }

    fn row(kind: TermKind, term: &str, labels: &[(&str, &str)]) -> TermRow {
        let labels = labels.iter().map(|(tag, label)| (language(tag), (*label).to_owned())).collect();
        TermRow { kind, term: term.into(), version: 1, labels, uses: 1 }
    }

    #[test]
    fn a_label_is_one_clean_line_and_an_empty_one_is_none() {
        let draft = form(&[("en", "  "), ("de", " Erd\u{202e}schl\u{200b}üsse\n ")]).parse(&Languages::default());
        let labels = draft.expect("a draft").labels;
        assert_eq!(labels, Localized([(language("de"), "Erdschlüsse".to_owned())].into()));
    }

    #[test]
    fn a_label_that_is_too_long_or_of_no_language_of_the_site_is_refused_at_its_field() {
        let long = "x".repeat(MAX_LABEL_CHARS + 1);
        let invalid = form(&[("de", &long), ("fr", "défauts")]).parse(&Languages::default()).expect_err("refused");
        assert_eq!(invalid.of("label:de"), Some(&Problem::TooLong { max: MAX_LABEL_CHARS }));
        assert_eq!(invalid.of("label:fr"), Some(&Problem::NotAChoice));
        let term = TermForm { term: "x".repeat(MAX_TERM_CHARS + 1), ..form(&[]) };
        assert!(term.parse(&Languages::default()).is_err_and(|invalid| invalid.of("term").is_some()));
    }

    #[test]
    fn a_term_without_a_label_stands_for_itself() {
        let mut glossary = Glossary::default();
        glossary.insert(TermKind::Tag, "cables".into(), Localized([(language("de"), "Kabel".to_owned())].into()));
        assert_eq!(glossary.shown(TermKind::Tag, "cables", &language("de")), "Kabel");
        assert_eq!(glossary.shown(TermKind::Tag, "cables", &language("en")), "cables");
        assert_eq!(glossary.shown(TermKind::Industry, "cables", &language("de")), "cables", "of another kind");
        glossary.or_insert(TermKind::Tag, "cables", &language("de"), "Leitungen");
        glossary.or_insert(TermKind::Tag, "cables", &language("en"), "Cables");
        assert_eq!(glossary.label(TermKind::Tag, "cables", &language("de")), Some("Kabel"), "what is stored wins");
        assert_eq!(glossary.label(TermKind::Tag, "cables", &language("en")), Some("Cables"));
    }

    #[test]
    fn a_label_is_missing_where_readers_get_the_term_of_another_language() {
        let languages = Languages::new(language("en"), vec![language("en"), language("de"), language("fr")]);
        assert!(row(TermKind::Tag, "cables", &[("fr", "câbles")]).lacks(&language("de"), &languages));
        assert!(!row(TermKind::Tag, "cables", &[]).lacks(&language("en"), &languages), "the term is in the default language");
        assert!(!row(TermKind::Tag, "cables", &[("de", "Kabel"), ("fr", "câbles")]).lacks_any(&languages));
        assert!(!row(TermKind::Category, "guide", &[]).lacks(&language("de"), &languages), "the program has a word");
        assert!(row(TermKind::Category, "guide", &[]).lacks(&language("fr"), &languages));
    }

    #[test]
    fn a_term_is_found_by_its_labels_too() {
        let languages = Languages::default();
        let cables = row(TermKind::Tag, "cables", &[("de", "Kabel und Störlichtbögen")]);
        let found = |search: &str| TermFilter { search: search.into(), ..TermFilter::default() }.is_wanted(&cables, &languages);
        assert!(found("") && found("cab") && found("kabel") && found("storlicht cables"));
        assert!(!found("relays") && !found("kabel relays"));
    }

    #[test]
    fn a_word_means_the_terms_whose_label_has_it() {
        let mut glossary = Glossary::default();
        glossary.or_insert(TermKind::Tag, "cables", &language("de"), "Kabelstörungen");
        glossary.or_insert(TermKind::Industry, "Rail", &language("de"), "Bahn");
        let meant = glossary.meant("bahn x STORUNG", &language("de"));
        assert_eq!(meant, [vec![(TermKind::Industry, "Rail".into())], vec![], vec![(TermKind::Tag, "cables".into())]]);
        assert_eq!(glossary.meant("bahn", &language("en")), [vec![]], "in another language");
        assert!(glossary.meant(" ", &language("de")).is_empty());
    }

    #[test]
    fn kinds_are_read_back() {
        for kind in TermKind::ALL {
            assert_eq!(TermKind::parse(kind.as_str()), Some(kind));
        }
        assert_eq!(TermKind::parse("topic"), None);
    }
}
