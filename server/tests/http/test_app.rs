//! A program of its own for each test, and the people who use it.

use std::net::SocketAddr;
use std::path::Path;
use std::thread;
use std::time::Duration;

use app::ssr::now;
use app::ssr::password::Hasher;
use clap::Parser;
use domain::access::Role;
use domain::id::UserId;
use domain::text::{Email, Password};
use domain::time::Timestamp;
use domain::user::NewUser;
use hyper::Method;
use server::config::Config;
use server::import::Report;
use server::media::Library;
use server::serve::{self, Running};
use store::Store;
use store::access::Admin;
use store::sessions::{NewSession, hash};
use tokio::runtime::Handle;
use tokio::task::block_in_place;
use tokio::time::timeout;
use tower_sessions::session;

use crate::support::browser::Browser;
pub use crate::support::browser::{Answer, Ask, Cookie};
use crate::support::faults::Watch;

/// Everyone's.
pub const PASSWORD: &str = "correct horse battery";

/// A running program; it ends when the test does.
pub struct TestApp {
    running: Option<Running>,
    folder: Option<tempfile::TempDir>,
    faults: Watch,
    browser: Browser,
}

/// Longer than the program takes to end, even with stuck clients.
const PATIENCE: Duration = Duration::from_secs(30);

#[derive(Parser)]
struct Flags {
    #[command(flatten)]
    config: Config,
}

/// Ends the program as an operator would. An error at its end fails the test too. The runtime of the test needs several threads,
/// because this one blocks.
impl Drop for TestApp {
    fn drop(&mut self) {
        if thread::panicking() {
            return;
        }
        if let Some(running) = self.running.take() {
            let ended = block_in_place(|| Handle::current().block_on(timeout(PATIENCE, running.stop())));
            ended.expect("the program ends");
        }
        self.faults.assert_none();
    }
}

impl TestApp {
    pub async fn start() -> Self {
        Self::start_with(&[]).await
    }

    /// With settings as they are typed on a command line. Attempts to sign in are not limited unless they say so.
    pub async fn start_with(flags: &[&str]) -> Self {
        Self::start_in(tempfile::tempdir().unwrap(), flags).await
    }

    /// Ends the program and starts it anew on the same files.
    pub async fn again(mut self) -> Self {
        self.running.take().expect("the program runs").stop().await;
        let folder = self.folder.take().expect("the program has a folder");
        Self::start_in(folder, &[]).await
    }

    /// Another program on the same files, as while one takes the place of the other.
    pub async fn beside(&self) -> Running {
        start_on(self.folder(), &[]).await
    }

    async fn start_in(folder: tempfile::TempDir, flags: &[&str]) -> Self {
        let faults = Watch::begin(Handle::current().id());
        let running = start_on(folder.path(), flags).await;
        let browser = Browser::new(running.address());
        Self { running: Some(running), folder: Some(folder), faults, browser }
    }

    /// This test makes the program log an error in which these words stand. Any other fails it.
    pub fn expects(&self, error: &str) {
        self.faults.expect(error);
    }

    fn running(&self) -> &Running {
        self.running.as_ref().expect("the program runs")
    }

    fn folder(&self) -> &Path {
        self.folder.as_ref().expect("the program has a folder").path()
    }

    pub fn store(&self) -> &Store {
        self.running().context().store()
    }

    /// The mails that were written, once there are so many; with lines joined that were broken on the way (RFC 2045, 6.7).
    pub async fn mails(&self, count: usize) -> Vec<String> {
        let folder = self.folder().join("mail");
        let written = || {
            let files = std::fs::read_dir(&folder).into_iter().flatten().map(|file| file.unwrap().path());
            files.filter(|file| file.extension().is_some_and(|kind| kind == "eml")).collect::<Vec<_>>()
        };
        let all = async {
            while written().len() < count {
                tokio::task::yield_now().await;
            }
        };
        timeout(Duration::from_secs(20), all).await.expect("the mails are written");
        let read = |file| std::fs::read_to_string(file).unwrap().replace("=\r\n", "").replace("=3D", "=");
        written().into_iter().map(read).collect()
    }

    pub fn context(&self) -> &app::ssr::AppContext {
        self.running().context()
    }

