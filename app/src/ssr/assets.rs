//! Where the browser finds our own files, and the one inline script of a page with the hash that the security policy names.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

use crate::shell::Icons;

/// Addresses of the built files. Every address changes with its content, so all may be kept for ever.
#[derive(Debug, Clone)]
pub struct Assets {
    pub site_css: String,
    /// With it the whole menu stands in the header.
    pub header_row_css: String,
    /// Of the admin's first screen.
    pub admin_css: String,
    /// Of its other screens.
    pub admin_screens_css: String,
    pub icons: Icons,
    /// The script of public pages: theme, and the islands' WASM once someone turns to one.
    pub site_script: Inline,
    /// The script of the admin's document.
    pub admin_script: Inline,
}

/// A constant script inside a page.
#[derive(Debug, Clone)]
pub struct Inline {
    pub text: String,
    /// `sha256-…`, as Content-Security-Policy names it (CSP 3, 2.3.1).
    pub hash: String,
}

impl Assets {
    /// The stylesheets are in the order of the fields.
    pub fn new(
        [site_css, header_row_css, admin_css, admin_screens_css]: [String; 4],
        icons: Icons,
        site: Bundle<'_>,
        admin: Bundle<'_>,
    ) -> Self {
        Self {
            site_css,
            header_row_css,
            admin_css,
            admin_screens_css,
            icons,
            site_script: Inline::new(SITE_SCRIPT.replace("OPEN", &site.open())),
            admin_script: Inline::new(ADMIN_SCRIPT.replace("OPEN", &admin.open())),
        }
    }
}

/// Where a bundle's main files are.
#[derive(Debug, Clone, Copy)]
pub struct Bundle<'a> {
    pub javascript: &'a str,
    pub wasm: &'a str,
}

impl Bundle<'_> {
    /// A promise of the bundle's exports.
    fn open(self) -> String {
        let Self { javascript, wasm } = self;
        format!(r#"import("{javascript}").then(async m=>(await m.default({{module_or_path:"{wasm}"}}),m))"#)
    }
}

impl Inline {
    fn new(text: String) -> Self {
        let hash = hash_of(&text);
        Self { text, hash }
    }
}

/// `sha256-…` of a constant script or style.
pub fn hash_of(text: &str) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(text.as_bytes())))
}

/// The theme that was chosen, before the first paint; the button that changes it; and each island, woken by the first
/// turn to it (focus, pointer, touch). `data-awake` says that an island answers; one whose code did not arrive tries again.
const SITE_SCRIPT: &str = r#"(d=>{const r=d.documentElement,s=()=>r.dataset.theme?r.dataset.theme=="dark":matchMedia("(prefers-color-scheme:dark)").matches,b=()=>d.querySelectorAll("[data-theme-toggle]").forEach(e=>e.setAttribute("aria-pressed",s()));try{const t=localStorage.getItem("theme");if(t)r.dataset.theme=t}catch{}d.addEventListener("DOMContentLoaded",b);d.addEventListener("click",e=>{if(!e.target.closest("[data-theme-toggle]"))return;const t=s()?"light":"dark";r.dataset.theme=t;b();try{localStorage.setItem("theme",t)}catch{}});let w;const f=e=>{const i=e.target.closest?.("leptos-island");if(!i||"woken"in i.dataset)return;i.dataset.woken="";(w??=OPEN.then(m=>(m.hydrate(),m))).then(m=>m[i.dataset.component](i)).then(()=>{i.dataset.awake=""},()=>{w=null;delete i.dataset.woken})};["focusin","pointerover","touchstart"].forEach(t=>d.addEventListener(t,f,{capture:!0,passive:!0}));if(d.activeElement)f({target:d.activeElement})})(document)"#;

/// The theme, where a person was on each screen, and then the admin.
const ADMIN_SCRIPT: &str = include_str!("admin_document.js");
