//! The line over a list: the search, and filters of each sort. Each change is a new address.

use leptos::prelude::*;

use super::{Filter, List, ListResponse};
use crate::layout::admin::{use_go, use_ui_language};
use crate::text::listing::Listing;
use crate::ui::search_field::SearchField;

/// The line, which begins with the search. Its children are further filters; on a small screen a button shows them.
#[component]
pub fn FilterBar<L: ListResponse>(
    list: List<L>,
    /// The value that this field filters by.
    label: &'static str,
    /// Id of the search field.
    id: &'static str,
    search_label: &'static str,
    placeholder: &'static str,
    read: fn(&L::Filter) -> &str,
    write: fn(&mut L::Filter, String),
    children: Children,
) -> impl IntoView {
    let go = use_go();
    let class = move || match list.filter.with(Filter::is_narrowed) {
        true => "button button-secondary filters-toggle filters-set",
        false => "button button-secondary filters-toggle",
    };
    let words = Signal::derive(move || list.filter.with(|filter| read(filter).to_owned()));
    // Letters that are typed do not fill the history.
    let search = Callback::new(move |words: String| go.run((untrack(|| list.href_with(|filter| write(filter, words))), true)));
    view! {
        <form class="toolbar" role="search" aria-label=label on:submit=|event| event.prevent_default()>
            <SearchField id label=search_label placeholder words on_search=search/>
            <button type="button" class=class popovertarget="filters">{Listing::of(use_ui_language()).filters}</button>
            <div class="filters" id="filters" popover>{children()}</div>
        </form>
    }
}

/// A select with a few choices that are always the same.
#[component]
pub fn FilterChoice<L: ListResponse>(
    list: List<L>,
    id: &'static str,
    label: &'static str,
    /// The option for no choice, whose value is empty.
    #[prop(optional)]
    every: Option<&'static str>,
    /// Value and label, in the order in which they are shown.
    #[prop(into)]
    options: Vec<(&'static str, &'static str)>,
    read: fn(&L::Filter) -> &'static str,
    write: fn(&mut L::Filter, &str),
) -> impl IntoView {
    let change = use_change(list);
    let option = |(value, label)| view! { <option value=value>{label}</option> };
    view! {
        <label class="visually-hidden" for=id>{label}</label>
        <select
            class="select"
            id=id
            on:change=move |event| change.run(&|filter| write(filter, &event_target_value(&event)))
            prop:value=move || list.filter.with(read)
        >
            {every.map(|every| view! { <option value="">{every}</option> })}
            {options.into_iter().map(option).collect_view()}
        </select>
    }
}

/// A select of values in use: one, or all. It appears once the server has answered them and there is something to choose. The
/// value of the address is always an option.
#[component]
pub fn FilterValue<L: ListResponse>(
    list: List<L>,
    id: &'static str,
    label: &'static str,
    /// The option for no choice.
    every: &'static str,
    #[prop(into)] known: Signal<Vec<String>>,
    read: fn(&L::Filter) -> &Option<String>,
    write: fn(&mut L::Filter, Option<String>),
) -> impl IntoView {
    let change = use_change(list);
    let chosen = Memo::new(move |_| list.filter.with(|filter| read(filter).clone()));
    let options = move || {
        let (chosen, mut all) = (chosen.get(), known.get());
        all.extend(chosen.clone().filter(|chosen| !all.contains(chosen)));
        let option = |value: String| {
            let is_chosen = chosen.as_ref() == Some(&value);
            view! { <option value=value.clone() selected=is_chosen>{value.clone()}</option> }
        };
        all.into_iter().map(option).collect_view()
    };
    let choose = move |event| {
        let value = Some(event_target_value(&event)).filter(|value| !value.is_empty());
        change.run(&|filter| write(filter, value.clone()));
    };
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

/// Only the rows of which something is true.
#[component]
pub fn FilterCheckbox<L: ListResponse>(
    list: List<L>,
    label: &'static str,
    read: fn(&L::Filter) -> bool,
    write: fn(&mut L::Filter, bool),
) -> impl IntoView {
    let change = use_change(list);
    view! {
        <label class="chip">
            <input
                type="checkbox"
                prop:checked=move || list.filter.with(read)
                on:change=move |event| change.run(&|filter| write(filter, event_target_checked(&event)))
            />
            {label}
        </label>
    }
}

/// From which day to which, of the reader's zone: as `<input type="date">` writes them, empty where the list has no bound.
#[component]
pub fn FilterDays<L: ListResponse>(
    list: List<L>,
    /// The fields have these ids.
    ids: [&'static str; 2],
    /// The event of those days, such as `Added`.
    label: &'static str,
    read: fn(&L::Filter) -> [String; 2],
    write: fn(&mut L::Filter, [String; 2]),
) -> impl IntoView {
    let text = Listing::of(use_ui_language());
    let change = use_change(list);
    let days = Memo::new(move |_| list.filter.with(read));
    let [since_id, until_id] = ids;
    let since = move || days.with(|[since, _]| since.clone());
    let until = move || days.with(|[_, until]| until.clone());
    let to = move |days: [String; 2]| change.run(&|filter| write(filter, days.clone()));
    view! {
        <span class="filter-days" role="group" aria-label=label>
            <label for=since_id>{text.since}</label>
            <input
                class="input"
                id=since_id
                type="date"
                max=until
                prop:value=since
                on:change=move |event| to([event_target_value(&event), untrack(until)])
            />
            <label for=until_id>{text.until}</label>
            <input
                class="input"
                id=until_id
                type="date"
                min=since
                prop:value=until
                on:change=move |event| to([untrack(since), event_target_value(&event)])
            />
        </span>
    }
}

/// Leads to the list with something changed, from its start.
pub struct ChangeFilter<L: ListResponse> {
    list: List<L>,
    go: Callback<(String, bool)>,
}

impl<L: ListResponse> Clone for ChangeFilter<L> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<L: ListResponse> Copy for ChangeFilter<L> {}

impl<L: ListResponse> ChangeFilter<L> {
    pub fn run(self, change: &dyn Fn(&mut L::Filter)) {
        self.go.run((untrack(|| self.list.href_with(change)), false));
    }
}

pub fn use_change<L: ListResponse>(list: List<L>) -> ChangeFilter<L> {
    ChangeFilter { list, go: use_go() }
}
