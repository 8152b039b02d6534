//! The address while it is typed: proposed from the title, checked by the server, with a free one at hand.

use std::time::Duration;

use domain::invalid::Problem;
use domain::item::ItemRef;
use domain::language::Language;
use domain::page::limit;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::item::{Item, ItemField, ItemForm};
use super::translations::SlugStatus;
use crate::form::editable::FieldOf;
use crate::form::fields::{Form, FormField};
use crate::form::state::FormState;
use crate::items::api::{check_slug, propose_slug};
use crate::layout::admin::with_reauth;
use crate::ui::debounce::Debounce;
use crate::ui::icon::{CHECK, Icon, WARNING};

/// The field with the path in front of it.
#[component]
pub fn SlugField<I: Item>(editing: FormState<I>, language: Language) -> impl IntoView {
    let text = editing.editor_text();
    let field = FieldOf::<I>::slug(language.clone());
    let prefix = I::prefix(&language, &editing.languages());
    let watch = Watch::new(editing, language.clone());
    let (id, name) = (field.to_string(), field.to_string());
    let (notice_id, prefix_id) = (format!("{id}-notice"), format!("{id}-prefix"));
    let value = {
        let field = field.clone();
        move || editing.read(&field)
    };
    let is_wrong = {
        let field = field.clone();
        move || editing.problem(&field).is_some()
    };
    let typed = {
        let field = field.clone();
        let language = language.clone();
        move |event| {
            let value = event_target_value(&event);
            editing.extension.proposing.update(|proposing| {
                if value.is_empty() {
                    proposing.insert(language.clone())
                } else {
                    proposing.remove(&language)
                };
            });
            editing.write(&field, value);
        }
    };
    view! {
        <div class="field">
            <label class="field-label" for=id.clone()>{text.slug}</label>
            <div class="prefix">
                <span class="measure" id=prefix_id.clone()>{prefix}</span>
                <input
                    class="input"
                    id=id
                    name=name
                    lang=language.to_string()
                    autocomplete="off"
                    autocapitalize="none"
                    spellcheck="false"
                    aria-describedby=format!("{prefix_id} {notice_id}")
                    aria-invalid=move || is_wrong().then_some("true")
                    readonly=move || !editing.may_edit()
                    prop:value=value
                    on:input=typed
                    on:blur=move |_| watch.left()
                />
            </div>
            <div class="field-notice" id=notice_id aria-live="polite">
                <SlugNotice editing language watch/>
            </div>
        </div>
    }
}

/// Tells what the server found, and where the old address leads.
#[component]
fn SlugNotice<I: Item>(editing: FormState<I>, language: Language, watch: Watch<I>) -> impl IntoView {
    let text = editing.editor_text();
    let field = FieldOf::<I>::slug(language.clone());
    let take = move |free: String| {
        let use_this = text.use_slug(&free);
        let field = FieldOf::<I>::slug(watch.language());
        view! {
            <button type="button" class="link" on:click=move |_| {
                editing.write(&field, free.clone());
                watch.check_now();
            }>{use_this}</button>
        }
    };
    move || {
        let status = editing.extension.slugs.with(|slugs| slugs.get(&language).cloned());
        match (status, editing.problem(&field)) {
            (Some(SlugStatus::Taken { free }), _) => {
                let offer = (!free.is_empty() && editing.may_edit()).then(|| take(free));
                view! { <p class="field-error"><Icon of=WARNING/><span>{editing.item_text().slug_taken} " " {offer}</span></p> }
                    .into_any()
            }
            (Some(SlugStatus::Bad(problem)), _) | (_, Some(problem)) => {
                let problem = editing.ui_language.problem(&problem);
                view! { <p class="field-error"><Icon of=WARNING/>{problem}</p> }.into_any()
            }
            (Some(SlugStatus::Free), None) if watch.leads_on() => {
                view! { <p class="field-help">{text.slug_moves(&watch.live().unwrap_or_default())}</p> }.into_any()
            }
            (Some(SlugStatus::Free), None) => {
                view! { <p class="field-help slug-free"><Icon of=CHECK/>{text.slug_free}</p> }.into_any()
            }
            (None, None) if watch.is_front_page() => view! { <p class="field-help">{text.slug_home}</p> }.into_any(),
            (None, None) => ().into_any(),
        }
    }
}

/// Follows one language's title and slug.
struct Watch<I: Item> {
    editing: FormState<I>,
    language: StoredValue<Language>,
    /// Counts the questions, so that an answer that was overtaken is dropped.
    question: StoredValue<u32>,
    debounce: Debounce,
    /// The proposal that came while somebody was in the field.
    is_withheld: StoredValue<bool>,
}

const WAIT: Duration = Duration::from_millis(300);

impl<I: Item> Clone for Watch<I> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<I: Item> Copy for Watch<I> {}

