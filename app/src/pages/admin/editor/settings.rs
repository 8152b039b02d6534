//! What holds for the page in every language: template, where it is listed, in which order.

use domain::page::Template;
use leptos::prelude::*;

use super::item::Page;
use crate::form::checkbox_field::CheckboxField;
use crate::form::state::FormState;
use crate::form::text_field::TextField;
use crate::pages::fields::PageField;
use crate::text::page_editor::PageEditor;
use crate::ui::field::Field;

#[component]
pub fn SettingsTab(editing: FormState<Page>) -> impl IntoView {
    let text = PageEditor::of(editing.ui_language);
    let is_closed = move || !editing.may_edit();
    let chosen = move || editing.read(&PageField::Template);
    let option = move |template: Template| {
        let name = template.as_str();
        view! { <option value=name prop:selected=move || chosen() == name>{editing.ui_language.template(template)}</option> }
    };
    let error =
        Signal::derive(move || editing.problem(&PageField::Template).map(|problem| editing.ui_language.problem(&problem)));
    view! {
        <section class="card form editor-settings" aria-labelledby="settings:heading">
            <h2 class="card-title" id="settings:heading">{editing.editor_text().settings_heading}</h2>
            <Field id="template" label=text.template help=text.template_help error>
                <select
                    class="select"
                    name="template"
                    disabled=is_closed
                    on:change=move |event| editing.write(&PageField::Template, event_target_value(&event))
                >
                    {Template::ALL.map(option).collect_view()}
                </select>
            </Field>
            <CheckboxField editing field=PageField::InMenu label=text.in_menu help=text.in_menu_help/>
            <CheckboxField editing field=PageField::Featured label=text.featured help=text.featured_help/>
            <div class="editor-order">
                <TextField editing field=PageField::SortOrder label=text.sort_order note=Signal::stored(text.sort_order_help.to_owned())/>
            </div>
        </section>
    }
}
