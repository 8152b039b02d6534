//! The search page: its address is read, its results are found.

use std::collections::BTreeSet;

use domain::address::{page_path, search_path};
use domain::item::ItemKind;
use domain::language::Language;
use domain::page::{PageLink, SiteChrome};
use domain::search::{Hit, Query, Results};
use domain::text::Slug;
use http::StatusCode;
use leptos::prelude::*;

use super::{PublicAnswer, Visit, unlisted};
use crate::error::AppError;
use crate::search::public::{MAX_QUERY_CHARS, Search, SearchQuery, Trails, pages, title};
use crate::ssr::now;

pub(super) async fn search(visit: &Visit<'_>, query: &str) -> Result<PublicAnswer, AppError> {
    let chrome = visit.context.site_chrome(visit.language).await?;
    let mut search = search_query(query);
    let results = match Query::parse(&search.query) {
        Some(words) => Some(find(visit, &words.or_terms(visit.glossary.search_labels()), &mut search).await?),
        // Signs without a word among them find nothing; no signs at all ask for nothing.
        None => (!search.query.is_empty()).then(Results::default),
    };
    let has_found = results.as_ref().is_some_and(|results| results.all() > 0);
    let trails = match &results {
        Some(results) => trails(visit, &chrome, &results.hits).await?,
        None => Trails::new(),
    };
    let encoded: String = form_urlencoded::byte_serialize(search.query.as_bytes()).collect();
    let alternates = alternates(visit, &encoded);
    let context = visit.context(&chrome, &alternates);
    let head = unlisted(context, &title(&search, context.ui_language()));
    let main = || view! { <Search search=&search encoded=&encoded results=results.as_ref() trails=&trails context/> };
    let content = visit.document(head, context, !has_found, main);
    Ok(visit.answer(StatusCode::OK, content))
}

/// Reads the query of the address; unknown parts are ignored.
fn search_query(query: &str) -> SearchQuery {
    let mut search = SearchQuery { page: 1, ..SearchQuery::default() };
    for (name, value) in form_urlencoded::parse(query.as_bytes()) {
        match name.as_ref() {
            "q" => search.query = shown(&value),
            "kind" => search.kind = ItemKind::parse(&value),
            "page" => search.page = value.parse().unwrap_or(1).max(1),
            _ => {}
        }
    }
    search
}

/// A query as it is shown: on one line, and not longer than the field takes.
fn shown(typed: &str) -> String {
    let typed: String = typed.chars().filter(|c| c.is_whitespace() || !c.is_control()).collect();
    typed.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(MAX_QUERY_CHARS).collect()
}

/// One page of results; the last one where there are not so many.
async fn find(visit: &Visit<'_>, words: &Query, search: &mut SearchQuery) -> Result<Results, AppError> {
    let (store, languages) = (visit.context.store(), visit.languages);
    let results = store::search::search(store, visit.language, words, search.kind, search.page, languages, now()).await?;
    let last = pages(results.total);
    if search.page <= last {
        return Ok(results);
    }
    search.page = last;
    Ok(store::search::search(store, visit.language, words, search.kind, last, languages, now()).await?)
}

/// The titles of the pages above the results. Those that the menu names are known.
async fn trails(visit: &Visit<'_>, chrome: &SiteChrome, hits: &[Hit]) -> Result<Trails, AppError> {
    let (mut trails, mut unknown) = (Trails::new(), BTreeSet::new());
    for hit in hits.iter().filter(|hit| hit.kind == ItemKind::Page) {
        for slug in hit.slug.above().filter(|slug| !trails.contains_key(*slug)).collect::<Vec<_>>() {
            match chrome.menu.iter().find(|link| link.language == *visit.language && is_at(visit, link, slug)) {
                Some(link) => _ = trails.insert(slug.to_owned(), link.title.clone()),
                None => _ = unknown.insert(slug),
            }
        }
    }
    if !unknown.is_empty() {
        let unknown: Vec<&str> = unknown.into_iter().collect();
        trails.extend(store::pages::titles(visit.context.store(), visit.language, &unknown, now()).await?);
    }
    Ok(trails)
}

fn is_at(visit: &Visit<'_>, link: &PageLink, slug: &str) -> bool {
    Slug::parse(slug).is_ok_and(|slug| page_path(visit.language, &slug, visit.languages) == link.path)
}

/// The same search in the other languages.
fn alternates<'a>(visit: &Visit<'a>, encoded: &str) -> Vec<(&'a Language, String)> {
    let query = if encoded.is_empty() { String::new() } else { format!("?q={encoded}") };
    visit.elsewhere(|language| format!("{}{query}", search_path(language, visit.languages)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_address_of_the_search_page_is_understood() {
        let found = search_query("q=++arc%20fault&kind=webinar&page=3&x=%FF");
        assert_eq!(found, SearchQuery { query: "arc fault".into(), kind: Some(ItemKind::Webinar), page: 3 });
        for odd in ["", "q", "q=", "&&=&", "page=-1", "page=0", "page=99999999999", "kind=x", "q=%"] {
            assert_eq!(search_query(odd).page, 1, "{odd}");
        }
        assert_eq!(search_query(&format!("q={}", "a".repeat(10_000))).query.len(), MAX_QUERY_CHARS);
    }
}
