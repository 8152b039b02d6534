//! The log: text in development, JSON in production, on stderr. It holds no personal data, no addresses of clients, no query
//! strings and no tokens.

use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt;
use tracing_subscriber::prelude::*;

use crate::config::{Config, Environment};

/// To be called once, before anything logs. `is_serving` is false for commands that end by themselves: they only say what went wrong.
pub fn start(config: &Config, is_serving: bool) {
    let default = match config.env {
        Environment::Development if is_serving => "info,sqlx::query=debug",
        Environment::Development => "warn",
        Environment::Production => "error",
    };
    let filter = EnvFilter::builder().parse_lossy(config.log.as_deref().unwrap_or(default));
    let log = tracing_subscriber::registry().with(filter);
    let started = match config.env {
        Environment::Development => log.with(fmt::layer().with_writer(std::io::stderr)).try_init(),
        Environment::Production => log.with(fmt::layer().json().with_writer(std::io::stderr)).try_init(),
    };
    // Whoever has a log already (a test) keeps it.
    if started.is_ok() {
        std::panic::set_hook(Box::new(|panic| {
            let place = panic.location().map(ToString::to_string).unwrap_or_default();
            let message = panic.payload_as_str().unwrap_or("no message");
            tracing::error!(place, message, "the program panicked");
        }));
    }
}

/// A path as it may be logged: without the token of a one-time link or of a link to a file, in whichever language.
pub fn path(path: &str) -> &str {
    let set_up = app::routes::SET_UP;
    if path.starts_with(set_up) {
        return set_up;
    }
    let link = "/whitepapers/link/";
    path.find(link).map_or(path, |start| &path[..start + link.len()])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_token_is_logged() {
        assert_eq!(path("/admin/set-up/0123"), "/admin/set-up");
        assert_eq!(path("/whitepapers/link/0123"), "/whitepapers/link/");
        assert_eq!(path("/de/whitepapers/link/0123?sent"), "/de/whitepapers/link/");
        assert_eq!(path("/de/whitepapers/fehlerortung"), "/de/whitepapers/fehlerortung");
    }
}
