//! The targets of the links and pictures of a Markdown text, as the checklist of its editor tells them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// What was found in one text, in its order. An address that stands in it several times is told once.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkCheck {
    /// Links to this site, then those to a heading that the text does not have.
    pub links: Vec<CheckedLink>,
    /// Pictures of other sites, which no page shows.
    pub external_pictures: Vec<TypedAddress>,
    /// What `::: pages` lists, where it is no page that visitors see.
    pub lists: Vec<CheckedLink>,
    /// The names of blocks that are shown as text, because they are not known or not closed.
    pub unusable_blocks: Vec<String>,
    /// Tags of HTML that are left out while their contents stay, by name; how many of each.
    pub html_dropped: BTreeMap<String, u32>,
    /// Tags of HTML that are shown as they were typed.
    pub html_as_text: BTreeMap<String, u32>,
}

/// A link, and where it leads.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckedLink {
    /// The address as it stands in the text, so that it is found there.
    pub typed: String,
    pub target: LinkTarget,
}

/// How visitors find the target of a link within this site.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LinkTarget {
    /// Visitors read something there, or are led to it.
    Public,
    /// Something has this address, and visitors do not see it.
    Hidden,
    Nowhere,
    /// The link names a heading, and the text does not have it.
    NoHeading,
}

/// An address in a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TypedAddress {
    /// As it stands in the text, so that it is found there.
    pub typed: String,
    /// As a browser or the server asks for it.
    pub address: String,
}

impl LinkCheck {
    /// Links of a text that are looked up. Others are not told.
    pub const MAX_LINKS: usize = 200;
    /// Links to missing headings, pictures of other sites, and lists that are told.
    pub const MAX_FINDINGS: usize = 20;
}
