//! The texts for search engines in each language, with the result that they would make.

use domain::language::Language;
use leptos::prelude::*;

use super::item::{Item, ItemField};
use super::language::focused;
use super::reading::{DESCRIPTION, MAX_TITLE_CHARS};
use super::result::SearchResult;
use crate::form::editable::FieldOf;
use crate::form::state::FormState;
use crate::form::text_field::{TextField, TextFieldKind};

/// The languages side by side. `more` makes the fields of a language that stand below title and description.
#[component]
pub fn SearchTexts<I: Item>(editing: FormState<I>, #[prop(into)] more: ViewFnOf) -> impl IntoView {
    let card = |language: Language| {
        let more = more.make(language.clone());
        view! { <SearchCard editing language>{more}</SearchCard> }
    };
    view! { <div class="editors">{editing.form_languages().all.into_iter().map(card).collect_view()}</div> }
}

/// Makes the view of one language.
pub struct ViewFnOf(Box<dyn Fn(Language) -> AnyView>);

impl ViewFnOf {
    fn make(&self, language: Language) -> AnyView {
        (self.0)(language)
    }
}

impl<F: Fn(Language) -> AnyView + 'static> From<F> for ViewFnOf {
    fn from(make: F) -> Self {
        Self(Box::new(make))
    }
}

#[component]
fn SearchCard<I: Item>(editing: FormState<I>, language: Language, children: Children) -> impl IntoView {
    let text = editing.editor_text();
    let heading = format!("search:{language}");
    let (seo_title, title) = (FieldOf::<I>::seo_title(language.clone()), FieldOf::<I>::title(language.clone()));
    let length = use_length(editing, seo_title.clone());
    let in_focus = focused(editing, language.clone());
    view! {
        <section
            class="card editor editor-search"
            aria-labelledby=heading
            on:focusin=in_focus
        >
            <div class="card-head"><h2 class="card-title" id=heading.clone()>{editing.ui_language.language_name(&language).to_owned()}</h2></div>
            <TextField
                editing field=seo_title label=text.seo_title
                placeholder=Signal::derive(move || editing.read(&title))
                note=Signal::derive(move || match length.get() {
                    0 => text.seo_title_help.to_owned(),
                    count => text.characters(count, MAX_TITLE_CHARS),
                })
            />
            <DescriptionField editing language=language.clone() second=true/>
            {children()}
            <div class="field"><p class="field-label">{text.result}</p><SearchResult editing language/></div>
        </section>
    }
}

/// The description for search engines, with its length.
#[component]
pub fn DescriptionField<I: Item>(
    editing: FormState<I>,
    language: Language,
    /// Where the same text can be typed in two places.
    #[prop(optional)]
    second: bool,
) -> impl IntoView {
    let text = editing.editor_text();
    let field = FieldOf::<I>::description(language);
    let length = use_length(editing, field.clone());
    let note = Signal::derive(move || text.characters(length.get(), *DESCRIPTION.end()));
    view! { <TextField editing field second label=text.description kind=TextFieldKind::Paragraph note/> }
}

fn use_length<I: Item>(editing: FormState<I>, field: FieldOf<I>) -> Memo<usize> {
    Memo::new(move |_| editing.read(&field).trim().chars().count())
}
