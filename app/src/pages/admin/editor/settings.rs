//! What holds for the page in every language: template, where it is listed, in which order.

use domain::page::{PageKind, Template};
use leptos::prelude::*;

use super::item::Page;
use crate::form::checkbox_field::CheckboxField;
use crate::form::select_field::SelectField;
use crate::form::state::FormState;
use crate::form::text_field::TextField;
use crate::pages::fields::PageField;
use crate::text::page_editor::PageEditor;

#[component]
pub fn SettingsTab(editing: FormState<Page>) -> impl IntoView {
    let text = PageEditor::of(editing.ui_language);
    let templates = Template::ALL.map(|template| (template.as_str(), editing.ui_language.template(template)));
    let kinds = [("", text.kind_of_address)].into_iter().chain(PageKind::ALL.map(|kind| (kind.as_str(), text.page_kind(kind))));
    let kinds = kinds.collect::<Vec<_>>();
    view! {
        <section class="card form editor-settings" aria-labelledby="settings:heading">
            <h2 class="card-title" id="settings:heading">{editing.editor_text().settings_heading}</h2>
            <SelectField editing field=PageField::Template label=text.template help=text.template_help options=templates/>
            <SelectField editing field=PageField::Kind label=text.kind help=text.kind_help options=kinds/>
            <CheckboxField editing field=PageField::InMenu label=text.in_menu help=text.in_menu_help/>
            <CheckboxField editing field=PageField::Featured label=text.featured help=text.featured_help/>
            <div class="editor-order">
                <TextField editing field=PageField::SortOrder label=editing.editor_text().sort_order note=Signal::stored(editing.editor_text().sort_order_help.to_owned())/>
            </div>
        </section>
    }
}
