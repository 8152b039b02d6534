//! A notice in its place: what happened, what to look at, what went wrong.

use leptos::prelude::*;

use super::icon::{CHECK, INFO, Icon, WARNING};

/// How serious it is; the colour never says it alone, the sign does too.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    Info,
    Success,
    Warning,
    Danger,
}

/// A box with a sign and a text. One that asks for something now (`Danger`) interrupts a screen reader, the others wait.
#[component]
pub fn Alert(
    tone: Tone,
    /// In bold above the text.
    #[prop(into, optional)]
    title: Option<String>,
    /// The text: words, or elements that may stand in a `div`.
    children: Children,
) -> impl IntoView {
    let (class, icon, role) = match tone {
        Tone::Info => ("alert alert-info", INFO, "status"),
        Tone::Success => ("alert alert-success", CHECK, "status"),
        Tone::Warning => ("alert alert-warning", WARNING, "status"),
        Tone::Danger => ("alert alert-danger", WARNING, "alert"),
    };
    view! {
        <div class=class role=role>
            <Icon of=icon/>
            <div>{title.map(|title| view! { <p class="alert-title">{title}</p> })} {children()}</div>
        </div>
    }
}