impl<I: Item> Watch<I> {
    fn new(editing: FormState<I>, language: Language) -> Self {
        let this = Self {
            editing,
            language: StoredValue::new(language),
            question: StoredValue::new(0),
            debounce: Debounce::new(),
            is_withheld: StoredValue::new(false),
        };
        if editing.may_edit() {
            let title = Memo::new(move |_| editing.read(&FieldOf::<I>::title(this.language())));
            let slug = Memo::new(move |_| editing.read(&this.field()));
            let is_home = Memo::new(move |_| editing.form.with(ItemForm::is_slugless));
            let opened_with = title.get_untracked();
            Effect::new(move |before: Option<String>| {
                let title = title.get();
                if before.as_ref().unwrap_or(&opened_with) != &title && this.proposes() && !is_home.get_untracked() {
                    this.ask_later();
                }
                title
            });
            let opened_with = slug.get_untracked();
            Effect::new(move |before: Option<(String, bool)>| {
                let now = (slug.get(), is_home.get());
                if before.map_or_else(|| now.0 != opened_with, |before| before != now) {
                    this.judge(&now.0);
                }
                now
            });
        }
        this
    }

    fn language(self) -> Language {
        self.language.get_value()
    }

    fn field(self) -> FieldOf<I> {
        FieldOf::<I>::slug(self.language())
    }

    fn stored(self) -> String {
        let field = self.field();
        self.editing.base.with(|base| field.read(base))
    }

    /// The live slug of the language.
    fn live(self) -> Option<String> {
        self.editing.live_slug(&self.language())
    }

    /// Whether visitors who know the live address will be led to the typed one.
    fn leads_on(self) -> bool {
        self.live().is_some_and(|live| live != self.editing.read(&self.field()))
    }

    fn is_front_page(self) -> bool {
        self.editing.form.with(ItemForm::is_slugless) && self.editing.read(&self.field()).is_empty()
    }

    fn proposes(self) -> bool {
        self.editing.extension.proposing.with_untracked(|proposing| proposing.contains(&self.language()))
    }

    fn set(self, status: Option<SlugStatus>) {
        let language = self.language();
        self.editing.extension.slugs.update(|slugs| match status {
            Some(status) => {
                slugs.insert(language, status);
            }
            None => {
                slugs.remove(&language);
            }
        });
    }

    /// Problems that need no server are shown at once; the rest when the typing pauses.
    fn judge(self, typed: &str) {
        self.next_question();
        if typed == self.stored() || typed.trim().is_empty() {
            self.set(None);
            return;
        }
        let name = self.field().to_string();
        let languages = self.editing.languages();
        let problem = self.editing.form.with_untracked(|form| form.problems(&languages).of(&name).cloned());
        match problem {
            // A hyphen or slash at the end is on its way to become a word.
            Some(Problem::NotASlug) if typed.ends_with(['-', '/']) => self.set(None),
            Some(problem) => self.set(Some(SlugStatus::Bad(problem))),
            None => {
                self.set(None);
                let typed = typed.to_owned();
                self.debounce.then(WAIT, move || self.ask(typed));
            }
        }
    }

    fn check_now(self) {
        if self.editing.may_edit() {
            self.editing.check(&self.field());
        }
    }

    fn ask(self, typed: String) {
        let question = self.next_question();
        let (language, item_id) = (self.language(), stored_id(self.editing));
        spawn_local(async move {
            let answer = with_reauth(|| check_slug(I::ITEM_KIND, language.clone(), typed.clone(), item_id)).await;
            if self.question.try_get_value() != Some(question) {
                return;
            }
            // Without an answer the save will tell.
            if let Ok(check) = answer {
                self.set(Some(match check.problem {
                    None => SlugStatus::Free,
                    Some(Problem::Taken) => SlugStatus::Taken { free: check.free },
                    Some(problem) => SlugStatus::Bad(problem),
                }));
                if untrack(|| self.editing.problem(&self.field())).is_some() {
                    self.check_now();
                }
            }
        });
    }

    fn ask_later(self) {
        self.next_question();
        self.debounce.then(WAIT, move || {
            let question = self.next_question();
            spawn_local(async move {
                let proposed = proposal(self.editing, &self.language()).await;
                if self.question.try_get_value() == Some(question)
                    && self.proposes()
                    && let Some(slug) = proposed
                {
                    if self.has_focus() {
                        self.is_withheld.set_value(true);
                    } else {
                        self.editing.write(&self.field(), slug);
                    }
                }
            });
        });
    }

    /// Whether somebody is in the field, and so about to type there. A proposal that came now would become part of their word.
    fn has_focus(self) -> bool {
        document().active_element().is_some_and(|active| active.id() == self.field().to_string())
    }

    fn left(self) {
        self.check_now();
        if self.is_withheld.try_update_value(std::mem::take).unwrap_or_default() && self.proposes() {
            self.ask_later();
        }
    }

    fn next_question(self) -> u32 {
        self.debounce.end();
        self.question.update_value(|question| *question += 1);
        self.question.get_value()
    }
}

/// A free slug made of the title; none where there is no title, or no answer.
pub async fn proposal<I: Item>(editing: FormState<I>, language: &Language) -> Option<String> {
    let field = FieldOf::<I>::title(language.clone());
    let (title, item_id) = (editing.form.with_untracked(|form| field.read(form)), stored_id(editing));
    if title.trim().is_empty() {
        return Some(String::new());
    }
    let title: String = title.chars().take(limit::TITLE).collect();
    with_reauth(|| propose_slug(I::ITEM_KIND, language.clone(), title.clone(), item_id)).await.ok()
}

/// The id of the item, which may keep its own slug; none for a new one.
fn stored_id<I: Item>(editing: FormState<I>) -> Option<i64> {
    let item: Option<ItemRef> = editing.base.with_untracked(Form::id).map(Into::into);
    item.map(|item| item.id)
}
