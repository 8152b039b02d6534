//! The map of all addresses. The public site has every address that stands nowhere here.

use std::sync::Arc;

use app::routes::{
    ADMIN, ADMIN_API, API, ASSETS, CARDS, FAVICON, FORGOT, HEALTHZ, MAIL_PREVIEW, MEDIA, MEDIA_FILES, MEDIA_UPLOAD, METRICS,
    READYZ, ROBOTS, SET_UP, SIGN_IN, SIGN_IN_CALL, SIGN_OUT, SITEMAP, UNSUBSCRIBE, WEB_MANIFEST, WHITEPAPERS,
};
use app::text::failure::Failure;
use axum::Router;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, Request, State};
use axum::http::{Extensions, HeaderMap, StatusCode, Version};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::Response;
use axum::routing::{MethodRouter, any, get, post};
use tower::ServiceBuilder;
use tower_http::CompressionLevel;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::{CompressionLayer, DefaultPredicate, Predicate};

use crate::app_state::AppState;
use crate::auth::forgot;
use crate::body::{MEDIA_BYTES, PAGE_BYTES, PREVIEW_BYTES, WHITEPAPER_BYTES};
use crate::conditional::Conditions;
use crate::error_response::{FailureWriter, failed};
use crate::health::Observed;
use crate::rules::Rules;
use crate::{
    assets, auth, client, consents, encoding, export, feeds, health, host, mail, media, pages, security, server_functions,
    session, uploads, web_manifest,
};

/// A route: its address, what holds for it, and who answers.
struct Route {
    address: String,
    rules: Rules,
    handler: MethodRouter<Arc<AppState>>,
}

fn route(address: impl Into<String>, rules: Rules, handler: MethodRouter<Arc<AppState>>) -> Route {
    Route { address: address.into(), rules, handler }
}

/// A call of staff that may be larger than others, because it carries texts.
fn call(address: String, max_bytes: usize) -> Route {
    route(address, Rules::STAFF_CALLS.up_to(max_bytes), any(server_functions::of_staff))
}

fn routes() -> Vec<Route> {
    vec![
        route(HEALTHZ, Rules::OPEN, get(health::alive)),
        route(READYZ, Rules::OPEN, get(health::ready)),
        route(METRICS, Rules::OPEN, get(health::metrics)),
        route(FAVICON, Rules::OPEN, get(assets::favicon)),
        route(WEB_MANIFEST, Rules::OPEN, get(web_manifest::web_manifest)),
        route(format!("{ASSETS}/{{*path}}"), Rules::OPEN.in_words(), get(assets::asset)),
        route(format!("{CARDS}/{{digest}}/{{name}}"), Rules::VISITORS, get(media::cards::card)),
        route(format!("{MEDIA_FILES}/{{hash}}/{{name}}"), Rules::FILES, get(media::serve::file)),
        route(format!("{MEDIA_FILES}/{{hash}}/{{shape}}/{{name}}"), Rules::FILES, get(media::serve::variant)),
        route(SITEMAP, Rules::VISITORS, get(sitemap)),
        route(ROBOTS, Rules::VISITORS, get(robots)),
        route(SIGN_IN, Rules::ADMIN, get(auth::sign_in_form).post(auth::sign_in)),
        route(SIGN_OUT, Rules::ADMIN, post(auth::sign_out)),
        route(format!("{SET_UP}/{{token}}"), Rules::ADMIN, get(auth::set_up_form).post(auth::set_up)),
        route(FORGOT, Rules::ADMIN, get(forgot::form).post(forgot::send)),
        route(format!("{MAIL_PREVIEW}/{{kind}}/{{language}}"), Rules::ADMIN, get(mail::preview)),
        route(MEDIA_UPLOAD, Rules::UPLOADS, get(uploads::form).post(uploads::upload)),
        route(format!("{MEDIA}/{{id}}/replace"), Rules::UPLOAD_CALLS, post(uploads::replace)),
        route(format!("{WHITEPAPERS}/{{id}}/downloads.csv"), Rules::ADMIN, get(export::downloads::downloads)),
        route(ADMIN, Rules::ADMIN, get(auth::admin)),
        route(format!("{ADMIN}/"), Rules::ADMIN, get(auth::admin_slash)),
        route(format!("{ADMIN}/{{*path}}"), Rules::ADMIN.in_words(), get(auth::admin)),
        route(SIGN_IN_CALL, Rules::SIGN_IN_CALL, any(server_functions::sign_in)),
        route(format!("{UNSUBSCRIBE}/{{token}}"), Rules::ONE_CLICK, get(consents::one_click_page).post(consents::one_click)),
        route(format!("{API}/{{*path}}"), Rules::CALLS, any(server_functions::public)),
        call(format!("{ADMIN_API}/pages/save"), PAGE_BYTES),
        call(format!("{ADMIN_API}/whitepapers/save"), WHITEPAPER_BYTES),
        call(format!("{ADMIN_API}/media/save"), MEDIA_BYTES),
        call(format!("{ADMIN_API}/items/preview"), PREVIEW_BYTES),
        call(format!("{ADMIN_API}/items/check-links"), PREVIEW_BYTES),
        route(format!("{ADMIN_API}/{{*path}}"), Rules::STAFF_CALLS, any(server_functions::of_staff)),
    ]
}

