//! Views and downloads are counted, those of people alone.

use domain::access::Role;
use hyper::{Method, StatusCode};

use super::{FILE_BYTES, FIREFOX, WhitepaperTest};

#[tokio::test(flavor = "multi_thread")]
async fn people_are_counted_and_nobody_else() {
    let test = WhitepaperTest::new().await;
    let staff = test.app.staff(Role::Viewer).await;
    let (whitepaper, file) = ("/whitepapers/grid-code", "/whitepapers/grid-code/file");
    for path in [whitepaper, file] {
        test.app.get(path).named("user-agent", "").send().await;
        test.app.get(path).named("user-agent", "Googlebot/2.1").send().await;
        test.app.get(path).named("user-agent", FIREFOX).cookie(&staff).send().await;
        test.app.get(path).named("user-agent", FIREFOX).named("sec-purpose", "prefetch").send().await;
        test.app.ask(Method::HEAD, path).named("user-agent", FIREFOX).send().await;
    }
    test.app.get("/whitepapers").named("user-agent", FIREFOX).send().await;
    test.app.write_gathered().await;
    assert_eq!(test.counts().await, (0, 0));
    for _ in 0..3 {
        test.app.get(whitepaper).named("user-agent", FIREFOX).send().await;
    }
    let answer = test.app.get(file).named("user-agent", FIREFOX).send().await;
    assert_eq!((answer.body.len(), answer.header("content-length")), (FILE_BYTES, "150000"));
    test.app.write_gathered().await;
    assert_eq!(test.counts().await, (3, 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn many_downloads_at_once_are_all_counted() {
    let test = WhitepaperTest::new_with(&["--requests-per-second", "0"]).await;
    let path = "/whitepapers/grid-code/file";
    let asks = (0..100).map(|_| test.app.get(path).named("user-agent", FIREFOX).send());
    let answers = futures_util::future::join_all(asks).await;
    assert!(answers.iter().all(|answer| answer.status == StatusCode::OK && answer.body.len() == FILE_BYTES));
    assert_eq!(test.counts().await.1, 100);
}
