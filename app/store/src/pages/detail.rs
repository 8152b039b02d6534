//! One page as its editor's screen shows it.

use domain::id::PageId;
use domain::page::PageDetail;
use domain::time::Timestamp;

use super::stored::{self, Stored};
use crate::access::Viewer;
use crate::error::Error;
use crate::settings;
use crate::sqlite::Store;

/// A page with all its texts, in the trash too. The texts of which a translation may be older are those in the site's default
/// language.
pub async fn detail(store: &Store, _by: &Viewer, id: PageId, now: Timestamp) -> Result<PageDetail, Error> {
    let languages = settings::load(store).await?.languages;
    let mut tx = store.begin_read().await?;
    let stored = Stored::read(&mut tx, id).await?;
    tx.commit().await?;
    let source_changed_at = stored.languages.get(&languages.default).map(|source| source.changed_at);
    let states = stored.languages.iter().map(|(language, own)| (language.clone(), own.state(source_changed_at, now)));
    Ok(PageDetail {
        form: stored::form(&stored.draft),
        states: states.collect(),
        updated_at: stored.updated_at,
        updated_by: stored.updated_by,
        deleted_at: stored.deleted_at,
    })
}
