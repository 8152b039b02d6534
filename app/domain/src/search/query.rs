//! The words that a visitor typed, and the expression of SQLite's FTS5 made of them.

use super::fold::{fold, is_letter, is_mark};
use super::passage::matches;
use super::word::{Form, Joint, Phrase, Typed, Word, is_number_with_unit, typed_parts};

/// The words of a search: at least one, folded. Other input (quotes, operators, signs) is ignored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Query {
    words: Vec<Word>,
}

impl Query {
    /// Words that are looked for; further ones are ignored.
    pub const MAX_WORDS: usize = 10;
    /// Characters of a word; a longer one is looked for by its beginning.
    pub const MAX_WORD: usize = 50;

    /// Bytes of a search that are read.
    pub const MAX_TYPED: usize = 4 * Self::MAX_WORDS * (Self::MAX_WORD + 1);

    /// Terms that are looked for in place of one word.
    const MAX_TERMS: usize = 20;

    /// Parts of words that are written with a hyphen or as one.
    const MAX_PARTS: usize = 3;

    /// Reads what was typed. `None` if there is no word in it. The last word may be unfinished and is a prefix, unless it is
    /// one letter or digit, which would find nearly everything.
    pub fn parse(typed: &str) -> Option<Self> {
        let typed = parts(&typed[..typed.floor_char_boundary(Self::MAX_TYPED)]);
        let mut words: Vec<Word> = Vec::new();
        let mut from = 0;
        while from < typed.len() && words.len() < Self::MAX_WORDS {
            let to = group(&typed, from);
            let word = Word::of(&typed[from..to]);
            match words.iter_mut().find(|known| known.folded == word.folded) {
                Some(known) if word.is_prefix() => *known = word,
                Some(_) => {}
                None => words.push(word),
            }
            from = to;
        }
        (!words.is_empty()).then_some(Self { words })
    }

    /// Words of the index, beside one another where there are several: no other form of them is looked for.
    pub fn exact(words: &str) -> Self {
        Self { words: vec![Word { folded: words.to_owned(), forms: vec![Form::words(words)], is_run: false }] }
    }

    /// Without the forms that only German has: `oe` for `ö`, and the other way round.
    #[must_use]
    pub fn without_german(mut self) -> Self {
        self.words.iter_mut().for_each(|word| word.forms.retain(|form| !form.is_german));
        self
    }

    /// As this one, and found by more words: `more` gives those that contain a word.
    #[must_use]
    pub fn or(mut self, more: impl Fn(&str) -> Vec<String>) -> Self {
        for word in self.words.iter_mut().filter(|word| !word.is_run) {
            word.add(more(&word.folded).iter().map(|more| Form::words(more)).collect());
        }
        self
    }

