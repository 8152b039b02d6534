//! The pictures by which items are shown in lists.

use std::collections::BTreeSet;

use domain::id::MediaId;
use domain::language::Language;
use domain::media::Cover;
use sqlx::SqliteConnection;

use super::pictures;
use crate::error::Error;

/// The files by which an item can be shown.
#[derive(Debug, Clone, Copy)]
pub(crate) struct CoverOf {
    pub(crate) file: MediaId,
    /// The picture that was chosen for it.
    pub(crate) chosen: Option<MediaId>,
}

/// For each the picture that was chosen, cut around its focal point; without one the first page of its file, as soon as that is
/// made; of a file without pages none.
pub(crate) async fn covers(
    connection: &mut SqliteConnection,
    shows: &[CoverOf],
    language: &Language,
) -> Result<Vec<Option<Cover>>, Error> {
    let ids: BTreeSet<MediaId> = shows.iter().flat_map(|shows| shows.chosen.into_iter().chain([shows.file])).collect();
    let pictures = pictures(connection, &ids, language).await?.0;
    let cover = |shows: &CoverOf| {
        let chosen = shows.chosen.and_then(|id| pictures.get(&id)).filter(|picture| picture.format.is_image());
        let page = || pictures.get(&shows.file).filter(|file| !file.format.is_image() && !file.sources.is_empty());
        match chosen {
            Some(picture) => Some(Cover { picture: picture.cropped(), is_page: false }),
            None => page().map(|file| Cover { picture: file.shown(), is_page: true }),
        }
    };
    Ok(shows.iter().map(cover).collect())
}
