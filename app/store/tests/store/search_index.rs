//! The index behind the search: small or large, in one part or several, sound after every change and every upgrade.

use crate::support::media::added;
use crate::support::whitepapers::form as whitepaper;
use crate::support::{Outcome, TestStore};
use domain::item::ItemKind;
use domain::media::Format;
use store::search;

#[tokio::test]
async fn a_large_index_answers_as_a_small_one() -> Outcome {
    let db = TestStore::new().await;
    for n in 1..=12 {
        db.written("en", &format!("page-{n}"), "Earthing", &"Faults of cables. ".repeat(n)).await;
    }
    let first = db.written("en", "twin", "Same words", "Faults").await;
    db.written("en", "sister", "Same words", "Faults").await;
    db.execute(
        r#"
            insert into webinars (id, title, slug, scheduled_at) values (1, '{"en": "Earthing live"}', '~', '2027-01-01 10:00:00');
            insert into translations (item_kind, item_id, language, slug, status, published_at)
            values ('webinar', 1, 'en', 'earthing', 'published', '2026-01-01 10:00:00');
            "#,
    )
    .await?;
    let mut asked = Vec::new();
    for typed in
        ["earthing", "faults", "same words", "cables faults", "earthing live", "ear", "nothing", "live ea", "same wo", "live zz"]
    {
        for kind in [None].into_iter().chain(ItemKind::ALL.map(Some)) {
            for page in [1, 2, 9] {
                asked.push((typed, kind, page, db.results("en", typed, kind, page).await));
            }
        }
    }
    db.make_large(first).await;
    for (typed, kind, page, small) in asked {
        assert_eq!(db.results("en", typed, kind, page).await, small, "{typed}, {kind:?}, page {page}");
    }
    Ok(())
}

#[tokio::test]
async fn a_large_index_finds_all_that_begins_with_one_sign() -> Outcome {
    let db = TestStore::new().await;
    db.publish_in_many_languages().await;
    // More pairs than are looked for in place of their sign, in as many texts as a page has.
    let many: String = (0x4e00..0x4e64).filter_map(char::from_u32).map(|sign| format!("水{sign}、")).collect();
    for nth in 0..10 {
        db.written("ja", &format!("many-{nth}"), "漢字", &many).await;
    }
    db.written("ja", "title", "水車", "古い").await;
    let last = db.written("ja", "text", "絶対", "水龍").await;
    db.written("ja", "word", "川", "Wasser").await;
    db.make_large(last).await;
    let found = db.find_any("ja", "水").await;
    assert_eq!((found[0].as_str(), found.len()), ("title", 10));
    assert_eq!(db.find_any("ja", "絶対 水").await, ["text"], "however rare the pair is");
    assert_eq!(db.find_any("ja", "何処 水").await, [""; 0], "no text has the other word");
    assert_eq!(db.find_any("ja", "絶対 川").await, [""; 0], "the other text has the sign");
    assert_eq!(db.find_any("ja", "川").await, ["word"]);
    assert_eq!(db.find_any("ja", "wa").await, ["word"], "two letters");
    Ok(())
}

/// Fills the site with pages of common words, in one go.
async fn crowded() -> TestStore {
    let db = TestStore::new().await;
    db.execute(
        r#"
            with recursive n (i) as (select 1 union all select i + 1 from n where i < 5000)
            insert into pages (slug, title, content)
            select '~' || i, json_object('en', 'Page ' || i, 'de', 'Seite ' || i), '{"en": "x", "de": "x"}' from n;

            insert into translations (item_kind, item_id, language, slug, status, published_at, plain)
            select 'page', id, 'en', 'page-' || id, 'published', datetime('2026-01-01', '+' || id || ' minutes'),
                'common text' || iif(id % 1000 = 7, ' rare', '') || iif(id = 7, ' rare rare', '')
            from pages;

            insert into translations (item_kind, item_id, language, slug, status, published_at, plain)
            select 'page', id, 'de', 'seite-' || id, 'published', datetime('2026-01-01'), 'anderes' from pages where id <= 10;
            "#,
    )
    .await
    .expect("many pages");
    db
}

#[tokio::test]
async fn common_words_find_titles_first_then_the_newest() {
    let db = crowded().await;
    db.written("en", "old", "Common ground", "Nothing").await;
    let results = db.results("en", "common", None, 1).await;
    assert_eq!((results.total, results.kinds[0].1), (1_000, 1_000), "counted no further");
    assert_eq!(results.hits[0].path, "/old");
    assert_eq!(results.hits[1].path, "/page-5000");
    assert_eq!(db.results("en", "common", None, 100).await.hits.len(), 10, "the last page there is");
    assert_eq!(db.results("en", "common", None, 101).await.hits.len(), 0);
    assert_eq!(db.find("de", "common").await, [""; 0], "common in another language only");
    assert_eq!(db.find("de", "seite 7").await, ["/de/seite-7"]);
}

#[tokio::test]
async fn rare_words_rank_what_common_words_only_select() {
    let db = crowded().await;
    let found = db.find("en", "common rare").await;
    assert_eq!(found, ["/page-7", "/page-4007", "/page-3007", "/page-2007", "/page-1007"]);
    assert_eq!(db.results("en", "common rare text", None, 1).await.total, 5);
    assert_eq!(db.find("en", "common ra").await, found, "also by their beginning");
    assert_eq!(db.find("en", "rare co").await, found, "and where the beginning is common");
    assert_eq!(db.find("en", "page 1234").await, ["/page-1234"]);
}

