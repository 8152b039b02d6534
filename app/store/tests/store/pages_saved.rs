//! What saving, publishing and the trash keep, refuse and say; races included.

use crate::support::pages::{ABOUT, Met, change_of, draft, editor, form, language, page, parsed, slug};
use crate::support::{NOW, Outcome, TestStore, later};
use domain::invalid::{Invalid, Problem};
use domain::item::ItemKind;
use domain::page::{PageDraft, Template};
use domain::publication::LanguageState;
use domain::text::Slug;
use domain::time::Timestamp;
use store::error::Error;
use store::pages::{self, Saved};
use store::publishing;

#[tokio::test]
async fn what_is_saved_is_read_back() -> Outcome {
    let db = TestStore::new().await;
    let mut typed = form(&ABOUT);
    typed.sort_order = "7".into();
    typed.in_menu = true;
    typed.canonical_url = "https://example.org/about".into();
    let english = typed.texts.get_mut("en").expect("English");
    english.excerpt = "Who we are".into();
    english.seo_title = "</title><script>\"'🎉".into();
    english.content = "# \"Quoted\"\n\n' OR 1=1 --\n".into();
    let saved = pages::save(&db, &editor(), parsed(typed.clone()), NOW).await?;
    typed.id = Some(saved.id);
    typed.version = 1;
    assert_eq!(db.form_of(saved.id).await, typed);
    Ok(())
}

#[tokio::test]
async fn saving_without_a_change_writes_nothing() -> Outcome {
    let db = TestStore::new().await;
    let saved = db.live(&ABOUT).await;
    assert_eq!(pages::save(&db, &editor(), change_of(saved, &ABOUT), later(5)).await?, saved);
    assert_eq!(db.number("select count(*) from revisions").await, 1);
    assert_eq!(db.number("select count(*) from audit_log where action = 'changed'").await, 0);
    Ok(())
}

#[tokio::test]
async fn every_change_is_a_version_with_its_revision_and_entry_in_the_log() {
    let db = TestStore::new().await;
    let saved = db.page(&ABOUT).await;
    let saved = db.change(saved, &[("en", "about", "About all of us"), ABOUT[1]], later(5)).await;
    let saved = db.publish(saved, "en").await;
    db.trash(saved).await;
    let revisions = db.texts("select number || ' ' || (snapshot ->> '$.texts.en.title') from revisions order by number").await;
    assert_eq!(revisions, ["1 About us", "2 About all of us"]);
    let log = db.texts("select action || ' ' || (after ->> 'version') from audit_log where item_kind = 'page' order by id").await;
    assert_eq!(log, ["created 1", "changed 2", "published 3", "trashed 4"]);
}

#[tokio::test]
async fn a_translation_is_outdated_by_a_live_text_that_was_written_later() -> Outcome {
    let db = TestStore::new().await;
    let saved = db.live(&ABOUT).await;
    let state = async |saved: Saved, at| -> Result<LanguageState, Error> {
        Ok(pages::detail(&db, &editor(), saved.id, later(at)).await?.publication.states[&language("de")])
    };
    let saved = db.change_live(saved, &[("en", "about-us", "About us"), ABOUT[1]], later(5)).await;
    assert_eq!(state(saved, 5).await?, LanguageState::Live, "a slug says nothing new");
    let saved = db.change(saved, &[("en", "about-us", "All about us"), ABOUT[1]], later(6)).await;
    assert_eq!(state(saved, 6).await?, LanguageState::Live, "a draft is not what visitors compare");
    // German is translated from the draft, and published before it.
    let texts = [("en", "about-us", "All about us"), ("de", "ueber-uns", "Alles über uns")];
    let saved = db.change(saved, &texts, later(7)).await;
    let saved = db.publish_at(saved, "de", later(8)).await;
    let saved = db.publish_at(saved, "en", later(9)).await;
    assert_eq!(state(saved, 9).await?, LanguageState::Live, "it was written after the text it translates");
    let saved = db.change_live(saved, &[("en", "about-us", "Us"), texts[1]], later(10)).await;
    assert_eq!(state(saved, 10).await?, LanguageState::Outdated);
    Ok(())
}

