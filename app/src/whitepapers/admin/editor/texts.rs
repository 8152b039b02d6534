//! The languages side by side: title, slug, description and preview of each on shared rows.

use domain::language::Language;
use leptos::prelude::*;

use super::item::Whitepaper;
use crate::editor::language::LanguageCard;
use crate::editor::markdown_field::MarkdownField;
use crate::editor::pictures::{MediaDialogHost, MediaDialogs};
use crate::editor::slug::SlugField;
use crate::form::state::FormState;
use crate::form::text_field::{TextField, TextFieldKind};
use crate::text::whitepapers::Whitepapers;
use crate::whitepapers::fields::{Part, WhitepaperField};

#[component]
pub fn Texts(editing: FormState<Whitepaper>) -> impl IntoView {
    let languages = editing.form_languages().all;
    let dialogs = MediaDialogs::default();
    let card = move |language| view! { <OneLanguage editing language dialogs/> };
    view! {
        <div class="editors editors-short">{languages.into_iter().map(card).collect_view()}</div>
        {editing.may_edit().then(|| view! { <MediaDialogHost dialogs/> })}
    }
}

#[component]
fn OneLanguage(editing: FormState<Whitepaper>, language: Language, dialogs: MediaDialogs) -> impl IntoView {
    let text = Whitepapers::of(editing.ui_language);
    let field = |part| WhitepaperField::Text(part, language.clone());
    let (title, description) = (field(Part::Title), field(Part::Description));
    let description_note = Signal::stored(text.description_help.to_owned());
    view! {
        <LanguageCard editing language=language.clone()>
            <TextField editing field=title label=editing.editor_text().title kind=TextFieldKind::Heading/>
            <SlugField editing language=language.clone()/>
            <TextField editing field=description label=text.description kind=TextFieldKind::Paragraph note=description_note/>
            <MarkdownField editing language label=text.preview dialogs/>
        </LanguageCard>
    }
}
