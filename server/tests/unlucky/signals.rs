//! The program is told to end at a bad moment.

use std::os::unix::process::ExitStatusExt;
use std::time::{Duration, Instant};

use store::Store;
use store::sqlite::Options;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;

use crate::support::program::{LogTo, Program, assert_sound, lay_site};
use crate::work::until;

/// Longer than an answer takes.
const PATIENCE: Duration = Duration::from_secs(20);

/// Longer than the program lets a request run that is being answered when it is told to end.
const END: Duration = Duration::from_secs(20);

const BODY: &str = "email=nobody@nordlicht.example&password=wrong";

/// A connection whose form is waited for: its body has not come yet (RFC 9110, 10.1.1).
async fn waited_for(program: &Program) -> TcpStream {
    let mut stream = TcpStream::connect(program.address).await.unwrap();
    let head = format!(
        "POST /admin/sign-in HTTP/1.1\r\nHost: {}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\nExpect: 100-continue\r\n\r\n",
        program.address,
        BODY.len()
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    let mut answer = [0; 25];
    timeout(PATIENCE, stream.read_exact(&mut answer)).await.expect("an answer").unwrap();
    assert_eq!(answer, *b"HTTP/1.1 100 Continue\r\n\r\n");
    stream
}

/// Takes the only place, and lets others wait for one.
async fn crowd(program: &Program) -> (Vec<TcpStream>, Vec<std::net::TcpStream>) {
    let busy = vec![waited_for(program).await];
    let idle = (0..40).map(|_| std::net::TcpStream::connect(program.address).unwrap()).collect();
    (busy, idle)
}

#[tokio::test]
async fn while_every_place_is_taken_it_lets_the_running_request_finish_and_ends() {
    let folder = tempfile::tempdir().unwrap();
    lay_site(folder.path());
    for signal in ["TERM", "INT"] {
        let program = Program::start_with(folder.path(), &["--connections", "1"]);
        let (mut busy, idle) = crowd(&program).await;
        let begun = Instant::now();
        program.signal(signal);
        busy[0].write_all(BODY.as_bytes()).await.unwrap();
        let mut answer = Vec::new();
        timeout(PATIENCE, busy[0].read_to_end(&mut answer))
            .await
            .expect("the connection ends")
            .unwrap_or_else(|error| panic!("{signal}: {error} after {}", String::from_utf8_lossy(&answer)));
        let answer = String::from_utf8_lossy(&answer);
        assert!(answer.starts_with("HTTP/1.1 422") && answer.ends_with("</html>"), "{signal}: {answer}");
        let status = program.ended();
        assert!(status.success(), "{signal}: {status}");
        assert!(begun.elapsed() < Duration::from_secs(8), "{signal}: {:?}", begun.elapsed());
        drop(idle);
    }
    assert_sound(folder.path());
}

#[tokio::test]
async fn while_every_place_is_taken_by_whoever_never_finishes_it_ends_in_time() {
    let folder = tempfile::tempdir().unwrap();
    lay_site(folder.path());
    let program = Program::start_with(folder.path(), &["--connections", "1"]);
    let crowd = crowd(&program).await;
    let begun = Instant::now();
    program.end();
    assert!(begun.elapsed() < END, "{:?}", begun.elapsed());
    drop(crowd);
    assert_sound(folder.path());
}

#[tokio::test]
async fn at_any_moment_of_the_start_it_ends_and_the_next_start_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    // Whoever is started in the background of a script ignores an interrupt until it listens for one.
    let signals: &[&str] = if ignores_interrupts() { &["TERM"] } else { &["TERM", "INT"] };
    for (round, signal) in signals.iter().copied().cycle().take(24).enumerate() {
        let program = Program::starting(folder.path(), &[], LogTo::Test);
        // The signal comes each time at another moment of the start.
        tokio::time::sleep(Duration::from_millis(15 * round as u64)).await;
        let begun = Instant::now();
        program.signal(signal);
        let status = program.ended();
        // Before it listens for signals there is nothing that it would have to put in order.
        assert!(status.success() || status.signal().is_some(), "round {round}, {signal}: {status}");
        assert!(begun.elapsed() < END, "round {round}, {signal}: {:?}", begun.elapsed());
    }
    Program::start(folder.path()).end();
    assert_sound(folder.path());
}

/// Whether SIGINT, the second signal, is ignored by this process, and so by those that it starts.
fn ignores_interrupts() -> bool {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let ignored = status.lines().find_map(|line| line.strip_prefix("SigIgn:")).map(str::trim);
    ignored.and_then(|mask| u64::from_str_radix(mask, 16).ok()).is_some_and(|mask| mask & 2 != 0)
}

#[tokio::test]
async fn a_start_that_waits_for_the_database_ends_in_order() {
    for signal in ["TERM", "INT"] {
        let folder = tempfile::tempdir().unwrap();
        let database = folder.path().join("data/magnetiq_dev.db");
        std::fs::create_dir(folder.path().join("data")).unwrap();
        let other = Store::open(&Options::new(&database)).await.unwrap();
        let lock = other.begin_write().await.unwrap();
        let program = Program::starting(folder.path(), &[], LogTo::Test);
        assert!(until(|| program.has_open(&database)).await, "it comes to the lock");
        let begun = Instant::now();
        program.signal(signal);
        let status = program.ended();
        assert!(status.success(), "{signal}: {status}");
        assert!(begun.elapsed() < Duration::from_secs(5), "{signal}: {:?}", begun.elapsed());
        drop(lock);
        other.close().await;
        Program::start(folder.path()).end();
        assert_sound(folder.path());
    }
}
