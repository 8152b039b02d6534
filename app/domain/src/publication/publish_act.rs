//! The effects of the buttons of publishing: each button names its effect before somebody presses it.

use super::{LanguageState, Publication};
use crate::invalid::{Invalid, Problem};
use crate::language::Language;
use crate::time::Timestamp;

/// The effect of publishing a language at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PublishAct {
    /// Visitors do not read it, and nothing is planned.
    Show,
    /// It is shown before its planned time, and the plan is taken back.
    ShowBeforePlan,
    /// Visitors read it already, in an older text.
    Change,
    /// Visitors read it already, and a planned change of it is taken back.
    ChangeBeforePlan,
}

impl PublishAct {
    /// Whether a plan is taken back by it.
    pub fn drops_plan(self) -> bool {
        matches!(self, Self::ShowBeforePlan | Self::ChangeBeforePlan)
    }
}

/// The longest time by which a typed time may have passed and still mean "now".
const NOW_SECONDS: i64 = 24 * 60 * 60;

/// Whether a typed time means "now": it has passed, and not long ago.
pub fn means_now(at: Timestamp, now: Timestamp) -> bool {
    at <= now && !is_long_past(at, now)
}

fn is_long_past(at: Timestamp, now: Timestamp) -> bool {
    at.0 < now.0 - NOW_SECONDS
}

impl<F> Publication<F> {
    pub fn publish_act(&self, language: &Language) -> PublishAct {
        let is_live = self.states.get(language).is_some_and(|state| state.is_live());
        match (is_live, self.plan(language).is_some()) {
            (false, false) => PublishAct::Show,
            (false, true) => PublishAct::ShowBeforePlan,
            (true, false) => PublishAct::Change,
            (true, true) => PublishAct::ChangeBeforePlan,
        }
    }

    /// Judges the times that somebody typed to schedule a language; `has_changes` tells whether the draft's text in it differs from
    /// the live one. Without changes a plan is moved to the times. Problems stand at `published_at` and `unpublished_at`.
    pub fn schedule(
        &self,
        language: &Language,
        has_changes: bool,
        (from, until): (Option<Timestamp>, Option<Timestamp>),
        now: Timestamp,
    ) -> Result<Schedule, Invalid> {
        // A browser reads the year 27 as that of the Roman Empire.
        for (field, at) in [("published_at", from), ("unpublished_at", until)] {
            if at.is_some_and(|at| is_long_past(at, now)) {
                return Err(Invalid::at(field, Problem::InThePast));
            }
        }
        let period = self.periods.get(language).copied().unwrap_or_default();
        let is_live = self.states.get(language).copied().is_some_and(LanguageState::is_live);
        match (from, until) {
            (None, None) if is_live && period.until.is_some() => Ok(Schedule::EndOnly(None)),
            (None, Some(until)) if is_live && period.from.is_some_and(|start| until <= start) => {
                Err(Invalid::at("unpublished_at", Problem::EndsBeforeStart))
            }
            (None, Some(until)) if is_live => Ok(Schedule::EndOnly(Some(until))),
            (None, _) => Err(Invalid::at("published_at", Problem::Missing)),
            (Some(from), Some(until)) if until <= from => Err(Invalid::at("unpublished_at", Problem::EndsBeforeStart)),
            (Some(from), _) if is_live && from > now && !has_changes && self.plan(language).is_none() => {
                Err(Invalid::at("published_at", Problem::NothingToPlan))
            }
            (Some(from), until) => Ok(Schedule::At { from, until }),
        }
    }
}

