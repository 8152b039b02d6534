//! Where no screen is, and where one is not for everyone.

use leptos::prelude::*;

use super::{Screen, may_administer, use_ui_language};
use crate::routes;
use crate::text::admin::Admin;
use crate::ui::drawing::EmptyLines;

#[component]
pub fn NotFound() -> impl IntoView {
    let text = Admin::of(use_ui_language());
    view! { <NoScreen title=text.not_found_title why=text.not_found_text/> }
}

/// Shows its children to admins, and to others why they do not see them.
#[component]
pub fn OnlyAdmins(children: ChildrenFn) -> impl IntoView {
    let text = Admin::of(use_ui_language());
    if may_administer() {
        return children().into_any();
    }
    view! { <NoScreen title=text.refused_title why=text.refused_text/> }.into_any()
}

#[component]
fn NoScreen(title: &'static str, why: &'static str) -> impl IntoView {
    view! {
        <Screen title/>
        <section class="card empty empty-tall">
            <EmptyLines/>
            <p>{why}</p>
            <p><a class="button button-primary" href=routes::PAGES>{Admin::of(use_ui_language()).to_pages}</a></p>
        </section>
    }
}
