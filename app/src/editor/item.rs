//! An item as its editor knows it: it has texts in several languages, a version, and a state for visitors in each language.

use domain::item::{ItemDetail, ItemKind, ItemRef};
use domain::language::{Language, Languages};
use domain::publication::{LanguageState, Publication};
use domain::time::Timestamp;

use super::tab::Tab;
use super::translations::Translations;
use crate::error::AppError;
use crate::form::editable::{Editable, IdOf, ServerResult};
use crate::form::fields::{Detail, Form, FormField};
use crate::items::api::{AnyItemDetail, cancel_item, drop_draft, end_item, publish_item, schedule_item, unpublish_item};
use crate::text::UiLanguage;
use crate::text::noun::ItemTexts;

/// A noun that has an editor. Server functions of its own open and save it; all others are the same for every item.
pub trait Item: Editable<Form: ItemForm, Detail: PublishedDetail, Extension = Translations> {
    const ITEM_KIND: ItemKind;

    fn item_texts(ui_language: UiLanguage) -> &'static ItemTexts;
    /// The address before the slug; ends with a slash.
    fn prefix(language: &Language, languages: &Languages) -> String;

    /// Shows the draft of a language to visitors, at once.
    fn publish(id: IdOf<Self>, version: i64, language: Language) -> impl Future<Output = ServerResult<Self::Detail>> + 'static {
        detail_of::<Self>(publish_item(id.into(), version, language))
    }

    /// Shows a language to visitors from a time on, and until another if there is one.
    fn schedule(
        id: IdOf<Self>,
        version: i64,
        language: Language,
        from: Timestamp,
        until: Option<Timestamp>,
    ) -> impl Future<Output = ServerResult<Self::Detail>> + 'static {
        detail_of::<Self>(schedule_item(id.into(), version, language, from, until))
    }

    /// Sets the end of what visitors read in a language, or takes it away; the draft stays a draft.
    fn set_end(
        id: IdOf<Self>,
        version: i64,
        language: Language,
        until: Option<Timestamp>,
    ) -> impl Future<Output = ServerResult<Self::Detail>> + 'static {
        detail_of::<Self>(end_item(id.into(), version, language, until))
    }

    /// Takes back what waits for its time in a language.
    fn cancel(id: IdOf<Self>, version: i64, language: Language) -> impl Future<Output = ServerResult<Self::Detail>> + 'static {
        detail_of::<Self>(cancel_item(id.into(), version, language))
    }

    /// Makes what is live the draft again.
    fn drop_draft(id: IdOf<Self>, version: i64) -> impl Future<Output = ServerResult<Self::Detail>> + 'static {
        detail_of::<Self>(drop_draft(id.into(), version))
    }

    /// Hides a language from visitors.
    fn unpublish(id: IdOf<Self>, version: i64, language: Language) -> impl Future<Output = ServerResult<Self::Detail>> + 'static {
        detail_of::<Self>(unpublish_item(id.into(), version, language))
    }
}

/// The form of an item.
pub trait ItemForm: Form<Field: ItemField, Id: Into<ItemRef>> {
    /// Fewer words are rarely worth a page of their own; None where the long text may be short, or not there.
    const MIN_WORDS: Option<usize> = None;

    /// Whether nothing is typed in a language.
    fn is_empty_in(&self, language: &Language) -> bool;

    /// Whether an empty slug is right, as it is for the front page.
    fn is_slugless(&self) -> bool {
        false
    }

    /// The field of the file without which it cannot be published, and whether one is chosen; None where it needs no file.
    fn needed_file(&self) -> Option<(Self::Field, bool)> {
        None
    }
}

/// The fields that every item has.
pub trait ItemField: FormField {
    fn title(language: Language) -> Self;
    fn slug(language: Language) -> Self;
    /// The long text in Markdown, which is previewed.
    fn content(language: Language) -> Self;
    /// For search engines.
    fn seo_title(language: Language) -> Self;
    /// For search engines.
    fn description(language: Language) -> Self;
    /// The fields that search engines may show where there is no description, the best first.
    fn summaries(language: Language) -> Vec<Self>;
    /// The field that must be filled in before a language is published.
    fn needed_to_publish(language: Language) -> Self;
    /// The tab of the screen on which it stands.
    fn tab(&self) -> Tab;
}

/// An item as the server answers it.
pub trait PublishedDetail: Detail + TryFrom<AnyItemDetail> {
    /// The published side, beside the draft.
    fn publication(&self) -> &Publication<Self::Form>;

    /// None for a language that it does not have.
    fn state(&self, language: &Language) -> Option<LanguageState> {
        self.publication().states.get(language).copied()
    }
}

impl<F, O> Detail for ItemDetail<F, O>
where
    F: Clone + PartialEq + Send + Sync + 'static,
    O: Clone + PartialEq + Send + Sync + 'static,
{
    type Form = F;

    fn form(&self) -> &F {
        &self.form
    }

    fn updated_at(&self) -> Timestamp {
        self.updated_at
    }

    fn updated_by(&self) -> Option<&str> {
        self.updated_by.as_deref()
    }

    fn deleted_at(&self) -> Option<Timestamp> {
        self.deleted_at
    }

    fn published_side(&self) -> Option<&Publication<F>> {
        Some(&self.publication)
    }
}

impl<F, O> PublishedDetail for ItemDetail<F, O>
where
    Self: Detail<Form = F> + TryFrom<AnyItemDetail>,
{
    fn publication(&self) -> &Publication<F> {
        &self.publication
    }
}

/// The server answers for an item of any kind; this takes the answer as the requested kind.
async fn detail_of<I: Item>(answer: impl Future<Output = ServerResult<AnyItemDetail>> + 'static) -> ServerResult<I::Detail> {
    <I::Detail>::try_from(answer.await?).map_err(|_| AppError::Internal)
}
