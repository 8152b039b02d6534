//! Looks at the open item again when a planned time passes, so that its editor shows what visitors read from then on.

use std::time::Duration;

use domain::time::Timestamp;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::item::Item;
use crate::form::actions::FormActions;
use crate::form::fields::Form;
use crate::ui::debounce::Debounce;
use crate::ui::listen::on_window;
use crate::ui::time::{is_past, now};

/// A browser waits no longer than about 24 days, and its timers stand still while the computer sleeps.
const MAX_WAIT_SECONDS: i64 = 60 * 60;
/// While something else is under way, and after an answer that did not come.
const RETRY_SECONDS: i64 = 30;

/// Until the calling component goes.
pub fn look_again_when_due<I: Item>(acting: FormActions<I>) {
    let editing = acting.editing;
    let timer = Timer { debounce: Debounce::new(), due: StoredValue::new(None) };
    Effect::new(move |_| {
        // A second later the time has passed for the server too.
        let next = editing.publication(|publication| publication.next_look(now())).flatten();
        timer.wait_until(acting, next.map(|at| Timestamp(at.0 + 1)));
    });
    on_window(leptos::ev::focus, move |_| {
        if timer.due.get_value().is_some_and(is_past) {
            timer.look(acting);
        }
    });
}

#[derive(Clone, Copy)]
struct Timer {
    debounce: Debounce,
    due: StoredValue<Option<Timestamp>>,
}

impl Timer {
    fn wait_until<I: Item>(self, acting: FormActions<I>, due: Option<Timestamp>) {
        self.due.try_set_value(due);
        let Some(due) = due else { return self.debounce.end() };
        let seconds = (due.0 - now().0).clamp(1, MAX_WAIT_SECONDS);
        self.debounce.then(Duration::from_secs(seconds.unsigned_abs()), move || {
            if is_past(due) { self.look(acting) } else { self.wait_until(acting, Some(due)) }
        });
    }

    /// Fetches the item again. What is typed stays: the form is rebased only if it still has the version that was asked for.
    fn look<I: Item>(self, acting: FormActions<I>) {
        let editing = acting.editing;
        let later = move || self.wait_until(acting, Some(Timestamp(now().0 + RETRY_SECONDS)));
        let is_occupied = editing.pending.try_with_untracked(Option::is_some).unwrap_or(true);
        if is_occupied || acting.is_undecided.try_get_untracked().unwrap_or(true) {
            return later();
        }
        let Some((id, version)) = acting.id_and_version() else { return };
        self.due.try_set_value(None);
        spawn_local(async move {
            // Nobody asked for it, so nobody is asked to sign in again for it.
            let answer = I::open(id).await;
            let is_same = editing.base.try_with_untracked(|base| base.version() == version) == Some(true);
            match answer {
                Ok(detail) if is_same && editing.pending.try_with_untracked(Option::is_none) == Some(true) => {
                    acting.rebase(version, detail);
                }
                _ if editing.form.is_disposed() => {}
                _ => later(),
            }
        });
    }
}
