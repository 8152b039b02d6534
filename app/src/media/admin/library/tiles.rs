//! The library as tiles.

use domain::media::MediaRow;
use leptos::prelude::*;

use crate::layout::admin::{may_edit, use_admin, use_ui_language};
use crate::listing::List;
use crate::listing::footer::ListFooter;
use crate::listing::selection::{SelectAllRows, SelectRow};
use crate::media::admin::thumb::{Thumb, file_facts};
use crate::media::api::MediaList;
use crate::routes;
use crate::text::media::Media as Text;
use crate::text::media_file::MediaFile;

#[component]
pub(super) fn Tiles(list: List<MediaList>) -> impl IntoView {
    let ui_language = use_ui_language();
    let text = Text::of(ui_language);
    let is_waiting = Memo::new(move |_| list.latest.with(Option::is_none));
    let tile = move |row: MediaRow| view! { <Tile list row/> };
    let waiting = || (0..8).map(|_| view! { <li class="card skeleton tile-waiting"></li> }).collect_view();
    view! {
        <div class="stack">
            {may_edit()
                .then(|| {
                    view! {
                        <label class="check tiles-all">
                            <SelectAllRows list label=text.select_all_files/>
                            <span>{text.select_all_files}</span>
                        </label>
                    }
                })}
            {move || {
                if is_waiting.get() {
                    return view! { <ul class="tiles" aria-hidden="true">{waiting()}</ul> }.into_any();
                }
                view! {
                    <ul class="tiles" aria-label=text.caption aria-busy=move || list.request.is_busy().to_string()>
                        <For each=move || list.rows() key=|row| (row.id, row.version, row.uses, row.thumbnail.clone()) let:row>
                            {tile(row)}
                        </For>
                    </ul>
                }
                .into_any()
            }}
            <div class="card card-flush"><LibraryFooter list/></div>
        </div>
    }
}

#[component]
fn Tile(list: List<MediaList>, row: MediaRow) -> impl IntoView {
    let ui_language = use_ui_language();
    let text = Text::of(ui_language);
    let missing = missing_in(&row);
    let href = format!("{}/{}", routes::MEDIA, row.id);
    let select = may_edit().then(|| view! { <SelectRow list row=row.clone()/> });
    view! {
        <li class="card tile">
            <Thumb format=row.format picture=row.thumbnail.clone()/>
            <div class="tile-name">{select} <a href=href title=row.filename.clone()>{row.filename.clone()}</a></div>
            <p>{file_facts(&row, ui_language)}</p>
            {missing
                .map(|missing| {
                    view! { <span class="badge badge-warning">{text.alt_missing} <span class="visually-hidden">": " {missing}</span></span> }
                })}
        </li>
    }
}

/// The line below the files, tiles or rows.
#[component]
pub(super) fn LibraryFooter(list: List<MediaList>) -> impl IntoView {
    let ui_language = use_ui_language();
    let (text, noun) = (Text::of(ui_language), &MediaFile::of(ui_language).noun);
    view! {
        <ListFooter list count=move |count| noun.count(count) label=text.pages size_label=text.per_page/>
    }
}

/// The languages of the site in which a picture lacks its alternative text, in the reader's words: `German`.
pub(super) fn missing_in(row: &MediaRow) -> Option<String> {
    let ui_language = use_ui_language();
    let languages = use_admin().languages.all;
    let names: Vec<&str> = languages
        .iter()
        .filter(|language| row.missing_alts.contains(language))
        .map(|language| ui_language.language_name(language))
        .collect();
    (!names.is_empty()).then(|| names.join(", "))
}
