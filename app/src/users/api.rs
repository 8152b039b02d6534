//! Signing in and out, one's own account, and the list of users.

use domain::id::{SessionId, UserId};
use domain::user::{SessionRow, UserForm, UserRow};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use server_fn::codec::Json;

use crate::error::AppError;

/// Signs in without leaving the screen, where a session ended during work. 401 `Credentials` for every reason alike.
#[server(prefix = "/api", endpoint = "sign-in", input = Json)]
pub async fn sign_in(email: String, password: String) -> Result<(), AppError> {
    use crate::ssr::{app_context, auth};
    auth::sign_in(&app_context()?, auth::Visitor::of_request()?, &email, password).await
}

/// Ends this session.
#[server(prefix = "/api/admin", endpoint = "sign-out", input = Json)]
pub async fn sign_out() -> Result<(), AppError> {
    use crate::ssr::{auth, guard};
    guard::staff().await?;
    auth::sign_out(&auth::Visitor::of_request()?.session).await
}

/// Sets a new password and ends all other sessions. Problems stand at `current` and `new`.
#[server(prefix = "/api/admin", endpoint = "account/password", input = Json)]
pub async fn change_password(current: String, new: String) -> Result<(), AppError> {
    use crate::ssr::{app_context, auth, guard};
    let staff = guard::staff().await?;
    auth::change_password(&app_context()?, &staff, current, &new).await
}

#[server(prefix = "/api/admin", endpoint = "account/sessions", input = Json)]
pub async fn my_sessions() -> Result<Vec<SessionRow>, AppError> {
    use crate::ssr::{app_context, guard, now};
    let staff = guard::staff().await?;
    let context = app_context()?;
    let limits = context.settings().await?.as_ref().into();
    Ok(store::sessions::list_own(context.store(), &staff, now(), limits).await?)
}

/// Ends one of one's own sessions.
#[server(prefix = "/api/admin", endpoint = "account/end-session", input = Json)]
pub async fn end_session(session: SessionId) -> Result<(), AppError> {
    use crate::ssr::{app_context, guard};
    let staff = guard::staff().await?;
    Ok(store::sessions::end_own(app_context()?.store(), &staff, session).await?)
}

/// The language in which the admin speaks to this person: `en` or `de`.
#[server(prefix = "/api/admin", endpoint = "account/language", input = Json)]
pub async fn set_language(language: String) -> Result<(), AppError> {
    use crate::ssr::{app_context, guard};
    let staff = guard::staff().await?;
    Ok(store::users::set_language(app_context()?.store(), &staff, &language).await?)
}

/// Members of staff in the order in which they came, at most 500.
#[server(prefix = "/api/admin", endpoint = "users/list", input = Json)]
pub async fn list_users() -> Result<Vec<UserRow>, AppError> {
    use crate::ssr::{app_context, guard, now};
    let admin = guard::admin().await?;
    Ok(store::users::list(app_context()?.store(), &admin, None, 500, now()).await?)
}

/// A new member of staff, and the link at which they choose their password; it works once, for one hour, and is mailed to them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invitation {
    pub user: UserId,
    pub link: String,
    /// Whether the link goes out by mail too; else nobody but the reader of the answer has it.
    pub is_mailed: bool,
}

/// Creates a member of staff. Problems stand at `email`, `first_name`, `last_name`, `role`.
#[server(prefix = "/api/admin", endpoint = "users/create", input = Json)]
pub async fn create_user(form: UserForm) -> Result<Invitation, AppError> {
    use crate::ssr::{app_context, auth, guard};
    let admin = guard::admin().await?;
    auth::mail_templates::invite(&app_context()?, &admin, &form.parse()?).await
}

/// A new link for someone who has not used theirs.
#[server(prefix = "/api/admin", endpoint = "users/invite", input = Json)]
pub async fn invite_again(user: UserId) -> Result<Invitation, AppError> {
    use crate::ssr::{app_context, auth, guard};
    let admin = guard::admin().await?;
    auth::mail_templates::invite_again(&app_context()?, &admin, user).await
}

/// Ends the lock that follows five failed sign-ins.
#[server(prefix = "/api/admin", endpoint = "users/unlock", input = Json)]
pub async fn unlock_user(user: UserId) -> Result<(), AppError> {
    use crate::ssr::{app_context, guard, now};
    let admin = guard::admin().await?;
    Ok(store::users::unlock(app_context()?.store(), &admin, user, now()).await?)
}
