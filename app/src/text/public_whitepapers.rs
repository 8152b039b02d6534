//! The texts of the public pages of whitepapers.

use domain::time::Timestamp;
use domain::whitepaper::Category;

use super::{UiLanguage, ZonedTime};

/// See [`PublicWhitepaperTexts::of`].
pub struct PublicWhitepaperTexts {
    pub title: &'static str,
    pub description: &'static str,
    pub filter: &'static str,
    pub search: &'static str,
    pub search_placeholder: &'static str,
    pub category: &'static str,
    pub all_categories: &'static str,
    pub industry: &'static str,
    pub all_industries: &'static str,
    pub tag: &'static str,
    pub all_tags: &'static str,
    pub sort: &'static str,
    pub newest: &'static str,
    pub by_title: &'static str,
    pub most_downloaded: &'static str,
    pub apply: &'static str,
    pub clear: &'static str,
    pub none_title: &'static str,
    pub none_text: &'static str,
    pub search_site: &'static str,
    pub empty_title: &'static str,
    pub empty_text: &'static str,
    pub pages: &'static str,
    pub to_start: &'static str,
    pub more: &'static str,
    pub no_form: &'static str,
    pub latest: &'static str,
    pub facts_published: &'static str,
    pub facts_file: &'static str,
    pub facts_industries: &'static str,
    pub facts_tags: &'static str,
    pub facts_author: &'static str,
    pub related: &'static str,
    pub gate_title: &'static str,
    pub gate_text: &'static str,
    /// In its place where no mail goes out.
    pub gate_text_unmailed: &'static str,
    pub gate_button: &'static str,
    pub direct_title: &'static str,
    pub direct_text: &'static str,
    pub download: &'static str,
    pub known_text: &'static str,
    pub not_me: &'static str,
    pub sent_title: &'static str,
    pub sent_text: &'static str,
    /// In its place where no mail goes out.
    pub kept_text: &'static str,
    /// Beside it, for somebody who ticked that we may write. It tells nobody whether the address has been asked or has confirmed.
    pub confirm_text: &'static str,
    pub link_title: &'static str,
    pub link_text: &'static str,
    pub expired_title: &'static str,
    pub expired_text: &'static str,
    pub used_title: &'static str,
    pub used_text: &'static str,
    pub ask_again: &'static str,
    pub to_list: &'static str,
    pub back: &'static str,
    pub expired_withdrawn_text: &'static str,
    pub used_withdrawn_text: &'static str,
    pub withdrawn_title: &'static str,
    pub withdrawn_text: &'static str,
    /// Above a form that nothing can be asked for with.
    pub typed_title: &'static str,
    /// Where a button could not be obeyed. The document stays while the download begins, so all of it holds then too.
    pub held_up_title: &'static str,
    pub held_up_text: &'static str,
    pub throttled_title: &'static str,
    pub throttled_text: &'static str,
    pub download_again: &'static str,
    /// Above whitepapers to read after this one.
    pub next: &'static str,
    pub talk_title: &'static str,
    pub talk_text: &'static str,
}

impl PublicWhitepaperTexts {
    pub fn of(ui_language: UiLanguage) -> &'static Self {
        match ui_language {
            UiLanguage::En => &EN,
            UiLanguage::De => &DE,
        }
    }
}

impl UiLanguage {
    pub fn category(self, category: Category) -> &'static str {
        match category {
            Category::CaseStudy => self.pick("Case study", "Fallstudie"),
            Category::Guide => self.pick("Guide", "Leitfaden"),
            Category::Report => self.pick("Report", "Bericht"),
            Category::Checklist => self.pick("Checklist", "Checkliste"),
            Category::Standard => self.pick("Standard", "Norm"),
        }
    }

    /// `Nov 2026`, `Nov. 2026`, `Juni 2026`.
    pub fn month(self, time: Timestamp) -> String {
        let date = self.date(time);
        let mut words = date.split(' ');
        let (month, year) = (words.nth(1).unwrap_or_default(), words.next().unwrap_or_default());
        let short: String = month.chars().take(3).collect();
        match self {
            Self::De if month.chars().count() > 4 => format!("{short}. {year}"),
            Self::De => format!("{month} {year}"),
            Self::En => format!("{short} {year}"),
        }
    }

    /// `PDF, 1.4 MB`.
    pub fn file(self, mime_type: &str, size_bytes: i64) -> String {
        let kind = match mime_type {
            "application/pdf" => "PDF",
            "video/mp4" => "MP4",
            kind if kind.contains("wordprocessing") => "DOCX",
            kind if kind.contains("spreadsheet") => "XLSX",
            kind if kind.contains("presentation") => "PPTX",
            kind => kind.rsplit('/').next().unwrap_or_default(),
        };
        format!("{kind}, {}", self.size(size_bytes))
    }

    /// `24 pages`.
    pub fn page_count(self, count: u32) -> String {
        match (self, count) {
            (Self::En, 1) => "1 page".into(),
            (Self::De, 1) => "1 Seite".into(),
            (Self::En, _) => format!("{count} pages"),
            (Self::De, _) => format!("{count} Seiten"),
        }
    }

    /// `26 whitepapers`.
    pub fn whitepaper_count(self, count: i64) -> String {
        match (self, count) {
            (Self::En, 1) => "1 whitepaper".into(),
            (Self::De, 1) => "1 Whitepaper".into(),
            (Self::En, _) => format!("{count} whitepapers"),
            (Self::De, _) => format!("{count} Whitepapers"),
        }
    }

    /// `3 of 26 whitepapers`.
    pub fn whitepapers_left(self, count: i64, of: i64) -> String {
        match (self, of) {
            (Self::En, 1) => format!("{count} of 1 whitepaper"),
            (Self::De, 1) => format!("{count} von 1 Whitepaper"),
            (Self::En, _) => format!("{count} of {of} whitepapers"),
            (Self::De, _) => format!("{count} von {of} Whitepapers"),
        }
    }

    /// Until when a link works, and how often at most: the page stays open while its file is downloaded.
    pub fn link_until(self, until: &ZonedTime, uses: i64) -> String {
        let until = self.date_and_time(until);
        match (self, uses) {
            (Self::En, 1) => format!("This link works until {until}, for one download."),
            (Self::En, _) => format!("This link works until {until}, for up to {uses} downloads."),
            (Self::De, 1) => format!("Dieser Link gilt bis zum {until}, für einen Download."),
            (Self::De, _) => format!("Dieser Link gilt bis zum {until}, für bis zu {uses} Downloads."),
        }
    }

    /// Above the button for someone whom the browser remembers.
    pub fn known(self, first_name: &str) -> String {
        self.pick(format!("Welcome back, {first_name}"), format!("Willkommen zurück, {first_name}"))
    }
}

