//! What visitors find, in which order, and what they never find.

use crate::support::pages::{Text, editor, form, language, languages};
use crate::support::whitepapers::form as whitepaper;
use crate::support::{NOW, Outcome, TestStore, later};
use domain::item::ItemKind;
use domain::search::HitFact;
use store::pages;

#[tokio::test]
async fn a_result_tells_when_an_article_came_and_how_long_a_whitepaper_is() -> Outcome {
    let db = TestStore::new().await;
    db.written("en", "insights/cables", "Cables", "Words.").await;
    let mut typed = form(&[("en", "cables", "Cables"), ("de", "kabel", "Kabel")]);
    typed.kind = String::new();
    let page = pages::save(&db, &editor(), typed.parse(&languages()).expect("a page"), NOW).await?;
    db.publish(page, "en").await;
    db.live_whitepaper(whitepaper(&[("en", "cable-book", "Cables")])).await;
    db.execute("update media_files set page_count = 12").await?;
    let mut facts: Vec<_> = db.results("en", "cables", None, 1).await.hits.into_iter().map(|hit| (hit.path, hit.fact)).collect();
    facts.sort_by(|(one, _), (other, _)| one.cmp(other));
    assert_eq!(
        facts,
        [
            ("/cables".into(), None),
            ("/insights/cables".into(), Some(HitFact::PublishedAt(NOW))),
            ("/whitepapers/cable-book".into(), Some(HitFact::Pages(12))),
        ]
    );
    Ok(())
}

#[tokio::test]
async fn a_title_ranks_above_a_text_and_often_above_once() {
    let db = TestStore::new().await;
    let filler = "Something else about other things altogether. ".repeat(5);
    db.written("en", "once", "One", &format!("A transformer. {filler}")).await;
    db.written("en", "often", "Two", &format!("Transformer, transformer, transformer. {filler}")).await;
    db.written("en", "title", "The transformer", &filler).await;
    for n in 0..10 {
        db.written("en", &format!("other-{n}"), "Other", &filler).await;
    }
    assert_eq!(db.find("en", "transformer").await, ["/title", "/often", "/once"]);
}

#[tokio::test]
async fn a_title_with_all_typed_words_comes_before_texts_however_often_they_have_them() {
    let db = TestStore::new().await;
    let often = "Batteriespeicher, Sammelschiene. ".repeat(20);
    db.written("de", "text", "Anderes", &often).await;
    db.written("de", "half", "Batteriespeicher", &often).await;
    let long = "Ein langer Text über ganz andere Dinge. ".repeat(40);
    let title = db.written("de", "title", "Batteriespeicher an der Sammelschiene und vieles andere mehr", &long).await;
    db.written("de", "longer", "Großbatteriespeicher", &"Großbatteriespeicher. ".repeat(9)).await;
    for nth in 0..6 {
        db.written("de", &format!("far-{nth}"), "Anderes", "Nichts davon").await;
    }
    for is_large in [false, true] {
        if is_large {
            db.make_large(title).await;
        }
        for (typed, slugs) in [
            ("batteriespeicher", ["half", "title", "text", "longer"].as_slice()),
            ("batteriespeicher sammelschiene", &["title", "half", "text"]),
        ] {
            assert_eq!(db.find_any("de", typed).await, slugs, "{typed}, is large: {is_large}");
        }
    }
}

#[tokio::test]
async fn texts_with_the_typed_word_are_in_the_order_of_that_word_alone() {
    let db = TestStore::new().await;
    // Longer words are looked for too. The second text has some, and because they are rare they would bring it to the top.
    let often = db.written("de", "often", "Erstes", "Kabel und Kabel, Kabel und Kabel").await;
    db.written("de", "once", "Zweites", "Kabel, Erdkabel, Seekabel, Erdkabel").await;
    db.written("de", "longer", "Drittes", "Erdkabel und Seekabel").await;
    for nth in 0..6 {
        db.written("de", &format!("far-{nth}"), "Anderes", "Nichts davon").await;
    }
    for is_large in [false, true] {
        if is_large {
            db.make_large(often).await;
        }
        assert_eq!(db.find_any("de", "kabel").await, ["often", "once", "longer"], "is large: {is_large}");
    }
}

#[tokio::test]
async fn what_ranks_the_same_is_sorted_by_date() {
    let db = TestStore::new().await;
    for (slug, seconds) in [("b", -20), ("a", -10), ("c", -30)] {
        let saved = db.page(&[("en", slug, "Same words")]).await;
        db.schedule(saved, "en", Some(later(seconds)), None).await;
    }
    assert_eq!(db.find("en", "words").await, ["/a", "/b", "/c"]);
}

