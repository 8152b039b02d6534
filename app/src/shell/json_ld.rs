//! What a page is, for machines: schema.org in JSON-LD.

use domain::address::{page_path, search_path};
use domain::block::{HtmlPart, html_parts};
use domain::language::Language;
use domain::page::kind::is_section;
use domain::page::{PageKind, PublicPage, SiteChrome};
use domain::text::Slug;
use serde::Serialize;
use serde_json::{Map, Value, json};

use super::CardImage;

/// A link of the breadcrumbs: words and absolute address.
pub struct Crumb<'a> {
    pub title: &'a str,
    pub address: String,
}

/// A document with several things in it, as text that may stand in a `<script>`: no `<` is left in it, so nothing an editor
/// types can end the element.
pub fn document(things: &[Value]) -> String {
    let document = Document { context: "https://schema.org", things };
    let text = serde_json::to_string(&document).expect("names and texts are JSON");
    if text.contains('<') { text.replace('<', "\\u003c") } else { text }
}

#[derive(Serialize)]
struct Document<'a> {
    #[serde(rename = "@context")]
    context: &'static str,
    #[serde(rename = "@graph")]
    things: &'a [Value],
}

/// The company and its website, as a document in the language of `reader` tells of them. Other things refer to them by `@id`.
pub fn site(chrome: &SiteChrome, reader: &Language, base_url: &str) -> [Value; 2] {
    let (home, search) = (home(chrome, reader, base_url), format!("{base_url}{}", search_path(reader, &chrome.languages)));
    let mut organization = thing("Organization", organization_id(base_url));
    let (owner, address) = chrome.owner();
    organization.insert("name".into(), owner.into());
    organization.insert("url".into(), format!("{base_url}/").into());
    if !address.is_empty() {
        organization.insert("address".into(), address.join(", ").into());
    }
    let mut site = thing("WebSite", site_id(&home));
    site.insert("name".into(), chrome.site_title.as_str().into());
    site.insert("url".into(), home.into());
    if !chrome.site_description.is_empty() {
        site.insert("description".into(), chrome.site_description.as_str().into());
    }
    site.insert("publisher".into(), json!({ "@id": organization_id(base_url) }));
    let search = json!({
        "@type": "SearchAction",
        "target": { "@type": "EntryPoint", "urlTemplate": format!("{search}?q={{search_term_string}}") },
        "query-input": "required name=search_term_string",
    });
    site.insert("potentialAction".into(), search);
    [organization.into(), site.into()]
}

/// The absolute address of the front page.
pub fn home(chrome: &SiteChrome, reader: &Language, base_url: &str) -> String {
    format!("{base_url}{}", page_path(reader, &Slug::home(), &chrome.languages))
}

/// Facts about a page that stand outside of its text.
pub struct PageFacts<'a> {
    pub description: Option<&'a str>,
    /// Absolute, as the addresses below.
    pub address: &'a str,
    pub base_url: &'a str,
    pub home: &'a str,
    pub image: &'a CardImage,
}

/// The page itself, by its kind, and what it is about.
pub fn page(page: &PublicPage, facts: &PageFacts<'_>) -> Vec<Value> {
    let PageFacts { description, address, base_url, home, image } = *facts;
    let organization = json!({ "@id": organization_id(base_url) });
    let is_article = page.kind == PageKind::Article;
    let mut thing = thing(type_of(page), format!("{address}#page"));
    thing.insert("url".into(), address.into());
    thing.insert(if is_article { "headline" } else { "name" }.into(), page.title.as_str().into());
    if let Some(description) = description {
        thing.insert("description".into(), description.into());
    }
    thing.insert("inLanguage".into(), page.language.as_str().into());
    thing.insert("datePublished".into(), page.published_at.to_rfc3339().into());
    thing.insert("dateModified".into(), page.changed_at.max(page.published_at).to_rfc3339().into());
    thing.insert("publisher".into(), organization.clone());
    thing.insert("isPartOf".into(), json!({ "@id": site_id(home) }));
    let mut about = None;
    match page.kind {
        PageKind::Article => {
            let author = page.author.as_deref().map(|author| json!({ "@type": "Person", "name": author }));
            thing.insert("author".into(), author.unwrap_or(organization));
            thing.insert("image".into(), image_object(image));
            thing.insert("mainEntityOfPage".into(), address.into());
            thing.insert("wordCount".into(), page.words.into());
        }
        PageKind::Service => {
            let id = format!("{address}#service");
            thing.insert("primaryImageOfPage".into(), image_object(image));
            thing.insert("mainEntity".into(), json!({ "@id": id }));
            about = Some(service(page, description, id, address, organization));
        }
        PageKind::About | PageKind::Contact => {
            thing.insert("primaryImageOfPage".into(), image_object(image));
            thing.insert("mainEntity".into(), organization);
        }
        PageKind::Other => {
            thing.insert("primaryImageOfPage".into(), image_object(image));
            if page.slug.is_home() {
                thing.insert("about".into(), organization);
            }
        }
    }
    [Some(thing.into()), about].into_iter().flatten().collect()
}

