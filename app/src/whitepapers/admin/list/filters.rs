//! The line over the list: search, category, access, featured. Each change is a new address.

use domain::whitepaper::Category;
use domain::whitepaper::list::WhitepaperFilter;
use leptos::prelude::*;

use crate::layout::admin::{use_go, use_ui_language};
use crate::listing::List;
use crate::listing::filter_select::FilterSelect;
use crate::text::listing::Listing;
use crate::text::whitepapers::Whitepapers;
use crate::ui::search_field::SearchField;
use crate::whitepapers::admin::facets::use_facets;
use crate::whitepapers::api::WhitepaperList;

#[component]
pub(super) fn Filters(list: List<WhitepaperList>) -> impl IntoView {
    let ui_language = use_ui_language();
    let text = Whitepapers::of(ui_language);
    let go = use_go();
    let narrow = move |change: &dyn Fn(&mut WhitepaperFilter), replace: bool| {
        go.run((untrack(|| list.href_with(change)), replace));
    };
    // Letters that are typed do not fill the history.
    let search = Callback::new(move |words: String| narrow(&|filter| filter.search.clone_from(&words), true));
    let feature = move |event| {
        let only = event_target_checked(&event);
        narrow(&|filter| filter.featured_only = only, false);
    };
    view! {
        <form class="toolbar" role="search" aria-label=text.filter on:submit=|event| event.prevent_default()>
            <SearchField
                id="whitepaper-search"
                label=text.search
                placeholder=text.search_hint
                words=Signal::derive(move || list.filter.with(|filter| filter.search.clone()))
                on_search=search
            />
            <CategorySelect list/>
            <Facets list/>
            <AccessSelect list/>
            <label class="chip">
                <input type="checkbox" prop:checked=move || list.filter.with(|filter| filter.featured_only) on:change=feature/>
                {Listing::of(ui_language).featured}
            </label>
        </form>
    }
}

#[component]
fn CategorySelect(list: List<WhitepaperList>) -> impl IntoView {
    let text = Whitepapers::of(use_ui_language());
    let go = use_go();
    let choose = move |event| {
        let category = Category::parse(&event_target_value(&event)).ok();
        go.run((untrack(|| list.href_with(|filter| filter.category = category)), false));
    };
    let chosen = move || list.filter.with(|filter| filter.category.map_or("", Category::as_str));
    let option = |category: Category| view! { <option value=category.as_str()>{text.category(category)}</option> };
    view! {
        <label class="visually-hidden" for="whitepaper-category">{text.category}</label>
        <select class="select" id="whitepaper-category" on:change=choose prop:value=chosen>
            <option value="">{text.every_category}</option>
            {Category::ALL.map(option).collect_view()}
        </select>
    }
}

#[component]
fn Facets(list: List<WhitepaperList>) -> impl IntoView {
    let text = Whitepapers::of(use_ui_language());
    let go = use_go();
    let facets = use_facets();
    let tag = Callback::new(move |tag: Option<String>| {
        go.run((untrack(|| list.href_with(|filter| filter.tag = tag)), false));
    });
    let industry = Callback::new(move |industry: Option<String>| {
        go.run((untrack(|| list.href_with(|filter| filter.industry = industry)), false));
    });
    view! {
        <FilterSelect
            id="whitepaper-tag"
            label=text.tags
            every=text.every_tag
            known=Signal::derive(move || facets.with(|facets| facets.tags.clone()))
            chosen=Signal::derive(move || list.filter.with(|filter| filter.tag.clone()))
            on_choose=tag
        />
        <FilterSelect
            id="whitepaper-industry"
            label=text.industries
            every=text.every_industry
            known=Signal::derive(move || facets.with(|facets| facets.industries.clone()))
            chosen=Signal::derive(move || list.filter.with(|filter| filter.industry.clone()))
            on_choose=industry
        />
    }
}

#[component]
fn AccessSelect(list: List<WhitepaperList>) -> impl IntoView {
    let text = Whitepapers::of(use_ui_language());
    let go = use_go();
    let choose = move |event| {
        let asked = match event_target_value(&event).as_str() {
            "form" => Some(true),
            "open" => Some(false),
            _ => None,
        };
        go.run((untrack(|| list.href_with(|filter| filter.requires_registration = asked)), false));
    };
    let chosen = move || match list.filter.with(|filter| filter.requires_registration) {
        Some(true) => "form",
        Some(false) => "open",
        None => "",
    };
    view! {
        <label class="visually-hidden" for="whitepaper-access">{text.access}</label>
        <select class="select" id="whitepaper-access" on:change=choose prop:value=chosen>
            <option value="">{text.any_access}</option>
            <option value="form">{text.with_form}</option>
            <option value="open">{text.without_form}</option>
        </select>
    }
}
