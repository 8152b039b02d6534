//! One text of the form with its label, its problem and its length.

use domain::text::{Shape, on_one_line};
use leptos::prelude::*;
use web_sys::{Event, HtmlTextAreaElement};

use super::editable::{Editable, FieldOf};
use super::fields::FormField;
use super::left_out::LeftOutNote;
use super::state::FormState;
use crate::ui::field::FieldError;

/// How a text is typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextFieldKind {
    Line,
    /// The line that names the whole.
    Heading,
    /// Long, and yet one line: it stands in one attribute or paragraph.
    Paragraph,
    /// Lines and paragraphs stay as they are typed.
    Paragraphs,
}

#[component]
pub fn TextField<E: Editable>(
    editing: FormState<E>,
    field: FieldOf<E>,
    label: &'static str,
    #[prop(default = TextFieldKind::Line)] kind: TextFieldKind,
    /// Where the same text can be typed in two places: makes the second one's id its own.
    #[prop(optional)]
    second: bool,
    /// Below the control: its length, what it is for.
    #[prop(into, optional)]
    note: Option<Signal<String>>,
    /// Shown while nothing is typed.
    #[prop(into, optional)]
    placeholder: Option<Signal<String>>,
) -> impl IntoView {
    let id = format!("{field}{}", if second { ":second" } else { "" });
    let (note_id, error_id) = (format!("{id}-note"), format!("{id}-error"));
    let field = StoredValue::new(field);
    let value = Memo::new(move |_| field.with_value(|field| editing.read(field)));
    let error = Memo::new(move |_| field.with_value(|field| editing.error(field)));
    let typed = move |event: Event| field.with_value(|field| editing.write(field, event_target_value(&event)));
    let typed_in_area = move |event: Event| {
        if kind == TextFieldKind::Paragraph {
            join_lines(&event_target(&event));
        }
        typed(event);
    };
    let left = move |_| {
        if untrack(|| editing.may_edit()) {
            field.with_value(|field| editing.check(field));
        }
    };
    let lang = field.with_value(|field| field.language().map(ToString::to_string));
    let name = field.with_value(ToString::to_string);
    let described_by = if note.is_some() { format!("{error_id} {note_id}") } else { error_id.clone() };
    let invalid = move || error.with(Option::is_some).then_some("true");
    let placeholder = move || placeholder.map(|placeholder| placeholder.get());
    let is_closed = move || !editing.may_edit();
    let control = match kind {
        TextFieldKind::Line | TextFieldKind::Heading => view! {
            <input
                class=if kind == TextFieldKind::Heading { "input editor-title" } else { "input" }
                id=id.clone() name=name lang=lang autocomplete="off"
                aria-describedby=described_by aria-invalid=invalid placeholder=placeholder readonly=is_closed
                prop:value=move || value.get() on:input=typed on:blur=left
            />
        }
        .into_any(),
        TextFieldKind::Paragraph | TextFieldKind::Paragraphs => view! {
            <textarea
                class="textarea editor-paragraph"
                id=id.clone() name=name lang=lang rows="3"
                aria-describedby=described_by aria-invalid=invalid placeholder=placeholder readonly=is_closed
                prop:value=move || value.get() on:input=typed_in_area on:blur=left
            ></textarea>
        }
        .into_any(),
    };
    view! {
        <div class="field">
            <label class="field-label" for=id>{label}</label>
            {control}
            <FieldError id=error_id error/>
            <LeftOutNote value shape=if kind == TextFieldKind::Paragraphs { Shape::Lines } else { Shape::Line }/>
            {note.map(|note| view! { <p class="field-help" id=note_id>{move || note.get()}</p> })}
        </div>
    }
}

/// Joins the lines as soon as they are typed or pasted, so that the person sees what is saved. The caret stays where it is.
fn join_lines(area: &HtmlTextAreaElement) {
    let text = area.value();
    let joined = on_one_line(&text);
    if joined == text {
        return;
    }
    let caret = area.selection_end().ok().flatten().unwrap_or_default() as usize;
    let before: Vec<u16> = text.encode_utf16().take(caret).collect();
    let caret = on_one_line(&String::from_utf16_lossy(&before)).encode_utf16().count() as u32;
    area.set_value(&joined);
    let _ = area.set_selection_range(caret, caret);
}
