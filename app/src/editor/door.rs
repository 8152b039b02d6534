//! The way into an editor: what the address names is asked for; until it is here its shape is shown, and why where it does not come.

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::{use_navigate, use_params_map, use_query_map};

use super::acting;
use super::item::{IdOf, Item};
use crate::error::AppError;
use crate::layout::admin::{Crumb, Screen, asking, sentence, use_screen, use_speech};
use crate::text::admin::Admin;
use crate::ui::alert::{Alert, Tone};
use crate::ui::drawing::EmptyLines;

/// What an editor begins with.
pub struct Opened<I: Item> {
    /// None for what does not exist yet.
    pub detail: Option<I::Detail>,
    /// The language at which to begin, from the address.
    pub wanted: Option<String>,
    /// To be told when it came to be: its new address leads to what is shown already.
    pub came_to_be: Callback<IdOf<I>>,
}

/// Opens what stands in the last part of the address, or `new` for what does not exist yet; `?language=de` begins at that language.
#[component]
pub fn Door<I: Item>(
    /// The name of that part in the route.
    part: &'static str,
    /// The editor.
    screen: fn(Opened<I>) -> AnyView,
) -> impl IntoView {
    let params = use_params_map();
    let query = use_query_map();
    let navigate = use_navigate();
    let shown = RwSignal::new(Shown::<I>::Waiting);
    let born = StoredValue::new(None::<IdOf<I>>);
    Effect::new(move |before: Option<String>| {
        let named = params.with(|params| params.get(part).unwrap_or_default());
        if before.as_ref() != Some(&named) && born.get_value().map(|id| id.to_string()).as_ref() != Some(&named) {
            born.set_value(None);
            open(shown, &named);
        }
        named
    });
    let came_to_be = Callback::new(move |id: IdOf<I>| {
        born.set_value(Some(id));
        navigate(&acting::address_of::<I>(id), acting::in_place());
    });
    move || match shown.get() {
        Shown::Waiting => view! { <Waiting<I>/> }.into_any(),
        Shown::Here(detail) => {
            let wanted = query.with_untracked(|query| query.get("language"));
            screen(Opened { detail: detail.map(|detail| *detail), wanted, came_to_be })
        }
        Shown::Failed(error) => view! { <Missing<I> error/> }.into_any(),
    }
}

#[derive(Clone)]
enum Shown<I: Item> {
    Waiting,
    /// None for what does not exist yet.
    Here(Option<Box<I::Detail>>),
    Failed(AppError),
}

fn open<I: Item>(shown: RwSignal<Shown<I>>, named: &str) {
    if named == "new" {
        return shown.set(Shown::Here(None));
    }
    let Ok(id) = named.parse::<IdOf<I>>() else { return shown.set(Shown::Failed(AppError::NotFound)) };
    shown.set(Shown::Waiting);
    spawn_local(async move {
        let opened = match asking(|| I::open(id)).await {
            Ok(detail) => Shown::Here(Some(Box::new(detail))),
            Err(error) => Shown::Failed(error),
        };
        shown.try_set(opened);
    });
}

/// The way back to the list.
pub fn above<I: Item>() -> Vec<Crumb> {
    vec![Crumb { label: I::list_name(use_speech()).to_owned(), href: I::LIST.to_owned() }]
}

/// The shape of what is coming.
#[component]
fn Waiting<I: Item>(#[prop(optional)] _of: std::marker::PhantomData<I>) -> impl IntoView {
    let text = Admin::of(use_speech());
    use_screen(text.loading, above::<I>());
    view! {
        <div class="page-header"><h1 class="unseen" tabindex="-1">{text.loading}</h1><span class="skeleton editor-waiting-title" aria-hidden="true"></span></div>
        <div class="columns" aria-hidden="true">
            <div class="editors">
                <span class="card skeleton editor-waiting"></span>
                <span class="card skeleton editor-waiting"></span>
            </div>
            <span class="card skeleton editor-waiting-aside"></span>
        </div>
    }
}

/// Why there is nothing to be edited.
#[component]
pub fn Missing<I: Item>(error: AppError, #[prop(optional)] _of: std::marker::PhantomData<I>) -> impl IntoView {
    let speech = use_speech();
    let (text, above) = (I::text(speech), above::<I>());
    if error == AppError::NotFound {
        return view! {
            <Screen title=text.not_found above/>
            <section class="card empty empty-tall">
                <EmptyLines/>
                <p>{text.not_found_text}</p>
                <p><a class="button button-primary" href=I::LIST>{text.to_list}</a></p>
            </section>
        }
        .into_any();
    }
    view! {
        <Screen title=text.not_opened above/>
        <Alert tone=Tone::Danger><p>{sentence(&error, speech)}</p></Alert>
        <p><a class="button button-secondary" href=I::LIST>{text.to_list}</a></p>
    }
    .into_any()
}
