//! What stands where an answer should be that did not come.

use leptos::prelude::*;

use super::{Answer, Answered, error_message, use_ui_language};
use crate::text::admin::Admin;
use crate::ui::alert::{Alert, Tone};

/// Why the answer failed, and the way to ask again.
#[component]
pub fn Failed<T: Send + Sync + 'static>(title: &'static str, answer: Answer<T>) -> impl IntoView {
    let ui_language = use_ui_language();
    let why = move || {
        answer.state().with(|state| match state {
            Answered::Failed(error) => error_message(error, ui_language),
            Answered::Waiting | Answered::Here(_) => String::new(),
        })
    };
    view! {
        <Alert tone=Tone::Danger title>
            <p>{why}</p>
            <p>
                <button
                    type="button"
                    class="button button-secondary button-small"
                    disabled=move || answer.is_busy()
                    on:click=move |_| answer.again()
                >
                    {Admin::of(ui_language).try_again}
                </button>
            </p>
        </Alert>
    }
}
