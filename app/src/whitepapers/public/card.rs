//! A whitepaper as a card: cover, what it is, title, what it says.

use domain::whitepaper::public::Card;
use leptos::either::Either;
use leptos::prelude::*;

use crate::layout::public::PageContext;
use crate::media::cover::CoverImage;
use crate::text::public_whitepapers::PublicWhitepaperTexts;

/// Cards beside each other, below a heading of the second level or on their own.
#[component]
pub fn Cards<'a>(
    cards: &'a [Card],
    context: PageContext<'a>,
    /// Of the cards' titles; 2 or 3.
    level: u8,
    /// The language of the page, where the cards stand in a text of another one.
    #[prop(optional_no_strip)]
    lang: Option<&'a str>,
) -> impl IntoView {
    let cards = cards.iter().map(|card| view! { <li class="card card-link"><ListCard card context level/></li> });
    view! { <ul class="grid" lang=lang>{cards.collect::<Vec<_>>()}</ul> }
}

#[component]
fn ListCard<'a>(card: &'a Card, context: PageContext<'a>, level: u8) -> impl IntoView {
    let (ui_language, lang) = (context.ui_language(), context.lang(&card.language));
    let measure = format!(
        "{} · {} · {}",
        context.category(card.category),
        card.pages.map_or_else(|| ui_language.file(&card.mime_type, card.size_bytes), |pages| ui_language.page_count(pages)),
        ui_language.month(card.published_at)
    );
    let link = view! { <a href=card.path.as_str() lang=lang hreflang=lang>{card.title.as_str()}</a> };
    view! {
        <CoverImage seed=card.id.0 cover=card.cover.as_ref()/>
        <p class="measure">{measure}</p>
        {if level == 2 { Either::Left(view! { <h2>{link}</h2> }) } else { Either::Right(view! { <h3>{link}</h3> }) }}
        {card.description.as_deref().map(|text| view! { <p class="soft small" lang=lang>{text}</p> })}
        {(!card.requires_registration)
            .then(|| view! { <p><span class="badge badge-brand">{PublicWhitepaperTexts::of(ui_language).no_form}</span></p> })}
    }
}
