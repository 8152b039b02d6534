//! Settings of the site: rows of `system_settings` on one side, [`Settings`] on the other.

use std::collections::BTreeMap;

use domain::language::{Language, Languages, Localized};
use domain::setting::site_text::SiteTextDraft;
use domain::setting::{Settings, SiteText, SiteTexts};
use domain::text::{self, Email};
use domain::time::Timestamp;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use sqlx::SqliteConnection;

use crate::Store;
use crate::access::{Actor, Admin, Editor, Viewer};
use crate::audit::{self, Action, Entry};
use crate::error::Error;
use crate::sqlite::Write;

/// All settings. A row that is missing counts as its default; so does one that cannot be read, which the log then says: a site
/// with one bad setting is better than none.
pub async fn load(store: &Store) -> Result<Settings, Error> {
    let rows =
        sqlx::query!(r#"select key, value as "value!" from system_settings where value is not null order by key limit 1000"#)
            .fetch_all(store.readers())
            .await?;
    let rows = Rows(rows.into_iter().map(|row| (row.key, row.value)).collect());
    let default = Settings::default();
    Ok(Settings {
        site_title: rows.texts("site_title").unwrap_or(default.site_title),
        site_description: rows.texts("site_description").unwrap_or(default.site_description),
        site_address: rows.texts("site_address").unwrap_or(default.site_address),
        texts: rows.site_texts(),
        languages: Languages::new(
            rows.read("default_language", |text| Language::parse(text).ok()).unwrap_or(default.languages.default),
            rows.languages("supported_languages").unwrap_or(default.languages.all),
        ),
        time_zone: rows.read("time_zone", |text| Some(text.to_owned())).unwrap_or(default.time_zone),
        maintenance_mode: rows.json("maintenance_mode").unwrap_or(default.maintenance_mode),
        session_idle_minutes: rows.positive("session_idle_minutes").unwrap_or(default.session_idle_minutes),
        session_absolute_hours: rows.positive("session_absolute_hours").unwrap_or(default.session_absolute_hours),
        whitepaper_link_hours: rows.positive("whitepaper_link_hours").unwrap_or(default.whitepaper_link_hours),
        whitepaper_link_uses: rows.positive("whitepaper_link_uses").unwrap_or(default.whitepaper_link_uses),
        known_browser_days: rows.positive("known_browser_days").unwrap_or(default.known_browser_days),
        email_from_name: rows
            .read("email_from_name", |text| text::optional_line(text, 100).ok())
            .map_or(default.email_from_name, Option::unwrap_or_default),
        email_from_address: rows.read("email_from_address", |text| Email::parse(text).ok()).unwrap_or(default.email_from_address),
        media_max_megabytes: rows.positive("media_max_megabytes").unwrap_or(default.media_max_megabytes),
        feed_id: rows.read("feed_id", |text| Some(text.to_owned())).unwrap_or(default.feed_id),
    })
}

struct Rows(BTreeMap<String, String>);

impl Rows {
    fn read<T>(&self, key: &str, parse: impl FnOnce(&str) -> Option<T>) -> Option<T> {
        let parsed = parse(self.0.get(key)?);
        if parsed.is_none() {
            tracing::warn!(key, "a setting cannot be read; its default holds");
        }
        parsed
    }

    /// Booleans and numbers are JSON too.
    fn json<T: DeserializeOwned>(&self, key: &str) -> Option<T> {
        self.read(key, |text| serde_json::from_str(text).ok())
    }

    /// A list of tags. One that is none is left out, and the others hold.
    fn languages(&self, key: &str) -> Option<Vec<Language>> {
        let mut languages: Vec<Language> = Vec::new();
        for tag in self.json::<Vec<Value>>(key)? {
            match tag.as_str().map(|tag| Language::parse(tag.trim())) {
                Some(Ok(language)) if languages.contains(&language) => {}
                Some(Ok(language)) => languages.push(language),
                _ => tracing::warn!(key, %tag, "an entry of a setting is no language; the others hold"),
            }
        }
        Some(languages).filter(|languages| !languages.is_empty())
    }

    /// Texts in languages. One that cannot be read is left out, and the others hold.
    fn texts(&self, key: &str) -> Option<Localized<String>> {
        let all = self.json::<BTreeMap<String, Value>>(key)?;
        let texts = all.into_iter().filter_map(|(tag, text)| match (Language::parse(&tag), text) {
            (Ok(language), Value::String(text)) => Some((language, text)),
            (_, text) => {
                tracing::warn!(key, tag, %text, "an entry of a setting is no text in a language; the others hold");
                None
            }
        });
        Some(texts.collect())
    }

    fn site_texts(&self) -> SiteTexts {
        SiteTexts(SiteText::ALL.into_iter().filter_map(|text| Some((text, self.texts(text.as_str())?))).collect())
    }

    fn positive(&self, key: &str) -> Option<i64> {
        self.read(key, |text| text.parse().ok().filter(|number: &u32| *number >= 1).map(i64::from))
    }
}

/// One setting with its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Setting {
    SiteTitle(Localized<String>),
    SiteDescription(Localized<String>),
    /// Line by line.
    SiteAddress(Localized<String>),
    Languages(Languages),
    /// A name of the IANA database.
    TimeZone(String),
    MaintenanceMode(bool),
    /// At least 1.
    SessionIdleMinutes(u32),
    /// At least 1.
    SessionAbsoluteHours(u32),
    /// At least 1.
    WhitepaperLinkHours(u32),
    /// 1 to 1,000.
    WhitepaperLinkUses(u32),
    /// At least 1.
    KnownBrowserDays(u32),
    /// A line, or nothing.
    EmailFromName(String),
    EmailFromAddress(Email),
    /// At least 1.
    MediaMaxMegabytes(u32),
}

