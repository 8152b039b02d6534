//! The document of a public page: its head, as browsers, search engines and feed readers read it, and the one inline script.

pub mod json_ld;

use std::borrow::Cow;

use domain::address::item_path;
use domain::item::ItemKind;
use domain::language::{Language, Languages, Localized};
use domain::text::Slug;
use domain::time::Timestamp;
use leptos::html::meta;
use leptos::prelude::*;

use crate::routes;

/// What a document says about itself.
#[derive(Debug, Clone, PartialEq)]
pub struct Head<'a> {
    /// The reader's, so that of everything that is not marked otherwise.
    pub language: &'a Language,
    /// As it is shown by the browser, with the site's name.
    pub title: String,
    pub description: Option<Cow<'a, str>>,
    /// Whether search engines may keep it.
    pub is_indexed: bool,
    /// The one address under which it is known, absolute.
    pub canonical: Option<String>,
    /// The same in each language, itself included, and `x-default`: language tag and absolute address (RFC 8288, `hreflang`).
    pub alternates: Vec<(&'a str, String)>,
    /// The path of the Atom feed.
    pub feed: Option<String>,
    pub card: Option<Card<'a>>,
    /// A JSON-LD document, as [`json_ld::document`] writes it.
    pub json_ld: Option<String>,
}

impl<'a> Head<'a> {
    /// Of a document that search engines are not to keep.
    pub fn unlisted(language: &'a Language, title: String) -> Self {
        Self {
            language,
            title,
            description: None,
            is_indexed: false,
            canonical: None,
            alternates: Vec::new(),
            feed: None,
            card: None,
            json_ld: None,
        }
    }
}

/// `About us · Nordlicht Engineering`.
pub fn titled(title: &str, site_title: &str) -> String {
    if site_title.is_empty() || title == site_title { title.to_owned() } else { format!("{title} · {site_title}") }
}

/// Every language in which an item is read, in the site's order, and for everyone else the default language, or the first where it is
/// not read in that: [`Head::alternates`].
pub fn alternates<'a>(
    kind: ItemKind,
    translations: &Localized<Slug>,
    languages: &'a Languages,
    base_url: &str,
) -> Vec<(&'a str, String)> {
    let address = |language, slug| format!("{base_url}{}", item_path(kind, language, slug, languages));
    let translated = languages.all.iter().filter_map(|language| Some((language, translations.get(language)?)));
    let mut alternates: Vec<(&str, String)> =
        translated.map(|(language, slug)| (language.as_str(), address(language, slug))).collect();
    let default = alternates.iter().find(|(tag, _)| *tag == languages.default.as_str()).or(alternates.first());
    if let Some((_, address)) = default {
        alternates.push(("x-default", address.clone()));
    }
    alternates
}

/// How a link to the document is shown elsewhere (Open Graph protocol, ogp.me; X Cards for the layout).
#[derive(Debug, Clone, PartialEq)]
pub struct Card<'a> {
    /// `website` or `article`.
    pub kind: &'static str,
    pub title: &'a str,
    pub site_title: &'a str,
    /// The language of the text.
    pub language: &'a Language,
    /// When it was published and last changed, where that matters.
    pub dates: Option<(Timestamp, Timestamp)>,
    pub image: CardImage,
}

/// The picture beside a link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CardImage {
    /// Absolute.
    pub address: String,
    pub mime_type: &'static str,
    /// In pixels.
    pub width: u32,
    pub height: u32,
    /// What it shows.
    pub alt: String,
}

/// Our own files that a public document names.
#[derive(Debug, Clone, Copy)]
pub struct Files<'a> {
    pub stylesheet: &'a str,
    /// Of documents that have the header of the site.
    pub header_row: Option<HeaderRow<'a>>,
    pub icons: &'a Icons,
    /// The text of the inline script. Constant, because the security policy names its hash.
    pub script: &'a str,
}

/// The styles with which the whole menu stands in the header.
#[derive(Debug, Clone, Copy)]
pub struct HeaderRow<'a> {
    pub stylesheet: &'a str,
    /// The width of the window from which on it fits.
    pub from_rem: u32,
}

/// The id of the link to the stylesheet of all screens of the admin but the first.
pub const SCREENS_STYLESHEET: &str = "screens-stylesheet";

/// The mark of the program in the forms that browsers and systems ask for.
#[derive(Debug, Clone, Default)]
pub struct Icons {
    /// Of browsers; it follows their colour scheme.
    pub svg: String,
    /// 16, 32 and 48 pixels, for what asks for `/favicon.ico`.
    pub ico: String,
    /// 180 pixels, for the home screen of a phone.
    pub touch: String,
    /// 192 and 512 pixels, for the web application manifest.
    pub png_192: String,
    pub png_512: String,
}

