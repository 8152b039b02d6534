//! What editors see of media: the library, one file, and the dialog in which a file is chosen.

pub mod file;
pub mod file_field;
pub mod library;
mod look_again;
pub mod picker;
pub mod small_cover;
pub mod thumb;
pub mod upload;
