//! Clicks on links, where the router would not do what the browser does.

use leptos::prelude::*;
use web_sys::wasm_bindgen::JsCast;
use web_sys::{HtmlAnchorElement, HtmlElement, MouseEvent};

use super::listen::on_document_capture;

/// Links to a place on the page that is shown lead there as in any document: the address changes, the browser scrolls, and the
/// focus moves. The router would only scroll, and the keyboard focus would stay behind.
pub fn follow_links_within_page() {
    on_document_capture("click", |event| {
        let link = event.dyn_ref::<MouseEvent>().and_then(followed).filter(is_within_page);
        if let Some(link) = link {
            // What the router leaves alone.
            event.prevent_default();
            // Refused only where the address is none.
            let _ = window().location().assign(&link.href());
            focus_on(&link.hash());
        }
    });
}

/// Tells the path of each link that the pointer or the focus comes to, until the calling component goes.
pub fn on_turn_to_link(act: impl Fn(&str) + Copy + 'static) {
    for turn in ["pointerover", "focusin"] {
        on_document_capture(turn, move |event| {
            let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
            let link = target.and_then(|target| target.closest("a[href]").ok().flatten());
            if let Some(link) = link.and_then(|link| link.dyn_into::<HtmlAnchorElement>().ok()) {
                act(&link.pathname());
            }
        });
    }
}

/// Browsers leave the focus with the link where a script leads them on. What cannot have it by itself can have it from now on.
fn focus_on(hash: &str) {
    let id = hash.trim_start_matches('#');
    let decoded = web_sys::js_sys::decode_uri_component(id).map_or_else(|_| id.to_owned(), String::from);
    let place = document().get_element_by_id(&decoded).and_then(|place| place.dyn_into::<HtmlElement>().ok());
    if let Some(place) = place {
        if place.tab_index() < 0 && !place.has_attribute("tabindex") {
            let _ = place.set_attribute("tabindex", "-1");
        }
        let _ = place.focus();
    }
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
