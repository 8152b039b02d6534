//! The link to a whitepaper's file: it ends after a time and after so many downloads. It gives the file of the whitepaper as
//! visitors read it; where they read it no more, the file that it last gave. Never a draft's, and in the trash nothing.

use domain::id::{DownloadId, WhitepaperId};
use domain::language::{Language, Languages};
use domain::text::Slug;
use domain::time::Timestamp;
use sqlx::SqliteConnection;

use crate::error::Error;
use crate::media::{DownloadFile, download_file};
use crate::publishing;
use crate::sqlite::Store;

/// Whether a link still gives the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GrantState {
    Open {
        uses_left: i64,
        expires_at: Timestamp,
    },
    /// Its time is over.
    Expired,
    /// It was used as often as it may be.
    UsedUp,
    /// Its whitepaper, or the file, is in the trash.
    Withdrawn,
}

/// A link as its page shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grant {
    pub state: GrantState,
    pub title: String,
    /// The language of the title.
    pub language: Language,
    /// Where the whitepaper is read, at an address of `language`; none where it is read no more.
    pub slug: Option<Slug>,
    pub mime_type: String,
    pub size_bytes: i64,
}

/// The file behind a link, without using the link. [`Error::NotFound`] where there never was one, or the whitepaper is deleted.
pub async fn open(
    store: &Store,
    token_hash: &str,
    language: &Language,
    languages: &Languages,
    now: Timestamp,
) -> Result<Grant, Error> {
    let (tag, default, at) = (language.as_str(), languages.default.as_str(), now.to_sqlite());
    let row = sqlx::query!(
        r#"
        select
            g.uses_left,
            unixepoch(g.expires_at) as "expires_at!: i64",
            w.deleted_at is not null or f.deleted_at is not null as "is_withdrawn!: bool",
            l.language as "language?: String",
            l.slug as "slug?: String",
            g.language as given_language,
            coalesce(l.title, g.title) as "title!: String",
            f.mime_type, f.file_size
        from download_grants g
        join whitepapers w on w.id = g.whitepaper_id
        join media_files f on f.id = iif(
            exists (
                select 1
                from live_translations t
                where t.item_kind = 'whitepaper' and t.item_id = w.id and t.visible_from <= ?3 and ?3 < t.visible_until
            ),
            w.file_id,
            g.file_id
        )
        left join translations l on l.id = (
            select t.id
            from live_translations t
            where t.item_kind = 'whitepaper' and t.item_id = w.id and t.visible_from <= ?3 and ?3 < t.visible_until
            order by t.language = ?1 desc, t.language = ?2 desc, t.language
            limit 1
        )
        where g.token_hash = ?4
        "#,
        tag,
        default,
        at,
        token_hash,
    )
    .fetch_one(store.readers())
    .await?;
    let expires_at = Timestamp(row.expires_at);
    Ok(Grant {
        state: if row.is_withdrawn { GrantState::Withdrawn } else { state(row.uses_left, expires_at, now) },
        title: row.title,
        language: match row.language.unwrap_or(row.given_language).as_str() {
            // Links that are older than this column.
            "" => languages.default.clone(),
            tag => publishing::language(tag)?,
        },
        slug: row.slug.as_deref().map(publishing::slug).transpose()?,
        mime_type: row.mime_type,
        size_bytes: row.file_size,
    })
}

fn state(uses_left: i64, expires_at: Timestamp, now: Timestamp) -> GrantState {
    match (expires_at <= now, uses_left) {
        (true, _) => GrantState::Expired,
        (false, ..=0) => GrantState::UsedUp,
        (false, uses_left) => GrantState::Open { uses_left, expires_at },
    }
}

/// The result of using a link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DownloadStart {
    File {
        whitepaper: WhitepaperId,
        download: Option<DownloadId>,
        file: DownloadFile,
    },
    /// Its time or its uses.
    Over(GrantState),
}

