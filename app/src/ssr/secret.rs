//! The secret of this program: it signs tokens that a browser sends back, and hashes addresses.

use std::fmt;
use std::net::IpAddr;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::form::FormToken;
use domain::id::{ConsentId, DownloadId};
use domain::time::Timestamp;
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

/// Why a text is no secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WeakSecret {
    TooShort,
    /// Too few different characters, one part again and again, a row of neighbours, or words that everybody tries first.
    Guessable,
}

/// Different characters that a secret has at least. One of 32 hexadecimal digits by chance has fewer once in many thousands.
const MIN_DIFFERENT: usize = 8;

/// What examples and default settings are made of.
const KNOWN: [&str; 12] = [
    "changeme",
    "change-me",
    "change_me",
    "secret",
    "password",
    "passwort",
    "example",
    "default",
    "insecure",
    "magnetiq",
    "qwerty",
    "qwertz",
];

fn weakness(text: &str) -> Option<WeakSecret> {
    let chars: Vec<char> = text.chars().collect();
    if chars.len() < Secret::MIN {
        return Some(WeakSecret::TooShort);
    }
    let different = chars.iter().collect::<std::collections::BTreeSet<_>>().len();
    let is_repeated = (1..=chars.len() / 2).any(|period| chars[period..].iter().zip(&chars).all(|(one, other)| one == other));
    let is_next = |pair: &&[char]| u32::from(pair[0]).abs_diff(u32::from(pair[1])) <= 1;
    let neighbours = chars.windows(2).filter(is_next).count();
    // Without the known words, enough secret characters must remain.
    let mut unknown = text.to_lowercase();
    for word in KNOWN {
        unknown = unknown.replace(word, "");
    }
    let is_known = unknown.chars().filter(|c| c.is_alphanumeric()).count() < Secret::MIN / 2;
    let is_guessable = different < MIN_DIFFERENT || is_repeated || neighbours * 2 > chars.len() || is_known;
    is_guessable.then_some(WeakSecret::Guessable)
}

/// In a ticket of a link whose form was erased; rows count from 1.
const NO_DOWNLOAD: DownloadId = DownloadId(0);

/// A key for HMAC-SHA-256 (RFC 2104). A signed text begins with its purpose, so that no signature is valid for another purpose.
#[derive(Clone)]
pub struct Secret([u8; 32]);

impl Secret {
    /// Characters that a secret has at least.
    pub const MIN: usize = 32;

    /// Why it is none, where it could be guessed.
    pub fn parse(text: &str) -> Result<Self, WeakSecret> {
        let text = text.trim();
        match weakness(text) {
            Some(weak) => Err(weak),
            None => Ok(Self(Sha256::digest(text.as_bytes()).into())),
        }
    }

    /// A text that makes a secret, by chance.
    pub fn propose() -> Result<String, getrandom::Error> {
        Ok(URL_SAFE_NO_PAD.encode(random()?))
    }

    /// The form token of a new form. `form` names what it asks for, so that it serves for nothing else.
    pub fn form_token(&self, form: &str, now: Timestamp) -> Result<String, getrandom::Error> {
        let key = URL_SAFE_NO_PAD.encode(&random()?[..16]);
        let signature = self.sign(&["form", form, &key, &now.0.to_string()]);
        Ok(format!("{key}.{}.{signature}", now.0))
    }

    /// What a form token says, if it is ours and of this form.
    pub fn read_form_token(&self, form: &str, text: &str) -> Option<FormToken> {
        let mut parts = text.split('.');
        let (key, seconds, signature) = (parts.next()?, parts.next()?, parts.next()?);
        let rendered_at = Timestamp(seconds.parse().ok()?);
        let is_ours = parts.next().is_none() && self.is_signed(&["form", form, key, seconds], signature);
        is_ours.then(|| FormToken { key: key.to_owned(), rendered_at })
    }

    /// What the link to a file carries: for one form always the same, and not to be told from its key without the secret.
    pub fn link(&self, form_key: &str) -> String {
        self.sign(&["link", form_key])
    }

    /// What the link carries that confirms the consent of a form: for one form always the same, as [`Secret::link`].
    pub fn confirm_link(&self, form_key: &str) -> String {
        self.sign(&["confirm", form_key])
    }

    /// What the link carries that withdraws a consent. It is the same in every mail that rests on it.
    pub fn withdraw_link(&self, consent: ConsentId) -> String {
        self.sign(&["withdraw", &consent.to_string()])
    }

    /// The cookie by which a browser is known after a form was sent in it.
    /// It tells its reader neither a number nor a time.
    pub fn reader(&self, download: DownloadId, until: Timestamp) -> String {
        self.sealed("reader", download, until)
    }

