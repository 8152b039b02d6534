//! The list of whitepapers, with its filters as a plain form.

use domain::glossary::TermKind;
use domain::search::fold;
use domain::setting::SiteText;
use domain::whitepaper::public::{PublicWhitepaperList, Sort, WhitepaperQuery};
use leptos::either::Either;
use leptos::prelude::*;

use super::card::Cards;
use crate::layout::public::{Breadcrumbs, PageContext};
use crate::text::public_whitepapers::PublicWhitepaperTexts;
use crate::ui::drawing::EmptyLines;
use crate::ui::icon::{Icon, SEARCH};

/// The main part of the list's page.
#[component]
pub fn Whitepapers<'a>(
    query: &'a WhitepaperQuery,
    listed: &'a PublicWhitepaperList,
    /// The path of the list.
    path: &'a str,
    /// The address of the next page, if there is one.
    next: Option<String>,
    context: PageContext<'a>,
) -> impl IntoView {
    let title = context.whitepapers_title();
    let own = PublicWhitepaperTexts::of(context.ui_language()).description;
    let intro = context.chosen(SiteText::WhitepapersIntro).unwrap_or(own);
    view! {
        <div class="page section-start stack stack-wide">
            <Breadcrumbs context ancestors=&[] title language=context.language/>
            <div class="axis">
                <h1 class="title axis-wide" lang=context.chosen_lang(SiteText::WhitepapersTitle)>{title}</h1>
                <p class="lead axis-wide" lang=context.chosen_lang(SiteText::WhitepapersIntro)>{intro}</p>
            </div>
        </div>
        <div class="page axis ruled section-body">
            <Filters query listed path context/>
            <div class="stack stack-wide">
                <p class="soft" role="status">
                    {if query.is_filtered() {
                        context.ui_language().whitepapers_left(listed.total, listed.published)
                    } else {
                        context.ui_language().whitepaper_count(listed.total)
                    }}
                </p>
                {if listed.cards.is_empty() {
                    Either::Left(view! { <Nothing query path context/> })
                } else {
                    Either::Right(view! { <Cards cards=&listed.cards context level=2/> })
                }}
                <Pager query path next context/>
            </div>
        </div>
    }
}

#[component]
fn Filters<'a>(
    query: &'a WhitepaperQuery,
    listed: &'a PublicWhitepaperList,
    path: &'a str,
    context: PageContext<'a>,
) -> impl IntoView {
    let text = PublicWhitepaperTexts::of(context.ui_language());
    let all: i64 = listed.categories.iter().map(|(_, count)| count).sum();
    let mut categories = vec![("", text.all_categories.to_owned(), all, query.category.is_none())];
    categories.extend(listed.categories.iter().map(|(category, count)| {
        (category.as_str(), context.category(*category).to_owned(), *count, query.category == Some(*category))
    }));
    let chips = categories.into_iter().map(|(value, label, count, is_chosen)| {
        view! {
            <label class="chip">
                <input type="radio" name="category" value=value checked=is_chosen/>
                {label} " " <span class="count">{count}</span>
            </label>
        }
    });
    view! {
        // Closed on a small screen, where it would stand above what was found; a wide one shows it in any case.
        <details class="filters">
        <summary class="button button-secondary">
            {text.filter} {query.is_filtered().then(|| view! { " " <span class="count">{query.filter_count()}</span> })}
        </summary>
        <form class="stack stack-wide" method="get" action=path.to_owned() aria-label=text.filter>
            <div class="field">
                <label class="field-label" for="q">{text.search}</label>
                <div class="search-field">
                    <Icon of=SEARCH/>
                    <input class="input input-search" id="q" name="q" type="search" placeholder=text.search_placeholder value=query.search.clone()/>
                </div>
            </div>
            <fieldset>
                <legend class="legend">{text.category}</legend>
                <div class="row">{chips.collect::<Vec<_>>()}</div>
            </fieldset>
            <Choice kind=TermKind::Industry label=text.industry all=text.all_industries values=&listed.industries chosen=&query.industry context/>
            <Choice kind=TermKind::Tag label=text.tag all=text.all_tags values=&listed.tags chosen=&query.tag context/>
            <div class="field">
                <label class="field-label" for="sort">{text.sort}</label>
                <select class="select" id="sort" name="sort">
                    {Sort::ALL
                        .map(|sort| {
                            let label = match sort {
                                Sort::Newest => text.newest,
                                Sort::Title => text.by_title,
                                Sort::Downloads => text.most_downloaded,
                            };
                            view! { <option value=sort.as_str() selected=sort == query.sort>{label}</option> }
                        })
                        .into_iter()
                        .collect::<Vec<_>>()}
                </select>
            </div>
            <p class="row">
                <button class="button button-primary">{text.apply}</button>
                <a class="button button-ghost" href=path.to_owned()>{text.clear}</a>
            </p>
        </form>
        </details>
    }
}

/// One of the terms in use, or all; nothing where none is in use. Sorted by what they are called in the reader's language.
#[component]
fn Choice<'a>(
    kind: TermKind,
    label: &'static str,
    all: &'static str,
    values: &'a [String],
    chosen: &'a str,
    context: PageContext<'a>,
) -> impl IntoView {
    (!values.is_empty()).then(|| {
        let id = kind.as_str();
        let mut values: Vec<(&str, String)> =
            values.iter().map(|value| (value.as_str(), context.term(kind, value).to_owned())).collect();
        values.sort_by_cached_key(|(value, label)| (fold(label), (*value).to_owned()));
        let options = values
            .into_iter()
            .map(|(value, label)| view! { <option value=value.to_owned() selected=value == chosen>{label}</option> });
        view! {
            <div class="field">
                <label class="field-label" for=id>{label}</label>
                <select class="select" id=id name=id>
                    <option value="">{all}</option>
                    {options.collect::<Vec<_>>()}
                </select>
            </div>
        }
    })
}

#[component]
fn Nothing<'a>(query: &'a WhitepaperQuery, path: &'a str, context: PageContext<'a>) -> impl IntoView {
    let text = PublicWhitepaperTexts::of(context.ui_language());
    let is_filtered = query.is_filtered();
    let (title, message) = if is_filtered { (text.none_title, text.none_text) } else { (text.empty_title, text.empty_text) };
    view! {
        <div class="empty">
            <EmptyLines/>
            <h2 class="heading">{title}</h2>
            <p>{message}</p>
            {is_filtered.then(|| view! { <a class="button button-secondary" href=path.to_owned()>{text.to_list}</a> })}
            {(!query.search.is_empty()).then(|| {
                view! {
                    <form method="get" action=context.search()>
                        <input type="hidden" name="q" value=query.search.clone()/>
                        <button class="button button-ghost">{text.search_site}</button>
                    </form>
                }
            })}
        </div>
    }
}

/// Leads to the next page, and back to the first.
#[component]
fn Pager<'a>(query: &'a WhitepaperQuery, path: &'a str, next: Option<String>, context: PageContext<'a>) -> impl IntoView {
    let text = PublicWhitepaperTexts::of(context.ui_language());
    let is_behind = !query.after.is_empty();
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
