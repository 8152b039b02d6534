//! An upgrade keeps what visitors read: a database as migration 0024 leaves it is filled, asked, migrated, and asked again.

use crate::support::pages::{Met, editor, language, languages, moved, page, parsed};
use crate::support::{NOW, Outcome, TestStore, later};
use domain::id::{PageId, WhitepaperId};
use domain::item::ItemKind;
use domain::search::Query;
use store::check::check;
use store::{publishing, search};

/// Pages that are live, drafts, planned, over, taken back, moved and in the trash; whitepapers and webinars likewise.
const FILLED: &str = r#"
    insert into admin_users (id, email, hashed_password, first_name, last_name) values (1, 'a@b.de', '', 'Ada', 'Berg');
    insert into media_files (id, filename, original_filename, file_path, file_size, mime_type, file_hash)
        values (1, 'f.pdf', 'f.pdf', 'ab/f.pdf', 1, 'application/pdf', 'ab');

    insert into pages (id, slug, title, content, excerpt, template, author_id, in_menu) values
        (1, '~1', '{"en": "Home", "de": "Start"}', '{"en": "x", "de": "x"}', null, 'home', 1, 0),
        (2, '~2', '{"en": "About us", "de": "Über uns"}', '{"en": "x", "de": "x"}', '{"en": "Who"}', 'default', 1, 1),
        (3, '~3', '{"en": "Only English"}', '{"en": "x"}', null, 'default', null, 0),
        (4, '~4', '{"en": "Draft"}', '{"en": "x"}', null, 'default', null, 0),
        (5, '~5', '{"en": "Planned"}', '{"en": "x"}', null, 'default', null, 0),
        (6, '~6', '{"en": "Ended"}', '{"en": "x"}', null, 'default', null, 0),
        (7, '~7', '{"en": "Rubbish"}', '{"en": "x"}', null, 'default', null, 0),
        (8, '~8', '{"en": "Services", "de": "Leistungen"}', '{"en": "x", "de": "x"}', null, 'default', null, 0),
        (9, '~9', '{"en": "Grid", "de": "Netz"}', '{"en": "x", "de": "x"}', null, 'landing', null, 0);
    insert into page_languages (page_id, language, slug, status, published_at, unpublished_at, html, plain, words, renderer) values
        (1, 'en', '', 'published', '2026-01-01 00:00:00', null, '<p>Home</p>', 'Welcome home', 2, 99),
        (1, 'de', '', 'published', '2026-01-01 00:00:00', null, '<p>Start</p>', 'Willkommen', 1, 99),
        (2, 'en', 'about', 'published', '2026-02-01 00:00:00', null, '<p>About</p>', 'About the street', 3, 99),
        (2, 'de', 'ueber-uns', 'published', '2026-02-02 00:00:00', null, '<p>Über</p>', 'Die Straße', 2, 99),
        (3, 'en', 'only', 'published', '2026-03-01 00:00:00', null, '<p>Only</p>', 'About the street', 3, 99),
        (4, 'en', 'draft', 'draft', null, null, '<p>Draft</p>', 'Secret street', 2, 99),
        (5, 'en', 'planned', 'published', '2026-11-22 09:05:10', null, '<p>Planned</p>', 'A street to come', 4, 99),
        (6, 'en', 'ended', 'published', '2026-01-01 00:00:00', '2026-06-01 00:00:00', '<p>Ended</p>', 'A street that was', 4, 99),
        (7, 'en', 'rubbish', 'published', '2026-01-01 00:00:00', null, '<p>Rubbish</p>', 'A street in the bin', 5, 99),
        (8, 'en', 'services', 'published', '2026-04-01 00:00:00', null, '<p>Services</p>', 'What we do', 3, 99),
        (8, 'de', 'leistungen', 'published', '2026-04-01 00:00:00', null, '<p>Leistungen</p>', 'Was wir tun', 3, 99),
        (9, 'en', 'services/grid', 'published', '2026-05-01 00:00:00', null, '<p>Grid</p>', 'Grid', 1, 99),
        (9, 'de', 'leistungen/netz', 'published', '2026-05-01 00:00:00', null, '<p>Netz</p>', 'Netz', 1, 99);
    update page_languages set slug = 'who-we-are' where page_id = 2 and language = 'en';
    update page_languages set slug = 'about-us' where page_id = 2 and language = 'en';
    update page_languages set status = 'draft' where page_id = 9 and language = 'de';
    update pages set deleted_at = '2026-05-01 00:00:00' where id = 7;
    insert into page_revisions (page_id, version, snapshot) values (2, 1, '{}'), (2, 2, '{}');

    insert into whitepapers (id, title, description, slug, file_id, category, author_id, lead_magnet_active) values
        (1, '{"en": "Faults", "de": "Fehler"}', '{"en": "Finding them", "de": "Sie finden"}', '~1', 1, 'guide', 1, 1),
        (2, '{"en": "Draft"}', null, '~2', 1, 'guide', null, 1),
        (3, '{"en": "Rubbish"}', '{"en": "Gone"}', '~3', 1, 'guide', null, 1),
        (4, '{"en": "Planned"}', '{"en": "To come"}', '~4', 1, 'report', null, 1),
        (5, '{"en": "Quiet"}', '{"en": "Not around the site"}', '~5', 1, 'report', null, 0);
    insert into whitepaper_languages (whitepaper_id, language, slug, status, published_at, html, plain, renderer, folded) values
        (1, 'en', 'faults', 'published', '2026-02-01 00:00:00', '<p>Faults</p>', 'along the street', 99, 'faults finding them'),
        (1, 'de', 'fehler', 'published', '2026-02-01 00:00:00', '<p>Fehler</p>', 'in der Straße', 99, 'fehler sie finden'),
        (2, 'en', 'draft', 'draft', null, '', 'a street', 99, 'draft'),
        (3, 'en', 'rubbish', 'published', '2026-02-01 00:00:00', '', 'a street', 99, 'rubbish gone'),
        (4, 'en', 'planned', 'published', '2026-11-22 09:05:10', '', 'a street', 99, 'planned to come'),
        (5, 'en', 'quiet', 'published', '2026-03-01 00:00:00', '', 'no road', 99, 'quiet not around the site');
    update whitepaper_languages set slug = 'fault-location' where whitepaper_id = 1 and language = 'en';
    update whitepapers set deleted_at = '2026-05-01 00:00:00' where id = 3;

    insert into webinars (id, title, description, slug, scheduled_at, published_at, presenter_name) values
        (1, '{"en": "Earthing", "de": "Erdung"}', '{"en": "Under the street"}', 'earthing', '2027-01-01 10:00:00', '2026-01-01 00:00:00', 'Eva'),
        (2, '{"en": "Unborn"}', '{"en": "Under the street"}', 'unborn', '2027-01-01 10:00:00', null, null);
