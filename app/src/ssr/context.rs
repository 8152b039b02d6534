//! The state of the program: the store, and what every page needs and seldom changes.

use std::collections::HashMap;
use std::sync::{Arc, OnceLock, PoisonError, RwLock};
use std::time::{Duration, Instant};

use domain::block::LiveList;
use domain::glossary::{Glossary, TermKind};
use domain::language::Language;
use domain::mail::MailTransport;
use domain::page::{PageCard, SiteChrome, Template};
use domain::setting::Settings;
use domain::text::Slug;
use domain::whitepaper::Category;
use domain::whitepaper::public::Card;
use store::Store;
use store::changes::{Topic, Topics};
use store::media::SharingPicture;

use crate::error::AppError;
use crate::ssr::assets::Assets;
use crate::ssr::now;
use crate::ssr::password::Hasher;
use crate::ssr::secret::Secret;
use crate::text::UiLanguage;

/// Shared by all requests; clones are cheap.
#[derive(Debug, Clone)]
pub struct AppContext(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    store: Store,
    hasher: Hasher,
    assets: Assets,
    secret: Secret,
    base_url: String,
    is_secure: bool,
    mail_transport: OnceLock<MailTransport>,
    cached: RwLock<Cached>,
}

/// Settings, menu, footer and live lists: many pages show them, and they change a few times a day. They are cached until a commit
/// changes what they were read from ([`store::changes`]).
#[derive(Debug, Default)]
struct Cached {
    settings: Option<(u64, Arc<Settings>)>,
    glossary: Option<(u64, Arc<Glossary>)>,
    site_chrome: Brief<SiteChrome>,
    latest_whitepapers: Brief<Vec<Card>>,
    /// By the hashes of the pictures of a page, with the version of the library.
    sharing_pictures: (u64, HashMap<String, Option<Arc<SharingPicture>>>),
    page_lists: HashMap<PageList, (u64, Instant, Arc<Vec<PageCard>>)>,
}

/// A live list of pages in a language.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum PageList {
    Articles(Language),
    /// The pages below the one with this slug in the first language, in the second.
    Below(Language, Slug, Language),
    Template(Template, Language),
}

/// Lists of pages that are cached; more than any site has. Beyond this many, all are read anew.
const MAX_PAGE_LISTS: usize = 100;

/// A value for each language, with the version of its topics and the time at which it was read.
type Brief<T> = HashMap<Language, (u64, Instant, Arc<T>)>;

/// Pages of which the picture for other sites is known. Of more, all are asked for again.
const MAX_SHARING_PICTURES: usize = 1_000;

/// Links also appear and disappear by the clock, without a commit.
const BRIEF_MAX_AGE: Duration = Duration::from_secs(2);

