//! The state of an item's form: its languages, and what visitors see of each.

use std::collections::{BTreeMap, BTreeSet};

use domain::invalid::Problem;
use domain::language::{Language, Languages};
use domain::publication::{LanguageState, Period, Publication, PublishAct};
use leptos::prelude::*;

use super::checklist::{Checklist, Facts, checklist};
use super::item::{Item, ItemField, ItemForm, PublishedDetail};
use super::slug;
use super::translations::{SlugStatus, Translations};
use crate::form::editable::{FieldOf, FormExtension};
use crate::form::fields::FormField;
use crate::form::state::FormState;
use crate::layout::admin::use_admin;
use crate::text::editor::EditorTexts;
use crate::text::noun::ItemTexts;
use crate::text::plan::PlanTexts;
use crate::text::publishing::PublishingTexts;

impl<I: Item> FormState<I> {
    /// The texts of the common editor.
    pub fn editor_text(self) -> &'static EditorTexts {
        EditorTexts::of(self.ui_language)
    }

    /// The texts of publishing.
    pub fn publishing_text(self) -> &'static PublishingTexts {
        PublishingTexts::of(self.ui_language)
    }

    /// The texts of plans.
    pub fn plan_text(self) -> &'static PlanTexts {
        PlanTexts::of(self.ui_language)
    }

    pub fn item_text(self) -> &'static ItemTexts {
        I::item_texts(self.ui_language)
    }

    /// Whether nothing is typed in a language.
    pub fn is_empty_in(self, language: &Language) -> bool {
        self.form.with(|form| form.is_empty_in(language))
    }

    /// Reads the published side; none if nothing is stored yet.
    pub fn publication<T>(self, read: impl FnOnce(&Publication<I::Form>) -> T) -> Option<T> {
        self.stored.with(|stored| stored.as_ref().map(|stored| read(stored.publication())))
    }

    /// The state of a language for visitors; none where it is not stored.
    pub fn state(self, language: &Language) -> Option<LanguageState> {
        self.stored.with(|stored| stored.as_ref().and_then(|stored| stored.state(language)))
    }

    /// Whether visitors read this language now.
    pub fn is_live(self, language: &Language) -> bool {
        self.state(language).is_some_and(LanguageState::is_live)
    }

    /// Whether a language is published, even if its time is still to come or over.
    pub fn is_published(self, language: &Language) -> bool {
        self.state(language).is_some_and(LanguageState::is_published)
    }

    /// The period that waits for its time in a language.
    pub fn plan(self, language: &Language) -> Option<Period> {
        self.publication(|publication| publication.plan(language)).flatten()
    }

    /// What publishing a language at once would do.
    pub fn publish_act(self, language: &Language) -> PublishAct {
        self.publication(|publication| publication.publish_act(language)).unwrap_or(PublishAct::Show)
    }

    /// What a careful editor looks at before it goes out.
    pub fn checklist(self) -> Checklist<FieldOf<I>> {
        let states = self.publication(|publication| publication.states.clone()).unwrap_or_default();
        let slugs: BTreeMap<Language, Problem> = self.extension.slugs.with(|slugs| {
            let typed = |language: &Language| slugs.get(language).and_then(SlugStatus::problem);
            // As the field shows it: also after a save or a restore that was refused.
            let shown = |language: &Language| self.problem(&FieldOf::<I>::slug(language.clone()));
            let problem = |language: Language| {
                let problem = typed(&language).or_else(|| shown(&language))?;
                Some((language, problem))
            };
            self.form_languages().all.into_iter().filter_map(problem).collect()
        });
        let languages = self.languages();
        self.extension.library.with(|library| {
            self.extension.links.with(|links| {
                let facts = Facts { states: &states, slugs: &slugs, library, links, languages: &languages };
                self.form.with(|form| checklist(form, facts))
            })
        })
    }

    /// The fields of a language whose typed text differs from what waits for its time.
    pub fn plan_differences(self, language: &Language) -> Vec<FieldOf<I>> {
        let fields = FieldOf::<I>::all(&self.form_languages()).into_iter().filter(|field| field.language() == Some(language));
        let differing = |planned: &I::Form| self.form.with(|form| fields.filter(|field| !field.is_same(planned, form)).collect());
        self.publication(|publication| publication.planned_form(language).map(differing)).flatten().unwrap_or_default()
    }

    /// The slug at which visitors read a language.
    pub fn live_slug(self, language: &Language) -> Option<String> {
        let field = FieldOf::<I>::slug(language.clone());
        self.publication(|publication| publication.live.as_ref().map(|live| field.read(live)))?.filter(|_| self.is_live(language))
    }

    /// The fields whose typed value differs from the published one. Without `language` these are the fields of all languages.
    pub fn changes(self, language: Option<&Language>) -> Vec<FieldOf<I>> {
        let fields = FieldOf::<I>::all(&self.form_languages()).into_iter().filter(|field| field.language() == language);
        let differing = |live: &I::Form| self.form.with(|form| fields.filter(|field| !field.is_same(live, form)).collect());
        self.publication(|publication| publication.live.as_ref().map(differing)).flatten().unwrap_or_default()
    }

    /// Whether the draft of a published language differs from its published text: the live one, the one that is planned where
    /// it was never public, or the one that was public until its end.
    pub fn has_changes(self, language: &Language) -> bool {
        self.is_published(language) && (!self.changes(Some(language)).is_empty() || !self.changes(None).is_empty())
    }
}