    /// Which form a cookie stands for, if it is ours and not over.
    pub fn read_reader(&self, cookie: &str, now: Timestamp) -> Option<DownloadId> {
        self.unsealed("reader", cookie, now)
    }

    /// What the address of a file carries after a download began: whoever has it gets the file until then, whole or in parts. It is
    /// another one for each download. `of` names what gave it, a link or a whitepaper.
    pub fn ticket(&self, of: &str, download: Option<DownloadId>, until: Timestamp) -> Result<String, getrandom::Error> {
        let key = URL_SAFE_NO_PAD.encode(&random()?[..8]);
        let sealed = self.sealed(&format!("ticket {key} {of}"), download.unwrap_or(NO_DOWNLOAD), until);
        Ok(format!("{key}.{sealed}"))
    }

    /// The download that a ticket stands for, if it is ours, of this link or whitepaper, and not over.
    pub fn read_ticket(&self, of: &str, ticket: &str, now: Timestamp) -> Option<Option<DownloadId>> {
        let (key, sealed) = ticket.split_once('.')?;
        let download = self.unsealed(&format!("ticket {key} {of}"), sealed, now)?;
        Some(Some(download).filter(|download| *download != NO_DOWNLOAD))
    }

    /// A number and a time that only this program reads: both are hidden by a key stream that begins with their own signature
    /// (as SIV does, RFC 5297).
    fn sealed(&self, purpose: &str, download: DownloadId, until: Timestamp) -> String {
        let mut said = [0; 16];
        said[..8].copy_from_slice(&download.0.to_be_bytes());
        said[8..].copy_from_slice(&until.0.to_be_bytes());
        let mut signature = [0; 16];
        signature.copy_from_slice(&self.seal(purpose, said).finalize().into_bytes()[..16]);
        let hidden = self.hidden(purpose, &signature, said);
        URL_SAFE_NO_PAD.encode([signature, hidden].concat())
    }

    fn unsealed(&self, purpose: &str, text: &str, now: Timestamp) -> Option<DownloadId> {
        let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
        let (signature, hidden) = (bytes.get(..16)?, bytes.get(16..)?);
        let said = self.hidden(purpose, signature, hidden.try_into().ok()?);
        self.seal(purpose, said).verify_truncated_left(signature).ok()?;
        let number = |bytes: &[u8]| bytes.try_into().ok().map(i64::from_be_bytes);
        let (download, until) = (number(&said[..8])?, number(&said[8..])?);
        (until > now.0).then_some(DownloadId(download))
    }

    fn seal(&self, purpose: &str, said: [u8; 16]) -> Hmac<Sha256> {
        self.mac(&[purpose, &URL_SAFE_NO_PAD.encode(said)])
    }

    /// Hides what is said, and shows it again.
    fn hidden(&self, purpose: &str, signature: &[u8], mut said: [u8; 16]) -> [u8; 16] {
        let stream = self.mac(&[&format!("{purpose} stream"), &URL_SAFE_NO_PAD.encode(signature)]).finalize().into_bytes();
        said.iter_mut().zip(stream).for_each(|(byte, hiding)| *byte ^= hiding);
        said
    }

    /// The stored hash of a visitor's address. It cannot be reversed, and changes every day.
    pub fn address(&self, address: IpAddr, now: Timestamp) -> String {
        let day = now.0.div_euclid(86_400).to_string();
        self.sign(&["address", &day, &address.to_string()])[..22].to_owned()
    }

    fn mac(&self, parts: &[&str]) -> Hmac<Sha256> {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.0).expect("HMAC takes a key of any length");
        for part in parts {
            mac.update(&(part.len() as u64).to_be_bytes());
            mac.update(part.as_bytes());
        }
        mac
    }

    fn sign(&self, parts: &[&str]) -> String {
        URL_SAFE_NO_PAD.encode(self.mac(parts).finalize().into_bytes())
    }

    fn is_signed(&self, parts: &[&str], signature: &str) -> bool {
        URL_SAFE_NO_PAD.decode(signature).is_ok_and(|signature| self.mac(parts).verify_slice(&signature).is_ok())
    }
}

/// Never shown, never logged.
impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

