//! The sitemap (sitemaps.org 0.9 with alternates), in parts where a site is large.

use app::routes;
use app::ssr::AppContext;
use axum::body::{Body, Bytes};
use axum::extract::Query;
use axum::response::Response;
use domain::address::{item_path, whitepapers_path};
use domain::item::ItemKind;
use domain::language::{Language, Languages};
use domain::time::Timestamp;
use futures_util::stream;
use serde::Deserialize;
use store::publishing::{self, SitemapEntry, SitemapTranslation};
use xxhash_rust::xxh3::Xxh3Default;

use super::{XML, escaped, xml};
use crate::conditional::{MAX_HELD_BYTES, StreamedBodyHash};
use crate::error_response::failed_with;
use crate::streamed;

/// Addresses that one file of a map may hold (sitemaps.org).
const MAX_ADDRESSES: u32 = 50_000;

/// Pages that are read, written and forgotten at a time.
const PAGES_PER_PIECE: u32 = 500;

/// Items that take half of a file: pages have one half, and whitepapers with the addresses of their list have the other, in the
/// last file.
fn items_per_half(languages: &Languages) -> u32 {
    MAX_ADDRESSES / 2 / u32::try_from(languages.all.len().max(1)).unwrap_or(u32::MAX)
}

/// The requested part of a large site's map.
#[derive(Debug, Deserialize)]
pub struct Part {
    /// The part begins behind this page.
    after: Option<i64>,
}

/// The map of the site, or of one part of it; a site of more pages than a file may hold answers with an index of the parts.
pub async fn sitemap(context: AppContext, Query(part): Query<Part>) -> Response {
    let now = app::ssr::now();
    let settings = match context.settings().await {
        Ok(settings) => settings,
        Err(error) => return failed_with(&error),
    };
    if part.after.is_none() {
        match parts(&context, &settings.languages, now).await {
            Ok(starts) if starts.len() > 1 => return xml(Body::from(index(context.base_url(), &starts))),
            Ok(_) => {}
            Err(error) => return failed_with(&error.into()),
        }
    }
    let pieces = || Pieces {
        context: context.clone(),
        languages: settings.languages.clone(),
        now,
        after: part.after,
        left: items_per_half(&settings.languages),
        at: At::Head,
    };
    match pieces().looked_through().await {
        Ok(Whole::Held(text)) => xml(text.into()),
        Ok(Whole::Hash(hash)) => {
            let mut response = xml(streamed::body(stream::unfold(pieces(), Pieces::next)));
            response.extensions_mut().insert(StreamedBodyHash(hash));
            response
        }
        Err(error) => failed_with(&error.into()),
    }
}

/// What a map comes to.
enum Whole {
    Held(Vec<u8>),
    /// Too long to buffer: it is written a second time for clients that do not have it.
    Hash(u128),
}

/// Where each part of the map begins.
async fn parts(context: &AppContext, languages: &Languages, now: Timestamp) -> Result<Vec<Option<i64>>, store::Error> {
    let per_file = items_per_half(languages);
    let mut starts = vec![None];
    loop {
        let after = starts.last().copied().flatten();
        let pages = publishing::sitemap(context.store(), ItemKind::Page, now, after, per_file + 1).await?;
        if pages.len() <= per_file as usize {
            return Ok(starts);
        }
        starts.push(pages.get(per_file as usize - 1).map(|page| page.item.id));
    }
}

