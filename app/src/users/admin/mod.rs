//! What staff see of users: the list and the form to create one (admins), and their own account.

pub mod account;
pub mod list;
pub mod new;
