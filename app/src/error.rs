//! The one error that crosses from the server to a screen: a kind that the screen acts on, never a cause.

use domain::invalid::Invalid;
use leptos::server_fn::codec::JsonEncoding;
use leptos::server_fn::error::{FromServerFnError, ServerFnErrorErr};
use leptos::server_fn::{Bytes, Decodes};
use serde::{Deserialize, Serialize};

/// Why a server function did not do what it was asked. The status is the HTTP status (RFC 9110) of its answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
pub enum AppError {
    /// 422: problems at fields.
    #[error("invalid input")]
    Invalid(Invalid),
    /// 401: nobody is signed in, or the session has ended.
    #[error("not signed in")]
    SignedOut,
    /// 401: e-mail and password do not match; the same answer for every reason.
    #[error("wrong credentials")]
    Credentials,
    /// 403: signed in, but the role does not allow it.
    #[error("not allowed")]
    Forbidden,
    #[error("not found")]
    NotFound,
    /// 409: somebody else has saved since.
    #[error("changed meanwhile")]
    Stale,
    /// 409: not possible in the state that the thing is in.
    #[error("conflict")]
    Conflict,
    /// 429: too many requests from this address; may be tried again after so many seconds.
    #[error("too many requests")]
    TooFast { retry_after_seconds: u64 },
    /// The request did not reach the server, or its answer not the browser.
    #[error("connection lost")]
    Offline,
    /// 400: no request of this program.
    #[error("malformed request")]
    Malformed,
    /// 503: the database or the disk cannot be used just now, or too much waits; the same may go well in a moment.
    #[error("unavailable")]
    Unavailable,
    /// 500: our fault; the cause is in the log.
    #[error("internal error")]
    Internal,
}

impl AppError {
    /// Whether the same request may succeed later, so that the person can try again.
    pub fn may_pass(&self) -> bool {
        matches!(self, Self::Offline | Self::SignedOut | Self::TooFast { .. } | Self::Unavailable | Self::Internal)
    }

    /// The HTTP status of the answer.
    pub fn status(&self) -> u16 {
        match self {
            Self::Invalid(_) => 422,
            Self::SignedOut | Self::Credentials => 401,
            Self::Forbidden => 403,
            Self::NotFound => 404,
            Self::Stale | Self::Conflict => 409,
            Self::TooFast { .. } => 429,
            Self::Malformed => 400,
            Self::Offline | Self::Internal => 500,
            Self::Unavailable => 503,
        }
    }
}

impl FromServerFnError for AppError {
    type Encoder = JsonEncoding;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        match error {
            ServerFnErrorErr::Request(_) | ServerFnErrorErr::Response(_) => Self::Offline,
            ServerFnErrorErr::Args(_) | ServerFnErrorErr::MissingArg(_) | ServerFnErrorErr::Deserialization(_) => Self::Malformed,
            _ => Self::Internal,
        }
    }

    /// Reads the body of an answer with an error status. What cannot be read is no answer of this program: a proxy's page, while the
    /// program restarts or the proxy refuses.
    fn de(body: Bytes) -> Self {
        JsonEncoding::decode(body).unwrap_or(Self::Unavailable)
    }

    fn status_code(&self) -> http::StatusCode {
        http::StatusCode::from_u16(self.status()).expect("every status above is a valid one")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_of_a_proxy_is_no_malformed_request() {
        let read = |body: &'static str| AppError::de(Bytes::from_static(body.as_bytes()));
        assert_eq!(read("<html><h1>502 Bad Gateway</h1></html>"), AppError::Unavailable);
        assert_eq!(read("Too many requests"), AppError::Unavailable);
        assert_eq!(read(""), AppError::Unavailable);
        assert_eq!(AppError::de(AppError::Malformed.ser().body), AppError::Malformed);
    }
}
