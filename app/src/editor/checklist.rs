//! "Before it goes out": what a careful editor looks at before publishing, read from the form alone. The same for every item; what
//! only one kind asks for is in its [`ItemForm`].

use std::collections::BTreeMap;
use std::ops::Range;

use domain::address::LinkState;
use domain::id::MediaId;
use domain::invalid::Problem;
use domain::language::{Language, Languages};
use domain::media::{MediaDescription, ids_in};
use domain::publication::LanguageState;
use domain::text_findings::{TextFindings, TypedAddress};

use super::item::{ItemField, ItemForm};
use super::reading::{self, DESCRIPTION};
use crate::form::fields::FormField;

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
    ToDo,
    /// Worth a look.
    Open,
    /// Should not go out like this.
    Stop,
}

/// What was found; the sentence for it is in `text::checklist`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finding {
    Described,
    NoTitle(Language),
    /// It lacks the text without which it cannot be published.
    NoNeededText(Language),
    NoDescription(Language),
    DescriptionLengthGood,
    DescriptionTooShort(Language, usize),
    DescriptionTooLong(Language, usize),
    FileChosen,
    NoFile,
    HeadingsInOrder,
    HeadingSkipsLevel(Language, String),
    SlugsFree,
    NoSlug(Language),
    SlugBad(Language, Problem),
    Words(Vec<(Language, usize)>),
    FewWords(Language, usize),
    LinksLead(usize),
    /// A link to an address of this site at which nothing is.
    LinkDead(Language, String),
    /// A link to something of this site that visitors do not see.
    LinkHidden(Language, String),
    /// A link to a heading that the text does not have, as it is typed.
    FragmentDead(Language, String),
    /// A picture of another site, which no page shows.
    PictureExternal(Language, TypedAddress),
    Translated,
    NotTranslated(Language),
    /// A draft beside a language that visitors read.
    NotPublished(Language),
    Outdated(Language),
    PicturesDescribed(usize),
    PicturesBare(Language, usize),
    /// A picture of the library that says nothing in this language, by its name.
    FileBare(Language, String),
    /// So many files of the library are gone.
    FilesGone(Language, usize),
}

/// What the library says of the files that the texts name, as far as it was asked.
pub type Library = BTreeMap<MediaId, MediaDescription>;

/// Where the links of the texts lead, by their addresses, as far as the server was asked.
pub type Links = BTreeMap<String, LinkState>;

/// What the server found in the texts, as far as it was asked.
pub type Found = BTreeMap<Language, TextFindings>;

/// What the server knows and the form does not.
#[derive(Debug, Clone, Copy)]
pub struct Facts<'a> {
    pub states: &'a BTreeMap<Language, LanguageState>,
    /// What is wrong with slugs.
    pub slugs: &'a BTreeMap<Language, Problem>,
    pub library: &'a Library,
    pub links: &'a Links,
    pub found: &'a Found,
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

/// A language that is written, and its texts as the checklist reads them.
struct Text<F> {
    language: Language,
    title: String,
    slug: String,
    content: String,
    description: String,
    needed: F,
    needed_text: String,
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
    list.add_found(&texts, facts.found);
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
    /// What should not go out with a language: in its texts, or in what all languages share.
    pub fn stops(&self, language: &Language) -> Vec<&Check<F>> {
        let is_of = |check: &Check<F>| check.field.as_ref().is_some_and(|field| field.language().is_none_or(|of| of == language));
        self.checks.iter().filter(|check| matches!(check.state, CheckState::Stop | CheckState::ToDo) && is_of(check)).collect()
    }

    /// Looks at one thing in every language that is written.
    fn add(&mut self, good: Finding, texts: &[Text<F>], look: impl Fn(&Text<F>) -> Option<Check<F>>) {
        self.close(good, texts.iter().filter_map(look).collect());
    }

    /// A picture is described by the text, or by the library in this language, or it needs no words.
    fn add_pictures(&mut self, texts: &[Text<F>], library: &Library) {
        let mut found = Vec::new();
        let mut count = 0;
        for text in texts {
            let stop = |finding| Check::new(finding, CheckState::Stop, F::content(text.language.clone()));
            let pictures = reading::pictures(&text.content);
            count += pictures.len();
            let bare: Vec<_> = pictures.into_iter().filter(|picture| !picture.has_words).collect();
            let mut own = bare.iter().filter(|picture| picture.media.is_none());
            if let Some(first) = own.next() {
                let count = 1 + own.count();
                found.push(stop(Finding::PicturesBare(text.language.clone(), count)).at(first.place.clone()));
            }
            for picture in &bare {
                let known = picture.media.and_then(|id| library.get(&id));
                if let Some(file) = known.filter(|file| file.is_there && file.missing_alts.contains(&text.language)) {
                    found.push(stop(Finding::FileBare(text.language.clone(), file.title.clone())).at(picture.place.clone()));
                }
            }
            let ids = ids_in(&text.content);
            let mut gone = ids.iter().filter(|id| library.get(id).is_some_and(|file| !file.is_there));
            if let Some(first) = gone.next() {
                let check = stop(Finding::FilesGone(text.language.clone(), 1 + gone.count()));
                let address = format!("media:{first}");
                let start = text.content.find(&address);
                found.push(Check { place: start.map(|start| start..start + address.len()), ..check });
            }
        }
        if count > 0 || !found.is_empty() {
            self.close(Finding::PicturesDescribed(count), found);
        }
    }

