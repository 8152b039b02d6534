//! What only the server needs: the state of the program, the checks before each operation, and HTML as a string.

pub mod assets;
pub mod auth;
pub mod context;
pub mod document;
mod error;
pub mod guard;
pub mod items;
pub mod lead_gate;
pub mod mail;
pub mod password;
pub mod public;
pub mod secret;

use domain::time::Timestamp;
use leptos::prelude::*;

use crate::error::AppError;
pub use context::AppContext;

/// Renders a view to HTML. Everything it shows was loaded before, so it never waits and leaves no script of its own in the page.
pub fn html<V: IntoView>(view: impl FnOnce() -> V) -> String {
    let owner = Owner::new();
    let html = owner.with(|| view().into_view().to_html());
    owner.cleanup();
    without_controls(html)
}

/// HTML has no control characters but tab and line ends (HTML Standard, 13.2.3.5); what somebody sends may have them.
fn without_controls(html: String) -> String {
    let is_refused = |c: char| c.is_control() && !matches!(c, '\t' | '\n' | '\r');
    if html.contains(is_refused) { html.replace(is_refused, "") } else { html }
}

/// The state that the router put into the context of this request.
pub fn app_context() -> Result<AppContext, AppError> {
    use_context::<AppContext>().ok_or_else(|| {
        tracing::error!("a server function was called without the AppContext in its context");
        AppError::Internal
    })
}

/// The one place that reads the clock.
#[allow(clippy::disallowed_methods)]
pub fn now() -> Timestamp {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    Timestamp(since.map_or(0, |since| i64::try_from(since.as_secs()).unwrap_or(i64::MAX)))
}
