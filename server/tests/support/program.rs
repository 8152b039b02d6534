//! The binary as a process of its own. A panic in its log fails the test, and so does an error that the test did not expect.

use std::cell::RefCell;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Output, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, Mutex, OnceLock};
use std::thread;
use std::time::Duration;

use super::log;

pub const EMAIL: &str = "jonas@nordlicht.example";
pub const PASSWORD: &str = "correct horse battery";

/// Longer than the program takes to start or to end, even with stuck clients.
const PATIENCE: Duration = Duration::from_secs(60);

fn command(folder: &Path, program: &str) -> Command {
    let mut command = Command::new(program);
    // Without colours the log can be searched.
    command.current_dir(folder).env_clear().env("NO_COLOR", "1");
    command
}

/// Runs a command of the binary to its end.
pub fn run(folder: &Path, arguments: &[&str], stdin: &str) -> Output {
    let mut command = command(folder, env!("CARGO_BIN_EXE_magnetiq"));
    command.args(arguments).env("MAGNETIQ_LOG", "error");
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    // A command that does not read it may have ended by now.
    let _ = child.stdin.take().unwrap().write_all(stdin.as_bytes());
    let output = child.wait_with_output().unwrap();
    assert_eq!(log::faults(&String::from_utf8_lossy(&output.stderr), &[]), Vec::<String>::new(), "{arguments:?}");
    output
}

/// All that a command wrote.
pub fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

/// `magnetiq check` finds nothing.
pub fn assert_sound(folder: &Path) {
    let checked = run(folder, &["check"], "");
    assert!(checked.status.success() && said(&checked).contains("is sound"), "{}", said(&checked));
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
    /// None once it has ended.
    child: Option<Child>,
    id: u32,
    pub address: SocketAddr,
    folder: PathBuf,
    lines: Receiver<String>,
    log: Log,
    /// What the log may say as an error.
    expected: RefCell<Vec<String>>,
}

/// Where its log goes.
enum Log {
    /// Read by a thread that ends with the program and its children.
    Read(Arc<Mutex<Vec<u8>>>, Receiver<()>),
    File(PathBuf),
}

/// Where a program writes its log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogTo {
    /// Nothing of it is lost, even if the disk fails.
    Test,
    /// `log` in the folder of the site.
    Disk,
}

impl Program {
    pub fn start(folder: &Path) -> Self {
        Self::start_with(folder, &[])
    }

    /// With settings as they are typed on a command line. A client may send as much as it likes.
    pub fn start_with(folder: &Path, settings: &[&str]) -> Self {
        Self::starting(folder, settings, LogTo::Test).listening().expect("the program says where it listens")
    }

    pub fn start_with_log_on_disk(folder: &Path) -> Self {
        Self::starting(folder, &[], LogTo::Disk).listening().expect("the program says where it listens")
    }

    /// With these limits of a shell, as `-S -n 128`.
    pub fn start_limited(folder: &Path, limits: &[&str]) -> Self {
        let limits: String = limits.iter().map(|limit| format!("ulimit {limit}; ")).collect();
        Self::begin(folder, &[], LogTo::Test, &limits).listening().expect("the program says where it listens")
    }

    /// A process that has just begun.
    pub fn starting(folder: &Path, settings: &[&str], log: LogTo) -> Self {
        Self::begin(folder, settings, log, "")
    }

    /// `before` is what the shell does first.
    fn begin(folder: &Path, settings: &[&str], log: LogTo, before: &str) -> Self {
        // The signal of RLIMIT_FSIZE is ignored, so that the limit is an error, as a full disk is.
        let script = format!("{before}trap '' XFSZ; exec \"$0\" \"$@\"");
        let mut command = command(folder, "/bin/sh");
        command.args(["-c", &script, env!("CARGO_BIN_EXE_magnetiq")]);
        command.args(["serve", "--addr", "127.0.0.1:0", "--requests-per-second", "0", "--forms-per-minute", "0"]);
        command.args(["--sign-in-per-minute", "0"]).args(settings).env("MAGNETIQ_LOG", "warn");
        let file = folder.join("log");
        let to = match log {
            LogTo::Test => Stdio::piped(),
            LogTo::Disk => fs::OpenOptions::new().create(true).append(true).open(&file).unwrap().into(),
        };
        let mut child = command.stdout(Stdio::piped()).stderr(to).spawn().unwrap();
        let (sent, lines) = channel();
        let stdout = BufReader::new(child.stdout.take().unwrap());
        thread::spawn(move || stdout.lines().map_while(Result::ok).try_for_each(|line| sent.send(line)));
        let log = match child.stderr.take() {
            Some(stderr) => read(stderr),
            None => Log::File(file),
        };
        let (id, address) = (child.id(), SocketAddr::from(([127, 0, 0, 1], 0)));
        Self { child: Some(child), id, address, folder: folder.to_owned(), lines, log, expected: RefCell::default() }
    }

