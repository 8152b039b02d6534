//! The shell around a screen: side menu, top line, and what lies over all of it.

use domain::item::ItemKind;
use leptos::html;
use leptos::prelude::*;
use leptos_router::components::A;
use leptos_router::hooks::use_location;

use super::focus::hold_focus;
use super::screen::CurrentScreen;
use super::sign_in_again::SignInAgain;
use super::top_bar::TopBar;
use super::{may_administer, use_admin, use_ui_language};
use crate::routes;
use crate::text::admin::Admin;
use crate::ui::drawing::LogoMark;
use crate::ui::icon::{CLOSE, EYE, IMAGE, Icon, MAIL, PAGES, PAPER, USER, WORDS};
use crate::ui::toast::Toasts;

#[component]
pub fn AdminShell(children: Children) -> impl IntoView {
    provide_context(CurrentScreen::new());
    hold_focus();
    let text = Admin::of(use_ui_language());
    view! {
        <a class="skip" href="#content">{text.skip}</a>
        <div class="frame">
            <Side/>
            <div>
                <TopBar/>
                <main class="work" id="content" tabindex="-1">{children()}</main>
            </div>
        </div>
        <Toasts dismiss_label=text.dismiss/>
        <SignInAgain/>
    }
}

/// The nouns, in groups: content, people, system. A noun gets its link when it has a screen.
#[component]
fn Side() -> impl IntoView {
    let ui_language = use_ui_language();
    let text = Admin::of(ui_language);
    let admin = use_admin();
    let node = NodeRef::<html::Nav>::new();
    close_on_navigation(node);
    view! {
        <nav class="side" id="side" popover node_ref=node aria-label=text.admin>
            <button
                type="button"
                class="button button-ghost button-icon drawer-close"
                popovertarget="side"
                popovertargetaction="hide"
                aria-label=text.menu_close
            >
                <Icon of=CLOSE/>
            </button>
            <a class="logo" href=routes::PAGES aria-label=text.logo><LogoMark/><span>"Magnetiq"</span></a>
            <p class="side-label" id="side-content">{text.content}</p>
            <ul aria-labelledby="side-content">
                <li><SideLink href=routes::PAGES icon=PAGES label=ui_language.kinds(ItemKind::Page)/></li>
                <li><SideLink href=routes::MEDIA icon=IMAGE label=text.media/></li>
                <li><SideLink href=routes::WHITEPAPERS icon=PAPER label=ui_language.kinds(ItemKind::Whitepaper)/></li>
                <li><SideLink href=routes::SITE_TEXTS icon=WORDS label=text.site_texts/></li>
            </ul>
            {may_administer()
                .then(|| {
                    view! {
                        <p class="side-label" id="side-system">{text.system}</p>
                        <ul aria-labelledby="side-system">
                            <li><SideLink href=routes::USERS icon=USER label=text.users/></li>
                            <li><SideLink href=routes::MAIL icon=MAIL label=text.mail/></li>
                        </ul>
                    }
                })}
            <div class="side-foot">
                <a class="side-site" href=format!("{}/", admin.base_url) target="_blank"><Icon of=EYE/>{text.to_site}</a>
                <samp>{admin.version}</samp>
            </div>
        </nav>
    }
}

#[component]
fn SideLink(href: &'static str, icon: &'static str, label: &'static str) -> impl IntoView {
    view! { <A href=href attr:class="side-link"><Icon of=icon/>{label}</A> }
}

/// On a small screen the menu lies over the screen that was chosen in it.
fn close_on_navigation(node: NodeRef<html::Nav>) {
    let path = use_location().pathname;
    Effect::new(move |_| {
        path.track();
        if let Some(side) = node.get_untracked().filter(|side| side.matches(":popover-open").unwrap_or_default()) {
            let _ = side.hide_popover();
        }
    });
}
