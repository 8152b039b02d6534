//! One-time links: for the first admin, for someone who was invited, for someone who forgot their password. With one a person
//! chooses a password, once, and before it expires. The database holds the SHA-256 of what a link carries, in hex.

use domain::access::Role;
use domain::id::UserId;
use domain::time::Timestamp;
use domain::user::{Me, NewUser};
use serde_json::json;
use sqlx::SqliteConnection;

use crate::Store;
use crate::access::{Actor, Admin};
use crate::audit::{self, Action, Entry};
use crate::error::{Conflict, Error};
use crate::outbox::{self, NewMail};
use crate::sqlite::Write;

/// The purpose of a link.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// To become the first admin; worth nothing once there is one.
    FirstAdmin,
    /// To choose the first password.
    SetUp(UserId),
    /// To choose another one.
    Reset(UserId),
}

impl Purpose {
    fn kind(self) -> &'static str {
        match self {
            Self::FirstAdmin => "first_admin",
            Self::SetUp(_) => "set_up",
            Self::Reset(_) => "reset",
        }
    }

    fn user(self) -> Option<UserId> {
        match self {
            Self::FirstAdmin => None,
            Self::SetUp(user) | Self::Reset(user) => Some(user),
        }
    }
}

/// A link that is being made.
#[derive(Clone)]
pub struct NewLink {
    /// Of what the link carries: SHA-256 in hex.
    pub token_hash: String,
    pub expires_at: Timestamp,
}

