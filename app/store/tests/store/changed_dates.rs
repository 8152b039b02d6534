//! The date of a change belongs to one language: it moves when the visitors of that language read something else.

use crate::support::pages::{ABOUT, editor, language, languages, slug};
use crate::support::whitepapers::{FAULTS, form, parsed};
use crate::support::{NOW, Outcome, TestStore, later};
use domain::id::MediaId;
use domain::item::{ItemKind, ItemRef};
use domain::time::Timestamp;
use domain::whitepaper::WhitepaperForm;
use store::pages::Saved as SavedPage;
use store::publishing::{self, Found};
use store::whitepapers::{self, Saved};

/// When each language of an item changed, as sitemap and feed tell it; the English one first.
async fn dates(db: &TestStore, item: ItemRef, at: Timestamp) -> Vec<(Timestamp, Timestamp)> {
    let map = publishing::sitemap(db, item.kind, at, None, 100).await.expect("a map");
    let entry = map.into_iter().find(|entry| entry.item == item).expect("it is in the map");
    let mut dates = Vec::new();
    for tag in ["en", "de"] {
        let feed = publishing::feed(db, item.kind, &language(tag), at, 100).await.expect("a feed");
        let told = feed.into_iter().find(|entry| entry.item == item).expect("it is in the feed");
        dates.push((entry.translations.get(&language(tag)).expect("it is read in it").changed_at, told.changed_at));
    }
    dates
}

fn both(english: Timestamp, german: Timestamp) -> Vec<(Timestamp, Timestamp)> {
    vec![(english, english), (german, german)]
}

#[tokio::test]
async fn a_change_of_the_german_page_moves_no_english_date() -> Outcome {
    let db = TestStore::new().await;
    let saved = db.live(&ABOUT).await;
    let item = ItemRef::from(saved.id);
    let saved = db.change(saved, &[ABOUT[0], ("de", "ueber-uns", "Neu über uns")], later(5)).await;
    assert_eq!(dates(&db, item, later(5)).await, both(NOW, NOW), "a draft");
    db.publish_at(saved, "de", later(6)).await;
    assert_eq!(dates(&db, item, later(7)).await, both(NOW, later(6)));
    assert_eq!((db.read("/about").await.changed_at, db.read("/de/ueber-uns").await.changed_at), (NOW, later(6)));
    Ok(())
}

#[tokio::test]
async fn a_scheduled_change_moves_the_date_of_its_language_when_it_comes() -> Outcome {
    let db = TestStore::new().await;
    let saved = db.live(&ABOUT).await;
    let item = ItemRef::from(saved.id);
    let saved = db.change(saved, &[ABOUT[0], ("de", "ueber-uns", "Neu über uns")], later(5)).await;
    let (id, version, from) = (saved.id, saved.version, Some(later(90)));
    publishing::publish(&db, &editor(), id, version, &language("de"), from, None, later(6)).await?;
    assert_eq!(dates(&db, item, later(89)).await, both(NOW, NOW));
    assert_eq!(dates(&db, item, later(90)).await, both(NOW, later(90)));
    publishing::apply_due_changes(&db, later(95)).await?;
    assert_eq!(dates(&db, item, later(96)).await, both(NOW, later(90)));
    Ok(())
}

#[tokio::test]
async fn a_language_that_comes_later_moves_no_date_of_the_others() -> Outcome {
    let db = TestStore::new().await;
    let saved = db.page(&ABOUT).await;
    let saved = db.publish(saved, "en").await;
    let item = ItemRef::from(saved.id);
    let saved: SavedPage = db.publish_at(saved, "de", later(20)).await;
    assert_eq!(dates(&db, item, later(20)).await, both(NOW, later(20)));
    let version = publishing::unpublish(&db, &editor(), item, saved.version, &language("de"), later(25)).await?;
    let saved = SavedPage { version, ..saved };
    let map = publishing::sitemap(&db, ItemKind::Page, later(30), None, 10).await?;
    assert_eq!(map[0].translations.0.keys().map(|tag| tag.as_str()).collect::<Vec<_>>(), ["en"]);
    assert_eq!(map[0].translations.get(&language("en")).map(|text| text.changed_at), Some(NOW));
    db.publish_at(saved, "de", later(40)).await;
    assert_eq!(dates(&db, item, later(40)).await[0], (NOW, NOW));
    Ok(())
}

async fn change(db: &TestStore, saved: Saved, form: WhitepaperForm, tag: &str, at: Timestamp) -> Saved {
    let form = WhitepaperForm { id: Some(saved.id), version: saved.version, ..form };
    let saved = whitepapers::save(db, &editor(), parsed(form), at).await.expect("a draft");
    let version = publishing::publish(db, &editor(), saved.id, saved.version, &language(tag), None, None, at).await;
    Saved { version: version.expect("a version"), ..saved }
}

#[tokio::test]
async fn what_all_languages_of_a_whitepaper_show_moves_the_date_of_each() -> Outcome {
    let db = TestStore::new().await;
    let saved = db.live_whitepaper(form(&FAULTS)).await;
    let item = ItemRef::from(saved.id);
    db.execute(
        "insert into media_files (id, filename, original_filename, file_path, file_size, mime_type, file_hash)
        values (2, 'cover.jpg', 'Cover.jpg', 'cd/cover.jpg', 1000, 'image/jpeg', 'cd')",
    )
    .await?;

    let mut german = form(&FAULTS);
    german.texts.get_mut(&language("de")).expect("a text").description = "Anders.".into();
    let saved = change(&db, saved, german.clone(), "de", later(5)).await;
    assert_eq!(dates(&db, item, later(5)).await, both(NOW, later(5)), "its text is that of one language");

    let covered = WhitepaperForm { cover: Some(MediaId(2)), ..german.clone() };
    let saved = change(&db, saved, covered.clone(), "de", later(6)).await;
    assert_eq!(dates(&db, item, later(6)).await, both(later(6), later(6)), "the cover is that of all");
    let Found::Here(english) =
        whitepapers::published(&db, &language("en"), &slug("fault-location"), &languages(), later(6)).await?
    else {
        panic!("it is public")
    };
    assert_eq!(english.changed_at, later(6));

    let sorted = WhitepaperForm { sort_order: "7".into(), ..covered };
    change(&db, saved, sorted, "en", later(9)).await;
    assert_eq!(dates(&db, item, later(9)).await, both(later(6), later(6)), "no visitor reads its place in a list");
    Ok(())
}

#[tokio::test]
async fn what_is_published_with_a_date_of_the_past_has_not_changed_since() -> Outcome {
    let db = TestStore::new().await;
    let saved = db.page(&ABOUT).await;
    let item = ItemRef::from(saved.id);
    let past = later(-90 * 86_400);
    let mut version = saved.version;
    for tag in ["en", "de"] {
        version = publishing::publish(&db, &editor(), item, version, &language(tag), Some(past), None, later(1)).await?;
    }
    assert_eq!(dates(&db, item, later(2)).await, both(past, past));
    let saved = db.change(SavedPage { version, ..saved }, &[ABOUT[0], ("de", "ueber-uns", "Neu über uns")], later(5)).await;
    publishing::publish(&db, &editor(), item, saved.version, &language("de"), Some(past), None, later(6)).await?;
    assert_eq!(dates(&db, item, later(7)).await, both(past, later(6)), "its readers have read another text");
    Ok(())
}