    /// Waits until it says where it listens; none where it ends before.
    pub fn listening(mut self) -> Option<Self> {
        let line = self.line("Magnetiq listens on http://")?;
        self.address = line.trim().rsplit('/').next()?.parse().unwrap();
        Some(self)
    }

    /// The next line of its output in which these words stand; none where it ends before.
    pub fn line(&self, words: &str) -> Option<String> {
        loop {
            match self.lines.recv_timeout(PATIENCE) {
                Ok(line) if line.contains(words) => return Some(line),
                Ok(_) => {}
                Err(std::sync::mpsc::RecvTimeoutError::Disconnected) => return None,
                Err(error) => panic!("{words:?} was not said: {error}"),
            }
        }
    }

    /// This test makes the program log an error in which these words stand. Any other fails it.
    pub fn expects(&self, error: &str) {
        self.expected.borrow_mut().push(error.to_owned());
    }

    /// This test takes the database of the program, or its disk, away for a time: its jobs and its clients find that out.
    pub fn expects_no_writes(&self) {
        [
            "not ready",
            "the database cannot be used just now",
            "the outbox could not be worked on",
            "what became of a mail could not be written down",
            "views could not be written",
            "the last uses of sessions could not be written",
            "what is over could not be deleted",
            "pictures could not be made smaller",
            "a picture for links to a page could not be made",
            "the media folder could not be looked through",
        ]
        .iter()
        .for_each(|error| self.expects(error));
    }

    pub fn folder(&self) -> &Path {
        &self.folder
    }

    pub fn id(&self) -> u32 {
        self.id
    }

    pub fn signal(&self, signal: &str) {
        let told = Command::new("kill").args(["-s", signal, &self.id.to_string()]).status().unwrap();
        assert!(told.success());
    }

    /// Ends it as an operator would (SIGTERM), and waits for the orderly end. Gives the whole log.
    pub fn end(mut self) -> String {
        self.signal("TERM");
        let status = self.wait();
        assert!(status.success(), "{status}");
        self.log()
    }

    /// Ends it at once (SIGKILL).
    pub fn kill(self) {
        self.signal("KILL");
        self.ended();
    }

    /// As soon as it has ended.
    pub fn ended(mut self) -> ExitStatus {
        self.wait()
    }

    fn wait(&mut self) -> ExitStatus {
        let mut child = self.child.take().expect("it has not ended yet");
        let (ended, status) = channel();
        thread::spawn(move || ended.send(child.wait()));
        status
            .recv_timeout(PATIENCE)
            .unwrap_or_else(|_| {
                self.signal("KILL");
                panic!("the program does not end: {}", self.log())
            })
            .unwrap()
    }

    /// All that it logged. Complete once it has ended.
    pub fn log(&self) -> String {
        let bytes = match &self.log {
            Log::File(file) => fs::read(file).unwrap(),
            Log::Read(bytes, whole) => {
                if self.child.is_none() {
                    // A process that makes pictures may outlive the program by a moment.
                    let _ = whole.recv_timeout(PATIENCE);
                }
                bytes.lock().unwrap().clone()
            }
        };
        String::from_utf8_lossy(&bytes).into_owned()
    }

    pub fn database(&self) -> PathBuf {
        self.folder.join("data/magnetiq_dev.db")
    }

    /// Whether it has this file open.
    pub fn has_open(&self, file: &Path) -> bool {
        let open = fs::read_dir(format!("/proc/{}/fd", self.id)).into_iter().flatten().flatten();
        open.filter_map(|handle| fs::read_link(handle.path()).ok()).any(|path| path == file)
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

fn read(mut stderr: impl Read + Send + 'static) -> Log {
    let log = Arc::new(Mutex::new(Vec::new()));
    let (ended, whole) = channel();
    let kept = log.clone();
    thread::spawn(move || {
        let mut piece = [0; 4096];
        while let Ok(read @ 1..) = stderr.read(&mut piece) {
            kept.lock().unwrap().extend_from_slice(&piece[..read]);
        }
        ended.send(())
    });
    Log::Read(log, whole)
}

/// However it ended, its log is looked at then.
impl Drop for Program {
    fn drop(&mut self) {
        if self.child.is_some() {
            self.signal("KILL");
            self.wait();
        }
        if !thread::panicking() {
            let faults = log::faults(&self.log(), &self.expected.borrow());
            assert!(faults.is_empty(), "the program failed without telling its client: {faults:#?}");
        }
    }
}