/// What was scheduled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Schedule {
    /// The draft is shown from a time on. A time that has just passed publishes it at once.
    At { from: Timestamp, until: Option<Timestamp> },
    /// What visitors read ends at a time, or at none any more. The draft stays a draft.
    EndOnly(Option<Timestamp>),
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::publication::Period;

    const NOW: Timestamp = Timestamp(100);

    fn english() -> Language {
        Language::parse("en").unwrap()
    }

    fn publication(state: LanguageState, until: Option<i64>) -> Publication<()> {
        let period = Period { from: Some(Timestamp(10)), until: until.map(Timestamp) };
        Publication { states: [(english(), state)].into(), periods: [(english(), period)].into(), ..Publication::default() }
    }

    #[test]
    fn a_button_says_that_it_publishes_before_the_planned_time() {
        let act = |publication: &Publication<()>| publication.publish_act(&english());
        assert_eq!(act(&Publication::default()), PublishAct::Show);
        assert_eq!(act(&publication(LanguageState::Ended, Some(50))), PublishAct::Show);
        assert_eq!(act(&publication(LanguageState::Planned(Timestamp(200)), None)), PublishAct::ShowBeforePlan);
        let mut live = publication(LanguageState::Outdated, None);
        assert_eq!(act(&live), PublishAct::Change);
        live.planned.insert(english(), Period { from: Some(Timestamp(200)), until: None });
        assert_eq!(act(&live), PublishAct::ChangeBeforePlan);
        assert!(act(&live).drops_plan() && !PublishAct::Change.drops_plan());
    }

    #[test]
    fn what_is_live_gets_an_end_without_its_draft() {
        let typed = |publication: &Publication<()>, from: Option<i64>, until: Option<i64>| {
            publication.schedule(&english(), true, (from.map(Timestamp), until.map(Timestamp)), NOW)
        };
        let problem = |field: &str, problem| Err(Invalid::at(field, problem));
        let live = publication(LanguageState::Live, None);
        assert_eq!(typed(&live, None, Some(200)), Ok(Schedule::EndOnly(Some(Timestamp(200)))));
        assert_eq!(typed(&live, None, Some(10)), problem("unpublished_at", Problem::EndsBeforeStart));
        assert_eq!(typed(&live, None, None), problem("published_at", Problem::Missing));
        assert_eq!(typed(&publication(LanguageState::Live, Some(300)), None, None), Ok(Schedule::EndOnly(None)));
        let at = |from, until: Option<i64>| Ok(Schedule::At { from: Timestamp(from), until: until.map(Timestamp) });
        assert_eq!(typed(&live, Some(200), None), at(200, None));
        assert_eq!(typed(&live, Some(200), Some(200)), problem("unpublished_at", Problem::EndsBeforeStart));
        // What nobody reads has no end of its own.
        assert_eq!(typed(&publication(LanguageState::Draft, None), None, Some(200)), problem("published_at", Problem::Missing));
    }

    #[test]
    fn a_time_of_another_year_publishes_nothing() {
        let typed = |from: i64, until: Option<i64>| {
            let times = (Some(Timestamp(NOW.0 + from)), until.map(|until| Timestamp(NOW.0 + until)));
            publication(LanguageState::Draft, None).schedule(&english(), true, times, NOW)
        };
        let problem = |field: &str| Err(Invalid::at(field, Problem::InThePast));
        assert!(typed(-NOW_SECONDS, None).is_ok(), "a day ago is now");
        assert_eq!(typed(-NOW_SECONDS - 1, None), problem("published_at"));
        // 1 March 27.
        assert_eq!(typed(-61_310_000_000, None), problem("published_at"));
        assert_eq!(typed(60, Some(-NOW_SECONDS - 1)), problem("unpublished_at"));
        let means_now = |seconds| means_now(Timestamp(NOW.0 + seconds), NOW);
        assert_eq!([-NOW_SECONDS - 1, -NOW_SECONDS, 0, 1].map(means_now), [false, true, true, false]);
    }

    #[test]
    fn no_change_is_planned_where_there_is_none() {
        let typed = |state, from| publication(state, None).schedule(&english(), false, (Some(Timestamp(from)), None), NOW);
        assert_eq!(typed(LanguageState::Live, 200), Err(Invalid::at("published_at", Problem::NothingToPlan)));
        assert!(typed(LanguageState::Live, 50).is_ok(), "another date in the past");
        assert!(typed(LanguageState::Draft, 200).is_ok(), "its first publication");
        let mut planned = publication(LanguageState::Live, None);
        planned.planned.insert(english(), Period { from: Some(Timestamp(200)), until: None });
        let moved = planned.schedule(&english(), false, (Some(Timestamp(300)), None), NOW);
        assert_eq!(moved, Ok(Schedule::At { from: Timestamp(300), until: None }), "the plan gets another time");
    }
}
