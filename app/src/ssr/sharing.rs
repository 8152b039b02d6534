//! The picture beside a link to a page elsewhere: one of the page's own, else one that the server draws of its title.

use std::fmt;
use std::sync::Arc;

use domain::item::{ItemKind, ItemRef};
use domain::language::{Language, Languages};
use domain::media::SHARED_SIZE;
use memchr::memmem;
use serde::{Deserialize, Serialize};
use store::media::SharingPicture;
use store::sessions::hash;

use crate::error::AppError;
use crate::layout::public::whitepapers_title;
use crate::routes;
use crate::shell::CardImage;
use crate::ssr::{AppContext, now};

/// Raised whenever cards are drawn in another way; then all get new addresses.
const DRAWING: u32 = 1;

/// How many pictures of a page are tried until one is large enough.
const MAX_PICTURES: usize = 4;

/// What a card stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DrawnCard {
    of: CardSubject,
    /// The language of the title.
    language: Language,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum CardSubject {
    Item(ItemRef),
    /// The list of whitepapers.
    Whitepapers,
}

/// The words of a card.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CardTexts {
    pub title: String,
    pub site_title: String,
}

impl CardTexts {
    /// Names the picture, by all that it is made of.
    pub fn digest(&self) -> String {
        hash(&serde_json::json!([DRAWING, self.title, self.site_title]).to_string())
    }
}

/// The name of its file.
impl fmt::Display for DrawnCard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.of {
            CardSubject::Item(item) => write!(f, "{}-{}-{}.png", item.kind.as_str(), item.id, self.language),
            CardSubject::Whitepapers => write!(f, "whitepapers-{}.png", self.language),
        }
    }
}

impl DrawnCard {
    pub fn of_item(item: impl Into<ItemRef>, language: &Language) -> Self {
        Self { of: CardSubject::Item(item.into()), language: language.clone() }
    }

    pub fn of_whitepapers(language: &Language) -> Self {
        Self { of: CardSubject::Whitepapers, language: language.clone() }
    }

    /// Reads a name exactly as [`fmt::Display`] writes it.
    pub fn parse(name: &str) -> Option<Self> {
        let (kind, rest) = name.strip_suffix(".png")?.split_once('-')?;
        let card = if kind == "whitepapers" {
            Self::of_whitepapers(&Language::parse(rest).ok()?)
        } else {
            let (id, tag) = rest.split_once('-')?;
            let item = ItemRef { kind: ItemKind::parse(kind)?, id: id.parse().ok()? };
            Self { of: CardSubject::Item(item), language: Language::parse(tag).ok()? }
        };
        (card.to_string() == name).then_some(card)
    }

    /// The words of the card now. None where visitors read no such document.
    pub async fn texts(&self, context: &AppContext) -> Result<Option<CardTexts>, AppError> {
        let settings = context.settings().await?;
        let title = match self.of {
            CardSubject::Item(item) => store::publishing::shared_title(context.store(), item, &self.language, now()).await?,
            CardSubject::Whitepapers => settings
                .languages
                .all
                .contains(&self.language)
                .then(|| whitepapers_title(&settings.texts, &self.language).to_owned()),
        };
        Ok(title.map(|title| self.titled(title, &settings.site_title, &settings.languages)))
    }

    fn titled(&self, title: String, site_titles: &domain::language::Localized<String>, languages: &Languages) -> CardTexts {
        let site_title = site_titles.best(&self.language, languages).map(|(_, title)| title.clone()).unwrap_or_default();
        CardTexts { title, site_title }
    }

    /// The picture of a document with this title. `html` is searched for pictures of its own.
    pub async fn image(&self, context: &AppContext, title: &str, html: &str) -> Result<CardImage, AppError> {
        if let Some(own) = own_picture(context, html).await? {
            let alt = alt_of(html, &own.address).filter(|alt| !alt.is_empty()).unwrap_or_else(|| title.to_owned());
            return Ok(CardImage {
                address: format!("{}{}", context.base_url(), own.address),
                mime_type: own.format.mime_type(),
                width: own.width,
                height: own.height,
                alt,
            });
        }
        let settings = context.settings().await?;
        let texts = self.titled(title.to_owned(), &settings.site_title, &settings.languages);
        let (width, height) = SHARED_SIZE;
        Ok(CardImage {
            address: format!("{}{}/{}/{self}", context.base_url(), routes::CARDS, texts.digest()),
            mime_type: "image/png",
            width,
            height,
            alt: title.to_owned(),
        })
    }
}

