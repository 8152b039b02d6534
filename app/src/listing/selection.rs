//! The checkboxes before the rows: one each, and one for all.

use leptos::prelude::*;

use super::{List, ListResponse};
use crate::layout::admin::use_ui_language;
use crate::text::UiLanguage;
use crate::text::listing::Listing;

/// A row with a key and a name.
pub trait ListRow {
    fn key(&self) -> i64;
    fn name(&self) -> &str;

    /// Whether it has a checkbox.
    fn is_selectable(&self) -> bool {
        true
    }

    /// The label of its checkbox.
    fn selection_label(&self, ui_language: UiLanguage) -> String {
        Listing::of(ui_language).select(self.name())
    }
}

/// Selects all rows that have a checkbox.
#[component]
pub fn SelectAllRows<L>(
    list: List<L>,
    /// Where they are no rows of a table.
    #[prop(optional)]
    label: Option<&'static str>,
) -> impl IntoView
where
    L: ListResponse,
    L::Row: ListRow,
{
    let rows = move || list.rows().into_iter().filter(ListRow::is_selectable).collect::<Vec<_>>();
    let count = Memo::new(move |_| rows().len());
    let selected = move || list.selected.with(Vec::len);
    let select_all = move |event| list.selected.set(if event_target_checked(&event) { rows() } else { Vec::new() });
    view! {
        <input
            type="checkbox"
            aria-label=label.unwrap_or(Listing::of(use_ui_language()).select_all)
            disabled=move || count.get() == 0
            prop:checked=move || (1..).contains(&selected()) && selected() == count.get()
            prop:indeterminate=move || (1..count.get()).contains(&selected())
            on:change=select_all
        />
    }
}

/// The checkbox of a row; nothing where it has none.
#[component]
pub fn SelectRow<L>(list: List<L>, row: L::Row) -> impl IntoView
where
    L: ListResponse,
    L::Row: ListRow,
{
    let key = row.key();
    let label = row.selection_label(use_ui_language());
    let is_selectable = row.is_selectable();
    let select = move |event| {
        list.selected.update(|selected| {
            selected.retain(|one| one.key() != key);
            if event_target_checked(&event) {
                selected.push(row.clone());
            }
        });
    };
    let is_selected = move || list.selected.with(|selected| selected.iter().any(|one| one.key() == key));
    is_selectable.then(|| view! { <input type="checkbox" aria-label=label prop:checked=is_selected on:change=select/> })
}
