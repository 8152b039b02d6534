//! Who downloaded a whitepaper, as a file: the list of the admin as it is filtered there, whole. Editors only.

use std::collections::HashMap;
use std::sync::Arc;

use app::listing::Filter;
use app::ssr::now;
use app::ssr::zone::Zone;
use app::text::UiLanguage;
use app::text::downloads::Downloads;
use app::text::failure::Failure;
use axum::extract::rejection::{PathRejection, QueryRejection};
use axum::extract::{Path, Query, State};
use axum::response::Response;
use domain::id::WhitepaperId;
use domain::list::{Cursor, Paging};
use domain::time::Timestamp;
use domain::whitepaper::list::{DownloadFilter, DownloadRow};
use futures_util::{Stream, StreamExt, TryStreamExt, stream};
use store::Store;
use store::access::Editor;

use super::csv::{self, Delimiter};
use crate::app_state::AppState;
use crate::error_response::{failed, failed_with};
use crate::signed_in::SignedIn;

/// `GET /admin/whitepapers/12/downloads.csv`, with the query of the list beside it.
pub async fn downloads(
    State(state): State<Arc<AppState>>,
    SignedIn(staff): SignedIn,
    id: Result<Path<WhitepaperId>, PathRejection>,
    query: Result<Query<HashMap<String, String>>, QueryRejection>,
) -> Response {
    let Some(editor) = staff.editor() else { return failed(Failure::Forbidden) };
    let (Ok(Path(id)), Ok(Query(query))) = (id, query) else { return failed(Failure::NotFound) };
    let store = state.context.store().clone();
    let languages = match state.context.settings().await {
        Ok(settings) => settings.languages.clone(),
        Err(error) => return failed_with(&error),
    };
    let name = match store::whitepapers::detail(&store, &editor, id, now()).await {
        Ok(detail) => {
            let texts = &detail.form.texts;
            let text = texts.get(&languages.default).or_else(|| texts.values().next());
            text.map(|text| text.slug.clone()).unwrap_or_default()
        }
        Err(error) => return failed_with(&error.into()),
    };
    let filter = DownloadFilter { whitepaper: Some(id), ..DownloadFilter::read(|name| query.get(name).cloned()) };
    let ui_language = UiLanguage::of_tag(staff.language());
    let text = Downloads::of(ui_language);
    let zone = Zone::parse(query.get("zone").map(String::as_str).unwrap_or_default());
    let head = text.columns(zone.name());
    let rows = rows(store, editor, filter).map_ok(move |row| cells(row, text, &zone));
    csv::answer(&format!("downloads-{name}.csv"), Delimiter::of(ui_language), &head, rows)
}

/// All of them, a page at a time, so that a long list takes no more memory than a short one and no connection waits for the client.
fn rows(
    store: Store,
    editor: Editor,
    filter: DownloadFilter,
) -> impl Stream<Item = Result<DownloadRow, store::Error>> + Send + 'static {
    let first = Some(DownloadFilter { paging: Paging { cursor: Cursor::Start, size: AT_ONCE }, ..filter });
    let pages = stream::try_unfold((store, editor, first), |(store, editor, filter)| async move {
        let Some(filter) = filter else { return Ok::<_, store::Error>(None) };
        let page = store::whitepapers::export(&store, &editor, &filter).await?;
        let next = page.next.map(|cursor| DownloadFilter { paging: Paging { cursor, size: AT_ONCE }, ..filter });
        Ok(Some((stream::iter(page.items.into_iter().map(Ok)), (store, editor, next))))
    });
    pages.try_flatten().boxed()
}

/// Rows that one query reads.
const AT_ONCE: u32 = 500;

/// In the order of [`Downloads::columns`].
fn cells(row: DownloadRow, text: &Downloads, zone: &Zone) -> Vec<String> {
    let time = |time: Option<Timestamp>| time.map(|time| zone.written(time)).unwrap_or_default();
    vec![
        row.first_name,
        row.last_name,
        row.email,
        row.company.unwrap_or_default(),
        row.job_title.unwrap_or_default(),
        row.phone.unwrap_or_default(),
        row.language.map(|language| language.to_string()).unwrap_or_default(),
        row.whitepaper_title,
        time(Some(row.downloaded_at)),
        time(row.completed_at),
        row.source.unwrap_or_default(),
        row.utm_source.unwrap_or_default(),
        row.utm_medium.unwrap_or_default(),
        row.utm_campaign.unwrap_or_default(),
        row.referrer.unwrap_or_default(),
        text.consent_state(row.consent).to_owned(),
        time(row.consent.asked_at()),
        time(row.consent.confirmed_at()),
        time(row.consent.withdrawn_at()),
    ]
}
