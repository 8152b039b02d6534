//! What visitors find, in which order, and what they never find.

use std::fmt::Write as _;

use crate::support::media::added;
use crate::support::pages::{Text, editor, form, language, languages};
use crate::support::whitepapers::form as whitepaper;
use crate::support::{NOW, Outcome, TestStore, later};
use domain::id::PageId;
use domain::item::ItemKind;
use domain::language::Languages;
use domain::media::Format;
use domain::page::PageTextForm;
use domain::search::{Fragment, HitFact, Query, Results};
use domain::whitepaper::WhitepaperForm;
use store::{pages, search};

impl TestStore {
    async fn results(&self, tag: &str, typed: &str, kind: Option<ItemKind>, page: u32) -> Results {
        let query = Query::parse(typed).expect("a word");
        search::search(self, &language(tag), &query, kind, page, &languages(), NOW).await.expect("results")
    }

    /// The paths of the hits.
    async fn find(&self, tag: &str, typed: &str) -> Vec<String> {
        self.results(tag, typed, None, 1).await.hits.into_iter().map(|hit| hit.path).collect()
    }

    /// The slugs of the hits, on a site with more languages.
    async fn find_any(&self, tag: &str, typed: &str) -> Vec<String> {
        let query = Query::parse(typed).expect("a word");
        let results = search::search(self, &language(tag), &query, None, 1, &many_languages(), NOW).await.expect("results");
        results.hits.into_iter().map(|hit| hit.path.rsplit('/').next().unwrap_or_default().to_owned()).collect()
    }

    async fn suggested(&self, tag: &str, typed: &str) -> Vec<String> {
        let query = Query::parse(typed).expect("a word");
        let found = search::suggest(self, &language(tag), &query, 6, &languages(), NOW).await.expect("suggestions");
        found.into_iter().map(|suggestion| text(&suggestion.title)).collect()
    }

    /// A published page with a text of its own.
    async fn written(&self, tag: &str, slug: &str, title: &str, content: &str) -> PageId {
        let mut typed = form(&[(tag, slug, title)]);
        typed.texts.insert(
            language(tag),
            PageTextForm { title: title.into(), slug: slug.into(), content: content.into(), ..PageTextForm::default() },
        );
        let draft = typed.parse(&many_languages()).expect("a page that may be stored");
        let saved = pages::save(self, &editor(), draft, NOW).await.expect("a new page");
        self.publish(saved, tag).await.id
    }
}

fn many_languages() -> Languages {
    Languages::new(language("en"), ["de", "ja", "th", "km", "el", "hi", "ar"].map(language).into())
}

fn text(fragments: &[Fragment]) -> String {
    fragments.iter().map(|fragment| fragment.text.as_str()).collect()
}

