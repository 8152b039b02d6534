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
    /// Above the sentence that was ticked.
    pub fn confirm_for(self, email: &str) -> String {
        self.pick(
            format!("This was ticked in a form with the address {email}. We do it only if you confirm it:"),
            format!("In einem Formular mit der Adresse {email} wurde angekreuzt, was hier steht. Das tun wir nur, wenn Sie es bestätigen:"),
        )
    }

    /// Until when the button works.
    pub fn confirm_until(self, until: Timestamp) -> String {
        let date = self.date(until);
        self.pick(
            format!("You can confirm it until {date}, and stop it at any time. If you did not tick it, simply close this page."),
            format!("Bestätigen können Sie das bis zum {date}, beenden jederzeit. Falls Sie es nicht waren, schließen Sie einfach diese Seite."),
        )
    }

    pub fn confirmed_for(self, email: &str) -> String {
        self.pick(
            format!("From now on we write to {email} now and then. Every such mail has a link with which you stop it."),
            format!(
                "Ab jetzt schreiben wir gelegentlich an {email}. In jeder dieser Mails steht ein Link, mit dem Sie das beenden."
            ),
        )
    }

    pub fn withdraw_for(self, email: &str) -> String {
        self.pick(
            format!("One press, and we no longer write to {email} about new papers and webinars."),
            format!("Ein Klick, und wir schreiben nicht mehr über neue Whitepapers und Webinare an {email}."),
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
    withdrawn_since_text: "This link is older than that, so it confirms nothing. If you want our mails after all, ask for a whitepaper and tick the box once more; we then send a new link.",
    withdraw_title: "Stop our mails",
    withdraw_button: "Stop the mails",
    still_sent: "What you ask for yourself, such as the link to a whitepaper, still reaches you.",
    withdrawal_text: "Enter the address that we write to. It is taken off our list at once, without another mail.",
    withdrawn_title: "We no longer write to you",
    withdrawn_text: "If this address was on our list, it is not on it any more.",
    change_of_mind: "Should you change your mind, tick the box once more when you ask for a whitepaper.",
    to_list: "To the whitepapers",
    throttled: "Too much came from your address at once. Please wait a minute, then press the button again.",
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
    withdrawn_since_text: "Dieser Link ist älter und bestätigt deshalb nichts mehr. Wenn Sie unsere Mails doch möchten, fordern Sie ein Whitepaper an und setzen Sie das Häkchen noch einmal; dann schicken wir einen neuen Link.",
    withdraw_title: "Unsere Mails abbestellen",
    withdraw_button: "Mails abbestellen",
    still_sent: "Was Sie selbst anfordern, etwa den Link zu einem Whitepaper, erhalten Sie weiterhin.",
    withdrawal_text: "Geben Sie die Adresse ein, an die wir schreiben. Wir streichen sie sofort von unserer Liste, ohne eine weitere Mail.",
    withdrawn_title: "Wir schreiben Ihnen nicht mehr",
    withdrawn_text: "Falls diese Adresse auf unserer Liste stand, steht sie dort nicht mehr.",
    change_of_mind: "Wenn Sie es sich anders überlegen, setzen Sie das Häkchen beim nächsten Whitepaper noch einmal.",
    to_list: "Zu den Whitepapers",
    throttled: "Von Ihrer Adresse kam zu viel auf einmal. Bitte warten Sie eine Minute und klicken Sie dann noch einmal.",
    unavailable: "Das ließ sich gerade nicht speichern. Bitte klicken Sie gleich noch einmal.",
};
