//! The head of a column that sorts, in any list.

use domain::list::Direction;
use leptos::prelude::*;

use super::{Filter, List, ListResponse};
use crate::ui::table::SortHead;

/// A filter that can be sorted.
pub trait Sorted: Filter {
    type Sort: Copy + PartialEq + Send + Sync + 'static;

    fn sort(&self) -> (Self::Sort, Direction);
    fn set_sort(&mut self, sort: Self::Sort, direction: Direction);
    /// The way a column sorts at the first click.
    fn default_direction(sort: Self::Sort) -> Direction;

    /// The order that a click on a column's head asks for: its own first, then the other way round.
    fn sorted_by(&self, sort: Self::Sort) -> Self {
        let (now, direction) = self.sort();
        let direction = if now == sort { direction.reversed() } else { Self::default_direction(sort) };
        self.with(|filter| filter.set_sort(sort, direction))
    }
}

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
