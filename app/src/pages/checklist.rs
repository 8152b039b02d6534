//! "Before it goes out": what a careful editor looks at before publishing, read from the form alone.

use std::collections::BTreeMap;

use domain::id::MediaId;
use domain::invalid::Problem;
use domain::language::{Language, Languages};
use domain::media::{MediaDescription, ids_in};
use domain::page::{PageForm, PageTextForm, Template};
use domain::publication::LanguageState;
use domain::text_findings::{TextFindings, TypedAddress};

use super::fields::{PageField, Part};
use crate::editor::reading::{self, DESCRIPTION};

/// Fewer words than these are rarely worth a page of their own.
pub const WORDS_MIN: usize = 50;

/// One line of the checklist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    pub finding: Finding,
    pub state: CheckState,
    /// Where it is put right.
    pub field: Option<PageField>,
    /// The place within the text, as it is typed there.
    pub place: Option<TypedAddress>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CheckState {
    Done,
    /// Worth a look.
    Open,
    /// Should not go out like this.
    Stop,
}

/// What was found; the sentence for it is in `text::page_editor`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finding {
    Described,
    NoTitle(Language),
    NoDescription(Language),
    DescriptionLengthGood,
    DescriptionTooShort(Language, usize),
    DescriptionTooLong(Language, usize),
    HeadingsInOrder,
    HeadingSkipsLevel(Language, String),
    SlugsFree,
    NoSlug(Language),
    SlugBad(Language, Problem),
    Words(Vec<(Language, usize)>),
    NoWords(Language),
    FewWords(Language, usize),
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
    /// A link to a heading that the text does not have, as it is typed.
    DeadLink(Language, String),
    /// A picture of another site, which no page shows, by its address.
    ExternalPicture(Language, String),
}

/// What the library says of the files that the texts name, as far as it was asked.
pub type Library = BTreeMap<MediaId, MediaDescription>;

/// What the server found in the texts, as far as it was asked.
pub type Found = BTreeMap<Language, TextFindings>;

/// The lines of the checklist, and how many of the things looked at are in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checklist {
    pub checks: Vec<Check>,
    pub done: usize,
    pub all: usize,
}

/// `slugs` holds what is wrong with addresses, as far as the server was asked.
pub fn checklist(
    form: &PageForm,
    states: &BTreeMap<Language, LanguageState>,
    slugs: &BTreeMap<Language, Problem>,
    library: &Library,
    found: &Found,
    languages: &Languages,
) -> Checklist {
    let texts = written(form, languages);
    let mut list = Checklist { checks: Vec::new(), done: 0, all: 0 };
    list.add(Finding::Described, &texts, described);
    if texts.iter().any(|(_, text)| !text.meta_description.trim().is_empty()) {
        list.add(Finding::DescriptionLengthGood, &texts, description_length);
    }
    list.add(Finding::HeadingsInOrder, &texts, headings);
    list.add(Finding::SlugsFree, &texts, |language, text| {
        let is_missing = text.slug.trim().is_empty() && form.template != Template::Home.as_str();
        let finding = match slugs.get(language) {
            _ if is_missing => Finding::NoSlug(language.clone()),
            Some(problem) => Finding::SlugBad(language.clone(), problem.clone()),
            None => return None,
        };
        Some((finding, CheckState::Stop, Part::Slug))
    });
    let words = texts.iter().map(|(language, text)| ((*language).clone(), reading::words(&text.content))).collect();
    list.add(Finding::Words(words), &texts, length);
    list.add_pictures(&texts, library);
    list.add_found(&texts, found);
    if languages.all.len() > 1 {
        list.add_translations(&texts, states, languages);
    }
    list
}

impl Checklist {
    /// Looks at one thing in every language that is written.
    fn add(
        &mut self,
        good: Finding,
        texts: &[(&Language, &PageTextForm)],
        look: impl Fn(&Language, &PageTextForm) -> Option<(Finding, CheckState, Part)>,
    ) {
        let found = texts.iter().filter_map(|(language, text)| {
            let (finding, state, part) = look(language, text)?;
            Some(Check { finding, state, field: Some(PageField::Text(part, (*language).clone())), place: None })
        });
        self.close(good, found.collect());
    }

    /// A picture is described by the text, or by the library in this language, or it needs no words.
    fn add_pictures(&mut self, texts: &[(&Language, &PageTextForm)], library: &Library) {
        let mut found = Vec::new();
        let mut count = 0;
        for (language, text) in texts {
            let pictures = reading::pictures(&text.content);
            count += pictures.len();
            let bare: Vec<_> = pictures.into_iter().filter(|picture| !picture.has_words).collect();
            let own = bare.iter().filter(|picture| picture.media.is_none()).count();
            if own > 0 {
                found.push(Finding::PicturesBare((*language).clone(), own));
            }
            let known = bare.iter().filter_map(|picture| library.get(&picture.media?));
            let silent = known.filter(|file| file.is_there && file.missing_alts.contains(language));
            found.extend(silent.map(|file| Finding::FileBare((*language).clone(), file.title.clone())));
            let gone = ids_in(&text.content).iter().filter(|id| library.get(id).is_some_and(|file| !file.is_there)).count();
            if gone > 0 {
                found.push(Finding::FilesGone((*language).clone(), gone));
            }
        }
        if count == 0 && found.is_empty() {
            return;
        }
        let at_text = |finding: Finding| {
            let language = match &finding {
                Finding::PicturesBare(language, _) | Finding::FileBare(language, _) | Finding::FilesGone(language, _) => language,
                _ => return None,
            };
            let field = Some(PageField::Text(Part::Content, language.clone()));
            Some(Check { state: CheckState::Stop, field, finding, place: None })
        };
        self.close(Finding::PicturesDescribed(count), found.into_iter().filter_map(at_text).collect());
    }

