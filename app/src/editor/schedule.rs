//! Schedules a publication: the draft of a language is shown from a time on, and until another.

use std::collections::BTreeMap;

use domain::invalid::{Invalid, Problem};
use domain::language::Language;
use domain::publication::{Period, Publication};
use domain::time::Timestamp;
use leptos::prelude::*;

use super::item::Item;
use crate::form::actions::FormActions;
use crate::layout::admin::Problems;
use crate::text::listing::Listing;
use crate::ui::dialog::Dialog;
use crate::ui::field::Field;
use crate::ui::time::{is_past, read_typed, typed, written, zone};

/// One button a language, and the dialog that they open.
#[component]
pub fn Schedule<I: Item>(acting: FormActions<I>) -> impl IntoView {
    let editing = acting.editing;
    let text = editing.publishing_text();
    let is_open = RwSignal::new(false);
    let language = RwSignal::new(editing.form_languages().default);
    let button = move |one: Language| {
        let label = text.schedule(editing.ui_language.language_name(&one));
        let is_empty = {
            let one = one.clone();
            move || editing.is_empty_in(&one)
        };
        let open = move |_| {
            language.set(one.clone());
            is_open.set(true);
        };
        view! {
            <button
                type="button"
                class="link"
                disabled=move || !editing.may_change() || is_empty() || editing.is_busy() || acting.is_undecided.get()
                on:click=open
            >
                {label}
            </button>
        }
    };
    let heading = Signal::derive(move || {
        text.schedule(language.with(|language| editing.ui_language.language_name(language).to_owned()).as_str())
    });
    view! {
        {move || editing.may_change().then(|| view! { <p class="row">{editing.form_languages().all.into_iter().map(button).collect_view()}</p> })}
        <Periods acting/>
        <Dialog id="schedule" heading is_open>
            <ScheduleForm acting language=language.get() is_open/>
        </Dialog>
    }
}

/// The end of each language that has one.
#[component]
fn Periods<I: Item>(acting: FormActions<I>) -> impl IntoView {
    let editing = acting.editing;
    let text = editing.publishing_text();
    let line = move |(language, period): (Language, Period)| {
        let until = period.until?;
        let name = editing.ui_language.language_name(&language).to_owned();
        Some(view! { <p class="small soft">{text.ends(&name, &written(until, true))}</p> })
    };
    move || {
        let periods = editing.publication(|publication| publication.periods.clone()).unwrap_or_default();
        periods.into_iter().filter_map(line).collect_view()
    }
}

#[component]
fn ScheduleForm<I: Item>(acting: FormActions<I>, language: Language, is_open: RwSignal<bool>) -> impl IntoView {
    let editing = acting.editing;
    let text = editing.publishing_text();
    // The form starts with an earlier plan. If the draft differs from the live text, the time stays empty: a past time publishes.
    let (planned, period) = untrack(|| {
        let read = |of: fn(&Publication<I::Form>) -> &BTreeMap<Language, Period>| {
            editing.publication(|publication| of(publication).get(&language).copied()).flatten()
        };
        let period = read(|publication| &publication.periods).unwrap_or_default();
        let from = period.from.filter(|_| !(editing.is_live(&language) && editing.has_changes(&language)));
        (read(|publication| &publication.planned), Period { from, ..period })
    });
    let period = planned.unwrap_or(period);
    let shown = |at: Option<Timestamp>| at.map(|at| typed(at, false)).unwrap_or_default();
    let (from, until) = (RwSignal::new(shown(period.from)), RwSignal::new(shown(period.until)));
    let problems = Problems::new(editing.ui_language);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        match read(&from.get_untracked(), &until.get_untracked()) {
            Err(invalid) => problems.show(invalid),
            Ok((from, until)) => {
                is_open.set(false);
                let name = editing.ui_language.language_name(&language);
                let said = match until {
                    Some(until) if is_past(until) => text.ended(name, &written(until, true)),
                    _ if is_past(from) => text.published(name),
                    _ if untrack(|| editing.is_live(&language)) => text.change_scheduled(name, &written(from, true)),
                    _ => text.scheduled(name, &written(from, true)),
                };
                let to = language.clone();
                acting.publish_by(language.clone(), said, move |id, version| I::schedule(id, version, to.clone(), from, until));
            }
        }
    };
    view! {
        <form novalidate on:submit=submit>
            <div class="dialog-body">
                <p>{text.schedule_text} " " {Listing::of(editing.ui_language).times_in(&zone())}</p>
                <Field id="published_at" label=text.from error=problems.at("published_at")>
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
                <button type="submit" class="button button-primary">{text.schedule_save}</button>
            </div>
        </form>
    }
}

fn read(from: &str, until: &str) -> Result<(Timestamp, Option<Timestamp>), Invalid> {
    let mut invalid = Invalid::default();
    let time = |typed: &str| read_typed(typed).ok_or(Problem::NotADate);
    let start = invalid.take("published_at", if from.is_empty() { Err(Problem::Missing) } else { time(from) });
    let end = invalid.take("unpublished_at", if until.is_empty() { Ok(None) } else { time(until).map(Some) });
    if let (Some(start), Some(Some(end))) = (start, end)
        && end <= start
    {
        invalid.add("unpublished_at", Problem::EndsBeforeStart);
    }
    match (start, end, invalid.is_empty()) {
        (Some(start), Some(end), true) => Ok((start, end)),
        _ => Err(invalid),
    }
}
