//! Addresses that visitors know: no plan and no draft takes one from them before its time.

use crate::support::pages::{ABOUT, Met, change_of, editor, language, moved, page};
use crate::support::{NOW, Outcome, TestStore, later};
use domain::item::ItemRef;
use store::check::check;
use store::error::Error;
use store::pages::{self, Saved};
use store::publishing;

const HOUR: i64 = 3_600;

async fn cancelled(db: &TestStore, saved: Saved, tag: &str) -> Saved {
    let version = publishing::cancel_scheduled(db, &editor(), saved.id, saved.version, &language(tag), NOW).await;
    Saved { version: version.expect("something waits"), ..saved }
}

#[tokio::test]
async fn a_plan_leaves_an_old_address_of_another_page_until_its_time() -> Outcome {
    let db = TestStore::new().await;
    let saved = db.live(&[("en", "old", "First")]).await;
    db.change_live(saved, &[("en", "new", "First")], NOW).await;
    let planned = db.page(&[("en", "old", "Second")]).await;
    let planned = db.schedule(planned, "en", Some(later(HOUR)), None).await;
    assert_eq!(db.visit("/old").await, moved("/new"));
    assert_eq!(db.visit_at("/old", later(HOUR)).await, page("en", "Second"));
    cancelled(&db, planned, "en").await;
    assert_eq!(db.visit_at("/old", later(HOUR)).await, moved("/new"));
    assert_eq!(check(&db).await?, []);
    Ok(())
}

#[tokio::test]
async fn a_language_that_was_public_keeps_its_address_while_it_waits_for_its_time() -> Outcome {
    // Taken back, and planned again at the same slug.
    let db = TestStore::new().await;
    let saved = db.live(&ABOUT).await;
    let saved = db.unpublish(saved, "de").await;
    let saved = db.schedule(saved, "de", Some(later(HOUR)), None).await;
    assert_eq!(db.visit("/de/ueber-uns").await, page("en", "About us"));
    assert_eq!(db.visit_at("/de/ueber-uns", later(HOUR)).await, page("de", "Über uns"));
    let saved = cancelled(&db, saved, "de").await;
    assert_eq!(db.visit("/de/ueber-uns").await, page("en", "About us"));

    // Its period is over.
    let saved = db.schedule(saved, "de", Some(NOW), Some(later(10))).await;
    assert_eq!(db.visit_at("/de/ueber-uns", later(10)).await, page("en", "About us"));
    let (id, version) = (saved.id, saved.version);
    let from = Some(later(HOUR));
    publishing::publish(&db, &editor(), id, version, &language("de"), from, None, later(20)).await?;
    assert_eq!(db.visit_at("/de/ueber-uns", later(20)).await, page("en", "About us"));
    assert_eq!(db.visit_at("/de/ueber-uns", later(HOUR)).await, page("de", "Über uns"));
    assert_eq!(check(&db).await?, []);
    Ok(())
}

#[tokio::test]
async fn a_draft_of_a_language_that_was_taken_back_changes_no_address() -> Outcome {
    let db = TestStore::new().await;
    let saved = db.live(&ABOUT).await;
    let saved = db.unpublish(saved, "de").await;
    let before = db.visit("/de/ueber-uns").await;
    db.change(saved, &[ABOUT[0], ("de", "geheim", "Geheim")], NOW).await;
    assert_eq!(db.visit("/de/ueber-uns").await, before);
    assert_eq!(db.visit("/de/geheim").await, Met::Nothing);
    Ok(())
}

#[tokio::test]
async fn an_address_answers_the_same_before_and_after_a_due_change_is_in_the_columns() -> Outcome {
    let db = TestStore::new().await;
    let saved = db.live(&ABOUT).await;
    let saved = db.change(saved, &[ABOUT[0], ("de", "neu", "Neu")], NOW).await;
    db.schedule(saved, "de", Some(later(10)), Some(later(20))).await;
    let answers = async || {
        let mut met = Vec::new();
        for path in ["/about", "/de/ueber-uns", "/de/neu", "/de/about"] {
            met.push(db.visit_at(path, later(30)).await);
        }
        met
    };
    let before = answers().await;
    publishing::apply_due_changes(&db, later(30)).await?;
    assert_eq!(answers().await, before);
    Ok(())
}