/// The whole document but for `<!doctype html>`.
#[component]
pub fn Document<'a, V: IntoView>(
    head: Head<'a>,
    files: Files<'a>,
    /// Of the body, for documents without the frame of the site.
    #[prop(optional)]
    class: Option<&'static str>,
    /// Of the interface, where that is not the document's.
    #[prop(optional)]
    interface_lang: Option<&'static str>,
    body: V,
) -> impl IntoView {
    view! {
        <html lang=head.language.as_str() dir=head.language.is_right_to_left().then_some("rtl")>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="color-scheme" content="light dark"/>
                // The colours of `--surface`.
                <meta name="theme-color" media="(prefers-color-scheme: light)" content="#ffffff"/>
                <meta name="theme-color" media="(prefers-color-scheme: dark)" content="#191622"/>
                <title>{head.title}</title>
                <link rel="stylesheet" href=files.stylesheet/>
                {files
                    .header_row
                    .map(|row| view! { <link rel="stylesheet" href=row.stylesheet media=format!("(min-width: {}rem)", row.from_rem)/> })}
                <link rel="icon" href=routes::FAVICON sizes="32x32"/>
                <link rel="icon" href=files.icons.svg.clone() type="image/svg+xml"/>
                <link rel="apple-touch-icon" href=files.icons.touch.clone()/>
                <link rel="manifest" href=routes::WEB_MANIFEST/>
                {head.description.clone().map(|text| view! { <meta name="description" content=text.into_owned()/> })}
                {(!head.is_indexed).then(|| view! { <meta name="robots" content="noindex"/> })}
                {head.canonical.as_deref().map(|address| view! { <link rel="canonical" href=address.to_owned()/> })}
                {head
                    .alternates
                    .into_iter()
                    .map(|(tag, address)| view! { <link rel="alternate" hreflang=tag href=address/> })
                    .collect::<Vec<_>>()}
                {head.feed.map(|path| view! { <link rel="alternate" type="application/atom+xml" href=path/> })}
                {head.card.map(|card| view! { <Sharing card description=head.description address=head.canonical/> })}
                // Data, which no browser runs, so that the security policy has nothing to say about it (HTML, 4.12.1).
                {head.json_ld.map(|json| view! { <script type="application/ld+json" inner_html=json></script> })}
                <script inner_html=files.script></script>
            </head>
            <body class=class lang=interface_lang>{body}</body>
        </html>
    }
}

#[component]
fn Sharing<'a>(card: Card<'a>, description: Option<Cow<'a, str>>, address: Option<String>) -> impl IntoView {
    let description = description.map(|text| property("og:description", text.into_owned()));
    let site = (!card.site_title.is_empty()).then(|| property("og:site_name", card.site_title.to_owned()));
    let dates = card.dates.map(|(published, changed)| {
        [property("article:published_time", published.to_rfc3339()), property("article:modified_time", changed.to_rfc3339())]
    });
    let image = card.image;
    let size = [("og:image:width", image.width), ("og:image:height", image.height)];
    (
        meta().name("twitter:card").content("summary_large_image"),
        property("og:type", card.kind.to_owned()),
        property("og:title", card.title.to_owned()),
        description,
        address.map(|address| property("og:url", address)),
        site,
        locale(card.language).map(|locale| property("og:locale", locale)),
        dates,
        property("og:image", image.address),
        property("og:image:type", image.mime_type.to_owned()),
        size.map(|(name, pixels)| property(name, pixels.to_string())),
        property("og:image:alt", image.alt),
    )
}

/// RDFa's `property`, which `view!` does not know.
fn property(name: &'static str, content: String) -> impl IntoView {
    meta().attr("property", name).content(content)
}

/// Open Graph wants a territory with the language. Where the tag has none and the language no obvious one, it is left out.
fn locale(language: &Language) -> Option<String> {
    let tag = language.as_str();
    let territory = match tag {
        "en" => "US",
        "de" => "DE",
        "fr" => "FR",
        "da" => "DK",
        "nb" => "NO",
        "sv" => "SE",
        "nl" => "NL",
        "pl" => "PL",
        "es" => "ES",
        "it" => "IT",
        _ => {
            let territory = language.region().filter(|region| region.len() == 2);
            return territory.map(|territory| format!("{}_{territory}", language.primary()));
        }
    };
    Some(format!("{tag}_{territory}"))
}
