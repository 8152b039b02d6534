//! The boxes before the rows: one each, and one for all.

use leptos::prelude::*;

use super::{List, Listed};
use crate::layout::admin::use_speech;
use crate::text::listing::Listing;

/// A row that can be told from the others.
pub trait Named {
    fn key(&self) -> i64;
    fn title(&self) -> &str;
}

#[component]
pub fn TickAll<L: Listed>(list: List<L>) -> impl IntoView {
    let rows = move || list.latest.with(|list| list.as_ref().map(|list| list.stretch().rows.clone()).unwrap_or_default());
    let ticked = move || list.ticked.with(Vec::len);
    let tick_all = move |event| list.ticked.set(if event_target_checked(&event) { rows() } else { Vec::new() });
    view! {
        <input
            type="checkbox"
            aria-label=Listing::of(use_speech()).select_all
            prop:checked=move || (1..).contains(&ticked()) && ticked() == rows().len()
            prop:indeterminate=move || (1..rows().len()).contains(&ticked())
            on:change=tick_all
        />
    }
}

#[component]
pub fn Tick<L>(list: List<L>, row: L::Row) -> impl IntoView
where
    L: Listed,
    L::Row: Named,
{
    let key = row.key();
    let label = Listing::of(use_speech()).select(row.title());
    let tick = move |event| {
        list.ticked.update(|ticked| {
            ticked.retain(|one| one.key() != key);
            if event_target_checked(&event) {
                ticked.push(row.clone());
            }
        });
    };
    let is_ticked = move || list.ticked.with(|ticked| ticked.iter().any(|one| one.key() == key));
    view! { <input type="checkbox" aria-label=label prop:checked=is_ticked on:change=tick/> }
}
