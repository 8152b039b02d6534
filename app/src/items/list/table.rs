//! The table of a list of items: title and address, the state of each language, the columns of its noun, the last change.

use domain::item::{ItemRow, ItemSort};
use domain::language::Language;
use domain::publication::LanguageStatus;
use leptos::prelude::*;

use super::{HasItem, ItemList};
use crate::layout::admin::{may_edit, use_admin, use_ui_language};
use crate::listing::List;
use crate::listing::bulk::{RowTrashButton, Trashable};
use crate::listing::footer::ListFooter;
use crate::listing::row::{ChangedAt, Featured};
use crate::listing::selection::{SelectAllRows, SelectRow};
use crate::listing::sort::ColumnHead;
use crate::listing::state::StateLink;
use crate::text::UiLanguage;
use crate::text::listing::Listing;
use crate::ui::table::{SkeletonRows, TableFrame};

/// A column that only one noun has.
pub struct Column<L: ItemList> {
    label: &'static str,
    /// None if the list is not sorted by it.
    sort: Option<L::Sort>,
    cell: fn(&L::Row, UiLanguage) -> AnyView,
}

impl<L: ItemList> Column<L> {
    /// Words, by which the list is not sorted.
    pub fn words(label: &'static str, cell: fn(&L::Row, UiLanguage) -> AnyView) -> Self {
        Self { label, sort: None, cell }
    }

    /// A number, by which the list is sorted.
    pub fn number(label: &'static str, sort: L::Sort, cell: fn(&L::Row, UiLanguage) -> AnyView) -> Self {
        Self { label, sort: Some(sort), cell }
    }
}

#[component]
pub(super) fn ItemTable<L: ItemList>(list: List<L>) -> impl IntoView {
    let ui_language = use_ui_language();
    let (text, may_edit) = (L::texts(ui_language), may_edit());
    let columns = use_admin().languages.all.len() + L::columns(ui_language).len() + if may_edit { 4 } else { 2 };
    let row = move |row: L::Row| view! { <Row list row/> };
    let count = move |count| L::noun_texts(ui_language).count(count);
    view! {
        <div class="card card-flush">
            <TableFrame label=text.caption is_busy=Signal::derive(move || list.request.is_busy())>
                <table class="table table-cards">
                    <caption class="visually-hidden">{text.caption}</caption>
                    <Head list/>
                    {move || match list.latest.get() {
                        Some(list) => view! { <tbody>{list.list_page().items.iter().cloned().map(row).collect_view()}</tbody> }.into_any(),
                        None => view! { <SkeletonRows rows=8 columns has_checkboxes=may_edit/> }.into_any(),
                    }}
                </table>
            </TableFrame>
            <ListFooter list count/>
        </div>
    }
}

#[component]
fn Head<L: ItemList>(list: List<L>) -> impl IntoView {
    let ui_language = use_ui_language();
    let common = Listing::of(ui_language);
    let language = |language: &Language| view! { <th scope="col">{ui_language.language_name(language).to_owned()}</th> };
    let column = |Column { label, sort, .. }: Column<L>| match sort {
        Some(sort) => view! { <ColumnHead list sort label is_number=true/> }.into_any(),
        None => view! { <th scope="col">{label}</th> }.into_any(),
    };
    let (title, changed) = (L::Sort::TITLE, L::Sort::CHANGED);
    view! {
        <thead>
            <tr>
                {may_edit().then(|| view! { <td class="tick"><SelectAllRows list/></td> })}
                <ColumnHead list sort=title label=ui_language.kind(L::KIND)/>
                {use_admin().languages.all.iter().map(language).collect_view()}
                {L::columns(ui_language).into_iter().map(column).collect_view()}
                <ColumnHead list sort=changed label=common.changed/>
                {may_edit().then(|| view! { <th scope="col"><span class="visually-hidden">{common.actions}</span></th> })}
            </tr>
        </thead>
    }
}

#[component]
fn Row<L: ItemList>(list: List<L>, row: L::Row) -> impl IntoView {
    let ui_language = use_ui_language();
    let may_edit = may_edit();
    let ItemRow { id, title, states, updated_at, updated_by, .. } = row.item().clone();
    let href = format!("{}/{id}", L::PATH);
    let in_trash = list.filter.with_untracked(L::is_trash);
    let state = |(language, status): (Language, LanguageStatus)| {
        let label = ui_language.language_name(&language).to_owned();
        view! { <td><span class="cell-label">{label}</span><StateLink editor=href.clone() title=title.clone() language status in_trash/></td> }
    };
    let column = |Column { sort, cell, label }: Column<L>| {
        view! { <td class=if sort.is_some() { "number" } else { "soft" }><span class="cell-label">{label}</span>{cell(&row, ui_language)}</td> }
    };
    view! {
        <tr>
            {may_edit.then(|| view! { <td class="tick"><SelectRow list row=row.clone()/></td> })}
            <th scope="row">
                {match L::picture(list, &row) {
                    Some(picture) => view! { <div class="beside-picture">{picture} <div>{title_cell::<L>(&row)}</div></div> }.into_any(),
                    None => title_cell::<L>(&row).into_any(),
                }}
            </th>
            {states.into_iter().map(state).collect_view()}
            {L::columns(ui_language).into_iter().map(column).collect_view()}
            <ChangedAt at=updated_at by=updated_by/>
            {may_edit.then(|| view! { <td class="act"><RowTrashButton list row=row.clone()/></td> })}
        </tr>
    }
}

/// Title and address.
fn title_cell<L: ItemList>(row: &L::Row) -> impl IntoView + use<L> {
    let ui_language = use_ui_language();
    let badge = L::badge(row, ui_language);
    let ItemRow { id, title, language, path, is_featured, .. } = row.item().clone();
    let lang = (language.as_str() != ui_language.tag()).then(|| language.to_string());
    view! {
        <a href=format!("{}/{id}", L::PATH)><span lang=lang>{title}</span></a>
        {is_featured.then(|| view! { <Featured/> })}
        <br/>
        <code class="slug">{path}</code>
        {badge.map(|badge| view! { " " <span class="badge">{badge}</span> })}
    }
}
