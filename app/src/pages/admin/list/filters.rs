//! The line over the list: search, template, featured. Each change is a new address.

use domain::page::{PageFilter, Template};
use leptos::prelude::*;

use crate::layout::admin::{use_go, use_ui_language};
use crate::listing::List;
use crate::pages::api::PageList;
use crate::text::listing::Listing;
use crate::text::page_list::PageList as Text;
use crate::ui::search_field::SearchField;

#[component]
pub(super) fn Filters(list: List<PageList>) -> impl IntoView {
    let ui_language = use_ui_language();
    let text = Text::of(ui_language);
    let go = use_go();
    let narrow = move |change: &dyn Fn(&mut PageFilter), replace: bool| {
        go.run((untrack(|| list.href_with(change)), replace));
    };
    // Letters that are typed do not fill the history.
    let search = Callback::new(move |words: String| narrow(&|filter| filter.search.clone_from(&words), true));
    let choose = move |event| {
        let template = Template::parse(&event_target_value(&event)).ok();
        narrow(&|filter| filter.template = template, false);
    };
    let feature = move |event| {
        let only = event_target_checked(&event);
        narrow(&|filter| filter.featured_only = only, false);
    };
    let chosen = move || list.filter.with(|filter| filter.template.map_or("", Template::as_str));
    let option = |template: Template| view! { <option value=template.as_str()>{ui_language.template(template)}</option> };
    view! {
        <form class="toolbar" role="search" aria-label=text.filter on:submit=|event| event.prevent_default()>
            <SearchField
                id="page-search"
                label=text.search
                placeholder=text.search_hint
                words=Signal::derive(move || list.filter.with(|filter| filter.search.clone()))
                on_search=search
            />
            <label class="visually-hidden" for="page-template">{text.template}</label>
            <select class="select" id="page-template" on:change=choose prop:value=chosen>
                <option value="">{text.every_template}</option>
                {Template::ALL.map(option).collect_view()}
            </select>
            <label class="chip">
                <input type="checkbox" prop:checked=move || list.filter.with(|filter| filter.featured_only) on:change=feature/>
                {Listing::of(ui_language).featured}
            </label>
        </form>
    }
}
