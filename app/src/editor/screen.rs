//! The whole screen of an editor, and the way to a field.

use leptos::prelude::*;
use leptos_router::hooks::{use_location, use_navigate, use_query_map};

use super::head::Head;
use super::item::{Item, ItemField};
use super::look_again::look_again_when_due;
use super::preview::Preview;
use super::tab::Tab;
use super::trash::TrashNotice;
use crate::form::actions::FormActions;
use crate::form::editable::FieldOf;
use crate::form::fields::FormField;
use crate::form::keys::{KeyAct, focus};
use crate::form::loader::{LoadedForm, in_place};
use crate::form::screen::{FormDialogs, FormNotices, use_form};
use crate::form::state::FormState;

/// The parts that fill the screen.
pub struct Parts {
    pub texts: AnyView,
    pub search: AnyView,
    pub settings: AnyView,
    /// The cards at the side.
    pub beside: AnyView,
}

/// Head, notices, tabs, cards at the side, preview and dialogs; `parts` makes the parts that only this kind of item has.
pub fn editor_screen<I: Item>(loaded: LoadedForm<I>, parts: impl FnOnce(FormActions<I>, Memo<Tab>) -> Parts) -> AnyView {
    let LoadedForm { detail, language, on_created } = loaded;
    let editing = FormState::<I>::new(detail);
    let query = use_query_map();
    let tab = Memo::new(move |_| query.with(|query| Tab::parse(&query.get("tab").unwrap_or_default())));
    let publish = KeyAct { act: FormActions::publish_focused, is_needed: FormActions::needs_publish };
    let acting = use_form(editing, way_to_fields::<I>(tab), on_created, Some(publish));
    look_again_when_due(acting);
    if let Some(language) = language {
        begin_at(editing, &language);
    }
    let text = editing.editor_text();
    let Parts { texts, search, settings, beside } = parts(acting, tab);
    view! {
        <Head acting/>
        <FormNotices acting><TrashNotice acting/></FormNotices>
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
        <FormDialogs acting/>
    }
    .into_any()
}

/// The parts of the screen, in the address, with the number of problems on each.
#[component]
fn Tabs<I: Item>(editing: FormState<I>, tab: Memo<Tab>) -> impl IntoView {
    let text = editing.editor_text();
    let path = use_location().pathname;
    let link = move |this: Tab| {
        let count = move || {
            let on_tab = |name: &str| FieldOf::<I>::parse(name).is_some_and(|field| field.tab() == this);
            let count = editing.problems.with(|problems| problems.0.iter().filter(|(name, _)| on_tab(name)).count());
            (count > 0).then(|| {
                view! {
                    <span class="count count-problems">{count}<span class="visually-hidden">" " {editing.text().problems}</span></span>
                }
            })
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
    view! { <nav class="tabs" aria-label=editing.item_text().parts>{Tab::ALL.map(link).collect_view()}</nav> }
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
            navigate(&with_tab(&path.get_untracked(), field.tab()), in_place());
        }
        focus(field.to_string());
    })
}

/// An address with a language scrolls to that language.
fn begin_at<I: Item>(editing: FormState<I>, language: &str) {
    if let Some(shown) = editing.form_languages().find(language) {
        editing.extension.language.set(shown.clone());
    }
    if editing.languages().find(language).is_some() {
        focus(format!("title:{language}"));
    }
}
