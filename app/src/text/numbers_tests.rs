//! The numbers that sentences name are those of the program.

use crate::error::AppError;
use crate::text::UiLanguage;
use crate::text::admin::error_message;
use crate::text::public::PublicTexts;
use crate::text::users::Users;
use domain::mail::MailTransport;
use domain::text::Password;
use store::outbox::queue::KEEP_DAYS;
use store::users::{FAILURES_TO_LOCK, LOCK_SECONDS};

const LANGUAGES: [UiLanguage; 2] = [UiLanguage::En, UiLanguage::De];

#[test]
fn a_refused_sign_in_says_when_and_for_how_long_an_account_is_locked() {
    assert_eq!(FAILURES_TO_LOCK, 5, "the sentences have it in words");
    let minutes = format!(" {} ", LOCK_SECONDS / 60);
    for (ui_language, count) in LANGUAGES.into_iter().zip([" five ", " fünf "]) {
        for sentence in [PublicTexts::of(ui_language).wrong_credentials, &error_message(&AppError::Credentials, ui_language)] {
            assert!(sentence.contains(count) && sentence.contains(&minutes), "{sentence}");
        }
    }
}

#[test]
fn the_help_of_a_password_says_how_long_it_is_at_least() {
    let least = format!(" {} ", Password::MIN);
    for ui_language in LANGUAGES {
        for sentence in [PublicTexts::of(ui_language).password_help, Users::of(ui_language).password_help] {
            assert!(sentence.contains(&least), "{sentence}");
        }
    }
}

#[test]
fn the_outbox_says_how_long_it_lists_what_was_sent() {
    let days = format!(" {KEEP_DAYS} ");
    for ui_language in LANGUAGES {
        for transport in [MailTransport::Server("mail.example".into()), MailTransport::Folder("/var/mail".into())] {
            let sentence = ui_language.mail_transport(Some(&transport));
            assert!(sentence.contains(&days), "{sentence}");
        }
    }
}
