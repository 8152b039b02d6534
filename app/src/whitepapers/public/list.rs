//! The list of whitepapers, with its filters as a plain form.

use domain::glossary::TermKind;
use domain::setting::SiteText;
use domain::whitepaper::Category;
use domain::whitepaper::public::{PublicWhitepaperList, Sort, WhitepaperQuery};
use leptos::either::Either;
use leptos::prelude::*;

use super::card::Cards;
use crate::items::public::{CategoryChoice, ListFilters, ListPager, NothingFound, SortChoice, TermChoice};
use crate::layout::public::{Breadcrumbs, PageContext};
use crate::text::public_items::PublicItemTexts;
use crate::text::public_whitepapers::PublicWhitepaperTexts;

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
                <ListPager path is_behind=!query.after.is_empty() next context/>
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
    let (own, text) = (PublicWhitepaperTexts::of(context.ui_language()), PublicItemTexts::of(context.ui_language()));
    let counts = listed.categories.iter().map(|(category, count)| (category.as_str(), *count)).collect();
    let sorts = Sort::ALL.map(|sort| {
        let label = match sort {
            Sort::Newest => text.newest,
            Sort::Title => text.by_title,
            Sort::Downloads => own.most_downloaded,
        };
        (sort.as_str(), label)
    });
    let filters = view! {
        <CategoryChoice counts chosen=query.category.map_or("", Category::as_str) context/>
        <TermChoice kind=TermKind::Industry values=&listed.industries chosen=&query.industry context/>
        <TermChoice kind=TermKind::Tag values=&listed.tags chosen=&query.tag context/>
        <SortChoice options=sorts.to_vec() chosen=query.sort.as_str() context/>
    };
    view! {
        <ListFilters
            label=own.filter
            path
            search=&query.search
            placeholder=own.search_placeholder
            chosen=query.filter_count()
            filters
            context
        />
    }
}

#[component]
fn Nothing<'a>(query: &'a WhitepaperQuery, path: &'a str, context: PageContext<'a>) -> impl IntoView {
    let text = PublicWhitepaperTexts::of(context.ui_language());
    let is_filtered = query.is_filtered();
    let (title, message) = if is_filtered { (text.none_title, text.none_text) } else { (text.empty_title, text.empty_text) };
    view! { <NothingFound title message whole=is_filtered.then_some((path, text.to_list)) search=&query.search context/> }
}
