//! Pages from files: new, changed, left alone or refused, and taken back as a whole.

use std::collections::BTreeMap;

use crate::support::pages::{Met, Text, editor, language, page, parsed, slug};
use crate::support::{NOW, Outcome, TestStore, later};
use domain::markdown;
use domain::page::{PageText, Template};
use domain::publication::Status;
use store::error::Error;
use store::import::{ChangedHere, Import, ImportPage, Outcome as Became, PreparedText};
use store::{pages, publishing};

/// A page whose files say that it is published.
fn file(path: &str, texts: &[Text<'_>]) -> ImportPage {
    let text = |(tag, own, title): &Text<'_>| {
        let text = PageText {
            title: (*title).into(),
            slug: slug(own),
            content: format!("Text of {title}"),
            excerpt: None,
            meta_description: None,
            seo_title: None,
            seo_keywords: None,
        };
        let rendered = markdown::render(&text.content);
        (
            language(tag),
            PreparedText {
                text,
                rendered,
                status: Some(Status::Published),
                is_public_if_new: false,
                published_at: None,
                aliases: Vec::new(),
            },
        )
    };
    ImportPage {
        path: path.into(),
        template: Template::Default,
        kind: None,
        is_featured: false,
        in_menu: false,
        sort_order: 0,
        texts: texts.iter().map(text).collect(),
    }
}

fn files(count: usize) -> Vec<ImportPage> {
    (0..count)
        .map(|n| {
            let (en, de, title) = (format!("page-{n}"), format!("seite-{n}"), format!("Page {n}"));
            file(&format!("pages/{n}"), &[("en", &en, &title), ("de", &de, &title)])
        })
        .collect()
}

/// What became of each, by name.
async fn import(db: &TestStore, files: &[ImportPage], at: domain::time::Timestamp) -> BTreeMap<&'static str, usize> {
    import_over(db, files, at, ChangedHere::Stays).await
}

async fn import_over(
    db: &TestStore,
    files: &[ImportPage],
    at: domain::time::Timestamp,
    changed_here: ChangedHere,
) -> BTreeMap<&'static str, usize> {
    let mut import = Import::begin(db, &editor(), changed_here).await.expect("an import");
    let mut became = BTreeMap::new();
    for file in files {
        let name = match import.put(file, at).await.expect("an outcome") {
            Became::New(_) => "new",
            Became::Changed(_) => "changed",
            Became::Unchanged(_) => "unchanged",
            Became::Conflict(_) => "conflict",
            Became::InTrash(_) => "in the trash",
            Became::Refused(_) => "refused",
        };
        *became.entry(name).or_default() += 1;
    }
    import.commit().await.expect("a commit");
    became
}

#[tokio::test]
async fn imported_pages_are_read_and_found() {
    let db = TestStore::new().await;
    assert_eq!(import(&db, &files(3), NOW).await, BTreeMap::from([("new", 3)]));
    assert_eq!(db.visit("/page-1").await, page("en", "Page 1"));
    assert_eq!(db.visit("/de/seite-1").await, page("de", "Page 1"));
    assert_eq!(db.number("select count(*) from search_fts where search_fts match 'tags : langde AND body : text'").await, 3);
}

#[tokio::test]
async fn a_second_run_changes_nothing() {
    let db = TestStore::new().await;
    let mut files = files(10);
    files[3].texts.get_mut("de").expect("German").status = Some(Status::Draft);
    files[4].texts.get_mut("en").expect("English").published_at = Some(later(60));
    import(&db, &files, NOW).await;
    let all =
        "select p.id || ' ' || p.version || ' ' || p.updated_at || ' ' || coalesce(l.published_at, '') || ' ' || l.changed_at
        from pages p join translations l on l.page_id = p.id order by l.id";
    let before = db.texts(all).await;
    assert_eq!(import(&db, &files, later(100)).await, BTreeMap::from([("unchanged", 10)]));
    assert_eq!(db.texts(all).await, before);
    assert_eq!(db.visit_at("/page-4", later(59)).await, Met::Nothing);
    assert_eq!(db.visit_at("/page-4", later(60)).await, page("en", "Page 4"));
}

#[tokio::test]
async fn a_changed_file_changes_its_page_and_no_other() {
    let db = TestStore::new().await;
    let mut pages = files(3);
    import(&db, &pages, NOW).await;
    pages[1] = file("pages/1", &[("en", "page-one", "Page one"), ("de", "seite-1", "Page 1")]);
    pages[2].in_menu = true;
    assert_eq!(import(&db, &pages, later(5)).await, BTreeMap::from([("changed", 2), ("unchanged", 1)]));
    assert_eq!(db.visit("/page-one").await, page("en", "Page one"));
    assert_eq!(db.visit("/page-1").await, crate::support::pages::moved("/page-one"));
}

