//! The texts of the pages that confirm and withdraw the consent to be written to.

use domain::consent::CONFIRM_DAYS;
use domain::time::Timestamp;

use super::UiLanguage;

/// See [`PublicConsentTexts::of`].
pub struct PublicConsentTexts {
    pub confirm_title: &'static str,
    pub confirm_button: &'static str,
    pub confirmed_title: &'static str,
    pub withdraw_link: &'static str,
    pub expired_title: &'static str,
    pub expired_text: &'static str,
    pub withdrawn_since_title: &'static str,
    pub withdrawn_since_text: &'static str,
    pub withdraw_title: &'static str,
    pub withdraw_button: &'static str,
    pub still_sent: &'static str,
    pub withdrawal_text: &'static str,
    pub withdrawn_title: &'static str,
    /// For every address that somebody types, known or not.
    pub withdrawn_text: &'static str,
    pub change_of_mind: &'static str,
    pub to_list: &'static str,
    pub throttled: &'static str,
    pub unavailable: &'static str,
}

impl PublicConsentTexts {
    pub fn of(ui_language: UiLanguage) -> &'static Self {
        match ui_language {
            UiLanguage::En => &EN,
            UiLanguage::De => &DE,
        }
    }
}

impl UiLanguage {
    /// Above the sentence that was ticked, which is quoted.
    pub fn confirm_for(self, email: &str) -> String {
        self.pick(
            format!("Somebody entered {email} in a form and ticked this sentence. We will write only if you confirm it:"),
            format!("Jemand hat in einem Formular {email} eingegeben und diesen Satz angekreuzt. Wir schreiben Ihnen nur, wenn Sie ihn bestätigen:"),
        )
    }

    /// Until when the button works.
    pub fn confirm_until(self, until: Timestamp) -> String {
        let date = self.date(until);
        self.pick(
            format!("You can confirm until {date} and stop our mails at any time. If you did not tick this, simply close the page."),
            format!("Bestätigen können Sie bis zum {date}, abbestellen jederzeit. Falls Sie es nicht waren, schließen Sie einfach diese Seite."),
        )
    }

    pub fn confirmed_for(self, email: &str) -> String {
        self.pick(
            format!("From now on we will write to {email} now and then. Every such mail has a link to stop them."),
            format!(
                "Ab jetzt schreiben wir gelegentlich an {email}. In jeder dieser Mails steht ein Link, mit dem Sie sie abbestellen."
            ),
        )
    }

    pub fn withdraw_for(self, email: &str) -> String {
        self.pick(
            format!("One click and we will no longer write to {email} about new papers and webinars."),
            format!("Ein Klick, und wir schreiben {email} nicht mehr über neue Whitepapers und Webinare."),
        )
    }

    pub fn withdrawn_for(self, email: &str) -> String {
        self.pick(
            format!("We no longer write to {email} about new papers and webinars."),
            format!("Wir schreiben nicht mehr über neue Whitepapers und Webinare an {email}."),
        )
    }
}

// The sentences below say how long a link works.
const _: () = assert!(CONFIRM_DAYS == 7);

static EN: PublicConsentTexts = PublicConsentTexts {
    confirm_title: "May we write to you?",
    confirm_button: "Yes, write to me",
    confirmed_title: "Thank you, that is confirmed",
    withdraw_link: "Stop the mails",
    expired_title: "This link has expired",
    expired_text: "It worked for 7 days. Nobody confirmed it, so we do not write to you. If you want our mails, ask for a whitepaper and tick the box once more; we then send a new link.",
    withdrawn_since_title: "You have stopped our mails",
    withdrawn_since_text: "This link is older than that, so it confirms nothing. If you want our mails after all, tick the box again when you next ask for a whitepaper.",
    withdraw_title: "Stop our mails",
    withdraw_button: "Stop the mails",
    still_sent: "What you ask for yourself, such as the link to a whitepaper, still reaches you.",
    withdrawal_text: "Enter the address that we write to. It is taken off our list at once, without another mail.",
    withdrawn_title: "We no longer write to you",
    withdrawn_text: "If this address was on our list, it is not on it any more.",
    change_of_mind: "Should you change your mind, tick the box again when you next ask for a whitepaper.",
    to_list: "To the whitepapers",
    throttled: "Too many requests came from your address. Please wait a minute, then press the button again.",
    unavailable: "We could not store that just now. Please press the button again in a moment.",
};

static DE: PublicConsentTexts = PublicConsentTexts {
    confirm_title: "Dürfen wir Ihnen schreiben?",
    confirm_button: "Ja, schreiben Sie mir",
    confirmed_title: "Danke, das ist bestätigt",
    withdraw_link: "Mails abbestellen",
    expired_title: "Dieser Link ist abgelaufen",
    expired_text: "Er galt 7 Tage lang. Niemand hat ihn bestätigt, darum schreiben wir Ihnen nicht. Wenn Sie unsere Mails möchten, fordern Sie ein Whitepaper an und setzen Sie das Häkchen noch einmal; dann schicken wir einen neuen Link.",
    withdrawn_since_title: "Sie haben unsere Mails abbestellt",
    withdrawn_since_text: "Dieser Link ist älter und bestätigt deshalb nichts mehr. Wenn Sie unsere Mails doch möchten, setzen Sie das Häkchen beim nächsten Whitepaper noch einmal.",
    withdraw_title: "Unsere Mails abbestellen",
    withdraw_button: "Mails abbestellen",
    still_sent: "Was Sie selbst anfordern, etwa den Link zu einem Whitepaper, erhalten Sie weiterhin.",
    withdrawal_text: "Geben Sie die Adresse ein, an die wir schreiben. Wir streichen sie sofort von unserer Liste, ohne eine weitere Mail.",
    withdrawn_title: "Wir schreiben Ihnen nicht mehr",
    withdrawn_text: "Falls diese Adresse auf unserer Liste stand, steht sie dort nicht mehr.",
    change_of_mind: "Wenn Sie es sich anders überlegen, setzen Sie das Häkchen beim nächsten Whitepaper noch einmal.",
    to_list: "Zu den Whitepapers",
    throttled: "Von Ihrer Adresse kamen zu viele Anfragen. Bitte warten Sie eine Minute und klicken Sie dann noch einmal.",
    unavailable: "Das ließ sich gerade nicht speichern. Bitte klicken Sie gleich noch einmal.",
};