static EN: PublicWhitepaperTexts = PublicWhitepaperTexts {
    title: "Whitepapers",
    description: "What we learned, written down: guides, case studies, reports and checklists.",
    filter: "Filter whitepapers",
    search: "Search",
    search_placeholder: "Title or topic",
    category: "Category",
    all_categories: "All",
    industry: "Industry",
    all_industries: "All industries",
    tag: "Topic",
    all_tags: "All topics",
    sort: "Sort by",
    newest: "Newest first",
    by_title: "Title",
    most_downloaded: "Most downloaded",
    apply: "Show results",
    clear: "Clear",
    none_title: "No whitepaper matches",
    none_text: "Try fewer words or another category.",
    search_site: "Search the whole site",
    empty_title: "No whitepaper yet",
    empty_text: "The first one is being written.",
    pages: "Pages of the list",
    to_start: "To the start",
    more: "More",
    no_form: "No form needed",
    latest: "Latest whitepapers",
    facts_published: "Published",
    facts_file: "File",
    facts_industries: "Industries",
    facts_tags: "Topics",
    facts_author: "Written by",
    related: "Related whitepapers",
    gate_title: "Get the whitepaper",
    gate_text: "You can download it at once, and we mail you a link.",
    gate_text_unmailed: "You can download it at once.",
    gate_button: "Get the whitepaper",
    direct_title: "Read it now",
    direct_text: "No form, no e-mail address.",
    download: "Download",
    known_text: "This browser remembers your details. One click is enough.",
    not_me: "That is not me",
    sent_title: "Thank you",
    sent_text: "Here is your whitepaper. We have also mailed you this link.",
    kept_text: "Here is your whitepaper. Keep the address of this page if you want to come back to it.",
    confirm_text: "You also agreed to occasional mails. Please confirm that in a second mail, which we send at most twice within 24 hours. If you confirmed earlier and have not stopped our mails since, nothing more is needed.",
    link_title: "Your whitepaper",
    link_text: "Press the button to start the download.",
    expired_title: "This link has expired",
    expired_text: "Request the whitepaper again, and we send you a new link.",
    used_title: "This link has been used up",
    used_text: "It has reached its download limit. Request the whitepaper again, and we send you a new link.",
    ask_again: "Request a new link",
    to_list: "All whitepapers",
    back: "Back to the whitepaper",
    expired_withdrawn_text: "The whitepaper is no longer available either.",
    used_withdrawn_text: "It has reached its download limit, and the whitepaper is no longer available.",
    withdrawn_title: "This whitepaper is no longer available",
    withdrawn_text: "Another whitepaper may answer your question, or try the search.",
    typed_title: "What you typed",
    held_up_title: "Your download was held up",
    held_up_text: "Please wait a few seconds, then press the button. If the download does not begin, press it again.",
    throttled_title: "Too many requests from your address",
    throttled_text: "Please wait a minute, then press the button. If the download does not begin, wait a little longer and press it again.",
    download_again: "Try the download again",
    next: "Read next",
    talk_title: "Talk to us",
    talk_text: "Has the whitepaper left a question open? We are glad to talk it through with you.",
};

