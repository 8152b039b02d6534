//! The list of whitepapers: what visitors see of each language, how often each was read and downloaded.

use domain::item::{ItemKind, ItemRow, ItemTotals};
use domain::language::Language;
use domain::list::ListPage;
use domain::whitepaper::Category;
use domain::whitepaper::list::{WhitepaperExtraFilter, WhitepaperFilter, WhitepaperRow, WhitepaperSort};
use leptos::prelude::*;

use super::facets::use_facets;
use crate::items::list::{Column, ExtraFilter, HasItem, ItemList, item_list_screen};
use crate::layout::admin::use_ui_language;
use crate::listing::filter_bar::{FilterChoice, FilterValue};
use crate::listing::{List, ListResponse};
use crate::media::admin::small_cover::SmallCover;
use crate::routes;
use crate::text::UiLanguage;
use crate::text::item_list::ItemListTexts;
use crate::text::noun::NounTexts;
use crate::text::whitepapers::Whitepapers;
use crate::ui::number::{percent, written};
use crate::whitepapers::api::{WhitepaperList, list_whitepapers};

/// The screen at `/admin/whitepapers`.
#[component]
pub fn WhitepaperListScreen() -> impl IntoView {
    item_list_screen(list_whitepapers)
}

impl ListResponse for WhitepaperList {
    type Filter = WhitepaperFilter;
    type Row = WhitepaperRow;

    fn list_page(&self) -> &ListPage<WhitepaperRow> {
        &self.list_page
    }
}

impl HasItem for WhitepaperRow {
    fn item(&self) -> &ItemRow {
        &self.item
    }

    fn item_mut(&mut self) -> &mut ItemRow {
        &mut self.item
    }
}

impl ExtraFilter for WhitepaperExtraFilter {
    fn read(get: impl Fn(&str) -> Option<String>) -> Self {
        let mut filter = Self {
            category: get("category").and_then(|category| Category::parse(&category).ok()),
            tag: get("tag").filter(|tag| !tag.is_empty()),
            industry: get("industry").filter(|industry| !industry.is_empty()),
            requires_registration: None,
        };
        set_access(&mut filter, &get("access").unwrap_or_default());
        filter
    }

    fn parts(&self) -> Vec<(&'static str, String)> {
        vec![
            ("category", self.category.map_or("", Category::as_str).to_owned()),
            ("tag", self.tag.clone().unwrap_or_default()),
            ("industry", self.industry.clone().unwrap_or_default()),
            ("access", access(self).to_owned()),
        ]
    }
}

fn access(filter: &WhitepaperExtraFilter) -> &'static str {
    match filter.requires_registration {
        Some(true) => "form",
        Some(false) => "open",
        None => "",
    }
}

fn set_access(filter: &mut WhitepaperExtraFilter, name: &str) {
    filter.requires_registration = match name {
        "form" => Some(true),
        "open" => Some(false),
        _ => None,
    };
}

impl ItemList for WhitepaperList {
    type Sort = WhitepaperSort;
    type ExtraFilter = WhitepaperExtraFilter;

    const KIND: ItemKind = ItemKind::Whitepaper;
    const PATH: &'static str = routes::WHITEPAPERS;

    fn totals(&self) -> ItemTotals {
        self.totals
    }

    fn noun_texts(ui_language: UiLanguage) -> &'static NounTexts {
        &Whitepapers::of(ui_language).noun
    }

    fn texts(ui_language: UiLanguage) -> &'static ItemListTexts {
        &Whitepapers::of(ui_language).list
    }

    fn subtitle(ui_language: UiLanguage, count: i64, _languages: &[Language]) -> String {
        Whitepapers::of(ui_language).subtitle(count)
    }

    fn own_filters(list: List<Self>) -> AnyView {
        view! { <ExtraFilters list/> }.into_any()
    }

    fn columns(ui_language: UiLanguage) -> Vec<Column<Self>> {
        let text = Whitepapers::of(ui_language);
        vec![
            Column::number(text.views, WhitepaperSort::Views, |row: &WhitepaperRow, _| written(row.views).into_any()),
            Column::number(text.downloads, WhitepaperSort::Downloads, downloads),
            Column::number(text.conversion, WhitepaperSort::Conversion, |row: &WhitepaperRow, _| {
                percent(row.conversion_percent()).into_any()
            }),
            Column::words(text.category, |row: &WhitepaperRow, ui_language| {
                Whitepapers::of(ui_language).category(row.category).into_any()
            }),
        ]
    }

    fn picture(list: List<Self>, row: &WhitepaperRow) -> Option<AnyView> {
        let address = list.latest.with_untracked(|list| list.as_ref()?.covers.get(&row.cover?).cloned());
        Some(view! { <SmallCover id=row.item.id address/> }.into_any())
    }

    fn badge(row: &WhitepaperRow, ui_language: UiLanguage) -> Option<&'static str> {
        (!row.requires_registration).then_some(Whitepapers::of(ui_language).without_form)
    }
}

/// Their number, which leads to the people behind it.
fn downloads(row: &WhitepaperRow, ui_language: UiLanguage) -> AnyView {
    let count = written(row.downloads);
    let label = Whitepapers::of(ui_language).downloads_of(&count, &row.item.title);
    view! { <a href=format!("{}/{}/downloads", routes::WHITEPAPERS, row.item.id) aria-label=label>{count}</a> }.into_any()
}

#[component]
fn ExtraFilters(list: List<WhitepaperList>) -> impl IntoView {
    let text = Whitepapers::of(use_ui_language());
    let facets = use_facets();
    let categories = Category::ALL.map(|category| (category.as_str(), text.category(category)));
    view! {
        <FilterChoice
            list
            id="whitepaper-category"
            label=text.category
            every=text.every_category
            options=categories
            read=|filter: &WhitepaperFilter| filter.extra.category.map_or("", Category::as_str)
            write=|filter: &mut WhitepaperFilter, name: &str| filter.extra.category = Category::parse(name).ok()
        />
        <FilterValue
            list
            id="whitepaper-tag"
            label=text.tags
            every=text.every_tag
            known=Signal::derive(move || facets.with(|facets| facets.tags.clone()))
            read=|filter: &WhitepaperFilter| &filter.extra.tag
            write=|filter: &mut WhitepaperFilter, tag| filter.extra.tag = tag
        />
        <FilterValue
            list
            id="whitepaper-industry"
            label=text.industries
            every=text.every_industry
            known=Signal::derive(move || facets.with(|facets| facets.industries.clone()))
            read=|filter: &WhitepaperFilter| &filter.extra.industry
            write=|filter: &mut WhitepaperFilter, industry| filter.extra.industry = industry
        />
        <FilterChoice
            list
            id="whitepaper-access"
            label=text.access
            every=text.any_access
            options=[("form", text.with_form), ("open", text.without_form)]
            read=|filter: &WhitepaperFilter| access(&filter.extra)
            write=|filter: &mut WhitepaperFilter, name: &str| set_access(&mut filter.extra, name)
        />
    }
}
