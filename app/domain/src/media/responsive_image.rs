//! A picture as a document shows it.

use serde::{Deserialize, Serialize};

/// A picture as an `<img>` shows it, and the `<source>` before it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResponsiveImage {
    pub src: String,
    /// Candidates of the file's own format, divided by commas (HTML, "Srcset attributes"); empty where there is one size only.
    pub srcset: String,
    /// The same as WebP, for browsers that know it (all since 2020); none where the file itself is WebP or none was made.
    pub webp: Option<String>,
    /// Width and height in pixels.
    pub size: Option<(u32, u32)>,
    /// Of the library, in the language of the text.
    pub alt: String,
}

/// The picture by which an item is shown in lists.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cover {
    pub picture: ResponsiveImage,
    /// Whether it is the first page of the item's file, because no picture was chosen.
    pub is_page: bool,
}
