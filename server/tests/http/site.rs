//! A program of its own for each test, and the people who use it.

use std::io::Read;
use std::net::SocketAddr;
use std::panic;
use std::sync::{Mutex, Once};
use std::thread::{self, ThreadId};

use app::ssr::now;
use app::ssr::password::Hasher;
use axum::body::Body;
use clap::Parser;
use domain::access::Role;
use domain::id::UserId;
use domain::text::{Email, Password};
use domain::time::Timestamp;
use domain::user::NewUser;
use http_body_util::BodyExt;
use hyper::header::{self, HeaderMap, HeaderName};
use hyper::{Method, Request, StatusCode};
use hyper_util::rt::TokioIo;
use scraper::{Html, Selector};
use server::config::Config;
use server::import::Report;
use server::media::Library;
use server::serve::{self, Running};
use store::Store;
use store::access::Admin;
use store::sessions::{NewSession, hash};
use tower_sessions::session::Id;

/// Everyone's.
pub const PASSWORD: &str = "correct horse battery";

/// A running program; it ends when the test does.
pub struct Site {
    running: Option<Running>,
    folder: Option<tempfile::TempDir>,
}

#[derive(Parser)]
struct Flags {
    #[command(flatten)]
    config: Config,
}

/// What panicked outside of the tests themselves, and where.
static PANICS: Mutex<Vec<(ThreadId, String)>> = Mutex::new(Vec::new());

/// Notes every panic of the program. One within a request would else only break off its connection.
fn note_panics() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let before = panic::take_hook();
        panic::set_hook(Box::new(move |panic| {
            if panic.location().is_some_and(|place| !place.file().contains("tests/http")) {
                PANICS.lock().unwrap().push((thread::current().id(), panic.to_string()));
            }
            before(panic);
        }));
    });
}

/// The program runs on the thread of its test; other threads are its helpers, whoever's they are.
impl Drop for Site {
    fn drop(&mut self) {
        if thread::panicking() {
            return;
        }
        let mut panics = PANICS.lock().unwrap();
        let here = thread::current().id();
        let found: Vec<_> = panics.extract_if(.., |(thread, _)| *thread == here).map(|(_, panic)| panic).collect();
        drop(panics);
        assert!(found.is_empty(), "the program panicked: {found:?}");
    }
}

impl Site {
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
        Self::start_on(self.folder(), &[]).await
    }

    async fn start_in(folder: tempfile::TempDir, flags: &[&str]) -> Self {
        note_panics();
        let running = Self::start_on(folder.path(), flags).await;
        Self { running: Some(running), folder: Some(folder) }
    }

    async fn start_on(folder: &std::path::Path, flags: &[&str]) -> Running {
        let database = folder.join("magnetiq.db");
        let fixed = ["magnetiq", "--addr", "127.0.0.1:0", "--log", "off", "--database", database.to_str().unwrap()];
        let unlimited: &[&str] = if flags.contains(&"--sign-in-per-minute") { &[] } else { &["--sign-in-per-minute", "0"] };
        let unthrottled: &[&str] = if flags.contains(&"--forms-per-minute") { &[] } else { &["--forms-per-minute", "0"] };
        let mut config = Flags::parse_from(fixed.iter().chain(unlimited).chain(unthrottled).chain(flags)).config;
        config.program = Some(env!("CARGO_BIN_EXE_magnetiq").into());
        serve::start(config).await.unwrap()
    }

    fn running(&self) -> &Running {
        self.running.as_ref().expect("the program runs")
    }

    fn folder(&self) -> &std::path::Path {
        self.folder.as_ref().expect("the program has a folder").path()
    }

    pub fn store(&self) -> &Store {
        self.running().state().store()
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
        tokio::time::timeout(std::time::Duration::from_secs(20), all).await.expect("the mails are written");
        let read = |file| std::fs::read_to_string(file).unwrap().replace("=\r\n", "").replace("=3D", "=");
        written().into_iter().map(read).collect()
    }

    pub fn state(&self) -> &app::ssr::State {
        self.running().state()
    }

    /// Writes what is gathered in memory.
    pub async fn write_gathered(&self) {
        self.running().write_gathered().await;
    }

    /// The sample site, as its command writes it.
    pub async fn seed(&self) -> Report {
        let library = Library::open(self.media_folder(), env!("CARGO_BIN_EXE_magnetiq").into()).unwrap();
        server::seed::demo(self.store(), &std::sync::Arc::new(library)).await.unwrap()
    }

    /// Where the files of the media library are.
    pub fn media_folder(&self) -> std::path::PathBuf {
        self.folder().join("media")
    }

    pub fn address(&self) -> SocketAddr {
        self.running().address()
    }

    pub fn url(&self) -> String {
        format!("http://{}", self.address())
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
        let id = Id::default().to_string();
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
        Ask { site: self, method, path, headers: HeaderMap::new(), body: Body::empty() }
    }

    /// A plain form as a browser sends it.
    pub fn form<'a>(&'a self, path: &'a str, fields: &[(&str, &str)]) -> Ask<'a> {
        let encode = |text: &str| percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).to_string();
        let fields = fields.iter().map(|(name, value)| format!("{}={}", encode(name), encode(value)));
        let body = fields.collect::<Vec<_>>().join("&");
        self.ask(Method::POST, path)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(header::ORIGIN, &self.url())
            .body(body)
    }

    /// A server function as the admin calls it.
    pub fn call<'a>(&'a self, path: &'a str, body: &str) -> Ask<'a> {
        self.ask(Method::POST, path).header(header::CONTENT_TYPE, "application/json").body(body.to_owned())
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

/// As a Cookie header carries it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cookie(pub String);

/// A request that is being put together.
pub struct Ask<'a> {
    site: &'a Site,
    method: Method,
    path: &'a str,
    headers: HeaderMap,
    body: Body,
}

