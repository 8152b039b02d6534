//! The search page: the query is its headline, below it what was found.

use std::collections::BTreeMap;

use domain::item::ItemKind;
use domain::search::{Fragment, Hit, HitFact, MAX_RESULTS, PAGE_SIZE, Results};
use domain::setting::SiteText;
use leptos::either::{Either, EitherOf3};
use leptos::prelude::*;

use crate::layout::public::PageContext;
use crate::search::field::SearchField;
use crate::text::UiLanguage;
use crate::text::public::PublicTexts;
use crate::ui::drawing::EmptyLines;
use crate::ui::icon::{Icon, SEARCH};

/// Characters of a query; the rest is cut off.
pub const MAX_QUERY_CHARS: usize = 200;

/// What was asked for by the address of the search page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SearchQuery {
    /// As typed.
    pub query: String,
    pub kind: Option<ItemKind>,
    /// From 1.
    pub page: u32,
}

impl SearchQuery {
    /// The address of another page or kind of the same search. `encoded` is the query as it stands in an address.
    fn address(&self, search: &str, encoded: &str, kind: Option<ItemKind>, page: u32) -> String {
        let kind = kind.map_or(String::new(), |kind| format!("&kind={}", kind.as_str()));
        let page = if page > 1 { format!("&page={page}") } else { String::new() };
        format!("{search}?q={encoded}{kind}{page}")
    }
}

/// The titles of the pages above results, by their slugs.
pub type Trails = BTreeMap<String, String>;

/// The main part of the search page. `results` is None where nothing was asked.
#[component]
pub fn Search<'a>(
    search: &'a SearchQuery,
    /// The query as it stands in an address.
    encoded: &'a str,
    results: Option<&'a Results>,
    trails: &'a Trails,
    context: PageContext<'a>,
) -> impl IntoView {
    let text = context.text();
    view! {
        <div class="page section-start">
            <h1 class="visually-hidden">{text.search}</h1>
            <SearchForm context query=search.query.clone() is_focused=results.is_none()/>
        </div>
        {match results {
            None => {
                let title = context.chosen(SiteText::SearchTitle).unwrap_or(text.search_prompt_title).to_owned();
                let message = context.chosen(SiteText::SearchIntro).unwrap_or(text.search_prompt_text);
                let langs = [SiteText::SearchTitle, SiteText::SearchIntro].map(|text| context.chosen_lang(text));
                EitherOf3::A(view! { <Empty title message langs ways=()/> })
            }
            Some(results) if results.all() == 0 => {
                let title = context.ui_language().nothing_found(&search.query);
                EitherOf3::B(view! {
                    <Empty title message=text.nothing_found_text ways=view! { <LookAround context/> }/>
                    <Elsewhere results trails context/>
                })
            }
            Some(results) => {
                EitherOf3::C(view! {
                    <Found search encoded results trails context/>
                    <Elsewhere results trails context/>
                })
            }
        }}
    }
}

/// The field over the whole width, as it also stands on the page that says that there is none.
#[component]
pub fn SearchForm<'a>(
    context: PageContext<'a>,
    #[prop(default = String::new())] query: String,
    /// Whether there is nothing to do on the page but to type.
    #[prop(default = false)]
    is_focused: bool,
) -> impl IntoView {
    let text = context.text();
    view! {
        <form class="search-big" method="get" action=context.search() role="search" aria-label=text.search_site>
            <SearchField language=context.language.to_string() query is_focused/>
            <button class="button button-primary button-large">
                <Icon of=SEARCH/>
                <span class="search-word">{text.search}</span>
            </button>
        </form>
    }
}

#[component]
fn Empty<'a, V: IntoView>(
    title: String,
    message: &'a str,
    /// `lang` of both.
    #[prop(default = [None, None])]
    langs: [Option<&'a str>; 2],
    /// Where else one may go.
    ways: V,
) -> impl IntoView {
    view! {
        <div class="page empty">
            <EmptyLines/>
            <h2 class="heading" lang=langs[0]>{title}</h2>
            <p lang=langs[1]>{message}</p>
            {ways}
        </div>
    }
}

