//! The built stylesheets, scripts and pictures, inside the program (in development: in `target/assets`). Which there are and
//! under which address says the manifest that `tools/assets.mjs` writes; an address changes with its content, so a browser may keep
//! what it got for ever. Only the compressed forms are inside: the bare ones would be a tenth of the program.

use std::borrow::Cow;
use std::collections::HashMap;
use std::io::{self, Read};
use std::sync::{Arc, OnceLock};

use app::shell::Icons;
use app::ssr::assets::{Assets, Bundle};
use app::text::failure::Failure;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use flate2::read::GzDecoder;
use rust_embed::RustEmbed;
use serde::Deserialize;

use crate::app_state::AppState;
use crate::conditional::if_none_match_has;
use crate::encoding::Encoding;
use crate::error_response::failed;
use crate::media::Uncompressed;

/// GET of an address below `/assets`.
pub async fn asset(State(state): State<Arc<AppState>>, uri: Uri, headers: HeaderMap) -> Response {
    match state.files.by_path.get(uri.path()) {
        Some(file) => answer(file, &headers, FOR_EVER),
        None => failed(Failure::NotFound),
    }
}

/// The icon at the one address where browsers look for it unasked.
pub async fn favicon(State(state): State<Arc<AppState>>, headers: HeaderMap) -> Response {
    match state.files.by_path.get(&state.context.assets().icons.ico) {
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
    /// Unpacked when the first client asks that takes no compressed form.
    #[serde(skip)]
    bare: OnceLock<Bytes>,
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
            ["site.css", "header-row.css", "admin.css", "admin-screens.css"].map(path),
            Icons {
                svg: path("favicon.svg"),
                ico: path("favicon.ico"),
                touch: path("apple-touch-icon.png"),
                png_192: path("icon-192.png"),
                png_512: path("icon-512.png"),
            },
            Bundle { javascript: &site_js, wasm: &site_wasm },
            Bundle { javascript: &admin_js, wasm: &admin_wasm },
        )
    }
}

/// The form that the browser likes best, or 304 where it has it.
fn answer(file: &File, headers: &HeaderMap, kept: &'static str) -> Response {
    let encoding = Encoding::best(headers);
    let Some(data) = data(file, encoding) else {
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
    answer.extensions_mut().insert(Uncompressed);
    let headers = answer.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(kept));
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        headers.insert(header::ETAG, tag);
    }
    answer
}

fn data(file: &File, encoding: Encoding) -> Option<Bytes> {
    let name = file.path.strip_prefix("/assets/")?;
    match encoding {
        Encoding::Brotli | Encoding::Gzip => embedded(&format!("{name}{}", suffix(encoding))),
        Encoding::Identity => {
            if let Some(known) = file.bare.get() {
                return Some(known.clone());
            }
            let packed = embedded(&format!("{name}{}", suffix(Encoding::Gzip)))?;
            let data =
                unpacked(&packed).inspect_err(|error| tracing::error!("{} cannot be unpacked: {error}", file.path)).ok()?;
            Some(file.bare.get_or_init(|| data.into()).clone())
        }
    }
}

fn embedded(name: &str) -> Option<Bytes> {
    Some(match Embedded::get(name)?.data {
        Cow::Borrowed(inside) => Bytes::from_static(inside),
        Cow::Owned(read) => Bytes::from(read),
    })
}

fn unpacked(packed: &[u8]) -> io::Result<Vec<u8>> {
    let mut data = Vec::new();
    GzDecoder::new(packed).read_to_end(&mut data)?;
    Ok(data)
}

/// The end of a file's name and of an answer's tag.
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
    fn whoever_takes_no_compressed_form_gets_the_file_as_it_was() {
        let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        io::Write::write_all(&mut packed, b"body { margin: 0 }").unwrap();
        assert_eq!(unpacked(&packed.finish().unwrap()).unwrap(), b"body { margin: 0 }");
        assert!(unpacked(b"body { margin: 0 }").is_err());
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