impl Ask<'_> {
    pub fn header(mut self, name: HeaderName, value: &str) -> Self {
        self.headers.insert(name, value.parse().unwrap());
        self
    }

    pub fn named(self, name: &str, value: &str) -> Self {
        self.header(name.parse().unwrap(), value)
    }

    pub fn cookie(self, cookie: &Cookie) -> Self {
        self.header(header::COOKIE, &cookie.0)
    }

    pub fn cookie_if(self, cookie: Option<&Cookie>) -> Self {
        match cookie {
            Some(cookie) => self.cookie(cookie),
            None => self,
        }
    }

    pub fn body(mut self, body: impl Into<Body>) -> Self {
        self.body = body.into();
        self
    }

    pub async fn send(self) -> Answer {
        let stream = tokio::net::TcpStream::connect(self.site.address()).await.unwrap();
        let (mut sender, connection) = hyper::client::conn::http1::handshake(TokioIo::new(stream)).await.unwrap();
        tokio::spawn(connection);
        let mut request = Request::new(self.body);
        *request.method_mut() = self.method;
        *request.uri_mut() = self.path.parse().unwrap_or_else(|error| panic!("{}: {error}", self.path));
        *request.headers_mut() = browsers(self.headers, self.path, &self.site.url(), request.method() == Method::POST);
        let host = self.site.address().to_string().parse().unwrap();
        request.headers_mut().entry(header::HOST).or_insert(host);
        let (parts, body) = sender.send_request(request).await.unwrap().into_parts();
        let body = decoded(&parts.headers, &body.collect().await.unwrap().to_bytes());
        Answer { status: parts.status, headers: parts.headers, body: String::from_utf8_lossy(&body).into_owned() }
    }
}

/// What a browser sends with every request, where the test does not say it otherwise. An empty value is left out.
fn browsers(mut headers: HeaderMap, path: &str, own: &str, is_post: bool) -> HeaderMap {
    let is_call = path.starts_with("/api");
    let is_foreign = headers.get(header::ORIGIN).is_some_and(|origin| origin.as_bytes() != own.as_bytes());
    let site = match (is_foreign, is_post || is_call) {
        (true, _) => "cross-site",
        (false, true) => "same-origin",
        (false, false) => "none",
    };
    let sent = [
        ("user-agent", "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"),
        ("accept", if is_call { "*/*" } else { "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8" }),
        ("accept-language", "en-US,en;q=0.5"),
        ("accept-encoding", "gzip, deflate, br, zstd"),
        ("connection", "keep-alive"),
        ("sec-fetch-site", site),
        ("sec-fetch-mode", if is_call { "cors" } else { "navigate" }),
        ("sec-fetch-dest", if is_call { "empty" } else { "document" }),
    ];
    for (name, value) in sent {
        headers.entry(HeaderName::from_static(name)).or_insert(value.parse().unwrap());
    }
    let empty: Vec<_> = headers.iter().filter(|(_, value)| value.is_empty()).map(|(name, _)| name.clone()).collect();
    empty.into_iter().for_each(|name| drop(headers.remove(name)));
    headers
}

/// The body as it was before it was compressed.
fn decoded(headers: &HeaderMap, body: &[u8]) -> Vec<u8> {
    let mut text = Vec::new();
    let read = match headers.get(header::CONTENT_ENCODING).map(|coding| coding.to_str().unwrap()) {
        _ if body.is_empty() => Ok(0),
        None | Some("identity") => body.take(u64::MAX).read_to_end(&mut text),
        Some("gzip") => flate2::read::MultiGzDecoder::new(body).read_to_end(&mut text),
        Some("br") => brotli::Decompressor::new(body, 4096).read_to_end(&mut text),
        Some(other) => panic!("nobody asked for {other}"),
    };
    read.unwrap_or_else(|error| panic!("the body cannot be decoded: {error}"));
    text
}

#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
}

impl Answer {
    /// Empty where there is no such header.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    pub fn location(&self) -> &str {
        self.header("location")
    }

    /// What the answer set, as a Cookie header carries it back.
    pub fn cookie(&self) -> Cookie {
        let set = self.header("set-cookie");
        Cookie(set.split(';').next().unwrap().to_owned())
    }

    pub fn html(&self) -> Html {
        Html::parse_document(&self.body)
    }

    /// The value of the first element that the selector finds.
    pub fn attribute(&self, selector: &str, attribute: &str) -> Option<String> {
        let selector = Selector::parse(selector).unwrap();
        self.html().select(&selector).next()?.attr(attribute).map(str::to_owned)
    }

    /// The words of the first element that the selector finds.
    pub fn text(&self, selector: &str) -> String {
        let selector = Selector::parse(selector).unwrap();
        self.html().select(&selector).next().map(|element| element.text().collect()).unwrap_or_default()
    }

    pub fn count(&self, selector: &str) -> usize {
        self.html().select(&Selector::parse(selector).unwrap()).count()
    }
}
