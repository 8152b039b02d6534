use super::*;

fn form() -> WhitepaperForm {
    let text = WhitepaperTextForm { title: "Fault location".into(), slug: "fault-location".into(), ..Default::default() };
    WhitepaperForm {
        file: Some(MediaId(1)),
        category: "guide".into(),
        tags: "Cables, earth faults,, cables ".into(),
        industries: "Rail, Chemical industry".into(),
        requires_registration: true,
        texts: [(Languages::default().default, text)].into(),
        ..WhitepaperForm::default()
    }
}

#[test]
fn tags_are_divided_by_commas_and_kept_once() {
    let draft = form().parse(&Languages::default()).unwrap();
    assert_eq!(draft.tags, ["cables", "earth faults"]);
    assert_eq!(draft.industries, ["Rail", "Chemical industry"]);
}

#[test]
fn every_problem_is_told_at_its_field() {
    let mut form = form();
    form.category = "novel".into();
    form.tags = "a".repeat(41);
    form.sort_order = "first".into();
    let text = form.texts.get_mut("en").unwrap();
    text.title = " ".into();
    text.slug = "a/b".into();
    text.description = "a".repeat(1_001);
    let invalid = form.parse(&Languages::default()).unwrap_err();
    assert_eq!(invalid.of("category"), Some(&Problem::NotAChoice));
    assert_eq!(invalid.of("tags"), Some(&Problem::TooLong { max: 40 }));
    assert_eq!(invalid.of("sort_order"), Some(&Problem::NotANumber));
    assert_eq!(invalid.of("title:en"), Some(&Problem::Missing));
    assert_eq!(invalid.of("slug:en"), Some(&Problem::NotASlug));
    assert_eq!(invalid.of("description:en"), Some(&Problem::TooLong { max: 1_000 }));
}

#[test]
fn a_draft_needs_no_file() {
    let draft = WhitepaperForm { file: None, ..form() }.parse(&Languages::default()).unwrap();
    assert_eq!(draft.file, None);
}

#[test]
fn a_whitepaper_needs_one_language_and_an_address_in_it() {
    let mut form = form();
    form.texts.get_mut("en").unwrap().slug = "/".into();
    assert_eq!(form.clone().parse(&Languages::default()).unwrap_err().of("slug:en"), Some(&Problem::Missing));
    form.texts.clear();
    assert_eq!(form.parse(&Languages::default()).unwrap_err(), Invalid::at("title:en", Problem::NoLanguage));
}

#[test]
fn conversion_is_never_above_a_hundred() {
    assert_eq!(list::conversion_percent(0, 5), None);
    assert_eq!(list::conversion_percent(200, 50), Some(25.0));
    assert_eq!(list::conversion_percent(2, 5), Some(100.0));
}
