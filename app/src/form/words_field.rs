//! Words divided by commas, as tags are typed; one that is in use is added by a click.

use leptos::prelude::*;

use super::editable::{Editable, FieldOf};
use super::state::FormState;
use super::text_field::TextField;

#[component]
pub fn WordsField<E: Editable>(
    editing: FormState<E>,
    field: FieldOf<E>,
    label: &'static str,
    help: &'static str,
    /// The words in use.
    known: Signal<Vec<String>>,
) -> impl IntoView {
    let typed = StoredValue::new(field.clone());
    let unused = move || {
        let now = typed.with_value(|field| editing.read(field)).to_lowercase();
        let words: Vec<&str> = now.split(',').map(str::trim).collect();
        known.get().into_iter().filter(|word| !words.contains(&word.to_lowercase().as_str())).take(MAX_OFFERS).collect::<Vec<_>>()
    };
    let add = move |word: String| {
        let label = format!("+ {word}");
        let add = move |_| typed.with_value(|field| editing.write(field, with_word(&untrack(|| editing.read(field)), &word)));
        view! { <button type="button" class="chip" on:click=add>{label}</button> }
    };
    view! {
        <div class="words">
            <TextField editing field label note=Signal::stored(help.to_owned())/>
            <div class="row words-known">{move || unused().into_iter().map(add).collect_view()}</div>
        </div>
    }
}

/// More would hide the field among them.
const MAX_OFFERS: usize = 8;

fn with_word(typed: &str, word: &str) -> String {
    match typed.trim().trim_end_matches(',') {
        "" => word.to_owned(),
        typed => format!("{typed}, {word}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_added_behind_the_others() {
        assert_eq!(with_word("", "cables"), "cables");
        assert_eq!(with_word("relays, ", "cables"), "relays, cables");
    }
}