#[tokio::test]
async fn every_word_must_be_there_and_the_last_may_be_unfinished() {
    let db = TestStore::new().await;
    db.written("en", "grid", "Grid", "Earth faults in compensated networks").await;
    db.written("en", "soil", "Soil", "Earth and soil").await;
    assert_eq!(db.find("en", "earth fau").await, ["/grid"]);
    assert_eq!(db.find("en", "compensated earth").await, ["/grid"]);
    assert_eq!(db.find("en", "ear fault").await, [""; 0], "only the last word is a prefix");
    assert_eq!(db.find("en", "earth nowhere").await, [""; 0]);
}

#[tokio::test]
async fn each_language_finds_its_own_texts() {
    let db = TestStore::new().await;
    db.live(&[("en", "network", "Network analysis by Nordlicht"), ("de", "netz", "Netzanalyse von Nordlicht")]).await;
    assert_eq!(db.find("en", "nordlicht").await, ["/network"]);
    assert_eq!(db.find("de", "nordlicht").await, ["/de/netz"]);
    assert_eq!(db.find("de", "analysis").await, [""; 0]);
    for key in ["en", "de", "title", "langde", "kindpage"] {
        assert_eq!(db.find("en", key).await, [""; 0], "{key} is no word of theirs");
    }
}

#[tokio::test]
async fn what_is_not_public_is_never_found() -> Outcome {
    let db = TestStore::new().await;
    db.page(&[("en", "draft", "Secret draft")]).await;
    let planned = db.page(&[("en", "planned", "Secret plan")]).await;
    db.schedule(planned, "en", Some(later(10)), None).await;
    let ended = db.page(&[("en", "ended", "Secret past")]).await;
    db.schedule(ended, "en", Some(later(-20)), Some(later(-10))).await;
    let taken_back = db.live(&[("en", "back", "Secret again")]).await;
    db.unpublish(taken_back, "en").await;
    let trashed = db.live(&[("en", "trash", "Secret rubbish")]).await;
    let trashed = db.trash(trashed).await;
    let results = db.results("en", "secret", None, 1).await;
    assert_eq!((results.hits.len(), results.total), (0, 0));
    assert_eq!(db.suggested("en", "secret").await, [""; 0]);
    db.restore(trashed).await?;
    assert_eq!(db.find("en", "secret").await, ["/trash"]);
    Ok(())
}

#[tokio::test]
async fn what_was_changed_is_found_by_its_new_words_only() {
    let db = TestStore::new().await;
    let saved = db.live(&[("en", "a", "Turbine")]).await;
    let saved = db.change(saved, &[("en", "a", "Generator")], NOW).await;
    assert_eq!(db.find("en", "generator").await, [""; 0], "a draft is in no index");
    db.publish(saved, "en").await;
    assert_eq!(db.find("en", "turbine").await, [""; 0]);
    assert_eq!(db.find("en", "generator").await, ["/a"]);
}

#[tokio::test]
async fn results_are_counted_by_kind_and_paged() -> Outcome {
    let db = TestStore::new().await;
    for n in 0..12 {
        db.live(&[("en", &format!("page-{n}"), "Earthing")]).await;
    }
    db.execute(
        r#"
            insert into webinars (id, title, slug, scheduled_at)
            values (1, '{"en": "Earthing live", "de": "Erdung live"}', '~', '2027-01-01 10:00:00');
            insert into translations (item_kind, item_id, language, slug, status, published_at) values
                ('webinar', 1, 'en', 'earthing', 'published', '2026-01-01 10:00:00'),
                ('webinar', 1, 'de', 'erdung', 'published', '2026-01-01 10:00:00');
            "#,
    )
    .await?;
    let all = db.results("en", "earthing", None, 1).await;
    assert_eq!((all.hits.len(), all.total), (10, 13));
    assert_eq!(all.kinds, [(ItemKind::Page, 12), (ItemKind::Webinar, 1), (ItemKind::Whitepaper, 0)]);
    let mut paths: Vec<String> = all.hits.into_iter().map(|hit| hit.path).collect();
    paths.extend(db.results("en", "earthing", None, 2).await.hits.into_iter().map(|hit| hit.path));
    paths.sort();
    paths.dedup();
    assert_eq!(paths.len(), 13, "no result twice, none left out");
    let webinars = db.results("en", "earthing", Some(ItemKind::Webinar), 1).await;
    assert_eq!((webinars.hits[0].path.as_str(), webinars.total), ("/webinars/earthing", 1));
    assert_eq!(webinars.kinds[0], (ItemKind::Page, 12));
    assert_eq!(db.find("de", "erdung").await, ["/de/webinare/erdung"]);
    for far in [3, 1_000, u32::MAX] {
        assert_eq!(db.results("en", "earthing", None, far).await.hits.len(), 0);
    }
    assert_eq!(db.results("en", "earthing", None, 0).await.hits.len(), 10, "the first page");
    Ok(())
}

