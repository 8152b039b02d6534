//! The state of an editor: what is stored, what was typed, what is wrong with it.

use std::collections::{BTreeMap, BTreeSet};

use domain::id::UserId;
use domain::invalid::{Invalid, Problem};
use domain::language::{Language, Languages};
use domain::page::LanguageState;
use leptos::prelude::*;

use super::item::{Detail, FieldOf, Form, FormField, IdOf, Item};
use super::local_draft::DraftSlot;
use super::merge;
use super::slug::SlugNews;
use crate::layout::admin::{may_edit, use_desk, use_speech};
use crate::media::admin::upload::Uploads;
use crate::text::Speech;
use crate::text::editor::Editor;

/// Everything that the parts of the screen share.
pub struct Editing<I: Item> {
    /// As the server told it last; none before the first save.
    pub stored: RwSignal<Option<I::Detail>>,
    /// The form from which the typing began.
    pub base: RwSignal<I::Form>,
    /// As typed now.
    pub form: RwSignal<I::Form>,
    /// What is shown at the fields.
    pub problems: RwSignal<Invalid>,
    /// Whether the list of problems stands above the form: after a save that was refused.
    pub is_refused: RwSignal<bool>,
    pub slugs: RwSignal<BTreeMap<Language, SlugNews>>,
    /// Where the slug still follows the title.
    pub proposing: RwSignal<BTreeSet<Language>>,
    /// The language that was typed in last: it is previewed, and published by Ctrl and return.
    pub language: RwSignal<Language>,
    pub doing: RwSignal<Option<Doing>>,
    /// Where what is typed is kept in this browser.
    pub draft: DraftSlot,
    /// Files on their way into a text, one queue for each text.
    pub uploads: RwSignal<Vec<Uploads>>,
    pub speech: Speech,
    /// What the reader may: a viewer reads only.
    may_edit: bool,
    site: StoredValue<Site>,
}

/// What the server is busy with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Doing {
    Saving,
    Publishing(Language),
    Unpublishing(Language),
    Moving,
}

struct Site {
    /// Of the settings.
    languages: Languages,
    /// Those, and what else it is written in from earlier settings.
    shown: Languages,
    title: String,
    base_url: String,
    person: UserId,
}

impl<I: Item> Clone for Editing<I> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<I: Item> Copy for Editing<I> {}

impl<I: Item> Editing<I> {
    /// `wanted` is the language at which to begin.
    pub fn new(detail: Option<I::Detail>, wanted: Option<&str>) -> Self {
        let desk = use_desk();
        let base = detail.as_ref().map_or_else(I::Form::fresh, |detail| detail.form().clone());
        let mut shown = desk.languages.clone();
        shown.all.extend(base.languages().into_iter().filter(|language| !desk.languages.all.contains(language)));
        let language = wanted.and_then(|tag| shown.find(tag)).unwrap_or(&shown.default).clone();
        let proposing = match base.is_slugless() {
            true => BTreeSet::new(),
            false => shown.all.iter().filter(|language| lacks_slug::<I>(&base, language)).cloned().collect(),
        };
        let site = Site { languages: desk.languages, shown, title: desk.site_title, base_url: desk.base_url, person: desk.me.id };
        Self {
            form: RwSignal::new(base.clone()),
            base: RwSignal::new(base),
            stored: RwSignal::new(detail),
            problems: RwSignal::default(),
            is_refused: RwSignal::new(false),
            slugs: RwSignal::default(),
            proposing: RwSignal::new(proposing),
            language: RwSignal::new(language),
            doing: RwSignal::new(None),
            draft: DraftSlot::new(),
            uploads: RwSignal::default(),
            speech: use_speech(),
            may_edit: may_edit(),
            site: StoredValue::new(site),
        }
    }

