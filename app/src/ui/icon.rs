//! The drawn signs: 20 × 20, one stroke, in the colour of the text around them; decoration, so never read aloud.

use leptos::prelude::*;

/// A sign by name, as SVG.
#[component]
pub fn Icon(
    /// One of the paths below.
    of: &'static str,
) -> impl IntoView {
    view! { <svg class="icon" viewBox="0 0 20 20" aria-hidden="true" inner_html=of></svg> }
}

pub const MENU: &str = r#"<path d="M3 6h14M3 10h14M3 14h9"/>"#;
pub const CLOSE: &str = r#"<path d="m5 5 10 10M15 5 5 15"/>"#;
pub const SEARCH: &str = r#"<circle cx="9" cy="9" r="5.5"/><path d="m13.2 13.2 4 4"/>"#;
pub const THEME: &str = r#"<circle cx="10" cy="10" r="6.5"/><path d="M10 3.5a6.5 6.5 0 0 1 0 13z" fill="currentColor"/>"#;
pub const INFO: &str = r#"<circle cx="10" cy="10" r="7.5"/><path d="M10 9v5M10 6.4v.1"/>"#;
pub const WARNING: &str = r#"<path d="M10 3 18 17H2zM10 8.5v3.5M10 14.4v.1"/>"#;
pub const TO_DO: &str = r#"<circle cx="10" cy="10" r="6.5" stroke-dasharray="2.6 2.6"/>"#;
pub const CHECK: &str = r#"<path d="m4 10.5 4 4 8-9"/>"#;
pub const PAGES: &str =
    r#"<rect x="3.5" y="3" width="9" height="12" rx="1.8"/><path d="M15.5 6v9.5a1.5 1.5 0 0 1-1.5 1.5H7M6 7h4M6 10h4"/>"#;
pub const WORDS: &str = r#"<path d="M4 6.5V4h12v2.5M10 4v12m-2.5 0h5"/>"#;
pub const USER: &str = r#"<circle cx="10" cy="7" r="3.2"/><path d="M3.8 17c.7-3.3 3.2-5 6.2-5s5.5 1.7 6.2 5"/>"#;
pub const LOCK: &str = r#"<rect x="4" y="9" width="12" height="8" rx="2"/><path d="M6.8 9V6.5a3.2 3.2 0 0 1 6.4 0V9"/>"#;
pub const MAIL: &str = r#"<rect x="2.5" y="4.5" width="15" height="11" rx="2"/><path d="m3.5 6 6.5 5 6.5-5"/>"#;
pub const PLUS: &str = r#"<path d="M10 4v12M4 10h12"/>"#;
pub const TRASH: &str = r#"<path d="M3.5 5.5h13M8 5.5V3.5h4v2M5.2 5.5l.8 11.5h8l.8-11.5"/>"#;
pub const EYE: &str = r#"<path d="M2 10s3-5.2 8-5.2 8 5.2 8 5.2-3 5.2-8 5.2S2 10 2 10z"/><circle cx="10" cy="10" r="2.2"/>"#;
pub const LIST: &str = r#"<path d="M7.5 5.5H17M7.5 10H17M7.5 14.5H17M3.6 5.5h.1M3.6 10h.1M3.6 14.5h.1"/>"#;
pub const QUOTE: &str = r#"<path d="M4 14c2 0 3.5-1.8 3.5-4.5V6H4v4h3.2M12 14c2 0 3.5-1.8 3.5-4.5V6H12v4h3.2"/>"#;
pub const LINK: &str =
    r#"<path d="M8.5 11.5a3 3 0 0 0 4.3 0l3-3a3 3 0 0 0-4.3-4.3l-1 1m1 3.3a3 3 0 0 0-4.3 0l-3 3a3 3 0 0 0 4.3 4.3l1-1"/>"#;
pub const ARROW: &str = r#"<path d="M4 10h12m-4.5-4.5L16 10l-4.5 4.5"/>"#;
pub const DOWN: &str = r#"<path d="M10 4v12m-4.5-4.5L10 16l4.5-4.5"/>"#;
pub const RESTORE: &str = r#"<path d="M3.5 10a6.5 6.5 0 1 0 2-4.7L3 7.5M3 3.5v4h4M10 6.5V10l2.5 1.5"/>"#;
pub const LANGUAGE: &str = r#"<circle cx="10" cy="10" r="7.2"/><path d="M2.8 10h14.4M10 2.8c2.4 2 3.4 4.5 3.4 7.2s-1 5.2-3.4 7.2c-2.4-2-3.4-4.5-3.4-7.2s1-5.2 3.4-7.2z"/>"#;
pub const LEAVE: &str = r#"<path d="M8 3.5H5A1.5 1.5 0 0 0 3.5 5v10A1.5 1.5 0 0 0 5 16.5h3M12.5 6.5 16 10l-3.5 3.5M16 10H8"/>"#;
pub const COPY: &str = r#"<rect x="7" y="7" width="9.5" height="9.5" rx="2"/><path d="M13 7V5.5a2 2 0 0 0-2-2H5.5a2 2 0 0 0-2 2V11a2 2 0 0 0 2 2H7"/>"#;
pub const STAR: &str = r#"<path d="m10 2.8 2.2 4.6 5 .7-3.6 3.5.9 5L10 14.2l-4.5 2.4.9-5L2.8 8.1l5-.7z"/>"#;
pub const DOWNLOAD: &str = r#"<path d="M10 3v10m-4-4 4 4 4-4M3.5 16.8h13"/>"#;
pub const PAPER: &str = r#"<path d="M5.5 2.8h6l3.8 3.8v10.6h-9.8zM11.2 3v4h4M8 11h4.5M8 14h4.5"/>"#;
pub const IMAGE: &str = r#"<rect x="2.8" y="4" width="14.4" height="12" rx="2.2"/><path d="m3 14 4-4 3 3 3-3.5 4 4.5"/><circle cx="7" cy="7.6" r=".8"/>"#;
pub const FILE: &str = r#"<path d="M5 2.8h6.5L15.5 7v10.2H5zM11.2 3v4.2h4"/>"#;
pub const FILM: &str = r#"<rect x="2.8" y="4" width="14.4" height="12" rx="2.2"/><path d="M8.3 7.3v5.4l4.2-2.7z"/>"#;
pub const FOLDER: &str = r#"<path d="M2.8 5.5h5l1.7 2h7.7v8.5H2.8z"/>"#;
pub const UPLOAD: &str = r#"<path d="M10 13V3.5m-4 4 4-4 4 4M3.5 16.8h13"/>"#;
pub const GRID: &str = r#"<rect x="3" y="3" width="5.8" height="5.8" rx="1.4"/><rect x="11.2" y="3" width="5.8" height="5.8" rx="1.4"/><rect x="3" y="11.2" width="5.8" height="5.8" rx="1.4"/><rect x="11.2" y="11.2" width="5.8" height="5.8" rx="1.4"/>"#;
pub const TAG: &str = r#"<path d="M3 3.5h6.5l7.5 7.5-6 6L3.5 9.5zM6.8 7.2v.1"/>"#;
