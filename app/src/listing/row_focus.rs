//! Keeps the place of the keyboard in a list whose rows come and go: the row that took a place has the focus, so that nobody starts
//! over in a long list.

use std::cell::Cell;

use leptos::prelude::*;
use web_sys::wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

const ROWS: &str = "#content tbody > tr, #content .tiles > li";

thread_local! {
    static WAITING: Cell<Option<u32>> = const { Cell::new(None) };
}

/// The place of the row that has the focus, else of the first that is selected.
pub(super) fn current_place() -> Option<u32> {
    let find = |selector: &str| (0..row_count()).find(|at| row(*at).is_some_and(|row| row.matches(selector).unwrap_or_default()));
    find(":focus-within").or_else(|| find(":has(input:checked)"))
}

/// When the list comes that is asked for next, the row at this place has the focus, or the last one where there are fewer.
pub(super) fn focus_when_list_comes(place: Option<u32>) {
    WAITING.set(place);
}

/// The list has come. A person who went elsewhere meanwhile stays there.
pub(super) fn focus_waiting_row() {
    let Some(place) = WAITING.take() else { return };
    let focus = move || {
        let is_free = document().active_element().is_none_or(|active| active.matches("body, h1").unwrap_or_default());
        let link = row(place.min(row_count().saturating_sub(1))).and_then(|row| row.query_selector("a").ok().flatten());
        if let Some(link) = link.filter(|_| is_free).and_then(|link| link.dyn_into::<HtmlElement>().ok()) {
            let _ = link.focus();
        }
    };
    // A frame later, when the rows are there.
    let _ = request_animation_frame(focus);
}

fn row_count() -> u32 {
    document().query_selector_all(ROWS).map_or(0, |rows| rows.length())
}

fn row(at: u32) -> Option<Element> {
    document().query_selector_all(ROWS).ok()?.get(at)?.dyn_into().ok()
}
