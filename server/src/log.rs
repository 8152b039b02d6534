//! The log: text in development, JSON in production, on stderr. It holds no personal data, no addresses of clients, no query
//! strings and no tokens.

use app::routes::SET_UP;
use domain::address::LINK_WORDS;
use percent_encoding::percent_decode_str;
use tracing::field::{Field, Visit};
use tracing::{Event, Metadata, Subscriber};
use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt;
use tracing_subscriber::layer::{Context, Filter};
use tracing_subscriber::prelude::*;
use tracing_subscriber::registry::LookupSpan;

use crate::config::{Config, Environment};

/// To be called once, before anything logs. `is_serving` is false for commands that end by themselves: they only say what went wrong.
pub fn start(config: &Config, is_serving: bool) {
    let default = match config.env {
        Environment::Development if is_serving => "info,sqlx::query=debug",
        Environment::Development => "warn",
        Environment::Production => "error",
    };
    let filter = EnvFilter::builder().parse_lossy(config.log.as_deref().unwrap_or(default));
    let filter = SILENT.into_iter().filter_map(|directive| directive.parse().ok()).fold(filter, EnvFilter::add_directive);
    let log = tracing_subscriber::registry().with(filter);
    let started = match config.env {
        Environment::Development => log.with(fmt::layer().with_writer(std::io::stderr).with_filter(NoIdleQueries)).try_init(),
        Environment::Production => {
            log.with(fmt::layer().json().with_writer(std::io::stderr).with_filter(NoIdleQueries)).try_init()
        }
    };
    // A log that is set already (by a test) stays.
    if started.is_ok() {
        std::panic::set_hook(Box::new(|panic| {
            let place = panic.location().map(ToString::to_string).unwrap_or_default();
            let message = panic.payload_as_str().unwrap_or("no message");
            tracing::error!(place, message, "the program panicked");
        }));
    }
}

/// The name of the span around background work.
pub const BACKGROUND: &str = "background";

/// Leaves out the statements of background work that changed nothing: it looks for work all the time, and seldom finds any.
struct NoIdleQueries;

impl<S> Filter<S> for NoIdleQueries
where
    S: Subscriber + for<'a> LookupSpan<'a>,
{
    fn enabled(&self, _of: &Metadata<'_>, _context: &Context<'_, S>) -> bool {
        true
    }

    fn event_enabled(&self, event: &Event<'_>, context: &Context<'_, S>) -> bool {
        if event.metadata().target() != "sqlx::query" {
            return true;
        }
        let is_background =
            context.event_scope(event).is_some_and(|mut scope| scope.any(|span| span.metadata().name() == BACKGROUND));
        let mut changed = RowsAffected(0);
        event.record(&mut changed);
        !is_background || changed.0 > 0
    }
}

/// Reads `rows_affected` of a statement's event.
struct RowsAffected(u64);

impl Visit for RowsAffected {
    fn record_u64(&mut self, field: &Field, value: u64) {
        if field.name() == "rows_affected" {
            self.0 = value;
        }
    }

    fn record_debug(&mut self, _field: &Field, _value: &dyn std::fmt::Debug) {}
}

/// Crates that log requested addresses, tokens included. They stay silent at every level.
const SILENT: [&str; 1] = ["tower_http=off"];

/// A path as it may be logged. It is decoded as often as any program on its way could decode it. Parts that are not plain words
/// are hidden, and so is every part behind `LINKS`, so that no token gets into the log.
pub fn path(path: &str) -> String {
    let decoded = decoded(path);
    let mut is_behind_link = false;
    let parts = decoded.split(['/', '\\']).take(MAX_PARTS).map(|part| {
        let is_shown = is_plain(part) && (part.is_empty() || !is_behind_link);
        is_behind_link |= is_before_token(part.trim());
        if is_shown { part } else { HIDDEN }
    });
    parts.collect::<Vec<_>>().join("/")
}

const HIDDEN: &str = "…";

/// No address of this program has more parts.
const MAX_PARTS: usize = 10;

/// Whether a token may stand behind this part of an address.
fn is_before_token(part: &str) -> bool {
    let set_up = SET_UP.rsplit('/').next().unwrap_or(SET_UP);
    [set_up].iter().chain(&LINK_WORDS).any(|link| part.eq_ignore_ascii_case(link))
}

