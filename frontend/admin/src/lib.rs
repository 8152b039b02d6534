//! The editors' WASM bundle: the address map of the admin. The code of its screens is fetched when one is first opened.

// wasm-bindgen's exports need `unsafe` in what they generate; nothing here writes any.
#![allow(unsafe_code)]
#![recursion_limit = "512"]

mod screens;

use app::items::list::FetchPublishQuestion;
use app::layout::admin::{AdminBoot, AdminShell, NotFound};
use app::routes;
use app::ui::leaving::listen_to_history;
use app::ui::link::follow_links_within_page;
use leptos::mount::mount_to_body;
use leptos::prelude::*;
use leptos_router::components::{FlatRoutes, Redirect, Route, Router};
use leptos_router::{NavigateOptions, path};
use wasm_bindgen::prelude::wasm_bindgen;

/// Nothing refers to it: this many bytes of constants the bundle may lose. tools/bundler moves the constants of what is split off
/// into files of their own and aligns each part anew, which must not take more room than all had before.
#[used]
static SLACK: [u8; 16 * 1024] = [1; 16 * 1024];

/// Called by the admin's frame document.
#[wasm_bindgen]
pub fn open_admin() {
    mount_to_body(AdminApp);
}

#[component]
fn AdminApp() -> impl IntoView {
    listen_to_history();
    follow_links_within_page();
    screens::fetch_ahead();
    provide_context(FetchPublishQuestion(screens::fetch_publish_question));
    view! {
        <AdminBoot>
            <Router base=routes::ADMIN>
                <AdminShell>
                    <FlatRoutes fallback=NotFound>
                        <Route path=path!("") view=Start/>
                        <Route path=path!("/pages") view=screens::Pages/>
                        // `new` stands for a page that does not exist yet; `?language=de` opens it at that language.
                        <Route path=path!("/pages/:page") view=screens::Page/>
                        <Route path=path!("/media") view=screens::Media/>
                        <Route path=path!("/media/:file") view=screens::MediaFile/>
                        <Route path=path!("/whitepapers") view=screens::Whitepapers/>
                        <Route path=path!("/whitepapers/:whitepaper") view=screens::Whitepaper/>
                        <Route path=path!("/whitepapers/:whitepaper/downloads") view=screens::Downloads/>
                        <Route path=path!("/texts") view=screens::SiteTexts/>
                        <Route path=path!("/texts/labels") view=screens::Labels/>
                        <Route path=path!("/users") view=screens::Users/>
                        <Route path=path!("/users/new") view=screens::NewUser/>
                        <Route path=path!("/mail") view=screens::Mail/>
                        <Route path=path!("/mail/templates") view=screens::MailTemplates/>
                        <Route path=path!("/account") view=screens::Account/>
                    </FlatRoutes>
                </AdminShell>
            </Router>
        </AdminBoot>
    }
}

/// The admin begins with the pages.
#[component]
fn Start() -> impl IntoView {
    view! { <Redirect path=routes::PAGES options=NavigateOptions { resolve: false, replace: true, ..NavigateOptions::default() }/> }
}