impl AppContext {
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
            mail_transport: OnceLock::new(),
            cached: RwLock::default(),
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
        let version = self.version(Topic::Settings);
        let cached = self.cached(|cached| cached.settings.clone());
        if let Some((_, settings)) = cached.filter(|(of, _)| *of == version) {
            return Ok(settings);
        }
        let settings = Arc::new(store::settings::load(self.store()).await?);
        self.update_cache(|cached| cached.settings = Some((version, settings.clone())));
        Ok(settings)
    }

    /// The settings as they were last read, without reading them again: for what must be said even where the database cannot be
    /// asked.
    pub fn last_settings(&self) -> Option<Arc<Settings>> {
        self.cached(|cached| cached.settings.as_ref().map(|(_, settings)| settings.clone()))
    }

    /// What terms are called in each language of the site. Of a category without a label of its own it has the program's word.
    pub async fn glossary(&self) -> Result<Arc<Glossary>, AppError> {
        let version = self.version(Topic::Glossary | Topic::Settings);
        let cached = self.cached(|cached| cached.glossary.clone());
        if let Some((_, glossary)) = cached.filter(|(of, _)| *of == version) {
            return Ok(glossary);
        }
        let mut glossary = store::glossary::load(self.store()).await?;
        for language in &self.settings().await?.languages.all {
            for category in Category::ALL {
                let word = UiLanguage::of(language).category(category);
                glossary.or_insert(TermKind::Category, category.as_str(), language, word);
            }
        }
        let glossary = Arc::new(glossary);
        self.update_cache(|cached| cached.glossary = Some((version, glossary.clone())));
        Ok(glossary)
    }

    /// Menu, footer and site title in one language.
    pub async fn site_chrome(&self, language: &Language) -> Result<Arc<SiteChrome>, AppError> {
        let topics = Topic::Pages | Topic::Settings | Topic::Translations | Topic::Whitepapers;
        self.brief(
            language,
            topics,
            |cached| &mut cached.site_chrome,
            async |settings| Ok(store::pages::site_chrome(self.store(), language, settings, now()).await?),
        )
        .await
    }

    /// The site chrome as it was last read, as [`AppContext::last_settings`].
    pub fn last_site_chrome(&self, language: &Language) -> Option<Arc<SiteChrome>> {
        self.cached(|cached| cached.site_chrome.get(language).map(|(.., site_chrome)| site_chrome.clone()))
    }

    /// The newest whitepapers in one language, [`LiveList::MAX_COUNT`] at most.
    pub async fn latest_whitepapers(&self, language: &Language) -> Result<Arc<Vec<Card>>, AppError> {
        let topics = Topic::Media | Topic::Settings | Topic::Translations | Topic::Whitepapers;
        self.brief(
            language,
            topics,
            |cached| &mut cached.latest_whitepapers,
            async |settings| {
                Ok(store::whitepapers::latest(self.store(), language, &settings.languages, LiveList::MAX_COUNT, now()).await?)
            },
        )
        .await
    }

    /// The picture for other sites of a page that shows these files, by their hashes.
    pub async fn sharing_picture(&self, hashes: &[&str]) -> Result<Option<Arc<SharingPicture>>, AppError> {
        let (version, key) = (self.version(Topic::Media), hashes.concat());
        let known = self.cached(|cached| {
            let (of, pictures) = &cached.sharing_pictures;
            if *of == version { pictures.get(&key).cloned() } else { None }
        });
        if let Some(known) = known {
            return Ok(known);
        }
        let picture = store::media::sharing_picture(self.store(), hashes).await?.map(Arc::new);
        self.update_cache(|cached| {
            let (of, pictures) = &mut cached.sharing_pictures;
            if *of != version || pictures.len() >= MAX_SHARING_PICTURES {
                (*of, *pictures) = (version, HashMap::new());
            }
            pictures.insert(key, picture.clone());
        });
        Ok(picture)
    }

    /// The newest pages of a list, [`LiveList::MAX_COUNT`] at most.
    pub async fn page_list(&self, list: &PageList) -> Result<Arc<Vec<PageCard>>, AppError> {
        let version = self.version(Topic::Media | Topic::Pages | Topic::Settings | Topic::Translations | Topic::Users);
        let cached = self.cached(|cached| cached.page_lists.get(list).cloned());
        if let Some((.., cards)) = cached.filter(|(of, since, _)| *of == version && since.elapsed() < BRIEF_MAX_AGE) {
            return Ok(cards);
        }
        let (store, settings, limit) = (self.store(), self.settings().await?, LiveList::MAX_COUNT);
        let languages = &settings.languages;
        let cards = match list {
            PageList::Articles(language) => store::pages::article_cards(store, language, languages, limit, now()).await,
            PageList::Below(of, slug, language) => {
                store::pages::child_cards(store, (of, slug), language, languages, limit, now()).await
            }
            PageList::Template(template, language) => {
                store::pages::template_cards(store, *template, language, languages, limit, now()).await
            }
        };
        let cards = Arc::new(cards?);
        self.update_cache(|cached| {
            if cached.page_lists.len() >= MAX_PAGE_LISTS {
                cached.page_lists.clear();
            }
            cached.page_lists.insert(list.clone(), (version, Instant::now(), cards.clone()));
        });
        Ok(cards)
    }

    /// The kept value, or a fresh one where it is missing, too old, or of another version.
    async fn brief<T>(
        &self,
        language: &Language,
        topics: Topics,
        place: fn(&mut Cached) -> &mut Brief<T>,
        read: impl AsyncFnOnce(&Settings) -> Result<T, AppError>,
    ) -> Result<Arc<T>, AppError> {
        let version = self.version(topics);
        let cached = self.update_cache(|cached| place(cached).get(language).cloned());
        if let Some((.., brief)) = cached.filter(|(of, since, _)| *of == version && since.elapsed() < BRIEF_MAX_AGE) {
            return Ok(brief);
        }
        let settings = self.settings().await?;
        let brief = Arc::new(read(&settings).await?);
        self.update_cache(|cached| place(cached).insert(language.clone(), (version, Instant::now(), brief.clone())));
        Ok(brief)
    }

    /// Read it before the data that is cached ([`store::changes::Changes::version`]).
    fn version(&self, topics: impl Into<Topics>) -> u64 {
        self.store().changes().version(topics)
    }

    /// Where mails go; none where no worker was started.
    pub fn mail_transport(&self) -> Option<&MailTransport> {
        self.0.mail_transport.get()
    }

    /// Whether mails go to a mail server, and are not only kept as files.
    pub fn sends_mail(&self) -> bool {
        matches!(self.mail_transport(), Some(MailTransport::Server(_)))
    }

    /// Said once, when the worker is made.
    pub fn set_mail_transport(&self, transport: MailTransport) {
        self.0.mail_transport.get_or_init(|| transport);
    }

    fn cached<T>(&self, read: impl FnOnce(&Cached) -> T) -> T {
        read(&self.0.cached.read().unwrap_or_else(PoisonError::into_inner))
    }

    fn update_cache<T>(&self, write: impl FnOnce(&mut Cached) -> T) -> T {
        write(&mut self.0.cached.write().unwrap_or_else(PoisonError::into_inner))
    }
}
