//! Pages: saved and listed by editors; read by visitors in the language of the address.

mod cards;
mod content;
mod detail;
mod front_page;
mod list;
mod published;
mod save;
mod site_chrome;

pub use cards::{article_cards, child_cards, template_cards};
pub use detail::detail;
pub use front_page::front_page;
pub use list::{list, totals};
pub use published::{published, titles};
pub use save::{Saved, save};
pub use site_chrome::site_chrome;
