//! The public list of whitepapers, and the few that other pages show.

use std::collections::{BTreeMap, BTreeSet};

use domain::address;
use domain::glossary::TermKind;
use domain::id::{MediaId, WhitepaperId};
use domain::language::{Language, Languages};
use domain::search::{fold, typed_words};
use domain::time::Timestamp;
use domain::whitepaper::Category;
use domain::whitepaper::public::{Card, PAGE_SIZE, PublicWhitepaperList, Sort, WhitepaperQuery};

use super::content;
use crate::error::Error;
use crate::media::{CoverOf, covers};
use crate::publishing;
use crate::sqlite::Store;

/// More whitepapers than any site has. Filters and order are computed in memory over all of them. Texts are read for one page only.
const MAX_LISTED: i64 = 5_000;

/// A whitepaper that visitors may read at this time, without its texts, in the reader's language or else in the default one.
pub(super) struct VisibleWhitepaper {
    pub(super) id: i64,
    pub(super) category: Category,
    pub(super) tags: Vec<String>,
    pub(super) industries: Vec<String>,
    pub(super) is_promoted: bool,
    pub(super) published_at: i64,
    featured: bool,
    sort_order: i64,
    downloads: i64,
    sort_title: String,
    folded: String,
}

/// One page of the list, and what its filters offer.
pub async fn public_list(
    store: &Store,
    language: &Language,
    languages: &Languages,
    query: &WhitepaperQuery,
    now: Timestamp,
) -> Result<PublicWhitepaperList, Error> {
    let all = visible_whitepapers(store, language, languages, now).await?;
    let mut categories: BTreeMap<Category, i64> = BTreeMap::new();
    for one in &all {
        *categories.entry(one.category).or_default() += i64::from(one.is_wanted_but_for_category(query));
    }
    let in_use = |values: fn(&VisibleWhitepaper) -> &Vec<String>| -> Vec<String> {
        all.iter().flat_map(values).collect::<BTreeSet<_>>().into_iter().cloned().collect()
    };
    let (tags, industries) = (in_use(|one| &one.tags), in_use(|one| &one.industries));
    let mut found: Vec<&VisibleWhitepaper> = all.iter().filter(|one| one.is_wanted(query)).collect();
    match query.sort {
        Sort::Newest => {
            found.sort_by_key(|one| (!one.featured, one.sort_order, std::cmp::Reverse((one.published_at, one.id))));
        }
        Sort::Title => found.sort_by(|a, b| (&a.sort_title, a.id).cmp(&(&b.sort_title, b.id))),
        Sort::Downloads => found.sort_by_key(|one| std::cmp::Reverse((one.downloads, one.published_at, one.id))),
    }
    let after = query.after.parse::<i64>().ok().and_then(|id| found.iter().position(|one| one.id == id));
    let begin = after.map_or(0, |at| at + 1);
    let ids: Vec<i64> = found.iter().skip(begin).take(PAGE_SIZE as usize).map(|one| one.id).collect();
    let has_more = found.len() > begin + ids.len();
    Ok(PublicWhitepaperList {
        after: ids.last().filter(|_| has_more).map(i64::to_string),
        total: found.len() as i64,
        published: all.len() as i64,
        cards: cards(store, language, languages, &ids, now).await?,
        categories: categories.into_iter().collect(),
        tags,
        industries,
    })
}

/// The newest of those that are shown around the site.
pub async fn latest(
    store: &Store,
    language: &Language,
    languages: &Languages,
    limit: u32,
    now: Timestamp,
) -> Result<Vec<Card>, Error> {
    let mut all = visible_whitepapers(store, language, languages, now).await?;
    all.retain(|one| one.is_promoted);
    all.sort_by_key(|one| std::cmp::Reverse((one.published_at, one.id)));
    let ids: Vec<i64> = all.iter().take(limit as usize).map(|one| one.id).collect();
    cards(store, language, languages, &ids, now).await
}

impl VisibleWhitepaper {
    fn is_wanted(&self, query: &WhitepaperQuery) -> bool {
        query.category.is_none_or(|category| category == self.category) && self.is_wanted_but_for_category(query)
    }

    fn is_wanted_but_for_category(&self, query: &WhitepaperQuery) -> bool {
        (query.tag.is_empty() || self.tags.contains(&query.tag))
            && (query.industry.is_empty() || self.industries.contains(&query.industry))
            && typed_words(&query.search).iter().enumerate().all(|(place, word)| {
                self.folded.contains(word) || query.meant.get(place).is_some_and(|terms| terms.iter().any(|term| self.has(term)))
            })
    }

    fn has(&self, (kind, term): &(TermKind, String)) -> bool {
        match kind {
            TermKind::Category => self.category.as_str() == term,
            TermKind::Tag => self.tags.contains(term),
            TermKind::Industry => self.industries.contains(term),
        }
    }
}

