//! What search engines are told: title, description and keywords of each language, and the canonical address.

use domain::language::Language;
use leptos::prelude::*;

use super::item::Page;
use crate::editor::editing::Editing;
use crate::editor::search::SearchTexts;
use crate::editor::text_field::TextField;
use crate::pages::fields::{PageField, Part};

#[component]
pub fn SearchTab(editing: Editing<Page>) -> impl IntoView {
    let text = editing.text();
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
