//! The cover of an item in small: its picture, or a crop of the field lines that is always the same for the same item.

use leptos::prelude::*;

#[component]
pub fn SmallCover(
    /// The number of the item.
    id: i64,
    /// Where a small picture of the cover is read.
    address: Option<String>,
) -> impl IntoView {
    match address {
        // The title stands beside it.
        Some(src) => view! { <img class="small-cover" src=src alt="" width="36" height="48" loading="lazy"/> }.into_any(),
        None => {
            let (turn, x) = ((id * 67).rem_euclid(360), (id * 29).rem_euclid(80) - 40);
            let lines = format!(r##"<g transform="translate({x} 0) rotate({turn}) scale(.35)"><use href="#field"/></g>"##);
            view! { <svg class="small-cover" viewBox="-60 -80 120 160" aria-hidden="true" inner_html=lines></svg> }.into_any()
        }
    }
}
