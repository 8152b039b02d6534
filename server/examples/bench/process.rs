//! The processes under load: the real binary on a database of its own, and the server that answers from memory.

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::{Failure, load};

/// Of every site, so that form tokens can be signed here.
pub const SECRET: &str = "a secret that is known to the bench only";

/// A folder with a database, for one binary; gone when dropped.
pub struct Instance {
    folder: tempfile::TempDir,
}

/// A process that answers on a port; ended when dropped.
pub struct Server {
    child: Child,
    pub port: u16,
    /// From the start of the process to its first answer.
    pub started_in: Duration,
}

impl Instance {
    pub fn empty() -> Result<Self, Failure> {
        Ok(Self { folder: tempfile::tempdir()? })
    }

    /// With the sample site.
    pub async fn seeded() -> Result<Self, Failure> {
        let instance = Self::empty()?;
        instance.command(&["seed", "demo"]).stdout(Stdio::null()).status()?;
        Ok(instance)
    }

    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The release binary with its settings for this folder.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(binary());
        command.args(arguments).current_dir(self.folder()).env("MAGNETIQ_DATABASE", self.database());
        // The load comes from one address.
        command.env("MAGNETIQ_REQUESTS_PER_SECOND", "0").env("MAGNETIQ_LOG", "error");
        command.env("MAGNETIQ_FORMS_PER_MINUTE", "0").env("MAGNETIQ_SECRET_KEY", SECRET);
        command
    }

    pub fn database(&self) -> PathBuf {
        self.folder().join("bench.db")
    }

    pub fn database_bytes(&self) -> Result<u64, Failure> {
        Ok(std::fs::metadata(self.database())?.len())
    }

    pub async fn start(&self) -> Result<Server, Failure> {
        let port = free_port()?;
        let mut command = self.command(&["serve"]);
        command.env("MAGNETIQ_ADDR", format!("127.0.0.1:{port}"));
        Server::started(command, port).await
    }
}

impl Server {
    /// This program again, answering every request with so many bytes.
    pub async fn from_memory(bytes: usize) -> Result<Self, Failure> {
        let port = free_port()?;
        let mut command = Command::new(std::env::current_exe()?);
        command.args(["memory", &bytes.to_string(), &port.to_string()]);
        Self::started(command, port).await
    }

    async fn started(mut command: Command, port: u16) -> Result<Self, Failure> {
        let begun = Instant::now();
        let child = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
        let mut server = Self { child, port, started_in: Duration::ZERO };
        while begun.elapsed() < Duration::from_secs(20) {
            if load::get(port, "/", "identity").await.is_ok() {
                server.started_in = begun.elapsed();
                return Ok(server);
            }
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
        Err("the server did not answer within 20 s".into())
    }

    /// What of its memory is in RAM (`VmRSS`).
    pub fn resident_kb(&self) -> Result<u64, Failure> {
        status_kb(self.child.id(), "VmRSS:")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // An error means that it has ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A line of `/proc/PID/status`, in KB.
pub fn status_kb(process: u32, line: &str) -> Result<u64, Failure> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status"))?;
    let value = status.lines().find_map(|text| text.strip_prefix(line)).ok_or("no such line in the status of a process")?;
    Ok(value.trim().trim_end_matches("kB").trim().parse()?)
}

/// Answers every request with so many bytes.
pub async fn serve_from_memory(bytes: usize, port: u16) -> Result<(), Failure> {
    let body = axum::body::Bytes::from(vec![b'x'; bytes]);
    let router = axum::Router::new().fallback(move || {
        let body = body.clone();
        async move { ([("content-type", "text/html; charset=utf-8")], body) }
    });
    let listener = tokio::net::TcpListener::bind(format!("127.0.0.1:{port}")).await?;
    let listener = axum::serve::ListenerExt::tap_io(listener, |connection| {
        let _ = connection.set_nodelay(true);
    });
    Ok(axum::serve(listener, router).await?)
}

/// In the folder above the examples.
fn binary() -> PathBuf {
    let own = std::env::current_exe().unwrap_or_default();
    own.ancestors().nth(2).map_or_else(PathBuf::new, |folder| folder.join("magnetiq"))
}

fn free_port() -> Result<u16, Failure> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?.port())
}
