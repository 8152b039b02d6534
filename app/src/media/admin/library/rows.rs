//! The library as a table, and the way through it.

use domain::list::{From, SIZES};
use domain::media::{Folder, MediaRow, MediaSort};
use leptos::prelude::*;

use super::tiles::Tick;
use super::{Library, address, missing_in};
use crate::layout::admin::{may_edit, use_go, use_speech};
use crate::media::admin::thumb::{Thumb, dimensions};
use crate::routes;
use crate::text::admin::Admin;
use crate::text::listing::Listing;
use crate::text::media::Media as Text;
use crate::ui::pager::{Pager, PagerSize};
use crate::ui::table::{SkeletonRows, SortHead, TableFrame};
use crate::ui::time::{LocalTime, zone};

#[component]
pub(super) fn Rows(library: Library) -> impl IntoView {
    let text = Text::of(use_speech());
    let may_edit = may_edit();
    let columns = if may_edit { 6 } else { 5 };
    let row = move |row: MediaRow| view! { <Row library row/> };
    view! {
        <div class="card card-flush">
            <TableFrame label=text.caption is_busy=Signal::derive(move || library.answer.is_busy())>
                <table class="table">
                    <caption class="unseen">{text.caption}</caption>
                    <Head library/>
                    {move || {
                        if library.latest.with(Option::is_none) {
                            return view! { <SkeletonRows rows=8 columns has_ticks=may_edit/> }.into_any();
                        }
                        view! { <tbody>{library.rows().into_iter().map(row).collect_view()}</tbody> }.into_any()
                    }}
                </table>
            </TableFrame>
            <Way library/>
        </div>
    }
}

#[component]
fn Head(library: Library) -> impl IntoView {
    let text = Text::of(use_speech());
    let href = move |sort| Signal::derive(move || library.place.with(|place| address::href(&place.sorted_by(sort))));
    let sorted = move |sort: MediaSort| {
        Signal::derive(move || library.place.with(|place| (place.filter().sort == sort).then_some(place.filter().direction)))
    };
    view! {
        <thead>
            <tr>
                {may_edit().then(|| view! { <td class="tick"><TickAll library/></td> })}
                <SortHead label=text.name href=href(MediaSort::Name) sorted=sorted(MediaSort::Name)/>
                <th scope="col">{text.folder}</th>
                <th scope="col">{text.measures}</th>
                <SortHead label=text.size href=href(MediaSort::Size) sorted=sorted(MediaSort::Size)/>
                <SortHead label=text.uploaded href=href(MediaSort::Added) sorted=sorted(MediaSort::Added)/>
            </tr>
        </thead>
    }
}

/// The box that takes all that are shown into the selection.
#[component]
pub(super) fn TickAll(library: Library) -> impl IntoView {
    let all = move || library.rows().len();
    let ticked = move || library.ticked.with(Vec::len);
    let tick_all = move |event| library.ticked.set(if event_target_checked(&event) { library.rows() } else { Vec::new() });
    view! {
        <input
            type="checkbox"
            aria-label=Text::of(use_speech()).select_all
            prop:checked=move || (1..).contains(&ticked()) && ticked() == all()
            prop:indeterminate=move || (1..all()).contains(&ticked())
            on:change=tick_all
        />
    }
}

#[component]
fn Row(library: Library, row: MediaRow) -> impl IntoView {
    let speech = use_speech();
    let text = Text::of(speech);
    let missing = missing_in(&row);
    let href = format!("{}/{}", routes::MEDIA, row.id);
    let tick = may_edit().then(|| view! { <td class="tick"><Tick library row=row.clone()/></td> });
    let measures = dimensions(&row).or_else(|| row.pages.map(|pages| speech.pages_of(pages)));
    let folder = (row.folder != Folder::root()).then(|| row.folder.as_str().to_owned());
    let second = if row.title == row.filename { row.format.label().to_owned() } else { row.title.clone() };
    view! {
        <tr>
            {tick}
            <th scope="row">
                <span class="media-name">
                    <Thumb format=row.format picture=row.thumbnail.clone() small=true/>
                    <span>
                        <a href=href>{row.filename.clone()}</a>
                        " "
                        {missing
                            .map(|missing| {
                                view! { <span class="badge badge-warning">{text.alt_missing} <span class="unseen">": " {missing}</span></span> }
                            })}
                        <br/>
                        <span class="small soft">{second}</span>
                    </span>
                </span>
            </th>
            <td class="soft">{folder}</td>
            <td class="soft">{measures}</td>
            <td class="soft">{speech.size(row.size_bytes)}</td>
            <td class="soft"><LocalTime at=row.added_at brief=true/></td>
        </tr>
    }
}

/// How much of the library is shown, in which zone its times are, and the way on.
#[component]
pub(super) fn Way(library: Library) -> impl IntoView {
    let speech = use_speech();
    let (text, list) = (Text::of(speech), Listing::of(speech));
    let go = use_go();
    let to = move |from: From| library.place.with(|place| address::href(&place.at(from)));
    let stretch = move || {
        library.latest.with(|latest| latest.as_ref().map(|list| (list.stretch.before.clone(), list.stretch.after.clone())))
    };
    let previous = Signal::derive(move || stretch().and_then(|(before, _)| before).map(|key| to(From::Before(key))));
    let next = Signal::derive(move || stretch().and_then(|(_, after)| after).map(|key| to(From::After(key))));
    let shown = move || {
        let counts = library.latest.with(|latest| latest.as_ref().map(|list| (list.stretch.rows.len(), list.stretch.total)));
        counts.map_or_else(|| Admin::of(speech).loading.to_owned(), |(rows, total)| speech.files_shown(rows, total))
    };
    let resize = Callback::new(move |size| {
        let place = library.place.with_untracked(|place| place.with(|filter| filter.size = size));
        go.run((address::href(&place), false));
    });
    view! {
        <Pager label=text.stretches previous_label=list.previous next_label=list.next previous next>
            <span role="status">{shown}</span>
            <span>
                {list.show}
                <PagerSize
                    label=text.per_page
                    size=Signal::derive(move || library.place.with(|place| place.filter().size))
                    sizes=&SIZES
                    on_choice=resize
                />
            </span>
            <span class="pager-zone">{list.times_in(&zone())}</span>
        </Pager>
    }
}
