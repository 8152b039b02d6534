//! What staff see of users: the list and the form that creates one (admins), and their own account.

pub mod account;
mod appearance;
mod browser;
mod link;
pub mod list;
pub mod new;
mod password;
mod sessions;
