//! The texts of the form with which visitors ask for something.

use domain::form::SpamVerdict;

use super::UiLanguage;

/// See [`PublicForm::of`].
pub struct PublicForm {
    pub first_name: &'static str,
    pub last_name: &'static str,
    pub email: &'static str,
    pub company: &'static str,
    pub job_title: &'static str,
    pub phone: &'static str,
    pub optional: &'static str,
    pub consent: &'static str,
    /// Before, on and behind the link to the privacy page.
    pub privacy_before: &'static str,
    pub privacy_link: &'static str,
    pub privacy_after: &'static str,
    pub marketing: &'static str,
    pub marketing_help: &'static str,
    pub remember: &'static str,
    pub remember_help: &'static str,
    /// The label of the field that only programs see.
    pub honeypot: &'static str,
    pub problems_title: &'static str,
    /// Where something was typed.
    pub kept: &'static str,
    pub honeypot_filled: &'static str,
    pub too_fast: &'static str,
    pub too_old: &'static str,
    pub throttled: &'static str,
    pub unavailable: &'static str,
    /// On the button where the form stands alone.
    pub again: &'static str,
    pub withdrawn: &'static str,
}

impl PublicForm {
    pub fn of(ui_language: UiLanguage) -> &'static Self {
        match ui_language {
            UiLanguage::En => &EN,
            UiLanguage::De => &DE,
        }
    }

    /// The sentence that everybody agrees to, as it is kept with the consent.
    pub fn privacy(&self) -> String {
        format!("{}{}{}", self.privacy_before, self.privacy_link, self.privacy_after)
    }

    /// The sentence that asks for other mails, as it is kept with the consent.
    pub fn marketing(&self) -> String {
        format!("{} {}", self.marketing, self.marketing_help)
    }

    pub fn spam_verdict(&self, verdict: SpamVerdict) -> &'static str {
        match verdict {
            SpamVerdict::HoneypotFilled => self.honeypot_filled,
            SpamVerdict::TooFast => self.too_fast,
            SpamVerdict::TooOld => self.too_old,
        }
    }

    /// The label of a field, for the summary above the form.
    pub fn label(&self, field: &str) -> &'static str {
        match field {
            "first_name" => self.first_name,
            "last_name" => self.last_name,
            "email" => self.email,
            "company" => self.company,
            "job_title" => self.job_title,
            "phone" => self.phone,
            _ => self.consent,
        }
    }
}

static EN: PublicForm = PublicForm {
    first_name: "First name",
    last_name: "Last name",
    email: "E-mail",
    company: "Company",
    job_title: "Position",
    phone: "Telephone",
    optional: "(optional)",
    consent: "Consent",
    privacy_before: "I have read the ",
    privacy_link: "privacy notice",
    privacy_after: " and agree that my details are kept to answer this request.",
    marketing: "Write to me now and then about new papers and webinars.",
    marketing_help: "(optional; we will ask you to confirm by mail, and you can stop at any time)",
    remember: "Remember me on this device: the next download takes one click.",
    remember_help: "(optional, sets a cookie)",
    honeypot: "Leave this field empty",
    problems_title: "Something needs correcting",
    kept: "Everything else is still there.",
    honeypot_filled: "A field that people cannot see was filled in, perhaps by a program of your browser. We have emptied it. Please send the form once more.",
    too_fast: "That was faster than anybody types. Please look over your details and send the form once more.",
    too_old: "This form was open for too long. Everything you typed is still there. Please send it once more.",
    throttled: "Too many forms came from your address. Please wait a minute and send this one again; everything is still there.",
    unavailable: "We could not store that just now. Please send the form once more in a moment; everything is still there.",
    again: "Send again",
    withdrawn: "What you ask for is no longer offered, so we have stored nothing. Everything you typed is still there.",
};

static DE: PublicForm = PublicForm {
    first_name: "Vorname",
    last_name: "Nachname",
    email: "E-Mail",
    company: "Unternehmen",
    job_title: "Position",
    phone: "Telefon",
    optional: "(freiwillig)",
    consent: "Einwilligung",
    privacy_before: "Ich habe die ",
    privacy_link: "Datenschutzhinweise",
    privacy_after: " gelesen und stimme zu, dass meine Angaben für diese Anfrage gespeichert werden.",
    marketing: "Schreiben Sie mir gelegentlich über neue Whitepapers und Webinare.",
    marketing_help: "(freiwillig; wir bitten Sie per Mail um eine Bestätigung, und Sie können jederzeit widerrufen)",
    remember: "Auf diesem Gerät merken: Der nächste Download braucht nur einen Klick.",
    remember_help: "(freiwillig, setzt ein Cookie)",
    honeypot: "Lassen Sie dieses Feld leer",
    problems_title: "Etwas muss noch berichtigt werden",
    kept: "Ihre übrigen Eingaben sind erhalten.",
    honeypot_filled: "Ein Feld, das Menschen nicht sehen, wurde ausgefüllt, vielleicht von einem Programm Ihres Browsers. Wir haben es geleert. Bitte senden Sie das Formular noch einmal.",
    too_fast: "Das ging schneller, als jemand tippt. Bitte sehen Sie Ihre Angaben durch und senden Sie das Formular noch einmal.",
    too_old: "Dieses Formular war zu lange offen. Ihre Eingaben sind erhalten. Bitte senden Sie es noch einmal.",
    throttled: "Von Ihrer Adresse kamen zu viele Formulare. Bitte warten Sie eine Minute und senden Sie dieses noch einmal; alles ist erhalten.",
    unavailable: "Das ließ sich gerade nicht speichern. Bitte senden Sie das Formular gleich noch einmal; alles ist erhalten.",
    again: "Noch einmal senden",
    withdrawn: "Was Sie anfordern, gibt es nicht mehr; darum haben wir nichts gespeichert. Ihre Eingaben sind erhalten.",
};

#[cfg(test)]
mod tests {
    use domain::form::CONSENT_VERSION;

    use super::*;

    /// A stored consent names the version of its sentences, so other sentences need another version.
    #[test]
    fn the_sentences_that_people_agree_to_belong_to_their_version() {
        let agreed = [&EN, &DE].map(|form| (form.privacy(), form.marketing()));
        let expected = [
            (
                "I have read the privacy notice and agree that my details are kept to answer this request.",
                "Write to me now and then about new papers and webinars. (optional; we will ask you to confirm by mail, and you can stop at any time)",
            ),
            (
                "Ich habe die Datenschutzhinweise gelesen und stimme zu, dass meine Angaben für diese Anfrage gespeichert werden.",
                "Schreiben Sie mir gelegentlich über neue Whitepapers und Webinare. (freiwillig; wir bitten Sie per Mail um eine Bestätigung, und Sie können jederzeit widerrufen)",
            ),
        ];
        let expected = expected.map(|(privacy, marketing)| (privacy.to_owned(), marketing.to_owned()));
        assert_eq!((CONSENT_VERSION, agreed), ("2026-12-2", expected), "raise CONSENT_VERSION, then change this test");
    }
}
