//! The texts of users, and of one's own account.

use domain::access::Role;

use super::UiLanguage;

/// See [`Users::of`].
pub struct Users {
    pub subtitle: &'static str,
    pub new_user: &'static str,
    pub caption: &'static str,
    pub name: &'static str,
    pub role: &'static str,
    pub state: &'static str,
    pub last_sign_in: &'static str,
    pub actions: &'static str,
    pub you: &'static str,
    pub active: &'static str,
    pub invited: &'static str,
    pub inactive: &'static str,
    pub locked_until: &'static str,
    pub new_link: &'static str,
    pub unlock: &'static str,
    pub failed_title: &'static str,
    pub first_name: &'static str,
    pub last_name: &'static str,
    pub language: &'static str,
    pub language_help: &'static str,
    pub create: &'static str,
    pub link_title: &'static str,
    pub link_text: &'static str,
    /// In its place where no mail goes out.
    pub link_text_unmailed: &'static str,
    pub link: &'static str,
    pub copy: &'static str,
    pub copied: &'static str,
    pub copy_yourself: &'static str,
    pub to_users: &'static str,
    pub another: &'static str,
    pub account_subtitle: &'static str,
    pub person: &'static str,
    pub appearance: &'static str,
    pub appearance_text: &'static str,
    pub password_title: &'static str,
    pub password_text: &'static str,
    pub current_password: &'static str,
    pub new_password: &'static str,
    pub password_help: &'static str,
    pub change_password: &'static str,
    pub password_changed: &'static str,
    pub sessions_title: &'static str,
    pub sessions_text: &'static str,
    pub sessions_caption: &'static str,
    pub browser: &'static str,
    pub address: &'static str,
    pub since: &'static str,
    pub last_seen: &'static str,
    pub this_session: &'static str,
    pub end_session: &'static str,
    pub session_over: &'static str,
    pub unknown: &'static str,
    pub sessions_failed: &'static str,
}

impl Users {
    pub fn of(ui_language: UiLanguage) -> &'static Self {
        match ui_language {
            UiLanguage::En => &EN,
            UiLanguage::De => &DE,
        }
    }
}

impl UiLanguage {
    pub fn role(self, role: Role) -> &'static str {
        match role {
            Role::Viewer => self.pick("Viewer", "Nur lesen"),
            Role::Editor => self.pick("Editor", "Redaktion"),
            Role::Admin => self.pick("Admin", "Administration"),
        }
    }

    /// What a role may do.
    pub fn role_help(self, role: Role) -> &'static str {
        match role {
            Role::Viewer => self.pick("Sees everything here and changes nothing.", "Sieht hier alles und ändert nichts."),
            Role::Editor => self.pick(
                "Writes and publishes pages and whitepapers, and keeps the media library.",
                "Schreibt und veröffentlicht Seiten und Whitepapers und pflegt die Mediathek.",
            ),
            Role::Admin => self.pick(
                "Does all that editors do, and looks after users and mail.",
                "Wie die Redaktion; verwaltet dazu Benutzer und Mail.",
            ),
        }
    }

    pub fn new_link_for(self, name: &str) -> String {
        self.pick(format!("New link for {name}"), format!("Neuer Link für {name}"))
    }

    pub fn unlock_person(self, name: &str) -> String {
        self.pick(format!("Unlock {name}"), format!("{name} entsperren"))
    }

    pub fn unlocked(self, name: &str) -> String {
        self.pick(format!("{name} can sign in again."), format!("{name} kann sich wieder anmelden."))
    }

    /// Over the link that was made.
    pub fn link_for(self, name: &str) -> String {
        self.pick(format!("A link for {name}"), format!("Ein Link für {name}"))
    }

    /// `Firefox on Linux`.
    pub fn browser_on(self, browser: &str, system: &str) -> String {
        self.pick(format!("{browser} on {system}"), format!("{browser} auf {system}"))
    }

    pub fn end_session_of(self, browser: &str) -> String {
        self.pick(format!("End the session: {browser}"), format!("Sitzung beenden: {browser}"))
    }
}

