//! The way in: signing in and out, one-time links, one's own password. Used by the plain forms and by the server functions.

use domain::invalid::{Invalid, Problem};
use domain::text::{Email, Password};
use domain::user::SetUpForm;
use domain::id::UserId;
use store::access::{Admin, Staff};
use tower_sessions::Session;

use crate::error::AppError;
use crate::routes;
use crate::ssr::guard::token_hash;
use crate::ssr::password::Verdict;
use crate::ssr::{State, now};

/// Keys of what a session's record holds.
pub mod key {
    pub const USER: &str = "user";
    pub const USER_AGENT: &str = "user_agent";
    pub const IP_ADDRESS: &str = "ip_address";
}

/// A one-time link works this long; the first admin's link as long as the program runs without one.
const LINK_SECONDS: i64 = 72 * 3600;

/// Who stands at the door: the session of the request, and what is noted of the browser.
#[derive(Debug, Clone)]
pub struct Visitor {
    pub session: Session,
    pub user_agent: Option<String>,
    /// The router puts it into the request's extensions.
    pub address: Option<ClientAddress>,
}

/// The address of the client, after trusted proxies were believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClientAddress(pub std::net::IpAddr);

impl Visitor {
    /// Of the request that a server function answers.
    pub async fn of_request() -> Result<Self, AppError> {
        let parts: axum::http::request::Parts = leptos::prelude::use_context().ok_or(AppError::Internal)?;
        Self::of_parts(&parts).ok_or(AppError::Internal)
    }

    /// None where the session layer does not cover the route.
    pub fn of_parts(parts: &axum::http::request::Parts) -> Option<Self> {
        let session = parts.extensions.get::<Session>()?.clone();
        let user_agent = parts.headers.get(axum::http::header::USER_AGENT).and_then(|value| value.to_str().ok());
        let user_agent = user_agent.map(|text| text.chars().take(300).collect());
        Some(Self { session, user_agent, address: parts.extensions.get().copied() })
    }
}

/// 401 `Credentials` for unknown e-mail, wrong password, locked, inactive and deleted alike, after the same time.
pub async fn sign_in(state: &State, visitor: Visitor, email: &str, password: String) -> Result<(), AppError> {
    let typed: String = password.chars().take(Password::MAX).collect();
    let known = match Email::parse(email) {
        Ok(email) => store::users::credentials(state.store(), &email).await?,
        Err(_) => None,
    };
    let stored = known.as_ref().map(|known| known.hashed_password.clone());
    let verdict = state.hasher().verify(typed, stored).await?;
    let Some(known) = known.filter(|known| known.may_sign_in(now())) else { return Err(AppError::Credentials) };
    let new_hash = match verdict {
        Verdict::Wrong => {
            store::users::record_failed_sign_in(state.store(), known.id, now()).await?;
            return Err(AppError::Credentials);
        }
        Verdict::Right => None,
        Verdict::RightButOld(new) => Some(new),
    };
    store::users::record_sign_in(state.store(), known.id, new_hash, now()).await?;
    begin(&visitor, known.id).await
}

/// A new session with a new id, so that one that was planted before is worth nothing.
async fn begin(visitor: &Visitor, user: UserId) -> Result<(), AppError> {
    let session = &visitor.session;
    let begin = async {
        session.flush().await?;
        session.insert(key::USER, user.0).await?;
        session.insert(key::USER_AGENT, visitor.user_agent.clone()).await?;
        session.insert(key::IP_ADDRESS, visitor.address.map(|address| shortened(address.0))).await
    };
    begin.await.map_err(|error| {
        tracing::error!(%error, "a session could not begin");
        AppError::Internal
    })
}