#[component]
fn Found<'a>(
    search: &'a SearchQuery,
    encoded: &'a str,
    results: &'a Results,
    trails: &'a Trails,
    context: PageContext<'a>,
) -> impl IntoView {
    // Of the kind that was asked for there is nothing.
    let others = (results.total == 0).then(|| {
        let href = search.address(&context.search(), encoded, None, 1);
        let all = results.all();
        view! { <p><a href=href>{context.ui_language().all_results(all)}</a></p> }
    });
    let instead = results.corrected.as_ref().map(|meant| {
        view! { <p>{context.ui_language().found_instead(&search.query, meant)}</p> }
    });
    view! {
        <div class="page axis section-body">
            <Kinds search encoded results context/>
            <div>
                {instead}
                <p class="soft" role="status">{context.ui_language().result_count(results.total, MAX_RESULTS)}</p>
                {others}
                <Hits hits=&results.hits trails context/>
                <Pager search encoded results context/>
            </div>
        </div>
    }
}

#[component]
fn Hits<'a>(hits: &'a [Hit], trails: &'a Trails, context: PageContext<'a>) -> impl IntoView {
    view! {
        <ol class="items results">
            {hits.iter().map(|hit| view! { <li class="item item-plain"><Result hit trails context/></li> }).collect::<Vec<_>>()}
        </ol>
    }
}

/// The results in the other languages.
#[component]
fn Elsewhere<'a>(results: &'a Results, trails: &'a Trails, context: PageContext<'a>) -> impl IntoView {
    let hits = results.elsewhere.as_slice();
    (!hits.is_empty()).then(|| {
        view! {
            <section class="page axis section-body elsewhere" aria-labelledby="elsewhere">
                <h2 class="legend" id="elsewhere">{context.text().elsewhere}</h2>
                <Hits hits trails context/>
            </section>
        }
    })
}

/// The main pages, for whoever found nothing.
#[component]
fn LookAround<'a>(context: PageContext<'a>) -> impl IntoView {
    let links = context.chrome.menu.iter().map(|link| {
        view! { <li><a class="chip" href=link.path.as_str() lang=context.lang(&link.language)>{link.title.as_str()}</a></li> }
    });
    let links: Vec<_> = links.collect();
    (!links.is_empty()).then(|| {
        view! {
            <nav class="look-around" aria-labelledby="look-around">
                <p class="legend" id="look-around">{context.text().look_around}</p>
                <ul class="row search-kinds">{links}</ul>
            </nav>
        }
    })
}

/// The kinds of which something was found, with how much.
#[component]
fn Kinds<'a>(search: &'a SearchQuery, encoded: &'a str, results: &'a Results, context: PageContext<'a>) -> impl IntoView {
    let text = context.text();
    let all = results.all();
    let found = results.kinds.iter().filter(|(kind, count)| *count > 0 || search.kind == Some(*kind));
    let mut chips = vec![(None, all)];
    chips.extend(found.map(|(kind, count)| (Some(*kind), *count)));
    let chips = chips.into_iter().map(|(kind, count)| {
        let href = search.address(&context.search(), encoded, kind, 1);
        let current = (kind == search.kind).then_some("true");
        view! {
            <li>
                <a class="chip" href=href aria-current=current>
                    {kind.map_or(text.everything, |kind| context.ui_language().kinds(kind))} " " <span class="count">{count}</span>
                </a>
            </li>
        }
    });
    view! {
        <nav class="stack stack-tight" aria-labelledby="kinds-label">
            <p class="legend" id="kinds-label">{text.show}</p>
            <ul class="row search-kinds">{chips.collect::<Vec<_>>()}</ul>
        </nav>
    }
}

#[component]
fn Result<'a>(hit: &'a Hit, trails: &'a Trails, context: PageContext<'a>) -> impl IntoView {
    let lang = context.lang(&hit.language);
    let language = (hit.language != *context.language)
        .then(|| format!(" · {} {}", context.text().in_language, context.ui_language().language_name(&hit.language)));
    let fact = hit.fact.map(|fact| match fact {
        HitFact::PublishedAt(at) => {
            let date = context.ui_language().date(at);
            Either::Left(view! { " · " <time datetime=at.to_rfc3339()>{date}</time> })
        }
        HitFact::Pages(count) => Either::Right(format!(" · {}", context.ui_language().page_count(count))),
    });
    view! {
        <div class="stack stack-tight">
            <p class="measure">{context.ui_language().kind(hit.kind)} {fact} {language} {trail(hit, trails).filter(|_| lang.is_none()).map(|trail| format!(" · {trail}"))}</p>
            <h2><a href=hit.path.as_str() lang=lang>{marked(&hit.title)}</a></h2>
            {(!hit.snippet.is_empty()).then(|| view! { <p class="soft" lang=lang>{marked(&hit.snippet)}</p> })}
        </div>
    }
}

