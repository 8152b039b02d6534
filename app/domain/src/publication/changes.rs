//! What became of a publication between two looks at it, so that an editor can be told what somebody else did.

use std::collections::BTreeSet;

use super::{LanguageState, Publication};
use crate::language::Language;
use crate::time::Timestamp;

/// What visitors see otherwise in one language, or will.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PublicationChange {
    WentLive,
    /// It was live, and has another text now.
    TextChanged,
    WentOff,
    /// Something is shown from this time on.
    Planned(Timestamp),
    PlanCancelled,
    /// Its time came; nobody did anything.
    CameDue,
    /// Its time is over; nobody did anything.
    Ended,
    EndSet(Timestamp),
    EndRemoved,
}

impl PublicationChange {
    /// Whether visitors read another text by it.
    pub fn is_text(self) -> bool {
        matches!(self, Self::WentLive | Self::TextChanged)
    }

    /// Whether it is only that time has passed.
    pub fn is_by_time(self) -> bool {
        matches!(self, Self::CameDue | Self::Ended)
    }
}

impl<F> Publication<F> {
    /// What is different since `before`, by language. `is_same` tells whether two forms have the same text in a language.
    pub fn changes_since(
        &self,
        before: &Self,
        now: Timestamp,
        is_same: impl Fn(&F, &F, &Language) -> bool,
    ) -> Vec<(Language, PublicationChange)> {
        let languages: BTreeSet<&Language> = before.states.keys().chain(self.states.keys()).collect();
        let of = |language: &Language| self.changes_in(before, language, now, |one, other| is_same(one, other, language));
        languages.into_iter().flat_map(|language| of(language).into_iter().map(|change| (language.clone(), change))).collect()
    }

    fn changes_in(
        &self,
        before: &Self,
        language: &Language,
        now: Timestamp,
        is_same: impl Fn(&F, &F) -> bool,
    ) -> Vec<PublicationChange> {
        let state = |of: &Self| of.states.get(language).copied().unwrap_or(LanguageState::Missing);
        let end = |of: &Self| of.periods.get(language).and_then(|period| period.until);
        let is_same = |one: Option<&F>, other: Option<&F>| match (one, other) {
            (Some(one), Some(other)) => is_same(one, other),
            (one, other) => one.is_none() && other.is_none(),
        };
        let (was, is, was_planned, planned) = (state(before), state(self), before.plan(language), self.plan(language));
        let was_due = was_planned.and_then(|plan| plan.from).is_some_and(|from| from <= now);
        if was_due && planned != was_planned && (is.is_live() || is == LanguageState::Ended) {
            return vec![PublicationChange::CameDue];
        }
        let mut changes = Vec::new();
        match (was.is_live(), is.is_live()) {
            (false, true) => changes.push(PublicationChange::WentLive),
            (true, false) if is == LanguageState::Ended && end(self) == end(before) => changes.push(PublicationChange::Ended),
            (true, false) if is == LanguageState::Ended => changes.extend(end(self).map(PublicationChange::EndSet)),
            (true, false) => changes.push(PublicationChange::WentOff),
            (true, true) => {
                if !is_same(before.live.as_ref(), self.live.as_ref()) {
                    changes.push(PublicationChange::TextChanged);
                }
                if end(self) != end(before) {
                    changes.push(end(self).map_or(PublicationChange::EndRemoved, PublicationChange::EndSet));
                }
            }
            (false, false) => {}
        }
        match (was_planned, planned) {
            (Some(_), None) => changes.push(PublicationChange::PlanCancelled),
            (_, Some(_)) if was_planned == planned && is_same(before.planned_form(language), self.planned_form(language)) => {}
            (_, Some(plan)) => changes.extend(plan.from.map(PublicationChange::Planned)),
            (None, None) => {}
        }
        changes
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::publication::Period;

    const NOW: Timestamp = Timestamp(100);

    /// Of English alone; the form is its text.
    fn publication(state: LanguageState, live: &'static str, until: Option<i64>) -> Publication<&'static str> {
        let from = if let LanguageState::Planned(at) = state { at } else { Timestamp(10) };
        Publication {
            live: state.is_published().then_some(live),
            states: [(english(), state)].into(),
            periods: [(english(), Period { from: Some(from), until: until.map(Timestamp) })].into(),
            ..Publication::default()
        }
    }

    fn with_change(mut publication: Publication<&'static str>, from: i64, text: &'static str) -> Publication<&'static str> {
        publication.planned.insert(english(), Period { from: Some(Timestamp(from)), until: None });
        publication.upcoming = Some(text);
        publication
    }

    fn english() -> Language {
        Language::parse("en").unwrap()
    }

    fn found(before: &Publication<&'static str>, after: &Publication<&'static str>) -> Vec<PublicationChange> {
        let changes = after.changes_since(before, NOW, |one, other, _| one == other);
        changes.into_iter().map(|(_, change)| change).collect()
    }

    #[test]
    fn what_a_colleague_did_is_seen_in_the_states() {
        use PublicationChange::*;
        let draft = publication(LanguageState::Draft, "", None);
        let live = publication(LanguageState::Live, "a", None);
        let first = publication(LanguageState::Planned(Timestamp(200)), "a", None);
        assert_eq!(found(&live, &live), []);
        assert_eq!(found(&draft, &live), [WentLive]);
        assert_eq!(found(&live, &publication(LanguageState::Outdated, "a", None)), []);
        assert_eq!(found(&live, &publication(LanguageState::Live, "b", None)), [TextChanged]);
        assert_eq!(found(&live, &draft), [WentOff]);
        assert_eq!(found(&draft, &first), [Planned(Timestamp(200))]);
        assert_eq!(found(&first, &draft), [PlanCancelled]);
        assert_eq!(found(&first, &live), [WentLive, PlanCancelled]);
        assert_eq!(found(&live, &publication(LanguageState::Live, "a", Some(300))), [EndSet(Timestamp(300))]);
        assert_eq!(found(&publication(LanguageState::Live, "a", Some(300)), &live), [EndRemoved]);
    }

    #[test]
    fn a_planned_change_is_told_when_its_time_or_its_text_is_another() {
        use PublicationChange::*;
        let live = publication(LanguageState::Live, "a", None);
        let planned = with_change(live.clone(), 200, "b");
        assert_eq!(found(&live, &planned), [Planned(Timestamp(200))]);
        assert_eq!(found(&planned, &planned), []);
        assert_eq!(found(&planned, &with_change(live.clone(), 200, "c")), [Planned(Timestamp(200))]);
        assert_eq!(found(&planned, &with_change(live.clone(), 250, "b")), [Planned(Timestamp(250))]);
        assert_eq!(found(&planned, &live), [PlanCancelled]);
    }

    #[test]
    fn of_what_only_time_did_nobody_is_named() {
        use PublicationChange::*;
        let live = publication(LanguageState::Live, "b", None);
        let due = with_change(publication(LanguageState::Live, "a", None), 90, "b");
        assert_eq!(found(&due, &live), [CameDue]);
        assert_eq!(found(&publication(LanguageState::Planned(Timestamp(90)), "b", None), &live), [CameDue]);
        let (until, ended) = (publication(LanguageState::Live, "a", Some(90)), publication(LanguageState::Ended, "a", Some(90)));
        assert_eq!(found(&until, &ended), [Ended]);
        assert!(CameDue.is_by_time() && Ended.is_by_time() && !WentOff.is_by_time());
    }
}
