//! Sessions of staff: `tower-sessions` in front, the table `user_sessions` behind. The cookie carries the token, the table its hash.

use app::ssr::AppContext;
use app::ssr::auth::key;
use app::ssr::now;
use async_trait::async_trait;
use domain::id::UserId;
use domain::time::Timestamp;
use store::Store;
use store::sessions::{self, NewSession, hash};
use tower_sessions::cookie::SameSite;
use tower_sessions::cookie::time::OffsetDateTime;
use tower_sessions::session::{Id, Record};
use tower_sessions::session_store::{Error, Result};
use tower_sessions::{SessionManagerLayer, SessionStore};

/// For the addresses that need to know who asks; public pages stay without, so that none ever touches a cookie.
pub fn layer(context: &AppContext) -> SessionManagerLayer<Sessions> {
    SessionManagerLayer::new(Sessions(context.store().clone()))
        .with_name(cookie_name(context.is_secure()))
        .with_http_only(true)
        .with_same_site(SameSite::Lax)
        .with_secure(context.is_secure())
        .with_path("/")
}

/// Browsers take a name that begins with `__Host-` only over HTTPS, for the whole host and for no other (RFC 6265bis, 4.1.3.2).
pub fn cookie_name(is_secure: bool) -> &'static str {
    if is_secure { "__Host-magnetiq" } else { "magnetiq" }
}

/// The session layer's view of `store::sessions`.
#[derive(Debug, Clone)]
pub struct Sessions(Store);

#[async_trait]
impl SessionStore for Sessions {
    async fn create(&self, record: &mut Record) -> Result<()> {
        // The layer gives the id of the session that has just ended. A new id is needed: an attacker who planted the old one
        // would know it.
        record.id = Id::default();
        let text = |key: &str| record.data.get(key).and_then(|value| value.as_str()).map(str::to_owned);
        let user = record.data.get(key::USER).and_then(serde_json::Value::as_i64);
        let user = user.ok_or_else(|| Error::Encode("a session begins with someone who signed in".into()))?;
        let mut new = NewSession {
            token_hash: String::new(),
            user: UserId(user),
            data: data(record)?,
            expires_at: Timestamp(record.expiry_date.unix_timestamp()),
            user_agent: text(key::USER_AGENT),
            ip_address: text(key::IP_ADDRESS),
        };
        loop {
            new.token_hash = hash(&record.id.to_string());
            match sessions::create(&self.0, &new, now()).await {
                Ok(_) => return Ok(()),
                // Once in 2^128.
                Err(store::Error::Taken { .. }) => record.id = Id::default(),
                Err(error) => return Err(failed(&error)),
            }
        }
    }

    async fn save(&self, record: &Record) -> Result<()> {
        let expires_at = Timestamp(record.expiry_date.unix_timestamp());
        match sessions::save(&self.0, &hash(&record.id.to_string()), &data(record)?, expires_at).await {
            // It was ended meanwhile and stays so.
            Ok(()) | Err(store::Error::NotFound) => Ok(()),
            Err(error) => Err(failed(&error)),
        }
    }

    async fn load(&self, id: &Id) -> Result<Option<Record>> {
        let loaded = sessions::load(&self.0, &hash(&id.to_string()), now()).await.map_err(|error| failed(&error))?;
        let Some(loaded) = loaded else { return Ok(None) };
        let data = serde_json::from_str(&loaded.data).map_err(|error| Error::Decode(error.to_string()))?;
        let expiry_date = OffsetDateTime::from_unix_timestamp(loaded.expires_at.0);
        let expiry_date = expiry_date.map_err(|error| Error::Decode(error.to_string()))?;
        Ok(Some(Record { id: *id, data, expiry_date }))
    }

    async fn delete(&self, id: &Id) -> Result<()> {
        sessions::delete(&self.0, &hash(&id.to_string())).await.map_err(|error| failed(&error))
    }
}

fn data(record: &Record) -> Result<String> {
    serde_json::to_string(&record.data).map_err(|error| Error::Encode(error.to_string()))
}

fn failed(error: &store::Error) -> Error {
    Error::Backend(error.to_string())
}
