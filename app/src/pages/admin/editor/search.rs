//! What search engines are told: title, description and keywords of each language, and the canonical address.

use domain::language::Language;
use leptos::prelude::*;

use super::item::Page;
use crate::editor::search::SearchTexts;
use crate::form::state::FormState;
use crate::form::text_field::TextField;
use crate::pages::fields::{PageField, Part};
use crate::text::page_editor::PageEditor;

#[component]
pub fn SearchTab(editing: FormState<Page>) -> impl IntoView {
    let text = PageEditor::of(editing.ui_language);
    let keywords = move |language: Language| {
        let field = PageField::Text(Part::SeoKeywords, language);
        let note = Signal::stored(text.seo_keywords_help.to_owned());
        view! { <TextField editing field label=text.seo_keywords note/> }.into_any()
    };
    view! {
        <div class="stack">
            <SearchTexts editing more=keywords/>
            <section class="card">
                <TextField editing field=PageField::Canonical label=text.canonical note=Signal::stored(text.canonical_help.to_owned())/>
            </section>
        </div>
    }
}
