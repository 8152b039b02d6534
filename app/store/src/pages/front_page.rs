//! What the list of pages says of the front page: where it is missing, and whether it has been begun.

use domain::address;
use domain::id::PageId;
use domain::language::Languages;
use domain::page::FrontPage;
use domain::text::Slug;
use domain::time::Timestamp;

use super::site_chrome::front_pages;
use crate::access::Viewer;
use crate::error::Error;
use crate::sqlite::Store;

/// The front page as visitors find it now.
pub async fn front_page(store: &Store, _by: &Viewer, languages: &Languages, now: Timestamp) -> Result<FrontPage, Error> {
    let there = front_pages(store, languages, now).await?;
    let page = sqlx::query_scalar!(
        "select page_id from page_lookup where template = 'home' and deleted_at is null order by page_id limit 1"
    )
    .fetch_optional(store.readers())
    .await?;
    let missing = languages.all.iter().filter(|language| !there.contains(language));
    let missing = missing.map(|language| address::page_path(language, &Slug::home(), languages)).collect();
    Ok(FrontPage { missing, page: page.map(PageId) })
}
