//! The form that creates a user, for admins, and the link that it makes.

use domain::access::Role;
use domain::user::{INTERFACE_LANGUAGES, UserForm};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::link::{IssuedLink, OneTimeLink};
use crate::error::AppError;
use crate::form::left_out::LeftOutNote;
use crate::layout::admin::{
    Crumb, Problems, Screen, error_message, focus_heading, toast, use_admin, use_ui_language, with_reauth,
};
use crate::routes;
use crate::text::admin::Admin;
use crate::text::native_name;
use crate::text::users::Users;
use crate::ui::field::Field;
use crate::users::api::create_user;

/// The screen at `/admin/users/new`.
#[component]
pub fn NewUser() -> impl IntoView {
    let ui_language = use_ui_language();
    let text = Users::of(ui_language);
    let made = RwSignal::new(None::<IssuedLink>);
    let title = Signal::derive(move || {
        made.with(|made| made.as_ref().map_or(text.new_user.into(), |made| ui_language.link_for(&made.name)))
    });
    let above = vec![Crumb { label: Admin::of(ui_language).users.into(), href: routes::USERS.into() }];
    view! {
        <Screen title above/>
        {move || match made.get() {
            None => view! { <Form made/> }.into_any(),
            Some(IssuedLink { link, is_mailed, .. }) => view! { <Done link is_mailed made/> }.into_any(),
        }}
    }
}

#[component]
fn Done(link: String, is_mailed: bool, made: RwSignal<Option<IssuedLink>>) -> impl IntoView {
    let text = Users::of(use_ui_language());
    focus_heading();
    view! {
        <section class="card stack narrow">
            <h2 class="card-title">{text.link_title}</h2>
            <OneTimeLink link is_mailed/>
            <p class="row">
                <a class="button button-secondary" href=routes::USERS>{text.to_users}</a>
                <button type="button" class="button button-ghost" on:click=move |_| made.set(None)>{text.another}</button>
            </p>
        </section>
    }
}

#[component]
fn Form(made: RwSignal<Option<IssuedLink>>) -> impl IntoView {
    let ui_language = use_ui_language();
    let text = Users::of(ui_language);
    let first = UserForm { role: Role::Editor.as_str().into(), language: use_admin().me.language, ..UserForm::default() };
    let form = RwSignal::new(first);
    let problems = Problems::new(ui_language);
    let is_busy = RwSignal::new(false);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let typed = form.get_untracked();
        if let Err(invalid) = typed.clone().parse() {
            return problems.show(invalid);
        }
        problems.clear();
        is_busy.set(true);
        spawn_local(async move {
            match with_reauth(|| create_user(typed.clone())).await {
                Ok(invitation) => {
                    let name = format!("{} {}", typed.first_name, typed.last_name);
                    made.set(Some(IssuedLink { name, link: invitation.link, is_mailed: invitation.is_mailed }));
                }
                Err(AppError::Invalid(invalid)) => problems.show(invalid),
                Err(error) => toast(error_message(&error, ui_language)),
            }
            is_busy.try_set(false);
        });
    };
    view! {
        <form class="card form" novalidate on:submit=submit>
            <div class="form-pair">
                <div>
                    <Field id="first_name" label=text.first_name error=problems.at("first_name")>
                        <input class="input" name="first_name" autocomplete="off" on:input:target=move |event| form.update(|form| form.first_name = event.target().value())/>
                    </Field>
                    <LeftOutNote value=Signal::derive(move || form.with(|form| form.first_name.clone()))/>
                </div>
                <div>
                    <Field id="last_name" label=text.last_name error=problems.at("last_name")>
                        <input class="input" name="last_name" autocomplete="off" on:input:target=move |event| form.update(|form| form.last_name = event.target().value())/>
                    </Field>
                    <LeftOutNote value=Signal::derive(move || form.with(|form| form.last_name.clone()))/>
                </div>
            </div>
            <Field id="email" label=Admin::of(ui_language).email error=problems.at("email")>
                <input class="input" name="email" type="email" autocomplete="off" on:input:target=move |event| form.update(|form| form.email = event.target().value())/>
            </Field>
            <Roles form problem=problems.at("role")/>
            <Field id="language" label=text.language help=text.language_help>
                <select class="select" name="language" on:change:target=move |event| form.update(|form| form.language = event.target().value())>
                    <Languages chosen=form.with_untracked(|form| form.language.clone())/>
                </select>
            </Field>
            <div class="row">
                <button type="submit" class="button button-primary" disabled=move || is_busy.get()>{text.create}</button>
                <a class="button button-ghost" href=routes::USERS>{Admin::of(ui_language).cancel}</a>
            </div>
        </form>
    }
}

/// One radio button a role, with what it may do.
#[component]
fn Roles(form: RwSignal<UserForm>, problem: Signal<Option<String>>) -> impl IntoView {
    let ui_language = use_ui_language();
    let role = move |role: Role| {
        let choose = move |_| form.update(|form| form.role = role.as_str().into());
        let is_chosen = move || form.with(|form| form.role == role.as_str());
        let help_id = format!("role-{role}-help");
        view! {
            <label class="check">
                <input type="radio" name="role" value=role.as_str() aria-describedby=help_id.clone() prop:checked=is_chosen on:change=choose/>
                <span>{ui_language.role(role)}</span>
                <span class="field-help" id=help_id>{ui_language.role_help(role)}</span>
            </label>
        }
    };
    view! {
        <fieldset class="stack stack-tight">
            <legend class="legend">{Users::of(ui_language).role}</legend>
            {Role::ALL.map(role).collect_view()}
            {move || problem.get().map(|problem| view! { <p class="field-error">{problem}</p> })}
        </fieldset>
    }
}

/// The languages in which the admin speaks, each by its own name.
#[component]
pub fn Languages(chosen: String) -> impl IntoView {
    INTERFACE_LANGUAGES
        .into_iter()
        .filter_map(|tag| domain::language::Language::parse(tag).ok())
        .map(|language| {
            let is_chosen = language.as_str() == chosen;
            view! { <option value=language.to_string() lang=language.to_string() selected=is_chosen>{native_name(&language).into_owned()}</option> }
        })
        .collect_view()
}
