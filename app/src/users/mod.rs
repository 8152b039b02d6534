//! Members of staff: authentication, their own account, and the list of all.

pub mod admin;
pub mod api;
pub mod public;
pub mod set_up;