/// The file that using a link would give, so that it can be opened before a use is taken. None where the link is over.
pub async fn file_behind(store: &Store, token_hash: &str, now: Timestamp) -> Result<Option<DownloadFile>, Error> {
    let at = now.to_sqlite();
    let mut tx = store.begin_read().await?;
    let is_open = sqlx::query_scalar!(
        r#"
        select exists (
            select 1 from download_grants where token_hash = ? and uses_left > 0 and expires_at > ?
        ) as "is_open!: bool"
        "#,
        token_hash,
        at,
    )
    .fetch_one(&mut *tx)
    .await?;
    if is_open { file(&mut tx, token_hash, now).await.map(Some) } else { Ok(None) }
}

/// The file of a link that was used already, whether or not it has uses left. [`Error::NotFound`] where the whitepaper or the file is
/// in the trash, or the link is deleted.
pub async fn used_file(store: &Store, token_hash: &str, now: Timestamp) -> Result<(WhitepaperId, DownloadFile), Error> {
    let mut tx = store.begin_read().await?;
    let whitepaper = sqlx::query_scalar!(
        r#"select whitepaper_id as "whitepaper_id!: i64" from download_grants where token_hash = ?"#,
        token_hash,
    )
    .fetch_optional(&mut *tx)
    .await?
    .ok_or(Error::NotFound)?;
    let file = file(&mut tx, token_hash, now).await?;
    tx.commit().await?;
    Ok((WhitepaperId(whitepaper), file))
}

/// Uses a link once. However many do so at the same time, no more get the file than it has uses.
pub async fn begin(store: &Store, token_hash: &str, now: Timestamp) -> Result<DownloadStart, Error> {
    let at = now.to_sqlite();
    let mut tx = store.begin_write().await?;
    let row = sqlx::query!(
        r#"
        update download_grants
        set uses_left = uses_left - 1
        where token_hash = ? and uses_left > 0 and expires_at > ?
        returning whitepaper_id as "whitepaper_id!: i64", download_id as "download_id?: i64"
        "#,
        token_hash,
        at,
    )
    .fetch_optional(&mut *tx)
    .await?;
    if let Some(row) = row {
        let file = file(&mut tx, token_hash, now).await?;
        tx.commit().await?;
        let (whitepaper, download) = (WhitepaperId(row.whitepaper_id), row.download_id.map(DownloadId));
        return Ok(DownloadStart::File { whitepaper, download, file });
    }
    let over = sqlx::query!(
        r#"select uses_left, unixepoch(expires_at) as "expires_at!: i64" from download_grants where token_hash = ?"#,
        token_hash,
    )
    .fetch_one(&mut *tx)
    .await?;
    Ok(DownloadStart::Over(state(over.uses_left, Timestamp(over.expires_at), now)))
}

/// The file that a link gives. [`Error::NotFound`] where the whitepaper or the file is in the trash.
async fn file(connection: &mut SqliteConnection, token_hash: &str, now: Timestamp) -> Result<DownloadFile, Error> {
    let at = now.to_sqlite();
    let file = sqlx::query_scalar!(
        r#"
        select iif(
            exists (
                select 1
                from live_translations t
                where t.item_kind = 'whitepaper' and t.item_id = w.id and t.visible_from <= ?2 and ?2 < t.visible_until
            ),
            w.file_id,
            g.file_id
        ) as "file_id?: i64"
        from download_grants g
        join whitepapers w on w.id = g.whitepaper_id
        where g.token_hash = ?1 and w.deleted_at is null
        "#,
        token_hash,
        at,
    )
    .fetch_one(&mut *connection)
    .await?;
    download_file(connection, file.ok_or(Error::NotFound)?).await
}

/// Deletes links whose time was over before `before`; how many there were.
pub async fn delete_expired(store: &Store, before: Timestamp) -> Result<u64, Error> {
    let before = before.to_sqlite();
    let mut tx = store.begin_write().await?;
    let deleted = sqlx::query!("delete from download_grants where expires_at < ?", before).execute(&mut *tx).await?;
    tx.commit().await?;
    Ok(deleted.rows_affected())
}
