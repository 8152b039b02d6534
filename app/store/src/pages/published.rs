//! The page that a visitor reads at an address.

use std::collections::BTreeMap;

use domain::address;
use domain::id::PageId;
use domain::item::ItemKind;
use domain::language::{Language, Languages, Localized};
use domain::page::{Heading, PageKind, PageLink, PublicPage};
use domain::text::Slug;
use domain::time::Timestamp;
use serde::Deserialize;

use super::content;
use crate::error::Error;
use crate::publishing::{self, Found, PublicItem};
use crate::sqlite::Store;

/// What a visitor finds at a slug at this time. A page without a text in the language is shown in the default one, at its slug
/// there or where its own translation once was; [`PublicPage::language`] then is the default language.
pub async fn published(
    store: &Store,
    language: &Language,
    slug: &Slug,
    languages: &Languages,
    now: Timestamp,
) -> Result<Found<PublicPage>, Error> {
    publishing::find(store, language, slug, languages, now).await
}

impl PublicItem for PublicPage {
    const KIND: ItemKind = ItemKind::Page;

    /// The page whose text in `language` has this slug, in one query: every public request comes through here. `reader` is the
    /// language of the address.
    async fn read(
        store: &Store,
        language: &Language,
        slug: &Slug,
        reader: &Language,
        languages: &Languages,
        now: Timestamp,
    ) -> Result<Option<Self>, Error> {
        let above = parts_above(slug);
        let (tag, path, now, reader_tag) = (language.as_str(), slug.as_str(), now.to_sqlite(), reader.as_str());
        let row = store
            .read_once(async |db| {
                sqlx::query!(
                    r#"
                    select
                        t.item_id as "id!: i64",
                        coalesce(p.template, 'default') as "template!: String",
                        p.kind,
                        t.title as "title!: String",
                        iif(r.id is null, p.excerpt ->> t.language, nullif(r.snapshot -> 'texts' -> t.language ->> 'excerpt', '')) as "excerpt?: String",
                        iif(r.id is null, p.meta_description ->> t.language, nullif(r.snapshot -> 'texts' -> t.language ->> 'meta_description', '')) as "meta_description?: String",
                        iif(r.id is null, p.seo_title ->> t.language, nullif(r.snapshot -> 'texts' -> t.language ->> 'seo_title', '')) as "seo_title?: String",
                        iif(r.id is null, p.seo_keywords ->> t.language, nullif(r.snapshot -> 'texts' -> t.language ->> 'seo_keywords', '')) as "seo_keywords?: String",
                        p.canonical_url,
                        t.html as "html!: String",
                        t.headings as "headings!: String",
                        t.words as "words!: u32",
                        u.first_name || ' ' || u.last_name as "author?: String",
                        unixepoch(t.first_visible_at) as "published_at!: i64",
                        unixepoch(t.changed_at) as "changed_at!: i64",
                        (
                            select json_group_object(every.language, every.slug)
                            from live_translations every
                            where every.item_kind = 'page' and every.item_id = t.item_id
                                and every.visible_from <= ?3 and ?3 < every.visible_until
                        ) as "translations!: String",
                        (
                            select json_group_array(
                                json_object(
                                    'title', coalesce(own.title, above.title),
                                    'language', coalesce(own.language, above.language),
                                    'slug', coalesce(own.slug, above.slug)
                                )
                                order by part.key
                            )
                            from json_each(?4) part
                            cross join live_translations above on above.id = coalesce(
                                (
                                    select here.id
                                    from live_translations here
                                    where here.item_kind = 'page' and here.language = t.language and here.slug = part.value
                                        and here.visible_from <= ?3 and ?3 < here.visible_until
                                ),
                                (
                                    select gone.id
                                    from slug_redirects r
                                    join live_translations gone on gone.item_kind = 'page' and gone.item_id = r.item_id
                                        and gone.language = t.language and gone.visible_from <= ?3 and ?3 < gone.visible_until
                                    where r.item_kind = 'page' and r.language = t.language and r.slug = part.value
                                        and r.item_id <> t.item_id
                                    order by r.created_at desc, r.id desc
                                    limit 1
                                )
                            ) and above.visible_from <= ?3 and ?3 < above.visible_until
                            left join live_translations own
                                on own.item_kind = 'page' and own.item_id = above.item_id and own.language = ?5
                                and own.visible_from <= ?3 and ?3 < own.visible_until
                        ) as "ancestors!: String"
                    from live_translations t
                    join pages p on p.id = t.item_id
                    left join revisions r on r.id = t.revision_id
                    left join admin_users u on u.id = p.author_id
                    where t.item_kind = 'page' and t.language = ?1 and t.slug = ?2 and t.visible_from <= ?3 and ?3 < t.visible_until
                    limit 1
                    "#,
                    tag,
                    path,
                    now,
                    above,
                    reader_tag,
                )
                .fetch_optional(db)
                .await
            })
            .await?;
        let Some(row) = row else { return Ok(None) };

        let mut headings: Vec<Heading> = serde_json::from_str(&row.headings).map_err(Error::unreadable)?;
        headings.retain(|heading| heading.level == 2);
        let translations: BTreeMap<Language, Slug> = serde_json::from_str(&row.translations).map_err(Error::unreadable)?;
        let ancestors: Vec<Ancestor> = serde_json::from_str(&row.ancestors).map_err(Error::unreadable)?;
        let template = content::template(&row.template)?;
        Ok(Some(PublicPage {
            id: PageId(row.id),
            language: language.clone(),
            slug: slug.clone(),
            template,
            kind: content::kind(row.kind.as_deref())?.unwrap_or_else(|| PageKind::of_address(template, slug)),
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

/// Slugs whose titles are read at once.
const MAX_TITLES: usize = 100;

/// The titles of the pages at these slugs, of those that visitors see.
pub async fn titles(
    store: &Store,
    language: &Language,
    slugs: &[&str],
    now: Timestamp,
) -> Result<BTreeMap<String, String>, Error> {
    let slugs = serde_json::json!(slugs.iter().take(MAX_TITLES).collect::<Vec<_>>()).to_string();
    let (tag, now) = (language.as_str(), now.to_sqlite());
    let rows = store
        .read_once(async |db| {
            sqlx::query!(
                r#"
                select t.slug, t.title
                from json_each(?1) wanted
                cross join live_translations t
                    on t.item_kind = 'page' and t.language = ?2 and t.slug = wanted.value
                    and t.visible_from <= ?3 and ?3 < t.visible_until
                limit 100
                "#,
                slugs,
                tag,
                now,
            )
            .fetch_all(db)
            .await
        })
        .await?;
    Ok(rows.into_iter().map(|row| (row.slug, row.title)).collect())
}

/// `["a","a/b"]` of `a/b/c`, as a JSON array.
fn parts_above(slug: &Slug) -> String {
    serde_json::json!(slug.above().collect::<Vec<_>>()).to_string()
}
