//! Two people changed the same thing: what each of them changed, and one form made of both.

use std::collections::BTreeMap;

use domain::language::Languages;
use domain::merge::Merge;
pub use domain::merge::Side;

use super::fields::{Form, FormField};

/// A field that differs between what I typed and what someone else saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference<F> {
    pub field: F,
    pub mine: String,
    pub theirs: String,
    pub changed_by: ChangedBy,
    /// The merge of a text of several lines that both changed.
    pub merge: Option<Merge>,
}

/// Who changed a field since the version that I opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChangedBy {
    Me,
    Them,
    /// Both, in different lines: the text has both changes.
    BothApart,
    /// Both, in the same lines: someone has to decide.
    Both,
}

/// The decisions so far: for a field, and for each of its conflicts.
pub type Decisions<F> = BTreeMap<(F, usize), Side>;

impl<F> Difference<F> {
    /// How many decisions it takes at most.
    pub fn max_decisions(&self) -> usize {
        self.merge.as_ref().map_or(1, |merge| merge.conflicts().max(1))
    }
}

/// The fields that differ now, in the order of the screen. `base` is the form as I opened it.
pub fn differences<F: Form>(base: &F, mine: &F, theirs: &F, languages: &Languages) -> Vec<Difference<F::Field>> {
    let differing = F::Field::all(languages).into_iter().filter(|field| !field.is_same(mine, theirs));
    differing
        .map(|field| {
            let is_both = !field.is_same(base, mine) && !field.is_same(base, theirs);
            let (in_mine, in_theirs) = (field.read(mine), field.read(theirs));
            let merge = (is_both && field.is_long()).then(|| Merge::of(&field.read(base), &in_mine, &in_theirs));
            let changed_by = match (field.is_same(base, mine), field.is_same(base, theirs)) {
                (true, _) => ChangedBy::Them,
                (false, true) => ChangedBy::Me,
                (false, false) if merge.as_ref().is_some_and(|merge| merge.conflicts() == 0) => ChangedBy::BothApart,
                (false, false) => ChangedBy::Both,
            };
            Difference { mine: in_mine, theirs: in_theirs, changed_by, merge, field }
        })
        .collect()
}

/// Their version with my text in the fields that I keep: those I alone changed, and those chosen in `choices`. Lines that both
/// changed stay mine unless chosen otherwise, because their text is safe on the server and mine is nowhere else.
pub fn merged<F: Form>(theirs: &F, differences: &[Difference<F::Field>], choices: &Decisions<F::Field>) -> F {
    let mut form = theirs.clone();
    for difference in differences {
        let text = match &difference.merge {
            Some(merge) if difference.changed_by == ChangedBy::Both => merge.text(|at| side(difference, at, choices)),
            Some(merge) if side(difference, 0, choices) == Side::Both => merge.text(|_| Side::Both),
            _ if side(difference, 0, choices) == Side::Theirs => continue,
            _ => difference.mine.clone(),
        };
        difference.field.write(&mut form, text);
    }
    form
}

/// The side whose text is kept as things stand: of a differing field, or of its conflict number `at`.
pub fn side<F: Ord + Clone>(difference: &Difference<F>, at: usize, choices: &Decisions<F>) -> Side {
    choices.get(&(difference.field.clone(), at)).copied().unwrap_or(match difference.changed_by {
        ChangedBy::Them => Side::Theirs,
        ChangedBy::BothApart => Side::Both,
        ChangedBy::Me | ChangedBy::Both => Side::Mine,
    })
}

/// The form from which typing goes on after an act, and what stands in the form then. `sent` is the form that the act was about,
/// `answered` the version that the act made, and `stored` what the server tells since.
///
/// A version after the answered one is somebody else's. Where something is typed nobody has decided about it, so the form stays on
/// the answered version: the next save meets theirs, and asks.
pub fn rebased<F: Form>(sent: &F, typed: &F, answered: i64, stored: &F, languages: &Languages) -> (F, F) {
    if stored.version() > answered && is_changed(sent, typed, languages) {
        let (mut base, mut form) = (sent.clone(), typed.clone());
        base.set_id(stored.id(), answered);
        form.set_id(stored.id(), answered);
        return (base, form);
    }
    let since = differences(sent, typed, stored, languages);
    (stored.clone(), merged(stored, &since, &BTreeMap::new()))
}

/// Whether something was typed that is not stored.
pub fn is_changed<F: Form>(base: &F, mine: &F, languages: &Languages) -> bool {
    F::Field::all(languages).iter().any(|field| !field.is_same(base, mine))
}

#[cfg(test)]
mod tests {
    use domain::language::Language;
    use domain::page::{PageForm, PageTextForm};

