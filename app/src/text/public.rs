//! The texts of the public site, of search, and of authentication (sign-in, set-up).

use domain::language::Language;

use super::UiLanguage;

/// See [`PublicTexts::of`].
pub struct PublicTexts {
    pub skip: &'static str,
    pub menu: &'static str,
    pub menu_close: &'static str,
    pub main_menu: &'static str,
    pub home: &'static str,
    pub search: &'static str,
    pub dark_theme: &'static str,
    pub book: &'static str,
    /// Before the name of an author.
    pub by: &'static str,
    pub no_pages: &'static str,
    pub breadcrumbs: &'static str,
    pub as_of: &'static str,
    pub written_by: &'static str,
    pub reading_time: &'static str,
    pub minute: &'static str,
    pub minutes: &'static str,
    pub on_this_page: &'static str,
    pub languages: &'static str,
    pub this_site: &'static str,
    pub company: &'static str,
    pub not_found_title: &'static str,
    pub not_found_text: &'static str,
    pub to_home: &'static str,
    pub try_again: &'static str,
    pub failed_title: &'static str,
    pub failed_text: &'static str,
    pub maintenance_title: &'static str,
    pub maintenance_text: &'static str,
    pub search_site: &'static str,
    pub search_label: &'static str,
    /// In the field, also where a phone has little room for it.
    pub search_placeholder: &'static str,
    pub search_prompt_title: &'static str,
    pub search_prompt_text: &'static str,
    pub show: &'static str,
    pub everything: &'static str,
    pub in_language: &'static str,
    pub result_pages: &'static str,
    pub previous: &'static str,
    pub next: &'static str,
    pub nothing_found_text: &'static str,
    /// Above the results in other languages than the reader's.
    pub elsewhere: &'static str,
    /// Above links to the main pages, where a search found nothing.
    pub look_around: &'static str,
    pub suggestions: &'static str,
    pub empty_site_title: &'static str,
    pub empty_site_text: &'static str,
    /// Where nobody has an account yet: where the link for the first one is.
    pub first_account_text: &'static str,
    pub to_admin: &'static str,
    pub sign_in: &'static str,
    pub sign_in_to: &'static str,
    pub email: &'static str,
    pub password: &'static str,
    pub session_ended: &'static str,
    pub signed_out: &'static str,
    pub wrong_credentials: &'static str,
    pub too_fast: &'static str,
    pub unavailable: &'static str,
    pub forgot_link: &'static str,
    pub forgot_title: &'static str,
    pub forgot_text: &'static str,
    pub forgot_button: &'static str,
    pub forgot_back: &'static str,
    pub forgot_sent_title: &'static str,
    pub forgot_sent_text: &'static str,
    pub set_up_title: &'static str,
    pub set_up_text: &'static str,
    pub choose_password_title: &'static str,
    pub choose_password_text: &'static str,
    pub first_name: &'static str,
    pub last_name: &'static str,
    pub new_password: &'static str,
    pub password_help: &'static str,
    pub set_up_button: &'static str,
    pub choose_password_button: &'static str,
    pub link_used_title: &'static str,
    pub link_used_text: &'static str,
    pub correct_below: &'static str,
    pub no_script_title: &'static str,
    pub no_script_admin: &'static str,
    pub sign_out: &'static str,
}

impl PublicTexts {
    pub fn of(ui_language: UiLanguage) -> &'static Self {
        match ui_language {
            UiLanguage::En => &EN,
            UiLanguage::De => &DE,
        }
    }

    /// `6 minutes`, `1 minute`.
    pub fn minutes(&self, count: u32) -> String {
        format!("{count} {}", if count == 1 { self.minute } else { self.minutes })
    }
}

impl UiLanguage {
    /// Above a page that is shown in another language than its address's.
    pub fn only_in(self, wanted: &Language, shown: &Language) -> String {
        let (wanted, shown) = (self.language_name(wanted), self.language_name(shown));
        self.pick(
            format!("This page is not available in {wanted} yet. You are reading it in {shown}."),
            format!("Diese Seite gibt es noch nicht auf {wanted}. Sie lesen sie auf {shown}."),
        )
    }

    /// `11 results, best match first`. No search counts beyond `most`.
    pub fn result_count(self, count: i64, most: i64) -> String {
        match (self, count) {
            (Self::En, 0) => "No results of this kind".into(),
            (Self::De, 0) => "Keine Treffer dieser Art".into(),
            (Self::En, 1) => "1 result".into(),
            (Self::De, 1) => "1 Treffer".into(),
            (Self::En, _) if count >= most => format!("The best {most} results"),
            (Self::De, _) if count >= most => format!("Die besten {most} Treffer"),
            (Self::En, _) => format!("{count} results, best match first"),
            (Self::De, _) => format!("{count} Treffer, die besten zuerst"),
        }
    }

    /// Leads from a kind without results to those of all kinds.
    pub fn all_results(self, count: i64) -> String {
        match count {
            1 => self.pick("Show the one result of another kind", "Den einen Treffer anderer Art zeigen").to_owned(),
            _ => self.pick(format!("Show all {count} results"), format!("Alle {count} Treffer zeigen")),
        }
    }

