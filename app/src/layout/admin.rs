//! The frame of the admin.

use leptos::prelude::*;
use leptos_router::components::{A, Route, Router, Routes};
use leptos_router::path;

/// The whole admin, opened in the browser.
#[component]
pub fn AdminApp() -> impl IntoView {
    view! {
        <Router>
            <A href="/admin/pages">"Pages"</A>
            <Routes fallback=|| "Not found">
                <Route path=path!("/admin") view=|| view! { <h1>"Dashboard"</h1> }/>
                <Route path=path!("/admin/pages") view=|| view! { <h1>"Pages"</h1> }/>
            </Routes>
        </Router>
    }
}
