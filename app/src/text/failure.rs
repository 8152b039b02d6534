//! What went wrong with a whole request, as a heading and a sentence that says what to do next.

use super::UiLanguage;
use super::public::PublicTexts;

/// Why a request got no answer of its own. The status is the HTTP status (RFC 9110).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Failure {
    /// 400: no request of this program's forms and screens.
    Malformed,
    /// 403: another site sent it.
    ForeignOrigin,
    /// 403: the person's role does not open it.
    Forbidden,
    /// 404
    NotFound,
    /// 405: the address exists, but not for this method.
    WrongMethod,
    /// 408: it did not arrive in time, or its answer was not ready.
    TooSlow,
    /// 413: more bytes than the address takes.
    TooLarge,
    /// 429: too many from one address.
    TooFast { retry_after_seconds: u64 },
    /// 500: our fault; the cause is in the log.
    Internal,
    /// 503: the database or the disk cannot be used just now.
    Unavailable,
    /// 503: closed for visitors for a while.
    Maintenance,
}

/// A disk has room again, or another program leaves the file, sooner or later; nobody knows when.
const UNAVAILABLE_SECONDS: u64 = 5;

impl Failure {
    pub fn status(self) -> u16 {
        match self {
            Self::Malformed => 400,
            Self::ForeignOrigin | Self::Forbidden => 403,
            Self::NotFound => 404,
            Self::WrongMethod => 405,
            Self::TooSlow => 408,
            Self::TooLarge => 413,
            Self::TooFast { .. } => 429,
            Self::Internal => 500,
            Self::Unavailable | Self::Maintenance => 503,
        }
    }

    /// After how many seconds the same request may go better.
    pub fn retry_after_seconds(self) -> Option<u64> {
        match self {
            Self::TooFast { retry_after_seconds } => Some(retry_after_seconds),
            Self::Unavailable => Some(UNAVAILABLE_SECONDS),
            Self::Maintenance => Some(300),
            _ => None,
        }
    }
}

impl UiLanguage {
    /// Heading and sentence.
    pub fn failure(self, failure: Failure) -> (&'static str, &'static str) {
        match failure {
            Failure::Malformed => self.pick(
                ("That request was not readable", "Please go back, load the page again and send the form once more."),
                ("Diese Anfrage war nicht lesbar", "Bitte gehen Sie zurück, laden Sie die Seite neu und senden Sie das Formular noch einmal."),
            ),
            Failure::ForeignOrigin => self.pick(
                ("This came from another site", "For your safety, changes are only accepted from our own pages. Please open the page here and try again."),
                ("Das kam von einer fremden Website", "Zu Ihrer Sicherheit gelten Änderungen nur von unseren eigenen Seiten. Bitte öffnen Sie die Seite hier und versuchen Sie es noch einmal."),
            ),
            Failure::Forbidden => self.pick(
                ("Your role does not include this", "An admin can change that."),
                ("Ihre Rolle umfasst das nicht", "Die Administration kann das ändern."),
            ),
            Failure::NotFound => self.pick(
                ("There is nothing here", "The address may be mistyped."),
                ("Hier ist nichts", "Vielleicht enthält die Adresse einen Tippfehler."),
            ),
            Failure::WrongMethod => self.pick(
                ("This address does not take that", "It can be read, but nothing can be sent to it."),
                ("Das nimmt diese Adresse nicht an", "Sie lässt sich lesen, aber es lässt sich nichts an sie senden."),
            ),
            Failure::TooSlow => self.pick(
                ("That took too long", "The connection was too slow, or we were. Please try again."),
                ("Das hat zu lange gedauert", "Die Verbindung war zu langsam, oder wir waren es. Bitte versuchen Sie es noch einmal."),
            ),
            Failure::TooLarge => self.pick(
                ("That is too large", "More was sent than fits here. Please send less at once."),
                ("Das ist zu groß", "Es wurde mehr gesendet, als hier hineinpasst. Bitte senden Sie weniger auf einmal."),
            ),
            Failure::TooFast { .. } => self.pick(
                ("That was a little fast", "Too many requests came from your address. Please wait a minute and try again."),
                ("Das ging etwas schnell", "Von Ihrer Adresse kamen zu viele Anfragen. Bitte warten Sie eine Minute und versuchen Sie es noch einmal."),
            ),
            Failure::Internal => (self.public().failed_title, self.public().failed_text),
            Failure::Unavailable => self.pick(
                ("That is not possible just now", "Our storage cannot be used at the moment. Please try again in a few seconds."),
                ("Das geht gerade nicht", "Unser Speicher ist im Moment nicht verfügbar. Bitte versuchen Sie es in ein paar Sekunden noch einmal."),
            ),
            Failure::Maintenance => (self.public().maintenance_title, self.public().maintenance_text),
        }
    }

    fn public(self) -> &'static PublicTexts {
        PublicTexts::of(self)
    }
}
