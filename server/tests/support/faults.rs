//! What goes wrong inside of a program that runs in the process of its test: panics on any of its threads, and what it logs as an
//! error.

use std::fmt::Write;
use std::panic;
use std::sync::{Mutex, MutexGuard, Once, PoisonError};

use tokio::runtime::{Handle, Id};
use tracing::field::{Field, Visit};
use tracing::level_filters::LevelFilter;
use tracing::{Event, Subscriber};
use tracing_subscriber::Layer;
use tracing_subscriber::layer::{Context, SubscriberExt};

struct Fault {
    /// All threads of a runtime know it, and no two tests share one. None on a thread that belongs to no runtime.
    runtime: Option<Id>,
    is_panic: bool,
    text: String,
}

/// Of all tests of this process, as they happened. None is taken out: one on a thread without a runtime belongs to every test
/// that ran then, for nobody can say whose it was.
static FAULTS: Mutex<Vec<Fault>> = Mutex::new(Vec::new());

fn all() -> MutexGuard<'static, Vec<Fault>> {
    FAULTS.lock().unwrap_or_else(PoisonError::into_inner)
}

fn note(is_panic: bool, text: String) {
    let runtime = Handle::try_current().ok().map(|handle| handle.id());
    all().push(Fault { runtime, is_panic, text });
}

/// Begins to note faults, once for all tests. A panic within a request would else only be an answer among others, and one
/// within a body or a job would be nothing at all.
fn note_all() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let before = panic::take_hook();
        panic::set_hook(Box::new(move |panic| {
            // Panics of the tests themselves fail them anyway.
            if panic.location().is_some_and(|place| !place.file().contains("server/tests/")) {
                note(true, format!("panic: {panic}"));
            }
            before(panic);
        }));
        let log = tracing_subscriber::registry().with(Errors.with_filter(LevelFilter::ERROR));
        tracing::subscriber::set_global_default(log).expect("nothing else listens to the log");
    });
}

/// Looks at the faults of one test.
pub struct Watch {
    /// How many there were before it.
    before: usize,
    runtime: Id,
    /// What the log may say as an error.
    expected: Mutex<Vec<String>>,
}

impl Watch {
    /// From now on, on this runtime.
    pub fn begin(runtime: Id) -> Self {
        note_all();
        Self { before: all().len(), runtime, expected: Mutex::default() }
    }

    /// An error in which these words stand is none. Nobody may expect a panic.
    pub fn expect(&self, error: &str) {
        self.expected.lock().unwrap().push(error.to_owned());
    }

    /// To be called when nothing of the program runs any more.
    pub fn assert_none(&self) {
        let expected = self.expected.lock().unwrap_or_else(PoisonError::into_inner);
        let is_expected = |fault: &Fault| !fault.is_panic && expected.iter().any(|words| fault.text.contains(words.as_str()));
        let is_ours = |fault: &Fault| fault.runtime.is_none_or(|id| id == self.runtime);
        let found: Vec<String> = {
            let faults = all();
            faults[self.before..]
                .iter()
                .filter(|fault| is_ours(fault) && !is_expected(fault))
                .map(|fault| fault.text.clone())
                .collect()
        };
        assert!(found.is_empty(), "the program failed without telling its client: {found:#?}");
    }
}

struct Errors;

impl<S: Subscriber> Layer<S> for Errors {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        let mut text = Text(format!("error of {}:", event.metadata().target()));
        event.record(&mut text);
        note(false, text.0);
    }
}

struct Text(String);

impl Visit for Text {
    fn record_debug(&mut self, field: &Field, value: &dyn std::fmt::Debug) {
        // Writing into text cannot fail.
        let _ = write!(self.0, " {field}={value:?}");
    }
}
