//! x

use leptos::prelude::*;

use crate::layout::admin::{Screen, use_speech};
use crate::text::admin::Admin;

#[component]
pub fn UserList() -> impl IntoView {
    let text = Admin::of(use_speech());
    view! { <Screen title=text.pages/> }
}
