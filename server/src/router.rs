//! The map of all addresses. The public site has every address that stands nowhere here.

use std::sync::Arc;

use app::routes::{
    ADMIN, FAVICON, FORGOT, HEALTHZ, MAIL_PREVIEW, MEDIA, MEDIA_FILES, MEDIA_UPLOAD, METRICS, READYZ, ROBOTS, SET_UP, SIGN_IN,
    SIGN_OUT, SITEMAP, WHITEPAPERS,
};
use app::text::failure::Failure;
use axum::Router;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::{Extensions, HeaderMap, StatusCode, Version};
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::Response;
use axum::routing::{MethodRouter, any, get, post};
use tower::ServiceBuilder;
use tower_http::CompressionLevel;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::{CompressionLayer, DefaultPredicate, Predicate};

use crate::entry::forgot;
use crate::site::Site;
use crate::{
    assets, client, conditional, encoding, entry, export, feeds, health, host, mail, media, outcome, pages, security,
    server_functions, session, uploads,
};

type Handler = MethodRouter<Arc<Site>>;

/// For machines, and our own files: always open, never counted.
fn open() -> Vec<(String, Handler)> {
    vec![
        (HEALTHZ.into(), get(health::alive)),
        (READYZ.into(), get(health::ready)),
        (METRICS.into(), get(health::metrics)),
        (FAVICON.into(), get(assets::favicon)),
        ("/assets/{*path}".into(), get(assets::asset)),
    ]
}

/// Files of the media library. Not counted: a page may have many. Some of them ask who it is.
fn files() -> Vec<(String, Handler)> {
    vec![
        (format!("{MEDIA_FILES}/{{hash}}/{{name}}"), get(media::serve::file)),
        (format!("{MEDIA_FILES}/{{hash}}/{{shape}}/{{name}}"), get(media::serve::variant)),
    ]
}

/// What search engines read.
fn machines() -> Vec<(String, Handler)> {
    vec![(SITEMAP.into(), get(sitemap)), (ROBOTS.into(), get(robots))]
}

/// Where it matters who asks. Each of them finds the session.
fn personal() -> Vec<(String, Handler)> {
    vec![
        (SIGN_IN.into(), get(entry::sign_in_form).post(entry::sign_in)),
        (SIGN_OUT.into(), post(entry::sign_out)),
        (format!("{SET_UP}/{{token}}"), get(entry::set_up_form).post(entry::set_up)),
        (FORGOT.into(), get(forgot::form).post(forgot::send)),
        (format!("{MAIL_PREVIEW}/{{kind}}/{{language}}"), get(mail::preview)),
        (MEDIA_UPLOAD.into(), get(uploads::form).post(uploads::upload)),
        (format!("{MEDIA}/{{id}}/replace"), post(uploads::replace)),
        (ADMIN.into(), get(entry::admin)),
        (format!("{WHITEPAPERS}/{{id}}/downloads.csv"), get(export::downloads::downloads)),
        (format!("{ADMIN}/{{*path}}"), get(entry::admin)),
        ("/api/{*path}".into(), any(server_functions::public)),
    ]
}

/// Closed for everyone who is not signed in, before anything else is looked at.
fn staff() -> Vec<(String, Handler)> {
    vec![("/api/admin/{*path}".into(), any(server_functions::of_staff))]
}

/// The whole program as one service.
pub fn router(site: &Arc<Site>) -> Router {
    let sessions = || session::layer(&site.state);
    let staff = add(staff()).route_layer(from_fn_with_state(site.clone(), server_functions::staff_only));
    let counted = add(machines()).merge(staff.merge(add(personal())).route_layer(sessions())).fallback(pages::page).layer(
        ServiceBuilder::new()
            .layer(from_fn_with_state(site.clone(), security::admission))
            .layer(security::same_origin(site.state.base_url())),
    );
    let around = ServiceBuilder::new()
        .layer(from_fn_with_state(site.clone(), health::observed))
        .layer(from_fn(encoding::never_refused))
        .layer(
            CompressionLayer::new().quality(CompressionLevel::Precise(4)).compress_when(DefaultPredicate::new().and(may_change)),
        )
        .layer(from_fn_with_state(site.clone(), conditional::conditional))
        .layer(from_fn_with_state(site.clone(), security::headers))
        .layer(from_fn_with_state(site.clone(), outcome::written))
        .layer(CatchPanicLayer::custom(security::panicked))
        .layer(from_fn(security::in_time))
        .layer(from_fn(host::require_host))
        .layer(from_fn_with_state(site.clone(), client::known));
    counted
        .merge(add(files()).route_layer(sessions()))
        .merge(add(open()))
        .method_not_allowed_fallback(wrong_method)
        .layer(around)
        .with_state(site.clone())
}

/// Whether a response may be compressed on its way.
fn may_change(_: StatusCode, _: Version, _: &HeaderMap, extensions: &Extensions) -> bool {
    extensions.get::<media::AsItIs>().is_none()
}

/// Every address of the map, as its routes are written; for the test that asks of each who may do what.
pub fn addresses() -> Vec<String> {
    [open(), files(), machines(), personal(), staff()].into_iter().flatten().map(|(address, _)| address).collect()
}

fn add(routes: Vec<(String, Handler)>) -> Router<Arc<Site>> {
    routes.into_iter().fold(Router::new(), |router, (address, handler)| router.route(&address, handler))
}

async fn sitemap(State(site): State<Arc<Site>>, part: Result<Query<feeds::Part>, QueryRejection>) -> Response {
    match part {
        Ok(part) => feeds::sitemap(site.state.clone(), part).await,
        Err(_) => outcome::failed(Failure::NotFound),
    }
}

async fn robots(State(site): State<Arc<Site>>) -> Response {
    feeds::robots(site.state.clone()).await
}

/// The address takes another method; which, its route puts into `Allow`.
async fn wrong_method() -> Response {
    outcome::failed(Failure::WrongMethod)
}
