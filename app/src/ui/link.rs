//! Clicks on links, where the router would not do what the browser does.

use leptos::ev;
use leptos::prelude::*;
use web_sys::wasm_bindgen::JsCast;
use web_sys::{HtmlAnchorElement, MouseEvent};

use super::listen::on_window;

/// Links to a place on the page that is shown lead there as in any document: the browser scrolls, moves the focus and makes a step in
/// the history. The router would only scroll, and whoever uses the keyboard would stay where they were.
///
/// To be called before the router is made: of listeners to the window the one that came first is asked first.
pub fn follow_links_within_page() {
    on_window(ev::click, |event| {
        if event.default_prevented() {
            return;
        }
        if let Some(link) = followed(&event).filter(is_within_page) {
            event.prevent_default();
            // Refused only where the address is none.
            let _ = window().location().assign(&link.href());
        }
    });
}

/// The link that a plain click follows in this window.
pub fn followed(click: &MouseEvent) -> Option<HtmlAnchorElement> {
    let with_other = click.ctrl_key() || click.meta_key() || click.shift_key() || click.alt_key();
    if with_other || click.button() != 0 {
        return None;
    }
    let target = click.target()?.dyn_into::<web_sys::Element>().ok()?;
    let link = target.closest("a[href]").ok()??.dyn_into::<HtmlAnchorElement>().ok()?;
    (link.target().is_empty() && !link.has_attribute("download")).then_some(link)
}

fn is_within_page(link: &HtmlAnchorElement) -> bool {
    let here = window().location();
    let is_here = here.origin().is_ok_and(|origin| origin == link.origin())
        && here.pathname().is_ok_and(|path| path == link.pathname())
        && here.search().is_ok_and(|search| search == link.search());
    // `#` alone leads to the top.
    is_here && link.href().contains('#')
}
