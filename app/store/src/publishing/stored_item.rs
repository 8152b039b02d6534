//! An item as it is stored: what visitors read, and the draft beside it.

use std::collections::BTreeMap;

use domain::item::{ItemDetail, ItemRef};
use domain::language::{Language, Languages};
use domain::publication::{Period, Publication};
use domain::text::Slug;
use domain::time::Timestamp;
use sqlx::SqliteConnection;

use super::content::{Content, Row};
use super::translations::{self, Translation, source_written_at};
use super::{render, revisions, save, scheduled_change, text};
use crate::error::Error;
use crate::sqlite::Write;

/// An item with its draft.
#[derive(Debug)]
pub(crate) struct StoredItem<C: Content> {
    pub(crate) id: i64,
    pub(crate) version: i64,
    /// The columns: the published text of a published language, else the draft. A scheduled change whose time has come is in it
    /// already.
    pub(crate) live: C,
    /// The form of the last revision, with the id and version of the item.
    pub(crate) draft: C::Form,
    /// None for an item that this program has never saved.
    pub(super) revision: Option<i64>,
    /// When the draft's text in each language was written.
    pub(super) written_at: BTreeMap<Language, Timestamp>,
    pub(crate) languages: BTreeMap<Language, Translation>,
    /// The texts of scheduled changes, each in its language only. None if nothing is scheduled.
    upcoming: Option<C::Form>,
    pub(crate) updated_at: Timestamp,
    pub(crate) updated_by: Option<String>,
    pub(crate) deleted_at: Option<Timestamp>,
}

impl<C: Content> StoredItem<C> {
    /// The item in whatever state it is, in the trash too.
    pub(crate) async fn read(connection: &mut SqliteConnection, id: i64, now: Timestamp) -> Result<Self, Error> {
        let item = ItemRef { kind: C::KIND, id };
        let languages = translations::translations(connection, item, now).await?;
        let slugs = languages.iter().map(|(language, own)| (language.clone(), own.slug.clone())).collect();
        let Row { content: mut live, version, updated_at, updated_by, deleted_at } = C::read(connection, id, &slugs).await?;
        for (language, own) in &languages {
            if let Some(due) = &own.due {
                // Visitors read this text already, so today's rules are not applied.
                let mut form: C::Form = revisions::form(connection, due.revision_id).await?;
                // The slug comes from the row: a restore from the trash may have changed it.
                if let Some(text) = C::text_forms(&mut form).remove(language) {
                    live.texts_mut().0.insert(language.clone(), C::stored_text(text, own.slug.clone()));
                }
            }
        }
        let (revision, mut draft, written_at) = match revisions::latest::<C::Form>(connection, item).await? {
            Some(latest) => (Some(latest.id), latest.form, latest.written_at),
            None => (None, live.form(), BTreeMap::new()),
        };
        C::set_form_id_and_version(&mut draft, id, version);
        let upcoming = Self::read_upcoming(connection, &languages).await?;
        Ok(Self { id, version, live, draft, revision, written_at, languages, upcoming, updated_at, updated_by, deleted_at })
    }

    async fn read_upcoming(
        connection: &mut SqliteConnection,
        languages: &BTreeMap<Language, Translation>,
    ) -> Result<Option<C::Form>, Error> {
        let mut upcoming: Option<C::Form> = None;
        for (language, own) in languages {
            let Some(scheduled) = &own.scheduled else { continue };
            let mut form: C::Form = revisions::form(connection, scheduled.revision_id).await?;
            C::text_forms(&mut form).retain(|own, _| own == language);
            match &mut upcoming {
                Some(upcoming) => C::text_forms(upcoming).extend(C::text_forms(&mut form).clone()),
                None => upcoming = Some(form),
            }
        }
        Ok(upcoming)
    }

    /// The item if it still has the version that its editor saw.
    pub(crate) async fn read_version(
        connection: &mut SqliteConnection,
        id: i64,
        version: i64,
        now: Timestamp,
    ) -> Result<Self, Error> {
        let stored = Self::read(connection, id, now).await?;
        if stored.version == version { Ok(stored) } else { Err(Error::Stale) }
    }

    /// As [`Self::read`], to be changed: scheduled changes whose time has come are in the columns afterwards.
    pub(crate) async fn begin(tx: &mut Write, id: i64, now: Timestamp) -> Result<Self, Error> {
        let mut stored = Self::read(tx, id, now).await?;
        C::before_change(tx, id, now).await?;
        stored.apply_due_changes(tx, now).await?;
        Ok(stored)
    }

    /// As [`Self::read_version`], to be changed.
    pub(crate) async fn begin_version(tx: &mut Write, id: i64, version: i64, now: Timestamp) -> Result<Self, Error> {
        let mut stored = Self::read_version(tx, id, version, now).await?;
        C::before_change(tx, id, now).await?;
        stored.apply_due_changes(tx, now).await?;
        Ok(stored)
    }

    pub(crate) fn item(&self) -> ItemRef {
        ItemRef { kind: C::KIND, id: self.id }
    }

    pub(crate) fn is_published(&self, language: &Language) -> bool {
        self.languages.get(language).is_some_and(Translation::is_published)
    }

