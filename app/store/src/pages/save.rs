//! Saving a page: a draft, which visitors do not see until one of its languages is published.

use domain::id::PageId;
use domain::page::PageDraft;
use domain::time::Timestamp;

use crate::access::Editor;
use crate::error::Error;
use crate::publishing;
use crate::sqlite::Store;

/// A saved page.
pub type Saved = publishing::Saved<PageId>;

/// Stores a new page as a draft in all its languages, or a new draft of a page that has the draft's version ([`Error::Stale`] if it
/// has another by now). What is published stays as it is. Of a language that is not, the columns hold the draft, and one that the
/// draft lacks is removed. [`Error::Taken`] names the field of a slug that another page has (`slug:de`). If nothing changed, nothing
/// is written and the version stays.
pub async fn save(store: &Store, by: &Editor, draft: PageDraft, now: Timestamp) -> Result<Saved, Error> {
    let (id, version) = (draft.id.map(|id| id.0), draft.version);
    let (id, version) = publishing::save(store, by, id, version, draft, now).await?;
    Ok(Saved { id: PageId(id), version })
}
