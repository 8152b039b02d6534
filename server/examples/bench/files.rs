//! What is measured on files: an import of generated pages, and the size of what the browser fetches.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

use serde::Deserialize;

use crate::Failure;
use crate::process::{Site, status_kb};

/// Pages in two languages.
const PAGES: usize = 2_500;

/// How an import went.
pub struct Imported {
    pub files: usize,
    pub first: Duration,
    pub again: Duration,
    /// The most that was in RAM at once (`VmHWM`).
    pub resident_kb: u64,
}

/// Generates files of 5 KB and imports them twice.
pub async fn import_rate() -> Result<Imported, Failure> {
    let site = Site::empty()?;
    let folder = site.folder().join("pages");
    std::fs::create_dir_all(&folder)?;
    for page in 0..PAGES {
        for language in ["en", "de"] {
            std::fs::write(folder.join(format!("page-{page:04}.{language}.md")), text(page, language))?;
        }
    }
    site.command(&["migrate"]).stdout(Stdio::null()).status()?;
    let (first, resident_kb) = import(&site, &folder).await?;
    let (again, _) = import(&site, &folder).await?;
    Ok(Imported { files: PAGES * 2, first, again, resident_kb })
}

async fn import(site: &Site, folder: &Path) -> Result<(Duration, u64), Failure> {
    let begun = Instant::now();
    let folder = folder.to_str().ok_or("the folder's name is no text")?;
    let mut child = site.command(&["import", "pages", folder]).stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
    let mut resident_kb = 0;
    loop {
        if let Ok(now) = status_kb(child.id(), "VmHWM:") {
            resident_kb = now;
        }
        match child.try_wait()? {
            Some(status) if status.success() => return Ok((begun.elapsed(), resident_kb)),
            Some(status) => return Err(format!("the import ended with {status}").into()),
            None => tokio::time::sleep(Duration::from_millis(10)).await,
        }
    }
}

fn text(page: usize, language: &str) -> String {
    let mut text = format!(
        "---\ntitle: Page {page} {language}\nslug: section-{}/page-{page}\nexcerpt: What page {page} is about.\nmeta_description: A generated page.\nstatus: published\npublished_at: 2026-01-01 08:00\n---\n\n",
        page % 50
    );
    let words = ["network", "Störung", "earth", "fault", "Leistung", "measure", "voltage", "Straße", "transformer", "report"];
    let mut number = page * 7 + language.len();
    for section in 0..6 {
        let _ = write!(text, "## Section {section} of page {page}\n\n");
        for at in 0..110 {
            number = number.wrapping_mul(1_103_515_245).wrapping_add(12_345) & 0x7fff_ffff;
            text.push_str(words[number / 65_536 % words.len()]);
            text.push_str(if at % 12 == 11 { ". " } else { " " });
        }
        text.push_str("\n\n- first **point**\n- second [link](/about)\n\n");
    }
    text
}

/// Sizes with brotli, in bytes.
#[derive(Default)]
pub struct Bundle {
    /// What any island needs: the visitors' main WASM and its JavaScript.
    pub public: u64,
    /// The largest chunk of one island, with all chunks that islands share.
    pub island: u64,
    /// What the admin fetches in any case: its main WASM, its JavaScript and its styles.
    pub admin: u64,
    /// The chunk of its first screen, the list of pages. What two screens share lies in small chunks of its own beside it.
    pub first_screen: u64,
    /// All its chunks together.
    pub screens: u64,
}

/// Reads the sizes of the built files beside the target folder of this program.
pub fn bundle_bytes() -> Result<Bundle, Failure> {
    let own = std::env::current_exe()?;
    let assets = own.ancestors().nth(3).ok_or("this program does not lie in a target folder")?.join("assets");
    let manifest: HashMap<String, File> = serde_json::from_slice(&std::fs::read(assets.join("manifest.json"))?)?;
    let (mut bundle, mut largest) = (Bundle::default(), 0);
    for (name, File { br_bytes }) in manifest {
        match name.split_once('/') {
            Some(("site", chunk)) if chunk.starts_with("split_") => largest = br_bytes.max(largest),
            Some(("site", chunk)) if chunk.starts_with("chunk_") => bundle.island += br_bytes,
            Some(("site", _)) => bundle.public += br_bytes,
            Some(("admin", chunk)) if chunk.starts_with("split_") || chunk.starts_with("chunk_") => {
                bundle.screens += br_bytes;
                if chunk.starts_with("split_pages_") {
                    bundle.first_screen += br_bytes;
                }
            }
            Some(("admin", _)) => bundle.admin += br_bytes,
            _ if name == "admin.css" => bundle.admin += br_bytes,
            _ => {}
        }
    }
    bundle.island += largest;
    Ok(bundle)
}

/// A built file, as the manifest has it.
#[derive(Deserialize)]
struct File {
    br_bytes: u64,
}
