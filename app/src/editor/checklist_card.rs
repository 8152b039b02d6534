//! "Before it goes out": the checklist beside the form.

use domain::language::Language;
use domain::link_check::TypedAddress;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::checklist::{Check, CheckState, Checklist, Finding};
use super::item::{Item, ItemField};
use super::links::watch_links;
use super::pictures::watch_library;
use crate::error::AppError;
use crate::form::actions::FormActions;
use crate::form::editable::FieldOf;
use crate::form::state::FormState;
use crate::layout::admin::error_message;
use crate::media::admin::upload::{UploadError, fetch_picture};
use crate::text::checklist::ChecklistTexts;
use crate::ui::icon::{CHECK, CLOSE, Icon, TO_DO, WARNING};

#[component]
pub fn ChecklistCard<I: Item>(acting: FormActions<I>) -> impl IntoView {
    let editing = acting.editing;
    let text = ChecklistTexts::of(editing.ui_language);
    watch_library(editing);
    watch_links(editing);
    let fetch = Fetch { editing, is_fetching: RwSignal::new(false), message: RwSignal::new(String::new()) };
    let list: Memo<Checklist<FieldOf<I>>> = Memo::new(move |_| editing.checklist());
    view! {
        <section class="card stack" aria-labelledby="checklist:heading">
            <div class="row row-spread">
                <h2 class="card-title" id="checklist:heading">{text.heading}</h2>
                <span class="count" role="img" aria-label=move || list.with(|list| text.done_of(list.done, list.all))>
                    {move || list.with(|list| format!("{} / {}", list.done, list.all))}
                </span>
            </div>
            <ul class="checks">{move || list.get().checks.into_iter().map(|check| line(acting, fetch, check)).collect_view()}</ul>
            <p class="field-help" role="status">{move || fetch.message.get()}</p>
        </section>
    }
}

fn line<I: Item>(acting: FormActions<I>, fetch: Fetch<I>, check: Check<FieldOf<I>>) -> impl IntoView {
    let text = ChecklistTexts::of(acting.editing.ui_language);
    let (class, icon, mark) = match check.state {
        CheckState::Done => ("", CHECK, text.mark_done),
        CheckState::ToDo { .. } => ("checks-to-do", TO_DO, text.mark_to_do),
        CheckState::Open => ("checks-open", WARNING, text.mark_open),
        CheckState::Stop => ("checks-stop", CLOSE, text.mark_stop),
    };
    let message = text.finding(&check.finding, acting.editing.item_text());
    let fetch_button = match check.finding {
        Finding::PictureExternal(language, link) if acting.editing.may_edit() => {
            let label = format!("{}: {}", text.fetch, link.address);
            Some(view! {
                " "
                <button
                    type="button"
                    class="link"
                    aria-label=label
                    disabled=move || fetch.is_fetching.get()
                    on:click=move |_| fetch.begin(language.clone(), link.clone())
                >
                    {text.fetch}
                </button>
            })
        }
        _ => None,
    };
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
    view! { <li class=class><Icon of=icon/><span><span class="visually-hidden">{mark}": "</span>{message}{button}{fetch_button}</span></li> }
}

/// A picture of another site on its way into the library.
struct Fetch<I: Item> {
    editing: FormState<I>,
    is_fetching: RwSignal<bool>,
    message: RwSignal<String>,
}

impl<I: Item> Clone for Fetch<I> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<I: Item> Copy for Fetch<I> {}

impl<I: Item> Fetch<I> {
    /// Fetches the picture; then the text names it in the library, wherever it named the other site.
    fn begin(self, language: Language, link: TypedAddress) {
        let Self { editing, is_fetching, message } = self;
        let text = ChecklistTexts::of(editing.ui_language);
        is_fetching.set(true);
        message.set(text.fetching.to_owned());
        spawn_local(async move {
            let fetched = fetch_picture(&link.address).await;
            is_fetching.try_set(false);
            let said = match fetched {
                Ok(media) if !media.format.is_image() => text.not_fetched.to_owned(),
                Ok(media) if !editing.form.is_disposed() => {
                    let field = FieldOf::<I>::content(language);
                    let content = untrack(|| editing.read(&field));
                    let address = format!("media:{}", media.id);
                    editing.write(&field, domain::insertion::replace_address(&content, &link.typed, &address));
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
