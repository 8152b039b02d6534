//! What the documents of whitepapers say about themselves.

use std::borrow::Cow;

use domain::address::{feed_path, page_path, search_path, whitepaper_path, whitepapers_path};
use domain::glossary::TermKind;
use domain::language::Language;
use domain::page::SiteChrome;
use domain::setting::SiteText;
use domain::text::{Slug, summary};
use domain::whitepaper::public::PublicWhitepaper;
use serde_json::{Value, json};

use crate::layout::public::PageContext;
use crate::pages::head::titled;
use crate::shell::json_ld::{self, Crumb};
use crate::shell::{Card, CardImage, Head};
use crate::text::UiLanguage;
use crate::text::public::PublicTexts;
use crate::text::public_whitepapers::PublicWhitepaperTexts;

/// The head of the list. Filtered lists and later pages are not indexed, but their links are followed.
pub fn list<'a>(context: PageContext<'a>, base_url: &str, is_whole: bool, image: CardImage) -> Head<'a> {
    let PageContext { chrome, language: reader, .. } = context;
    let languages = &chrome.languages;
    let title = context.whitepapers_title();
    let chosen = context.chosen(SiteText::WhitepapersDescription).or(context.chosen(SiteText::WhitepapersIntro));
    let description = chosen.unwrap_or(PublicWhitepaperTexts::of(context.ui_language()).description);
    let address = |language: &Language| format!("{base_url}{}", whitepapers_path(language, languages));
    let mut alternates: Vec<(&str, String)> =
        languages.all.iter().map(|language| (language.as_str(), address(language))).collect();
    alternates.push(("x-default", address(&languages.default)));
    let own = address(reader);
    let crumbs = [
        Crumb { title: PublicTexts::of(UiLanguage::of(reader)).home, address: home(reader, chrome, base_url) },
        Crumb { title, address: own.clone() },
    ];
    let home = home(reader, chrome, base_url);
    let list = json_ld::collection(title, description, reader, &own, &home, &image);
    let things = site(reader, chrome, base_url).into_iter().chain([list, json_ld::breadcrumbs(&crumbs)]).collect();
    Head {
        language: reader,
        title: titled(title, &chrome.site_title),
        description: Some(description.into()),
        is_indexed: is_whole,
        alternates: if is_whole { alternates } else { Vec::new() },
        feed: Some(feed_path(reader, languages)),
        card: Some(Card { kind: "website", title, site_title: &chrome.site_title, language: reader, dates: None, image }),
        canonical: Some(own),
        json_ld: Some(json_ld::document(things)),
    }
}

/// The head of one whitepaper that is read at an address of `reader`; where its translation is missing, it belongs to its own.
pub fn detail<'a>(whitepaper: &'a PublicWhitepaper, context: PageContext<'a>, base_url: &str, image: CardImage) -> Head<'a> {
    let PageContext { chrome, language: reader, .. } = context;
    let languages = &chrome.languages;
    let address = |language: &Language, slug: &Slug| format!("{base_url}{}", whitepaper_path(language, slug, languages));
    let own = address(&whitepaper.language, &whitepaper.slug);
    let is_own = whitepaper.language == *reader;
    let mut alternates: Vec<(&str, String)> = languages
        .all
        .iter()
        .filter_map(|language| Some((language.as_str(), address(language, whitepaper.translations.get(language)?))))
        .collect();
    let default = alternates.iter().find(|(tag, _)| *tag == languages.default.as_str()).or(alternates.first()).cloned();
    alternates.extend(default.map(|(_, address)| ("x-default", address)));
    let written = whitepaper.meta_description.as_deref().or(whitepaper.description.as_deref());
    let description = written.map(Cow::Borrowed).or_else(|| summary(&whitepaper.html).map(Cow::Owned));
    let crumbs = [
        Crumb { title: PublicTexts::of(UiLanguage::of(reader)).home, address: home(reader, chrome, base_url) },
        Crumb { title: context.whitepapers_title(), address: format!("{base_url}{}", whitepapers_path(reader, languages)) },
        Crumb { title: &whitepaper.title, address: own.clone() },
    ];
    let things = site(reader, chrome, base_url)
        .into_iter()
        .chain([thing(whitepaper, context, description.as_deref(), &own, base_url, &image), json_ld::breadcrumbs(&crumbs)])
        .collect();
    Head {
        language: reader,
        title: whitepaper.meta_title.clone().unwrap_or_else(|| titled(&whitepaper.title, &chrome.site_title)),
        description,
        is_indexed: true,
        alternates: if is_own { alternates } else { Vec::new() },
        feed: Some(feed_path(reader, languages)),
        card: Some(Card {
            kind: "article",
            title: whitepaper.meta_title.as_deref().unwrap_or(&whitepaper.title),
            site_title: &chrome.site_title,
            language: &whitepaper.language,
            dates: Some((whitepaper.published_at, whitepaper.changed_at.max(whitepaper.published_at))),
            image,
        }),
        canonical: Some(own),
        json_ld: Some(json_ld::document(things)),
    }
}

/// schema.org knows reports; it has no narrower word for a whitepaper.
fn thing(
    whitepaper: &PublicWhitepaper,
    context: PageContext<'_>,
    description: Option<&str>,
    address: &str,
    base_url: &str,
    image: &CardImage,
) -> Value {
    let mut thing = json!({
        "@type": "Report",
        "@id": format!("{address}#whitepaper"),
        "url": address,
        "headline": whitepaper.title,
        "inLanguage": whitepaper.language,
        "datePublished": whitepaper.published_at.to_rfc3339(),
        "dateModified": whitepaper.changed_at.max(whitepaper.published_at).to_rfc3339(),
        "encodingFormat": whitepaper.mime_type,
        "isAccessibleForFree": true,
        "publisher": { "@id": format!("{base_url}/#organization") },
        "mainEntityOfPage": address,
        "image": json_ld::image_object(image),
    });
    if let Some(description) = description {
        thing["description"] = description.into();
    }
    if !whitepaper.tags.is_empty() {
        let tags = whitepaper.tags.iter().map(|tag| context.glossary.shown(TermKind::Tag, tag, &whitepaper.language));
        thing["keywords"] = tags.collect::<Vec<_>>().join(", ").into();
    }
    thing["author"] = match &whitepaper.author {
        Some(author) => json!({ "@type": "Person", "name": author }),
        None => thing["publisher"].clone(),
    };
    thing
}

fn home(reader: &Language, chrome: &SiteChrome, base_url: &str) -> String {
    format!("{base_url}{}", page_path(reader, &Slug::home(), &chrome.languages))
}

fn site(reader: &Language, chrome: &SiteChrome, base_url: &str) -> [Value; 2] {
    let search = format!("{base_url}{}", search_path(reader, &chrome.languages));
    json_ld::site(chrome, base_url, &home(reader, chrome, base_url), &search)
}
