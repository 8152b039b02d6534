//! Offers the unsaved drafts of earlier visits and other tabs.

use std::collections::BTreeSet;

use leptos::prelude::*;

use super::editable::{Editable, FieldOf, IdOf};
use super::fields::{Form, FormField};
use super::local_draft::{self, FoundDraft, LocalDraft};
use super::state::FormState;
use super::tab_lock;
use crate::text::form_draft::DraftTexts;
use crate::ui::alert::{Alert, Tone};
use crate::ui::listen::on_window;
use crate::ui::time::written;

/// One notice for each draft, and a warning where this browser keeps none.
#[component]
pub fn LocalDraftNotice<E: Editable>(editing: FormState<E>) -> impl IntoView {
    let text = DraftTexts::of(editing.ui_language);
    let found = RwSignal::new(Vec::<(FoundDraft<E::Form>, bool)>::new());
    // The locks of other tabs. The list is read again when one is released.
    let awaited = StoredValue::new(BTreeSet::<String>::new());
    let show = move |held: &BTreeSet<String>| show(editing, found, awaited, held);
    let refresh = move || {
        if editing.is_editor() {
            tab_lock::ask_held(move |held| show(&held));
        }
    };
    if editing.is_editor() {
        let person = editing.person();
        // The browser may answer when the form has been left.
        tab_lock::ask_held(move |held| {
            local_draft::sweep(person, &held);
            show(&held);
        });
    }
    // The first save of a new item gives it an id. From then on only drafts of that id are its own.
    let id = Memo::new(move |_| editing.id());
    Effect::new(move |before: Option<Option<IdOf<E>>>| {
        let id = id.get();
        if before.is_some_and(|before| before != id) {
            found.set(Vec::new());
            refresh();
        }
        id
    });
    // Another tab has written, or was opened.
    on_window(leptos::ev::focus, move |_| refresh());
    on_window(leptos::ev::storage, move |_| refresh());
    // A draft may have been opened since it was listed, so this checks once more.
    let act = move |draft: FoundDraft<E::Form>, act: fn(FormState<E>, FoundDraft<E::Form>)| {
        tab_lock::ask_held(move |held| {
            if !editing.form.is_disposed() && !local_draft::is_open(&draft.key, &held) {
                act(editing, draft);
            }
            show(&held);
        });
    };
    let one = move |(draft, is_open): (FoundDraft<E::Form>, bool)| {
        let (title, fields) = (title_of(editing, &draft.draft), changed_fields(editing, &draft.draft));
        let time = written(draft.draft.at, true);
        let about = match (is_open, local_draft::is_overtaken(editing, &draft.draft)) {
            (true, _) => text.open,
            (false, true) => editing.noun().draft_older,
            (false, false) => text.text,
        };
        let heading = if is_open { text.open_title(&title, &time) } else { text.title(&title, &time) };
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
                                    {text.restore}
                                </button>
                                <button
                                    type="button"
                                    class="button button-ghost button-small"
                                    on:click=move |_| act(to_discard.clone(), |_, draft| local_draft::discard(&draft.key))
                                >
                                    {text.discard}
                                </button>
                            </p>
                        }
                    })}
            </Alert>
        }
    };
    view! {
        {move || {
            editing.draft.is_refused.get().then(|| view! { <Alert tone=Tone::Danger><p>{text.refused}</p></Alert> })
        }}
        {move || found.get().into_iter().map(one).collect_view()}
    }
}

/// Lists the drafts of the open item, and again whenever a tab that writes one of them is closed.
fn show<E: Editable>(
    editing: FormState<E>,
    found: RwSignal<Vec<(FoundDraft<E::Form>, bool)>>,
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

/// The title of a draft: in a language that it changes, else in the default language, else in the first that has one.
fn title_of<E: Editable>(editing: FormState<E>, draft: &LocalDraft<E::Form>) -> String {
    let changed = changed::<E>(editing, draft).into_iter().filter_map(|field| field.language().cloned());
    let languages = changed.chain([editing.form_languages().default]).chain(draft.form.languages());
    let titles = languages.map(|language| E::title(&draft.form, &language));
    titles.map(|title| title.trim().to_owned()).find(|title| !title.is_empty()).unwrap_or_default()
}

/// `Changed: Title, English; Text, English.`
fn changed_fields<E: Editable>(editing: FormState<E>, draft: &LocalDraft<E::Form>) -> String {
    let names: Vec<String> = changed::<E>(editing, draft).iter().map(|field| editing.name_of(field)).collect();
    DraftTexts::of(editing.ui_language).fields(&names.join("; "))
}

/// In the order of the screen.
fn changed<E: Editable>(editing: FormState<E>, draft: &LocalDraft<E::Form>) -> Vec<FieldOf<E>> {
    let fields = FieldOf::<E>::all(&editing.form_languages()).into_iter();
    fields.filter(|field| !field.is_same(&draft.base, &draft.form)).collect()
}
