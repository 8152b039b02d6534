//! An item: something that is published in languages, by its kind and its id.

mod list;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use self::list::{ItemFilter, ItemRow, ItemSort, ItemTab, ItemTotals};
use crate::id::{PageId, WebinarId, WhitepaperId};
use crate::invalid::{Invalid, Problem};
use crate::language::{Language, Languages, Localized, check_count};
use crate::publication::Publication;
use crate::text::Slug;
use crate::time::Timestamp;

/// Declares the kinds with their names, so that none is forgotten in a list of them.
macro_rules! kinds {
    ($($kind:ident: $name:literal, $folder:literal;)*) => {
        /// The nouns that have translations, addresses and a state of publication.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum ItemKind {
            $($kind,)*
        }

        impl ItemKind {
            pub const ALL: [Self; [$($name),*].len()] = [$(Self::$kind),*];

            /// As the columns `item_kind` and the search page's address hold it.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$kind => $name,)*
                }
            }

            /// Several of them, as addresses of the admin and ids in feeds hold it.
            pub const fn folder(self) -> &'static str {
                match self {
                    $(Self::$kind => $folder,)*
                }
            }
        }
    };
}

kinds! {
    Page: "page", "pages";
    Webinar: "webinar", "webinars";
    Whitepaper: "whitepaper", "whitepapers";
}

impl ItemKind {
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }

    /// Bytes of a slug of this kind, at most.
    pub fn max_slug(self) -> usize {
        match self {
            Self::Page => Slug::MAX,
            Self::Webinar | Self::Whitepaper => MAX_ONE_PART_SLUG,
        }
    }

    /// The field of its form without which a language is not published.
    pub fn required_field(self) -> &'static str {
        match self {
            Self::Page => "content",
            Self::Webinar | Self::Whitepaper => "description",
        }
    }
}

/// One item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ItemRef {
    pub kind: ItemKind,
    pub id: i64,
}

impl From<PageId> for ItemRef {
    fn from(id: PageId) -> Self {
        Self { kind: ItemKind::Page, id: id.0 }
    }
}

impl From<WebinarId> for ItemRef {
    fn from(id: WebinarId) -> Self {
        Self { kind: ItemKind::Webinar, id: id.0 }
    }
}

impl From<WhitepaperId> for ItemRef {
    fn from(id: WhitepaperId) -> Self {
        Self { kind: ItemKind::Whitepaper, id: id.0 }
    }
}

/// A stored item as its editor's screen shows it. `F` is its form; `O` is what only its noun shows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ItemDetail<F, O = ()> {
    /// The draft, as it would be saved unchanged; holds id and version.
    pub form: F,
    pub publication: Publication<F>,
    pub updated_at: Timestamp,
    /// The name of the person who saved it last.
    pub updated_by: Option<String>,
    pub deleted_at: Option<Timestamp>,
    pub extra: O,
}

/// The texts of a form, each parsed by `parse`, which answers None where nothing was typed. Problems stand at `title:de` and so on, at the title in
/// the default language where there is no text at all. Refused at once where there are more languages than a site may have.
pub fn parse_texts<F, T>(
    forms: BTreeMap<Language, F>,
    languages: &Languages,
    invalid: &mut Invalid,
    mut parse: impl FnMut(F) -> Option<Result<T, Invalid>>,
) -> Result<Localized<T>, Invalid> {
    check_count(&forms)?;
    let mut texts = Localized::default();
    let mut is_any = false;
    for (language, form) in forms {
        let Some(parsed) = parse(form) else { continue };
        is_any = true;
        match parsed {
            _ if languages.find(language.as_str()).is_none() => invalid.add(format!("title:{language}"), Problem::NotAChoice),
            Ok(text) => _ = texts.0.insert(language, text),
            Err(problems) => {
                problems.0.into_iter().for_each(|(field, problem)| invalid.add(format!("{field}:{language}"), problem))
            }
        }
    }
    if !is_any {
        invalid.add(format!("title:{}", languages.default), Problem::NoLanguage);
    }
    Ok(texts)
}

/// Bytes of a slug of one part, at most. Its address with the words before it is still as short as a page's.
pub const MAX_ONE_PART_SLUG: usize = 180;

/// A slug of one part, as every item has one but a page.
pub fn one_part_slug(typed: &str) -> Result<Slug, Problem> {
    let slug = Slug::parse(typed)?;
    if slug.is_home() {
        return Err(Problem::Missing);
    }
    if slug.as_str().len() > MAX_ONE_PART_SLUG {
        return Err(Problem::TooLong { max: MAX_ONE_PART_SLUG });
    }
    if slug.as_str().contains('/') { Err(Problem::NotASlug) } else { Ok(slug) }
}

/// The greatest place in an order, and its negative the smallest.
pub const MAX_SORT_ORDER: i64 = 1_000_000;

/// A place in an order as it is typed; nothing is 0.
pub fn sort_order(typed: &str) -> Result<i64, Problem> {
    match typed.trim() {
        "" => Ok(0),
        typed => match typed.parse::<i64>() {
            Ok(number) if (-MAX_SORT_ORDER..=MAX_SORT_ORDER).contains(&number) => Ok(number),
            _ => Err(Problem::NotANumber),
        },
    }
}
