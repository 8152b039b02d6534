//! One whitepaper as its editor's screen shows it, which slugs are free for it, and what tags are in use.

use domain::id::{MediaId, WhitepaperId};
use domain::language::Language;
use domain::publication::language_state;
use domain::text::Slug;
use domain::time::Timestamp;
use domain::whitepaper::list::WhitepaperFacets;
use domain::whitepaper::{FileFacts, Period, WhitepaperDetail};
use sqlx::SqliteConnection;

use super::stored::{self, Stored};
use crate::access::Viewer;
use crate::error::Error;
use crate::pages::stored as page;
use crate::settings;
use crate::sqlite::Store;

/// A whitepaper with all its texts, in the trash too.
pub async fn detail(store: &Store, _by: &Viewer, id: WhitepaperId, now: Timestamp) -> Result<WhitepaperDetail, Error> {
    let languages = settings::load(store).await?.languages;
    let mut tx = store.begin_read().await?;
    let stored = Stored::read(&mut tx, id).await?;
    let file = file(&mut tx, stored.draft.file).await?;
    let cover = match stored.draft.cover {
        Some(cover) => Some(self::file(&mut tx, cover).await?),
        None => None,
    };
    let leads =
        sqlx::query_scalar!(r#"select count(*) as "leads!: i64" from whitepaper_downloads where whitepaper_id = ?"#, id.0)
            .fetch_one(&mut *tx)
            .await?;
    tx.commit().await?;
    let source_changed_at = stored.languages.get(&languages.default).map(|source| source.changed_at);
    let states = stored.languages.iter().map(|(language, own)| {
        let state = language_state(own.status, own.published_at, own.unpublished_at, own.changed_at, source_changed_at, now);
        (language.clone(), state)
    });
    let periods = stored
        .languages
        .iter()
        .map(|(language, own)| (language.clone(), Period { from: own.published_at, until: own.unpublished_at }));
    Ok(WhitepaperDetail {
        form: stored::form(&stored.draft),
        states: states.collect(),
        periods: periods.collect(),
        file,
        cover,
        views: stored.views,
        downloads: stored.downloads,
        leads,
        updated_at: stored.updated_at,
        updated_by: stored.updated_by,
        deleted_at: stored.deleted_at,
    })
}

async fn file(connection: &mut SqliteConnection, id: MediaId) -> Result<FileFacts, Error> {
    let row = sqlx::query!(
        r#"
        select original_filename, mime_type, file_size, deleted_at is not null as "is_trashed!: bool"
        from media_files
        where id = ?
        "#,
        id.0
    )
    .fetch_one(connection)
    .await?;
    Ok(FileFacts {
        id,
        name: row.original_filename,
        mime_type: row.mime_type,
        size_bytes: row.file_size,
        is_trashed: row.is_trashed,
    })
}

/// This slug where no live whitepaper but `except` has it, else the first that is free of `about-2`, `about-3` and so on.
pub async fn propose_slug(
    store: &Store,
    _by: &Viewer,
    language: &Language,
    base: &Slug,
    except: Option<WhitepaperId>,
) -> Result<Slug, Error> {
    let (tag, text, except) = (language.as_str(), base.as_str(), except.map(|id| id.0));
    let stem = text[..text.len().min(Slug::MAX - 10)].trim_end_matches('-');
    let free = sqlx::query_scalar!(
        r#"
        with recursive candidates (number, slug) as (
            select 1, ?1
            union all
            select number + 1, ?2 || '-' || (number + 1) from candidates where number < 100000
        )
        select slug as "slug!: String"
        from candidates
        where not exists (
            select 1
            from whitepaper_languages l
            where l.language = ?3 and l.slug = candidates.slug and l.deleted_at is null and l.whitepaper_id is not ?4
        )
        limit 1
        "#,
        text,
        stem,
        tag,
        except,
    )
    .fetch_one(store.readers())
    .await?;
    page::slug(&free)
}

/// What is in use, each by the alphabet.
pub async fn facets(store: &Store, _by: &Viewer) -> Result<WhitepaperFacets, Error> {
    let rows = sqlx::query!(
        r#"
        select 'tag' as "kind!: String", cast(t.value as text) as "value!: String"
        from whitepapers w, json_each(w.tags) t
        where w.deleted_at is null
        union
        select 'industry', cast(t.value as text)
        from whitepapers w, json_each(w.industry) t
        where w.deleted_at is null
        union
        select 'campaign', utm_campaign
        from whitepaper_downloads
        where utm_campaign is not null
        order by 1, 2
        limit 1000
        "#,
    )
    .fetch_all(store.readers())
    .await?;
    let mut facets = WhitepaperFacets::default();
    for row in rows {
        match row.kind.as_str() {
            "tag" => facets.tags.push(row.value),
            "industry" => facets.industries.push(row.value),
            _ => facets.campaigns.push(row.value),
        }
    }
    Ok(facets)
}
