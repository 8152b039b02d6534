//! What a page is, for search engines and feed readers: an article, a service, who the company is, how to reach it, or something else.

use serde::{Deserialize, Serialize};

use super::Template;
use crate::invalid::Problem;
use crate::text::Slug;

/// Decides what the page says of itself to machines, whether its reading time is shown, and whether feeds hold it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PageKind {
    Article,
    Service,
    About,
    Contact,
    Other,
}

/// First parts of the addresses of articles, in the languages of the interface.
pub const ARTICLES: [&str; 27] = [
    "aktuelles",
    "articles",
    "artikel",
    "beitraege",
    "blog",
    "case-studies",
    "einblicke",
    "fachartikel",
    "fachbeitraege",
    "fallstudien",
    "insights",
    "journal",
    "magazin",
    "magazine",
    "meldungen",
    "nachrichten",
    "neuigkeiten",
    "news",
    "posts",
    "presse",
    "press",
    "projekte",
    "projects",
    "references",
    "referenzen",
    "stories",
    "wissen",
];

/// First parts of the addresses of services.
const SERVICES: [&str; 8] =
    ["angebot", "dienstleistungen", "leistungen", "loesungen", "offerings", "service", "services", "solutions"];

/// Last parts of the addresses of a page about the company, and of one that says how to reach it.
const ABOUT: [&str; 7] = ["about", "about-us", "company", "ueber", "ueber-uns", "unternehmen", "who-we-are"];
const CONTACT: [&str; 5] = ["contact", "contact-us", "contacts", "kontakt", "kontakte"];

impl PageKind {
    pub const ALL: [Self; 5] = [Self::Article, Self::Service, Self::About, Self::Contact, Self::Other];

    /// As the column `pages.kind` holds it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Article => "article",
            Self::Service => "service",
            Self::About => "about",
            Self::Contact => "contact",
            Self::Other => "other",
        }
    }

    /// None where an editor leaves it to the address.
    pub fn parse(text: &str) -> Result<Option<Self>, Problem> {
        if text.is_empty() {
            return Ok(None);
        }
        Self::ALL.into_iter().find(|kind| kind.as_str() == text).map(Some).ok_or(Problem::NotAChoice)
    }

    /// The kind of a page for which no editor chose one: `insights/arc-fault` is an article, `kontakt` says how to reach the company.
    pub fn of_address(template: Template, slug: &Slug) -> Self {
        let slug = slug.as_str();
        let (last, section) = (slug.rsplit('/').next().unwrap_or_default(), slug.split_once('/').map(|(first, _)| first));
        let is_in = |sections: &[&str]| section.is_some_and(|first| sections.contains(&first));
        match template {
            Template::Home | Template::Legal => Self::Other,
            Template::Default if is_in(&ARTICLES) => Self::Article,
            _ if is_in(&SERVICES) => Self::Service,
            _ if ABOUT.contains(&last) => Self::About,
            _ if CONTACT.contains(&last) => Self::Contact,
            _ => Self::Other,
        }
    }
}

/// Whether pages stand below this address that belong together, so that it is a list of them: `insights`, `leistungen`.
pub fn is_section(slug: &Slug) -> bool {
    ARTICLES.contains(&slug.as_str()) || SERVICES.contains(&slug.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slug(text: &str) -> Slug {
        Slug::parse(text).unwrap()
    }

    #[test]
    fn an_address_tells_what_a_page_is() {
        for (path, kind) in [
            ("insights/arc-fault", PageKind::Article),
            ("fachbeitraege/2026/stoerlichtbogen", PageKind::Article),
            ("insights", PageKind::Other),
            ("insights-2026/a", PageKind::Other),
            ("services/measure", PageKind::Service),
            ("leistungen/messen", PageKind::Service),
            ("about", PageKind::About),
            ("company/about-us", PageKind::About),
            ("kontakt", PageKind::Contact),
            ("services/contact", PageKind::Service),
            ("careers", PageKind::Other),
        ] {
            assert_eq!(PageKind::of_address(Template::Default, &slug(path)), kind, "{path}");
        }
        assert_eq!(PageKind::of_address(Template::Home, &Slug::home()), PageKind::Other);
        assert_eq!(PageKind::of_address(Template::Legal, &slug("contact")), PageKind::Other);
        assert_eq!(PageKind::of_address(Template::Landing, &slug("insights/a")), PageKind::Other, "nobody reads it as a text");
        assert_eq!(PageKind::of_address(Template::Landing, &slug("services/a")), PageKind::Service);
    }

    #[test]
    fn a_kind_is_chosen_or_left_to_the_address() {
        for kind in PageKind::ALL {
            assert_eq!(PageKind::parse(kind.as_str()), Ok(Some(kind)));
        }
        assert_eq!((PageKind::parse(""), PageKind::parse("Article")), (Ok(None), Err(Problem::NotAChoice)));
    }

    #[test]
    fn a_section_is_a_list_and_no_page_of_it() {
        assert!(is_section(&slug("insights")) && is_section(&slug("leistungen")));
        assert!(!is_section(&slug("insights/a")) && !is_section(&Slug::home()) && !is_section(&slug("team")));
    }
}