#[tokio::test]
async fn a_file_that_says_draft_takes_its_page_back() {
    let db = TestStore::new().await;
    let mut pages = files(1);
    import(&db, &pages, NOW).await;
    pages[0].texts.get_mut("en").expect("English").status = Some(Status::Draft);
    assert_eq!(import(&db, &pages, later(5)).await, BTreeMap::from([("changed", 1)]));
    assert_eq!(db.visit("/page-0").await, Met::Nothing);
}

#[tokio::test]
async fn a_language_without_a_file_is_left_as_it_is() {
    let db = TestStore::new().await;
    import(&db, &files(1), NOW).await;
    let english = [file("pages/0", &[("en", "page-0", "Only English")])];
    assert_eq!(import(&db, &english, later(5)).await, BTreeMap::from([("changed", 1)]));
    assert_eq!(db.visit("/de/seite-0").await, page("de", "Page 0"));
}

#[tokio::test]
async fn what_an_editor_set_and_files_do_not_know_stays() -> Outcome {
    let db = TestStore::new().await;
    import(&db, &files(1), NOW).await;
    let mut form = db.form_of(domain::id::PageId(1)).await;
    form.canonical_url = "https://example.org/".into();
    let saved = pages::save(&db, &editor(), parsed(form), later(1)).await?;
    db.schedule(saved, "en", None, Some(later(1_000))).await;
    assert_eq!(import(&db, &files(1), later(5)).await, BTreeMap::from([("unchanged", 1)]));
    Ok(())
}

#[tokio::test]
async fn what_is_refused_keeps_the_rest() -> Outcome {
    let db = TestStore::new().await;
    db.live(&[("de", "seite-1", "Schon da")]).await;
    let mut pages = files(4);
    pages[2].texts.get_mut("en").expect("English").text.content = " ".into();
    let mut import = Import::begin(&db, &editor(), ChangedHere::Stays).await?;
    let mut refused = Vec::new();
    for page in &pages {
        if let Became::Refused(error) = import.put(page, NOW).await? {
            refused.push((page.path.as_str(), error));
        }
    }
    import.commit().await?;
    assert!(matches!(&refused[0], ("pages/1", Error::Taken { field }) if field == "slug:de"), "{refused:?}");
    assert!(matches!(&refused[1], ("pages/2", Error::Invalid(invalid)) if invalid.of("content:en").is_some()), "{refused:?}");
    assert_eq!(refused.len(), 2);
    assert_eq!(db.visit("/page-1").await, Met::Nothing, "nothing of a refused page is stored");
    assert_eq!(db.visit("/page-3").await, page("en", "Page 3"));
    assert_eq!(db.number("select count(*) from pages").await, 3);
    Ok(())
}

#[tokio::test]
async fn two_files_for_one_slug_are_one_page_and_one_refusal() {
    let db = TestStore::new().await;
    let both = [file("a", &[("en", "same", "A")]), file("b", &[("en", "same", "B")])];
    assert_eq!(import(&db, &both, NOW).await, BTreeMap::from([("new", 1), ("refused", 1)]));
    assert_eq!(db.visit("/same").await, page("en", "A"));
}

#[tokio::test]
async fn rolled_back_or_dropped_it_leaves_everything_as_it_was() -> Outcome {
    let db = TestStore::new().await;
    let mut import = Import::begin(&db, &editor(), ChangedHere::Stays).await?;
    import.put(&files(1)[0], NOW).await?;
    import.roll_back().await?;
    let mut import = Import::begin(&db, &editor(), ChangedHere::Stays).await?;
    import.put(&files(1)[0], NOW).await?;
    drop(import);
    let saved = db.page(&[("en", "page-0", "Others can write")]).await;
    assert_eq!(saved.version, 1);
    assert_eq!(db.number("select count(*) from pages").await, 1);
    Ok(())
}

#[tokio::test]
async fn a_page_in_the_trash_stays_there() -> Outcome {
    let db = TestStore::new().await;
    import(&db, &files(1), NOW).await;
    let id = domain::id::PageId(1);
    let saved = pages::Saved { id, version: db.form_of(id).await.version };
    db.trash(saved).await;
    for changed_here in [ChangedHere::Stays, ChangedHere::IsOverwritten] {
        assert_eq!(import_over(&db, &files(1), NOW, changed_here).await, BTreeMap::from([("in the trash", 1)]));
    }
    assert_eq!(db.number("select count(*) from pages").await, 1);
    Ok(())
}

