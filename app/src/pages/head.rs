//! What a page's document says about itself: title, address, languages, and schema.org.

use domain::address::{feed_path, page_path, search_path};
use domain::language::Language;
use domain::page::{Furniture, PublicPage, Template};
use domain::text::Slug;

use crate::shell::json_ld::{self, Crumb};
use crate::shell::{Card, Head};
use crate::text::Speech;
use crate::text::public::Public;

/// The head of a page that is read at an address of `reader`. `base_url` has no trailing slash.
///
/// A page shown in another language than its address's belongs to its own address: that is its canonical one, and it is in no
/// list of languages. So is a page whose editor gave another canonical address (Google Search Central, "Localized versions of
/// your pages": every version named must itself be canonical).
pub fn head<'a>(page: &'a PublicPage, reader: &'a Language, furniture: &'a Furniture, base_url: &str) -> Head<'a> {
    let languages = &furniture.languages;
    let own = format!("{base_url}{}", page_path(&page.language, &page.slug, languages));
    let is_own = page.language == *reader && page.canonical_url.is_none();
    let description = description(page, furniture);
    let home = format!("{base_url}{}", page_path(reader, &Slug::home(), languages));
    let search = format!("{base_url}{}", search_path(reader, languages));

    let [organization, site] = json_ld::site(furniture, base_url, &home, &search);
    let mut things = vec![organization, site, json_ld::page(page, description, &own, base_url, &home)];
    if has_crumbs(page) {
        let mut crumbs = vec![Crumb { title: Public::of(Speech::of(reader)).home, address: home }];
        crumbs
            .extend(page.ancestors.iter().map(|link| Crumb { title: &link.title, address: format!("{base_url}{}", link.path) }));
        crumbs.push(Crumb { title: &page.title, address: own.clone() });
        things.push(json_ld::breadcrumbs(&crumbs));
    }
    Head {
        language: reader,
        title: title(page, &furniture.site_title),
        description,
        is_indexed: true,
        alternates: if is_own { alternates(page, furniture, base_url) } else { Vec::new() },
        feed: Some(feed_path(reader, languages)),
        card: Some(Card {
            kind: if page.template == Template::Default { "article" } else { "website" },
            title: page.seo_title.as_deref().unwrap_or(&page.title),
            site_title: &furniture.site_title,
            language: &page.language,
            dates: (page.template == Template::Default).then(|| (page.published_at, page.changed_at.max(page.published_at))),
        }),
        canonical: Some(page.canonical_url.clone().unwrap_or(own)),
        json_ld: Some(json_ld::document(things)),
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

/// `About us · Nordlicht Engineering`.
pub fn titled(title: &str, site_title: &str) -> String {
    if site_title.is_empty() || title == site_title { title.to_owned() } else { format!("{title} · {site_title}") }
}

fn description<'a>(page: &'a PublicPage, furniture: &'a Furniture) -> Option<&'a str> {
    let own = page.meta_description.as_deref().or(page.excerpt.as_deref());
    let site = Some(furniture.site_description.as_str()).filter(|text| page.slug.is_home() && !text.is_empty());
    own.or(site)
}

/// Every language in which the page is read, in the site's order, and for everyone else the default language, or the first
/// where it is not read in that.
fn alternates<'a>(page: &PublicPage, furniture: &'a Furniture, base_url: &str) -> Vec<(&'a str, String)> {
    let languages = &furniture.languages;
    let mut alternates: Vec<(&str, String)> = languages
        .all
        .iter()
        .filter_map(|language| Some((language, page.translations.get(language)?)))
        .map(|(language, slug)| (language.as_str(), format!("{base_url}{}", page_path(language, slug, languages))))
        .collect();
    let default = alternates.iter().find(|(tag, _)| *tag == languages.default.as_str()).or(alternates.first());
    if let Some((_, address)) = default {
        alternates.push(("x-default", address.clone()));
    }
    alternates
}
