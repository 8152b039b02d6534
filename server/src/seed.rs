//! `magnetiq seed demo`: the sample site inside the program.

mod papers;
mod pdf;

use std::collections::BTreeMap;
use std::path::Path;

use domain::language::Localized;
use indicatif::ProgressBar;
use rust_embed::RustEmbed;
use serde::Deserialize;
use store::Store;
use store::access::{Admin, Editor};
use store::settings::Setting;

use crate::import::{self, Report, Source};

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

/// Writes the sample site's settings, whitepapers (their files into the folder of the media) and pages; a second time changes
/// nothing.
pub async fn demo(store: &Store, media: &Path) -> Result<Report, Box<dyn std::error::Error + Send + Sync>> {
    let settings: SiteSettings =
        serde_json::from_slice(&Demo::get("settings.json").ok_or("demo/settings.json is missing")?.data)?;
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
    papers::write(store, &Editor::command_line(), media, &known.languages, now).await?;
    import::pages(store, &Editor::command_line(), source(), known.languages, false, &ProgressBar::hidden()).await
}

fn source() -> Source {
    let names = Demo::iter().filter_map(|name| name.strip_prefix("pages/").map(str::to_owned));
    let files = names.filter_map(|name| Demo::get(&format!("pages/{name}")).map(|file| (name, file.data.into_owned())));
    Source::Embedded(files.collect::<BTreeMap<_, _>>())
}
