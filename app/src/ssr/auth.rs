//! Authentication: signing in and out, one-time links, one's own password. Used by the plain forms and by the server functions.

pub mod mail_templates;

use axum::http::header;
use axum::http::request::Parts;
use domain::id::UserId;
use domain::invalid::{Invalid, Problem};
use domain::text::{Email, Password};
use domain::time::Timestamp;
use domain::user::SetUpForm;
use leptos::prelude::use_context;
use store::Store;
use store::access::{Admin, Staff};
use store::error::Conflict;
use store::sessions::hash;
use store::users::links::{self, Open, Purpose};
use store::users::{Credentials, Rehashed, is_locked};
use tower_sessions::cookie::time::Duration;
use tower_sessions::{Expiry, Session, session, session_store};

use crate::error::AppError;
use crate::routes;
use crate::ssr::password::Verdict;
use crate::ssr::{AppContext, now};

/// Keys of what a session's record holds.
pub mod key {
    pub const USER: &str = "user";
    pub const USER_AGENT: &str = "user_agent";
    pub const IP_ADDRESS: &str = "ip_address";
}

/// A one-time link that is printed where the program runs works this long. The first admin's is made anew at every start without
/// an admin.
pub const PRINTED_LINK_HOURS: i64 = 72;

/// The visitor who signs in: the session of the request, address and browser.
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
    pub fn of_request() -> Result<Self, AppError> {
        let parts: Parts = use_context().ok_or(AppError::Internal)?;
        Self::of_parts(&parts).ok_or(AppError::Internal)
    }

    /// None where the session layer does not cover the route.
    pub fn of_parts(parts: &Parts) -> Option<Self> {
        let session = parts.extensions.get::<Session>()?.clone();
        let user_agent = parts.headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok());
        let user_agent = user_agent.map(|text| text.chars().take(300).collect());
        Some(Self { session, user_agent, address: parts.extensions.get().copied() })
    }
}

/// 401 `Credentials` for unknown e-mail, wrong password, locked, inactive and deleted alike, after the same time.
pub async fn sign_in(context: &AppContext, visitor: Visitor, email: &str, password: String) -> Result<(), AppError> {
    // Decomposed, a character may be three, and no password has more than so many.
    let typed: String = password.chars().take(4 * Password::MAX).collect();
    let known = match Email::parse(email) {
        Ok(email) => store::users::credentials(context.store(), &email).await?,
        Err(_) => None,
    };
    let stored = known.as_ref().map(|known| known.password_hash.clone());
    let verdict = context.hasher().verify(typed, stored).await?;
    let Some(known) = known.filter(may_sign_in) else {
        // Where nothing can be written, a known address answers 503; so does one that nobody has.
        context.store().probe_write().await?;
        return Err(AppError::Credentials);
    };
    let new_hash = match verdict {
        Verdict::Wrong => {
            record_failure(context, known.id).await?;
            return Err(AppError::Credentials);
        }
        Verdict::Right => None,
        Verdict::RightButOld(new) => Some(new),
    };
    let rehashed = new_hash.as_deref().map(|new| Rehashed { old: &known.password_hash, new });
    match store::users::record_sign_in(context.store(), known.id, rehashed, now()).await {
        // Locked by others who tried at the same time.
        Err(store::Error::NotFound) => Err(AppError::Credentials),
        recorded => {
            recorded?;
            begin(context, &visitor, known.id).await
        }
    }
}

/// Counts a wrong password. The mail that tells of a lock is made each time, so that the answer that locks takes as long as the
/// others.
async fn record_failure(context: &AppContext, user: UserId) -> Result<(), AppError> {
    let now = now();
    let mail = match store::users::me(context.store(), user).await {
        Ok(me) => Some(mail_templates::locked(context, &me, now).await?),
        // Deactivated since; nobody is told.
        Err(store::Error::NotFound) => None,
        Err(error) => return Err(error.into()),
    };
    store::users::record_failed_sign_in(context.store(), user, mail.as_ref(), now).await?;
    Ok(())
}

fn may_sign_in(known: &Credentials) -> bool {
    known.is_active && !known.locked_until.is_some_and(|until| is_locked(until, now()))
}

