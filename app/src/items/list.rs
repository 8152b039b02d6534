//! The list of items of one kind: its screen, tabs, filters, table and trash. A noun brings an [`ItemList`]: its own filters and
//! columns, and its words.

mod filter;
mod publish;
mod publish_question;
mod table;
mod toolbar;

use domain::item::{ItemFilter, ItemKind, ItemRow, ItemSort, ItemTab, ItemTotals};
use domain::language::Language;
use leptos::prelude::*;

pub use self::filter::ExtraFilter;
pub use self::publish::FetchPublishQuestion;
pub use self::publish_question::PublishQuestion;
pub use self::table::Column;
use super::api::{restore_item, trash_item};
use crate::error::AppError;
use crate::layout::admin::{Failed, Screen, may_edit, use_admin, use_go, use_ui_language};
use crate::listing::bulk::{TrashSelectionBar, Trashable};
use crate::listing::empty::{EmptyAction, EmptyList, EmptyState};
use crate::listing::selection::ListRow;
use crate::listing::tabs::ListTabs;
use crate::listing::{List, ListResponse, ListView, use_list, use_list_view};
use crate::text::UiLanguage;
use crate::text::item_list::ItemListTexts;
use crate::text::listing::Listing;
use crate::text::noun::NounTexts;
use crate::ui::icon::{Icon, PLUS};
use crate::ui::key::on_key;
use publish::PublishSelected;
use table::ItemTable;
use toolbar::Toolbar;

/// A row that is about an item.
pub trait HasItem {
    fn item(&self) -> &ItemRow;
    fn item_mut(&mut self) -> &mut ItemRow;
}

/// A list of items of one kind.
pub trait ItemList:
    ListResponse<Row: HasItem, Filter = ItemFilter<<Self as ItemList>::Sort, <Self as ItemList>::ExtraFilter>>
{
    type Sort: ItemSort;
    type ExtraFilter: ExtraFilter;

    const KIND: ItemKind;
    /// The address of the list.
    const PATH: &'static str;

    fn totals(&self) -> ItemTotals;
    fn noun_texts(ui_language: UiLanguage) -> &'static NounTexts;
    fn texts(ui_language: UiLanguage) -> &'static ItemListTexts;
    /// The line below the heading, where there are any.
    fn subtitle(ui_language: UiLanguage, count: i64, languages: &[Language]) -> String;
    /// The filters that only this noun has.
    fn own_filters(list: List<Self>) -> AnyView;
    /// The columns between the languages and the time of the last change.
    fn columns(ui_language: UiLanguage) -> Vec<Column<Self>>;

    /// A notice above the rows that only this list has.
    fn notice(_list: List<Self>) -> Option<AnyView> {
        None
    }

    /// Before the title.
    fn picture(_list: List<Self>, _row: &Self::Row) -> Option<AnyView> {
        None
    }

    /// Behind the address below the title.
    fn badge(_row: &Self::Row, _ui_language: UiLanguage) -> Option<&'static str> {
        None
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
        filter.tab == ItemTab::Trash
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
        L::noun_texts(ui_language)
    }
}

/// The screen of the list that `ask` fetches.
pub fn item_list_screen<L, A>(ask: impl Fn(L::Filter) -> A + Copy + 'static) -> impl IntoView
where
    L: ItemList,
    A: Future<Output = Result<L, AppError>> + 'static,
{
    let list = use_list(L::PATH.to_owned(), ask);
    let list_view = use_list_view(list);
    let ui_language = use_ui_language();
    let common = Listing::of(ui_language);
    let languages = use_admin().languages.all;
    let subtitle = Signal::derive(move || match list.latest.with(|list| list.as_ref().map_or(0, |list| list.totals().all)) {
        // Takes its room before it is known.
        0 => "\u{a0}".into(),
        count => L::subtitle(ui_language, count, &languages),
    });
    view! {
        <Screen title=ui_language.kinds(L::KIND) subtitle>
            {may_edit().then(|| view! { <NewItem path=L::PATH label=L::texts(ui_language).new/> })}
        </Screen>
        {L::notice(list)}
        <ListTabs
            list
            tabs=ItemTab::ALL.map(|tab| (tab, common.tab(tab)))
            read=|filter: &L::Filter| filter.tab
            write=|filter: &mut L::Filter, tab| filter.tab = tab
            count=|list: &L, tab| Some(list.totals().of(tab))
        />
        <Toolbar list/>
        {move || match list_view.get() {
            ListView::Failed => view! { <Failed title=common.failed_title request=list.request/> }.into_any(),
            ListView::Empty => view! { <NoItems list/> }.into_any(),
            ListView::Rows => {
                view! { <div><ItemTable list/> <TrashSelectionBar list><PublishSelected list/></TrashSelectionBar></div> }.into_any()
            }
        }}
    }
}

/// The button to a new item, which the key N presses.
#[component]
fn NewItem(path: &'static str, label: &'static str) -> impl IntoView {
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

/// An empty list says why it is empty and what to do.
#[component]
fn NoItems<L: ItemList>(list: List<L>) -> impl IntoView {
    let (text, common) = (L::texts(use_ui_language()), Listing::of(use_ui_language()));
    let of_tab = move || {
        let has_any = list.latest.with(|list| list.as_ref().is_some_and(|list| list.totals().all > 0));
        let (title, text, action) = match list.filter.with(|filter| filter.tab) {
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
    view! { <EmptyList list nothing_found_text=text.nothing_found_text none=of_tab/> }
}