    /// `11–20 of 43`.
    pub fn shown_results(self, first: i64, last: i64, of: i64) -> String {
        self.pick(format!("{first}–{last} of {of}"), format!("{first}–{last} von {of}"))
    }

    /// The count that a screen reader announces while someone types.
    pub fn suggestion_count(self, count: usize) -> String {
        match (self, count) {
            (Self::En, 0) => "No suggestions".into(),
            (Self::En, 1) => "1 suggestion".into(),
            (Self::En, _) => format!("{count} suggestions, use the arrow keys"),
            (Self::De, 0) => "Keine Vorschläge".into(),
            (Self::De, 1) => "1 Vorschlag".into(),
            (Self::De, _) => format!("{count} Vorschläge, wählbar mit den Pfeiltasten"),
        }
    }

    /// Above the results of other words than those that were typed.
    pub fn found_instead(self, typed: &str, meant: &str) -> String {
        self.pick(
            format!("Nothing found for “{typed}”. Did you mean “{meant}”?"),
            format!("Nichts gefunden zu „{typed}“. Meinten Sie „{meant}“?"),
        )
    }

    /// `Nothing found for “x”`.
    pub fn nothing_found(self, query: &str) -> String {
        self.pick(format!("Nothing found for “{query}”"), format!("Nichts gefunden zu „{query}“"))
    }
}

static EN: PublicTexts = PublicTexts {
    skip: "Skip to content",
    menu: "Menu",
    menu_close: "Close menu",
    main_menu: "Main",
    home: "Home",
    search: "Search",
    dark_theme: "Dark theme",
    book: "Book a consultation",
    by: "By",
    no_pages: "Nothing has been published here yet.",
    breadcrumbs: "Breadcrumbs",
    as_of: "As of",
    written_by: "Written by",
    reading_time: "Reading time",
    minute: "minute",
    minutes: "minutes",
    on_this_page: "On this page",
    languages: "Languages",
    this_site: "On this site",
    company: "Company",
    not_found_title: "There is no page here",
    not_found_text: "The address may be mistyped, or the page has moved.",
    to_home: "To the front page",
    failed_title: "That did not work",
    failed_text: "The fault is ours and has been noted. Please try again in a moment.",
    maintenance_title: "Back in a moment",
    maintenance_text: "We are working on the site. Please come back in a few minutes.",
    search_site: "Site search",
    search_label: "Search the site",
    search_placeholder: "Search term",
    try_again: "Try again",
    search_prompt_title: "What are you looking for?",
    search_prompt_text: "One or two words are enough. The beginning of a word will do.",
    show: "Show",
    everything: "Everything",
    in_language: "in",
    result_pages: "Pages of results",
    previous: "Previous",
    next: "Next",
    nothing_found_text: "Try fewer words, or only the beginning of one.",
    elsewhere: "In other languages",
    look_around: "Or have a look around",
    suggestions: "Suggestions",
    empty_site_title: "This site is new",
    empty_site_text: "Nothing has been published yet. Sign in to write the first page.",
    first_account_text: "There is no account yet. The link for the first one was printed where Magnetiq was started: in the terminal, or in the log of the service. Starting it again prints a new one.",
    to_admin: "To the admin",
    sign_in: "Sign in",
    sign_in_to: "to the website of",
    email: "E-mail",
    password: "Password",
    session_ended: "Your session has ended. Sign in and you are back where you were.",
    signed_out: "You are signed out.",
    wrong_credentials: "E-mail and password do not match. After five wrong attempts an account is locked for 30 minutes.",
    too_fast: "Too many attempts from this address. Please wait a minute.",
    unavailable: "That is not possible just now. Please try again in a moment; what you typed is still here.",
    forgot_link: "Forgot your password?",
    forgot_title: "Forgot your password?",
    forgot_text: "Type the e-mail address of your account. We will mail you a link to choose a new password.",
    forgot_button: "Mail me a link",
    forgot_back: "Back to signing in",
    forgot_sent_title: "Check your inbox",
    forgot_sent_text: "If there is an account with this address, a mail is on its way to it. The link in it works once, within an hour. Nothing there after a few minutes? Check the junk folder, or ask an administrator.",
    set_up_title: "Set up Magnetiq",
    set_up_text: "You are the first one here. This account runs the place: it may create all others.",
    choose_password_title: "Choose a password",
    choose_password_text: "for your account",
    first_name: "First name",
    last_name: "Last name",
    new_password: "New password",
    password_help: "At least 12 characters. Three or four words are easy to remember and hard to guess.",
    set_up_button: "Create the account",
    choose_password_button: "Set the password",
    link_used_title: "This link no longer works",
    link_used_text: "It has been used or has expired. Ask for a new one where you sign in, or ask an administrator.",
    correct_below: "Something needs correcting. What you typed is still there.",
    no_script_title: "JavaScript is off",
    sign_out: "Sign out",
    no_script_admin: "The admin runs in the browser and needs JavaScript. Your site does not.",
};

