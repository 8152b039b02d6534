use super::*;

fn language(tag: &str) -> Language {
    Language::parse(tag).unwrap()
}

fn good() -> PageTextForm {
    PageTextForm {
        title: "About us".into(),
        slug: "about".into(),
        content: format!("## A\n\n{}\n\n### B\n\n![Van](a.jpg)", "word ".repeat(60)),
        meta_description: "x".repeat(120),
        ..PageTextForm::default()
    }
}

/// 1 is described in English only, 2 is decorative, 3 is gone.
fn library() -> Library {
    let file = |id, missing_alts: Vec<Language>| MediaDescription {
        id: MediaId(id),
        is_there: id != 3,
        title: format!("{id}.jpg"),
        is_image: true,
        is_decorative: id == 2,
        missing_alts,
    };
    [file(1, vec![language("de")]), file(2, vec![]), file(3, vec![])].into_iter().map(|file| (file.id, file)).collect()
}

fn check(texts: impl IntoIterator<Item = (&'static str, PageTextForm)>) -> Checklist {
    let texts = texts.into_iter().map(|(tag, text)| (language(tag), text)).collect();
    let form = PageForm { texts, ..PageForm::default() };
    checklist(&form, &BTreeMap::new(), &BTreeMap::new(), &library(), &Found::new(), &Languages::default())
}

fn findings(list: &Checklist) -> Vec<&Finding> {
    list.checks.iter().filter(|check| check.state != CheckState::Done).map(|check| &check.finding).collect()
}

#[test]
fn a_page_in_order_has_nothing_open() {
    let list = check([("en", good()), ("de", good())]);
    assert_eq!(findings(&list), [] as [&Finding; 0]);
    assert_eq!((list.done, list.all), (7, 7));
}

#[test]
fn an_empty_page_asks_for_title_slug_and_text_in_the_default_language() {
    let list = check([]);
    assert_eq!(
        findings(&list),
        [
            &Finding::NoTitle(language("en")),
            &Finding::NoSlug(language("en")),
            &Finding::NoWords(language("en")),
            &Finding::NotTranslated(language("de"))
        ]
    );
}

#[test]
fn only_the_front_page_has_no_slug() {
    let text = PageTextForm { slug: String::new(), ..good() };
    let list = check([("en", text.clone()), ("de", good())]);
    assert_eq!(findings(&list), [&Finding::NoSlug(language("en"))]);
    let texts = [(language("en"), text.clone()), (language("de"), text)].into();
    let form = PageForm { texts, template: Template::Home.as_str().into(), ..PageForm::default() };
    let list = checklist(&form, &BTreeMap::new(), &BTreeMap::new(), &library(), &Found::new(), &Languages::default());
    assert_eq!(findings(&list), [] as [&Finding; 0]);
}

#[test]
fn each_thing_is_told_with_its_language_and_field() {
    let bad = PageTextForm { content: "# A\n\n### B\n\n![](a.jpg) ![](b.jpg)".into(), meta_description: "kurz".into(), ..good() };
    let list = check([("en", good()), ("de", bad)]);
    let de = language("de");
    assert_eq!(
        findings(&list),
        [
            &Finding::DescriptionTooShort(de.clone(), 4),
            &Finding::HeadingSkipsLevel(de.clone(), "B".into()),
            &Finding::FewWords(de.clone(), 2),
            &Finding::PicturesBare(de.clone(), 2),
        ]
    );
    assert_eq!(list.checks[1].field, Some(PageField::Text(Part::MetaDescription, de)));
    assert_eq!((list.done, list.all), (3, 7));
}

#[test]
fn an_outdated_translation_and_a_taken_address_are_told() {
    let texts = [(language("en"), good()), (language("de"), good())].into();
    let form = PageForm { texts, ..PageForm::default() };
    let de = language("de");
    let states = [(de.clone(), LanguageState::Outdated)].into();
    let list =
        checklist(&form, &states, &[(de.clone(), Problem::Taken)].into(), &library(), &Found::new(), &Languages::default());
    assert_eq!(findings(&list), [&Finding::SlugBad(de.clone(), Problem::Taken), &Finding::Outdated(de)]);
}

#[test]
fn a_picture_of_the_library_is_described_there_in_each_language() {
    let text = |pictures: &str| PageTextForm { content: format!("{}\n\n{pictures}", good().content), ..good() };
    let bare = text("![](media:1) ![](media:2) ![](media:9)");
    assert_eq!(findings(&check([("en", bare.clone()), ("de", good())])), [] as [&Finding; 0]);
    let list = check([("en", good()), ("de", bare)]);
    assert_eq!(findings(&list), [&Finding::FileBare(language("de"), "1.jpg".into())]);
    assert_eq!(findings(&check([("en", good()), ("de", text("![Wagen](media:1)"))])), [] as [&Finding; 0]);
}

#[test]
fn a_file_that_is_gone_is_told() {
    let text = PageTextForm { content: format!("{} [Bericht](media:3)", good().content), ..good() };
    let list = check([("en", good()), ("de", text)]);
    assert_eq!(findings(&list), [&Finding::FilesGone(language("de"), 1)]);
}

#[test]
fn each_dead_link_and_each_picture_of_another_site_is_told_with_its_place() {
    let place = |typed: &str| TypedAddress { typed: typed.into(), address: typed.replace("ü", "%C3%BC") };
    let text = PageTextForm { content: format!("{} [a](#gone) ![b](https://a.example/ü.png)", good().content), ..good() };
    let form = PageForm { texts: [(language("en"), text), (language("de"), good())].into(), ..PageForm::default() };
    let found = TextFindings {
        dead_links: vec![place("#gone")],
        external_pictures: vec![place("https://a.example/ü.png"), place("https://a.example/taken-out-since.png")],
    };
    let found = [(language("en"), found), (language("de"), TextFindings::default())].into();
    let list = checklist(&form, &BTreeMap::new(), &BTreeMap::new(), &library(), &found, &Languages::default());
    assert_eq!(
        findings(&list),
        [
            &Finding::DeadLink(language("en"), "#gone".into()),
            &Finding::ExternalPicture(language("en"), "https://a.example/%C3%BC.png".into())
        ]
    );
    let places: Vec<_> = list.checks.iter().filter_map(|check| Some(check.place.as_ref()?.typed.as_str())).collect();
    assert_eq!((places, list.done, list.all), (vec!["#gone", "https://a.example/ü.png"], 7, 9));
}
