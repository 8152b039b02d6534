//! A database of its own for each test, and the people in it.

pub mod media;
pub mod pages;
pub mod search;
pub mod whitepapers;

use std::ops::Deref;

use domain::access::Role;
use domain::id::{SessionId, UserId};
use domain::text::Email;
use domain::time::Timestamp;
use domain::user::NewUser;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{AssertSqlSafe, ConnectOptions};
use store::access::{Admin, Staff};
use store::sessions::{self, Limits, NewSession};
use store::sqlite::Options;
use store::{Store, users};
use tempfile::TempDir;

/// What a test answers: `?` instead of `unwrap`.
pub type Outcome = Result<(), Box<dyn std::error::Error>>;

/// 2026-11-22 09:05:00 UTC.
pub const NOW: Timestamp = Timestamp(1_795_338_300);

pub const LIMITS: Limits = Limits { idle_minutes: 120, absolute_hours: 168 };

/// A migrated database in a folder that goes away with it.
pub struct TestStore {
    store: Store,
    /// Goes with the test.
    _folder: TempDir,
}

impl Deref for TestStore {
    type Target = Store;

    fn deref(&self) -> &Store {
        &self.store
    }
}

impl TestStore {
    pub async fn new() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let store = Store::open(&Options::new(folder.path().join("magnetiq.db"))).await.expect("a new database");
        store.migrate().await.expect("the migrations");
        Self { store, _folder: folder }
    }

    /// A database as the migrations before `version` leave it; [`Store::migrate`] runs the others.
    pub async fn before(version: i64) -> Self {
        Self::after(|of| of < version).await
    }

    /// A database as some migrations leave it, those whose version is `wanted`; [`Store::migrate`] runs the others.
    pub async fn after(wanted: impl Fn(i64) -> bool) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let store = Store::open(&Options::new(folder.path().join("magnetiq.db"))).await.expect("a new database");
        let db = Self { store, _folder: folder };
        let older = sqlx::migrate!("../../migrations").iter().filter(|migration| wanted(migration.version)).cloned().collect();
        sqlx::migrate::Migrator::with_migrations(older).run(&mut db.raw().await).await.expect("the older migrations");
        db
    }

    /// A connection beside the store's, for what the store itself does not offer.
    pub async fn raw(&self) -> SqliteConnection {
        let options = SqliteConnectOptions::new().filename(self.store.path()).foreign_keys(true);
        options.connect().await.expect("a second connection")
    }

    /// Runs statements beside the store.
    pub async fn execute(&self, sql: impl Into<String>) -> Result<(), sqlx::Error> {
        sqlx::raw_sql(AssertSqlSafe(sql.into())).execute(&mut self.raw().await).await?;
        Ok(())
    }

    /// A number that a query answers.
    pub async fn number(&self, sql: impl Into<String>) -> i64 {
        sqlx::query_scalar(AssertSqlSafe(sql.into())).fetch_one(&mut self.raw().await).await.expect("a number")
    }

    /// Texts that a query answers, one a row.
    pub async fn texts(&self, sql: impl Into<String>) -> Vec<String> {
        sqlx::query_scalar(AssertSqlSafe(sql.into())).fetch_all(&mut self.raw().await).await.expect("texts")
    }

    /// Someone with the password hash `old`.
    pub async fn person(&self, email: &str, role: Role) -> UserId {
        users::create_with_password(self, &Admin::command_line(), &new_user(email, role), "old", NOW).await.expect("a new user")
    }

    /// A session whose token is `token`, begun at `NOW`.
    pub async fn session(&self, user: UserId, token: &str) -> SessionId {
        let new = NewSession {
            token_hash: sessions::hash(token),
            user,
            data: "{}".into(),
            expires_at: Timestamp(NOW.0 + 30 * 24 * 60 * 60),
            user_agent: Some("Firefox".into()),
            ip_address: Some("192.0.2.7".into()),
        };
        sessions::create(self, &new, NOW).await.expect("a new session")
    }

    /// Who is behind the session with this token at `NOW`.
    pub async fn staff(&self, token: &str) -> Option<Staff> {
        sessions::staff(self, &sessions::hash(token), NOW, LIMITS).await.expect("an answer")
    }
}

pub fn new_user(email: &str, role: Role) -> NewUser {
    NewUser {
        email: Email::parse(email).expect("an e-mail address"),
        first_name: "Mara".into(),
        last_name: "Lindqvist".into(),
        role,
        language: "de".into(),
    }
}

pub fn email(text: &str) -> Email {
    Email::parse(text).expect("an e-mail address")
}

pub fn later(seconds: i64) -> Timestamp {
    Timestamp(NOW.0 + seconds)
}
