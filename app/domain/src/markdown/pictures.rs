//! Files of the media library in a text: `![words](media:12)`, `[words](media:12)`.

use std::collections::BTreeMap;

use super::prose::escape;
use crate::id::MediaId;
use crate::media::{Format, ResponsiveImage};

/// The pictures of the files that a text names. A file that is missing here is shown as its words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pictures(pub BTreeMap<MediaId, Picture>);

/// A file as a text shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    pub format: Format,
    /// Of the file itself.
    pub address: String,
    /// Of the library, in the language of the text; what the text says itself comes before it.
    pub alt: String,
    /// Width and height in pixels.
    pub size: Option<(u32, u32)>,
    /// The same picture made smaller, the narrowest first.
    pub sources: Vec<Source>,
    /// Cut to 16:9 around the focal point, the narrowest first.
    pub crops: Vec<Source>,
}

/// A picture made smaller.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    pub format: Format,
    /// Width and height in pixels.
    pub size: (u32, u32),
    pub address: String,
}

/// How wide a picture is shown: the column of the text, on a small screen all of it.
const SIZES: &str = "(min-width: 48rem) 46rem, 100vw";

/// The widest picture that browsers get that do not know of `srcset`.
const PLAIN_WIDTH: u32 = 1280;

/// How wide the widest variant of a picture is.
const MAX_VARIANT_WIDTH: u32 = 1920;

/// Up to this width the file itself is shown where no variant is as wide.
const MAX_OWN_WIDTH: u32 = 2_560;

impl Pictures {
    /// The file that an address names, if it names one that is there.
    pub(super) fn find(&self, url: &str) -> Option<&Picture> {
        let id = url.trim().strip_prefix("media:")?.parse().ok()?;
        self.0.get(&MediaId(id))
    }
}

impl Picture {
    /// The whole picture. `words` are the text's own, escaped.
    pub(super) fn html(&self, words: &str) -> String {
        self.shown().html(words)
    }

    /// The picture cut to 16:9, or whole where it was not cut.
    pub(super) fn cropped_html(&self, words: &str) -> String {
        self.cropped().html(words)
    }

    /// The whole picture, or the page that stands for a document.
    pub fn shown(&self) -> ResponsiveImage {
        let size = self.size.or_else(|| self.sources.last().map(|source| source.size));
        self.from(&self.sources, self.size.map(|(width, _)| width), size)
    }

    /// Cut to 16:9, or whole where it was not cut.
    pub fn cropped(&self) -> ResponsiveImage {
        match self.crops.last() {
            Some(widest) => self.from(&self.crops, None, Some(widest.size)),
            None => self.shown(),
        }
    }

    /// `own_width` is the file's where it may be shown itself.
    fn from(&self, sources: &[Source], own_width: Option<u32>, size: Option<(u32, u32)>) -> ResponsiveImage {
        let own_format = if self.format.is_image() { self.format } else { Format::Jpeg };
        let own: Vec<&Source> = sources.iter().filter(|source| source.format == own_format).collect();
        let mut candidates: Vec<String> = own.iter().map(|source| candidate(source)).collect();
        let mut widest = own.last().map(|source| source.size.0);
        if let Some(width) = own_width {
            // A variant that would have been larger than the file was not made: then the file is small, however wide it is.
            let is_light = widest.is_some_and(|widest| widest < width.min(MAX_VARIANT_WIDTH));
            if widest.is_some_and(|widest| widest < width) && (width <= MAX_OWN_WIDTH || is_light) {
                candidates.push(format!("{} {width}w", self.address));
                widest = Some(width);
            }
            // With no variant of its own format, the file stands for itself.
            widest = widest.or(Some(width));
        }
        // Browsers that know WebP take the `<source>`, however narrow its candidates are. So one is left out that is less sharp than
        // the file's own format: the file itself is light then.
        let sharp_width = widest.unwrap_or_default().min(PLAIN_WIDTH);
        let webp: Vec<&Source> = sources.iter().filter(|source| source.format == Format::Webp).collect();
        let is_sharp = webp.last().is_some_and(|source| source.size.0 >= sharp_width);
        let webp_candidates = || webp.iter().map(|source| candidate(source)).collect::<Vec<_>>().join(", ");
        let plain = own.iter().rfind(|source| source.size.0 <= PLAIN_WIDTH).or(own.first()).copied();
        // A crop, or a page of a document, is shown by no file of another shape.
        let plain = plain.or(webp.last().copied().filter(|_| own_width.is_none()));
        ResponsiveImage {
            src: plain.map_or(&self.address, |source| &source.address).clone(),
            srcset: candidates.join(", "),
            webp: (is_sharp && self.format != Format::Webp).then(webp_candidates),
            size,
            alt: self.alt.clone(),
        }
    }
}

impl ResponsiveImage {
    fn html(&self, words: &str) -> String {
        let size = self.size.map(|(width, height)| format!(" width=\"{width}\" height=\"{height}\"")).unwrap_or_default();
        let alt = if words.is_empty() { escape(&self.alt) } else { words.to_owned() };
        let (src, srcset) = (escape(&self.src), srcset(&self.srcset));
        let img = format!("<img src=\"{src}\"{srcset}{size} alt=\"{alt}\" loading=\"lazy\" decoding=\"async\">");
        match &self.webp {
            Some(webp) => format!("<picture><source type=\"image/webp\"{}>{img}</picture>", self::srcset(webp)),
            None => img,
        }
    }
}

fn candidate(source: &Source) -> String {
    format!("{} {}w", source.address, source.size.0)
}

fn srcset(candidates: &str) -> String {
    if candidates.is_empty() {
        return String::new();
    }
    format!(" srcset=\"{}\" sizes=\"{SIZES}\"", escape(candidates))
}