fn index(base_url: &str, starts: &[Option<i64>]) -> String {
    let mut text = String::from(XML);
    text.push_str(r#"<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">"#);
    for start in starts {
        let after = start.unwrap_or(0);
        text.push_str(&format!("<sitemap><loc>{}{}?after={after}</loc></sitemap>", escaped(base_url), routes::SITEMAP));
    }
    text.push_str("</sitemapindex>\n");
    text
}

/// A map that is being written.
struct Pieces {
    context: AppContext,
    languages: Languages,
    now: Timestamp,
    after: Option<i64>,
    left: u32,
    at: At,
}

#[derive(PartialEq, Eq)]
enum At {
    Head,
    Pages,
    /// Behind the last page.
    Whitepapers,
    End,
}

impl Pieces {
    /// Writes the map for its tag, before anything of it leaves.
    async fn looked_through(self) -> Result<Whole, store::Error> {
        let (mut held, mut digest) = (Some(Vec::new()), Xxh3Default::new());
        let mut pieces = self;
        while let Some((piece, rest)) = pieces.next().await {
            let piece = piece?;
            digest.update(&piece);
            held = held.filter(|held| held.len() + piece.len() <= MAX_HELD_BYTES);
            if let Some(held) = &mut held {
                held.extend_from_slice(&piece);
            }
            pieces = rest;
        }
        Ok(held.map_or_else(|| Whole::Hash(digest.digest128()), Whole::Held))
    }

    async fn next(mut self) -> Option<(Result<Bytes, store::Error>, Self)> {
        match self.at {
            At::Head => {
                self.at = At::Pages;
                let head = format!(
                    r#"{XML}<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">"#
                );
                Some((Ok(head.into()), self))
            }
            At::Pages => {
                let limit = self.left.min(PAGES_PER_PIECE);
                let pages = match publishing::sitemap(self.context.store(), ItemKind::Page, self.now, self.after, limit).await {
                    Ok(pages) => pages,
                    Err(error) => {
                        tracing::error!(%error, "the sitemap could not be read");
                        self.at = At::End;
                        return Some((Err(error), self));
                    }
                };
                self.left -= limit;
                self.after = pages.last().map(|page| page.item.id).or(self.after);
                let mut text: String = pages.iter().map(|page| urls_of(self.context.base_url(), page, &self.languages)).collect();
                if pages.len() < limit as usize {
                    self.at = At::Whitepapers;
                } else if self.left == 0 {
                    text.push_str("</urlset>\n");
                    self.at = At::End;
                }
                Some((Ok(text.into()), self))
            }
            At::Whitepapers => {
                self.at = At::End;
                match whitepapers(&self.context, &self.languages, self.now).await {
                    Ok(text) => Some((Ok(format!("{text}</urlset>\n").into()), self)),
                    Err(error) => {
                        tracing::error!(%error, "the sitemap could not be read");
                        Some((Err(error), self))
                    }
                }
            }
            At::End => None,
        }
    }
}

/// The whitepapers, behind their list.
async fn whitepapers(context: &AppContext, languages: &Languages, now: Timestamp) -> Result<String, store::Error> {
    let most = items_per_half(languages) - 1;
    let entries = publishing::sitemap(context.store(), ItemKind::Whitepaper, now, None, most).await?;
    if entries.is_empty() {
        return Ok(String::new());
    }
    let list = |language| SitemapUrl {
        language,
        address: escaped(&format!("{}{}", context.base_url(), whitepapers_path(language, languages))),
        changed_at: list_changed_at(&entries, language, languages),
    };
    let mut text = urls(&languages.all.iter().map(list).collect::<Vec<_>>(), languages);
    text.extend(entries.iter().map(|entry| urls_of(context.base_url(), entry, languages)));
    Ok(text)
}

/// When the list of a language last changed. It shows the text of the default language where a translation is missing.
fn list_changed_at(entries: &[SitemapEntry], language: &Language, languages: &Languages) -> Option<Timestamp> {
    let shown = |entry: &SitemapEntry| {
        let translations = &entry.translations;
        let shown = translations.get(language).or_else(|| translations.get(&languages.default));
        shown.map(|translation| translation.changed_at)
    };
    entries.iter().filter_map(shown).max()
}

/// One `url` of the map.
struct SitemapUrl<'a> {
    language: &'a Language,
    /// Escaped.
    address: String,
    changed_at: Option<Timestamp>,
}

