//! A whitepaper as its rows hold it, read back as what could be saved again.

use std::collections::BTreeMap;

use domain::id::{MediaId, WhitepaperId};
use domain::language::{Language, Localized};
use domain::time::Timestamp;
use domain::whitepaper::{Category, WhitepaperDraft, WhitepaperForm, WhitepaperText, WhitepaperTextForm};
use sqlx::SqliteConnection;

use crate::error::Error;
use crate::publishing::{self, Translation, texts};

/// A whitepaper with all its texts.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Stored {
    /// With id and version as stored.
    pub(super) draft: WhitepaperDraft,
    pub(super) languages: BTreeMap<Language, Translation>,
    pub(super) views: i64,
    pub(super) downloads: i64,
    pub(super) updated_at: Timestamp,
    pub(super) updated_by: Option<String>,
    pub(super) deleted_at: Option<Timestamp>,
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
        let languages = publishing::translations(connection, id).await?;

        let mut title = texts(Some(&row.title))?;
        let (mut description, mut preview) = (texts(row.description.as_deref())?, texts(row.preview_content.as_deref())?);
        let mut meta_title = texts(row.meta_title.as_deref())?;
        let mut meta_description = texts(row.meta_description.as_deref())?;
        let text = |(language, own): (&Language, &Translation)| {
            let text = WhitepaperText {
                title: title.remove(language).unwrap_or_default(),
                slug: own.slug.clone(),
                description: description.remove(language),
                preview: preview.remove(language).unwrap_or_default(),
                meta_title: meta_title.remove(language),
                meta_description: meta_description.remove(language),
            };
            (language.clone(), text)
        };
        let draft_texts = Localized(languages.iter().map(text).collect());
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