#[tokio::test]
async fn suggestions_are_titles_the_shortest_first() {
    let db = TestStore::new().await;
    let texts: [Text<'_>; 3] = [("en", "a", "Earth faults in long cables"), ("en", "b", "Earth faults"), ("en", "c", "Cables")];
    for text in texts {
        db.live(&[text]).await;
    }
    db.written("en", "d", "Other", "Earth").await;
    assert_eq!(db.suggested("en", "ear").await, ["Earth faults", "Earth faults in long cables"]);
    assert_eq!(db.suggested("en", "cab").await, ["Cables", "Earth faults in long cables"]);
}

#[tokio::test]
async fn texts_with_the_typed_word_come_before_those_with_longer_ones() -> Outcome {
    let db = TestStore::new().await;
    // Of a word that is rare bm25 thinks more, so each of the longer ones would come first.
    let typed = db.written("de", "stellen", "Arbeiten bei uns", "Vier Stellen sind offen").await;
    for n in 1..=14 {
        db.written("de", &format!("leit-{n:02}"), &format!("Leitstellen{n}"), "Leitstellen, Leitstellen").await;
        db.written("de", &format!("rest-{n:02}"), "Anderes", "Kabel").await;
    }
    let pages = async || {
        let mut pages = Vec::new();
        for page in 1..=2 {
            let results = db.results("de", "stellen", None, page).await;
            assert_eq!(results.total, 15, "page {page}");
            pages.push(results.hits.into_iter().map(|hit| hit.path).collect::<Vec<_>>());
        }
        pages
    };
    let small = pages().await;
    assert_eq!((small[0][0].as_str(), small[0].len(), small[1].len()), ("/de/stellen", 10, 5));
    assert!(!small[1].contains(&small[0][0]), "each once");
    db.make_large(typed).await;
    assert_eq!(pages().await, small);
    Ok(())
}

#[tokio::test]
async fn a_list_that_is_not_full_ends_with_what_the_other_languages_have() -> Outcome {
    let db = TestStore::new().await;
    for nth in 0..4 {
        db.live(&[("en", &format!("page-{nth}"), "Nordlicht")]).await;
    }
    let saved = db.live(&[("de", "netz", "Netz von Nordlicht")]).await;
    let elsewhere = async |tag: &str, typed: &str, kind| -> Vec<String> {
        db.results(tag, typed, kind, 1).await.elsewhere.into_iter().map(|hit| hit.path).collect()
    };
    assert_eq!(elsewhere("en", "nordlicht", None).await, ["/de/netz"]);
    assert_eq!(elsewhere("de", "nordlicht", None).await.len(), 3, "the best of each language");
    assert_eq!(elsewhere("en", "netz", None).await, ["/de/netz"], "also where nothing else is found");
    assert_eq!(elsewhere("en", "nordlicht", Some(ItemKind::Page)).await, [""; 0]);
    db.unpublish(saved, "de").await;
    assert_eq!(elsewhere("en", "nordlicht", None).await, [""; 0]);
    for nth in 4..12 {
        db.live(&[("en", &format!("page-{nth}"), "Nordlicht")]).await;
    }
    db.live(&[("de", "mehr", "Mehr von Nordlicht")]).await;
    assert_eq!(elsewhere("en", "nordlicht", None).await, [""; 0], "the list is full");
    Ok(())
}

#[tokio::test]
async fn titles_are_those_that_visitors_see() -> Outcome {
    let db = TestStore::new().await;
    db.live(&[("en", "services", "Services"), ("de", "leistungen", "Leistungen")]).await;
    db.page(&[("en", "draft", "Secret")]).await;
    let slugs = ["services", "leistungen", "draft", "none"];
    let titles = pages::titles(&db, &language("en"), &slugs, NOW).await?;
    assert_eq!(titles.into_iter().collect::<Vec<_>>(), [("services".to_owned(), "Services".to_owned())]);
    Ok(())
}
