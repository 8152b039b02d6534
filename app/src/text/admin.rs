//! The texts of the admin's frame, and what its screens share.

use super::UiLanguage;
use crate::error::AppError;
use crate::ui::theme::Theme;

/// See [`Admin::of`].
pub struct Admin {
    pub skip: &'static str,
    pub admin: &'static str,
    pub menu: &'static str,
    pub menu_close: &'static str,
    pub logo: &'static str,
    pub content: &'static str,
    pub system: &'static str,
    pub media: &'static str,
    pub site_texts: &'static str,
    pub users: &'static str,
    pub mail: &'static str,
    pub account: &'static str,
    pub to_site: &'static str,
    pub breadcrumbs: &'static str,
    pub theme: &'static str,
    pub theme_system: &'static str,
    pub theme_light: &'static str,
    pub theme_dark: &'static str,
    pub sign_in: &'static str,
    pub sign_out: &'static str,
    pub email: &'static str,
    pub password: &'static str,
    pub other_person: &'static str,
    pub session_ended_title: &'static str,
    pub session_ended_text: &'static str,
    pub not_found_title: &'static str,
    pub not_found_text: &'static str,
    pub refused_title: &'static str,
    pub refused_text: &'static str,
    pub to_pages: &'static str,
    pub closed_title: &'static str,
    pub screen_missing_title: &'static str,
    pub screen_missing_text: &'static str,
    pub try_again: &'static str,
    pub dismiss: &'static str,
    pub cancel: &'static str,
    pub close: &'static str,
    pub never: &'static str,
    pub loading: &'static str,
}

impl Admin {
    pub fn of(ui_language: UiLanguage) -> &'static Self {
        match ui_language {
            UiLanguage::En => &EN,
            UiLanguage::De => &DE,
        }
    }

    /// `Account of Jonas Feddersen`.
    pub fn account_of(&self, name: &str) -> String {
        format!("{} {name}", if std::ptr::eq(self, &EN) { "Account of" } else { "Konto von" })
    }

    /// `Theme: Dark`.
    pub fn theme_is(&self, theme: Theme) -> String {
        format!("{}: {}", self.theme, self.theme_name(theme))
    }

    pub fn theme_name(&self, theme: Theme) -> &'static str {
        match theme {
            Theme::System => self.theme_system,
            Theme::Light => self.theme_light,
            Theme::Dark => self.theme_dark,
        }
    }
}

/// The message of an error: what happened, and what the person can do.
pub fn error_message(error: &AppError, ui_language: UiLanguage) -> String {
    let (en, de) = match error {
        AppError::Invalid(_) => (
            "Something needs correcting. What you typed is still there.",
            "Etwas muss noch berichtigt werden. Ihre Eingaben sind erhalten.",
        ),
        AppError::SignedOut => (
            "You are signed out. Sign in again to go on.",
            "Sie sind abgemeldet. Melden Sie sich wieder an, um weiterzuarbeiten.",
        ),
        AppError::Credentials => (
            "E-mail and password do not match. After five wrong attempts an account is locked for 30 minutes.",
            "E-Mail und Passwort passen nicht zusammen. Nach fünf Fehlversuchen ist ein Konto 30 Minuten gesperrt.",
        ),
        AppError::Forbidden => ("Your role does not allow this.", "Ihre Rolle erlaubt das nicht."),
        AppError::NotFound => (
            "This is no longer there. Somebody may have removed it.",
            "Das ist nicht mehr da. Vielleicht hat es jemand entfernt.",
        ),
        AppError::Stale => (
            "Somebody else has saved this in the meantime. Load it again to see what changed.",
            "Jemand anderes hat das inzwischen gespeichert. Laden Sie es neu, um die Änderung zu sehen.",
        ),
        AppError::Conflict => (
            "That is not possible as things stand. Load it again to see how they stand.",
            "Das geht beim jetzigen Stand nicht. Laden Sie neu, um ihn zu sehen.",
        ),
        AppError::TooFast { retry_after_seconds } => {
            return ui_language.pick(
                format!("That was too fast. Please wait {retry_after_seconds} seconds."),
                format!("Das war zu schnell. Bitte warten Sie {retry_after_seconds} Sekunden."),
            );
        }
        AppError::Offline => (
            "The server did not answer. Check your connection and try again.",
            "Der Server antwortet nicht. Prüfen Sie Ihre Verbindung und versuchen Sie es noch einmal.",
        ),
        AppError::Malformed => (
            "The server did not understand this. Reload the page; it may have been updated.",
            "Der Server hat das nicht verstanden. Laden Sie die Seite neu; sie wurde vielleicht aktualisiert.",
        ),
        AppError::Unavailable => (
            "That is not possible just now. Please try again in a moment.",
            "Das geht gerade nicht. Bitte versuchen Sie es gleich noch einmal.",
        ),
        AppError::Internal => (
            "The fault is ours and has been noted. Please try again in a moment.",
            "Der Fehler liegt bei uns und ist notiert. Bitte versuchen Sie es gleich noch einmal.",
        ),
    };
    ui_language.pick(en, de).into()
}

