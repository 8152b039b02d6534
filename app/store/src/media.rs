//! The media library: files that editors upload, describe, sort and trash; their variants and their uses.
//!
//! The files themselves are the server's matter. A row is written when its file lies under its final name, and a file goes when
//! its row is gone ([`files()`]), so that a crash in between leaves a file without a row, never a row without a file.

mod add;
mod change;
mod covers;
mod detail;
mod download;
mod files;
mod list;
mod redirects;
mod rows;
mod sharing;
mod trash;
mod uses;
mod variants;

pub use add::{Added, NewFile, Replaced, add, find_by_hash, replace};
pub use change::{move_to, save, tag};
pub(crate) use covers::{CoverOf, covers};
pub use detail::{cover, describe, detail};
pub use download::DownloadFile;
pub(crate) use download::download_file;
pub use files::{KnownFile, ServedFile, VariantOf, files, served_file, unknown_hashes, variant};
pub use list::{facets, list, totals};
pub use redirects::{MovedFile, moved_file, moved_variant};
pub use rows::rows;
pub use sharing::{SharingPicture, sharing_picture};
pub(crate) use trash::restore_in;
pub use trash::{purge, restore, restore_file, trash, trash_file};
pub use uses::preview_pictures;
pub(crate) use uses::{add_uses, mark_texts, pictures, refuse_missing, sync_uses};
pub use variants::{NewVariant, VARIANTS, VariantsDue, save_variants, variants_due};