/// One `url` per language of an item.
fn urls_of(base_url: &str, entry: &SitemapEntry, languages: &Languages) -> String {
    let url = |(language, translation): (_, &SitemapTranslation)| {
        let path = item_path(entry.item.kind, language, &translation.slug, languages);
        SitemapUrl { language, address: escaped(&format!("{base_url}{path}")), changed_at: Some(translation.changed_at) }
    };
    urls(&entry.translations.0.iter().map(url).collect::<Vec<_>>(), languages)
}

/// Each names all of them (Google's rule for alternates) and the default one for everybody else: what the head of the page says, too.
fn urls(urls: &[SitemapUrl<'_>], languages: &Languages) -> String {
    let mut alternates = String::new();
    for SitemapUrl { language, address, .. } in urls {
        alternates.push_str(&format!(r#"<xhtml:link rel="alternate" hreflang="{language}" href="{address}"/>"#));
    }
    let default = urls.iter().find(|url| languages.is_default(url.language)).or(urls.first());
    if let Some(SitemapUrl { address, .. }) = default {
        alternates.push_str(&format!(r#"<xhtml:link rel="alternate" hreflang="x-default" href="{address}"/>"#));
    }
    let url = |SitemapUrl { address, changed_at, .. }: &SitemapUrl<'_>| {
        let changed = changed_at.map(|at| format!("<lastmod>{at}</lastmod>")).unwrap_or_default();
        format!("<url><loc>{address}</loc>{changed}{alternates}</url>")
    };
    urls.iter().map(url).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::id::PageId;
    use domain::item::ItemRef;
    use domain::text::Slug;

    fn entry(texts: &[(&str, &str, i64)]) -> SitemapEntry {
        let translation = |slug, at| SitemapTranslation { slug: Slug::parse(slug).unwrap(), changed_at: Timestamp(at) };
        let translations = texts.iter().map(|(tag, slug, at)| (Language::parse(tag).unwrap(), translation(slug, *at))).collect();
        SitemapEntry { item: ItemRef::from(PageId(1)), translations }
    }

    #[test]
    fn each_language_names_all_of_them() {
        let entry = entry(&[("en", "about", 0), ("de", "ueber-uns", 0)]);
        let text = urls_of("https://a.example", &entry, &Languages::default());
        assert_eq!(text.matches("<url>").count(), 2);
        assert_eq!(text.matches(r#"hreflang="de" href="https://a.example/de/ueber-uns""#).count(), 2);
        assert_eq!(text.matches(r#"hreflang="x-default" href="https://a.example/about""#).count(), 2);
    }

    #[test]
    fn a_page_in_one_language_names_no_other() {
        let text = urls_of("https://a.example", &entry(&[("de", "nur", 0)]), &Languages::default());
        assert!(text.starts_with("<url><loc>https://a.example/de/nur</loc><lastmod>1970-01-01T00:00:00Z</lastmod>"), "{text}");
        assert_eq!(text.matches(r#" href="https://a.example/de/nur""#).count(), text.matches("hreflang").count());
        assert_eq!(text.matches("hreflang").count(), 2, "itself, and for everybody else");
    }

    #[test]
    fn each_language_changes_at_a_time_of_its_own() {
        let text = urls_of("https://a.example", &entry(&[("en", "about", 0), ("de", "ueber-uns", 60)]), &Languages::default());
        assert!(text.contains("/about</loc><lastmod>1970-01-01T00:00:00Z<"), "{text}");
        assert!(text.contains("/de/ueber-uns</loc><lastmod>1970-01-01T00:01:00Z<"), "{text}");
    }

    #[test]
    fn a_list_changes_with_what_it_shows_in_its_language() {
        let (languages, french) = (Languages::default(), Language::parse("fr").unwrap());
        let entries = [entry(&[("en", "a", 1), ("de", "a", 9)]), entry(&[("en", "b", 3)]), entry(&[("de", "c", 5)])];
        let at = |tag: &str| list_changed_at(&entries, &Language::parse(tag).unwrap(), &languages);
        assert_eq!((at("en"), at("de")), (Some(Timestamp(3)), Some(Timestamp(9))));
        assert_eq!(list_changed_at(&entries[2..], &french, &languages), None, "nothing of it is shown");
    }
}
