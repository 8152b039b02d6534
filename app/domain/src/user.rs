//! Members of staff: what the user list shows, the forms to create one and to choose a password, their sessions.

use serde::{Deserialize, Serialize};

use crate::access::Role;
use crate::id::{SessionId, UserId};
use crate::invalid::Invalid;
use crate::text::{self, Email, Password};
use crate::time::Timestamp;

/// The signed-in person, as the frame of the admin shows them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Me {
    pub id: UserId,
    pub email: String,
    pub first_name: String,
    pub last_name: String,
    pub role: Role,
    /// `en` or `de`: the language of the admin's texts.
    pub language: String,
}

/// One row of the user list. Holds no secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UserRow {
    pub id: UserId,
    pub email: String,
    pub first_name: String,
    pub last_name: String,
    pub role: Role,
    pub state: UserState,
    pub last_login: Option<Timestamp>,
    pub created_at: Timestamp,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum UserState {
    Active,
    /// Has not chosen a password yet.
    Invited,
    Locked(Timestamp),
    Inactive,
}

/// The form that creates a member of staff.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct UserForm {
    pub email: String,
    pub first_name: String,
    pub last_name: String,
    pub role: String,
    pub language: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewUser {
    pub email: Email,
    pub first_name: String,
    pub last_name: String,
    pub role: Role,
    pub language: String,
}

/// Languages in which the admin speaks.
pub const INTERFACE_LANGUAGES: [&str; 2] = ["en", "de"];

/// Limit of first and last name, in characters.
pub const MAX_NAME_CHARS: usize = 100;

impl UserForm {
    pub fn parse(self) -> Result<NewUser, Invalid> {
        let mut invalid = Invalid::default();
        let email = invalid.take("email", Email::parse(&self.email));
        let first_name = invalid.take("first_name", text::line(&self.first_name, MAX_NAME_CHARS));
        let last_name = invalid.take("last_name", text::line(&self.last_name, MAX_NAME_CHARS));
        let role = invalid.take("role", Role::parse(&self.role));
        let language = if INTERFACE_LANGUAGES.contains(&self.language.as_str()) { self.language } else { "en".into() };
        match (email, first_name, last_name, role) {
            (Some(email), Some(first_name), Some(last_name), Some(role)) => {
                Ok(NewUser { email, first_name, last_name, role, language })
            }
            _ => Err(invalid),
        }
    }
}

/// The form of a one-time link: the person's own data where the link makes the first admin, and always a password.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetUpForm {
    pub email: String,
    pub first_name: String,
    pub last_name: String,
    pub password: String,
    /// In which the form was read; the first admin works in it.
    pub language: String,
}

impl SetUpForm {
    /// For the first admin.
    pub fn parse(self) -> Result<(NewUser, Password), Invalid> {
        let own = [self.email.as_str(), self.first_name.as_str(), self.last_name.as_str()];
        let password = Password::parse(&self.password, &own);
        let user = UserForm {
            email: self.email.clone(),
            first_name: self.first_name.clone(),
            last_name: self.last_name.clone(),
            role: Role::Admin.as_str().into(),
            language: self.language.clone(),
        };
        match (user.parse(), password) {
            (Ok(user), Ok(password)) => Ok((user, password)),
            (user, password) => {
                let mut invalid = user.err().unwrap_or_default();
                invalid.take("password", password);
                Err(invalid)
            }
        }
    }
}

/// One of a person's own sessions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionRow {
    pub id: SessionId,
    pub user_agent: Option<String>,
    pub ip_address: Option<String>,
    pub created_at: Timestamp,
    pub last_seen_at: Timestamp,
    /// The one that asks.
    pub is_this: bool,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::invalid::Problem;

    #[test]
    fn the_first_admin_gives_name_mail_and_a_good_password() {
        let form = SetUpForm {
            email: "x".into(),
            first_name: " ".into(),
            last_name: "Y".into(),
            password: "short".into(),
            ..SetUpForm::default()
        };
        let Err(invalid) = form.parse() else { panic!("refused") };
        assert_eq!(invalid.of("email"), Some(&Problem::NotAnEmail));
        assert_eq!(invalid.of("first_name"), Some(&Problem::Missing));
        assert_eq!(invalid.of("password"), Some(&Problem::TooShort { min: 12 }));
        assert_eq!(invalid.of("last_name"), None);
    }
}
