//! Who downloaded a whitepaper: person, company, time, source and consent; and the way to the same list as a file.

mod filters;
mod rows;

use domain::id::WhitepaperId;
use domain::language::Language;
use domain::list::{ListPage, Paging};
use domain::whitepaper::WhitepaperDetail;
use domain::whitepaper::list::{DownloadFilter, DownloadRow};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use leptos_router::location::Url;

use crate::error::AppError;
use crate::form::loader::{Missing, list_crumbs};
use crate::layout::admin::{
    Crumb, Failed, LoadState, Screen, may_edit, name_last_crumb, use_admin, use_request, use_ui_language,
};
use crate::listing::empty::{EmptyList, EmptyState};
use crate::listing::{Filter, List, ListResponse, ListView, use_list, use_list_view};
use crate::routes;
use crate::text::downloads::Downloads;
use crate::text::listing::Listing;
use crate::ui::alert::{Alert, Tone};
use crate::ui::icon::{DOWNLOAD, Icon};
use crate::ui::time::zone;
use crate::whitepapers::admin::editor::Whitepaper;
use crate::whitepapers::api::{DownloadList, list_downloads, open_whitepaper};
use filters::Filters;
use rows::Rows;

impl ListResponse for DownloadList {
    type Filter = DownloadFilter;
    type Row = DownloadRow;

    fn list_page(&self) -> &ListPage<DownloadRow> {
        &self.list_page
    }
}

/// The screen at `/admin/whitepapers/12/downloads`.
#[component]
pub fn DownloadsScreen() -> impl IntoView {
    let params = use_params_map();
    let id = move || params.with(|params| params.get("whitepaper").and_then(|id| id.parse::<WhitepaperId>().ok()));
    let id = Memo::new(move |_| id());
    move || match id.get() {
        Some(id) => view! { <OfWhitepaper id/> }.into_any(),
        None => view! { <Missing<Whitepaper> error=AppError::NotFound/> }.into_any(),
    }
}

#[component]
fn OfWhitepaper(id: WhitepaperId) -> impl IntoView {
    let whitepaper = use_request(move || id, open_whitepaper);
    let is_missing = Memo::new(move |_| whitepaper.state().with(|state| *state == LoadState::Failed(AppError::NotFound)));
    move || match is_missing.get() {
        true => view! { <Missing<Whitepaper> error=AppError::NotFound/> }.into_any(),
        false => {
            let default = use_admin().languages.default;
            let title = Signal::derive(move || whitepaper.state().with(|state| title(state, &default)));
            let is_gated = Signal::derive(move || {
                whitepaper.state().with(|state| !matches!(state, LoadState::Loaded(detail) if !detail.form.requires_registration))
            });
            view! { <Found id title is_gated/> }.into_any()
        }
    }
}

/// In the default language, else in any.
fn title(state: &LoadState<WhitepaperDetail>, default: &Language) -> String {
    let LoadState::Loaded(detail) = state else { return "…".to_owned() };
    let texts = &detail.form.texts;
    let first = texts.get(default).or_else(|| texts.values().next());
    first.map(|text| text.title.clone()).unwrap_or_default()
}

#[component]
fn Found(id: WhitepaperId, title: Signal<String>, is_gated: Signal<bool>) -> impl IntoView {
    let ui_language = use_ui_language();
    let text = Downloads::of(ui_language);
    let path = format!("{}/{id}/downloads", routes::WHITEPAPERS);
    let ask = move |filter: DownloadFilter| list_downloads(DownloadFilter { whitepaper: Some(id), ..filter });
    let list = use_list(path.clone(), ask);
    let list_view = use_list_view(list);
    let mut above = list_crumbs::<Whitepaper>();
    above.push(Crumb { label: untrack(|| title.get()), href: format!("{}/{id}", routes::WHITEPAPERS) });
    let is_masked = move || list.latest.with(|list| list.as_ref().is_some_and(|list| list.is_masked));
    view! {
        <Screen title=Signal::derive(move || text.title(&title.get())) above>
            {may_edit().then(|| view! { <Export list path/> })}
        </Screen>
        {move || is_masked().then(|| view! { <Alert tone=Tone::Info><p>{text.masked}</p></Alert> })}
        {name_last_crumb(title)}
        <Filters list/>
        {move || match list_view.get() {
            ListView::Failed => view! { <Failed title=Listing::of(ui_language).failed_title request=list.request/> }.into_any(),
            ListView::Empty => view! { <NoDownloads list is_gated/> }.into_any(),
            ListView::Rows => view! { <Rows list/> }.into_any(),
        }}
    }
}

/// The whole filtered list, not only the page on screen.
#[component]
fn Export(list: List<DownloadList>, path: String) -> impl IntoView {
    let text = Downloads::of(use_ui_language());
    // The file has the times of the screen.
    let zone = format!("zone={}", Url::escape(&zone()));
    let href = move || {
        let query = list.filter.with(|filter| filter.with(|filter| filter.paging = Paging::default()).query());
        format!(
            "{path}.csv?{}",
            [query.as_str(), &zone].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("&")
        )
    };
    view! { <a class="button button-secondary" href=href download><Icon of=DOWNLOAD/>{text.export}</a> }
}

#[component]
fn NoDownloads(list: List<DownloadList>, is_gated: Signal<bool>) -> impl IntoView {
    let text = Downloads::of(use_ui_language());
    let none_yet = move || match is_gated.get() {
        true => EmptyState { title: text.none_yet_title, text: text.none_yet_text, action: None },
        false => EmptyState { title: text.nobody_asked_title, text: text.nobody_asked_text, action: None },
    };
    view! { <EmptyList list nothing_found_text=text.nothing_found_text none=none_yet/> }
}