static EN: Admin = Admin {
    skip: "Skip to content",
    admin: "Admin",
    menu: "Menu",
    menu_close: "Close menu",
    logo: "Magnetiq admin",
    content: "Content",
    system: "System",
    media: "Media",
    site_texts: "Site texts",
    users: "Users",
    mail: "Mail",
    account: "Your account",
    to_site: "View the site",
    breadcrumbs: "Breadcrumbs",
    theme: "Theme",
    theme_system: "As the system",
    theme_light: "Light",
    theme_dark: "Dark",
    sign_in: "Sign in",
    sign_out: "Sign out",
    email: "E-mail",
    password: "Password",
    other_person: "Use another account",
    session_ended_title: "Your session has ended",
    session_ended_text: "Sign in and go on where you were. Nothing you typed is lost.",
    not_found_title: "There is no screen here",
    not_found_text: "The address may be mistyped, or the page has moved.",
    refused_title: "This is for admins",
    refused_text: "Your role does not include this screen. An admin can change that.",
    to_pages: "To the pages",
    screen_missing_title: "This screen did not arrive",
    screen_missing_text: "Its program is fetched when it is first opened, and that failed. Please check the connection.",
    closed_title: "The admin could not open",
    try_again: "Try again",
    dismiss: "Dismiss",
    cancel: "Cancel",
    close: "Close",
    never: "never",
    loading: "Loading",
};

static DE: Admin = Admin {
    skip: "Zum Inhalt springen",
    admin: "Verwaltung",
    menu: "Menü",
    menu_close: "Menü schließen",
    logo: "Magnetiq-Verwaltung",
    content: "Inhalte",
    system: "System",
    media: "Medien",
    site_texts: "Website-Texte",
    users: "Benutzer",
    mail: "Mail",
    account: "Ihr Konto",
    to_site: "Website ansehen",
    breadcrumbs: "Navigationspfad",
    theme: "Design",
    theme_system: "Wie das System",
    theme_light: "Hell",
    theme_dark: "Dunkel",
    sign_in: "Anmelden",
    sign_out: "Abmelden",
    email: "E-Mail",
    password: "Passwort",
    other_person: "Mit anderem Konto",
    session_ended_title: "Ihre Sitzung ist abgelaufen",
    session_ended_text: "Melden Sie sich an und machen Sie weiter, wo Sie waren. Ihre Eingaben sind erhalten.",
    not_found_title: "Hier ist nichts",
    not_found_text: "Vielleicht enthält die Adresse einen Tippfehler, oder die Seite ist umgezogen.",
    refused_title: "Das ist der Administration vorbehalten",
    refused_text: "Ihre Rolle umfasst diese Ansicht nicht. Die Administration kann das ändern.",
    to_pages: "Zu den Seiten",
    screen_missing_title: "Diese Ansicht kam nicht an",
    screen_missing_text: "Ihr Programm wird beim ersten Öffnen geholt, und das ist misslungen. Bitte prüfen Sie die Verbindung.",
    closed_title: "Die Verwaltung ließ sich nicht öffnen",
    try_again: "Noch einmal versuchen",
    dismiss: "Schließen",
    cancel: "Abbrechen",
    close: "Schließen",
    never: "nie",
    loading: "Wird geladen",
};
