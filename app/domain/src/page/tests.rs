use super::*;

fn form() -> PageForm {
    let text = PageTextForm { title: "About us".into(), slug: "about".into(), content: "Text".into(), ..PageTextForm::default() };
    PageForm { template: "default".into(), texts: [(Languages::default().default, text)].into(), ..PageForm::default() }
}

fn english(form: &mut PageForm) -> &mut PageTextForm {
    form.texts.get_mut("en").unwrap()
}

#[test]
fn a_form_with_one_language_is_a_page() {
    let draft = form().parse(&Languages::default()).unwrap();
    assert_eq!(draft.texts.0.len(), 1);
    assert_eq!(draft.sort_order, 0);
}

#[test]
fn an_empty_language_is_not_there_and_a_page_needs_one() {
    let mut form = form();
    form.texts.insert(Language::parse("de").unwrap(), PageTextForm { title: "  ".into(), ..PageTextForm::default() });
    assert_eq!(form.clone().parse(&Languages::default()).unwrap().texts.0.len(), 1);
    form.texts.clear();
    assert_eq!(form.parse(&Languages::default()).unwrap_err(), Invalid::at("title:en", Problem::NoLanguage));
}

#[test]
fn every_problem_is_told_at_its_field() {
    let mut form = form();
    form.template = "x".into();
    form.sort_order = "first".into();
    form.canonical_url = "javascript:alert(1)".into();
    english(&mut form).title = "a".repeat(201);
    english(&mut form).slug = "search".into();
    let invalid = form.parse(&Languages::default()).unwrap_err();
    assert_eq!(invalid.of("template"), Some(&Problem::NotAChoice));
    assert_eq!(invalid.of("sort_order"), Some(&Problem::NotANumber));
    assert_eq!(invalid.of("canonical_url"), Some(&Problem::NotAnUrl));
    assert_eq!(invalid.of("title:en"), Some(&Problem::TooLong { max: 200 }));
    assert_eq!(invalid.of("slug:en"), Some(&Problem::Reserved));
}

#[test]
fn only_the_front_page_has_no_slug() {
    let mut form = form();
    english(&mut form).slug = String::new();
    assert_eq!(form.clone().parse(&Languages::default()).unwrap_err().of("slug:en"), Some(&Problem::Missing));
    form.template = "home".into();
    assert!(form.parse(&Languages::default()).is_ok());
}
