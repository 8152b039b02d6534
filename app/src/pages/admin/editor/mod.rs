//! The page editor: a page in all its languages side by side.
//!
//! The state is `editing`, what is done with the server `acting`; `fields`, `merge`, `compare`, `checklist` and `reading` are
//! pure. Everything else is a part of the screen.

mod acting;
mod before;
mod checklist;
mod compare;
mod conflict;
mod editing;
pub mod fields;
mod head;
mod kept;
mod merge;
mod pictures;
mod preview;
mod problems;
mod publish;
mod reading;
mod result;
mod screen;
mod search;
mod settings;
mod slug;
mod text_field;
mod texts;
mod trash;

pub use checklist::Finding;

use domain::id::PageId;
use domain::page::PageDetail;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::{use_navigate, use_params_map, use_query_map};

use crate::error::AppError;
use crate::layout::admin::{Crumb, Screen, asking, sentence, use_screen, use_speech};
use crate::pages::api::open_page;
use crate::routes;
use crate::text::admin::Admin;
use crate::text::editor::Editor;
use crate::ui::alert::{Alert, Tone};
use crate::ui::drawing::EmptyLines;
use screen::EditorScreen;

/// `/admin/pages/12`, or `/admin/pages/new` for a page that does not exist yet; `?language=de` begins at that language.
#[component]
pub fn PageEditor() -> impl IntoView {
    let params = use_params_map();
    let query = use_query_map();
    let navigate = use_navigate();
    let shown = RwSignal::new(Shown::Waiting);
    // The page that came to be on this screen: its new address leads to what is shown already.
    let born = StoredValue::new(None::<PageId>);
    Effect::new(move |before: Option<String>| {
        let page = params.with(|params| params.get("page").unwrap_or_default());
        if before.as_ref() != Some(&page) && born.get_value().map(|id| id.to_string()).as_ref() != Some(&page) {
            born.set_value(None);
            open(shown, &page);
        }
        page
    });
    let came_to_be = Callback::new(move |id: PageId| {
        born.set_value(Some(id));
        navigate(&acting::address_of(id), acting::in_place());
    });
    move || match shown.get() {
        Shown::Waiting => view! { <Waiting/> }.into_any(),
        Shown::Page(detail) => {
            let wanted = query.with_untracked(|query| query.get("language"));
            view! { <EditorScreen detail=detail.map(|detail| *detail) wanted came_to_be/> }.into_any()
        }
        Shown::Failed(error) => view! { <Failed error/> }.into_any(),
    }
}

#[derive(Debug, Clone, PartialEq)]
enum Shown {
    Waiting,
    /// None for a page that does not exist yet.
    Page(Option<Box<PageDetail>>),
    Failed(AppError),
}

fn open(shown: RwSignal<Shown>, page: &str) {
    if page == "new" {
        return shown.set(Shown::Page(None));
    }
    let Ok(id) = page.parse::<PageId>() else { return shown.set(Shown::Failed(AppError::NotFound)) };
    shown.set(Shown::Waiting);
    spawn_local(async move {
        let opened = match asking(|| open_page(id)).await {
            Ok(detail) => Shown::Page(Some(Box::new(detail))),
            Err(error) => Shown::Failed(error),
        };
        shown.try_set(opened);
    });
}

fn above() -> Vec<Crumb> {
    let text = Admin::of(use_speech());
    vec![Crumb { label: text.pages.to_owned(), href: routes::PAGES.to_owned() }]
}

/// The shape of what is coming.
#[component]
fn Waiting() -> impl IntoView {
    let text = Admin::of(use_speech());
    use_screen(text.loading, above());
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

#[component]
fn Failed(error: AppError) -> impl IntoView {
    let speech = use_speech();
    let text = Editor::of(speech);
    if error == AppError::NotFound {
        return view! {
            <Screen title=text.not_found above=above()/>
            <section class="card empty empty-tall">
                <EmptyLines/>
                <p>{text.not_found_text}</p>
                <p><a class="button button-primary" href=routes::PAGES>{text.to_list}</a></p>
            </section>
        }
        .into_any();
    }
    view! {
        <Screen title=text.not_opened above=above()/>
        <Alert tone=Tone::Danger><p>{sentence(&error, speech)}</p></Alert>
        <p><a class="button button-secondary" href=routes::PAGES>{text.to_list}</a></p>
    }
    .into_any()
}
