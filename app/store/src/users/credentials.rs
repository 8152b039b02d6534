//! Passwords and sign-ins: what is checked, the count of failures that locks an account, and a new password.

use domain::id::UserId;
use domain::text::Email;
use domain::time::Timestamp;

use super::{FAILURES_TO_LOCK, LOCK_SECONDS, entry};
use crate::Store;
use crate::access::Staff;
use crate::audit::{self, Action};
use crate::error::Error;
use crate::outbox::{self, NewMail};
use crate::sqlite::Write;

/// The stored data against which a sign-in is checked.
#[derive(Clone)]
pub struct Credentials {
    pub id: UserId,
    /// Empty for someone who has not chosen a password yet: nothing fits.
    pub password_hash: String,
    pub is_active: bool,
    /// Until this time every sign-in is refused, see [`is_locked`].
    pub locked_until: Option<Timestamp>,
    pub failed_login_attempts: i64,
}

/// Whether a lock holds. No lock is longer than [`LOCK_SECONDS`]: one that says so was made before the clock was set back.
pub fn is_locked(until: Timestamp, now: Timestamp) -> bool {
    until > now && until.0 <= now.0 + LOCK_SECONDS
}

/// The credentials of the account with this e-mail address, unless it was deleted.
pub async fn credentials(store: &Store, email: &Email) -> Result<Option<Credentials>, Error> {
    let email = email.as_str();
    let row = sqlx::query!(
        r#"select
            id as "id!", hashed_password, is_active as "is_active: bool", unixepoch(locked_until) as "locked_until?: i64",
            coalesce(failed_login_attempts, 0) as "failures!: i64"
        from admin_users
        where lower(email) = lower(?) and deleted_at is null"#,
        email,
    )
    .fetch_optional(store.readers())
    .await?;
    Ok(row.map(|row| Credentials {
        id: UserId(row.id),
        password_hash: row.hashed_password,
        is_active: row.is_active,
        locked_until: row.locked_until.map(Timestamp),
        failed_login_attempts: row.failures,
    }))
}

/// Counts a wrong password, in one statement so that none of many at once is lost. The fifth in a row locks the account, and only
/// then the mail that tells of it is sent; the time until when is answered. After a lock the count begins anew.
pub async fn record_failed_sign_in(
    store: &Store,
    id: UserId,
    mail: Option<&NewMail>,
    now: Timestamp,
) -> Result<Option<Timestamp>, Error> {
    let (at, lock_until) = (now, Timestamp(now.0 + LOCK_SECONDS));
    let (until, now) = (lock_until.to_sqlite(), now.to_sqlite());
    let mut tx = store.begin_write().await?;
    let locked_until = sqlx::query_scalar!(
        r#"update admin_users
        set failed_login_attempts = iif(locked_until <= ?1 or locked_until > ?3, 1, coalesce(failed_login_attempts, 0) + 1),
            locked_until = case
                when locked_until > ?1 and locked_until <= ?3 then locked_until
                when locked_until is null and coalesce(failed_login_attempts, 0) + 1 >= ?2 then ?3
            end
        where id = ?4
        returning unixepoch(locked_until) as "locked_until?: i64""#,
        now,
        FAILURES_TO_LOCK,
        until,
        id.0,
    )
    .fetch_one(&mut *tx)
    .await?
    .map(Timestamp);
    // A lock that was there before ends earlier; in the same second the mail's key says that it is the same one.
    if let Some(mail) = mail.filter(|_| locked_until == Some(lock_until)) {
        outbox::append(&mut tx, mail, at).await?;
    }
    tx.commit().await?;
    Ok(locked_until)
}

/// A password that was right, hashed anew by today's rules.
#[derive(Clone, Copy)]
pub struct Rehashed<'a> {
    /// The hash that it was checked against.
    pub old: &'a str,
    pub new: &'a str,
}

/// Notes a right password: the count of failures begins anew. `NotFound` where the account was locked, deactivated or deleted
/// since it was looked up. The new hash is kept only if the password is still the one that was checked.
pub async fn record_sign_in(store: &Store, id: UserId, rehashed: Option<Rehashed<'_>>, now: Timestamp) -> Result<(), Error> {
    let (until, now) = (Timestamp(now.0 + LOCK_SECONDS).to_sqlite(), now.to_sqlite());
    let mut tx = store.begin_write().await?;
    let signed_in = sqlx::query!(
        "update admin_users
        set failed_login_attempts = 0, locked_until = null, last_login = ?1
        where id = ?2 and is_active = 1 and deleted_at is null
            and (locked_until is null or locked_until <= ?1 or locked_until > ?3)",
        now,
        id.0,
        until,
    )
    .execute(&mut *tx)
    .await?;
    if signed_in.rows_affected() == 0 {
        return Err(Error::NotFound);
    }
    if let Some(Rehashed { old, new }) = rehashed {
        sqlx::query!("update admin_users set hashed_password = ? where id = ? and hashed_password = ?", new, id.0, old)
            .execute(&mut *tx)
            .await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Changes one's own password, given as its hash, and ends one's other sessions and links. Checking the old password is the
/// caller's task.
pub async fn set_password(store: &Store, by: &Staff, password_hash: &str, now: Timestamp) -> Result<(), Error> {
    let (id, session) = (by.id(), by.session().0);
    let mut tx = store.begin_write().await?;
    change_password(&mut tx, id, password_hash, now).await?;
    sqlx::query!("delete from user_sessions where user_id = ? and id <> ?", id.0, session).execute(&mut *tx).await?;
    audit::append(&mut tx, &by.viewer(), now, entry(Action::PasswordChanged, id, None)).await?;
    tx.commit().await?;
    Ok(())
}

/// Also makes every link worthless that was sent before, and unlocks. `NotFound` for a deactivated or deleted account.
pub(super) async fn change_password(tx: &mut Write, id: UserId, password_hash: &str, now: Timestamp) -> Result<(), Error> {
    let now = now.to_sqlite();
    let changed = sqlx::query!(
        "update admin_users
        set hashed_password = ?1, failed_login_attempts = 0, locked_until = null, updated_at = ?2, version = version + 1
        where id = ?3 and is_active = 1 and deleted_at is null",
        password_hash,
        now,
        id.0,
    )
    .execute(&mut **tx)
    .await?;
    if changed.rows_affected() == 0 {
        return Err(Error::NotFound);
    }
    sqlx::query!("delete from user_tokens where user_id = ? and used_at is null", id.0).execute(&mut **tx).await?;
    Ok(())
}