/// The address without its last part (IPv4 /24, IPv6 /48): enough to recognise one's own sessions by.
fn shortened(address: std::net::IpAddr) -> String {
    match address {
        std::net::IpAddr::V4(v4) => {
            let [a, b, c, _] = v4.octets();
            format!("{a}.{b}.{c}.0")
        }
        std::net::IpAddr::V6(v6) => {
            let [a, b, c, ..] = v6.segments();
            format!("{a:x}:{b:x}:{c:x}::")
        }
    }
}

pub async fn sign_out() -> Result<(), AppError> {
    let session: Session = leptos_axum::extract().await.map_err(|_| AppError::SignedOut)?;
    session.flush().await.map_err(|error| {
        tracing::error!(%error, "a session could not end");
        AppError::Internal
    })
}

/// Problems stand at `current` and `new`.
pub async fn change_password(state: &State, staff: &Staff, current: String, new: &str) -> Result<(), AppError> {
    let new = Password::parse(new, &[staff.email(), &staff.name()]);
    let mut invalid = Invalid::default();
    let email = Email::parse(staff.email()).map_err(|problem| Invalid::at("email", problem))?;
    let known = store::users::credentials(state.store(), &email).await?;
    let locked = known.as_ref().is_some_and(|known| !known.may_sign_in(now()));
    let verdict = state.hasher().verify(current, known.map(|known| known.hashed_password)).await?;
    if locked || verdict == Verdict::Wrong {
        if !locked {
            store::users::record_failed_sign_in(state.store(), staff.id(), now()).await?;
        }
        invalid.add("current", Problem::WrongPassword);
    }
    let new = invalid.take("new", new);
    let Some(new) = new.filter(|_| invalid.is_empty()) else { return Err(invalid.into()) };
    let hash = state.hasher().hash(new).await?;
    Ok(store::users::set_password(state.store(), staff, &hash, now()).await?)
}

/// A link at which this person chooses a password, once. Its token is kept only as a hash.
pub async fn set_up_link(state: &State, admin: &Admin, user: UserId) -> Result<String, AppError> {
    let token = new_token()?;
    store::users::issue_set_up(state.store(), admin, user, &token_hash(&token), now(), LINK_SECONDS).await?;
    Ok(link(state, &token))
}

/// The link that makes the first admin, or None where there is one. A link of an earlier start stops working.
pub async fn first_admin_link(state: &State) -> Result<Option<String>, AppError> {
    let token = new_token()?;
    let is_issued = store::users::issue_first_admin(state.store(), &token_hash(&token), now(), LINK_SECONDS).await?;
    Ok(is_issued.then(|| link(state, &token)))
}

fn link(state: &State, token: &str) -> String {
    format!("{}{}/{token}", state.base_url(), routes::SET_UP)
}

/// 256 bits from the system, in hexadecimal.
pub fn new_token() -> Result<String, AppError> {
    let mut bytes = [0_u8; 32];
    getrandom::fill(&mut bytes).map_err(|error| {
        tracing::error!(%error, "the system gave no random bytes");
        AppError::Internal
    })?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// Follows a one-time link: makes the first admin, or sets the password of the one it was made for, and signs them in.
/// 404 for a link that was used, is over or never was.
pub async fn set_up(state: &State, visitor: Visitor, token: &str, form: SetUpForm) -> Result<(), AppError> {
    let hash = token_hash(token);
    let purpose = store::users::token(state.store(), &hash, now()).await?.ok_or(AppError::NotFound)?;
    let user = match purpose {
        store::users::Purpose::FirstAdmin => {
            let (user, password) = form.parse()?;
            let password = state.hasher().hash(password).await?;
            store::users::redeem_first_admin(state.store(), &hash, user, &password, now()).await?
        }
        store::users::Purpose::SetUp { email, name, .. } => {
            let password = Password::parse(&form.password, &[&email, &name]);
            let password = password.map_err(|problem| Invalid::at("password", problem))?;
            let password = state.hasher().hash(password).await?;
            store::users::redeem_set_up(state.store(), &hash, &password, now()).await?
        }
    };
    begin(&visitor, user).await
}
