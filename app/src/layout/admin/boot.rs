//! Starts the admin: asks who is signed in. Without a session the sign-in page opens, and leads back here.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::error::AppError;
use crate::routes;
use crate::settings::api::{AdminContext, load_admin_context};
use crate::text::UiLanguage;
use crate::text::admin::{Admin, error_message};
use crate::text::keep_names;
use crate::ui::icon::{Icon, WARNING};

/// Shows its children once the AdminContext has loaded.
#[component]
pub fn AdminBoot(children: ChildrenFn) -> impl IntoView {
    let answer = RwSignal::new(None::<Result<AdminContext, AppError>>);
    let open = move || {
        answer.set(None);
        spawn_local(async move {
            match load_admin_context().await {
                Err(AppError::SignedOut) => to_sign_in(),
                opened => answer.set(Some(opened)),
            }
        });
    };
    open();
    move || match answer.get() {
        None => ().into_any(),
        Some(Ok(admin)) => {
            set_language(&admin.me.language);
            keep_names(admin.language_names.clone());
            provide_context(StoredValue::new(admin));
            children().into_any()
        }
        Some(Err(error)) => view! { <Failed error again=Callback::new(move |()| open())/> }.into_any(),
    }
}

/// In the language of the document, which the server knows; the person is not known yet.
#[component]
fn Failed(error: AppError, again: Callback<()>) -> impl IntoView {
    let ui_language = document()
        .document_element()
        .and_then(|root| root.get_attribute("lang"))
        .map_or(UiLanguage::En, |tag| UiLanguage::of_tag(&tag));
    let text = Admin::of(ui_language);
    view! {
        <main class="work">
            <h1>{text.closed_title}</h1>
            <div class="alert alert-danger" role="alert">
                <Icon of=WARNING/>
                <p>{error_message(&error, ui_language)}</p>
            </div>
            <p><button type="button" class="button button-primary" on:click=move |_| again.run(())>{text.try_again}</button></p>
        </main>
    }
}

/// Opens the sign-in page, which leads back here afterwards.
fn to_sign_in() {
    let location = window().location();
    let back = location.pathname().unwrap_or_default() + &location.search().unwrap_or_default();
    let back = String::from(web_sys::js_sys::encode_uri_component(&back));
    let _ = location.assign(&format!("{}?next={back}", routes::SIGN_IN));
}

fn set_language(tag: &str) {
    if let Some(root) = document().document_element() {
        let _ = root.set_attribute("lang", UiLanguage::of_tag(tag).tag());
    }
}
