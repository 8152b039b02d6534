//! An empty list says why it is empty and what to do.

use domain::list::From;
use domain::page::{PageFilter, PageTab};
use leptos::prelude::*;

use super::{List, address};
use crate::layout::admin::{may_edit, use_speech};
use crate::routes;
use crate::text::page_list::PageList as Text;
use crate::ui::drawing::EmptyLines;

#[component]
pub(super) fn Empty(list: List) -> impl IntoView {
    let text = Text::of(use_speech());
    let why = move || {
        let filter = list.filter.get();
        let has_pages = list.latest.get().is_some_and(|list| list.totals.all > 0);
        match (&filter.from, address::is_narrowed(&filter), filter.tab) {
            (From::After(_) | From::Before(_), ..) => {
                let start = PageFilter { from: From::Start, ..filter };
                Why {
                    title: text.past_end_title,
                    text: text.past_end_text,
                    way: Some((text.to_start, address::href(&start), false)),
                }
            }
            (From::Start, true, _) => {
                let all = PageFilter { tab: filter.tab, size: filter.size, ..PageFilter::default() };
                let way = Some((text.clear_filters, address::href(&all), false));
                Why { title: text.nothing_found_title, text: text.nothing_found_text, way }
            }
            (From::Start, false, PageTab::Trash) => Why { title: text.trash_empty_title, text: text.trash_empty_text, way: None },
            (From::Start, false, PageTab::All) if !has_pages && may_edit() => {
                let way = Some((text.first_page, format!("{}/new", routes::PAGES), true));
                Why { title: text.none_yet_title, text: text.none_yet_text, way }
            }
            (From::Start, false, PageTab::All) => Why { title: text.none_yet_title, text: text.none_yet_viewer, way: None },
            (From::Start, false, _) => Why { title: text.none_in_tab_title, text: text.none_in_tab_text, way: None },
        }
    };
    view! { <section class="card empty empty-tall" aria-live="polite">{move || why().view()}</section> }
}

struct Why {
    title: &'static str,
    text: &'static str,
    /// Where a link leads, with its words, and whether it is the one thing to do.
    way: Option<(&'static str, String, bool)>,
}

impl Why {
    fn view(self) -> impl IntoView {
        let way = self.way.map(|(label, href, is_first)| {
            let class = if is_first { "button button-primary" } else { "button button-secondary" };
            view! { <p><a class=class href=href>{label}</a></p> }
        });
        view! {
            <EmptyLines/>
            <h2 class="heading">{self.title}</h2>
            <p>{self.text}</p>
            {way}
        }
    }
}
