//! Unsaved text, kept in this browser, so that a crash or a closed tab loses nothing. Each opened form has a slot of its own: two
//! tabs never write over each other.

use std::collections::BTreeSet;
use std::time::Duration;

use domain::id::UserId;
use domain::time::Timestamp;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use web_sys::Storage;
use web_sys::js_sys::Date;

use super::draft_slot::{PREFIX, lock_name};
use super::editable::{Editable, FormExtension, IdOf};
use super::fields::Form;
use super::merge;
use super::state::FormState;
use crate::ui::debounce::Debounce;
use crate::ui::listen::on_window;

/// An unsaved form, and from which stored one it began.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LocalDraft<F> {
    pub form: F,
    pub base: F,
    pub at: Timestamp,
}

/// A draft that another tab wrote, or an earlier visit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundDraft<F> {
    pub key: String,
    pub draft: LocalDraft<F>,
}

const WAIT: Duration = Duration::from_millis(700);

/// Older drafts are deleted.
const MAX_AGE_SECONDS: i64 = 60 * 60 * 24 * 60;

/// The number of drafts of one person, in all forms together; the oldest are given up.
const MAX_DRAFTS: usize = 40;

/// Stores the form while it differs from the saved version, and deletes the draft when it no longer does.
pub fn sync<E: Editable>(editing: FormState<E>) {
    if !editing.is_editor() {
        return;
    }
    let debounce = Debounce::new();
    Effect::new(move |was_changed: Option<bool>| {
        editing.form.track();
        let is_changed = editing.is_changed();
        if is_changed {
            debounce.then(WAIT, move || _ = store(editing));
        } else if was_changed == Some(true) {
            debounce.end();
            forget(editing);
        }
        is_changed
    });
    // A closed tab or a sleeping phone gives no later moment.
    let store_now = move || {
        if untrack(|| editing.is_changed()) {
            store(editing);
        }
    };
    on_window(leptos::ev::pagehide, move |_| store_now());
    on_window(leptos::ev::blur, move |_| store_now());
}

/// Deletes this form's draft; never that of another tab.
pub fn forget<E: Editable>(editing: FormState<E>) {
    let key = editing.draft.written_key.try_update_value(Option::take).flatten();
    if let Some((storage, key)) = storage().zip(key) {
        let _ = storage.remove_item(&key);
    }
}

/// Leaves the unsaved form as a draft of its own.
pub fn set_aside<E: Editable>(editing: FormState<E>) {
    if untrack(|| editing.is_changed()) && store(editing) {
        editing.draft.renew();
    }
}

/// Whether somebody changed the version with which a draft began. A move to the trash or back makes a version, and changes nothing.
pub fn is_overtaken<E: Editable>(editing: FormState<E>, draft: &LocalDraft<E::Form>) -> bool {
    let shown = editing.form_languages();
    editing.base.with_untracked(|base| base.version() > draft.base.version() && merge::is_changed(&draft.base, base, &shown))
}

/// Takes a draft into the form. The text that is typed there becomes a draft of its own. An overtaken draft keeps the
/// version that it began with, so that saving it asks. False where the browser has no room for the draft in its new place; then it
/// also stays in the old one.
pub fn restore<E: Editable>(editing: FormState<E>, found: FoundDraft<E::Form>) -> bool {
    set_aside(editing);
    let is_overtaken = is_overtaken(editing, &found.draft);
    let LocalDraft { mut form, mut base, .. } = found.draft;
    let (id, version) = editing.base.with_untracked(|base| (base.id(), base.version()));
    if !is_overtaken && version > base.version() {
        base.set_id(id, version);
        form.set_id(id, version);
    }
    editing.base.set(base);
    editing.form.set(form);
    E::Extension::draft_taken(editing);
    let is_stored = store(editing);
    if is_stored {
        discard(&found.key);
    }
    is_stored
}

/// Removes one draft.
pub fn discard(key: &str) {
    if let Some(storage) = storage() {
        let _ = storage.remove_item(key);
    }
}

/// The drafts of the open item without this form's own, the newest first.
pub fn find<E: Editable>(editing: FormState<E>) -> Vec<FoundDraft<E::Form>> {
    let (Some(storage), Some(base)) = (storage(), editing.base.try_get_untracked()) else { return Vec::new() };
    take_over_old_slot(editing, &storage, base.id());
    let (start, own) = (item_prefix(editing, base.id()), editing.draft.name.get_value());
    let mut found: Vec<FoundDraft<E::Form>> = keys(&storage, &start)
        .into_iter()
        .filter(|key| key[start.len()..] != own)
        .filter_map(|key| {
            let draft: LocalDraft<E::Form> = serde_json::from_str(&storage.get_item(&key).ok()??).ok()?;
            merge::is_changed(&base, &draft.form, &editing.form_languages()).then_some(FoundDraft { key, draft })
        })
        .collect();
    found.sort_by_key(|found| std::cmp::Reverse(found.draft.at.0));
    found
}

/// Whether a tab that is open writes this draft; `held` are the locks of all tabs.
pub fn is_open(key: &str, held: &BTreeSet<String>) -> bool {
    held.contains(&lock_of(key))
}

