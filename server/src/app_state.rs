//! The state that all requests share on this side of `app`.

use std::sync::Arc;

use app::ssr::AppContext;
use tokio::sync::Semaphore;

use crate::assets::Files;
use crate::background::TaskHealth;
use crate::config::Config;
use crate::counted_downloads::CountedDownloads;
use crate::first_touches::FirstTouches;
use crate::last_modified::LastModifiedLog;
use crate::media::Library;
use crate::media::cards::CardMaker;
use crate::metrics::Metrics;
use crate::policies::Policies;
use crate::readiness::Readiness;
use crate::throttle::Throttle;
use crate::views::Views;

/// Mails for new passwords that are written at once. More are dropped, as if the address were unknown.
pub const MAX_RESETS_AT_ONCE: usize = 64;

pub struct AppState {
    pub context: AppContext,
    pub config: Config,
    pub files: Files,
    pub library: Arc<Library>,
    /// Draws pictures for links to pages.
    pub cards: CardMaker,
    pub policies: Policies,
    pub metrics: Metrics,
    /// Whether the database took a write the last time that it was tried.
    pub readiness: Readiness,
    /// How the work in the background goes.
    pub background: Arc<TaskHealth>,
    /// Attempts to sign in or to follow a one-time link.
    pub sign_ins: Throttle,
    /// Mails for new passwords that are being written.
    pub resets: Arc<Semaphore>,
    /// Public forms, and links to files that are used.
    pub forms: Throttle,
    /// Where today's visits began.
    pub first_touches: FirstTouches,
    /// Downloads of which another part may come.
    pub counted_downloads: CountedDownloads,
    /// Views that are not written yet.
    pub views: Views,
    /// Since when answers are what they are.
    pub last_modified: LastModifiedLog,
    /// Pages and server functions.
    pub requests: Throttle,
}

impl AppState {
    pub fn new(context: AppContext, config: Config, files: Files, library: Arc<Library>) -> Self {
        Self {
            policies: Policies::new(context.assets()),
            metrics: Metrics::default(),
            readiness: Readiness::default(),
            background: Arc::default(),
            sign_ins: Throttle::per_minute(config.sign_in_per_minute),
            resets: Arc::new(Semaphore::new(MAX_RESETS_AT_ONCE)),
            forms: Throttle::per_minute(config.forms_per_minute),
            first_touches: FirstTouches::default(),
            counted_downloads: CountedDownloads::default(),
            views: Views::default(),
            last_modified: LastModifiedLog::default(),
            requests: Throttle::per_second(config.requests_per_second),
            cards: CardMaker::new(library.program().to_owned()),
            context,
            config,
            files,
            library,
        }
    }
}
