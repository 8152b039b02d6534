//! The page editor.

use leptos::prelude::*;

#[component]
pub fn PageEditor() -> impl IntoView {}
