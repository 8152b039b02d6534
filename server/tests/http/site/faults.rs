//! What goes wrong inside of a program while its test runs: panics on any of its threads, and what it logs as an error.

use std::fmt::Write;
use std::panic;
use std::sync::{Mutex, Once, PoisonError};
use std::thread;

use tokio::runtime::{Handle, Id};
use tracing::field::{Field, Visit};
use tracing::level_filters::LevelFilter;
use tracing::{Event, Subscriber};
use tracing_subscriber::Layer;
use tracing_subscriber::layer::{Context, SubscriberExt};

struct Fault {
    /// Of the test to which it belongs: each has a runtime of its own, and all threads of a runtime know it. None on a thread
    /// that belongs to no runtime.
    runtime: Option<Id>,
    text: String,
}

static FAULTS: Mutex<Vec<Fault>> = Mutex::new(Vec::new());

fn note(text: String) {
    let runtime = Handle::try_current().ok().map(|handle| handle.id());
    FAULTS.lock().unwrap_or_else(PoisonError::into_inner).push(Fault { runtime, text });
}

/// Begins to note faults, once for all tests. A panic within a request would else only be an answer among others, and one
/// within a body or a job would be nothing at all.
pub fn watch() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let before = panic::take_hook();
        panic::set_hook(Box::new(move |panic| {
            // Panics of the tests themselves fail them anyway.
            if panic.location().is_some_and(|place| !place.file().contains("tests/http")) {
                note(format!("panic: {panic}"));
            }
            before(panic);
        }));
        let log = tracing_subscriber::registry().with(Errors.with_filter(LevelFilter::ERROR));
        tracing::subscriber::set_global_default(log).expect("nothing else listens to the log");
    });
}

/// Fails the test of this runtime if something went wrong in it, but for errors in whose text one of `expected` stands.
pub fn assert_none(runtime: Id, expected: &[String]) {
    let mut faults = FAULTS.lock().unwrap_or_else(PoisonError::into_inner);
    let found: Vec<String> =
        faults.extract_if(.., |fault| fault.runtime.is_none_or(|id| id == runtime)).map(|fault| fault.text).collect();
    drop(faults);
    let is_expected = |text: &String| expected.iter().any(|expected| text.contains(expected.as_str()));
    let unexpected: Vec<_> = found.into_iter().filter(|text| !is_expected(text)).collect();
    if !thread::panicking() {
        assert!(unexpected.is_empty(), "the program failed without telling its client: {unexpected:#?}");
    }
}

struct Errors;

impl<S: Subscriber> Layer<S> for Errors {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        let mut text = Text(format!("error of {}:", event.metadata().target()));
        event.record(&mut text);
        note(text.0);
    }
}

struct Text(String);

impl Visit for Text {
    fn record_debug(&mut self, field: &Field, value: &dyn std::fmt::Debug) {
        // Writing into text cannot fail.
        let _ = write!(self.0, " {field}={value:?}");
    }
}
