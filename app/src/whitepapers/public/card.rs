//! A whitepaper as a card: cover, what it is, title, what it says.

use domain::whitepaper::public::{Card, Cover};
use leptos::either::Either;
use leptos::prelude::*;

use crate::layout::public::PageContext;
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

/// How wide a cover is at the most: three beside each other, on a small screen one.
const SIZES: &str = "(min-width: 48rem) 24rem, 100vw";

/// The picture of a card; without one the crop of the field lines that belongs to its id.
#[component]
pub fn CoverImage<'a>(
    /// The id of what the card is of.
    seed: i64,
    cover: Option<&'a Cover>,
) -> impl IntoView {
    match cover {
        Some(cover) => {
            let srcset = Some(cover.picture.srcset.as_str()).filter(|srcset| !srcset.is_empty());
            Either::Left(view! {
                <picture>
                    {cover.picture.webp.as_deref().map(|webp| view! { <source type="image/webp" srcset=webp sizes=SIZES/> })}
                    <img
                        class=if cover.is_page { "cover cover-page" } else { "cover" }
                        src=cover.picture.src.as_str()
                        srcset=srcset
                        sizes=srcset.map(|_| SIZES)
                        width=cover.picture.size.map(|(width, _)| width)
                        height=cover.picture.size.map(|(_, height)| height)
                        alt=cover.picture.alt.as_str()
                        loading="lazy"
                        decoding="async"
                    />
                </picture>
            })
        }
        None => Either::Right(view! {
            <svg class="cover lines" viewBox="0 0 300 200" preserveAspectRatio="xMidYMid slice" aria-hidden="true" inner_html=crop(seed)></svg>
        }),
    }
}

/// Place, tilt and scale of a crop, always the same for an id and never like its neighbour's: steps of the golden ratio spread
/// them evenly.
fn crop(id: i64) -> String {
    let part = |factor: f64| (id as f64 * factor).fract().abs();
    let (x, y) = (40.0 + 220.0 * part(0.618_034), 30.0 + 140.0 * part(0.754_878));
    let (tilt, scale) = (360.0 * part(0.569_84), 0.3 + 0.32 * part(0.819_173));
    format!(
        r##"<g transform="translate({x:.0} {y:.0}) rotate({tilt:.0}) scale({scale:.2})"><use href="#field"/><use href="#field-lit"/></g>"##
    )
}

#[cfg(test)]
mod tests {
    use domain::media::ResponsiveImage;

    use super::*;

    #[test]
    fn sizes_stand_only_beside_candidates() {
        let html = |srcset: &str| {
            let picture =
                ResponsiveImage { src: "/a.png".into(), srcset: srcset.into(), webp: None, size: None, alt: String::new() };
            let cover = Cover { picture, is_page: false };
            Owner::new().with(|| view! { <CoverImage seed=1 cover=Some(&cover)/> }.to_html())
        };
        assert!(!html("").contains("sizes"), "{}", html(""));
        assert!(html("/a.png 400w").contains("srcset=\"/a.png 400w\" sizes=\""), "{}", html("/a.png 400w"));
    }

    #[test]
    fn a_crop_is_its_whitepapers_own() {
        let crops: std::collections::BTreeSet<String> = (1..=100).map(crop).collect();
        assert_eq!(crops.len(), 100);
        assert_eq!(crop(7), crop(7));
    }
}
