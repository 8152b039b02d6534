//! The guard before leaving a screen with something unsaved: the browser's own question where the document is left, a dialog where
//! only the screen is.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};
use web_sys::wasm_bindgen::{JsCast, JsValue};
use web_sys::{Event, MouseEvent};

use super::dialog::Dialog;
use super::link::followed;
use super::listen::{on_document_capture, on_window};

/// The words of the dialog.
#[derive(Debug, Clone, Copy)]
pub struct LeavingWords {
    pub heading: &'static str,
    pub text: &'static str,
    pub stay: &'static str,
    pub leave: &'static str,
    pub save: &'static str,
}

/// Where the person wants to go.
#[derive(Debug, Clone)]
enum Destination {
    Link(String),
    /// The entry of the history before this one.
    Before,
}

/// Watches while `is_unsaved`. Moves within the same path (its tabs) are let pass.
#[component]
pub fn Leaving(
    #[prop(into)] is_unsaved: Signal<bool>,
    words: LeavingWords,
    /// Called before it is left without saving.
    on_drop: Callback<()>,
    /// Saves, and calls what it was given once all is stored.
    on_save: Callback<Callback<()>>,
) -> impl IntoView {
    let is_open = RwSignal::new(false);
    // Where the person was about to go.
    let wanted = StoredValue::new(None::<Destination>);
    let may_go = StoredValue::new(false);
    let holds = move || is_unsaved.get_untracked() && !may_go.get_value();
    let ask = move |destination: Destination| {
        wanted.set_value(Some(destination));
        is_open.set(true);
    };

    on_window(leptos::ev::beforeunload, move |event| {
        if holds() {
            event.prevent_default();
            // Older browsers ask only where this is set.
            event.set_return_value("unsaved");
        }
    });
    let clicks = move |event: Event| {
        if let Some(address) = link_away(&event).filter(|_| holds()) {
            event.prevent_default();
            event.stop_propagation();
            ask(Destination::Link(address));
        }
    };
    on_document_capture("click", clicks);
    // Back and forward: the address has changed already, so it is put back before the router hears of it. After a step back the
    // history then is as it was, with the place that was wanted before this one.
    let here = StoredValue::new(address());
    let location = use_location();
    Effect::new(move |_| {
        location.pathname.track();
        location.search.track();
        // A frame later, when the router has written it.
        let _ = request_animation_frame(move || {
            here.try_set_value(address());
        });
    });
    let popped = move |event: &Event| {
        if !holds() || path_of(&address()) == here.with_value(|here| path_of(here).to_owned()) {
            return;
        }
        event.stop_immediate_propagation();
        if let Ok(history) = window().history() {
            let _ = history.push_state_with_url(&JsValue::NULL, "", Some(&here.get_value()));
        }
        ask(Destination::Before);
    };
    ask_before_moves(Rc::new(popped));

    let navigate = use_navigate();
    let go = Callback::new(move |()| {
        may_go.set_value(true);
        is_open.set(false);
        match wanted.get_value() {
            Some(Destination::Link(address)) => {
                navigate(&address, NavigateOptions { resolve: false, ..NavigateOptions::default() });
            }
            // A new entry would lead the next step back to here again.
            Some(Destination::Before) => {
                if let Ok(history) = window().history() {
                    let _ = history.back();
                }
            }
            None => {}
        }
    });
    view! {
        <Dialog id="leaving" heading=words.heading is_open>
            <div class="dialog-body"><p>{words.text}</p></div>
            <div class="dialog-actions">
                <button type="button" class="button button-ghost" on:click=move |_| is_open.set(false)>{words.stay}</button>
                <button
                    type="button"
                    class="button button-danger"
                    on:click=move |_| {
                        on_drop.run(());
                        go.run(());
                    }
                >
                    {words.leave}
                </button>
                <button
                    type="button"
                    class="button button-primary"
                    on:click=move |_| {
                        is_open.set(false);
                        on_save.run(go);
                    }
                >
                    {words.save}
                </button>
            </div>
        </Dialog>
    }
}

/// Call it once, before the router is made: the first listener of the history runs first, and only it can stop the others.
pub fn listen_to_history() {
    on_window(leptos::ev::popstate, move |event| {
        if let Some(act) = BACK.with_borrow(Clone::clone) {
            act(&event);
        }
    });
}

/// Runs before a move through the history.
type MoveGuard = Rc<dyn Fn(&Event)>;

// One window has one history.
thread_local! {
    static BACK: RefCell<Option<MoveGuard>> = const { RefCell::new(None) };
}

/// Until the calling component goes. The next screen is made before the one that is left goes, and keeps what it has set.
fn ask_before_moves(guard: MoveGuard) {
    BACK.set(Some(guard.clone()));
    let guard = StoredValue::new_local(guard);
    on_cleanup(move || {
        BACK.with_borrow_mut(|back| {
            let is_own = |now: &MoveGuard| guard.try_with_value(|guard| Rc::ptr_eq(guard, now)) == Some(true);
            if back.as_ref().is_some_and(is_own) {
                *back = None;
            }
        });
    });
}

/// The address of a plain click on a link that leads the router to another path.
fn link_away(event: &Event) -> Option<String> {
    let link = followed(event.dyn_ref::<MouseEvent>()?)?;
    let location = window().location();
    let is_here = link.pathname() == location.pathname().ok()?;
    let is_ours = link.origin() == location.origin().ok()? && link.pathname().starts_with(crate::routes::ADMIN);
    (is_ours && !is_here).then(|| link.pathname() + &link.search() + &link.hash())
}

fn address() -> String {
    let location = window().location();
    location.pathname().unwrap_or_default() + &location.search().unwrap_or_default()
}

fn path_of(address: &str) -> &str {
    address.split('?').next().unwrap_or_default()
}
