//! The texts of a form as the checklist reads them, and what it looks at in each.

use domain::language::{Language, Languages};

use super::{Check, CheckState, Finding};
use crate::editor::item::{ItemField, ItemForm};
use crate::editor::reading::{self, DESCRIPTION};
use crate::form::fields::FormField;

/// A language that is written, and its texts as the checklist reads them.
pub(super) struct Text<F> {
    pub language: Language,
    pub title: String,
    pub slug: String,
    pub content: String,
    pub description: String,
    pub needed: F,
    pub needed_text: String,
}

/// The languages in which something is written, in the order of the site; of an empty item the default one.
pub(super) fn written<I: ItemForm>(form: &I, languages: &Languages) -> Vec<Text<I::Field>> {
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
pub(super) fn described<F: ItemField>(text: &Text<F>) -> Option<Check<F>> {
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

pub(super) fn description_length<F: ItemField>(text: &Text<F>) -> Option<Check<F>> {
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

pub(super) fn headings<F: ItemField>(text: &Text<F>) -> Option<Check<F>> {
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

pub(super) fn length<F: ItemField>(text: &Text<F>, min: usize) -> Option<Check<F>> {
    let (finding, state) = match reading::words(&text.content) {
        0 => (Finding::NoNeededText(text.language.clone()), CheckState::Stop),
        few if few < min => (Finding::FewWords(text.language.clone(), few), CheckState::Open),
        _ => return None,
    };
    Some(Check::new(finding, state, F::content(text.language.clone())))
}
