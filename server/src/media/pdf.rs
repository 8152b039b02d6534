//! PDF (ISO 32000-2): what a file may hold, how many pages it has, and a picture of the first.

mod findings;
mod forms;
mod names;
mod streams;
mod texts;

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;

use domain::media::{Format, Refusal};
use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::Pdf;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings, render};
use image::RgbaImage;

use self::names::Names;
use super::embedded;
use super::source::Fault;

/// A file larger than that is not drawn; it then has no cover.
const MAX_DRAWN_BYTES: u64 = 100 * 1024 * 1024;

/// Readers look for the header of a file in so many bytes (ISO 32000-1, Annex H.3, note 13).
const MAX_LEAD_BYTES: usize = 1_024;

/// The taller side of a cover, in pixels.
const MAX_HEIGHT_PIXELS: f32 = 2_000.0;

/// Whether a file that begins with these bytes is a PDF: before its header only blanks and marks of an order of bytes may stand.
pub fn is_head(head: &[u8]) -> bool {
    let mut head = &head[..head.len().min(MAX_LEAD_BYTES)];
    loop {
        head = match head {
            [0xef, 0xbb, 0xbf, rest @ ..] => rest,
            [0, rest @ ..] => rest,
            [byte, rest @ ..] if byte.is_ascii_whitespace() => rest,
            _ => return head.starts_with(b"%PDF-"),
        }
    }
}

/// Refuses a file that is cut off, locked with a password, or that runs scripts or starts programs. Reads it as a whole, in a
/// process that may take no more memory than that needs.
pub fn inspect(file: &File) -> Result<(), Fault> {
    let mut file = file.try_clone()?;
    let length = file.metadata()?.len();
    file.seek(SeekFrom::Start(length.saturating_sub(2_048)))?;
    let mut tail = Vec::new();
    (&mut file).take(2_048).read_to_end(&mut tail)?;
    let damaged = || Refusal::Damaged { format: Format::Pdf };
    let end = tail.windows(5).rposition(|window| window == b"%%EOF").ok_or_else(damaged)?;
    // Old systems end a text with 0x1a.
    if !tail[end + 5..].iter().all(|byte| byte.is_ascii_whitespace() || matches!(byte, 0 | 0x1a)) {
        return Err(Refusal::Foreign { format: Format::Pdf }.into());
    }
    file.seek(SeekFrom::Start(0))?;
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes)?;
    refusal(bytes, 0).map_or(Ok(()), |refusal| Err(refusal.into()))
}

/// Why a file that is attached so deep in others is refused; the uploaded one is at 0.
fn refusal(file: Vec<u8>, depth: usize) -> Option<Refusal> {
    if depth > embedded::MAX_DEPTH {
        return Some(Refusal::Bomb);
    }
    let mut names = Names::default();
    names.refusal(&file).or_else(|| streams::refusal(file, names.findings, depth))
}

/// How many pages a file has, however large it is. None where it cannot be read.
pub fn pages(path: &Path) -> io::Result<Option<u32>> {
    let pdf = Pdf::new(std::fs::read(path)?).ok();
    Ok(pdf.and_then(|pdf| u32::try_from(pdf.pages().len()).ok()).filter(|pages| *pages > 0))
}

/// The first page, so many pixels wide. None where the file cannot be read or shown.
pub fn cover(path: &Path, width: u32) -> io::Result<Option<RgbaImage>> {
    if std::fs::metadata(path)?.len() > MAX_DRAWN_BYTES {
        return Ok(None);
    }
    Ok(first_page(std::fs::read(path)?, width))
}

/// The first page of a file, as [`cover`].
pub fn first_page(file: Vec<u8>, width: u32) -> Option<RgbaImage> {
    let pdf = Pdf::new(file).ok()?;
    let pages = pdf.pages();
    let first = pages.iter().next()?;
    let (page_width, page_height) = first.render_dimensions();
    if !(page_width >= 1.0 && page_height >= 1.0) {
        return None;
    }
    let scale = (width as f32 / page_width).min(MAX_HEIGHT_PIXELS / page_height);
    let size = PixmapSettings { x_scale: scale, y_scale: scale, bg_color: WHITE };
    let pixmap = render(first, &RenderCache::new(), &InterpreterSettings::default(), &RenderSettings::default(), &size);
    let (width, height) = (u32::from(pixmap.width()), u32::from(pixmap.height()));
    let picture = RgbaImage::from_raw(width, height, pixmap.data_as_u8_slice().to_vec());
    picture.filter(|_| width > 0 && height > 0)
}
