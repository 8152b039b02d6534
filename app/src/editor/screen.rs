//! The whole screen of an editor, its keys, and the way to a field.

use leptos::prelude::*;
use leptos_router::hooks::{use_location, use_navigate, use_query_map};
use web_sys::wasm_bindgen::JsCast;

use super::acting::{self, Acting};
use super::conflict::ConflictDialog;
use super::door::Opened;
use super::draft_notice::LocalDraftNotice;
use super::editing::Editing;
use super::head::Head;
use super::item::{FieldOf, FormField, Item};
use super::local_draft;
use super::preview::Preview;
use super::problems::Problems;
use super::tab::Tab;
use super::trash::TrashNews;
use crate::ui::alert::{Alert, Tone};
use crate::ui::leaving::{Leaving, LeavingWords};
use crate::ui::listen::on_window;

/// What fills the screen.
pub struct Parts {
    pub texts: AnyView,
    pub search: AnyView,
    pub settings: AnyView,
    /// The cards at the side.
    pub beside: AnyView,
}

/// Head, news, tabs, cards at the side, preview and dialogs; `parts` makes what is the item's own.
pub fn editor_screen<I: Item>(opened: Opened<I>, parts: impl FnOnce(Acting<I>, Memo<Tab>) -> Parts) -> AnyView {
    let Opened { detail, wanted, came_to_be } = opened;
    let editing = Editing::<I>::new(detail, wanted.as_deref());
    let query = use_query_map();
    let tab = Memo::new(move |_| query.with(|query| Tab::parse(&query.get("tab").unwrap_or_default())));
    let acting = Acting::new(editing, way_to_fields::<I>(tab), came_to_be);
    local_draft::keep(editing);
    listen_to_keys(acting);
    if let Some(language) = wanted {
        begin_at(editing, &language);
    }
    let text = editing.text();
    let Parts { texts, search, settings, beside } = parts(acting, tab);
    view! {
        <Head acting/>
        <News acting/>
        <Tabs editing tab/>
        <div class="columns">
            <div class="editor-main">
                <div hidden=move || tab.get() != Tab::Text>{texts}</div>
                <div hidden=move || tab.get() != Tab::Search>{search}</div>
                <div hidden=move || tab.get() != Tab::Settings>{settings}</div>
            </div>
            <aside class="stack" aria-label=text.beside>{beside}</aside>
        </div>
        <div hidden=move || tab.get() != Tab::Text><Preview editing/></div>
        <ConflictDialog acting/>
        <LeavingGuard acting/>
    }
    .into_any()
}

#[component]
fn News<I: Item>(acting: Acting<I>) -> impl IntoView {
    let editing = acting.editing;
    view! {
        <div class="editor-news" id="editor:news">
            <TrashNews acting/>
            <LocalDraftNotice editing/>
            <Problems acting/>
            {move || acting.failure.get().map(|failure| view! { <Alert tone=Tone::Danger><p>{failure}</p></Alert> })}
            {(!editing.may_edit()).then(|| view! { <Alert tone=Tone::Info><p>{editing.text().read_only}</p></Alert> })}
        </div>
    }
}

#[component]
fn LeavingGuard<I: Item>(acting: Acting<I>) -> impl IntoView {
    let editing = acting.editing;
    let text = editing.text();
    let words = LeavingWords {
        heading: text.leaving_title,
        text: text.leaving_text,
        stay: text.leaving_stay,
        leave: text.leaving_leave,
        save: text.leaving_save,
    };
    // Who saves and leaves waits for the files that are on their way into a text.
    let then = RwSignal::new(None::<Callback<()>>);
    Effect::new(move |_| {
        if let Some(then) = then.get().filter(|_| !editing.is_uploading()) {
            // In the next frame the last of them stands in the text.
            let _ = request_animation_frame(move || acting.save_then(then));
        }
    });
    view! {
        <Leaving
            is_unsaved=Signal::derive(move || editing.is_changed() || editing.is_uploading())
            words
            on_drop=Callback::new(move |()| local_draft::forget(editing))
            on_save=Callback::new(move |leave| then.set(Some(leave)))
        />
    }
}

/// The parts of the screen, in the address, with the number of problems on each.
#[component]
fn Tabs<I: Item>(editing: Editing<I>, tab: Memo<Tab>) -> impl IntoView {
    let text = editing.text();
    let path = use_location().pathname;
    let link = move |this: Tab| {
        let count = move || {
            let on_tab = |name: &str| FieldOf::<I>::parse(name).is_some_and(|field| field.tab() == this);
            let count = editing.problems.with(|problems| problems.0.iter().filter(|(name, _)| on_tab(name)).count());
            (count > 0).then(
                || view! { <span class="count count-problems">{count}<span class="unseen">" " {text.problems}</span></span> },
            )
        };
        view! {
            <a
                class="tab"
                href=move || with_tab(&path.get(), this)
                data-noscroll
                aria-current=move || (tab.get() == this).then_some("page")
            >
                {text.tab(this)}
                " "
                {count}
            </a>
        }
    };
    view! { <nav class="tabs" aria-label=text.parts>{Tab::ALL.map(link).collect_view()}</nav> }
}

fn with_tab(path: &str, tab: Tab) -> String {
    let path = format!("{}{path}", if path.starts_with(crate::routes::ADMIN) { "" } else { crate::routes::ADMIN });
    match tab {
        Tab::Text => path,
        tab => format!("{path}?tab={}", tab.as_str()),
    }
}

/// Opens the tab of a field and gives the field the focus.
fn way_to_fields<I: Item>(tab: Memo<Tab>) -> Callback<FieldOf<I>> {
    let navigate = use_navigate();
    let path = use_location().pathname;
    Callback::new(move |field: FieldOf<I>| {
        if tab.get_untracked() != field.tab() {
            navigate(&with_tab(&path.get_untracked(), field.tab()), acting::in_place());
        }
        focus(field.to_string());
    })
}

/// Once what hides it is gone.
fn focus(id: String) {
    let _ = request_animation_frame(move || {
        let _ = request_animation_frame(move || {
            let element = document().get_element_by_id(&id);
            if let Some(element) = element.and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok()) {
                let _ = element.focus();
            }
        });
    });
}

/// Whoever comes for one language is brought to it.
fn begin_at<I: Item>(editing: Editing<I>, language: &str) {
    if editing.languages().find(language).is_some() {
        focus(format!("title:{language}"));
    }
}

/// Ctrl and S saves, Ctrl and return publishes the language that is typed in.
fn listen_to_keys<I: Item>(acting: Acting<I>) {
    on_window(leptos::ev::keydown, move |event| {
        let with_control = (event.ctrl_key() || event.meta_key()) && !event.alt_key() && !event.shift_key();
        if !with_control || event.is_composing() {
            return;
        }
        let act = match event.key().as_str() {
            "s" | "S" => Acting::<I>::save,
            "Enter" => Acting::<I>::publish_focused,
            _ => return,
        };
        // The browser must not offer to save the document, whatever else is in the way.
        event.prevent_default();
        let is_covered = document().query_selector("dialog[open]").ok().flatten().is_some();
        if !is_covered && acting.editing.may_edit() {
            act(acting);
        }
    });
}
