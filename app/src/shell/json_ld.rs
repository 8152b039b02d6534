//! What a page is, for machines: schema.org in JSON-LD.

use domain::page::{PublicPage, SiteChrome, Template};
use serde_json::{Map, Value, json};

/// A link of the breadcrumbs: words and absolute address.
pub struct Crumb<'a> {
    pub title: &'a str,
    pub address: String,
}

/// A document with several things in it, as text that may stand in a `<script>`: no `<` is left in it, so nothing an editor
/// types can end the element.
pub fn document(things: Vec<Value>) -> String {
    json!({ "@context": "https://schema.org", "@graph": things }).to_string().replace('<', "\\u003c")
}

/// The company and its website. Other things refer to them by `@id`.
pub fn site(chrome: &SiteChrome, base_url: &str, home: &str, search: &str) -> [Value; 2] {
    let mut organization = thing("Organization", organization_id(base_url));
    organization.insert("name".into(), chrome.site_title.as_str().into());
    organization.insert("url".into(), format!("{base_url}/").into());
    if !chrome.address_lines.is_empty() {
        organization.insert("address".into(), chrome.address_lines.join(", ").into());
    }
    let mut site = thing("WebSite", site_id(home));
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

/// The page itself: an article if it is one to read, else a web page.
pub fn page(page: &PublicPage, description: Option<&str>, address: &str, base_url: &str, home: &str) -> Value {
    let is_article = page.template == Template::Default;
    let mut thing = thing(if is_article { "Article" } else { "WebPage" }, format!("{address}#page"));
    thing.insert("url".into(), address.into());
    thing.insert(if is_article { "headline" } else { "name" }.into(), page.title.as_str().into());
    if let Some(description) = description {
        thing.insert("description".into(), description.into());
    }
    thing.insert("inLanguage".into(), page.language.as_str().into());
    thing.insert("datePublished".into(), page.published_at.to_rfc3339().into());
    thing.insert("dateModified".into(), page.changed_at.max(page.published_at).to_rfc3339().into());
    if let Some(author) = page.author.as_deref().filter(|_| is_article) {
        thing.insert("author".into(), json!({ "@type": "Person", "name": author }));
    }
    thing.insert("publisher".into(), json!({ "@id": organization_id(base_url) }));
    thing.insert("isPartOf".into(), json!({ "@id": site_id(home) }));
    thing.into()
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
        let text = document(vec![breadcrumbs(&[Crumb { title: "</script><script>alert('1')", address: "/\"".into() }])]);
        assert!(!text.contains('<'));
        let json: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(json["@graph"][0]["itemListElement"][0]["name"], "</script><script>alert('1')");
        assert_eq!(json["@graph"][0]["itemListElement"][0]["item"], "/\"");
    }
}