    pub fn text(self) -> &'static Editor {
        I::text(self.speech)
    }

    /// `Title, German`.
    pub fn name_of(self, field: &FieldOf<I>) -> String {
        let name = I::name(field, self.text());
        match field.language() {
            Some(language) => format!("{name}, {}", self.speech.language_name(language)),
            None => name.to_owned(),
        }
    }

    /// The languages that the screen shows, in the order of the site.
    pub fn shown(self) -> Languages {
        self.site.with_value(|site| site.shown.clone())
    }

    /// The languages of the settings.
    pub fn languages(self) -> Languages {
        self.site.with_value(|site| site.languages.clone())
    }

    pub fn site_title(self) -> String {
        self.site.with_value(|site| site.title.clone())
    }

    /// Without a slash at its end.
    pub fn base_url(self) -> String {
        self.site.with_value(|site| site.base_url.clone())
    }

    /// Who is signed in.
    pub fn person(self) -> UserId {
        self.site.with_value(|site| site.person)
    }

    pub fn id(self) -> Option<IdOf<I>> {
        self.base.with(Form::id)
    }

    /// Whether the fields take what is typed: not for a viewer. In the trash too, where a slug that was taken meanwhile is changed
    /// before it is restored.
    pub fn may_edit(self) -> bool {
        self.may_edit
    }

    pub fn may_publish(self) -> bool {
        self.may_edit && !self.is_in_trash()
    }

    pub fn is_in_trash(self) -> bool {
        self.stored.with(|stored| stored.as_ref().is_some_and(|stored| stored.deleted_at().is_some()))
    }

    /// Whether something was typed that is not stored.
    pub fn is_changed(self) -> bool {
        let shown = self.shown();
        self.base.with(|base| self.form.with(|form| merge::is_changed(base, form, &shown)))
    }

    /// Whether a file is on its way into a text, which will change when it has come.
    pub fn is_uploading(self) -> bool {
        self.uploads.with(|queues| queues.iter().any(|queue| queue.open_count() > 0))
    }

    /// As [`Self::is_changed`], for the text in one language.
    pub fn is_changed_in(self, language: &Language) -> bool {
        let mut fields = FieldOf::<I>::all(&self.shown()).into_iter().filter(|field| field.language() == Some(language));
        self.base.with(|base| self.form.with(|form| fields.any(|field| !field.is_same(base, form))))
    }

    /// Whether nothing is typed in a language.
    pub fn is_empty_in(self, language: &Language) -> bool {
        self.form.with(|form| form.is_empty_in(language))
    }

    /// What visitors see of a language now; none where it is not stored.
    pub fn state(self, language: &Language) -> Option<LanguageState> {
        self.stored.with(|stored| stored.as_ref().and_then(|stored| stored.state(language)))
    }

    /// Whether visitors read this language now.
    pub fn is_live(self, language: &Language) -> bool {
        matches!(self.state(language), Some(LanguageState::Live | LanguageState::Outdated))
    }

    pub fn read(self, field: &FieldOf<I>) -> String {
        self.form.with(|form| field.read(form))
    }

    /// Takes what was typed. A message at the field goes as soon as it no longer holds.
    pub fn write(self, field: &FieldOf<I>, value: String) {
        self.form.update(|form| field.write(form, value));
        let name = field.to_string();
        if self.problems.with_untracked(|problems| problems.of(&name).is_some()) {
            self.check(field);
        }
    }

    /// The problem shown at a field.
    pub fn problem(self, field: &FieldOf<I>) -> Option<Problem> {
        self.problems.with(|problems| problems.of(&field.to_string()).cloned())
    }

    /// Judges one field by the rules that the server goes by, as soon as it is left.
    pub fn check(self, field: &FieldOf<I>) {
        let name = field.to_string();
        let found = self.form.with_untracked(|form| form.problems(&self.languages()));
        let taken = field.language().and_then(|language| {
            let is_slug = *field == FieldOf::<I>::slug(language.clone());
            self.slugs.with_untracked(|slugs| slugs.get(language).and_then(SlugNews::problem).filter(|_| is_slug))
        });
        let problem = found.of(&name).cloned().or(taken);
        self.problems.update(|problems| {
            problems.0.retain(|(at, problem)| *at != name && *problem != Problem::NoLanguage);
            if let Some(problem) = problem {
                problems.add(name, problem);
            }
        });
        // A language in which nothing is left is not wrong any more.
        if let Some(language) = field.language()
            && untrack(|| self.is_empty_in(language))
        {
            let end = format!(":{language}");
            self.problems.update(|problems| problems.0.retain(|(at, _)| !at.ends_with(&end)));
        }
    }

    /// Takes what is stored in place of the one from which the typing began: after a save and the like. `sent` is the form that
    /// the answer is about; what was typed since stays.
    pub fn adopt(self, sent: &I::Form, detail: I::Detail) {
        let shown = self.shown();
        let form = self.form.with_untracked(|typed| {
            let since = merge::differences(sent, typed, detail.form(), &shown);
            merge::merged(detail.form(), &since, &BTreeMap::new())
        });
        self.base.set(detail.form().clone());
        self.stored.set(Some(detail));
        self.form.set(form);
        self.proposing.update(|proposing| {
            self.form.with_untracked(|form| proposing.retain(|language| lacks_slug::<I>(form, language)));
        });
    }
}

fn lacks_slug<I: Item>(form: &I::Form, language: &Language) -> bool {
    FieldOf::<I>::slug(language.clone()).read(form).is_empty()
}
