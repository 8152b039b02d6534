//! A file of the media library: what an editor types ([`MediaForm`]), what is kept ([`MediaDraft`]), what lists and screens show.

mod filter;
mod format;
mod name;
mod responsive_image;
mod upload;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::id::MediaId;
use crate::invalid::{Invalid, Problem};
use crate::item::ItemKind;
use crate::language::{Language, Languages, Localized, check_count};
use crate::text;
use crate::time::Timestamp;

pub use filter::{
    BulkProblem, BulkResult, MediaDescription, MediaFacet, MediaFacets, MediaFilter, MediaSort, MediaTab, MediaTotals,
};
pub use format::{Format, MediaKind};
#[cfg(feature = "server")]
pub use name::clean_name;
pub use name::shown_name;
pub use responsive_image::ResponsiveImage;
pub use upload::{Refusal, Refused, Removal, Uploaded};

/// Limits in characters, and in how many.
pub mod limit {
    pub const TITLE: usize = 200;
    pub const ALT: usize = 500;
    pub const DESCRIPTION: usize = 2_000;
    /// The length of one part of a folder's path, and of one tag.
    pub const NAME: usize = 60;
    pub const FOLDER_DEPTH: usize = 5;
    pub const TAGS: usize = 20;
}

/// The form of a file's screen, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MediaForm {
    pub id: Option<MediaId>,
    /// The version that the editor saw.
    pub version: i64,
    pub texts: BTreeMap<Language, MediaTextForm>,
    /// The picture says nothing that the text does not; it needs no alternative text.
    pub is_decorative: bool,
    /// Path of the folder: `/`, `/Covers/2026`.
    pub folder: String,
    /// Divided by commas.
    pub tags: String,
    pub focal_point: FocalPoint,
}

/// The part of the form for one language.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MediaTextForm {
    pub title: String,
    pub alt: String,
    pub description: String,
}

/// The form after parsing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MediaDraft {
    pub id: MediaId,
    pub version: i64,
    pub titles: Localized<String>,
    pub alts: Localized<String>,
    pub descriptions: Localized<String>,
    pub is_decorative: bool,
    pub folder: Folder,
    pub tags: Tags,
    pub focal_point: FocalPoint,
}

impl MediaForm {
    /// Problems stand at `title:en`, `alt:en`, `description:en`, `folder`, `tags` and `focal_point`.
    pub fn parse(self, languages: &Languages) -> Result<MediaDraft, Invalid> {
        let mut invalid = Invalid::default();
        let (mut titles, mut alts, mut descriptions) = (Localized::default(), Localized::default(), Localized::default());
        check_count(&self.texts)?;
        for (language, form) in self.texts {
            if languages.find(language.as_str()).is_none() {
                if [&form.title, &form.alt, &form.description].iter().any(|text| !text.trim().is_empty()) {
                    invalid.add(format!("title:{language}"), Problem::NotAChoice);
                }
                continue;
            }
            let title = text::optional_line(&form.title, limit::TITLE);
            let alt = text::optional_paragraph(&form.alt, limit::ALT);
            let description = text::optional_paragraphs(&form.description, limit::DESCRIPTION);
            keep(&mut titles, &language, invalid.take(format!("title:{language}"), title));
            keep(&mut alts, &language, invalid.take(format!("alt:{language}"), alt));
            keep(&mut descriptions, &language, invalid.take(format!("description:{language}"), description));
        }
        let folder = invalid.take("folder", Folder::parse(&self.folder));
        let tags = invalid.take("tags", Tags::parse(&self.tags));
        let focal_point = invalid.take("focal_point", self.focal_point.check());
        let id = invalid.take("id", self.id.ok_or(Problem::Missing));
        match (id, folder, tags, focal_point, invalid.is_empty()) {
            (Some(id), Some(folder), Some(tags), Some(focal_point), true) => Ok(MediaDraft {
                id,
                version: self.version,
                titles,
                alts,
                descriptions,
                is_decorative: self.is_decorative,
                folder,
                tags,
                focal_point,
            }),
            _ => Err(invalid),
        }
    }
}

fn keep(texts: &mut Localized<String>, language: &Language, text: Option<Option<String>>) {
    if let Some(Some(text)) = text {
        texts.0.insert(language.clone(), text);
    }
}

/// Width and height of the picture beside a link to a page, in pixels: what other sites show without cutting it.
pub const SHARED_SIZE: (u32, u32) = (1_200, 630);

/// Whether a variant was made for other sites, and no page shows it.
pub fn is_shared_shape(shape: &str) -> bool {
    let (width, height) = SHARED_SIZE;
    shape.strip_prefix(&format!("{width}x{height}")).is_some_and(|rest| rest.starts_with('-'))
}

/// The point that stays in sight when a picture is cropped, in percent from the left and from the top.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct FocalPoint {
    pub x: u8,
    pub y: u8,
}

impl FocalPoint {
    pub fn check(self) -> Result<Self, Problem> {
        if self.x <= 100 && self.y <= 100 { Ok(self) } else { Err(Problem::NotAChoice) }
    }
}

