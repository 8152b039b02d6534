//! The documents that are no public pages: the ways in, the frame of the admin, and what a request gets that went wrong.

use leptos::prelude::*;

use crate::ssr::assets::Inline;
use crate::ssr::{State, html};
use crate::text::Speech;
use crate::text::failure::Failure;
use crate::text::public::Public;
use crate::users::public::{Entry, SetUp, SetUpForm, SignIn, SignInForm, UsedLink};

/// The form to sign in.
pub fn sign_in(state: &State, speech: Speech, form: SignInForm) -> String {
    entry(state, speech, Public::of(speech).sign_in, move || view! { <SignIn speech form/> })
}

/// The form of a one-time link.
pub fn set_up(state: &State, speech: Speech, form: SetUpForm) -> String {
    let title = form.title(speech);
    entry(state, speech, title, move || view! { <SetUp speech form/> })
}

/// Where a one-time link leads that was used, is over or never was.
pub fn used_link(state: &State, speech: Speech) -> String {
    entry(state, speech, Public::of(speech).link_used_title, move || view! { <UsedLink speech/> })
}

/// What a request gets that went wrong as a whole.
pub fn failure(state: &State, speech: Speech, failure: Failure) -> String {
    let (title, text) = speech.failure(failure);
    let home = Public::of(speech).to_home;
    entry(state, speech, title, move || {
        view! {
            <h1 class="title">{title}</h1>
            <p class="soft">{text}</p>
            <p><a class="button" href="/">{home}</a></p>
        }
    })
}

/// The document in which the browser opens the admin.
pub fn frame(state: &State, speech: Speech) -> String {
    let text = Public::of(speech);
    document(speech, "Magnetiq", &state.assets().admin_css, &state.assets().icon, &state.assets().admin_script, "", move || {
        view! {
            <noscript><p class="alert alert-warning">{text.no_script_admin}</p></noscript>
            <div id="admin-failed" class="alert alert-danger" role="alert" hidden>
                <div>
                    <p class="alert-title">{text.failed_title}</p>
                    <p>{text.failed_text}</p>
                </div>
            </div>
        }
    })
}

fn entry<V: IntoView + 'static>(
    state: &State,
    speech: Speech,
    title: &str,
    content: impl FnOnce() -> V + Send + 'static,
) -> String {
    let assets = state.assets();
    document(speech, title, &assets.site_css, &assets.icon, &assets.site_script, "entry", move || {
        view! { <Entry>{content()}</Entry> }
    })
}

fn document<V: IntoView>(
    speech: Speech,
    title: &str,
    stylesheet: &str,
    icon: &str,
    script: &Inline,
    class: &'static str,
    content: impl FnOnce() -> V,
) -> String {
    let page = html(|| {
        view! {
            <html lang=speech.tag()>
                <head>
                    <meta charset="utf-8"/>
                    <meta name="viewport" content="width=device-width, initial-scale=1"/>
                    <meta name="color-scheme" content="light dark"/>
                    <meta name="robots" content="noindex"/>
                    <title>{title.to_owned()}</title>
                    <link rel="icon" href=icon.to_owned()/>
                    <link rel="stylesheet" href=stylesheet.to_owned()/>
                    <script inner_html=script.text.clone()></script>
                </head>
                <body class=class>{content()}</body>
            </html>
        }
    });
    format!("<!doctype html>{page}")
}