impl<I: Item> FormExtension<I> for Translations {
    fn new(base: &I::Form, languages: &Languages) -> Self {
        let admin = use_admin();
        let proposing = match base.is_slugless() {
            true => BTreeSet::new(),
            false => languages.all.iter().filter(|language| lacks_slug::<I>(base, language)).cloned().collect(),
        };
        Self {
            slugs: RwSignal::default(),
            proposing: RwSignal::new(proposing),
            language: RwSignal::new(languages.default.clone()),
            turning: RwSignal::new(None),
            question: RwSignal::new(None),
            planned: RwSignal::new(None),
            unready: RwSignal::new(None),
            library: RwSignal::default(),
            links: RwSignal::default(),
            site_title: StoredValue::new(admin.site_title),
            base_url: StoredValue::new(admin.base_url),
        }
    }

    fn rebased(editing: FormState<I>) {
        editing.extension.proposing.update(|proposing| {
            editing.form.with_untracked(|form| proposing.retain(|language| lacks_slug::<I>(form, language)));
        });
    }

    fn draft_taken(editing: FormState<I>) {
        let lacking = editing.form.with_untracked(|form| {
            let languages = crate::form::fields::Form::languages(form).into_iter();
            languages.filter(|language| lacks_slug::<I>(form, language)).collect()
        });
        editing.extension.proposing.set(lacking);
    }

    /// The server's answer about a slug.
    fn problem(editing: FormState<I>, field: &FieldOf<I>) -> Option<Problem> {
        let language = field.language()?;
        let is_slug = *field == FieldOf::<I>::slug(language.clone());
        let slugs = editing.extension.slugs;
        slugs.with_untracked(|slugs| slugs.get(language).and_then(SlugStatus::problem)).filter(|_| is_slug)
    }

    /// A language without any text left has no problems any more.
    fn checked(editing: FormState<I>, field: &FieldOf<I>) {
        if let Some(language) = field.language()
            && untrack(|| editing.is_empty_in(language))
        {
            let end = format!(":{language}");
            editing.problems.update(|problems| problems.0.retain(|(at, _)| !at.ends_with(&end)));
        }
    }

    /// Someone may save before the proposal for a title is there.
    async fn before_save(editing: FormState<I>) {
        for language in editing.extension.proposing.get_untracked() {
            let field = FieldOf::<I>::slug(language.clone());
            let is_missing = |form: &I::Form| !form.is_empty_in(&language) && field.read(form).is_empty() && !form.is_slugless();
            // None where the editor has been left during the proposal before.
            let Some(is_missing) = editing.form.try_with_untracked(is_missing) else { return };
            if is_missing
                && let Some(slug) = slug::proposal(editing, &language).await
                && !editing.form.is_disposed()
            {
                editing.write(&field, slug);
            }
        }
    }

    fn saved(editing: FormState<I>) {
        editing.extension.slugs.set(Default::default());
    }
}

fn lacks_slug<I: Item>(form: &I::Form, language: &Language) -> bool {
    FieldOf::<I>::slug(language.clone()).read(form).is_empty()
}