/// The whole program as one service.
pub fn router(state: &Arc<AppState>) -> Router {
    let all = routes().into_iter().fold(Router::new(), |all, Route { address, rules, handler }| {
        let mut own = Router::new().route(&address, handler);
        if rules.is_for_staff {
            own = own.route_layer(from_fn_with_state(state.clone(), server_functions::staff_only));
        }
        if rules.has_session {
            own = own.route_layer(session::layer(&state.context));
        }
        all.merge(surrounded(state, rules, own))
    });
    let pages = surrounded(state, Rules::PAGES, Router::new().fallback(pages::page));
    all.merge(pages).with_state(state.clone())
}

/// The middleware around all handlers. It is told the rules of their routes.
fn surrounded(state: &Arc<AppState>, rules: Rules, mut routes: Router<Arc<AppState>>) -> Router<Arc<AppState>> {
    if rules.is_counted && !rules.is_for_any_origin {
        routes = routes.layer(security::same_origin(state.context.base_url()));
    }
    let declared = Declared { state: state.clone(), rules };
    let around = ServiceBuilder::new()
        .layer(from_fn_with_state(declared.clone(), observed))
        .layer(
            CompressionLayer::new().quality(CompressionLevel::Precise(4)).compress_when(DefaultPredicate::new().and(may_change)),
        )
        .layer(from_fn_with_state(declared.clone(), finished))
        .layer(CatchPanicLayer::custom(security::panicked))
        .layer(from_fn_with_state(declared, admitted));
    routes.method_not_allowed_fallback(wrong_method).layer(around)
}

/// What the middleware of a route knows.
#[derive(Clone)]
struct Declared {
    state: Arc<AppState>,
    rules: Rules,
}

// Three functions for ten steps, not ten layers: each layer copies all that lie within it, for every request.

/// Outside of everything: the request gets its rules, and its answer is counted and logged.
async fn observed(State(Declared { state, rules }): State<Declared>, mut request: Request, next: Next) -> Response {
    request.extensions_mut().insert(rules);
    encoding::accept_bare_body(request.headers_mut());
    let observed = Observed::begin(&request, &rules);
    let response = next.run(request).await;
    observed.end(&response, &state);
    response
}

/// The answer gets the words of its failure, its headers, its tag and its date.
async fn finished(State(Declared { state, rules }): State<Declared>, request: Request, next: Next) -> Response {
    let (failure_writer, conditions) = (FailureWriter::of(&request, &rules), Conditions::of(&request));
    let method = request.method().clone();
    let mut response = failure_writer.write(next.run(request).await, &state.context);
    security::add_headers(&mut response, &method, &rules, &state);
    match conditions {
        Some(conditions) => conditions.apply(response, &state.last_modified).await,
        None => response,
    }
}

/// Nobody is answered whose request is malformed, who asks too often, or for whom the site is closed; and no answer takes for ever.
async fn admitted(State(Declared { state, rules }): State<Declared>, mut request: Request, next: Next) -> Response {
    let answer = async {
        if let Err(failure) = host::require_host(&mut request) {
            return failed(failure);
        }
        client::set_client_address(&mut request, &state.config);
        match security::admit(&mut request, &rules, &state).await {
            Ok(()) => next.run(request).await,
            Err(failure) => failed(failure),
        }
    };
    tokio::time::timeout(rules.timeout, answer).await.unwrap_or_else(|_| failed(Failure::TooSlow))
}

/// Whether a response may be compressed on its way.
fn may_change(_: StatusCode, _: Version, _: &HeaderMap, extensions: &Extensions) -> bool {
    extensions.get::<media::Uncompressed>().is_none()
}

/// Every address of the map, as its routes are written; for the test that asks of each who may do what.
pub fn addresses() -> Vec<String> {
    routes().into_iter().map(|route| route.address).collect()
}

async fn sitemap(State(state): State<Arc<AppState>>, part: Result<Query<feeds::Part>, QueryRejection>) -> Response {
    match part {
        Ok(part) => feeds::sitemap(state.context.clone(), part).await,
        Err(_) => failed(Failure::NotFound),
    }
}

async fn robots(State(state): State<Arc<AppState>>) -> Response {
    feeds::robots(state.context.clone()).await
}

/// 405. The route adds the header `Allow`.
async fn wrong_method() -> Response {
    failed(Failure::WrongMethod)
}
