//! The long text of a language in Markdown, with its tools, its problem and its length.

use domain::block::BLOCKS;
use domain::language::Language;
use leptos::prelude::*;

use super::alt_text_dialog::MissingAltNotice;
use super::item::{Item, ItemField};
use super::left_out::LeftOut;
use super::pictures::{MediaDialogs, pictures_of};
use super::reading;
use crate::form::editable::FieldOf;
use crate::form::state::FormState;
use crate::media::admin::upload::{UploadList, Uploads};
use crate::ui::field::FieldError;
use crate::ui::markdown::{Insert, MarkdownBox, ToolWords};

#[component]
pub fn MarkdownField<I: Item>(
    editing: FormState<I>,
    language: Language,
    label: &'static str,
    dialogs: MediaDialogs,
) -> impl IntoView {
    let text = editing.editor_text();
    let field = FieldOf::<I>::content(language.clone());
    let id = field.to_string();
    let (count_id, error_id) = (format!("{id}-count"), format!("{id}-error"));
    let field = StoredValue::new(field);
    let value = Memo::new(move |_| field.with_value(|field| editing.read(field)));
    let words = Memo::new(move |_| value.with(|value| reading::words(value)));
    let error = Memo::new(move |_| field.with_value(|field| editing.error(field)));
    let is_changed = {
        let language = language.clone();
        move || editing.is_changed_in(&language)
    };
    let tools = ToolWords {
        toolbar: text.formatting(editing.ui_language.language_name(&language)),
        bold: text.bold,
        italic: text.italic,
        heading: text.heading,
        list: text.list,
        quote: text.quote,
        link: text.link,
        insert: text.block,
        control_key: editing.text().control_key,
    };
    let uploads = StoredValue::new(Uploads::new());
    let is_uploading = Signal::derive(move || uploads.with_value(Uploads::open_count) > 0);
    editing.pending_inserts.update(|all| all.push(is_uploading));
    let missing_alts = RwSignal::new(Vec::new());
    let of_alts = language.clone();
    let pictures = pictures_of(editing, language.clone(), dialogs, uploads, missing_alts);
    let is_german = language.as_str().starts_with("de");
    let insert = |block: &domain::block::Block| {
        let (name, about) = editing.ui_language.block(block.name).expect("a test walks through all blocks");
        Insert { name: name.to_owned(), about, markdown: if is_german { block.example_de } else { block.example_en } }
    };
    view! {
        <div class="field">
            <label class="field-label" for=id.clone()>{label}</label>
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
                is_wrong=Signal::derive(move || error.with(Option::is_some))
                pictures
            />
            <UploadList uploads=uploads.get_value()/>
            <FieldError id=error_id error>
                <MissingAltNotice rows=missing_alts value insertions=pictures.insertions language=of_alts dialogs/>
            </FieldError>
            <LeftOut editing language value/>
            <p class="field-help row row-spread">
                <span id=count_id>{move || text.words(words.get())}</span>
                <span>{move || if is_changed() { text.unsaved_here } else { "" }}</span>
            </p>
        </div>
    }
}
