//! One file of the library: its picture with the focal point, its texts side by side, where it lies, what is known of it.
//!
//! The state and what is done with the server is `editing`. Everything else is a part of the screen.

mod aside;
mod conflict;
mod editing;
mod head;
mod picture;
mod texts;

use domain::id::MediaId;
use domain::media::MediaDetail;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_params_map;

use crate::error::AppError;
use crate::layout::admin::{Crumb, Screen, asking, sentence, use_screen, use_speech};
use crate::media::api::open_media;
use crate::routes;
use crate::text::admin::Admin;
use crate::text::media_file::MediaFile as Text;
use crate::ui::alert::{Alert, Tone};
use crate::ui::drawing::EmptyLines;
use crate::ui::leaving::{Leaving, LeavingWords};
use crate::ui::listen::on_window;
use aside::Aside;
use conflict::ConflictDialog;
use editing::Editing;
use head::{Head, News};
use picture::Picture;
use texts::Texts;

/// The screen at `/admin/media/12`.
#[component]
pub fn MediaScreen() -> impl IntoView {
    let params = use_params_map();
    let shown = RwSignal::new(Shown::Waiting);
    Effect::new(move |before: Option<String>| {
        let file = params.with(|params| params.get("file").unwrap_or_default());
        if before.as_ref() != Some(&file) {
            open(shown, &file);
        }
        file
    });
    move || match shown.get() {
        Shown::Waiting => view! { <Waiting/> }.into_any(),
        Shown::File(detail) => view! { <OneFile detail=*detail/> }.into_any(),
        Shown::Failed(error) => view! { <Failed error/> }.into_any(),
    }
}

#[derive(Debug, Clone, PartialEq)]
enum Shown {
    Waiting,
    File(Box<MediaDetail>),
    Failed(AppError),
}

fn open(shown: RwSignal<Shown>, file: &str) {
    let Ok(id) = file.parse::<MediaId>() else { return shown.set(Shown::Failed(AppError::NotFound)) };
    shown.set(Shown::Waiting);
    spawn_local(async move {
        let opened = match asking(|| open_media(id)).await {
            Ok(detail) => Shown::File(Box::new(detail)),
            Err(error) => Shown::Failed(error),
        };
        shown.try_set(opened);
    });
}

fn above() -> Vec<Crumb> {
    vec![Crumb { label: Admin::of(use_speech()).media.to_owned(), href: routes::MEDIA.to_owned() }]
}

#[component]
fn OneFile(detail: MediaDetail) -> impl IntoView {
    let editing = Editing::new(detail);
    let text = editing.text();
    listen_to_keys(editing);
    let words = LeavingWords {
        heading: text.leaving_title,
        text: text.leaving_text,
        stay: text.leaving_stay,
        leave: text.leaving_leave,
        save: text.leaving_save,
    };
    view! {
        <Head editing/>
        <News editing/>
        <div class="columns">
            <div class="stack">
                <Picture editing/>
                <Texts editing/>
            </div>
            <Aside editing/>
        </div>
        <ConflictDialog editing/>
        <Leaving
            is_unsaved=Signal::derive(move || editing.is_changed())
            words
            on_drop=Callback::new(|()| ())
            on_save=Callback::new(move |then| editing.save_then(then))
        />
    }
}

/// Ctrl and S saves.
fn listen_to_keys(editing: Editing) {
    on_window(leptos::ev::keydown, move |event| {
        let with_control = (event.ctrl_key() || event.meta_key()) && !event.alt_key() && !event.shift_key();
        if !with_control || event.is_composing() || !matches!(event.key().as_str(), "s" | "S") {
            return;
        }
        // The browser must not offer to save the document, whatever else is in the way.
        event.prevent_default();
        if !crate::ui::dialog::is_dialog_open() && untrack(|| editing.may_edit()) {
            editing.save();
        }
    });
}

/// The shape of what is coming.
#[component]
fn Waiting() -> impl IntoView {
    let text = Admin::of(use_speech());
    use_screen(text.loading, above());
    view! {
        <div class="page-header"><h1 class="unseen" tabindex="-1">{text.loading}</h1><span class="skeleton editor-waiting-title" aria-hidden="true"></span></div>
        <div class="columns" aria-hidden="true">
            <span class="card skeleton editor-waiting"></span>
            <span class="card skeleton editor-waiting-aside"></span>
        </div>
    }
}

#[component]
fn Failed(error: AppError) -> impl IntoView {
    let speech = use_speech();
    let text = Text::of(speech);
    if error == AppError::NotFound {
        return view! {
            <Screen title=text.not_found above=above()/>
            <section class="card empty empty-tall">
                <EmptyLines/>
                <p>{text.not_found_text}</p>
                <p><a class="button button-primary" href=routes::MEDIA>{text.to_library}</a></p>
            </section>
        }
        .into_any();
    }
    view! {
        <Screen title=text.not_opened above=above()/>
        <Alert tone=Tone::Danger><p>{sentence(&error, speech)}</p></Alert>
        <p><a class="button button-secondary" href=routes::MEDIA>{text.to_library}</a></p>
    }
    .into_any()
}
