//! The addresses of the public site: which path is which, and back. The default language lives at the root, the others
//! under their tag.

use serde::{Deserialize, Serialize};

use crate::invalid::Problem;
use crate::language::{Language, Languages};
use crate::text::Slug;

/// The thing that a path of the public site asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Address {
    Search(Language),
    /// The list of whitepapers.
    Whitepapers(Language),
    /// One whitepaper and its form.
    Whitepaper(Language, Slug),
    /// The file of a whitepaper for which nobody has to register.
    WhitepaperFile(Language, Slug),
    /// The page of a link to a file, with what the link carries.
    Grant(Language, String),
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
        if let Some(address) = whitepaper(rest, &language) {
            return address;
        }
        match Slug::parse(rest) {
            Ok(slug) if slug.as_str() == rest => Self::Page(language, slug),
            _ => Self::Unknown(language),
        }
    }

    /// As [`Address::parse`] reads it in the small letters of slugs and without slashes and blanks too many: people write
    /// `Über-uns`, and so do other programs. What a link carries keeps its letters.
    #[cfg(feature = "server")]
    pub fn parse_lenient(path: &str, languages: &Languages) -> Self {
        let path: Vec<&str> = path.split('/').map(str::trim).filter(|part| !part.is_empty()).collect();
        let path = path.join("/");
        let (first, rest) = path.split_once('/').unwrap_or((&path, ""));
        let language = languages.all.iter().find(|language| language.as_str().eq_ignore_ascii_case(first));
        let (language, rest) = match language {
            Some(language) if !languages.is_default(language) => (language, rest),
            _ => (&languages.default, path.as_str()),
        };
        let link = format!("{WHITEPAPERS}/{GRANT}/");
        let rest = match rest.split_at_checked(link.len()) {
            Some((start, token)) if start.eq_ignore_ascii_case(&link) => format!("{link}{token}"),
            _ => Slug::small_letters(rest),
        };
        Self::parse(&self::path(language, &rest, languages), languages)
    }

    /// The path that is read back as this; none for what has no form of ours.
    pub fn path(&self, languages: &Languages) -> Option<String> {
        Some(match self {
            Self::Page(language, slug) => page_path(language, slug, languages),
            Self::Search(language) => search_path(language, languages),
            Self::Whitepapers(language) => whitepapers_path(language, languages),
            Self::Whitepaper(language, slug) => whitepaper_path(language, slug, languages),
            Self::WhitepaperFile(language, slug) => whitepaper_file_path(language, slug, languages),
            Self::Grant(language, token) => grant_path(language, token, languages),
            Self::Unknown(_) => return None,
        })
    }

    pub fn language(&self) -> &Language {
        match self {
            Self::Search(language)
            | Self::Whitepapers(language)
            | Self::Whitepaper(language, _)
            | Self::WhitepaperFile(language, _)
            | Self::Grant(language, _)
            | Self::Page(language, _)
            | Self::Unknown(language) => language,
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

/// `/whitepapers`, `/de/whitepapers`.
pub fn whitepapers_path(language: &Language, languages: &Languages) -> String {
    path(language, WHITEPAPERS, languages)
}

/// `/whitepapers/fault-location`.
pub fn whitepaper_path(language: &Language, slug: &Slug, languages: &Languages) -> String {
    path(language, &format!("{WHITEPAPERS}/{slug}"), languages)
}

/// `/whitepapers/fault-location/file`: the file itself, where nobody has to register.
pub fn whitepaper_file_path(language: &Language, slug: &Slug, languages: &Languages) -> String {
    path(language, &format!("{WHITEPAPERS}/{slug}/file"), languages)
}

/// `/whitepapers/link/TOKEN`: the page of a link to a file.
pub fn grant_path(language: &Language, token: &str, languages: &Languages) -> String {
    path(language, &format!("{WHITEPAPERS}/{GRANT}/{token}"), languages)
}

/// The same word in every language of ours.
const WHITEPAPERS: &str = "whitepapers";

/// Stands where a slug would, one part above what no slug has.
const GRANT: &str = "link";

/// Characters of what a link carries: 256 bits in base64url.
pub const TOKEN_LENGTH: usize = 43;

/// The address that a path behind the language asks for, if it belongs to the whitepapers.
fn whitepaper(rest: &str, language: &Language) -> Option<Address> {
    let language = language.clone();
    let rest = match rest.strip_prefix(WHITEPAPERS)? {
        "" => return Some(Address::Whitepapers(language)),
        rest => rest.strip_prefix('/')?,
    };
    if let Some(token) = rest.strip_prefix(GRANT).and_then(|rest| rest.strip_prefix('/')) {
        let is_token =
            token.len() == TOKEN_LENGTH && token.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte));
        if is_token {
            return Some(Address::Grant(language, token.to_owned()));
        }
    }
    let (slug, is_file) = rest.strip_suffix("/file").map_or((rest, false), |slug| (slug, true));
    match crate::whitepaper::slug(slug) {
        Ok(slug) if is_file && rest.strip_suffix("/file") == Some(slug.as_str()) => Some(Address::WhitepaperFile(language, slug)),
        Ok(slug) if slug.as_str() == rest => Some(Address::Whitepaper(language, slug)),
        _ => Some(Address::Unknown(language)),
    }
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
    if RESERVED.contains(&first) || first == WHITEPAPERS || is_search || languages.find(first).is_some() {
        Err(Problem::Reserved)
    } else {
        Ok(())
    }
}

