//! The page that a visitor reads at an address.

use std::collections::BTreeMap;

use domain::address;
use domain::id::PageId;
use domain::language::{Language, Languages, Localized};
use domain::page::{Heading, PageLink, PublicPage};
use domain::text::Slug;
use domain::time::Timestamp;
use serde::Deserialize;

use super::stored;
use crate::error::Error;
use crate::sqlite::Store;

/// What stands at an address.
#[derive(Debug, Clone, PartialEq)]
pub enum Found {
    Page(Box<PublicPage>),
    /// The page is read at another slug of the same language: it had this one before, or has one of its own in that language.
    Moved(Language, Slug),
    Nothing,
}

/// What a visitor finds at a slug at this time. A page without a text in the language is shown in the default one, at its slug
/// there or where its own translation once was; [`PublicPage::language`] then is the default language.
pub async fn published(
    store: &Store,
    language: &Language,
    slug: &Slug,
    languages: &Languages,
    now: Timestamp,
) -> Result<Found, Error> {
    if let Some(page) = read(store, language, slug, language, languages, now).await? {
        return Ok(Found::Page(Box::new(page)));
    }
    match led_to(store, language, slug, languages, now).await? {
        None => Ok(Found::Nothing),
        Some(Place::Own(slug)) => Ok(Found::Moved(language.clone(), slug)),
        Some(Place::Source { slug: source, is_here }) if is_here || source == *slug => {
            let page = read(store, &languages.default, &source, language, languages, now).await?;
            Ok(page.map_or(Found::Nothing, |page| Found::Page(Box::new(page))))
        }
        Some(Place::Source { slug: source, .. }) => Ok(Found::Moved(language.clone(), source)),
    }
}

/// The page whose text in `language` has this slug, in one query: every public request comes through here. `reader` is the
/// language of the address.
async fn read(
    store: &Store,
    language: &Language,
    slug: &Slug,
    reader: &Language,
    languages: &Languages,
    now: Timestamp,
) -> Result<Option<PublicPage>, Error> {
    let above = parts_above(slug);
    let (tag, path, now, reader_tag) = (language.as_str(), slug.as_str(), now.to_sqlite(), reader.as_str());
    let row = sqlx::query!(
        r#"
        select
            l.page_id,
            coalesce(p.template, 'default') as "template!: String",
            coalesce(p.title ->> l.language, '') as "title!: String",
            p.excerpt ->> l.language as "excerpt?: String",
            p.meta_description ->> l.language as "meta_description?: String",
            p.seo_title ->> l.language as "seo_title?: String",
            p.seo_keywords ->> l.language as "seo_keywords?: String",
            p.canonical_url,
            l.html,
            l.headings,
            l.words as "words!: u32",
            u.first_name || ' ' || u.last_name as "author?: String",
            unixepoch(l.published_at) as "published_at!: i64",
            unixepoch(l.changed_at) as "changed_at!: i64",
            (
                select json_group_object(t.language, t.slug)
                from page_languages t
                where t.page_id = l.page_id and t.status = 'published' and t.deleted_at is null
                    and t.published_at <= ?3 and (t.unpublished_at is null or t.unpublished_at > ?3)
            ) as "translations!: String",
            (
                select json_group_array(
                    json_object(
                        'title', coalesce(ap.title ->> coalesce(own.language, a.language), ''),
                        'language', coalesce(own.language, a.language),
                        'slug', coalesce(own.slug, a.slug)
                    )
                    order by part.key
                )
                from json_each(?4) part
                cross join page_languages a on a.language = l.language and a.slug = part.value and a.deleted_at is null
                    and a.status = 'published' and a.published_at <= ?3
                    and (a.unpublished_at is null or a.unpublished_at > ?3)
                cross join pages ap on ap.id = a.page_id
                left join page_languages own on own.page_id = a.page_id and own.language = ?5 and own.deleted_at is null
                    and own.status = 'published' and own.published_at <= ?3
                    and (own.unpublished_at is null or own.unpublished_at > ?3)
            ) as "ancestors!: String"
        from page_languages l
        join pages p on p.id = l.page_id
        left join admin_users u on u.id = p.author_id
        where l.language = ?1 and l.slug = ?2 and l.deleted_at is null
            and l.status = 'published' and l.published_at <= ?3 and (l.unpublished_at is null or l.unpublished_at > ?3)
        limit 1
        "#,
        tag,
        path,
        now,
        above,
        reader_tag,
    )
    .fetch_optional(store.readers())
    .await?;
    let Some(row) = row else { return Ok(None) };

    let mut headings: Vec<Heading> = serde_json::from_str(&row.headings).map_err(Error::unreadable)?;
    headings.retain(|heading| heading.level == 2);
    let translations: BTreeMap<Language, Slug> = serde_json::from_str(&row.translations).map_err(Error::unreadable)?;
    let ancestors: Vec<Ancestor> = serde_json::from_str(&row.ancestors).map_err(Error::unreadable)?;
    Ok(Some(PublicPage {
        id: PageId(row.page_id),
        language: language.clone(),
        slug: slug.clone(),
        template: stored::template(&row.template)?,
        title: row.title,
        excerpt: row.excerpt,
        meta_description: row.meta_description,
        seo_title: row.seo_title,
        seo_keywords: row.seo_keywords,
        canonical_url: row.canonical_url,
        html: row.html,
        headings,
        words: row.words,
        author: row.author,
        published_at: Timestamp(row.published_at),
        changed_at: Timestamp(row.changed_at),
        translations: Localized(translations),
        ancestors: ancestors.into_iter().map(|ancestor| ancestor.link(reader, languages)).collect(),
    }))
}

