//! Changing one's own password.

use domain::invalid::Invalid;
use domain::text::Password;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::error::AppError;
use crate::layout::admin::{Problems, error_message, toast, use_admin, use_ui_language, with_reauth};
use crate::text::users::Users;
use crate::ui::field::Field;
use crate::users::api::change_password;

#[component]
pub fn ChangePassword() -> impl IntoView {
    let ui_language = use_ui_language();
    let text = Users::of(ui_language);
    let me = StoredValue::new(use_admin().me);
    let (current, new) = (NodeRef::<html::Input>::new(), NodeRef::<html::Input>::new());
    let problems = Problems::new(ui_language);
    let is_busy = RwSignal::new(false);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let (Some(current), Some(new)) = (current.get_untracked(), new.get_untracked()) else { return };
        let own = me.with_value(|me| [me.email.clone(), format!("{} {}", me.first_name, me.last_name)]);
        if let Err(problem) = Password::parse(&new.value(), &[&own[0], &own[1]]) {
            return problems.show(Invalid::at("new", problem));
        }
        problems.clear();
        is_busy.set(true);
        spawn_local(async move {
            match with_reauth(|| change_password(current.value(), new.value())).await {
                Ok(()) => {
                    current.set_value("");
                    new.set_value("");
                    toast(text.password_changed);
                }
                Err(AppError::Invalid(invalid)) => problems.show(invalid),
                Err(error) => toast(error_message(&error, ui_language)),
            }
            is_busy.try_set(false);
        });
    };
    view! {
        <form class="card stack" aria-labelledby="password" novalidate on:submit=submit>
            <h2 class="card-title" id="password">{text.password_title}</h2>
            <p class="small soft">{text.password_text}</p>
            <input class="visually-hidden" type="email" autocomplete="username" readonly tabindex="-1" aria-hidden="true" value=me.with_value(|me| me.email.clone())/>
            <Field id="current" label=text.current_password error=problems.at("current")>
                <input class="input" name="current" type="password" autocomplete="current-password" node_ref=current/>
            </Field>
            <Field id="new" label=text.new_password help=text.password_help error=problems.at("new")>
                <input class="input" name="new" type="password" autocomplete="new-password" node_ref=new/>
            </Field>
            <p><button type="submit" class="button button-secondary" disabled=move || is_busy.get()>{text.change_password}</button></p>
        </form>
    }
}
