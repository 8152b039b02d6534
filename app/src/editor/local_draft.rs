//! What was typed and not saved, kept in this browser, so that a crash or a closed tab loses nothing. Each opened editor has a
//! slot of its own: two tabs never write over each other.

use std::collections::BTreeSet;
use std::time::Duration;

use domain::time::Timestamp;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use web_sys::Storage;
use web_sys::js_sys::{Date, Math};

use super::editing::Editing;
use super::item::{FieldOf, Form, FormField, IdOf, Item};
use super::merge;
use super::tab_lock::TabLock;
use crate::ui::listen::on_window;
use crate::ui::pause::Pause;

/// An unsaved form, and from which stored one it began.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LocalDraft<F> {
    pub form: F,
    pub base: F,
    pub at: Timestamp,
}

/// Where the editor that is open here keeps its draft.
#[derive(Clone, Copy)]
pub struct DraftSlot {
    name: StoredValue<String>,
    /// Tells other tabs that this one is open.
    lock: StoredValue<Option<TabLock>, LocalStorage>,
    /// The key under which something was written last.
    written: StoredValue<Option<String>>,
    /// Whether the browser refused to keep the draft.
    pub is_refused: RwSignal<bool>,
}

/// A draft that another tab wrote, or an earlier visit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundDraft<F> {
    pub key: String,
    pub draft: LocalDraft<F>,
}

const WAIT: Duration = Duration::from_millis(700);

/// What lies longer is given up.
const MAX_AGE_SECONDS: i64 = 60 * 60 * 24 * 60;

/// Of one person, in all editors together; the oldest are given up.
const MAX_DRAFTS: usize = 40;

impl DraftSlot {
    /// Ends with the calling component; what was written stays.
    pub fn new() -> Self {
        let slot = Self {
            name: StoredValue::new(String::new()),
            lock: StoredValue::new_local(None),
            written: StoredValue::new(None),
            is_refused: RwSignal::new(false),
        };
        slot.renew();
        slot
    }

    /// Leaves what was written where it is, as a draft of its own, and goes on under another name.
    fn renew(self) {
        let name = format!("{:x}{:08x}", Date::now() as u64, (Math::random() * f64::from(u32::MAX)) as u32);
        self.lock.set_value(Some(TabLock::hold(&lock_name(&name))));
        self.name.set_value(name);
        self.written.set_value(None);
    }
}

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
            pause.then(WAIT, move || _ = store(editing));
        } else if was_changed == Some(true) {
            pause.end();
            forget(editing);
        }
        is_changed
    });
    // A tab that is closed, or a phone that goes to sleep, gives no later moment.
    let store_now = move || {
        if untrack(|| editing.is_changed()) {
            store(editing);
        }
    };
    on_window(leptos::ev::pagehide, move |_| store_now());
    on_window(leptos::ev::blur, move |_| store_now());
}

/// Forgets what this editor has written; never what another tab has.
pub fn forget<I: Item>(editing: Editing<I>) {
    let written = editing.draft.written.try_update_value(Option::take).flatten();
    if let Some((storage, key)) = storage().zip(written) {
        let _ = storage.remove_item(&key);
    }
}