"#;

/// What lists and the specification's columns say, as both schemas answer it.
const SUMMARIES: [&str; 5] = [
    "select concat_ws(' ', id, slug, status, published_at, draft_languages, list_title, updated_at, version) from pages order by id",
    "select concat_ws(' ', id, slug, status, published_at, draft_languages, list_title, updated_at, version)
    from whitepapers order by id",
    "select concat_ws(' ', page_id, list_title, deleted_at, draft_languages, planned_at, is_untranslated, words)
    from page_lookup order by page_id",
    // The words of the category came later.
    "select concat_ws(
        ' ', whitepaper_id, planned_at, is_untranslated,
        replace(replace(words, ' guide leitfaden', ''), ' report bericht', '')
    )
    from whitepaper_lists order by whitepaper_id",
    "select name || ' ' || value from totals order by name",
];

async fn summaries(db: &TestStore) -> Vec<String> {
    let mut all = Vec::new();
    for query in SUMMARIES {
        all.extend(db.texts(query).await);
    }
    all
}

/// The visible texts of a kind at `NOW`, read from the tables before 0025.
async fn was_visible(db: &TestStore, table: &str, id: &str) -> Vec<String> {
    db.texts(format!(
        "select {id} || ' ' || language || ' ' || slug || ' ' || html from {table}
            where status = 'published' and deleted_at is null and published_at <= '{now}'
                and (unpublished_at is null or unpublished_at > '{now}')
            order by {id}, language",
        now = NOW.to_sqlite()
    ))
    .await
}

