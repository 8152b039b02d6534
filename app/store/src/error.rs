//! The errors of the store, in words that a screen can act on.

use libsqlite3_sys::{
    SQLITE_BUSY, SQLITE_CANTOPEN, SQLITE_FULL, SQLITE_INTERRUPT, SQLITE_IOERR, SQLITE_LOCKED, SQLITE_NOMEM, SQLITE_PROTOCOL,
    SQLITE_READONLY,
};
use sqlx::error::{DatabaseError, ErrorKind};

use domain::invalid::Invalid;
use domain::language::Language;

/// Why an operation did not happen. Nothing was changed then.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("there is no such row, or no longer")]
    NotFound,
    /// The row has another version than the one that was seen: someone else saved first.
    #[error("someone else saved first")]
    Stale,
    /// A webinar has no seat left.
    #[error("no seat is left")]
    Full,
    /// Another live row has this value. `field` is the form's name of it: `email`, `slug:de`, `import_path`; where one
    /// statement wrote several languages, `slug` alone.
    #[error("{field} is taken")]
    Taken { field: String },
    /// A rule of the database found a missing or wrong value; reported at its field, like the problems of a form.
    #[error("refused: {0:?}")]
    Invalid(Invalid),
    #[error(transparent)]
    Conflict(#[from] Conflict),
    /// Too much is being computed already; the same may go better in a few seconds.
    #[error("too much is being computed at once")]
    Busy,
    /// The database cannot be used just now: the disk is full or fails, the file is locked, no handle or no turn was left. The
    /// same may go well in a moment. The cause is for the log.
    #[error(transparent)]
    Unavailable(sqlx::Error),
    /// A fault of the program or of its file. The cause is for the log, never for a visitor.
    #[error(transparent)]
    Database(sqlx::Error),
}

/// Rules between rows that an operation would have broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Conflict {
    #[error("no admin would be left who can sign in")]
    LastAdmin,
    #[error("the first admin was made already")]
    HasAdmin,
    #[error("they chose a password already")]
    HasPassword,
    #[error("another booking has this time")]
    SlotTaken,
    #[error("more people are registered than that")]
    CapacityBelowSeats,
    #[error("something else still needs it")]
    InUse,
}

impl Error {
    /// Another live row has the value of this field.
    pub fn taken(field: impl Into<String>) -> Self {
        Self::Taken { field: field.into() }
    }

    /// Names the language of a slug that is taken: the constraint itself only says that one is.
    #[must_use]
    pub fn in_language(self, language: &Language) -> Self {
        match self {
            Self::Taken { field } if field == "slug" => Self::Taken { field: format!("slug:{language}") },
            other => other,
        }
    }

    /// A stored value cannot be read as what it should be.
    #[cfg(not(feature = "schema"))]
    pub(crate) fn unreadable(what: impl std::fmt::Display) -> Self {
        Self::Database(sqlx::Error::Decode(format!("cannot be read: {what}").into()))
    }
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        match &error {
            sqlx::Error::RowNotFound => Self::NotFound,
            _ if is_passing(&error) => Self::Unavailable(error),
            sqlx::Error::Database(cause) => named(cause.as_ref()).unwrap_or(Self::Database(error)),
            _ => Self::Database(error),
        }
    }
}

/// Whether the cause lies outside of the program and its data, and may pass.
fn is_passing(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::Database(cause) => {
            let code = cause.code().and_then(|code| code.parse::<i32>().ok());
            // The lowest byte of an extended code is its primary code (<https://sqlite.org/rescode.html>).
            code.is_some_and(|code| PASSING.contains(&(code & 0xff)))
        }
        // sqlx and SQLite disagree on the transaction only after a failure; then the connection is replaced.
        sqlx::Error::BeginFailed | sqlx::Error::InvalidSavePointStatement => true,
        sqlx::Error::Io(_) | sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed | sqlx::Error::WorkerCrashed => true,
        _ => false,
    }
}

/// Primary codes of SQLite for what may pass by itself. `SQLITE_PROTOCOL` means that the WAL could not be locked in time.
const PASSING: [i32; 9] = [
    SQLITE_BUSY,
    SQLITE_LOCKED,
    SQLITE_NOMEM,
    SQLITE_READONLY,
    SQLITE_INTERRUPT,
    SQLITE_IOERR,
    SQLITE_FULL,
    SQLITE_CANTOPEN,
    SQLITE_PROTOCOL,
];

/// The constraints and rules of migrations/ whose breach is not a fault of the program.
fn named(cause: &dyn DatabaseError) -> Option<Error> {
    let message = cause.message();
    let error = match cause.kind() {
        ErrorKind::UniqueViolation => match message.strip_prefix("UNIQUE constraint failed: ")? {
            "slug_claims.item_kind, slug_claims.language, slug_claims.slug" => Error::taken("slug"),
            // Of the table of any kind of item.
            column if column.ends_with(".slug") => Error::taken("slug"),
            "pages.import_path" => Error::taken("import_path"),
            "media_files.file_hash" => Error::taken("file"),
            "index 'uq_admin_users_email'" | "index 'uq_webinar_registrations_webinar_id_email'" => Error::taken("email"),
            "user_sessions.session_token" | "user_tokens.token_hash" => Error::taken("token"),
            _ => return None,
        },
        ErrorKind::ForeignKeyViolation => Conflict::InUse.into(),
        ErrorKind::CheckViolation if message.ends_with("ck_webinars_capacity") => Conflict::CapacityBelowSeats.into(),
        _ => match message {
            "rule: full" => Error::Full,
            "rule: last admin" => Conflict::LastAdmin.into(),
            "rule: slot taken" => Conflict::SlotTaken.into(),
            "rule: in use" => Conflict::InUse.into(),
            _ => return None,
        },
    };
    Some(error)
}
