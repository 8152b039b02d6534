//! The addresses of the public site: which path is which, and back. The default language lives at the root, the others
//! under their tag.

use serde::{Deserialize, Serialize};

use crate::invalid::Problem;
use crate::item::{self, ItemKind};
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
    /// A page about the consent to be written to.
    Consent(Language, ConsentPage),
    /// The front page is the page with the empty slug.
    Page(Language, Slug),
    /// Not a valid address; keeps the language, so that the 404 page is in it.
    Unknown(Language),
}

/// The pages about the consent to be written to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ConsentPage {
    /// Of a mailed link that confirms, with what the link carries.
    Confirm(String),
    /// Of a mailed link that withdraws, with what the link carries.
    Withdraw(String),
    /// The page on which anybody withdraws it by their address.
    Withdrawal,
}

/// First parts of paths that belong to the program; no slug begins with one.
const RESERVED: [&str; 12] =
    ["admin", "api", "assets", "feed", "healthz", "media", "metrics", "pkg", "readyz", "robots", "sitemap", "static"];

impl Address {
    /// Reads a path that begins with `/` and is percent-decoded, without its query.
    pub fn parse(path: &str, languages: &Languages) -> Self {
        let path = path.strip_prefix('/').unwrap_or(path);
        let (first, rest) = path.split_once('/').map_or((path, None), |(first, rest)| (first, Some(rest)));
        let (language, rest) = match languages.at_path(first) {
            Some(language) if !languages.is_default(language) => (language.clone(), rest.unwrap_or_default()),
            _ => (languages.default.clone(), path),
        };
        if rest == search_word(&language) {
            return Self::Search(language);
        }
        if let Some(address) = whitepaper(rest, &language) {
            return address;
        }
        if let Some(page) = consent(rest, &language) {
            return Self::Consent(language, page);
        }
        match Slug::parse(rest) {
            Ok(slug) if slug.as_str() == rest => Self::Page(language, slug),
            _ => Self::Unknown(language),
        }
    }

    /// As [`Address::parse`] reads it in the small letters of slugs and without slashes and blanks too many: people write
    /// `Über-uns`, and so do other programs. The token of a link keeps its letters.
    #[cfg(feature = "server")]
    pub fn parse_lenient(path: &str, languages: &Languages) -> Self {
        let path: Vec<&str> = path.split('/').map(str::trim).filter(|part| !part.is_empty()).collect();
        let path = path.join("/");
        let (first, rest) = path.split_once('/').unwrap_or((&path, ""));
        let (language, rest) = match languages.find(first) {
            Some(language) if !languages.is_default(language) => (language, rest),
            _ => (&languages.default, path.as_str()),
        };
        let links =
            [&format!("{WHITEPAPERS}/{GRANT}"), confirm_word(language), withdraw_word(language)].map(|word| format!("{word}/"));
        let link = links.iter().find_map(|link| match rest.split_at_checked(link.len()) {
            Some((start, token)) if start.eq_ignore_ascii_case(link) => Some(format!("{link}{token}")),
            _ => None,
        });
        let rest = link.unwrap_or_else(|| Slug::small_letters(rest));
        Self::parse(&self::path(language, &rest, languages), languages)
    }