async fn is_visible(db: &TestStore, kind: ItemKind) -> Vec<String> {
    db.texts(format!(
        "select item_id || ' ' || language || ' ' || slug || ' ' || html from live_translations
            where item_kind = '{kind}' and visible_from <= '{now}' and '{now}' < visible_until
            order by item_id, language",
        kind = kind.as_str(),
        now = NOW.to_sqlite()
    ))
    .await
}

/// Kind and title of what the search finds in English, best first, as the schema before 0025 ranks it.
async fn was_found(db: &TestStore, word: &str) -> Vec<String> {
    db.texts(format!(
        "select d.kind || ' ' || d.title
            from search_fts f
            join search_documents d on d.id = f.rowid
            where f.search_fts match 'tags : langen AND {word}' and d.published_at <= '{now}'
                and (d.unpublished_at is null or d.unpublished_at > '{now}')
            order by bm25(search_fts, 8.0, 1.0, 0.0), d.published_at desc, d.id desc",
        now = NOW.to_sqlite()
    ))
    .await
}

async fn found(db: &TestStore, word: &str) -> Result<Vec<String>, store::Error> {
    let query = Query::parse(word).expect("a word");
    let results = search::search(db, &language("en"), &query, None, 1, &languages(), NOW).await?;
    let title = |hit: &domain::search::Hit| hit.title.iter().map(|part| part.text.as_str()).collect::<String>();
    Ok(results.hits.iter().map(|hit| format!("{} {}", hit.kind.as_str(), title(hit))).collect())
}

#[tokio::test]
async fn what_visitors_read_is_the_same_after_the_tables_of_all_nouns_became_one() -> Outcome {
    let db = TestStore::before(25).await;
    db.execute(FILLED).await?;
    let summed_up = summaries(&db).await;
    let pages = was_visible(&db, "page_languages", "page_id").await;
    let whitepapers = was_visible(&db, "whitepaper_languages", "whitepaper_id").await;
    let redirects = db
        .texts(
            "select * from (
                select 'page ' || page_id || ' ' || language || ' ' || slug || ' ' || created_at from redirects
                union all
                select 'whitepaper ' || whitepaper_id || ' ' || language || ' ' || slug || ' ' || created_at
                from whitepaper_redirects
            ) order by 1",
        )
        .await;
    let words = ["street", "earthing", "about", "finding", "planned", "eva"];
    let mut was = Vec::new();
    for word in words {
        was.push(was_found(&db, word).await);
    }
    assert_eq!((pages.len(), whitepapers.len(), redirects.len()), (8, 3, 3), "the fixture holds what it says");
    assert_eq!(was[0].len(), 4, "the street is in two pages, a whitepaper and a webinar: {:?}", was[0]);

    db.migrate().await?;
    assert_eq!(check(&db).await?, []);
    assert_eq!(summaries(&db).await, summed_up);
    assert_eq!(is_visible(&db, ItemKind::Page).await, pages);
    assert_eq!(is_visible(&db, ItemKind::Whitepaper).await, whitepapers);
    let mut now_redirects = db
        .texts("select item_kind || ' ' || item_id || ' ' || language || ' ' || slug || ' ' || created_at from slug_redirects order by 1")
        .await;
    // What was taken back keeps the address that visitors know, whatever slug its draft gets.
    let taken_back: Vec<String> = now_redirects.extract_if(.., |redirect| redirect.contains("leistungen/netz")).collect();
    assert!(matches!(taken_back.as_slice(), [one] if one.starts_with("page 9 de leistungen/netz ")), "{taken_back:?}");
    assert_eq!(now_redirects, redirects);
    for (word, was) in words.into_iter().zip(was) {
        assert_eq!(found(&db, word).await?, was, "{word}");
    }
    // Old revisions are kept, and the draft of each item equals its live text.
    let revisions =
        "select group_concat(number || snapshot, ' ') from revisions where item_kind = 'page' and item_id = 2 and number < 3";
    assert_eq!(db.texts(revisions).await, ["1{} 2{}"]);
    for page in 1..=9 {
        let detail = store::pages::detail(&db, &editor(), PageId(page), NOW).await?;
        let live = detail.publication.live;
        let texts = live.map(|live| live.texts).unwrap_or_default();
        assert!(texts.iter().all(|(language, text)| detail.form.texts.get(language) == Some(text)), "{page}");
        assert_eq!(store::pages::save(&db, &editor(), parsed(detail.form), later(1)).await?.version, 1, "{page}: as it was");
    }
    for whitepaper in 1..=5 {
        let form = store::whitepapers::detail(&db, &editor(), WhitepaperId(whitepaper), NOW).await?.form;
        let draft = form.parse(&languages()).map_err(|invalid| format!("{invalid:?}"))?;
        assert_eq!(store::whitepapers::save(&db, &editor(), draft, later(1)).await?.version, 1, "{whitepaper}: as it was");
    }
    assert_eq!(db.number("select count(*) from translations where has_changes").await, 0);
    assert_eq!(db.texts("select slug || ' ' || published_at from webinars where id = 1").await, ["earthing 2026-01-01 00:00:00"]);
    Ok(())
}

