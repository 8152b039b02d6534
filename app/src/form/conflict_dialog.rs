//! The dialog of a conflict: both versions side by side, a choice for each field, and a save on top of the newer one.

use domain::merge::MergeHunk;
use leptos::prelude::*;

use super::actions::FormActions;
use super::compare::{self, DiffLine};
use super::conflict::{Conflict, Versions};
use super::editable::{Editable, FieldOf};
use super::fields::{Detail, FormField};
use super::merge::{self, ChangedBy, Decisions, Difference, Side};
use super::state::FormState;
use crate::text::form_conflict::ConflictTexts;
use crate::ui::dialog::Dialog;
use crate::ui::time::written;

#[component]
pub fn ConflictDialog<E: Editable>(acting: FormActions<E>) -> impl IntoView {
    let editing = acting.editing;
    let (text, noun) = (ConflictTexts::of(editing.ui_language), editing.noun());
    let is_open = RwSignal::new(false);
    Effect::new(move |_| is_open.set(acting.conflict.with(Option::is_some)));
    Effect::new(move |was_open: Option<bool>| {
        let is_open = is_open.get();
        if was_open == Some(true) && !is_open {
            acting.conflict.set(None);
        }
        is_open
    });
    let heading = Signal::derive(move || match acting.conflict.get() {
        Some(Conflict::Changed(versions) | Conflict::Trashed(versions)) => {
            let time = written(versions.theirs.updated_at(), true);
            acting
                .remote_changes
                .with(|changes| changes.as_ref().map(|changes| text.summary(noun, changes, &time)))
                .unwrap_or_default()
        }
        Some(Conflict::Gone) => noun.gone.to_owned(),
        None => String::new(),
    });
    view! {
        <Dialog id="conflict" heading is_open>
            {move || match acting.conflict.get() {
                Some(Conflict::Changed(versions)) => view! { <Decide acting versions=*versions was_trashed=false/> }.into_any(),
                Some(Conflict::Trashed(versions)) => view! { <Decide acting versions=*versions was_trashed=true/> }.into_any(),
                Some(Conflict::Gone) => view! { <Gone acting/> }.into_any(),
                None => ().into_any(),
            }}
        </Dialog>
    }
}

#[component]
fn Decide<E: Editable>(acting: FormActions<E>, versions: Versions<E>, was_trashed: bool) -> impl IntoView {
    let editing = acting.editing;
    let text = ConflictTexts::of(editing.ui_language);
    let choices = RwSignal::new(Decisions::<FieldOf<E>>::new());
    let differences = versions.differences.clone();
    let versions = StoredValue::new(versions);
    // A field that only one side changed keeps that side's text unless it is chosen otherwise.
    let choose_all = move |side: Side| {
        let open = |difference: &&Difference<FieldOf<E>>| difference.changed_by == ChangedBy::Both;
        let decisions = |difference: &Difference<FieldOf<E>>| {
            let field = difference.field.clone();
            (0..difference.max_decisions()).map(move |at| ((field.clone(), at), side))
        };
        let sides: Vec<_> =
            versions.with_value(|versions| versions.differences.iter().filter(open).flat_map(decisions).collect());
        choices.update(|choices| choices.extend(sides));
    };
    let resolve_all = move |_| {
        let Versions { mine, theirs, differences } = versions.get_value();
        let merged = merge::merged(theirs.form(), &differences, &choices.get_untracked());
        if was_trashed { acting.restore_and_save(mine, theirs, merged) } else { acting.resolve_conflict(&mine, theirs, merged) }
    };
    let (open, quiet): (Vec<_>, Vec<_>) =
        differences.into_iter().partition(|difference| difference.changed_by == ChangedBy::Both);
    let count = quiet.len();
    let is_theirs = |difference: &Difference<FieldOf<E>>| difference.changed_by != ChangedBy::Me;
    let explanation = match (was_trashed, open.is_empty()) {
        (true, _) => editing.noun().trashed_meanwhile,
        (false, true) if !quiet.iter().any(is_theirs) => text.untouched,
        (false, true) => text.fits,
        (false, false) => text.text,
    };
    let changes = acting.remote_changes.get_untracked().map(|changes| text.change_list(&changes)).unwrap_or_default();
    let decisions: usize = open.iter().map(Difference::max_decisions).sum();
    let is_quiet_open = open.is_empty();
    // The focus begins at the first choice, which is open or, where nothing has to be decided, among the quiet ones.
    let show = move |(at, difference): (usize, Difference<FieldOf<E>>)| view! { <OneField editing difference choices is_first=at == 0/> };
    let first_quiet = open.len();
    view! {
        <div class="dialog-body conflict">
            {(!changes.is_empty())
                .then(|| view! { <ul>{changes.into_iter().map(|told| view! { <li>{told}</li> }).collect_view()}</ul> })}
            <p>{explanation}</p>
            {(decisions > 1)
                .then(|| {
                    view! {
                        <p class="row">
                            <button type="button" class="button button-secondary button-small" on:click=move |_| choose_all(Side::Mine)>
                                {text.all_mine}
                            </button>
                            <button type="button" class="button button-secondary button-small" on:click=move |_| choose_all(Side::Theirs)>
                                {text.all_theirs}
                            </button>
                        </p>
                    }
                })}
            {open.into_iter().enumerate().map(show).collect_view()}
            {(count > 0)
                .then(|| {
                    view! {
                        <details class="conflict-quiet" open=is_quiet_open>
                            <summary>{text.quiet(count)}</summary>
                            <div class="stack">{(first_quiet..).zip(quiet).map(show).collect_view()}</div>
                        </details>
                    }
                })}
        </div>
        <div class="dialog-actions">
            <button type="button" class="button button-ghost" on:click=move |_| acting.conflict.set(None)>{text.later}</button>
            <button type="button" class="button button-primary" on:click=resolve_all>
                {if was_trashed { text.restore } else { text.save }}
            </button>
        </div>
    }
}

