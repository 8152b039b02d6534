//! The languages side by side: title, slug, text, excerpt and description of each on shared rows.

use domain::language::Language;
use leptos::prelude::*;

use super::item::Page;
use crate::editor::language::LanguageCard;
use crate::editor::markdown_field::MarkdownField;
use crate::editor::pictures::{MediaDialogHost, MediaDialogs};
use crate::editor::search::DescriptionField;
use crate::editor::slug::SlugField;
use crate::form::state::FormState;
use crate::form::text_field::{TextField, TextFieldKind};
use crate::pages::fields::{PageField, Part};
use crate::text::page_editor::PageEditor;

#[component]
pub fn Texts(editing: FormState<Page>) -> impl IntoView {
    let languages = editing.form_languages().all;
    let dialogs = MediaDialogs::default();
    view! {
        <div class="editors">{languages.into_iter().map(|language| view! { <OneLanguage editing language dialogs/> }).collect_view()}</div>
        {editing.may_edit().then(|| view! { <MediaDialogHost dialogs/> })}
    }
}

#[component]
fn OneLanguage(editing: FormState<Page>, language: Language, dialogs: MediaDialogs) -> impl IntoView {
    let (text, page_text) = (editing.editor_text(), PageEditor::of(editing.ui_language));
    let field = |part| PageField::Text(part, language.clone());
    let (title, excerpt) = (field(Part::Title), field(Part::Excerpt));
    let excerpt_note = Signal::stored(page_text.excerpt_help.to_owned());
    view! {
        <LanguageCard editing language=language.clone()>
            <TextField editing field=title label=text.title kind=TextFieldKind::Heading/>
            <SlugField editing language=language.clone()/>
            <MarkdownField editing language=language.clone() label=text.content dialogs/>
            <TextField editing field=excerpt label=page_text.excerpt kind=TextFieldKind::Paragraph note=excerpt_note/>
            <DescriptionField editing language/>
        </LanguageCard>
    }
}
