//! Components without any domain word, each on a native element; their styles are `style/ui`. The server does not compile those of the
//! admin, because it renders none of it.

pub mod alert;
pub mod checked;
pub mod debounce;
#[cfg(any(feature = "csr", test))]
pub mod dialog;
pub mod drawing;
pub mod field;
#[cfg(any(feature = "csr", test))]
pub mod files;
pub mod icon;
#[cfg(any(feature = "csr", test))]
pub mod key;
#[cfg(any(feature = "csr", test))]
pub mod leaving;
#[cfg(any(feature = "csr", test))]
pub mod link;
pub mod listen;
#[cfg(any(feature = "csr", test))]
pub mod markdown;
#[cfg(any(feature = "csr", test))]
pub mod menu;
#[cfg(any(feature = "csr", test))]
pub mod number;
#[cfg(any(feature = "csr", test))]
pub mod pager;
pub mod press;
#[cfg(any(feature = "csr", test))]
pub mod search_field;
#[cfg(any(feature = "csr", test))]
pub mod table;
#[cfg(any(feature = "csr", test))]
pub mod tabs;
#[cfg(any(feature = "csr", test))]
pub mod theme;
#[cfg(any(feature = "csr", test))]
pub mod time;
#[cfg(any(feature = "csr", test))]
pub mod toast;
