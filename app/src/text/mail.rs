//! The words of every mail, in English and German. How they are laid out is `ssr::mail`.

use domain::mail::Kind;

use super::UiLanguage;

/// A mail in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailTemplate {
    pub subject: String,
    pub greeting: String,
    pub paragraphs: Vec<String>,
    pub button: Option<Button>,
    /// Smaller, below: what holds for the link, what to do if it is not for the reader.
    pub notes: Vec<String>,
    /// Where its reader stops such mails, in those that are sent because of a consent.
    pub withdraw: Option<String>,
}

/// The one thing that the reader is asked to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Button {
    pub label: &'static str,
    /// Absolute.
    pub address: String,
}

/// Someone was made a member of staff. `by` is who invites, `site` the title of the site.
pub fn invitation(ui_language: UiLanguage, name: &str, by: &str, site: &str, link: String, hours: i64) -> MailTemplate {
    MailTemplate {
        subject: ui_language.pick(format!("Your account at {site}"), format!("Ihr Konto bei {site}")),
        greeting: ui_language.greeting(name),
        paragraphs: vec![ui_language.pick(
            format!("{by} has created an account for you at {site}. Choose a password, and you can sign in."),
            format!("{by} hat für Sie ein Konto bei {site} angelegt. Wählen Sie ein Passwort, dann können Sie sich anmelden."),
        )],
        button: Some(Button { label: ui_language.pick("Choose a password", "Passwort wählen"), address: link }),
        notes: vec![
            ui_language.works_once(hours),
            ui_language.pick(
                "If you did not expect this, you need not do anything.".into(),
                "Falls Sie das nicht erwartet haben, brauchen Sie nichts zu tun.".into(),
            ),
        ],
        withdraw: None,
    }
}

/// Someone asked for a new password.
pub fn reset(ui_language: UiLanguage, name: &str, site: &str, link: String, hours: i64) -> MailTemplate {
    MailTemplate {
        subject: ui_language.pick(format!("A new password for {site}"), format!("Ein neues Passwort für {site}")),
        greeting: ui_language.greeting(name),
        paragraphs: vec![ui_language.pick(
            format!("Somebody, probably you, asked for a new password for your account at {site}."),
            format!("Jemand, vermutlich Sie, hat ein neues Passwort für Ihr Konto bei {site} angefordert."),
        )],
        button: Some(Button { label: ui_language.pick("Choose a new password", "Neues Passwort wählen"), address: link }),
        notes: vec![
            ui_language.works_once(hours),
            ui_language.pick(
                "If it was not you, do nothing: your password stays as it is.".into(),
                "Falls Sie es nicht waren, tun Sie nichts: Ihr Passwort bleibt, wie es ist.".into(),
            ),
        ],
        withdraw: None,
    }
}

/// Wrong passwords have locked the account for `minutes`. `forgot` is where a new password is asked for.
pub fn locked(ui_language: UiLanguage, name: &str, site: &str, forgot: String, minutes: i64) -> MailTemplate {
    MailTemplate {
        subject: ui_language.pick(format!("Your account at {site} is locked"), format!("Ihr Konto bei {site} ist gesperrt")),
        greeting: ui_language.greeting(name),
        paragraphs: vec![
            ui_language.pick(
                format!("A wrong password was typed for your account at {site} too often. Nobody can sign in with it for {minutes} minutes; after that everything is as before."),
                format!("Für Ihr Konto bei {site} wurde zu oft ein falsches Passwort eingegeben. {minutes} Minuten lang kann sich niemand damit anmelden; danach ist alles wie zuvor."),
            ),
            ui_language.pick(
                "If it was you and you no longer know the password, choose a new one. That also ends the lock.".into(),
                "Falls Sie es waren und das Passwort nicht mehr wissen, wählen Sie ein neues. Das hebt auch die Sperre auf.".into(),
            ),
        ],
        button: Some(Button { label: ui_language.pick("Choose a new password", "Neues Passwort wählen"), address: forgot }),
        notes: vec![ui_language.pick(
            "If it was not you, somebody tried to get in and failed. Tell whoever runs the site if it happens again.".into(),
            "Falls Sie es nicht waren, hat jemand vergeblich versucht hineinzukommen. Sagen Sie der Administration Bescheid, wenn es wieder geschieht.".into(),
        )],
        withdraw: None,
    }
}

