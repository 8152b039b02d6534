//! What the list knows of pages.

use domain::item::{ItemRow, ItemTab, ItemTotals};
use domain::list::ListPage;
use domain::page::{PageFilter, PageRow};

use crate::items::list::{HasItem, ItemList};
use crate::listing::ListResponse;
use crate::pages::api::PageList;
use crate::routes;
use crate::text::UiLanguage;
use crate::text::item_list::ItemListTexts;
use crate::text::noun::NounTexts;
use crate::text::page_editor::PageEditor;
use crate::text::page_list::PageList as Text;

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

impl ItemList for PageList {
    const PATH: &'static str = routes::PAGES;

    fn totals(&self) -> ItemTotals {
        self.totals
    }

    fn tab(filter: &mut PageFilter) -> &mut ItemTab {
        &mut filter.tab
    }

    fn noun(ui_language: UiLanguage) -> &'static NounTexts {
        &PageEditor::of(ui_language).noun
    }

    fn texts(ui_language: UiLanguage) -> &'static ItemListTexts {
        &Text::of(ui_language).list
    }
}
