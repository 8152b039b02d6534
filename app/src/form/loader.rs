//! Loads the item that the address names into its form. Until then it shows a skeleton, and on failure the reason.

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_params_map, use_query_map};

use super::editable::{Editable, IdOf, address_of};
use crate::error::AppError;
use crate::layout::admin::{Crumb, Screen, error_message, may_edit, use_screen, use_ui_language, with_reauth};
use crate::text::admin::Admin;
use crate::ui::alert::{Alert, Tone};
use crate::ui::drawing::EmptyLines;

/// The loaded item that a form begins with.
pub struct LoadedForm<E: Editable> {
    /// None for what does not exist yet.
    pub detail: Option<E::Detail>,
    /// The language at which to begin, from the address.
    pub language: Option<String>,
    /// Called when it was created: the screen already shows the item of the new address.
    pub on_created: Callback<IdOf<E>>,
}

/// Opens the item in the last part of the address. `new` opens an empty form; `?language=de` begins at that language.
#[component]
pub fn Loader<E: Editable>(
    /// The name of that part in the route.
    part: &'static str,
    /// The form's screen.
    screen: fn(LoadedForm<E>) -> AnyView,
) -> impl IntoView {
    let params = use_params_map();
    let query = use_query_map();
    let navigate = use_navigate();
    let may_edit = may_edit();
    let shown = RwSignal::new(FormLoadState::<E>::Loading);
    let born = StoredValue::new(None::<IdOf<E>>);
    Effect::new(move |before: Option<String>| {
        let named = params.with(|params| params.get(part).unwrap_or_default());
        if before.as_ref() != Some(&named) && born.get_value().map(|id| id.to_string()).as_ref() != Some(&named) {
            born.set_value(None);
            open(shown, &named, may_edit);
        }
        named
    });
    let on_created = Callback::new(move |id: IdOf<E>| {
        born.set_value(Some(id));
        navigate(&address_of::<E>(id), in_place());
    });
    move || match shown.get() {
        FormLoadState::Loading => view! { <Waiting<E>/> }.into_any(),
        FormLoadState::Loaded(detail) => {
            let language = query.with_untracked(|query| query.get("language"));
            screen(LoadedForm { detail: detail.map(|detail| *detail), language, on_created })
        }
        FormLoadState::Failed(error) => view! { <Missing<E> error/> }.into_any(),
    }
}

#[derive(Clone)]
enum FormLoadState<E: Editable> {
    Loading,
    /// None for what does not exist yet.
    Loaded(Option<Box<E::Detail>>),
    Failed(AppError),
}

fn open<E: Editable>(shown: RwSignal<FormLoadState<E>>, named: &str, may_edit: bool) {
    if named == "new" && E::BEGINS_EMPTY {
        return shown.set(if may_edit { FormLoadState::Loaded(None) } else { FormLoadState::Failed(AppError::Forbidden) });
    }
    let Ok(id) = named.parse::<IdOf<E>>() else { return shown.set(FormLoadState::Failed(AppError::NotFound)) };
    shown.set(FormLoadState::Loading);
    spawn_local(async move {
        let opened = match with_reauth(|| E::open(id)).await {
            Ok(detail) => FormLoadState::Loaded(Some(Box::new(detail))),
            Err(error) => FormLoadState::Failed(error),
        };
        shown.try_set(opened);
    });
}

/// The link back to the list.
pub fn list_crumbs<E: Editable>() -> Vec<Crumb> {
    vec![Crumb { label: E::list_name(use_ui_language()).to_owned(), href: E::LIST.to_owned() }]
}

/// A skeleton of the form.
#[component]
fn Waiting<E: Editable>(#[prop(optional)] _of: std::marker::PhantomData<E>) -> impl IntoView {
    let text = Admin::of(use_ui_language());
    use_screen(text.loading, list_crumbs::<E>());
    view! {
        <div class="page-header"><h1 class="visually-hidden" tabindex="-1">{text.loading}</h1><span class="skeleton editor-waiting-title" aria-hidden="true"></span></div>
        <div class="columns" aria-hidden="true">
            <div class="editors">
                <span class="card skeleton editor-waiting"></span>
                <span class="card skeleton editor-waiting"></span>
            </div>
            <span class="card skeleton editor-waiting-aside"></span>
        </div>
    }
}

/// Says why there is nothing to edit.
#[component]
pub fn Missing<E: Editable>(error: AppError, #[prop(optional)] _of: std::marker::PhantomData<E>) -> impl IntoView {
    let ui_language = use_ui_language();
    let (text, above) = (E::noun(ui_language), list_crumbs::<E>());
    if error == AppError::NotFound {
        return view! {
            <Screen title=text.not_found above/>
            <section class="card empty empty-tall">
                <EmptyLines/>
                <p>{text.not_found_text}</p>
                <p><a class="button button-primary" href=E::LIST>{text.to_list}</a></p>
            </section>
        }
        .into_any();
    }
    let (title, tone) = match error {
        AppError::Forbidden => (text.made_by_editors, Tone::Info),
        _ => (text.not_opened, Tone::Danger),
    };
    view! {
        <Screen title above/>
        <Alert tone><p>{error_message(&error, ui_language)}</p></Alert>
        <p><a class="button button-secondary" href=E::LIST>{text.to_list}</a></p>
    }
    .into_any()
}

/// For moves within the admin by full address.
pub fn in_place() -> NavigateOptions {
    NavigateOptions { resolve: false, replace: true, scroll: false, ..NavigateOptions::default() }
}
