//! The mail server that the tests start, and what it says.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use serde_json::Value;

/// A running `smtp.mjs`; it ends with its stdin.
pub struct Sink {
    process: Child,
    events: Receiver<Value>,
    pub port: u64,
}

/// A mail as it arrived.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arrived {
    pub to: String,
    pub text: String,
}

impl Arrived {
    /// The value of a header that stands on one line.
    pub fn header(&self, name: &str) -> Option<&str> {
        let heads = self.text.split("\r\n\r\n").next()?;
        heads.split("\r\n").find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
    }
}

/// Longer than anything takes that happens at all.
const PATIENCE: Duration = Duration::from_secs(20);

impl Sink {
    pub fn start(wants: &[&str]) -> Self {
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/smtp.mjs");
        let started = Command::new("node").arg(script).args(wants).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
        let mut process = started.expect("the tests of mail need Node 20 or newer, see https://nodejs.org");
        let lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let (said, events) = channel();
        std::thread::spawn(move || {
            lines.map_while(Result::ok).filter_map(|line| serde_json::from_str(&line).ok()).try_for_each(|line| said.send(line))
        });
        let first: Option<Value> = events.recv_timeout(PATIENCE).ok();
        let port = first.and_then(|event| event["port"].as_u64());
        let port = port.expect("the tests of mail need the npm package smtp-server: run tools/install, as `make test` does");
        Self { process, events, port }
    }

    pub fn url(&self) -> String {
        format!("smtp://127.0.0.1:{}", self.port)
    }

    /// Waits until this happens; what happened before it is answered too.
    pub fn until(&self, event: &str) -> Vec<Value> {
        self.until_within(event, PATIENCE)
    }

    pub fn until_within(&self, event: &str, patience: Duration) -> Vec<Value> {
        let mut before = Vec::new();
        loop {
            let said = self.events.recv_timeout(patience).unwrap_or_else(|_| panic!("{event} did not happen, but {before:?}"));
            let is_it = said["event"] == event;
            before.push(said);
            if is_it {
                return before;
            }
        }
    }

    /// Lets it take what it holds.
    pub fn release(&mut self) {
        writeln!(self.process.stdin.as_mut().unwrap(), "release").unwrap();
    }

    /// Lets one that was started as `dead` live.
    pub fn revive(&mut self) {
        writeln!(self.process.stdin.as_mut().unwrap(), "revive").unwrap();
    }

    /// Ends it and answers every mail that it took and did not tell of yet.
    pub fn arrived(mut self) -> Vec<Arrived> {
        drop(self.process.stdin.take());
        self.process.wait().unwrap();
        let is_mail = |event: &Value| event["event"] == "mail";
        let text = |event: &Value, key: &str| event[key].as_str().unwrap_or_default().to_owned();
        self.events.iter().filter(is_mail).map(|event| Arrived { to: text(&event, "to"), text: text(&event, "text") }).collect()
    }
}

impl Drop for Sink {
    fn drop(&mut self) {
        // Where a test failed; otherwise it has ended.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
