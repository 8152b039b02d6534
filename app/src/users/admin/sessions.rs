//! One's own sessions: where one is signed in, and the way to end one.

use domain::user::SessionRow;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::browser;
use crate::layout::admin::{
    Failed, LoadState, Request, error_message, focus_heading, toast, use_request, use_ui_language, with_reauth,
};
use crate::text::listing::Listing;
use crate::text::users::Users;
use crate::ui::table::{SkeletonRows, TableFrame};
use crate::ui::time::{LocalTime, zone};
use crate::users::api::{end_session, my_sessions};

type List = Request<Vec<SessionRow>>;

#[component]
pub fn Sessions() -> impl IntoView {
    let ui_language = use_ui_language();
    let text = Users::of(ui_language);
    let list: List = use_request(|| (), |()| my_sessions());
    let body = move || match list.state().get() {
        LoadState::Failed(_) => view! { <Failed title=text.sessions_failed request=list/> }.into_any(),
        LoadState::Loading => view! { <Table list><SkeletonRows rows=2 columns=5/></Table> }.into_any(),
        LoadState::Loaded(rows) => {
            let rows = rows.into_iter().map(|row| view! { <Row list row/> }).collect_view();
            view! { <Table list><tbody>{rows}</tbody></Table> }.into_any()
        }
    };
    view! {
        <section class="stack stack-tight" aria-labelledby="sessions">
            <h2 class="card-title" id="sessions">{text.sessions_title}</h2>
            <p class="small soft">{text.sessions_text}</p>
            {body}
        </section>
    }
}

#[component]
fn Table(list: List, children: Children) -> impl IntoView {
    let ui_language = use_ui_language();
    let text = Users::of(ui_language);
    view! {
        <div class="card card-flush">
            <TableFrame label=text.sessions_caption is_busy=Signal::derive(move || list.is_busy())>
                <table class="table table-cards">
                    <caption class="visually-hidden">{text.sessions_caption}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{text.browser}</th>
                            <th scope="col">{text.address}</th>
                            <th scope="col">{text.since}</th>
                            <th scope="col">{text.last_seen}</th>
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
fn Row(list: List, row: SessionRow) -> impl IntoView {
    let ui_language = use_ui_language();
    let text = Users::of(ui_language);
    let name = row
        .user_agent
        .as_deref()
        .and_then(browser::of)
        .map_or(text.unknown.into(), |(name, system)| ui_language.browser_on(name, system));
    let label = ui_language.end_session_of(&name);
    let is_busy = RwSignal::new(false);
    let end = move |_| {
        is_busy.set(true);
        spawn_local(async move {
            match with_reauth(|| end_session(row.id)).await {
                Ok(()) => toast(text.session_over),
                Err(error) => toast(error_message(&error, ui_language)),
            }
            if is_busy.try_set(false).is_none() {
                focus_heading();
                list.again();
            }
        });
    };
    let act = if row.is_this {
        view! { <span class="badge badge-success">{text.this_session}</span> }.into_any()
    } else {
        view! {
            <button
                type="button"
                class="button button-secondary button-small"
                aria-label=label
                disabled=move || is_busy.get()
                on:click=end
            >
                {text.end_session}
            </button>
        }
        .into_any()
    };
    view! {
        <tr>
            <th scope="row" title=row.user_agent>{name}</th>
            <td><span class="cell-label">{text.address}</span><code>{row.ip_address.unwrap_or_else(|| text.unknown.into())}</code></td>
            <td class="soft"><span class="cell-label">{text.since}</span><LocalTime at=row.created_at brief=true/></td>
            <td class="soft"><span class="cell-label">{text.last_seen}</span><LocalTime at=row.last_seen_at brief=true/></td>
            <td class="act">{act}</td>
        </tr>
    }
}