    use super::*;
    use crate::pages::fields::{PageField, Part};

    fn form(version: i64, title: &str, content: &str) -> PageForm {
        let text = PageTextForm { title: title.into(), content: content.into(), ..PageTextForm::default() };
        let texts = [(Language::parse("en").unwrap(), text)].into();
        PageForm { version, template: "default".into(), texts, ..PageForm::default() }
    }

    fn field(part: Part) -> PageField {
        PageField::Text(part, Language::parse("en").unwrap())
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
        assert_eq!(merged(&theirs, &found, &[((field(Part::Title), 0), Side::Theirs)].into()), form(2, "C", "a"));
    }

    #[test]
    fn a_paragraph_at_the_top_and_one_at_the_end_are_both_kept() {
        let (base, mine, theirs) = (form(1, "A", "a\n\nb"), form(1, "A", "top\n\na\n\nb"), form(2, "A", "a\n\nb\n\nend"));
        let found = differences(&base, &mine, &theirs, &Languages::default());
        assert_eq!(found[0].changed_by, ChangedBy::BothApart);
        assert_eq!(merged(&theirs, &found, &BTreeMap::new()), form(2, "A", "top\n\na\n\nb\n\nend"));
        assert_eq!(merged(&theirs, &found, &[((field(Part::Content), 0), Side::Theirs)].into()), theirs);
        assert_eq!(merged(&theirs, &found, &[((field(Part::Content), 0), Side::Mine)].into()), form(2, "A", "top\n\na\n\nb"));
    }

    #[test]
    fn each_conflict_that_both_changed_is_decided_for_itself() {
        let (base, mine, theirs) = (form(1, "A", "a\n\nb\n\nc"), form(1, "A", "m\n\nb\n\nn"), form(2, "A", "t\n\nb\n\nu"));
        let found = differences(&base, &mine, &theirs, &Languages::default());
        assert_eq!((found[0].changed_by, found[0].max_decisions()), (ChangedBy::Both, 2));
        let choices = [((field(Part::Content), 0), Side::Both), ((field(Part::Content), 1), Side::Theirs)].into();
        assert_eq!(merged(&theirs, &found, &choices), form(2, "A", "m\n\nt\n\nb\n\nu"));
    }

    #[test]
    fn the_same_change_by_both_is_no_difference() {
        let (base, mine, theirs) = (form(1, "A", "a"), form(1, "B", "a"), form(2, "B", "a"));
        assert_eq!(differences(&base, &mine, &theirs, &Languages::default()), []);
    }

    #[test]
    fn what_an_act_made_is_taken_and_what_was_typed_since_stays() {
        let (sent, typed, stored) = (form(1, " A ", "a"), form(1, " A ", "b"), form(2, "A", "a"));
        let (base, now) = rebased(&sent, &typed, 2, &stored, &Languages::default());
        assert_eq!((base, now), (stored, form(2, "A", "b")));
    }

    #[test]
    fn a_version_that_nobody_decided_about_never_comes_below_what_is_typed() {
        let languages = Languages::default();
        let (sent, typed, theirs) = (form(1, "A", "a"), form(1, "B", "a"), form(3, "C", "a"));
        let (base, now) = rebased(&sent, &typed, 2, &theirs, &languages);
        assert_eq!((&base, &now), (&form(2, "A", "a"), &form(2, "B", "a")));
        // So the next save is refused, and what both changed is asked about.
        assert_eq!(differences(&base, &now, &theirs, &languages)[0].changed_by, ChangedBy::Both);
        // Also where the fields are others: who saves sees both before.
        let typed = form(1, "A", "b");
        assert_eq!(rebased(&sent, &typed, 2, &theirs, &languages), (form(2, "A", "a"), form(2, "A", "b")));
        // Nothing is typed: theirs is shown.
        assert_eq!(rebased(&sent, &sent, 2, &theirs, &languages), (theirs.clone(), theirs));
    }

    #[test]
    fn an_act_that_changed_nothing_makes_no_version() {
        let (sent, stored) = (form(2, "A", "a"), form(2, "A", "a"));
        assert_eq!(rebased(&sent, &form(2, "B", "a"), 3, &stored, &Languages::default()), (stored, form(2, "B", "a")));
    }

    #[test]
    fn a_language_that_was_only_looked_at_is_no_change() {
        let base = form(1, "A", "a");
        let mut mine = base.clone();
        mine.texts.insert(Language::parse("de").unwrap(), PageTextForm::default());
        assert!(!is_changed(&base, &mine, &Languages::default()));
        assert!(is_changed(&base, &form(1, "B", "a"), &Languages::default()));
    }
}
