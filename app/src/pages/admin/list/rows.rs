//! The table of the page list.

use domain::item::ItemRow;
use domain::language::Language;
use domain::page::{PageRow, PageSort};
use domain::publication::LanguageStatus;
use leptos::prelude::*;

use crate::layout::admin::{may_edit, use_admin, use_ui_language};
use crate::listing::List;
use crate::listing::bulk::{RowTrashButton, Trashable};
use crate::listing::footer::ListFooter;
use crate::listing::row::{ChangedAt, Featured};
use crate::listing::selection::{SelectAllRows, SelectRow};
use crate::listing::sort::ColumnHead;
use crate::listing::state::StateLink;
use crate::pages::api::PageList;
use crate::routes;
use crate::text::listing::Listing;
use crate::text::page_editor::PageEditor;
use crate::text::page_list::PageList as Text;
use crate::ui::table::{SkeletonRows, TableFrame};

#[component]
pub(super) fn Rows(list: List<PageList>) -> impl IntoView {
    let ui_language = use_ui_language();
    let text = Text::of(ui_language);
    let (languages, may_edit) = (use_admin().languages.all, may_edit());
    let columns = languages.len() + 3 + if may_edit { 2 } else { 0 };
    let row = move |row: PageRow| view! { <Row list row/> };
    view! {
        <div class="card card-flush">
            <TableFrame label=text.caption is_busy=Signal::derive(move || list.request.is_busy())>
                <table class="table">
                    <caption class="visually-hidden">{text.caption}</caption>
                    <Head list languages/>
                    {move || match list.latest.get() {
                        Some(page_list) => view! { <tbody>{page_list.list_page.items.into_iter().map(row).collect_view()}</tbody> }.into_any(),
                        None => view! { <SkeletonRows rows=8 columns has_checkboxes=may_edit/> }.into_any(),
                    }}
                </table>
            </TableFrame>
            <ListFooter list count=move |count| PageEditor::of(ui_language).noun.count(count)/>
        </div>
    }
}

#[component]
fn Head(list: List<PageList>, languages: Vec<Language>) -> impl IntoView {
    let ui_language = use_ui_language();
    let (text, common) = (Text::of(ui_language), Listing::of(ui_language));
    view! {
        <thead>
            <tr>
                {may_edit().then(|| view! { <td class="tick"><SelectAllRows list/></td> })}
                <ColumnHead list sort=PageSort::Title label=text.page/>
                {languages.iter().map(|language| view! { <th scope="col">{ui_language.language_name(language).to_owned()}</th> }).collect_view()}
                <th scope="col">{text.template}</th>
                <ColumnHead list sort=PageSort::Changed label=common.changed/>
                {may_edit().then(|| view! { <th scope="col"><span class="visually-hidden">{common.actions}</span></th> })}
            </tr>
        </thead>
    }
}

#[component]
fn Row(list: List<PageList>, row: PageRow) -> impl IntoView {
    let ui_language = use_ui_language();
    let may_edit = may_edit();
    let PageRow { item, template, is_featured } = row.clone();
    let ItemRow { id, title, language, path, states, updated_at, updated_by, .. } = item;
    let href = format!("{}/{id}", routes::PAGES);
    let lang = (language.as_str() != ui_language.tag()).then(|| language.to_string());
    let in_trash = list.filter.with_untracked(PageList::is_trash);
    let state = |(language, status): (Language, LanguageStatus)| {
        view! { <td><StateLink editor=href.clone() title=title.clone() language status in_trash/></td> }
    };
    view! {
        <tr>
            {may_edit.then(|| view! { <td class="tick"><SelectRow list row=row.clone()/></td> })}
            <th scope="row">
                <a href=href.clone()><span lang=lang>{title.clone()}</span></a>
                {is_featured.then(|| view! { <Featured/> })}
                <br/>
                <code class="slug">{path}</code>
            </th>
            {states.into_iter().map(state).collect_view()}
            <td class="soft">{ui_language.template(template)}</td>
            <ChangedAt at=updated_at by=updated_by/>
            {may_edit.then(|| view! { <td class="act"><RowTrashButton list row=row.clone()/></td> })}
        </tr>
    }
}
