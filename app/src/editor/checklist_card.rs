//! "Before it goes out": the checklist beside the form.

use leptos::prelude::*;

use super::checklist::{Check, CheckState, Checklist};
use super::item::Item;
use super::links::watch_links;
use super::pictures::watch_library;
use crate::form::actions::FormActions;
use crate::form::editable::FieldOf;
use crate::text::checklist::ChecklistTexts;
use crate::ui::icon::{CHECK, CLOSE, Icon, TO_DO, WARNING};

#[component]
pub fn ChecklistCard<I: Item>(acting: FormActions<I>) -> impl IntoView {
    let editing = acting.editing;
    let text = ChecklistTexts::of(editing.ui_language);
    watch_library(editing);
    watch_links(editing);
    let list: Memo<Checklist<FieldOf<I>>> = Memo::new(move |_| editing.checklist());
    view! {
        <section class="card stack" aria-labelledby="checklist:heading">
            <div class="row row-spread">
                <h2 class="card-title" id="checklist:heading">{text.heading}</h2>
                <span class="count" role="img" aria-label=move || list.with(|list| text.done_of(list.done, list.all))>
                    {move || list.with(|list| format!("{} / {}", list.done, list.all))}
                </span>
            </div>
            <ul class="checks">{move || list.get().checks.into_iter().map(|check| line(acting, check)).collect_view()}</ul>
        </section>
    }
}

fn line<I: Item>(acting: FormActions<I>, check: Check<FieldOf<I>>) -> impl IntoView {
    let text = ChecklistTexts::of(acting.editing.ui_language);
    let (class, icon, mark) = match check.state {
        CheckState::Done => ("", CHECK, text.mark_done),
        CheckState::ToDo => ("checks-to-do", TO_DO, text.mark_to_do),
        CheckState::Open => ("checks-open", WARNING, text.mark_open),
        CheckState::Stop => ("checks-stop", CLOSE, text.mark_stop),
    };
    let message = text.finding(&check.finding, acting.editing.item_text());
    let place = check.place;
    let button = check.field.filter(|_| acting.editing.may_edit()).map(|field| {
        let label = format!("{}: {}", text.to_field, acting.editing.name_of(&field));
        view! {
            " "
            <button type="button" class="link" aria-label=label on:click=move |_| acting.show_at(field.clone(), place.clone())>
                {text.to_field}
            </button>
        }
    });
    view! { <li class=class><Icon of=icon/><span><span class="visually-hidden">{mark}": "</span>{message}{button}</span></li> }
}
