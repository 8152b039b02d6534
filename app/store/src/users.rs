//! Members of staff: who they are, how they sign in, and the one-time links by which they choose a password ([`links`]).

pub mod links;

use domain::access::Role;
use domain::id::UserId;
use domain::invalid::{Invalid, Problem};
use domain::text::Email;
use domain::time::Timestamp;
use domain::user::{INTERFACE_LANGUAGES, Me, NewUser, UserRow, UserState};
use serde_json::json;
use sqlx::SqliteExecutor;

use crate::Store;
use crate::access::{Actor, Admin, Staff, Viewer};
use crate::audit::{self, Entry};
use crate::error::Error;
use crate::outbox::{self, NewMail};
use crate::sqlite::Write;
use crate::users::links::{NewLink, Purpose};

/// So many failures in a row lock an account.
pub const FAILURES_TO_LOCK: i64 = 5;

/// For so long.
pub const LOCK_SECONDS: i64 = 30 * 60;

/// Whether there is someone who may run the place, with or without a password yet.
pub async fn has_admin(store: &Store) -> Result<bool, Error> {
    admin_exists(store.readers()).await
}

async fn admin_exists(db: impl SqliteExecutor<'_>) -> Result<bool, Error> {
    let exists = sqlx::query_scalar!(
        r#"select exists (
            select 1 from admin_users where role = 'admin' and is_active = 1 and deleted_at is null
        ) as "exists!: bool""#
    )
    .fetch_one(db)
    .await?;
    Ok(exists)
}

/// Creates a member of staff who has yet to choose a password. `Taken` at `email`.
pub async fn create(store: &Store, by: &Admin, new: &NewUser, now: Timestamp) -> Result<UserId, Error> {
    create_with_password(store, by, new, "", now).await
}

/// Creates a member of staff, their link to choose a password, and the mail that brings it to them: all of it or nothing.
/// `Taken` at `email`.
pub async fn invite(
    store: &Store,
    by: &Admin,
    new: &NewUser,
    link: &NewLink,
    mail: &NewMail,
    now: Timestamp,
) -> Result<UserId, Error> {
    let mut tx = store.begin_write().await?;
    let id = insert(&mut tx, new, "", now).await?;
    audit::append(&mut tx, by, now, created(id, new)).await?;
    links::replace(&mut tx, by, Purpose::SetUp(id), link, now).await?;
    outbox::append(&mut tx, mail, now).await?;
    tx.commit().await?;
    Ok(id)
}

/// Creates a member of staff with a password, given as its argon2id hash. `Taken` at `email`.
pub async fn create_with_password(
    store: &Store,
    by: &Admin,
    new: &NewUser,
    password_hash: &str,
    now: Timestamp,
) -> Result<UserId, Error> {
    let mut tx = store.begin_write().await?;
    let id = insert(&mut tx, new, password_hash, now).await?;
    audit::append(&mut tx, by, now, created(id, new)).await?;
    tx.commit().await?;
    Ok(id)
}

async fn insert(tx: &mut Write, new: &NewUser, password_hash: &str, now: Timestamp) -> Result<UserId, Error> {
    let (email, role, now) = (new.email.as_str(), new.role.as_str(), now.to_sqlite());
    let id = sqlx::query!(
        "insert into admin_users (email, hashed_password, first_name, last_name, role, language, created_at, updated_at)
        values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?7)",
        email,
        password_hash,
        new.first_name,
        new.last_name,
        role,
        new.language,
        now,
    )
    .execute(&mut **tx)
    .await?
    .last_insert_rowid();
    Ok(UserId(id))
}

fn created(id: UserId, new: &NewUser) -> Entry {
    let after =
        json!({ "email": new.email.as_str(), "first_name": new.first_name, "last_name": new.last_name, "role": new.role });
    entry("created", id, Some(after))
}

fn entry(action: &'static str, id: UserId, after: Option<serde_json::Value>) -> Entry {
    Entry { action, item_kind: "user", item_id: Some(id.0), before: None, after }
}

/// What a sign-in is checked against.
#[derive(Clone)]
pub struct Credentials {
    pub id: UserId,
    /// Empty for someone who has not chosen a password yet: nothing fits.
    pub password_hash: String,
    pub is_active: bool,
    /// Until this time every sign-in is refused.
    pub locked_until: Option<Timestamp>,
    pub failed_login_attempts: i64,
}

