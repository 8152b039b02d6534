//! "Before it goes out": the checklist beside the form.

use std::collections::BTreeMap;

use domain::language::Language;
use leptos::prelude::*;

use super::item::Page;
use crate::editor::item::ItemField;
use crate::editor::pictures::use_library;
use crate::editor::translations::SlugStatus;
use crate::form::actions::FormActions;
use crate::pages::checklist::{Check, CheckState, Checklist, checklist};
use crate::pages::fields::PageField;
use crate::text::page_editor::PageEditor;
use crate::ui::icon::{CHECK, CLOSE, Icon, WARNING};

#[component]
pub fn ChecklistCard(acting: FormActions<Page>) -> impl IntoView {
    let editing = acting.editing;
    let text = PageEditor::of(editing.ui_language);
    let library = use_library(editing);
    let list: Memo<Checklist> = Memo::new(move |_| {
        let states =
            editing.stored.with(|stored| stored.as_ref().map(|stored| stored.publication.states.clone()).unwrap_or_default());
        let slugs: BTreeMap<_, _> = editing.extension.slugs.with(|slugs| {
            let typed = |language: &Language| slugs.get(language).and_then(SlugStatus::problem);
            // As the field shows it: also after a save or a restore that was refused.
            let shown = |language: &Language| editing.problem(&PageField::slug(language.clone()));
            let problem = |language: Language| {
                let problem = typed(&language).or_else(|| shown(&language))?;
                Some((language, problem))
            };
            editing.form_languages().all.into_iter().filter_map(problem).collect()
        });
        editing.form.with(|form| library.with(|library| checklist(form, &states, &slugs, library, &editing.languages())))
    });
    view! {
        <section class="card stack" aria-labelledby="checklist:heading">
            <div class="row row-spread">
                <h2 class="card-title" id="checklist:heading">{text.before}</h2>
                <span class="count" aria-label=move || list.with(|list| text.done_of(list.done, list.all))>
                    {move || list.with(|list| format!("{} / {}", list.done, list.all))}
                </span>
            </div>
            <ul class="checks">{move || list.get().checks.into_iter().map(|check| line(acting, check)).collect_view()}</ul>
        </section>
    }
}

fn line(acting: FormActions<Page>, check: Check) -> impl IntoView {
    let text = PageEditor::of(acting.editing.ui_language);
    let (class, icon, mark) = match check.state {
        CheckState::Done => ("", CHECK, text.mark_done),
        CheckState::Open => ("checks-open", WARNING, text.mark_open),
        CheckState::Stop => ("checks-stop", CLOSE, text.mark_stop),
    };
    let message = text.finding(&check.finding);
    let button = check.field.filter(|_| acting.editing.may_edit()).map(|field| {
        let of = acting.editing.name_of(&field);
        view! {
            " "
            <button type="button" class="link" on:click=move |_| acting.show(field.clone())>
                {text.to_field}
                <span class="visually-hidden">": " {of}</span>
            </button>
        }
    });
    view! { <li class=class><Icon of=icon/><span><span class="visually-hidden">{mark} ": "</span>{message} {button}</span></li> }
}