#[tokio::test]
async fn a_live_text_does_not_come_out_of_the_trash_at_the_slug_of_an_older_draft() -> Outcome {
    let db = TestStore::new().await;
    let saved = db.live(&[("en", "offer", "Offer")]).await;
    let saved = db.change(saved, &[("en", "secret-merger", "Merger")], later(10)).await;
    let version = publishing::trash(&db, &editor(), saved.id, saved.version, later(10)).await?;
    db.page(&[("en", "offer", "Another draft")]).await;
    let item = ItemRef::from(saved.id);
    let refused = publishing::restore(&db, &editor(), item, version, later(20)).await;
    assert!(matches!(refused, Err(Error::Taken { field }) if field == "slug:en"));
    assert_eq!(db.visit_at("/secret-merger", later(20)).await, Met::Nothing);

    // A slug that an editor gives it in the trash is meant.
    let saved =
        pages::save(&db, &editor(), change_of(Saved { version, ..saved }, &[("en", "offer-2", "Offer")]), later(30)).await?;
    publishing::restore(&db, &editor(), item, saved.version, later(40)).await?;
    assert_eq!(db.visit_at("/offer-2", later(40)).await, page("en", "Offer"));
    assert_eq!(check(&db).await?, []);
    Ok(())
}

#[tokio::test]
async fn a_change_that_falls_due_in_the_trash_is_in_the_columns_once_it_is_out() -> Outcome {
    let db = TestStore::new().await;
    let saved = db.live(&[("en", "offer", "Offer")]).await;
    let saved = db.change(saved, &[("en", "offer", "New offer")], NOW).await;
    let saved = db.schedule(saved, "en", Some(later(10)), None).await;
    let version = publishing::trash(&db, &editor(), saved.id, saved.version, later(5)).await?;
    publishing::restore(&db, &editor(), saved.id, version, later(20)).await?;
    assert_eq!(db.texts("select title ->> 'en' from pages").await, ["New offer"]);
    assert_eq!(check(&db).await?, []);
    Ok(())
}

#[tokio::test]
async fn the_list_of_pages_knows_the_title_of_a_change_that_fell_due() -> Outcome {
    let db = TestStore::new().await;
    let saved = db.live(&[("en", "offer", "Offer")]).await;
    let mut form = db.form_of(saved.id).await;
    form.texts.get_mut(&language("en")).expect("it has English").title = "New offer".into();
    form.sort_order = "7".into();
    let draft = crate::support::pages::parsed(form);
    let saved = pages::save(&db, &editor(), draft, NOW).await?;
    db.schedule(saved, "en", Some(later(10)), None).await;
    publishing::apply_due_changes(&db, later(20)).await?;
    assert_eq!(db.texts("select list_title from page_lookup").await, ["new offer"]);
    assert_eq!(check(&db).await?, []);
    Ok(())
}

/// Another page was public at `/xx` last, and is read at `/yy` now.
async fn other_that_left(db: &TestStore) -> Saved {
    let other = db.live(&[("en", "xx", "Other")]).await;
    let other = db.change_live(other, &[("en", "yy", "Other")], NOW).await;
    assert_eq!(db.visit("/xx").await, moved("/yy"));
    other
}

