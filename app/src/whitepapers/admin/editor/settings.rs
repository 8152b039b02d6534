//! What holds for the whitepaper in every language: where it is sorted, for whom it is, and how it is given out.

use domain::whitepaper::Category;
use leptos::prelude::*;

use super::item::Whitepaper;
use crate::form::checkbox_field::CheckboxField;
use crate::form::select_field::SelectField;
use crate::form::state::FormState;
use crate::form::text_field::TextField;
use crate::form::words_field::WordsField;
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