/// Keeps a link's hash, with the mail that brings it, if there is one; earlier links for the same are worth nothing from then on.
/// `Conflict(HasAdmin)` for a first admin where there is one, `Conflict(HasPassword)` for the set-up of someone who chose a
/// password already, `NotFound` for someone deactivated or deleted.
pub async fn issue(
    store: &Store,
    by: &Admin,
    purpose: Purpose,
    token_hash: &str,
    expires_at: Timestamp,
    mail: Option<&NewMail>,
    now: Timestamp,
) -> Result<(), Error> {
    let mut tx = store.begin_write().await?;
    replace(&mut tx, by, purpose, &NewLink { token_hash: token_hash.to_owned(), expires_at }, now).await?;
    if let Some(mail) = mail {
        outbox::append(&mut tx, mail, now).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Minimum time between two links to one address, so that nobody can fill a mailbox of someone else.
pub const RESET_PAUSE_SECONDS: i64 = 2 * 60;

/// Mails a link to someone who forgot their password; false where the last one is too fresh, and then nothing changes.
/// `NotFound` for someone deactivated or deleted.
pub async fn issue_reset(store: &Store, user: UserId, link: &NewLink, mail: &NewMail, now: Timestamp) -> Result<bool, Error> {
    let (fresh, ahead) = now.around(RESET_PAUSE_SECONDS);
    let (fresh, ahead) = (fresh.to_sqlite(), ahead.to_sqlite());
    let mut tx = store.begin_write().await?;
    let is_fresh = sqlx::query_scalar!(
        r#"select exists (
            select 1
            from user_tokens
            where kind = 'reset' and user_id = ? and used_at is null and created_at > ? and created_at < ?
        ) as "exists!: bool""#,
        user.0,
        fresh,
        ahead,
    )
    .fetch_one(&mut *tx)
    .await?;
    if is_fresh {
        return Ok(false);
    }
    replace(&mut tx, &Actor::visitor(), Purpose::Reset(user), link, now).await?;
    outbox::append(&mut tx, mail, now).await?;
    tx.commit().await?;
    Ok(true)
}

/// A new link; it replaces all earlier ones for the same purpose. The link gives access to the account, so the audit log names
/// its author.
pub(super) async fn replace(tx: &mut Write, by: &Actor, purpose: Purpose, link: &NewLink, now: Timestamp) -> Result<(), Error> {
    let (kind, user) = (purpose.kind(), purpose.user().map(|user| user.0));
    let after = json!({ "kind": kind, "expires_at": link.expires_at.to_sqlite() });
    let issued = Entry { action: Action::LinkIssued, item_kind: "user", item_id: user, before: None, after: Some(after) };
    audit::append(tx, by, now, issued).await?;
    let (expires_at, now) = (link.expires_at.to_sqlite(), now.to_sqlite());
    match purpose.user() {
        None => require_no_admin(tx).await?,
        Some(user) => drop(super::read_me(&mut **tx, user).await?),
    }
    if let Purpose::SetUp(user) = purpose {
        require_no_password(tx, user).await?;
    }
    sqlx::query!("delete from user_tokens where kind = ? and user_id is ? and used_at is null", kind, user)
        .execute(&mut **tx)
        .await?;
    sqlx::query!(
        "insert into user_tokens (kind, user_id, token_hash, expires_at, created_at) values (?, ?, ?, ?, ?)",
        kind,
        user,
        link.token_hash,
        expires_at,
        now,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// A link that can still be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Open {
    FirstAdmin,
    SetUp(Me),
    Reset(Me),
}

/// The purpose of a link, without using it. `NotFound` for one that is unknown, used, too old or overtaken.
pub async fn open(store: &Store, token_hash: &str, now: Timestamp) -> Result<Open, Error> {
    let now = now.to_sqlite();
    let mut tx = store.begin_read().await?;
    let row = sqlx::query!(
        "select kind, user_id from user_tokens where token_hash = ? and used_at is null and expires_at > ?",
        token_hash,
        now,
    )
    .fetch_one(&mut *tx)
    .await?;
    match purpose(&row.kind, row.user_id)? {
        Purpose::FirstAdmin => require_no_admin(&mut tx).await.map(|()| Open::FirstAdmin).map_err(|error| match error {
            Error::Conflict(Conflict::HasAdmin) => Error::NotFound,
            other => other,
        }),
        Purpose::SetUp(user) => Ok(Open::SetUp(super::read_me(&mut *tx, user).await?)),
        Purpose::Reset(user) => Ok(Open::Reset(super::read_me(&mut *tx, user).await?)),
    }
}

/// Makes the first admin, whatever the form's role, with a password given as its hash. `NotFound` for a link that is not (or no
/// longer) good, `Conflict(HasAdmin)` where someone was faster.
pub async fn redeem_first_admin(
    store: &Store,
    token_hash: &str,
    new: &NewUser,
    password_hash: &str,
    now: Timestamp,
) -> Result<UserId, Error> {
    let mut tx = store.begin_write().await?;
    let Purpose::FirstAdmin = use_up(&mut tx, token_hash, now).await? else { return Err(Error::NotFound) };
    require_no_admin(&mut tx).await?;
    let new = NewUser { role: Role::Admin, ..new.clone() };
    let id = super::insert(&mut tx, &new, password_hash, now).await?;
    let me = super::read_me(&mut *tx, id).await?;
    audit::append(&mut tx, &super::bearer(&me), now, super::created(id, &new)).await?;
    tx.commit().await?;
    Ok(id)
}

/// Chooses a password, given as its hash, with a link for set-up or reset; ends all sessions and unlocks. `NotFound` for a link
/// that is not (or no longer) good.
pub async fn redeem(store: &Store, token_hash: &str, password_hash: &str, now: Timestamp) -> Result<UserId, Error> {
    let mut tx = store.begin_write().await?;
    let id = use_up(&mut tx, token_hash, now).await?.user().ok_or(Error::NotFound)?;
    super::change_password(&mut tx, id, password_hash, now).await?;
    sqlx::query!("delete from user_sessions where user_id = ?", id.0).execute(&mut *tx).await?;
    let me = super::read_me(&mut *tx, id).await?;
    audit::append(&mut tx, &super::bearer(&me), now, super::entry(Action::PasswordChosen, id, None)).await?;
    tx.commit().await?;
    Ok(id)
}

/// Deletes links that nobody can use any more, a day after their end. Answers how many.
pub async fn delete_expired(store: &Store, now: Timestamp) -> Result<u64, Error> {
    let day_before = Timestamp(now.0 - 24 * 60 * 60).to_sqlite();
    let mut tx = store.begin_write().await?;
    let deleted = sqlx::query!("delete from user_tokens where expires_at < ?", day_before).execute(&mut *tx).await?;
    tx.commit().await?;
    Ok(deleted.rows_affected())
}

/// Of two who come at once, one finds the link unused: writes happen one after the other.
async fn use_up(tx: &mut Write, token_hash: &str, now: Timestamp) -> Result<Purpose, Error> {
    let now = now.to_sqlite();
    let row = sqlx::query!(
        "update user_tokens
        set used_at = ?1
        where token_hash = ?2 and used_at is null and expires_at > ?1
        returning kind, user_id",
        now,
        token_hash,
    )
    .fetch_one(&mut **tx)
    .await?;
    purpose(&row.kind, row.user_id)
}

fn purpose(kind: &str, user: Option<i64>) -> Result<Purpose, Error> {
    match (kind, user.map(UserId)) {
        ("first_admin", None) => Ok(Purpose::FirstAdmin),
        ("set_up", Some(user)) => Ok(Purpose::SetUp(user)),
        ("reset", Some(user)) => Ok(Purpose::Reset(user)),
        _ => Err(Error::unreadable(format_args!("link of kind {kind}"))),
    }
}

/// Only a person without a password can be invited; otherwise the author of the link could take the account over.
async fn require_no_password(tx: &mut Write, user: UserId) -> Result<(), Error> {
    let has_password = sqlx::query_scalar!(
        r#"select exists (select 1 from admin_users where id = ? and hashed_password <> '') as "exists!: bool""#,
        user.0,
    )
    .fetch_one(&mut **tx)
    .await?;
    if has_password { Err(Conflict::HasPassword.into()) } else { Ok(()) }
}

async fn require_no_admin(connection: &mut SqliteConnection) -> Result<(), Error> {
    if super::admin_exists(connection).await? { Err(Conflict::HasAdmin.into()) } else { Ok(()) }
}
