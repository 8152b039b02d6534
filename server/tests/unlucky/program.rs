//! The binary as a process of its own, and the client that speaks to it.

use std::error::Error;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::OnceLock;
use std::time::Duration;

use http_body_util::{BodyExt, Full};
use hyper::body::Bytes;
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper::header::HeaderMap;
use hyper::{Request, StatusCode};
use hyper_util::rt::TokioIo;
use scraper::{Html, Selector};

pub const EMAIL: &str = "jonas@nordlicht.example";
pub const PASSWORD: &str = "correct horse battery";

pub type Failed = Box<dyn Error + Send + Sync>;

/// Longer than the program lets anybody wait.
const PATIENCE: Duration = Duration::from_secs(40);

fn command(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_magnetiq"));
    command.current_dir(folder).env_clear();
    command
}

/// Runs a command of the binary to its end.
pub fn run(folder: &Path, arguments: &[&str], stdin: &str) -> Output {
    let mut command = command(folder);
    command.args(arguments).env("MAGNETIQ_LOG", "off");
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    // A command that does not read it may have ended by now.
    let _ = child.stdin.take().unwrap().write_all(stdin.as_bytes());
    child.wait_with_output().unwrap()
}

/// `magnetiq check` finds nothing.
pub fn assert_sound(folder: &Path) {
    let checked = run(folder, &["check"], "");
    let said = format!("{}{}", String::from_utf8_lossy(&checked.stdout), String::from_utf8_lossy(&checked.stderr));
    assert!(checked.status.success() && said.contains("is sound"), "{said}");
}

/// Lays the sample site into a folder, with an admin who can sign in.
pub fn lay_site(folder: &Path) {
    static SITE: OnceLock<tempfile::TempDir> = OnceLock::new();
    let site = SITE.get_or_init(|| {
        let site = tempfile::tempdir().unwrap();
        assert!(run(site.path(), &["seed", "demo"], "").status.success());
        let create = ["user", "create", "--email", EMAIL, "--role", "admin", "--first-name", "Jonas", "--last-name", "Feddersen"];
        assert!(run(site.path(), &create, PASSWORD).status.success());
        site
    });
    copy(site.path(), folder);
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target);
        } else {
            fs::copy(&path, &target).unwrap();
        }
    }
}

/// A program that serves the site of a folder. It is killed when the test ends.
pub struct Program {
    child: Child,
    pub address: SocketAddr,
    folder: PathBuf,
}

impl Program {
    pub fn start(folder: &Path) -> Self {
        Self::start_with(folder, &[])
    }

    /// With settings as they are typed on a command line. A client may send as much as it likes.
    pub fn start_with(folder: &Path, settings: &[&str]) -> Self {
        Self::try_start(folder, settings).expect("the program says where it listens")
    }

