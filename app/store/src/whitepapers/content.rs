//! A whitepaper as the columns of its row hold it.

use std::collections::{BTreeMap, BTreeSet};

use domain::id::{MediaId, WhitepaperId};
use domain::invalid::Invalid;
use domain::item::ItemKind;
use domain::language::{Language, Languages, Localized};
use domain::media as library;
use domain::search::fold;
use domain::text::Slug;
use domain::time::Timestamp;
use domain::whitepaper::{Category, WhitepaperDraft, WhitepaperForm, WhitepaperText, WhitepaperTextForm};
use serde_json::{Value, json};
use sqlx::SqliteConnection;

use super::public_file;
use crate::access::Editor;
use crate::error::Error;
use crate::media::refuse_missing;
use crate::publishing::{Content, Row, TextParts, column, optional_column, texts, unless_empty};
use crate::sqlite::Write;

impl Content for WhitepaperDraft {
    type Form = WhitepaperForm;
    type TextForm = WhitepaperTextForm;
    type Text = WhitepaperText;

    const KIND: ItemKind = ItemKind::Whitepaper;
    const FILE_FIELDS: &'static [&'static str] = &["$.file", "$.cover"];

    fn form(&self) -> WhitepaperForm {
        form(self)
    }

    fn parse(form: WhitepaperForm, languages: &Languages) -> Result<Self, Invalid> {
        form.parse(languages)
    }

    fn text_forms(form: &mut WhitepaperForm) -> &mut BTreeMap<Language, WhitepaperTextForm> {
        &mut form.texts
    }

    fn slug_of(form: &mut WhitepaperTextForm) -> &mut String {
        &mut form.slug
    }

    fn set_form_id_and_version(form: &mut WhitepaperForm, id: i64, version: i64) {
        (form.id, form.version) = (Some(WhitepaperId(id)), version);
    }

    fn set_id_and_version(&mut self, id: i64, version: i64) {
        (self.id, self.version) = (Some(WhitepaperId(id)), version);
    }

    fn texts(&self) -> &Localized<WhitepaperText> {
        &self.texts
    }

    fn texts_mut(&mut self) -> &mut Localized<WhitepaperText> {
        &mut self.texts
    }

    fn parts<'a>(&'a self, text: &'a WhitepaperText) -> TextParts<'a> {
        let description = text.description.as_deref().unwrap_or_default();
        TextParts {
            title: &text.title,
            slug: &text.slug,
            markdown: &text.preview,
            required: description,
            intro_words: description,
            folded: folded(self, text),
        }
    }

    fn stored_text(form: WhitepaperTextForm, slug: Slug) -> WhitepaperText {
        let WhitepaperTextForm { title, slug: _, description, preview, meta_title, meta_description } = form;
        WhitepaperText {
            title,
            slug,
            description: unless_empty(description),
            preview,
            meta_title: unless_empty(meta_title),
            meta_description: unless_empty(meta_description),
        }
    }

    fn with_slug(text: &WhitepaperText, slug: &Slug) -> WhitepaperText {
        WhitepaperText { slug: slug.clone(), ..text.clone() }
    }

    fn is_changed_for_all(&self, before: &Self) -> bool {
        let shown = |draft: &Self| (draft.file, draft.cover, draft.category, draft.tags.clone(), draft.industries.clone());
        shown(self) != shown(before) || self.requires_registration != before.requires_registration
    }

    fn media(&self) -> BTreeSet<MediaId> {
        let named = self.texts.0.values().flat_map(|text| library::ids_in(&text.preview));
        named.chain(self.file).chain(self.cover).collect()
    }

    fn missing_to_publish(&self) -> Option<&'static str> {
        self.file.is_none().then_some("file")
    }

    fn summary(&self) -> Value {
        let titles: BTreeMap<_, _> = self.texts.0.iter().map(|(language, text)| (language, &text.title)).collect();
        let slugs: BTreeMap<_, _> = self.texts.0.iter().map(|(language, text)| (language, &text.slug)).collect();
        json!({
            "version": self.version,
            "title": titles,
            "slug": slugs,
            "file": self.file,
            "cover": self.cover,
            "category": self.category,
            "requires_registration": self.requires_registration,
            "lead_magnet_active": self.lead_magnet_active,
            "featured": self.featured,
            "sort_order": self.sort_order,
        })
    }

    async fn read(connection: &mut SqliteConnection, id: i64, slugs: &BTreeMap<Language, Slug>) -> Result<Row<Self>, Error> {
        let row = sqlx::query!(
            r#"
            select
                w.title, w.description, w.preview_content, w.meta_title, w.meta_description, w.file_id, w.thumbnail_id, w.category,
                coalesce(w.tags, '[]') as "tags!: String",
                coalesce(w.industry, '[]') as "industry!: String",
                coalesce(w.requires_registration, 1) as "requires_registration!: bool",
                coalesce(w.lead_magnet_active, 1) as "lead_magnet_active!: bool",
                coalesce(w.featured, 0) as "featured!: bool",
                coalesce(w.sort_order, 0) as "sort_order!: i64",
                w.version,
                unixepoch(coalesce(w.updated_at, w.created_at)) as "updated_at!: i64",
                unixepoch(w.deleted_at) as "deleted_at?: i64",
                u.first_name || ' ' || u.last_name as "updated_by?: String"
            from whitepapers w
            left join admin_users u on u.id = w.updated_by
            where w.id = ?
            "#,
            id
        )
        .fetch_optional(connection)
        .await?
        .ok_or(Error::NotFound)?;

        let mut title = texts(Some(&row.title))?;
        let (mut description, mut preview) = (texts(row.description.as_deref())?, texts(row.preview_content.as_deref())?);
        let mut meta_title = texts(row.meta_title.as_deref())?;
        let mut meta_description = texts(row.meta_description.as_deref())?;
        let text = |(language, slug): (&Language, &Slug)| {
            let text = WhitepaperText {
                title: title.remove(language).unwrap_or_default(),
                slug: slug.clone(),
                description: description.remove(language),
                preview: preview.remove(language).unwrap_or_default(),
                meta_title: meta_title.remove(language),
                meta_description: meta_description.remove(language),
            };
            (language.clone(), text)
        };
        let content = WhitepaperDraft {
            id: Some(WhitepaperId(id)),
            version: row.version,
            file: row.file_id.map(MediaId),
            cover: row.thumbnail_id.map(MediaId),
            category: category(row.category.as_deref()),
            tags: serde_json::from_str(&row.tags).map_err(Error::unreadable)?,
            industries: serde_json::from_str(&row.industry).map_err(Error::unreadable)?,
            requires_registration: row.requires_registration,
            lead_magnet_active: row.lead_magnet_active,
            featured: row.featured,
            sort_order: row.sort_order,
            texts: Localized(slugs.iter().map(text).collect()),
        };
        Ok(Row {
            content,
            version: row.version,
            updated_at: Timestamp(row.updated_at),
            updated_by: row.updated_by,
            deleted_at: row.deleted_at.map(Timestamp),
        })
    }

    async fn insert(&self, tx: &mut Write, by: &Editor, now: Timestamp) -> Result<i64, Error> {
        let (user, at) = (by.id().map(|id| id.0), now.to_sqlite());
        let (title, file) = (column(&self.texts, |text| Some(&text.title)), self.file.map(|file| file.0));
        // Placeholder: a trigger sets the slug when the first translation is written. No slug contains `~`.
        let id = sqlx::query_scalar!(
            r#"
            insert into whitepapers (title, slug, file_id, author_id, updated_by, created_at, updated_at)
            values (?1, '~', ?2, ?3, ?3, ?4, ?4)
            returning id as "id!: i64"
            "#,
            title,
            file,
            user,
            at,
        )
        .fetch_one(&mut **tx)
        .await?;
        self.write_columns(tx, id, now).await?;
        Ok(id)
    }

    async fn write_columns(&self, tx: &mut Write, id: i64, now: Timestamp) -> Result<(), Error> {
        let texts = &self.texts;
        let title = column(texts, |text| Some(&text.title));
        let description = optional_column(texts, |text| text.description.as_ref());
        let preview = optional_column(texts, |text| Some(&text.preview).filter(|preview| !preview.is_empty()));
        let (meta_title, meta_description) = (
            optional_column(texts, |text| text.meta_title.as_ref()),
            optional_column(texts, |text| text.meta_description.as_ref()),
        );
        let (file, cover, category) = (self.file.map(|file| file.0), self.cover.map(|cover| cover.0), self.category.as_str());
        let (tags, industries) = (json!(self.tags).to_string(), json!(self.industries).to_string());
        let at = now.to_sqlite();
        sqlx::query!(
            "
            update whitepapers
            set title = ?, description = ?, preview_content = ?, meta_title = ?, meta_description = ?, file_id = ?, thumbnail_id = ?,
                category = ?, tags = ?, industry = ?, requires_registration = ?, lead_magnet_active = ?, featured = ?, sort_order = ?,
                updated_at = ?
            where id = ?
            ",
            title,
            description,
            preview,
            meta_title,
            meta_description,
            file,
            cover,
            category,
            tags,
            industries,
            self.requires_registration,
            self.lead_magnet_active,
            self.featured,
            self.sort_order,
            at,
            id,
        )
        .execute(&mut **tx)
        .await?;
        Ok(())
    }

    async fn before_change(tx: &mut Write, id: i64, now: Timestamp) -> Result<(), Error> {
        public_file::keep_for_links(tx, id, now).await
    }

    async fn take_copy(tx: &mut Write, id: i64, trashed: MediaId, copy: MediaId) -> Result<(), Error> {
        public_file::take_copy(tx, id, trashed, copy).await
    }

    async fn take_copy_in_texts(tx: &mut Write, id: i64, trashed: MediaId, copy: MediaId) -> Result<(), Error> {
        let texts = sqlx::query_scalar!("select preview_content from whitepapers where id = ?", id).fetch_one(&mut **tx).await?;
        if let Some(texts) = texts.map(|texts| library::replace_id(&texts, trashed, copy)) {
            sqlx::query!("update whitepapers set preview_content = ?1 where id = ?2 and preview_content <> ?1", texts, id)
                .execute(&mut **tx)
                .await?;
        }
        Ok(())
    }

    async fn refuse_missing_files(&self, tx: &mut Write, before: &[&WhitepaperForm]) -> Result<(), Error> {
        let file = ("file", self.file, before.iter().filter_map(|form| form.file).collect());
        let cover = ("cover", self.cover, before.iter().filter_map(|form| form.cover).collect());
        refuse_missing(tx, [file, cover]).await
    }
}

