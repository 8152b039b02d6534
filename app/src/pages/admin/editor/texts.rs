//! The languages side by side: title, slug, text, excerpt and description of each on shared rows.

use domain::language::Language;
use leptos::prelude::*;

use super::item::Page;
use crate::editor::editing::Editing;
use crate::editor::language::LanguageCard;
use crate::editor::markdown_field::MarkdownField;
use crate::editor::pictures::{MediaDialogHost, MediaDialogs};
use crate::editor::search::DescriptionField;
use crate::editor::slug::SlugField;
use crate::editor::text_field::{Shape, TextField};
use crate::pages::fields::{PageField, Part};

#[component]
pub fn Texts(editing: Editing<Page>) -> impl IntoView {
    let languages = editing.shown().all;
    let dialogs = MediaDialogs::default();
    view! {
        <div class="editors">{languages.into_iter().map(|language| view! { <OneLanguage editing language dialogs/> }).collect_view()}</div>
        {editing.may_edit().then(|| view! { <MediaDialogHost dialogs/> })}
    }
}

#[component]
fn OneLanguage(editing: Editing<Page>, language: Language, dialogs: MediaDialogs) -> impl IntoView {
    let text = editing.text();
    let field = |part| PageField::Text(part, language.clone());
    let (title, excerpt) = (field(Part::Title), field(Part::Excerpt));
    view! {
        <LanguageCard editing language=language.clone()>
            <TextField editing field=title label=text.title shape=Shape::Heading/>
            <SlugField editing language=language.clone()/>
            <MarkdownField editing language=language.clone() label=text.content dialogs/>
            <TextField editing field=excerpt label=text.excerpt shape=Shape::Paragraph note=Signal::stored(text.excerpt_help.to_owned())/>
            <DescriptionField editing language/>
        </LanguageCard>
    }
}
