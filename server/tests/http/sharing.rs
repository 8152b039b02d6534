//! The picture beside a link to a page: found where the page says, made once, and for no address that nobody gave out.

use app::ssr::sharing::CardTexts;
use domain::access::Role;
use domain::language::Language;
use domain::page::{PageDetail, PageForm, PageTextForm};
use futures_util::future::join_all;
use hyper::{Method, StatusCode, header};

use crate::test_app::{Answer, Cookie, TestApp};

/// A new page in English.
pub fn form(slug: &str, title: &str) -> PageForm {
    let text = PageTextForm { title: title.into(), slug: slug.into(), content: "Text.".into(), ..PageTextForm::default() };
    let texts = [(Language::parse("en").unwrap(), text)].into();
    PageForm { template: "default".into(), texts, ..PageForm::default() }
}

/// Saves a draft; the form as it is stored.
pub async fn save(app: &TestApp, cookie: &Cookie, form: &PageForm) -> PageForm {
    let body = format!("{{\"form\":{}}}", serde_json::to_string(form).unwrap());
    let saved = app.call("/api/admin/pages/save", &body).cookie(cookie).send().await;
    assert_eq!(saved.status, StatusCode::OK, "{}", saved.body);
    serde_json::from_str::<PageDetail>(&saved.body).unwrap().form
}

/// Publishes it in English, which makes it another version.
pub async fn publish(app: &TestApp, cookie: &Cookie, form: &PageForm) {
    let (id, version) = (form.id.unwrap(), form.version);
    let body = format!("{{\"item\":{{\"kind\":\"page\",\"id\":{id}}},\"version\":{version},\"language\":\"en\"}}");
    let published = app.call("/api/admin/items/publish", &body).cookie(cookie).send().await;
    assert_eq!(published.status, StatusCode::OK, "{}", published.body);
}

/// The path of the picture of a page.
pub async fn picture(app: &TestApp, path: &str) -> String {
    let page = app.get(path).send().await;
    assert_eq!(page.status, StatusCode::OK, "{path}");
    let address = page.attribute("meta[property='og:image']", "content").expect("every page has one");
    address.strip_prefix(&app.url()).expect("it is of this site").to_owned()
}

async fn got(app: &TestApp, path: &str) -> Answer {
    app.get(path).send().await
}

fn cards(app: &TestApp) -> usize {
    std::fs::read_dir(app.media_folder().join("cards")).map_or(0, Iterator::count)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_picture_of_the_title_is_drawn_once_and_anew_for_another_title() {
    let app = TestApp::start().await;
    let cookie = app.staff(Role::Editor).await;
    let saved = save(&app, &cookie, &form("news/one", "Cables & <lines>")).await;
    publish(&app, &cookie, &saved).await;
    let first = picture(&app, "/news/one").await;
    assert!(first.starts_with("/media/cards/") && first.ends_with(&format!("/page-{}-en.png", saved.id.unwrap())), "{first}");
    let answers = join_all((0..20).map(|_| got(&app, &first))).await;
    for answer in &answers {
        assert_eq!((answer.status, answer.header("content-type")), (StatusCode::OK, "image/png"));
        assert!(answer.header("cache-control").contains("immutable"));
    }
    assert_eq!(cards(&app), 1);
    let tag = answers[0].header("etag").to_owned();
    let known = app.get(&first).header(header::IF_NONE_MATCH, &tag).send().await;
    assert_eq!(known.status, StatusCode::NOT_MODIFIED);
    assert_eq!(app.ask(Method::HEAD, &first).send().await.status, StatusCode::OK);

    // A draft changes nothing; published it has a picture of its own, to which the old address leads.
    let mut changed = saved.clone();
    changed.version += 1;
    changed.texts.get_mut(&Language::parse("en").unwrap()).unwrap().title = "Other".into();
    let changed = save(&app, &cookie, &changed).await;
    assert_eq!(picture(&app, "/news/one").await, first);
    publish(&app, &cookie, &changed).await;
    let second = picture(&app, "/news/one").await;
    assert_ne!(second, first);
    let before = got(&app, &first).await;
    assert_eq!((before.status, before.header("location")), (StatusCode::TEMPORARY_REDIRECT, second.as_str()));
    assert!(!before.header("cache-control").contains("immutable"), "{}", before.header("cache-control"));
    assert_eq!(got(&app, &second).await.status, StatusCode::OK);
    assert_eq!(cards(&app), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn no_picture_is_made_for_what_visitors_do_not_read() {
    let app = TestApp::start().await;
    let cookie = app.staff(Role::Editor).await;
    let draft = save(&app, &cookie, &form("news/one", "Secret")).await;
    let id = draft.id.unwrap();
    let settings = store::settings::load(app.store()).await.unwrap();
    let (_, site_title) = settings.site_title.best(&settings.languages.default, &settings.languages).unwrap();
    let digest = |title: &str| CardTexts { title: title.into(), site_title: site_title.clone() }.digest();
    let secret = digest("Secret");
    let hostile = "a".repeat(64);
    for path in [
        format!("/media/cards/{secret}/page-{id}-en.png"),
        format!("/media/cards/{hostile}/page-{id}-en.png"),
        "/media/cards/hostile/whitepapers-en.png".to_owned(),
        format!("/media/cards/{}/whitepapers-fr.png", digest("Whitepapers")),
        format!("/media/cards/{secret}/page-99-en.png"),
        format!("/media/cards/{secret}/page-{id}-de.png"),
        format!("/media/cards/{secret}/user-1-en.png"),
        format!("/media/cards/{secret}/page-{id}-en.png.png"),
        format!("/media/cards/{secret}/..%2f..%2fmagnetiq.db"),
        "/media/cards/..%2f..%2f/x.png".into(),
        format!("/media/cards/{secret}"),
        "/media/cards".into(),
    ] {
        assert_eq!(got(&app, &path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    publish(&app, &cookie, &draft).await;
    assert_eq!(
        got(&app, &format!("/media/cards/{}/page-{id}-en.png", secret.to_uppercase())).await.status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(cards(&app), 0);
    assert_eq!(picture(&app, "/news/one").await, format!("/media/cards/{secret}/page-{id}-en.png"));
}
