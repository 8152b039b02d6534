//! Names of files: as they came, made fit to be shown, and made fit for an address.

#[cfg(feature = "server")]
use super::Format;
use crate::text::{Shape, clean};

/// The longest name for an address, without its extension, in characters.
#[cfg(feature = "server")]
const MAX: usize = 80;

/// Bytes of a name that are looked at: a path on Windows has 32,767 characters, and no part of one has more than 255.
const MAX_BYTES: usize = 4 * 1024;

/// The longest name to be shown, in characters.
const MAX_SHOWN_CHARS: usize = 150;

/// A name for an address, made of what the file came with: `Über uns (2).JPG` becomes `ueber-uns-2.jpg`. The extension follows
/// the format, not the uploaded name.
#[cfg(feature = "server")]
pub fn clean_name(original: &str, format: Format) -> String {
    let name = base(original);
    let stem = name.rsplit_once('.').map_or(name.as_str(), |(stem, _)| if stem.is_empty() { name.as_str() } else { stem });
    let stem = crate::text::Slug::propose(stem).to_string();
    let stem: String = stem.chars().take(MAX).collect();
    let stem = stem.trim_matches('-');
    format!("{}.{}", if stem.is_empty() { "file" } else { stem }, format.extension())
}

/// A name as it may be shown: its last part as one line ([`clean`]), of at most 150 characters, whose end stays.
pub fn shown_name(original: &str) -> String {
    let name = base(original);
    let length = name.chars().count();
    if length <= MAX_SHOWN_CHARS {
        return name;
    }
    let start: String = name.chars().take(MAX_SHOWN_CHARS - 20).collect();
    let end: String = name.chars().skip(length - 19).collect();
    format!("{start}…{end}")
}

fn base(original: &str) -> String {
    // No system has longer names; of one that is, the end with its extension counts.
    let original = &original[original.ceil_char_boundary(original.len().saturating_sub(MAX_BYTES))..];
    let last = original.rsplit(['/', '\\']).find(|part| !part.trim_matches(['.', ' ']).is_empty()).unwrap_or_default();
    clean(last, Shape::Line).text.trim().to_owned()
}
