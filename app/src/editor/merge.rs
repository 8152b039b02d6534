//! Two people changed the same item: what each of them changed, and one form made of both.

use std::collections::BTreeMap;

use domain::language::Languages;

use super::item::{Form, FormField};

/// A field that differs between what I typed and what someone else saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference<F> {
    pub field: F,
    pub mine: String,
    pub theirs: String,
    pub changed_by: ChangedBy,
}

/// Who changed a field since the version that I opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChangedBy {
    Me,
    Them,
    /// Only here does someone have to decide.
    Both,
}

/// Whose text of a field is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    Mine,
    Theirs,
}

/// The fields that differ now, in the order of the screen. `base` is the form as I opened it.
pub fn differences<F: Form>(base: &F, mine: &F, theirs: &F, languages: &Languages) -> Vec<Difference<F::Field>> {
    let differing = F::Field::all(languages).into_iter().filter(|field| !field.is_same(mine, theirs));
    differing
        .map(|field| {
            let changed_by = match (field.is_same(base, mine), field.is_same(base, theirs)) {
                (true, _) => ChangedBy::Them,
                (false, true) => ChangedBy::Me,
                (false, false) => ChangedBy::Both,
            };
            Difference { mine: field.read(mine), theirs: field.read(theirs), changed_by, field }
        })
        .collect()
}

/// Their version with my text in the fields that I keep: those I alone changed, and those chosen in `choices`. What both
/// changed stays mine unless chosen otherwise, because theirs is safe on the server and mine is nowhere else.
pub fn merged<F: Form>(theirs: &F, differences: &[Difference<F::Field>], choices: &BTreeMap<F::Field, Side>) -> F {
    let mut form = theirs.clone();
    for difference in differences {
        if side(difference, choices) == Side::Mine {
            difference.field.write(&mut form, difference.mine.clone());
        }
    }
    form
}

/// Whose text of a differing field is kept as things stand.
pub fn side<F: Ord>(difference: &Difference<F>, choices: &BTreeMap<F, Side>) -> Side {
    choices.get(&difference.field).copied().unwrap_or(match difference.changed_by {
        ChangedBy::Them => Side::Theirs,
        ChangedBy::Me | ChangedBy::Both => Side::Mine,
    })
}

/// Whether something was typed that is not stored.
pub fn is_changed<F: Form>(base: &F, mine: &F, languages: &Languages) -> bool {
    F::Field::all(languages).iter().any(|field| !field.is_same(base, mine))
}

#[cfg(test)]
mod tests {
    use domain::language::Language;
    use domain::page::{PageForm, TextForm};

    use super::*;
    use crate::pages::admin::editor::fields::{FormField, Part};

    fn form(version: i64, title: &str, content: &str) -> PageForm {
        let text = TextForm { title: title.into(), content: content.into(), ..TextForm::default() };
        let texts = [(Language::parse("en").unwrap(), text)].into();
        PageForm { version, template: "default".into(), texts, ..PageForm::default() }
    }

    fn field(part: Part) -> FormField {
        FormField::Text(part, Language::parse("en").unwrap())
    }

    #[test]
    fn what_only_one_of_us_changed_needs_no_decision() {
        let (base, mine, theirs) = (form(1, "A", "a"), form(1, "B", "a"), form(2, "A", "b"));
        let found = differences(&base, &mine, &theirs, &Languages::default());
        let who: Vec<_> = found.iter().map(|d| (d.field.clone(), d.changed_by)).collect();
        assert_eq!(who, [(field(Part::Title), ChangedBy::Me), (field(Part::Content), ChangedBy::Them)]);
        assert_eq!(merged(&theirs, &found, &BTreeMap::new()), form(2, "B", "b"));
    }

    #[test]
    fn what_both_changed_is_kept_as_chosen_and_never_dropped_silently() {
        let (base, mine, theirs) = (form(1, "A", "a"), form(1, "B", "a"), form(2, "C", "a"));
        let found = differences(&base, &mine, &theirs, &Languages::default());
        assert_eq!(found[0].changed_by, ChangedBy::Both);
        assert_eq!((found[0].mine.as_str(), found[0].theirs.as_str()), ("B", "C"));
        assert_eq!(merged(&theirs, &found, &BTreeMap::new()), form(2, "B", "a"));
        assert_eq!(merged(&theirs, &found, &[(field(Part::Title), Side::Theirs)].into()), form(2, "C", "a"));
    }

    #[test]
    fn the_same_change_by_both_is_no_difference() {
        let (base, mine, theirs) = (form(1, "A", "a"), form(1, "B", "a"), form(2, "B", "a"));
        assert_eq!(differences(&base, &mine, &theirs, &Languages::default()), []);
    }

    #[test]
    fn a_language_that_was_only_looked_at_is_no_change() {
        let base = form(1, "A", "a");
        let mut mine = base.clone();
        mine.texts.insert(Language::parse("de").unwrap(), TextForm::default());
        assert!(!is_changed(&base, &mine, &Languages::default()));
        assert!(is_changed(&base, &form(1, "B", "a"), &Languages::default()));
    }
}
