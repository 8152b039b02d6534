//! The whitepaper that a visitor reads at an address, and its file where nobody has to register.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use domain::id::{MediaId, WhitepaperId};
use domain::item::ItemKind;
use domain::language::{Language, Languages, Localized};
use domain::text::Slug;
use domain::time::Timestamp;
use domain::whitepaper::public::PublicWhitepaper;
use sqlx::SqliteConnection;

use super::content;
use super::public_list::{cards, visible_whitepapers};
use crate::error::Error;
use crate::media::{CoverOf, DownloadFile, covers, download_file};
use crate::publishing::{self, Found, PublicItem};
use crate::sqlite::Store;

/// Others that are shown beside one.
const RELATED: usize = 3;

/// What a visitor finds at a slug at this time; where a translation is missing as for pages.
pub async fn published(
    store: &Store,
    language: &Language,
    slug: &Slug,
    languages: &Languages,
    now: Timestamp,
) -> Result<Found<PublicWhitepaper>, Error> {
    publishing::find(store, language, slug, languages, now).await
}

impl PublicItem for PublicWhitepaper {
    const KIND: ItemKind = ItemKind::Whitepaper;

    /// The whitepaper whose text in `language` has this slug; `reader` is the language of the address.
    async fn read(
        store: &Store,
        language: &Language,
        slug: &Slug,
        reader: &Language,
        languages: &Languages,
        now: Timestamp,
    ) -> Result<Option<Self>, Error> {
        let (tag, path, at) = (language.as_str(), slug.as_str(), now.to_sqlite());
        let row = store.read_once(async |db| sqlx::query!(
            r#"
            select
                w.id as "id!: i64",
                w.category,
                l.title as "title!: String",
                iif(r.id is null, w.description ->> l.language, nullif(r.snapshot -> 'texts' -> l.language ->> 'description', '')) as "description?: String",
                iif(r.id is null, w.meta_title ->> l.language, nullif(r.snapshot -> 'texts' -> l.language ->> 'meta_title', '')) as "meta_title?: String",
                iif(r.id is null, w.meta_description ->> l.language, nullif(r.snapshot -> 'texts' -> l.language ->> 'meta_description', '')) as "meta_description?: String",
                l.html as "html!: String",
                coalesce(w.tags, '[]') as "tags!: String",
                coalesce(w.industry, '[]') as "industry!: String",
                coalesce(w.requires_registration, 1) as "requires_registration!: bool",
                unixepoch(l.first_visible_at) as "published_at!: i64",
                unixepoch(l.changed_at) as "changed_at!: i64",
                u.first_name || ' ' || u.last_name as "author?: String",
                w.thumbnail_id, w.file_id as "file_id!: i64",
                f.mime_type, f.file_size, f.original_filename,
                f.page_count as "pages?: u32",
                (
                    select json_group_object(every.language, every.slug)
                    from live_translations every
                    where every.item_kind = 'whitepaper' and every.item_id = w.id
                        and every.visible_from <= ?3 and ?3 < every.visible_until
                ) as "translations!: String"
            from live_translations l
            join whitepapers w on w.id = l.item_id
            join media_files f on f.id = w.file_id
            left join revisions r on r.id = l.revision_id
            left join admin_users u on u.id = w.author_id
            where l.item_kind = 'whitepaper' and l.language = ?1 and l.slug = ?2 and l.visible_from <= ?3 and ?3 < l.visible_until
            limit 1
            "#,
            tag,
            path,
            at,
        ).fetch_optional(db).await).await?;
        let Some(row) = row else { return Ok(None) };
        let translations: BTreeMap<Language, Slug> = serde_json::from_str(&row.translations).map_err(Error::unreadable)?;
        let shows = CoverOf { file: MediaId(row.file_id), chosen: row.thumbnail_id.map(MediaId) };
        let cover = covers(&mut *store.readers().acquire().await?, &[shows], language).await?.pop().flatten();
        let mut found = PublicWhitepaper {
            id: WhitepaperId(row.id),
            language: language.clone(),
            slug: slug.clone(),
            title: row.title,
            description: row.description,
            html: row.html,
            meta_title: row.meta_title,
            meta_description: row.meta_description,
            category: content::category(row.category.as_deref()),
            tags: serde_json::from_str(&row.tags).map_err(Error::unreadable)?,
            industries: serde_json::from_str(&row.industry).map_err(Error::unreadable)?,
            cover,
            requires_registration: row.requires_registration,
            published_at: Timestamp(row.published_at),
            changed_at: Timestamp(row.changed_at),
            author: row.author,
            mime_type: row.mime_type,
            size_bytes: row.file_size,
            pages: row.pages,
            file_name: row.original_filename,
            translations: Localized(translations),
            related: Vec::new(),
        };
        let related = related(store, &found, reader, languages, now).await?;
        found.related = cards(store, reader, languages, &related, now).await?;
        Ok(Some(found))
    }
}

/// The whitepapers that share most with this one, newer first. Those that share nothing are left out.
async fn related(
    store: &Store,
    to: &PublicWhitepaper,
    reader: &Language,
    languages: &Languages,
    now: Timestamp,
) -> Result<Vec<i64>, Error> {
    let shared = |a: &[String], b: &[String]| a.iter().filter(|value| b.contains(value)).count();
    let mut others: Vec<(usize, i64, i64)> = visible_whitepapers(store, reader, languages, now)
        .await?
        .iter()
        .filter(|one| one.id != to.id.0 && one.is_promoted)
        .map(|one| {
            let common = 3 * shared(&one.tags, &to.tags)
                + 2 * shared(&one.industries, &to.industries)
                + usize::from(one.category == to.category);
            (common, one.published_at, one.id)
        })
        .filter(|(common, ..)| *common > 0)
        .collect();
    others.sort_by_key(|other| Reverse(*other));
    Ok(others.into_iter().take(RELATED).map(|(_, _, id)| id).collect())
}

/// The file of a published whitepaper for which nobody has to register; [`Error::NotFound`] of any other.
pub async fn direct_file(store: &Store, id: WhitepaperId, now: Timestamp) -> Result<DownloadFile, Error> {
    let (file, requires_registration) = read_file(&mut *store.readers().acquire().await?, id, now).await?;
    if requires_registration { Err(Error::NotFound) } else { Ok(file) }
}

/// The file of a published whitepaper, for somebody who has registered; [`Error::NotFound`] of any other.
pub(super) async fn live_file(
    connection: &mut SqliteConnection,
    id: WhitepaperId,
    now: Timestamp,
) -> Result<DownloadFile, Error> {
    Ok(read_file(connection, id, now).await?.0)
}

/// The file of a published whitepaper, and whether one has to register for it.
async fn read_file(connection: &mut SqliteConnection, id: WhitepaperId, now: Timestamp) -> Result<(DownloadFile, bool), Error> {
    let at = now.to_sqlite();
    let row = sqlx::query!(
        r#"
        select w.file_id as "file_id!: i64", coalesce(w.requires_registration, 1) as "requires_registration!: bool"
        from whitepapers w
        where w.id = ?1 and w.file_id is not null and exists (
            select 1
            from live_translations t
            where t.item_kind = 'whitepaper' and t.item_id = w.id and t.visible_from <= ?2 and ?2 < t.visible_until
        )
        "#,
        id.0,
        at,
    )
    .fetch_one(&mut *connection)
    .await?;
    Ok((download_file(connection, row.file_id).await?, row.requires_registration))
}
