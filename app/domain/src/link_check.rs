//! What a Markdown text holds that its readers would miss, as the checklist of an editor tells it.

use serde::{Deserialize, Serialize};

/// The findings in one text, in its order.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TextFindings {
    /// Links to a heading of the same text that is not there.
    pub dead_links: Vec<TypedAddress>,
    /// Pictures of other sites, which no page shows.
    pub external_pictures: Vec<TypedAddress>,
}

/// An address in a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TypedAddress {
    /// As it stands in the text, so that it is found there.
    pub typed: String,
    /// As it is asked for.
    pub address: String,
}

impl TextFindings {
    /// Findings of each kind that are told.
    pub const MAX: usize = 20;
}