#[tokio::test]
async fn a_correction_made_here_is_overwritten_only_where_that_is_asked_for() -> Outcome {
    let db = TestStore::new().await;
    import(&db, &files(2), NOW).await;
    let mut form = db.form_of(domain::id::PageId(1)).await;
    form.texts.get_mut("en").expect("English").title = "Corrected".into();
    let saved = pages::save(&db, &editor(), parsed(form), later(1)).await?;
    assert_eq!(import(&db, &files(2), later(5)).await, BTreeMap::from([("conflict", 1), ("unchanged", 1)]));
    let form = db.form_of(saved.id).await;
    assert_eq!((form.version, form.texts["en"].title.as_str()), (saved.version, "Corrected"));
    let overwritten = import_over(&db, &files(2), later(6), ChangedHere::IsOverwritten).await;
    assert_eq!(overwritten, BTreeMap::from([("changed", 1), ("unchanged", 1)]));
    assert_eq!(db.form_of(saved.id).await.texts["en"].title, "Page 0");
    assert_eq!(import(&db, &files(2), later(7)).await, BTreeMap::from([("unchanged", 2)]), "they agree again");
    Ok(())
}

#[tokio::test]
async fn what_was_unpublished_here_does_not_become_public_again() -> Outcome {
    let db = TestStore::new().await;
    import(&db, &files(1), NOW).await;
    let id = domain::id::PageId(1);
    db.unpublish(pages::Saved { id, version: db.form_of(id).await.version }, "en").await;
    assert_eq!(import(&db, &files(1), later(5)).await, BTreeMap::from([("conflict", 1)]));
    assert_eq!(db.visit_at("/page-0", later(6)).await, Met::Nothing);
    Ok(())
}

#[tokio::test]
async fn a_file_without_a_status_leaves_it_as_it_is() -> Outcome {
    let db = TestStore::new().await;
    let mut pages = files(1);
    pages[0].texts.values_mut().for_each(|text| text.status = None);
    import(&db, &pages, NOW).await;
    assert_eq!(db.visit("/page-0").await, Met::Nothing);
    let id = domain::id::PageId(1);
    let saved = pages::Saved { id, version: db.form_of(id).await.version };
    db.publish(saved, "en").await;
    assert_eq!(import(&db, &pages, later(5)).await, BTreeMap::from([("unchanged", 1)]));
    pages[0].texts.get_mut("en").expect("English").text.title = "New title".into();
    assert_eq!(import(&db, &pages, later(6)).await, BTreeMap::from([("changed", 1)]));
    assert_eq!(db.visit_at("/page-0", later(7)).await, page("en", "New title"));
    Ok(())
}

#[tokio::test]
async fn old_addresses_lead_to_the_page_but_take_none_from_another() {
    let db = TestStore::new().await;
    let mut pages = files(2);
    pages[0].texts.get_mut("en").expect("English").aliases = vec![slug("old/page"), slug("page-1")];
    import(&db, &[pages.remove(1)], NOW).await;
    import(&db, &pages, NOW).await;
    assert_eq!(import(&db, &pages, NOW).await, BTreeMap::from([("unchanged", 1)]));
    assert_eq!(db.visit("/old/page").await, crate::support::pages::moved("/page-0"));
    assert_eq!(db.visit("/page-1").await, page("en", "Page 1"));
}

#[tokio::test]
async fn a_correction_stays_also_where_its_file_was_left_out_in_between() -> Outcome {
    let db = TestStore::new().await;
    let pages = files(1);
    import(&db, &pages, NOW).await;
    let id = domain::id::PageId(1);
    let mut form = db.form_of(id).await;
    form.texts.get_mut("de").expect("German").title = "Berichtigt".into();
    pages::save(&db, &editor(), parsed(form), later(1)).await?;
    let mut english = pages.clone();
    english[0].texts.remove("de");
    assert_eq!(import(&db, &english, later(2)).await, BTreeMap::from([("unchanged", 1)]));
    assert_eq!(import(&db, &pages, later(3)).await, BTreeMap::from([("conflict", 1)]));
    assert_eq!(db.form_of(id).await.texts["de"].title, "Berichtigt");
    Ok(())
}

#[tokio::test]
async fn a_page_that_only_was_in_the_trash_is_still_that_of_its_files() -> Outcome {
    let db = TestStore::new().await;
    let mut pages = files(1);
    import(&db, &pages, NOW).await;
    let id = domain::id::PageId(1);
    let version = publishing::trash(&db, &editor(), id, db.form_of(id).await.version, later(1)).await?;
    publishing::restore(&db, &editor(), id, version, later(2)).await?;
    pages[0].texts.get_mut("en").expect("English").text.title = "New title".into();
    assert_eq!(import(&db, &pages, later(3)).await, BTreeMap::from([("changed", 1)]));
    Ok(())
}
