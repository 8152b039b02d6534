//! Sessions of staff: what the session layer keeps, who is behind a request, and how sessions end.
//!
//! A session is named by the SHA-256 of its token in hex ([`hash`]); the token itself is only in the browser's cookie.

use std::fmt::Write as _;

use domain::id::{SessionId, UserId};
use domain::setting::Settings;
use domain::time::Timestamp;
use domain::user::{Me, SessionRow};
use sha2::{Digest, Sha256};

use crate::Store;
use crate::access::Staff;
use crate::error::Error;
use crate::users;

/// The form in which tokens of sessions and one-time links are stored: SHA-256 in hex, of 64 characters.
pub fn hash(token: &str) -> String {
    Sha256::digest(token.as_bytes()).iter().fold(String::with_capacity(64), |mut hex, byte| {
        write!(hex, "{byte:02x}").expect("writing to a string cannot fail");
        hex
    })
}

/// When a session is over, besides its own end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// So long after the last request.
    pub idle_minutes: i64,
    /// So long after sign-in.
    pub absolute_hours: i64,
}

impl Limits {
    /// Between which times the last request lies, and the sign-in, of a session that is not over.
    fn bounds(self, now: Timestamp) -> Bounds {
        Bounds { seen: now.around(self.idle_minutes * 60), created: now.around(self.absolute_hours * 60 * 60) }
    }
}

/// See [`Timestamp::around`].
struct Bounds {
    seen: (Timestamp, Timestamp),
    created: (Timestamp, Timestamp),
}

impl From<&Settings> for Limits {
    fn from(settings: &Settings) -> Self {
        Self { idle_minutes: settings.session_idle_minutes, absolute_hours: settings.session_absolute_hours }
    }
}

/// The last use of a session is noted at most so often.
const SEEN_SECONDS: i64 = 60;

/// The member of staff behind a session: active, not deleted, and the session not over. This is where permission comes from. It
/// writes nothing, so that staff can read while the disk is full or the file is locked; [`flush`] writes the times that are noted
/// here.
pub async fn staff(store: &Store, token_hash: &str, now: Timestamp, limits: Limits) -> Result<Option<Staff>, Error> {
    let Bounds { seen, created: (earliest, latest) } = limits.bounds(now);
    let (at, earliest, latest) = (now.to_sqlite(), earliest.to_sqlite(), latest.to_sqlite());
    let row = sqlx::query!(
        r#"select
            s.id as "session!", unixepoch(s.last_seen_at) as "last_seen_at!: i64", u.id as "user!", u.email, u.first_name,
            u.last_name, u.role, coalesce(u.language, 'en') as "language!"
        from user_sessions s
        join admin_users u on u.id = s.user_id
        where s.session_token = ? and s.expires_at > ? and s.created_at > ? and s.created_at < ?
            and u.is_active = 1 and u.deleted_at is null"#,
        token_hash,
        at,
        earliest,
        latest,
    )
    .fetch_optional(store.readers())
    .await?;
    let Some(row) = row else { return Ok(None) };
    let session = SessionId(row.session);
    let noted = store.session_activity().of(session).map_or(row.last_seen_at, |at| at.0.max(row.last_seen_at));
    if noted <= seen.0.0 || noted >= seen.1.0 {
        return Ok(None);
    }
    if now.0 - noted >= SEEN_SECONDS {
        store.session_activity().note(session, now);
    }
    let role = users::role(&row.role)?;
    let me = Me {
        id: UserId(row.user),
        email: row.email,
        first_name: row.first_name,
        last_name: row.last_name,
        role,
        language: row.language,
    };
    Ok(Some(Staff { me, session }))
}

/// Writes what was noted; how many sessions. What could not be written is kept for the next time, and counts until then.
pub async fn flush(store: &Store) -> Result<usize, Error> {
    let seen: Vec<(SessionId, Timestamp)> =
        store.session_activity().with(|seen| seen.iter().map(|(id, at)| (*id, *at)).collect());
    if seen.is_empty() {
        return Ok(0);
    }
    let mut tx = store.begin_write().await?;
    for (id, at) in &seen {
        let at = at.to_sqlite();
        sqlx::query!("update user_sessions set last_seen_at = ?1 where id = ?2 and last_seen_at < ?1", at, id.0)
            .execute(&mut *tx)
            .await?;
    }
    tx.commit().await?;
    store.session_activity().with(|left| {
        for (id, at) in &seen {
            if left.get(id) == Some(at) {
                left.remove(id);
            }
        }
    });
    Ok(seen.len())
}

/// A session that begins.
#[derive(Debug, Clone)]
pub struct NewSession {
    pub token_hash: String,
    pub user: UserId,
    /// The session layer's own record, as JSON.
    pub data: String,
    pub expires_at: Timestamp,
    /// Only its first 300 characters are kept.
    pub user_agent: Option<String>,
    pub ip_address: Option<String>,
}