#[tokio::test]
async fn the_parts_of_a_small_index_become_one() -> Outcome {
    let db = TestStore::new().await;
    for nth in 0..40 {
        db.live(&[("en", &format!("page-{nth}"), "Some words")]).await;
    }
    let parts = "select cast(count(distinct segid) as text) from search_fts_idx";
    assert_ne!(db.texts(parts).await, ["1"]);
    db.optimize().await?;
    assert_eq!(db.texts(parts).await, ["1"]);
    assert_eq!(db.results("en", "words", None, 1).await.total, 40);
    db.execute("insert into search_fts (search_fts, rank) values ('integrity-check', 1)").await?;
    Ok(())
}

#[tokio::test]
async fn the_parts_of_the_index_become_one_when_the_store_closes_too() -> Outcome {
    let db = TestStore::new().await;
    for nth in 0..5 {
        db.live(&[("en", &format!("page-{nth}"), "Some words")]).await;
    }
    db.close().await;
    let parts: i64 =
        sqlx::query_scalar("select count(distinct segid) from search_fts_idx").fetch_one(&mut db.raw().await).await?;
    assert_eq!(parts, 1);
    Ok(())
}

#[tokio::test]
async fn the_index_is_sound_whoever_changes_a_title() -> Outcome {
    let db = TestStore::new().await;
    let id = db.written("de", "co2", "CO₂ und Erd\u{ad}schluss", "Text m²").await;
    assert_eq!(db.find("de", "co2 erdschluss m2").await, ["/de/co2"]);
    db.execute(&format!(r#"update pages set title = '{{"de": "Größe"}}' where id = {}"#, id.0)).await?;
    assert_eq!(db.find("de", "größe m2").await, ["/de/co2"]);
    assert_eq!(db.find("de", "co2").await, [""; 0]);
    db.execute("insert into search_fts (search_fts, rank) values ('integrity-check', 1)").await?;
    Ok(())
}

#[tokio::test]
async fn the_words_of_older_texts_are_made_anew_at_the_upgrade() -> Outcome {
    let db = TestStore::new().await;
    db.written("de", "co2", "CO₂-Bilanz", "Erd&shy;schluss je m²").await;
    // As a migration leaves the rows of an older version.
    db.execute("update translations set indexed_title = null, indexed_title_of = null, indexed_body = null, renderer = 3")
        .await?;
    assert_eq!(db.find("de", "co2 m2").await, [""; 0]);
    assert_eq!(store::publishing::rerender_stale(&db).await?, 1);
    assert_eq!(db.find("de", "co2 erdschluss m2").await, ["/de/co2"]);
    Ok(())
}

#[tokio::test]
async fn words_that_an_older_version_folded_are_folded_again_once() -> Outcome {
    let db = TestStore::new().await;
    added(&db, 'a', Format::Pdf).await;
    db.live_whitepaper(whitepaper(&[("en", "a", "Paper")])).await;
    db.execute(
        "
        update media_files set words = 'tromsø';
        update translations set folded = 'łódź æ' where whitepaper_id is not null;
        update word_versions set version = 1;
        ",
    )
    .await?;
    assert!(search::refold(&db).await? >= 2);
    assert_eq!(db.texts("select distinct words from media_files").await, ["tromso"]);
    assert_eq!(db.texts("select folded from translations where whitepaper_id is not null").await, ["lodz ae"]);
    assert_eq!(db.find("en", "lodz").await, ["/whitepapers/a"]);
    db.execute("update media_files set words = 'ø'").await?;
    assert_eq!(search::refold(&db).await?, 0, "this version has done so");
    Ok(())
}

#[tokio::test]
async fn a_smaller_index_finds_what_the_larger_one_found() -> Outcome {
    let db = TestStore::before(40).await;
    db.publish_in_many_languages().await;
    let first = db.written("de", "kabel", "Kabel in Straßen", "Kabelfehler und Erdschluss bei 20 kV").await;
    for (tag, slug, title, content) in [
        ("de", "kanal", "Kanäle", "Kabel und Katzen"),
        ("ru", "cable", "Ёмкость кабеля", "Счётчик и ещё один"),
        ("ru", "counter", "Счётчик", "Ёмкость и СЧЁТЧИК"),
        ("ja", "transformer", "変圧器の保守", "東京都の変電所にある変圧器を点検します"),
        ("ja", "water", "水車", "東京の水"),
    ] {
        db.written(tag, slug, title, content).await;
    }
    // The program wrote such copies until then.
    db.execute(
        "
        update translations
        set indexed_title = replace(replace(lower(title), 'Ё', 'е'), 'ё', 'е'), indexed_title_of = title,
            indexed_body = replace(replace(plain, 'Ё', 'е'), 'ё', 'е')
        where language = 'ru'
        ",
    )
    .await?;
    let found = async || {
        let mut all = Vec::new();
        for (tag, typed) in [
            ("de", "kabel"),
            ("de", "ka"),
            ("de", "kab"),
            ("de", "straße"),
            ("de", "fehler"),
            ("de", "kabel 20kv"),
            ("ru", "емкость"),
            ("ru", "СЧЁТЧИК"),
            ("ru", "сч"),
            ("ru", "еще один"),
            ("ja", "変圧器"),
            ("ja", "水"),
            ("ja", "東京"),
        ] {
            let slugs = db.find_any(tag, typed).await;
            assert!(!slugs.is_empty(), "{typed}");
            all.push((typed, slugs));
        }
        all
    };
    let before = found().await;
    db.migrate().await?;
    assert_eq!(found().await, before);
    assert_eq!(store::publishing::rerender_stale(&db).await?, 2, "those with copies");
    let copies =
        "select language from translations where language = 'ru' and (indexed_title is not null or indexed_body is not null)";
    assert_eq!(db.texts(copies).await, [""; 0]);
    assert_eq!(found().await, before);
    db.make_large(first).await;
    assert_eq!(found().await, before);
    db.execute("insert into search_fts (search_fts, rank) values ('integrity-check', 1)").await?;
    Ok(())
}
