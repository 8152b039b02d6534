//! The shell around the screens of the admin. It runs in the browser and asks the server functions; which screen has which address
//! says `frontend/admin`.

mod boot;
mod context;
mod failed;
mod focus;
mod lazy_screen;
mod not_found;
mod problems;
mod reauth;
mod request;
mod screen;
mod shell;
mod sign_in_again;
mod top_bar;

pub use boot::AdminBoot;
pub use context::{may_administer, may_edit, use_admin, use_ui_language};
pub use failed::Failed;
pub use lazy_screen::{Fetched, LazyScreen, fetch_styles, screen_under};
pub use not_found::{NotFound, OnlyAdmins};
pub use problems::Problems;
pub use reauth::with_reauth;
pub use request::{LoadState, Request, use_request};
pub use screen::{Crumb, Screen, focus_heading, name_last_crumb, use_go, use_screen};
pub use shell::AdminShell;
pub use top_bar::set_ui_language;

pub use crate::text::admin::error_message;
pub use crate::ui::toast::{toast, toast_with_action};
