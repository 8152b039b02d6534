//! What the documents of whitepapers say about themselves.

use std::borrow::Cow;

use domain::address::{feed_path, whitepaper_path, whitepapers_path};
use domain::glossary::TermKind;
use domain::item::ItemKind;
use domain::language::Language;
use domain::setting::SiteText;
use domain::text::summary;
use domain::whitepaper::public::PublicWhitepaper;
use serde_json::{Value, json};

use crate::layout::public::PageContext;
use crate::shell::json_ld::{self, Crumb};
use crate::shell::{Card, CardImage, Head, alternates, titled};
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
        Crumb { title: PublicTexts::of(UiLanguage::of(reader)).home, address: json_ld::home(chrome, reader, base_url) },
        Crumb { title, address: own.clone() },
    ];
    let home = json_ld::home(chrome, reader, base_url);
    let list = json_ld::collection(title, description, reader, &own, &home, &image);
    let things =
        json_ld::site(chrome, reader, base_url).into_iter().chain([list, json_ld::breadcrumbs(&crumbs)]).collect::<Vec<_>>();
    Head {
        language: reader,
        title: titled(title, &chrome.site_title),
        description: Some(description.into()),
        is_indexed: is_whole,
        alternates: if is_whole { alternates } else { Vec::new() },
        feed: Some(feed_path(reader, languages)),
        card: Some(Card { kind: "website", title, site_title: &chrome.site_title, language: reader, dates: None, image }),
        canonical: Some(own),
        json_ld: Some(json_ld::document(&things)),
    }
}

/// The head of one whitepaper that is read at an address of `reader`; where its translation is missing, it belongs to its own.
pub fn detail<'a>(whitepaper: &'a PublicWhitepaper, context: PageContext<'a>, base_url: &str, image: CardImage) -> Head<'a> {
    let PageContext { chrome, language: reader, .. } = context;
    let languages = &chrome.languages;
    let own = format!("{base_url}{}", whitepaper_path(&whitepaper.language, &whitepaper.slug, languages));
    let is_own = whitepaper.language == *reader;
    let written = whitepaper.meta_description.as_deref().or(whitepaper.description.as_deref());
    let description = written.map(Cow::Borrowed).or_else(|| summary(&whitepaper.html).map(Cow::Owned));
    let crumbs = [
        Crumb { title: PublicTexts::of(UiLanguage::of(reader)).home, address: json_ld::home(chrome, reader, base_url) },
        Crumb { title: context.whitepapers_title(), address: format!("{base_url}{}", whitepapers_path(reader, languages)) },
        Crumb { title: &whitepaper.title, address: own.clone() },
    ];
    let things = json_ld::site(chrome, reader, base_url)
        .into_iter()
        .chain([thing(whitepaper, context, description.as_deref(), &own, base_url, &image), json_ld::breadcrumbs(&crumbs)])
        .collect::<Vec<_>>();
    Head {
        language: reader,
        title: whitepaper.meta_title.clone().unwrap_or_else(|| titled(&whitepaper.title, &chrome.site_title)),
        description,
        is_indexed: true,
        alternates: if is_own {
            alternates(ItemKind::Whitepaper, &whitepaper.translations, languages, base_url)
        } else {
            Vec::new()
        },
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
        json_ld: Some(json_ld::document(&things)),
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