/// The credentials of the live account with this e-mail address.
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
        set failed_login_attempts = iif(locked_until <= ?1, 1, coalesce(failed_login_attempts, 0) + 1),
            locked_until = case
                when locked_until > ?1 then locked_until
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
    let now = now.to_sqlite();
    let mut tx = store.begin_write().await?;
    let signed_in = sqlx::query!(
        "update admin_users
        set failed_login_attempts = 0, locked_until = null, last_login = ?1
        where id = ?2 and is_active = 1 and deleted_at is null and (locked_until is null or locked_until <= ?1)",
        now,
        id.0,
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

/// Changes one's own password, given as its hash, and ends one's other sessions and links. That the old one was known is the
/// caller's to check.
pub async fn set_password(store: &Store, by: &Staff, password_hash: &str, now: Timestamp) -> Result<(), Error> {
    let (id, session) = (by.id(), by.session().0);
    let mut tx = store.begin_write().await?;
    change_password(&mut tx, id, password_hash, now).await?;
    sqlx::query!("delete from user_sessions where user_id = ? and id <> ?", id.0, session).execute(&mut *tx).await?;
    audit::append(&mut tx, &by.viewer(), now, entry("password changed", id, None)).await?;
    tx.commit().await?;
    Ok(())
}

/// Also makes every link worthless that was sent before, and unlocks. `NotFound` for a deactivated or deleted account.
async fn change_password(tx: &mut Write, id: UserId, password_hash: &str, now: Timestamp) -> Result<(), Error> {
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

/// The language in which the admin speaks to oneself. `Invalid` at `language` for one that it does not speak.
pub async fn set_language(store: &Store, by: &Staff, language: &str) -> Result<(), Error> {
    if !INTERFACE_LANGUAGES.contains(&language) {
        return Err(Error::Invalid(Invalid::at("language", Problem::NotAChoice)));
    }
    let id = by.id().0;
    let mut tx = store.begin_write().await?;
    sqlx::query!("update admin_users set language = ? where id = ? and deleted_at is null", language, id)
        .execute(&mut *tx)
        .await?;
    tx.commit().await?;
    Ok(())
}

/// Lets someone who is locked out try again.
pub async fn unlock(store: &Store, by: &Admin, id: UserId, now: Timestamp) -> Result<(), Error> {
    let mut tx = store.begin_write().await?;
    let unlocked = sqlx::query!(
        "update admin_users set failed_login_attempts = 0, locked_until = null where id = ? and deleted_at is null",
        id.0,
    )
    .execute(&mut *tx)
    .await?;
    if unlocked.rows_affected() == 0 {
        return Err(Error::NotFound);
    }
    audit::append(&mut tx, by, now, entry("unlocked", id, None)).await?;
    tx.commit().await?;
    Ok(())
}

/// Up to `limit` members of staff in the order in which they came, those after the given one.
pub async fn list(store: &Store, _by: &Viewer, after: Option<UserId>, limit: u32, now: Timestamp) -> Result<Vec<UserRow>, Error> {
    let after = after.map_or(0, |id| id.0);
    let rows = sqlx::query!(
        r#"select
            id as "id!", email, first_name, last_name, role, is_active as "is_active: bool",
            hashed_password = '' as "is_invited!: bool", unixepoch(locked_until) as "locked_until?: i64",
            unixepoch(last_login) as "last_login?: i64", unixepoch(created_at) as "created_at!: i64"
        from admin_users
        where deleted_at is null and id > ?
        order by id
        limit ?"#,
        after,
        limit,
    )
    .fetch_all(store.readers())
    .await?;
    rows.into_iter()
        .map(|stored| {
            let locked_until = stored.locked_until.map(Timestamp).filter(|until| *until > now);
            Ok(UserRow {
                id: UserId(stored.id),
                email: stored.email,
                first_name: stored.first_name,
                last_name: stored.last_name,
                role: role(&stored.role)?,
                state: match locked_until {
                    _ if !stored.is_active => UserState::Inactive,
                    _ if stored.is_invited => UserState::Invited,
                    Some(until) => UserState::Locked(until),
                    None => UserState::Active,
                },
                last_login: stored.last_login.map(Timestamp),
                created_at: Timestamp(stored.created_at),
            })
        })
        .collect()
}

/// The live, active account with this e-mail address.
pub async fn find(store: &Store, email: &Email) -> Result<Option<Me>, Error> {
    let email = email.as_str();
    let id = sqlx::query_scalar!(
        r#"select id as "id!: i64"
        from admin_users
        where lower(email) = lower(?) and is_active = 1 and deleted_at is null"#,
        email,
    )
    .fetch_optional(store.readers())
    .await?;
    match id {
        Some(id) => me(store, UserId(id)).await.map(Some),
        None => Ok(None),
    }
}

/// Someone as the admin's frame shows them. `NotFound` for the deactivated and deleted.
pub async fn me(store: &Store, id: UserId) -> Result<Me, Error> {
    read_me(store.readers(), id).await
}

async fn read_me(db: impl SqliteExecutor<'_>, id: UserId) -> Result<Me, Error> {
    let row = sqlx::query!(
        r#"select email, first_name, last_name, role, coalesce(language, 'en') as "language!"
        from admin_users
        where id = ? and is_active = 1 and deleted_at is null"#,
        id.0,
    )
    .fetch_one(db)
    .await?;
    let role = role(&row.role)?;
    Ok(Me { id, email: row.email, first_name: row.first_name, last_name: row.last_name, role, language: row.language })
}

pub(crate) fn role(stored: &str) -> Result<Role, Error> {
    Role::parse(stored).map_err(|_| Error::unreadable(format_args!("role {stored}")))
}

/// Someone who acts with a one-time link instead of a session.
fn bearer(me: &Me) -> Actor {
    Actor::bearer(me.id, format!("{} {}", me.first_name, me.last_name), me.role)
}