impl Setting {
    /// Key, type and value of the rows.
    fn rows(&self) -> Vec<(&'static str, &'static str, String)> {
        let texts = |key, texts: &Localized<String>| vec![(key, "json", json!(texts).to_string())];
        let number = |key, number: u32| vec![(key, "integer", number.max(1).to_string())];
        match self {
            Self::SiteTitle(value) => texts("site_title", value),
            Self::SiteDescription(value) => texts("site_description", value),
            Self::SiteAddress(value) => texts("site_address", value),
            Self::Languages(value) => vec![
                ("supported_languages", "json", json!(value.all).to_string()),
                ("default_language", "string", value.default.to_string()),
            ],
            Self::TimeZone(value) => vec![("time_zone", "string", value.clone())],
            Self::MaintenanceMode(value) => vec![("maintenance_mode", "boolean", value.to_string())],
            Self::SessionIdleMinutes(value) => number("session_idle_minutes", *value),
            Self::SessionAbsoluteHours(value) => number("session_absolute_hours", *value),
            Self::WhitepaperLinkHours(value) => number("whitepaper_link_hours", *value),
            Self::WhitepaperLinkUses(value) => number("whitepaper_link_uses", (*value).min(1_000)),
            Self::KnownBrowserDays(value) => number("known_browser_days", *value),
            Self::EmailFromName(value) => vec![("email_from_name", "string", value.clone())],
            Self::EmailFromAddress(value) => vec![("email_from_address", "string", value.to_string())],
            Self::MediaMaxMegabytes(value) => number("media_max_megabytes", *value),
        }
    }
}

/// Changes a setting. Another default language moves the paths of all pages: `Taken` at `slug` where two would get the same.
pub async fn set(store: &Store, by: &Admin, setting: &Setting, now: Timestamp) -> Result<(), Error> {
    let mut tx = store.begin_write().await?;
    set_in(&mut tx, by, setting.rows(), now).await?;
    tx.commit().await?;
    Ok(())
}

/// What editors have worded, as the screen shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredSiteTexts {
    pub texts: SiteTexts,
    /// Rises by one whenever they are changed; 0 where none was ever stored.
    pub version: i64,
    pub updated_at: Option<Timestamp>,
}

/// The row whose version is that of all texts together. Its value counts the changes.
const SITE_TEXTS_VERSION: &str = "site_texts_version";

/// The texts that editors word, of the languages of the site.
pub async fn site_texts(store: &Store, _by: &Viewer, languages: &Languages) -> Result<StoredSiteTexts, Error> {
    read_site_texts(&mut *store.readers().acquire().await?, languages).await
}

