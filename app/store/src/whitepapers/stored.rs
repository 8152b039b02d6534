//! A whitepaper as its rows hold it, read back as what could be saved again.

use std::collections::BTreeMap;

use domain::id::{MediaId, WhitepaperId};
use domain::language::{Language, Localized};
use domain::publication::Status;
use domain::time::Timestamp;
use domain::whitepaper::{Category, WhitepaperDraft, WhitepaperForm, WhitepaperText, WhitepaperTextForm};
use sqlx::SqliteConnection;

use crate::error::Error;
use crate::pages::stored as page;

/// A whitepaper with all its texts.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Stored {
    /// With id and version as stored.
    pub(super) draft: WhitepaperDraft,
    pub(super) languages: BTreeMap<Language, StoredLanguage>,
    pub(super) views: i64,
    pub(super) downloads: i64,
    pub(super) updated_at: Timestamp,
    pub(super) updated_by: Option<String>,
    pub(super) deleted_at: Option<Timestamp>,
}

/// What is stored of its language beside its text.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct StoredLanguage {
    pub(super) status: Status,
    pub(super) published_at: Option<Timestamp>,
    pub(super) unpublished_at: Option<Timestamp>,
    pub(super) changed_at: Timestamp,
}

impl Stored {
    /// The whitepaper in whatever state it is, in the trash too.
    pub(super) async fn read(connection: &mut SqliteConnection, id: WhitepaperId) -> Result<Self, Error> {
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
                coalesce(w.view_count, 0) as "views!: i64",
                coalesce(w.download_count, 0) as "downloads!: i64",
                w.version,
                unixepoch(coalesce(w.updated_at, w.created_at)) as "updated_at!: i64",
                unixepoch(w.deleted_at) as "deleted_at?: i64",
                u.first_name || ' ' || u.last_name as "updated_by?: String"
            from whitepapers w
            left join admin_users u on u.id = w.updated_by
            where w.id = ?
            "#,
            id.0
        )
        .fetch_optional(&mut *connection)
        .await?
        .ok_or(Error::NotFound)?;
        let rows = sqlx::query!(
            r#"
            select
                language, slug, status,
                unixepoch(published_at) as "published_at?: i64",
                unixepoch(unpublished_at) as "unpublished_at?: i64",
                unixepoch(changed_at) as "changed_at!: i64"
            from whitepaper_languages
            where whitepaper_id = ?
            order by language
            limit 100
            "#,
            id.0
        )
        .fetch_all(connection)
        .await?;

        let title = texts(Some(&row.title))?;
        let (description, preview) = (texts(row.description.as_deref())?, texts(row.preview_content.as_deref())?);
        let (meta_title, meta_description) = (texts(row.meta_title.as_deref())?, texts(row.meta_description.as_deref())?);
        let of = |texts: &Texts, language: &Language| texts.get(language).cloned();
        let mut draft_texts = Localized::default();
        let mut languages = BTreeMap::new();
        for row in rows {
            let language = page::language(&row.language)?;
            let text = WhitepaperText {
                title: of(&title, &language).unwrap_or_default(),
                slug: page::slug(&row.slug)?,
                description: of(&description, &language),
                preview: of(&preview, &language).unwrap_or_default(),
                meta_title: of(&meta_title, &language),
                meta_description: of(&meta_description, &language),
            };
            draft_texts.0.insert(language.clone(), text);
            let own = StoredLanguage {
                status: page::status(&row.status),
                published_at: row.published_at.map(Timestamp),
                unpublished_at: row.unpublished_at.map(Timestamp),
                changed_at: Timestamp(row.changed_at),
            };
            languages.insert(language, own);
        }
        Ok(Self {
            draft: WhitepaperDraft {
                id: Some(id),
                version: row.version,
                file: MediaId(row.file_id),
                cover: row.thumbnail_id.map(MediaId),
                category: category(row.category.as_deref()),
                tags: serde_json::from_str(&row.tags).map_err(Error::unreadable)?,
                industries: serde_json::from_str(&row.industry).map_err(Error::unreadable)?,
                requires_registration: row.requires_registration,
                lead_magnet_active: row.lead_magnet_active,
                featured: row.featured,
                sort_order: row.sort_order,
                texts: draft_texts,
            },
            languages,
            views: row.views,
            downloads: row.downloads,
            updated_at: Timestamp(row.updated_at),
            updated_by: row.updated_by,
            deleted_at: row.deleted_at.map(Timestamp),
        })
    }

    /// The whitepaper if it still has the version that its editor saw.
    pub(super) async fn read_version(connection: &mut SqliteConnection, id: WhitepaperId, version: i64) -> Result<Self, Error> {
        let stored = Self::read(connection, id).await?;
        if stored.draft.version == version { Ok(stored) } else { Err(Error::Stale) }
    }
}

type Texts = BTreeMap<Language, String>;

fn texts(column: Option<&str>) -> Result<Texts, Error> {
    column.map_or(Ok(Texts::new()), |json| serde_json::from_str(json).map_err(Error::unreadable))
}

/// Whatever another program wrote there counts as a guide.
pub(super) fn category(stored: Option<&str>) -> Category {
    stored.and_then(|stored| Category::parse(stored).ok()).unwrap_or_default()
}

/// The form that a draft came from.
pub(super) fn form(draft: &WhitepaperDraft) -> WhitepaperForm {
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
        file: Some(draft.file),
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
