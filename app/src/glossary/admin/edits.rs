//! What is typed into the glossary and not saved yet, by term.

use std::collections::BTreeMap;

use domain::glossary::{TermKind, TermRow};
use domain::invalid::Invalid;
use domain::language::{Language, Languages};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::error::AppError;
use crate::glossary::api::{open_term, save_term};
use crate::layout::admin::{error_message, toast, use_ui_language, with_reauth};
use crate::text::UiLanguage;
use crate::text::form::FormTexts;
use crate::text::glossary::GlossaryTexts;

pub(super) type Term = (TermKind, String);

/// One term that is being edited.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Edit {
    /// As it was stored when the typing began.
    base: TermRow,
    typed: BTreeMap<Language, String>,
    problems: Invalid,
    /// As somebody else stored it meanwhile, where both changed the same label.
    theirs: Option<TermRow>,
}

impl Edit {
    fn begin(base: &TermRow) -> Self {
        Self { base: base.clone(), typed: base.labels.clone(), problems: Invalid::default(), theirs: None }
    }

    fn is_changed(&self) -> bool {
        let languages = self.typed.keys().chain(self.base.labels.keys());
        languages.into_iter().any(|language| label(&self.typed, language) != label(&self.base.labels, language))
    }

    /// Goes on from what somebody else stored: labels that were not typed over become theirs. Whether nothing is left to decide.
    fn rebase(&mut self, theirs: TermRow) -> bool {
        let mut is_clear = true;
        let languages: Vec<Language> = self.typed.keys().chain(theirs.labels.keys()).cloned().collect();
        for language in languages {
            let (mine, base, their) =
                (label(&self.typed, &language), label(&self.base.labels, &language), label(&theirs.labels, &language));
            if mine == base {
                let their = their.to_owned();
                self.typed.insert(language, their);
            } else if their != base && their != mine {
                is_clear = false;
            }
        }
        self.theirs = (!is_clear).then(|| theirs.clone());
        self.base = theirs;
        is_clear
    }
}

fn label<'a>(labels: &'a BTreeMap<Language, String>, language: &Language) -> &'a str {
    labels.get(language).map_or("", |label| label.trim())
}

/// The edits of the screen.
#[derive(Clone, Copy)]
pub(super) struct Edits {
    all: RwSignal<BTreeMap<Term, Edit>>,
    /// What was saved here, newer than the list that came.
    saved: RwSignal<BTreeMap<Term, TermRow>>,
    pub(super) is_saving: RwSignal<bool>,
    languages: StoredValue<Languages>,
    ui_language: UiLanguage,
}

impl Edits {
    pub(super) fn new(languages: Languages) -> Self {
        Self {
            all: RwSignal::default(),
            saved: RwSignal::default(),
            is_saving: RwSignal::new(false),
            languages: StoredValue::new(languages),
            ui_language: use_ui_language(),
        }
    }

    pub(super) fn languages(self) -> Languages {
        self.languages.get_value()
    }

    /// How many terms have something unsaved.
    pub(super) fn count(self) -> usize {
        self.all.with(|all| all.values().filter(|edit| edit.is_changed()).count())
    }

    /// The term as it is stored, as far as this screen knows.
    pub(super) fn stored(self, row: &TermRow) -> TermRow {
        let key = (row.kind, row.term.clone());
        self.saved.with(|saved| saved.get(&key).filter(|saved| saved.version > row.version).unwrap_or(row).clone())
    }

    pub(super) fn read(self, row: &TermRow, language: &Language) -> String {
        let typed = self.edit(row, |edit| edit.typed.get(language).cloned().unwrap_or_default());
        typed.unwrap_or_else(|| self.stored(row).labels.get(language).cloned().unwrap_or_default())
    }

    pub(super) fn is_changed(self, row: &TermRow) -> bool {
        self.edit(row, Edit::is_changed).unwrap_or_default()
    }

    pub(super) fn error(self, row: &TermRow, language: &Language) -> Option<String> {
        let problem = self.edit(row, |edit| edit.problems.of(&format!("label:{language}")).cloned()).flatten()?;
        Some(self.ui_language.problem(&problem))
    }

    /// What somebody else stored in this language, where it differs from what is typed.
    pub(super) fn theirs(self, row: &TermRow, language: &Language) -> Option<String> {
        self.edit(row, |edit| {
            let theirs = label(&edit.theirs.as_ref()?.labels, language).to_owned();
            (theirs != label(&edit.typed, language)).then_some(theirs)
        })
        .flatten()
    }

    fn edit<T>(self, row: &TermRow, read: impl FnOnce(&Edit) -> T) -> Option<T> {
        self.all.with(|all| all.get(&(row.kind, row.term.clone())).map(read))
    }

    pub(super) fn write(self, row: &TermRow, language: &Language, value: String) {
        let stored = untrack(|| self.stored(row));
        self.all.update(|all| {
            let edit = all.entry((row.kind, row.term.clone())).or_insert_with(|| Edit::begin(&stored));
            edit.typed.insert(language.clone(), value);
            edit.problems.0.retain(|(field, _)| *field != format!("label:{language}"));
        });
    }

