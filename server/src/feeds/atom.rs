//! The Atom feed of a language (RFC 4287): the latest articles and whitepapers.

use std::fmt::Write;

use app::ssr::{AppContext, now};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use domain::address::{feed_path, item_path, page_path};
use domain::item::ItemKind;
use domain::language::{Language, Languages, Localized};
use domain::setting::Settings;
use domain::text::Slug;
use domain::time::Timestamp;
use store::publishing;
use xxhash_rust::xxh3::xxh3_128;

use super::{XML, escaped};
use crate::error_response::failed_with;
use crate::media::hex;

/// Entries of a feed.
const ENTRIES: u32 = 30;

struct Entry {
    /// Outlives a change of the address, of the page or of the site (RFC 4287, 4.2.6).
    id: String,
    path: String,
    title: String,
    summary: Option<String>,
    author: Option<String>,
    published_at: Timestamp,
    updated_at: Timestamp,
}

pub async fn feed(context: AppContext, language: Language) -> Response {
    let settings = match context.settings().await {
        Ok(settings) => settings,
        Err(error) => return failed_with(&error),
    };
    let languages = &settings.languages;
    match read(&context, &language, &settings).await {
        Ok((entries, updated_at)) => {
            let best = |text| best(text, &language, languages);
            let head = Head {
                id: urn(&settings.feed_id, &format!("feed/{language}")),
                updated_at,
                base: context.base_url(),
                address: &feed_path(&language, languages),
                home: &page_path(&language, &Slug::home(), languages),
                title: best(&settings.site_title),
                subtitle: best(&settings.site_description),
            };
            let headers =
                [(header::CONTENT_TYPE, "application/atom+xml; charset=utf-8"), (header::CACHE_CONTROL, "public, max-age=300")];
            (headers, written(&head, &language, &entries)).into_response()
        }
        Err(error) => failed_with(&error.into()),
    }
}

fn best<'a>(text: &'a Localized<String>, language: &Language, languages: &Languages) -> &'a str {
    text.best(language, languages).map(|(_, text)| text.as_str()).unwrap_or_default()
}

/// The entries, and when the feed last changed. One that never had an entry is as old as the site.
async fn read(context: &AppContext, language: &Language, settings: &Settings) -> Result<(Vec<Entry>, Timestamp), store::Error> {
    let entries = entries(context, language, settings).await?;
    let updated_at = match entries.iter().map(|entry| entry.updated_at).max() {
        Some(updated_at) => updated_at,
        None => publishing::site_began(context.store()).await?,
    };
    Ok((entries, updated_at))
}

/// Those that were published last, newest first.
async fn entries(context: &AppContext, language: &Language, settings: &Settings) -> Result<Vec<Entry>, store::Error> {
    let (mut entries, languages) = (Vec::new(), &settings.languages);
    for kind in ItemKind::ALL {
        let items = publishing::feed(context.store(), kind, language, now(), ENTRIES).await?;
        entries.extend(items.into_iter().map(|item| Entry {
            id: urn(&settings.feed_id, &format!("{}/{}/{language}", kind.as_str(), item.item.id)),
            path: item_path(kind, language, &item.slug, languages),
            title: item.title,
            summary: item.summary,
            author: item.author,
            published_at: item.published_at,
            updated_at: item.changed_at.max(item.published_at),
        }));
    }
    entries.sort_by_key(|entry| std::cmp::Reverse(entry.published_at));
    entries.truncate(ENTRIES as usize);
    Ok(entries)
}

/// A name that says nothing and stays the same for ever (RFC 9562, 5.8): a hash of the site's own number and of what it names.
fn urn(site: &str, thing: &str) -> String {
    let mut bytes = xxh3_128(format!("{site}/{thing}").as_bytes()).to_be_bytes();
    bytes[6] = (bytes[6] & 0x0f) | 0x80;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    let hex = hex(&bytes);
    format!("urn:uuid:{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..])
}

struct Head<'a> {
    id: String,
    updated_at: Timestamp,
    base: &'a str,
    address: &'a str,
    home: &'a str,
    title: &'a str,
    subtitle: &'a str,
}

fn written(head: &Head<'_>, language: &Language, entries: &[Entry]) -> String {
    let (base, title) = (escaped(head.base), escaped(head.title));
    let (address, home, subtitle) = (escaped(head.address), escaped(head.home), escaped(head.subtitle));
    let (id, updated) = (&head.id, head.updated_at);
    let mut text = format!(
        r#"{XML}<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{language}"><id>{id}</id><title>{title}</title><subtitle>{subtitle}</subtitle><updated>{updated}</updated><author><name>{title}</name></author><link rel="self" type="application/atom+xml" href="{base}{address}"/><link rel="alternate" type="text/html" href="{base}{home}"/>"#,
    );
    for Entry { id, path, title: of, summary, author, published_at, updated_at } in entries {
        let (path, of) = (escaped(path), escaped(of));
        let author = author.as_deref().map_or_else(|| title.clone(), escaped);
        // Writing into text cannot fail.
        let _ = write!(
            text,
            r#"<entry><id>{id}</id><title>{of}</title><link rel="alternate" type="text/html" href="{base}{path}"/><published>{published_at}</published><updated>{updated_at}</updated><author><name>{author}</name></author>"#,
        );
        if let Some(summary) = summary {
            // The summary is text, so its markup is written twice: once as HTML, once as XML.
            let paragraph = format!("<p>{}</p>", escaped(summary));
            let _ = write!(text, r#"<summary type="html">{}</summary>"#, escaped(&paragraph));
        }
        text.push_str("</entry>");
    }
    text.push_str("</feed>\n");
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_is_text_in_the_feed() {
        let (id, updated_at) = (urn("a", "feed/en"), Timestamp(60));
        let head =
            Head { id, updated_at, base: "https://a.example", address: "/feed.xml", home: "/", title: "A & B", subtitle: "" };
        let entry = Entry {
            id: urn("a", "page/1/en"),
            path: "/a".into(),
            title: "<b>".into(),
            summary: Some("\u{0}\"]]>".into()),
            author: None,
            published_at: Timestamp(0),
            updated_at: Timestamp(60),
        };
        let text = written(&head, &Language::parse("en").unwrap(), &[entry]);
        assert!(text.contains("<title>&lt;b&gt;</title>") && text.contains("<name>A &amp; B</name>"), "{text}");
        assert!(
            text.contains("<updated>1970-01-01T00:01:00Z</updated>") && text.contains("&amp;quot;]]&amp;gt;&lt;/p&gt;</summary>"),
            "{text}"
        );
    }

    #[test]
    fn a_name_is_a_uuid_that_depends_on_the_site_and_the_entry_alone() {
        let name = urn("0123", "page/1/en");
        assert_eq!(name, urn("0123", "page/1/en"));
        assert!(name != urn("0123", "page/1/de") && name != urn("4567", "page/1/en"));
        let uuid = name.strip_prefix("urn:uuid:").unwrap();
        let parts: Vec<usize> = uuid.split('-').map(str::len).collect();
        assert_eq!((parts.as_slice(), &uuid[14..15]), ([8, 4, 4, 4, 12].as_slice(), "8"));
    }
}