async fn read_site_texts(connection: &mut SqliteConnection, languages: &Languages) -> Result<StoredSiteTexts, Error> {
    let keys: Vec<&str> = SiteText::ALL.into_iter().map(SiteText::as_str).chain([SITE_TEXTS_VERSION]).collect();
    let keys = json!(keys).to_string();
    let rows = sqlx::query!(
        r#"
        select key, coalesce(value, '{}') as "value!: String", version, unixepoch(updated_at) as "updated_at?: i64"
        from system_settings
        where key in (select value from json_each(?))
        order by key
        limit 100
        "#,
        keys,
    )
    .fetch_all(connection)
    .await?;
    let version = rows.iter().find(|row| row.key == SITE_TEXTS_VERSION).map_or(0, |row| row.version);
    let updated_at = rows.iter().filter_map(|row| row.updated_at).max();
    let mut texts = Rows(rows.into_iter().map(|row| (row.key, row.value)).collect()).site_texts();
    for texts in texts.0.values_mut() {
        texts.0.retain(|language, _| languages.find(language.as_str()).is_some());
    }
    texts.0.retain(|_, texts| !texts.0.is_empty());
    Ok(StoredSiteTexts { texts, version, updated_at: updated_at.map(Timestamp) })
}

/// Stores the texts of the languages of the site; [`Error::Stale`] if somebody else changed one of them since the draft's version.
/// Texts in languages that the site no longer has stay.
pub async fn save_site_texts(
    store: &Store,
    by: &Editor,
    draft: &SiteTextDraft,
    languages: &Languages,
    now: Timestamp,
) -> Result<StoredSiteTexts, Error> {
    let mut tx = store.begin_write().await?;
    let stored = read_site_texts(&mut tx, languages).await?;
    if stored.version != draft.version {
        return Err(Error::Stale);
    }
    let mut is_changed = false;
    for text in SiteText::ALL {
        let wanted = draft.texts.0.get(&text).cloned().unwrap_or_default();
        if stored.texts.0.get(&text).cloned().unwrap_or_default() == wanted {
            continue;
        }
        let mut value = other_languages(&mut tx, text, languages).await?;
        value.0.extend(wanted.0);
        set_in(&mut tx, by, vec![(text.as_str(), "json", json!(value).to_string())], now).await?;
        is_changed = true;
    }
    if is_changed {
        write(&mut tx, SITE_TEXTS_VERSION, "integer", &(stored.version + 1).to_string(), now).await?;
    }
    let stored = read_site_texts(&mut tx, languages).await?;
    tx.commit().await?;
    Ok(stored)
}

/// What is stored of a text in languages that the site does not have now.
async fn other_languages(tx: &mut Write, text: SiteText, languages: &Languages) -> Result<Localized<String>, Error> {
    let key = text.as_str();
    let value = sqlx::query_scalar!("select value from system_settings where key = ?", key).fetch_optional(&mut **tx).await?;
    let rows = Rows(value.flatten().map(|value| (key.to_owned(), value)).into_iter().collect());
    let mut texts = rows.texts(key).unwrap_or_default();
    texts.0.retain(|language, _| languages.find(language.as_str()).is_none());
    Ok(texts)
}

/// Writes rows by key, type and value, and tells the log what is different.
async fn set_in(
    tx: &mut Write,
    by: &Actor,
    rows: Vec<(&'static str, &'static str, String)>,
    now: Timestamp,
) -> Result<(), Error> {
    for (key, kind, value) in rows {
        let before = write(tx, key, kind, &value, now).await?;
        let entry = |text: Option<String>| text.map(|text| json!({ key: text }));
        let (before, after): (Option<Value>, _) = (entry(before), entry(Some(value)));
        if before != after {
            audit::append(tx, by, now, Entry { action: Action::Changed, item_kind: "setting", item_id: None, before, after })
                .await?;
        }
    }
    Ok(())
}

/// Answers the value before.
async fn write(tx: &mut Write, key: &str, kind: &str, value: &str, now: Timestamp) -> Result<Option<String>, Error> {
    let now = now.to_sqlite();
    let before = sqlx::query_scalar!("select value from system_settings where key = ?", key).fetch_optional(&mut **tx).await?;
    sqlx::query!(
        "insert into system_settings (key, type, value, created_at, updated_at)
        values (?1, ?2, ?3, ?4, ?4)
        on conflict (key) do update
        set type = excluded.type, value = excluded.value, updated_at = excluded.updated_at, version = version + 1
        where value is not excluded.value",
        key,
        kind,
        value,
        now,
    )
    .execute(&mut **tx)
    .await?;
    Ok(before.flatten())
}
