//! Someone else was first and changed the same: both versions, a choice for each field, and a save on top of the newer one.

use std::collections::BTreeSet;

use leptos::prelude::*;

use super::editing::{Conflict, Editing};
use crate::media::fields::{Difference, MediaField, Part, merge};
use crate::text::media::Media;
use crate::ui::dialog::Dialog;
use crate::ui::time::written;

#[component]
pub(super) fn ConflictDialog(editing: Editing) -> impl IntoView {
    let is_open = RwSignal::new(false);
    Effect::new(move |_| is_open.set(editing.conflict.with(Option::is_some)));
    Effect::new(move |was_open: Option<bool>| {
        let is_open = is_open.get();
        if was_open == Some(true) && !is_open {
            editing.conflict.set(None);
        }
        is_open
    });
    let heading = Signal::derive(move || {
        let at = editing.conflict.with(|conflict| conflict.as_ref().map(|conflict| conflict.theirs.updated_at));
        at.map(|at| editing.speech.file_changed(&written(at, true))).unwrap_or_default()
    });
    view! {
        <Dialog id="conflict" heading is_open>
            {move || editing.conflict.get().map(|conflict| view! { <Decide editing conflict/> })}
        </Dialog>
    }
}

#[component]
fn Decide(editing: Editing, conflict: Conflict) -> impl IntoView {
    let text = editing.text();
    // The fields in which theirs shall hold.
    let theirs_holds = RwSignal::new(BTreeSet::<MediaField>::new());
    let differences = conflict.differences.clone();
    let conflict = StoredValue::new(conflict);
    let settle = move |_| {
        let Conflict { theirs, differences } = conflict.get_value();
        let base = editing.stored.with_untracked(|stored| stored.form.clone());
        let (mut decided, _) = merge(&base, &editing.form.get_untracked(), &theirs.form, &editing.languages());
        for Difference { field, theirs, .. } in differences {
            if theirs_holds.with_untracked(|holds| holds.contains(&field)) {
                field.write(&mut decided, theirs);
            }
        }
        editing.settle(theirs, decided);
    };
    let one = move |difference: Difference| view! { <OneField editing difference theirs_holds/> };
    view! {
        <div class="dialog-body conflict">
            <p>{text.conflict_text}</p>
            {differences.into_iter().map(one).collect_view()}
        </div>
        <div class="dialog-actions">
            <button type="button" class="button button-ghost" on:click=move |_| editing.conflict.set(None)>{text.conflict_later}</button>
            <button type="button" class="button button-primary" on:click=settle>{text.conflict_save}</button>
        </div>
    }
}

/// Both versions of one field, as two radio cards.
#[component]
fn OneField(editing: Editing, difference: Difference, theirs_holds: RwSignal<BTreeSet<MediaField>>) -> impl IntoView {
    let text = editing.text();
    let Difference { field, mine, theirs } = difference;
    let legend = name(editing, &field);
    let group = format!("keep-{field}");
    let card = |is_theirs: bool, label: &'static str, value: String| {
        let (read, chosen) = (field.clone(), field.clone());
        let is_chosen = move || theirs_holds.with(|holds| holds.contains(&read)) == is_theirs;
        let choose = move |_| {
            theirs_holds.update(|holds| {
                if is_theirs {
                    holds.insert(chosen.clone())
                } else {
                    holds.remove(&chosen)
                };
            });
        };
        let shown = if value.trim().is_empty() { text.nothing.to_owned() } else { value };
        view! {
            <label class="card conflict-side">
                <span class="row">
                    <input type="radio" name=group.clone() prop:checked=is_chosen on:change=choose/>
                    <span class="field-label">{label}</span>
                </span>
                <span class="conflict-text">{shown}</span>
            </label>
        }
    };
    view! {
        <fieldset class="conflict-field">
            <legend class="legend">{legend}</legend>
            <div class="conflict-sides">{card(false, text.mine, mine)} {card(true, text.theirs, theirs)}</div>
        </fieldset>
    }
}

/// `Alternative text, German`.
fn name(editing: Editing, field: &MediaField) -> String {
    let text = editing.text();
    match field {
        MediaField::Text(part, language) => {
            let word = match part {
                Part::Title => text.title,
                Part::Alt => text.alt,
                Part::Description => text.description,
            };
            editing.speech.in_language(word, editing.speech.language_name(language))
        }
        MediaField::Decorative => text.decorative.to_owned(),
        MediaField::Folder => Media::of(editing.speech).folder.to_owned(),
        MediaField::Tags => text.tags.to_owned(),
        MediaField::FocalPoint => text.focal.to_owned(),
    }
}
