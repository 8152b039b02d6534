//! One page as its editor's screen shows it, and which slugs are free for it.

use domain::address;
use domain::id::PageId;
use domain::language::Language;
use domain::page::PageDetail;
use domain::publication::language_state;
use domain::text::Slug;
use domain::time::Timestamp;

use super::stored::{self, Stored};
use crate::access::Viewer;
use crate::error::Error;
use crate::settings;
use crate::sqlite::Store;

/// A page with all its texts, in the trash too. The texts of which a translation may be older are those in the site's default
/// language.
pub async fn detail(store: &Store, _by: &Viewer, id: PageId, now: Timestamp) -> Result<PageDetail, Error> {
    let languages = settings::load(store).await?.languages;
    let mut tx = store.begin_read().await?;
    let stored = Stored::read(&mut tx, id).await?;
    tx.commit().await?;
    let source_changed_at = stored.languages.get(&languages.default).map(|source| source.changed_at);
    let states = stored.languages.iter().map(|(language, own)| {
        let state = language_state(own.status, own.published_at, own.unpublished_at, own.changed_at, source_changed_at, now);
        (language.clone(), state)
    });
    Ok(PageDetail {
        form: stored::form(&stored.draft),
        states: states.collect(),
        updated_at: stored.updated_at,
        updated_by: stored.updated_by,
        deleted_at: stored.deleted_at,
    })
}

/// Whether no live page but `except` has this slug. Whether it belongs to the program is `domain::address::check_free`'s matter.
pub async fn slug_is_free(
    store: &Store,
    _by: &Viewer,
    language: &Language,
    slug: &Slug,
    except: Option<PageId>,
) -> Result<bool, Error> {
    let (language, slug, except) = (language.as_str(), slug.as_str(), except.map(|id| id.0));
    let is_taken = sqlx::query_scalar!(
        r#"
        select exists (
            select 1
            from page_languages
            where language = ? and slug = ? and deleted_at is null and page_id is not ?
        ) as "is_taken!: bool"
        "#,
        language,
        slug,
        except,
    )
    .fetch_one(store.readers())
    .await?;
    Ok(!is_taken)
}

/// This slug where neither a page but `except` nor the program itself has it, else the first that is free of `about-2`,
/// `about-3` and so on.
pub async fn propose_slug(
    store: &Store,
    by: &Viewer,
    language: &Language,
    base: &Slug,
    except: Option<PageId>,
) -> Result<Slug, Error> {
    let languages = settings::load(store).await?.languages;
    let is_reserved = address::check_free(base, &languages).is_err();
    if !is_reserved && slug_is_free(store, by, language, base, except).await? {
        return Ok(base.clone());
    }
    let (tag, base, except) = (language.as_str(), stem(base), except.map(|id| id.0));
    let number = sqlx::query_scalar!(
        r#"
        with recursive numbers (number) as (
            select 2
            union all
            select number + 1 from numbers where number < 100000
        )
        select number as "number!: i64"
        from numbers
        where not exists (
            select 1
            from page_languages
            where language = ? and slug = ? || '-' || number and deleted_at is null and page_id is not ?
        )
        limit 1
        "#,
        tag,
        base,
        except,
    )
    .fetch_one(store.readers())
    .await?;
    // `api-2` does not belong to the program although `api` does: only whole first parts are reserved.
    stored::slug(&format!("{base}-{number}"))
}

/// What a number is put behind: short enough for it, and never nothing.
fn stem(slug: &Slug) -> &str {
    let slug = slug.as_str();
    let stem = slug[..slug.len().min(Slug::MAX - 10)].trim_end_matches(['-', '/']);
    if stem.is_empty() { "home" } else { stem }
}
