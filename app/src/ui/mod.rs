//! Components without any domain word, each on a native element; their styles are `style/ui`.

pub mod alert;
pub mod drawing;
pub mod field;
pub mod icon;
