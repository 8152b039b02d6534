//! The built stylesheets, scripts and pictures, inside the program (in development: in `target/assets`). Which there are and
//! under which address says the manifest that `tools/assets.mjs` writes; an address changes with its content, so a browser may keep
//! what it got for ever.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use app::ssr::assets::{Assets, Bundle};
use app::text::failure::Failure;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use rust_embed::RustEmbed;
use serde::Deserialize;

use crate::conditional::if_none_match_has;
use crate::encoding::Encoding;
use crate::media::AsItIs;
use crate::outcome::failed;
use crate::site::Site;

/// GET of an address below `/assets`.
pub async fn asset(State(site): State<Arc<Site>>, uri: Uri, headers: HeaderMap) -> Response {
    match site.files.by_path.get(uri.path()) {
        Some(file) => answer(file, &headers, FOR_EVER),
        None => failed(Failure::NotFound),
    }
}

/// The icon at the one address where browsers look for it unasked.
pub async fn favicon(State(site): State<Arc<Site>>, headers: HeaderMap) -> Response {
    match site.files.by_path.get(&site.state.assets().icon) {
        Some(file) => answer(file, &headers, A_DAY),
        None => failed(Failure::NotFound),
    }
}

const FOR_EVER: &str = "public, max-age=31536000, immutable";
const A_DAY: &str = "public, max-age=86400";

/// All files of the manifest by their address.
#[derive(Debug, Default)]
pub struct Files {
    by_path: HashMap<String, File>,
    by_name: HashMap<String, String>,
}

/// As the manifest tells it.
#[derive(Debug, Clone, Deserialize)]
struct File {
    path: String,
    /// Its media type.
    #[serde(rename = "type")]
    kind: String,
}

#[derive(RustEmbed)]
#[folder = "../target/assets"]
struct Embedded;

impl Files {
    /// Nothing where nothing was built; the log says so. An error where the manifest cannot be read.
    pub fn load() -> Result<Self, serde_json::Error> {
        match Embedded::get("manifest.json") {
            Some(manifest) => Self::from_manifest(&manifest.data),
            None => {
                tracing::warn!("no stylesheets and scripts were built: pages will be bare (run `make`)");
                Ok(Self::default())
            }
        }
    }

    fn from_manifest(manifest: &[u8]) -> Result<Self, serde_json::Error> {
        let named: HashMap<String, File> = serde_json::from_slice(manifest)?;
        let by_name = named.iter().map(|(name, file)| (name.clone(), file.path.clone())).collect();
        let by_path = named.into_values().map(|file| (file.path.clone(), file)).collect();
        Ok(Self { by_path, by_name })
    }

    /// Where pages find their own files.
    pub fn addresses(&self) -> Assets {
        let path = |name: &str| self.by_name.get(name).cloned().unwrap_or_else(|| format!("/assets/{name}"));
        let (site_js, site_wasm) = (path("site/site.js"), path("site/site_bg.wasm"));
        let (admin_js, admin_wasm) = (path("admin/admin.js"), path("admin/admin_bg.wasm"));
        Assets::new(
            path("site.css"),
            path("admin.css"),
            path("favicon.svg"),
            Bundle { javascript: &site_js, wasm: &site_wasm },
            Bundle { javascript: &admin_js, wasm: &admin_wasm },
        )
    }
}

/// The best compressed form that the browser takes, or 304 where it has it.
fn answer(file: &File, headers: &HeaderMap, kept: &'static str) -> Response {
    let encoding = Encoding::best(headers);
    let Some((data, encoding)) = data(file, encoding).or_else(|| data(file, Encoding::Identity)) else {
        return failed(Failure::NotFound);
    };
    // The path holds a hash of the content.
    let tag = format!("\"{}{}\"", file.path, suffix(encoding));
    let mut answer = if if_none_match_has(headers, &tag) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        let mut answer = Response::new(Body::from(data));
        let kind = HeaderValue::from_str(&file.kind).unwrap_or(HeaderValue::from_static("application/octet-stream"));
        answer.headers_mut().insert(header::CONTENT_TYPE, kind);
        if let Some(name) = encoding.name() {
            answer.headers_mut().insert(header::CONTENT_ENCODING, HeaderValue::from_static(name));
        }
        answer
    };
    answer.extensions_mut().insert(AsItIs);
    let headers = answer.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(kept));
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        headers.insert(header::ETAG, tag);
    }
    answer
}

fn data(file: &File, encoding: Encoding) -> Option<(Bytes, Encoding)> {
    let name = file.path.strip_prefix("/assets/")?;
    let data = Embedded::get(&format!("{name}{}", suffix(encoding)))?.data;
    let data = match data {
        Cow::Borrowed(inside) => Bytes::from_static(inside),
        Cow::Owned(read) => Bytes::from(read),
    };
    Some((data, encoding))
}

/// Of the name under which a form lies beside the bare file.
fn suffix(encoding: Encoding) -> &'static str {
    match encoding {
        Encoding::Brotli => ".br",
        Encoding::Gzip => ".gz",
        Encoding::Identity => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_that_has_it_is_not_sent_it_again() {
        let list = HeaderValue::from_static(r#""/assets/a.css.gz", W/"/assets/a.css.br""#);
        let list = HeaderMap::from_iter([(header::IF_NONE_MATCH, list)]);
        assert!(if_none_match_has(&list, r#""/assets/a.css.br""#));
        assert!(!if_none_match_has(&list, r#""/assets/a.css""#));
    }

    #[test]
    fn pages_name_files_as_the_manifest_does() {
        let manifest =
            br#"{"site.css": {"path": "/assets/site.0a.css", "type": "text/css", "raw_bytes": 1, "br_bytes": 1, "gz_bytes": 1}}"#;
        let files = Files::from_manifest(manifest).unwrap();
        assert_eq!(files.addresses().site_css, "/assets/site.0a.css");
        assert_eq!(files.addresses().admin_css, "/assets/admin.css");
        assert!(files.by_path.contains_key("/assets/site.0a.css"));
    }
}
