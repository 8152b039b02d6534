//! Background work: each in a task of its own. One that panics begins again after a pause, and ends no other.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use futures_util::future::BoxFuture;
use tokio::sync::watch;
use tokio::task::{AbortHandle, Id, JoinSet};
use tracing::Instrument;

use crate::log::BACKGROUND;

/// A task that begins with the program.
#[derive(Clone)]
pub struct BackgroundTask {
    name: &'static str,
    begin: Arc<dyn Fn() -> BoxFuture<'static, ()> + Send + Sync>,
    /// Whether it ends by itself when the program does; any other is aborted then.
    finishes: bool,
}

impl BackgroundTask {
    /// `begin` is called again after a panic.
    pub fn new<F: Future<Output = ()> + Send + 'static>(
        name: &'static str,
        begin: impl Fn() -> F + Send + Sync + 'static,
    ) -> Self {
        Self { name, begin: Arc::new(move || Box::pin(begin())), finishes: false }
    }

    /// The task watches for the end of the program itself, and then has [`SHUTDOWN_TIMEOUT`] to finish its work.
    #[must_use]
    pub fn finishes_on_shutdown(self) -> Self {
        Self { finishes: true, ..self }
    }
}

/// The time that the end of the program waits for tasks that finish.
const SHUTDOWN_TIMEOUT: Duration = Duration::from_secs(10);

/// Between the beginnings of two tasks. Each reads the database first; all at once they would open a connection each, which stays.
const START_GAP: Duration = Duration::from_millis(20);

/// The first pause; each further panic doubles it.
const FIRST_PAUSE: Duration = Duration::from_secs(1);
const LONGEST_PAUSE: Duration = Duration::from_secs(60);

/// A task that runs for so long after a panic is stable again.
const STEADY: Duration = Duration::from_secs(10 * 60);

