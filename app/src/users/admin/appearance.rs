//! How the admin looks to a person: its language, which goes with them, and its theme, which stays in the browser.

use leptos::prelude::*;

use super::new::Languages;
use crate::layout::admin::{speak, use_desk, use_speech};
use crate::text::Speech;
use crate::text::admin::Admin;
use crate::text::users::Users;
use crate::ui::field::Field;
use crate::ui::theme::Theme;

#[component]
pub fn Appearance() -> impl IntoView {
    let speech = use_speech();
    let (text, admin) = (Users::of(speech), Admin::of(speech));
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
                <select class="select" name="language" on:change:target=move |event| speak(Speech::of_tag(&event.target().value()), speech)>
                    <Languages chosen=use_desk().me.language/>
                </select>
            </Field>
            <fieldset>
                <legend class="legend">{admin.theme}</legend>
                <div class="row choices">{Theme::ALL.map(theme).collect_view()}</div>
            </fieldset>
        </section>
    }
}
