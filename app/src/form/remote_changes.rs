//! The changes that somebody made to an item since its form was opened, as far as they are known, and who made them.

use domain::language::{Language, Languages};
use domain::publication::{Publication, PublicationChange};
use domain::time::Timestamp;

use super::editable::{Editable, FieldOf};
use super::fields::{Detail, Form, FormField};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RemoteChanges {
    pub by: By,
    /// How many versions were made since.
    pub version_count: i64,
    /// The most important first. Empty where nothing is different that can be seen.
    pub list: Vec<RemoteChange>,
}

/// Who made the last version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum By {
    Person(String),
    /// The person at this form, in another tab or on another device.
    Me,
    Unknown,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RemoteChange {
    Trashed,
    Restored,
    Saved,
    /// The draft is what is published again.
    DraftDropped,
    Published(Language, PublicationChange),
}

impl RemoteChange {
    /// Whether it is only that time has passed.
    pub fn is_by_time(&self) -> bool {
        matches!(self, Self::Published(_, change) if change.is_by_time())
    }
}

impl RemoteChanges {
    /// `base` is the form from which the typing began, `before` the item as it was with that version, `after` as it is now. `me` is
    /// the name of the person at the form.
    pub fn between<E: Editable>(
        base: &E::Form,
        before: Option<&E::Detail>,
        after: &E::Detail,
        me: &str,
        languages: &Languages,
        now: Timestamp,
    ) -> Self {
        let mut changes = Vec::new();
        let was_in_trash = before.is_some_and(|before| before.deleted_at().is_some());
        match (was_in_trash, after.deleted_at().is_some()) {
            (false, true) => changes.push(RemoteChange::Trashed),
            (true, false) => changes.push(RemoteChange::Restored),
            _ => {}
        }
        let published = before.and_then(Detail::published_side).zip(after.published_side()).map(|(before, after)| {
            let fields = FieldOf::<E>::all(languages);
            let is_same = |one: &E::Form, other: &E::Form, language: &Language| {
                fields.iter().filter(|field| field.language() == Some(language)).all(|field| field.is_same(one, other))
            };
            after.changes_since(before, now, is_same)
        });
        // Where it is not known how the item stood before, nobody can tell a dropped draft from one that was saved and published.
        let is_known = published.is_some();
        let published = published.unwrap_or_default();
        let is_saved = FieldOf::<E>::all(languages).iter().any(|field| !field.is_same(base, after.form()));
        if is_saved {
            let is_dropped = is_known
                && published.iter().all(|(_, change)| !change.is_text())
                && after.published_side().is_some_and(|side| is_as_published::<E>(after.form(), side, languages));
            changes.push(if is_dropped { RemoteChange::DraftDropped } else { RemoteChange::Saved });
        }
        changes.extend(published.into_iter().map(|(language, change)| RemoteChange::Published(language, change)));
        let by = match after.updated_by() {
            Some(name) if name == me => By::Me,
            Some(name) => By::Person(name.to_owned()),
            None => By::Unknown,
        };
        Self { by, version_count: after.form().version() - base.version(), list: changes }
    }

    /// Whether nobody did anything but time.
    pub fn is_by_time(&self) -> bool {
        self.version_count == 0 && !self.list.is_empty() && self.list.iter().all(RemoteChange::is_by_time)
    }

    /// What somebody did, if it was one act.
    pub fn one_act(&self) -> Option<&RemoteChange> {
        self.list.iter().find(|change| !change.is_by_time()).filter(|_| self.version_count == 1)
    }
}

/// Whether a form holds what is published, in every language that is.
fn is_as_published<E: Editable>(form: &E::Form, side: &Publication<E::Form>, languages: &Languages) -> bool {
    let Some(live) = &side.live else { return false };
    let is_published = |language: &Language| side.states.get(language).is_some_and(|state| state.is_published());
    let fields = FieldOf::<E>::all(languages).into_iter();
    fields.filter(|field| field.language().is_none_or(is_published)).all(|field| field.is_same(live, form))
}

#[cfg(test)]
mod tests {
    use domain::page::{PageDetail, PageForm, PageTextForm};
    use domain::publication::{LanguageState, Period};

