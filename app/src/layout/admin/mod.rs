//! The frame around the screens of the admin. It runs in the browser and asks the server functions; which screen has which address
//! says `frontend/admin`.

mod answer;
mod asking;
mod desk;
mod failed;
mod focus;
mod frame;
mod later;
mod lost;
mod opening;
mod problems;
mod screen;
mod sign_in_again;
mod top;

pub use answer::{Answer, Answered, use_answer};
pub use asking::asking;
pub use desk::{may_administer, may_edit, use_desk, use_ui_language};
pub use failed::Failed;
pub use frame::Frame;
pub use later::{Later, screen_under};
pub use lost::{Lost, OnlyAdmins};
pub use opening::Opening;
pub use problems::Problems;
pub use screen::{Crumb, Screen, focus_heading, use_go, use_screen};
pub use top::speak;

pub use crate::text::admin::sentence;
pub use crate::ui::toast::{offer, say};
