//! The changes that commits of this and of other programs have made, by topic. Caches compare versions, workers wait.
//!
//! A commit tells its topics by itself ([`crate::sqlite::Write::commit`]): SQLite names the table of every row that is written
//! (<https://sqlite.org/c3ref/update_hook.html>), and [`Topics::of_table`] says what the table belongs to.

use std::ops::BitOr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};

use sqlx::sqlite::SqliteConnection;
use tokio::sync::watch;

/// A part of the data whose changes a cache or a worker follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Topic {
    Analytics,
    Audit,
    Bookings,
    /// What terms are called in each language.
    Glossary,
    /// Files that lie on the disk and have no row any more. No table tells it; an operation does ([`crate::sqlite::Write::notify`]).
    OrphanedFiles,
    Leads,
    Media,
    Outbox,
    Pages,
    Search,
    Sessions,
    Settings,
    /// The texts of pages, whitepapers and webinars, their addresses and what of them is published.
    Translations,
    Users,
    Webinars,
    Whitepapers,
}

const COUNT: usize = Topic::Whitepapers as usize + 1;

/// A set of topics.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Topics(u32);

impl Topics {
    pub const NONE: Self = Self(0);
    pub const ALL: Self = Self((1 << COUNT) - 1);

    /// The topic of this table's rows; none for an unknown table. SQLite does not tell of tables without rowid (`totals`,
    /// `media_redirects`, `media_variants`, `media_uses`, `slug_claims`): their rows change together with one of another table, whose topic counts.
    pub fn of_table(table: &str) -> Option<Self> {
        let topic = match table {
            "analytics_events" => Topic::Analytics,
            "audit_log" => Topic::Audit,
            "bookings" => Topic::Bookings,
            "consents" | "consent_links" | "download_grants" | "webinar_registrations" | "whitepaper_downloads" => Topic::Leads,
            "media_files" => Topic::Media,
            "terms" => Topic::Glossary,
            "mail_outbox" => Topic::Outbox,
            "pages" | "page_lookup" => Topic::Pages,
            "user_sessions" => Topic::Sessions,
            "system_settings" => Topic::Settings,
            "translations" | "slug_redirects" | "revisions" => Topic::Translations,
            "admin_users" | "user_tokens" => Topic::Users,
            "webinars" => Topic::Webinars,
            "whitepapers" => Topic::Whitepapers,
            // What the query planner knows is no data.
            _ if table.starts_with("sqlite_") => return Some(Topics::NONE),
            // The tables in which FTS5 keeps an index.
            _ if table.starts_with("page_lookup_fts_") => Topic::Pages,
            _ if table.starts_with("search_fts_") => Topic::Search,
            _ => return None,
        };
        Some(topic.into())
    }

    pub fn contains(self, topic: Topic) -> bool {
        self.0 & Self::from(topic).0 != 0
    }

    fn indexes(self) -> impl Iterator<Item = usize> {
        (0..COUNT).filter(move |index| self.0 & (1 << index) != 0)
    }
}

impl From<Topic> for Topics {
    fn from(topic: Topic) -> Self {
        Self(1 << topic as u8)
    }
}

impl BitOr for Topics {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl BitOr for Topic {
    type Output = Topics;

    fn bitor(self, other: Self) -> Topics {
        Topics::from(self) | Topics::from(other)
    }
}

impl BitOr<Topic> for Topics {
    type Output = Self;

    fn bitor(self, other: Topic) -> Self {
        self | Self::from(other)
    }
}

/// The versions of all topics. Clones share them.
#[derive(Debug, Clone)]
pub struct Changes(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    versions: [AtomicU64; COUNT],
    /// The topics that the running transaction has written so far.
    written: AtomicU32,
    signal: watch::Sender<()>,
}

impl Changes {
    pub(crate) fn new() -> Self {
        let inner = Inner { versions: Default::default(), written: AtomicU32::new(0), signal: watch::Sender::new(()) };
        Self(Arc::new(inner))
    }

    /// Changes with every commit on these topics. Read the version before the data; then a cache is never newer than its data.
    pub fn version(&self, topics: impl Into<Topics>) -> u64 {
        topics.into().indexes().map(|index| self.0.versions[index].load(Ordering::Acquire)).sum()
    }

    /// Reports every commit from now on.
    pub fn subscribe(&self, topics: impl Into<Topics>) -> Subscription {
        let (topics, signal) = (topics.into(), self.0.signal.subscribe());
        Subscription { changes: self.clone(), topics, signal, seen: self.version(topics) }
    }

    /// Call it after the commit and before the caller continues.
    pub(crate) fn publish(&self, topics: Topics) {
        if topics != Topics::NONE {
            for index in topics.indexes() {
                self.0.versions[index].fetch_add(1, Ordering::AcqRel);
            }
            self.0.signal.send_replace(());
        }
    }

    /// Listens to a connection that writes.
    pub(crate) async fn listen(&self, connection: &mut SqliteConnection) -> Result<(), sqlx::Error> {
        let changes = self.clone();
        connection.lock_handle().await?.set_update_hook(move |row| {
            let topics = Topics::of_table(row.table).unwrap_or(Topics::ALL);
            changes.0.written.fetch_or(topics.0, Ordering::AcqRel);
        });
        Ok(())
    }

    /// The topics written since the last call.
    pub(crate) fn take_written(&self) -> Topics {
        Topics(self.0.written.swap(0, Ordering::AcqRel))
    }
}

/// Waits for changes of some topics.
#[derive(Debug)]
pub struct Subscription {
    changes: Changes,
    topics: Topics,
    signal: watch::Receiver<()>,
    seen: u64,
}

impl Subscription {
    /// Waits until something was committed since the last call, or since [`Subscription::see`].
    pub async fn changed(&mut self) {
        while !self.see() {
            // It ends only with the sender, which this holds itself.
            let _ = self.signal.changed().await;
        }
    }

    /// Takes all that was committed so far as known; whether something was new.
    pub fn see(&mut self) -> bool {
        let seen = std::mem::replace(&mut self.seen, self.changes.version(self.topics));
        seen != self.seen
    }
}
