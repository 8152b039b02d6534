//! A select of values in use. It appears once the server has answered them.

use leptos::prelude::*;

/// A select with one value or all; hidden while there is nothing to choose. The value of the address is always an option.
#[component]
pub fn FilterSelect(
    id: &'static str,
    label: &'static str,
    /// The option for no choice.
    every: &'static str,
    #[prop(into)] known: Signal<Vec<String>>,
    #[prop(into)] chosen: Signal<Option<String>>,
    on_choose: Callback<Option<String>>,
) -> impl IntoView {
    let options = move || {
        let (chosen, mut all) = (chosen.get(), known.get());
        all.extend(chosen.clone().filter(|chosen| !all.contains(chosen)));
        let option = |value: String| {
            let is_chosen = chosen.as_ref() == Some(&value);
            view! { <option value=value.clone() selected=is_chosen>{value.clone()}</option> }
        };
        all.into_iter().map(option).collect_view()
    };
    let choose = move |event| on_choose.run(Some(event_target_value(&event)).filter(|value| !value.is_empty()));
    let select = move || {
        view! {
            <label class="visually-hidden" for=id>{label}</label>
            <select class="select" id=id on:change=choose prop:value=move || chosen.get().unwrap_or_default()>
                <option value="" selected=chosen.get().is_none()>{every}</option>
                {options}
            </select>
        }
    };
    let is_offered = Memo::new(move |_| known.with(|known| !known.is_empty()) || chosen.with(Option::is_some));
    move || is_offered.get().then(select)
}
