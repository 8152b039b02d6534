//! Pictures that lie beside the texts of an import, taken into the media library: looked at like an upload, and no second time where
//! the library has the same file.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::io::Write;
use std::sync::Arc;

use app::text::UiLanguage;
use domain::id::MediaId;
use domain::language::{Language, Languages};
use domain::markdown::Pictures;
use domain::media::Folder;
use sha2::{Digest, Sha256};
use store::Store;
use store::access::Editor;
use store::media::Added;

use crate::import::{Failure, Source};
use crate::media::{Library, hex};
use crate::uploads::{self, Received};

/// The pictures of an import in the library.
#[derive(Debug, Default)]
pub struct Taken {
    by_name: HashMap<String, Result<MediaId, String>>,
    /// As a text in each language shows them.
    pub shown: BTreeMap<Language, Pictures>,
    /// Those that the library did not have.
    pub new: u64,
}

impl Taken {
    /// The file that a picture of the source is in the library, or why it is none. `None` where the source has no such file.
    pub fn get(&self, name: &str) -> Option<Result<MediaId, &str>> {
        self.by_name.get(name).map(|taken| taken.as_ref().map(|id| *id).map_err(String::as_str))
    }

    /// The files that were taken.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.by_name.iter().filter(|(_, taken)| taken.is_ok()).map(|(name, _)| name.as_str())
    }

    #[cfg(test)]
    pub fn of<const N: usize>(taken: [(&str, Result<MediaId, &str>); N]) -> Self {
        let by_name = taken.map(|(name, taken)| (name.to_owned(), taken.map_err(str::to_owned)));
        Self { by_name: by_name.into(), ..Self::default() }
    }
}

/// Takes these files in, one after the other: another process looks at each.
pub async fn take(
    store: &Store,
    library: &Arc<Library>,
    by: &Editor,
    source: &Source,
    names: BTreeSet<String>,
    languages: &Languages,
) -> Result<Taken, Failure> {
    let mut taken = Taken::default();
    let settings = store::settings::load(store).await?;
    let max_bytes = u64::try_from(settings.media_max_megabytes).unwrap_or(50) * 1024 * 1024;
    let mut ids = BTreeSet::new();
    for name in names {
        let outcome = match source.bytes(&name, max_bytes) {
            Ok(bytes) => one(store, library, by, &name, &bytes, &mut taken.new).await?,
            Err(reason) => Err(reason),
        };
        ids.extend(&outcome);
        taken.by_name.insert(name, outcome);
    }
    for language in &languages.all {
        let shown = store::media::preview_pictures(store, by, &ids, language).await?;
        taken.shown.insert(language.clone(), shown);
    }
    Ok(taken)
}

async fn one(
    store: &Store,
    library: &Arc<Library>,
    by: &Editor,
    name: &str,
    bytes: &[u8],
    new: &mut u64,
) -> Result<Result<MediaId, String>, Failure> {
    let hash = hex(&Sha256::digest(bytes));
    if let Some(known) = store::media::find_by_hash(store, by, &hash).await? {
        return Ok(Ok(known));
    }
    let mut file = library.incoming()?;
    file.write_all(bytes)?;
    let name = name.rsplit('/').next().unwrap_or(name).to_owned();
    let added = uploads::add(store, library, by, Received { file, hash, name }, Folder::root()).await?;
    Ok(match added {
        Ok(Added::New(id)) => {
            *new += 1;
            Ok(id)
        }
        Ok(Added::Known(id)) => Ok(id),
        Err(refused) => Err(UiLanguage::En.refusal(refused.reason)),
    })
}
