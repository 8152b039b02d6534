//! What search engines are told: title, description and keywords of each language, with the result it would make, and the canonical
//! address.

use domain::language::Language;
use leptos::prelude::*;

use super::checklist::DESCRIPTION;
use super::editing::Editing;
use super::fields::{FormField, Part};
use super::result::{SearchResult, TITLE_MAX};
use super::text_field::{Shape, TextField};

#[component]
pub fn SearchTab(editing: Editing) -> impl IntoView {
    let text = editing.text();
    let languages = editing.shown().all;
    view! {
        <div class="stack">
            <div class="editors">{languages.into_iter().map(|language| view! { <OneLanguage editing language/> }).collect_view()}</div>
            <section class="card">
                <TextField editing field=FormField::Canonical label=text.canonical note=Signal::stored(text.canonical_help.to_owned())/>
            </section>
        </div>
    }
}

#[component]
fn OneLanguage(editing: Editing, language: Language) -> impl IntoView {
    let text = editing.text();
    let heading = format!("search:{language}");
    let field = |part| FormField::Text(part, language.clone());
    let length = move |field: FormField| Memo::new(move |_| editing.read(&field).trim().chars().count());
    let (title, description, keywords) = (field(Part::SeoTitle), field(Part::MetaDescription), field(Part::SeoKeywords));
    let (title_length, description_length) = (length(title.clone()), length(description.clone()));
    let page_title = field(Part::Title);
    let in_focus = {
        let language = language.clone();
        move |_| {
            if editing.language.with_untracked(|now| *now != language) {
                editing.language.set(language.clone());
            }
        }
    };
    view! {
        <section class="card editor editor-search" aria-labelledby=heading on:focusin=in_focus>
            <div class="card-head"><h2 class="card-title" id=heading.clone()>{editing.speech.language_name(&language).to_owned()}</h2></div>
            <TextField
                editing field=title label=text.seo_title
                placeholder=Signal::derive(move || editing.read(&page_title))
                note=Signal::derive(move || match title_length.get() {
                    0 => text.seo_title_help.to_owned(),
                    count => text.characters(count, TITLE_MAX),
                })
            />
            <TextField
                editing field=description second=true label=text.description shape=Shape::Paragraph
                note=Signal::derive(move || text.characters(description_length.get(), *DESCRIPTION.end()))
            />
            <TextField editing field=keywords label=text.seo_keywords note=Signal::stored(text.seo_keywords_help.to_owned())/>
            <div class="field"><p class="field-label">{text.result}</p><SearchResult editing language/></div>
        </section>
    }
}