#[tokio::test]
async fn a_changed_text_is_what_visitors_read_once_it_is_published() {
    let db = TestStore::new().await;
    let saved = db.live(&[("en", "a", "Old")]).await;
    db.change_live(saved, &[("en", "a", "New")], NOW).await;
    let read = db.read("/a").await;
    assert_eq!(read.title, "New");
    assert!(read.html.contains("New."), "{}", read.html);
    assert_eq!(read.words, 1);
}

#[tokio::test]
async fn a_write_that_saw_another_version_is_refused() {
    let db = TestStore::new().await;
    let saved = db.page(&ABOUT).await;
    db.change(saved, &[("en", "about", "Mine")], NOW).await;
    let theirs = pages::save(&db, &editor(), change_of(saved, &[("en", "about", "Theirs")]), NOW).await;
    assert!(matches!(theirs, Err(Error::Stale)), "{theirs:?}");
    let published = publishing::publish(&db, &editor(), saved.id, saved.version, &language("en"), None, None, NOW).await;
    assert!(matches!(published, Err(Error::Stale)));
    assert!(matches!(publishing::trash(&db, &editor(), saved.id, saved.version, NOW).await, Err(Error::Stale)));
    assert_eq!(db.form_of(saved.id).await.texts["en"].title, "Mine");
}

#[tokio::test]
async fn what_is_not_there_is_not_found() {
    let db = TestStore::new().await;
    let saved = db.page(&[("en", "a", "A")]).await;
    let none = Saved { id: domain::id::PageId(saved.id.0 + 1), version: 1 };
    assert!(matches!(pages::save(&db, &editor(), change_of(none, &ABOUT), NOW).await, Err(Error::NotFound)));
    assert!(matches!(pages::detail(&db, &editor(), none.id, NOW).await, Err(Error::NotFound)));
    assert!(matches!(db.restore(saved).await, Err(Error::NotFound)), "it is not in the trash");
    let german = publishing::publish(&db, &editor(), saved.id, 1, &language("de"), None, None, NOW).await;
    assert!(matches!(german, Err(Error::NotFound)), "it has no such language");
}

#[tokio::test]
async fn a_slug_that_another_page_has_is_refused_at_its_field() -> Outcome {
    let db = TestStore::new().await;
    db.page(&ABOUT).await;
    let other = pages::save(&db, &editor(), draft(&[("en", "other", "Other"), ("de", "ueber-uns", "Andere")]), NOW).await;
    assert!(matches!(other, Err(Error::Taken { field }) if field == "slug:de"));
    assert_eq!(db.number("select count(*) from pages").await, 1, "nothing of it was stored");

    let own = db.page(&[("en", "ueber-uns", "The same slug in another language is another address")]).await;
    let renamed = pages::save(&db, &editor(), change_of(own, &[("en", "about", "Taken")]), NOW).await;
    assert!(matches!(renamed, Err(Error::Taken { field }) if field == "slug:en"));
    Ok(())
}

#[tokio::test]
async fn a_slug_is_free_again_when_its_page_is_in_the_trash() -> Outcome {
    let db = TestStore::new().await;
    let saved = db.live(&[("en", "about", "About us")]).await;
    let is_free = async |except| db.is_free(ItemKind::Page, "en", "about", except).await;
    assert!(!is_free(None).await?);
    assert!(is_free(Some(saved.id.0)).await?, "for the page itself");
    db.trash(saved).await;
    assert!(is_free(None).await?);
    db.live(&[("en", "about", "Someone else")]).await;
    assert_eq!(db.visit("/about").await, page("en", "Someone else"));
    Ok(())
}