/// The lock that a tab holds while it writes this draft.
pub fn lock_of(key: &str) -> String {
    lock_name(key.rsplit('.').next().unwrap_or_default())
}

/// Gives up drafts of this person that are too old or too many; never one of a tab that is open.
pub fn sweep(person: UserId, held: &BTreeSet<String>) {
    #[derive(Deserialize)]
    struct Written {
        at: Timestamp,
    }
    let Some(storage) = storage() else { return };
    let closed = keys(&storage, &format!("{PREFIX}{person}.")).into_iter().filter(|key| !is_open(key, held));
    let mut drafts: Vec<(i64, String)> = closed
        .filter_map(|key| {
            let written: Written = serde_json::from_str(&storage.get_item(&key).ok()??).ok()?;
            Some((written.at.0, key))
        })
        .collect();
    drafts.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
    for key in outdated(&drafts, now().0) {
        let _ = storage.remove_item(key);
    }
}

/// Sorts drafts by their times, the newest first.
fn outdated(drafts: &[(i64, String)], now: i64) -> impl Iterator<Item = &str> {
    let is_outdated = move |(number, (at, _)): &(usize, &(i64, String))| *number >= MAX_DRAFTS || now - at > MAX_AGE_SECONDS;
    drafts.iter().enumerate().filter(is_outdated).map(|(_, (_, key))| key.as_str())
}

/// Whether the browser keeps it now.
fn store<E: Editable>(editing: FormState<E>) -> bool {
    let (Some(form), Some(base)) = (editing.form.try_get_untracked(), editing.base.try_get_untracked()) else { return false };
    let Some(name) = editing.draft.name.try_get_value() else { return false };
    let key = format!("{}{name}", item_prefix(editing, base.id()));
    let draft = LocalDraft { form, base, at: now() };
    let written = storage().zip(serde_json::to_string(&draft).ok());
    let is_stored = written.is_some_and(|(storage, text)| storage.set_item(&key, &text).is_ok());
    if is_stored {
        let before = editing.draft.written_key.try_update_value(|written| written.replace(key.clone())).flatten();
        // The new item has an id now.
        if let Some(before) = before.filter(|before| *before != key) {
            discard(&before);
        }
    }
    if editing.draft.is_refused.try_get_untracked() == Some(is_stored) {
        editing.draft.is_refused.try_set(!is_stored);
    }
    is_stored
}

/// Before each form had a slot of its own, an item had one for all tabs.
fn take_over_old_slot<E: Editable>(editing: FormState<E>, storage: &Storage, id: Option<IdOf<E>>) {
    let old = format!("magnetiq.unsaved.{}.{}.{}", editing.person(), E::KIND, written_id::<E>(id));
    if let Ok(Some(text)) = storage.get_item(&old)
        && storage.set_item(&format!("{}earlier", item_prefix(editing, id)), &text).is_ok()
    {
        let _ = storage.remove_item(&old);
    }
}

/// The keys of one person, because a browser may serve several. The name of the slot follows.
fn item_prefix<E: Editable>(editing: FormState<E>, id: Option<IdOf<E>>) -> String {
    format!("{PREFIX}{}.{}.{}.", editing.person(), E::KIND, written_id::<E>(id))
}

fn written_id<E: Editable>(id: Option<IdOf<E>>) -> String {
    id.map_or_else(|| "new".to_owned(), |id| id.to_string())
}

fn keys(storage: &Storage, start: &str) -> Vec<String> {
    let count = storage.length().unwrap_or_default();
    (0..count).filter_map(|at| storage.key(at).ok()?).filter(|key| key.starts_with(start)).collect()
}

fn storage() -> Option<Storage> {
    window().local_storage().ok().flatten()
}

fn now() -> Timestamp {
    Timestamp((Date::now() / 1000.0) as i64)
}

#[cfg(test)]
mod tests {
    use domain::language::Language;
    use domain::page::{PageForm, PageTextForm};

    use super::*;

    #[test]
    fn what_is_kept_is_read_back() {
        let text = PageTextForm { title: "\"Größe\" 🎉".into(), ..PageTextForm::default() };
        let form = PageForm { texts: [(Language::parse("pt-BR").unwrap(), text)].into(), ..PageForm::default() };
        let draft = LocalDraft { form, base: PageForm::default(), at: Timestamp(7) };
        assert_eq!(serde_json::from_str::<LocalDraft<PageForm>>(&serde_json::to_string(&draft).unwrap()).unwrap(), draft);
    }

    #[test]
    fn a_draft_is_known_to_be_open_by_the_lock_of_its_slot() {
        let held = [lock_name("a1")].into();
        assert!(is_open("magnetiq.draft.3.page.new.a1", &held));
        assert!(!is_open("magnetiq.draft.3.page.new.a2", &held));
    }

    #[test]
    fn old_drafts_and_too_many_are_given_up() {
        let drafts: Vec<(i64, String)> = (0..50).map(|at| (MAX_AGE_SECONDS - at, at.to_string())).collect();
        assert_eq!(outdated(&drafts, MAX_AGE_SECONDS).count(), 50 - MAX_DRAFTS);
        assert_eq!(outdated(&drafts[..3], 2 * MAX_AGE_SECONDS - 1).collect::<Vec<_>>(), ["2"]);
    }
}
