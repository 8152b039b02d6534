//! The languages side by side: title, slug, text, excerpt and description of each on shared rows.

use domain::address;
use domain::block::BLOCKS;
use domain::language::Language;
use domain::page::LanguageState;
use domain::text::Slug;
use leptos::prelude::*;

use super::acting::Acting;
use super::checklist::DESCRIPTION;
use super::editing::Editing;
use super::fields::{FormField, Part};
use super::pictures::{Choosing, ChoosingDialog, pictures_of};
use super::reading;
use super::slug::SlugField;
use super::text_field::{Shape, TextField};
use crate::media::admin::upload::{UploadList, Uploads};
use crate::ui::icon::{EYE, Icon, WARNING};
use crate::ui::markdown::{Insert, MarkdownBox, ToolWords};
use crate::ui::time::written;

#[component]
pub fn Texts(acting: Acting) -> impl IntoView {
    let editing = acting.editing;
    let languages = editing.shown().all;
    let choosing = Choosing::new();
    view! {
        <div class="editors">{languages.into_iter().map(|language| view! { <OneLanguage editing language choosing/> }).collect_view()}</div>
        {editing.may_edit().then(|| view! { <ChoosingDialog choosing/> })}
    }
}

#[component]
fn OneLanguage(editing: Editing, language: Language, choosing: Choosing) -> impl IntoView {
    let text = editing.text();
    let heading = format!("name:{language}");
    let field = |part| FormField::Text(part, language.clone());
    let in_focus = {
        let language = language.clone();
        move |_| {
            if editing.language.with_untracked(|now| *now != language) {
                editing.language.set(language.clone());
            }
        }
    };
    let excerpt = field(Part::Excerpt);
    let description = field(Part::MetaDescription);
    let count = Memo::new({
        let field = description.clone();
        move |_| editing.read(&field).trim().chars().count()
    });
    let is_missing = {
        let language = language.clone();
        move || editing.state(&language).is_none()
    };
    view! {
        <section class="card editor" aria-labelledby=heading on:focusin=in_focus data-missing=move || is_missing().then_some("")>
            <div class="card-head">
                <h2 class="card-title" id=heading.clone()>{editing.speech.language_name(&language).to_owned()}</h2>
                <span class="row editor-state">
                    <State editing language=language.clone()/>
                    <ToPreview editing language=language.clone()/>
                </span>
            </div>
            <TextField editing field=field(Part::Title) label=text.title shape=Shape::Heading/>
            <SlugField editing language=language.clone()/>
            <ContentField editing language=language.clone() choosing/>
            <TextField editing field=excerpt label=text.excerpt shape=Shape::Paragraph note=Signal::stored(text.excerpt_help.to_owned())/>
            <TextField
                editing field=description label=text.description shape=Shape::Paragraph
                note=Signal::derive(move || text.characters(count.get(), *DESCRIPTION.end()))
            />
        </section>
    }
}

/// What visitors see of the language; a link to it where they see it.
#[component]
pub fn State(editing: Editing, language: Language) -> impl IntoView {
    let text = editing.text();
    move || {
        if editing.is_in_trash() {
            return view! { <span class="pole pole-missing">{text.state_in_trash}</span> }.into_any();
        }
        let state = editing.state(&language);
        let class = match state {
            None | Some(LanguageState::Missing) => "pole pole-missing",
            Some(LanguageState::Draft | LanguageState::Ended) => "pole pole-draft",
            Some(LanguageState::Planned(_)) => "pole pole-planned",
            Some(LanguageState::Live) => "pole pole-live",
            Some(LanguageState::Outdated) => "pole pole-outdated",
        };
        let word = match state {
            Some(LanguageState::Planned(at)) => text.planned(&written(at, true)),
            None if editing.is_changed_in(&language) => text.never_saved.to_owned(),
            state => text.state(state).to_owned(),
        };
        let address = editing.base.with(|base| FormField::Text(Part::Slug, language.clone()).read(base));
        match Slug::parse(&address).ok().filter(|_| editing.is_live(&language)) {
            Some(slug) => {
                let href = address::page_path(&language, &slug, &editing.languages());
                view! { <a class=class href=href target="_blank">{word}<span class="unseen">", " {text.view_on_site}</span></a> }
                    .into_any()
            }
            None => view! { <span class=class>{word}</span> }.into_any(),
        }
    }
}

#[component]
fn ToPreview(editing: Editing, language: Language) -> impl IntoView {
    let label = editing.text().preview_of(editing.speech.language_name(&language));
    let show = move |_| {
        editing.language.set(language.clone());
        if let Some(preview) = document().get_element_by_id("preview:card") {
            preview.scroll_into_view();
        }
    };
    view! {
        <button type="button" class="button button-ghost button-icon button-small" aria-label=label.clone() title=label on:click=show>
            <Icon of=EYE/>
        </button>
    }
}

#[component]
fn ContentField(editing: Editing, language: Language, choosing: Choosing) -> impl IntoView {
    let text = editing.text();
    let field = FormField::Text(Part::Content, language.clone());
    let id = field.to_string();
    let (count_id, error_id) = (format!("{id}-count"), format!("{id}-error"));
    let field = StoredValue::new(field);
    let value = Memo::new(move |_| field.with_value(|field| editing.read(field)));
    let words = Memo::new(move |_| value.with(|value| reading::words(value)));
    let problem = Memo::new(move |_| field.with_value(|field| editing.problem(field)));
    let is_changed = {
        let language = language.clone();
        move || editing.is_changed_in(&language)
    };
    let tools = ToolWords {
        toolbar: text.formatting(editing.speech.language_name(&language)),
        bold: text.bold,
        italic: text.italic,
        heading: text.heading,
        list: text.list,
        quote: text.quote,
        link: text.link,
        insert: text.block,
        control_key: text.control_key,
    };
    let uploads = StoredValue::new(Uploads::new());
    let is_german = language.as_str().starts_with("de");
    let insert = |block: &domain::block::Block| {
        let (name, about) = text.block_words(block.name);
        Insert { name: name.to_owned(), about, markdown: if is_german { block.example_de } else { block.example_en } }
    };
    view! {
        <div class="field">
            <label class="field-label" for=id.clone()>{text.content}</label>
            <MarkdownBox
                id=id.clone()
                words=tools
                inserts=BLOCKS.iter().map(insert).collect()
                value
                is_open=Signal::stored(editing.may_edit())
                on_input=Callback::new(move |typed| field.with_value(|field| editing.write(field, typed)))
                on_blur=Callback::new(move |()| if editing.may_edit() { field.with_value(|field| editing.check(field)) })
                lang=language.to_string()
                described_by=format!("{error_id} {count_id}")
                is_wrong=Signal::derive(move || problem.with(Option::is_some))
                pictures=pictures_of(editing, choosing, uploads)
            />
            <UploadList uploads=uploads.get_value()/>
            <div class="field-news" id=error_id aria-live="polite">
                {move || {
                    problem
                        .get()
                        .map(|problem| view! { <p class="field-error"><Icon of=WARNING/>{editing.speech.problem(&problem)}</p> })
                }}
            </div>
            <p class="field-help row row-spread">
                <span id=count_id>{move || text.words(words.get())}</span>
                <span>{move || if is_changed() { text.unsaved_here } else { "" }}</span>
            </p>
        </div>
    }
}
