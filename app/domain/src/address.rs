//! The addresses of the public site: which path is which, and back. The default language lives at the root, the others
//! under their tag.

use crate::invalid::Problem;
use crate::language::{Language, Languages};
use crate::text::Slug;

/// What a path of the public site asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Address {
    Search(Language),
    /// The front page is the page with the empty slug.
    Page(Language, Slug),
    /// Has the right form of no page of ours; its language is still known, for the page that says so.
    Unknown(Language),
}

/// First parts of paths that belong to the program; no slug begins with one.
const RESERVED: [&str; 12] =
    ["admin", "api", "assets", "feed", "healthz", "media", "metrics", "pkg", "readyz", "robots", "sitemap", "static"];

impl Address {
    /// Reads a path that begins with `/` and is percent-decoded, without its query.
    pub fn parse(path: &str, languages: &Languages) -> Self {
        let path = path.strip_prefix('/').unwrap_or(path);
        let (first, rest) = path.split_once('/').map_or((path, None), |(first, rest)| (first, Some(rest)));
        let (language, rest) = match languages.find(first) {
            Some(language) if !languages.is_default(language) => (language.clone(), rest.unwrap_or_default()),
            _ => (languages.default.clone(), path),
        };
        if rest == search_word(&language) {
            return Self::Search(language);
        }
        match Slug::parse(rest) {
            Ok(slug) if slug.as_str() == rest => Self::Page(language, slug),
            _ => Self::Unknown(language),
        }
    }

    pub fn language(&self) -> &Language {
        match self {
            Self::Search(language) | Self::Page(language, _) | Self::Unknown(language) => language,
        }
    }
}

/// The path of a page: `/about`, `/de/ueber-uns`, `/`, `/de`.
pub fn page_path(language: &Language, slug: &Slug, languages: &Languages) -> String {
    path(language, slug.as_str(), languages)
}

/// `/search`, `/de/suche`.
pub fn search_path(language: &Language, languages: &Languages) -> String {
    path(language, search_word(language), languages)
}

/// The Atom feed of a language: `/feed.xml`, `/de/feed.xml`.
pub fn feed_path(language: &Language, languages: &Languages) -> String {
    path(language, "feed.xml", languages)
}

fn path(language: &Language, rest: &str, languages: &Languages) -> String {
    match (languages.is_default(language), rest.is_empty()) {
        (true, _) => format!("/{rest}"),
        (false, true) => format!("/{language}"),
        (false, false) => format!("/{language}/{rest}"),
    }
}

fn search_word(language: &Language) -> &'static str {
    if language.as_str() == "de" { "suche" } else { "search" }
}

/// Refuses a slug whose address belongs to the program or to a language.
pub fn check_free(slug: &Slug, languages: &Languages) -> Result<(), Problem> {
    let first = slug.first_part();
    let is_search = languages.all.iter().any(|language| search_word(language) == slug.as_str());
    if RESERVED.contains(&first) || is_search || languages.find(first).is_some() { Err(Problem::Reserved) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(path: &str) -> Address {
        Address::parse(path, &Languages::default())
    }

    fn page(language: &str, slug: &str) -> Address {
        Address::Page(Language::parse(language).unwrap(), Slug::parse(slug).unwrap())
    }

    #[test]
    fn the_default_language_lives_at_the_root_and_others_under_their_tag() {
        assert_eq!(parse("/"), page("en", ""));
        assert_eq!(parse("/about"), page("en", "about"));
        assert_eq!(parse("/de"), page("de", ""));
        assert_eq!(parse("/de/leistungen/erdschluss"), page("de", "leistungen/erdschluss"));
        assert_eq!(parse("/search"), Address::Search(Language::parse("en").unwrap()));
        assert_eq!(parse("/de/suche"), Address::Search(Language::parse("de").unwrap()));
        assert_eq!(parse("/de/search"), page("de", "search"));
        assert_eq!(parse("/About"), Address::Unknown(Language::parse("en").unwrap()));
        assert_eq!(parse("/de/Über"), Address::Unknown(Language::parse("de").unwrap()));
    }

    #[test]
    fn an_address_is_read_back_as_what_it_was_made_of() {
        let languages = Languages::default();
        for (language, slug) in [("en", ""), ("en", "a/b"), ("de", ""), ("de", "a/b")] {
            let Address::Page(language, slug) = page(language, slug) else { unreachable!() };
            assert_eq!(parse(&page_path(&language, &slug, &languages)), Address::Page(language, slug));
        }
    }

    #[test]
    fn the_programs_own_addresses_are_reserved() {
        let languages = Languages::default();
        for slug in ["admin", "api/x", "de", "de/x", "en", "search", "suche", "media/a"] {
            assert_eq!(check_free(&Slug::parse(slug).unwrap(), &languages), Err(Problem::Reserved), "{slug}");
        }
        for slug in ["", "about", "research", "search-engines", "administration"] {
            assert_eq!(check_free(&Slug::parse(slug).unwrap(), &languages), Ok(()), "{slug}");
        }
    }
}
