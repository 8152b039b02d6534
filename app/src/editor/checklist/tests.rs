use domain::id::PageId;
use domain::link_check::{CheckedLink, LinkCheck, LinkTarget, TypedAddress};
use domain::page::{PageForm, PageTextForm, Template};
use domain::whitepaper::{WhitepaperForm, WhitepaperTextForm};

use super::*;
use crate::pages::fields::{PageField, Part};
use crate::whitepapers::fields::WhitepaperField;

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

/// What the server found in the English text; the last of each kind was taken out since.
fn links() -> Links {
    let link = |(typed, target): (&str, LinkTarget)| CheckedLink { typed: typed.into(), target };
    let found = [
        ("/about", LinkTarget::Public),
        ("/draft", LinkTarget::Hidden),
        ("/none", LinkTarget::Nowhere),
        ("#gone", LinkTarget::NoHeading),
        ("/taken-out", LinkTarget::Nowhere),
    ];
    let external_pictures = ["https://a.example/ü.png", "https://a.example/taken-out.png"].map(external).into();
    let tags = |names: [(&str, u32); 2]| names.map(|(name, count)| (name.to_owned(), count)).into();
    let check = LinkCheck {
        links: found.map(link).into(),
        external_pictures,
        lists: [("/draft", LinkTarget::Hidden), ("/no", LinkTarget::Nowhere)].map(link).into(),
        unusable_blocks: ["tabs", "taken-out"].map(str::to_owned).into(),
        html_dropped: tags([("div", 2), ("p", 1)]),
        html_as_text: tags([("taken-out", 1), ("taken-out-too", 1)]),
    };
    [(language("en"), check)].into()
}

fn external(typed: &str) -> TypedAddress {
    TypedAddress { typed: typed.into(), address: typed.replace("ü", "%C3%BC") }
}

