//! The languages of an item: read, written, moved to another slug, removed.

use std::collections::{BTreeMap, HashMap};

use domain::item::{ItemKind, ItemRef};
use domain::language::Language;
use domain::markdown::{self, Rendered};
use domain::media::ids_in;
use domain::publication::{LanguageState, Status, language_state};
use domain::text::Slug;
use domain::time::Timestamp;
use serde_json::json;
use sqlx::SqliteConnection;

use super::stored;
use crate::error::Error;
use crate::media;
use crate::sqlite::Write;

/// A language of an item, without its text.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Translation {
    pub(crate) slug: Slug,
    pub(crate) status: Status,
    pub(crate) published_at: Option<Timestamp>,
    pub(crate) unpublished_at: Option<Timestamp>,
    pub(crate) changed_at: Timestamp,
}

impl Translation {
    /// `source_changed_at` is when the default language's text last changed, if there is one.
    pub(crate) fn state(&self, source_changed_at: Option<Timestamp>, now: Timestamp) -> LanguageState {
        language_state(self.status, self.published_at, self.unpublished_at, self.changed_at, source_changed_at, now)
    }
}

/// The languages of an item.
pub(crate) async fn translations(
    connection: &mut SqliteConnection,
    item: impl Into<ItemRef>,
) -> Result<BTreeMap<Language, Translation>, Error> {
    let item = item.into();
    let found = of_items(connection, item.kind, &json!([item.id]).to_string()).await?.remove(&item.id);
    Ok(found.unwrap_or_default().into_iter().collect())
}

/// The languages of items of a kind, each item's by their tags. `ids` is a JSON array.
pub(crate) async fn of_items(
    connection: &mut SqliteConnection,
    kind: ItemKind,
    ids: &str,
) -> Result<HashMap<i64, Vec<(Language, Translation)>>, Error> {
    let kind = kind.as_str();
    let rows = sqlx::query!(
        r#"
        select
            t.item_id, t.language, t.slug, t.status,
            unixepoch(t.published_at) as "published_at?: i64",
            unixepoch(t.unpublished_at) as "unpublished_at?: i64",
            unixepoch(t.changed_at) as "changed_at!: i64"
        from json_each(?2) wanted
        cross join translations t on t.item_kind = ?1 and t.item_id = wanted.value
        order by t.item_id, t.language
        limit 10000
        "#,
        kind,
        ids,
    )
    .fetch_all(connection)
    .await?;
    let mut languages: HashMap<i64, Vec<(Language, Translation)>> = HashMap::new();
    for row in rows {
        let translation = Translation {
            slug: stored::slug(&row.slug)?,
            status: stored::status(&row.status),
            published_at: row.published_at.map(Timestamp),
            unpublished_at: row.unpublished_at.map(Timestamp),
            changed_at: Timestamp(row.changed_at),
        };
        languages.entry(row.item_id).or_default().push((stored::language(&row.language)?, translation));
    }
    Ok(languages)
}

/// A language to write.
pub(crate) struct NewText<'a> {
    pub(crate) language: &'a Language,
    pub(crate) title: &'a str,
    pub(crate) slug: &'a Slug,
    pub(crate) markdown: &'a str,
    /// What was made of it before, if it was.
    pub(crate) rendered: Option<&'a Rendered>,
    /// Words that belong to it before those of the Markdown.
    pub(crate) lead: &'a str,
    /// What a list searches beside the index.
    pub(crate) folded: &'a str,
    /// Where the item has the language already, it stays as published as it was.
    pub(crate) published_at: Option<Timestamp>,
    pub(crate) changed_at: Timestamp,
}

/// Adds or rewrites a language, and what is made of its text.
pub(crate) async fn write_language(tx: &mut Write, item: impl Into<ItemRef>, new: NewText<'_>) -> Result<(), Error> {
    let (item, NewText { language, title, slug, folded, .. }) = (item.into(), &new);
    let fresh;
    let pictures = media::pictures(tx, &ids_in(new.markdown), language).await?;
    let rendered = match new.rendered {
        Some(rendered) => rendered,
        None => {
            let (text, pictures) = (new.markdown.to_owned(), pictures.clone());
            let render = move || markdown::render_with(&text, pictures);
            fresh = tokio::task::spawn_blocking(render).await.expect("rendering ends, and is not cancelled while it is awaited");
            &fresh
        }
    };
    // What was rendered with other pictures than there are now is rendered again.
    let renderer = if rendered.pictures == pictures { markdown::VERSION } else { 0 };
    let (headings, plain) = (json!(rendered.headings).to_string(), plain(new.lead, &rendered.plain));
    let (kind, tag, slug, changed_at) = (item.kind.as_str(), language.as_str(), slug.as_str(), new.changed_at.to_sqlite());
    let status = if new.published_at.is_some() { "published" } else { "draft" };
    let published_at = new.published_at.map(Timestamp::to_sqlite);
    sqlx::query!(
        "
        insert into translations (
            item_kind, item_id, language, slug, status, published_at, changed_at, title, html, headings, plain, words, renderer, folded
        )
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        on conflict (item_kind, item_id, language) do update
        set slug = excluded.slug, changed_at = excluded.changed_at, title = excluded.title, html = excluded.html,
            headings = excluded.headings, plain = excluded.plain, words = excluded.words, renderer = excluded.renderer,
            folded = excluded.folded
        ",
        kind,
        item.id,
        tag,
        slug,
        status,
        published_at,
        changed_at,
        title,
        rendered.html,
        headings,
        plain,
        rendered.words,
        renderer,
        folded,
    )
    .execute(&mut **tx)
    .await
    .map_err(|error| Error::from(error).in_language(language))?;
    Ok(())
}

/// The words of a text.
pub(super) fn plain(lead: &str, rendered: &str) -> String {
    if lead.is_empty() { rendered.to_owned() } else { format!("{lead} {rendered}") }
}

/// Only another slug: the text is the same, so no translation is outdated by it.
pub(crate) async fn move_language(
    tx: &mut Write,
    item: impl Into<ItemRef>,
    language: &Language,
    slug: &Slug,
) -> Result<(), Error> {
    let item = item.into();
    let (kind, tag, slug) = (item.kind.as_str(), language.as_str(), slug.as_str());
    sqlx::query!(
        "update translations set slug = ? where item_kind = ? and item_id = ? and language = ?",
        slug,
        kind,
        item.id,
        tag,
    )
    .execute(&mut **tx)
    .await
    .map_err(|error| Error::from(error).in_language(language))?;
    Ok(())
}

/// Takes a language from an item. Where visitors may have read it, they are led on to the item in another language.
pub(crate) async fn remove_language(
    tx: &mut Write,
    item: impl Into<ItemRef>,
    language: &Language,
    now: Timestamp,
) -> Result<(), Error> {
    let item = item.into();
    let (kind, tag, at) = (item.kind.as_str(), language.as_str(), now.to_sqlite());
    sqlx::query!(
        "
        insert into slug_redirects (item_kind, item_id, language, slug, created_at)
        select item_kind, item_id, language, slug, ?
        from translations
        where item_kind = ? and item_id = ? and language = ? and published_at is not null
        on conflict (item_kind, language, slug) do update set item_id = excluded.item_id, created_at = excluded.created_at
        ",
        at,
        kind,
        item.id,
        tag,
    )
    .execute(&mut **tx)
    .await?;
    sqlx::query!("delete from translations where item_kind = ? and item_id = ? and language = ?", kind, item.id, tag)
        .execute(&mut **tx)
        .await?;
    Ok(())
}