    /// Saves all that was typed, one term after the other; then does what was wanted, if all is stored.
    pub(super) fn save_all(self, then: Option<Callback<()>>) {
        if self.is_saving.get_untracked() {
            return;
        }
        let wanted: Vec<Term> = self
            .all
            .with_untracked(|all| all.iter().filter(|(_, edit)| edit.is_changed()).map(|(term, _)| term.clone()).collect());
        if wanted.is_empty() {
            if let Some(then) = then {
                then.run(());
            }
            return;
        }
        self.is_saving.set(true);
        spawn_local(async move {
            let mut is_all = true;
            for term in wanted {
                is_all &= self.save(&term).await;
            }
            if self.is_saving.try_set(false).is_some() {
                return;
            }
            if is_all {
                toast(FormTexts::of(self.ui_language).saved);
                if let Some(then) = then {
                    then.try_run(());
                }
            }
        });
    }

    /// Whether it is stored now.
    async fn save(self, term: &Term) -> bool {
        // Once more after somebody else saved first and both can be joined.
        for _ in 0..3 {
            let Some(edit) = self.all.try_with_untracked(|all| all.get(term).cloned()).flatten() else { return true };
            let mut form = edit.base.form();
            form.labels = edit.typed.clone();
            if let Err(problems) = form.clone().parse(&self.languages()) {
                self.refused(term, problems);
                return false;
            }
            match with_reauth(|| save_term(form.clone())).await {
                Ok(row) => {
                    self.took(term, &edit.typed, row);
                    return true;
                }
                Err(AppError::Invalid(problems)) => {
                    self.refused(term, problems);
                    return false;
                }
                Err(AppError::Stale) => match with_reauth(|| open_term(term.0, term.1.clone())).await {
                    Ok(theirs) => {
                        let is_clear =
                            self.all.try_update(|all| all.get_mut(term).is_none_or(|edit| edit.rebase(theirs))).unwrap_or(true);
                        if !is_clear {
                            toast(GlossaryTexts::of(self.ui_language).changed_meanwhile(&term.1));
                            return false;
                        }
                    }
                    Err(error) => return self.failed(&error),
                },
                Err(error) => return self.failed(&error),
            }
        }
        false
    }

    /// What was typed while it was saved stays.
    fn took(self, term: &Term, sent: &BTreeMap<Language, String>, row: TermRow) {
        self.saved.try_update(|saved| saved.insert(term.clone(), row.clone()));
        self.all.try_update(|all| {
            if all.get(term).is_some_and(|edit| edit.typed == *sent) {
                all.remove(term);
            } else if let Some(edit) = all.get_mut(term) {
                edit.base = row;
                edit.theirs = None;
            }
        });
    }

    fn refused(self, term: &Term, problems: Invalid) {
        let other = problems.0.iter().find(|(field, _)| !field.starts_with("label:"));
        if let Some((_, problem)) = other {
            toast(self.ui_language.problem(problem));
        }
        self.all.try_update(|all| {
            if let Some(edit) = all.get_mut(term) {
                edit.problems = problems;
            }
        });
    }

    fn failed(self, error: &AppError) -> bool {
        toast(error_message(error, self.ui_language));
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn language(tag: &str) -> Language {
        Language::parse(tag).unwrap()
    }

    fn row(version: i64, labels: &[(&str, &str)]) -> TermRow {
        let labels = labels.iter().map(|(tag, label)| (language(tag), (*label).to_owned())).collect();
        TermRow { kind: TermKind::Tag, term: "cables".into(), version, labels, uses: 1 }
    }

    fn typed(base: &TermRow, tag: &str, value: &str) -> Edit {
        let mut edit = Edit::begin(base);
        edit.typed.insert(language(tag), value.into());
        edit
    }

    #[test]
    fn spaces_around_a_label_are_no_change() {
        let base = row(1, &[("de", "Kabel")]);
        assert!(!typed(&base, "de", " Kabel ").is_changed());
        assert!(!typed(&base, "en", "  ").is_changed());
        assert!(typed(&base, "en", "Cables").is_changed());
    }

    #[test]
    fn labels_in_different_languages_are_joined() {
        let mut edit = typed(&row(1, &[("de", "Kabel")]), "en", "Cables");
        assert!(edit.rebase(row(2, &[("de", "Leitungen")])));
        assert_eq!((label(&edit.typed, &language("de")), label(&edit.typed, &language("en"))), ("Leitungen", "Cables"));
        assert_eq!(edit.base.version, 2);
    }

    #[test]
    fn a_label_that_both_changed_is_for_the_person_to_decide() {
        let mut edit = typed(&row(1, &[("de", "Kabel")]), "de", "Erdkabel");
        assert!(!edit.rebase(row(2, &[("de", "Leitungen")])));
        assert_eq!(label(&edit.typed, &language("de")), "Erdkabel");
        assert_eq!(edit.theirs.map(|theirs| theirs.version), Some(2));
        let mut same = typed(&row(1, &[]), "de", "Kabel");
        assert!(same.rebase(row(2, &[("de", "Kabel")])), "both typed the same");
    }
}
