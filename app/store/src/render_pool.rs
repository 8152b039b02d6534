//! Runs work that takes longer than a millisecond, such as rendering, on threads that answer no requests. Few run at once, and a
//! limited number waits. Work whose caller is gone before its turn does not run.

use std::sync::Arc;

use tokio::sync::Semaphore;

use crate::error::Error;

/// How many run at once. Each may take some hundred megabytes while it runs.
const MAX_SIDE_BY_SIDE: usize = 2;

/// How many run and wait in all. Further ones are refused with [`Error::Busy`].
const MAX_WAITING: usize = 32;

/// Limits how much runs and waits. Clones share the limits.
#[derive(Debug, Clone)]
pub struct RenderPool {
    running: Arc<Semaphore>,
    waiting: Arc<Semaphore>,
}

impl RenderPool {
    pub(crate) fn new() -> Self {
        Self { running: Arc::new(Semaphore::new(MAX_SIDE_BY_SIDE)), waiting: Arc::new(Semaphore::new(MAX_WAITING)) }
    }

    /// Runs `work` when it is its turn, and returns its result.
    pub async fn run<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T, Error> {
        let waiting = self.waiting.clone().try_acquire_owned().map_err(|_| Error::Busy)?;
        let running = self.running.clone().acquire_owned().await.map_err(|_| Error::Busy)?;
        let done = tokio::task::spawn_blocking(move || {
            let done = work();
            drop((running, waiting));
            done
        });
        Ok(done.await.expect("the work ends, and is not cancelled while it is awaited"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn whoever_is_gone_before_its_turn_is_left_out_and_too_many_are_refused() {
        let pool = RenderPool::new();
        let (begin, begun) = std::sync::mpsc::channel::<()>();
        let begun = Arc::new(std::sync::Mutex::new(begun));
        let first: Vec<_> = (0..MAX_SIDE_BY_SIDE)
            .map(|_| {
                let (pool, begun) = (pool.clone(), begun.clone());
                tokio::spawn(async move { pool.run(move || begun.lock().unwrap().recv().is_ok()).await })
            })
            .collect();
        while pool.running.available_permits() > 0 {
            tokio::task::yield_now().await;
        }
        let gone = tokio::spawn({
            let pool = pool.clone();
            async move { pool.run(|| panic!("nobody waits for it")).await.map(|(): ()| ()) }
        });
        while pool.waiting.available_permits() > MAX_WAITING - MAX_SIDE_BY_SIDE - 1 {
            tokio::task::yield_now().await;
        }
        gone.abort();
        assert!(gone.await.unwrap_err().is_cancelled());
        let waiting: Vec<_> = (0..pool.waiting.available_permits())
            .map(|_| {
                let pool = pool.clone();
                tokio::spawn(async move { pool.run(|| ()).await })
            })
            .collect();
        while pool.waiting.available_permits() > 0 {
            tokio::task::yield_now().await;
        }
        assert!(matches!(pool.run(|| ()).await, Err(Error::Busy)));
        (0..MAX_SIDE_BY_SIDE).for_each(|_| begin.send(()).unwrap());
        for task in first {
            assert!(task.await.unwrap().unwrap());
        }
        for task in waiting {
            task.await.unwrap().unwrap();
        }
    }
}
