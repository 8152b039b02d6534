//! SVG: a drawing without scripts, references to other places, and anything else that is no drawing.

mod data;
mod encoding;
mod expansion;
mod prepare;
mod removals;
mod styles;

use std::fs::File;
use std::io::{self, BufWriter, Read, Seek, SeekFrom, Write};

use domain::media::{Format, Refusal, Removal};
use svg_hush::Filter;

use self::data::Data;
pub use self::encoding::is_drawing;
use self::prepare::{Prepared, prepare};
use self::styles::Styles;
use super::embedded;
use super::source::Fault;

/// The drawing may become so much larger by being written out, and so many bytes besides.
pub const GROWTH: u64 = 4;
pub const GROWTH_BYTES: u64 = 64 * 1024;

/// Bytes from the start of a drawing among which its root is looked for.
pub const MAX_HEAD_BYTES: u64 = 1024 * 1024;

/// Elements of a drawing. More take browsers minutes to show, and us to read.
const MAX_ELEMENTS: usize = 300_000;

/// Facts about a drawing that was cleaned.
#[derive(Debug)]
pub struct Cleaned {
    /// Width and height, where it says them.
    pub size: Option<(u32, u32)>,
    /// What was taken out that its maker may miss.
    pub removed: Vec<Removal>,
}

/// Writes the drawing without what it must not hold.
pub fn clean(from: &File, to: &mut File) -> Result<Cleaned, Fault> {
    let mut from = from.try_clone()?;
    from.seek(SeekFrom::Start(0))?;
    let mut drawing = Vec::new();
    from.read_to_end(&mut drawing)?;
    let removed = write(&drawing, &mut *to, 0)?;
    to.seek(SeekFrom::Start(0))?;
    let mut head = Vec::new();
    to.take(64 * 1024).read_to_end(&mut head)?;
    let head = String::from_utf8_lossy(&head);
    let Some(tag) = head.find("<svg").map(|start| &head[start..]) else { return Err(Refusal::UnknownFormat.into()) };
    Ok(Cleaned { size: dimensions(tag.split('>').next().unwrap_or_default()), removed })
}

/// A drawing within another file, so deep.
pub fn cleaned(drawing: &[u8], depth: usize) -> Result<Vec<u8>, Fault> {
    let mut cleaned = Vec::new();
    write(drawing, &mut cleaned, depth)?;
    Ok(cleaned)
}

fn write(drawing: &[u8], to: &mut impl Write, depth: usize) -> Result<Vec<Removal>, Fault> {
    if depth > embedded::MAX_DEPTH {
        return Err(Refusal::Bomb.into());
    }
    let max_bytes = drawing.len() as u64 * GROWTH + GROWTH_BYTES;
    let drawing = encoding::utf8(drawing).ok_or(Refusal::Damaged { format: Format::Svg })?;
    let drawing = encoding::with_namespaces(drawing);
    // As many tags begin, of any kind.
    if memchr::memchr_iter(b'<', &drawing).count() > 2 * MAX_ELEMENTS {
        return Err(Refusal::Unchecked.into());
    }
    let mut filter = Filter::new();
    let data = Data::new(depth);
    let fault = data.fault();
    filter.set_data_url_filter(move |address| data.cleaned(address));
    let mut prepared = Bounded { inner: Vec::new(), left: max_bytes, is_over: false };
    let is_prepared = prepare(&drawing[..], &mut prepared);
    if prepared.is_over {
        return Err(Refusal::Bomb.into());
    }
    let removals = is_prepared?;
    let bounded = Bounded { inner: BufWriter::new(to), left: max_bytes, is_over: false };
    let mut out = Prepared::new(Styles::new(bounded));
    let filtered = filter.filter(&prepared.inner[..], &mut out);
    out.flush()?;
    if out.inner.is_foreign {
        return Err(Refusal::Foreign { format: Format::Svg }.into());
    }
    if out.inner.inner.is_over {
        return Err(Refusal::Bomb.into());
    }
    filtered.map_err(|_| Refusal::Damaged { format: Format::Svg })?;
    fault.take().map_or(Ok(removals.into_list()), Err)
}

/// The size in pixels by `width` and `height`, else by the view box.
fn dimensions(tag: &str) -> Option<(u32, u32)> {
    let pixels = |name: &str| attribute(tag, name)?.trim_end_matches("px").parse::<f64>().ok();
    let size = pixels("width").zip(pixels("height")).or_else(|| {
        let numbers: Vec<f64> = attribute(tag, "viewBox")?.split([' ', ',']).filter_map(|number| number.parse().ok()).collect();
        match numbers[..] {
            [_, _, width, height] => Some((width, height)),
            _ => None,
        }
    });
    let is_size = |number: f64| (1.0..100_000.0).contains(&number);
    size.filter(|(width, height)| is_size(*width) && is_size(*height))
        .map(|(width, height)| (width.round() as u32, height.round() as u32))
}

fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = tag.split_once(&format!(" {name}="))?;
    let quote = rest.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
    rest[1..].split(quote).next()
}

/// Takes so many bytes and no more.
struct Bounded<W> {
    inner: W,
    left: u64,
    is_over: bool,
}

impl<W: Write> Write for Bounded<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self.left.checked_sub(bytes.len() as u64) {
            Some(left) => self.left = left,
            None => {
                self.is_over = true;
                return Err(io::ErrorKind::FileTooLarge.into());
            }
        }
        self.inner.write_all(bytes)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}
