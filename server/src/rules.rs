//! The rules of a route. They are given where the route is declared (`router`); the layers around the handlers read them from the
//! request.

use std::time::Duration;

use axum::extract::Request;
use axum::http::Extensions;
use store::sqlite::{BUSY_TIMEOUT, TURN_TIMEOUT};

use crate::body::SMALL_BYTES;

/// The rules of a route.
#[derive(Debug, Clone, Copy)]
pub struct Rules {
    /// Whether requests count against the limit of their client.
    pub is_counted: bool,
    /// Whether other sites and mail servers may send what changes something: what the address carries is proof enough.
    pub is_for_any_origin: bool,
    /// Whether visitors find it closed in maintenance.
    pub closes: bool,
    /// Whether the session of the request is loaded.
    pub has_session: bool,
    /// Whether nobody but staff gets through.
    pub is_for_staff: bool,
    /// Whether the answer is made for one person, so that it is not cached.
    pub is_personal: bool,
    /// Which form a failure has.
    pub failures: Failures,
    /// How long an answer may take.
    pub timeout: Duration,
    /// Bytes that a server function may be sent.
    pub max_bytes: usize,
    pub logged: Logged,
}

/// How a failure is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Failures {
    /// A document in the language of the browser.
    Document,
    /// A document in the language of the address.
    Page,
    /// JSON.
    Call,
}

/// The words of the log about an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Logged {
    /// The route as it is declared; what stands in its place may be a token.
    Route,
    /// Its plain words ([`crate::log::path`]).
    Words,
}

/// Longer than anything takes that goes well; it also ends a body that trickles in.
const ANSWER_TIMEOUT: Duration = Duration::from_secs(30);

// A request that waits twice for its turn and for another program's lock still says what happened.
const _: () = assert!(2 * (TURN_TIMEOUT.as_secs() + BUSY_TIMEOUT.as_secs()) < ANSWER_TIMEOUT.as_secs());

/// A file may be large and the way slow; a pause in between ends it sooner (`uploads::receive`).
const UPLOAD_TIMEOUT: Duration = Duration::from_secs(60 * 60);

impl Rules {
    /// For machines, and our own files: always open, never counted.
    pub const OPEN: Self = Self {
        is_counted: false,
        is_for_any_origin: false,
        closes: false,
        has_session: false,
        is_for_staff: false,
        is_personal: false,
        failures: Failures::Document,
        timeout: ANSWER_TIMEOUT,
        max_bytes: SMALL_BYTES,
        logged: Logged::Route,
    };

    /// Pages for visitors, and for programs that read for them.
    pub const VISITORS: Self = Self { is_counted: true, closes: true, ..Self::OPEN };

    /// The pages of the site.
    pub const PAGES: Self = Self { failures: Failures::Page, logged: Logged::Words, ..Self::VISITORS };

    /// Files of the media library. A page may have many, so they are not counted. Some of them ask who it is.
    pub const FILES: Self = Self { has_session: true, ..Self::OPEN };

    /// The admin and the ways into it: open to staff in maintenance too. Each handler finds the session.
    pub const ADMIN: Self = Self { is_counted: true, has_session: true, is_personal: true, ..Self::OPEN };

    pub const UPLOADS: Self = Self { timeout: UPLOAD_TIMEOUT, ..Self::ADMIN };

    /// The one click by which a mail program withdraws a consent (RFC 8058). Nobody has to wait for the end of maintenance with it.
    pub const ONE_CLICK: Self = Self { is_counted: true, is_for_any_origin: true, is_personal: true, ..Self::OPEN };

    /// As [`Rules::UPLOADS`], for the script of the admin alone.
    pub const UPLOAD_CALLS: Self = Self { failures: Failures::Call, ..Self::UPLOADS };

    /// The server function by which staff sign in.
    pub const SIGN_IN_CALL: Self = Self { failures: Failures::Call, ..Self::ADMIN };

    /// Server functions for visitors.
    pub const CALLS: Self = Self { closes: true, logged: Logged::Words, ..Self::SIGN_IN_CALL };

    /// Server functions for staff, closed for everyone else before anything is looked at.
    pub const STAFF_CALLS: Self = Self { is_for_staff: true, closes: false, ..Self::CALLS };

    /// For a call that carries texts.
    #[must_use]
    pub const fn up_to(self, max_bytes: usize) -> Self {
        Self { max_bytes, logged: Logged::Route, ..self }
    }

    /// For a route that takes any rest of a path.
    #[must_use]
    pub const fn in_words(self) -> Self {
        Self { logged: Logged::Words, ..self }
    }

    /// The rules of the route that answers this request.
    pub fn of(request: &Request) -> Self {
        Self::within(request.extensions())
    }

    /// As [`Rules::of`], of a request in parts.
    pub fn within(extensions: &Extensions) -> Self {
        *extensions.get().expect("every route is declared with its rules")
    }
}