static EN: Users = Users {
    subtitle: "Everyone who can sign in here.",
    new_user: "New user",
    caption: "Users with role and state",
    name: "Name",
    role: "Role",
    state: "State",
    last_sign_in: "Last sign-in",
    actions: "Actions",
    you: "you",
    active: "Active",
    invited: "Invited",
    inactive: "Inactive",
    locked_until: "Locked until",
    new_link: "New link",
    unlock: "Unlock",
    failed_title: "The list could not be loaded",
    first_name: "First name",
    last_name: "Last name",
    language: "Language of the admin",
    language_help: "Everyone can change their own at any time.",
    create: "Create the user",
    link_title: "One-time link",
    link_text: "Whoever opens this link chooses a password. It works once, for one hour, and is mailed to the person as well. It is shown only here and cannot be shown again.",
    link_text_unmailed: "No mail server is set, so the mail with this link is only saved as a file: give the person the link yourself. Whoever opens it chooses a password. It works once, for one hour. It is shown only here and cannot be shown again.",
    link: "Link",
    copy: "Copy",
    copied: "The link is copied.",
    copy_yourself: "The browser did not allow it. The link is marked: copy it with the keyboard.",
    to_users: "To the users",
    another: "Create another",
    account_subtitle: "Your details, sign-in and sessions.",
    person: "Person",
    appearance: "Appearance",
    appearance_text: "The language goes with you, the theme stays in this browser.",
    password_title: "Password",
    password_text: "A new password ends all your other sessions.",
    current_password: "Current password",
    new_password: "New password",
    password_help: "At least 12 characters. Three or four words are easy to remember and hard to guess.",
    change_password: "Change the password",
    password_changed: "Your password is changed. Your other sessions have ended.",
    sessions_title: "Sessions",
    sessions_text: "Where you are signed in. End what you do not know, and then change your password.",
    sessions_caption: "Your sessions",
    browser: "Browser",
    address: "Address",
    since: "Since",
    last_seen: "Last seen",
    this_session: "This one",
    end_session: "End",
    session_over: "The session has ended.",
    unknown: "Unknown",
    sessions_failed: "The sessions could not be loaded",
};

static DE: Users = Users {
    subtitle: "Alle, die sich hier anmelden können.",
    new_user: "Neuer Benutzer",
    caption: "Benutzer mit Rolle und Status",
    name: "Name",
    role: "Rolle",
    state: "Status",
    last_sign_in: "Letzte Anmeldung",
    actions: "Aktionen",
    you: "Sie",
    active: "Aktiv",
    invited: "Eingeladen",
    inactive: "Inaktiv",
    locked_until: "Gesperrt bis",
    new_link: "Neuer Link",
    unlock: "Entsperren",
    failed_title: "Die Liste ließ sich nicht laden",
    first_name: "Vorname",
    last_name: "Nachname",
    language: "Sprache der Verwaltung",
    language_help: "Jede Person kann ihre jederzeit ändern.",
    create: "Benutzer anlegen",
    link_title: "Einmaliger Link",
    link_text: "Wer diesen Link öffnet, wählt ein Passwort. Der Link gilt einmal und eine Stunde lang und geht der Person auch per Mail zu. Er erscheint nur hier und lässt sich nicht noch einmal anzeigen.",
    link_text_unmailed: "Es ist kein Mailserver eingestellt. Die Mail mit diesem Link wird deshalb nur als Datei gespeichert: Geben Sie der Person den Link selbst. Wer ihn öffnet, wählt ein Passwort. Er gilt einmal und eine Stunde lang. Er erscheint nur hier und lässt sich nicht noch einmal anzeigen.",
    link: "Link",
    copy: "Kopieren",
    copied: "Der Link ist kopiert.",
    copy_yourself: "Der Browser hat es nicht erlaubt. Der Link ist markiert: Kopieren Sie ihn mit der Tastatur.",
    to_users: "Zu den Benutzern",
    another: "Noch jemanden anlegen",
    account_subtitle: "Ihre Angaben, Ihre Anmeldung und Ihre Sitzungen.",
    person: "Person",
    appearance: "Darstellung",
    appearance_text: "Die Sprache gilt überall für Sie, das Design bleibt in diesem Browser.",
    password_title: "Passwort",
    password_text: "Ein neues Passwort beendet alle Ihre anderen Sitzungen.",
    current_password: "Bisheriges Passwort",
    new_password: "Neues Passwort",
    password_help: "Mindestens 12 Zeichen. Drei oder vier Wörter sind leicht zu merken und schwer zu erraten.",
    change_password: "Passwort ändern",
    password_changed: "Ihr Passwort ist geändert. Ihre anderen Sitzungen sind beendet.",
    sessions_title: "Sitzungen",
    sessions_text: "Wo Sie angemeldet sind. Beenden Sie, was Sie nicht kennen, und ändern Sie dann Ihr Passwort.",
    sessions_caption: "Ihre Sitzungen",
    browser: "Browser",
    address: "Adresse",
    since: "Seit",
    last_seen: "Zuletzt aktiv",
    this_session: "Diese hier",
    end_session: "Beenden",
    session_over: "Die Sitzung ist beendet.",
    unknown: "Unbekannt",
    sessions_failed: "Die Sitzungen ließen sich nicht laden",
};