    use super::*;
    use crate::pages::admin::editor::Page;

    const NOW: Timestamp = Timestamp(100);

    fn english() -> Language {
        Language::parse("en").unwrap()
    }

    fn form(version: i64, title: &str) -> PageForm {
        let text = PageTextForm { title: title.into(), ..PageTextForm::default() };
        PageForm { version, texts: [(english(), text)].into(), ..PageForm::default() }
    }

    /// The draft `title` beside the live text `live`.
    fn detail(version: i64, title: &str, live: Option<&str>, by: &str) -> PageDetail {
        let state = if live.is_some() { LanguageState::Live } else { LanguageState::Draft };
        let publication = Publication {
            live: live.map(|live| form(version, live)),
            states: [(english(), state)].into(),
            ..Publication::default()
        };
        let form = form(version, title);
        PageDetail { form, publication, updated_at: NOW, updated_by: Some(by.into()), deleted_at: None, extra: () }
    }

    fn changes(before: &PageDetail, after: &PageDetail) -> RemoteChanges {
        RemoteChanges::between::<Page>(&before.form, Some(before), after, "Aylin Demir", &Languages::default(), NOW)
    }

    #[test]
    fn what_a_colleague_did_is_told_and_not_taken_for_a_save() {
        let before = detail(1, "A", Some("A"), "Aylin Demir");
        let jonas = |title, live| changes(&before, &detail(2, title, live, "Jonas Feddersen"));
        let published = |change| vec![RemoteChange::Published(english(), change)];
        assert_eq!(jonas("B", Some("A")).list, [RemoteChange::Saved]);
        assert_eq!(jonas("A", None).list, published(PublicationChange::WentOff));
        assert_eq!(jonas("A", None).by, By::Person("Jonas Feddersen".into()));
        assert_eq!(jonas("A", None).one_act(), Some(&published(PublicationChange::WentOff)[0]));
        assert_eq!(jonas("A", Some("A")).list, [], "not known");
        let trashed = PageDetail { deleted_at: Some(NOW), ..detail(2, "A", Some("A"), "Jonas Feddersen") };
        assert_eq!(changes(&before, &trashed).list, [RemoteChange::Trashed]);
        assert_eq!(changes(&trashed, &PageDetail { form: form(3, "A"), ..before.clone() }).list, [RemoteChange::Restored]);
        assert_eq!(changes(&before, &detail(3, "B", None, "Jonas Feddersen")).one_act(), None, "two acts are told as two");
    }

    #[test]
    fn a_dropped_draft_is_no_save() {
        let before = detail(1, "Draft", Some("Live"), "Aylin Demir");
        assert_eq!(changes(&before, &detail(2, "Live", Some("Live"), "Jonas Feddersen")).list, [RemoteChange::DraftDropped]);
        let published = changes(&before, &detail(3, "Other", Some("Other"), "Jonas Feddersen"));
        assert_eq!(published.list[0], RemoteChange::Saved, "what they saved is live by now");
    }

    #[test]
    fn without_a_look_before_nobody_is_said_to_have_dropped_the_draft() {
        let (base, after) = (form(1, "Draft"), detail(3, "Other", Some("Other"), "Jonas Feddersen"));
        let changes = RemoteChanges::between::<Page>(&base, None, &after, "Aylin Demir", &Languages::default(), NOW);
        assert_eq!(changes.list, [RemoteChange::Saved]);
    }

    #[test]
    fn the_own_other_tab_and_time_are_nobody_else() {
        let before = detail(1, "A", Some("A"), "Aylin Demir");
        assert_eq!(changes(&before, &detail(2, "B", Some("A"), "Aylin Demir")).by, By::Me);
        let mut planned = detail(1, "B", Some("A"), "Aylin Demir");
        planned.publication.planned = [(english(), Period { from: Some(Timestamp(90)), until: None })].into();
        planned.publication.upcoming = Some(form(1, "B"));
        let due = changes(&planned, &detail(1, "B", Some("B"), "Aylin Demir"));
        assert_eq!(due.list, [RemoteChange::Published(english(), PublicationChange::CameDue)]);
        assert!(due.is_by_time() && due.one_act().is_none());
    }
}
