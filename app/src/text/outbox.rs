//! The texts of the screens of mail: the outbox, and how each mail looks.

use domain::mail::{FailureKind, MailTab, MailTransport};

use super::UiLanguage;

/// See [`Outbox::of`].
pub struct Outbox {
    pub templates: &'static str,
    pub send_test: &'static str,
    pub filter: &'static str,
    pub search: &'static str,
    pub search_hint: &'static str,
    pub kind: &'static str,
    pub every_kind: &'static str,
    pub mail: &'static str,
    pub came: &'static str,
    pub tries: &'static str,
    pub caption: &'static str,
    pub retry: &'static str,
    pub waiting: &'static str,
    pub sending: &'static str,
    pub sent: &'static str,
    /// Of a mail that became a file, because no mail server is set.
    pub saved: &'static str,
    pub parked: &'static str,
    pub next_try: &'static str,
    pub none_yet_title: &'static str,
    pub none_yet_text: &'static str,
    pub none_in_tab_title: &'static str,
    pub none_in_tab_text: &'static str,
    pub nothing_found_text: &'static str,
    pub failed_title: &'static str,
    pub templates_subtitle: &'static str,
    pub choose_mail: &'static str,
    pub choose_language: &'static str,
    pub subject: &'static str,
    pub as_html: &'static str,
    pub as_text: &'static str,
    pub html_title: &'static str,
    pub template_failed: &'static str,
}

impl Outbox {
    pub fn of(ui_language: UiLanguage) -> &'static Self {
        match ui_language {
            UiLanguage::En => &EN,
            UiLanguage::De => &DE,
        }
    }
}

impl UiLanguage {
    pub fn mail_tab(self, tab: MailTab) -> &'static str {
        match tab {
            MailTab::All => self.pick("All", "Alle"),
            MailTab::Waiting => self.pick("Waiting", "Wartend"),
            MailTab::Sent => self.pick("Done", "Erledigt"),
            MailTab::Parked => self.pick("Failed", "Fehlgeschlagen"),
        }
    }

    /// Where mails go, under the heading.
    pub fn mail_transport(self, transport: Option<&MailTransport>) -> String {
        match transport {
            Some(MailTransport::Server(host)) => self.pick(
                format!("Mails go to {host}. What was sent is listed for 90 days, without its text."),
                format!("Mails gehen an {host}. Gesendetes steht 90 Tage lang hier, ohne seinen Text."),
            ),
            Some(MailTransport::Folder(folder)) => self.pick(
                format!("No mail server is set (MAGNETIQ_SMTP_URL): mails are saved as files in {folder}, deleted after 90 days, and reach nobody."),
                format!(
                    "Kein Mailserver ist eingestellt (MAGNETIQ_SMTP_URL): Mails werden als Dateien in {folder} gespeichert, nach 90 Tagen gelöscht und erreichen niemanden."
                ),
            ),
            None => self.pick("No mail is being sent.", "Es werden keine Mails gesendet.").into(),
        }
    }

    pub fn mail_failure(self, kind: FailureKind) -> &'static str {
        match kind {
            FailureKind::Refused => self.pick("Refused for good", "Endgültig abgelehnt"),
            FailureKind::Postponed => self.pick("Refused for now", "Vorläufig abgelehnt"),
            FailureKind::SignIn => self.pick("The mail server refuses the sign-in", "Der Mailserver lehnt die Anmeldung ab"),
            FailureKind::TimedOut => self.pick("No answer in time", "Keine rechtzeitige Antwort"),
            FailureKind::Unreachable => self.pick("Mail server not reached", "Mailserver nicht erreicht"),
            FailureKind::Interrupted => self.pick("Interrupted", "Unterbrochen"),
            FailureKind::Unwritten => self.pick("The file could not be written", "Die Datei ließ sich nicht schreiben"),
        }
    }

    /// `2 of 3`.
    pub fn tries_of(self, tries: i64) -> String {
        self.pick(format!("{tries} of 3"), format!("{tries} von 3"))
    }

    pub fn select_mail(self, address: &str) -> String {
        self.pick(format!("Select the mail to {address}"), format!("Mail an {address} auswählen"))
    }

    pub fn retry_mail(self, address: &str) -> String {
        self.pick(format!("Try the mail to {address} again"), format!("Mail an {address} noch einmal versuchen"))
    }

    pub fn mails_retried(self, count: usize) -> String {
        match count {
            0 => self.pick("None of them counts as failed any more.", "Keine davon gilt noch als fehlgeschlagen.").into(),
            1 => self.pick("The mail is tried again.", "Die Mail wird noch einmal versucht.").into(),
            _ => self.pick(format!("{count} mails are tried again."), format!("{count} Mails werden noch einmal versucht.")),
        }
    }

    pub fn test_mail_to(self, address: &str, is_mailed: bool) -> String {
        if !is_mailed {
            return self.pick(
                format!("No mail server is set: the test mail to {address} is saved as a file."),
                format!("Kein Mailserver ist eingestellt: Die Testmail an {address} wird als Datei gespeichert."),
            );
        }
        self.pick(format!("A test mail to {address} is on its way."), format!("Eine Testmail an {address} ist unterwegs."))
    }

    pub fn mails(self, count: usize) -> String {
        match count {
            1 => self.pick("1 mail", "1 Mail").into(),
            _ => self.pick(format!("{count} mails"), format!("{count} Mails")),
        }
    }
}