#[tokio::test]
async fn a_page_whose_slug_was_taken_is_restored_with_another() -> Outcome {
    let db = TestStore::new().await;
    let saved = db.live(&ABOUT).await;
    let saved = db.trash(saved).await;
    db.live(&[("en", "about", "Someone else")]).await;
    assert!(matches!(db.restore(saved).await, Err(Error::Taken { field }) if field == "slug:en"));
    let saved = db.change(saved, &[("en", "about-2", "About us"), ABOUT[1]], NOW).await;
    db.restore(saved).await?;
    assert_eq!(db.visit("/about").await, page("en", "Someone else"));
    assert_eq!(db.visit("/about-2").await, page("en", "About us"));
    assert_eq!(db.visit("/de/ueber-uns").await, page("de", "Über uns"));
    Ok(())
}

#[tokio::test]
async fn a_free_slug_is_proposed_with_a_number() -> Outcome {
    let db = TestStore::new().await;
    let propose = async |base: &str| -> Result<String, Box<dyn std::error::Error>> {
        Ok(publishing::propose_slug(&db, &editor(), ItemKind::Page, &language("en"), &slug(base), None).await?.to_string())
    };
    assert_eq!(propose("about").await?, "about");
    assert_eq!(propose("search").await?, "search-2", "the program's own addresses are never free");
    db.page(&[("en", "about", "A")]).await;
    db.page(&[("en", "about-2", "A")]).await;
    db.page(&[("en", "about-4", "A")]).await;
    assert_eq!(propose("about").await?, "about-3");
    db.page(&[("en", "", "Home")]).await;
    assert_eq!(propose("").await?, "home-2");
    let long = "a".repeat(Slug::MAX);
    db.page(&[("en", &long, "A")]).await;
    assert_eq!(propose(&long).await?, format!("{}-2", "a".repeat(Slug::MAX - 10)));
    Ok(())
}

#[tokio::test]
async fn an_empty_text_is_not_published() -> Outcome {
    let db = TestStore::new().await;
    let mut typed = form(&ABOUT);
    typed.texts.get_mut("de").expect("German").content = " \n".into();
    let saved = pages::save(&db, &editor(), parsed(typed), NOW).await?;
    let refused = publishing::publish(&db, &editor(), saved.id, 1, &language("de"), None, None, NOW).await;
    let missing = Invalid::at("content:de", Problem::Missing);
    assert!(matches!(refused, Err(Error::Invalid(invalid)) if invalid == missing));

    let saved = db.live(&[("en", "full", "Full"), ("de", "voll", "Voll")]).await;
    let mut emptied = db.form_of(saved.id).await;
    emptied.texts.get_mut("de").expect("German").content = String::new();
    let emptied = pages::save(&db, &editor(), parsed(emptied), NOW).await?;
    let refused = publishing::publish(&db, &editor(), saved.id, emptied.version, &language("de"), None, None, NOW).await;
    assert!(matches!(refused, Err(Error::Invalid(invalid)) if invalid == missing), "nor emptied while it is");
    assert_eq!(db.visit("/de/voll").await, page("de", "Voll"));
    Ok(())
}

#[tokio::test]
async fn a_period_ends_after_its_start() {
    let db = TestStore::new().await;
    let saved = db.page(&ABOUT).await;
    let refused = publishing::publish(&db, &editor(), saved.id, 1, &language("en"), Some(later(9)), Some(later(9)), NOW).await;
    let wrong = Invalid::at("unpublished_at:en", Problem::EndsBeforeStart);
    assert!(matches!(refused, Err(Error::Invalid(invalid)) if invalid == wrong));
}

#[tokio::test]
async fn nothing_is_published_in_antiquity() {
    let db = TestStore::new().await;
    let saved = db.page(&ABOUT).await;
    // 1 March 27.
    let start = Some(Timestamp(-61_310_000_000));
    let refused = publishing::publish(&db, &editor(), saved.id, 1, &language("en"), start, None, NOW).await;
    let wrong = Invalid::at("published_at:en", Problem::NotADate);
    assert!(matches!(refused, Err(Error::Invalid(invalid)) if invalid == wrong));
}

