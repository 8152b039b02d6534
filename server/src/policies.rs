//! The Content-Security-Policy of each kind of answer.

use app::ssr::assets::{Assets, Inline, hash_of};
use app::ssr::mail;
use axum::http::HeaderValue;

/// The Content-Security-Policy (level 3) of each kind of answer. Scripts are known by their hash instead of a nonce, so that a
/// page is the same for everyone and could be kept.
#[derive(Debug)]
pub struct Policies {
    pub public_page: HeaderValue,
    pub admin_shell: HeaderValue,
    pub preview: HeaderValue,
    /// For answers that are no documents: if a browser shows one as a document, it can do nothing.
    pub other: HeaderValue,
    /// Of drawings, which may have styles, pictures and fonts of their own.
    pub drawing: HeaderValue,
}

impl Policies {
    pub fn new(assets: &Assets) -> Self {
        let value = |text: String| HeaderValue::from_str(&text).expect("a policy is made of visible ASCII");
        Self {
            public_page: value(policy(&assets.site_script)),
            admin_shell: value(format!("{}; frame-src 'self'", policy(&assets.admin_script))),
            preview: value(format!(
                "default-src 'none'; style-src '{}'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox",
                hash_of(mail::STYLE)
            )),
            other: HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"),
            drawing: HeaderValue::from_static(
                "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; frame-ancestors 'none'",
            ),
        }
    }
}

/// `'wasm-unsafe-eval'` lets a browser compile WASM; it allows no script.
fn policy(script: &Inline) -> String {
    format!(
        "default-src 'none'; script-src 'self' '{}' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self'; media-src 'self'; \
         connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
        script.hash
    )
}
