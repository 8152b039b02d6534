//! The library as a table.

use domain::media::{Folder, MediaRow, MediaSort};
use leptos::prelude::*;

use super::tiles::{LibraryFooter, missing_in};
use crate::layout::admin::{may_edit, use_ui_language};
use crate::listing::List;
use crate::listing::selection::{SelectAllRows, SelectRow};
use crate::listing::sort::ColumnHead;
use crate::media::admin::thumb::{Thumb, dimensions};
use crate::media::api::MediaList;
use crate::routes;
use crate::text::media::Media as Text;
use crate::ui::table::{SkeletonRows, TableFrame};
use crate::ui::time::LocalTime;

#[component]
pub(super) fn Rows(list: List<MediaList>) -> impl IntoView {
    let text = Text::of(use_ui_language());
    let may_edit = may_edit();
    let columns = if may_edit { 6 } else { 5 };
    let row = move |row: MediaRow| view! { <Row list row/> };
    view! {
        <div class="card card-flush">
            <TableFrame label=text.caption is_busy=Signal::derive(move || list.request.is_busy())>
                <table class="table table-cards">
                    <caption class="visually-hidden">{text.caption}</caption>
                    <Head list/>
                    {move || {
                        if list.latest.with(Option::is_none) {
                            return view! { <SkeletonRows rows=8 columns has_checkboxes=may_edit/> }.into_any();
                        }
                        view! { <tbody>{list.rows().into_iter().map(row).collect_view()}</tbody> }.into_any()
                    }}
                </table>
            </TableFrame>
            <LibraryFooter list/>
        </div>
    }
}

#[component]
fn Head(list: List<MediaList>) -> impl IntoView {
    let text = Text::of(use_ui_language());
    view! {
        <thead>
            <tr>
                {may_edit().then(|| view! { <td class="tick"><SelectAllRows list/></td> })}
                <ColumnHead list sort=MediaSort::Name label=text.name/>
                <th scope="col">{text.folder}</th>
                <th scope="col">{text.measures}</th>
                <ColumnHead list sort=MediaSort::Size label=text.size/>
                <ColumnHead list sort=MediaSort::Added label=text.uploaded/>
            </tr>
        </thead>
    }
}

#[component]
fn Row(list: List<MediaList>, row: MediaRow) -> impl IntoView {
    let ui_language = use_ui_language();
    let text = Text::of(ui_language);
    let missing = missing_in(&row);
    let href = format!("{}/{}", routes::MEDIA, row.id);
    let select = may_edit().then(|| view! { <td class="tick"><SelectRow list row=row.clone()/></td> });
    let measures = dimensions(&row).or_else(|| row.pages.map(|pages| ui_language.pages_of(pages)));
    let folder = (row.folder != Folder::root()).then(|| row.folder.as_str().to_owned());
    let second = if row.title == row.filename { row.format.label().to_owned() } else { row.title.clone() };
    view! {
        <tr>
            {select}
            <th scope="row">
                <span class="media-name">
                    <Thumb format=row.format picture=row.thumbnail.clone() small=true/>
                    <span>
                        <a href=href>{row.filename.clone()}</a>
                        " "
                        {missing
                            .map(|missing| {
                                view! { <span class="badge badge-warning">{text.alt_missing} <span class="visually-hidden">": " {missing}</span></span> }
                            })}
                        <br/>
                        <span class="small soft">{second}</span>
                    </span>
                </span>
            </th>
            <td class="soft">{folder.map(|folder| view! { <span class="cell-label">{text.folder}</span> {folder} })}</td>
            <td class="soft">{measures.map(|measures| view! { <span class="cell-label">{text.measures}</span> {measures} })}</td>
            <td class="soft"><span class="cell-label">{text.size}</span>{ui_language.size(row.size_bytes)}</td>
            <td class="soft"><span class="cell-label">{text.uploaded}</span><LocalTime at=row.added_at brief=true/></td>
        </tr>
    }
}
