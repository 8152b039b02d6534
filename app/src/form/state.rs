//! The state of a form: the stored version, the typed one, and its problems.

use domain::id::UserId;
use domain::invalid::{Invalid, Problem};
use domain::language::{Language, Languages};
use leptos::prelude::*;

use super::draft_slot::DraftSlot;
use super::editable::{Editable, FieldOf, FormExtension, IdOf};
use super::fields::{Detail, Form, FormField};
use super::merge;
use super::remote_changes::RemoteChanges;
use crate::layout::admin::{may_edit, use_admin, use_ui_language};
use crate::text::UiLanguage;
use crate::text::form::FormTexts;
use crate::text::noun::NounTexts;
use crate::ui::time::now;

/// Everything that the parts of the screen share.
pub struct FormState<E: Editable> {
    /// As the server told it last; none before the first save.
    pub stored: RwSignal<Option<E::Detail>>,
    /// As [`Self::stored`], as it was with the version of `base`.
    pub opened: RwSignal<Option<E::Detail>>,
    /// The form from which the typing began.
    pub base: RwSignal<E::Form>,
    /// As typed now.
    pub form: RwSignal<E::Form>,
    /// The problems at the fields.
    pub problems: RwSignal<Invalid>,
    /// Whether the list of problems stands above the form: after a save that was refused.
    pub is_refused: RwSignal<bool>,
    /// What stands above that list, where it was not a save that was refused.
    pub refusal: RwSignal<Option<String>>,
    pub pending: RwSignal<Option<PendingAction>>,
    /// The draft in this browser.
    pub draft: DraftSlot,
    /// Uploads and the like that will change the form when they end.
    pub pending_inserts: RwSignal<Vec<Signal<bool>>>,
    pub extension: E::Extension,
    pub ui_language: UiLanguage,
    /// The rights of the reader: a viewer reads only.
    is_editor: bool,
    settings: StoredValue<SiteSettings>,
}

/// The act that the server is busy with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PendingAction {
    Saving,
    /// Anything else.
    Working,
}

struct SiteSettings {
    /// Of the settings.
    languages: Languages,
    /// Languages of the settings, plus those the item already has.
    form_languages: Languages,
    person: UserId,
    /// As it stands beside what the person saved.
    person_name: String,
}

impl<E: Editable> Clone for FormState<E> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<E: Editable> Copy for FormState<E> {}

impl<E: Editable> FormState<E> {
    pub fn new(detail: Option<E::Detail>) -> Self {
        let admin = use_admin();
        let base = detail.as_ref().map_or_else(E::Form::fresh, |detail| detail.form().clone());
        let mut form_languages = admin.languages.clone();
        form_languages.all.extend(base.languages().into_iter().filter(|language| !admin.languages.all.contains(language)));
        Self {
            extension: E::Extension::new(&base, &form_languages),
            form: RwSignal::new(base.clone()),
            base: RwSignal::new(base),
            opened: RwSignal::new(detail.clone()),
            stored: RwSignal::new(detail),
            problems: RwSignal::default(),
            is_refused: RwSignal::new(false),
            refusal: RwSignal::new(None),
            pending: RwSignal::new(None),
            draft: DraftSlot::new(),
            pending_inserts: RwSignal::default(),
            ui_language: use_ui_language(),
            is_editor: may_edit(),
            settings: StoredValue::new(SiteSettings {
                languages: admin.languages,
                form_languages,
                person: admin.me.id,
                person_name: format!("{} {}", admin.me.first_name, admin.me.last_name),
            }),
        }
    }

