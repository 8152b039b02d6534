//! What the list does to pages: into the trash and out of it.

use domain::list::ListPage;
use domain::page::{PageFilter, PageRow, PageTab};

use crate::error::AppError;
use crate::items::api::{restore_item, trash_item};
use crate::listing::Listed;
use crate::listing::bulk::Movable;
use crate::listing::ticks::Named;
use crate::pages::api::PageList;
use crate::text::Speech;
use crate::text::noun::NounTexts;
use crate::text::page_editor::PageEditor;

impl Listed for PageList {
    type Filter = PageFilter;
    type Row = PageRow;

    fn list_page(&self) -> &ListPage<PageRow> {
        &self.list_page
    }
}

impl Named for PageRow {
    fn key(&self) -> i64 {
        self.id.0
    }

    fn name(&self) -> &str {
        &self.title
    }
}

impl Movable for PageList {
    fn is_trash(filter: &PageFilter) -> bool {
        filter.tab == PageTab::Trash
    }

    async fn trash(row: PageRow) -> Result<PageRow, AppError> {
        let version = trash_item(row.id.into(), row.version).await?;
        Ok(PageRow { version, ..row })
    }

    async fn restore(row: PageRow) -> Result<PageRow, AppError> {
        let version = restore_item(row.id.into(), row.version).await?;
        Ok(PageRow { version, ..row })
    }

    fn noun(speech: Speech) -> &'static NounTexts {
        &PageEditor::of(speech).noun
    }
}
