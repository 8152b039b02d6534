//! The answer to an upload: the file, or the reason why it was refused.

use serde::{Deserialize, Serialize};

use super::{Format, MediaRow};
use crate::id::MediaId;

/// A file that is in the library now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Uploaded {
    pub media: MediaRow,
    /// It was there already; nothing was added.
    pub is_duplicate: bool,
    /// What cleaning took out of it that its maker may miss, each once.
    pub removed: Vec<Removal>,
}

/// What cleaning takes out of a drawing: it may be seen in it, or do something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Removal {
    /// Programs, and attributes that start some.
    Scripts,
    /// Parts of a web page within the drawing (`foreignObject`).
    Html,
    /// Links, and pictures, styles and fonts that lie elsewhere.
    References,
}

/// A file that was not taken. The name is cleaned for being shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refused {
    pub name: String,
    pub reason: Refusal,
}

/// Why a file was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// The form had no file.
    NoFile,
    Empty,
    TooLarge {
        max_megabytes: u32,
    },
    /// Its content has no format that the library takes; its name does not matter.
    UnknownFormat,
    /// It begins as this format, but cannot be read as such.
    Damaged {
        format: Format,
    },
    /// Something stands in it that does not belong to the format: another file behind its end, or a page within it.
    Foreign {
        format: Format,
    },
    /// A picture with more pixels than can be handled.
    TooManyPixels {
        max_megapixels: u32,
    },
    /// An archive that unpacks to far more than it is.
    Bomb,
    /// An Office file with macros.
    Macros,
    /// Reading it took too much time or memory, or broke what read it.
    Unchecked,
    /// Too many files came at once; this one may be fine.
    Busy,
    /// A PDF or an Office file with a password.
    Locked,
    /// A PDF that runs scripts or programs, or holds some; an Office file that starts some without macros.
    Active,
    /// A PDF that leads to a file on another computer: a system that asks for it tells that computer who asks.
    Share,
    /// A picture, a film or a document within the file cannot be read.
    DamagedPart,
    /// For replacing: the new file is of another kind than the old one.
    OtherKind,
    /// For replacing: the library has the new file already, as this one.
    AlreadyThere {
        media: MediaId,
    },
    /// The connection ended before the file did.
    Cut,
    /// The disk or the database did not take it; it may do so in a moment.
    Unavailable,
    /// The request is not the upload form of this program.
    Malformed,
    /// For replacing: someone else changed the file meanwhile.
    Stale,
    /// For replacing: the file to replace is gone.
    Gone,
}
