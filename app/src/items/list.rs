//! The list of items of one kind: its tabs, the button to a new item, what it says when it is empty, and the trash.

use domain::item::{ItemRow, ItemTab, ItemTotals};
use leptos::prelude::*;

use super::api::{restore_item, trash_item};
use crate::error::AppError;
use crate::layout::admin::{may_edit, use_go, use_ui_language};
use crate::listing::bulk::Trashable;
use crate::listing::empty::{Empty, EmptyAction, EmptyState};
use crate::listing::selection::ListRow;
use crate::listing::{List, ListResponse};
use crate::text::UiLanguage;
use crate::text::item_list::ItemListTexts;
use crate::text::listing::Listing;
use crate::text::noun::NounTexts;
use crate::ui::icon::{Icon, PLUS};
use crate::ui::key::on_key;
use crate::ui::tabs::{Tab, Tabs};

/// A row that is about an item.
pub trait HasItem {
    fn item(&self) -> &ItemRow;
    fn item_mut(&mut self) -> &mut ItemRow;
}

/// A list of items of one kind.
pub trait ItemList: ListResponse<Row: HasItem> {
    /// The address of the list.
    const PATH: &'static str;

    fn totals(&self) -> ItemTotals;
    fn tab(filter: &mut Self::Filter) -> &mut ItemTab;
    fn noun(ui_language: UiLanguage) -> &'static NounTexts;
    fn texts(ui_language: UiLanguage) -> &'static ItemListTexts;

    fn tab_of(filter: &Self::Filter) -> ItemTab {
        *Self::tab(&mut filter.clone())
    }
}

impl<R: HasItem> ListRow for R {
    fn key(&self) -> i64 {
        self.item().id
    }

    fn name(&self) -> &str {
        &self.item().title
    }
}

impl<L: ItemList> Trashable for L {
    fn is_trash(filter: &L::Filter) -> bool {
        L::tab_of(filter) == ItemTab::Trash
    }

    async fn trash(mut row: L::Row) -> Result<L::Row, AppError> {
        row.item_mut().version = trash_item(row.item().item(), row.item().version).await?;
        Ok(row)
    }

    async fn restore(mut row: L::Row) -> Result<L::Row, AppError> {
        row.item_mut().version = restore_item(row.item().item(), row.item().version).await?;
        Ok(row)
    }

    fn noun(ui_language: UiLanguage) -> &'static NounTexts {
        <L as ItemList>::noun(ui_language)
    }
}

/// The button to a new item, which the key N presses.
#[component]
pub fn NewItem(path: &'static str, label: &'static str) -> impl IntoView {
    let go = use_go();
    on_key("n", move || go.run((format!("{path}/new"), false)));
    view! {
        <a class="button button-primary" href=format!("{path}/new") aria-keyshortcuts="n">
            <Icon of=PLUS/>
            {label}
            <kbd class="kbd-on" aria-hidden="true">"N"</kbd>
        </a>
    }
}

#[component]
pub fn ItemTabs<L: ItemList>(list: List<L>) -> impl IntoView {
    let text = Listing::of(use_ui_language());
    let tab = move |tab: ItemTab| {
        let href = Signal::derive(move || list.href_with(|filter| *L::tab(filter) = tab));
        let count = Signal::derive(move || list.latest.with(|list| list.as_ref().map(|list| list.totals().of(tab))));
        let is_current = Signal::derive(move || list.filter.with(L::tab_of) == tab);
        view! { <Tab href is_current label=text.tab(tab) count/> }
    };
    view! { <Tabs label=text.state>{ItemTab::ALL.map(tab).collect_view()}</Tabs> }
}

/// An empty list says why it is empty and what to do.
#[component]
pub fn NoItems<L: ItemList>(list: List<L>) -> impl IntoView {
    let (text, common) = (L::texts(use_ui_language()), Listing::of(use_ui_language()));
    let of_tab = move || {
        let has_any = list.latest.with(|list| list.as_ref().is_some_and(|list| list.totals().all > 0));
        let (title, text, action) = match list.filter.with(L::tab_of) {
            ItemTab::Trash => (common.trash_empty_title, common.trash_empty_text, None),
            ItemTab::All if !has_any && may_edit() => {
                let action = EmptyAction::Link { label: text.first, href: format!("{}/new", L::PATH), is_first: true };
                (text.none_yet_title, text.none_yet_text, Some(action))
            }
            ItemTab::All => (text.none_yet_title, text.none_yet_viewer, None),
            _ => (common.none_in_tab_title, text.none_in_tab_text, None),
        };
        EmptyState { title, text, action }
    };
    let narrowed = move || EmptyState::narrowed(list, common.nothing_found_title, text.nothing_found_text);
    let state = move || EmptyState::past_end(list).or_else(narrowed).unwrap_or_else(of_tab);
    view! { <Empty state=Signal::derive_local(state)/> }
}