#[tokio::test]
async fn a_page_whose_time_is_over_takes_no_address_out_of_the_trash() -> Outcome {
    let db = TestStore::new().await;
    let ended = db.page(&[("en", "xx", "Ended")]).await;
    let ended = db.schedule(ended, "en", Some(NOW), Some(later(10))).await;
    let version = publishing::trash(&db, &editor(), ended.id, ended.version, later(20)).await?;
    other_that_left(&db).await;
    let version = publishing::restore(&db, &editor(), ended.id, version, later(30)).await?;
    assert_eq!(db.visit_at("/xx", later(30)).await, moved("/yy"));
    publishing::unpublish(&db, &editor(), ended.id, version, &language("en"), later(40)).await?;
    assert_eq!(db.visit_at("/xx", later(40)).await, moved("/yy"));
    assert_eq!(check(&db).await?, []);
    Ok(())
}

#[tokio::test]
async fn a_draft_of_a_page_whose_time_is_over_changes_no_address() -> Outcome {
    let db = TestStore::new().await;
    other_that_left(&db).await;
    let ended = db.page(&[("en", "xx", "Ended")]).await;
    let ended = db.schedule(ended, "en", Some(later(5)), Some(later(10))).await;
    assert_eq!(db.visit_at("/xx", later(5)).await, page("en", "Ended"));
    assert_eq!(db.visit_at("/xx", later(10)).await, moved("/yy"));
    let ended = db.change(ended, &[("en", "xx", "Draft")], later(20)).await;
    assert_eq!(db.visit_at("/xx", later(20)).await, moved("/yy"));
    let version = publishing::unpublish(&db, &editor(), ended.id, ended.version, &language("en"), later(30)).await?;
    publishing::trash(&db, &editor(), ended.id, version, later(40)).await?;
    assert_eq!(db.visit_at("/xx", later(40)).await, moved("/yy"));
    assert_eq!(check(&db).await?, []);
    Ok(())
}

#[tokio::test]
async fn a_page_that_comes_back_at_another_slug_leaves_a_redirect_to_whoever_was_there_last() -> Outcome {
    let db = TestStore::new().await;
    let first = db.live(&[("en", "xx", "First")]).await;
    let version = publishing::trash(&db, &editor(), first.id, first.version, NOW).await?;
    let other = other_that_left(&db).await;
    // The slug is claimed again, by a draft.
    db.change(other, &[("en", "xx", "Other")], later(5)).await;
    let moved_in_trash = db.change(Saved { version, ..first }, &[("en", "zz", "First")], later(10)).await;
    let version = publishing::restore(&db, &editor(), first.id, moved_in_trash.version, later(20)).await?;
    assert_eq!(db.visit_at("/zz", later(20)).await, page("en", "First"));
    assert_eq!(db.visit_at("/xx", later(20)).await, moved("/yy"));
    publishing::unpublish(&db, &editor(), first.id, version, &language("en"), later(30)).await?;
    assert_eq!(db.visit_at("/xx", later(30)).await, moved("/yy"));
    assert_eq!(check(&db).await?, []);
    Ok(())
}

#[tokio::test]
async fn an_old_address_of_a_language_comes_before_the_same_word_in_the_default_language() -> Outcome {
    let db = TestStore::new().await;
    db.live(&[("en", "con", "Convention"), ("de", "tagung", "Tagung")]).await;
    let german = db.live(&[("en", "against", "Against"), ("de", "con", "Dagegen")]).await;
    db.change_live(german, &[("en", "against", "Against"), ("de", "contra", "Dagegen")], NOW).await;
    assert_eq!(db.visit("/de/con").await, moved("/de/contra"));

    // A page without a German text is read in English at this address.
    let german = db.live(&[("en", "for", "For"), ("de", "pro", "Dafür")]).await;
    db.change_live(german, &[("en", "for", "For"), ("de", "dafuer", "Dafür")], NOW).await;
    db.live(&[("en", "pro", "Pro")]).await;
    assert_eq!(db.visit("/de/pro").await, page("en", "Pro"));
    Ok(())
}

