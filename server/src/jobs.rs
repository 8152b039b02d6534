//! Background work, by the clock or after a commit. Every hour, sessions and links that are over, mails that were sent long ago or
//! left half written, and consents that nobody confirmed go away, scheduled changes whose time has come are put into their columns,
//! and the query planner looks at what has grown. Mails are sent, pictures are made smaller, texts are rendered again, and files
//! that no row knows leave the disk.

use std::collections::HashSet;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use app::ssr::{AppContext, now};
use domain::time::Timestamp;
use store::changes::Topic;
use tokio::sync::watch;

use crate::app_state::AppState;
use crate::background::BackgroundTask;
use crate::file_time;
use crate::mailer::{Mailer, folder};
use crate::media::{sweep as files, variants};
use crate::views;

const HOUR: Duration = Duration::from_secs(60 * 60);

/// Pause after a failure; a commit ends it sooner.
const RETRY_PAUSE: Duration = Duration::from_secs(60);

/// Pause where others compute too much at once.
const BUSY_PAUSE: Duration = Duration::from_secs(2);

/// All background workers. `program` is this binary, which is started again for each picture.
pub fn all(state: &Arc<AppState>, program: PathBuf, mailer: Mailer, ended: &watch::Receiver<bool>) -> Vec<BackgroundTask> {
    let ended = ended.clone();
    let started = file_time::now();
    vec![
        work("media-sweep", state, sweep_media),
        BackgroundTask::new("mailer", move || mailer.again().run(ended.clone())).finishes_on_shutdown(),
        work("external-commits", state, watch_external_commits),
        work("hourly-cleanup", state, move |state| clean_up_hourly(state, started)),
        work("renderings", state, render_marked),
        work("variants", state, move |state| make_variants(state, program.clone())),
        work("flush-counters", state, flush_counters),
    ]
}

fn work<F: Future<Output = ()> + Send + 'static>(
    name: &'static str,
    state: &Arc<AppState>,
    begin: impl Fn(Arc<AppState>) -> F + Send + Sync + 'static,
) -> BackgroundTask {
    let state = state.clone();
    BackgroundTask::new(name, move || begin(state.clone()))
}

async fn watch_external_commits(state: Arc<AppState>) {
    state.context.store().watch_external_commits().await;
}

/// `started` is when this program did: it writes none of the mails that are older.
async fn clean_up_hourly(state: Arc<AppState>, started: SystemTime) {
    let mut hourly = tokio::time::interval(HOUR);
    // One that fails every hour is told once.
    let mut told = HashSet::new();
    loop {
        hourly.tick().await;
        match store::publishing::apply_due_changes(state.context.store(), now()).await {
            Ok(applied) => {
                if applied.items > 0 {
                    tracing::info!(items = applied.items, "planned changes are in their columns");
                }
                for (item, error) in applied.failed {
                    if told.insert(item) {
                        tracing::error!(?item, %error, "a planned change could not be written into its columns");
                    }
                }
            }
            Err(error) => held_up(&mut hourly, &error, "planned changes could not be written into their columns"),
        }
        if let Err(error) = state.context.store().optimize().await {
            tracing::warn!(%error, "could not refresh the statistics of the query planner");
        }
        let mails = state.config.mail_dir();
        match tokio::task::spawn_blocking(move || folder::sweep(&mails, started)).await {
            Ok(Ok(0)) => {}
            Ok(Ok(mails)) => tracing::info!(mails, "deleted mails that were left half written"),
            Ok(Err(error)) => tracing::error!(%error, "the folder of the mails could not be looked through"),
            Err(error) => tracing::error!(%error, "the folder of the mails could not be looked through"),
        }
        let mails = state.config.mail_dir();
        let before = file_time::now().checked_sub(KEEP_MAIL_FILES).unwrap_or(SystemTime::UNIX_EPOCH);
        match tokio::task::spawn_blocking(move || folder::delete_old(&mails, before)).await {
            Ok(Ok(0)) => {}
            Ok(Ok(mails)) => tracing::info!(mails, "deleted old mails that are files"),
            Ok(Err(error)) => tracing::error!(%error, "old mails that are files could not be deleted"),
            Err(error) => tracing::error!(%error, "old mails that are files could not be deleted"),
        }
        match sweep(&state.context).await {
            Ok(Swept { sessions: 0, links: 0, mails: 0, consents: 0 }) => {}
            Ok(Swept { sessions, links, mails, consents }) => {
                tracing::info!(sessions, links, mails, consents, "deleted what is over");
            }
            Err(error) => held_up(&mut hourly, &error, "what is over could not be deleted"),
        }
    }
}