    /// As this one, and found by a term in place of each word that stands in one of its labels. `labels` are those of all terms, each
    /// with its term.
    #[must_use]
    pub fn or_terms<'a>(mut self, labels: impl Iterator<Item = (&'a str, &'a str)>) -> Self {
        let mut terms: Vec<(usize, Form)> = Vec::new();
        for (label, term) in labels {
            let places: Vec<usize> = matches(label, &self).map(|(_, at)| at).collect();
            // A word that finds the term itself needs no other.
            for at in places.into_iter().filter(|at| matches(term, &self).all(|(_, found)| found != *at)) {
                let words: Vec<String> = parts(term).into_iter().map(|part| part.folded).collect();
                if !words.is_empty() {
                    terms.push((at, Form::beside(words)));
                }
            }
        }
        for (at, word) in self.words.iter_mut().enumerate() {
            let own = terms.iter().filter(|(of, _)| *of == at).take(Self::MAX_TERMS);
            word.add(own.map(|(_, form)| form.clone()).collect());
        }
        self
    }

    /// The beginnings of words that are looked for and that are shorter than those the index has at hand.
    pub fn short_beginnings(&self) -> impl Iterator<Item = &str> {
        self.words.iter().flat_map(|word| &word.forms).filter_map(Form::short_beginning)
    }

    /// A query without such beginnings that finds all that this one finds, if any word is left: words that are one in some form are left
    /// out, and forms of several parts lose that part (`kv` of `470 kv`).
    pub fn without_short_beginnings(&self) -> Option<Self> {
        let mut words = self.words.clone();
        words.retain_mut(|word| word.forms.iter_mut().all(Form::lose_short_beginnings));
        (!words.is_empty()).then_some(Self { words })
    }

    /// Whether the words that [`Query::without_short_beginnings`] leaves out, or leaves out a part of, are found in these texts together.
    pub fn begins_in(&self, texts: &[&str]) -> bool {
        let is_found = |word: &Word, phrase: &Phrase| {
            let forms = vec![Form { phrases: vec![phrase.clone()], is_german: false }];
            let alone = Self { words: vec![Word { forms, ..word.clone() }] };
            texts.iter().any(|text| matches(text, &alone).next().is_some())
        };
        let has_short = |word: &&Word| word.forms.iter().flat_map(|form| &form.phrases).any(Phrase::is_short_beginning);
        let is_in = |word: &Word| word.forms.iter().any(|form| form.phrases.iter().all(|phrase| is_found(word, phrase)));
        self.words.iter().filter(has_short).all(is_in)
    }

    /// The query with these words in place of all that begin as short as [`Query::short_beginnings`] says.
    #[must_use]
    pub fn completed(mut self, words: impl Fn(&str) -> Vec<String>) -> Self {
        for word in &mut self.words {
            let forms = std::mem::take(&mut word.forms);
            word.add(
                forms
                    .into_iter()
                    .flat_map(|form| match form.short_beginning() {
                        Some(beginning) => words(beginning).iter().map(|word| Form::words(word)).collect(),
                        None => vec![form],
                    })
                    .collect(),
            );
        }
        self
    }

    /// The query with other words for those that `right` knows better, and how it would be typed.
    pub fn corrected(&self, right: impl Fn(&str) -> Option<String>) -> Option<(Self, String)> {
        let mut is_other = false;
        let words = self.words.iter().map(|word| match right(&word.folded).filter(|_| !word.is_run) {
            Some(right) => {
                is_other = true;
                right
            }
            None => word.folded.clone(),
        });
        let typed = words.collect::<Vec<_>>().join(" ");
        Self::parse(&typed).filter(|_| is_other).map(|query| (query, typed))
    }

    /// The words, folded, in the order in which they were typed.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        self.words.iter().map(|word| word.folded.as_str())
    }

    /// The expression for `search_fts match ?`: rows that hold every one of `tags` (divided by white space) in the column
    /// `tags` and every word in `title` or `body`:
    ///
    /// `tags : ("langde" "kindpage") AND {title body} : ("earth" "faul" *)`
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
        fts.push_str(&format!("{columns} : ("));
        for (at, word) in self.words.iter().enumerate() {
            let is_after_plain = at > 0 && self.words[at - 1].forms.len() == 1;
            if at > 0 {
                fts.push_str(if is_after_plain && word.forms.len() == 1 { " " } else { " AND " });
            }
            fts.push_str(&in_any_form(word));
        }
        fts.push(')');
        fts
    }

    /// Which word of the query a word of a text is, and how many of the words after it belong to it.
    pub(super) fn find<'a>(&self, word: &str, after: impl Fn(usize) -> Option<&'a str>) -> Option<(usize, usize)> {
        let folded = fold(word);
        let parts: Vec<&str> = folded.split_whitespace().collect();
        let found = |phrase: &Phrase| {
            let (last, before) = phrase.words.split_last()?;
            let is_last = |part: &str| if phrase.is_prefix { part.starts_with(last) } else { part == last };
            let Some((begin, middle)) = before.split_first() else {
                return parts.iter().any(|part| is_last(part)).then_some(0);
            };
            let next = |nth: usize| after(nth).map(fold);
            let is_it = parts == [begin.as_str()]
                && (0..middle.len()).all(|nth| next(nth).is_some_and(|word| word == middle[nth]))
                && next(middle.len()).is_some_and(|word| is_last(&word));
            is_it.then_some(before.len())
        };
        // The longest phrase, so that all of it is marked.
        let all = self.phrases().filter_map(|(at, phrase)| found(phrase).map(|more| (at, more)));
        all.reduce(|best, other| if other.1 > best.1 { other } else { best })
    }

    /// For each ASCII letter and digit, in both cases: whether a phrase begins with it.
    pub(super) fn first_letters(&self) -> [bool; 128] {
        let mut letters = [false; 128];
        for first in self.phrases().filter_map(|(_, phrase)| phrase.words[0].bytes().next()).filter(u8::is_ascii) {
            letters[usize::from(first)] = true;
            letters[usize::from(first.to_ascii_uppercase())] = true;
        }
        letters
    }

    /// The runs of scripts without spaces that are looked for, each with which word it is.
    pub(super) fn runs(&self) -> impl Iterator<Item = (usize, &str)> {
        self.words.iter().enumerate().filter(|(_, word)| word.is_run).map(|(at, word)| (at, word.folded.as_str()))
    }

    fn phrases(&self) -> impl Iterator<Item = (usize, &Phrase)> {
        let words = self.words.iter().enumerate().filter(|(_, word)| !word.is_run);
        words.flat_map(|(at, word)| word.forms.iter().flat_map(|form| &form.phrases).map(move |phrase| (at, phrase)))
    }
}