fn marked(fragments: &[Fragment]) -> Vec<&str> {
    fragments.iter().filter(|fragment| fragment.is_match).map(|fragment| fragment.text.as_str()).collect()
}

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
async fn case_and_diacritics_do_not_matter() {
    let db = TestStore::new().await;
    db.written("de", "stoerung", "Störung", "In der Großen Straße fiel der Strom aus.").await;
    for typed in ["störung", "Storung", "STÖRUNG", "straße", "Strasse", "STRASSE", "stras", "große", "grossen", "Gro"] {
        assert_eq!(db.find("de", typed).await, ["/de/stoerung"], "{typed}");
    }
    let hit = db.results("de", "strasse", None, 1).await.hits.remove(0);
    assert_eq!(marked(&hit.snippet), ["Straße"], "shown as it was written");
    let hit = db.results("de", "storung", None, 1).await.hits.remove(0);
    assert_eq!(marked(&hit.title), ["Störung"]);
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
    for typed in ["earthing", "faults", "same words", "cables faults", "earthing live", "ear", "nothing"] {
        for kind in [None].into_iter().chain(ItemKind::ALL.map(Some)) {
            for page in [1, 2, 9] {
                asked.push((typed, kind, page, db.results("en", typed, kind, page).await));
            }
        }
    }
    // A draft is in no index, so the ranks stay. Its number says that the index is large.
    db.execute(format!(
        "insert into translations (id, item_kind, item_id, language, slug, status) values (2001, 'page', {}, 'fr', 'x', 'draft')",
        first.0
    ))
    .await?;
    for (typed, kind, page, small) in asked {
        assert_eq!(db.results("en", typed, kind, page).await, small, "{typed}, {kind:?}, page {page}");
    }
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
async fn nothing_typed_is_an_error() -> Outcome {
    let db = TestStore::new().await;
    db.live(&[("en", "about", "About us AND them, or not")]).await;
    let mut many = String::new();
    for n in 0..2_000 {
        write!(many, "w{n} ")?;
    }
    let long = "x".repeat(10_000);
    for typed in [
        "\"",
        "\"about",
        "about\"",
        "'",
        "AND",
        "OR",
        "NOT",
        "about AND",
        "NOT about",
        "NEAR(about us, 2)",
        "NEAR",
        "*",
        "a*",
        "about *",
        "^about",
        "title:about",
        "{title body}: about",
        "-about",
        "about + us",
        "(",
        ")",
        "((about)",
        "🎉",
        "about 🎉",
        "\0",
        "ab\0out",
        "about\u{301}",
        "\u{301}",
        "ﷺ",
        "漢字",
        "ß",
        "İ",
        "' OR 1=1 --",
        "</textarea><script>",
        "\\",
        "%",
        "_",
        "\u{feff}",
        "a\u{200b}b",
        &long,
        &many,
    ] {
        let Some(query) = Query::parse(typed) else { continue };
        search::search(&db, &language("en"), &query, None, 1, &languages(), NOW).await?;
        search::suggest(&db, &language("en"), &query, 6, &languages(), NOW).await?;
    }
    assert_eq!(db.find("en", "AND").await, ["/about"], "a word like others");
    assert_eq!(db.find("en", "about 🎉").await, ["/about"]);
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
    assert_eq!(db.find("en", "page 1234").await, ["/page-1234"]);
}

#[tokio::test]
async fn texts_are_found_however_their_letters_are_written() -> Outcome {
    let db = TestStore::new().await;
    let tags = serde_json::json!(many_languages().all);
    db.execute(&format!("update system_settings set value = '{tags}' where key = 'supported_languages'")).await?;
    for (tag, slug, title, content) in [
        ("de", "erdschluss", "Erd\u{ad}schluss", "Der Erd&shy;schluss\u{200b}schutz bei 20 kV, Kabel mit 95 mm²"),
        ("de", "bilanz", "CO₂-Bilanz", "Sie ﬁnanzieren 30 m² und mehr per E-Mail"),
        ("de", "groesse", "Die Größe der Öfen", "Ueber 20kV und Groessenordnung"),
        ("ja", "transformer", "変圧器の保守", "東京都の変電所にある変圧器を点検します"),
        ("th", "transformer", "หม้อแปลงไฟฟ้า", "การบำรุงรักษาหม้อแปลงไฟฟ้ากำลัง"),
        ("km", "transformer", "ត្រង់ស្វូ", "ការថែទាំត្រង់ស្វូរម៉ាទ័រ"),
        ("el", "value", "Η αξία", "Μετασχηματιστές ισχύος"),
        ("hi", "language", "हिन्दी भाषा", "ट्रांसफार्मर की मरम्मत"),
        ("ar", "network", "شبكة الكهرباء", "مُحَوِّل كهربائي"),
    ] {
        db.written(tag, slug, title, content).await;
    }
    for (tag, typed, slug) in [
        ("de", "Erdschluss", "erdschluss"),
        ("de", "erdschlussschutz", "erdschluss"),
        ("de", "Erd\u{ad}schluss", "erdschluss"),
        ("de", "20kV mm2", "erdschluss"),
        ("de", "95 mm² erdschluss", "erdschluss"),
        ("de", "CO2", "bilanz"),
        ("de", "finanzieren", "bilanz"),
        ("de", "m2 bilanz", "bilanz"),
        ("de", "email", "bilanz"),
        ("de", "e-mail", "bilanz"),
        ("de", "Groesse der", "groesse"),
        ("de", "Oefen", "groesse"),
        ("de", "Größenordnung", "groesse"),
        ("de", "über ofen", "groesse"),
        ("de", "20 kV größe", "groesse"),
        ("ja", "変圧器", "transformer"),
        ("ja", "変電所", "transformer"),
        ("ja", "点検", "transformer"),
        ("ja", "都", "transformer"),
        ("th", "แปลง", "transformer"),
        ("th", "ไฟฟ้ากำลัง", "transformer"),
        ("km", "ថែទាំ", "transformer"),
        ("el", "αξια", "value"),
        ("el", "ΙΣΧΥΟΣ", "value"),
        ("hi", "मरम्मत", "language"),
        ("ar", "محول", "network"),
    ] {
        assert_eq!(db.find_any(tag, typed).await, [slug], "{typed}");
    }
    for (tag, typed) in [("ja", "京変"), ("ja", "検点"), ("th", "แปลก"), ("hi", "मरमत")] {
        assert_eq!(db.find_any(tag, typed).await, [""; 0], "{typed}");
    }
    Ok(())
}

#[tokio::test]
async fn a_word_is_found_in_longer_ones_and_with_one_typing_error() {
    let db = TestStore::new().await;
    db.written("de", "leistung", "Leistungstransformatoren", "Ein Leistungstransformator im Umspannwerk").await;
    db.written("de", "shop", "Unser Online-Shop", "Kabel und mehr").await;
    for (typed, slug) in [
        ("Transformator", "leistung"),
        ("transformator umspannwerk", "leistung"),
        ("spannwerk", "leistung"),
        ("onlineshop", "shop"),
    ] {
        assert_eq!(db.find("de", typed).await, [format!("/de/{slug}")], "{typed}");
    }
    let hit = db.results("de", "transformator", None, 1).await.hits.remove(0);
    assert_eq!(marked(&hit.snippet), ["Leistungstransformator"]);
    for (typed, meant) in [
        ("umspanwerk", "umspannwerk"),
        ("Kabxl", "kabel"),
        ("kable", "kabel"),
        ("leistungstranformator umspannwerk", "leistungstransformator umspannwerk"),
    ] {
        let results = db.results("de", typed, None, 1).await;
        assert_eq!((results.hits.len(), results.corrected.as_deref()), (1, Some(meant)), "{typed}");
    }
    for typed in ["kaxxl", "kab", "1234x", "xy"] {
        let results = db.results("de", typed, None, 1).await;
        assert_eq!(results.corrected, None, "{typed}");
    }
    let saved = db.live(&[("de", "geheim", "Geheimprojekt")]).await;
    assert_eq!(db.results("de", "geheimprojket", None, 1).await.corrected.as_deref(), Some("geheimprojekt"));
    db.unpublish(saved, "de").await;
    assert_eq!(db.results("de", "geheimprojket", None, 1).await.corrected, None, "what is not public corrects nothing");
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
    // Its number says that the index is large.
    db.execute(format!(
        "insert into translations (id, item_kind, item_id, language, slug, status) values (2001, 'page', {}, 'fr', 'x', 'draft')",
        typed.0
    ))
    .await?;
    assert_eq!(pages().await, small);
    Ok(())
}

#[tokio::test]
async fn suggestions_have_longer_words_too_and_those_that_were_meant() {
    let db = TestStore::new().await;
    db.written("de", "leistung", "Leistungstransformatoren", "Kabel").await;
    db.written("de", "trafo", "Transformator", "Kabel").await;
    db.written("de", "netz", "Netzanalyse", "Ein Text").await;
    assert_eq!(db.suggested("de", "transformator").await, ["Transformator", "Leistungstransformatoren"]);
    assert_eq!(db.suggested("de", "analyse").await, ["Netzanalyse"]);
    assert_eq!(db.suggested("de", "transfromator").await, ["Transformator"]);
    assert_eq!(db.suggested("de", "kabel").await, [""; 0], "no title has it");
    assert_eq!(db.suggested("de", "xylophon").await, [""; 0]);
}

#[tokio::test]
async fn words_of_other_languages_do_not_take_the_places_of_corrections() {
    let db = TestStore::new().await;
    // All of them are one letter away from `motir`, and those of English are in more texts.
    for nth in 0..3 {
        db.written("en", &format!("page-{nth}"), "Motif motor motir motin", "Motia").await;
    }
    db.written("de", "motor", "Motor", "Ein Text").await;
    let results = db.results("de", "motir", None, 1).await;
    assert_eq!((results.hits.len(), results.corrected.as_deref()), (1, Some("motor")));
    assert_eq!(db.suggested("de", "motir").await, ["Motor"]);
    // So many English words contain the German one's part that those of German would have no place.
    let many: String = (0..30).map(|nth| format!("stationx{nth} ")).collect();
    for nth in 0..2 {
        db.written("en", &format!("many-{nth}"), "Many", &many).await;
    }
    db.written("de", "umspann", "Umspannstation", "Ein Text").await;
    assert_eq!(db.find("de", "station").await, ["/de/umspann"]);
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
async fn a_whitepaper_is_found_by_category_tags_and_industries() -> Outcome {
    let db = TestStore::new().await;
    let form = WhitepaperForm {
        category: "case-study".into(),
        tags: "earth faults, Störlicht".into(),
        industries: "Rail".into(),
        ..whitepaper(&[("en", "a", "Paper"), ("de", "a", "Papier")])
    };
    db.live_whitepaper(form).await;
    for typed in ["case study", "störlicht", "earth faults rail", "paper rail"] {
        assert_eq!(db.find("en", typed).await, ["/whitepapers/a"], "{typed}");
    }
    assert_eq!(db.find("de", "fallstudie").await, ["/de/whitepapers/a"]);
    db.execute("update translations set folded = 'other' where whitepaper_id is not null").await?;
    assert_eq!(db.find("en", "rail").await, [""; 0]);
    assert_eq!(db.find("en", "other").await, ["/whitepapers/a"]);
    db.execute("insert into search_fts (search_fts, rank) values ('integrity-check', 1)").await?;
    Ok(())
}

#[tokio::test]
async fn letters_with_strokes_are_found_as_they_are_typed() {
    let db = TestStore::new().await;
    db.written("de", "tromsoe", "Tromsø und Łódź", "Ærøskøbing, Đakovo").await;
    for typed in ["tromso", "Tromsø", "lodz", "ærøskøbing", "aeroskobing", "dakovo"] {
        assert_eq!(db.find("de", typed).await, ["/de/tromsoe"], "{typed}");
    }
    let hit = db.results("de", "tromso", None, 1).await.hits.remove(0);
    assert_eq!(marked(&hit.title), ["Tromsø"]);
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
async fn titles_are_those_that_visitors_see() -> Outcome {
    let db = TestStore::new().await;
    db.live(&[("en", "services", "Services"), ("de", "leistungen", "Leistungen")]).await;
    db.page(&[("en", "draft", "Secret")]).await;
    let slugs = ["services", "leistungen", "draft", "none"];
    let titles = pages::titles(&db, &language("en"), &slugs, NOW).await?;
    assert_eq!(titles.into_iter().collect::<Vec<_>>(), [("services".to_owned(), "Services".to_owned())]);
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
