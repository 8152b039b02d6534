//! By which words texts are found: in every form in which people write them, by parts of them, and with an error in them.

use std::fmt::Write as _;

use crate::support::pages::{language, languages};
use crate::support::search::marked;
use crate::support::whitepapers::form as whitepaper;
use crate::support::{NOW, Outcome, TestStore};
use domain::search::Query;
use domain::whitepaper::WhitepaperForm;
use store::search;

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

#[tokio::test]
async fn a_letter_with_two_dots_needs_no_other_words_in_the_index() -> Outcome {
    let db = TestStore::new().await;
    db.publish_in_many_languages().await;
    db.written("ru", "cable", "Ёмкость кабеля", "Счётчик и ещё один").await;
    for typed in ["ёмкость", "ЕМКОСТЬ", "счетчик", "счётчик ещё", "еще"] {
        assert_eq!(db.find_any("ru", typed).await, ["cable"], "{typed}");
    }
    let copies = "select language from translations where indexed_title is not null or indexed_body is not null";
    assert_eq!(db.texts(copies).await, [""; 0]);
    db.execute("insert into search_fts (search_fts, rank) values ('integrity-check', 1)").await?;
    Ok(())
}

#[tokio::test]
async fn texts_are_found_however_their_letters_are_written() -> Outcome {
    let db = TestStore::new().await;
    db.publish_in_many_languages().await;
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
