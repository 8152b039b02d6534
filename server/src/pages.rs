//! Every address that no other route has: the public site.

use std::sync::Arc;

use app::ssr::public::{self, Content};
use app::text::failure::Failure;
use axum::extract::State;
use axum::http::{HeaderValue, Method, StatusCode, Uri, header};
use axum::response::{Html, IntoResponse, Response};
use percent_encoding::percent_decode_str;

use crate::feeds;
use crate::outcome::{failed, failed_with};
use crate::site::Site;

/// GET and HEAD of a page, a feed, a redirect or the page that says that there is none.
pub async fn page(State(site): State<Arc<Site>>, method: Method, uri: Uri) -> Response {
    if method != Method::GET && method != Method::HEAD {
        let mut response = failed(Failure::WrongMethod);
        response.headers_mut().insert(header::ALLOW, HeaderValue::from_static("GET, HEAD"));
        return response;
    }
    // What is not UTF-8 becomes a path that no page has.
    let path = percent_decode_str(uri.path()).decode_utf8_lossy();
    let settings = match site.state.settings().await {
        Ok(settings) => settings,
        Err(error) => return failed_with(&error),
    };
    if let Some(language) = feeds::feed_language(&path, &settings.languages) {
        return feeds::feed(site.state.clone(), language).await;
    }
    let answer = match public::answer(&site.state, &path, uri.query().unwrap_or_default()).await {
        Ok(answer) => answer,
        Err(error) => return failed_with(&error),
    };
    let mut response = match answer.content {
        Content::Html(html) => Html(html).into_response(),
        Content::Redirect(to) => match HeaderValue::from_str(&to) {
            Ok(to) => [(header::LOCATION, to)].into_response(),
            Err(_) => return failed(Failure::NotFound),
        },
    };
    *response.status_mut() = StatusCode::from_u16(answer.status.as_u16()).unwrap_or(StatusCode::OK);
    if let Ok(language) = HeaderValue::from_str(answer.language.as_str()) {
        response.headers_mut().insert(header::CONTENT_LANGUAGE, language);
    }
    response
}