    pub(crate) fn is_any_published(&self) -> bool {
        self.languages.values().any(Translation::is_published)
    }

    /// Puts scheduled changes whose time has come into the columns. Until then visitors read them from rows of their own.
    async fn apply_due_changes(&mut self, tx: &mut Write, now: Timestamp) -> Result<(), Error> {
        let item = self.item();
        let mut has_due = false;
        for (language, own) in &mut self.languages {
            if let Some(due) = own.due.take() {
                scheduled_change::go_live(tx, item, language, &due).await?;
                has_due = true;
            }
        }
        if has_due {
            self.live.write_columns(tx, self.id, now).await?;
            self.mark_changes(tx, |language| self.is_published(language), &self.live, &self.draft).await?;
            save::sync_media_uses(tx, item, &self.live, &self.drafted()).await?;
        }
        Ok(())
    }

    /// Notes in which published languages a draft differs from what is live.
    pub(super) async fn mark_changes(
        &self,
        tx: &mut Write,
        is_published: impl Fn(&Language) -> bool + Send,
        live: &C,
        draft: &C::Form,
    ) -> Result<(), Error> {
        let live = live.form();
        for language in self.languages.keys() {
            let has_changes = is_published(language) && differs::<C>(&live, draft, language);
            text::mark_changes(tx, self.item(), language, has_changes).await?;
        }
        Ok(())
    }

    /// The draft. Where today's rules refuse it: its texts as they were stored, and of everything else what is live.
    pub(crate) fn drafted(&self) -> C {
        parse_stored::<C>(self.draft.clone()).unwrap_or_else(|_| {
            let (mut draft, mut form) = (self.live.clone(), self.draft.clone());
            let stored = C::text_forms(&mut form).iter().filter_map(|(language, text)| {
                let slug = Slug::parse(C::slug_of(&mut text.clone())).ok()?;
                Some((language.clone(), C::stored_text(text.clone(), slug)))
            });
            draft.texts_mut().0 = stored.collect();
            draft
        })
    }

    /// The draft, with its text in one language only. [`Error::NotFound`] where it has none.
    pub(super) fn draft_in(&self, language: &Language) -> Result<C::Form, Error> {
        let mut form = self.draft.clone();
        C::text_forms(&mut form).retain(|own, _| own == language);
        if C::text_forms(&mut form).is_empty() { Err(Error::NotFound) } else { Ok(form) }
    }

    /// The Markdown of the draft in one language, as rendering needs it.
    pub(super) fn markdown_of(&self, language: &Language) -> Option<render::Source> {
        let draft = self.drafted();
        let text = draft.texts().get(language)?;
        Some(render::Source { language: language.clone(), markdown: draft.parts(text).markdown.to_owned() })
    }

    /// The published texts as a form; none if no language is published.
    fn live_form(&self) -> Option<C::Form> {
        let mut live = self.live.form();
        C::set_form_id_and_version(&mut live, self.id, self.version);
        C::text_forms(&mut live).retain(|language, _| self.is_published(language));
        self.is_any_published().then_some(live)
    }

    /// The item as its editor's screen shows it. `extra` is what only its noun shows.
    pub(crate) fn detail<O>(self, extra: O, languages: &Languages, now: Timestamp) -> ItemDetail<C::Form, O> {
        ItemDetail {
            publication: self.publication(languages, now),
            form: self.draft,
            updated_at: self.updated_at,
            updated_by: self.updated_by,
            deleted_at: self.deleted_at,
            extra,
        }
    }

    /// The published side, for staff.
    fn publication(&self, languages: &Languages, now: Timestamp) -> Publication<C::Form> {
        let source_written_at = source_written_at(&self.languages, languages, now);
        let each = || self.languages.iter().map(|(language, own)| (language.clone(), own));
        Publication {
            live: self.live_form(),
            states: each().map(|(language, own)| (language, own.state(source_written_at, now))).collect(),
            periods: each().map(|(language, own)| (language, Period { from: own.published_at, until: own.end() })).collect(),
            planned: each()
                .filter_map(|(language, own)| {
                    let scheduled = own.scheduled.as_ref()?;
                    Some((language, Period { from: Some(scheduled.from), until: scheduled.until }))
                })
                .collect(),
            upcoming: self.upcoming.clone(),
        }
    }
}

/// Whether a draft would change what visitors read in a language.
pub(super) fn differs<C: Content>(live: &C::Form, draft: &C::Form, language: &Language) -> bool {
    let only = |form: &C::Form| {
        let mut form = form.clone();
        C::set_form_id_and_version(&mut form, 0, 0);
        C::text_forms(&mut form).retain(|own, _| own == language);
        form
    };
    only(live) != only(draft)
}

/// A form that was stored once; the site may have had more languages then.
fn parse_stored<C: Content>(mut form: C::Form) -> Result<C, domain::invalid::Invalid> {
    let own: Vec<Language> = C::text_forms(&mut form).keys().cloned().collect();
    let default = own.first().cloned().unwrap_or_else(|| Languages::default().default);
    C::parse(form, &Languages::new(default, own))
}
