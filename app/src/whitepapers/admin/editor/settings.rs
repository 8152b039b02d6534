//! What holds for the whitepaper in every language: where it is sorted, for whom it is, and how it is given out.

use domain::whitepaper::Category;
use leptos::prelude::*;

use super::item::Whitepaper;
use crate::form::checkbox_field::CheckboxField;
use crate::form::select_field::SelectField;
use crate::form::state::FormState;
use crate::form::text_field::TextField;
use crate::text::whitepapers::Whitepapers;
use crate::whitepapers::admin::facets::use_facets;
use crate::whitepapers::fields::WhitepaperField;

#[component]
pub fn SettingsTab(editing: FormState<Whitepaper>) -> impl IntoView {
    let text = Whitepapers::of(editing.ui_language);
    let categories = Category::ALL.map(|category| (category.as_str(), text.category(category)));
    view! {
        <section class="card form editor-settings" aria-labelledby="settings:heading">
            <h2 class="card-title" id="settings:heading">{editing.editor_text().settings_heading}</h2>
            <SelectField editing field=WhitepaperField::Category label=text.category options=categories/>
            <Words editing/>
            <CheckboxField editing field=WhitepaperField::LeadMagnet label=text.lead_magnet help=text.lead_magnet_help/>
            <CheckboxField editing field=WhitepaperField::Featured label=text.featured help=text.featured_help/>
            <div class="editor-order">
                <TextField
                    editing
                    field=WhitepaperField::SortOrder
                    label=editing.editor_text().sort_order
                    note=Signal::stored(editing.editor_text().sort_order_help.to_owned())
                />
            </div>
        </section>
    }
}

/// Tags and industries, with those in use at hand.
#[component]
fn Words(editing: FormState<Whitepaper>) -> impl IntoView {
    let text = Whitepapers::of(editing.ui_language);
    // Without an answer there is nothing at hand; everything can still be typed.
    let facets = if editing.may_edit() { use_facets() } else { RwSignal::default() };
    let tags = Signal::derive(move || facets.with(|facets| facets.tags.clone()));
    let industries = Signal::derive(move || facets.with(|facets| facets.industries.clone()));
    view! {
        <WordsField editing field=WhitepaperField::Tags label=text.tags help=text.tags_help known=tags/>
        <WordsField editing field=WhitepaperField::Industries label=text.industries help=text.industries_help known=industries/>
    }
}

/// Words divided by commas; one that is in use is added by a click.
#[component]
fn WordsField(
    editing: FormState<Whitepaper>,
    field: WhitepaperField,
    label: &'static str,
    help: &'static str,
    known: Signal<Vec<String>>,
) -> impl IntoView {
    let text = Whitepapers::of(editing.ui_language);
    let typed = StoredValue::new(field.clone());
    let unused = move || {
        let now = typed.with_value(|field| editing.read(field)).to_lowercase();
        let words: Vec<&str> = now.split(',').map(str::trim).collect();
        known.get().into_iter().filter(|word| !words.contains(&word.to_lowercase().as_str())).take(MAX_OFFERS).collect::<Vec<_>>()
    };
    let add = move |word: String| {
        let label = text.add(&word);
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
