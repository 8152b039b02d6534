//! The languages side by side: title, alternative text and description of each.

use domain::language::Language;
use leptos::prelude::*;

use super::item::LibraryFile;
use crate::form::checkbox_field::CheckboxField;
use crate::form::state::FormState;
use crate::form::text_field::{TextField, TextFieldKind};
use crate::media::fields::{MediaField, Part};
use crate::text::media_file::MediaFile as Text;

#[component]
pub(super) fn Texts(editing: FormState<LibraryFile>) -> impl IntoView {
    let text = Text::of(editing.ui_language);
    let languages = editing.languages().all;
    let is_image = Memo::new(move |_| editing.file(|file| file.row.format.is_image()));
    let decorative = move || {
        let help = text.decorative_help;
        is_image.get().then(|| view! { <CheckboxField editing field=MediaField::Decorative label=text.decorative help/> })
    };
    view! {
        <section class="card stack" aria-labelledby="media-texts">
            <h2 class="card-title" id="media-texts">{text.texts}</h2>
            {decorative}
            <div class="media-texts">
                {languages.into_iter().map(|language| view! { <OneLanguage editing language is_image/> }).collect_view()}
            </div>
        </section>
    }
}

#[component]
fn OneLanguage(editing: FormState<LibraryFile>, language: Language, is_image: Memo<bool>) -> impl IntoView {
    let text = Text::of(editing.ui_language);
    let name = editing.ui_language.language_name(&language).to_owned();
    let heading = format!("language:{language}");
    let field = |part| MediaField::Text(part, language.clone());
    let (title, description) = (field(Part::Title), field(Part::Description));
    let alt = StoredValue::new(field(Part::Alt));
    let needs_alt = Memo::new(move |_| is_image.get() && !editing.form.with(|form| form.is_decorative));
    let alt = move || {
        needs_alt.get().then(|| {
            let note = Signal::stored(text.alt_help.to_owned());
            view! { <TextField editing field=alt.get_value() label=text.alt kind=TextFieldKind::Paragraph note/> }
        })
    };
    view! {
        <section class="media-text" aria-labelledby=heading.clone()>
            <h3 class="field-label" id=heading.clone()>{name}</h3>
            <TextField editing field=title label=text.title/>
            {alt}
            <TextField editing field=description label=text.description kind=TextFieldKind::Paragraphs/>
        </section>
    }
}