/// The tasks that panicked.
#[derive(Debug, Default)]
pub struct TaskHealth(Mutex<BTreeMap<&'static str, Broken>>);

#[derive(Debug, Clone, Copy)]
struct Broken {
    /// Since the program started.
    panics: u32,
    /// Without a steady time in between.
    in_a_row: u32,
    last: Instant,
}

impl TaskHealth {
    /// Workers that panicked and are not stable again, for the operator.
    pub fn unstable(&self) -> Vec<&'static str> {
        self.with(|broken| broken.iter().filter(|(_, broken)| broken.last.elapsed() < STEADY).map(|(name, _)| *name).collect())
    }

    /// How often each has panicked that did.
    pub fn panics(&self) -> Vec<(&'static str, u32)> {
        self.with(|broken| broken.iter().map(|(name, broken)| (*name, broken.panics)).collect())
    }

    /// Counts a panic; how many there were in a row.
    fn broke(&self, name: &'static str) -> u32 {
        self.with(|all| {
            let broken = all.entry(name).or_insert(Broken { panics: 0, in_a_row: 0, last: Instant::now() });
            broken.in_a_row = if broken.last.elapsed() < STEADY { broken.in_a_row + 1 } else { 1 };
            broken.panics += 1;
            broken.last = Instant::now();
            broken.in_a_row
        })
    }

    fn with<T>(&self, act: impl FnOnce(&mut BTreeMap<&'static str, Broken>) -> T) -> T {
        act(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Keeps all of it going until the program ends.
pub struct Supervisor {
    tasks: JoinSet<()>,
    running: HashMap<Id, (BackgroundTask, AbortHandle)>,
    health: Arc<TaskHealth>,
    ended: watch::Receiver<bool>,
    first_pause: Duration,
}

impl Supervisor {
    pub fn new(health: Arc<TaskHealth>, ended: watch::Receiver<bool>) -> Self {
        Self { tasks: JoinSet::new(), running: HashMap::new(), health, ended, first_pause: FIRST_PAUSE }
    }

    /// Runs until the program ends.
    pub async fn run(mut self, works: Vec<BackgroundTask>) {
        for (work, nth) in works.into_iter().zip(0..) {
            self.begin(work, START_GAP * nth);
        }
        let mut ended = self.ended.clone();
        loop {
            let joined = tokio::select! {
                // The sender is gone.
                _ = ended.wait_for(|ended| *ended) => break,
                joined = self.tasks.join_next_with_id() => joined,
            };
            let Some(joined) = joined else { break };
            let id = joined.as_ref().map_or_else(|error| error.id(), |(id, ())| *id);
            let Some((work, _)) = self.running.remove(&id) else { continue };
            if joined.is_err_and(|error| error.is_panic()) {
                let in_a_row = self.health.broke(work.name);
                let pause = (self.first_pause * 2_u32.saturating_pow(in_a_row - 1)).min(LONGEST_PAUSE);
                tracing::error!(work = work.name, in_a_row, ?pause, "background work broke; it begins again");
                self.begin(work, pause);
            }
        }
        self.end().await;
    }

    fn begin(&mut self, work: BackgroundTask, pause: Duration) {
        let (begin, name, mut ended) = (work.begin.clone(), work.name, self.ended.clone());
        let task = self.tasks.spawn(async move {
            if !pause.is_zero() && tokio::time::timeout(pause, ended.wait_for(|ended| *ended)).await.is_ok() {
                return;
            }
            // The log leaves out what such work reads in vain.
            begin().instrument(tracing::info_span!(BACKGROUND, work = name)).await;
        });
        self.running.insert(task.id(), (work, task));
    }

    /// Waits until all have ended: a step that another thread is in must not find the database closed.
    async fn end(mut self) {
        for (work, task) in self.running.values() {
            if !work.finishes {
                task.abort();
            }
        }
        let all = async { while self.tasks.join_next().await.is_some() {} };
        if tokio::time::timeout(SHUTDOWN_TIMEOUT, all).await.is_err() {
            let left: Vec<_> = self.running.values().filter(|(_, task)| !task.is_finished()).map(|(work, _)| work.name).collect();
            tracing::warn!(?left, "background work did not finish in time");
            self.tasks.shutdown().await;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU32, Ordering};

    use tokio::sync::Notify;

    use super::*;

    struct Started {
        health: Arc<TaskHealth>,
        end: watch::Sender<bool>,
        all: tokio::task::JoinHandle<()>,
    }

    fn start(works: Vec<BackgroundTask>) -> Started {
        let (end, ended) = watch::channel(false);
        let health = Arc::new(TaskHealth::default());
        let supervisor = Supervisor { first_pause: Duration::from_millis(1), ..Supervisor::new(health.clone(), ended) };
        Started { health, end, all: tokio::spawn(supervisor.run(works)) }
    }

    impl Started {
        async fn end(self) {
            self.end.send(true).unwrap();
            tokio::time::timeout(SHUTDOWN_TIMEOUT, self.all).await.expect("it ends").unwrap();
        }
    }

    /// Panics so often at its beginning; then it tells that it works.
    fn breaking(name: &'static str, times: u32, works: &Arc<Notify>) -> BackgroundTask {
        let (begun, works) = (Arc::new(AtomicU32::new(0)), works.clone());
        BackgroundTask::new(name, move || {
            let (begun, works) = (begun.clone(), works.clone());
            async move {
                assert!(begun.fetch_add(1, Ordering::Relaxed) >= times, "as the test wants it");
                works.notify_one();
                std::future::pending().await
            }
        })
    }

    #[tokio::test]
    async fn work_that_panics_begins_again_and_ends_no_other() {
        let (good, bad) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
        let others = Arc::new(AtomicU32::new(0));
        let counted = others.clone();
        let beside = BackgroundTask::new("beside", move || {
            counted.fetch_add(1, Ordering::Relaxed);
            std::future::pending()
        });
        let started = start(vec![beside, breaking("good", 0, &good), breaking("bad", 3, &bad)]);
        good.notified().await;
        tokio::time::timeout(SHUTDOWN_TIMEOUT, bad.notified()).await.expect("it begins again");
        assert_eq!(started.health.unstable(), ["bad"]);
        assert_eq!(started.health.panics(), [("bad", 3)]);
        assert_eq!(others.load(Ordering::Relaxed), 1, "another goes on as it began");
        started.end().await;
    }

    #[tokio::test]
    async fn work_that_finishes_is_waited_for_and_any_other_is_not() {
        let finished = Arc::new(Notify::new());
        let (end, ended) = watch::channel(false);
        let tell = finished.clone();
        let finishing = BackgroundTask::new("finishing", move || {
            let (tell, mut ended) = (tell.clone(), ended.clone());
            async move {
                ended.wait_for(|ended| *ended).await.unwrap();
                tokio::task::yield_now().await;
                tell.notify_one();
            }
        });
        let started = start(vec![finishing.finishes_on_shutdown(), BackgroundTask::new("endless", std::future::pending)]);
        end.send(true).unwrap();
        started.end().await;
        finished.notified().await;
    }

    #[tokio::test]
    async fn the_end_waits_for_no_pause() {
        let (end, ended) = watch::channel(false);
        let health = Arc::new(TaskHealth::default());
        let supervisor = Supervisor { first_pause: LONGEST_PAUSE, ..Supervisor::new(health.clone(), ended) };
        let all = tokio::spawn(supervisor.run(vec![breaking("bad", 1, &Arc::default()).finishes_on_shutdown()]));
        while health.panics().is_empty() {
            tokio::task::yield_now().await;
        }
        end.send(true).unwrap();
        tokio::time::timeout(SHUTDOWN_TIMEOUT, all).await.expect("it ends").unwrap();
    }
}
