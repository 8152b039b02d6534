//! The worker of the outbox against a real mail server: smtp-server from npm, started on a free port by each test.

#![allow(clippy::unwrap_used)]

mod delivery;
mod failure;
mod nonsense;
mod restart;
#[path = "../support/mod.rs"]
mod support;

use app::shell::Icons;
use app::ssr::AppContext;
use app::ssr::assets::{Assets, Bundle};
use clap::Parser;
use domain::language::Language;
use domain::list::Paging;
use domain::mail::{Kind, MailFilter, MailRow};
use domain::time::Timestamp;
use server::config::Config;
use server::mailer::Mailer;
use store::access::Admin;
use store::outbox::{NewMail, append, list};
use store::sqlite::Options;
use store::{Store, outbox};
use tempfile::TempDir;
use tokio::runtime::Handle;

use crate::support::faults::Watch;

/// 2026-11-22 09:05:00 UTC.
const NOW: Timestamp = Timestamp(1_795_338_300);

fn later(seconds: i64) -> Timestamp {
    Timestamp(NOW.0 + seconds)
}

/// A database with an outbox, in a folder that goes away with it.
struct TestOutbox {
    context: AppContext,
    folder: TempDir,
    faults: Watch,
}

/// No worker runs any more: each belongs to its test.
impl Drop for TestOutbox {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            self.faults.assert_none();
        }
    }
}

#[derive(Parser)]
struct Settings {
    #[command(flatten)]
    config: Config,
}

impl TestOutbox {
    async fn new() -> Self {
        let faults = Watch::begin(Handle::current().id());
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&Options::new(folder.path().join("magnetiq.db"))).await.unwrap();
        store.migrate().await.unwrap();
        let none = Bundle { javascript: "", wasm: "" };
        let assets = Assets::new(Default::default(), Icons::default(), none, none);
        let secret = app::ssr::secret::Secret::parse("M4q7ZkXw1uTn0pRbV9sYc2LhJd6Ef3Ga").unwrap();
        Self { context: AppContext::new(store, assets, "https://www.example.com".into(), secret), folder, faults }
    }

    fn store(&self) -> &Store {
        self.context.store()
    }

    /// A worker with these settings, as the program makes it at its start.
    fn mailer(&self, arguments: &[&str]) -> Mailer {
        let database = self.folder.path().join("magnetiq.db");
        let first = ["magnetiq", "--database", database.to_str().unwrap()];
        let config = Settings::try_parse_from(first.iter().chain(arguments)).unwrap().config;
        Mailer::new(self.context.clone(), &config).unwrap()
    }

    async fn put(&self, to: &str) {
        self.put_with(to, None).await;
    }

    async fn put_with(&self, to: &str, unsubscribe: Option<String>) {
        let mail = NewMail {
            key: to.into(),
            kind: Kind::Test.as_str(),
            language: Language::parse("de").unwrap(),
            to_address: to.into(),
            to_name: Some("Mia\r\nBcc: all@example.org".into()),
            subject: "Größe\r\nX-Evil: 1".into(),
            text: "Guten Tag,\n.\nZeile\n".into(),
            html: "<!doctype html><p>Größe</p>".into(),
            attachments: vec![outbox::Attachment {
                name: "termin.ics".into(),
                content_type: "text/calendar; charset=utf-8".into(),
                content: "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n".into(),
            }],
            unsubscribe,
        };
        let mut tx = self.store().begin_write().await.unwrap();
        assert!(append(&mut tx, &mail, NOW).await.unwrap());
        tx.commit().await.unwrap();
    }

    /// The outbox, as admins see it, the oldest first.
    async fn rows(&self) -> Vec<MailRow> {
        let filter = MailFilter { paging: Paging { size: 100, ..Paging::default() }, ..MailFilter::default() };
        let mut rows = list::list(self.store(), &Admin::command_line(), &filter, NOW).await.unwrap().items;
        rows.reverse();
        rows
    }
}

/// Sends all that is due at this time.
async fn deliver_all(mailer: &mut Mailer, now: Timestamp) {
    while mailer.deliver(now).await.unwrap() {}
}
