//! A file at a glance: its small picture or the sign of its kind, and its measures.

use domain::media::{Format, MediaKind, MediaRow};
use leptos::prelude::*;

use crate::text::UiLanguage;
use crate::ui::icon::{FILE, FILM, IMAGE, Icon};

/// Decoration: the file's name stands beside it.
#[component]
pub fn Thumb(format: Format, picture: Option<String>, #[prop(optional)] small: bool) -> impl IntoView {
    let size = if small { " thumb-small" } else { "" };
    let kind = if format.is_image() { "thumb-image" } else { "thumb-page" };
    match picture {
        Some(address) => view! {
            <div class=format!("thumb {kind}{size}")><img src=address alt="" loading="lazy" decoding="async"/></div>
        }
        .into_any(),
        None => view! {
            <div class=format!("thumb{size}") aria-hidden="true"><Icon of=format_icon(format)/><span class="measure">{format.label()}</span></div>
        }
        .into_any(),
    }
}

/// The icon of a kind of file.
pub fn format_icon(format: Format) -> &'static str {
    match format.kind() {
        MediaKind::Image => IMAGE,
        MediaKind::Document => FILE,
        MediaKind::Video => FILM,
    }
}

/// `1600 × 1067, 84 kB`, `32 pages, 2.4 MB`, `SVG, 12 kB`.
pub fn file_facts(row: &MediaRow, ui_language: UiLanguage) -> String {
    let size = ui_language.size(row.size_bytes);
    match (dimensions(row), row.pages) {
        (Some(dimensions), _) => format!("{dimensions}, {size}"),
        (None, Some(pages)) => format!("{}, {size}", ui_language.pages_of(pages)),
        (None, None) => format!("{}, {size}", row.format.label()),
    }
}

/// `1600 × 1067`, in pixels.
pub fn dimensions(row: &MediaRow) -> Option<String> {
    row.size.map(|(width, height)| format!("{width} × {height}"))
}
