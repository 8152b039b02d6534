//! No handle is left for files or connections.

use std::time::{Duration, Instant};

use hyper::StatusCode;
use rlimit::Resource;

use crate::client::Client;
use crate::support::program::{Program, assert_sound, lay_site};
use crate::work::Worker;

fn limit(program: &Program, handles: u64, most: u64) {
    rlimit::prlimit(program.id().try_into().unwrap(), Resource::NOFILE, Some((handles, most)), None).unwrap();
}

#[test]
fn a_program_that_begins_with_few_handles_takes_as_many_as_it_may() {
    let folder = tempfile::tempdir().unwrap();
    let (_, most) = rlimit::getrlimit(Resource::NOFILE).unwrap();
    let (few, most) = (128, most.min(4_000));
    let program = Program::start_limited(folder.path(), &[&format!("-S -n {few}"), &format!("-H -n {most}")]);
    let limits = std::fs::read_to_string(format!("/proc/{}/limits", program.id())).unwrap();
    let handles = limits.lines().find_map(|line| line.strip_prefix("Max open files")).unwrap();
    assert_eq!(handles.split_whitespace().take(2).collect::<Vec<_>>(), [most.to_string(), most.to_string()], "{limits}");
    program.end();
}

#[tokio::test]
async fn without_handles_nothing_is_missing_no_use_of_a_link_is_spent_and_the_program_rests() {
    let folder = tempfile::tempdir().unwrap();
    lay_site(folder.path());
    let program = Program::start(folder.path());
    program.expects("the file of a whitepaper cannot be read");
    let worker = Worker::at(&program).await;
    let lead = worker.send_lead("reader@stadtwerke.example").await.unwrap();
    assert_eq!(lead.status, StatusCode::SEE_OTHER, "{}", lead.body);
    let link = lead.header("location").split('?').next().unwrap().to_owned();
    let (_, most) = rlimit::getrlimit(Resource::NOFILE).unwrap();
    let visitor = Client::of(&program);
    // Its one connection stays open.
    let open = Client::of(&program);
    assert_eq!(open.get("/healthz").await.unwrap().status, StatusCode::OK);

    limit(&program, 3, most);
    for path in ["/", "/whitepapers", "/de", "/healthz"] {
        assert_eq!(open.get(path).await.unwrap().status, StatusCode::OK, "{path}");
    }
    for _ in 0..10 {
        open.form(&link, &[]).await.unwrap().assert_unavailable("a link");
    }
    // Clients who find no way in wait in the queue of the system; accepting them must not take the whole processor.
    let waiting: Vec<_> = (0..20).map(|_| std::net::TcpStream::connect(program.address).unwrap()).collect();
    // The measurement is the load of this second.
    let (begun, before) = (Instant::now(), program.seconds());
    tokio::time::sleep(Duration::from_secs(1)).await;
    let taken = (program.seconds() - before) / begun.elapsed().as_secs_f64();
    assert!(taken < 0.5, "{taken} of a processor");

    limit(&program, most, most);
    drop((waiting, open));
    let settings_uses = 5;
    for _ in 0..settings_uses {
        let answer = visitor.form(&link, &[]).await.unwrap();
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        assert_eq!(visitor.get(answer.header("location")).await.unwrap().status, StatusCode::OK);
    }
    assert_eq!(visitor.form(&link, &[]).await.unwrap().status, StatusCode::GONE);
    program.end();
    assert_sound(folder.path());
}
