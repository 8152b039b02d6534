//! A word of a search, and the ways in which texts write it.

use super::fold::fold;
use super::unspaced::{pairs, runs};

/// Words that are typed as one, and all the forms in which a text may have them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    /// As it was typed, folded.
    pub(super) folded: String,
    /// Any of them finds it.
    pub(super) forms: Vec<Form>,
    /// A run of a script without spaces, which is found anywhere in another.
    pub(super) is_run: bool,
}

/// Phrases that must all be there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Form {
    pub(super) phrases: Vec<Phrase>,
    /// `oe` for `ö`, or the other way round.
    pub(super) is_german: bool,
}

/// Words beside one another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Phrase {
    pub(super) words: Vec<String>,
    /// Whether words that only begin with the last one are meant too.
    pub(super) is_prefix: bool,
}

/// A part of what was typed: letters and digits without anything between them, all of one script with spaces or all of others.
pub(super) struct Typed<'a> {
    pub(super) folded: String,
    /// Before it was folded.
    pub(super) raw: &'a str,
    pub(super) is_run: bool,
    pub(super) is_prefix: bool,
    /// What stands between the part before and this one.
    pub(super) joint: Joint,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Joint {
    Space,
    Hyphen,
    Other,
}

impl Form {
    fn phrase(words: Vec<String>, is_prefix: bool) -> Self {
        Self { phrases: vec![Phrase { words, is_prefix }], is_german: false }
    }

    pub(super) fn word(word: &str, is_prefix: bool) -> Self {
        Self::phrase(vec![word.to_owned()], is_prefix)
    }

    /// What words begin with that it stands for, where the index has no list of its own for so few letters.
    pub(super) fn short_beginning(&self) -> Option<&str> {
        match self.phrases.as_slice() {
            [phrase] if phrase.is_short_beginning() => Some(&phrase.words[0]),
            _ => None,
        }
    }

    /// Leaves out the phrases that are such beginnings; whether others are left.
    pub(super) fn lose_short_beginnings(&mut self) -> bool {
        self.phrases.retain(|phrase| !phrase.is_short_beginning());
        !self.phrases.is_empty()
    }

    /// Whole words beside one another, with white space between them.
    pub(super) fn words(words: &str) -> Self {
        Self::beside(words.split_whitespace().map(str::to_owned).collect())
    }

    /// Whole words beside one another.
    pub(super) fn beside(words: Vec<String>) -> Self {
        Self::phrase(words, false)
    }
}

impl Phrase {
    /// Whether it is what words begin with, and shorter than those for which the index has a list.
    pub(super) fn is_short_beginning(&self) -> bool {
        self.is_prefix && self.words.len() == 1 && self.words[0].chars().nth(MIN_BEGINNING - 1).is_none()
    }
}

/// Letters of the beginnings for which the index has a list (`prefix` of `search_fts`).
const MIN_BEGINNING: usize = 3;

/// Letters that stand before a hyphen: E-Mail, I-Beam, T-Shirt, U-Bahn, X-Ray.
const BEFORE_HYPHEN: [char; 5] = ['e', 'i', 't', 'u', 'x'];

/// Forms of one word that are looked for.
const MAX_FORMS: usize = 12;

