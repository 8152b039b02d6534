//! The state of the program: the store, and what every page needs and seldom changes.

use std::collections::HashMap;
use std::sync::{Arc, OnceLock, PoisonError, RwLock};
use std::time::{Duration, Instant};

use domain::language::Language;
use domain::mail::Way;
use domain::page::Furniture;
use domain::setting::Settings;
use store::Store;
use tokio::sync::Notify;

use crate::error::AppError;
use crate::ssr::assets::Assets;
use crate::ssr::now;
use crate::ssr::password::Hasher;
use crate::ssr::secret::Secret;

/// Shared by all requests; clones are cheap.
#[derive(Debug, Clone)]
pub struct State(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    store: Store,
    hasher: Hasher,
    assets: Assets,
    secret: Secret,
    base_url: String,
    is_secure: bool,
    mail: Notify,
    mail_way: OnceLock<Way>,
    kept: RwLock<Kept>,
    media: Notify,
    media_left: Notify,
}

/// Settings, menu and footer, kept for a moment: every page shows them, and they change a few times a day. What this program
/// writes itself is seen at once ([`State::forget`]), what another program wrote to the file after [`KEEP`].
#[derive(Debug, Default)]
struct Kept {
    settings: Option<(Instant, Arc<Settings>)>,
    furniture: HashMap<Language, (Instant, Arc<Furniture>)>,
}

const KEEP: Duration = Duration::from_secs(2);

impl State {
    /// `base_url` is where visitors reach the site, without a trailing slash. `is_secure` is true where that is HTTPS.
    pub fn new(store: Store, assets: Assets, base_url: String, secret: Secret) -> Self {
        let is_secure = base_url.starts_with("https://");
        Self(Arc::new(Inner {
            store,
            hasher: Hasher::new(),
            assets,
            secret,
            base_url,
            is_secure,
            mail: Notify::new(),
            mail_way: OnceLock::new(),
            kept: RwLock::default(),
            media: Notify::new(),
            media_left: Notify::new(),
        }))
    }

    pub fn store(&self) -> &Store {
        &self.0.store
    }

    pub fn hasher(&self) -> &Hasher {
        &self.0.hasher
    }

    pub fn assets(&self) -> &Assets {
        &self.0.assets
    }

    pub fn secret(&self) -> &Secret {
        &self.0.secret
    }

    pub fn base_url(&self) -> &str {
        &self.0.base_url
    }

    pub fn is_secure(&self) -> bool {
        self.0.is_secure
    }

    pub async fn settings(&self) -> Result<Arc<Settings>, AppError> {
        let kept = self.kept(|kept| kept.settings.clone());
        if let Some((_, settings)) = kept.filter(|(since, _)| since.elapsed() < KEEP) {
            return Ok(settings);
        }
        let settings = Arc::new(store::settings::load(self.store()).await?);
        self.keep(|kept| kept.settings = Some((Instant::now(), settings.clone())));
        Ok(settings)
    }

    /// The settings as they were last read, without reading them again: for what must be said even where the database cannot be
    /// asked.
    pub fn last_settings(&self) -> Option<Arc<Settings>> {
        self.kept(|kept| kept.settings.as_ref().map(|(_, settings)| settings.clone()))
    }

    /// Menu, footer and site title in one language.
    pub async fn furniture(&self, language: &Language) -> Result<Arc<Furniture>, AppError> {
        let kept = self.kept(|kept| kept.furniture.get(language).cloned());
        if let Some((_, furniture)) = kept.filter(|(since, _)| since.elapsed() < KEEP) {
            return Ok(furniture);
        }
        let settings = self.settings().await?;
        let furniture = Arc::new(store::pages::furniture(self.store(), language, &settings, now()).await?);
        self.keep(|kept| {
            kept.furniture.insert(language.clone(), (Instant::now(), furniture.clone()));
        });
        Ok(furniture)
    }

    /// Wakes the worker that sends mail. To be called after the commit that put some into the outbox; without it the mail waits
    /// until the worker looks by itself.
    pub fn mail_due(&self) {
        self.0.mail.notify_one();
    }

    /// Waits until [`State::mail_due`] is called, or answers at once where it was since the last time.
    pub async fn mail_wanted(&self) {
        self.0.mail.notified().await;
    }

    /// Where mails go; none where no worker was started.
    pub fn mail_way(&self) -> Option<&Way> {
        self.0.mail_way.get()
    }

    /// Said once, when the worker is made.
    pub fn set_mail_way(&self, way: Way) {
        self.0.mail_way.get_or_init(|| way);
    }

    /// To be called after every write that adds or changes files of the media library: pictures may have to be made smaller.
    pub fn media_changed(&self) {
        self.forget();
        self.0.media.notify_one();
    }

    /// To be called after every write that leaves files of the media library without a row: they have to leave the disk.
    pub fn media_left(&self) {
        self.forget();
        self.0.media_left.notify_one();
    }

    /// Waits until [`State::media_changed`] is called, or answers at once where it was since the last time.
    pub async fn media_is_changed(&self) {
        self.0.media.notified().await;
    }

    /// The same for [`State::media_left`].
    pub async fn media_is_left(&self) {
        self.0.media_left.notified().await;
    }

    /// To be called after every write that could change what is kept.
    pub fn forget(&self) {
        self.keep(|kept| *kept = Kept::default());
    }

    fn kept<T>(&self, read: impl FnOnce(&Kept) -> T) -> T {
        read(&self.0.kept.read().unwrap_or_else(PoisonError::into_inner))
    }

    fn keep(&self, write: impl FnOnce(&mut Kept)) {
        write(&mut self.0.kept.write().unwrap_or_else(PoisonError::into_inner));
    }
}
