//! The error in place of a screen whose request failed.

use leptos::prelude::*;

use super::{LoadState, Request, error_message, use_ui_language};
use crate::text::admin::Admin;
use crate::ui::alert::{Alert, Tone};

/// The error message with a button that repeats the request.
#[component]
pub fn Failed<T: Send + Sync + 'static>(title: &'static str, request: Request<T>) -> impl IntoView {
    let ui_language = use_ui_language();
    let why = move || {
        request.state().with(|state| match state {
            LoadState::Failed(error) => error_message(error, ui_language),
            LoadState::Loading | LoadState::Loaded(_) => String::new(),
        })
    };
    view! {
        <Alert tone=Tone::Danger title>
            <p>{why}</p>
            <p>
                <button
                    type="button"
                    class="button button-secondary button-small"
                    disabled=move || request.is_busy()
                    on:click=move |_| request.again()
                >
                    {Admin::of(ui_language).try_again}
                </button>
            </p>
        </Alert>
    }
}
