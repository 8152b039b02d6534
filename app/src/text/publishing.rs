//! The texts of publishing: the draft beside what is live. They name no noun; those of plans are in `plan.rs`.

use domain::publication::PublishAct;

use super::{UiLanguage, clock};

/// See [`PublishingTexts::of`].
pub struct PublishingTexts {
    ui_language: UiLanguage,
    pub save_draft: &'static str,
    pub undecided: &'static str,
    pub drop_draft: &'static str,
    pub drop_draft_heading: &'static str,
    pub dropped: &'static str,
    /// Why a row of a list was not published.
    pub needs_correction: &'static str,
    pub turning: &'static str,
    pub publish_heading: &'static str,
    pub publish_help: &'static str,
}

impl PublishingTexts {
    pub fn of(ui_language: UiLanguage) -> &'static Self {
        match ui_language {
            UiLanguage::En => &EN,
            UiLanguage::De => &DE,
        }
    }

    /// `Publish German`.
    pub fn publish(&self, language: &str) -> String {
        self.ui_language.pick(format!("Publish {language}"), format!("{language} veröffentlichen"))
    }

    /// Names the button that publishes a language at once: `Publish German`, `Publish changes in German`.
    pub fn publish_by_act(&self, act: PublishAct, language: &str) -> String {
        let pick = |en: String, de: String| self.ui_language.pick(en, de);
        match act {
            PublishAct::Show => self.publish(language),
            PublishAct::ShowBeforePlan => pick(format!("Publish {language} now"), format!("{language} jetzt veröffentlichen")),
            PublishAct::Change => pick(format!("Publish changes in {language}"), format!("{language} neu veröffentlichen")),
            PublishAct::ChangeBeforePlan => {
                pick(format!("Publish changes in {language} now"), format!("{language} jetzt neu veröffentlichen"))
            }
        }
    }

    /// The fields in which the draft differs from what visitors read.
    pub fn not_live(&self, fields: &str) -> String {
        self.ui_language.pick(format!("Not live yet: {fields}."), format!("Noch nicht live: {fields}."))
    }

    /// The fields in which the draft differs from what visitors read until its time was over.
    pub fn differs_from_ended(&self, fields: &str) -> String {
        self.ui_language.pick(
            format!("Differs from what was public until its end: {fields}."),
            format!("Anders als das, was bis zu seinem Ende öffentlich war: {fields}."),
        )
    }

    /// Nothing is typed in a language that visitors read.
    pub fn emptied(&self, language: &str) -> String {
        self.ui_language.pick(
            format!("{language} is empty here, so there is nothing to publish. Visitors still read what is live; switch it off to remove that too."),
            format!("{language} ist hier leer, es gibt also nichts zu veröffentlichen. Besucher lesen weiter, was live ist; schalten Sie es aus, um auch das zu entfernen."),
        )
    }

    /// The same, of what all languages share: so many fields.
    pub fn shared_changes(&self, fields: &str, count: usize) -> String {
        let (it, das) = if count == 1 { ("It goes", "Das geht") } else { ("They go", "Sie gehen") };
        self.ui_language.pick(
            format!("For all languages, not live yet: {fields}. {it} live with the next language that you publish at once."),
            format!("Für alle Sprachen, noch nicht live: {fields}. {das} live mit der nächsten Sprache, die Sie sofort veröffentlichen."),
        )
    }

    /// It was published at once; `dropped` is the time of the plan that was taken back by that.
    pub fn published(&self, language: &str, dropped: Option<&str>) -> String {
        match dropped {
            None => self.ui_language.pick(format!("{language} is live."), format!("{language} ist jetzt live.")),
            Some(time) => self.ui_language.pick(
                format!("{language} is live, and the plan for {time} is cancelled."),
                format!("{language} ist jetzt live, und der Plan für den {} ist aufgehoben.", clock(time)),
            ),
        }
    }

    /// It was switched off; `is_empty`: no text of it is left. `dropped` as in [`Self::published`].
    pub fn unpublished(&self, language: &str, was_live: bool, is_empty: bool, dropped: Option<&str>) -> String {
        let state = match is_empty {
            true => self.ui_language.pick("has no text any more", "hat keinen Text mehr"),
            false => self.ui_language.pick("is a draft again", "ist wieder ein Entwurf"),
        };
        let seen = match was_live || dropped.is_none() {
            true => self.ui_language.pick("; visitors no longer see it", "; Besucher sehen es nicht mehr"),
            false => "",
        };
        let plan = dropped.map_or_else(String::new, |time| {
            self.ui_language.pick(
                format!(", and the plan for {time} is cancelled"),
                format!(", und der Plan für den {} ist aufgehoben", clock(time)),
            )
        });
        format!("{language} {state}{seen}{plan}.")
    }
}

/// The languages that a dropped draft is about, by what becomes of each; their names.
#[derive(Debug, Default)]
pub struct DroppedDraft {
    pub to_live: Vec<String>,
    pub to_planned: Vec<String>,
    pub to_ended: Vec<String>,
    /// Not published, so that they keep their text.
    pub kept: Vec<String>,
    /// What waits for its time in them stays.
    pub planned: Vec<String>,
}