/// The typed text in parts.
fn parts(typed: &str) -> Vec<Typed<'_>> {
    let is_part = |c: char| is_letter(c) || is_mark(c);
    let mut parts = Vec::new();
    let mut rest = typed;
    while let Some(start) = rest.find(is_part) {
        let joint = match rest[..start].trim() {
            "" if start > 0 => Joint::Space,
            "-" | "\u{2010}" | "\u{2011}" if start == rest[..start].trim().len() => Joint::Hyphen,
            _ => Joint::Other,
        };
        let length = rest[start..].find(|c| !is_part(c)).unwrap_or(rest.len() - start);
        let word = &rest[start..start + length];
        rest = &rest[start + length..];
        if !word.chars().any(is_letter) {
            continue;
        }
        let end = word.char_indices().nth(Query::MAX_WORD).map_or(word.len(), |(end, _)| end);
        let is_last = !rest.contains(is_letter);
        let before = parts.len();
        parts.extend(typed_parts(&word[..end], is_last || end < word.len(), joint));
        // One letter or digit begins nearly every word, but not one sign of a script that has thousands.
        if is_last && end == word.len() {
            let Some(last) = parts[before..].last_mut() else { continue };
            last.is_prefix = last.folded.chars().nth(1).is_some() || !last.folded.starts_with(is_of_alphabet);
        }
        if parts.len() > Query::MAX_PARTS * Query::MAX_WORDS {
            break;
        }
    }
    parts
}

/// Whether it is a digit, or a letter of an alphabet: Latin, Greek, Cyrillic, Armenian, Hebrew, Arabic.
fn is_of_alphabet(c: char) -> bool {
    c < '\u{700}'
}

/// Where the parts that are one word with that at `from` end: with hyphens between them, or a number and its unit.
fn group(typed: &[Typed<'_>], from: usize) -> usize {
    let is_hyphened = |at: usize| typed.get(at).is_some_and(|typed| typed.joint == Joint::Hyphen && !typed.is_run);
    if typed[from].is_run {
        return from + 1;
    }
    let to = (from + 1..typed.len()).take_while(|at| is_hyphened(*at)).last().map_or(from + 1, |last| last + 1);
    if to > from + 1 {
        return to.min(from + Query::MAX_PARTS);
    }
    let is_pair = |at: usize| {
        let (first, second) = (typed.get(at), typed.get(at + 1).filter(|second| second.joint == Joint::Space));
        first.zip(second).is_some_and(|(first, second)| is_number_with_unit(first, second))
    };
    let is_number = |at: usize| typed[at].folded.bytes().all(|b| b.is_ascii_digit());
    // A number belongs to the word after it rather than to that before it.
    if is_pair(from) && (is_number(from) || !is_pair(from + 1)) { from + 2 } else { from + 1 }
}

/// The expression that finds any form of a word.
fn in_any_form(word: &Word) -> String {
    let phrase = |phrase: &Phrase| format!("\"{}\"{}", phrase.words.join(" "), if phrase.is_prefix { " *" } else { "" });
    let form = |form: &Form| match form.phrases.as_slice() {
        [one] => phrase(one),
        all => format!("({})", all.iter().map(phrase).collect::<Vec<_>>().join(" ")),
    };
    match word.forms.as_slice() {
        [one] if one.phrases.len() == 1 => phrase(&one.phrases[0]),
        forms => format!("({})", forms.iter().map(form).collect::<Vec<_>>().join(" OR ")),
    }
}

#[cfg(test)]
mod tests;