/// Logs why the hourly work failed. What passes by itself is no error, and the work is done soon after.
fn held_up(hourly: &mut tokio::time::Interval, error: &store::Error, failed: &'static str) {
    match error {
        store::Error::Busy | store::Error::Unavailable(_) => {
            tracing::warn!(%error, "{failed}; tried again in {RETRY_PAUSE:?}");
            hourly.reset_after(RETRY_PAUSE);
        }
        error => tracing::error!(%error, "{failed}"),
    }
}

/// Renders what a commit marked and could not render itself. What other programs marked too.
async fn render_marked(state: Arc<AppState>) {
    match store::search::refold(state.context.store()).await {
        Ok(0) => {}
        Ok(rows) => tracing::info!(rows, "folded words again"),
        Err(error) => tracing::warn!(%error, "words could not be folded again; the next start does it"),
    }
    let mut marked = state.context.store().changes().subscribe(Topic::Media | Topic::Translations);
    loop {
        marked.see();
        match store::publishing::rerender_stale(state.context.store()).await {
            Ok(0) => {}
            Ok(texts) => tracing::info!(texts, "rendered texts again"),
            // Others compute; the texts of before are served meanwhile.
            Err(store::Error::Busy) => {
                tokio::time::sleep(BUSY_PAUSE).await;
                continue;
            }
            Err(error) => {
                tracing::warn!(%error, "texts could not be rendered again");
                tokio::time::sleep(RETRY_PAUSE).await;
                continue;
            }
        }
        marked.changed().await;
    }
}

/// At the start, too: a crash may have left variants to be made.
async fn make_variants(state: Arc<AppState>, program: PathBuf) {
    let mut media = state.context.store().changes().subscribe(Topic::Media);
    loop {
        media.see();
        match variants::make_due(state.context.store(), &state.library, &program).await {
            Ok(done) => {
                if done.files > 0 {
                    tracing::info!(files = done.files, "made pictures smaller");
                }
                if done.are_left {
                    state.library.notify_orphan();
                }
            }
            Err(error) => {
                tracing::error!(%error, "pictures could not be made smaller");
                // The disk or the database may be well again by then.
                let _ = tokio::time::timeout(RETRY_PAUSE, media.changed()).await;
                continue;
            }
        }
        media.changed().await;
    }
}

/// At the start, too: files may have been left while nobody took them.
async fn sweep_media(state: Arc<AppState>) {
    let mut left = state.context.store().changes().subscribe(Topic::OrphanedFiles);
    loop {
        match files::sweep(state.context.store(), &state.library).await {
            Ok(0) => {}
            Ok(files) => tracing::info!(files, "deleted files that no row knows"),
            Err(error) => tracing::error!(%error, "the media folder could not be looked through"),
        }
        tokio::select! {
            () = left.changed() => {}
            () = state.library.orphan_noticed() => {}
            () = tokio::time::sleep(HOUR) => {}
        }
    }
}

/// How many went of each.
struct Swept {
    sessions: u64,
    links: u64,
    mails: u64,
    /// Those that were asked for and never answered.
    consents: u64,
}

async fn sweep(context: &AppContext) -> Result<Swept, store::Error> {
    let settings = store::settings::load(context.store()).await?;
    let sessions = store::sessions::delete_expired(context.store(), now(), (&settings).into()).await?;
    let mut links = store::users::links::delete_expired(context.store(), now()).await?;
    // Until then the page of a link can say that it is over.
    let before = Timestamp(now().0 - GRANT_REMEMBERED_SECONDS);
    links += store::whitepapers::grants::delete_expired(context.store(), before).await?;
    match store::outbox::queue::release_far_ahead(context.store(), now()).await? {
        0 => {}
        mails => tracing::warn!(mails, "the clock was set back; mails that waited for a later time are sent now"),
    }
    let mails = store::outbox::queue::delete_old(context.store(), now()).await?;
    let consents = store::consents::delete_unanswered(context.store(), now()).await?;
    Ok(Swept { sessions, links, mails, consents })
}

/// How long a mail stays that is a file: as long as the outbox lists it.
const KEEP_MAIL_FILES: Duration = Duration::from_secs(store::outbox::queue::KEEP_DAYS as u64 * 24 * 60 * 60);

/// How long a link to a file is remembered after its time.
const GRANT_REMEMBERED_SECONDS: i64 = 30 * 86_400;

/// Writes when sessions were last used. A failed write is tried again the next time.
pub async fn flush_sessions(context: &AppContext) {
    if let Err(error) = store::sessions::flush(context.store()).await {
        tracing::error!(%error, "the last uses of sessions could not be written; they wait for the next time");
    }
}

/// Writes the numbers gathered in memory to the database, every few seconds.
async fn flush_counters(state: Arc<AppState>) {
    let mut ticks = tokio::time::interval(views::FLUSH);
    loop {
        ticks.tick().await;
        state.views.flush(state.context.store()).await;
        flush_sessions(&state.context).await;
    }
}
