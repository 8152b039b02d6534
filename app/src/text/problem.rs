//! A problem as a message: what is missing, and how the right value looks.

use domain::invalid::Problem;

use super::UiLanguage;

impl UiLanguage {
    /// One sentence for the field at which the problem stands.
    pub fn problem(self, problem: &Problem) -> String {
        match problem {
            Problem::Missing => self.pick("Please fill this in.", "Diese Angabe fehlt noch.").into(),
            Problem::TooLong { max } => {
                let max = self.count(*max);
                self.pick(format!("At most {max} characters fit here."), format!("Hier passen höchstens {max} Zeichen hinein."))
            }
            Problem::TooShort { min } => {
                self.pick(format!("At least {min} characters are needed."), format!("Es müssen mindestens {min} Zeichen sein."))
            }
            Problem::NotAnEmail => self
                .pick("An e-mail address looks like name@company.com.", "Eine E-Mail-Adresse sieht aus wie name@firma.de.")
                .into(),
            Problem::NotAsciiBeforeAt => self
                .pick(
                    "Before the @ an e-mail address may have letters a–z without accents, digits and signs such as . - _ + only.",
                    "Vor dem @ darf eine E-Mail-Adresse nur Buchstaben a–z ohne Umlaute und Akzente, Ziffern und Zeichen wie . - _ + haben.",
                )
                .into(),
            Problem::NotASlug => self
                .pick(
                    "An address has parts of a–z, 0–9 and hyphens, divided by slashes: services/earth-faults.",
                    "Eine Adresse besteht aus Teilen mit a–z, 0–9 und Bindestrichen, getrennt durch Schrägstriche: leistungen/erdschluss.",
                )
                .into(),
            Problem::Reserved => {
                self.pick("This address belongs to the program. Choose another.", "Diese Adresse gehört dem Programm. Wählen Sie eine andere.").into()
            }
            Problem::Taken => self.pick("This is already in use.", "Das ist bereits vergeben.").into(),
            Problem::CommonPassword => self
                .pick(
                    "This would be guessed first. Three or four words that nobody connects with you are better.",
                    "Das würde zuerst erraten. Besser sind drei oder vier Wörter, die niemand mit Ihnen verbindet.",
                )
                .into(),
            Problem::WrongPassword => self.pick("This is not your password.", "Das ist nicht Ihr Passwort.").into(),
            Problem::NotANumber => self.pick("A whole number is needed, such as 10.", "Es muss eine ganze Zahl sein, etwa 10.").into(),
            Problem::SkippedTime => self.pick(
                "The clocks go forward in that hour, so this time does not exist. Please choose an earlier or later one.".into(),
                "In dieser Stunde werden die Uhren vorgestellt, die Zeit gibt es also nicht. Bitte wählen Sie eine frühere oder spätere.".into(),
            ),
            Problem::NotADate => {
                self.pick("A date looks like 2026-12-03 10:00.", "Ein Datum sieht aus wie 2026-12-03 10:00.").into()
            }
            Problem::NotAnUrl => self
                .pick("A web address begins with https:// and has no spaces.", "Eine Webadresse beginnt mit https:// und enthält keine Leerzeichen.")
                .into(),
            Problem::NotAChoice => self.pick("Choose one of the values on offer.", "Wählen Sie einen der angebotenen Werte.").into(),
            Problem::NoLanguage => {
                self.pick("At least one language needs a title.", "Mindestens eine Sprache braucht einen Titel.").into()
            }
            Problem::EndsBeforeStart => self.pick("The end lies before the start.", "Das Ende liegt vor dem Anfang.").into(),
            Problem::InThePast => self
                .pick(
                    "This time is past. Enter one that is still to come; look at the year.",
                    "Diese Zeit ist vergangen. Geben Sie eine an, die noch kommt; prüfen Sie das Jahr.",
                )
                .into(),
            Problem::NothingToPlan => self
                .pick(
                    "The text in this language is what is live, so there is no change to plan. Write it first, or give only an end.",
                    "Der Text in dieser Sprache ist der, der live ist; es gibt keine Änderung zu planen. Schreiben Sie sie zuerst, oder geben Sie nur ein Ende an.",
                )
                .into(),
            Problem::NotAPhone => {
                self.pick("A telephone number looks like +49 431 123456.", "Eine Telefonnummer sieht aus wie +49 431 123456.").into()
            }
            Problem::NotAgreed => self
                .pick("We need your consent before we may keep your details.", "Ohne Ihre Einwilligung dürfen wir Ihre Angaben nicht speichern.")
                .into(),
        }
    }
}
