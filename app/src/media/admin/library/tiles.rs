//! The library as tiles.

use domain::media::MediaRow;
use leptos::prelude::*;

use super::rows::{TickAll, Way};
use super::{Library, missing_in};
use crate::layout::admin::{may_edit, use_speech};
use crate::media::admin::thumb::{Thumb, measures};
use crate::routes;
use crate::text::media::Media as Text;

#[component]
pub(super) fn Tiles(library: Library) -> impl IntoView {
    let text = Text::of(use_speech());
    let is_waiting = Memo::new(move |_| library.latest.with(Option::is_none));
    let tile = move |row: MediaRow| view! { <Tile library row/> };
    let waiting = || (0..8).map(|_| view! { <li class="card skeleton tile-waiting"></li> }).collect_view();
    view! {
        <div class="stack">
            {may_edit()
                .then(|| {
                    view! {
                        <label class="check tiles-all">
                            <TickAll library/>
                            <span>{text.select_all}</span>
                        </label>
                    }
                })}
            {move || {
                if is_waiting.get() {
                    return view! { <ul class="tiles" aria-hidden="true">{waiting()}</ul> }.into_any();
                }
                view! {
                    <ul class="tiles" aria-label=text.caption aria-busy=move || library.answer.is_busy().to_string()>
                        <For each=move || library.rows() key=|row| (row.id, row.version, row.uses, row.thumbnail.clone()) let:row>
                            {tile(row)}
                        </For>
                    </ul>
                }
                .into_any()
            }}
            <div class="card card-flush"><Way library/></div>
        </div>
    }
}

#[component]
fn Tile(library: Library, row: MediaRow) -> impl IntoView {
    let speech = use_speech();
    let text = Text::of(speech);
    let missing = missing_in(&row);
    let href = format!("{}/{}", routes::MEDIA, row.id);
    let tick = may_edit().then(|| view! { <Tick library row=row.clone()/> });
    view! {
        <li class="card tile">
            <Thumb format=row.format picture=row.thumbnail.clone()/>
            <div class="tile-name">{tick} <a href=href title=row.filename.clone()>{row.filename.clone()}</a></div>
            <p>{measures(&row, speech)}</p>
            {missing
                .map(|missing| {
                    view! { <span class="badge badge-warning">{text.alt_missing} <span class="unseen">": " {missing}</span></span> }
                })}
        </li>
    }
}

/// The box that takes a file into the selection.
#[component]
pub(super) fn Tick(library: Library, row: MediaRow) -> impl IntoView {
    let label = use_speech().select_file(&row.filename);
    let is_ticked = {
        let row = row.clone();
        move || library.is_ticked(&row)
    };
    view! {
        <input
            type="checkbox"
            aria-label=label
            prop:checked=is_ticked
            on:change=move |event| library.tick(&row, event_target_checked(&event))
        />
    }
}