    pub fn text(self) -> &'static FormTexts {
        FormTexts::of(self.ui_language)
    }

    /// What is under way, or that something waits to be saved. None where all is saved.
    pub fn progress(self) -> Option<&'static str> {
        let text = self.text();
        match self.pending.get() {
            Some(PendingAction::Saving) => Some(text.saving),
            Some(PendingAction::Working) => Some(text.working),
            None => self.is_changed().then_some(text.unsaved),
        }
    }

    pub fn noun(self) -> &'static NounTexts {
        E::noun(self.ui_language)
    }

    /// `Title, German`.
    pub fn name_of(self, field: &FieldOf<E>) -> String {
        let name = E::name(field, self.ui_language);
        match field.language() {
            Some(language) => format!("{name}, {}", self.ui_language.language_name(language)),
            None => name.to_owned(),
        }
    }

    /// Whether something is under way that will change the form.
    pub fn has_pending_inserts(self) -> bool {
        self.pending_inserts.with(|all| all.iter().any(Signal::get))
    }

    /// The languages that the screen shows, in the order of the site.
    pub fn form_languages(self) -> Languages {
        self.settings.with_value(|settings| settings.form_languages.clone())
    }

    /// The languages of the settings.
    pub fn languages(self) -> Languages {
        self.settings.with_value(|settings| settings.languages.clone())
    }

    /// Who is signed in.
    pub fn person(self) -> UserId {
        self.settings.with_value(|settings| settings.person)
    }

    /// The changes since the form was opened, where the item is now as `theirs`.
    pub fn remote_changes(self, theirs: &E::Detail) -> RemoteChanges {
        let name = self.settings.with_value(|settings| settings.person_name.clone());
        let languages = self.form_languages();
        untrack(|| {
            self.base.with(|base| {
                // A draft that was taken back may have begun with an older version.
                let is_base = |opened: &&E::Detail| opened.form().version() == base.version();
                self.opened.with(|opened| {
                    RemoteChanges::between::<E>(base, opened.as_ref().filter(is_base), theirs, &name, &languages, now())
                })
            })
        })
    }

    pub fn id(self) -> Option<IdOf<E>> {
        self.base.with(Form::id)
    }

    /// Whether the person may change it at all: not a viewer.
    pub fn is_editor(self) -> bool {
        self.is_editor
    }

    /// Whether the fields are enabled. They do so in the trash too: what stops it from being restored can be changed there.
    pub fn may_edit(self) -> bool {
        self.is_editor
    }

    /// Whether more can be done to it than to edit it: not in the trash.
    pub fn may_change(self) -> bool {
        self.is_editor && !self.is_in_trash()
    }

    pub fn is_busy(self) -> bool {
        self.pending.with(Option::is_some)
    }

    pub fn is_in_trash(self) -> bool {
        self.stored.with(|stored| stored.as_ref().is_some_and(|stored| stored.deleted_at().is_some()))
    }

    /// Whether something was typed that is not stored.
    pub fn is_changed(self) -> bool {
        let form_languages = self.form_languages();
        self.base.with(|base| self.form.with(|form| merge::is_changed(base, form, &form_languages)))
    }

    /// As [`Self::is_changed`], for the text in one language.
    pub fn is_changed_in(self, language: &Language) -> bool {
        let mut fields = FieldOf::<E>::all(&self.form_languages()).into_iter().filter(|field| field.language() == Some(language));
        self.base.with(|base| self.form.with(|form| fields.any(|field| !field.is_same(base, form))))
    }

    pub fn read(self, field: &FieldOf<E>) -> String {
        self.form.with(|form| field.read(form))
    }

    /// Takes what was typed. A message at the field goes as soon as it no longer holds.
    pub fn write(self, field: &FieldOf<E>, value: String) {
        self.form.update(|form| field.write(form, value));
        let name = field.to_string();
        if self.problems.with_untracked(|problems| problems.of(&name).is_some()) {
            self.check(field);
        }
    }

    /// The problem shown at a field.
    pub fn problem(self, field: &FieldOf<E>) -> Option<Problem> {
        self.problems.with(|problems| problems.of(&field.to_string()).cloned())
    }

    /// The words of its problem.
    pub fn error(self, field: &FieldOf<E>) -> Option<String> {
        self.problem(field).map(|problem| self.ui_language.problem(&problem))
    }

    /// Judges one field by the rules that the server goes by, as soon as it is left.
    pub fn check(self, field: &FieldOf<E>) {
        let name = field.to_string();
        let found = self.form.with_untracked(|form| form.problems(&self.languages()));
        let problem = found.of(&name).cloned().or_else(|| E::Extension::problem(self, field));
        self.problems.update(|problems| {
            problems.0.retain(|(at, problem)| *at != name && *problem != Problem::NoLanguage);
            if let Some(problem) = problem {
                problems.add(name, problem);
            }
            self.sort(problems);
        });
        E::Extension::checked(self, field);
    }

    /// Sorts problems into the order in which the screen shows their fields.
    pub fn sort(self, problems: &mut Invalid) {
        let fields: Vec<String> = FieldOf::<E>::all(&self.form_languages()).iter().map(ToString::to_string).collect();
        problems.0.sort_by_key(|(name, _)| fields.iter().position(|field| field == name).unwrap_or(usize::MAX));
    }

    /// Takes what is stored in place of what was typed.
    pub fn show_stored(self, detail: E::Detail) {
        self.base.set(detail.form().clone());
        self.form.set(detail.form().clone());
        self.opened.set(Some(detail.clone()));
        self.stored.set(Some(detail));
        self.problems.set(Invalid::default());
        self.is_refused.set(false);
        E::Extension::draft_taken(self);
    }

    /// Takes what is stored after an act in place of what the typing began with, as `merge::rebased` says: `sent` is the form that
    /// the act was about, `answered` the version that it made. What was typed since stays. An answer that comes late, with a version
    /// before the one that the form has, is dropped.
    pub fn rebase(self, sent: &E::Form, answered: i64, detail: E::Detail) {
        if detail.form().version() < self.base.with_untracked(Form::version) {
            return;
        }
        let form_languages = self.form_languages();
        let (base, form) =
            self.form.with_untracked(|typed| merge::rebased(sent, typed, answered, detail.form(), &form_languages));
        if base.version() == detail.form().version() {
            self.opened.set(Some(detail.clone()));
        }
        self.base.set(base);
        self.stored.set(Some(detail));
        self.form.set(form);
        E::Extension::rebased(self);
    }
}
