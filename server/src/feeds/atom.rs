//! The Atom feed of a language (RFC 4287): the latest pages and whitepapers.

use std::fmt::Write;

use app::ssr::{AppContext, now};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use domain::address::{feed_path, item_path, page_path};
use domain::item::ItemKind;
use domain::language::{Language, Languages, Localized};
use domain::text::Slug;
use domain::time::Timestamp;
use store::publishing;

use super::{XML, escaped};
use crate::error_response::failed_with;

/// Entries of a feed.
const ENTRIES: u32 = 30;

struct Entry {
    /// Outlives a change of the address (RFC 4287, 4.2.6).
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
    match entries(&context, &language, languages).await {
        Ok(entries) => {
            let best = |text| best(text, &language, languages);
            let head = Head {
                base: context.base_url(),
                own: &feed_path(&language, languages),
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

/// Those that were published last, newest first.
async fn entries(context: &AppContext, language: &Language, languages: &Languages) -> Result<Vec<Entry>, store::Error> {
    let mut entries = Vec::new();
    for kind in ItemKind::ALL {
        let items = publishing::feed(context.store(), kind, language, now(), ENTRIES).await?;
        entries.extend(items.into_iter().map(|item| Entry {
            id: format!("/{}/{}/{language}", kind.folder(), item.item.id),
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

struct Head<'a> {
    base: &'a str,
    own: &'a str,
    home: &'a str,
    title: &'a str,
    subtitle: &'a str,
}

fn written(head: &Head<'_>, language: &Language, entries: &[Entry]) -> String {
    let (base, title) = (escaped(head.base), escaped(head.title));
    let (own, home, subtitle) = (escaped(head.own), escaped(head.home), escaped(head.subtitle));
    let updated = entries.iter().map(|entry| entry.updated_at).max().unwrap_or(Timestamp(0));
    let mut text = format!(
        r#"{XML}<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{language}"><id>{base}{own}</id><title>{title}</title><subtitle>{subtitle}</subtitle><updated>{updated}</updated><link rel="self" type="application/atom+xml" href="{base}{own}"/><link rel="alternate" type="text/html" href="{base}{home}"/>"#,
    );
    for Entry { id, path, title: of, summary, author, published_at, updated_at } in entries {
        let (path, of) = (escaped(path), escaped(of));
        let author = author.as_deref().map_or_else(|| title.clone(), escaped);
        // Writing into text cannot fail.
        let _ = write!(
            text,
            r#"<entry><id>{base}{id}</id><title>{of}</title><link rel="alternate" type="text/html" href="{base}{path}"/><published>{published_at}</published><updated>{updated_at}</updated><author><name>{author}</name></author>"#,
        );
        if let Some(summary) = summary {
            let _ = write!(text, r#"<summary type="text">{}</summary>"#, escaped(summary));
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
        let head = Head { base: "https://a.example", own: "/feed.xml", home: "/", title: "A & B", subtitle: "" };
        let entry = Entry {
            id: "/pages/1/en".into(),
            path: "/a".into(),
            title: "<b>".into(),
            summary: Some("\u{0}\"]]>".into()),
            author: None,
            published_at: Timestamp(0),
            updated_at: Timestamp(60),
        };
        let text = written(&head, &Language::parse("en").unwrap(), &[entry]);
        assert!(text.contains("<title>&lt;b&gt;</title>") && text.contains("<name>A &amp; B</name>"), "{text}");
        assert!(text.contains("<updated>1970-01-01T00:01:00Z</updated>") && text.contains("&quot;]]&gt;</summary>"), "{text}");
    }
}
