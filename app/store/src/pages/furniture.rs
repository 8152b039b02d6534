//! What stands around every public page: menu, legal pages, featured pages, call to action.

use domain::address;
use domain::language::{Language, Languages, Localized};
use domain::page::{Furniture, PageLink};
use domain::setting::Settings;
use domain::time::Timestamp;
use domain::whitepaper::public::Card;

use super::stored;
use crate::error::Error;
use crate::sqlite::Store;
use crate::whitepapers;

/// Of the footer.
const LATEST_WHITEPAPERS: u32 = 4;

/// The furniture of the site in a language. A page without a text in it is linked with its title in the default language.
pub async fn furniture(store: &Store, language: &Language, settings: &Settings, now: Timestamp) -> Result<Furniture, Error> {
    let languages = &settings.languages;
    let mut furniture = Furniture {
        site_title: text(&settings.site_title, language, languages),
        site_description: text(&settings.site_description, language, languages),
        languages: languages.clone(),
        menu: Vec::new(),
        legal: Vec::new(),
        featured: Vec::new(),
        whitepapers: Vec::new(),
        call_to_action: None,
        address_lines: text(&settings.site_address, language, languages)
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty())
            .map(str::to_owned)
            .collect(),
    };
    let latest = whitepapers::latest(store, language, languages, LATEST_WHITEPAPERS, now).await?;
    let link = |card: Card| PageLink { title: card.title, language: card.language, path: card.path };
    furniture.whitepapers = latest.into_iter().map(link).collect();
    let (tag, default, now) = (language.as_str(), languages.default.as_str(), now.to_sqlite());
    let (booking, default_booking) = (booking_word(language), booking_word(&languages.default));
    let rows = sqlx::query!(
        r#"
        with places (place, position, page_id) as (
            select * from (
                select 'menu', row_number() over (order by sort_order, id), id
                from pages
                where deleted_at is null and in_menu = 1
                order by sort_order, id
                limit 20
            )
            union all
            select * from (
                select 'legal', row_number() over (order by sort_order, id), id
                from pages
                where deleted_at is null and template = 'legal'
                order by sort_order, id
                limit 20
            )
            union all
            select * from (
                select 'featured', row_number() over (order by sort_order, id), id
                from pages indexed by idx_pages_footer
                where deleted_at is null and is_featured = 1 and in_menu = 0 and template <> 'legal'
                order by sort_order, id
                limit 20
            )
            union all
            select * from (
                select 'call', 1, page_id
                from page_languages
                where language = ?1 and slug = ?4 and deleted_at is null
                limit 1
            )
            union all
            select * from (
                select 'call', 2, page_id
                from page_languages
                where language = ?2 and slug = ?5 and deleted_at is null
                limit 1
            )
        )
        select
            places.place as "place!: String",
            coalesce(own.language, source.language) as "language!: String",
            coalesce(own.slug, source.slug) as "slug!: String",
            coalesce(p.title ->> coalesce(own.language, source.language), '') as "title!: String"
        from places
        join pages p on p.id = places.page_id
        left join page_languages own on own.page_id = p.id and own.language = ?1 and own.deleted_at is null
            and own.status = 'published' and own.published_at <= ?3
            and (own.unpublished_at is null or own.unpublished_at > ?3)
        left join page_languages source on source.page_id = p.id and source.language = ?2 and source.deleted_at is null
            and source.status = 'published' and source.published_at <= ?3
            and (source.unpublished_at is null or source.unpublished_at > ?3)
        where own.id is not null or source.id is not null
        order by places.place, places.position
        limit 62
        "#,
        tag,
        default,
        now,
        booking,
        default_booking,
    )
    .fetch_all(store.readers())
    .await?;
    for row in rows {
        let path = address::page_path(language, &stored::slug(&row.slug)?, languages);
        let link = PageLink { title: row.title, language: stored::language(&row.language)?, path };
        match row.place.as_str() {
            "menu" => furniture.menu.push(link),
            "legal" => furniture.legal.push(link),
            "featured" => furniture.featured.push(link),
            _ => furniture.call_to_action = furniture.call_to_action.or(Some(link)),
        }
    }
    Ok(furniture)
}

fn text(texts: &Localized<String>, language: &Language, languages: &Languages) -> String {
    texts.best(language, languages).map(|(_, text)| text.clone()).unwrap_or_default()
}

/// The slug of the page on which visitors book a consultation.
fn booking_word(language: &Language) -> &'static str {
    if language.as_str() == "de" { "termin" } else { "book" }
}