impl Default for FocalPoint {
    fn default() -> Self {
        Self { x: 50, y: 50 }
    }
}

/// Where a file lies: names divided by `/`, from the root `/` on. A folder is there as long as a file is in it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Folder(String);

impl Folder {
    pub fn root() -> Self {
        Self("/".into())
    }

    /// Reads what someone typed: slashes around it and empty parts do not count.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        if text.len() > limit::FOLDER_DEPTH * (limit::NAME + 2) * 4 {
            return Err(Problem::TooLong { max: limit::FOLDER_DEPTH * limit::NAME });
        }
        let mut path = String::new();
        for (depth, part) in text.split('/').map(str::trim).filter(|part| !part.is_empty()).enumerate() {
            let name = text::line(part, limit::NAME)?;
            if depth == limit::FOLDER_DEPTH || name == "." || name == ".." {
                return Err(Problem::NotAChoice);
            }
            path.push('/');
            path.push_str(&name);
        }
        Ok(if path.is_empty() { Self::root() } else { Self(path) })
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Words that files are found by; unique without regard to case.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Tags(pub Vec<String>);

impl Tags {
    /// Reads words divided by commas.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let mut tags = Self::default();
        for word in text::list(text, limit::TAGS, limit::NAME)? {
            tags.add(text::line(word, limit::NAME)?);
            // Each is compared with those before it, so there must never be many.
            if tags.0.len() > limit::TAGS {
                return Err(Problem::TooLong { max: limit::TAGS });
            }
        }
        Ok(tags)
    }

    pub fn add(&mut self, tag: String) {
        if !self.contains(&tag) {
            self.0.push(tag);
        }
    }

    pub fn contains(&self, tag: &str) -> bool {
        self.0.iter().any(|known| known.to_lowercase() == tag.to_lowercase())
    }
}

/// One row of the list of files.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MediaRow {
    pub id: MediaId,
    pub version: i64,
    pub format: Format,
    /// Safe for an address; what visitors see of it.
    pub filename: String,
    /// In the default language, else in the first that has one, else the name it came with.
    pub title: String,
    /// Where the file itself is read: `/media/{hash}/{filename}`.
    pub address: String,
    /// A small picture of it, if it is one that was made small already or is small itself.
    pub thumbnail: Option<String>,
    /// Width and height in pixels, as it is shown.
    pub size: Option<(u32, u32)>,
    /// Pages of a PDF.
    pub pages: Option<u32>,
    pub size_bytes: i64,
    pub folder: Folder,
    pub tags: Tags,
    pub is_decorative: bool,
    pub alts: Localized<String>,
    /// Languages of the site in which a picture that is not decorative has no alternative text.
    pub missing_alts: Vec<Language>,
    /// How many items use it.
    pub uses: i64,
    pub added_at: Timestamp,
    pub deleted_at: Option<Timestamp>,
}

/// A file as its detail shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MediaDetail {
    pub row: MediaRow,
    /// As it would be saved unchanged; holds id and version.
    pub form: MediaForm,
    pub used_in: Vec<MediaUse>,
    /// The name it came with, cleaned for being shown.
    pub original_filename: String,
    /// SHA-256 of what was uploaded, in hex.
    pub hash: String,
    pub variants: Vec<MediaVariant>,
    pub uploaded_by: Option<String>,
    pub updated_at: Timestamp,
}

/// An item that shows a file or leads to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MediaUse {
    pub kind: ItemKind,
    pub id: i64,
    /// In the default language where it has one.
    pub title: String,
    pub is_in_trash: bool,
}

/// A picture made smaller.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MediaVariant {
    pub format: Format,
    pub width: u32,
    pub height: u32,
    /// Cut to a ratio around the focal point, rather than whole.
    pub is_crop: bool,
    pub size_bytes: i64,
    pub address: String,
}

/// Files that a text may name; what it names beyond them is shown as its words.
const MAX_IDS: usize = 1_000;

/// The files that a text names as `media:12`, wherever in it: as pictures, as links, and where it only speaks of them.
pub fn ids_in(text: &str) -> std::collections::BTreeSet<MediaId> {
    let behind = text.split("media:").skip(1);
    // An id has at most as many digits as fit into 64 bits.
    let digits = behind.map(|rest| &rest[..rest.bytes().take(20).take_while(u8::is_ascii_digit).count()]);
    let mut ids = std::collections::BTreeSet::new();
    for id in digits.filter_map(|digits| digits.parse().ok()).filter(|id: &i64| *id > 0) {
        if ids.len() == MAX_IDS {
            break;
        }
        ids.insert(MediaId(id));
    }
    ids
}

/// The text with another file in the place of one that it names. The text may be a part of a JSON document.
pub fn replace_id(text: &str, id: MediaId, instead: MediaId) -> String {
    let named = format!("media:{id}");
    let mut parts = text.split(&named);
    let mut replaced = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        // `media:12` does not name the first file.
        let is_longer = part.starts_with(|c: char| c.is_ascii_digit());
        replaced.push_str(&if is_longer { named.clone() } else { format!("media:{instead}") });
        replaced.push_str(part);
    }
    replaced
}

#[cfg(test)]
mod tests;
