//! PDF (ISO 32000-2): what a file may hold, how many pages it has, and a picture of the first.

mod findings;
mod forms;
mod names;
mod streams;
mod texts;
mod unlocked;

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;

use domain::media::{Format, Refusal};
use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::Pdf;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings, render};
use image::RgbaImage;
use memchr::memmem;

use self::names::Names;
use super::embedded;
use super::source::{Fault, is_foreign};

/// A file larger than that is not drawn; it then has no cover.
const MAX_DRAWN_BYTES: u64 = 100 * 1024 * 1024;

/// Readers look for the header of a file in so many bytes (ISO 32000-1, Annex H.3, note 13).
const MAX_LEAD_BYTES: usize = 1_024;

const HEADER: &[u8] = b"%PDF-";
const END: &[u8] = b"%%EOF";

/// The taller side of a cover, in pixels.
const MAX_HEIGHT_PIXELS: f32 = 2_800.0;

/// Bytes behind the end of a file among which its end is looked for. Servers and mail programs append some.
const MAX_REST_BYTES: u64 = 64 * 1024;

/// Whether a file that begins with these bytes is a PDF: whatever stands before its header, readers accept it.
pub fn is_head(head: &[u8]) -> bool {
    memmem::find(&head[..head.len().min(MAX_LEAD_BYTES)], HEADER).is_some()
}

/// Refuses a file that is cut off, cannot be opened without a password, or that runs scripts or starts programs. Cuts off what
/// stands behind its end. Reads it as a whole, in a process that may take no more memory than that needs.
pub fn inspect(file: &File) -> Result<(), Fault> {
    let mut file = file.try_clone()?;
    let length = file.metadata()?.len();
    let start = length.saturating_sub(MAX_REST_BYTES);
    file.seek(SeekFrom::Start(start))?;
    let mut tail = Vec::new();
    (&mut file).take(MAX_REST_BYTES).read_to_end(&mut tail)?;
    let damaged = || Refusal::Damaged { format: Format::Pdf };
    let end = memmem::rfind(&tail, END).ok_or_else(damaged)? + END.len();
    let rest = &tail[end..];
    // An end may stand early in a file that was cut off: one that is shown while it loads has two.
    if memmem::find(rest, b" obj").is_some() {
        return Err(damaged().into());
    }
    if is_foreign(rest) {
        return Err(Refusal::Foreign { format: Format::Pdf }.into());
    }
    if !rest.iter().all(u8::is_ascii_whitespace) {
        file.set_len(start + end as u64)?;
    }
    file.seek(SeekFrom::Start(0))?;
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes)?;
    let lead = memmem::find(&bytes[..bytes.len().min(MAX_LEAD_BYTES)], HEADER).ok_or_else(damaged)?;
    if is_foreign(&bytes[..lead]) {
        return Err(Refusal::Foreign { format: Format::Pdf }.into());
    }
    refusal(bytes, 0).map_or(Ok(()), |refusal| Err(refusal.into()))
}

/// Why a file that is attached so deep in others is refused; the uploaded one is at 0.
fn refusal(file: Vec<u8>, depth: usize) -> Option<Refusal> {
    if depth > embedded::MAX_DEPTH {
        return Some(Refusal::Bomb);
    }
    let mut names = Names::default();
    if let Some(refusal) = names.refusal(&file) {
        // Strings in an encrypted file are no words. They are read once more without them, and later decrypted.
        names = Names::locked();
        let of_names = names.refusal(&file);
        if !names.findings.is_locked {
            return Some(refusal);
        }
        if of_names.is_some() {
            return of_names;
        }
    }
    streams::refusal(file, names.findings, depth)
}

/// How many pages a file has, however large it is. None where it cannot be read.
pub fn pages(path: &Path) -> io::Result<Option<u32>> {
    let pdf = Pdf::new(std::fs::read(path)?).ok();
    Ok(pdf.and_then(|pdf| u32::try_from(pdf.pages().len()).ok()).filter(|pages| *pages > 0))
}

/// The first page, so many pixels wide, or less where it is very tall. None where the file cannot be read or shown.
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

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;
    use crate::media::fixtures;

    /// What is left of a file, or why it is refused.
    fn kept(parts: &[&[u8]]) -> Result<Vec<u8>, Refusal> {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        file.write_all(&parts.concat()).unwrap();
        match inspect(file.as_file()) {
            Ok(()) => {
                // It can still be drawn.
                assert_eq!(pages(file.path()).unwrap(), Some(1));
                assert!(cover(file.path(), 90).unwrap().is_some());
                Ok(std::fs::read(file.path()).unwrap())
            }
            Err(Fault::Refused(refusal)) => Err(refusal),
            Err(fault) => panic!("{fault:?}"),
        }
    }

    #[test]
    fn what_other_programs_put_around_a_file_does_no_harm() {
        let pdf = fixtures::pdf();
        for lead in [&b""[..], b"\xef\xbb\xbf", b"\r\n\r\n", b"\x1b%-12345X@PJL ENTER LANGUAGE=PDF\r\n", &[b'x'; 900]] {
            for rest in [&b""[..], b"\r\n", b"\0\0\0", b"\n% signed by a scanner\n", b"<!-- 3 ms -->", &[0; 60_000]] {
                let kept = kept(&[lead, &pdf, rest]).unwrap();
                let end: &[u8] = if rest.iter().all(u8::is_ascii_whitespace) { &[b"\n", rest].concat() } else { b"" };
                assert_eq!(kept, [lead, pdf.trim_ascii_end(), end].concat());
            }
        }
    }

    #[test]
    fn two_files_at_once_and_those_that_were_cut_off_are_refused() {
        let pdf = fixtures::pdf();
        let foreign = Err(Refusal::Foreign { format: Format::Pdf });
        assert_eq!(kept(&[&pdf, b"<html><script>alert(1)</script>"]), foreign);
        assert_eq!(kept(&[&pdf, b"PK\x03\x04"]), foreign);
        assert_eq!(kept(&[b"<script>alert(1)</script>", &pdf]), foreign);
        let damaged = Err(Refusal::Damaged { format: Format::Pdf });
        assert_eq!(kept(&[&pdf[..pdf.len() - 8]]), damaged);
        // As it loads, a file has an end behind its first page.
        assert_eq!(kept(&[&pdf, b"\n9 0 obj<</Type/Page"]), damaged);
        assert_eq!(kept(&[&pdf, &[0; 70_000]]), damaged);
    }
}
