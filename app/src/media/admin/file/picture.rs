//! The file as it looks, and on a picture the point that stays in sight when it is cropped.

use domain::media::{FocalPoint, MediaDetail, MediaKind};
use leptos::html;
use leptos::prelude::*;

use super::item::LibraryFile;
use crate::form::state::FormState;
use crate::media::admin::thumb::format_icon;
use crate::text::media_file::MediaFile as Text;
use crate::ui::icon::Icon;

#[component]
pub(super) fn Picture(editing: FormState<LibraryFile>) -> impl IntoView {
    let text = Text::of(editing.ui_language);
    // A replaced file has another address.
    let shown = Memo::new(move |_| {
        editing.file(|stored| (stored.row.format, stored.row.address.clone(), preview(stored), stored.row.thumbnail.clone()))
    });
    let body = move || {
        let (format, address, preview, first_page) = shown.get();
        match format.kind() {
            MediaKind::Image => view! { <Focal editing address=preview/> }.into_any(),
            MediaKind::Video => view! {
                <div class="media-stage"><video controls preload="metadata" src=address></video></div>
            }
            .into_any(),
            MediaKind::Document => view! {
                <div class="media-stage">
                    {match first_page {
                        Some(first_page) => view! { <img class="media-page" src=first_page alt=""/> }.into_any(),
                        None => view! { <Icon of=format_icon(format)/> }.into_any(),
                    }}
                    <a href=address target="_blank" rel="noopener">{text.open_file}</a>
                </div>
            }
            .into_any(),
        }
    };
    let heading = move || match shown.with(|(format, ..)| format.kind()) {
        MediaKind::Image => text.picture,
        MediaKind::Video => text.video,
        MediaKind::Document => text.document,
    };
    view! {
        <section class="card stack" aria-labelledby="media-picture">
            <h2 class="card-title" id="media-picture">{heading}</h2>
            {body}
        </section>
    }
}

/// The smallest whole picture that is wide enough to be looked at; the file itself where none was made.
fn preview(detail: &MediaDetail) -> String {
    let wide_enough = detail.variants.iter().filter(|variant| !variant.is_crop && variant.width >= 900);
    wide_enough
        .min_by_key(|variant| variant.size_bytes)
        .map_or_else(|| detail.row.address.clone(), |variant| variant.address.clone())
}

/// The point is set by a click, by the arrow keys, or as numbers.
#[component]
fn Focal(editing: FormState<LibraryFile>, address: String) -> impl IntoView {
    let text = Text::of(editing.ui_language);
    let point = Memo::new(move |_| editing.form.with(|form| form.focal_point));
    let area = NodeRef::<html::Button>::new();
    let set = move |x: f64, y: f64| {
        let at = |value: f64| value.round().clamp(0.0, 100.0) as u8;
        editing.form.update(|form| form.focal_point = FocalPoint { x: at(x), y: at(y) });
    };
    let click = move |event: leptos::ev::MouseEvent| {
        // A key that presses the button is no place on it.
        if let Some(area) = area.get_untracked().filter(|_| event.detail() > 0) {
            let share = |at: i32, of: i32| f64::from(at) / f64::from(of.max(1)) * 100.0;
            set(share(event.offset_x(), area.client_width()), share(event.offset_y(), area.client_height()));
        }
    };
    let keys = move |event: leptos::ev::KeyboardEvent| {
        let step = if event.shift_key() { 10.0 } else { 1.0 };
        let (dx, dy) = match event.key().as_str() {
            "ArrowLeft" => (-step, 0.0),
            "ArrowRight" => (step, 0.0),
            "ArrowUp" => (0.0, -step),
            "ArrowDown" => (0.0, step),
            _ => return,
        };
        event.prevent_default();
        let FocalPoint { x, y } = point.get_untracked();
        set(f64::from(x) + dx, f64::from(y) + dy);
    };
    let said = move || {
        let FocalPoint { x, y } = point.get();
        editing.ui_language.focal_at(x, y)
    };
    let spot = move || {
        view! {
            <button
                type="button"
                class="focal-area"
                node_ref=area
                aria-label=move || format!("{}: {}", text.focal, said())
                aria-describedby="focal-help"
                on:click=click
                on:keydown=keys
            >
                <span
                    class="focal-spot"
                    style:left=move || format!("{}%", point.get().x)
                    style:top=move || format!("{}%", point.get().y)
                ></span>
            </button>
        }
    };
    let source = address.clone();
    view! {
        <div class="focal">
            <div class="focal-frame">
                <img src=address alt=""/>
                {move || editing.may_edit().then(spot)}
            </div>
            {move || editing.may_edit().then(|| view! { <p class="field-help" id="focal-help">{text.focal_help}</p> })}
            <p class="row small">
                <span><strong>{text.focal}</strong> ": " {said}</span>
                {move || {
                    (editing.may_edit() && point.get() != FocalPoint::default())
                        .then(|| {
                            view! {
                                <button type="button" class="button button-ghost button-small" on:click=move |_| set(50.0, 50.0)>
                                    {text.focal_reset}
                                </button>
                            }
                        })
                }}
            </p>
            <Crops editing address=source point/>
        </div>
    }
}

/// What remains in the shapes that the site crops to.
#[component]
fn Crops(editing: FormState<LibraryFile>, address: String, point: Memo<FocalPoint>) -> impl IntoView {
    let text = Text::of(editing.ui_language);
    let position = move || {
        let FocalPoint { x, y } = point.get();
        format!("{x}% {y}%")
    };
    let crop = move |class: &'static str, word: &'static str| {
        view! {
            <figure>
                <img class=class src=address.clone() alt="" style:object-position=position/>
                <figcaption class="small soft">{word}</figcaption>
            </figure>
        }
    };
    view! {
        <div class="focal-crops" role="group" aria-label=text.crops>
            {crop("focal-wide", text.crop_wide)} {crop("focal-square", text.crop_square)} {crop("focal-tall", text.crop_tall)}
        </div>
    }
}