    /// Links to this site lead to something that visitors can read. Other sites are not asked.
    fn add_links(&mut self, texts: &[Text<F>], states: &Links) {
        let mut found = Vec::new();
        let mut good = 0;
        for text in texts {
            for link in reading::links(&text.content) {
                let (finding, state) = match states.get(&link.address) {
                    Some(LinkState::Public) => {
                        good += 1;
                        continue;
                    }
                    Some(LinkState::Hidden) => (Finding::LinkHidden(text.language.clone(), link.address), CheckState::Open),
                    Some(LinkState::Nowhere) => (Finding::LinkDead(text.language.clone(), link.address), CheckState::Stop),
                    None => continue,
                };
                found.push(Check::new(finding, state, F::content(text.language.clone())).at(link.place));
            }
        }
        if good > 0 || !found.is_empty() {
            self.close(Finding::LinksLead(good), found);
        }
    }

    /// Each place by itself. Where nothing was found, nothing is said: most texts hold no such links.
    fn add_found(&mut self, texts: &[Text<F>], found: &Found) {
        for text in texts {
            let Some(TextFindings { dead_links, external_pictures }) = found.get(&text.language) else { continue };
            let language = || text.language.clone();
            let dead = dead_links.iter().map(|link| (link, Finding::FragmentDead(language(), link.typed.clone())));
            let external = external_pictures.iter().map(|link| (link, Finding::PictureExternal(language(), link.clone())));
            for findings in [dead.collect::<Vec<_>>(), external.collect()] {
                // The text may have changed since the server was asked.
                let found = findings.into_iter().filter_map(|(link, finding)| {
                    let start = text.content.find(&link.typed)?;
                    let check = Check::new(finding, CheckState::Open, F::content(language()));
                    Some(check.at(start..start + link.typed.len()))
                });
                let before = self.checks.len();
                self.checks.extend(found);
                self.all += usize::from(self.checks.len() > before);
            }
        }
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
        // A new one does not begin with reproaches.
        for check in found.iter_mut().filter(|check| self.is_new && check.finding.is_missing()) {
            check.state = CheckState::ToDo;
        }
        self.checks.append(&mut found);
    }
}

impl Finding {
    /// Whether something is not there yet, rather than wrong.
    fn is_missing(&self) -> bool {
        matches!(
            self,
            Self::NoTitle(_)
                | Self::NoNeededText(_)
                | Self::NoDescription(_)
                | Self::NoFile
                | Self::NoSlug(_)
                | Self::NotTranslated(_)
                | Self::FewWords(..)
        )
    }
}

/// The languages in which something is written, in the order of the site; of an empty item the default one.
fn written<I: ItemForm>(form: &I, languages: &Languages) -> Vec<Text<I::Field>> {
    let text = |language: &Language| {
        let read = |field: I::Field| field.read(form);
        let needed = I::Field::needed_to_publish(language.clone());
        Text {
            language: language.clone(),
            title: read(I::Field::title(language.clone())),
            slug: read(I::Field::slug(language.clone())),
            content: read(I::Field::content(language.clone())),
            description: read(I::Field::description(language.clone())),
            needed_text: needed.read(form),
            needed,
        }
    };
    let texts: Vec<_> = languages.all.iter().filter(|language| !form.is_empty_in(language)).map(text).collect();
    if texts.is_empty() { vec![text(&languages.default)] } else { texts }
}

/// The needed text stands in for a description where it is not the long text itself.
fn described<F: ItemField>(text: &Text<F>) -> Option<Check<F>> {
    let language = || text.language.clone();
    if text.title.trim().is_empty() {
        return Some(Check::new(Finding::NoTitle(language()), CheckState::Stop, F::title(language())));
    }
    let is_content = text.needed == F::content(language());
    if !is_content && text.needed_text.trim().is_empty() {
        return Some(Check::new(Finding::NoNeededText(language()), CheckState::Stop, text.needed.clone()));
    }
    let is_missing = is_content && text.description.trim().is_empty();
    is_missing.then(|| Check::new(Finding::NoDescription(language()), CheckState::Open, F::description(language())))
}

fn description_length<F: ItemField>(text: &Text<F>) -> Option<Check<F>> {
    let count = text.description.trim().chars().count();
    let finding = if count == 0 || DESCRIPTION.contains(&count) {
        return None;
    } else if count < *DESCRIPTION.start() {
        Finding::DescriptionTooShort(text.language.clone(), count)
    } else {
        Finding::DescriptionTooLong(text.language.clone(), count)
    };
    Some(Check::new(finding, CheckState::Open, F::description(text.language.clone())))
}

fn headings<F: ItemField>(text: &Text<F>) -> Option<Check<F>> {
    let mut above = 1;
    for heading in reading::headings(&text.content) {
        if heading.level > above + 1 {
            let finding = Finding::HeadingSkipsLevel(text.language.clone(), heading.text);
            return Some(Check::new(finding, CheckState::Open, F::content(text.language.clone())).at(heading.place));
        }
        above = heading.level;
    }
    None
}

fn length<F: ItemField>(text: &Text<F>, min: usize) -> Option<Check<F>> {
    let (finding, state) = match reading::words(&text.content) {
        0 => (Finding::NoNeededText(text.language.clone()), CheckState::Stop),
        few if few < min => (Finding::FewWords(text.language.clone(), few), CheckState::Open),
        _ => return None,
    };
    Some(Check::new(finding, state, F::content(text.language.clone())))
}

#[cfg(test)]
mod tests;
