//! What the triggers keep beside pages and their like: summaries, redirects, totals and the words of the search.

use crate::support::{Outcome, TestStore};
use store::check::{FindingKind, check};

/// Page 1 in English and German, page 2 in German only; both published in German.
const PAGES: &str = r#"
    insert into pages (id, slug, title, content, updated_at) values
        (1, 'one', '{"en": "Streets", "de": "Straßen"}', '{}', '2026-03-01 00:00:00'),
        (2, 'two', '{"de": "Über uns"}', '{}', '2026-03-01 00:00:00');
    insert into translations (item_kind, item_id, language, slug, status, published_at, plain) values
        ('page', 1, 'en', 'streets', 'draft', null, 'The long street'),
        ('page', 1, 'de', 'strassen', 'published', '2026-02-01 00:00:00', 'Die große Straße'),
        ('page', 2, 'de', 'ueber-uns', 'published', '2026-01-01 00:00:00', 'Wer wir sind');"#;

async fn db() -> TestStore {
    let db = TestStore::new().await;
    db.execute(PAGES).await.expect("two pages");
    db
}

async fn totals(db: &TestStore) -> Vec<String> {
    db.texts("select name || ' ' || value from totals where name like 'pages.%' order by name").await
}

async fn found(db: &TestStore, query: &str) -> Vec<String> {
    let sql = format!(
        "select t.item_kind || ' ' || t.slug from translations t join search_fts on search_fts.rowid = t.id
        where search_fts match '{query}' order by 1"
    );
    db.texts(sql).await
}

#[tokio::test]
async fn a_page_sums_up_its_languages() -> Outcome {
    let db = db().await;
    let summary = "select slug || ' ' || status || ' ' || published_at || ' ' || draft_languages || ' ' || list_title from pages";
    assert_eq!(
        db.texts(summary).await,
        ["streets published 2026-02-01 00:00:00 1 streets", "de/ueber-uns published 2026-01-01 00:00:00 0 uber uns"]
    );
    db.execute("update translations set status = 'draft' where language = 'de'").await?;
    assert_eq!(db.number("select count(*) from pages where status = 'draft' and published_at is null").await, 2);
    assert!(check(&db).await?.is_empty());
    Ok(())
}

#[tokio::test]
async fn another_default_language_moves_all_paths_even_crosswise() -> Outcome {
    let db = db().await;
    // The German slug of page 2 is the English one of page 1, and the other way round.
    db.execute("update translations set slug = 'streets' where item_id = 2").await?;
    db.execute("update system_settings set value = 'de' where key = 'default_language'").await?;
    assert_eq!(db.texts("select slug || ' ' || list_title from pages").await, ["strassen strassen", "streets uber uns"]);
    assert!(check(&db).await?.is_empty());
    Ok(())
}

#[tokio::test]
async fn an_old_slug_leads_on_and_a_page_that_takes_it_comes_first() -> Outcome {
    let db = db().await;
    let redirects = "select language || ' ' || slug || ' ' || item_id from slug_redirects order by slug";
    db.execute("update translations set slug = 'never-seen' where language = 'en'").await?;
    assert_eq!(db.texts(redirects).await, [""; 0], "nobody has been at a draft");
    db.execute("update translations set slug = 'wege' where item_id = 1 and language = 'de'").await?;
    db.execute("update translations set slug = 'pfade' where item_id = 1 and language = 'de'").await?;
    assert_eq!(db.texts(redirects).await, ["de strassen 1", "de wege 1"]);
    db.execute("update translations set slug = 'strassen' where item_id = 1 and language = 'de'").await?;
    assert_eq!(db.texts(redirects).await, ["de pfade 1", "de wege 1"]);
    db.execute("update translations set slug = 'wege' where item_id = 2").await?;
    assert_eq!(
        db.texts(redirects).await,
        ["de pfade 1", "de ueber-uns 2", "de wege 1"],
        "it is the page's again once the other goes"
    );
    db.execute("delete from pages where id = 2").await?;
    assert_eq!(db.texts(redirects).await, ["de pfade 1", "de wege 1"]);
    Ok(())
}

#[tokio::test]
async fn totals_stay_right() -> Outcome {
    let db = db().await;
    assert_eq!(totals(&db).await, ["pages.all 2", "pages.drafts 1", "pages.trash 0"]);
    db.execute("update pages set deleted_at = '2026-05-01 00:00:00' where id = 1").await?;
    assert_eq!(totals(&db).await, ["pages.all 1", "pages.drafts 0", "pages.trash 1"]);
    db.execute("update pages set deleted_at = '2026-05-02 00:00:00' where id = 1").await?;
    assert_eq!(totals(&db).await, ["pages.all 1", "pages.drafts 0", "pages.trash 1"]);
    db.execute("update pages set deleted_at = null where id = 1").await?;
    assert_eq!(totals(&db).await, ["pages.all 2", "pages.drafts 1", "pages.trash 0"]);
    db.execute("update translations set status = 'published', published_at = '2026-01-01 00:00:00'").await?;
    assert_eq!(totals(&db).await, ["pages.all 2", "pages.drafts 0", "pages.trash 0"]);
    db.execute("update translations set status = 'draft'").await?;
    assert_eq!(totals(&db).await, ["pages.all 2", "pages.drafts 2", "pages.trash 0"]);
    db.execute("delete from translations where item_id = 2").await?;
    assert_eq!(totals(&db).await, ["pages.all 2", "pages.drafts 1", "pages.trash 0"]);
    db.execute("update pages set deleted_at = '2026-05-01 00:00:00' where id = 2; delete from pages").await?;
    assert_eq!(totals(&db).await, ["pages.all 0", "pages.drafts 0", "pages.trash 0"]);
    assert!(check(&db).await?.is_empty());
    Ok(())
}