/// Someone asked for a whitepaper. The link works for `hours` and `uses` downloads.
pub fn whitepaper(
    ui_language: UiLanguage,
    name: &str,
    site: &str,
    title: &str,
    link: String,
    hours: i64,
    uses: i64,
) -> MailTemplate {
    MailTemplate {
        subject: ui_language.pick(format!("Your whitepaper: {title}"), format!("Ihr Whitepaper: {title}")),
        greeting: ui_language.greeting(name),
        paragraphs: vec![ui_language.pick(
            format!("Thank you for your interest in “{title}”. Here is your link to the file."),
            format!("danke für Ihr Interesse an „{title}“. Hier ist Ihr Link zur Datei."),
        )],
        button: Some(Button { label: ui_language.pick("Download the whitepaper", "Whitepaper herunterladen"), address: link }),
        notes: vec![
            ui_language.pick(
                format!("The link works for {hours} hours and {uses} downloads. After that you can ask for another one on the same page."),
                format!("Der Link gilt {hours} Stunden lang und für {uses} Downloads. Danach können Sie auf derselben Seite einen neuen anfordern."),
            ),
            ui_language.pick(
                format!("You receive this mail because somebody entered your address at {site}. If it was not you, you need not do anything."),
                format!("Sie erhalten diese Mail, weil jemand Ihre Adresse bei {site} eingegeben hat. Falls Sie es nicht waren, brauchen Sie nichts zu tun."),
            ),
        ],
        withdraw: None,
    }
}

/// Somebody ticked in a form that we may write to this address. `sentence` is what they ticked. The link works for `days`.
pub fn consent_request(ui_language: UiLanguage, name: &str, site: &str, sentence: &str, link: String, days: i64) -> MailTemplate {
    MailTemplate {
        subject: ui_language.pick(format!("May {site} write to you?"), format!("Darf {site} Ihnen schreiben?")),
        greeting: ui_language.greeting(name),
        paragraphs: vec![ui_language.pick(
            format!("Somebody, probably you, ticked “{sentence}” at {site}. We do so only if you confirm it."),
            format!("jemand, vermutlich Sie, hat bei {site} angekreuzt: „{sentence}“ Das tun wir nur, wenn Sie es bestätigen."),
        )],
        button: Some(Button { label: ui_language.pick("Yes, write to me", "Ja, schreiben Sie mir"), address: link }),
        notes: vec![
            ui_language.pick(format!("The link works for {days} days."), format!("Der Link gilt {days} Tage lang.")),
            ui_language.pick(
                "If it was not you, do nothing: unless you confirm, we will not write.".into(),
                "Falls Sie es nicht waren, tun Sie nichts: Ohne Ihre Bestätigung schreiben wir Ihnen nicht.".into(),
            ),
        ],
        withdraw: None,
    }
}

/// Somebody has confirmed that we may write. `sentence` is what they agreed to; `withdraw` is where they stop it.
pub fn consent_confirmed(ui_language: UiLanguage, name: &str, site: &str, sentence: &str, withdraw: String) -> MailTemplate {
    MailTemplate {
        subject: ui_language.pick(format!("Mails from {site}: confirmed"), format!("Mails von {site}: bestätigt")),
        greeting: ui_language.greeting(name),
        paragraphs: vec![
            ui_language.pick(
                format!("Thank you. You confirmed what you ticked at {site}: “{sentence}”"),
                format!("vielen Dank. Sie haben bestätigt, was Sie bei {site} angekreuzt haben: „{sentence}“"),
            ),
            ui_language.pick(
                "You can stop our mails at any time: use the link at the end of this mail or of any later one.".into(),
                "Sie können unsere Mails jederzeit abbestellen: mit dem Link am Ende dieser und jeder weiteren Mail.".into(),
            ),
        ],
        button: None,
        notes: Vec::new(),
        withdraw: Some(withdraw),
    }
}

