//! The values that a setting may have, parsed from a flag or an environment variable.

use std::fmt;
use std::net::IpAddr;
use std::str::FromStr;

use clap::ValueEnum;
use ipnet::IpNet;
use sha2::{Digest, Sha256};

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Environment {
    Development,
    Production,
}

/// See [`store::sqlite::Durability`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum DurabilityOption {
    Normal,
    Full,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Audience {
    /// Only this machine, as long as the site is for nobody else: in development, without a public base URL or trusted proxies.
    Loopback,
    Everyone,
    /// Not even with the token.
    Nobody,
}

/// `https://www.example.com`, perhaps with a port; nothing behind it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BaseUrl(pub(super) String);

impl BaseUrl {
    pub(super) fn is_loopback(&self) -> bool {
        let uri: Result<axum::http::Uri, _> = self.0.parse();
        uri.ok().as_ref().and_then(|uri| uri.host()).is_some_and(is_loopback)
    }

    pub fn is_secure(&self) -> bool {
        self.0.starts_with("https://")
    }
}

impl FromStr for BaseUrl {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let text = text.trim().trim_end_matches('/').to_lowercase();
        let uri: axum::http::Uri = text.parse().map_err(|_| "not a web address".to_owned())?;
        let is_http = matches!(uri.scheme_str(), Some("http" | "https"));
        let is_bare = uri.path_and_query().is_none_or(|rest| rest.as_str() == "/");
        let host = uri.authority().map(|authority| authority.as_str());
        match host {
            Some(host) if is_http && is_bare && !host.contains('@') => Ok(Self(text)),
            _ => Err("must look like https://www.example.com, with nothing behind the host".into()),
        }
    }
}

impl fmt::Display for BaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Whether a name or an address is that of this machine, to itself.
pub fn is_loopback(host: &str) -> bool {
    let address = host.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
    host.eq_ignore_ascii_case("localhost") || address.is_ok_and(|address| address.to_canonical().is_loopback())
}

/// What a program that reads /metrics knows. Only its hash is kept, so that comparing takes the same time for every guess.
#[derive(Clone, PartialEq, Eq)]
pub struct Token([u8; 32]);

impl Token {
    const MIN_CHARACTERS: usize = 32;

    /// Whether this is the value of an Authorization header (RFC 6750, 2.1) with the token.
    pub fn is_in(&self, authorization: &str) -> bool {
        let (scheme, token) = authorization.split_once(' ').unwrap_or_default();
        scheme.eq_ignore_ascii_case("bearer") && Self::hashed(token.trim()) == *self
    }

    fn hashed(text: &str) -> Self {
        Self(Sha256::digest(text.as_bytes()).into())
    }
}

impl FromStr for Token {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let text = text.trim();
        if text.chars().count() < Self::MIN_CHARACTERS {
            return Err(format!(
                "must have at least {} characters; take one made by: openssl rand -hex 32",
                Self::MIN_CHARACTERS
            ));
        }
        Ok(Self::hashed(text))
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(…)")
    }
}

/// An address or a network: `10.0.0.7`, `10.0.0.0/8`, `fd00::/8`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Proxy(pub(super) IpNet);

impl FromStr for Proxy {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let text = text.trim();
        let network = text.parse::<IpNet>().or_else(|_| text.parse::<IpAddr>().map(IpNet::from));
        network.map(Self).map_err(|_| format!("{text} is neither an address nor a network"))
    }
}
