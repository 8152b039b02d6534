//! The file itself: whole and in parts, known by its tag, counted once however it comes.

use app::ssr::now;
use domain::access::Role;
use domain::media::{Folder, Format};
use domain::time::Timestamp;
use hyper::{Method, StatusCode, header};
use store::access::Editor;
use store::media::{NewFile, Replaced};

use super::{FILE_BYTES, FIREFOX, HASH, WhitepaperTest};
use crate::test_app::Answer;

const DIRECT: &str = "/whitepapers/grid-code/file";

impl WhitepaperTest {
    async fn part(&self, path: &str, range: &str, if_range: Option<&str>) -> Answer {
        let ask = self.app.get(path).named("user-agent", FIREFOX).header(header::RANGE, range);
        let ask = if let Some(tag) = if_range { ask.header(header::IF_RANGE, tag) } else { ask };
        ask.send().await
    }
}

fn part_of(answer: &Answer) -> (StatusCode, usize, &str) {
    (answer.status, answer.body.len(), answer.header("content-range"))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_download_that_broke_off_goes_on_without_another_use_of_its_link() {
    let test = WhitepaperTest::new().await;
    let link = format!("/de/whitepapers/link/{}", test.keep("ada@stadtwerke.example", Timestamp(now().0 + 3_600)).await);
    let began = test.app.form(&link, &[]).send().await;
    let file = began.location();
    let head = test.app.ask(Method::HEAD, file).named("user-agent", FIREFOX).header(header::RANGE, "bytes=0-9").send().await;
    assert_eq!((head.status, head.header("content-length"), head.header("accept-ranges")), (StatusCode::OK, "150000", "bytes"));
    let tag = head.header("etag");
    assert!(tag.starts_with('"') && !tag.contains(HASH), "a strong one: {tag}");

    let start = test.part(file, "bytes=0-99999", None).await;
    assert_eq!(part_of(&start), (StatusCode::PARTIAL_CONTENT, 100_000, "bytes 0-99999/150000"));
    assert_eq!((start.header("etag"), start.header("cache-control")), (tag, "no-store"));
    assert!(start.header("content-disposition").starts_with("attachment; "));
    assert_eq!(test.counts().await, (0, 0));
    let end = test.part(file, "bytes=100000-", Some(tag)).await;
    assert_eq!(part_of(&end), (StatusCode::PARTIAL_CONTENT, 50_000, "bytes 100000-149999/150000"));
    assert_eq!(end.header("content-encoding"), "");
    assert_eq!(test.counts().await, (0, 1));

    let other = test.part(file, "bytes=100000-", Some("\"other\"")).await;
    assert_eq!(part_of(&other), (StatusCode::OK, FILE_BYTES, ""));
    let several = test.part(file, "bytes=0-1,149998-149999", None).await;
    assert_eq!(part_of(&several), (StatusCode::OK, FILE_BYTES, ""));
    let beyond = test.part(file, "bytes=150000-", None).await;
    assert_eq!((beyond.status, beyond.header("content-range")), (StatusCode::RANGE_NOT_SATISFIABLE, "bytes */150000"));
    let known = test.app.get(file).named("user-agent", FIREFOX).header(header::IF_NONE_MATCH, tag).send().await;
    assert_eq!((known.status, known.body.as_str()), (StatusCode::NOT_MODIFIED, ""));
    assert_eq!(test.counts().await, (0, 1), "it is still one download");
    let page = test.app.get(&link).send().await;
    assert!(page.text("main .small").contains("4 Downloads"), "{}", page.text("main .small"));
    assert!(test.kept().await[0].completed_at.is_some());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_ticket_is_one_of_its_own_link() {
    let test = WhitepaperTest::new().await;
    let until = Timestamp(now().0 + 3_600);
    let [own, other] = [test.keep("a@stadtwerke.example", until).await, test.keep("b@stadtwerke.example", until).await];
    let ticket = test.app.context().secret().ticket(&own, None, until).unwrap();
    let over = test.app.context().secret().ticket(&own, None, Timestamp(now().0 - 1)).unwrap();
    let (own, other) = (format!("/whitepapers/link/{own}"), format!("/whitepapers/link/{other}"));
    let right = test.app.get(&format!("{own}?ticket={ticket}")).send().await;
    assert_eq!((right.status, right.header("content-type")), (StatusCode::OK, "application/pdf"));
    for page in [format!("{other}?ticket={ticket}"), format!("{own}?ticket={over}"), format!("{own}?ticket=x"), own] {
        let answer = test.app.get(&page).send().await;
        assert_eq!((answer.status, answer.count("form[method=post] button")), (StatusCode::OK, 1), "{page}");
    }
    let gated = test.app.get(&format!("/whitepapers/fault-location/file?ticket={ticket}")).send().await;
    assert_eq!((gated.status, gated.location()), (StatusCode::SEE_OTHER, "/whitepapers/fault-location"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_without_a_form_comes_in_parts_too_and_counts_once() {
    let test = WhitepaperTest::new().await;
    for probe in ["bytes=0-0", "bytes=-500", "bytes=150000-"] {
        test.part(DIRECT, probe, None).await;
    }
    assert_eq!(test.counts().await.1, 0);
    let whole = test.app.get(DIRECT).named("user-agent", FIREFOX).send().await;
    assert_eq!(whole.body.len(), FILE_BYTES);
    let rest = test.part(DIRECT, "bytes=140000-", Some(whole.header("etag"))).await;
    assert_eq!(part_of(&rest), (StatusCode::PARTIAL_CONTENT, 10_000, "bytes 140000-149999/150000"));
    assert_eq!(test.counts().await.1, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_old_address_of_a_gated_file_leads_staff_alone_to_the_new_one() {
    let test = WhitepaperTest::new().await;
    let (store, by) = (test.app.store(), Editor::command_line());
    let id = store::media::find_by_hash(store, &by, HASH).await.unwrap().unwrap();
    let hash = "cd".repeat(32);
    let new = NewFile {
        path: format!("cd/{hash}.pdf"),
        stored_hash: hash.clone(),
        hash: hash.clone(),
        format: Format::Pdf,
        size_bytes: 9,
        filename: "new.pdf".into(),
        original_filename: "New.pdf".into(),
        size: None,
        pages: None,
        folder: Folder::root(),
    };
    let version = test.app.detail(id).await.form.version;
    assert_eq!(store::media::replace(store, &by, id, version, &new, now()).await.unwrap(), Replaced::Done);
    let old = format!("/media/{HASH}/paper.pdf");
    assert_eq!(test.app.get(&old).send().await.status, StatusCode::NOT_FOUND);
    let viewer = test.app.staff(Role::Viewer).await;
    let seen = test.app.get(&old).cookie(&viewer).send().await;
    assert_eq!((seen.status, seen.location()), (StatusCode::MOVED_PERMANENTLY, format!("/media/{hash}/paper.pdf").as_str()));
}