fn random() -> Result<[u8; 32], getrandom::Error> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secret(text: &str) -> Secret {
        Secret::parse(&format!("{text}M4q7ZkXw1uTn0pRbV9sYc2LhJd6Ef3Ga")).unwrap()
    }

    #[test]
    fn a_form_token_is_read_back_for_its_form_only() {
        let (secret, other) = (secret("a"), secret("b"));
        let text = secret.form_token("whitepaper 1", Timestamp(1_000)).unwrap();
        assert_eq!(secret.read_form_token("whitepaper 1", &text).unwrap().rendered_at, Timestamp(1_000));
        assert_eq!(secret.read_form_token("whitepaper 2", &text), None);
        assert_eq!(other.read_form_token("whitepaper 1", &text), None);
        let moved = text.replace(".1000.", ".1001.");
        for bad in ["", ".", "a.b.c", "..", moved.as_str(), &format!("{text}.x"), &"é".repeat(1_000)] {
            assert_eq!(secret.read_form_token("whitepaper 1", bad), None, "{bad}");
        }
    }

    #[test]
    fn a_browser_is_known_until_its_cookie_is_over() {
        let secret = secret("a");
        let cookie = secret.reader(DownloadId(7), Timestamp(2_000));
        assert_eq!(secret.read_reader(&cookie, Timestamp(1_999)), Some(DownloadId(7)));
        assert_eq!(secret.read_reader(&cookie, Timestamp(2_000)), None);
        assert_eq!(secret.read_reader(&cookie, Timestamp(-1)), Some(DownloadId(7)));
        for at in 0..cookie.len() {
            let other = if &cookie[at..=at] == "A" { "B" } else { "A" };
            let forged = format!("{}{other}{}", &cookie[..at], &cookie[at + 1..]);
            assert_eq!(secret.read_reader(&forged, Timestamp(1)), None, "{forged}");
        }
        for bad in ["", "7", "7.2000.AAAA", &cookie[1..], &format!("{cookie}AAAA"), &"A".repeat(43)] {
            assert_eq!(secret.read_reader(bad, Timestamp(1)), None, "{bad}");
        }
        assert_ne!(cookie[..8], secret.reader(DownloadId(8), Timestamp(2_000))[..8]);
        assert!(!cookie.contains("2000") && !cookie.contains('.'));
    }

    #[test]
    fn a_ticket_is_read_back_for_its_link_only() {
        let secret = secret("a");
        for download in [Some(DownloadId(7)), None] {
            let ticket = secret.ticket("link x", download, Timestamp(2_000)).unwrap();
            assert_ne!(ticket, secret.ticket("link x", download, Timestamp(2_000)).unwrap());
            assert_eq!(secret.read_ticket("link x", &ticket, Timestamp(1_999)), Some(download));
            assert_eq!(secret.read_ticket("link x", &ticket, Timestamp(2_000)), None);
            assert_eq!(secret.read_ticket("link y", &ticket, Timestamp(1)), None);
            assert_eq!(secret.read_reader(&ticket, Timestamp(1)), None);
        }
        let cookie = secret.reader(DownloadId(7), Timestamp(2_000));
        for bad in ["", "x", ".", "a.b", &cookie, &format!("a.{cookie}"), &"é".repeat(1_000)] {
            assert_eq!(secret.read_ticket("link x", bad, Timestamp(1)), None, "{bad}");
        }
    }

    #[test]
    fn a_link_is_the_same_for_a_form_and_an_address_another_every_day() {
        let secret = secret("a");
        assert_eq!(secret.link("key").len(), domain::address::TOKEN_LENGTH);
        assert_eq!(secret.link("key"), secret.link("key"));
        assert_ne!(secret.link("key"), secret.link("yek"));
        let address = "192.0.2.1".parse().unwrap();
        assert_eq!(secret.address(address, Timestamp(1)), secret.address(address, Timestamp(86_399)));
        assert_ne!(secret.address(address, Timestamp(1)), secret.address(address, Timestamp(86_400)));
    }

    #[test]
    fn a_short_secret_is_none() {
        assert_eq!(Secret::parse(&Secret::propose().unwrap()[..31]).err(), Some(WeakSecret::TooShort));
        for text in [
            "a".repeat(32),
            "ab".repeat(16),
            "0123456789abcdef".repeat(2),
            "0123456789abcdefghijklmnopqrstuvwxyz".into(),
            "zyxwvutsrqponmlkjihgfedcba9876543210".into(),
            "change-me-change-me-secret-secret-password".into(),
            "Magnetiq-Secret-Password-Example-1".into(),
            "M4q7ZkXw1uTn0pRbM4q7ZkXw1uTn0pRb".into(),
        ] {
            assert_eq!(Secret::parse(&text).err(), Some(WeakSecret::Guessable), "{text}");
        }
        for _ in 0..1000 {
            assert!(Secret::parse(&Secret::propose().unwrap()).is_ok());
        }
        assert!(!format!("{:?}", secret("a")).contains('a'));
    }
}
