//! One whitepaper: its text, its facts, and the form or link to its file.

use domain::form::Attribution;
use domain::glossary::TermKind;
use domain::page::PageLink;
use domain::whitepaper::public::PublicWhitepaper;
use leptos::either::{Either, EitherOf3};
use leptos::prelude::*;

use super::card::Cards;
use crate::layout::public::{Breadcrumbs, OtherLanguage, PageContext};
use crate::media::cover::CoverImage;
use crate::public_form::{FormView, HiddenFields, PublicForm};
use crate::text::UiLanguage;
use crate::text::public_items::PublicItemTexts;
use crate::text::public_whitepapers::PublicWhitepaperTexts;
use crate::ui::icon::{DOWN, Icon};

/// What stands before the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Gate {
    /// Nothing: the path of the file.
    Direct(String),
    /// One click of someone whom the browser remembers.
    Known { first_name: String, form_token: String, attribution: Attribution },
    Form {
        form: Box<FormView>,
        /// Whether the link goes out by mail too.
        is_mailed: bool,
    },
}

#[component]
pub fn Whitepaper<'a>(
    whitepaper: &'a PublicWhitepaper,
    /// Its HTML with live lists filled in.
    preview: &'a str,
    gate: Gate,
    list: &'a PageLink,
    context: PageContext<'a>,
) -> impl IntoView {
    let text = PublicWhitepaperTexts::of(context.ui_language());
    let (lang, dir) = (context.lang(&whitepaper.language), context.dir(&whitepaper.language));
    let way = match &gate {
        Gate::Direct(path) => Either::Left(
            view! { <a class="button button-secondary button-large" href=path.clone() download="">{text.download}</a> },
        ),
        Gate::Known { .. } | Gate::Form { .. } => Either::Right(
            view! { <a class="button button-secondary button-large" href="#get">{text.gate_button} <Icon of=DOWN/></a> },
        ),
    };
    let has_preview = !preview.trim().is_empty();
    view! {
        <article>
            <header class="page section-start stack stack-wide">
                <Breadcrumbs context ancestors=std::slice::from_ref(list) title=&whitepaper.title language=&whitepaper.language/>
                <OtherLanguage language=&whitepaper.language context/>
                <div class="axis">
                    <p class="axis-label measure">{context.category(whitepaper.category).to_owned()}</p>
                    <div class="stack">
                        <h1 class="title" lang=lang dir=dir>{whitepaper.title.as_str()}</h1>
                        {whitepaper.description.as_deref().map(|text| view! { <p class="lead" lang=lang dir=dir>{text}</p> })}
                        <p>{way}</p>
                    </div>
                </div>
            </header>
            <div class="page axis ruled section-body whitepaper">
                <div class="stack stack-wide">
                    {has_preview.then(|| view! { <div class="preview" lang=lang dir=dir inner_html=preview.to_owned()></div> })}
                    <section class="card register" aria-labelledby="get"><GateForm gate context/></section>
                </div>
                // Behind the form: on a small screen a cover would stand between the reader and what they came for.
                <aside class="stack stack-wide">
                    <CoverImage seed=whitepaper.id.0 cover=whitepaper.cover.as_ref()/>
                    <Facts whitepaper context/>
                </aside>
            </div>
            {(!whitepaper.related.is_empty())
                .then(|| {
                    view! {
                        <section class="page axis ruled section-body" aria-labelledby="related">
                            <h2 class="axis-label" id="related">{text.related}</h2>
                            <Cards cards=&whitepaper.related context level=3/>
                        </section>
                    }
                })}
        </article>
    }
}

#[component]
fn Facts<'a>(whitepaper: &'a PublicWhitepaper, context: PageContext<'a>) -> impl IntoView {
    let ui_language = context.ui_language();
    let (text, common) = (PublicWhitepaperTexts::of(ui_language), PublicItemTexts::of(ui_language));
    let file = [
        Some(ui_language.file(&whitepaper.mime_type, whitepaper.size_bytes)),
        whitepaper.pages.map(|pages| ui_language.page_count(pages)),
    ];
    view! {
        <dl class="facts">
            <div>
                <dt>{common.published}</dt>
                <dd><time datetime=whitepaper.published_at.to_rfc3339()>{ui_language.date(whitepaper.published_at)}</time></dd>
            </div>
            <div>
                <dt>{text.facts_file}</dt>
                <dd>{file.into_iter().flatten().collect::<Vec<_>>().join(", ")}</dd>
            </div>
            {whitepaper.author.as_deref().map(|author| view! { <div><dt>{context.text().written_by}</dt><dd>{author}</dd></div> })}
            {(!whitepaper.industries.is_empty())
                .then(|| view! { <div><dt>{common.industries}</dt><dd>{context.terms(TermKind::Industry, &whitepaper.industries)}</dd></div> })}
            {(!whitepaper.tags.is_empty())
                .then(|| view! { <div><dt>{common.tags}</dt><dd>{context.terms(TermKind::Tag, &whitepaper.tags)}</dd></div> })}
        </dl>
    }
}

/// What the button of a browser that is known sends.
#[component]
pub fn KnownClick(ui_language: UiLanguage, form_token: String, attribution: Attribution) -> impl IntoView {
    view! {
        <input type="hidden" name="known" value="yes"/>
        <HiddenFields ui_language form_token attribution/>
    }
}

#[component]
fn GateForm<'a>(gate: Gate, context: PageContext<'a>) -> impl IntoView {
    let (ui_language, text) = (context.ui_language(), PublicWhitepaperTexts::of(context.ui_language()));
    match gate {
        Gate::Direct(path) => EitherOf3::A(view! {
            <div class="stack">
                <h2 class="heading" id="get">{text.direct_title}</h2>
                <p class="soft">{text.direct_text}</p>
                <p><a class="button button-primary button-large" href=path download="">{text.download}</a></p>
            </div>
        }),
        Gate::Known { first_name, form_token, attribution } => EitherOf3::B(view! {
            <form class="form" method="post">
                <h2 class="heading" id="get">{ui_language.known(&first_name)}</h2>
                <p class="soft">{text.known_text}</p>
                <KnownClick ui_language form_token attribution/>
                <p class="row">
                    <button class="button button-primary button-large">{text.download}</button>
                    <a class="button button-ghost" href="?form#get" rel="nofollow">{text.not_me}</a>
                </p>
            </form>
        }),
        Gate::Form { form, is_mailed } => EitherOf3::C(view! {
            <div class="stack stack-wide">
                <div class="stack stack-tight">
                    <h2 class="heading" id="get">{text.gate_title}</h2>
                    <p class="soft">{if is_mailed { text.gate_text } else { text.gate_text_unmailed }}</p>
                </div>
                <PublicForm ui_language form=*form button=text.gate_button/>
            </div>
        }),
    }
}
