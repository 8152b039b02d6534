//! What is new is what visitors saw first last: feed, search and lists say the same before and after a change is settled.

use crate::support::pages::{change_of, draft, editor, language, languages};
use crate::support::whitepapers::{form, parsed};
use crate::support::{NOW, Outcome, TestStore, later};
use domain::item::ItemKind;
use domain::page::PageDraft;
use domain::search::Query;
use domain::time::Timestamp;
use domain::whitepaper::WhitepaperForm;
use domain::whitepaper::public::WhitepaperQuery;
use store::pages::{self, Saved};
use store::{publishing, search, whitepapers};

/// The slugs of pages in the feed, of pages in the search, and of whitepapers in feed, search and list.
async fn order(db: &TestStore, at: Timestamp) -> Result<Vec<Vec<String>>, Box<dyn std::error::Error>> {
    let english = language("en");
    let mut all = Vec::new();
    for kind in [ItemKind::Page, ItemKind::Whitepaper] {
        let feed = publishing::feed(db, kind, &english, at, 9).await?;
        all.push(feed.into_iter().map(|entry| entry.slug.to_string()).collect());
        for typed in ["common", "rare"] {
            let query = Query::parse(typed).expect("a word");
            let results = search::search(db, &english, &query, Some(kind), 1, &languages(), at).await?;
            all.push(results.hits.into_iter().map(|hit| hit.path).collect());
        }
    }
    let listed = whitepapers::public_list(db, &english, &languages(), &WhitepaperQuery::default(), at).await?;
    all.push(listed.cards.into_iter().map(|card| card.path).collect());
    let latest = whitepapers::latest(db, &english, &languages(), 9, at).await?;
    all.push(latest.into_iter().map(|card| card.path).collect());
    Ok(all)
}

fn texts(slug: &str, words: &str) -> PageDraft {
    let mut page = draft(&[("en", slug, "Same title")]);
    for text in page.texts.0.values_mut() {
        text.content = format!("A common and rare text {words}.\n");
    }
    page
}

#[tokio::test]
async fn a_planned_change_of_an_old_text_is_no_news_before_and_after_it_is_settled() -> Outcome {
    let db = TestStore::new().await;
    let mut pages_saved: Vec<Saved> = Vec::new();
    let mut papers = Vec::new();
    for (at, slug) in ["oldest", "middle", "newest"].iter().enumerate() {
        let at = later(at as i64);
        let saved = pages::save(&db, &editor(), texts(slug, "one"), at).await?;
        pages_saved.push(db.publish_at(saved, "en", at).await);
        let paper = db.whitepaper(form(&[("en", slug, "Common and rare")])).await;
        let version = publishing::publish(&db, &editor(), paper.id, paper.version, &language("en"), None, None, at).await?;
        papers.push(whitepapers::Saved { version, ..paper });
    }
    let before = order(&db, later(59)).await?;
    assert_eq!(before[0], ["newest", "middle", "oldest"]);

    let oldest =
        PageDraft { texts: texts("oldest", "two").texts, ..change_of(pages_saved[0], &[("en", "oldest", "Same title")]) };
    let saved = pages::save(&db, &editor(), oldest, later(10)).await?;
    let version =
        publishing::publish(&db, &editor(), saved.id, saved.version, &language("en"), Some(later(60)), None, later(10)).await?;
    let mut changed: WhitepaperForm = form(&[("en", "oldest", "Common and rare")]);
    (changed.id, changed.version) = (Some(papers[0].id), papers[0].version);
    for text in changed.texts.values_mut() {
        text.description = "Other words.".into();
    }
    let paper = whitepapers::save(&db, &editor(), parsed(changed), later(10)).await?;
    publishing::publish(&db, &editor(), paper.id, paper.version, &language("en"), Some(later(60)), None, later(10)).await?;

    assert_eq!(order(&db, later(59)).await?, before, "while it waits");
    assert_eq!(order(&db, later(60)).await?, before, "when it has begun");
    assert_eq!(publishing::apply_due_changes(&db, later(60)).await?.items, 2);
    assert_eq!(order(&db, later(60)).await?, before, "when it is settled");
    let saved = Saved { version, ..saved };
    assert_eq!(db.read("/oldest").await.published_at, NOW, "{saved:?}");
    Ok(())
}
