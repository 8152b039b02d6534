//! What editors see of whitepapers: the list with what each achieves, the editor, and who downloaded one.

pub mod downloads;
pub mod editor;
pub mod facets;
pub mod list;
