//! A published page as visitors see it, in each of its templates.

use domain::block;
use domain::page::{PageKind, PublicPage, Template};
use leptos::either::Either;
use leptos::prelude::*;

use crate::layout::public::{Breadcrumbs, OtherLanguage, PageContext};
use crate::pages::head::has_crumbs;

/// Words that most people read in a minute.
const WORDS_PER_MINUTE: u32 = 200;

/// The main part of a page. A text that begins with its own title (a hero) takes the whole width in every template.
#[component]
pub fn Page<'a>(
    page: &'a PublicPage,
    /// The rendered text, with its live lists filled in.
    html: &'a str,
    context: PageContext<'a>,
) -> impl IntoView {
    let is_wide = matches!(page.template, Template::Home | Template::Landing) || block::has_title(html);
    if is_wide {
        Either::Left(view! { <Wide page context html/> })
    } else {
        Either::Right(view! { <Article page context html/> })
    }
}

/// Home and landing: blocks over the whole width.
#[component]
fn Wide<'a>(page: &'a PublicPage, context: PageContext<'a>, html: &'a str) -> impl IntoView {
    let (lang, dir) = (context.lang(&page.language), context.dir(&page.language));
    let has_title = block::has_title(html);
    let is_translated = page.language == *context.language;
    let has_head = has_crumbs(page) || !has_title || !is_translated;
    view! {
        {has_head
            .then(|| {
                view! {
                    <div class="page stack stack-wide section-start">
                        {has_crumbs(page).then(|| view! { <Crumbs page context/> })} <OtherLanguage language=&page.language context/>
                        {(!has_title)
                            .then(|| {
                                view! {
                                    <h1 class="display page-title" lang=lang dir=dir>{page.title.as_str()}</h1>
                                    {page.excerpt.as_deref().map(|text| view! { <p class="lead" lang=lang dir=dir>{text}</p> })}
                                }
                            })}
                    </div>
                }
            })}
        <div class="blocks" lang=lang dir=dir inner_html=html></div>
    }
}

/// Default and legal: a text, with its facts left of the axis.
#[component]
fn Article<'a>(page: &'a PublicPage, context: PageContext<'a>, html: &'a str) -> impl IntoView {
    let (lang, dir) = (context.lang(&page.language), context.dir(&page.language));
    let class = if page.template == Template::Legal { "page axis article article-legal" } else { "page axis article" };
    view! {
        <article>
            <header class="page stack stack-wide section-start">
                {has_crumbs(page).then(|| view! { <Crumbs page context/> })} <OtherLanguage language=&page.language context/>
                <h1 class="title article-title" lang=lang dir=dir>{page.title.as_str()}</h1>
            </header>
            <div class=class>
                <aside class="axis-label stack">
                    <Facts page context/>
                    <Contents page context/>
                </aside>
                {page.excerpt.as_deref().map(|text| view! { <p class="lead" lang=lang dir=dir>{text}</p> })}
                <div class="blocks" lang=lang dir=dir inner_html=html></div>
            </div>
        </article>
    }
}

#[component]
fn Crumbs<'a>(page: &'a PublicPage, context: PageContext<'a>) -> impl IntoView {
    view! { <Breadcrumbs context ancestors=&page.ancestors title=&page.title language=&page.language/> }
}

/// Facts about a text: its date; of an article also author and length.
#[component]
fn Facts<'a>(page: &'a PublicPage, context: PageContext<'a>) -> impl IntoView {
    let text = context.text();
    let as_of = page.changed_at.max(page.published_at);
    let is_article = page.kind == PageKind::Article;
    view! {
        <dl class="facts">
            <div>
                <dt>{text.as_of}</dt>
                <dd><time datetime=as_of.to_rfc3339()>{context.ui_language().date(as_of)}</time></dd>
            </div>
            {is_article
                .then(|| {
                    view! {
                        {page.author.as_deref().map(|author| view! { <div><dt>{text.written_by}</dt><dd>{author}</dd></div> })}
                        <div>
                            <dt>{text.reading_time}</dt>
                            <dd>{text.minutes(page.words.div_ceil(WORDS_PER_MINUTE).max(1))}</dd>
                        </div>
                    }
                })}
        </dl>
    }
}

/// Links to the headings of a text that has several.
#[component]
fn Contents<'a>(page: &'a PublicPage, context: PageContext<'a>) -> impl IntoView {
    (page.headings.len() > 1).then(|| {
        let links = page.headings.iter().map(|heading| {
            view! { <li><a href=format!("#{}", heading.anchor)>{heading.text.as_str()}</a></li> }
        });
        view! {
            <nav class="contents" aria-labelledby="contents-label">
                <h2 class="legend" id="contents-label">{context.text().on_this_page}</h2>
                <ul lang=context.lang(&page.language) dir=context.dir(&page.language)>{links.collect::<Vec<_>>()}</ul>
            </nav>
        }
    })
}
