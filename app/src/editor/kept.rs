//! What was typed and not saved, kept in this browser, so that a crash or a closed tab loses nothing.

use std::time::Duration;

use domain::language::Language;
use domain::time::Timestamp;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use web_sys::Storage;

use super::editing::Editing;
use super::item::{FieldOf, Form, FormField, IdOf, Item};
use super::merge;
use crate::ui::alert::{Alert, Tone};
use crate::ui::listen::on_window;
use crate::ui::pause::Pause;
use crate::ui::time::written;

/// An unsaved form, and from which stored one it began.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept<F> {
    pub form: F,
    pub base: F,
    pub at: Timestamp,
}

const WAIT: Duration = Duration::from_millis(700);

/// Keeps the form while it differs from what is stored, and forgets it when it no longer does.
pub fn keep<I: Item>(editing: Editing<I>) {
    if !editing.may_edit() {
        return;
    }
    let pause = Pause::new();
    Effect::new(move |was_changed: Option<bool>| {
        editing.form.track();
        let is_changed = editing.is_changed();
        if is_changed {
            pause.then(WAIT, move || store(editing));
        } else if was_changed == Some(true) {
            pause.end();
            forget(editing, editing.base.with_untracked(Form::id));
        }
        is_changed
    });
    // A tab that is closed, or a phone that goes to sleep, gives no later moment.
    on_window(leptos::ev::pagehide, move |_| {
        if untrack(|| editing.is_changed()) {
            store(editing);
        }
    });
}

/// Offers what an earlier visit left behind.
#[component]
pub fn KeptNews<I: Item>(editing: Editing<I>) -> impl IntoView {
    let text = editing.text();
    let kept = RwSignal::new(editing.may_edit().then(|| find(editing)).flatten());
    let restore = move |_| {
        if let Some(Kept { form, base, .. }) = kept.get_untracked() {
            let is_slugless = |language: &Language| FieldOf::<I>::slug(language.clone()).read(&form).is_empty();
            editing.proposing.set(form.languages().into_iter().filter(is_slugless).collect());
            editing.base.set(base);
            editing.form.set(form);
            kept.set(None);
        }
    };
    let drop = move |_| {
        // What is being typed now is kept under the same name.
        if !untrack(|| editing.is_changed()) {
            forget(editing, editing.base.with_untracked(Form::id));
        }
        kept.set(None);
    };
    move || {
        kept.get().map(|kept| {
            let is_older = editing.base.with_untracked(Form::version) > kept.base.version();
            view! {
                <Alert tone=Tone::Info title=text.kept_title(&written(kept.at, true))>
                    <p>{if is_older { text.kept_older } else { text.kept_text }}</p>
                    <p class="row">
                        <button type="button" class="button button-secondary button-small" on:click=restore>{text.kept_restore}</button>
                        <button type="button" class="button button-ghost button-small" on:click=drop>{text.kept_drop}</button>
                    </p>
                </Alert>
            }
        })
    }
}

/// Forgets what is kept of an item; of a new one with none.
pub fn forget<I: Item>(editing: Editing<I>, id: Option<IdOf<I>>) {
    if let Some(storage) = storage() {
        let _ = storage.remove_item(&key(editing, id));
    }
}

fn find<I: Item>(editing: Editing<I>) -> Option<Kept<I::Form>> {
    let base = editing.base.get_untracked();
    let text = storage()?.get_item(&key(editing, base.id())).ok()??;
    let kept: Kept<I::Form> = serde_json::from_str(&text).ok()?;
    merge::is_changed(&base, &kept.form, &editing.shown()).then_some(kept)
}

fn store<I: Item>(editing: Editing<I>) {
    let (Some(form), Some(base)) = (editing.form.try_get_untracked(), editing.base.try_get_untracked()) else { return };
    let id = base.id();
    let kept = Kept { form, base, at: now() };
    if let (Some(storage), Ok(text)) = (storage(), serde_json::to_string(&kept)) {
        // Full, or forbidden in a private window: then there is only the guard at leaving.
        let _ = storage.set_item(&key(editing, id), &text);
    }
}

/// Of one person: a browser may serve several.
fn key<I: Item>(editing: Editing<I>, id: Option<IdOf<I>>) -> String {
    let id = id.map_or_else(|| "new".to_owned(), |id| id.to_string());
    format!("magnetiq.unsaved.{}.{}.{id}", editing.person(), I::KIND)
}

fn storage() -> Option<Storage> {
    window().local_storage().ok().flatten()
}

fn now() -> Timestamp {
    Timestamp((web_sys::js_sys::Date::now() / 1000.0) as i64)
}

#[cfg(test)]
mod tests {
    use domain::language::Language;
    use domain::page::{PageForm, TextForm};

    use super::*;

    #[test]
    fn what_is_kept_is_read_back() {
        let text = TextForm { title: "\"Größe\" 🎉".into(), ..TextForm::default() };
        let form = PageForm { texts: [(Language::parse("pt-BR").unwrap(), text)].into(), ..PageForm::default() };
        let kept = Kept { form, base: PageForm::default(), at: Timestamp(7) };
        assert_eq!(serde_json::from_str::<Kept<PageForm>>(&serde_json::to_string(&kept).unwrap()).unwrap(), kept);
    }
}
