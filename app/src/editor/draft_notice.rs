//! Offers what earlier visits and other tabs left unsaved.

use std::collections::BTreeSet;

use leptos::prelude::*;

use super::editing::Editing;
use super::item::{FieldOf, Form, FormField, Item};
use super::local_draft::{self, FoundDraft};
use super::tab_lock;
use crate::ui::alert::{Alert, Tone};
use crate::ui::listen::on_window;
use crate::ui::time::written;

/// One notice for each draft, and a warning where this browser keeps none.
#[component]
pub fn LocalDraftNotice<I: Item>(editing: Editing<I>) -> impl IntoView {
    let text = editing.text();
    let found = RwSignal::new(Vec::<(FoundDraft<I::Form>, bool)>::new());
    let show = move |held: &BTreeSet<String>| {
        let drafts = local_draft::find(editing).into_iter();
        found.try_set(drafts.map(|draft| (draft.clone(), local_draft::is_open(&draft.key, held))).collect());
    };
    let refresh = move || {
        if editing.may_edit() {
            tab_lock::ask_held(move |held| show(&held));
        }
    };
    if editing.may_edit() {
        tab_lock::ask_held(move |held| {
            local_draft::sweep(editing, &held);
            show(&held);
        });
    }
    // Another tab was closed, or has written, or was opened.
    on_window(leptos::ev::focus, move |_| refresh());
    on_window(leptos::ev::storage, move |_| refresh());
    // A draft may have been opened since it was listed, so that is asked once more.
    let act = move |draft: FoundDraft<I::Form>, act: fn(Editing<I>, FoundDraft<I::Form>)| {
        tab_lock::ask_held(move |held| {
            if !local_draft::is_open(&draft.key, &held) {
                act(editing, draft);
            }
            show(&held);
        });
    };
    let one = move |(draft, is_open): (FoundDraft<I::Form>, bool)| {
        let (title, fields) = (title_of::<I>(&draft.draft.form), changed_fields(editing, &draft));
        let time = written(draft.draft.at, true);
        let is_older = editing.base.with_untracked(Form::version) > draft.draft.base.version();
        let about = match (is_open, is_older) {
            (true, _) => text.draft.open,
            (false, true) => text.draft.older,
            (false, false) => text.draft.text,
        };
        let heading = if is_open { text.kept_open_title(&title, &time) } else { text.kept_title(&title, &time) };
        let (to_restore, to_discard) = (draft.clone(), draft);
        view! {
            <Alert tone=Tone::Info title=heading>
                <p>{fields} " " {about}</p>
                {(!is_open)
                    .then(|| {
                        view! {
                            <p class="row">
                                <button
                                    type="button"
                                    class="button button-secondary button-small"
                                    on:click=move |_| act(to_restore.clone(), |editing, draft| _ = local_draft::restore(editing, draft))
                                >
                                    {text.draft.restore}
                                </button>
                                <button
                                    type="button"
                                    class="button button-ghost button-small"
                                    on:click=move |_| act(to_discard.clone(), |_, draft| local_draft::discard(&draft.key))
                                >
                                    {text.draft.discard}
                                </button>
                            </p>
                        }
                    })}
            </Alert>
        }
    };
    view! {
        {move || {
            editing.draft.is_refused.get().then(|| view! { <Alert tone=Tone::Danger><p>{text.draft.refused}</p></Alert> })
        }}
        {move || found.get().into_iter().map(one).collect_view()}
    }
}

/// In the first language that has one.
fn title_of<I: Item>(form: &I::Form) -> String {
    let titles = form.languages().into_iter().map(|language| FieldOf::<I>::title(language).read(form));
    titles.map(|title| title.trim().to_owned()).find(|title| !title.is_empty()).unwrap_or_default()
}

/// `Changed: Title, English; Text, English.`
fn changed_fields<I: Item>(editing: Editing<I>, found: &FoundDraft<I::Form>) -> String {
    let fields = FieldOf::<I>::all(&editing.shown()).into_iter();
    let changed = fields.filter(|field| !field.is_same(&found.draft.base, &found.draft.form));
    let names: Vec<String> = changed.map(|field| editing.name_of(&field)).collect();
    editing.text().kept_fields(&names.join("; "))
}