#[tokio::test]
async fn the_search_holds_published_texts_in_their_language_only() -> Outcome {
    let db = db().await;
    assert_eq!(found(&db, "strasse").await, ["page strassen"], "ß is found as ss");
    assert_eq!(found(&db, "uber").await, ["page ueber-uns"], "and umlauts as their vowels");
    assert_eq!(found(&db, "street").await, [""; 0], "a draft is not there");
    assert_eq!(found(&db, "en OR de OR title").await, [""; 0], "nor is JSON");
    assert_eq!(found(&db, "tags : langde AND strass*").await, ["page strassen"]);
    assert_eq!(found(&db, "tags : langen AND strass*").await, [""; 0]);

    db.execute(r#"update pages set title = '{"en": "Ways", "de": "Wege"}' where id = 1"#).await?;
    assert_eq!(found(&db, "title : wege").await, ["page strassen"]);
    assert_eq!(found(&db, "title : strassen").await, [""; 0]);
    db.execute("update translations set plain = 'Der Fluss', slug = 'wege' where item_id = 1 and language = 'de'").await?;
    assert_eq!(found(&db, "fluss").await, ["page wege"]);
    db.execute("update pages set deleted_at = '2026-05-01 00:00:00' where id = 1").await?;
    assert_eq!(found(&db, "fluss").await, [""; 0]);
    db.execute("update pages set deleted_at = null where id = 1").await?;
    assert_eq!(found(&db, "fluss").await, ["page wege"]);
    db.execute("delete from pages where id = 1").await?;
    assert_eq!(found(&db, "fluss").await, [""; 0]);
    assert!(check(&db).await?.is_empty());
    Ok(())
}

#[tokio::test]
async fn webinars_and_whitepapers_are_found_once_published() -> Outcome {
    let db = TestStore::new().await;
    db.execute(
        r#"insert into webinars (id, title, description, slug, scheduled_at) values
                (1, '{"en": "Earth faults", "de": "Erdschlüsse"}', '{"de": "Kompensierte Netze"}', 'w', '2026-01-01 00:00:00');
            insert into media_files (id, filename, original_filename, file_path, file_size, mime_type, file_hash)
                values (1, 'f', 'f', 'f', 1, 'm', 'h');
            insert into whitepapers (id, title, slug, file_id) values (1, '{"de": "Leitfaden"}', '~', 1);
            insert into translations (item_kind, item_id, language, slug, plain) values
                ('webinar', 1, 'en', 'w', ''),
                ('webinar', 1, 'de', 'w', 'Kompensierte Netze'),
                ('whitepaper', 1, 'de', 'p', 'Netze verstehen');"#,
    )
    .await?;
    assert_eq!(found(&db, "netze").await, [""; 0]);
    db.execute("update translations set status = 'published', published_at = '2026-01-01 00:00:00'").await?;
    assert_eq!(found(&db, "tags : langde AND netze").await, ["webinar w", "whitepaper p"]);
    assert_eq!(found(&db, "tags : (langen kindwebinar) AND faults").await, ["webinar w"]);
    db.execute("delete from webinars; update translations set status = 'draft'").await?;
    assert_eq!(found(&db, "netze OR faults").await, [""; 0]);
    assert!(check(&db).await?.is_empty());
    Ok(())
}

#[tokio::test]
async fn the_check_finds_what_does_not_agree() -> Outcome {
    let db = db().await;
    let kinds = async || -> Result<Vec<FindingKind>, store::Error> {
        Ok(check(&db).await?.into_iter().map(|finding| finding.what).collect())
    };
    db.execute("update totals set value = 7 where name = 'pages.trash'").await?;
    assert_eq!(kinds().await?, [FindingKind::Total]);
    db.execute("update totals set value = 0 where name = 'pages.trash'; update pages set list_title = 'x' where id = 1").await?;
    assert_eq!(kinds().await?, [FindingKind::Summary]);
    db.execute("update pages set list_title = 'streets' where id = 1; update translations set title = 'Other' where item_id = 2")
        .await?;
    assert_eq!(kinds().await?, [FindingKind::Translation]);
    db.execute("update pages set title = title where id = 2").await?;
    db.execute("insert into search_fts (search_fts) values ('delete-all')").await?;
    assert_eq!(kinds().await?, [FindingKind::SearchIndex]);
    db.execute("insert into search_fts (search_fts) values ('rebuild')").await?;
    assert_eq!(kinds().await?, []);
    db.execute("pragma foreign_keys = off; update pages set author_id = 99 where id = 1").await?;
    assert_eq!(kinds().await?, [FindingKind::PointsNowhere]);
    Ok(())
}
