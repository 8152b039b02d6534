//! The whitepapers of the sample site: their texts, and the files made of them.

use std::collections::BTreeMap;
use std::io::Write;
use std::sync::Arc;

use domain::id::MediaId;
use domain::item::ItemKind;
use domain::language::{Language, Languages};
use domain::media::Folder;
use domain::time::Timestamp;
use domain::whitepaper::{WhitepaperForm, WhitepaperTextForm};
use serde::Deserialize;
use sha2::{Digest, Sha256};
use store::Store;
use store::access::Editor;
use store::media::Added;
use store::{publishing, whitepapers};

use super::{Demo, pdf};
use crate::media::{Library, hex};
use crate::uploads::{self, Received};

type Failed = Box<dyn std::error::Error + Send + Sync>;

/// `demo/whitepapers/NAME.yaml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct WhitepaperFile {
    /// The name of its file.
    file: String,
    /// The file of `demo/media` that is its cover; without one the first page stands for it.
    cover: Option<String>,
    category: String,
    tags: Vec<String>,
    industries: Vec<String>,
    #[serde(default)]
    featured: bool,
    #[serde(default = "yes")]
    requires_registration: bool,
    #[serde(default = "yes")]
    lead_magnet_active: bool,
    texts: BTreeMap<Language, Text>,
    /// The content of the file.
    document: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Text {
    slug: String,
    title: String,
    description: String,
    preview: String,
    /// Without it a draft.
    published_at: Option<String>,
}

fn yes() -> bool {
    true
}

/// Writes those that are not there yet; how many there were.
pub async fn write(
    store: &Store,
    by: &Editor,
    library: &Arc<Library>,
    languages: &Languages,
    media: &BTreeMap<String, MediaId>,
    now: Timestamp,
) -> Result<u32, Failed> {
    let mut written = 0;
    let mut names: Vec<_> = Demo::iter().filter(|name| name.starts_with("whitepapers/")).collect();
    names.sort();
    for name in names {
        let file = Demo::get(&name).ok_or("a file of the sample site is missing")?;
        let whitepaper: WhitepaperFile = serde_norway::from_slice(&file.data).map_err(|error| format!("{name}: {error}"))?;
        written += u32::from(one(store, by, library, languages, media, whitepaper, now).await?);
    }
    Ok(written)
}

async fn one(
    store: &Store,
    by: &Editor,
    library: &Arc<Library>,
    languages: &Languages,
    media: &BTreeMap<String, MediaId>,
    whitepaper: WhitepaperFile,
    now: Timestamp,
) -> Result<bool, Failed> {
    for (language, text) in &whitepaper.texts {
        let slug = domain::item::one_part_slug(&text.slug).map_err(|_| "a slug of the sample site is none")?;
        if publishing::propose_slug(store, by, ItemKind::Whitepaper, language, &slug, None).await? != slug {
            return Ok(false);
        }
    }
    let title =
        whitepaper.texts.get(&languages.default).or(whitepaper.texts.values().next()).map_or("", |text| text.title.as_str());
    let file = stored_file(store, by, library, &whitepaper.file, &pdf::write(title, &whitepaper.document)).await?;
    let text = |text: &Text| WhitepaperTextForm {
        title: text.title.clone(),
        slug: text.slug.clone(),
        description: text.description.clone(),
        preview: text.preview.clone(),
        ..WhitepaperTextForm::default()
    };
    let cover = whitepaper.cover.map(|name| media.get(&name).copied().ok_or(format!("{name} is not in media.json")));
    let form = WhitepaperForm {
        file: Some(file),
        cover: cover.transpose()?,
        category: whitepaper.category,
        tags: whitepaper.tags.join(", "),
        industries: whitepaper.industries.join(", "),
        requires_registration: whitepaper.requires_registration,
        lead_magnet_active: whitepaper.lead_magnet_active,
        featured: whitepaper.featured,
        texts: whitepaper.texts.iter().map(|(language, own)| (language.clone(), text(own))).collect(),
        ..WhitepaperForm::default()
    };
    let draft = form.parse(languages).map_err(|invalid| format!("{}: {invalid:?}", whitepaper.file))?;
    let mut saved = whitepapers::save(store, by, draft, now).await?;
    for (language, text) in &whitepaper.texts {
        let Some(from) = &text.published_at else { continue };
        let from = Timestamp::parse(from).map_err(|_| format!("{}: {from} is no date", whitepaper.file))?;
        saved.version = publishing::publish(store, by, saved.id, saved.version, language, Some(from), None, now).await?;
    }
    Ok(true)
}

/// Takes a file into the library, as an upload is.
async fn stored_file(store: &Store, by: &Editor, library: &Arc<Library>, name: &str, bytes: &[u8]) -> Result<MediaId, Failed> {
    let hash = hex(&Sha256::digest(bytes));
    if let Some(known) = store::media::find_by_hash(store, by, &hash).await? {
        return Ok(known);
    }
    let mut file = library.incoming()?;
    file.write_all(bytes)?;
    let received = Received { file, hash, name: name.to_owned() };
    let folder = Folder::parse("/Whitepapers").map_err(|problem| format!("{name}: {problem:?}"))?;
    let added = uploads::add(store, library, by, received, folder).await?;
    match added.map_err(|refused| format!("{name}: {:?}", refused.reason))? {
        Added::New(id) | Added::Known(id) => Ok(id),
    }
}
