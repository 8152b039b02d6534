//! The page of a whitepaper that is no longer offered: for a link to its file, and for a form that was open meanwhile.

use leptos::prelude::*;

use crate::layout::public::PageContext;
use crate::public_form::{FormView, PublicForm};
use crate::search::public::SearchForm;
use crate::text::public_form::PublicForm as PublicFormText;
use crate::text::public_whitepapers::PublicWhitepaperTexts;

#[component]
pub fn Withdrawn<'a>(
    /// Where all whitepapers are.
    list: String,
    /// What was typed, should the whitepaper be offered again.
    form: Option<FormView>,
    context: PageContext<'a>,
) -> impl IntoView {
    let (ui_language, text) = (context.ui_language(), PublicWhitepaperTexts::of(context.ui_language()));
    view! {
        <div class="page axis section-start section-body">
            <div class="axis-wide stack stack-wide">
                <div class="stack stack-tight">
                    <h1 class="title">{text.withdrawn_title}</h1>
                    <p class="lead">{text.withdrawn_text}</p>
                </div>
                <SearchForm context/>
                <p><a class="button button-primary button-large" href=list>{text.to_list}</a></p>
                {form
                    .map(|form| {
                        view! {
                            <section class="card register stack" aria-labelledby="typed">
                                <h2 class="heading" id="typed">{text.typed_title}</h2>
                                <PublicForm ui_language form button=PublicFormText::of(ui_language).again/>
                            </section>
                        }
                    })}
            </div>
        </div>
    }
}