#[tokio::test]
async fn an_old_address_works_again_once_the_page_that_borrowed_it_is_gone() -> Outcome {
    for leave in ["moves", "is taken back", "goes to the trash", "ends"] {
        let db = TestStore::new().await;
        let first = db.live(&[("en", "xx", "First")]).await;
        db.change_live(first, &[("en", "yy", "First")], later(10)).await;
        assert_eq!(db.visit_at("/xx", later(10)).await, moved("/yy"));
        let borrower = db.page(&[("en", "xx", "Borrower")]).await;
        let until = (leave == "ends").then(|| later(30));
        let version =
            publishing::publish(&db, &editor(), borrower.id, borrower.version, &language("en"), None, until, later(20)).await?;
        let borrower = Saved { version, ..borrower };
        assert_eq!(db.visit_at("/xx", later(20)).await, page("en", "Borrower"));
        let item = ItemRef::from(borrower.id);
        let after = match leave {
            "moves" => {
                db.change_live(borrower, &[("en", "zz", "Borrower")], later(30)).await;
                moved("/zz")
            }
            "is taken back" => {
                publishing::unpublish(&db, &editor(), item, version, &language("en"), later(30)).await?;
                moved("/yy")
            }
            "goes to the trash" => {
                publishing::trash(&db, &editor(), item, version, later(30)).await?;
                moved("/yy")
            }
            _ => moved("/yy"),
        };
        assert_eq!(db.visit_at("/xx", later(31)).await, after, "it {leave}");
        if leave == "moves" {
            // Nobody reads the one that left last any more, so the address leads to the one before.
            let version = db.number(format!("select version from pages where id = {}", borrower.id)).await;
            publishing::trash(&db, &editor(), item, version, later(40)).await?;
            assert_eq!(db.visit_at("/xx", later(41)).await, moved("/yy"));
        }
        assert_eq!(check(&db).await?, [], "it {leave}");
    }
    Ok(())
}

#[tokio::test]
async fn a_page_that_comes_back_to_an_address_reads_there_and_leads_on_again_when_it_leaves() -> Outcome {
    let db = TestStore::new().await;
    let first = db.live(&[("en", "xx", "First")]).await;
    let first = db.change_live(first, &[("en", "yy", "First")], later(10)).await;
    let other = db.live(&[("en", "xx", "Other")]).await;
    db.change_live(other, &[("en", "zz", "Other")], later(20)).await;
    assert_eq!(db.visit_at("/xx", later(20)).await, moved("/zz"));
    let first = db.change_live(first, &[("en", "xx", "First")], later(30)).await;
    assert_eq!(db.visit_at("/xx", later(30)).await, page("en", "First"));
    assert_eq!(db.visit_at("/yy", later(30)).await, moved("/xx"));
    db.change_live(first, &[("en", "yy", "First")], later(40)).await;
    assert_eq!(db.visit_at("/xx", later(40)).await, moved("/yy"), "it left last");
    assert_eq!(db.visit_at("/yy", later(40)).await, page("en", "First"));
    assert_eq!(check(&db).await?, []);
    Ok(())
}

#[tokio::test]
async fn the_crumbs_of_a_page_follow_a_parent_that_is_renamed() -> Outcome {
    let db = TestStore::new().await;
    let parent = db.live(&[("en", "services", "Services"), ("de", "leistungen", "Leistungen")]).await;
    db.live(&[("en", "services/measure", "Measure"), ("de", "leistungen/messen", "Messen")]).await;
    let crumbs = async |path: &str| -> Vec<(String, String)> {
        db.read(path).await.ancestors.into_iter().map(|link| (link.title, link.path)).collect()
    };
    let link = |title: &str, path: &str| vec![(title.to_owned(), path.to_owned())];
    assert_eq!(crumbs("/services/measure").await, link("Services", "/services"));
    let renamed = [("en", "offers", "What we offer"), ("de", "leistungen", "Leistungen")];
    db.change_live(parent, &renamed, later(10)).await;
    assert_eq!(crumbs("/services/measure").await, link("What we offer", "/offers"));
    assert_eq!(crumbs("/de/leistungen/messen").await, link("Leistungen", "/de/leistungen"));
    Ok(())
}
