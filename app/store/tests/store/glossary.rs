//! What terms are called: which are listed, how labels are saved, and who saves first.

use crate::support::pages::{editor, language, languages};
use crate::support::whitepapers::form;
use crate::support::{NOW, Outcome, TestStore};
use domain::glossary::{TermDraft, TermFilter, TermForm, TermKind, TermRow};
use domain::language::Languages;
use domain::list::{Cursor, Paging};
use domain::whitepaper::public::WhitepaperQuery;
use store::changes::Topic;
use store::{Error, Store, glossary, publishing, whitepapers};

fn label(kind: TermKind, term: &str, version: i64, labels: &[(&str, &str)]) -> TermDraft {
    let labels = labels.iter().map(|(tag, label)| (language(tag), (*label).to_owned())).collect();
    TermForm { kind, term: term.into(), version, labels }.parse(&languages()).expect("labels that may be stored")
}

async fn all(db: &TestStore, filter: &TermFilter) -> Vec<TermRow> {
    glossary::list(db, &editor(), filter, &languages()).await.expect("a list").0.items
}

async fn terms(db: &TestStore, filter: &TermFilter) -> Vec<String> {
    all(db, filter).await.into_iter().map(|row| row.term).collect()
}

/// A whitepaper with these tags and industries.
async fn whitepaper(db: &TestStore, slug: &str, tags: &str, industries: &str) -> whitepapers::Saved {
    let own =
        domain::whitepaper::WhitepaperForm { tags: tags.into(), industries: industries.into(), ..form(&[("en", slug, slug)]) };
    db.live_whitepaper(own).await
}

#[tokio::test]
async fn every_term_is_listed_with_how_often_it_is_used() -> Outcome {
    let db = TestStore::new().await;
    whitepaper(&db, "a", "cables, earth faults", "Rail").await;
    whitepaper(&db, "b", "cables", "").await;
    let trashed = whitepaper(&db, "c", "cables, old", "").await;
    publishing::trash(&db, &editor(), trashed.id, trashed.version, NOW).await?;
    let (page, missing) = glossary::list(&db, &editor(), &TermFilter::default(), &languages()).await?;
    let rows: Vec<_> = page.items.iter().map(|row| (row.kind, row.term.as_str(), row.uses)).collect();
    assert_eq!(
        rows,
        [
            (TermKind::Category, "case-study", 0),
            (TermKind::Category, "checklist", 0),
            (TermKind::Category, "guide", 2),
            (TermKind::Category, "report", 0),
            (TermKind::Category, "standard", 0),
            (TermKind::Tag, "cables", 2),
            (TermKind::Tag, "earth faults", 1),
            (TermKind::Industry, "Rail", 1),
        ]
    );
    assert_eq!((page.total, missing), (Some(8), 3), "the program has words for categories");
    Ok(())
}

#[tokio::test]
async fn a_term_of_a_draft_can_be_named_before_it_is_live() -> Outcome {
    let db = TestStore::new().await;
    let saved = whitepaper(&db, "a", "cables", "").await;
    let changed = domain::whitepaper::WhitepaperForm {
        id: Some(saved.id),
        version: saved.version,
        tags: "Cables, relays".into(),
        ..form(&[("en", "a", "a")])
    };
    whitepapers::save(&db, &editor(), changed.parse(&languages()).expect("a draft"), NOW).await?;
    let tags = TermFilter { kind: Some(TermKind::Tag), ..TermFilter::default() };
    let found: Vec<_> = all(&db, &tags).await.into_iter().map(|row| (row.term, row.uses)).collect();
    assert_eq!(found, [("cables".to_owned(), 1), ("relays".to_owned(), 1)], "live and draft count once");
    glossary::save(&db, &editor(), &label(TermKind::Tag, "relays", 0, &[("de", "Relais")]), &languages(), NOW).await?;
    Ok(())
}

