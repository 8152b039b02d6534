//! The glossary: what categories, tags and industries are called in each language, and which of them are in use.

use std::collections::{BTreeMap, BTreeSet};

use domain::glossary::{self, Glossary, TermDraft, TermFilter, TermKind, TermRow};
use domain::invalid::{Invalid, Problem};
use domain::language::{Language, Languages, Localized};
use domain::list::{ListPage, MAX_SIZE, PageScan, SortKey, SortOrder, SortValue};
use domain::time::Timestamp;
use domain::whitepaper::Category;
use serde_json::json;
use sqlx::SqliteConnection;

use crate::access::{Editor, Viewer};
use crate::audit::{self, Action, Entry};
use crate::error::Error;
use crate::sqlite::{Store, Write};

/// Terms that may have labels; far more than a site has.
const MAX_TERMS: i64 = 10_000;

/// Items that are asked for their terms; more than any site has.
const MAX_ITEMS: i64 = 5_000;

/// Every label that is stored.
pub async fn load(store: &Store) -> Result<Glossary, Error> {
    let mut glossary = Glossary::default();
    for ((kind, term), stored) in stored(&mut *store.readers().acquire().await?).await? {
        glossary.insert(kind, term, stored.labels);
    }
    Ok(glossary)
}

/// One page of the terms that are in use or have a label, sorted by kind and name; how many of all lack a label.
pub async fn list(
    store: &Store,
    _by: &Viewer,
    filter: &TermFilter,
    languages: &Languages,
) -> Result<(ListPage<TermRow>, i64), Error> {
    let all = rows(store, languages).await?;
    let missing = all.iter().filter(|row| row.lacks_any(languages)).count() as i64;
    let order = SortOrder { name: "term", value: SortValue::Text, direction: domain::list::Direction::Ascending };
    let scan = PageScan::new(&filter.paging, order, MAX_SIZE);
    let key = |row: &TermRow| SortKey { value: row.sort_value(), id: 1 };
    let mut found: Vec<TermRow> = all.into_iter().filter(|row| filter.is_wanted(row, languages)).collect();
    let total = found.len() as i64;
    found.sort_by_cached_key(TermRow::sort_value);
    if !scan.is_ascending() {
        found.reverse();
    }
    if scan.start().is_some() {
        let start = scan.start_or_end();
        found.retain(|row| if scan.is_ascending() { key(row) > start } else { key(row) < start });
    }
    found.truncate(scan.limit() as usize);
    Ok((scan.page(found, Some(total), key), missing))
}

/// One term; [`Error::NotFound`] where nothing has it and it has no label.
pub async fn term(store: &Store, _by: &Viewer, kind: TermKind, term: &str, languages: &Languages) -> Result<TermRow, Error> {
    rows(store, languages).await?.into_iter().find(|row| row.kind == kind && row.term == term).ok_or(Error::NotFound)
}

/// Stores the labels of a term that has the draft's version ([`Error::Stale`] if it has another by now). A term that nothing has
/// and that was never stored is [`Error::NotFound`]. Labels in languages that the site no longer has stay.
pub async fn save(
    store: &Store,
    by: &Editor,
    draft: &TermDraft,
    languages: &Languages,
    now: Timestamp,
) -> Result<TermRow, Error> {
    let uses = uses(&mut *store.readers().acquire().await?).await?;
    let uses = uses.get(&(draft.kind, draft.term.clone())).copied();
    let (kind, at) = (draft.kind.as_str(), now.to_sqlite());
    let mut tx = store.begin_write().await?;
    let old = sqlx::query!("select id, labels, version from terms where kind = ? and term = ?", kind, draft.term)
        .fetch_optional(&mut *tx)
        .await?;
    if old.as_ref().map_or(0, |old| old.version) != draft.version {
        return Err(Error::Stale);
    }
    let before = old.as_ref().map(|old| labels(&old.labels)).transpose()?;
    let mut after = draft.labels.clone();
    let hidden = before.iter().flat_map(|labels| &labels.0).filter(|(language, _)| languages.find(language.as_str()).is_none());
    after.0.extend(hidden.map(|(language, label)| (language.clone(), label.clone())));
    let row = |version| TermRow {
        kind: draft.kind,
        term: draft.term.clone(),
        version,
        labels: draft.labels.0.clone(),
        uses: uses.unwrap_or_default(),
    };
    if before.clone().unwrap_or_default() == after {
        return Ok(row(draft.version));
    }
    let text = json!(after).to_string();
    let id = match old {
        Some(old) => {
            let version = old.version + 1;
            sqlx::query!("update terms set labels = ?, updated_at = ?, version = ? where id = ?", text, at, version, old.id)
                .execute(&mut *tx)
                .await?;
            old.id
        }
        None if uses.is_none() => return Err(Error::NotFound),
        None => insert(&mut tx, draft, &text, &at).await?,
    };
    let entry = Entry {
        action: Action::Changed,
        item_kind: "term",
        item_id: Some(id),
        before: before.map(|labels| json!({ "kind": kind, "term": draft.term, "labels": labels })),
        after: Some(json!({ "kind": kind, "term": draft.term, "labels": after })),
    };
    audit::append(&mut tx, by, now, entry).await?;
    tx.commit().await?;
    Ok(row(draft.version + 1))
}

