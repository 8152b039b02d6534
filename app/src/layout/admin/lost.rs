//! Where no screen is.

use leptos::prelude::*;

use super::{Screen, use_speech};
use crate::routes;
use crate::text::admin::Admin;
use crate::ui::drawing::EmptyLines;

#[component]
pub fn Lost() -> impl IntoView {
    let text = Admin::of(use_speech());
    view! {
        <Screen title=text.lost_title/>
        <section class="card empty empty-tall">
            <EmptyLines/>
            <p>{text.lost_text}</p>
            <p><a class="button button-primary" href=routes::PAGES>{text.to_pages}</a></p>
        </section>
    }
}
