//! Uploading: a queue of files, and the list that shows what becomes of each.

mod queue;
mod send;
mod shown;

pub use queue::{Fate, To, Upload, Uploads, Why};
pub use shown::{DropBox, PickButton, UploadList};
