//! What the checklist finds.

use domain::invalid::Problem;
use domain::language::Language;
use domain::link_check::TypedAddress;

/// What was found; the sentence for it is in `text::checklist`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finding {
    Described,
    NoTitle(Language),
    /// It lacks the text without which it cannot be published.
    NoNeededText(Language),
    NoDescription(Language),
    DescriptionLengthGood,
    DescriptionTooShort(Language, usize),
    DescriptionTooLong(Language, usize),
    FileChosen,
    NoFile,
    HeadingsInOrder,
    HeadingSkipsLevel(Language, String),
    SlugsFree,
    NoSlug(Language),
    SlugBad(Language, Problem),
    Words(Vec<(Language, usize)>),
    FewWords(Language, usize),
    LinksLead,
    /// A link to something of this site that visitors do not see, as it is typed.
    LinkHidden(Language, String),
    /// A link to an address of this site at which nothing is.
    LinkNowhere(Language, String),
    /// A link to a heading that the text does not have.
    LinkNoHeading(Language, String),
    /// A picture of another site, which no page shows.
    PictureExternal(Language, TypedAddress),
    /// A list of pages below one that visitors do not see, as it is typed.
    ListHidden(Language, String),
    /// A list of pages below one that is not there.
    ListNowhere(Language, String),
    /// A block that is not known or not closed, by its name.
    BlockAsText(Language, String),
    /// Tags of HTML that are left out, while their contents stay: how many, and their names.
    HtmlDropped(Language, u32, String),
    /// Tags of HTML that are shown as text.
    HtmlAsText(Language, u32, String),
    Translated,
    NotTranslated(Language),
    /// A draft beside a language that visitors read.
    NotPublished(Language),
    Outdated(Language),
    PicturesDescribed(usize),
    PicturesBare(Language, usize),
    /// A picture of the library that says nothing in this language, by its name.
    FileBare(Language, String),
    /// The text names this many files that the library no longer has.
    FilesGone(Language, usize),
}

impl Finding {
    /// Whether something is not there yet, rather than wrong.
    pub(super) fn is_missing(&self) -> bool {
        matches!(
            self,
            Self::NoTitle(_)
                | Self::NoNeededText(_)
                | Self::NoDescription(_)
                | Self::NoFile
                | Self::NoSlug(_)
                | Self::NotTranslated(_)
                | Self::FewWords(..)
        )
    }
}