/// An admin wants to see whether mail arrives.
pub fn test(ui_language: UiLanguage, name: &str, site: &str, screen: String) -> MailTemplate {
    MailTemplate {
        subject: ui_language.pick(format!("Test mail from {site}"), format!("Testmail von {site}")),
        greeting: ui_language.greeting(name),
        paragraphs: vec![ui_language.pick(
            "You asked for this mail, and here it is: sending works.".into(),
            "Sie haben diese Mail angefordert, und hier ist sie: Der Versand funktioniert.".into(),
        )],
        button: Some(Button { label: ui_language.pick("To the outbox", "Zum Postausgang"), address: screen }),
        notes: Vec::new(),
        withdraw: None,
    }
}

impl UiLanguage {
    pub fn mail_kind(self, kind: Kind) -> &'static str {
        match kind {
            Kind::Invitation => self.pick("Invitation", "Einladung"),
            Kind::Reset => self.pick("New password", "Neues Passwort"),
            Kind::Locked => self.pick("Account locked", "Konto gesperrt"),
            Kind::Whitepaper => self.pick("Whitepaper", "Whitepaper"),
            Kind::ConsentRequest => self.pick("Consent asked for", "Einwilligung erbeten"),
            Kind::ConsentConfirmed => self.pick("Consent confirmed", "Einwilligung bestätigt"),
            Kind::Test => self.pick("Test mail", "Testmail"),
        }
    }

    /// Before the address of the button, for mail programs that show no button.
    pub fn or_this_address(self) -> &'static str {
        self.pick(
            "If the button does not work, open this address:",
            "Falls die Schaltfläche nicht funktioniert, öffnen Sie diese Adresse:",
        )
    }

    /// On the link to the privacy notice, at the end of a mail.
    pub fn privacy_notice(self) -> &'static str {
        self.pick("Privacy notice", "Datenschutzhinweise")
    }

    /// On the link that withdraws a consent, at the end of a mail.
    pub fn stop_these_mails(self) -> &'static str {
        self.pick("Stop these mails", "Diese Mails abbestellen")
    }

    fn works_once(self, hours: i64) -> String {
        match (self, hours) {
            (Self::En, 1) => "The link works once, within an hour.".into(),
            (Self::De, 1) => "Der Link gilt einmal, eine Stunde lang.".into(),
            (Self::En, _) => format!("The link works once, within {hours} hours."),
            (Self::De, _) => format!("Der Link gilt einmal, {hours} Stunden lang."),
        }
    }

    /// With the name, if it looks like a name: otherwise a form could be used to mail a link to somebody else.
    fn greeting(self, name: &str) -> String {
        let name = name.trim();
        if is_name(name) {
            self.pick(format!("Hello {name},"), format!("Guten Tag {name},"))
        } else {
            self.pick("Hello,", "Guten Tag,").into()
        }
    }
}

/// Mail programs make a link of everything that looks like an address.
fn is_name(text: &str) -> bool {
    let is_address = text.contains(['/', '\\', ':', '@', '<', '>'])
        || text.to_lowercase().contains("www")
        || text.split('.').skip(1).any(|rest| rest.starts_with(|c: char| c.is_alphanumeric()));
    !text.is_empty() && text.chars().count() <= 100 && !text.chars().any(char::is_control) && !is_address
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_is_an_address_greets_nobody() {
        for name in ["Anna-Lena Dr. Müller-Lüdenscheidt", "José O’Neill", "Li Na", "J. R. R. Tolkien"] {
            assert_eq!(UiLanguage::De.greeting(name), format!("Guten Tag {name},"));
        }
        let long = "a".repeat(101);
        for name in ["", "https://evil.example", "evil.example", "www evil", "a@evil.example", "<b>x</b>", "a\r\nBcc: b", &long] {
            assert_eq!(UiLanguage::En.greeting(name), "Hello,", "{name}");
        }
    }
}