#[tokio::test]
async fn addresses_and_feeds_lead_where_they_led() -> Outcome {
    let db = TestStore::before(25).await;
    db.execute(FILLED).await?;
    db.migrate().await?;
    for (path, met) in [
        ("/", page("en", "Home")),
        ("/de", page("de", "Start")),
        ("/about-us", page("en", "About us")),
        ("/about", moved("/about-us")),
        ("/who-we-are", moved("/about-us")),
        ("/de/ueber-uns", page("de", "Über uns")),
        ("/de/only", page("en", "Only English")),
        ("/de/about", moved("/de/ueber-uns")),
        ("/services/grid", page("en", "Grid")),
        ("/de/leistungen/netz", page("en", "Grid")),
        ("/draft", Met::Nothing),
        ("/planned", Met::Nothing),
        ("/ended", Met::Nothing),
        ("/rubbish", Met::Nothing),
    ] {
        assert_eq!(db.visit(path).await, met, "{path}");
    }
    assert_eq!(db.visit_at("/planned", later(10)).await, page("en", "Planned"));

    let ids = async |kind| -> Result<Vec<i64>, store::Error> {
        let entries = publishing::sitemap(&db, kind, NOW, None, 100).await?;
        Ok(entries.into_iter().map(|entry| entry.item.id).collect())
    };
    assert_eq!(ids(ItemKind::Page).await?, [1, 2, 3, 8, 9]);
    assert_eq!(ids(ItemKind::Whitepaper).await?, [1, 5]);
    let feed = async |kind| -> Result<Vec<String>, store::Error> {
        let entries = publishing::feed(&db, kind, &language("en"), NOW, 100).await?;
        let told = |entry: publishing::FeedEntry| {
            format!("{} {} {:?} {:?}", entry.slug, entry.title, entry.summary.as_deref(), entry.author.as_deref())
        };
        Ok(entries.into_iter().map(told).collect())
    };
    assert_eq!(feed(ItemKind::Page).await?, [""; 0], "their addresses say that they are no articles");
    db.execute("update pages set kind = 'article' where template is not 'home'").await?;
    assert_eq!(
        feed(ItemKind::Page).await?,
        [
            r#"services/grid Grid Some("Grid") None"#,
            r#"services Services Some("Services") None"#,
            r#"only Only English Some("Only") None"#,
            r#"about-us About us Some("Who") Some("Ada Berg")"#,
        ]
    );
    assert_eq!(feed(ItemKind::Whitepaper).await?, [r#"fault-location Faults Some("Finding them") Some("Ada Berg")"#]);
    Ok(())
}

#[tokio::test]
async fn a_database_of_any_age_gets_the_schema_of_a_new_one() -> Outcome {
    let schema = "select concat_ws(' ', type, name, sql) from sqlite_schema order by type, name";
    let fresh = TestStore::new().await.texts(schema).await;
    for version in 1..40 {
        let db = TestStore::before(version).await;
        db.migrate().await?;
        assert_eq!(db.texts(schema).await, fresh, "one that began before {version}");
    }
    // 0036 came after those that follow it.
    let db = TestStore::after(|version| version != 36).await;
    db.migrate().await?;
    assert_eq!(db.texts(schema).await, fresh);
    Ok(())
}
