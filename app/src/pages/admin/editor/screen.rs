//! The whole screen of the editor, its keys, and the way to a field.

use domain::id::PageId;
use domain::page::PageDetail;
use leptos::prelude::*;
use leptos_router::hooks::{use_location, use_navigate, use_query_map};
use web_sys::wasm_bindgen::JsCast;

use super::acting::{self, Acting};
use super::before::ChecklistCard;
use super::conflict::ConflictDialog;
use super::editing::Editing;
use super::fields::{FormField, Tab};
use super::head::Head;
use super::kept::{self, KeptNews};
use super::preview::Preview;
use super::problems::Problems;
use super::publish::PublishCard;
use super::result::ResultCard;
use super::search::SearchTab;
use super::settings::SettingsTab;
use super::texts::Texts;
use super::trash::TrashNews;
use crate::ui::alert::{Alert, Tone};
use crate::ui::leaving::{Leaving, LeavingWords};

#[component]
pub fn EditorScreen(detail: Option<PageDetail>, wanted: Option<String>, came_to_be: Callback<PageId>) -> impl IntoView {
    let editing = Editing::new(detail, wanted.as_deref());
    let query = use_query_map();
    let tab = Memo::new(move |_| query.with(|query| Tab::parse(&query.get("tab").unwrap_or_default())));
    let acting = Acting::new(editing, way_to_fields(tab), came_to_be);
    kept::keep(editing);
    listen_to_keys(acting);
    if let Some(language) = wanted {
        begin_at(editing, &language);
    }
    let text = editing.text();
    let leaving = LeavingWords {
        heading: text.leaving_title,
        text: text.leaving_text,
        stay: text.leaving_stay,
        leave: text.leaving_leave,
        save: text.leaving_save,
    };
    view! {
        <Head acting/>
        <div class="editor-news" id="editor:news">
            <TrashNews acting/>
            <KeptNews editing/>
            <Problems acting/>
            {move || acting.failure.get().map(|failure| view! { <Alert tone=Tone::Danger><p>{failure}</p></Alert> })}
            {(!editing.may_edit()).then(|| view! { <Alert tone=Tone::Info><p>{text.read_only}</p></Alert> })}
        </div>
        <Tabs editing tab/>
        <div class="columns">
            <div class="editor-main">
                <div hidden=move || tab.get() != Tab::Text><Texts acting/></div>
                <div hidden=move || tab.get() != Tab::Search><SearchTab editing/></div>
                <div hidden=move || tab.get() != Tab::Settings><SettingsTab editing/></div>
            </div>
            <aside class="stack" aria-label=text.beside>
                <PublishCard acting/>
                <ChecklistCard acting/>
                <div hidden=move || tab.get() == Tab::Search><ResultCard editing/></div>
            </aside>
        </div>
        <div hidden=move || tab.get() != Tab::Text><Preview editing/></div>
        <ConflictDialog acting/>
        <Leaving
            is_unsaved=Signal::derive(move || editing.is_changed())
            words=leaving
            on_drop=Callback::new(move |()| kept::forget(editing, editing.base.with_untracked(|base| base.id)))
            on_save=Callback::new(move |then| acting.save_then(then))
        />
    }
}

/// The parts of the page, in the address, with the number of problems on each.
#[component]
fn Tabs(editing: Editing, tab: Memo<Tab>) -> impl IntoView {
    let text = editing.text();
    let path = use_location().pathname;
    let link = move |this: Tab| {
        let count = move || {
            let on_tab = |name: &str| FormField::parse(name).is_some_and(|field| field.tab() == this);
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
fn way_to_fields(tab: Memo<Tab>) -> Callback<FormField> {
    let navigate = use_navigate();
    let path = use_location().pathname;
    Callback::new(move |field: FormField| {
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
fn begin_at(editing: Editing, language: &str) {
    if editing.languages().find(language).is_some() {
        focus(format!("title:{language}"));
    }
}

/// Ctrl and S saves, Ctrl and return publishes the language that is typed in.
fn listen_to_keys(acting: Acting) {
    let listener = window_event_listener(leptos::ev::keydown, move |event| {
        let with_control = (event.ctrl_key() || event.meta_key()) && !event.alt_key() && !event.shift_key();
        if !with_control || event.is_composing() {
            return;
        }
        let act = match event.key().as_str() {
            "s" | "S" => Acting::save,
            "Enter" => Acting::publish_focused,
            _ => return,
        };
        // The browser must not offer to save the document, whatever else is in the way.
        event.prevent_default();
        let is_covered = document().query_selector("dialog[open]").ok().flatten().is_some();
        if !is_covered && acting.editing.may_edit() {
            act(acting);
        }
    });
    on_cleanup(move || listener.remove());
}
