//! Uploading: a queue of files, and the list that shows what becomes of each.

mod fetch;
mod queue;
mod send;
mod view;

pub use fetch::fetch_picture;
pub use queue::{Destination, Upload, UploadError, UploadStatus, Uploads, learn_limit};
pub use view::{DropBox, PickButton, UploadList};

/// What a field for files offers at first; the server judges by content.
pub const ACCEPT: &str = ".jpg,.jpeg,.png,.gif,.webp,.avif,.svg,.svgz,.pdf,.docx,.xlsx,.pptx,.mp4";