    /// The path that parses as this address; none for an unknown one.
    pub fn path(&self, languages: &Languages) -> Option<String> {
        Some(match self {
            Self::Page(language, slug) => page_path(language, slug, languages),
            Self::Search(language) => search_path(language, languages),
            Self::Whitepapers(language) => whitepapers_path(language, languages),
            Self::Whitepaper(language, slug) => whitepaper_path(language, slug, languages),
            Self::WhitepaperFile(language, slug) => whitepaper_file_path(language, slug, languages),
            Self::Grant(language, token) => grant_path(language, token, languages),
            Self::Consent(language, page) => consent_path(language, page, languages),
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
            | Self::Consent(language, _)
            | Self::Page(language, _)
            | Self::Unknown(language) => language,
        }
    }
}

/// The path at which an item is read.
pub fn item_path(kind: ItemKind, language: &Language, slug: &Slug, languages: &Languages) -> String {
    match kind {
        ItemKind::Page => page_path(language, slug, languages),
        ItemKind::Webinar => path(language, &format!("{}/{slug}", webinars_word(language)), languages),
        ItemKind::Whitepaper => whitepaper_path(language, slug, languages),
    }
}

/// A slug as someone types it for an item. Pages may be several parts deep; what they have at the root must not belong to the
/// program.
pub fn parse_slug(kind: ItemKind, typed: &str, languages: &Languages) -> Result<Slug, Problem> {
    match kind {
        ItemKind::Page => {
            let slug = Slug::parse(typed)?;
            check_free(&slug, languages)?;
            Ok(slug)
        }
        ItemKind::Webinar | ItemKind::Whitepaper => item::one_part_slug(typed),
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

/// `/consent/confirm/TOKEN`, `/de/einwilligung/widerrufen/TOKEN`, `/consent/withdraw`.
pub fn consent_path(language: &Language, page: &ConsentPage, languages: &Languages) -> String {
    let rest = match page {
        ConsentPage::Confirm(token) => format!("{}/{token}", confirm_word(language)),
        ConsentPage::Withdraw(token) => format!("{}/{token}", withdraw_word(language)),
        ConsentPage::Withdrawal => withdraw_word(language).to_owned(),
    };
    path(language, &rest, languages)
}

/// The beginnings of the paths of every mailed link about a consent.
pub fn consent_links(language: &Language, languages: &Languages) -> [String; 2] {
    [confirm_word(language), withdraw_word(language)].map(|word| path(language, &format!("{word}/"), languages))
}

fn confirm_word(language: &Language) -> &'static str {
    if language.primary() == "de" { "einwilligung/bestaetigen" } else { "consent/confirm" }
}

fn withdraw_word(language: &Language) -> &'static str {
    if language.primary() == "de" { "einwilligung/widerrufen" } else { "consent/withdraw" }
}

/// The page about consent that an address asks for, if it is one.
fn consent(rest: &str, language: &Language) -> Option<ConsentPage> {
    if rest == withdraw_word(language) {
        return Some(ConsentPage::Withdrawal);
    }
    let token = |word: &str| rest.strip_prefix(word)?.strip_prefix('/').filter(|token| is_token(token));
    let confirm = token(confirm_word(language)).map(|token| ConsentPage::Confirm(token.to_owned()));
    confirm.or_else(|| token(withdraw_word(language)).map(|token| ConsentPage::Withdraw(token.to_owned())))
}

/// The same word in all languages.
const WHITEPAPERS: &str = "whitepapers";

/// The part before what a link carries. A whitepaper may have the slug `link` too, because what a link carries follows only here.
pub const GRANT: &str = "link";

/// Parts of addresses behind which a mailed link carries something.
pub const LINK_WORDS: [&str; 5] = [GRANT, "confirm", "bestaetigen", "withdraw", "widerrufen"];

/// Characters of what a link carries: 256 bits in base64url.
pub const TOKEN_LENGTH: usize = 43;

/// The address that a path behind the language asks for, if it belongs to the whitepapers.
fn whitepaper(rest: &str, language: &Language) -> Option<Address> {
    let language = language.clone();
    let rest = match rest.strip_prefix(WHITEPAPERS)? {
        "" => return Some(Address::Whitepapers(language)),
        rest => rest.strip_prefix('/')?,
    };
    if let Some(token) = rest.strip_prefix(GRANT).and_then(|rest| rest.strip_prefix('/')).filter(|token| is_token(token)) {
        return Some(Address::Grant(language, token.to_owned()));
    }
    let (slug, is_file) = rest.strip_suffix("/file").map_or((rest, false), |slug| (slug, true));
    match item::one_part_slug(slug) {
        Ok(slug) if is_file && rest.strip_suffix("/file") == Some(slug.as_str()) => Some(Address::WhitepaperFile(language, slug)),
        Ok(slug) if slug.as_str() == rest => Some(Address::Whitepaper(language, slug)),
        _ => Some(Address::Unknown(language)),
    }
}

/// Whether it looks like what a link carries.
pub fn is_token(text: &str) -> bool {
    text.len() == TOKEN_LENGTH && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
}

fn path(language: &Language, rest: &str, languages: &Languages) -> String {
    match (languages.is_default(language), rest.is_empty()) {
        (true, _) => format!("/{rest}"),
        (false, true) => format!("/{}", language.path_part()),
        (false, false) => format!("/{}/{rest}", language.path_part()),
    }
}

/// Whether a page at this path is the privacy notice, to which forms lead.
pub fn is_privacy_path(path: &str) -> bool {
    path.ends_with("/privacy") || path.ends_with("/datenschutz")
}

/// The slug of the page on which visitors book a consultation.
pub fn booking_word(language: &Language) -> &'static str {
    if language.primary() == "de" { "termin" } else { "book" }
}

/// The beginning of the path of every link to a file: `/whitepapers/link/`.
pub fn grants_prefix(language: &Language, languages: &Languages) -> String {
    path(language, &format!("{WHITEPAPERS}/{GRANT}/"), languages)
}

fn search_word(language: &Language) -> &'static str {
    if language.primary() == "de" { "suche" } else { "search" }
}

fn webinars_word(language: &Language) -> &'static str {
    if language.primary() == "de" { "webinare" } else { "webinars" }
}

/// Refuses a slug whose address belongs to the program or to a language.
pub fn check_free(slug: &Slug, languages: &Languages) -> Result<(), Problem> {
    let first = slug.first_part();
    let is_search = languages.all.iter().any(|language| search_word(language) == slug.as_str());
    let is_webinar = languages.all.iter().any(|language| webinars_word(language) == first);
    let consent_words = languages.all.iter().flat_map(|language| [confirm_word(language), withdraw_word(language)]);
    let is_consent = consent_words
        .into_iter()
        .any(|word| slug.as_str().strip_prefix(word).is_some_and(|rest| rest.is_empty() || rest.starts_with('/')));
    if RESERVED.contains(&first)
        || first == WHITEPAPERS
        || is_consent
        || is_webinar
        || is_search
        || languages.at_path(first).is_some()
    {
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

/// The path of a link that may lead to something of this site, percent-encoded as typed, without query and fragment. None for
/// other sites, and for what belongs to the program. `base_url` has no slash at its end.
pub fn own_path<'a>(link: &'a str, base_url: &str) -> Option<&'a str> {
    let link = link.strip_prefix(base_url).unwrap_or(link);
    let path = link.split(['?', '#']).next().unwrap_or_default();
    let rest = path.strip_prefix('/')?;
    let first = rest.split(['/', '.']).next().unwrap_or_default();
    (!rest.starts_with('/') && !RESERVED.contains(&first)).then_some(path)
}

#[cfg(test)]
mod tests;
