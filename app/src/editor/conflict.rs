//! Someone else was first: both versions side by side, a choice for each field, and a save on top of the newer one.

use domain::language::Languages;
use domain::merge::Passage;
use leptos::prelude::*;

use super::acting::Acting;
use super::compare::{self, Stretch};
use super::editing::Editing;
use super::item::{Detail, FieldOf, FormField, Item};
use super::merge::{self, ChangedBy, Choices, Difference, Side};
use crate::ui::dialog::Dialog;
use crate::ui::time::written;

/// What became of the item while it was edited here.
#[derive(Clone)]
pub enum Conflict<I: Item> {
    Changed(Box<Versions<I>>),
    /// It is in the trash, perhaps changed before.
    Trashed(Box<Versions<I>>),
    /// It does not exist any more.
    Gone,
}

/// Both sides of a conflict.
#[derive(Clone)]
pub struct Versions<I: Item> {
    /// What was typed when the conflict was found. A picture may still come into the form while someone decides.
    pub mine: I::Form,
    pub theirs: I::Detail,
    pub differences: Vec<Difference<FieldOf<I>>>,
}

impl<I: Item> Conflict<I> {
    /// From the form that the typing began with, what was typed, and what is stored now.
    pub fn between(base: &I::Form, typed: &I::Form, theirs: I::Detail, languages: &Languages) -> Self {
        let differences = merge::differences(base, typed, theirs.form(), languages);
        let was_trashed = theirs.deleted_at().is_some();
        let versions = Box::new(Versions { mine: typed.clone(), theirs, differences });
        if was_trashed { Self::Trashed(versions) } else { Self::Changed(versions) }
    }
}

#[component]
pub fn ConflictDialog<I: Item>(acting: Acting<I>) -> impl IntoView {
    let text = acting.editing.text();
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
        Some(Conflict::Changed(versions)) => {
            text.conflict_changed(versions.theirs.updated_by(), &written(versions.theirs.updated_at(), true))
        }
        Some(Conflict::Trashed(versions)) => {
            text.conflict_trashed(versions.theirs.updated_by(), &written(versions.theirs.updated_at(), true))
        }
        Some(Conflict::Gone) => text.conflict.gone.to_owned(),
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
fn Decide<I: Item>(acting: Acting<I>, versions: Versions<I>, was_trashed: bool) -> impl IntoView {
    let editing = acting.editing;
    let text = editing.text();
    let choices = RwSignal::new(Choices::<FieldOf<I>>::new());
    let differences = versions.differences.clone();
    let versions = StoredValue::new(versions);
    // Of what only one side changed, that side's stays unless it is chosen otherwise.
    let choose_all = move |side: Side| {
        let open = |difference: &&Difference<FieldOf<I>>| difference.changed_by == ChangedBy::Both;
        let decisions = |difference: &Difference<FieldOf<I>>| {
            let field = difference.field.clone();
            (0..difference.decisions()).map(move |at| ((field.clone(), at), side))
        };
        let sides: Vec<_> =
            versions.with_value(|versions| versions.differences.iter().filter(open).flat_map(decisions).collect());
        choices.update(|choices| choices.extend(sides));
    };
    let settle = move |_| {
        let Versions { mine, theirs, differences } = versions.get_value();
        let merged = merge::merged(theirs.form(), &differences, &choices.get_untracked());
        if was_trashed { acting.restore_and_save(mine, theirs, merged) } else { acting.settle(&mine, theirs, merged) }
    };
    let (open, quiet): (Vec<_>, Vec<_>) =
        differences.into_iter().partition(|difference| difference.changed_by == ChangedBy::Both);
    let count = quiet.len();
    let explanation = match (was_trashed, open.is_empty()) {
        (true, _) => text.conflict.trashed_text,
        (false, true) => text.conflict.fits,
        (false, false) => text.conflict.text,
    };
    let decisions: usize = open.iter().map(Difference::decisions).sum();
    let is_quiet_open = open.is_empty();
    // The focus begins at the first choice, which is open or, where nothing has to be decided, among the quiet ones.
    let show = move |(at, difference): (usize, Difference<FieldOf<I>>)| view! { <OneField editing difference choices is_first=at == 0/> };
    let first_quiet = open.len();
    view! {
        <div class="dialog-body conflict">
            <p>{explanation}</p>
            {(decisions > 1)
                .then(|| {
                    view! {
                        <p class="row">
                            <button type="button" class="button button-secondary button-small" on:click=move |_| choose_all(Side::Mine)>
                                {text.conflict.all_mine}
                            </button>
                            <button type="button" class="button button-secondary button-small" on:click=move |_| choose_all(Side::Theirs)>
                                {text.conflict.all_theirs}
                            </button>
                        </p>
                    }
                })}
            {open.into_iter().enumerate().map(show).collect_view()}
            {(count > 0)
                .then(|| {
                    view! {
                        <details class="conflict-quiet" open=is_quiet_open>
                            <summary>{text.conflict_quiet(count)}</summary>
                            <div class="stack">{(first_quiet..).zip(quiet).map(show).collect_view()}</div>
                        </details>
                    }
                })}
        </div>
        <div class="dialog-actions">
            <button type="button" class="button button-ghost" on:click=move |_| acting.conflict.set(None)>{text.conflict.later}</button>
            <button type="button" class="button button-primary" on:click=settle>
                {if was_trashed { text.conflict.restore } else { text.conflict.save }}
            </button>
        </div>
    }
}

/// The versions of one field as radio cards: of the whole field, or of each passage that both changed.
#[component]
fn OneField<I: Item>(
    editing: Editing<I>,
    difference: Difference<FieldOf<I>>,
    choices: RwSignal<Choices<FieldOf<I>>>,
    /// Whether its first choice takes the focus.
    is_first: bool,
) -> impl IntoView {
    let text = editing.text();
    let legend = editing.name_of(&difference.field);
    let merge = difference.merge.clone();
    let difference = StoredValue::new(difference);
    let card = move |at: usize, side: Side, label: &'static str, stretches: Option<Vec<Stretch>>| {
        let (name, lang) = difference.with_value(|difference| {
            (format!("keep-{}-{at}", difference.field), difference.field.language().map(ToString::to_string))
        });
        // Of radio buttons the chosen one is the stop of the keyboard.
        let has_focus =
            is_first && at == 0 && difference.with_value(|difference| merge::side(difference, 0, &Choices::new())) == side;
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
                {stretches.map(|stretches| view! { <span class="conflict-text" lang=lang>{shown(editing, stretches)}</span> })}
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
        let disputed = merge.passages.iter().filter_map(|passage| match passage {
            Passage::Disputed { mine, theirs } => Some((mine.join("\n"), theirs.join("\n"))),
            Passage::Agreed(_) => None,
        });
        let count = merge.disputes();
        let passages = disputed.enumerate().map(|(at, (mine, theirs))| {
            let (mine, theirs) = compare::sides(&mine, &theirs);
            let legend = if count > 1 { text.conflict_passage(&legend, at + 1, count) } else { legend.clone() };
            let cards = view! {
                {card(at, Side::Mine, text.conflict.mine, Some(mine))}
                {card(at, Side::Theirs, text.conflict.theirs, Some(theirs))}
                {card(at, Side::Both, text.conflict.both, None)}
            };
            fieldset(legend, cards.into_any())
        });
        return passages.collect_view().into_any();
    }
    let (mine, theirs) = difference.with_value(|difference| {
        if difference.field.language().is_some() {
            return compare::sides(&difference.mine, &difference.theirs);
        }
        let own = |value: &str| vec![Stretch::Own(I::value(&difference.field, value, text))];
        (own(&difference.mine), own(&difference.theirs))
    });
    let cards = view! {
        {(changed_by == ChangedBy::BothApart).then(|| card(0, Side::Both, text.conflict.both_apart, None))}
        {card(0, Side::Mine, text.conflict.mine, Some(mine))}
        {card(0, Side::Theirs, text.conflict.theirs, Some(theirs))}
    };
    fieldset(legend, cards.into_any()).into_any()
}