pub(super) async fn visible_whitepapers(
    store: &Store,
    language: &Language,
    languages: &Languages,
    now: Timestamp,
) -> Result<Vec<VisibleWhitepaper>, Error> {
    let (tag, default, now) = (language.as_str(), languages.default.as_str(), now.to_sqlite());
    let rows = store
        .read_once(async |db| {
            sqlx::query!(
                r#"
        select
            w.id as "id!: i64",
            w.category,
            coalesce(w.tags, '[]') as "tags!: String",
            coalesce(w.industry, '[]') as "industry!: String",
            coalesce(w.lead_magnet_active, 1) as "is_promoted!: bool",
            coalesce(w.featured, 0) as "featured!: bool",
            coalesce(w.sort_order, 0) as "sort_order!: i64",
            coalesce(w.download_count, 0) as "downloads!: i64",
            l.title,
            unixepoch(coalesce(l.first_published_at, l.published_at)) as "published_at!: i64",
            l.folded
        from whitepapers w
        join translations l on l.id = (
            select t.id
            from live_translations t
            where t.item_kind = 'whitepaper' and t.item_id = w.id and t.language in (?1, ?2)
                and t.visible_from <= ?3 and ?3 < t.visible_until
            order by t.language = ?1 desc
            limit 1
        )
        where w.deleted_at is null
        order by w.id
        limit ?4
        "#,
                tag,
                default,
                now,
                MAX_LISTED,
            )
            .fetch_all(db)
            .await
        })
        .await?;
    rows.into_iter()
        .map(|row| {
            Ok(VisibleWhitepaper {
                id: row.id,
                category: content::category(row.category.as_deref()),
                tags: serde_json::from_str(&row.tags).map_err(Error::unreadable)?,
                industries: serde_json::from_str(&row.industry).map_err(Error::unreadable)?,
                is_promoted: row.is_promoted,
                published_at: row.published_at,
                featured: row.featured,
                sort_order: row.sort_order,
                downloads: row.downloads,
                sort_title: fold(&row.title),
                folded: row.folded,
            })
        })
        .collect()
}

/// The cards of these whitepapers, in this order.
pub(super) async fn cards(
    store: &Store,
    language: &Language,
    languages: &Languages,
    ids: &[i64],
    now: Timestamp,
) -> Result<Vec<Card>, Error> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let ids = serde_json::json!(ids).to_string();
    let (tag, default, now) = (language.as_str(), languages.default.as_str(), now.to_sqlite());
    let rows = store
        .read_once(async |db| {
            sqlx::query!(
                r#"
        select
            w.id as "id!: i64",
            w.category, l.language, l.slug,
            l.title,
            iif(r.id is null, w.description ->> l.language, nullif(r.snapshot -> 'texts' -> l.language ->> 'description', ''))
                as "description?: String",
            coalesce(w.requires_registration, 1) as "requires_registration!: bool",
            coalesce(w.featured, 0) as "featured!: bool",
            unixepoch(coalesce(l.first_published_at, l.published_at)) as "published_at!: i64",
            w.thumbnail_id, w.file_id as "file_id!: i64",
            f.mime_type, f.file_size,
            f.page_count as "pages?: u32"
        from json_each(?4) wanted
        cross join whitepapers w on w.id = wanted.value
        join media_files f on f.id = w.file_id
        join translations l on l.id = (
            select t.id
            from live_translations t
            where t.item_kind = 'whitepaper' and t.item_id = w.id and t.language in (?1, ?2)
                and t.visible_from <= ?3 and ?3 < t.visible_until
            order by t.language = ?1 desc
            limit 1
        )
        left join revisions r on r.id = l.revision_id
        order by wanted.key
        limit 100
        "#,
                tag,
                default,
                now,
                ids,
            )
            .fetch_all(db)
            .await
        })
        .await?;
    let shows: Vec<CoverOf> =
        rows.iter().map(|row| CoverOf { file: MediaId(row.file_id), chosen: row.thumbnail_id.map(MediaId) }).collect();
    let covers = covers(&mut *store.readers().acquire().await?, &shows, language).await?;
    rows.into_iter()
        .zip(covers)
        .map(|(row, cover)| {
            Ok(Card {
                id: WhitepaperId(row.id),
                title: row.title,
                description: row.description,
                language: publishing::language(&row.language)?,
                path: address::whitepaper_path(language, &publishing::slug(&row.slug)?, languages),
                category: content::category(row.category.as_deref()),
                cover,
                requires_registration: row.requires_registration,
                featured: row.featured,
                published_at: Timestamp(row.published_at),
                mime_type: row.mime_type,
                size_bytes: row.file_size,
                pages: row.pages,
            })
        })
        .collect()
}
