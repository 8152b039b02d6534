//! What the list knows of whitepapers, and the bar that publishes one language of several.

use domain::id::WhitepaperId;
use domain::item::{ItemRow, ItemTab, ItemTotals};
use domain::language::Language;
use domain::list::ListPage;
use domain::whitepaper::list::{WhitepaperFilter, WhitepaperRow};
use leptos::prelude::*;

use crate::editor::item::Item;
use crate::error::AppError;
use crate::items::list::{HasItem, ItemList};
use crate::layout::admin::{error_message, toast, use_admin, use_ui_language};
use crate::listing::bulk::{BulkToasts, act_on_rows, last_of};
use crate::listing::{List, ListResponse};
use crate::routes;
use crate::text::UiLanguage;
use crate::text::item_list::ItemListTexts;
use crate::text::listing::Listing;
use crate::text::noun::NounTexts;
use crate::text::publishing::PublishingTexts;
use crate::text::whitepapers::Whitepapers;
use crate::whitepapers::admin::editor::Whitepaper;
use crate::whitepapers::api::WhitepaperList;

impl ListResponse for WhitepaperList {
    type Filter = WhitepaperFilter;
    type Row = WhitepaperRow;

    fn list_page(&self) -> &ListPage<WhitepaperRow> {
        &self.list_page
    }
}

impl HasItem for WhitepaperRow {
    fn item(&self) -> &ItemRow {
        &self.item
    }

    fn item_mut(&mut self) -> &mut ItemRow {
        &mut self.item
    }
}

impl ItemList for WhitepaperList {
    const PATH: &'static str = routes::WHITEPAPERS;

    fn totals(&self) -> ItemTotals {
        self.totals
    }

    fn tab(filter: &mut WhitepaperFilter) -> &mut ItemTab {
        &mut filter.tab
    }

    fn noun(ui_language: UiLanguage) -> &'static NounTexts {
        &Whitepapers::of(ui_language).noun
    }

    fn texts(ui_language: UiLanguage) -> &'static ItemListTexts {
        &Whitepapers::of(ui_language).list
    }
}

/// One button a language, which publishes it of all that are selected.
#[component]
pub(super) fn PublishSelected(list: List<WhitepaperList>) -> impl IntoView {
    let ui_language = use_ui_language();
    let text = PublishingTexts::of(ui_language);
    let is_busy = RwSignal::new(false);
    let button = move |language: Language| {
        let label = text.publish(ui_language.language_name(&language));
        let act = move |_| publish(list, language.clone(), is_busy, ui_language);
        view! {
            <button type="button" class="button button-ghost button-small" disabled=move || is_busy.get() on:click=act>
                {label}
            </button>
        }
    };
    use_admin().languages.all.into_iter().map(button).collect_view()
}

fn publish(list: List<WhitepaperList>, language: Language, is_busy: RwSignal<bool>, ui_language: UiLanguage) {
    let text = Whitepapers::of(ui_language);
    let name = ui_language.language_name(&language).to_owned();
    let lacking = name.clone();
    let toasts = BulkToasts {
        done: move |rows: Vec<WhitepaperRow>| toast(text.published(&name, rows.len(), last_of(&rows))),
        failed: move |title: &str, error: AppError| match error {
            AppError::Invalid(_) => text.not_ready(&lacking, title),
            error => Listing::of(ui_language).not_moved(title, &error_message(&error, ui_language)),
        },
    };
    act_on_rows(list.selected.get_untracked(), is_busy, ui_language, toasts, move |row: WhitepaperRow| {
        let language = language.clone();
        async move {
            let mut row = row;
            let published = Whitepaper::publish(WhitepaperId(row.item.id), row.item.version, language).await?;
            row.item.version = published.form.version;
            Ok(row)
        }
    });
}
