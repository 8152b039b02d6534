//! The texts of the list of who downloaded a whitepaper, and of the file that it is exported to.

use domain::consent::MarketingConsent;

use super::UiLanguage;

/// See [`Downloads::of`].
pub struct Downloads {
    ui_language: UiLanguage,
    pub export: &'static str,
    pub filter: &'static str,
    pub search: &'static str,
    pub search_hint: &'static str,
    pub search_hint_masked: &'static str,
    pub campaign: &'static str,
    pub every_campaign: &'static str,
    pub marketing_only: &'static str,
    pub caption: &'static str,
    pub person: &'static str,
    pub company: &'static str,
    pub when: &'static str,
    pub source: &'static str,
    pub consent: &'static str,
    pub arrived: &'static str,
    pub never_asked: &'static str,
    pub unconfirmed: &'static str,
    pub confirmed: &'static str,
    pub withdrawn: &'static str,
    /// Before the time of a state that came about after the question.
    pub asked_at: &'static str,
    pub not_arrived: &'static str,
    pub direct: &'static str,
    pub known: &'static str,
    pub masked: &'static str,
    pub none_yet_title: &'static str,
    pub none_yet_text: &'static str,
    /// Of a whitepaper that is given without a form.
    pub nobody_asked_title: &'static str,
    pub nobody_asked_text: &'static str,
    pub nothing_found_text: &'static str,
}

impl Downloads {
    pub fn of(ui_language: UiLanguage) -> &'static Self {
        match ui_language {
            UiLanguage::En => &EN,
            UiLanguage::De => &DE,
        }
    }

    /// `Downloads: Locating earth faults`.
    pub fn title(&self, whitepaper: &str) -> String {
        format!("Downloads: {whitepaper}")
    }

    pub fn people(&self, count: usize) -> String {
        match count {
            1 => self.ui_language.pick("1 person", "1 Person").to_owned(),
            _ => self.ui_language.pick(format!("{count} people"), format!("{count} Personen")),
        }
    }

    /// The head of the exported table, whose times are in `zone`.
    pub fn columns(&self, zone: &str) -> [String; 19] {
        let columns = self.ui_language.pick(
            [
                "First name",
                "Last name",
                "E-mail",
                "Company",
                "Job title",
                "Phone",
                "Language",
                "Whitepaper",
                "Sent",
                "Arrived",
                "Way",
                "Source",
                "Medium",
                "Campaign",
                "Referrer",
                "Marketing consent",
                "Consent asked for",
                "Consent confirmed",
                "Consent withdrawn",
            ],
            [
                "Vorname",
                "Nachname",
                "E-Mail",
                "Unternehmen",
                "Position",
                "Telefon",
                "Sprache",
                "Whitepaper",
                "Gesendet",
                "Angekommen",
                "Weg",
                "Quelle",
                "Medium",
                "Kampagne",
                "Herkunft",
                "Einwilligung in Werbung",
                "Einwilligung erbeten",
                "Einwilligung bestätigt",
                "Einwilligung widerrufen",
            ],
        );
        let mut columns = columns.map(str::to_owned);
        for at in TIMES {
            columns[at] = format!("{} ({zone})", columns[at]);
        }
        columns
    }

    /// The state of a consent, for list and file alike.
    pub fn consent_state(&self, consent: MarketingConsent) -> &'static str {
        match consent {
            MarketingConsent::Never => self.never_asked,
            MarketingConsent::Asked { .. } => self.unconfirmed,
            MarketingConsent::Confirmed { .. } => self.confirmed,
            MarketingConsent::Withdrawn { .. } => self.withdrawn,
        }
    }
}

/// The columns with times.
const TIMES: [usize; 5] = [8, 9, 16, 17, 18];

static EN: Downloads = Downloads {
    ui_language: UiLanguage::En,
    export: "Export CSV",
    filter: "Filter downloads",
    search: "Search downloads",
    search_hint: "Name, e-mail or company",
    search_hint_masked: "Company",
    campaign: "Campaign",
    every_campaign: "Every campaign",
    marketing_only: "Consent confirmed",
    caption: "Who downloaded it, newest first",
    person: "Person",
    company: "Company",
    when: "Sent",
    source: "Source",
    consent: "Marketing consent",
    arrived: "Arrived",
    never_asked: "None",
    unconfirmed: "Not confirmed",
    confirmed: "Confirmed",
    withdrawn: "Withdrawn",
    asked_at: "asked for",
    not_arrived: "Not yet",
    direct: "Direct",
    known: "Known browser",
    masked: "Names and addresses are shortened for viewers, and viewers cannot export them.",
    none_yet_title: "Nobody has asked for it yet",
    none_yet_text: "Whoever sends the form of this whitepaper appears here.",
    nobody_asked_title: "Nobody is recorded",
    nobody_asked_text: "This whitepaper is downloaded without a form. Its numbers are beside its texts.",
    nothing_found_text: "No download fits the search and the filters.",
};

static DE: Downloads = Downloads {
    ui_language: UiLanguage::De,
    export: "CSV exportieren",
    filter: "Downloads filtern",
    search: "Downloads suchen",
    search_hint: "Name, E-Mail oder Unternehmen",
    search_hint_masked: "Unternehmen",
    campaign: "Kampagne",
    every_campaign: "Alle Kampagnen",
    marketing_only: "Einwilligung bestätigt",
    caption: "Wer es heruntergeladen hat, die Neuesten zuerst",
    person: "Person",
    company: "Unternehmen",
    when: "Gesendet",
    source: "Quelle",
    consent: "Einwilligung in Werbung",
    arrived: "Angekommen",
    never_asked: "Keine",
    unconfirmed: "Nicht bestätigt",
    confirmed: "Bestätigt",
    withdrawn: "Widerrufen",
    asked_at: "erbeten",
    not_arrived: "Noch nicht",
    direct: "Direkt",
    known: "Bekannter Browser",
    masked: "In der Rolle „Nur lesen“ sind Namen und Adressen gekürzt und lassen sich nicht exportieren.",
    none_yet_title: "Noch hat niemand danach gefragt",
    none_yet_text: "Wer das Formular dieses Whitepapers sendet, erscheint hier.",
    nobody_asked_title: "Niemand wird erfasst",
    nobody_asked_text: "Dieses Whitepaper wird ohne Formular heruntergeladen. Seine Zahlen stehen neben den Texten.",
    nothing_found_text: "Kein Download passt zu Suche und Filtern.",
};
