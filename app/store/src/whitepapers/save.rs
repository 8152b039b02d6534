//! Saving a whitepaper: a draft, which visitors do not see until one of its languages is published.

use domain::id::WhitepaperId;
use domain::time::Timestamp;
use domain::whitepaper::WhitepaperDraft;

use crate::access::Editor;
use crate::error::Error;
use crate::publishing;
use crate::sqlite::Store;

/// A saved whitepaper.
pub type Saved = publishing::Saved<WhitepaperId>;

/// Stores a new whitepaper as a draft in all its languages, or a new draft of one that has the draft's version, as
/// [`crate::pages::save`] does. [`Error::Invalid`] names a file that is not in the library (`file`, `cover`).
pub async fn save(store: &Store, by: &Editor, draft: WhitepaperDraft, now: Timestamp) -> Result<Saved, Error> {
    let (id, version) = (draft.id.map(|id| id.0), draft.version);
    let (id, version) = publishing::save(store, by, id, version, draft, now).await?;
    Ok(Saved { id: WhitepaperId(id), version })
}