/// Begins a session. `Taken` at `token` where there is one with this token, `NotFound` where the person may not sign in (any more).
pub async fn create(store: &Store, new: &NewSession, now: Timestamp) -> Result<SessionId, Error> {
    let (expires_at, now) = (new.expires_at.to_sqlite(), now.to_sqlite());
    let user_agent = new.user_agent.as_ref().map(|text| text.chars().take(300).collect::<String>());
    let mut tx = store.begin_write().await?;
    let created = sqlx::query!(
        "insert into user_sessions (user_id, session_token, data, expires_at, user_agent, ip_address, created_at, last_seen_at)
        select id, ?1, ?2, ?3, ?4, ?5, ?6, ?6
        from admin_users
        where id = ?7 and is_active = 1 and deleted_at is null",
        new.token_hash,
        new.data,
        expires_at,
        user_agent,
        new.ip_address,
        now,
        new.user.0,
    )
    .execute(&mut *tx)
    .await?;
    if created.rows_affected() == 0 {
        return Err(Error::NotFound);
    }
    tx.commit().await?;
    Ok(SessionId(created.last_insert_rowid()))
}

/// Keeps the session layer's record and the session's end. `NotFound` where the session was ended: it does not come back.
pub async fn save(store: &Store, token_hash: &str, data: &str, expires_at: Timestamp) -> Result<(), Error> {
    let expires_at = expires_at.to_sqlite();
    let mut tx = store.begin_write().await?;
    let saved =
        sqlx::query!("update user_sessions set data = ?, expires_at = ? where session_token = ?", data, expires_at, token_hash)
            .execute(&mut *tx)
            .await?;
    if saved.rows_affected() == 0 {
        return Err(Error::NotFound);
    }
    tx.commit().await?;
    Ok(())
}

/// A session as the session layer stored it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredSession {
    pub user: UserId,
    pub data: String,
    pub expires_at: Timestamp,
}

/// The session layer's record of a session that has not come to its own end. Whether it still gives any right is [`staff`]'s to say.
pub async fn load(store: &Store, token_hash: &str, now: Timestamp) -> Result<Option<StoredSession>, Error> {
    let now = now.to_sqlite();
    let row = sqlx::query!(
        r#"select user_id, data, unixepoch(expires_at) as "expires_at!: i64"
        from user_sessions
        where session_token = ? and expires_at > ?"#,
        token_hash,
        now,
    )
    .fetch_optional(store.readers())
    .await?;
    Ok(row.map(|row| StoredSession { user: UserId(row.user_id), data: row.data, expires_at: Timestamp(row.expires_at) }))
}

/// Ends a session by its token; that there is none is no error.
pub async fn delete(store: &Store, token_hash: &str) -> Result<(), Error> {
    let mut tx = store.begin_write().await?;
    sqlx::query!("delete from user_sessions where session_token = ?", token_hash).execute(&mut *tx).await?;
    tx.commit().await?;
    Ok(())
}

/// One's own sessions that are not over, the latest used first; at most 100.
pub async fn list_own(store: &Store, by: &Staff, now: Timestamp, limits: Limits) -> Result<Vec<SessionRow>, Error> {
    let (Bounds { seen, created }, now) = (limits.bounds(now), now.to_sqlite());
    let [seen_after, seen_before, created_after, created_before] =
        [seen.0, seen.1, created.0, created.1].map(Timestamp::to_sqlite);
    let (user, this) = (by.id().0, by.session());
    let rows = sqlx::query!(
        r#"select
            id as "id!", user_agent, ip_address, unixepoch(created_at) as "created_at!: i64",
            unixepoch(last_seen_at) as "last_seen_at!: i64"
        from user_sessions
        where user_id = ? and expires_at > ? and last_seen_at > ? and last_seen_at < ? and created_at > ? and created_at < ?
        order by last_seen_at desc, id desc
        limit 100"#,
        user,
        now,
        seen_after,
        seen_before,
        created_after,
        created_before,
    )
    .fetch_all(store.readers())
    .await?;
    let row = rows.into_iter().map(|row| SessionRow {
        id: SessionId(row.id),
        user_agent: row.user_agent,
        ip_address: row.ip_address,
        created_at: Timestamp(row.created_at),
        last_seen_at: Timestamp(row.last_seen_at),
        is_this: SessionId(row.id) == this,
    });
    Ok(row.collect())
}

/// Ends one of one's own sessions. `NotFound` for anyone else's.
pub async fn end_own(store: &Store, by: &Staff, id: SessionId) -> Result<(), Error> {
    let user = by.id().0;
    let mut tx = store.begin_write().await?;
    let ended = sqlx::query!("delete from user_sessions where id = ? and user_id = ?", id.0, user).execute(&mut *tx).await?;
    if ended.rows_affected() == 0 {
        return Err(Error::NotFound);
    }
    tx.commit().await?;
    Ok(())
}

/// Deletes sessions that are over. Answers how many.
pub async fn delete_expired(store: &Store, now: Timestamp, limits: Limits) -> Result<u64, Error> {
    flush(store).await?;
    let (Bounds { seen, created }, now) = (limits.bounds(now), now.to_sqlite());
    let [seen_after, seen_before, created_after, created_before] =
        [seen.0, seen.1, created.0, created.1].map(Timestamp::to_sqlite);
    let mut tx = store.begin_write().await?;
    let deleted = sqlx::query!(
        "
        delete from user_sessions
        where expires_at <= ? or last_seen_at <= ? or last_seen_at >= ? or created_at <= ? or created_at >= ?
        ",
        now,
        seen_after,
        seen_before,
        created_after,
        created_before,
    )
    .execute(&mut *tx)
    .await?;
    tx.commit().await?;
    Ok(deleted.rows_affected())
}
