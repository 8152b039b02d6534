//! A one-time link that was just made: shown once, with a button that copies it.

use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::layout::admin::{toast, use_ui_language};
use crate::text::admin::Admin;
use crate::text::users::Users;
use crate::ui::alert::{Alert, Tone};
use crate::ui::dialog::Dialog;
use crate::ui::icon::{COPY, Icon};

/// A link that was made, and for whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IssuedLink {
    pub name: String,
    pub link: String,
    pub is_mailed: bool,
}

/// Opens when a link was made.
#[component]
pub fn LinkDialog(made: RwSignal<Option<IssuedLink>>) -> impl IntoView {
    let ui_language = use_ui_language();
    let is_open = RwSignal::new(false);
    Effect::new(move |_| {
        if made.with(Option::is_some) {
            is_open.set(true);
        }
    });
    // Closed is gone: the link is shown once.
    Effect::new(move |was_open: Option<bool>| {
        if was_open == Some(true) && !is_open.get() {
            made.set(None);
        }
        is_open.get()
    });
    let name = move || made.get().map(|made| made.name).unwrap_or_default();
    let heading = Signal::derive(move || ui_language.link_for(&name()));
    view! {
        <Dialog id="one-time-link" heading is_open>
            <div class="dialog-body">
                <OneTimeLink
                    link=made.get().map(|made| made.link).unwrap_or_default()
                    is_mailed=made.get().is_none_or(|made| made.is_mailed)
                />
            </div>
            <div class="dialog-actions">
                <button type="button" class="button button-secondary" on:click=move |_| is_open.set(false)>
                    {Admin::of(ui_language).close}
                </button>
            </div>
        </Dialog>
    }
}

/// The link in a field that cannot be changed, and the button that copies it.
#[component]
pub fn OneTimeLink(link: String, is_mailed: bool) -> impl IntoView {
    let text = Users::of(use_ui_language());
    let node = NodeRef::<html::Input>::new();
    let copy = move |_| {
        let Some(input) = node.get_untracked() else { return };
        input.select();
        spawn_local(async move {
            toast(if copied(&input.value()).await { text.copied } else { text.copy_yourself });
        });
    };
    view! {
        {match is_mailed {
            true => view! { <p>{text.link_text}</p> }.into_any(),
            false => view! { <Alert tone=Tone::Warning><p>{text.link_text_unmailed}</p></Alert> }.into_any(),
        }}
        <div class="copy">
            <label class="visually-hidden" for="one-time-link-field">{text.link}</label>
            <input class="input copy-text" id="one-time-link-field" readonly value=link node_ref=node on:focus=move |_| select(node)/>
            <button type="button" class="button button-primary" autofocus on:click=copy><Icon of=COPY/>{text.copy}</button>
        </div>
    }
}

fn select(node: NodeRef<html::Input>) {
    if let Some(input) = node.get_untracked() {
        input.select();
    }
}

/// Browsers have a clipboard only where the connection is safe, and may refuse it.
async fn copied(text: &str) -> bool {
    window().is_secure_context() && window().navigator().clipboard().write_text(text).await.is_ok()
}
