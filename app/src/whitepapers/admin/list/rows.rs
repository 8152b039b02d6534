//! The table of the list of whitepapers.

use domain::id::WhitepaperId;
use domain::language::Language;
use domain::publication::LanguageStatus;
use domain::whitepaper::list::{WhitepaperRow, WhitepaperSort};
use leptos::prelude::*;

use crate::layout::admin::{may_edit, use_admin, use_ui_language};
use crate::listing::List;
use crate::listing::bulk::{RowTrashButton, Trashable};
use crate::listing::footer::ListFooter;
use crate::listing::row::{ChangedAt, Featured};
use crate::listing::selection::{SelectAllRows, SelectRow};
use crate::listing::sort::ColumnHead;
use crate::listing::state::StateLink;
use crate::routes;
use crate::text::listing::Listing;
use crate::text::whitepapers::Whitepapers;
use crate::ui::number::{percent, written};
use crate::ui::table::{SkeletonRows, TableFrame};
use crate::whitepapers::admin::cover::SmallCover;
use crate::whitepapers::api::WhitepaperList;

#[component]
pub(super) fn Rows(list: List<WhitepaperList>) -> impl IntoView {
    let text = Whitepapers::of(use_ui_language());
    let (languages, may_edit) = (use_admin().languages.all, may_edit());
    let columns = languages.len() + 6 + if may_edit { 2 } else { 0 };
    let row = move |row: WhitepaperRow| view! { <Row list row/> };
    view! {
        <div class="card card-flush">
            <TableFrame label=text.caption is_busy=Signal::derive(move || list.request.is_busy())>
                <table class="table">
                    <caption class="visually-hidden">{text.caption}</caption>
                    <Head list languages/>
                    {move || match list.latest.get() {
                        Some(list) => view! { <tbody>{list.list_page.items.into_iter().map(row).collect_view()}</tbody> }.into_any(),
                        None => view! { <SkeletonRows rows=8 columns has_checkboxes=may_edit/> }.into_any(),
                    }}
                </table>
            </TableFrame>
            <ListFooter list count=move |count| text.noun.count(count)/>
        </div>
    }
}

#[component]
fn Head(list: List<WhitepaperList>, languages: Vec<Language>) -> impl IntoView {
    let ui_language = use_ui_language();
    let (text, common) = (Whitepapers::of(ui_language), Listing::of(ui_language));
    view! {
        <thead>
            <tr>
                {may_edit().then(|| view! { <td class="tick"><SelectAllRows list/></td> })}
                <ColumnHead list sort=WhitepaperSort::Title label=text.whitepaper/>
                {languages.iter().map(|language| view! { <th scope="col">{ui_language.language_name(language).to_owned()}</th> }).collect_view()}
                <ColumnHead list sort=WhitepaperSort::Views label=text.views is_number=true/>
                <ColumnHead list sort=WhitepaperSort::Downloads label=text.downloads is_number=true/>
                <ColumnHead list sort=WhitepaperSort::Conversion label=text.conversion is_number=true/>
                <th scope="col">{text.category}</th>
                <ColumnHead list sort=WhitepaperSort::Changed label=common.changed/>
                {may_edit().then(|| view! { <th scope="col"><span class="visually-hidden">{common.actions}</span></th> })}
            </tr>
        </thead>
    }
}

#[component]
fn Row(list: List<WhitepaperList>, row: WhitepaperRow) -> impl IntoView {
    let text = Whitepapers::of(use_ui_language());
    let may_edit = may_edit();
    let item = row.item.clone();
    let href = format!("{}/{}", routes::WHITEPAPERS, item.id);
    let in_trash = list.filter.with_untracked(WhitepaperList::is_trash);
    let states = item.states.into_iter().map(|(language, status): (Language, LanguageStatus)| {
        view! { <td><StateLink editor=href.clone() title=item.title.clone() language status in_trash/></td> }
    });
    let states = states.collect_view();
    let downloads = format!("{href}/downloads");
    let cover = list.latest.with_untracked(|list| list.as_ref()?.covers.get(&row.cover).cloned());
    view! {
        <tr>
            {may_edit.then(|| view! { <td class="tick"><SelectRow list row=row.clone()/></td> })}
            <Title row=row.clone() href cover/>
            {states}
            <td class="number">{written(row.views)}</td>
            <td class="number">
                <a href=downloads aria-label=text.downloads_of(&written(row.downloads), &item.title)>{written(row.downloads)}</a>
            </td>
            <td class="number">{percent(row.conversion_percent())}</td>
            <td class="soft">{text.category(row.category)}</td>
            <ChangedAt at=item.updated_at by=item.updated_by/>
            {may_edit.then(|| view! { <td class="act"><RowTrashButton list row/></td> })}
        </tr>
    }
}

#[component]
fn Title(row: WhitepaperRow, href: String, cover: Option<String>) -> impl IntoView {
    let ui_language = use_ui_language();
    let text = Whitepapers::of(ui_language);
    let item = row.item;
    let lang = (item.language.as_str() != ui_language.tag()).then(|| item.language.to_string());
    view! {
        <th scope="row">
            <div class="whitepaper-title">
                <SmallCover id=WhitepaperId(item.id) address=cover/>
                <div>
                    <a href=href><span lang=lang>{item.title}</span></a>
                    {row.featured.then(|| view! { <Featured/> })}
                    <br/>
                    <code class="slug">{item.path}</code>
                    {(!row.requires_registration).then(|| view! { " " <span class="badge">{text.without_form}</span> })}
                </div>
            </div>
        </th>
    }
}
