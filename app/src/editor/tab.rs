//! The parts of an editor's screen.

/// The parts of the screen, as the address names them: `?tab=search`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Tab {
    Text,
    Search,
    Settings,
}

impl Tab {
    pub const ALL: [Self; 3] = [Self::Text, Self::Search, Self::Settings];

    /// As the address holds it; empty for the first.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Text => "",
            Self::Search => "search",
            Self::Settings => "settings",
        }
    }

    pub fn parse(text: &str) -> Self {
        Self::ALL.into_iter().find(|tab| tab.as_str() == text).unwrap_or(Self::Text)
    }
}
