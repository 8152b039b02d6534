//! The texts of plans: when each language is public, and what waits for its time. They name no noun.

use super::UiLanguage;

/// See [`PlanTexts::of`].
pub struct PlanTexts {
    ui_language: UiLanguage,
    pub save: &'static str,
    pub from: &'static str,
    pub from_help: &'static str,
    pub from_help_live: &'static str,
    pub until: &'static str,
    pub optional: &'static str,
    pub explained: &'static str,
    pub explained_live: &'static str,
    /// The draft is what waits for its time.
    pub is_draft: &'static str,
    pub drop_and_publish: &'static str,
    pub drop_and_hide: &'static str,
    pub drop: &'static str,
    pub keep: &'static str,
    pub move_draft: &'static str,
    pub if_published: &'static str,
    pub if_hidden: &'static str,
    pub if_off: &'static str,
    pub if_cancelled_live: &'static str,
    pub if_cancelled: &'static str,
}

impl PlanTexts {
    pub fn of(ui_language: UiLanguage) -> &'static Self {
        match ui_language {
            UiLanguage::En => &EN,
            UiLanguage::De => &DE,
        }
    }

    /// The state of a language whose first publication is planned.
    pub fn planned(&self, time: &str) -> String {
        self.ui_language.pick(format!("Planned for {time}"), format!("Geplant für {time}"))
    }

    /// A first publication that waits for its time, as a sentence.
    pub fn first_planned(&self, language: &str, from: &str, until: Option<&str>) -> String {
        match until {
            None => {
                self.ui_language.pick(format!("{language} is planned for {from}."), format!("{language} ist für {from} geplant."))
            }
            Some(until) => self.ui_language.pick(
                format!("{language} is planned from {from} until {until}."),
                format!("{language} ist von {from} bis {until} geplant."),
            ),
        }
    }

    /// A change of a live text that waits for its time, as a sentence.
    pub fn change_planned(&self, from: &str, until: Option<&str>) -> String {
        match until {
            None => self
                .ui_language
                .pick(format!("A change is planned for {from}."), format!("Eine Änderung ist für {from} geplant.")),
            Some(until) => self.ui_language.pick(
                format!("A change is planned from {from} until {until}."),
                format!("Eine Änderung ist von {from} bis {until} geplant."),
            ),
        }
    }

    /// The fields in which the draft differs from what waits for its time.
    pub fn differs(&self, fields: &str) -> String {
        self.ui_language.pick(
            format!("The draft differs from what is planned: {fields}."),
            format!("Der Entwurf ist anders als das, was geplant ist: {fields}."),
        )
    }

    /// `Schedule German`.
    pub fn schedule(&self, language: &str) -> String {
        self.ui_language.pick(format!("Schedule {language}"), format!("{language} planen"))
    }

    /// `All times here are in the zone Europe/Berlin.`
    pub fn zone(&self, zone: &str) -> String {
        self.ui_language
            .pick(format!("All times here are in the zone {zone}."), format!("Alle Zeiten gelten hier für die Zone {zone}."))
    }

    pub fn scheduled(&self, language: &str, time: &str) -> String {
        self.ui_language.pick(format!("{language} is public from {time} on."), format!("{language} ist ab {time} öffentlich."))
    }

    /// A change of a live text was planned.
    pub fn change_scheduled(&self, language: &str, time: &str) -> String {
        self.ui_language.pick(
            format!("{language} changes on {time}; until then visitors read what is live now."),
            format!("{language} ändert sich am {time}; bis dahin lesen Besucher, was jetzt live ist."),
        )
    }

    /// The end of what is public, or will be.
    pub fn ends(&self, language: &str, time: &str) -> String {
        self.ui_language.pick(format!("{language} is public until {time}."), format!("{language} ist bis {time} öffentlich."))
    }

    pub fn no_end(&self, language: &str) -> String {
        self.ui_language.pick(format!("{language} has no end any more."), format!("{language} hat kein Ende mehr."))
    }

    /// As [`Self::ends`], of a time that has come.
    pub fn ended(&self, language: &str, time: &str) -> String {
        self.ui_language.pick(
            format!("{language} is no longer public (until {time})."),
            format!("{language} ist nicht mehr öffentlich (bis {time})."),
        )
    }

    /// Names the button that takes a plan back.
    pub fn cancel(&self, language: &str) -> String {
        self.ui_language.pick(format!("Cancel the plan for {language}"), format!("Plan für {language} aufheben"))
    }

    pub fn cancelled(&self, language: &str) -> String {
        self.ui_language
            .pick(format!("Nothing is planned for {language} any more."), format!("Für {language} ist nichts mehr geplant."))
    }

    /// Headings of the questions before a plan is taken back.
    pub fn ask_publish(&self, language: &str) -> String {
        self.ui_language.pick(format!("Publish {language} now?"), format!("{language} jetzt veröffentlichen?"))
    }

    pub fn ask_unpublish(&self, language: &str) -> String {
        self.ui_language.pick(format!("Switch {language} off?"), format!("{language} ausschalten?"))
    }

    pub fn ask_cancel(&self, language: &str) -> String {
        self.ui_language.pick(format!("Cancel the plan for {language}?"), format!("Den Plan für {language} aufheben?"))
    }
}

