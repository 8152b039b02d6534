//! The glossary: one row a term, one field a language. What is typed stays until it is saved, also while the list is searched.

mod edits;
mod query;
mod row;

use domain::glossary::{TermFilter, TermKind, TermRow};
use domain::list::ListPage;
use leptos::prelude::*;

use self::edits::Edits;
use self::row::Row;
use crate::glossary::api::{TermList, list_terms};
use crate::layout::admin::{Failed, Screen, may_edit, use_admin, use_ui_language};
use crate::listing::empty::{EmptyList, EmptyState};
use crate::listing::filter_bar::{FilterBar, FilterCheckbox, FilterChoice};
use crate::listing::footer::ListFooter;
use crate::listing::{List, ListResponse, ListView, use_list, use_list_view};
use crate::routes;
use crate::settings::admin::SiteTabs;
use crate::text::form::FormTexts;
use crate::text::glossary::GlossaryTexts;
use crate::ui::alert::{Alert, Tone};
use crate::ui::dialog::is_dialog_open;
use crate::ui::leaving::{Leaving, LeavingWords};
use crate::ui::listen::on_window;

impl ListResponse for TermList {
    type Filter = TermFilter;
    type Row = TermRow;

    fn list_page(&self) -> &ListPage<Self::Row> {
        &self.list_page
    }
}

/// The screen at `/admin/texts/labels`.
#[component]
pub fn GlossaryScreen() -> impl IntoView {
    let list = use_list(routes::LABELS.to_owned(), list_terms);
    let list_view = use_list_view(list);
    let ui_language = use_ui_language();
    let text = GlossaryTexts::of(ui_language);
    let edits = Edits::new(use_admin().languages);
    let subtitle = Signal::derive(move || match list.latest.get() {
        Some(terms) => text.subtitle(terms.missing),
        // Takes its room before it is known.
        None => "\u{a0}".into(),
    });
    view! {
        <Screen title=text.title subtitle>{may_edit().then(|| view! { <SaveAll edits/> })}</Screen>
        <SiteTabs is_labels=true/>
        {(!may_edit()).then(|| view! { <Alert tone=Tone::Info><p>{text.read_only}</p></Alert> })}
        <Filters list/>
        {move || match list_view.get() {
            ListView::Failed => view! { <Failed title=text.failed_title request=list.request/> }.into_any(),
            ListView::Empty => view! { <NoTerms list/> }.into_any(),
            ListView::Rows => view! { <Terms list edits/> }.into_any(),
        }}
        <BeforeLeaving edits/>
    }
}

/// Saves all that was typed, also on other pages of the list.
#[component]
fn SaveAll(edits: Edits) -> impl IntoView {
    let ui_language = use_ui_language();
    let (text, form_text) = (GlossaryTexts::of(ui_language), FormTexts::of(ui_language));
    save_on_key(edits);
    view! {
        <p class="soft" role="status">{move || text.unsaved(edits.count())}</p>
        <button
            type="button"
            class="button button-primary save-all"
            aria-keyshortcuts="Control+S"
            disabled=move || edits.is_saving.get()
            on:click=move |_| edits.save_all(None)
        >
            {form_text.save}
            " "
            <kbd class="kbd-on" aria-hidden="true">{form_text.control_key} " S"</kbd>
        </button>
    }
}

/// Ctrl and S, as in every form.
fn save_on_key(edits: Edits) {
    on_window(leptos::ev::keydown, move |event| {
        let with_control = (event.ctrl_key() || event.meta_key()) && !event.alt_key() && !event.shift_key();
        if !with_control || event.is_composing() || !event.key().eq_ignore_ascii_case("s") {
            return;
        }
        // The browser must never offer to save the document.
        event.prevent_default();
        if !is_dialog_open() {
            edits.save_all(None);
        }
    });
}

#[component]
fn Filters(list: List<TermList>) -> impl IntoView {
    let text = GlossaryTexts::of(use_ui_language());
    let kinds = TermKind::ALL.map(|kind| (kind.as_str(), text.kinds(kind)));
    view! {
        <FilterBar
            list
            label=text.filter
            id="term-search"
            search_label=text.search
            placeholder=text.search_hint
            read=|filter: &TermFilter| &filter.search
            write=|filter: &mut TermFilter, words| filter.search = words
        >
            <FilterChoice
                list
                id="term-kind"
                label=text.kind
                every=text.every_kind
                options=kinds
                read=|filter: &TermFilter| filter.kind.map_or("", TermKind::as_str)
                write=|filter: &mut TermFilter, name: &str| filter.kind = TermKind::parse(name)
            />
            <FilterCheckbox
                list
                label=text.only_missing
                read=|filter: &TermFilter| filter.is_missing
                write=|filter: &mut TermFilter, is_missing| filter.is_missing = is_missing
            />
        </FilterBar>
    }
}

#[component]
fn Terms(list: List<TermList>, edits: Edits) -> impl IntoView {
    let text = GlossaryTexts::of(use_ui_language());
    // A row that arrives as it was stays, with the caret in its field.
    let key = |row: &TermRow| (row.kind.as_str(), row.term.clone(), row.version, row.uses);
    view! {
        <div class="card card-flush">
            <ul class="terms" aria-label=text.title aria-busy=move || list.request.is_busy().to_string()>
                <For each=move || list.rows() key let:row>
                    <Row row edits/>
                </For>
            </ul>
            <ListFooter list count=move |count| text.terms(count) has_times=false/>
        </div>
    }
}

#[component]
fn NoTerms(list: List<TermList>) -> impl IntoView {
    let text = GlossaryTexts::of(use_ui_language());
    let nothing = move || EmptyState { title: text.none_title, text: text.none_text, action: None };
    view! { <EmptyList list nothing_found_text=text.nothing_found_text none=nothing/> }
}

#[component]
fn BeforeLeaving(edits: Edits) -> impl IntoView {
    let text = FormTexts::of(use_ui_language());
    let words = LeavingWords {
        heading: text.leaving_title,
        text: text.leaving_text,
        stay: text.leaving_stay,
        leave: text.leaving_leave,
        save: text.leaving_save,
    };
    view! {
        <Leaving
            is_unsaved=Signal::derive(move || edits.count() > 0)
            words
            on_drop=Callback::new(|()| ())
            on_save=Callback::new(move |then| edits.save_all(Some(then)))
        />
    }
}
