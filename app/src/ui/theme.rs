//! Light, dark, or as the system has it: kept in this browser, for the site and the admin alike.

use leptos::prelude::*;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Theme {
    System,
    Light,
    Dark,
}

impl Theme {
    pub const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    /// The one that was chosen in this browser.
    pub fn current() -> Self {
        let chosen = document().document_element().and_then(|root| root.get_attribute("data-theme"));
        match chosen.as_deref() {
            Some("light") => Self::Light,
            Some("dark") => Self::Dark,
            _ => Self::System,
        }
    }

    /// Shows it and keeps it. A browser that keeps nothing shows it until the page is left.
    pub fn choose(self) {
        let storage = window().local_storage().ok().flatten();
        let Some(root) = document().document_element() else { return };
        let _ = match self {
            Self::System => root.remove_attribute("data-theme"),
            Self::Light | Self::Dark => root.set_attribute("data-theme", self.as_str()),
        };
        let _ = match (self, storage) {
            (_, None) => Ok(()),
            (Self::System, Some(storage)) => storage.remove_item("theme"),
            (Self::Light | Self::Dark, Some(storage)) => storage.set_item("theme", self.as_str()),
        };
    }

    /// As the control's value and the storage hold it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}
