//! Members of staff: who they are, how they sign in, and the one-time links by which they choose a password ([`links`]).

mod credentials;
pub mod links;

use domain::access::Role;
use domain::id::UserId;
use domain::invalid::{Invalid, Problem};
use domain::text::Email;
use domain::time::Timestamp;
use domain::user::{INTERFACE_LANGUAGES, Me, NewUser, UserRow, UserState};
use serde_json::json;
use sqlx::SqliteExecutor;

use self::credentials::change_password;
pub use self::credentials::{Credentials, Rehashed, credentials, is_locked, record_failed_sign_in, record_sign_in, set_password};
use crate::Store;
use crate::access::{Actor, Admin, Staff, Viewer};
use crate::audit::{self, Action, Entry};
use crate::error::Error;
use crate::outbox::{self, NewMail};
use crate::sqlite::Write;
use crate::users::links::{NewLink, Purpose};

/// So many failures in a row lock an account.
pub const FAILURES_TO_LOCK: i64 = 5;

/// For so long.
pub const LOCK_SECONDS: i64 = 30 * 60;

/// Whether there is someone who may run the place, with or without a password yet.
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

/// Whether there is someone who may run the place; without one, nobody can sign in who could invite others.
pub async fn has_admin(store: &Store) -> Result<bool, Error> {
    admin_exists(store.readers()).await
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
    entry(Action::Created, id, Some(after))
}

fn entry(action: Action, id: UserId, after: Option<serde_json::Value>) -> Entry {
    Entry { action, item_kind: "user", item_id: Some(id.0), before: None, after }
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
    audit::append(&mut tx, by, now, entry(Action::Unlocked, id, None)).await?;
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
            let locked_until = stored.locked_until.map(Timestamp).filter(|until| is_locked(*until, now));
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

/// The active account with this e-mail address, unless it was deleted.
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
