//! Pages as cards: picture, date, title, what each is about, who wrote it.

use domain::language::Language;
use domain::page::PageCard;
use leptos::either::Either;
use leptos::prelude::*;

use crate::layout::public::PageContext;
use crate::media::cover::CoverImage;

/// Cards beside each other, below a heading or on their own.
#[component]
pub fn PageCards<'a>(
    cards: &'a [PageCard],
    /// Of the cards, and of the text around them.
    language: &'a Language,
    context: PageContext<'a>,
    /// Of the cards' titles; 2 or 3.
    level: u8,
) -> impl IntoView {
    let cards = cards.iter().map(|card| view! { <li class="card card-link"><ListCard card language context level/></li> });
    view! { <ul class="grid">{cards.collect::<Vec<_>>()}</ul> }
}

/// The one link of a card is its title.
#[component]
fn ListCard<'a>(card: &'a PageCard, language: &'a Language, context: PageContext<'a>, level: u8) -> impl IntoView {
    let ui_language = context.ui_language();
    let link = view! { <a href=card.path.as_str()>{card.title.as_str()}</a> };
    view! {
        <CoverImage seed=card.id.0 cover=card.cover.as_ref()/>
        <p class="measure" lang=context.ui_lang(language)>
            <time datetime=card.published_at.to_rfc3339()>{ui_language.date(card.published_at)}</time>
        </p>
        {if level == 2 { Either::Left(view! { <h2>{link}</h2> }) } else { Either::Right(view! { <h3>{link}</h3> }) }}
        {card.description.as_deref().map(|text| view! { <p class="soft small">{text}</p> })}
        {card
            .author
            .as_deref()
            .map(|author| {
                let by = view! { <span lang=context.ui_lang(language)>{context.text().by}</span> };
                view! { <p class="small card-author">{by} " " {author}</p> }
            })}
    }
}

/// Stands where no page is below a page that lists them.
#[component]
pub fn NoPages<'a>(language: &'a Language, context: PageContext<'a>) -> impl IntoView {
    view! { <p class="soft" lang=context.ui_lang(language)>{context.text().no_pages}</p> }
}