impl Word {
    pub(super) fn of(typed: &[Typed<'_>]) -> Self {
        let mut word = match typed {
            [one] if one.is_run => Self::run(&one.folded),
            [one] => Self::single(one),
            several => Self::several(several),
        };
        word.add(Vec::new());
        word
    }

    /// Adds forms; each is there once.
    pub(super) fn add(&mut self, forms: Vec<Form>) {
        let mut all = Vec::with_capacity(self.forms.len() + forms.len());
        for form in self.forms.drain(..).chain(forms) {
            if !all.contains(&form) {
                all.push(form);
            }
        }
        self.forms = all;
    }

    pub(super) fn is_prefix(&self) -> bool {
        self.forms.iter().flat_map(|form| &form.phrases).any(|phrase| phrase.is_prefix)
    }

    fn run(folded: &str) -> Self {
        let words: Vec<String> = pairs(folded).map(str::to_owned).collect();
        // One character alone is the beginning of a pair.
        let form = if words.is_empty() { Form::word(folded, true) } else { Form::phrase(words, false) };
        Self { folded: folded.to_owned(), forms: vec![form], is_run: true }
    }

    fn single(typed: &Typed<'_>) -> Self {
        let (folded, is_prefix) = (typed.folded.as_str(), typed.is_prefix);
        let mut forms = vec![Form::word(folded, is_prefix)];
        for german in german(folded, typed.raw) {
            forms.push(Form { is_german: true, ..Form::word(&german, is_prefix) });
        }
        // `20kV` is written `20 kV` too, and `email` `E-Mail`.
        let parts = at_digits(folded);
        if (2..=4).contains(&parts.len()) {
            forms.push(Form::phrase(parts, is_prefix));
        } else if folded.len() > 3 && folded.is_ascii() && folded.starts_with(BEFORE_HYPHEN) {
            let (first, rest) = folded.split_at(1);
            forms.push(Form::phrase(vec![first.into(), rest.into()], is_prefix));
        }
        forms.truncate(MAX_FORMS);
        Self { folded: folded.to_owned(), forms, is_run: false }
    }

    /// Words with hyphens between them, or a number and its unit: apart, or as one word.
    fn several(typed: &[Typed<'_>]) -> Self {
        let words: Vec<String> = typed.iter().map(|typed| typed.folded.clone()).collect();
        let is_prefix = typed.last().is_some_and(|last| last.is_prefix);
        let last = words.len() - 1;
        let has_letter = words.iter().any(|word| word.len() == 1 && word.bytes().all(|b| b.is_ascii_lowercase()));
        let apart = |words: &[String]| Form {
            phrases: words
                .iter()
                .enumerate()
                .map(|(at, word)| Phrase { words: vec![word.clone()], is_prefix: is_prefix && at + 1 == words.len() })
                .collect(),
            is_german: false,
        };
        let is_hyphenated = typed.iter().skip(1).all(|typed| typed.joint == Joint::Hyphen);
        let mut forms = Vec::new();
        forms.push(if has_letter && is_hyphenated { Form::phrase(words.clone(), is_prefix) } else { apart(&words) });
        forms.push(Form::word(&words.concat(), is_prefix));
        if last == 2 {
            forms.push(apart(&[words[..2].concat(), words[2].clone()]));
            forms.push(apart(&[words[0].clone(), words[1..].concat()]));
        }
        Self { folded: words.join(" "), forms, is_run: false }
    }
}

/// The same word with `ä`, `ö`, `ü` written as two letters or as one.
fn german(folded: &str, raw: &str) -> Vec<String> {
    let mut forms = Vec::new();
    let is_umlaut = |c: char| matches!(c, 'ä' | 'ö' | 'ü' | 'Ä' | 'Ö' | 'Ü');
    let raw = crate::text::composed(raw.to_owned());
    if raw.contains(is_umlaut) {
        let mut long = String::with_capacity(raw.len());
        for c in raw.chars() {
            long.push(c);
            if is_umlaut(c) {
                long.push('e');
            }
        }
        forms.push(fold(&long));
    }
    let places: Vec<usize> =
        ["ae", "oe", "ue"].iter().flat_map(|two| folded.match_indices(two)).map(|(at, _)| at + 1).take(20).collect();
    // Of three places each may be meant or not; of more only all of them.
    let all = (1_usize << places.len().min(20)) - 1;
    for choice in if places.len() <= 3 { 1..=all } else { all..=all } {
        let is_left_out = |at: usize| places.iter().position(|place| *place == at).is_some_and(|nth| choice >> nth & 1 == 1);
        forms.push(folded.char_indices().filter(|(at, _)| !is_left_out(*at)).map(|(_, c)| c).collect());
    }
    forms
}

/// The parts of a word between digits and letters.
fn at_digits(word: &str) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    let mut was_digit = None;
    for c in word.chars() {
        let is_digit = c.is_ascii_digit();
        match parts.last_mut().filter(|_| was_digit == Some(is_digit)) {
            Some(part) => part.push(c),
            None => parts.push(c.into()),
        }
        was_digit = Some(is_digit);
    }
    parts
}

/// Whether one of two words is a number and the other has letters alone.
pub(super) fn is_number_with_unit(first: &Typed<'_>, second: &Typed<'_>) -> bool {
    let is_number = |typed: &Typed<'_>| typed.folded.bytes().all(|b| b.is_ascii_digit());
    let is_word = |typed: &Typed<'_>| !typed.is_run && !typed.folded.contains(|c: char| c.is_ascii_digit());
    is_number(first) && is_word(second) || is_word(first) && is_number(second)
}

/// What was typed, divided where a script without spaces begins or ends.
pub(super) fn typed_parts<'a>(raw: &'a str, is_prefix: bool, joint: Joint) -> Vec<Typed<'a>> {
    let folded = fold(raw);
    let parts: Vec<(&str, bool)> = folded.split_whitespace().flat_map(runs).collect();
    let count = parts.len();
    let typed = parts.into_iter().enumerate().map(|(at, (part, is_run))| Typed {
        folded: part.to_owned(),
        raw: if count == 1 { raw } else { "" },
        is_run,
        is_prefix: is_prefix && at + 1 == count,
        joint: if at == 0 { joint } else { Joint::Other },
    });
    typed.collect()
}
