//! PDF (ISO 32000-2): what a file may hold, how many pages it has, and a picture of the first.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;

use domain::media::{Format, Refusal};
use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::Pdf;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings, render};
use image::RgbaImage;

use super::source::Fault;

/// A file larger than that is not read as a whole; it then has neither pages nor cover.
const MOST_BYTES: u64 = 100 * 1024 * 1024;

/// The taller side of a cover, in pixels.
const MOST_PIXELS: f32 = 2_000.0;

/// Refuses a file that is cut off, locked with a password, or that starts programs.
pub fn inspect(file: &File) -> Result<(), Fault> {
    let mut file = file.try_clone()?;
    let length = file.metadata()?.len();
    file.seek(SeekFrom::Start(length.saturating_sub(2_048)))?;
    let mut tail = Vec::new();
    (&mut file).take(2_048).read_to_end(&mut tail)?;
    let damaged = || Refusal::Damaged { format: Format::Pdf };
    let end = tail.windows(5).rposition(|window| window == b"%%EOF").ok_or_else(damaged)?;
    if tail[end + 5..].iter().filter(|byte| !byte.is_ascii_whitespace() && **byte != 0).count() > 0 {
        return Err(Refusal::Foreign { format: Format::Pdf }.into());
    }
    file.seek(SeekFrom::Start(0))?;
    let mut window: Vec<u8> = Vec::new();
    loop {
        let read = (&mut file).take(64 * 1024).read_to_end(&mut window)?;
        if is_named(&window, b"/Encrypt") {
            return Err(Refusal::Locked.into());
        }
        if is_named(&window, b"/Launch") {
            return Err(Refusal::Active.into());
        }
        if read == 0 {
            return Ok(());
        }
        // The longest name, each of its characters written with three.
        window.drain(..window.len().saturating_sub(32));
    }
}

/// Whether this name stands there, and not a longer one, however it is written (7.3.5: `#61` is `a`).
fn is_named(bytes: &[u8], name: &[u8]) -> bool {
    let slashes = bytes.iter().enumerate().filter(|(_, byte)| **byte == b'/');
    slashes.map(|(place, _)| &bytes[place..]).any(|rest| {
        let mut rest = rest;
        for wanted in name {
            let Some((byte, behind)) = character(rest) else { return false };
            if byte != *wanted {
                return false;
            }
            rest = behind;
        }
        character(rest).is_some_and(|(next, _)| !next.is_ascii_alphanumeric())
    })
}

/// The first character of a name, and what is behind it.
fn character(bytes: &[u8]) -> Option<(u8, &[u8])> {
    let (first, rest) = bytes.split_first()?;
    let digit = |at: usize| rest.get(at).and_then(|byte| char::from(*byte).to_digit(16));
    match (first, digit(0), digit(1)) {
        (b'#', Some(high), Some(low)) => Some((u8::try_from(high * 16 + low).ok()?, &rest[2..])),
        _ => Some((*first, rest)),
    }
}

/// How many pages a file has. None where it cannot be read.
pub fn pages(path: &Path) -> io::Result<Option<u32>> {
    Ok(open(path)?.and_then(|pdf| u32::try_from(pdf.pages().len()).ok()).filter(|pages| *pages > 0))
}

/// The first page, so many pixels wide, and how many pages there are. None where the file cannot be read or shown.
pub fn cover(path: &Path, width: u32) -> io::Result<Option<(RgbaImage, u32)>> {
    let Some(pdf) = open(path)? else { return Ok(None) };
    let pages = pdf.pages();
    let Some(first) = pages.iter().next() else { return Ok(None) };
    let (page_width, page_height) = first.render_dimensions();
    if !(page_width >= 1.0 && page_height >= 1.0) {
        return Ok(None);
    }
    let scale = (width as f32 / page_width).min(MOST_PIXELS / page_height);
    let size = PixmapSettings { x_scale: scale, y_scale: scale, bg_color: WHITE };
    let pixmap = render(first, &RenderCache::new(), &InterpreterSettings::default(), &RenderSettings::default(), &size);
    let (width, height) = (u32::from(pixmap.width()), u32::from(pixmap.height()));
    let picture = RgbaImage::from_raw(width, height, pixmap.data_as_u8_slice().to_vec());
    Ok(picture.filter(|_| width > 0 && height > 0).zip(u32::try_from(pages.len()).ok()))
}

fn open(path: &Path) -> io::Result<Option<Pdf>> {
    if std::fs::metadata(path)?.len() > MOST_BYTES {
        return Ok(None);
    }
    Ok(Pdf::new(std::fs::read(path)?).ok())
}