#[tokio::test]
async fn a_page_that_is_published_again_keeps_its_date() -> Outcome {
    let db = TestStore::new().await;
    let saved = db.live(&[("en", "a", "A")]).await;
    let saved = db.unpublish(saved, "en").await;
    publishing::publish(&db, &editor(), saved.id, saved.version, &language("en"), None, None, later(100)).await?;
    assert_eq!(db.read("/a").await.published_at, NOW);
    Ok(())
}

#[tokio::test]
async fn a_language_removed_from_the_form_is_removed_once_it_is_taken_back() -> Outcome {
    let db = TestStore::new().await;
    let saved = db.live(&ABOUT).await;
    let saved = db.change(saved, &ABOUT[..1], NOW).await;
    assert_eq!(db.form_of(saved.id).await.texts.len(), 1);
    assert_eq!(db.visit("/de/ueber-uns").await, page("de", "Über uns"));
    assert!(!db.is_free(ItemKind::Page, "de", "ueber-uns", None).await?);
    db.unpublish(saved, "de").await;
    assert!(db.is_free(ItemKind::Page, "de", "ueber-uns", None).await?);
    assert_eq!(db.number("select count(*) from search_texts").await, 1);
    assert_eq!(db.visit("/de/ueber-uns").await, page("en", "About us"));
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_many_saves_of_one_version_one_wins_and_all_others_are_told() {
    let db = TestStore::new().await;
    let saved = db.page(&ABOUT).await;
    let tasks: Vec<_> = (0..20)
        .map(|n| {
            let (store, title) = ((*db).clone(), format!("By {n}"));
            tokio::spawn(async move {
                let draft = change_of(saved, &[("en", "about", &title)]);
                (title, pages::save(&store, &editor(), draft, NOW).await)
            })
        })
        .collect();
    let mut winners = Vec::new();
    for task in tasks {
        match task.await.expect("a task that ends") {
            (title, Ok(Saved { version: 2, .. })) => winners.push(title),
            (_, Err(Error::Stale)) => {}
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(winners.len(), 1);
    assert_eq!(db.form_of(saved.id).await.texts["en"].title, winners[0]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_two_pages_that_race_for_a_slug_one_wins() {
    let db = TestStore::new().await;
    for round in 0..10 {
        let slug = format!("race-{round}");
        let save = |title: &'static str| {
            let (store, slug) = ((*db).clone(), slug.clone());
            tokio::spawn(async move { pages::save(&store, &editor(), draft(&[("en", &slug, title)]), NOW).await })
        };
        let (one, other) = (save("One"), save("Other"));
        let outcomes = [one.await.expect("a task that ends"), other.await.expect("a task that ends")];
        assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1);
        assert!(outcomes.iter().any(|outcome| matches!(outcome, Err(Error::Taken { field }) if field == "slug:en")));
    }
}

#[tokio::test]
async fn texts_are_rendered_again_when_the_renderer_has_changed() -> Outcome {
    let db = TestStore::new().await;
    for n in 0..120 {
        db.live(&[("en", &format!("page-{n}"), &format!("Page {n}"))]).await;
    }
    db.execute("update translations set html = 'old', plain = 'old', renderer = 0").await?;
    assert_eq!(publishing::rerender_stale(&db).await?, 120);
    assert!(db.read("/page-7").await.html.contains("Page 7"));
    assert_eq!(db.number("select count(*) from search_fts where search_fts match 'old'").await, 0);
    assert_eq!(publishing::rerender_stale(&db).await?, 0);
    Ok(())
}

#[tokio::test]
async fn a_page_can_change_all_but_its_texts() -> Outcome {
    let db = TestStore::new().await;
    let saved = db.live(&ABOUT).await;
    let changed = PageDraft { template: Template::Landing, is_featured: true, ..change_of(saved, &ABOUT) };
    let saved = pages::save(&db, &editor(), changed, later(5)).await?;
    assert_eq!(db.read("/about").await.template, Template::Default, "a draft");
    db.publish_at(saved, "de", later(5)).await;
    let read = db.read("/about").await;
    assert_eq!((read.template, read.changed_at), (Template::Landing, NOW), "its text did not change");
    assert_eq!(db.visit("/de/nowhere").await, Met::Nothing);
    Ok(())
}
