//! The built stylesheets, scripts and pictures, inside the program (in development: in `target/assets`). Which there are and
//! under which address says the manifest that `tools/assets.mjs` writes; an address changes with its content, so a browser may keep
//! what it got for ever. Only the form that is the smallest is inside, that of brotli; the others are made when the first client asks for
//! them, and kept.

use std::borrow::Cow;
use std::collections::HashMap;
use std::io::{self, Read, Write};
use std::sync::Arc;

use app::shell::Icons;
use app::ssr::assets::{Assets, Bundle};
use app::text::failure::Failure;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use flate2::Compression;
use flate2::write::GzEncoder;
use rust_embed::RustEmbed;
use serde::Deserialize;
use tokio::sync::OnceCell;

use crate::app_state::AppState;
use crate::conditional::if_none_match_has;
use crate::encoding::Encoding;
use crate::error_response::failed;
use crate::media::Uncompressed;

/// GET of an address below `/assets`.
pub async fn asset(State(state): State<Arc<AppState>>, uri: Uri, headers: HeaderMap) -> Response {
    match state.files.by_path.get(uri.path()) {
        Some(file) => answer(file, &headers, FOR_EVER).await,
        None => failed(Failure::NotFound),
    }
}

/// The icon at the one address where browsers look for it unasked.
pub async fn favicon(State(state): State<Arc<AppState>>, headers: HeaderMap) -> Response {
    match state.files.by_path.get(&state.context.assets().icons.ico) {
        Some(file) => answer(file, &headers, A_DAY).await,
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
    #[serde(skip)]
    bare: OnceCell<Bytes>,
    #[serde(skip)]
    gzip: OnceCell<Bytes>,
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
async fn answer(file: &File, headers: &HeaderMap, kept: &'static str) -> Response {
    let encoding = Encoding::best(headers);
    // The path holds a hash of the content.
    let tag = format!("\"{}{}\"", file.path, suffix(encoding));
    let mut answer = if if_none_match_has(headers, &tag) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        let data = match data(file, encoding).await {
            Ok(data) => data,
            Err(error) => {
                tracing::error!("{} cannot be read: {error}", file.path);
                return failed(Failure::Internal);
            }
        };
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

async fn data(file: &File, encoding: Encoding) -> io::Result<Bytes> {
    let brotli = embedded(&file.path)?;
    let made = match encoding {
        Encoding::Brotli => return Ok(brotli),
        Encoding::Gzip => file.gzip.get_or_try_init(|| made(brotli, |brotli| gzip(&unpacked(brotli)?))).await,
        Encoding::Identity => file.bare.get_or_try_init(|| made(brotli, unpacked)).await,
    };
    made.cloned()
}

/// Another form of a file. It takes longer than a thread that answers may be held up.
async fn made(brotli: Bytes, make: fn(&[u8]) -> io::Result<Vec<u8>>) -> io::Result<Bytes> {
    tokio::task::spawn_blocking(move || make(&brotli)).await?.map(Bytes::from)
}

fn embedded(path: &str) -> io::Result<Bytes> {
    let name = path.strip_prefix("/assets/").map(|name| format!("{name}.br"));
    match name.and_then(|name| Embedded::get(&name)).ok_or(io::ErrorKind::NotFound)?.data {
        Cow::Borrowed(inside) => Ok(Bytes::from_static(inside)),
        Cow::Owned(read) => Ok(Bytes::from(read)),
    }
}

fn unpacked(brotli: &[u8]) -> io::Result<Vec<u8>> {
    let mut data = Vec::new();
    brotli::Decompressor::new(brotli, 4096).read_to_end(&mut data)?;
    Ok(data)
}

fn gzip(data: &[u8]) -> io::Result<Vec<u8>> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::best());
    packed.write_all(data)?;
    packed.finish()
}

/// The end of an answer's tag.
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
    fn whoever_takes_no_brotli_gets_what_is_in_it() {
        let style = b"body { margin: 0 }".repeat(500);
        let mut brotli = Vec::new();
        brotli::CompressorWriter::new(&mut brotli, 4096, 5, 22).write_all(&style).unwrap();
        assert_eq!(unpacked(&brotli).unwrap(), style);
        let mut bare = Vec::new();
        flate2::read::GzDecoder::new(&*gzip(&style).unwrap()).read_to_end(&mut bare).unwrap();
        assert_eq!(bare, style);
        assert!(unpacked(&style).is_err());
    }

    #[test]
    fn pages_name_files_as_the_manifest_does() {
        let manifest = br#"{"site.css": {"path": "/assets/site.0a.css", "type": "text/css", "raw_bytes": 1, "br_bytes": 1}}"#;
        let files = Files::from_manifest(manifest).unwrap();
        assert_eq!(files.addresses().site_css, "/assets/site.0a.css");
        assert_eq!(files.addresses().admin_css, "/assets/admin.css");
        assert!(files.by_path.contains_key("/assets/site.0a.css"));
    }
}