/// How often a path is decoded. A part that is encoded more often still has a percent sign, so it is hidden.
const MAX_DECODINGS: usize = 4;

fn decoded(path: &str) -> String {
    let mut text = path.to_owned();
    for _ in 0..MAX_DECODINGS {
        let once = percent_decode_str(&text).decode_utf8_lossy().into_owned();
        if once == text {
            break;
        }
        text = once;
    }
    text
}

/// Longer runs of letters are in no word, not even a German one.
const MAX_WORD: usize = 40;

/// Longer runs with digits in them are in no word.
const MAX_WITH_DIGITS: usize = 12;

/// Words as slugs have them: small letters and digits, few of them in a row.
fn is_plain(part: &str) -> bool {
    part.split(['-', '.', '_', '~']).all(|word| {
        let most = if word.bytes().any(|byte| byte.is_ascii_digit()) { MAX_WITH_DIGITS } else { MAX_WORD };
        word.len() <= most && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
    })
}

#[cfg(test)]
mod tests {
    use std::io;
    use std::sync::{Arc, Mutex};

    use super::*;

    const TOKEN: &str = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    #[test]
    fn no_token_is_logged_however_it_is_written() {
        let upper = TOKEN.to_uppercase();
        let encoded: String = TOKEN.bytes().map(|byte| format!("%{byte:02X}")).collect();
        let again = |encoded: String| encoded.replace('%', "%25");
        let twice = again(encoded.clone());
        let five_times = again(again(again(twice.clone())));
        assert_eq!((SET_UP, LINK_WORDS[0]), ("/admin/set-up", "link"), "the addresses below are written out");
        for token in [TOKEN, &upper, &encoded, &twice, &five_times, "abc", "k3J-_aB"] {
            for before in [
                "/admin/set-up/",
                "//admin//set-up/",
                "/admin/set%2Dup/",
                "/admin/set%252dup%2f",
                "/ADMIN/SET-UP/",
                "/admin\\set-up\\",
                "/x/../admin/set-up/./",
                "/de/whitepapers/link/",
                "/de/whitepapers/LINK/x/",
            ] {
                let logged = path(&format!("{before}{token}"));
                assert!(logged.ends_with('…') && !logged.contains(&token[..3]), "{before}{token}: {logged}");
            }
        }
        for before in ["/", "/admin/set-up", "/admin/setup/", "/none/", "/admin/set-up;/", "/admin/set-up%00/"] {
            let logged = path(&format!("{before}{TOKEN}"));
            assert!(!logged.contains("0123"), "{before}: {logged}");
        }
    }

    #[test]
    fn addresses_of_the_site_are_logged_as_they_are() {
        let long = "/de/leistungen/kabelfehlerortungsmesswagen-2026.html";
        for plain in ["/", "/de/whitepapers/fehlerortung", "/admin/pages/17", "/api/admin/pages/save", "/sitemap.xml", long] {
            assert_eq!(path(plain), plain);
        }
        assert_eq!(path("/de/St%C3%B6rlicht/a b"), "/de/…/…");
        assert!(path(&"/a".repeat(10_000)).len() < 50);
    }

    #[derive(Clone, Default)]
    struct Written(Arc<Mutex<Vec<u8>>>);

    impl io::Write for Written {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().extend_from_slice(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn what_background_work_reads_in_vain_is_not_logged() {
        let written = Written::default();
        let writer = written.clone();
        let layer = fmt::layer().with_ansi(false).with_writer(move || writer.clone()).with_filter(NoIdleQueries);
        tracing::subscriber::with_default(tracing_subscriber::registry().with(layer), || {
            let query = |summary, rows_affected: u64| {
                tracing::debug!(target: "sqlx::query", summary, rows_affected, rows_returned = 1_u64);
            };
            query("of a request", 0);
            tracing::info_span!(BACKGROUND, work = "mailer").in_scope(|| {
                query("in vain", 0);
                query("a change", 1);
                tracing::info!("told");
            });
        });
        let log = String::from_utf8(written.0.lock().unwrap().clone()).unwrap();
        for line in ["of a request", "a change", "told"] {
            assert!(log.contains(line), "{line}: {log}");
        }
        assert!(!log.contains("in vain"), "{log}");
    }
}
