//! Signing in over the page when a session ended during work, so that nothing typed is lost.

use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::reauth::{complete_reauth, is_reauth_open, wake_waiting};
use super::{error_message, use_admin, use_ui_language};
use crate::routes;
use crate::text::admin::Admin;
use crate::ui::dialog::Dialog;
use crate::users::api::sign_in;

/// Opens by itself when a request meets the end of the session. Only the same person goes on here.
#[component]
pub fn SignInAgain() -> impl IntoView {
    let text = Admin::of(use_ui_language());
    let is_open = RwSignal::from(is_reauth_open());
    Effect::new(move |_| {
        if !is_open.get() {
            wake_waiting();
        }
    });
    view! {
        <Dialog id="sign-in-again" heading=text.session_ended_title is_open>
            <SignInForm/>
        </Dialog>
    }
}

#[component]
fn SignInForm() -> impl IntoView {
    let ui_language = use_ui_language();
    let text = Admin::of(ui_language);
    let email = StoredValue::new(use_admin().me.email);
    let password = NodeRef::<html::Input>::new();
    let problem = RwSignal::new(None::<String>);
    let is_busy = RwSignal::new(false);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let Some(typed) = password.get_untracked().map(|input| input.value()) else { return };
        is_busy.set(true);
        spawn_local(async move {
            match sign_in(email.get_value(), typed).await {
                Ok(()) => complete_reauth(),
                Err(error) => problem.set(Some(error_message(&error, ui_language))),
            }
            is_busy.set(false);
        });
    };
    view! {
        <form on:submit=submit>
            <div class="dialog-body">
                <p>{text.session_ended_text}</p>
                <div class="field">
                    <label class="field-label" for="again-email">{text.email}</label>
                    <input class="input" id="again-email" type="email" autocomplete="username" readonly value=email.get_value()/>
                </div>
                <div class="field">
                    <label class="field-label" for="again-password">{text.password}</label>
                    <input
                        class="input"
                        id="again-password"
                        type="password"
                        autocomplete="current-password"
                        required
                        autofocus
                        node_ref=password
                        aria-describedby="again-problem"
                        aria-invalid=move || problem.with(Option::is_some).then_some("true")
                    />
                    <p class="field-error" id="again-problem" aria-live="assertive">{move || problem.get()}</p>
                </div>
            </div>
            <div class="dialog-actions">
                <a class="button button-ghost" href=routes::SIGN_IN target="_self">{text.other_person}</a>
                <button type="submit" class="button button-primary" disabled=move || is_busy.get()>{text.sign_in}</button>
            </div>
        </form>
    }
}
