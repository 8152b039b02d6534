//! [`Content`]: the part of drafts and publishing that each noun brings, its form, its columns and its texts.

use std::collections::{BTreeMap, BTreeSet};
use std::future::Future;

use domain::id::MediaId;
use domain::invalid::Invalid;
use domain::item::ItemKind;
use domain::language::{Language, Languages, Localized};
use domain::text::Slug;
use domain::time::Timestamp;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use sqlx::SqliteConnection;

use crate::access::Editor;
use crate::error::Error;
use crate::sqlite::Write;

/// Evaluates `$body` with the [`Content`] of a kind as `$content`. [`Error::NotFound`] for a kind that has none: nothing is done to
/// its items before it has a form.
macro_rules! with_content {
    ($kind:expr, $content:ident => $body:expr) => {
        match $kind {
            domain::item::ItemKind::Page => {
                type $content = domain::page::PageDraft;
                $body
            }
            domain::item::ItemKind::Whitepaper => {
                type $content = domain::whitepaper::WhitepaperDraft;
                $body
            }
            domain::item::ItemKind::Webinar => Err($crate::error::Error::NotFound),
        }
    };
}
pub(crate) use with_content;

/// The parsed form of a noun that has texts in several languages and is published. Revisions keep the form; the columns of its
/// table hold the parsed one.
pub(crate) trait Content: Clone + PartialEq + Send + Sync + 'static {
    type Form: Clone + PartialEq + Serialize + DeserializeOwned + Send + Sync;
    /// The part of the form for one language.
    type TextForm: Clone + PartialEq + Send + Sync;
    type Text: Clone + PartialEq + Send + Sync;

    const KIND: ItemKind;
    /// The fields of its form that name a file, as JSON paths (`$.file`).
    const FILE_FIELDS: &'static [&'static str] = &[];

    fn form(&self) -> Self::Form;
    fn parse(form: Self::Form, languages: &Languages) -> Result<Self, Invalid>;
    fn text_forms(form: &mut Self::Form) -> &mut BTreeMap<Language, Self::TextForm>;
    fn slug_of(form: &mut Self::TextForm) -> &mut String;
    /// Writes id and version into a form.
    fn set_form_id_and_version(form: &mut Self::Form, id: i64, version: i64);
    fn set_id_and_version(&mut self, id: i64, version: i64);

    fn texts(&self) -> &Localized<Self::Text>;
    fn texts_mut(&mut self) -> &mut Localized<Self::Text>;
    fn parts<'a>(&'a self, text: &'a Self::Text) -> TextParts<'a>;
    /// A text of a form that was stored once, whatever today's rules say of it.
    fn stored_text(form: Self::TextForm, slug: Slug) -> Self::Text;
    fn with_slug(text: &Self::Text, slug: &Slug) -> Self::Text;
    /// Whether a field that visitors of every language read differs from `before`.
    fn is_changed_for_all(&self, _before: &Self) -> bool {
        false
    }
    /// The files of the library that it names or is made of.
    fn media(&self) -> BTreeSet<MediaId>;
    /// The field that all languages share and that must be filled in before one is published.
    fn missing_to_publish(&self) -> Option<&'static str> {
        None
    }

    /// The entry in the audit log. It has no texts; the revisions have them.
    fn summary(&self) -> Value;

    /// Reads the columns, also of an item in the trash. `slugs` has the languages of the item.
    fn read(
        connection: &mut SqliteConnection,
        id: i64,
        slugs: &BTreeMap<Language, Slug>,
    ) -> impl Future<Output = Result<Row<Self>, Error>> + Send;
    /// A new row; its id.
    fn insert(&self, tx: &mut Write, by: &Editor, now: Timestamp) -> impl Future<Output = Result<i64, Error>> + Send;
    fn write_columns(&self, tx: &mut Write, id: i64, now: Timestamp) -> impl Future<Output = Result<(), Error>> + Send;

    /// Called before an act changes the columns. Saves what must outlive the public text.
    fn before_change(_tx: &mut Write, _id: i64, _now: Timestamp) -> impl Future<Output = Result<(), Error>> + Send {
        async { Ok(()) }
    }

    /// Called before an item leaves the trash. Gives up what another item has taken meanwhile.
    fn before_restore(_tx: &mut Write, _id: i64) -> impl Future<Output = Result<(), Error>> + Send {
        async { Ok(()) }
    }

    /// Puts the copy of a file that is in the library in the place of one that stays in the trash, where a column names it that holds
    /// no text. Its drafts follow by [`Content::FILE_FIELDS`].
    fn take_copy(_tx: &mut Write, _id: i64, _trashed: MediaId, _copy: MediaId) -> impl Future<Output = Result<(), Error>> + Send {
        async { Ok(()) }
    }

    /// Writes the number of the copy in place of that of the file in the trash, in the column that holds the texts of all languages.
    fn take_copy_in_texts(
        tx: &mut Write,
        id: i64,
        trashed: MediaId,
        copy: MediaId,
    ) -> impl Future<Output = Result<(), Error>> + Send;

    /// Refuses a file that is not in the library, unless one of these forms had chosen it before.
    fn refuse_missing_files(&self, _tx: &mut Write, _before: &[&Self::Form]) -> impl Future<Output = Result<(), Error>> + Send {
        async { Ok(()) }
    }
}

/// The row of an item, without its translations.
#[derive(Debug)]
pub(crate) struct Row<C> {
    /// With id and version.
    pub(crate) content: C,
    pub(crate) version: i64,
    pub(crate) updated_at: Timestamp,
    pub(crate) updated_by: Option<String>,
    pub(crate) deleted_at: Option<Timestamp>,
}

/// The parts of one text that the core needs.
#[derive(Debug, Clone)]
pub(crate) struct TextParts<'a> {
    pub(crate) title: &'a str,
    pub(crate) slug: &'a Slug,
    pub(crate) markdown: &'a str,
    /// The text that it needs to be published.
    pub(crate) required: &'a str,
    /// Words that belong to it before those of the Markdown.
    pub(crate) intro_words: &'a str,
    /// Words that a list searches beside the index.
    pub(crate) folded: String,
}
