//! The title and the breadcrumbs that a screen gives to the shell. The focus moves to its heading after navigation, so that a
//! screen reader says where one is (WCAG 2.2, 2.4.3).

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use web_sys::wasm_bindgen::JsCast;

use super::use_admin;

/// A link above the present screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Crumb {
    pub label: String,
    pub href: String,
}

/// The head of a screen: its heading, a line below it, and what can be done at the right.
#[component]
pub fn Screen(
    #[prop(into)] title: Signal<String>,
    /// From the top; empty for a screen of the side menu.
    #[prop(optional)]
    above: Vec<Crumb>,
    #[prop(into, optional)] subtitle: Option<Signal<String>>,
    /// The buttons at the right.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    use_screen(title, above);
    view! {
        <div class="page-header">
            <div>
                <h1 tabindex="-1">{move || title.get()}</h1>
                {subtitle.map(|subtitle| view! { <p>{move || subtitle.get()}</p> })}
            </div>
            {children.map(|children| view! { <div class="page-actions">{children()}</div> })}
        </div>
    }
}

/// For a screen with a head of its own: its `h1` has `tabindex="-1"`.
pub fn use_screen(title: impl Into<Signal<String>>, above: Vec<Crumb>) {
    let screen = expect_context::<CurrentScreen>();
    let title = title.into();
    let site = use_admin().site_title;
    Effect::new(move |_| {
        let title = title.get();
        let parts = [title.as_str(), &site, "Magnetiq"];
        let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        document().set_title(&parts.join(" · "));
        screen.title.set(title);
    });
    screen.above.set(above);
    // The first screen is read from the top of the document.
    if screen.has_opened.get_value() {
        let _ = request_animation_frame(focus_heading);
    }
    screen.has_opened.set_value(true);
}

/// Names the last link above the present screen, once its name is known.
pub fn name_last_crumb(label: Signal<String>) {
    let screen = expect_context::<CurrentScreen>();
    Effect::new(move |_| {
        let label = label.get();
        screen.above.update(|above| {
            if let Some(last) = above.last_mut() {
                last.label = label;
            }
        });
    });
}

/// Moves the focus to the heading of the screen: where what had it is gone.
pub fn focus_heading() {
    let heading = document().query_selector("#content h1").ok().flatten();
    if let Some(heading) = heading.and_then(|heading| heading.dyn_into::<web_sys::HtmlElement>().ok()) {
        let _ = heading.focus();
    }
}

/// Leads to an address of the admin: `go.run((href, replace))`, where true leaves no step in the history.
pub fn use_go() -> Callback<(String, bool)> {
    let navigate = use_navigate();
    Callback::new(move |(href, replace): (String, bool)| {
        // The same screen with another query stays where it is scrolled to.
        let scroll = !replace;
        navigate(&href, NavigateOptions { resolve: false, replace, scroll, ..NavigateOptions::default() });
    })
}

/// The current screen, as the shell shows it.
#[derive(Clone, Copy)]
pub struct CurrentScreen {
    pub title: RwSignal<String>,
    pub above: RwSignal<Vec<Crumb>>,
    has_opened: StoredValue<bool>,
}

impl CurrentScreen {
    pub fn new() -> Self {
        Self { title: RwSignal::default(), above: RwSignal::default(), has_opened: StoredValue::new(false) }
    }
}