impl PublishingTexts {
    /// What dropping the draft does.
    pub fn drop_draft(&self, of: &DroppedDraft) -> String {
        let pick = |names: &[String], en: fn(&str) -> String, de: fn(&str) -> String| {
            let names = self.ui_language.joined(names);
            (!names.is_empty()).then(|| self.ui_language.pick(en, de)(&names))
        };
        let sentences = [
            pick(
                &of.to_live,
                |names| format!("The form goes back to what is live in {names}."),
                |names| format!("Das Formular zeigt wieder, was live ist: {names}."),
            ),
            pick(
                &of.to_planned,
                |names| format!("The form goes back to what is planned in {names}."),
                |names| format!("Das Formular zeigt wieder, was geplant ist: {names}."),
            ),
            pick(
                &of.to_ended,
                |names| format!("The form goes back to what was public until its end in {names}."),
                |names| format!("Das Formular zeigt wieder, was bis zu seinem Ende öffentlich war: {names}."),
            ),
            pick(
                &of.kept,
                |names| format!("What is not published keeps its text: {names}."),
                |names| format!("Was nicht veröffentlicht ist, behält seinen Text: {names}."),
            ),
            pick(
                &of.planned,
                |names| format!("The plan for {names} stays as it is."),
                |names| format!("Der Plan für {names} bleibt, wie er ist."),
            ),
        ];
        sentences.into_iter().flatten().collect::<Vec<_>>().join(" ")
    }
}

static EN: PublishingTexts = PublishingTexts {
    ui_language: UiLanguage::En,
    save_draft: "Save draft",
    undecided: "Something changed here in the meantime. Save, and decide what stays, before you publish.",
    drop_draft: "Drop draft",
    drop_draft_heading: "Drop the draft?",
    dropped: "The draft is dropped.",
    needs_correction: "A field needs correcting before it can go live. Open it to see which.",
    turning: "one moment …",
    publish_heading: "Publish",
    publish_help: "Saving keeps a draft, which visitors do not see. Switching on saves first and shows the language to them at once.",
};

static DE: PublishingTexts = PublishingTexts {
    ui_language: UiLanguage::De,
    save_draft: "Entwurf speichern",
    undecided: "Inzwischen hat sich hier etwas geändert. Speichern Sie und entscheiden Sie, was bleibt, bevor Sie veröffentlichen.",
    drop_draft: "Entwurf verwerfen",
    drop_draft_heading: "Den Entwurf verwerfen?",
    dropped: "Der Entwurf ist verworfen.",
    needs_correction: "Vor dem Veröffentlichen muss ein Feld berichtigt werden. Öffnen Sie den Eintrag, um zu sehen, welches.",
    turning: "einen Moment …",
    publish_heading: "Veröffentlichen",
    publish_help: "Speichern bewahrt einen Entwurf auf, den Besucher nicht sehen. Einschalten speichert zuerst und zeigt ihnen die Sprache sofort.",
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dropped_draft_says_what_it_goes_back_to() {
        let of = DroppedDraft { to_planned: vec!["German".into()], planned: vec!["German".into()], ..DroppedDraft::default() };
        let text = PublishingTexts::of(UiLanguage::En).drop_draft(&of);
        assert_eq!(text, "The form goes back to what is planned in German. The plan for German stays as it is.");
        let of = DroppedDraft {
            to_live: vec!["Englisch".into()],
            kept: vec!["Deutsch".into(), "Dänisch".into()],
            ..DroppedDraft::default()
        };
        let text = PublishingTexts::of(UiLanguage::De).drop_draft(&of);
        assert_eq!(
            text,
            "Das Formular zeigt wieder, was live ist: Englisch. Was nicht veröffentlicht ist, behält seinen Text: Deutsch und Dänisch."
        );
    }

    #[test]
    fn what_is_switched_off_is_a_draft_unless_it_is_empty() {
        let (en, de) = (PublishingTexts::of(UiLanguage::En), PublishingTexts::of(UiLanguage::De));
        assert_eq!(en.unpublished("German", true, false, None), "German is a draft again; visitors no longer see it.");
        assert_eq!(en.unpublished("German", true, true, None), "German has no text any more; visitors no longer see it.");
        assert_eq!(
            de.unpublished("Deutsch", false, false, Some("1. März, 09:00")),
            "Deutsch ist wieder ein Entwurf, und der Plan für den 1. März, 09:00 Uhr ist aufgehoben."
        );
    }

    #[test]
    fn a_button_that_takes_a_plan_back_says_now() {
        let text = PublishingTexts::of(UiLanguage::En);
        assert_eq!(text.publish_by_act(PublishAct::ShowBeforePlan, "English"), "Publish English now");
        assert_eq!(text.publish_by_act(PublishAct::Change, "English"), "Publish changes in English");
        let text = PublishingTexts::of(UiLanguage::De);
        assert_eq!(text.publish_by_act(PublishAct::ChangeBeforePlan, "Englisch"), "Englisch jetzt neu veröffentlichen");
    }
}
