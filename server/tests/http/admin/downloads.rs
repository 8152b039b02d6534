//! GET /admin/whitepapers/{id}/downloads.csv: who downloaded a whitepaper, as a file for editors.

use std::collections::BTreeSet;

use app::ssr::now;
use domain::access::Role;
use domain::time::Timestamp;
use hyper::StatusCode;

use crate::whitepapers::WhitepaperTest;

/// Two people: one from a campaign who asked to be written to, and one whose company is a formula.
async fn asked_for() -> WhitepaperTest {
    let test = WhitepaperTest::new().await;
    let path = "/whitepapers/fault-location";
    let agreed = [("first_name", "Mia"), ("last_name", "O’Neil, \"M\""), ("marketing", "yes"), ("utm_campaign", "winter 2026")];
    let formula = [
        ("first_name", "Cy"),
        ("email", "cy@evil.example"),
        ("company", "=HYPERLINK(\"https://evil.example\")"),
        ("utm_source", "@SUM(A1)"),
    ];
    for fields in [&agreed[..], &formula[..]] {
        assert_eq!(test.send(path, &test.form_token(10), fields).await.status, StatusCode::SEE_OTHER);
    }
    test
}

/// The table without the mark at its beginning, a line each.
async fn export(test: &WhitepaperTest, role: Role, query: &str) -> (StatusCode, Vec<String>) {
    let cookie = test.app.staff(role).await;
    let path = format!("/admin/whitepapers/{}/downloads.csv{query}", test.gated);
    let answer = test.app.get(&path).cookie(&cookie).send().await;
    let lines = answer.body.trim_start_matches('\u{feff}').split_terminator("\r\n").map(str::to_owned).collect();
    (answer.status, lines)
}

#[tokio::test(flavor = "multi_thread")]
async fn an_editor_gets_all_downloads_as_a_file_in_their_language() {
    let test = asked_for().await;
    let cookie = test.app.staff(Role::Editor).await;
    let path = format!("/admin/whitepapers/{}/downloads.csv", test.gated);
    let answer = test.app.get(&path).cookie(&cookie).send().await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(answer.header("content-type"), "text/csv; charset=utf-8; header=present");
    assert!(answer.header("content-disposition").starts_with("attachment; filename=\"downloads-"));
    assert_eq!(answer.header("cache-control"), "no-store");
    assert!(answer.body.starts_with("\u{feff}\"First name\",\"Last name\",\"E-mail\",\"Company\","));
    let lines: Vec<&str> = answer.body.split_terminator("\r\n").collect();
    assert_eq!(lines.len(), 3);
    assert!(lines[2].starts_with("\"Mia\",\"O’Neil, \"\"M\"\"\",\"ada@stadtwerke.example\",\"Stadtwerke\","), "{}", lines[2]);
    let day = &Timestamp(now().0).to_sqlite()[..10];
    assert!(lines[2].contains(&format!(",\"winter 2026\",\"\",\"Not confirmed\",\"{day} ")), "{}", lines[2]);
    assert!(lines[2].ends_with("\",\"\",\"\""), "neither confirmed nor withdrawn: {}", lines[2]);
    assert!(lines[1].ends_with(",\"None\",\"\",\"\",\"\""), "{}", lines[1]);
}

#[tokio::test(flavor = "multi_thread")]
async fn times_are_in_the_zone_of_the_screen_which_the_head_names() {
    let test = asked_for().await;
    let (_, utc) = export(&test, Role::Editor, "").await;
    assert!(utc[0].contains("\"Sent (UTC)\",\"Arrived (UTC)\""), "{}", utc[0]);
    // Whole hours apart all year round.
    let (_, there) = export(&test, Role::Editor, "?zone=Asia%2FKolkata").await;
    assert!(there[0].contains("\"Sent (Asia/Kolkata)\""), "{}", there[0]);
    let sent = |line: &str| Timestamp::parse(line.split("\",\"").nth(8).unwrap()).unwrap().0;
    assert_eq!(sent(&there[1]) - sent(&utc[1]), 5 * 3_600 + 1_800);
    let (_, unknown) = export(&test, Role::Editor, "?zone=Europe%2FAtlantis").await;
    assert_eq!(unknown, utc);
}

#[tokio::test(flavor = "multi_thread")]
async fn no_cell_is_taken_for_a_formula() {
    let test = asked_for().await;
    let (_, lines) = export(&test, Role::Editor, "").await;
    assert!(lines[1].contains(",\"'=HYPERLINK(\"\"https://evil.example\"\")\","), "{}", lines[1]);
    assert!(lines[1].contains(",\"'@SUM(A1)\","), "{}", lines[1]);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_file_holds_what_the_list_is_filtered_to() {
    let test = asked_for().await;
    let (before, after) = (Timestamp(now().0 - 3_600).to_rfc3339(), Timestamp(now().0 + 3_600).to_rfc3339());
    for (query, count) in [
        (String::new(), 2),
        ("?q=hyperlink".into(), 1),
        ("?q=mia".into(), 1),
        ("?marketing=1".into(), 0),
        ("?campaign=winter%202026".into(), 1),
        ("?campaign=summer".into(), 0),
        (format!("?since={before}&until={after}"), 2),
        (format!("?until={before}"), 0),
        ("?since=2026-13-40&size=7&sort=up&after=1&q=%27%20OR%201=1--".into(), 0),
    ] {
        let (status, lines) = export(&test, Role::Admin, &query).await;
        assert_eq!((status, lines.len()), (StatusCode::OK, count + 1), "{query}: {lines:?}");
    }
    let (_, lines) = export(&test, Role::Editor, "?sort=oldest").await;
    assert!(lines[1].starts_with("\"Mia\","));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_viewer_gets_no_file_and_sees_no_address() {
    let test = asked_for().await;
    assert_eq!(export(&test, Role::Viewer, "").await.0, StatusCode::FORBIDDEN);
    let cookie = test.app.staff(Role::Viewer).await;
    let filter = domain::whitepaper::list::DownloadFilter::default();
    let arguments = format!("{{\"filter\":{}}}", serde_json::to_string(&filter).unwrap());
    let answer = test.app.call("/api/admin/whitepapers/downloads", &arguments).cookie(&cookie).send().await;
    assert!(answer.body.contains("\"is_masked\":true"));
    assert!(!answer.body.contains("ada@") && !answer.body.contains("Mia"), "{}", answer.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_longer_than_what_is_read_at_once_comes_whole() {
    let test = WhitepaperTest::new().await;
    for number in 0..503 {
        test.keep(&format!("{number}@stadtwerke.example"), now()).await;
    }
    let (status, lines) = export(&test, Role::Editor, "").await;
    assert_eq!((status, lines.len()), (StatusCode::OK, 504));
    let different: BTreeSet<&String> = lines.iter().collect();
    assert_eq!(different.len(), 504, "none comes twice");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_names_no_whitepaper_is_not_found() {
    let test = WhitepaperTest::new().await;
    let cookie = test.app.staff(Role::Editor).await;
    for id in ["0", "999999999", "new", "-1", "%27", "99999999999999999999999"] {
        let path = format!("/admin/whitepapers/{id}/downloads.csv");
        assert_eq!(test.app.get(&path).cookie(&cookie).send().await.status, StatusCode::NOT_FOUND, "{id}");
    }
}
