//! The list of users, for admins.

use domain::user::{UserRow, UserState};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::link::{IssuedLink, LinkDialog};
use crate::layout::admin::{
    Failed, LoadState, Request, Screen, error_message, toast, use_admin, use_go, use_request, use_ui_language, with_reauth,
};
use crate::routes;
use crate::text::admin::Admin;
use crate::text::listing::Listing;
use crate::text::users::Users;
use crate::ui::icon::{Icon, LINK, LOCK, PLUS};
use crate::ui::key::on_key;
use crate::ui::table::{SkeletonRows, TableFrame};
use crate::ui::time::{LocalTime, zone};
use crate::users::api::{invite_again, list_users, unlock_user};

type List = Request<Vec<UserRow>>;

/// The screen at `/admin/users`.
#[component]
pub fn UserList() -> impl IntoView {
    let ui_language = use_ui_language();
    let text = Users::of(ui_language);
    let list: List = use_request(|| (), |()| list_users());
    let made = RwSignal::new(None::<IssuedLink>);
    let go = use_go();
    on_key("n", move || go.run((NEW.to_owned(), false)));
    let body = move || match list.state().get() {
        LoadState::Failed(_) => view! { <Failed title=text.failed_title request=list/> }.into_any(),
        LoadState::Loading => view! { <Table list><SkeletonRows rows=3 columns=5/></Table> }.into_any(),
        LoadState::Loaded(rows) => {
            let rows = rows.into_iter().map(|row| view! { <Row list row made/> }).collect_view();
            view! { <Table list><tbody>{rows}</tbody></Table> }.into_any()
        }
    };
    view! {
        <Screen title=Admin::of(ui_language).users subtitle=text.subtitle>
            <a class="button button-primary" href=NEW aria-keyshortcuts="n">
                <Icon of=PLUS/>
                {text.new_user}
                <kbd class="kbd-on" aria-hidden="true">"N"</kbd>
            </a>
        </Screen>
        {body}
        <LinkDialog made/>
    }
}

const NEW: &str = "/admin/users/new";

#[component]
fn Table(list: List, children: Children) -> impl IntoView {
    let ui_language = use_ui_language();
    let text = Users::of(ui_language);
    view! {
        <div class="card card-flush">
            <TableFrame label=text.caption is_busy=Signal::derive(move || list.is_busy())>
                <table class="table table-cards">
                    <caption class="visually-hidden">{text.caption}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{text.name}</th>
                            <th scope="col">{text.role}</th>
                            <th scope="col">{text.state}</th>
                            <th scope="col">{text.last_sign_in}</th>
                            <th scope="col"><span class="visually-hidden">{text.actions}</span></th>
                        </tr>
                    </thead>
                    {children()}
                </table>
            </TableFrame>
            <p class="table-note ruled">{Listing::of(ui_language).times_in(&zone())}</p>
        </div>
    }
}

#[component]
fn Row(list: List, row: UserRow, made: RwSignal<Option<IssuedLink>>) -> impl IntoView {
    let ui_language = use_ui_language();
    let text = Users::of(ui_language);
    let name = format!("{} {}", row.first_name, row.last_name);
    let is_me = row.id == use_admin().me.id;
    let last = match row.last_login {
        Some(at) => view! { <LocalTime at brief=true/> }.into_any(),
        None => Admin::of(ui_language).never.into_any(),
    };
    view! {
        <tr>
            <th scope="row">
                {if is_me { view! { <a href=routes::ACCOUNT>{name.clone()}</a> }.into_any() } else { view! { <strong class="name">{name.clone()}</strong> }.into_any() }}
                {is_me.then(|| view! { " " <span class="badge badge-brand">{text.you}</span> })}
                <br/>
                <span class="small soft email">{row.email.clone()}</span>
            </th>
            <td class="soft"><span class="cell-label">{text.role}</span>{ui_language.role(row.role)}</td>
            <td><span class="cell-label">{text.state}</span><State state=row.state/></td>
            <td class="soft"><span class="cell-label">{text.last_sign_in}</span>{last}</td>
            <td class="act"><StateActions list row name made/></td>
        </tr>
    }
}

#[component]
fn State(state: UserState) -> impl IntoView {
    let text = Users::of(use_ui_language());
    match state {
        UserState::Active => view! { <span class="pole pole-live">{text.active}</span> }.into_any(),
        UserState::Invited => view! { <span class="pole pole-planned">{text.invited}</span> }.into_any(),
        UserState::Inactive => view! { <span class="pole pole-missing">{text.inactive}</span> }.into_any(),
        UserState::Locked(until) => {
            view! { <span class="pole pole-danger"><span>{text.locked_until} " " <LocalTime at=until brief=true/></span></span> }
                .into_any()
        }
    }
}

/// What can be done about the state: a new link for someone invited, and the end of a lock.
#[component]
fn StateActions(list: List, row: UserRow, name: String, made: RwSignal<Option<IssuedLink>>) -> impl IntoView {
    let ui_language = use_ui_language();
    let text = Users::of(ui_language);
    let is_busy = RwSignal::new(false);
    let (label, full_label, icon) = match row.state {
        UserState::Invited => (text.new_link, ui_language.new_link_for(&name), LINK),
        UserState::Locked(_) => (text.unlock, ui_language.unlock_person(&name), LOCK),
        UserState::Active | UserState::Inactive => return ().into_any(),
    };
    let act = move |_| {
        let (user, state, name) = (row.id, row.state, name.clone());
        is_busy.set(true);
        spawn_local(async move {
            let done = match state {
                UserState::Invited => with_reauth(|| invite_again(user)).await.map(|invitation| {
                    made.try_set(Some(IssuedLink { name, link: invitation.link, is_mailed: invitation.is_mailed }));
                }),
                _ => with_reauth(|| unlock_user(user)).await.map(|()| toast(ui_language.unlocked(&name))),
            };
            if let Err(error) = done {
                toast(error_message(&error, ui_language));
            }
            is_busy.try_set(false);
            list.again();
        });
    };
    view! {
        <button
            type="button"
            class="button button-secondary button-small"
            aria-label=full_label
            disabled=move || is_busy.get()
            on:click=act
        >
            <Icon of=icon/>
            {label}
        </button>
    }
    .into_any()
}
