//! Whether the program lives, whether it can answer, and what it has counted.

use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use app::ssr::auth::ClientAddress;
use app::text::failure::Failure;
use axum::Extension;
use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::app_state::AppState;
use crate::client::is_local;
use crate::config::Audience;
use crate::error_response::failed;
use crate::log;
use crate::rules::{Logged, Rules};

/// GET /healthz: the program lives.
pub async fn alive() -> &'static str {
    "ok\n"
}

/// GET /readyz: the database answers and takes a write. Work in the background that broke is told, but the site is served without it.
pub async fn ready(State(state): State<Arc<AppState>>) -> Response {
    match state.readiness.check(state.context.store()).await {
        Ok(()) => told(&state.background.unstable()).into_response(),
        Err(reason) => (StatusCode::SERVICE_UNAVAILABLE, reason).into_response(),
    }
}

fn told(unstable: &[&str]) -> String {
    if unstable.is_empty() { "ok\n".into() } else { format!("ok\nbroke and began again: {}\n", unstable.join(", ")) }
}

/// GET /metrics
pub async fn metrics(
    State(state): State<Arc<AppState>>,
    Extension(client): Extension<ClientAddress>,
    headers: HeaderMap,
) -> Response {
    let authorization = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let has_token = state.config.metrics_token.as_ref().is_some_and(|token| token.is_in(authorization));
    let is_allowed = match state.config.metrics {
        Audience::Everyone => true,
        Audience::Loopback => has_token || (state.config.is_for_this_machine() && is_local(client, &headers)),
        Audience::Nobody => false,
    };
    if !is_allowed {
        return failed(Failure::NotFound);
    }
    let path = state.context.store().path();
    let bytes = |file: &Path| std::fs::metadata(file).map_or(0, |metadata| metadata.len());
    let mut wal = path.as_os_str().to_owned();
    wal.push("-wal");
    let text = state.metrics.text(bytes(path) + bytes(wal.as_ref()), &state.background.panics());
    ([(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], text).into_response()
}

/// A request that is being answered, for the metrics and the log.
pub struct Observed {
    begun: Instant,
    /// Method and path, where the log tells them. A query string may hold what someone searched for, so it is left out.
    told: Option<(Method, String)>,
}

impl Observed {
    pub fn begin(request: &Request, rules: &Rules) -> Self {
        let told = tracing::enabled!(tracing::Level::INFO).then(|| {
            let path = match (rules.logged, request.extensions().get::<MatchedPath>()) {
                (Logged::Route, Some(route)) => route.as_str().to_owned(),
                (Logged::Words, _) | (_, None) => log::path(request.uri().path()),
            };
            (request.method().clone(), path)
        });
        Self { begun: Instant::now(), told }
    }

    /// Counts and logs the answer.
    pub fn end(self, response: &Response, state: &AppState) {
        let (status, took) = (response.status(), self.begun.elapsed());
        state.metrics.count(status, took);
        if let Some((method, path)) = self.told {
            tracing::info!(%method, path, status = status.as_u16(), micros = took.as_micros(), "answered");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_that_broke_is_named() {
        assert_eq!(told(&[]), "ok\n");
        assert_eq!(told(&["mailer", "variants"]), "ok\nbroke and began again: mailer, variants\n");
    }
}