/// The versions of one field as radio cards: of the whole field, or of each conflict in it.
#[component]
fn OneField<E: Editable>(
    editing: FormState<E>,
    difference: Difference<FieldOf<E>>,
    choices: RwSignal<Decisions<FieldOf<E>>>,
    /// Whether its first choice takes the focus.
    is_first: bool,
) -> impl IntoView {
    let text = ConflictTexts::of(editing.ui_language);
    let legend = editing.name_of(&difference.field);
    let merge = difference.merge.clone();
    let difference = StoredValue::new(difference);
    let card = move |at: usize, side: Side, label: &'static str, lines: Option<Vec<DiffLine>>| {
        let (name, lang) = difference.with_value(|difference| {
            (format!("keep-{}-{at}", difference.field), difference.field.language().map(ToString::to_string))
        });
        // The keyboard stops at the chosen one of the radio buttons.
        let has_focus =
            is_first && at == 0 && difference.with_value(|difference| merge::side(difference, 0, &Decisions::new())) == side;
        let is_chosen = move || difference.with_value(|difference| choices.with(|all| merge::side(difference, at, all))) == side;
        let choose = move |_| {
            let field = difference.with_value(|difference| difference.field.clone());
            choices.update(|choices| _ = choices.insert((field, at), side));
        };
        view! {
            <label class="card conflict-side">
                <span class="row">
                    <input type="radio" name=name autofocus=has_focus prop:checked=is_chosen on:change=choose/>
                    <span class="field-label">{label}</span>
                </span>
                {lines.map(|lines| view! { <span class="conflict-text" lang=lang>{shown(editing, lines)}</span> })}
            </label>
        }
    };
    let fieldset = move |legend: String, cards: AnyView| {
        view! {
            <fieldset class="conflict-field">
                <legend class="legend">{legend}</legend>
                <div class="conflict-sides">{cards}</div>
            </fieldset>
        }
    };
    let changed_by = difference.with_value(|difference| difference.changed_by);
    if let Some(merge) = merge.as_ref().filter(|_| changed_by == ChangedBy::Both) {
        let conflicts = merge.hunks.iter().filter_map(|hunk| match hunk {
            MergeHunk::Conflict { mine, theirs } => Some((mine.join("\n"), theirs.join("\n"))),
            MergeHunk::Resolved(_) => None,
        });
        let count = merge.conflicts();
        let choices = conflicts.enumerate().map(|(at, (mine, theirs))| {
            // With nothing on one side, both is the other.
            let has_both = !mine.trim().is_empty() && !theirs.trim().is_empty();
            let (mine, theirs) = compare::diff_lines(&mine, &theirs);
            let legend = if count > 1 { text.passage(&legend, at + 1, count) } else { legend.clone() };
            let cards = view! {
                {card(at, Side::Mine, text.mine, Some(mine))}
                {card(at, Side::Theirs, text.theirs, Some(theirs))}
                {has_both.then(|| card(at, Side::Both, text.both, None))}
            };
            fieldset(legend, cards.into_any())
        });
        return choices.collect_view().into_any();
    }
    let (mine, theirs) = difference.with_value(|difference| {
        if difference.field.language().is_some() {
            return compare::diff_lines(&difference.mine, &difference.theirs);
        }
        let own = |value: &str| vec![DiffLine::Own(E::value(&difference.field, value, editing.ui_language))];
        (own(&difference.mine), own(&difference.theirs))
    });
    let cards = view! {
        {(changed_by == ChangedBy::BothApart).then(|| card(0, Side::Both, text.both_apart, None))}
        {card(0, Side::Mine, text.mine, Some(mine))}
        {card(0, Side::Theirs, text.theirs, Some(theirs))}
    };
    fieldset(legend, cards.into_any()).into_any()
}

fn shown<E: Editable>(editing: FormState<E>, lines: Vec<DiffLine>) -> impl IntoView {
    if lines.is_empty() {
        return view! { <em class="soft" lang=editing.ui_language.tag()>{editing.text().nothing}</em> }.into_any();
    }
    let line = |line| {
        match line {
        DiffLine::Same(line) => view! { <span>{line}</span> }.into_any(),
        DiffLine::Own(line) => view! { <mark>{line}</mark> }.into_any(),
        DiffLine::Partly(words) => {
            let word = |(words, is_own): (String, bool)| {
                if is_own { view! { <mark>{words}</mark> }.into_any() } else { words.into_any() }
            };
            view! { <span>{words.into_iter().map(word).collect_view()}</span> }.into_any()
        }
        DiffLine::Skipped(count) => {
            view! { <span class="soft" lang=editing.ui_language.tag()>{ConflictTexts::of(editing.ui_language).lines_skipped(count)}</span> }
                .into_any()
        }
    }
    };
    lines.into_iter().map(line).collect_view().into_any()
}

#[component]
fn Gone<E: Editable>(acting: FormActions<E>) -> impl IntoView {
    let noun = acting.editing.noun();
    let save = noun.save_as_new.map(|label| {
        view! { <button type="button" class="button button-primary" on:click=move |_| acting.save_as_new()>{label}</button> }
    });
    view! {
        <div class="dialog-body"><p>{noun.gone_text}</p></div>
        <div class="dialog-actions">
            <a class="button button-ghost" href=E::LIST>{noun.to_list}</a>
            {save}
        </div>
    }
}
