use proptest::prelude::*;

use super::*;

fn fts(typed: &str) -> String {
    Query::parse(typed).unwrap().to_fts("langde")
}

#[test]
fn every_word_is_asked_for_and_the_last_as_a_prefix() {
    assert_eq!(fts("Netz und Kab"), r#"tags : ("langde") AND {title body} : ("netz" "und" "kab" *)"#);
    assert_eq!(
        Query::parse("a b").unwrap().to_fts(" langde  kindpage "),
        r#"tags : ("langde" "kindpage") AND {title body} : ("a" "b")"#
    );
    assert_eq!(Query::parse("kab").unwrap().to_fts(""), r#"{title body} : ("kab" *)"#);
}

#[test]
fn a_word_is_asked_for_in_all_its_forms() {
    let forms = |typed: &str| Query::parse(typed).unwrap().to_fts("");
    for (typed, expression) in [
        ("Größe x", r#"(("grosse" OR "groesse") AND "x")"#),
        ("Groesse x", r#"(("groesse" OR "grosse") AND "x")"#),
        ("Oel", r#"(("oel" * OR "ol" *))"#),
        ("20kV x", r#"(("20kv" OR "20 kv") AND "x")"#),
        ("20 kV x", r#"((("20" "kv") OR "20kv") AND "x")"#),
        ("Netz 110 kV", r#"("netz" AND (("110" "kv" *) OR "110kv" *))"#),
        ("IEC 61850", r#"((("iec" "61850" *) OR "iec61850" *))"#),
        ("email x", r#"(("email" OR "e mail") AND "x")"#),
        ("E-Mail", r#"(("e mail" * OR "email" *))"#),
        ("Erdschluss-Ortung", r#"((("erdschluss" "ortung" *) OR "erdschlussortung" *))"#),
        ("CO₂ m² ﬁn", r#"(("co2" OR "co 2") AND ("m2" OR "m 2") AND "fin" *)"#),
        ("Netz\u{ad}schutz x", r#"("netzschutz" "x")"#),
        ("東京都 x", r#"("東京 京都" "x")"#),
        ("東", r#"("東" *)"#),
        ("물", r#"("물" *)"#),
        ("п", r#"("п")"#),
        ("по", r#"("по" *)"#),
        ("PDF変圧器", r#"("pdf" "変圧 圧器")"#),
    ] {
        assert_eq!(forms(typed), format!("{{title body}} : {expression}"), "{typed}");
    }
    let english = Query::parse("Poet Größe x").unwrap().without_german().to_fts("");
    assert_eq!(english, r#"{title body} : ("poet" "grosse" "x")"#);
}

#[test]
fn a_word_of_a_label_finds_its_term() {
    let labels = [("Kabelstörungen", "cable \"faults\""), ("Bahn", "Rail"), ("Leitfaden", "guide Leitfaden"), ("Ø", "?!")];
    let fts = |typed: &str| Query::parse(typed).unwrap().or_terms(labels.into_iter()).to_fts("");
    assert_eq!(fts("bahn x"), r#"{title body} : (("bahn" OR "rail") AND "x")"#);
    assert_eq!(fts("kabelst"), r#"{title body} : (("kabelst" * OR "cable faults"))"#);
    assert_eq!(fts("leitfaden x"), r#"{title body} : ("leitfaden" "x")"#, "which finds the term itself");
    assert_eq!(fts("ø x"), r#"{title body} : ("o" "x")"#, "a term without letters finds nothing");
    assert_eq!(fts("rail x"), r#"{title body} : ("rail" "x")"#);
    let many: Vec<String> = (0..1_000).map(|nth| format!("term{nth}")).collect();
    let fts = Query::parse("bahn x").unwrap().or_terms(many.iter().map(|term| ("Bahn", term.as_str()))).to_fts("");
    assert_eq!(fts.matches("term").count(), Query::MAX_TERMS);
}

#[test]
fn a_query_is_found_by_more_words_and_corrected() {
    let query = Query::parse("netz transformator").unwrap();
    let more = |word: &str| if word == "netz" { Vec::new() } else { vec!["leistungstransformator".to_owned()] };
    assert_eq!(
        query.clone().or(more).to_fts(""),
        r#"{title body} : ("netz" AND ("transformator" * OR "t ransformator" * OR "leistungstransformator"))"#
    );
    let (corrected, typed) = Query::parse("Netz Tranformator")
        .unwrap()
        .corrected(|word| (word == "tranformator").then(|| "transformator".into()))
        .unwrap();
    assert_eq!((corrected, typed.as_str()), (query.clone(), "netz transformator"));
    assert_eq!(query.corrected(|_| None), None);
}

#[test]
fn a_query_is_taken_apart_and_asked_of_titles_alone() {
    let query = Query::parse("XZ der Kab").unwrap();
    assert_eq!(query.each().map(|word| word.to_fts("")).last(), Some(r#"{title body} : ("kab" *)"#.to_owned()));
    assert_eq!(query.to_fts_title("langde"), r#"tags : ("langde") AND title : ("xz" "der" "kab" *)"#);
    assert_eq!(query.only(|at| at == 0), Query::parse("xz y").unwrap().only(|at| at == 0));
    assert_eq!(query.only(|_| false), None);
}

#[test]
fn a_short_beginning_is_completed() {
    let query = Query::parse("netz ka").unwrap();
    assert_eq!(query.short_beginnings().collect::<Vec<_>>(), ["ka"]);
    assert_eq!(query.without_short_beginnings().map(|rest| rest.to_fts("")).as_deref(), Some(r#"{title body} : ("netz")"#));
    assert_eq!(Query::parse("ka").unwrap().without_short_beginnings(), None);
    let number = Query::parse("470 kv").unwrap().without_short_beginnings().map(|rest| rest.to_fts(""));
    assert_eq!(number.as_deref(), Some(r#"{title body} : (("470" OR "470kv" *))"#), "the unit is left out");
    for (typed, texts, is_found) in [
        ("netz ka", &["Titel", "ein Kabel"][..], true),
        ("netz ka", &["Titel", "ein Netz, Okapi"], false),
        ("netz zü", &["Zuerich"], true),
        ("netz zü", &["in Zürich"], true),
        ("絶対 水", &["東京の水車"], true),
        ("絶対 水", &["絶対"], false),
        ("470 kv", &["Netz", "bei 470 kV"], true),
        ("470 kv", &["470", "400 kVA"], true),
        ("470 kv", &["470kVA"], true),
        ("470 kv", &["470 MVA"], false),
        ("470 kv", &["400 kV"], false),
        ("kabel", &["Netz"], true),
    ] {
        assert_eq!(Query::parse(typed).unwrap().begins_in(texts), is_found, "{typed} {texts:?}");
    }
    let completed = query.completed(|_| vec!["kabel".into(), "kanal".into()]);
    assert_eq!(completed.to_fts(""), r#"{title body} : ("netz" AND ("kabel" OR "kanal"))"#);
    let sign = Query::parse("東").unwrap().completed(|_| vec!["東京".into()]);
    assert_eq!(sign.to_fts(""), r#"{title body} : ("東京")"#);
    for typed in ["kab", "ka netz", "東京", "110 kv", "k"] {
        assert_eq!(Query::parse(typed).unwrap().short_beginnings().count(), 0, "{typed}");
    }
}

#[test]
fn nothing_typed_is_an_operator() {
    assert_eq!(
        fts("\" OR NOT body: ^y NEAR(a, 5) * -b {c} + d"),
        r#"tags : ("langde") AND {title body} : ("or" "not" "body" "y" "near" "a" "5" "b" "c" "d")"#
    );
    assert_eq!(fts("' OR 1=1 --"), r#"tags : ("langde") AND {title body} : ((("or" "1") OR "or1") AND "1")"#);
    assert_eq!(fts("no\0pe"), r#"tags : ("langde") AND {title body} : ("no" "pe" *)"#);
}

#[test]
fn without_a_word_there_is_no_query() {
    for typed in ["", "  ", "\"", "🎉", "\0", "*", "\u{301}", "(((", "- -", "\u{200b}", "\u{ad}\u{feff}"] {
        assert_eq!(Query::parse(typed), None, "{typed:?}");
    }
}

#[test]
fn long_input_is_cut() {
    let query = Query::parse(&"wort1 wort2 wort3 wort4 wort5 ".repeat(2_000)).unwrap();
    assert_eq!(query.words().count(), 5);
    let query = Query::parse(&(0..1_000).map(|n| format!("w{n} ")).collect::<String>()).unwrap();
    assert_eq!(query.words().count(), 10);
    let query = Query::parse(&"ß".repeat(10_000)).unwrap();
    assert_eq!(query.to_fts(""), format!("{{title body}} : (\"{}\" *)", "s".repeat(100)));
    for long in ["ae", "ue7", "東", "a-", "1 a ", "ä", "e", "ﷺ ", "½"] {
        let fts = Query::parse(&long.repeat(5_000)).unwrap().to_fts("");
        assert!(fts.len() < 10_000, "{long}: {}", fts.len());
    }
}

#[test]
fn a_word_that_is_typed_twice_is_asked_for_once() {
    assert_eq!(fts("Netz netze netz"), r#"tags : ("langde") AND {title body} : ("netz" * "netze")"#);
}

proptest! {
    #[test]
    fn anything_can_be_typed(typed in any::<String>()) {
        if let Some(query) = Query::parse(&typed) {
            let fts = query.to_fts("lang_en");
            prop_assert_eq!(fts.matches('"').count() % 2, 0);
            prop_assert!(query.words().count() <= Query::MAX_WORDS);
            prop_assert!(query.words().all(|word| !word.is_empty()));
        }
    }
}
