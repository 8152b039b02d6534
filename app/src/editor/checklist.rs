//! "Before it goes out": what a careful editor looks at before publishing, read from the form alone. The same for every item; what
//! only one kind asks for is in its [`ItemForm`].

mod finding;
mod links;
mod pictures;
#[cfg(test)]
mod tests;
mod text;

use std::collections::BTreeMap;
use std::ops::Range;

use domain::id::MediaId;
use domain::invalid::Problem;
use domain::language::{Language, Languages};
use domain::link_check::LinkCheck;
use domain::media::MediaDescription;
use domain::publication::LanguageState;

pub use self::finding::Finding;
use self::text::{Text, described, description_length, headings, length, written};
use super::item::{ItemField, ItemForm};
use super::reading;

/// One line of the checklist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check<F> {
    pub finding: Finding,
    pub state: CheckState,
    /// Where it is put right.
    pub field: Option<F>,
    /// The bytes of the field that it is about, where that is less than all of it.
    pub place: Option<Range<usize>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CheckState {
    Done,
    /// Not written yet, in something that was never saved.
    ToDo {
        /// Whether it stops the item from going out, as it will once the item is saved.
        stops: bool,
    },
    /// Worth a look.
    Open,
    /// Should not go out like this.
    Stop,
}

impl CheckState {
    /// Whether publishing asks about it first.
    fn stops(self) -> bool {
        matches!(self, Self::Stop | Self::ToDo { stops: true })
    }
}

/// What the library says of the files that the texts name, as far as it was asked.
pub type Library = BTreeMap<MediaId, MediaDescription>;

/// Where the links of the texts lead, as far as the server was asked.
pub type Links = BTreeMap<Language, LinkCheck>;

/// What the server knows and the form does not.
#[derive(Debug, Clone, Copy)]
pub struct Facts<'a> {
    pub states: &'a BTreeMap<Language, LanguageState>,
    /// What is wrong with slugs.
    pub slugs: &'a BTreeMap<Language, Problem>,
    pub library: &'a Library,
    pub links: &'a Links,
    pub languages: &'a Languages,
}

/// The lines of the checklist, and how many of the things looked at are in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checklist<F> {
    pub checks: Vec<Check<F>>,
    pub done: usize,
    pub all: usize,
    /// Nothing of it is stored yet, so what is missing is still to be written.
    is_new: bool,
}

/// Looks at the form.
pub fn checklist<I: ItemForm>(form: &I, facts: Facts<'_>) -> Checklist<I::Field> {
    let texts = written(form, facts.languages);
    let mut list = Checklist { checks: Vec::new(), done: 0, all: 0, is_new: form.id().is_none() };
    list.add(Finding::Described, &texts, described);
    if texts.iter().any(|text| !text.description.trim().is_empty()) {
        list.add(Finding::DescriptionLengthGood, &texts, description_length);
    }
    if let Some((field, is_chosen)) = form.needed_file() {
        let missing = (!is_chosen).then(|| Check::new(Finding::NoFile, CheckState::Stop, field));
        list.close(Finding::FileChosen, missing.into_iter().collect());
    }
    list.add(Finding::HeadingsInOrder, &texts, headings);
    list.add(Finding::SlugsFree, &texts, |text| {
        let is_missing = text.slug.trim().is_empty() && !form.is_slugless();
        let finding = match facts.slugs.get(&text.language) {
            _ if is_missing => Finding::NoSlug(text.language.clone()),
            Some(problem) => Finding::SlugBad(text.language.clone(), problem.clone()),
            None => return None,
        };
        Some(Check::new(finding, CheckState::Stop, I::Field::slug(text.language.clone())))
    });
    let count = |text: &Text<I::Field>| (text.language.clone(), reading::words(&text.content));
    if let Some(min) = I::MIN_WORDS {
        list.add(Finding::Words(texts.iter().map(count).collect()), &texts, |text| length(text, min));
    }
    list.add_pictures(&texts, facts.library);
    list.add_links(&texts, facts.links);
    list.add_external_pictures(&texts, facts.links);
    list.add_not_shown(&texts, facts.links);
    if facts.languages.all.len() > 1 {
        list.add_translations(&texts, facts);
    }
    list
}

impl<F> Check<F> {
    fn new(finding: Finding, state: CheckState, field: F) -> Self {
        Self { finding, state, field: Some(field), place: None }
    }

    fn at(self, place: Range<usize>) -> Self {
        Self { place: Some(place), ..self }
    }
}

impl<F: ItemField> Checklist<F> {
    /// Findings that should be put right before a language goes out: in its texts, or in fields that all languages share.
    pub fn stops(&self, language: &Language) -> Vec<&Check<F>> {
        let is_of = |check: &Check<F>| check.field.as_ref().is_some_and(|field| field.language().is_none_or(|of| of == language));
        self.checks.iter().filter(|check| check.state.stops() && is_of(check)).collect()
    }

    /// Looks at one thing in every language that is written.
    fn add(&mut self, good: Finding, texts: &[Text<F>], look: impl Fn(&Text<F>) -> Option<Check<F>>) {
        self.close(good, texts.iter().filter_map(look).collect());
    }

    fn add_translations(&mut self, texts: &[Text<F>], facts: Facts<'_>) {
        let is_any_live = facts.states.values().any(|state| state.is_live());
        let found = facts.languages.all.iter().filter_map(|language| {
            let state = facts.states.get(language);
            let (finding, field) = if texts.iter().all(|text| text.language != *language) {
                (Finding::NotTranslated(language.clone()), F::title(language.clone()))
            } else if state == Some(&LanguageState::Outdated) {
                (Finding::Outdated(language.clone()), F::content(language.clone()))
            } else if is_any_live && state == Some(&LanguageState::Draft) {
                (Finding::NotPublished(language.clone()), F::title(language.clone()))
            } else {
                return None;
            };
            Some(Check::new(finding, CheckState::Open, field))
        });
        self.close(Finding::Translated, found.collect());
    }

    fn close(&mut self, good: Finding, mut found: Vec<Check<F>>) {
        self.all += 1;
        if found.is_empty() {
            self.done += 1;
            self.checks.push(Check { finding: good, state: CheckState::Done, field: None, place: None });
            return;
        }
        // The list of a new item begins without red marks.
        for check in found.iter_mut().filter(|check| self.is_new && check.finding.is_missing()) {
            check.state = CheckState::ToDo { stops: check.state.stops() };
        }
        self.checks.append(&mut found);
    }
}
