//! Slugs: finding a free one, refusing a taken one, and following one that no text has any more.

use domain::address;
use domain::item::ItemKind;
use domain::language::{Language, Languages};
use domain::text::Slug;
use domain::time::Timestamp;

use super::decode;
use crate::access::Viewer;
use crate::error::Error;
use crate::settings;
use crate::sqlite::{Store, Write};

/// Refuses slugs that other items of this kind hold; `item_id` is the item that may keep its own. Told at the field of the first.
pub(super) async fn refuse_taken(
    tx: &mut Write,
    kind: ItemKind,
    item_id: Option<i64>,
    slugs: &[(&Language, &Slug)],
) -> Result<(), Error> {
    let kind = kind.as_str();
    for (language, slug) in slugs {
        let (tag, path) = (language.as_str(), slug.as_str());
        let taken = sqlx::query_scalar!(
            r#"
            select item_id
            from slug_claims
            where item_kind = ? and language = ? and slug = ? and item_id is not ?
            "#,
            kind,
            tag,
            path,
            item_id,
        )
        .fetch_optional(&mut **tx)
        .await?;
        if taken.is_some() {
            return Err(Error::taken(format!("slug:{language}")));
        }
    }
    Ok(())
}

/// This slug where neither an item of this kind but `except` nor the program itself has it, else the first that is free of
/// `about-2`, `about-3` and so on.
pub async fn propose_slug(
    store: &Store,
    _by: &Viewer,
    kind: ItemKind,
    language: &Language,
    base: &Slug,
    except: Option<i64>,
) -> Result<Slug, Error> {
    // Only pages stand at the root. `api-2` does not belong to the program although `api` does: only whole first parts are
    // reserved.
    let is_reserved = kind == ItemKind::Page && address::check_free(base, &settings::load(store).await?.languages).is_err();
    let (kind, tag, text, stem) = (kind.as_str(), language.as_str(), base.as_str(), stem(kind, base));
    let free = sqlx::query_scalar!(
        r#"
        with recursive candidates (number, slug) as (
            select 1, ?1
            union all
            select number + 1, ?2 || '-' || (number + 1) from candidates where number < 100000
        )
        select slug as "slug!: String"
        from candidates
        where not (number = 1 and ?6) and not exists (
            select 1
            from slug_claims c
            where c.item_kind = ?3 and c.language = ?4 and c.slug = candidates.slug and c.item_id is not ?5
        )
        limit 1
        "#,
        text,
        stem,
        kind,
        tag,
        except,
        is_reserved,
    )
    .fetch_one(store.readers())
    .await?;
    decode::slug(&free)
}

/// The slug, shortened so that `-2` fits within the limit; `home` where nothing is left.
fn stem(kind: ItemKind, slug: &Slug) -> &str {
    let slug = slug.as_str();
    let stem = slug[..slug.len().min(kind.max_slug() - 10)].trim_end_matches(['-', '/']);
    if stem.is_empty() { "home" } else { stem }
}

/// The item that a slug without a visible text of its own resolves to.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum SlugMatch {
    /// It has a text in the language, at this slug.
    Own(Slug),
    /// The item has no text in the language, but one in the default language, at this slug. `is_here`: a translation of it was once
    /// public at the requested address, so the text of the default language is shown there.
    Source { slug: Slug, is_here: bool },
}

/// Follows, in this order: a translation that was public once, the default language's slug where the item has no text in the
/// language, redirects of the language, the default language's slug, redirects of the default language.
/// Of several items that left a slug, the one leads that left it last and that visitors can read somewhere.
pub(crate) async fn resolve_redirect(
    store: &Store,
    kind: ItemKind,
    language: &Language,
    slug: &Slug,
    languages: &Languages,
    now: Timestamp,
) -> Result<Option<SlugMatch>, Error> {
    let (kind, tag, slug) = (kind.as_str(), language.as_str(), slug.as_str());
    let (default, now) = (languages.default.as_str(), now.to_sqlite());
    let row = sqlx::query!(
        r#"
        select lead.place as "place!: i64", own.slug as "own?: String", source.slug as "source?: String"
        from (
            select 1 as place, item_id, null as left_at, 0 as id
            from known_translations
            where item_kind = ?5 and language = ?1 and slug = ?2 and known_from <= ?4
            union all
            select 2, item_id, null, 0
            from known_translations
            where item_kind = ?5 and language = ?3 and slug = ?2 and known_from <= ?4 and ?1 <> ?3
            union all
            select 3, item_id, created_at, id
            from slug_redirects indexed by uq_slug_redirects_holder
            where item_kind = ?5 and language = ?1 and slug = ?2
            union all
            select 4, item_id, created_at, id
            from slug_redirects indexed by uq_slug_redirects_holder
            where item_kind = ?5 and language = ?3 and slug = ?2 and ?1 <> ?3
        ) lead
        left join live_translations own on own.item_kind = ?5 and own.item_id = lead.item_id and own.language = ?1
            and own.visible_from <= ?4 and ?4 < own.visible_until
        left join live_translations source on source.item_kind = ?5 and source.item_id = lead.item_id and source.language = ?3
            and source.visible_from <= ?4 and ?4 < source.visible_until
        where own.id is not null or source.id is not null
        order by iif(lead.place = 2 and own.id is not null, 4, lead.place), lead.place, lead.left_at desc, lead.id desc
        limit 1
        "#,
        tag,
        slug,
        default,
        now,
        kind,
    )
    .fetch_optional(store.readers())
    .await?;
    let Some(row) = row else { return Ok(None) };
    match (row.own, row.source) {
        (Some(own), _) => Ok(Some(SlugMatch::Own(decode::slug(&own)?))),
        (None, Some(source)) => Ok(Some(SlugMatch::Source { slug: decode::slug(&source)?, is_here: matches!(row.place, 1 | 3) })),
        (None, None) => Ok(None),
    }
}
