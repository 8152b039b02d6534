//! The boxes before the rows: one each, and one for all.

use leptos::prelude::*;

use super::{List, ListResponse};
use crate::layout::admin::use_ui_language;
use crate::text::UiLanguage;
use crate::text::listing::Listing;

/// A row with a key and a name.
pub trait ListRow {
    fn key(&self) -> i64;
    fn name(&self) -> &str;

    /// Whether there is a box before it.
    fn may_be_ticked(&self) -> bool {
        true
    }

    /// What the box is called.
    fn tick_label(&self, ui_language: UiLanguage) -> String {
        Listing::of(ui_language).select(self.name())
    }
}

/// Of the rows that have a box.
#[component]
pub fn TickAll<L>(list: List<L>) -> impl IntoView
where
    L: ListResponse,
    L::Row: ListRow,
{
    let rows = move || list.rows().into_iter().filter(ListRow::may_be_ticked).collect::<Vec<_>>();
    let count = Memo::new(move |_| rows().len());
    let ticked = move || list.ticked.with(Vec::len);
    let tick_all = move |event| list.ticked.set(if event_target_checked(&event) { rows() } else { Vec::new() });
    view! {
        <input
            type="checkbox"
            aria-label=Listing::of(use_ui_language()).select_all
            disabled=move || count.get() == 0
            prop:checked=move || (1..).contains(&ticked()) && ticked() == count.get()
            prop:indeterminate=move || (1..count.get()).contains(&ticked())
            on:change=tick_all
        />
    }
}

/// Nothing where the row has no box.
#[component]
pub fn Tick<L>(list: List<L>, row: L::Row) -> impl IntoView
where
    L: ListResponse,
    L::Row: ListRow,
{
    let key = row.key();
    let label = row.tick_label(use_ui_language());
    let may_be_ticked = row.may_be_ticked();
    let tick = move |event| {
        list.ticked.update(|ticked| {
            ticked.retain(|one| one.key() != key);
            if event_target_checked(&event) {
                ticked.push(row.clone());
            }
        });
    };
    let is_ticked = move || list.ticked.with(|ticked| ticked.iter().any(|one| one.key() == key));
    may_be_ticked.then(|| view! { <input type="checkbox" aria-label=label prop:checked=is_ticked on:change=tick/> })
}
