//! The texts of publishing: the draft beside what is live, and when each language is public. They name no noun.

use super::UiLanguage;

/// See [`PublishingTexts::of`].
pub struct PublishingTexts {
    ui_language: UiLanguage,
    pub save_draft: &'static str,
    pub undecided: &'static str,
    pub drop_draft: &'static str,
    pub drop_draft_heading: &'static str,
    pub drop_draft_text: &'static str,
    pub dropped: &'static str,
    pub schedule_text: &'static str,
    pub schedule_save: &'static str,
    pub from: &'static str,
    pub until: &'static str,
    pub optional: &'static str,
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

    /// `Publish changes in German`, of a language that visitors read already.
    pub fn publish_changes(&self, language: &str) -> String {
        self.ui_language.pick(format!("Publish changes in {language}"), format!("Änderungen veröffentlichen: {language}"))
    }

    /// The fields in which the draft differs from what is published.
    pub fn differs(&self, is_live: bool, fields: &str) -> String {
        match is_live {
            true => self.ui_language.pick(format!("Not live yet: {fields}."), format!("Noch nicht live: {fields}.")),
            false => self
                .ui_language
                .pick(format!("Differs from what is published: {fields}."), format!("Anders als veröffentlicht: {fields}.")),
        }
    }

    /// The same, of what all languages share.
    pub fn shared_changes(&self, fields: &str) -> String {
        self.ui_language.pick(
            format!("For all languages, not live yet: {fields}. It goes live with the next language that you publish at once."),
            format!("Für alle Sprachen, noch nicht live: {fields}. Das geht live mit der nächsten Sprache, die Sie sofort veröffentlichen."),
        )
    }

    pub fn published(&self, language: &str) -> String {
        self.ui_language.pick(format!("{language} is live."), format!("{language} ist jetzt live."))
    }

    pub fn unpublished(&self, language: &str) -> String {
        self.ui_language.pick(
            format!("{language} is a draft again; visitors no longer see it."),
            format!("{language} ist wieder ein Entwurf; Besucher sehen es nicht mehr."),
        )
    }

    pub fn planned(&self, time: &str) -> String {
        self.ui_language.pick(format!("Planned for {time}"), format!("Geplant für {time}"))
    }

    /// `Schedule German`.
    pub fn schedule(&self, language: &str) -> String {
        self.ui_language.pick(format!("Schedule {language}"), format!("{language} planen"))
    }

    pub fn scheduled(&self, language: &str, time: &str) -> String {
        self.ui_language.pick(format!("{language} is public from {time} on."), format!("{language} ist ab {time} öffentlich."))
    }

    pub fn ends(&self, language: &str, time: &str) -> String {
        self.ui_language.pick(format!("{language} until {time}"), format!("{language} bis {time}"))
    }

    /// As [`Self::ends`], of a time that has come.
    pub fn ended(&self, language: &str, time: &str) -> String {
        self.ui_language.pick(
            format!("{language} is no longer public (until {time})."),
            format!("{language} ist nicht mehr öffentlich (bis {time})."),
        )
    }

    /// A change of a live text was planned.
    pub fn change_scheduled(&self, language: &str, time: &str) -> String {
        self.ui_language.pick(
            format!("{language} changes on {time}; until then visitors read what is live now."),
            format!("{language} ändert sich am {time}; bis dahin lesen Besucher, was jetzt live ist."),
        )
    }

    pub fn change_planned(&self, time: &str) -> String {
        self.ui_language.pick(format!("A change is planned for {time}."), format!("Eine Änderung ist für {time} geplant."))
    }

    pub fn change_planned_until(&self, from: &str, until: &str) -> String {
        self.ui_language.pick(
            format!("A change is planned from {from} until {until}."),
            format!("Eine Änderung ist von {from} bis {until} geplant."),
        )
    }

    /// Names the button that takes a plan back.
    pub fn cancel_plan(&self, language: &str) -> String {
        self.ui_language.pick(format!("Cancel the plan for {language}"), format!("Plan für {language} aufheben"))
    }

    pub fn cancelled(&self, language: &str) -> String {
        self.ui_language
            .pick(format!("Nothing is planned for {language} any more."), format!("Für {language} ist nichts mehr geplant."))
    }
}

static EN: PublishingTexts = PublishingTexts {
    ui_language: UiLanguage::En,
    save_draft: "Save draft",
    undecided: "Somebody else saved in the meantime. Save, and decide what stays, before you publish.",
    drop_draft: "Drop draft",
    drop_draft_heading: "Drop the draft?",
    drop_draft_text: "The form goes back to what is live. Languages that are not published keep their text. The draft stays as an earlier revision.",
    dropped: "The draft is dropped; you see what is live.",
    schedule_text: "What you typed is saved first. At this time visitors get the draft as it is now, without what you write later. A time that has passed publishes it at once. What holds for all languages goes live when a language is published at once.",
    schedule_save: "Save and schedule",
    from: "Public from",
    until: "Until",
    optional: "optional",
    turning: "one moment …",
    publish_heading: "Publish",
    publish_help: "Saving keeps a draft, which visitors do not see. Switching on saves first and shows the language to them at once.",
};

static DE: PublishingTexts = PublishingTexts {
    ui_language: UiLanguage::De,
    save_draft: "Entwurf speichern",
    undecided: "Inzwischen hat jemand anderes gespeichert. Speichern Sie und entscheiden Sie, was bleibt, bevor Sie veröffentlichen.",
    drop_draft: "Entwurf verwerfen",
    drop_draft_heading: "Den Entwurf verwerfen?",
    drop_draft_text: "Das Formular zeigt wieder, was live ist. Sprachen, die nicht veröffentlicht sind, behalten ihren Text. Der Entwurf bleibt als frühere Fassung erhalten.",
    dropped: "Der Entwurf ist verworfen; Sie sehen, was live ist.",
    schedule_text: "Was Sie getippt haben, wird zuerst gespeichert. Zu dieser Zeit bekommen Besucher den Entwurf, wie er jetzt ist, ohne was Sie später schreiben. Eine vergangene Zeit veröffentlicht ihn sofort. Was für alle Sprachen gilt, geht live, wenn eine Sprache sofort veröffentlicht wird.",
    schedule_save: "Speichern und planen",
    from: "Öffentlich ab",
    until: "Bis",
    optional: "freiwillig",
    turning: "einen Moment …",
    publish_heading: "Veröffentlichen",
    publish_help: "Speichern bewahrt einen Entwurf auf, den Besucher nicht sehen. Einschalten speichert zuerst und zeigt ihnen die Sprache sofort.",
};