static DE: PublicTexts = PublicTexts {
    skip: "Zum Inhalt springen",
    menu: "Menü",
    menu_close: "Menü schließen",
    main_menu: "Hauptmenü",
    home: "Start",
    search: "Suche",
    dark_theme: "Dunkles Design",
    book: "Termin buchen",
    by: "Von",
    no_pages: "Hier ist noch nichts erschienen.",
    breadcrumbs: "Navigationspfad",
    as_of: "Stand",
    written_by: "Verfasst von",
    reading_time: "Lesezeit",
    minute: "Minute",
    minutes: "Minuten",
    on_this_page: "Auf dieser Seite",
    languages: "Sprachen",
    this_site: "Auf dieser Website",
    company: "Unternehmen",
    not_found_title: "Hier ist keine Seite",
    not_found_text: "Vielleicht enthält die Adresse einen Tippfehler, oder die Seite ist umgezogen.",
    to_home: "Zur Startseite",
    failed_title: "Das hat nicht geklappt",
    failed_text: "Der Fehler liegt bei uns und ist notiert. Bitte versuchen Sie es gleich noch einmal.",
    maintenance_title: "Gleich wieder da",
    maintenance_text: "Wir arbeiten an der Website. Bitte kommen Sie in einigen Minuten wieder.",
    search_site: "Website-Suche",
    search_label: "Website durchsuchen",
    search_placeholder: "Suchbegriff",
    try_again: "Noch einmal versuchen",
    search_prompt_title: "Was suchen Sie?",
    search_prompt_text: "Ein oder zwei Wörter genügen. Auch der Anfang eines Wortes reicht.",
    show: "Anzeigen",
    everything: "Alles",
    in_language: "auf",
    result_pages: "Trefferseiten",
    previous: "Zurück",
    next: "Weiter",
    nothing_found_text: "Versuchen Sie es mit weniger Wörtern oder nur mit dem Wortanfang.",
    elsewhere: "In anderen Sprachen",
    look_around: "Oder sehen Sie sich um",
    suggestions: "Vorschläge",
    empty_site_title: "Diese Website ist neu",
    empty_site_text: "Noch ist nichts veröffentlicht. Melden Sie sich an, um die erste Seite zu schreiben.",
    first_account_text: "Noch gibt es kein Konto. Der Link für das erste wurde dort ausgegeben, wo Magnetiq gestartet wurde: im Terminal oder im Protokoll des Dienstes. Ein neuer Start gibt einen neuen aus.",
    to_admin: "Zur Verwaltung",
    sign_in: "Anmelden",
    sign_in_to: "bei der Website von",
    email: "E-Mail",
    password: "Passwort",
    session_ended: "Ihre Sitzung ist abgelaufen. Melden Sie sich an, dann sind Sie wieder da, wo Sie waren.",
    signed_out: "Sie sind abgemeldet.",
    wrong_credentials: "E-Mail und Passwort passen nicht zusammen. Nach fünf Fehlversuchen ist ein Konto 30 Minuten gesperrt.",
    too_fast: "Zu viele Versuche von dieser Adresse. Bitte warten Sie eine Minute.",
    unavailable: "Das geht gerade nicht. Bitte versuchen Sie es gleich noch einmal; Ihre Eingaben sind noch da.",
    forgot_link: "Passwort vergessen?",
    forgot_title: "Passwort vergessen?",
    forgot_text: "Geben Sie die E-Mail-Adresse Ihres Kontos ein. Wir schicken Ihnen einen Link, mit dem Sie ein neues Passwort wählen können.",
    forgot_button: "Link schicken",
    forgot_back: "Zurück zur Anmeldung",
    forgot_sent_title: "Sehen Sie in Ihrem Postfach nach",
    forgot_sent_text: "Gibt es ein Konto mit dieser Adresse, ist eine Mail dorthin unterwegs. Der Link darin gilt einmal, eine Stunde lang. Nach ein paar Minuten noch nichts da? Sehen Sie im Spam-Ordner nach, oder fragen Sie die Administration.",
    set_up_title: "Magnetiq einrichten",
    set_up_text: "Sie sind als Erste oder Erster hier. Dieses Konto gehört zur Administration: Es darf alle anderen anlegen.",
    choose_password_title: "Passwort wählen",
    choose_password_text: "für Ihr Konto",
    first_name: "Vorname",
    last_name: "Nachname",
    new_password: "Neues Passwort",
    password_help: "Mindestens 12 Zeichen. Drei oder vier Wörter sind leicht zu merken und schwer zu erraten.",
    set_up_button: "Konto anlegen",
    choose_password_button: "Passwort setzen",
    link_used_title: "Dieser Link gilt nicht mehr",
    link_used_text: "Er wurde schon benutzt oder ist abgelaufen. Fordern Sie bei der Anmeldung einen neuen an, oder fragen Sie die Administration.",
    correct_below: "Etwas muss noch berichtigt werden. Ihre Eingaben sind erhalten.",
    no_script_title: "JavaScript ist ausgeschaltet",
    sign_out: "Abmelden",
    no_script_admin: "Die Verwaltung läuft im Browser und braucht JavaScript. Ihre Website braucht es nicht.",
};