/// Its id.
async fn insert(tx: &mut Write, draft: &TermDraft, labels: &str, at: &str) -> Result<i64, Error> {
    let kind = draft.kind.as_str();
    let count = sqlx::query_scalar!("select count(*) from terms").fetch_one(&mut **tx).await?;
    if count >= MAX_TERMS {
        return Err(Error::Invalid(Invalid::at("term", Problem::TooLong { max: MAX_TERMS as usize })));
    }
    let id = sqlx::query_scalar!(
        r#"
        insert into terms (kind, term, labels, created_at, updated_at)
        values (?1, ?2, ?3, ?4, ?4)
        returning id as "id!: i64"
        "#,
        kind,
        draft.term,
        labels,
        at,
    )
    .fetch_one(&mut **tx)
    .await?;
    Ok(id)
}

type Term = (TermKind, String);

/// Every category, and every term that something has or that has a label.
async fn rows(store: &Store, languages: &Languages) -> Result<Vec<TermRow>, Error> {
    let mut connection = store.readers().acquire().await?;
    let (mut uses, mut stored) = (uses(&mut connection).await?, stored(&mut connection).await?);
    stored.retain(|term, stored| uses.contains_key(term) || !stored.labels.0.is_empty());
    let terms: BTreeSet<Term> = uses.keys().chain(stored.keys()).cloned().collect();
    let row = |term: Term| {
        let (uses, stored) = (uses.remove(&term).unwrap_or_default(), stored.remove(&term).unwrap_or_default());
        let mut labels = stored.labels.0;
        labels.retain(|language, _| languages.find(language.as_str()).is_some());
        TermRow { kind: term.0, term: term.1, version: stored.version, labels, uses }
    };
    Ok(terms.into_iter().map(row).collect())
}

#[derive(Default)]
struct Stored {
    version: i64,
    labels: Localized<String>,
}

async fn stored(connection: &mut SqliteConnection) -> Result<BTreeMap<Term, Stored>, Error> {
    let rows = sqlx::query!("select kind, term, labels, version from terms order by kind, term limit ?", MAX_TERMS)
        .fetch_all(connection)
        .await?;
    rows.into_iter()
        .map(|row| {
            let kind = TermKind::parse(&row.kind).ok_or_else(|| Error::unreadable(&row.kind))?;
            Ok(((kind, row.term), Stored { version: row.version, labels: labels(&row.labels)? }))
        })
        .collect()
}

fn labels(stored: &str) -> Result<Localized<String>, Error> {
    let labels: BTreeMap<Language, String> = serde_json::from_str(stored).map_err(Error::unreadable)?;
    Ok(Localized(labels))
}

/// How many items outside the trash have each term, live or in their draft. Every category is in it.
async fn uses(connection: &mut SqliteConnection) -> Result<BTreeMap<Term, i64>, Error> {
    let rows = sqlx::query!(
        r#"
        select
            w.category,
            coalesce(w.tags, '[]') as "tags!: String",
            coalesce(w.industry, '[]') as "industries!: String",
            r.snapshot ->> '$.category' as "draft_category?: String",
            r.snapshot ->> '$.tags' as "draft_tags?: String",
            r.snapshot ->> '$.industries' as "draft_industries?: String"
        from whitepapers w
        left join revisions r on r.item_kind = 'whitepaper' and r.item_id = w.id and r.number = (
            select max(number) from revisions where item_kind = 'whitepaper' and item_id = w.id
        )
        where w.deleted_at is null
        order by w.id
        limit ?
        "#,
        MAX_ITEMS,
    )
    .fetch_all(connection)
    .await?;
    let mut uses: BTreeMap<Term, i64> =
        Category::ALL.into_iter().map(|category| ((TermKind::Category, category.as_str().to_owned()), 0)).collect();
    for row in rows {
        let typed = |parse: fn(&str) -> Result<Vec<String>, Problem>, typed: Option<String>| {
            typed.and_then(|typed| parse(&typed).ok()).unwrap_or_default()
        };
        let live: Vec<String> = serde_json::from_str(&row.tags).map_err(Error::unreadable)?;
        let tags = live.into_iter().chain(typed(glossary::tags, row.draft_tags));
        let live: Vec<String> = serde_json::from_str(&row.industries).map_err(Error::unreadable)?;
        let industries = live.into_iter().chain(typed(glossary::terms, row.draft_industries));
        let categories = [row.category, row.draft_category].into_iter().flatten();
        let terms: BTreeSet<Term> = categories
            .map(|category| (TermKind::Category, category))
            .chain(tags.map(|tag| (TermKind::Tag, tag)))
            .chain(industries.map(|industry| (TermKind::Industry, industry)))
            .filter(|(_, term)| !term.is_empty())
            .collect();
        for term in terms {
            *uses.entry(term).or_default() += 1;
        }
    }
    // A category that is none of the program's is shown as the usual one.
    uses.retain(|(kind, term), _| *kind != TermKind::Category || Category::parse(term).is_ok());
    Ok(uses)
}