fn check(texts: impl IntoIterator<Item = (&'static str, PageTextForm)>) -> Checklist<PageField> {
    let texts = texts.into_iter().map(|(tag, text)| (language(tag), text)).collect();
    look(&PageForm { id: Some(PageId(1)), texts, ..PageForm::default() })
}

fn look<I: ItemForm>(form: &I) -> Checklist<I::Field> {
    with_states(form, &BTreeMap::new(), &BTreeMap::new())
}

fn with_states<I: ItemForm>(
    form: &I,
    states: &BTreeMap<Language, LanguageState>,
    slugs: &BTreeMap<Language, Problem>,
) -> Checklist<I::Field> {
    let facts = Facts { states, slugs, library: &library(), links: &links(), languages: &Languages::default() };
    checklist(form, facts)
}

fn findings<F>(list: &Checklist<F>) -> Vec<&Finding> {
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
            &Finding::NoNeededText(language("en")),
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
    let list = look(&form);
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
    let list = with_states(&form, &states, &[(de.clone(), Problem::Taken)].into());
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
fn a_new_page_begins_without_red_marks() {
    let list = look(&PageForm::default());
    assert!(list.checks.iter().all(|check| check.state != CheckState::Stop), "{list:?}");
    // It cannot go out like this all the same.
    assert_eq!(list.stops(&language("en")).len(), 3);
    let begun = [(language("en"), PageTextForm { title: "About us".into(), ..PageTextForm::default() })].into();
    let list = look(&PageForm { texts: begun, ..PageForm::default() });
    assert!(list.checks.iter().all(|check| check.state != CheckState::Stop), "{list:?}");
}

#[test]
fn a_new_page_is_judged_as_a_saved_one() {
    let few = PageTextForm { content: "only a few words".into(), meta_description: String::new(), ..good() };
    for text in [few, PageTextForm::default(), PageTextForm { title: "About us".into(), ..PageTextForm::default() }, good()] {
        let form = |id| PageForm { id, texts: [(language("en"), text.clone())].into(), ..PageForm::default() };
        let [new, saved] = [None, Some(PageId(1))].map(|id| look(&form(id)));
        let stops = |list: &Checklist<PageField>| {
            list.stops(&language("en")).into_iter().map(|check| check.finding.clone()).collect::<Vec<_>>()
        };
        assert_eq!(stops(&new), stops(&saved));
        assert!(!stops(&new).iter().any(|finding| matches!(finding, Finding::NoDescription(_) | Finding::FewWords(..))));
    }
}

#[test]
fn what_stops_a_language_is_of_that_language() {
    let list = check([("en", good()), ("de", PageTextForm { content: format!("{}\n\n![](b.jpg)", good().content), ..good() })]);
    assert!(list.stops(&language("en")).is_empty());
    let stops: Vec<&Finding> = list.stops(&language("de")).into_iter().map(|check| &check.finding).collect();
    assert_eq!(stops, [&Finding::PicturesBare(language("de"), 1)]);
}

#[test]
fn links_and_pictures_that_fail_visitors_are_told_with_their_places() {
    let text = |links: &str| PageTextForm { content: format!("{}\n\n{links}", good().content), ..good() };
    let content =
        text("/none-yet [a](/about) [b](/draft) [c](/none \"x\") [d](/none-yet) [e](#gone) ![f](https://a.example/ü.png)");
    let list = check([("en", content.clone()), ("de", good())]);
    let en = || language("en");
    assert_eq!(
        findings(&list),
        [
            &Finding::LinkHidden(en(), "/draft".into()),
            &Finding::LinkNowhere(en(), "/none".into()),
            &Finding::LinkNoHeading(en(), "#gone".into()),
            &Finding::PictureExternal(en(), external("https://a.example/ü.png")),
        ]
    );
    let stops: Vec<_> = list.stops(&en()).into_iter().map(|check| &check.finding).collect();
    assert_eq!(stops, [&Finding::LinkNowhere(en(), "/none".into())]);
    let places: Vec<_> = list.checks.iter().filter_map(|check| check.place.clone()).collect();
    assert_eq!(
        places.iter().map(|place| &content.content[place.clone()]).collect::<Vec<_>>(),
        ["/draft", "/none", "#gone", "https://a.example/ü.png"]
    );
    assert!(content.content[places[1].start..].starts_with("/none \"x\""), "it is the link, not a word like it");
    assert_eq!((list.done, list.all), (7, 9));
}

#[test]
fn what_is_not_shown_as_it_was_meant_is_told_and_counted() {
    let typed = "::: pages 3 /no\n:::\n\n:::tabs\nA\n:::\n\n<P><DIV class=a>B</div>";
    let content = format!("{}\n\n{typed}", good().content);
    let list = check([("en", PageTextForm { content: content.clone(), ..good() }), ("de", good())]);
    let en = || language("en");
    assert_eq!(
        findings(&list),
        [
            &Finding::ListNowhere(en(), "/no".into()),
            &Finding::BlockAsText(en(), "tabs".into()),
            &Finding::HtmlDropped(en(), 3, "<div>, <p>".into()),
        ]
    );
    let places: Vec<_> = list.checks.iter().filter_map(|check| Some(&content[check.place.clone()?])).collect();
    assert_eq!(places, ["::: pages 3 /no", ":::tabs", "<P"]);
    let stops: Vec<_> = list.stops(&en()).into_iter().map(|check| &check.finding).collect();
    assert_eq!(stops, [&Finding::ListNowhere(en(), "/no".into())]);
}

#[test]
fn links_that_lead_somewhere_are_said_to() {
    let list = check([("en", PageTextForm { content: format!("{} [a](/about)", good().content), ..good() }), ("de", good())]);
    assert!(list.checks.iter().any(|check| check.finding == Finding::LinksLead), "{list:?}");
    assert_eq!(findings(&list), [] as [&Finding; 0]);
}

#[test]
fn a_whitepaper_needs_its_file_and_its_description() {
    let text = WhitepaperTextForm { title: "Cables".into(), slug: "cables".into(), ..WhitepaperTextForm::default() };
    let texts = [(language("en"), text.clone()), (language("de"), text)].into();
    let mut form = WhitepaperForm { id: Some(domain::id::WhitepaperId(1)), texts, ..WhitepaperForm::default() };
    let list = look(&form);
    let (en, de) = (language("en"), language("de"));
    assert_eq!(findings(&list), [&Finding::NoNeededText(en.clone()), &Finding::NoNeededText(de), &Finding::NoFile]);
    assert_eq!(list.stops(&en).last().unwrap().field, Some(WhitepaperField::File));
    form.file = Some(MediaId(1));
    for text in form.texts.values_mut() {
        text.description = "What breaks cables, and how to find where.".into();
    }
    assert_eq!(findings(&look(&form)), [] as [&Finding; 0]);
}
