//! One page as its editor's screen shows it.

use domain::id::PageId;
use domain::page::{PageDetail, PageDraft};
use domain::time::Timestamp;

use crate::access::Viewer;
use crate::error::Error;
use crate::publishing::StoredItem;
use crate::settings;
use crate::sqlite::Store;

/// A page with all its texts, in the trash too. The texts of which a translation may be older are those in the site's default
/// language.
pub async fn detail(store: &Store, _by: &Viewer, id: PageId, now: Timestamp) -> Result<PageDetail, Error> {
    let languages = settings::load(store).await?.languages;
    let mut tx = store.begin_read().await?;
    let stored = StoredItem::<PageDraft>::read(&mut tx, id.0, now).await?;
    tx.commit().await?;
    Ok(stored.detail((), &languages, now))
}