    /// Each place by itself. Where nothing was found, nothing is said: most texts hold no such links.
    fn add_found(&mut self, texts: &[(&Language, &PageTextForm)], found: &Found) {
        let mut add = |language: &Language, all: &[TypedAddress], finding: fn(Language, String) -> Finding| {
            self.all += usize::from(!all.is_empty());
            self.checks.extend(all.iter().map(|place| Check {
                finding: finding(language.clone(), place.address.clone()),
                state: CheckState::Open,
                field: Some(PageField::Text(Part::Content, language.clone())),
                place: Some(place.clone()),
            }));
        };
        for (language, text) in texts {
            let Some(TextFindings { dead_links, external_pictures }) = found.get(*language) else { continue };
            // The text may have changed since the server was asked.
            let is_there = |place: &&TypedAddress| text.content.contains(&place.typed);
            let dead_links: Vec<_> = dead_links.iter().filter(is_there).cloned().collect();
            let pictures: Vec<_> = external_pictures.iter().filter(is_there).cloned().collect();
            add(language, &dead_links, Finding::DeadLink);
            add(language, &pictures, Finding::ExternalPicture);
        }
    }

    fn add_translations(
        &mut self,
        texts: &[(&Language, &PageTextForm)],
        states: &BTreeMap<Language, LanguageState>,
        languages: &Languages,
    ) {
        let is_any_live = states.values().any(|state| state.is_live());
        let found = languages.all.iter().filter_map(|language| {
            let (finding, part) = if texts.iter().all(|(written, _)| *written != language) {
                (Finding::NotTranslated(language.clone()), Part::Title)
            } else if states.get(language) == Some(&LanguageState::Outdated) {
                (Finding::Outdated(language.clone()), Part::Content)
            } else if is_any_live && states.get(language) == Some(&LanguageState::Draft) {
                (Finding::NotPublished(language.clone()), Part::Title)
            } else {
                return None;
            };
            Some(Check { finding, state: CheckState::Open, field: Some(PageField::Text(part, language.clone())), place: None })
        });
        self.close(Finding::Translated, found.collect());
    }

    fn close(&mut self, good: Finding, found: Vec<Check>) {
        self.all += 1;
        if found.is_empty() {
            self.done += 1;
            self.checks.push(Check { finding: good, state: CheckState::Done, field: None, place: None });
        } else {
            self.checks.extend(found);
        }
    }
}

/// The languages in which something is written, in the order of the site; of an empty page the default one.
fn written<'a>(form: &'a PageForm, languages: &'a Languages) -> Vec<(&'a Language, &'a PageTextForm)> {
    static NOTHING: PageTextForm = PageTextForm {
        title: String::new(),
        slug: String::new(),
        content: String::new(),
        excerpt: String::new(),
        meta_description: String::new(),
        seo_title: String::new(),
        seo_keywords: String::new(),
    };
    let texts: Vec<_> = languages
        .all
        .iter()
        .filter_map(|language| Some((language, form.texts.get(language).filter(|text| !text.is_empty())?)))
        .collect();
    if texts.is_empty() { vec![(&languages.default, &NOTHING)] } else { texts }
}

type Looked = Option<(Finding, CheckState, Part)>;

fn described(language: &Language, text: &PageTextForm) -> Looked {
    if text.title.trim().is_empty() {
        return Some((Finding::NoTitle(language.clone()), CheckState::Stop, Part::Title));
    }
    let is_missing = text.meta_description.trim().is_empty();
    is_missing.then(|| (Finding::NoDescription(language.clone()), CheckState::Open, Part::MetaDescription))
}

fn description_length(language: &Language, text: &PageTextForm) -> Looked {
    let count = text.meta_description.trim().chars().count();
    let finding = if count == 0 || DESCRIPTION.contains(&count) {
        return None;
    } else if count < *DESCRIPTION.start() {
        Finding::DescriptionTooShort(language.clone(), count)
    } else {
        Finding::DescriptionTooLong(language.clone(), count)
    };
    Some((finding, CheckState::Open, Part::MetaDescription))
}

fn headings(language: &Language, text: &PageTextForm) -> Looked {
    let mut above = 1;
    for heading in reading::headings(&text.content) {
        if heading.level > above + 1 {
            return Some((Finding::HeadingSkipsLevel(language.clone(), heading.text), CheckState::Open, Part::Content));
        }
        above = heading.level;
    }
    None
}

fn length(language: &Language, text: &PageTextForm) -> Looked {
    let (finding, state) = match reading::words(&text.content) {
        0 => (Finding::NoWords(language.clone()), CheckState::Stop),
        few if few < WORDS_MIN => (Finding::FewWords(language.clone(), few), CheckState::Open),
        _ => return None,
    };
    Some((finding, state, Part::Content))
}

#[cfg(test)]
mod tests;
