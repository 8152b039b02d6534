//! The activity of one connection. Connections that need a slot look at it.

use std::sync::atomic::{AtomicBool, AtomicU8, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use tokio::sync::Notify;

/// No request has come yet, or only a part of its head.
const IDLE: u8 = 0;
/// A request is being answered.
const BUSY: u8 = 1;
/// The answer is made; its last bytes leave.
const FLUSHING: u8 = 2;

/// Where slots are short, a client that keeps the program waiting in the middle of a request loses its slot after this time.
const EVICTABLE_AFTER: Duration = Duration::from_secs(10);

/// The least speed of a request that takes longer than [`SLOW_ALLOWED`].
const MIN_BYTES_PER_SECOND: u64 = 500;
const SLOW_ALLOWED: Duration = Duration::from_secs(60);

#[derive(Debug)]
pub struct Activity {
    opened: Instant,
    phase: AtomicU8,
    /// Milliseconds from `opened` to the last change of the phase.
    since_ms: AtomicU64,
    /// Whether the next bytes of a request's body are waited for.
    waits_for_body: AtomicBool,
    /// Whether the client does not read what it asked for.
    waits_for_reader: AtomicBool,
    is_body_unread: AtomicBool,
    /// Bytes in either direction since the phase changed.
    bytes: AtomicU64,
    evicted: Notify,
}

impl Activity {
    pub fn new() -> Self {
        Self {
            opened: Instant::now(),
            phase: AtomicU8::new(IDLE),
            since_ms: AtomicU64::new(0),
            waits_for_body: AtomicBool::new(false),
            waits_for_reader: AtomicBool::new(false),
            is_body_unread: AtomicBool::new(false),
            bytes: AtomicU64::new(0),
            evicted: Notify::new(),
        }
    }

    fn enter(&self, phase: u8) {
        self.phase.store(phase, Ordering::Release);
        self.since_ms.store(self.opened.elapsed().as_millis() as u64, Ordering::Release);
        self.bytes.store(0, Ordering::Release);
        self.set_waits_for_body(false);
        self.set_waits_for_reader(false);
    }

    /// A head is complete.
    pub fn begin(&self) {
        self.is_body_unread.store(false, Ordering::Release);
        self.enter(BUSY);
    }

    pub fn body_begins(&self) {
        self.is_body_unread.store(true, Ordering::Release);
    }

    pub fn body_ends(&self) {
        self.is_body_unread.store(false, Ordering::Release);
        self.set_waits_for_body(false);
    }

    pub fn is_body_unread(&self) -> bool {
        self.is_body_unread.load(Ordering::Acquire)
    }

    /// The answer has been handed over as a whole, but perhaps not sent. The client's time goes on.
    pub fn answered(&self) {
        self.phase.store(FLUSHING, Ordering::Release);
    }

    /// Everything that was written has left.
    pub fn flushed(&self) {
        self.set_waits_for_reader(false);
        if self.phase.load(Ordering::Acquire) == FLUSHING {
            self.enter(IDLE);
        }
    }

    pub fn set_waits_for_body(&self, waits: bool) {
        self.waits_for_body.store(waits, Ordering::Release);
    }

    pub fn set_waits_for_reader(&self, waits: bool) {
        self.waits_for_reader.store(waits, Ordering::Release);
    }

    fn waits_for_client(&self) -> bool {
        self.waits_for_body.load(Ordering::Acquire) || self.waits_for_reader.load(Ordering::Acquire)
    }

    /// Counts bytes that came or went; false where they trickle.
    pub fn count_bytes(&self, bytes: usize) -> bool {
        let bytes = self.bytes.fetch_add(bytes as u64, Ordering::AcqRel) + bytes as u64;
        let age = self.age();
        self.is_idle() || age < SLOW_ALLOWED || bytes >= MIN_BYTES_PER_SECOND * age.as_secs()
    }

    pub fn is_idle(&self) -> bool {
        self.phase.load(Ordering::Acquire) == IDLE
    }

    /// Whether another connection may have its slot.
    pub fn is_evictable(&self) -> bool {
        self.is_idle() || (self.waits_for_client() && self.age() >= EVICTABLE_AFTER)
    }

    /// Since it became idle, or since its request began.
    pub fn age(&self) -> Duration {
        self.opened.elapsed().saturating_sub(Duration::from_millis(self.since_ms.load(Ordering::Acquire)))
    }

    pub fn evict(&self) {
        self.evicted.notify_one();
    }

    pub async fn evicted(&self) {
        self.evicted.notified().await;
    }
}
