//! Parts of tables: the frame in which a wide one scrolls, a column that sorts, rows that are on their way.

use domain::list::Direction;
use leptos::prelude::*;

/// A wide table scrolls in its frame, not the page; the keyboard reaches it (WCAG 2.2, 2.1.1).
#[component]
pub fn TableFrame(
    /// What the table shows.
    label: &'static str,
    #[prop(into)] is_busy: Signal<bool>,
    children: Children,
) -> impl IntoView {
    view! {
        <div class="table-frame" tabindex="0" role="region" aria-label=label aria-busy=move || is_busy.get().to_string()>
            {children()}
        </div>
    }
}

/// The head of a column that sorts the list; `sorted` is none where another column does.
#[component]
pub fn SortHead(
    label: &'static str,
    #[prop(into)] href: Signal<String>,
    #[prop(into)] sorted: Signal<Option<Direction>>,
    /// Whether the column holds numbers.
    #[prop(optional)]
    is_number: bool,
) -> impl IntoView {
    let sort = move || match sorted.get() {
        None => "none",
        Some(Direction::Ascending) => "ascending",
        Some(Direction::Descending) => "descending",
    };
    view! {
        <th scope="col" class=is_number.then_some("number") aria-sort=sort>
            <a class="table-sort" data-noscroll href=move || href.get()>{label}</a>
        </th>
    }
}

/// Rows of a table that is on its way; a screen reader hears of it from the frame.
#[component]
pub fn SkeletonRows(
    rows: usize,
    columns: usize,
    /// Whether the first column holds checkboxes.
    #[prop(optional)]
    has_checkboxes: bool,
) -> impl IntoView {
    let cell = move |column| {
        let class = if has_checkboxes && column == 0 { "tick" } else { "" };
        view! { <td class=class><span class="skeleton"></span></td> }
    };
    let row = move |_| view! { <tr>{(0..columns).map(cell).collect_view()}</tr> };
    view! { <tbody aria-hidden="true">{(0..rows).map(row).collect_view()}</tbody> }
}
