//! Settings of the site, as far as screens need them.

pub mod api;
