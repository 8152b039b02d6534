//! How the admin looks to a person: its language, which goes with them, and its theme, which stays in the browser.

use leptos::prelude::*;

use super::new::Languages;
use crate::layout::admin::{set_ui_language, use_admin, use_ui_language};
use crate::text::UiLanguage;
use crate::text::admin::Admin;
use crate::text::users::Users;
use crate::ui::field::Field;
use crate::ui::theme::Theme;

#[component]
pub fn Appearance() -> impl IntoView {
    let ui_language = use_ui_language();
    let (text, admin) = (Users::of(ui_language), Admin::of(ui_language));
    let chosen = Theme::current();
    let theme = |theme: Theme| {
        view! {
            <label class="check">
                <input type="radio" name="theme" value=theme.as_str() checked=theme == chosen on:change=move |_| theme.choose()/>
                <span>{admin.theme_name(theme)}</span>
            </label>
        }
    };
    view! {
        <section class="card stack" aria-labelledby="appearance">
            <h2 class="card-title" id="appearance">{text.appearance}</h2>
            <p class="small soft">{text.appearance_text}</p>
            <Field id="language" label=text.language>
                <select class="select" name="language" on:change:target=move |event| set_ui_language(UiLanguage::of_tag(&event.target().value()), ui_language)>
                    <Languages chosen=use_admin().me.language/>
                </select>
            </Field>
            <fieldset>
                <legend class="legend">{admin.theme}</legend>
                <div class="row choices">{Theme::ALL.map(theme).collect_view()}</div>
            </fieldset>
        </section>
    }
}
