//! Components without any domain word, each on a native element; their styles are `style/ui`.

pub mod alert;
pub mod checked;
pub mod debounce;
pub mod dialog;
pub mod drawing;
pub mod field;
pub mod files;
pub mod icon;
pub mod key;
pub mod leaving;
pub mod link;
pub mod listen;
pub mod markdown;
pub mod menu;
pub mod number;
pub mod pager;
pub mod press;
pub mod search_field;
pub mod table;
pub mod tabs;
pub mod theme;
pub mod time;
pub mod toast;