static DE: PublicWhitepaperTexts = PublicWhitepaperTexts {
    title: "Whitepapers",
    description: "Was wir gelernt haben, aufgeschrieben: Leitfäden, Fallstudien, Berichte und Checklisten.",
    filter: "Whitepapers filtern",
    search: "Suche",
    search_placeholder: "Titel oder Thema",
    category: "Kategorie",
    all_categories: "Alle",
    industry: "Branche",
    all_industries: "Alle Branchen",
    tag: "Thema",
    all_tags: "Alle Themen",
    sort: "Sortieren nach",
    newest: "Neueste zuerst",
    by_title: "Titel",
    most_downloaded: "Am häufigsten heruntergeladen",
    apply: "Ergebnisse zeigen",
    clear: "Zurücksetzen",
    none_title: "Kein Whitepaper passt dazu",
    none_text: "Versuchen Sie es mit weniger Wörtern oder einer anderen Kategorie.",
    search_site: "Auf der ganzen Website suchen",
    empty_title: "Noch kein Whitepaper",
    empty_text: "Das erste wird gerade geschrieben.",
    pages: "Seiten der Liste",
    to_start: "Zum Anfang",
    more: "Weitere",
    no_form: "Ohne Formular",
    latest: "Neueste Whitepapers",
    facts_published: "Erschienen",
    facts_file: "Datei",
    facts_industries: "Branchen",
    facts_tags: "Themen",
    facts_author: "Verfasst von",
    related: "Weitere Whitepapers zum Thema",
    gate_title: "Whitepaper anfordern",
    gate_text: "Sie können es sofort herunterladen, und wir schicken Ihnen einen Link.",
    gate_text_unmailed: "Sie können es sofort herunterladen.",
    gate_button: "Whitepaper anfordern",
    direct_title: "Gleich lesen",
    direct_text: "Ohne Formular, ohne E\u{2011}Mail-Adresse.",
    download: "Herunterladen",
    known_text: "Dieser Browser kennt Ihre Angaben. Ein Klick genügt.",
    not_me: "Das bin ich nicht",
    sent_title: "Vielen Dank",
    sent_text: "Hier ist Ihr Whitepaper. Den Link haben wir Ihnen auch per E\u{2011}Mail geschickt.",
    kept_text: "Hier ist Ihr Whitepaper. Merken Sie sich die Adresse dieser Seite, wenn Sie später darauf zurückkommen möchten.",
    confirm_text: "Sie möchten außerdem gelegentlich von uns lesen. Bitte bestätigen Sie das in einer zweiten Mail, die wir in 24 Stunden höchstens zweimal schicken. Haben Sie es früher schon bestätigt und unsere Mails seither nicht abbestellt, ist nichts weiter nötig.",
    link_title: "Ihr Whitepaper",
    link_text: "Klicken Sie auf die Schaltfläche, dann beginnt der Download.",
    expired_title: "Dieser Link ist abgelaufen",
    expired_text: "Fordern Sie das Whitepaper noch einmal an, dann erhalten Sie einen neuen Link.",
    used_title: "Dieser Link ist aufgebraucht",
    used_text: "Die zulässige Zahl der Downloads ist erreicht. Fordern Sie das Whitepaper noch einmal an, dann erhalten Sie einen neuen Link.",
    ask_again: "Neuen Link anfordern",
    to_list: "Alle Whitepapers",
    back: "Zurück zum Whitepaper",
    expired_withdrawn_text: "Auch das Whitepaper gibt es nicht mehr.",
    used_withdrawn_text: "Die zulässige Zahl der Downloads ist erreicht, und das Whitepaper gibt es nicht mehr.",
    withdrawn_title: "Dieses Whitepaper gibt es nicht mehr",
    withdrawn_text: "Vielleicht beantwortet ein anderes Whitepaper Ihre Frage, oder die Suche hilft weiter.",
    typed_title: "Ihre Eingaben",
    held_up_title: "Ihr Download wurde aufgehalten",
    held_up_text: "Bitte warten Sie ein paar Sekunden und klicken Sie dann auf die Schaltfläche. Wenn der Download nicht beginnt, klicken Sie noch einmal.",
    throttled_title: "Zu viele Anfragen von Ihrer Adresse",
    throttled_text: "Bitte warten Sie eine Minute und klicken Sie dann auf die Schaltfläche. Wenn der Download nicht beginnt, warten Sie noch etwas und klicken Sie noch einmal.",
    download_again: "Noch einmal herunterladen",
    next: "Weiterlesen",
    talk_title: "Sprechen Sie mit uns",
    talk_text: "Ist beim Lesen eine Frage offen geblieben? Wir besprechen sie gern mit Ihnen.",
};

#[cfg(test)]
mod tests {
    use domain::consent::MAX_REQUESTS_PER_DAY;

    use super::*;

    #[test]
    fn the_thanks_name_how_often_an_address_is_asked() {
        assert_eq!(MAX_REQUESTS_PER_DAY, 2, "another number needs another sentence");
        assert!(EN.confirm_text.contains("at most twice within 24 hours"), "{}", EN.confirm_text);
        assert!(DE.confirm_text.contains("in 24 Stunden höchstens zweimal"), "{}", DE.confirm_text);
    }
}
