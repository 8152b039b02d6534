//! Benchmarks of files: an import of generated pages, and the size of the bundles.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

use serde::Deserialize;

use crate::Failure;
use crate::process::{Instance, status_kb};

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
    let instance = Instance::empty()?;
    let folder = instance.folder().join("pages");
    std::fs::create_dir_all(&folder)?;
    for page in 0..PAGES {
        for language in ["en", "de"] {
            std::fs::write(folder.join(format!("page-{page:04}.{language}.md")), text(page, language))?;
        }
    }
    instance.command(&["migrate"]).stdout(Stdio::null()).status()?;
    let (first, resident_kb) = import(&instance, &folder).await?;
    let (again, _) = import(&instance, &folder).await?;
    Ok(Imported { files: PAGES * 2, first, again, resident_kb })
}

async fn import(instance: &Instance, folder: &Path) -> Result<(Duration, u64), Failure> {
    let begun = Instant::now();
    let folder = folder.to_str().ok_or("the folder's name is no text")?;
    let mut child = instance.command(&["import", "pages", folder]).stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
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
pub struct Bundle {
    /// What the island that needs most fetches: the visitors' main WASM, its JavaScript, and the chunks of that island.
    pub island: u64,
    /// What the admin fetches for its first screen, the list of pages: main WASM, JavaScript, styles, and the chunks of that screen.
    pub admin: u64,
    /// All chunks of the admin together.
    pub screens: u64,
}

/// Reads the sizes of the built files beside the target folder of this program.
pub fn bundle_bytes() -> Result<Bundle, Failure> {
    let own = std::env::current_exe()?;
    let target = own.ancestors().nth(3).ok_or("this program does not lie in a target folder")?;
    let manifest = std::fs::read(target.join("assets/manifest.json"))?;
    let sizes: HashMap<String, File> = serde_json::from_slice(&manifest)?;
    let sum = |is_part: &dyn Fn(&str) -> bool| -> u64 {
        sizes.iter().filter(|(name, _)| is_part(name)).map(|(_, file)| file.br_bytes).sum()
    };
    let is_chunk = |name: &str| name.contains("/split_") || name.contains("/chunk_");
    let main = |bundle: &str| sum(&|name| name.starts_with(bundle) && !is_chunk(name));
    let fetched = |bundle: &str, chunks: &[String]| -> u64 {
        sum(&|name| name.strip_prefix(bundle).is_some_and(|name| chunks.iter().any(|chunk| chunk == name)))
    };
    let islands = loads(&target.join("bundle/site"))?;
    let screens = loads(&target.join("bundle/admin"))?;
    let island = islands.values().map(|chunks| fetched("site/", chunks)).max().ok_or("no island was built")?;
    let pages = screens.iter().find(|(name, _)| name.starts_with("start_")).ok_or("no first screen was built")?.1;
    Ok(Bundle {
        island: main("site/") + island,
        admin: main("admin/") + sum(&|name| name == "admin.css") + fetched("admin/", pages),
        screens: sum(&|name| name.starts_with("admin/") && is_chunk(name)),
    })
}

/// The chunks that are fetched for each island or screen, as the loader that wasm-split wrote names them.
fn loads(bundle: &Path) -> Result<HashMap<String, Vec<String>>, Failure> {
    let mut text = String::new();
    for entry in std::fs::read_dir(bundle)? {
        let path = entry?.path();
        if path.file_name().and_then(|name| name.to_str()).is_some_and(|name| name.starts_with("__wasm_split")) {
            text = std::fs::read_to_string(path)?;
        }
    }
    let mut loads = HashMap::new();
    for loader in text.split("export const __wasm_split_load_").skip(1) {
        let name = loader.split(' ').next().unwrap_or_default();
        let numbers =
            loader.split("__chunk_").skip(1).map(|rest| rest.split(|c: char| !c.is_ascii_digit()).next().unwrap_or_default());
        let shared = numbers.map(|number| format!("chunk_{number}.wasm"));
        loads.insert(name.to_owned(), shared.chain([format!("split_{name}.wasm")]).collect());
    }
    Ok(loads)
}

/// A built file, as the manifest has it.
#[derive(Deserialize)]
struct File {
    br_bytes: u64,
}