async fn own_picture(context: &AppContext, html: &str) -> Result<Option<Arc<SharingPicture>>, AppError> {
    let hashes = picture_hashes(html);
    if hashes.is_empty() { Ok(None) } else { context.sharing_picture(&hashes).await }
}

/// The hashes of the first pictures of the library that a text shows.
fn picture_hashes(html: &str) -> Vec<&str> {
    const SOURCE: &str = "src=\"/media/";
    let mut hashes: Vec<&str> = Vec::new();
    for at in memmem::find_iter(html.as_bytes(), SOURCE) {
        let hash = html[at + SOURCE.len()..].split('/').next().unwrap_or_default();
        let is_hash = hash.len() == 64 && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
        if is_hash && !hashes.contains(&hash) {
            hashes.push(hash);
        }
        if hashes.len() == MAX_PICTURES {
            break;
        }
    }
    hashes
}

/// The alternative text of the first picture that is made of the same file.
fn alt_of(html: &str, address: &str) -> Option<String> {
    let file = address.strip_prefix("/media/")?.split('/').next()?;
    let at = html.find(&format!("src=\"/media/{file}/"))?;
    let start = html[..at].rfind("<img")?;
    let (_, rest) = html[start..].split_once(" alt=\"")?;
    // Of the same element: none begins before it.
    let before = html[start..].len() - rest.len();
    if html[start + 4..start + before].contains("<img") {
        return None;
    }
    let (alt, _) = rest.split_once('"')?;
    let marks = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&nbsp;", "\u{a0}"), ("&amp;", "&")];
    Some(marks.iter().fold(alt.to_owned(), |text, (mark, sign)| text.replace(mark, sign)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_read_as_it_is_written_and_in_no_other_way() {
        for name in ["page-12-de.png", "whitepaper-3-zh-Hant.png", "whitepapers-en.png"] {
            assert_eq!(DrawnCard::parse(name).map(|card| card.to_string()).as_deref(), Some(name));
        }
        for other in [
            "page-012-de.png",
            "page-+1-de.png",
            "page-1-DE.png",
            "page-1.png",
            "user-1-de.png",
            "page-1-de.jpg",
            "page-1-de.png.png",
            "",
        ] {
            assert_eq!(DrawnCard::parse(other), None, "{other}");
        }
    }

    #[test]
    fn another_title_is_another_picture() {
        let texts = |title: &str, site: &str| CardTexts { title: title.into(), site_title: site.into() }.digest();
        assert_eq!(texts("a", "b"), texts("a", "b"));
        assert_ne!(texts("a", "b"), texts("a", "c"));
        assert_ne!(texts("a,b", ""), texts("a", "b"));
    }

    #[test]
    fn pictures_of_a_text_are_found_with_what_they_show() {
        let (first, second) = ("a".repeat(64), "b".repeat(64));
        let html = format!(
            r#"<img src="/assets/x.png" alt="Other"><picture><img src="/media/{first}/van.jpg" alt="A &amp; &quot;B&quot;"></picture>
            <img alt="Second" src="/media/{second}/640/x.webp"><img src="/media/{first}/van.jpg" alt="Again">"#
        );
        assert_eq!(picture_hashes(&html), [first.as_str(), second.as_str()]);
        assert_eq!(alt_of(&html, &format!("/media/{first}/1200x630-50-50/van.jpg")).as_deref(), Some("A & \"B\""));
        assert_eq!(alt_of(&html, &format!("/media/{second}/1200x630-50-50/x.jpg")).as_deref(), Some("Second"));
        assert!(picture_hashes("<p>src=\"/media/none/").is_empty());
    }
}