static EN: Outbox = Outbox {
    templates: "Mail templates",
    send_test: "Send yourself a test mail",
    filter: "Filter mails",
    search: "Search mails",
    search_hint: "Recipient or subject",
    kind: "Kind",
    every_kind: "Every kind",
    mail: "Recipient and subject",
    came: "Written",
    tries: "Tries",
    caption: "Mails and their state",
    retry: "Try again",
    waiting: "Waiting",
    sending: "Being sent",
    sent: "Sent",
    saved: "Saved as a file",
    parked: "Failed",
    next_try: "next try",
    none_yet_title: "No mail has been written yet",
    none_yet_text: "Invitations, new passwords and links to whitepapers appear here. A test mail shows whether sending works.",
    none_in_tab_title: "Nothing here",
    none_in_tab_text: "No mail is in this state.",
    nothing_found_text: "Try other words, or clear the filters.",
    failed_title: "The outbox could not be loaded",
    templates_subtitle: "Each mail with made-up data, as its recipient sees it.",
    choose_mail: "Mail",
    choose_language: "Language",
    subject: "Subject",
    as_html: "HTML",
    as_text: "Plain text",
    html_title: "Preview of the mail",
    template_failed: "The mail could not be loaded",
};

static DE: Outbox = Outbox {
    templates: "Mailvorlagen",
    send_test: "Testmail an mich senden",
    filter: "Mails filtern",
    search: "Mails suchen",
    search_hint: "Empfänger oder Betreff",
    kind: "Art",
    every_kind: "Alle Arten",
    mail: "Empfänger und Betreff",
    came: "Geschrieben",
    tries: "Versuche",
    caption: "Mails und ihr Status",
    retry: "Noch einmal versuchen",
    waiting: "Wartet",
    sending: "Wird gesendet",
    sent: "Gesendet",
    saved: "Als Datei gespeichert",
    parked: "Fehlgeschlagen",
    next_try: "nächster Versuch",
    none_yet_title: "Noch wurde keine Mail geschrieben",
    none_yet_text: "Hier erscheinen Einladungen, neue Passwörter und Links zu Whitepapers. Eine Testmail zeigt, ob der Versand funktioniert.",
    none_in_tab_title: "Hier ist nichts",
    none_in_tab_text: "Keine Mail hat diesen Status.",
    nothing_found_text: "Versuchen Sie andere Wörter, oder entfernen Sie die Filter.",
    failed_title: "Der Postausgang ließ sich nicht laden",
    templates_subtitle: "Jede Mail mit erfundenen Daten, so wie sie ankommt.",
    choose_mail: "Mail",
    choose_language: "Sprache",
    subject: "Betreff",
    as_html: "HTML",
    as_text: "Nur Text",
    html_title: "Vorschau der Mail",
    template_failed: "Die Mail ließ sich nicht laden",
};
