//! A list of the admin: its state is its address, it is paged by key, and rows that are selected can be acted on together.
//!
//! Each list brings its filter, its rows and its texts; the behaviour of lists is written here once.

pub mod filter;
// The server renders no list.
#[cfg(any(feature = "csr", test))]
pub mod bulk;
#[cfg(any(feature = "csr", test))]
pub mod empty;
#[cfg(any(feature = "csr", test))]
pub mod filter_bar;
#[cfg(any(feature = "csr", test))]
pub mod footer;
#[cfg(any(feature = "csr", test))]
mod list;
#[cfg(any(feature = "csr", test))]
pub mod row;
#[cfg(any(feature = "csr", test))]
mod row_focus;
#[cfg(any(feature = "csr", test))]
pub mod selection;
#[cfg(any(feature = "csr", test))]
pub mod sort;
#[cfg(any(feature = "csr", test))]
pub mod state;
#[cfg(any(feature = "csr", test))]
pub mod tabs;

#[cfg(test)]
pub use self::filter::read_back;
pub use self::filter::{Filter, read_paging};
#[cfg(any(feature = "csr", test))]
pub use self::list::{List, ListResponse, ListView, lists_changed, use_list, use_list_view};
