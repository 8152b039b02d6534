//! An empty library says why it is empty and what to do.

use domain::list::From;
use domain::media::{Folder, MediaTab};
use leptos::prelude::*;

use super::address::{self, Place};
use super::{ACCEPT, Library, use_upload};
use crate::layout::admin::{may_edit, use_speech};
use crate::media::admin::upload::PickButton;
use crate::text::media::Media as Text;
use crate::ui::drawing::EmptyLines;

#[component]
pub(super) fn Empty(library: Library) -> impl IntoView {
    let text = Text::of(use_speech());
    let why = move || {
        let place = library.place.get();
        let has_files = library.latest.with(|latest| latest.as_ref().is_some_and(|list| list.totals.all > 0));
        why(&place, has_files, text)
    };
    view! { <section class="card empty" aria-live="polite">{move || why().view(library)}</section> }
}

/// Why nothing is there, and what can be done about it.
struct Why {
    title: &'static str,
    text: &'static str,
    way: Way,
}

enum Way {
    Link(&'static str, String),
    Upload,
    None,
}

fn why(place: &Place, has_files: bool, text: &Text) -> Why {
    let filter = place.filter();
    if filter.from != From::Start {
        let way = Way::Link(text.to_start, address::href(&place.at(From::Start)));
        return Why { title: text.past_end_title, text: text.past_end_text, way };
    }
    if place.is_narrowed() {
        let all = Place::with(&place.widened(), |all| all.folder.clone_from(&filter.folder));
        let way = Way::Link(text.clear_filters, address::href(&all));
        return Why { title: text.nothing_found_title, text: text.nothing_found_text, way };
    }
    let is_in_folder = filter.folder.as_ref().is_some_and(|folder| *folder != Folder::root());
    let to_library = || Way::Link(text.to_library, address::href(&place.widened()));
    match filter.tab {
        MediaTab::Trash => Why { title: text.trash_empty_title, text: text.trash_empty_text, way: Way::None },
        MediaTab::MissingAlt => Why { title: text.no_alt_missing_title, text: text.no_alt_missing_text, way: Way::None },
        MediaTab::Unused => Why { title: text.none_unused_title, text: text.none_unused_text, way: Way::None },
        MediaTab::All if is_in_folder => Why { title: text.folder_empty_title, text: text.folder_empty_text, way: to_library() },
        MediaTab::All if has_files => Why { title: text.nothing_found_title, text: text.nothing_found_text, way: to_library() },
        MediaTab::All if may_edit() => Why { title: text.none_yet_title, text: text.none_yet_text, way: Way::Upload },
        MediaTab::All => Why { title: text.none_yet_title, text: text.none_yet_viewer, way: Way::None },
    }
}

impl Why {
    fn view(self, library: Library) -> impl IntoView {
        let way = match self.way {
            Way::Link(label, href) => view! { <p><a class="button button-secondary" href=href>{label}</a></p> }.into_any(),
            Way::Upload => view! {
                <p>
                    <PickButton class="button button-secondary" accept=ACCEPT multiple=true on_files=use_upload(library)>
                        {Text::of(use_speech()).upload}
                    </PickButton>
                </p>
            }
            .into_any(),
            Way::None => ().into_any(),
        };
        view! {
            <EmptyLines/>
            <h2 class="heading">{self.title}</h2>
            <p>{self.text}</p>
            {way}
        }
    }
}
