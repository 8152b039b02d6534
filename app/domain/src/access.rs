//! The three roles. `store::access` has the proof that someone holds one: a checked session makes it, or the command line has it.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::invalid::Problem;

/// The rights of a member of staff; a higher role may do all that a lower one may (`Viewer < Editor < Admin`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Looks, without changing anything; personal data of leads is masked.
    Viewer,
    /// Creates, edits, publishes, trashes, restores, exports.
    Editor,
    /// Runs the place: users, roles, settings, audit log, purge, backup.
    Admin,
}

impl Role {
    pub const ALL: [Self; 3] = [Self::Viewer, Self::Editor, Self::Admin];

    /// As the column `admin_users.role` holds it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Viewer => "viewer",
            Self::Editor => "editor",
            Self::Admin => "admin",
        }
    }

    pub fn parse(text: &str) -> Result<Self, Problem> {
        Self::ALL.into_iter().find(|role| role.as_str() == text).ok_or(Problem::NotAChoice)
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