/// A new session with a new id, so that one that was planted before is worth nothing.
async fn begin(context: &AppContext, visitor: &Visitor, user: UserId) -> Result<(), AppError> {
    let session = &visitor.session;
    let lasts = Duration::hours(context.settings().await?.session_absolute_hours);
    let begin = async {
        end(session).await?;
        session.set_expiry(Some(Expiry::OnInactivity(lasts)));
        session.insert(key::USER, user.0).await?;
        session.insert(key::USER_AGENT, visitor.user_agent.clone()).await?;
        session.insert(key::IP_ADDRESS, visitor.address.map(|address| shortened(address.0))).await?;
        // The layer would save it too, but answer a failure without a page.
        session.save().await
    };
    begin.await.map_err(|error| failed(&error))
}

async fn end(session: &Session) -> Result<(), session::Error> {
    if session.id().is_some() { session.flush().await } else { Ok(()) }
}

fn failed(error: &session::Error) -> AppError {
    tracing::error!(%error, "a session could not begin or end");
    match error {
        // The table did not take it.
        session::Error::Store(session_store::Error::Backend(_)) => AppError::Unavailable,
        _ => AppError::Internal,
    }
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

/// Ends the session; that there is none is no error.
pub async fn sign_out(session: &Session) -> Result<(), AppError> {
    end(session).await.map_err(|error| failed(&error))
}

/// Problems stand at `current` and `new`.
pub async fn change_password(context: &AppContext, staff: &Staff, current: String, new: &str) -> Result<(), AppError> {
    let new = Password::parse(new, &[staff.email(), &staff.name()]);
    let mut invalid = Invalid::default();
    let email = Email::parse(staff.email()).map_err(|problem| Invalid::at("email", problem))?;
    let known = store::users::credentials(context.store(), &email).await?;
    let locked = known.as_ref().is_some_and(|known| !may_sign_in(known));
    let verdict = context.hasher().verify(current, known.map(|known| known.password_hash)).await?;
    if locked || verdict == Verdict::Wrong {
        if !locked {
            record_failure(context, staff.id()).await?;
        }
        invalid.add("current", Problem::WrongPassword);
    }
    let new = invalid.take("new", new);
    let Some(new) = new.filter(|_| invalid.is_empty()) else { return Err(invalid.into()) };
    let hash = context.hasher().hash(new).await?;
    Ok(store::users::set_password(context.store(), staff, &hash, now()).await?)
}

/// A link that works once, for [`PRINTED_LINK_HOURS`]. Its token is kept only as a hash; earlier links for the same purpose stop
/// working. [`AppError::Conflict`] where it is for the first admin and there is one.
pub async fn issue_link(store: &Store, base_url: &str, by: &Admin, purpose: Purpose) -> Result<String, AppError> {
    let (token, now) = (new_token()?, now());
    let until = Timestamp(now.0 + PRINTED_LINK_HOURS * 3600);
    links::issue(store, by, purpose, &hash(&token), until, None, now).await?;
    Ok(format!("{base_url}{}/{token}", routes::SET_UP))
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

/// What a one-time link is for, without using it. 404 for one that was used, is over or never was.
pub async fn open_link(context: &AppContext, token: &str) -> Result<Open, AppError> {
    Ok(links::open(context.store(), &hash(token), now()).await?)
}

/// Follows a one-time link: makes the first admin, or sets the password of the one it was made for, and signs them in.
/// 404 for a link that was used, is over or never was.
pub async fn set_up(context: &AppContext, visitor: Visitor, token: &str, form: SetUpForm) -> Result<(), AppError> {
    let user = match open_link(context, token).await? {
        Open::FirstAdmin => {
            let (user, password) = form.parse()?;
            let password = context.hasher().hash(password).await?;
            let made = links::redeem_first_admin(context.store(), &hash(token), &user, &password, now()).await;
            made.map_err(|error| match error {
                store::Error::Conflict(Conflict::HasAdmin) => AppError::NotFound,
                other => other.into(),
            })?
        }
        Open::SetUp(me) | Open::Reset(me) => {
            let password = Password::parse(&form.password, &[&me.email, &me.first_name, &me.last_name]);
            let password = password.map_err(|problem| Invalid::at("password", problem))?;
            let password = context.hasher().hash(password).await?;
            links::redeem(context.store(), &hash(token), &password, now()).await?
        }
    };
    let signed_in = async {
        store::users::record_sign_in(context.store(), user, None, now()).await?;
        begin(context, &visitor, user).await
    };
    match signed_in.await {
        // The link was used and the password is stored: the way on is to sign in.
        Err(AppError::Unavailable) => Ok(()),
        done => done,
    }
}
