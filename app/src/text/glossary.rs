//! The texts of the glossary.

use domain::glossary::TermKind;

use super::UiLanguage;

/// See [`GlossaryTexts::of`].
pub struct GlossaryTexts {
    ui_language: UiLanguage,
    pub title: &'static str,
    pub read_only: &'static str,
    pub filter: &'static str,
    pub search: &'static str,
    pub search_hint: &'static str,
    pub kind: &'static str,
    pub every_kind: &'static str,
    pub only_missing: &'static str,
    pub is_missing: &'static str,
    pub is_unsaved: &'static str,
    pub take: &'static str,
    pub none_title: &'static str,
    pub none_text: &'static str,
    pub nothing_found_text: &'static str,
    pub failed_title: &'static str,
}

impl GlossaryTexts {
    pub fn of(ui_language: UiLanguage) -> &'static Self {
        match ui_language {
            UiLanguage::En => &EN,
            UiLanguage::De => &DE,
        }
    }

    /// Below the heading.
    pub fn subtitle(&self, missing: i64) -> String {
        let what = self.ui_language.pick(
            "What visitors read in place of categories, tags and industries.",
            "Was Besucher anstelle von Kategorien, Schlagwörtern und Branchen lesen.",
        );
        let missing = match missing {
            0 => self.ui_language.pick("No label is missing.", "Keine Bezeichnung fehlt.").to_owned(),
            1 => self.ui_language.pick("One term lacks a label.", "Einem Begriff fehlt eine Bezeichnung.").to_owned(),
            _ => self
                .ui_language
                .pick(format!("{missing} terms lack a label."), format!("{missing} Begriffen fehlt eine Bezeichnung.")),
        };
        format!("{what} {missing}")
    }

    pub fn of_kind(&self, kind: TermKind) -> &'static str {
        match kind {
            TermKind::Category => self.ui_language.pick("Category", "Kategorie"),
            TermKind::Tag => self.ui_language.pick("Tag", "Schlagwort"),
            TermKind::Industry => self.ui_language.pick("Industry", "Branche"),
        }
    }

    pub fn kinds(&self, kind: TermKind) -> &'static str {
        match kind {
            TermKind::Category => self.ui_language.pick("Categories", "Kategorien"),
            TermKind::Tag => self.ui_language.pick("Tags", "Schlagwörter"),
            TermKind::Industry => self.ui_language.pick("Industries", "Branchen"),
        }
    }

    /// `used in 3 whitepapers`.
    pub fn used(&self, uses: i64) -> String {
        match uses {
            0 => self.ui_language.pick("not in use", "nicht verwendet").to_owned(),
            1 => self.ui_language.pick("used in one whitepaper", "in einem Whitepaper verwendet").to_owned(),
            _ => self.ui_language.pick(format!("used in {uses} whitepapers"), format!("in {uses} Whitepapers verwendet")),
        }
    }

    pub fn terms(&self, count: usize) -> String {
        match count {
            1 => self.ui_language.pick("1 term", "1 Begriff").to_owned(),
            _ => self.ui_language.pick(format!("{count} terms"), format!("{count} Begriffe")),
        }
    }

    /// Beside the button; empty where all is saved.
    pub fn unsaved(&self, count: usize) -> String {
        match count {
            0 => String::new(),
            1 => self.ui_language.pick("One term is unsaved", "Ein Begriff ist nicht gespeichert").to_owned(),
            _ => self.ui_language.pick(format!("{count} terms are unsaved"), format!("{count} Begriffe sind nicht gespeichert")),
        }
    }

    pub fn changed_meanwhile(&self, term: &str) -> String {
        self.ui_language.pick(
            format!("Somebody else changed “{term}” meanwhile. Their label stands below yours; save again to keep yours."),
            format!(
                "Jemand anderes hat „{term}“ inzwischen geändert. Die andere Bezeichnung steht unter Ihrer; speichern Sie noch \
                 einmal, um Ihre zu behalten."
            ),
        )
    }

    /// Below a field; what somebody else stored may be empty.
    pub fn stored_meanwhile(&self, label: &str) -> String {
        match label {
            "" => self.ui_language.pick("Removed meanwhile.", "Inzwischen entfernt.").to_owned(),
            label => self.ui_language.pick(format!("Saved meanwhile: {label}"), format!("Inzwischen gespeichert: {label}")),
        }
    }
}

const EN: GlossaryTexts = GlossaryTexts {
    ui_language: UiLanguage::En,
    title: "Labels",
    read_only: "You can read the labels, but not change them.",
    filter: "Filter terms",
    search: "Search terms",
    search_hint: "Term or label",
    kind: "Kind",
    every_kind: "All kinds",
    only_missing: "Label missing",
    is_missing: "Label missing",
    is_unsaved: "unsaved",
    take: "Use this",
    none_title: "There are no terms yet",
    none_text: "Terms appear here as soon as a whitepaper has a tag or an industry.",
    nothing_found_text: "Search for less, or for another kind.",
    failed_title: "The terms could not be loaded",
};

const DE: GlossaryTexts = GlossaryTexts {
    ui_language: UiLanguage::De,
    title: "Bezeichnungen",
    read_only: "Sie können die Bezeichnungen lesen, aber nicht ändern.",
    filter: "Begriffe filtern",
    search: "Begriffe durchsuchen",
    search_hint: "Begriff oder Bezeichnung",
    kind: "Art",
    every_kind: "Alle Arten",
    only_missing: "Bezeichnung fehlt",
    is_missing: "Bezeichnung fehlt",
    is_unsaved: "nicht gespeichert",
    take: "Übernehmen",
    none_title: "Noch gibt es keine Begriffe",
    none_text: "Begriffe erscheinen hier, sobald ein Whitepaper ein Schlagwort oder eine Branche hat.",
    nothing_found_text: "Suchen Sie mit weniger Wörtern oder in einer anderen Art.",
    failed_title: "Die Begriffe konnten nicht geladen werden",
};
