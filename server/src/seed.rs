//! `magnetiq seed demo`: the sample site inside the program.

mod pdf;
mod whitepapers;

use std::collections::BTreeMap;
use std::io::Write;
use std::sync::Arc;

use domain::glossary::{TermForm, TermKind};
use domain::id::MediaId;
use domain::language::{Language, Languages, Localized};
use domain::media::{FocalPoint, MediaForm, MediaTextForm};
use domain::time::Timestamp;
use indicatif::ProgressBar;
use rust_embed::RustEmbed;
use serde::Deserialize;
use sha2::{Digest, Sha256};
use store::Store;
use store::access::{Admin, Editor};
use store::media::Added;
use store::settings::Setting;

use crate::import::{self, Options, Report, Source};
use crate::media::{Library, hex};
use crate::uploads::{self, Received};

type Failure = Box<dyn std::error::Error + Send + Sync>;

#[derive(RustEmbed)]
#[folder = "../demo"]
struct Demo;

/// `demo/settings.json`.
#[derive(Debug, Deserialize)]
struct SiteSettings {
    site_title: Localized<String>,
    site_description: Localized<String>,
    site_address: Localized<String>,
}

/// A file of `demo/media`, in `demo/media.json`.
#[derive(Debug, Deserialize)]
struct SiteFile {
    file: String,
    folder: String,
    tags: Vec<String>,
    title: Localized<String>,
    #[serde(default)]
    alt: Localized<String>,
    #[serde(default)]
    focal_point: FocalPoint,
}

/// What a term is called, in `demo/terms.json`.
#[derive(Debug, Deserialize)]
struct SiteTerm {
    kind: TermKind,
    term: String,
    labels: BTreeMap<Language, String>,
}

/// Writes the sample site's settings, files, whitepapers, their terms and pages; a second time changes nothing.
pub async fn demo(store: &Store, library: &Arc<Library>) -> Result<Report, Failure> {
    let settings: SiteSettings = serde_json::from_slice(&file("settings.json")?)?;
    let admin = Admin::command_line();
    let now = app::ssr::now();
    let known = store::settings::load(store).await?;
    let wanted = [
        (known.site_title == settings.site_title, Setting::SiteTitle(settings.site_title)),
        (known.site_description == settings.site_description, Setting::SiteDescription(settings.site_description)),
        (known.site_address == settings.site_address, Setting::SiteAddress(settings.site_address)),
    ];
    for (is_so, setting) in wanted {
        if !is_so {
            store::settings::set(store, &admin, &setting, now).await?;
        }
    }
    let by = Editor::command_line();
    let mut ids = BTreeMap::new();
    for of in serde_json::from_slice::<Vec<SiteFile>>(&file("media.json")?)? {
        ids.insert(of.file.clone(), media(store, library, &by, of, &known.languages).await?);
    }
    whitepapers::write(store, &by, library, &known.languages, &ids, now).await?;
    labels(store, &by, &known.languages, now).await?;
    import::pages(store, library, &by, source(&ids), known.languages, Options::default(), &ProgressBar::hidden()).await
}

/// Names the terms of the whitepapers, as far as nothing is stored of them.
async fn labels(store: &Store, by: &Editor, languages: &Languages, now: Timestamp) -> Result<(), Failure> {
    for of in serde_json::from_slice::<Vec<SiteTerm>>(&file("terms.json")?)? {
        let form = TermForm { kind: of.kind, term: of.term, version: 0, labels: of.labels };
        let term = form.term.clone();
        let draft = form.parse(languages).map_err(|invalid| format!("{term}: {invalid:?}"))?;
        match store::glossary::save(store, by, &draft, languages, now).await {
            Ok(_) | Err(store::Error::Stale) => {}
            Err(error) => return Err(format!("{term}: {error}").into()),
        }
    }
    Ok(())
}

fn file(name: &str) -> Result<Vec<u8>, Failure> {
    Ok(Demo::get(name).ok_or_else(|| format!("demo/{name} is missing"))?.data.into_owned())
}

/// Takes a file in as an upload is, and describes it where it is new.
async fn media(
    store: &Store,
    library: &Arc<Library>,
    by: &Editor,
    of: SiteFile,
    languages: &Languages,
) -> Result<MediaId, Failure> {
    let content = file(&format!("media/{}", of.file))?;
    let hash = hex(&Sha256::digest(&content));
    if let Some(known) = store::media::find_by_hash(store, by, &hash).await? {
        return Ok(known);
    }
    let mut came = library.incoming()?;
    came.write_all(&content)?;
    let folder = domain::media::Folder::parse(&of.folder).map_err(|problem| format!("{}: {problem:?}", of.file))?;
    let received = Received { file: came, hash, name: of.file.clone() };
    let added = uploads::add(store, library, by, received, folder).await?;
    let id = match added.map_err(|refused| format!("{}: {:?}", of.file, refused.reason))? {
        Added::New(id) => id,
        Added::Known(id) => return Ok(id),
    };
    let text = |language| MediaTextForm {
        title: of.title.get(language).cloned().unwrap_or_default(),
        alt: of.alt.get(language).cloned().unwrap_or_default(),
        description: String::new(),
    };
    let form = MediaForm {
        id: Some(id),
        version: 1,
        texts: languages.all.iter().map(|language| (language.clone(), text(language))).collect(),
        is_decorative: false,
        folder: of.folder,
        tags: of.tags.join(","),
        focal_point: of.focal_point,
    };
    let draft = form.parse(languages).map_err(|invalid| format!("{}: {invalid:?}", of.file))?;
    store::media::save(store, by, &draft, app::ssr::now()).await?;
    Ok(id)
}

/// The pages, in which `media:name.jpg` stands for the file of that name.
fn source(ids: &BTreeMap<String, MediaId>) -> Source {
    let names = Demo::iter().filter_map(|name| name.strip_prefix("pages/").map(str::to_owned));
    let files = names.filter_map(|name| {
        let mut text = String::from_utf8(Demo::get(&format!("pages/{name}"))?.data.into_owned()).ok()?;
        for (file, id) in ids {
            text = text.replace(&format!("media:{file}"), &format!("media:{id}"));
        }
        Some((name, text.into_bytes()))
    });
    Source::Embedded(files.collect::<BTreeMap<_, _>>())
}