/// Takes a draft into the form. What is typed there now becomes a draft of its own. False where the browser has no room for the
/// draft in its new place; then it also stays in the old one.
pub fn restore<I: Item>(editing: Editing<I>, found: FoundDraft<I::Form>) -> bool {
    if untrack(|| editing.is_changed()) && store(editing) {
        editing.draft.renew();
    }
    let LocalDraft { form, base, .. } = found.draft;
    let is_slugless = |language: &domain::language::Language| FieldOf::<I>::slug(language.clone()).read(&form).is_empty();
    editing.proposing.set(form.languages().into_iter().filter(is_slugless).collect());
    editing.base.set(base);
    editing.form.set(form);
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

/// The drafts of the item that is open, other than this editor's own, the newest first.
pub fn find<I: Item>(editing: Editing<I>) -> Vec<FoundDraft<I::Form>> {
    let (Some(storage), Some(base)) = (storage(), editing.base.try_get_untracked()) else { return Vec::new() };
    take_over_old_slot(editing, &storage, base.id());
    let (start, own) = (item_prefix(editing, base.id()), editing.draft.name.get_value());
    let mut found: Vec<FoundDraft<I::Form>> = keys(&storage, &start)
        .into_iter()
        .filter(|key| key[start.len()..] != own)
        .filter_map(|key| {
            let draft: LocalDraft<I::Form> = serde_json::from_str(&storage.get_item(&key).ok()??).ok()?;
            merge::is_changed(&base, &draft.form, &editing.shown()).then_some(FoundDraft { key, draft })
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
pub fn sweep<I: Item>(editing: Editing<I>, held: &BTreeSet<String>) {
    #[derive(Deserialize)]
    struct Written {
        at: Timestamp,
    }
    let Some(storage) = storage() else { return };
    let closed = keys(&storage, &format!("{PREFIX}{}.", editing.person())).into_iter().filter(|key| !is_open(key, held));
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

/// Of drafts with their times, the newest first.
fn outdated(drafts: &[(i64, String)], now: i64) -> impl Iterator<Item = &str> {
    let is_outdated = move |(number, (at, _)): &(usize, &(i64, String))| *number >= MAX_DRAFTS || now - at > MAX_AGE_SECONDS;
    drafts.iter().enumerate().filter(is_outdated).map(|(_, (_, key))| key.as_str())
}

/// Whether the browser keeps it now.
fn store<I: Item>(editing: Editing<I>) -> bool {
    let (Some(form), Some(base)) = (editing.form.try_get_untracked(), editing.base.try_get_untracked()) else { return false };
    let Some(name) = editing.draft.name.try_get_value() else { return false };
    let key = format!("{}{name}", item_prefix(editing, base.id()));
    let draft = LocalDraft { form, base, at: now() };
    let written = storage().zip(serde_json::to_string(&draft).ok());
    let is_stored = written.is_some_and(|(storage, text)| storage.set_item(&key, &text).is_ok());
    if is_stored {
        let before = editing.draft.written.try_update_value(|written| written.replace(key.clone())).flatten();
        // What was new has an id now.
        if let Some(before) = before.filter(|before| *before != key) {
            discard(&before);
        }
    }
    if editing.draft.is_refused.try_get_untracked() == Some(is_stored) {
        editing.draft.is_refused.try_set(!is_stored);
    }
    is_stored
}

/// Before each editor had a slot of its own, an item had one for all tabs.
fn take_over_old_slot<I: Item>(editing: Editing<I>, storage: &Storage, id: Option<IdOf<I>>) {
    let old = format!("magnetiq.unsaved.{}.{}.{}", editing.person(), I::KIND, written_id::<I>(id));
    if let Ok(Some(text)) = storage.get_item(&old)
        && storage.set_item(&format!("{}earlier", item_prefix(editing, id)), &text).is_ok()
    {
        let _ = storage.remove_item(&old);
    }
}

const PREFIX: &str = "magnetiq.draft.";

/// Of one person: a browser may serve several. The name of the slot follows.
fn item_prefix<I: Item>(editing: Editing<I>, id: Option<IdOf<I>>) -> String {
    format!("{PREFIX}{}.{}.{}.", editing.person(), I::KIND, written_id::<I>(id))
}

fn written_id<I: Item>(id: Option<IdOf<I>>) -> String {
    id.map_or_else(|| "new".to_owned(), |id| id.to_string())
}

fn lock_name(slot: &str) -> String {
    format!("{PREFIX}{slot}")
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
    use domain::page::{PageForm, TextForm};

    use super::*;

    #[test]
    fn what_is_kept_is_read_back() {
        let text = TextForm { title: "\"Größe\" 🎉".into(), ..TextForm::default() };
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
