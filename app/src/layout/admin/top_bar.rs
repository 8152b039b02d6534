//! The line at the top: the button of the side menu, the way here, and the menu of the person.

use domain::user::Me;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::screen::CurrentScreen;
use super::{error_message, toast, use_admin, use_ui_language, with_reauth};
use crate::routes;
use crate::text::UiLanguage;
use crate::text::admin::Admin;
use crate::ui::icon::{Icon, LANGUAGE, LEAVE, MENU, THEME, USER};
use crate::ui::menu::Menu;
use crate::ui::theme::Theme;
use crate::users::api::{set_language, sign_out};

#[component]
pub fn TopBar() -> impl IntoView {
    let text = Admin::of(use_ui_language());
    view! {
        <header class="top">
            <button type="button" class="button button-ghost button-icon side-toggle" popovertarget="side" aria-label=text.menu>
                <Icon of=MENU/>
            </button>
            <Crumbs/>
            <Person/>
        </header>
    }
}

#[component]
fn Crumbs() -> impl IntoView {
    let text = Admin::of(use_ui_language());
    let screen = expect_context::<CurrentScreen>();
    let site = use_admin().site_title;
    let link = |crumb: super::Crumb| view! { <li><a href=crumb.href>{crumb.label}</a></li> };
    view! {
        <nav class="top-crumbs" aria-label=text.breadcrumbs>
            <ol class="crumbs">
                {(!site.is_empty()).then_some(view! { <li>{site}</li> })}
                {move || screen.above.get().into_iter().map(link).collect_view()}
                <li><span aria-current="page">{move || screen.title.get()}</span></li>
            </ol>
        </nav>
    }
}

/// Account, theme, language, sign-out.
#[component]
fn Person() -> impl IntoView {
    let ui_language = use_ui_language();
    let text = Admin::of(ui_language);
    let me = use_admin().me;
    let theme = RwSignal::new(Theme::current());
    let next_theme = move || {
        let at = Theme::ALL.iter().position(|one| *one == theme.get_untracked()).unwrap_or_default();
        theme.set(Theme::ALL[(at + 1) % Theme::ALL.len()]);
        theme.get_untracked().choose();
    };
    let other = ui_language.pick(UiLanguage::De, UiLanguage::En);
    let name = format!("{} {}", me.first_name, me.last_name);
    view! {
        <Menu label=text.account_of(&name) face=view! { <span class="avatar" aria-hidden="true">{initials(&me)}</span> }>
            <li class="menu-person"><strong>{name}</strong><span>{me.email}</span></li>
            <li class="menu-line"></li>
            <li><a class="menu-item" href=routes::ACCOUNT><Icon of=USER/>{text.account}</a></li>
            <li>
                <button type="button" class="menu-item menu-item-stays" on:click=move |_| next_theme()>
                    <Icon of=THEME/>
                    <span aria-live="polite">{move || text.theme_is(theme.get())}</span>
                </button>
            </li>
            <li>
                <button type="button" class="menu-item" lang=other.tag() on:click=move |_| set_ui_language(other, ui_language)>
                    <Icon of=LANGUAGE/>
                    {other.pick("English", "Deutsch")}
                </button>
            </li>
            <li class="menu-line"></li>
            <li>
                <button type="button" class="menu-item" on:click=move |_| leave(ui_language)><Icon of=LEAVE/>{text.sign_out}</button>
            </li>
        </Menu>
    }
}

/// `JF` of Jonas Feddersen. Shown as capitals by the stylesheet: the tables for that would be a large part of the bundle.
fn initials(me: &Me) -> String {
    [&me.first_name, &me.last_name].into_iter().filter_map(|name| name.chars().next()).collect()
}

/// The admin opens anew in the other language; a screen with unsaved changes may hold it back, as at any leaving.
pub fn set_ui_language(to: UiLanguage, now: UiLanguage) {
    spawn_local(async move {
        match with_reauth(|| set_language(to.tag().to_owned())).await {
            Ok(()) => {
                let _ = window().location().reload();
            }
            Err(error) => toast(error_message(&error, now)),
        }
    });
}

fn leave(ui_language: UiLanguage) {
    spawn_local(async move {
        match sign_out().await {
            Ok(()) | Err(crate::error::AppError::SignedOut) => {
                let _ = window().location().assign(&format!("{}?signed-out", routes::SIGN_IN));
            }
            Err(error) => toast(error_message(&error, ui_language)),
        }
    });
}