    /// Writes the numbers gathered in memory.
    pub async fn write_gathered(&self) {
        self.running().write_gathered().await;
    }

    /// The sample site, as its command writes it.
    pub async fn seed(&self) -> Report {
        server::seed::demo(self.store(), &self.library()).await.unwrap()
    }

    /// The media library, as a command opens it beside the program that serves.
    pub fn library(&self) -> std::sync::Arc<Library> {
        Library::open(self.media_folder(), env!("CARGO_BIN_EXE_magnetiq").into()).unwrap().into()
    }

    /// Where the files of the media library are.
    pub fn media_folder(&self) -> std::path::PathBuf {
        self.folder().join("media")
    }

    pub fn address(&self) -> SocketAddr {
        self.browser.address
    }

    pub fn url(&self) -> String {
        self.browser.url()
    }

    /// Someone of this role who can sign in with [`PASSWORD`].
    pub async fn add(&self, role: Role) -> UserId {
        let password = Password::parse(PASSWORD, &[]).unwrap();
        let hash = Hasher::new().hash(password).await.unwrap();
        let by = Admin::command_line();
        store::users::create_with_password(self.store(), &by, &person(role), &hash, now()).await.unwrap()
    }

    /// Someone of this role without a password, signed in; the cookie of the session.
    pub async fn staff(&self, role: Role) -> Cookie {
        let credentials = store::users::credentials(self.store(), &person(role).email).await.unwrap();
        let user = match credentials {
            Some(known) => known.id,
            None => store::users::create(self.store(), &Admin::command_line(), &person(role), now()).await.unwrap(),
        };
        self.session(user, now()).await
    }

    /// A session that began at this time and was last used then; its own end is far away.
    pub async fn session(&self, user: UserId, began: Timestamp) -> Cookie {
        let id = session::Id::default().to_string();
        let new = NewSession {
            token_hash: hash(&id),
            user,
            data: format!("{{\"user\":{}}}", user.0),
            expires_at: Timestamp(now().0 + 1_000_000),
            user_agent: Some("a test".into()),
            ip_address: None,
        };
        store::sessions::create(self.store(), &new, began).await.unwrap();
        Cookie(format!("magnetiq={id}"))
    }

    pub fn get<'a>(&'a self, path: &'a str) -> Ask<'a> {
        self.ask(Method::GET, path)
    }

    pub fn ask<'a>(&'a self, method: Method, path: &'a str) -> Ask<'a> {
        self.browser.ask(method, path)
    }

    /// A plain form as a browser sends it.
    pub fn form<'a>(&'a self, path: &'a str, fields: &[(&str, &str)]) -> Ask<'a> {
        self.ask(Method::POST, path).fields(fields)
    }

    /// A server function as the admin calls it.
    pub fn call<'a>(&'a self, path: &'a str, body: &str) -> Ask<'a> {
        self.ask(Method::POST, path).json(body)
    }

    pub async fn sign_in(&self, role: Role) -> Answer {
        let email = person(role).email;
        self.form("/admin/sign-in", &[("email", email.as_str()), ("password", PASSWORD)]).send().await
    }
}

pub fn person(role: Role) -> NewUser {
    NewUser {
        email: Email::parse(&format!("{role}@nordlicht.example")).unwrap(),
        first_name: "Jonas".into(),
        last_name: "Feddersen".into(),
        role,
        language: "en".into(),
    }
}

async fn start_on(folder: &Path, flags: &[&str]) -> Running {
    let database = folder.join("magnetiq.db");
    let fixed = ["magnetiq", "--addr", "127.0.0.1:0", "--log", "off", "--database", database.to_str().unwrap()];
    let unlimited: &[&str] = if flags.contains(&"--sign-in-per-minute") { &[] } else { &["--sign-in-per-minute", "0"] };
    let unthrottled: &[&str] = if flags.contains(&"--forms-per-minute") { &[] } else { &["--forms-per-minute", "0"] };
    let mut config = Flags::parse_from(fixed.iter().chain(unlimited).chain(unthrottled).chain(flags)).config;
    config.program = Some(env!("CARGO_BIN_EXE_magnetiq").into());
    serve::start(config).await.unwrap()
}