/// Folded words for the public list of whitepapers and for the search.
fn folded(draft: &WhitepaperDraft, text: &WhitepaperText) -> String {
    let words = [&text.title].into_iter().chain(&text.description).chain(&draft.tags).chain(&draft.industries);
    let words = words.map(String::as_str).chain([draft.category.words()]);
    fold(&words.collect::<Vec<_>>().join(" "))
}

/// An unknown value counts as a guide.
pub(super) fn category(stored: Option<&str>) -> Category {
    stored.and_then(|stored| Category::parse(stored).ok()).unwrap_or_default()
}

/// The form that a draft came from.
fn form(draft: &WhitepaperDraft) -> WhitepaperForm {
    let text = |text: &WhitepaperText| WhitepaperTextForm {
        title: text.title.clone(),
        slug: text.slug.to_string(),
        description: text.description.clone().unwrap_or_default(),
        preview: text.preview.clone(),
        meta_title: text.meta_title.clone().unwrap_or_default(),
        meta_description: text.meta_description.clone().unwrap_or_default(),
    };
    WhitepaperForm {
        id: draft.id,
        version: draft.version,
        file: draft.file,
        cover: draft.cover,
        category: draft.category.as_str().into(),
        tags: draft.tags.join(", "),
        industries: draft.industries.join(", "),
        requires_registration: draft.requires_registration,
        lead_magnet_active: draft.lead_magnet_active,
        featured: draft.featured,
        sort_order: draft.sort_order.to_string(),
        texts: draft.texts.0.iter().map(|(language, own)| (language.clone(), text(own))).collect(),
    }
}
