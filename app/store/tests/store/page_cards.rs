//! Live lists of pages: which pages are on them, in which order, and who sees them when.

use crate::support::pages::{draft, editor, form, language, languages, parsed, slug};
use crate::support::{NOW, Outcome, TestStore, later};
use domain::page::{PageCard, Template};
use domain::time::Timestamp;
use store::{pages, publishing};

/// A page that is public in its languages since so many seconds.
async fn page(db: &TestStore, texts: &[(&str, &str, &str)], ago: i64) -> pages::Saved {
    let mut saved = pages::save(db, &editor(), draft(texts), NOW).await.expect("a page");
    for (tag, ..) in texts {
        let from = Some(Timestamp(NOW.0 - ago));
        saved.version = publishing::publish(db, &editor(), saved.id, saved.version, &language(tag), from, None, NOW)
            .await
            .expect("published");
    }
    saved
}

async fn below(db: &TestStore, of: (&str, &str), tag: &str, at: Timestamp) -> Vec<PageCard> {
    let (of_language, of_slug) = (language(of.0), slug(of.1));
    pages::child_cards(db, (&of_language, &of_slug), &language(tag), &languages(), 12, at).await.expect("cards")
}

fn titles(cards: &[PageCard]) -> Vec<&str> {
    cards.iter().map(|card| card.title.as_str()).collect()
}

#[tokio::test]
async fn the_pages_right_below_one_are_listed_the_newest_first() -> Outcome {
    let db = TestStore::new().await;
    page(&db, &[("en", "insights", "Insights"), ("de", "fachbeitraege", "Fachbeiträge")], 900).await;
    page(&db, &[("en", "insights/old", "Old"), ("de", "fachbeitraege/alt", "Alt")], 500).await;
    page(&db, &[("en", "insights/new", "New")], 100).await;
    page(&db, &[("en", "insights/new/part", "Part")], 50).await;
    page(&db, &[("en", "insights-2026", "Another section"), ("de", "fachbeitraege0", "Ein anderer Teil")], 10).await;
    page(&db, &[("en", "insight", "Shorter")], 10).await;
    let listed = below(&db, ("en", "insights"), "en", NOW).await;
    assert_eq!(titles(&listed), ["New", "Old"], "neither deeper ones nor neighbours");
    assert_eq!(listed[0].path, "/insights/new");
    assert_eq!(listed[0].published_at, Timestamp(NOW.0 - 100));
    assert_eq!(listed[0].description.as_deref(), Some("New."), "the beginning of the text where nothing else is written");
    assert_eq!(titles(&below(&db, ("de", "fachbeitraege"), "de", NOW).await), ["Alt"], "in the page's language only");
    assert_eq!(titles(&below(&db, ("en", "insights"), "de", NOW).await), ["Alt"], "named by its address in another language");
    assert_eq!(titles(&below(&db, ("en", "none"), "en", NOW).await), [""; 0]);
    assert_eq!(titles(&below(&db, ("en", "insights/new"), "en", NOW).await), ["Part"]);
    Ok(())
}

#[tokio::test]
async fn only_what_is_visible_now_is_listed() -> Outcome {
    let db = TestStore::new().await;
    let top = page(&db, &[("en", "insights", "Insights")], 900).await;
    pages::save(&db, &editor(), draft(&[("en", "insights/draft", "Draft")]), NOW).await?;
    let planned = pages::save(&db, &editor(), draft(&[("en", "insights/planned", "Planned")]), NOW).await?;
    let english = language("en");
    publishing::publish(&db, &editor(), planned.id, planned.version, &english, Some(later(60)), Some(later(120)), NOW).await?;
    let trashed = page(&db, &[("en", "insights/trashed", "Trashed")], 10).await;
    publishing::trash(&db, &editor(), trashed.id, trashed.version, NOW).await?;
    page(&db, &[("en", "insights/live", "Live")], 10).await;
    assert_eq!(titles(&below(&db, ("en", "insights"), "en", NOW).await), ["Live"]);
    assert_eq!(titles(&below(&db, ("en", "insights"), "en", later(60)).await), ["Planned", "Live"], "its time has come");
    assert_eq!(titles(&below(&db, ("en", "insights"), "en", later(120)).await), ["Live"], "it is over");
    publishing::unpublish(&db, &editor(), top.id, top.version, &english, NOW).await?;
    assert_eq!(titles(&below(&db, ("en", "insights"), "en", NOW).await), [""; 0], "the page above is not public");
    Ok(())
}

#[tokio::test]
async fn pages_of_a_template_and_articles_are_listed_with_a_limit() -> Outcome {
    let db = TestStore::new().await;
    for n in 0..5 {
        let (path, title) = (format!("insights/{n}"), format!("Article {n}"));
        page(&db, &[("en", &path, &title)], 100 + n).await;
    }
    let (english, languages) = (language("en"), languages());
    let articles = pages::article_cards(&db, &english, &languages, 3, NOW).await?;
    assert_eq!(titles(&articles), ["Article 0", "Article 1", "Article 2"]);
    let landing = pages::template_cards(&db, Template::Landing, &english, &languages, 12, NOW).await?;
    assert_eq!(titles(&landing), [""; 0]);
    let default = pages::template_cards(&db, Template::Default, &english, &languages, 2, NOW).await?;
    assert_eq!(titles(&default), ["Article 0", "Article 1"]);
    Ok(())
}

#[tokio::test]
async fn a_card_shows_the_first_picture_of_the_text_and_what_it_is_about() -> Outcome {
    let db = TestStore::new().await;
    db.execute(
        "insert into media_files (id, filename, original_filename, file_path, file_size, mime_type, file_hash, image_metadata)
        values
            (1, 'a.pdf', 'a.pdf', 'aa/a.pdf', 1, 'application/pdf', 'aa', null),
            (2, 'b.jpg', 'b.jpg', 'bb/b.jpg', 1, 'image/jpeg', 'bb', '{\"width\": 1600, \"height\": 900}')",
    )
    .await?;
    page(&db, &[("en", "insights", "Insights")], 900).await;
    let mut form = form(&[("en", "insights/a", "A")]);
    let text = form.texts.get_mut(&language("en")).expect("a text");
    text.content = "[The file](media:1)\n\n![A van](media:2)\n".into();
    text.excerpt = "About vans.".into();
    let saved = pages::save(&db, &editor(), parsed(form), NOW).await?;
    publishing::publish(&db, &editor(), saved.id, saved.version, &language("en"), None, None, NOW).await?;
    let listed = below(&db, ("en", "insights"), "en", NOW).await;
    assert_eq!(listed[0].description.as_deref(), Some("About vans."));
    let cover = listed[0].cover.as_ref().expect("a picture");
    assert_eq!(cover.picture.size, Some((1600, 900)));
    assert!(!cover.is_page);
    Ok(())
}
