//! Media: the files that editors upload and visitors see.

#[cfg(any(feature = "csr", test))]
pub mod admin;
pub mod api;
pub mod cover;
#[cfg(any(feature = "csr", test))]
pub mod fields;
pub mod upload_page;
