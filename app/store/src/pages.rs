//! Pages: saved and listed by editors; read by visitors in the language of the address.

mod detail;
mod furniture;
mod list;
mod published;
mod save;
mod stored;

pub use detail::detail;
pub use furniture::furniture;
pub use list::{list, totals};
pub use published::published;
pub use save::{Saved, save};
