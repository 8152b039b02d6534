//! An empty list says why it is empty and what to do.

use domain::list::Cursor;
use leptos::prelude::*;

use super::{Filter, List, ListResponse};
use crate::layout::admin::use_ui_language;
use crate::text::listing::Listing;
use crate::ui::drawing::EmptyLines;

pub struct EmptyState {
    pub title: &'static str,
    pub text: &'static str,
    pub action: Option<EmptyAction>,
}

pub enum EmptyAction {
    /// A link, with its words.
    Link {
        label: &'static str,
        href: String,
        /// Whether it is the one thing to do.
        is_first: bool,
    },
    /// An action on this screen.
    Here(ViewFn),
}

impl EmptyAction {
    pub fn to(label: &'static str, href: String) -> Self {
        Self::Link { label, href, is_first: false }
    }
}

/// Why a list shows no rows: its address leads behind the last one, or no row fits its filter, or there are none.
#[component]
pub fn EmptyList<L: ListResponse>(
    list: List<L>,
    /// Says that no row fits.
    nothing_found_text: &'static str,
    /// Where nothing is filtered.
    none: impl Fn() -> EmptyState + Copy + 'static,
) -> impl IntoView {
    let narrowed = move || EmptyState::narrowed(list, nothing_found_text);
    let state = move || EmptyState::past_end(list).or_else(narrowed).unwrap_or_else(none);
    view! { <Empty state=Signal::derive_local(state)/> }
}

#[component]
pub fn Empty(
    #[prop(into)] state: Signal<EmptyState, LocalStorage>,
    /// Whether it takes the height of a list.
    #[prop(default = true)]
    is_tall: bool,
) -> impl IntoView {
    let class = if is_tall { "card empty empty-tall" } else { "card empty" };
    view! { <section class=class aria-live="polite">{move || state.with(EmptyState::view)}</section> }
}

impl EmptyState {
    /// The address leads behind the last row.
    pub fn past_end<L: ListResponse>(list: List<L>) -> Option<Self> {
        let common = Listing::of(use_ui_language());
        let is_start = list.filter.with(|filter| filter.paging().cursor == Cursor::Start);
        (!is_start).then(|| Self {
            title: common.past_end_title,
            text: common.past_end_text,
            action: Some(EmptyAction::to(common.to_start, list.href_with(|_| ()))),
        })
    }

    /// No row fits what the list is narrowed to.
    pub fn narrowed<L: ListResponse>(list: List<L>, text: &'static str) -> Option<Self> {
        let common = Listing::of(use_ui_language());
        let action = || EmptyAction::to(common.clear_filters, list.href(&list.filter.with(Filter::widened)));
        let title = common.nothing_found_title;
        list.filter.with(Filter::is_narrowed).then(|| Self { title, text, action: Some(action()) })
    }

    fn view(&self) -> impl IntoView + use<> {
        let action = self.action.as_ref().map(|action| match action {
            EmptyAction::Link { label, href, is_first } => {
                let class = if *is_first { "button button-primary" } else { "button button-secondary" };
                view! { <a class=class href=href.clone()>{*label}</a> }.into_any()
            }
            EmptyAction::Here(view) => view.run().into_any(),
        });
        view! {
            <EmptyLines/>
            <h2 class="heading">{self.title}</h2>
            <p>{self.text}</p>
            {action.map(|action| view! { <p>{action}</p> })}
        }
    }
}
