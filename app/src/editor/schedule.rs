//! Schedules a publication: the draft of a language is shown from a time on, and until another; or what is live gets an end.

use domain::invalid::{Invalid, Problem};
use domain::language::Language;
use domain::publication::{Schedule, means_now};
use domain::time::Timestamp;
use leptos::prelude::*;

use super::item::Item;
use super::publish::names_of;
use super::publish_dialog::{Stops, stops};
use crate::form::actions::FormActions;
use crate::layout::admin::Problems;
use crate::text::checklist::ChecklistTexts;
use crate::ui::dialog::Dialog;
use crate::ui::field::Field;
use crate::ui::time::{is_skipped, now, read_typed, typed, zone};

/// The dialog, and the language that it is about.
#[derive(Clone, Copy)]
pub struct Scheduling {
    is_open: RwSignal<bool>,
    language: RwSignal<Language>,
}

impl Scheduling {
    pub fn new(language: Language) -> Self {
        Self { is_open: RwSignal::new(false), language: RwSignal::new(language) }
    }
}

/// Opens the dialog for a language.
#[component]
pub fn ScheduleButton<I: Item>(acting: FormActions<I>, language: Language, scheduling: Scheduling) -> impl IntoView {
    let editing = acting.editing;
    let label = editing.plan_text().schedule(editing.ui_language.language_name(&language));
    let is_empty = {
        let language = language.clone();
        move || editing.is_empty_in(&language)
    };
    let open = move |_| {
        scheduling.language.set(language.clone());
        scheduling.is_open.set(true);
    };
    view! {
        <button
            type="button"
            class="button button-secondary button-small"
            disabled=move || is_empty() || editing.is_busy() || acting.is_undecided.get()
            on:click=open
        >
            {label}
        </button>
    }
}

#[component]
pub fn ScheduleDialog<I: Item>(acting: FormActions<I>, scheduling: Scheduling) -> impl IntoView {
    let editing = acting.editing;
    let Scheduling { is_open, language } = scheduling;
    let heading = Signal::derive(move || {
        editing.plan_text().schedule(language.with(|language| editing.ui_language.language_name(language).to_owned()).as_str())
    });
    view! {
        <Dialog id="schedule" heading is_open>
            <ScheduleForm acting language=language.get() is_open/>
        </Dialog>
    }
}

#[component]
fn ScheduleForm<I: Item>(acting: FormActions<I>, language: Language, is_open: RwSignal<bool>) -> impl IntoView {
    let editing = acting.editing;
    let text = editing.plan_text();
    // The form starts with the plan. Of what is live it has the end alone: its start is not about the draft.
    let is_live = untrack(|| editing.is_live(&language));
    let period = untrack(|| {
        let own = || editing.publication(|publication| publication.periods.get(&language).copied()).flatten();
        let end = || own().and_then(|period| period.until).filter(|_| is_live);
        editing.plan(&language).map_or_else(|| (None, end()), |plan| (plan.from, plan.until))
    });
    let shown = |at: Option<Timestamp>| at.map(|at| typed(at, false)).unwrap_or_default();
    let (from, until) = (RwSignal::new(shown(period.0)), RwSignal::new(shown(period.1)));
    let problems = Problems::new(editing.ui_language);
    let is_move = untrack(|| is_live && editing.plan(&language).is_some() && editing.changes(Some(&language)).is_empty());
    let (explained, from_help) = match (is_live, is_move) {
        (true, true) => (text.explained_moved, text.from_help_live),
        (true, false) => (text.explained_live, text.from_help_live),
        (false, _) => (text.explained, text.from_help),
    };
    let shared = untrack(|| editing.changes(None));
    let is_beside = |other: &Language| *other != language && editing.is_published(other);
    let waits_not = is_live || untrack(|| editing.form_languages().all.iter().any(is_beside));
    let shared = (waits_not && !shared.is_empty()).then(|| text.shared_cannot_wait(&names_of(acting, &shared)));
    let findings = stops(acting, &language);
    // Nobody waits for a time that has just passed.
    let label = move || match read(&from.get(), &until.get()) {
        Ok((_, Some(until))) if means_now(until, now()) => text.end_now,
        Ok((Some(from), _)) if means_now(from, now()) => text.publish_now,
        _ => text.save,
    };
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let scheduled = read(&from.get_untracked(), &until.get_untracked()).and_then(|times| {
            let has_changes = untrack(|| !editing.changes(Some(&language)).is_empty());
            let schedule = editing.stored.with_untracked(|stored| {
                let publication = stored.as_ref().map(super::item::PublishedDetail::publication);
                publication.map(|publication| publication.schedule(&language, has_changes, times, now()))
            });
            // What is not stored yet has no publication.
            schedule
                .unwrap_or_else(|| domain::publication::Publication::<I::Form>::default().schedule(&language, true, times, now()))
        });
        match scheduled {
            Err(invalid) => problems.show(invalid),
            Ok(schedule) => {
                is_open.set(false);
                match schedule {
                    Schedule::At { from, until } => acting.schedule(language.clone(), from, until),
                    Schedule::EndOnly(until) => acting.set_end(language.clone(), until),
                }
            }
        }
    };
    view! {
        <form novalidate on:submit=submit>
            <div class="dialog-body">
                <p>{explained} " " {text.zone(&zone())}</p>
                {shared.map(|shared| view! { <p>{shared}</p> })}
                {(!findings.is_empty())
                    .then(|| {
                        let checklist = ChecklistTexts::of(editing.ui_language);
                        view! {
                            <p>{checklist.not_in_order(findings.len())}</p>
                            <Stops findings/>
                        }
                    })}
                <Field
                    id="published_at"
                    label=text.from
                    optional=if is_live { text.optional } else { "" }
                    help=from_help
                    error=problems.at("published_at")
                >
                    <input
                        class="input"
                        name="published_at"
                        type="datetime-local"
                        autofocus
                        prop:value=from.get_untracked()
                        on:input=move |event| from.set(event_target_value(&event))
                    />
                </Field>
                <Field id="unpublished_at" label=text.until optional=text.optional error=problems.at("unpublished_at")>
                    <input
                        class="input"
                        name="unpublished_at"
                        type="datetime-local"
                        prop:value=until.get_untracked()
                        on:input=move |event| until.set(event_target_value(&event))
                    />
                </Field>
            </div>
            <div class="dialog-actions">
                <button type="button" class="button button-ghost" on:click=move |_| is_open.set(false)>{editing.text().cancel}</button>
                <button type="submit" class="button button-primary">{label}</button>
            </div>
        </form>
    }
}

/// The times as they were typed; None where nothing was.
fn read(from: &str, until: &str) -> Result<(Option<Timestamp>, Option<Timestamp>), Invalid> {
    let mut invalid = Invalid::default();
    let mut time = |field: &str, typed: &str| {
        let parsed = match read_typed(typed) {
            _ if typed.is_empty() => Ok(None),
            Some(at) if is_skipped(typed, at) => Err(Problem::SkippedTime),
            at => at.map(Some).ok_or(Problem::NotADate),
        };
        invalid.take(field, parsed).flatten()
    };
    let times = (time("published_at", from), time("unpublished_at", until));
    invalid.or_ok().map(|()| times)
}