/// The titles of the pages above a result, from the top: `Services / Measure`. A page whose parents nobody sees stands alone.
fn trail(hit: &Hit, trails: &Trails) -> Option<String> {
    let above = hit.slug.above().filter(|_| hit.kind == ItemKind::Page);
    let titles: Vec<&str> = above.filter_map(|slug| trails.get(slug)).map(String::as_str).collect();
    (!titles.is_empty()).then(|| titles.join(" / "))
}

/// Text with what was searched for in `<mark>`.
pub fn marked(fragments: &[Fragment]) -> Vec<impl IntoView + use<>> {
    let fragment = |fragment: &Fragment| {
        let text = fragment.text.clone();
        if fragment.is_match { Either::Left(view! { <mark>{text}</mark> }) } else { Either::Right(text) }
    };
    fragments.iter().map(fragment).collect()
}

/// Pages by number; nothing where one page holds all.
#[component]
fn Pager<'a>(search: &'a SearchQuery, encoded: &'a str, results: &'a Results, context: PageContext<'a>) -> impl IntoView {
    let text = context.text();
    let size = i64::from(PAGE_SIZE);
    let pages = pages(results.total);
    let page = search.page;
    let first = i64::from(page - 1) * size + 1;
    let last = (first + size - 1).min(results.total);
    let address = move |page: u32| search.address(&context.search(), encoded, search.kind, page);
    let numbers = shown_pages(page, pages).into_iter().map(move |shown| match shown {
        Some(number) => Either::Left(view! {
            <a class="pager-link" href=address(number) aria-current=(number == page).then_some("page")>{number}</a>
        }),
        None => Either::Right(view! { <span class="pager-gap">"…"</span> }),
    });
    (pages > 1).then(move || {
        view! {
            <nav class="pager pager-public ruled" aria-label=text.result_pages>
                <span>{context.ui_language().shown_results(first, last, results.total)}</span>
                <span class="pager-pages">
                    {(page > 1).then(|| view! { <a class="pager-link" rel="prev" href=address(page - 1)>{text.previous}</a> })}
                    {numbers.collect::<Vec<_>>()}
                    {(page < pages).then(|| view! { <a class="pager-link" rel="next" href=address(page + 1)>{text.next}</a> })}
                </span>
            </nav>
        }
    })
}

/// How many pages so many results fill.
pub fn pages(total: i64) -> u32 {
    u32::try_from(total.clamp(0, MAX_RESULTS)).expect("it lies between 0 and MAX_RESULTS").div_ceil(PAGE_SIZE).max(1)
}

/// First, last and those beside the current page; None where some are left out.
fn shown_pages(page: u32, pages: u32) -> Vec<Option<u32>> {
    let mut shown = Vec::new();
    let mut last = 0;
    for number in (1..=pages).filter(|number| *number == 1 || *number == pages || number.abs_diff(page) <= 1) {
        match number - last {
            1 => {}
            2 => shown.push(Some(number - 1)),
            _ => shown.push(None),
        }
        shown.push(Some(number));
        last = number;
    }
    shown
}

/// The title of the search page's document.
pub fn title(search: &SearchQuery, ui_language: UiLanguage) -> String {
    let word = PublicTexts::of(ui_language).search;
    match search.query.as_str() {
        "" => word.to_owned(),
        query => ui_language.pick(format!("“{query}” · {word}"), format!("„{query}“ · {word}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pager_shows_the_ends_and_what_is_beside() {
        assert_eq!(shown_pages(1, 3), [Some(1), Some(2), Some(3)]);
        assert_eq!(shown_pages(1, 9), [Some(1), Some(2), None, Some(9)]);
        assert_eq!(shown_pages(5, 9), [Some(1), None, Some(4), Some(5), Some(6), None, Some(9)]);
        assert_eq!(shown_pages(4, 6), [Some(1), Some(2), Some(3), Some(4), Some(5), Some(6)]);
    }

    #[test]
    fn pages_hold_ten_results_and_end_at_a_hundred() {
        assert_eq!(pages(0), 1);
        assert_eq!(pages(10), 1);
        assert_eq!(pages(11), 2);
        assert_eq!(pages(99_999), 100);
    }
}
