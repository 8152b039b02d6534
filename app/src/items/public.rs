//! The public list of items that are no page: its filters as a plain form, one page of it at a time, and what stands where nothing is
//! found.

use domain::glossary::TermKind;
use domain::search::fold;
use leptos::prelude::*;

use crate::layout::public::PageContext;
use crate::text::public_items::PublicItemTexts;
use crate::ui::drawing::EmptyLines;
use crate::ui::icon::{Icon, SEARCH};

/// The form of the filters. It is closed on a small screen, where it would stand above what was found; a wide one shows it in any case.
#[component]
pub fn ListFilters<'a, V: IntoView>(
    label: &'static str,
    /// The path of the list.
    path: &'a str,
    /// What is searched for.
    search: &'a str,
    placeholder: &'static str,
    /// How many filters were chosen; the search is one.
    chosen: usize,
    /// The filters beside the search.
    filters: V,
    context: PageContext<'a>,
) -> impl IntoView {
    let text = PublicItemTexts::of(context.ui_language());
    view! {
        <details class="filters">
        <summary class="button button-secondary">
            {label} {(chosen > 0).then(|| view! { " " <span class="count">{chosen}</span> })}
        </summary>
        <form class="stack stack-wide" method="get" action=path.to_owned() aria-label=label>
            <div class="field">
                <label class="field-label" for="q">{text.search}</label>
                <div class="search-field">
                    <Icon of=SEARCH/>
                    <input class="input input-search" id="q" name="q" type="search" placeholder=placeholder value=search.to_owned()/>
                </div>
            </div>
            {filters}
            <p class="row">
                <button class="button button-primary">{text.apply}</button>
                <a class="button button-ghost" href=path.to_owned()>{text.clear}</a>
            </p>
        </form>
        </details>
    }
}

/// One of the categories, or all, each with how many items the other filters leave of it.
#[component]
pub fn CategoryChoice<'a>(
    counts: Vec<(&'static str, i64)>,
    /// Empty for all.
    chosen: &'a str,
    context: PageContext<'a>,
) -> impl IntoView {
    let text = PublicItemTexts::of(context.ui_language());
    let all = counts.iter().map(|(_, count)| count).sum();
    let categories = counts.into_iter().map(|(category, count)| (category, context.term(TermKind::Category, category), count));
    let chips = [("", text.all_categories, all)].into_iter().chain(categories).map(|(value, label, count)| {
        view! {
            <label class="chip">
                <input type="radio" name="category" value=value checked=value == chosen/>
                {label.to_owned()} " " <span class="count">{count}</span>
            </label>
        }
    });
    view! {
        <fieldset>
            <legend class="legend">{text.category}</legend>
            <div class="row">{chips.collect::<Vec<_>>()}</div>
        </fieldset>
    }
}

/// One of the terms in use, or all; nothing where none is in use. Sorted by what they are called in the reader's language.
#[component]
pub fn TermChoice<'a>(kind: TermKind, values: &'a [String], chosen: &'a str, context: PageContext<'a>) -> impl IntoView {
    let text = PublicItemTexts::of(context.ui_language());
    let (label, all) = match kind {
        TermKind::Category => (text.category, text.all_categories),
        TermKind::Tag => (text.tag, text.all_tags),
        TermKind::Industry => (text.industry, text.all_industries),
    };
    let mut terms: Vec<(&str, String)> =
        values.iter().map(|value| (value.as_str(), context.term(kind, value).to_owned())).collect();
    terms.sort_by_cached_key(|(value, label)| (fold(label), (*value).to_owned()));
    (!terms.is_empty()).then(
        || view! { <Choice name=kind.as_str() label options=[("", all.to_owned())].into_iter().chain(terms).collect() chosen/> },
    )
}

/// The order of the list. The first one is the usual one, and has no name in the address.
#[component]
pub fn SortChoice<'a>(options: Vec<(&'a str, &'static str)>, chosen: &'a str, context: PageContext<'a>) -> impl IntoView {
    let options = options.into_iter().map(|(name, label)| (name, label.to_owned())).collect();
    view! { <Choice name="sort" label=PublicItemTexts::of(context.ui_language()).sort options chosen/> }
}

#[component]
fn Choice<'a>(name: &'static str, label: &'static str, options: Vec<(&'a str, String)>, chosen: &'a str) -> impl IntoView {
    let options = options
        .into_iter()
        .map(|(value, label)| view! { <option value=value.to_owned() selected=value == chosen>{label}</option> });
    view! {
        <div class="field">
            <label class="field-label" for=name>{label}</label>
            <select class="select" id=name name=name>{options.collect::<Vec<_>>()}</select>
        </div>
    }
}

/// What stands where the list is empty: because of the filters, or because there is nothing yet.
#[component]
pub fn NothingFound<'a>(
    title: &'static str,
    message: &'static str,
    /// The path of the whole list and what it is called, where filters were chosen.
    whole: Option<(&'a str, &'static str)>,
    /// What was searched for.
    search: &'a str,
    context: PageContext<'a>,
) -> impl IntoView {
    view! {
        <div class="empty">
            <EmptyLines/>
            <h2 class="heading">{title}</h2>
            <p>{message}</p>
            {whole.map(|(path, label)| view! { <a class="button button-secondary" href=path.to_owned()>{label}</a> })}
            {(!search.is_empty()).then(|| {
                view! {
                    <form method="get" action=context.search()>
                        <input type="hidden" name="q" value=search.to_owned()/>
                        <button class="button button-ghost">{PublicItemTexts::of(context.ui_language()).search_site}</button>
                    </form>
                }
            })}
        </div>
    }
}

/// Leads to the next page of the list, and back to the first.
#[component]
pub fn ListPager<'a>(
    /// The path of the list.
    path: &'a str,
    /// Whether another page stands before this one.
    is_behind: bool,
    /// The address of the next page, if there is one.
    next: Option<String>,
    context: PageContext<'a>,
) -> impl IntoView {
    let text = PublicItemTexts::of(context.ui_language());
    (next.is_some() || is_behind).then(|| {
        view! {
            <nav class="pager pager-public" aria-label=text.pages>
                <span class="pager-pages">
                    {is_behind.then(|| view! { <a class="pager-link" href=path.to_owned()>{text.to_start}</a> })}
                    {next.map(|next| view! { <a class="pager-link" rel="next" href=next>{text.more}</a> })}
                </span>
            </nav>
        }
    })
}
