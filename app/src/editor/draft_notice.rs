//! Offers what earlier visits and other tabs left unsaved.

use std::collections::BTreeSet;

use leptos::prelude::*;

use super::editing::Editing;
use super::item::{FieldOf, Form, FormField, Item};
use super::local_draft::{self, FoundDraft, LocalDraft};
use super::tab_lock;
use crate::ui::alert::{Alert, Tone};
use crate::ui::listen::on_window;
use crate::ui::time::written;

/// One notice for each draft, and a warning where this browser keeps none.
#[component]
pub fn LocalDraftNotice<I: Item>(editing: Editing<I>) -> impl IntoView {
    let text = editing.text();
    let found = RwSignal::new(Vec::<(FoundDraft<I::Form>, bool)>::new());
    // The locks whose end is waited for.
    let awaited = StoredValue::new(BTreeSet::<String>::new());
    let show = move |held: &BTreeSet<String>| show(editing, found, awaited, held);
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
    // Another tab has written, or was opened.
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
        let (title, fields) = (title_of(editing, &draft.draft), changed_fields(editing, &draft.draft));
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

/// Lists the drafts of this item, and does so again whenever a tab that writes one of them is closed.
fn show<I: Item>(
    editing: Editing<I>,
    found: RwSignal<Vec<(FoundDraft<I::Form>, bool)>>,
    awaited: StoredValue<BTreeSet<String>>,
    held: &BTreeSet<String>,
) {
    let drafts: Vec<_> = local_draft::find(editing)
        .into_iter()
        .map(|draft| {
            let is_open = local_draft::is_open(&draft.key, held);
            (draft, is_open)
        })
        .collect();
    for (draft, _) in drafts.iter().filter(|(_, is_open)| *is_open) {
        let lock = local_draft::lock_of(&draft.key);
        // None where the editor has been left meanwhile.
        if awaited.try_update_value(|awaited| awaited.insert(lock.clone())) == Some(true) {
            tab_lock::when_free(&lock.clone(), move || {
                if awaited.try_update_value(|awaited| awaited.remove(&lock)).is_some() {
                    tab_lock::ask_held(move |held| show(editing, found, awaited, &held));
                }
            });
        }
    }
    found.try_set(drafts);
}

/// In a language in which the draft changes something, else in the default language, else in the first that has one.
fn title_of<I: Item>(editing: Editing<I>, draft: &LocalDraft<I::Form>) -> String {
    let changed = changed::<I>(editing, draft).into_iter().filter_map(|field| field.language().cloned());
    let languages = changed.chain([editing.shown().default]).chain(draft.form.languages());
    let titles = languages.map(|language| FieldOf::<I>::title(language).read(&draft.form));
    titles.map(|title| title.trim().to_owned()).find(|title| !title.is_empty()).unwrap_or_default()
}

/// `Changed: Title, English; Text, English.`
fn changed_fields<I: Item>(editing: Editing<I>, draft: &LocalDraft<I::Form>) -> String {
    let names: Vec<String> = changed::<I>(editing, draft).iter().map(|field| editing.name_of(field)).collect();
    editing.text().kept_fields(&names.join("; "))
}

/// In the order of the screen.
fn changed<I: Item>(editing: Editing<I>, draft: &LocalDraft<I::Form>) -> Vec<FieldOf<I>> {
    let fields = FieldOf::<I>::all(&editing.shown()).into_iter();
    fields.filter(|field| !field.is_same(&draft.base, &draft.form)).collect()
}
