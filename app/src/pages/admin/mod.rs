//! What editors see of pages: the list, and the editor.

pub mod editor;
pub mod list;
