//! Pages: saved and listed by editors; read by visitors in the language of the address.

mod cards;
mod content;
mod detail;
mod list;
mod published;
mod save;
mod site_chrome;

pub use cards::{article_cards, child_cards, template_cards};
pub use detail::detail;
pub use list::{list, totals};
pub use published::published;
pub use save::{Saved, save};
pub use site_chrome::site_chrome;
