//! The head of a column that sorts, in any list.

use leptos::prelude::*;

use super::filter::Sorted;
use super::{List, ListResponse};
use crate::ui::table::SortHead;

/// The head of the column that sorts by `sort`.
#[component]
pub fn ColumnHead<L>(
    list: List<L>,
    sort: <L::Filter as Sorted>::Sort,
    label: &'static str,
    /// Whether the column holds numbers.
    #[prop(optional)]
    is_number: bool,
) -> impl IntoView
where
    L: ListResponse,
    L::Filter: Sorted,
{
    let href = Signal::derive(move || list.href(&list.filter.with(|filter| filter.sorted_by(sort))));
    let sorted = Signal::derive(move || {
        let (now, direction) = list.filter.with(Sorted::sort);
        (now == sort).then_some(direction)
    });
    view! { <SortHead label href sorted is_number/> }
}
