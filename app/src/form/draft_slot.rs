//! The place in this browser where one opened form keeps its draft.

use leptos::prelude::*;
use web_sys::js_sys::{Date, Math};

use super::tab_lock::TabLock;

pub(super) const PREFIX: &str = "magnetiq.draft.";

/// The slot of the form that is open here.
#[derive(Clone, Copy)]
pub struct DraftSlot {
    pub(super) name: StoredValue<String>,
    /// Tells other tabs that this one is open.
    lock: StoredValue<Option<TabLock>, LocalStorage>,
    /// The key of the last write.
    pub(super) written_key: StoredValue<Option<String>>,
    /// Whether the browser refused to keep the draft.
    pub is_refused: RwSignal<bool>,
}

impl DraftSlot {
    /// A slot that ends with the calling component; its draft stays.
    pub fn new() -> Self {
        let slot = Self {
            name: StoredValue::new(String::new()),
            lock: StoredValue::new_local(None),
            written_key: StoredValue::new(None),
            is_refused: RwSignal::new(false),
        };
        slot.renew();
        slot
    }

    /// Leaves the written draft as one of its own, and goes on under another name.
    pub(super) fn renew(self) {
        let name = format!("{:x}{:08x}", Date::now() as u64, (Math::random() * f64::from(u32::MAX)) as u32);
        self.lock.set_value(Some(TabLock::hold(&lock_name(&name))));
        self.name.set_value(name);
        self.written_key.set_value(None);
    }
}

/// The lock that a tab holds while it writes the draft of this slot.
pub(super) fn lock_name(slot: &str) -> String {
    format!("{PREFIX}{slot}")
}
