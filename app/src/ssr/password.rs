//! Hashing passwords: argon2id (RFC 9106), two at a time and off the runtime, so that sign-ins cannot take the machine.

use std::sync::Arc;

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use domain::text::Password;
use tokio::sync::Semaphore;

use crate::error::AppError;

/// Hashes and verifies. Clones share the two places.
#[derive(Debug, Clone)]
pub struct Hasher {
    places: Arc<Semaphore>,
}

/// A hash that no known password fits, with the parameters of a real one: verified for addresses without an account, so that
/// they take as long as the others.
const DECOY: &str = "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5IGlzIGhlcmU$cTJUNHg4WnY1TGs3UnA5V2YzSGo2TmQwQnM4R3kxRW0";

/// What a verification said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    Wrong,
    Right,
    /// Right, but kept in an older form; this is the new one.
    RightButOld(String),
}

impl Hasher {
    pub fn new() -> Self {
        Self { places: Arc::new(Semaphore::new(2)) }
    }

    /// The hash to store, in the PHC string format.
    pub async fn hash(&self, password: Password) -> Result<String, AppError> {
        self.run(move || hash_now(password.as_str())).await?.ok_or_else(|| {
            tracing::error!("argon2 could not hash a password");
            AppError::Internal
        })
    }

    /// `stored` is None where there is no such account; the answer is then [`Verdict::Wrong`] after the usual time.
    pub async fn verify(&self, typed: String, stored: Option<String>) -> Result<Verdict, AppError> {
        let stored = stored.filter(|stored| !stored.is_empty());
        let is_known = stored.is_some();
        let stored = stored.unwrap_or_else(|| DECOY.to_owned());
        let verdict = self.run(move || verify_typed(&typed, &stored)).await?;
        Ok(if is_known { verdict } else { Verdict::Wrong })
    }

    async fn run<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T, AppError> {
        let place = self.places.clone().acquire_owned().await.map_err(|_| AppError::Internal)?;
        let done = tokio::task::spawn_blocking(move || {
            let result = work();
            drop(place);
            result
        });
        done.await.map_err(|error| {
            tracing::error!(%error, "hashing a password failed");
            AppError::Internal
        })
    }
}

impl Default for Hasher {
    fn default() -> Self {
        Self::new()
    }
}

fn hash_now(password: &str) -> Option<String> {
    Argon2::default().hash_password(password.as_bytes()).ok().map(|hash| hash.to_string())
}

/// A password as it is hashed today, else as it was typed: older ones were hashed as they were typed, and are hashed anew.
fn verify_typed(typed: &str, stored: &str) -> Verdict {
    let prepared = start_of(Password::prepared(typed));
    let verdict = verify_now(&prepared, stored);
    let raw = start_of(typed.to_owned());
    if verdict != Verdict::Wrong || raw == prepared {
        return verdict;
    }
    match verify_now(&raw, stored) {
        Verdict::Wrong => Verdict::Wrong,
        Verdict::Right | Verdict::RightButOld(_) => hash_now(&prepared).map_or(Verdict::Right, Verdict::RightButOld),
    }
}

/// No password is longer.
fn start_of(typed: String) -> String {
    match typed.char_indices().nth(Password::MAX) {
        Some((end, _)) => typed[..end].to_owned(),
        None => typed,
    }
}

/// Hashes of imported users are bcrypt's; they are verified once and replaced.
fn verify_now(typed: &str, stored: &str) -> Verdict {
    if stored.starts_with("$2") {
        let is_right = bcrypt::verify(typed, stored).unwrap_or(false);
        return match is_right.then(|| hash_now(typed)).flatten() {
            Some(new) => Verdict::RightButOld(new),
            None => Verdict::Wrong,
        };
    }
    let is_right = PasswordHash::new(stored).is_ok_and(|hash| Argon2::default().verify_password(typed.as_bytes(), &hash).is_ok());
    if is_right { Verdict::Right } else { Verdict::Wrong }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_verified_against_its_own_hash_only() {
        let stored = hash_now("correct horse battery").unwrap();
        assert!(stored.starts_with("$argon2id$"));
        assert_eq!(verify_now("correct horse battery", &stored), Verdict::Right);
        assert_eq!(verify_now("correct horse", &stored), Verdict::Wrong);
        assert_eq!(verify_now("x", "not a hash"), Verdict::Wrong);
    }

    #[test]
    fn a_password_is_right_in_every_form_in_which_keyboards_type_it() {
        let (composed, decomposed) = ("Vier Nächte im Februar", "Vier Na\u{308}chte im Februar");
        let stored = hash_now(Password::parse(decomposed, &[]).unwrap().as_str()).unwrap();
        for typed in [composed, decomposed, "Vier\u{a0}Nächte im Februar"] {
            assert_eq!(verify_typed(typed, &stored), Verdict::Right, "{typed:?}");
        }
        assert_eq!(verify_typed("Vier Nachte im Februar", &stored), Verdict::Wrong);
        let older = hash_now(decomposed).unwrap();
        let Verdict::RightButOld(new) = verify_typed(decomposed, &older) else { panic!("right") };
        assert_eq!(verify_typed(composed, &new), Verdict::Right);
        let long = "a\u{308}".repeat(Password::MAX);
        let stored = hash_now(&"ä".repeat(Password::MAX)).unwrap();
        assert_eq!(verify_typed(&long, &stored), Verdict::Right);
    }

    #[test]
    fn an_address_without_an_account_takes_as_long_as_one_with() {
        let (decoy, real) = (PasswordHash::new(DECOY).unwrap(), hash_now("correct horse battery").unwrap());
        let real = PasswordHash::new(&real).unwrap();
        assert_eq!((decoy.algorithm, decoy.version, &decoy.params), (real.algorithm, real.version, &real.params));
        let length = |hash: &PasswordHash| (hash.salt.as_ref().map(|s| s.len()), hash.hash.as_ref().map(|h| h.len()));
        assert_eq!(length(&decoy).1, length(&real).1);
        assert_eq!(verify_now("decoy", DECOY), Verdict::Wrong);
    }

    #[test]
    #[expect(clippy::disallowed_methods, reason = "an imported hash has to come from somewhere")]
    fn a_bcrypt_hash_is_verified_once_and_becomes_argon2id() {
        let stored = bcrypt::hash("correct horse battery", 4).unwrap();
        let Verdict::RightButOld(new) = verify_now("correct horse battery", &stored) else { panic!("right") };
        assert_eq!(verify_now("correct horse battery", &new), Verdict::Right);
        assert_eq!(verify_now("wrong", &stored), Verdict::Wrong);
    }
}
