//! One's own account: who one is here, how the admin looks, the password, and where one is signed in.

use leptos::prelude::*;

use super::appearance::Appearance;
use super::password::ChangePassword;
use super::sessions::Sessions;
use crate::layout::admin::{Screen, use_admin, use_ui_language};
use crate::text::admin::Admin;
use crate::text::users::Users;

/// The screen at `/admin/account`.
#[component]
pub fn Account() -> impl IntoView {
    let ui_language = use_ui_language();
    let text = Users::of(ui_language);
    view! {
        <Screen title=Admin::of(ui_language).account subtitle=text.account_subtitle/>
        <div class="columns columns-even">
            <div class="stack">
                <Person/>
                <Appearance/>
            </div>
            <ChangePassword/>
        </div>
        <Sessions/>
    }
}

#[component]
fn Person() -> impl IntoView {
    let ui_language = use_ui_language();
    let text = Users::of(ui_language);
    let me = use_admin().me;
    view! {
        <section class="card" aria-labelledby="person">
            <h2 class="card-title card-head" id="person">{text.person}</h2>
            <dl class="facts facts-inline">
                <div>
                    <dt>{text.name}</dt>
                    <dd>{format!("{} {}", me.first_name, me.last_name)}</dd>
                </div>
                <div>
                    <dt>{Admin::of(ui_language).email}</dt>
                    <dd>{me.email}</dd>
                </div>
                <div>
                    <dt>{text.role}</dt>
                    <dd>{ui_language.role(me.role)} <p class="small soft">{ui_language.role_help(me.role)}</p></dd>
                </div>
            </dl>
        </section>
    }
}
