//! What a page's document says about itself: title, address, languages, and schema.org.

use std::borrow::Cow;

use domain::address::{feed_path, page_path};
use domain::item::ItemKind;
use domain::language::Language;
use domain::page::{PageKind, PublicPage, SiteChrome, Template};
use domain::text::summary;

use crate::shell::json_ld::{self, Crumb, PageFacts};
use crate::shell::{Card, CardImage, Head, alternates, titled};
use crate::text::UiLanguage;
use crate::text::public::PublicTexts;

/// The head of a page that is read at an address of `reader`. `base_url` has no trailing slash.
///
/// A page shown in another language than its address's belongs to its own address: that is its canonical one, and it is in no
/// list of languages. So is a page whose editor gave another canonical address (Google Search Central, "Localized versions of
/// your pages": every version named must itself be canonical).
pub fn head<'a>(
    page: &'a PublicPage,
    reader: &'a Language,
    chrome: &'a SiteChrome,
    base_url: &str,
    image: CardImage,
) -> Head<'a> {
    let languages = &chrome.languages;
    let own = format!("{base_url}{}", page_path(&page.language, &page.slug, languages));
    let is_own = page.language == *reader && page.canonical_url.is_none();
    let description = description(page, chrome);
    let home = json_ld::home(chrome, reader, base_url);

    let [organization, site] = json_ld::site(chrome, reader, base_url);
    let facts = PageFacts { description: description.as_deref(), address: &own, base_url, home: &home, image: &image };
    let mut things = vec![organization, site];
    things.extend(json_ld::page(page, &facts));
    if has_crumbs(page) {
        let mut crumbs = vec![Crumb { title: PublicTexts::of(UiLanguage::of(reader)).home, address: home }];
        crumbs
            .extend(page.ancestors.iter().map(|link| Crumb { title: &link.title, address: format!("{base_url}{}", link.path) }));
        crumbs.push(Crumb { title: &page.title, address: own.clone() });
        things.push(json_ld::breadcrumbs(&crumbs));
    }
    Head {
        language: reader,
        title: title(page, &chrome.site_title),
        description,
        is_indexed: true,
        alternates: if is_own { alternates(ItemKind::Page, &page.translations, languages, base_url) } else { Vec::new() },
        feed: Some(feed_path(reader, languages)),
        card: Some(Card {
            kind: if page.kind == PageKind::Article { "article" } else { "website" },
            title: page.seo_title.as_deref().unwrap_or(&page.title),
            site_title: &chrome.site_title,
            language: &page.language,
            dates: (page.kind == PageKind::Article).then(|| (page.published_at, page.changed_at.max(page.published_at))),
            image,
        }),
        canonical: Some(page.canonical_url.clone().unwrap_or(own)),
        json_ld: Some(json_ld::document(&things)),
    }
}

/// Whether the way from the top is shown: not on the front page, and on a landing page only if it lies below another.
pub fn has_crumbs(page: &PublicPage) -> bool {
    match page.template {
        Template::Home => false,
        Template::Landing => !page.ancestors.is_empty(),
        Template::Default | Template::Legal => !page.slug.is_home(),
    }
}

/// An editor's own title for search engines is taken as it is; the page's title gets the site's name behind it.
fn title(page: &PublicPage, site_title: &str) -> String {
    match &page.seo_title {
        Some(title) => title.clone(),
        None => titled(&page.title, site_title),
    }
}

/// The page's own, else that of the site on its front page, else the beginning of the text.
fn description<'a>(page: &'a PublicPage, chrome: &'a SiteChrome) -> Option<Cow<'a, str>> {
    let own = page.meta_description.as_deref().or(page.excerpt.as_deref());
    let site = Some(chrome.site_description.as_str()).filter(|text| page.slug.is_home() && !text.is_empty());
    own.or(site).map(Cow::Borrowed).or_else(|| summary(&page.html).map(Cow::Owned))
}

#[cfg(test)]
mod tests {
    use domain::id::PageId;
    use domain::language::Languages;
    use domain::page::PageLink;
    use domain::text::Slug;
    use domain::time::Timestamp;
    use serde_json::Value;

