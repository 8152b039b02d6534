//! From the store's errors to what a screen may know. The cause is logged here, once.

use domain::invalid::{Invalid, Problem};

use crate::error::AppError;

impl From<store::Error> for AppError {
    fn from(error: store::Error) -> Self {
        match error {
            store::Error::NotFound => Self::NotFound,
            store::Error::Stale => Self::Stale,
            store::Error::Taken { field } => Self::Invalid(Invalid::at(field, Problem::Taken)),
            store::Error::Invalid(invalid) => Self::Invalid(invalid),
            store::Error::Full | store::Error::Conflict(_) => Self::Conflict,
            store::Error::Busy => {
                tracing::warn!("too many texts wait to be rendered");
                Self::Unavailable
            }
            store::Error::Unavailable(cause) => {
                tracing::error!(error = %cause, "the database cannot be used just now");
                Self::Unavailable
            }
            store::Error::Database(cause) => {
                tracing::error!(error = %cause, "the database failed");
                Self::Internal
            }
        }
    }
}

impl From<Invalid> for AppError {
    fn from(invalid: Invalid) -> Self {
        Self::Invalid(invalid)
    }
}
