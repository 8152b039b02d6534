//! Which languages visitors see, with a switch for each.

use domain::language::Language;
use domain::publication::LanguageState;
use leptos::html;
use leptos::prelude::*;

use super::item::Item;
use crate::form::actions::FormActions;

#[component]
pub fn PublishCard<I: Item>(
    acting: FormActions<I>,
    /// Below the switches: what else can be done.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let editing = acting.editing;
    let text = editing.editor_text();
    let languages = editing.shown().all;
    view! {
        <section class="card stack" aria-labelledby="publish:heading">
            <h2 class="card-title" id="publish:heading">{text.publish_heading}</h2>
            <div class="switches">{languages.into_iter().map(|language| view! { <Switch acting language/> }).collect_view()}</div>
            {children.map(|children| children())}
            {editing.may_edit().then(|| view! { <p class="field-help">{text.publish_help}</p> })}
        </section>
    }
}

/// Shows what is so, not what was clicked: it turns when the server has answered.
#[component]
fn Switch<I: Item>(acting: FormActions<I>, language: Language) -> impl IntoView {
    let editing = acting.editing;
    let text = editing.editor_text();
    let node = NodeRef::<html::Input>::new();
    let language = StoredValue::new(language);
    let is_on = move || {
        language.with_value(|language| {
            matches!(editing.state(language), Some(LanguageState::Live | LanguageState::Outdated | LanguageState::Planned(_)))
        })
    };
    let is_empty = move || language.with_value(|language| editing.is_empty_in(language));
    let is_busy =
        move || language.with_value(|language| editing.extra.turning.with(|turning| turning.as_ref() == Some(language)));
    let turn = move |_| {
        let was_on = untrack(is_on);
        if let Some(input) = node.get_untracked() {
            input.set_checked(was_on);
        }
        let language = language.get_value();
        if was_on { acting.unpublish(language) } else { acting.publish(language) }
    };
    let name = language.with_value(|language| editing.speech.language_name(language).to_owned());
    view! {
        <label class="switch">
            <span>
                {name}
                {move || is_busy().then(|| view! { <span class="soft">" " {text.turning}</span> })}
            </span>
            <input
                class="switch-input"
                type="checkbox"
                role="switch"
                node_ref=node
                prop:checked=is_on
                disabled=move || !editing.may_change() || (!is_on() && is_empty())
                on:change=turn
            />
        </label>
    }
}
