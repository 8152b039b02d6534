//! The admin: its address map, and the frame around its screens. It runs in the browser and asks the server functions.

mod answer;
mod asking;
mod desk;
mod failed;
mod frame;
mod lost;
mod opening;
mod problems;
mod screen;
mod sign_in_again;
mod top;

use leptos::prelude::*;
use leptos_router::components::{FlatRoutes, Redirect, Route, Router};
use leptos_router::{NavigateOptions, path};

pub use answer::{Answer, Answered, use_answer};
pub use asking::asking;
pub use desk::{may_administer, may_edit, use_desk, use_speech};
pub use failed::Failed;
pub use problems::Problems;
pub use screen::{Crumb, Screen, focus_heading, use_go, use_screen};
pub use top::speak;

pub use crate::text::admin::sentence;
pub use crate::ui::toast::say;

use crate::mail::admin::list::MailList;
use crate::mail::admin::templates::MailTemplates;
use crate::media::admin::file::MediaScreen;
use crate::media::admin::library::MediaLibrary;
use crate::pages::admin::editor::PageEditor;
use crate::pages::admin::list::PageListScreen;
use crate::routes;
use crate::ui::leaving::listen_to_history;
use crate::users::admin::account::Account;
use crate::users::admin::list::UserList;
use crate::users::admin::new::NewUser;
use crate::whitepapers::admin::downloads::DownloadsScreen;
use crate::whitepapers::admin::editor::WhitepaperEditor;
use crate::whitepapers::admin::list::WhitepaperListScreen;
use frame::Frame;
use lost::{Lost, OnlyAdmins};
use opening::Opening;

/// The whole admin, opened in the browser.
#[component]
pub fn AdminApp() -> impl IntoView {
    listen_to_history();
    view! {
        <Opening>
            <Router base=routes::ADMIN>
                <Frame>
                    <FlatRoutes fallback=Lost>
                        <Route path=path!("") view=Start/>
                        <Route path=path!("/pages") view=PageListScreen/>
                        // `new` stands for a page that does not exist yet; `?language=de` opens it at that language.
                        <Route path=path!("/pages/:page") view=PageEditor/>
                        <Route path=path!("/media") view=MediaLibrary/>
                        <Route path=path!("/media/:file") view=MediaScreen/>
                        <Route path=path!("/users") view=|| view! { <OnlyAdmins><UserList/></OnlyAdmins> }/>
                        <Route path=path!("/users/new") view=|| view! { <OnlyAdmins><NewUser/></OnlyAdmins> }/>
                        <Route path=path!("/mail") view=|| view! { <OnlyAdmins><MailList/></OnlyAdmins> }/>
                        <Route path=path!("/mail/templates") view=|| view! { <OnlyAdmins><MailTemplates/></OnlyAdmins> }/>
                        <Route path=path!("/account") view=Account/>
                        <Route path=path!("/whitepapers") view=WhitepaperListScreen/>
                        <Route path=path!("/whitepapers/:whitepaper") view=WhitepaperEditor/>
                        <Route path=path!("/whitepapers/:whitepaper/downloads") view=DownloadsScreen/>
                    </FlatRoutes>
                </Frame>
            </Router>
        </Opening>
    }
}

/// The admin begins with the pages.
#[component]
fn Start() -> impl IntoView {
    view! { <Redirect path=routes::PAGES options=NavigateOptions { resolve: false, replace: true, ..NavigateOptions::default() }/> }
}
