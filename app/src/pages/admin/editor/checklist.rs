//! "Before it goes out": the checklist beside the form.

use std::collections::BTreeMap;

use domain::language::Language;
use domain::text_findings::TypedAddress;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::item::Page;
use crate::editor::item::ItemField;
use crate::editor::pictures::use_library;
use crate::editor::text_findings::{select_in_text, use_text_findings};
use crate::editor::translations::SlugStatus;
use crate::error::AppError;
use crate::form::actions::FormActions;
use crate::form::state::FormState;
use crate::layout::admin::error_message;
use crate::media::admin::upload::{UploadError, fetch_picture};
use crate::pages::checklist::{Check, CheckState, Checklist, Finding, checklist};
use crate::pages::fields::{PageField, Part};
use crate::text::page_editor::PageEditor;
use crate::ui::icon::{CHECK, CLOSE, Icon, WARNING};

#[component]
pub fn ChecklistCard(acting: FormActions<Page>) -> impl IntoView {
    let editing = acting.editing;
    let text = PageEditor::of(editing.ui_language);
    let (library, found) = (use_library(editing), use_text_findings(editing));
    let fetch = Fetch { editing, is_fetching: RwSignal::new(false), message: RwSignal::new(String::new()) };
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
        editing.form.with(|form| {
            let languages = editing.languages();
            library.with(|library| found.with(|found| checklist(form, &states, &slugs, library, found, &languages)))
        })
    });
    view! {
        <section class="card stack" aria-labelledby="checklist:heading">
            <div class="row row-spread">
                <h2 class="card-title" id="checklist:heading">{text.before}</h2>
                <span class="count" aria-label=move || list.with(|list| text.done_of(list.done, list.all))>
                    {move || list.with(|list| format!("{} / {}", list.done, list.all))}
                </span>
            </div>
            <ul class="checks">{move || list.get().checks.into_iter().map(|check| line(acting, fetch, check)).collect_view()}</ul>
            <p class="field-help" role="status">{move || fetch.message.get()}</p>
        </section>
    }
}

fn line(acting: FormActions<Page>, fetch: Fetch, check: Check) -> impl IntoView {
    let text = PageEditor::of(acting.editing.ui_language);
    let (class, icon, mark) = match check.state {
        CheckState::Done => ("", CHECK, text.mark_done),
        CheckState::Open => ("checks-open", WARNING, text.mark_open),
        CheckState::Stop => ("checks-stop", CLOSE, text.mark_stop),
    };
    let message = text.finding(&check.finding);
    let fetch_button = match (&check.finding, &check.place) {
        (Finding::ExternalPicture(language, _), Some(place)) if acting.editing.may_edit() => {
            let (language, place) = (language.clone(), place.clone());
            Some(view! {
                " "
                <button
                    type="button" class="link" disabled=move || fetch.is_fetching.get()
                    on:click=move |_| fetch.begin(language.clone(), place.clone())
                >
                    {text.fetch}
                    <span class="visually-hidden">": " {place_name(&check.place)}</span>
                </button>
            })
        }
        _ => None,
    };
    let place = check.place;
    let button = check.field.filter(|_| acting.editing.may_edit()).map(|field| {
        let of = acting.editing.name_of(&field);
        view! {
            " "
            <button type="button" class="link" on:click=move |_| show(acting, field.clone(), place.clone())>
                {text.to_field}
                <span class="visually-hidden">": " {of}</span>
            </button>
        }
    });
    view! {
        <li class=class>
            <Icon of=icon/>
            <span><span class="visually-hidden">{mark} ": "</span>{message} {button} {fetch_button}</span>
        </li>
    }
}

fn place_name(place: &Option<TypedAddress>) -> String {
    place.as_ref().map(|place| place.address.clone()).unwrap_or_default()
}

/// Shows the field, and the place in it once it has the focus.
fn show(acting: FormActions<Page>, field: PageField, place: Option<TypedAddress>) {
    acting.show(field.clone());
    if let (PageField::Text(Part::Content, language), Some(place)) = (field, place) {
        let select = move || select_in_text::<Page>(&language, &place.typed);
        let _ = request_animation_frame(move || {
            let _ = request_animation_frame(select);
        });
    }
}

/// A picture of another site on its way into the library.
#[derive(Clone, Copy)]
struct Fetch {
    editing: FormState<Page>,
    is_fetching: RwSignal<bool>,
    message: RwSignal<String>,
}

impl Fetch {
    /// Fetches the picture; then the text names it in the library, wherever it named the other site.
    fn begin(self, language: Language, place: TypedAddress) {
        let Self { editing, is_fetching, message } = self;
        let text = PageEditor::of(editing.ui_language);
        is_fetching.set(true);
        message.set(text.fetching.to_owned());
        spawn_local(async move {
            let fetched = fetch_picture(&place.address).await;
            is_fetching.try_set(false);
            let said = match fetched {
                Ok(media) if !media.format.is_image() => text.not_fetched.to_owned(),
                Ok(media) if !editing.form.is_disposed() => {
                    let field = PageField::Text(Part::Content, language);
                    let content = untrack(|| editing.read(&field));
                    let address = format!("media:{}", media.id);
                    editing.write(&field, domain::insertion::replace_address(&content, &place.typed, &address));
                    text.fetched.to_owned()
                }
                Ok(_) => return,
                Err(UploadError::File(reason)) => editing.ui_language.refusal(reason),
                Err(UploadError::Other(AppError::Invalid(_))) => text.not_fetched.to_owned(),
                Err(UploadError::Other(error)) => error_message(&error, editing.ui_language),
            };
            message.try_set(said);
        });
    }
}