#[tokio::test]
async fn the_list_is_searched_and_narrowed_to_what_is_missing() -> Outcome {
    let db = TestStore::new().await;
    whitepaper(&db, "a", "cables, earth faults", "Rail").await;
    let named = label(TermKind::Tag, "earth faults", 0, &[("de", "Erdschlüsse")]);
    glossary::save(&db, &editor(), &named, &languages(), NOW).await?;
    let missing = TermFilter { is_missing: true, ..TermFilter::default() };
    assert_eq!(terms(&db, &missing).await, ["cables", "Rail"]);
    let searched = TermFilter { search: "ERDSCHLUSS".into(), ..TermFilter::default() };
    assert_eq!(terms(&db, &searched).await, ["earth faults"]);
    for odd in ["' OR 1=1", "%", "\u{0}", "</script>", "🦀"] {
        let odd = TermFilter { search: odd.into(), ..TermFilter::default() };
        assert!(terms(&db, &odd).await.len() <= 8);
    }
    Ok(())
}

#[tokio::test]
async fn a_saved_label_is_loaded_and_told_to_caches() -> Outcome {
    let db = TestStore::new().await;
    whitepaper(&db, "a", "cables", "").await;
    let before = db.changes().version(Topic::Glossary);
    let saved = glossary::save(&db, &editor(), &label(TermKind::Tag, "cables", 0, &[("de", "Kabel")]), &languages(), NOW).await?;
    assert_eq!((saved.version, saved.uses), (1, 1));
    assert_ne!(db.changes().version(Topic::Glossary), before);
    let known = glossary::load(&db).await?;
    assert_eq!(known.shown(TermKind::Tag, "cables", &language("de")), "Kabel");
    assert_eq!(known.shown(TermKind::Tag, "cables", &language("en")), "cables");
    let said = db.texts("select actor || ' ' || action || ' ' || after from audit_log where item_kind = 'term'").await;
    assert_eq!(said.len(), 1);
    assert!(said[0].contains(r#""labels":{"de":"Kabel"}"#), "{said:?}");
    let same = glossary::save(&db, &editor(), &label(TermKind::Tag, "cables", 1, &[("de", "Kabel")]), &languages(), NOW).await?;
    assert_eq!(same.version, 1, "the same again is no change");
    Ok(())
}

#[tokio::test]
async fn a_label_that_nobody_needs_any_more_leaves_the_list_when_it_is_emptied() -> Outcome {
    let db = TestStore::new().await;
    let saved = whitepaper(&db, "a", "cables", "").await;
    glossary::save(&db, &editor(), &label(TermKind::Tag, "cables", 0, &[("de", "Kabel")]), &languages(), NOW).await?;
    publishing::trash(&db, &editor(), saved.id, saved.version, NOW).await?;
    let tags = TermFilter { kind: Some(TermKind::Tag), ..TermFilter::default() };
    let left: Vec<_> = all(&db, &tags).await.into_iter().map(|row| (row.term, row.uses)).collect();
    assert_eq!(left, [("cables".to_owned(), 0)], "its label is still there to be seen");
    glossary::save(&db, &editor(), &label(TermKind::Tag, "cables", 1, &[]), &languages(), NOW).await?;
    assert_eq!(terms(&db, &tags).await, [""; 0]);
    Ok(())
}

#[tokio::test]
async fn a_term_that_nothing_has_gets_no_label() -> Outcome {
    let db = TestStore::new().await;
    for term in ["none", "' OR 1=1", ""] {
        let saved = glossary::save(&db, &editor(), &label(TermKind::Tag, term, 0, &[("de", "x")]), &languages(), NOW).await;
        assert!(matches!(saved, Err(Error::NotFound)), "{term}: {saved:?}");
    }
    let of_another_kind =
        glossary::save(&db, &editor(), &label(TermKind::Category, "none", 0, &[("de", "x")]), &languages(), NOW).await;
    assert!(matches!(of_another_kind, Err(Error::NotFound)));
    assert_eq!(db.number("select count(*) from terms").await, 0);
    Ok(())
}

#[tokio::test]
async fn labels_of_a_language_that_the_site_lost_come_back_with_it() -> Outcome {
    let db = TestStore::new().await;
    whitepaper(&db, "a", "cables", "").await;
    glossary::save(&db, &editor(), &label(TermKind::Tag, "cables", 0, &[("de", "Kabel")]), &languages(), NOW).await?;
    let english = Languages::new(language("en"), vec![language("en")]);
    let draft = TermForm {
        kind: TermKind::Tag,
        term: "cables".into(),
        version: 1,
        labels: [(language("en"), "Cables".to_owned())].into(),
    };
    glossary::save(&db, &editor(), &draft.parse(&english).expect("a draft"), &english, NOW).await?;
    let row = glossary::term(&db, &editor(), TermKind::Tag, "cables", &languages()).await?;
    assert_eq!(row.labels, [(language("de"), "Kabel".to_owned()), (language("en"), "Cables".to_owned())].into());
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn of_many_who_save_at_once_one_is_first_and_the_others_hear_of_it() -> Outcome {
    let db = TestStore::new().await;
    whitepaper(&db, "a", "cables", "").await;
    for version in [0, 1] {
        let drafts: Vec<_> =
            (0..12).map(|n| label(TermKind::Tag, "cables", version, &[("de", &format!("Kabel {version} {n}"))])).collect();
        let mut saves = tokio::task::JoinSet::new();
        for draft in drafts {
            let store = Store::clone(&db);
            saves.spawn(async move { glossary::save(&store, &editor(), &draft, &languages(), NOW).await });
        }
        let answers = saves.join_all().await;
        assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 1);
        assert!(answers.iter().all(|answer| matches!(answer, Ok(_) | Err(Error::Stale))), "{answers:?}");
    }
    assert_eq!(db.number("select version from terms").await, 2);
    Ok(())
}

#[tokio::test]
async fn ten_thousand_terms_are_listed_in_pages_and_walked_without_a_gap() -> Outcome {
    let db = TestStore::new().await;
    db.file().await;
    // As many as an old database may hold; the form takes twelve a whitepaper.
    db.execute(
        "with recursive n (x) as (select 1 union all select x + 1 from n where x < 100)
        insert into whitepapers (id, title, slug, file_id, category, tags)
        select w.x, '{}', '~' || w.x, 1, 'guide',
            (select json_group_array('tag ' || printf('%05d', w.x * 100 + t.x)) from n t)
        from n w",
    )
    .await?;
    let mut filter = TermFilter { paging: Paging { cursor: Cursor::Start, size: 100 }, ..TermFilter::default() };
    let mut met = Vec::new();
    let first = glossary::list(&db, &editor(), &filter, &languages()).await?.0;
    assert_eq!((first.items.len(), first.total, first.previous), (100, Some(10_005), None));
    for _ in 0..3 {
        let page = glossary::list(&db, &editor(), &filter, &languages()).await?.0;
        met.extend(page.items.into_iter().map(|row| row.term));
        filter.paging.cursor = page.next.expect("more");
    }
    let unique: std::collections::BTreeSet<_> = met.iter().collect();
    assert_eq!((met.len(), unique.len()), (300, 300));
    Ok(())
}

#[tokio::test]
async fn the_public_list_is_searched_by_labels_too() -> Outcome {
    let db = TestStore::new().await;
    whitepaper(&db, "a", "cables", "Rail").await;
    whitepaper(&db, "b", "storage", "").await;
    glossary::save(&db, &editor(), &label(TermKind::Tag, "storage", 0, &[("de", "Batteriespeicher")]), &languages(), NOW).await?;
    glossary::save(&db, &editor(), &label(TermKind::Industry, "Rail", 0, &[("de", "Bahn")]), &languages(), NOW).await?;
    let known = glossary::load(&db).await?;
    let found = async |search: &str, tag: &str| {
        let query =
            WhitepaperQuery { search: search.into(), meant: known.meant(search, &language(tag)), ..WhitepaperQuery::default() };
        let listed = whitepapers::public_list(&db, &language(tag), &languages(), &query, NOW).await.expect("a list");
        listed.cards.into_iter().map(|card| card.title).collect::<Vec<_>>()
    };
    assert_eq!(found("speicher", "de").await, ["b"]);
    assert_eq!(found("bahn a", "de").await, ["a"], "a label and a word of the title");
    assert_eq!(found("speicher bahn", "de").await, [""; 0], "each word must be found");
    assert_eq!(found("speicher", "en").await, [""; 0], "a German label is no English word");
    assert_eq!(found("storage", "de").await, ["b"], "the term itself is found in every language");
    Ok(())
}
