//! The list of pages: one row a page, one column a language, and the state of each as a link into the editor.

use domain::item::{ItemKind, ItemRow, ItemTotals};
use domain::language::Language;
use domain::list::ListPage;
use domain::page::{FrontPage, PageExtraFilter, PageFilter, PageRow, PageSort, Template};
use leptos::prelude::*;

use crate::items::list::{Column, ExtraFilter, HasItem, ItemList, item_list_screen};
use crate::layout::admin::{may_edit, use_ui_language};
use crate::listing::filter_bar::FilterChoice;
use crate::listing::{List, ListResponse};
use crate::pages::api::{PageList, list_pages};
use crate::routes;
use crate::text::UiLanguage;
use crate::text::item_list::ItemListTexts;
use crate::text::noun::NounTexts;
use crate::text::page_editor::PageEditor;
use crate::text::page_list::PageList as Text;
use crate::ui::alert::{Alert, Tone};

/// The screen at `/admin/pages`.
#[component]
pub fn PageListScreen() -> impl IntoView {
    item_list_screen(list_pages)
}

impl ListResponse for PageList {
    type Filter = PageFilter;
    type Row = PageRow;

    fn list_page(&self) -> &ListPage<PageRow> {
        &self.list_page
    }
}

impl HasItem for PageRow {
    fn item(&self) -> &ItemRow {
        &self.item
    }

    fn item_mut(&mut self) -> &mut ItemRow {
        &mut self.item
    }
}

impl ExtraFilter for PageExtraFilter {
    fn read(get: impl Fn(&str) -> Option<String>) -> Self {
        Self { template: get("template").and_then(|template| Template::parse(&template).ok()) }
    }

    fn parts(&self) -> Vec<(&'static str, String)> {
        vec![("template", self.template.map_or("", Template::as_str).to_owned())]
    }
}

impl ItemList for PageList {
    type Sort = PageSort;
    type ExtraFilter = PageExtraFilter;

    const KIND: ItemKind = ItemKind::Page;
    const PATH: &'static str = routes::PAGES;

    fn totals(&self) -> ItemTotals {
        self.totals
    }

    fn noun_texts(ui_language: UiLanguage) -> &'static NounTexts {
        &PageEditor::of(ui_language).noun
    }

    fn texts(ui_language: UiLanguage) -> &'static ItemListTexts {
        &Text::of(ui_language).list
    }

    fn subtitle(ui_language: UiLanguage, count: i64, languages: &[Language]) -> String {
        ui_language.pages_in_languages(count, languages)
    }

    fn own_filters(list: List<Self>) -> AnyView {
        let ui_language = use_ui_language();
        let text = Text::of(ui_language);
        let templates = Template::ALL.map(|template| (template.as_str(), ui_language.template(template)));
        view! {
            <FilterChoice
                list
                id="page-template"
                label=text.template
                every=text.every_template
                options=templates
                read=|filter: &PageFilter| filter.extra.template.map_or("", Template::as_str)
                write=|filter: &mut PageFilter, name: &str| filter.extra.template = Template::parse(name).ok()
            />
        }
        .into_any()
    }

    fn notice(list: List<Self>) -> Option<AnyView> {
        Some(view! { <FrontPageNotice list/> }.into_any())
    }

    fn columns(ui_language: UiLanguage) -> Vec<Column<Self>> {
        let template = |row: &PageRow, ui_language: UiLanguage| ui_language.template(row.template).into_any();
        vec![Column::words(Text::of(ui_language).template, template)]
    }
}

/// Says that visitors find nothing at the root of a language, and leads to the page that belongs there.
#[component]
fn FrontPageNotice(list: List<PageList>) -> impl IntoView {
    let ui_language = use_ui_language();
    let text = Text::of(ui_language);
    move || {
        let FrontPage { missing, page } =
            list.latest.with(|list| list.as_ref().map(|list| list.front_page.clone())).unwrap_or_default();
        (!missing.is_empty()).then(|| {
            let (href, label) = match page {
                Some(id) => (format!("{}/{id}", routes::PAGES), text.front_page_open),
                None => (format!("{}/new?template={}", routes::PAGES, Template::Home.as_str()), text.front_page_write),
            };
            view! {
                <Alert tone=Tone::Warning>
                    <p>{text.front_page_missing(&missing)} " " {may_edit().then(|| view! { <a href=href>{label}</a> })}</p>
                </Alert>
            }
        })
    }
}