    use super::*;

    const BASE: &str = "https://nordlicht.example";

    fn language(tag: &str) -> Language {
        Language::parse(tag).unwrap()
    }

    fn slug(text: &str) -> Slug {
        Slug::parse(text).unwrap()
    }

    fn chrome() -> SiteChrome {
        SiteChrome {
            site_title: "Nordlicht".into(),
            site_description: "Engineers in Kiel".into(),
            languages: Languages::default(),
            menu: Vec::new(),
            legal: Vec::new(),
            featured: Vec::new(),
            whitepapers: Vec::new(),
            call_to_action: None,
            front_pages: Vec::new(),
            address_lines: vec!["Kanalstraße 17".into(), "Kiel".into()],
        }
    }

    /// An English article below `services`, translated into German.
    fn article() -> PublicPage {
        PublicPage {
            id: PageId(1),
            language: language("en"),
            slug: slug("services/measure"),
            template: Template::Default,
            kind: PageKind::Article,
            title: "Measure".into(),
            excerpt: Some("What we measure.".into()),
            meta_description: None,
            seo_title: None,
            seo_keywords: None,
            canonical_url: None,
            html: String::new(),
            headings: Vec::new(),
            words: 400,
            author: Some("Maren Petersen".into()),
            published_at: Timestamp(0),
            changed_at: Timestamp(86_400),
            translations: [(language("en"), slug("services/measure")), (language("de"), slug("leistungen/messen"))]
                .into_iter()
                .collect(),
            ancestors: vec![PageLink { title: "Services".into(), language: language("en"), path: "/services".into() }],
        }
    }

    fn image() -> CardImage {
        let address = format!("{BASE}/media/cards/a/page-1-en.png");
        CardImage { address, mime_type: "image/png", width: 1200, height: 630, alt: "Measure".into() }
    }

    fn things(head: &Head<'_>) -> Vec<Value> {
        let json: Value = serde_json::from_str(head.json_ld.as_deref().unwrap()).unwrap();
        json["@graph"].as_array().unwrap().clone()
    }

    #[test]
    fn a_page_names_itself_its_translations_and_a_default() {
        let (page, reader, chrome) = (article(), language("en"), chrome());
        let head = head(&page, &reader, &chrome, BASE, image());
        assert_eq!(head.title, "Measure · Nordlicht");
        assert_eq!(head.description.as_deref(), Some("What we measure."));
        assert_eq!(head.canonical.as_deref(), Some("https://nordlicht.example/services/measure"));
        assert_eq!(
            head.alternates,
            [
                ("en", "https://nordlicht.example/services/measure".to_owned()),
                ("de", "https://nordlicht.example/de/leistungen/messen".to_owned()),
                ("x-default", "https://nordlicht.example/services/measure".to_owned()),
            ]
        );
    }

    #[test]
    fn a_page_in_one_language_is_its_own_default() {
        let (mut page, reader, chrome) = (article(), language("de"), chrome());
        page.language = language("de");
        page.slug = slug("leistungen/messen");
        page.translations.0.remove(&language("en"));
        let head = head(&page, &reader, &chrome, BASE, image());
        let own = "https://nordlicht.example/de/leistungen/messen".to_owned();
        assert_eq!(head.alternates, [("de", own.clone()), ("x-default", own)]);
    }

    #[test]
    fn a_page_under_another_languages_address_belongs_to_its_own() {
        let (mut page, reader, chrome) = (article(), language("de"), chrome());
        page.translations.0.remove(&language("de"));
        let head = head(&page, &reader, &chrome, BASE, image());
        assert_eq!(head.canonical.as_deref(), Some("https://nordlicht.example/services/measure"));
        assert_eq!(head.alternates, []);
        assert_eq!(head.language.as_str(), "de");
        assert_eq!(things(&head)[2]["inLanguage"], "en");
    }