static EN: PlanTexts = PlanTexts {
    ui_language: UiLanguage::En,
    save: "Save and schedule",
    from: "Public from",
    from_help: "A time that has passed publishes it at once.",
    from_help_live: "Empty: only the end is set, and the draft stays a draft. A time that has passed publishes the draft at once.",
    until: "Until",
    optional: "optional",
    explained: "What you typed is saved, and becomes public at this time as it is now.",
    explained_live: "What you typed is saved, and takes the place of what is live at this time as it is now.",
    is_draft: "The draft is what is planned.",
    drop_and_publish: "Publish now and drop the plan",
    drop_and_hide: "Switch off and drop the plan",
    drop: "Cancel the plan",
    keep: "Keep the plan",
    move_draft: "Put the draft into the plan",
    if_published: "If you publish now, visitors get the draft at once, and this plan is taken back.",
    if_hidden: "If you switch it off, visitors no longer see it, and this plan is taken back.",
    if_off: "If you switch it off, this plan is taken back.",
    if_cancelled_live: "Without the plan, visitors go on reading what is live now.",
    if_cancelled: "Without the plan, nobody sees it until you publish it.",
};

static DE: PlanTexts = PlanTexts {
    ui_language: UiLanguage::De,
    save: "Speichern und planen",
    from: "Öffentlich ab",
    from_help: "Eine vergangene Zeit veröffentlicht sofort.",
    from_help_live: "Leer: Nur das Ende wird gesetzt, und der Entwurf bleibt ein Entwurf. Eine vergangene Zeit veröffentlicht den Entwurf sofort.",
    until: "Bis",
    optional: "freiwillig",
    explained: "Was Sie getippt haben, wird gespeichert und zu dieser Zeit so öffentlich, wie es jetzt ist.",
    explained_live: "Was Sie getippt haben, wird gespeichert und tritt zu dieser Zeit so, wie es jetzt ist, an die Stelle dessen, was live ist.",
    is_draft: "Der Entwurf ist das, was geplant ist.",
    drop_and_publish: "Jetzt veröffentlichen, Plan aufheben",
    drop_and_hide: "Ausschalten, Plan aufheben",
    drop: "Plan aufheben",
    keep: "Plan behalten",
    move_draft: "Entwurf in den Plan übernehmen",
    if_published: "Wenn Sie jetzt veröffentlichen, sehen Besucher den Entwurf sofort, und dieser Plan wird aufgehoben.",
    if_hidden: "Wenn Sie ausschalten, sehen Besucher es nicht mehr, und dieser Plan wird aufgehoben.",
    if_off: "Wenn Sie ausschalten, wird dieser Plan aufgehoben.",
    if_cancelled_live: "Ohne den Plan lesen Besucher weiter, was jetzt live ist.",
    if_cancelled: "Ohne den Plan sieht es niemand, bis Sie es veröffentlichen.",
};