    /// None where it ended before it said where it listens.
    pub fn try_start(folder: &Path, settings: &[&str]) -> Option<Self> {
        // The signal of RLIMIT_FSIZE is ignored, so that the limit is an error, as a full disk is.
        let mut command = Command::new("/bin/sh");
        command.current_dir(folder).env_clear();
        command.args(["-c", "trap '' XFSZ; exec \"$0\" \"$@\"", env!("CARGO_BIN_EXE_magnetiq")]);
        command.args(["serve", "--addr", "127.0.0.1:0", "--requests-per-second", "0", "--forms-per-minute", "0"]);
        command.args(["--sign-in-per-minute", "0"]).args(settings).env("MAGNETIQ_LOG", "warn");
        // On the same disk: a log that cannot be written must not hurt, either.
        let log = fs::OpenOptions::new().create(true).append(true).open(folder.join("log")).ok();
        command.stdout(Stdio::piped()).stderr(log.map_or_else(Stdio::null, Stdio::from));
        let mut child = command.spawn().unwrap();
        let mut said = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut said).unwrap();
        let Some(address) = said.trim().strip_prefix("Magnetiq listens on http://") else {
            child.wait().unwrap();
            return None;
        };
        Some(Self { child, address: address.parse().unwrap(), folder: folder.to_owned() })
    }

    pub fn folder(&self) -> &Path {
        &self.folder
    }

    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Ends it as whoever runs it would (SIGTERM), and waits until it has ended.
    pub fn end(mut self) {
        let told = Command::new("kill").arg(self.child.id().to_string()).status().unwrap();
        assert!(told.success());
        assert!(self.child.wait().unwrap().success());
    }

    /// Ends it at once (SIGKILL).
    pub fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    pub fn database(&self) -> PathBuf {
        self.folder.join("data/magnetiq_dev.db")
    }

    /// Seconds of the processor that it has taken.
    pub fn seconds(&self) -> f64 {
        let stat = fs::read_to_string(format!("/proc/{}/stat", self.id())).unwrap();
        // Behind the name, which may hold anything: state is the third field, utime and stime are the 14th and the 15th, in
        // hundredths (proc_pid_stat(5)).
        let fields: Vec<&str> = stat.rsplit(')').next().unwrap().split_whitespace().collect();
        (fields[11].parse::<f64>().unwrap() + fields[12].parse::<f64>().unwrap()) / 100.0
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A browser: one connection for each request, and the cookie of whoever signed in.
#[derive(Clone)]
pub struct Client {
    pub address: SocketAddr,
    pub cookie: String,
}

impl Client {
    pub fn of(program: &Program) -> Self {
        Self { address: program.address, cookie: String::new() }
    }

    /// Signs in as the admin.
    pub async fn signed_in(program: &Program) -> Self {
        let client = Self::of(program);
        let answer = client.form("/admin/sign-in", &[("email", EMAIL), ("password", PASSWORD)]).await.unwrap();
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        let set = answer.header("set-cookie").split(';').next().unwrap().to_owned();
        Self { cookie: set, ..client }
    }

    /// The same person at another program of the site.
    pub fn at(&self, program: &Program) -> Self {
        Self { address: program.address, cookie: self.cookie.clone() }
    }

    pub async fn get(&self, path: &str) -> Result<Answer, Failed> {
        self.send(self.request("GET", path, &[], Vec::new())).await
    }

    /// A plain form, as a browser sends it.
    pub async fn form(&self, path: &str, fields: &[(&str, &str)]) -> Result<Answer, Failed> {
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        self.send(self.request("POST", path, &[("content-type", "application/x-www-form-urlencoded")], body.into_bytes())).await
    }

    /// A server function, as the admin calls it.
    pub async fn call(&self, path: &str, body: &str) -> Result<Answer, Failed> {
        self.send(self.request("POST", path, &[("content-type", "application/json")], body.as_bytes().to_vec())).await
    }

    /// A file, as the admin sends it.
    pub async fn upload(&self, name: &str, content: &[u8]) -> Result<Answer, Failed> {
        let (kind, body) = multipart(&[], name, content);
        self.send(self.request("POST", "/admin/media/upload", &[("content-type", &kind), ("accept", "application/json")], body))
            .await
    }

    /// A file and its folder in the form that needs no script.
    pub async fn upload_plainly(&self, folder: &str, name: &str, content: &[u8]) -> Result<Answer, Failed> {
        let (kind, body) = multipart(&[("folder", folder)], name, content);
        self.send(self.request("POST", "/admin/media/upload", &[("content-type", &kind)], body)).await
    }

    fn request(&self, method: &str, path: &str, headers: &[(&str, &str)], body: Vec<u8>) -> Request<Full<Bytes>> {
        let mut request = Request::builder().method(method).uri(path).header("host", self.address.to_string());
        request = request.header("user-agent", "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0");
        request = request.header("origin", format!("http://{}", self.address)).header("sec-fetch-site", "same-origin");
        if !self.cookie.is_empty() {
            request = request.header("cookie", &self.cookie);
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        request.body(Full::from(body)).unwrap()
    }

    async fn send(&self, request: Request<Full<Bytes>>) -> Result<Answer, Failed> {
        self.connect().await?.send(request).await
    }

    /// A connection that stays.
    pub async fn connect(&self) -> Result<Connection, Failed> {
        let stream = tokio::time::timeout(PATIENCE, tokio::net::TcpStream::connect(self.address)).await??;
        let (sender, connection) = handshake(TokioIo::new(stream)).await?;
        tokio::spawn(connection);
        Ok(Connection { client: self.clone(), sender })
    }
}

pub struct Connection {
    client: Client,
    sender: SendRequest<Full<Bytes>>,
}

impl Connection {
    pub async fn get(&mut self, path: &str) -> Result<Answer, Failed> {
        self.send(self.client.request("GET", path, &[], Vec::new())).await
    }

    pub async fn form(&mut self, path: &str, fields: &[(&str, &str)]) -> Result<Answer, Failed> {
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let kind = [("content-type", "application/x-www-form-urlencoded")];
        self.send(self.client.request("POST", path, &kind, body.into_bytes())).await
    }

    async fn send(&mut self, request: Request<Full<Bytes>>) -> Result<Answer, Failed> {
        let answered = async {
            self.sender.ready().await?;
            let (parts, body) = self.sender.send_request(request).await?.into_parts();
            let body = String::from_utf8_lossy(&body.collect().await?.to_bytes()).into_owned();
            Ok(Answer { status: parts.status, headers: parts.headers, body })
        };
        tokio::time::timeout(PATIENCE, answered).await?
    }
}

fn multipart(fields: &[(&str, &str)], name: &str, content: &[u8]) -> (String, Vec<u8>) {
    const BOUNDARY: &str = "----magnetiq";
    let mut body = Vec::new();
    for (field, value) in fields {
        body.extend(format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{field}\"\r\n\r\n{value}\r\n").into_bytes());
    }
    body.extend(format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n").into_bytes());
    body.extend(b"Content-Type: application/octet-stream\r\n\r\n");
    body.extend(content);
    body.extend(format!("\r\n--{BOUNDARY}--\r\n").into_bytes());
    (format!("multipart/form-data; boundary={BOUNDARY}"), body)
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

    /// The value of the first element that the selector finds.
    pub fn attribute(&self, selector: &str, attribute: &str) -> Option<String> {
        let page = Html::parse_document(&self.body);
        page.select(&Selector::parse(selector).unwrap()).next()?.attr(attribute).map(str::to_owned)
    }

    /// 503, and when to try again.
    pub fn assert_unavailable(&self, what: &str) {
        assert_eq!(self.status, StatusCode::SERVICE_UNAVAILABLE, "{what}: {}", self.body);
        assert!(!self.header("retry-after").is_empty(), "{what}");
    }
}
