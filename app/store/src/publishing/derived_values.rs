//! What columns store of an item although it follows from others, for `magnetiq check`, which compares them.

use std::collections::BTreeSet;

use domain::id::MediaId;
use domain::language::Language;

use super::content::Content;
use super::save;
use super::stored_item::{StoredItem, differs};
use crate::error::Error;
use crate::sqlite::Write;

/// What the columns of an item should say of its draft.
#[derive(Debug)]
pub(crate) struct DerivedValues {
    /// The languages of which `has_changes` is wrong.
    pub(crate) wrong_changes: Vec<Language>,
    /// The files that it names: live, scheduled, or in its draft.
    pub(crate) files: BTreeSet<MediaId>,
}

impl DerivedValues {
    /// None for an item that this program has never saved, whose files are known when it is rendered.
    pub(crate) async fn read<C: Content>(tx: &mut Write, id: i64) -> Result<Option<Self>, Error> {
        // At the beginning of time nothing is due: the columns are compared as they are.
        let stored = StoredItem::<C>::read(tx, id, domain::time::Timestamp(0)).await?;
        if stored.revision.is_none() {
            return Ok(None);
        }
        let live = stored.live.form();
        let is_wrong = |language: &&Language| {
            let expected = stored.is_published(language) && differs::<C>(&live, &stored.draft, language);
            stored.languages[*language].has_changes != expected
        };
        let wrong_changes = stored.languages.keys().filter(is_wrong).cloned().collect();
        let files = save::files_of(tx, stored.item(), &stored.live, &stored.drafted()).await?;
        Ok(Some(Self { wrong_changes, files }))
    }
}