fn shown<I: Item>(editing: Editing<I>, stretches: Vec<Stretch>) -> impl IntoView {
    let text = editing.text();
    if stretches.is_empty() {
        return view! { <em class="soft" lang=editing.speech.tag()>{text.nothing}</em> }.into_any();
    }
    let line = |stretch| match stretch {
        Stretch::Same(line) => view! { <span>{line}</span> }.into_any(),
        Stretch::Own(line) => view! { <mark>{line}</mark> }.into_any(),
        Stretch::Partly(words) => {
            let word = |(words, is_own): (String, bool)| {
                if is_own { view! { <mark>{words}</mark> }.into_any() } else { words.into_any() }
            };
            view! { <span>{words.into_iter().map(word).collect_view()}</span> }.into_any()
        }
        Stretch::Skipped(count) => {
            view! { <span class="soft" lang=editing.speech.tag()>{text.lines_skipped(count)}</span> }.into_any()
        }
    };
    stretches.into_iter().map(line).collect_view().into_any()
}

#[component]
fn Gone<I: Item>(acting: Acting<I>) -> impl IntoView {
    let text = acting.editing.text();
    view! {
        <div class="dialog-body"><p>{text.conflict.gone_text}</p></div>
        <div class="dialog-actions">
            <a class="button button-ghost" href=I::LIST>{text.to_list}</a>
            <button type="button" class="button button-primary" on:click=move |_| acting.save_as_new()>{text.conflict.save_as_new}</button>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use domain::page::{PageDetail, PageForm};
    use domain::time::Timestamp;

    use super::*;
    use crate::pages::admin::editor::Page;

    #[test]
    fn a_page_that_was_trashed_meanwhile_is_told_apart() {
        let form = PageForm::default();
        let theirs = PageDetail {
            form: PageForm { version: 2, ..PageForm::default() },
            states: std::collections::BTreeMap::new(),
            updated_at: Timestamp(0),
            updated_by: None,
            deleted_at: Some(Timestamp(0)),
        };
        let conflict = Conflict::<Page>::between(&form, &form, theirs.clone(), &Languages::default());
        assert!(matches!(conflict, Conflict::Trashed { .. }));
        let theirs = PageDetail { deleted_at: None, ..theirs };
        assert!(matches!(Conflict::<Page>::between(&form, &form, theirs, &Languages::default()), Conflict::Changed(_)));
    }
}