/// Whether a slug can be taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SlugCheck {
    /// Why it cannot be taken, if so.
    pub problem: Option<Problem>,
    /// A free slug: the same one if it is free, else with a number behind it. Empty where there is none to propose.
    pub free: String,
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
    fn whitepapers_have_a_list_a_page_a_file_and_links() {
        let (en, de) = (Language::parse("en").unwrap(), Language::parse("de").unwrap());
        let slug = || Slug::parse("fault-location").unwrap();
        let token = "a-_9".repeat(11)[..TOKEN_LENGTH].to_owned();
        assert_eq!(parse("/whitepapers"), Address::Whitepapers(en.clone()));
        assert_eq!(parse("/de/whitepapers/fault-location"), Address::Whitepaper(de.clone(), slug()));
        assert_eq!(parse("/whitepapers/fault-location/file"), Address::WhitepaperFile(en.clone(), slug()));
        assert_eq!(parse(&format!("/de/whitepapers/link/{token}")), Address::Grant(de, token));
        assert_eq!(parse("/whitepapers/link"), Address::Whitepaper(en.clone(), Slug::parse("link").unwrap()));
        assert_eq!(parse("/whitepapersx"), page("en", "whitepapersx"));
        for unknown in ["/whitepapers/", "/whitepapers/a/b", "/whitepapers/Über", "/whitepapers/link/short", "/whitepapers//file"]
        {
            assert_eq!(parse(unknown), Address::Unknown(en.clone()), "{unknown}");
        }
    }

    #[test]
    fn capitals_and_slashes_too_many_mean_the_address_without_them() {
        let languages =
            Languages::new(Language::parse("en").unwrap(), ["en", "de", "pt-BR"].map(|tag| Language::parse(tag).unwrap()).into());
        let lenient = |path: &str| Address::parse_lenient(path, &languages).path(&languages);
        for (path, to) in [
            ("/Enc-Case", "/enc-case"),
            ("/DE", "/de"),
            ("/De/", "/de"),
            ("/DE/Leistungen/Erdschluss/", "/de/leistungen/erdschluss"),
            ("/PT-br/Sobre", "/pt-BR/sobre"),
            ("/Search", "/search"),
            ("/de/Suche", "/de/suche"),
            ("/Whitepapers/X", "/whitepapers/x"),
            ("/Whitepapers/X/File", "/whitepapers/x/file"),
            ("/Über-Uns", "/ueber-uns"),
            ("/DE/U\u{308}ber-uns", "/de/ueber-uns"),
            ("/de/Caf\u{e9}", "/de/cafe"),
            ("/de/CAFE\u{301}", "/de/cafe"),
            ("/whitepapers/GRÖẞE", "/whitepapers/groesse"),
            ("/ﬁles", "/files"),
            ("/\u{212a}x", "/kx"),
            ("//about", "/about"),
            ("/A//b", "/a/b"),
            ("/de// ", "/de"),
            ("/about ", "/about"),
        ] {
            assert_eq!(lenient(path).as_deref(), Some(to), "{path}");
        }
        let token = "a-_Z".repeat(11)[..TOKEN_LENGTH].to_owned();
        assert_eq!(lenient(&format!("/DE/Whitepapers/Link/{token}")), Some(format!("/de/whitepapers/link/{token}")));
        for none in ["//Example.org", "/A\\b", "/A\r\nb", "/A b", "/Ä b", "/Ü\u{2044}x", "/A\u{202e}b", "/A\u{ff0f}b", "/€"] {
            assert_eq!(lenient(none), None, "{none}");
        }
    }

    #[test]
    fn the_programs_own_addresses_are_reserved() {
        let languages = Languages::default();
        for slug in ["admin", "api/x", "de", "de/x", "en", "search", "suche", "media/a", "whitepapers", "whitepapers/a"] {
            assert_eq!(check_free(&Slug::parse(slug).unwrap(), &languages), Err(Problem::Reserved), "{slug}");
        }
        for slug in ["", "about", "research", "search-engines", "administration"] {
            assert_eq!(check_free(&Slug::parse(slug).unwrap(), &languages), Ok(()), "{slug}");
        }
    }
}
