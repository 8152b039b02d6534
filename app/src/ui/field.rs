//! A field of a form: label, control, help and error, tied together so that a screen reader says what the eye sees.

use leptos::prelude::*;
use leptos::text_prop::TextProp;

use super::icon::{Icon, WARNING};

/// The frame around one control, which is the only child: `<input class="input">`, a `select` or a `textarea`. The control gets
/// `id`, `aria-describedby` and, while there is an error, `aria-invalid` (WCAG 2.2, 3.3.1); its `name` it brings itself.
///
/// ```ignore
/// <Field id="title:de" label=text.title help=text.title_help error=move || problem("title:de")>
///     <input class="input" name="title:de" value=title/>
/// </Field>
/// ```
#[component]
pub fn Field(
    /// Of the control. Help and error have it with `-help` and `-error` behind it.
    #[prop(into)]
    id: String,
    #[prop(into)] label: TextProp,
    /// Stands behind the label where nothing needs to be given: “optional”. None where it is empty.
    #[prop(into, optional)]
    optional: Option<TextProp>,
    /// None where it is empty.
    #[prop(into, optional)]
    help: Option<TextProp>,
    /// The problem of the value; it may come and go.
    #[prop(into, default = Signal::stored(None))]
    error: Signal<Option<String>>,
    children: Children,
) -> impl IntoView {
    let said = |text: Option<TextProp>| text.filter(|text| !text.get().is_empty());
    let (optional, help) = (said(optional), said(help));
    let (help_id, error_id) = (format!("{id}-help"), format!("{id}-error"));
    let described_by = if help.is_some() { format!("{help_id} {error_id}") } else { error_id.clone() };
    let control = children()
        .add_any_attr(leptos::attr::id(id.clone()))
        .add_any_attr(leptos::attr::aria_describedby(described_by))
        .add_any_attr(leptos::attr::aria_invalid(move || error.with(Option::is_some).then_some("true")));
    view! {
        <div class="field">
            <label class="field-label" for=id>
                {move || label.get()} {optional.map(|word| view! { <span class="field-optional">" " {move || word.get()}</span> })}
            </label>
            {help.map(|help| view! { <p class="field-help" id=help_id>{move || help.get()}</p> })} {control}
            <FieldError id=error_id error/>
        </div>
    }
}

/// The problem of a field's value, and what else is said of it. The region is always there, because a live region that comes with
/// its text is not read aloud.
#[component]
pub fn FieldError(
    /// For `aria-describedby` of the control.
    id: String,
    #[prop(into)] error: Signal<Option<String>>,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="field-notice" id=id aria-live="polite">
            {move || error.get().map(|error| view! { <p class="field-error"><Icon of=WARNING/>{error}</p> })}
            {children.map(|children| children())}
        </div>
    }
}
