//! The parts around every public page: menu, legal pages, featured pages, call to action.

use domain::address;
use domain::language::{Language, Languages, Localized};
use domain::page::{PageLink, SiteChrome};
use domain::setting::Settings;
use domain::time::Timestamp;
use domain::whitepaper::public::Card;

use crate::error::Error;
use crate::publishing;
use crate::sqlite::Store;
use crate::whitepapers;

/// Of the footer.
const LATEST_WHITEPAPERS: u32 = 4;

/// Menu, footer and site title in a language. A page without a text in it is linked with its title in the default language.
pub async fn site_chrome(store: &Store, language: &Language, settings: &Settings, now: Timestamp) -> Result<SiteChrome, Error> {
    let languages = &settings.languages;
    let mut chrome = SiteChrome {
        site_title: text(&settings.site_title, language, languages),
        site_description: text(&settings.site_description, language, languages),
        languages: languages.clone(),
        menu: Vec::new(),
        legal: Vec::new(),
        featured: Vec::new(),
        whitepapers: Vec::new(),
        call_to_action: None,
        front_pages: front_pages(store, languages, now).await?,
        address_lines: text(&settings.site_address, language, languages)
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty())
            .map(str::to_owned)
            .collect(),
    };
    let latest = whitepapers::latest(store, language, languages, LATEST_WHITEPAPERS, now).await?;
    let link = |card: Card| PageLink { title: card.title, language: card.language, path: card.path };
    chrome.whitepapers = latest.into_iter().map(link).collect();
    let (tag, default, now) = (language.as_str(), languages.default.as_str(), now.to_sqlite());
    let (booking, default_booking) = (address::booking_word(language), address::booking_word(&languages.default));
    // A page without a public text in either language has no place in the menu.
    let rows = sqlx::query!(
        r#"
        with places (place, position, page_id) as (
            select * from (
                select 'menu', row_number() over (order by sort_order, id), id
                from pages
                where deleted_at is null and in_menu = 1
                    and exists (
                        select 1
                        from live_translations t
                        where t.item_kind = 'page' and t.item_id = pages.id and t.language in (?1, ?2)
                            and t.visible_from <= ?3 and ?3 < t.visible_until
                    )
                order by sort_order, id
                limit 20
            )
            union all
            select * from (
                select 'legal', row_number() over (order by sort_order, id), id
                from pages
                where deleted_at is null and template = 'legal'
                    and exists (
                        select 1
                        from live_translations t
                        where t.item_kind = 'page' and t.item_id = pages.id and t.language in (?1, ?2)
                            and t.visible_from <= ?3 and ?3 < t.visible_until
                    )
                order by sort_order, id
                limit 20
            )
            union all
            select * from (
                select 'featured', row_number() over (order by sort_order, id), id
                from pages indexed by idx_pages_footer
                where deleted_at is null and is_featured = 1 and in_menu = 0 and template <> 'legal'
                    and exists (
                        select 1
                        from live_translations t
                        where t.item_kind = 'page' and t.item_id = pages.id and t.language in (?1, ?2)
                            and t.visible_from <= ?3 and ?3 < t.visible_until
                    )
                order by sort_order, id
                limit 20
            )
            union all
            select * from (
                select 'call', 1, item_id
                from live_translations
                where item_kind = 'page' and language = ?1 and slug = ?4 and visible_from <= ?3 and ?3 < visible_until
                limit 1
            )
            union all
            select * from (
                select 'call', 2, item_id
                from live_translations
                where item_kind = 'page' and language = ?2 and slug = ?5 and visible_from <= ?3 and ?3 < visible_until
                limit 1
            )
        )
        select
            places.place as "place!: String",
            coalesce(own.language, source.language) as "language!: String",
            coalesce(own.slug, source.slug) as "slug!: String",
            coalesce(own.title, source.title) as "title!: String"
        from places
        left join live_translations own on own.item_kind = 'page' and own.item_id = places.page_id and own.language = ?1
            and own.visible_from <= ?3 and ?3 < own.visible_until
        left join live_translations source
            on source.item_kind = 'page' and source.item_id = places.page_id and source.language = ?2
            and source.visible_from <= ?3 and ?3 < source.visible_until
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
        let path = address::page_path(language, &publishing::slug(&row.slug)?, languages);
        let link = PageLink { title: row.title, language: publishing::language(&row.language)?, path };
        match row.place.as_str() {
            "menu" => chrome.menu.push(link),
            "legal" => chrome.legal.push(link),
            "featured" => chrome.featured.push(link),
            _ => chrome.call_to_action = chrome.call_to_action.or(Some(link)),
        }
    }
    Ok(chrome)
}

/// The languages whose front page answers.
pub(super) async fn front_pages(store: &Store, languages: &Languages, now: Timestamp) -> Result<Vec<Language>, Error> {
    let (now, all) = (now.to_sqlite(), serde_json::json!(languages.all).to_string());
    let tags = sqlx::query_scalar!(
        r#"
        select t.language as "language!: String"
        from json_each(?1) wanted
        cross join live_translations t
            on t.item_kind = 'page' and t.language = wanted.value and t.slug = ''
            and t.visible_from <= ?2 and ?2 < t.visible_until
        limit 100
        "#,
        all,
        now,
    )
    .fetch_all(store.readers())
    .await?;
    // Where a language has none, the one of the default language is shown.
    let has = |language: &Language| tags.iter().any(|tag| tag == language.as_str());
    let answers = |language: &&Language| has(&languages.default) || has(language);
    Ok(languages.all.iter().filter(answers).cloned().collect())
}

fn text(texts: &Localized<String>, language: &Language, languages: &Languages) -> String {
    texts.best(language, languages).map(|(_, text)| text.clone()).unwrap_or_default()
}
