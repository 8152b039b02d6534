//! Whether the program lives, whether it can answer, and what it has counted.

use std::sync::Arc;
use std::time::Instant;

use app::ssr::entry::ClientAddress;
use app::text::failure::Failure;
use axum::Extension;
use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::client::is_local;
use crate::config::Audience;
use crate::log;
use crate::outcome::failed;
use crate::site::Site;

/// GET /healthz: the program lives.
pub async fn alive() -> &'static str {
    "ok\n"
}

/// GET /readyz: the database answers.
pub async fn ready(State(site): State<Arc<Site>>) -> Response {
    match site.state.store().ping().await {
        Ok(()) => "ok\n".into_response(),
        Err(error) => {
            tracing::error!(%error, "the database does not answer");
            (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer\n").into_response()
        }
    }
}

/// GET /metrics
pub async fn metrics(State(site): State<Arc<Site>>, Extension(client): Extension<ClientAddress>, headers: HeaderMap) -> Response {
    let authorization = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let has_token = site.config.metrics_token.as_ref().is_some_and(|token| token.is_in(authorization));
    let is_allowed = match site.config.metrics {
        Audience::Everyone => true,
        Audience::Loopback => has_token || (site.config.is_for_this_machine() && is_local(client, &headers)),
        Audience::Nobody => false,
    };
    if !is_allowed {
        return failed(Failure::NotFound);
    }
    let path = site.state.store().path();
    let bytes = |file: &std::path::Path| std::fs::metadata(file).map_or(0, |metadata| metadata.len());
    let mut wal = path.as_os_str().to_owned();
    wal.push("-wal");
    let text = site.metrics.text(bytes(path) + bytes(wal.as_ref()));
    ([(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], text).into_response()
}

/// Counts and logs every answer. A query string may hold what someone searched for, so it is left out.
pub async fn observed(State(site): State<Arc<Site>>, request: Request, next: Next) -> Response {
    let begun = Instant::now();
    let told = tracing::enabled!(tracing::Level::INFO).then(|| {
        // A route with a name for each part says enough; only what it leaves open is looked at.
        let route = request.extensions().get::<MatchedPath>().map(MatchedPath::as_str).filter(|route| !route.contains("{*"));
        (request.method().clone(), route.map_or_else(|| log::path(request.uri().path()), str::to_owned))
    });
    let response = next.run(request).await;
    let (status, took) = (response.status(), begun.elapsed());
    site.metrics.count(status, took);
    if let Some((method, path)) = told {
        tracing::info!(%method, path, status = status.as_u16(), micros = took.as_micros(), "answered");
    }
    response
}