fn type_of(page: &PublicPage) -> &'static str {
    match page.kind {
        PageKind::Article => "Article",
        PageKind::About => "AboutPage",
        PageKind::Contact => "ContactPage",
        PageKind::Other if is_list(page) => "CollectionPage",
        PageKind::Service | PageKind::Other => "WebPage",
    }
}

/// Whether a page says what else there is: it stands above the pages of a section, or it shows a live list. A front page is the page
/// of its site.
fn is_list(page: &PublicPage) -> bool {
    let shows_list = || html_parts(&page.html).iter().any(|part| matches!(part, HtmlPart::LiveList { .. }));
    !page.slug.is_home() && (is_section(&page.slug) || shows_list())
}

fn service(page: &PublicPage, description: Option<&str>, id: String, address: &str, provider: Value) -> Value {
    let mut service = thing("Service", id);
    service.insert("name".into(), page.title.as_str().into());
    if let Some(description) = description {
        service.insert("description".into(), description.into());
    }
    service.insert("url".into(), address.into());
    service.insert("provider".into(), provider);
    service.into()
}

/// A list that the program makes, as that of the whitepapers.
pub fn collection(title: &str, description: &str, language: &Language, address: &str, home: &str, image: &CardImage) -> Value {
    let mut list = thing("CollectionPage", format!("{address}#page"));
    list.insert("url".into(), address.into());
    list.insert("name".into(), title.into());
    list.insert("description".into(), description.into());
    list.insert("inLanguage".into(), language.as_str().into());
    list.insert("isPartOf".into(), json!({ "@id": site_id(home) }));
    list.insert("primaryImageOfPage".into(), image_object(image));
    list.into()
}

pub fn image_object(image: &CardImage) -> Value {
    json!({ "@type": "ImageObject", "url": image.address, "encodingFormat": image.mime_type })
}

/// The way to a page from the top, itself included.
pub fn breadcrumbs(crumbs: &[Crumb<'_>]) -> Value {
    let items: Vec<Value> = crumbs
        .iter()
        .enumerate()
        .map(|(place, crumb)| json!({ "@type": "ListItem", "position": place + 1, "name": crumb.title, "item": crumb.address }))
        .collect();
    json!({ "@type": "BreadcrumbList", "itemListElement": items })
}

fn thing(kind: &str, id: String) -> Map<String, Value> {
    let mut thing = Map::new();
    thing.insert("@type".into(), kind.into());
    thing.insert("@id".into(), id.into());
    thing
}

fn organization_id(base_url: &str) -> String {
    format!("{base_url}/#organization")
}

fn site_id(home: &str) -> String {
    format!("{home}#website")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_an_editor_types_ends_the_script() {
        let text = document(&[breadcrumbs(&[Crumb { title: "</script><script>alert('1')", address: "/\"".into() }])]);
        assert!(!text.contains('<'));
        let json: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(json["@graph"][0]["itemListElement"][0]["name"], "</script><script>alert('1')");
        assert_eq!(json["@graph"][0]["itemListElement"][0]["item"], "/\"");
    }
}