    #[test]
    fn an_editors_canonical_address_and_title_are_taken_as_they_are() {
        let (mut page, reader, chrome) = (article(), language("en"), chrome());
        page.canonical_url = Some("https://journal.example/measure".into());
        page.seo_title = Some("Measuring, explained".into());
        let head = head(&page, &reader, &chrome, BASE, image());
        assert_eq!(head.canonical.as_deref(), Some("https://journal.example/measure"));
        assert_eq!(head.alternates, []);
        assert_eq!(head.title, "Measuring, explained");
    }

    #[test]
    fn an_article_is_told_with_its_author_and_the_way_to_it() {
        let (page, reader, chrome) = (article(), language("en"), chrome());
        let things = things(&head(&page, &reader, &chrome, BASE, image()));
        let kinds: Vec<&Value> = things.iter().map(|thing| &thing["@type"]).collect();
        assert_eq!(kinds, ["Organization", "WebSite", "Article", "BreadcrumbList"]);
        assert_eq!(things[0]["address"], "Kanalstraße 17, Kiel");
        assert_eq!(things[2]["author"]["name"], "Maren Petersen");
        assert_eq!(things[2]["dateModified"], "1970-01-02T00:00:00Z");
        let way: Vec<&Value> = things[3]["itemListElement"].as_array().unwrap().iter().map(|item| &item["item"]).collect();
        assert_eq!(
            way,
            ["https://nordlicht.example/", "https://nordlicht.example/services", "https://nordlicht.example/services/measure"]
        );
    }

    #[test]
    fn a_page_tells_what_it_is() {
        let (mut page, reader, chrome) = (article(), language("en"), chrome());
        let kinds = |page: &PublicPage| -> Vec<String> {
            let things = things(&head(page, &reader, &chrome, BASE, image()));
            things[2..].iter().map(|thing| thing["@type"].as_str().unwrap().to_owned()).collect()
        };
        page.kind = PageKind::Service;
        assert_eq!(kinds(&page), ["WebPage", "Service", "BreadcrumbList"]);
        page.kind = PageKind::About;
        assert_eq!(kinds(&page), ["AboutPage", "BreadcrumbList"]);
        page.kind = PageKind::Contact;
        assert_eq!(kinds(&page), ["ContactPage", "BreadcrumbList"]);
        page.kind = PageKind::Other;
        assert_eq!(kinds(&page), ["WebPage", "BreadcrumbList"]);
        page.html = domain::block::live_list_mark(domain::block::LiveList::Whitepapers, 3, "", "");
        assert_eq!(kinds(&page), ["CollectionPage", "BreadcrumbList"]);
        (page.html, page.slug) = (String::new(), slug("insights"));
        assert_eq!(kinds(&page), ["CollectionPage", "BreadcrumbList"]);
    }

    #[test]
    fn an_article_without_an_author_is_the_companys() {
        let (mut page, reader, chrome) = (article(), language("en"), chrome());
        page.author = None;
        let things = things(&head(&page, &reader, &chrome, BASE, image()));
        assert_eq!(things[2]["author"]["@id"], things[0]["@id"]);
        assert_eq!(things[2]["image"]["url"], image().address);
    }

    #[test]
    fn the_front_page_needs_no_way_and_borrows_the_sites_description() {
        let (mut page, reader, chrome) = (article(), language("en"), chrome());
        (page.template, page.kind) = (Template::Home, PageKind::Other);
        page.slug = Slug::home();
        page.excerpt = None;
        let head = head(&page, &reader, &chrome, BASE, image());
        assert_eq!(head.description.as_deref(), Some("Engineers in Kiel"));
        assert_eq!(head.canonical.as_deref(), Some("https://nordlicht.example/"));
        assert_eq!(things(&head).len(), 3);
        assert_eq!(head.card.unwrap().kind, "website");
    }

    #[test]
    fn the_beginning_of_a_text_stands_in_for_a_missing_description() {
        let (mut page, reader, chrome) = (article(), language("en"), chrome());
        page.excerpt = None;
        page.html = "<div class=\"prose\"><h2>Why</h2><p>We <em>measure</em>.</p></div>".into();
        let head = head(&page, &reader, &chrome, BASE, image());
        assert_eq!(head.description.as_deref(), Some("We measure."));
        assert_eq!(things(&head)[2]["description"], "We measure.");
    }
}
