//! The server functions of `app`: which there are is known from their registration; who may call them is checked by each, and
//! for those of staff here besides.

use std::sync::Arc;

use app::ssr::auth::ClientAddress;
use app::text::failure::Failure;
use axum::Extension;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::header;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use leptos::prelude::provide_context;
use leptos::server_fn::axum::{get_server_fn_service, server_fn_paths};

use crate::app_state::AppState;
use crate::body;
use crate::error_response::failed;
use crate::rules::Rules;
use crate::signed_in::SignedIn;

/// A call that visitors may make.
pub async fn public(State(state): State<Arc<AppState>>, request: Request) -> Response {
    call(&state, request).await
}

/// The call that begins a session. Attempts are counted with those of the form.
pub async fn sign_in(
    State(state): State<Arc<AppState>>,
    Extension(ClientAddress(address)): Extension<ClientAddress>,
    request: Request,
) -> Response {
    match state.sign_ins.check(address) {
        Ok(()) => call(&state, request).await,
        Err(failure) => failed(failure),
    }
}

/// A call that only staff may make; [`staff_only`] stands before it.
pub async fn of_staff(State(state): State<Arc<AppState>>, request: Request) -> Response {
    call(&state, request).await
}

async fn call(state: &Arc<AppState>, request: Request) -> Response {
    let max_bytes = Rules::of(&request).max_bytes;
    let path = request.uri().path();
    if get_server_fn_service(path, request.method().clone()).is_none() {
        let is_known = server_fn_paths().any(|(known, _)| known == path);
        return failed(if is_known { Failure::WrongMethod } else { Failure::NotFound });
    }
    let mut request = match body::whole(request, max_bytes).await {
        Ok(request) => request,
        Err(failure) => return failed(failure),
    };
    // Asked for HTML, a server function would redirect to the Referer, which anybody can set.
    request.headers_mut().remove(header::REFERER);
    request.headers_mut().remove(header::ACCEPT);
    // The body's own limit is checked already; `server_fn` would refuse 2 MiB.
    DefaultBodyLimit::disable().apply(&mut request);
    let state = state.context.clone();
    leptos_axum::handle_server_fns_with_context(move || provide_context(state.clone()), request).await.into_response()
}

/// Lets only staff through, besides the guard of each function, which finds the session in the request.
pub async fn staff_only(SignedIn(staff): SignedIn, mut request: Request, next: Next) -> Response {
    request.extensions_mut().insert(staff);
    next.run(request).await
}