/// A page above another, as the query gives it.
#[derive(Deserialize)]
struct Ancestor {
    title: String,
    language: Language,
    slug: Slug,
}

impl Ancestor {
    fn link(self, reader: &Language, languages: &Languages) -> PageLink {
        PageLink { title: self.title, language: self.language, path: address::page_path(reader, &self.slug, languages) }
    }
}

/// `["a","a/b"]` of `a/b/c`, as a JSON array.
fn parts_above(slug: &Slug) -> String {
    let slug = slug.as_str();
    let above: Vec<&str> = slug.match_indices('/').map(|(at, _)| &slug[..at]).collect();
    serde_json::json!(above).to_string()
}

/// Where the page is read that an address without a text of its own leads to.
enum Place {
    /// It has a text in the language, at this slug.
    Own(Slug),
    /// It has none, but one in the default language, at this slug. `is_here`: it is shown at the address asked for.
    Source { slug: Slug, is_here: bool },
}

/// Follows, in this order: a translation that was public once, the default language's slug, redirects of the language,
/// redirects of the default language.
async fn led_to(
    store: &Store,
    language: &Language,
    slug: &Slug,
    languages: &Languages,
    now: Timestamp,
) -> Result<Option<Place>, Error> {
    let (tag, slug, default, now) = (language.as_str(), slug.as_str(), languages.default.as_str(), now.to_sqlite());
    let row = sqlx::query!(
        r#"
        select lead.place as "place!: i64", own.slug as "own?: String", source.slug as "source?: String"
        from (
            select 1 as place, page_id
            from page_languages
            where language = ?1 and slug = ?2 and deleted_at is null and published_at <= ?4
            union all
            select 2, page_id
            from page_languages
            where language = ?3 and slug = ?2 and deleted_at is null and ?1 <> ?3
            union all
            select 3, page_id
            from redirects
            where language = ?1 and slug = ?2
            union all
            select 4, page_id
            from redirects
            where language = ?3 and slug = ?2 and ?1 <> ?3
        ) lead
        left join page_languages own on own.page_id = lead.page_id and own.language = ?1 and own.deleted_at is null
            and own.status = 'published' and own.published_at <= ?4
            and (own.unpublished_at is null or own.unpublished_at > ?4)
        left join page_languages source on source.page_id = lead.page_id and source.language = ?3 and source.deleted_at is null
            and source.status = 'published' and source.published_at <= ?4
            and (source.unpublished_at is null or source.unpublished_at > ?4)
        where own.id is not null or source.id is not null
        order by lead.place
        limit 1
        "#,
        tag,
        slug,
        default,
        now,
    )
    .fetch_optional(store.readers())
    .await?;
    let Some(row) = row else { return Ok(None) };
    match (row.own, row.source) {
        (Some(own), _) => Ok(Some(Place::Own(stored::slug(&own)?))),
        (None, Some(source)) => Ok(Some(Place::Source { slug: stored::slug(&source)?, is_here: row.place == 1 })),
        (None, None) => Ok(None),
    }
}
