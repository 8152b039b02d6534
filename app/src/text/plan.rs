//! The texts of plans: when each language is public, and what waits for its time. They name no noun.

use super::{UiLanguage, clock};

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
    /// Where a plan is moved.
    pub explained_moved: &'static str,
    /// The draft is what waits for its time.
    pub is_draft: &'static str,
    /// Takes what is planned into the form.
    pub take: &'static str,
    pub taken: &'static str,
    pub drop_and_publish: &'static str,
    pub drop_and_hide: &'static str,
    pub switch_off: &'static str,
    pub publish_now: &'static str,
    pub end_now: &'static str,
    pub drop: &'static str,
    pub keep: &'static str,
    pub move_draft: &'static str,
    pub if_published: &'static str,
    pub if_hidden: &'static str,
    /// As [`Self::if_hidden`], where nothing is planned.
    pub if_hidden_now: &'static str,
    /// The draft differs from the text that is switched off.
    pub live_text_goes: &'static str,
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
        self.ui_language.pick(format!("Planned for {time}"), format!("Geplant für den {}", clock(time)))
    }

    /// A first publication that waits for its time, as a sentence.
    pub fn first_planned(&self, language: &str, from: &str, until: Option<&str>) -> String {
        match until {
            None => self
                .ui_language
                .pick(format!("{language} is planned for {from}."), format!("{language} ist für den {} geplant.", clock(from))),
            Some(until) => self.ui_language.pick(
                format!("{language} is planned from {from} until {until}."),
                format!("{language} ist vom {} bis zum {} geplant.", clock(from), clock(until)),
            ),
        }
    }

    /// A change of a live text that waits for its time, as a sentence.
    pub fn change_planned(&self, from: &str, until: Option<&str>) -> String {
        match until {
            None => self
                .ui_language
                .pick(format!("A change is planned for {from}."), format!("Eine Änderung ist für den {} geplant.", clock(from))),
            Some(until) => self.ui_language.pick(
                format!("A change is planned from {from} until {until}."),
                format!("Eine Änderung ist vom {} bis zum {} geplant.", clock(from), clock(until)),
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

    /// Names the button that shows what is planned.
    pub fn show_planned(&self, language: &str) -> String {
        self.ui_language.pick(format!("Show what is planned for {language}"), format!("Zeigen, was für {language} geplant ist"))
    }

    pub fn planned_heading(&self, language: &str) -> String {
        self.ui_language.pick(format!("Planned for {language}"), format!("Geplant für {language}"))
    }

    /// Says which typed words the planned text would replace.
    pub fn replaces(&self, fields: &str) -> String {
        self.ui_language.pick(
            format!("Visitors will see this. Taken into the form, it replaces what stands there: {fields}."),
            format!("Das werden Besucher sehen. Im Formular ersetzt es, was dort steht: {fields}."),
        )
    }

    /// The plan that is about to be taken back has words that the draft lacks.
    pub fn goes_with_plan(&self, fields: &str) -> String {
        self.ui_language.pick(
            format!("What is planned differs from the draft ({fields}) and goes with the plan."),
            format!("Was geplant ist, ist anders als der Entwurf ({fields}) und geht mit dem Plan verloren."),
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

    pub fn scheduled(&self, language: &str, from: &str, until: Option<&str>) -> String {
        match until {
            None => self.ui_language.pick(
                format!("{language} is public from {from} on."),
                format!("{language} ist ab dem {} öffentlich.", clock(from)),
            ),
            Some(until) => self.ui_language.pick(
                format!("{language} is public from {from} until {until}."),
                format!("{language} ist vom {} bis zum {} öffentlich.", clock(from), clock(until)),
            ),
        }
    }

    /// A change of a live text was planned.
    pub fn change_scheduled(&self, language: &str, from: &str, until: Option<&str>) -> String {
        match until {
            None => self.ui_language.pick(
                format!("{language} changes on {from}; until then visitors read what is live now."),
                format!("{language} ändert sich am {}; bis dahin lesen Besucher, was jetzt live ist.", clock(from)),
            ),
            Some(until) => self.ui_language.pick(
                format!("{language} changes on {from} and is public until {until}; before that visitors read what is live now."),
                format!(
                    "{language} ändert sich am {} und ist bis zum {} öffentlich; bis zur Änderung lesen Besucher, was jetzt live ist.",
                    clock(from),
                    clock(until)
                ),
            ),
        }
    }

    /// The end of what is public, or will be.
    pub fn ends(&self, language: &str, time: &str) -> String {
        self.ui_language
            .pick(format!("{language} is public until {time}."), format!("{language} ist bis zum {} öffentlich.", clock(time)))
    }

    pub fn no_end(&self, language: &str) -> String {
        self.ui_language.pick(format!("{language} has no end any more."), format!("{language} hat kein Ende mehr."))
    }

    /// As [`Self::ends`], of a time that has come.
    pub fn ended(&self, language: &str, time: &str) -> String {
        self.ui_language.pick(
            format!("{language} is no longer public (until {time})."),
            format!("{language} ist nicht mehr öffentlich (bis zum {}).", clock(time)),
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

    /// The draft of a language is empty, so that nothing is left of it once it is switched off.
    pub fn emptied(&self, language: &str, is_live: bool) -> String {
        match is_live {
            true => self.ui_language.pick(
                format!("{language} is empty here. The text that visitors read goes with it."),
                format!("{language} ist hier leer. Der Text, den Besucher lesen, geht dabei verloren."),
            ),
            false => self.ui_language.pick(
                format!("{language} is empty here. The published text goes with it."),
                format!("{language} ist hier leer. Der veröffentlichte Text geht dabei verloren."),
            ),
        }
    }

    /// What all languages share is not part of a plan.
    pub fn shared_cannot_wait(&self, fields: &str) -> String {
        self.ui_language.pick(
            format!("What all languages share cannot wait for a time ({fields}): it goes live with the next language that you publish at once."),
            format!("Was alle Sprachen teilen, kann nicht auf eine Zeit warten ({fields}): Es geht live mit der nächsten Sprache, die Sie sofort veröffentlichen."),
        )
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
    from_help: "A time within the last day publishes it at once.",
    from_help_live: "Empty: only the end is set, and the draft stays a draft. A time within the last day publishes the draft at once.",
    until: "Until",
    optional: "optional",
    explained: "What you typed is saved, and becomes public at this time as it is now.",
    explained_moved: "The draft has no changes of its own, so only the time changes: what is planned stays as it is.",
    explained_live: "What you typed is saved, and at this time it replaces what is live, as it is now.",
    is_draft: "The draft is what is planned.",
    take: "Take it into the form",
    taken: "The form has the planned text now. It is not saved yet.",
    drop_and_publish: "Publish now and cancel the plan",
    drop_and_hide: "Switch off and cancel the plan",
    switch_off: "Switch off",
    publish_now: "Publish now",
    end_now: "End now",
    drop: "Cancel the plan",
    keep: "Keep the plan",
    move_draft: "Put the draft into the plan",
    if_published: "If you publish now, visitors get the draft at once, and this plan is cancelled.",
    if_hidden: "If you switch this language off, visitors no longer see it, and the plan is cancelled.",
    if_hidden_now: "Visitors no longer see it, and its address leads to the text in the main language or nowhere. The draft stays, and can be published again at any time.",
    live_text_goes: "The draft differs from what visitors read now; the text that they read is not kept.",
    if_off: "If you switch this language off, the plan is cancelled.",
    if_cancelled_live: "Without the plan, visitors go on reading what is live now.",
    if_cancelled: "Without the plan, nobody sees it until you publish it.",
};

static DE: PlanTexts = PlanTexts {
    ui_language: UiLanguage::De,
    save: "Speichern und planen",
    from: "Öffentlich ab",
    from_help: "Eine Zeit innerhalb des letzten Tages veröffentlicht sofort.",
    from_help_live: "Leer: Nur das Ende wird gesetzt, und der Entwurf bleibt ein Entwurf. Eine Zeit innerhalb des letzten Tages veröffentlicht den Entwurf sofort.",
    until: "Bis",
    optional: "optional",
    explained: "Was Sie getippt haben, wird gespeichert und zu dieser Zeit so öffentlich, wie es jetzt ist.",
    explained_moved: "Der Entwurf hat keine eigenen Änderungen. Darum ändert sich nur die Zeit; was geplant ist, bleibt, wie es ist.",
    explained_live: "Was Sie getippt haben, wird gespeichert und tritt zu dieser Zeit so, wie es jetzt ist, an die Stelle dessen, was live ist.",
    is_draft: "Der Entwurf ist das, was geplant ist.",
    take: "In das Formular übernehmen",
    taken: "Im Formular steht jetzt der geplante Text. Er ist noch nicht gespeichert.",
    drop_and_publish: "Jetzt veröffentlichen, Plan aufheben",
    drop_and_hide: "Ausschalten, Plan aufheben",
    switch_off: "Ausschalten",
    publish_now: "Jetzt veröffentlichen",
    end_now: "Jetzt beenden",
    drop: "Plan aufheben",
    keep: "Plan behalten",
    move_draft: "Entwurf in den Plan übernehmen",
    if_published: "Wenn Sie jetzt veröffentlichen, sehen Besucher den Entwurf sofort, und dieser Plan wird aufgehoben.",
    if_hidden: "Wenn Sie ausschalten, sehen Besucher es nicht mehr, und dieser Plan wird aufgehoben.",
    if_hidden_now: "Besucher sehen die Sprache dann nicht mehr; die Adresse führt zum Text der Hauptsprache oder ins Leere. Der Entwurf bleibt und lässt sich jederzeit wieder veröffentlichen.",
    live_text_goes: "Der Entwurf ist anders als das, was Besucher jetzt lesen. Der Text, den sie lesen, bleibt nicht erhalten.",
    if_off: "Wenn Sie ausschalten, wird dieser Plan aufgehoben.",
    if_cancelled_live: "Ohne den Plan lesen Besucher weiter, was jetzt live ist.",
    if_cancelled: "Ohne den Plan sieht es niemand, bis Sie es veröffentlichen.",
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn german_times_are_read_as_a_sentence() {
        let text = PlanTexts::of(UiLanguage::De);
        assert_eq!(text.planned("1. März 2027, 09:00"), "Geplant für den 1. März 2027, 09:00 Uhr");
        assert_eq!(
            text.first_planned("Deutsch", "1. März 2027, 09:00", Some("2. März 2027, 10:00")),
            "Deutsch ist vom 1. März 2027, 09:00 Uhr bis zum 2. März 2027, 10:00 Uhr geplant."
        );
        // With a zone behind it, it says already that it is a time.
        assert_eq!(text.planned("1. März 2027 um 09:00 MEZ"), "Geplant für den 1. März 2027 um 09:00 MEZ");
    }
}
