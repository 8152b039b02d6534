//! What the program does by the clock, and when files come or go: sessions and links that are over, and mails that were sent long
//! ago, go away every hour; pictures are made smaller, and files that no row knows leave the disk.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use app::ssr::{State, now};
use domain::time::Timestamp;
use store::changes::Topic;

use crate::media::{Library, sweep as files, variants};
use crate::site::Site;
use crate::views;

/// For as long as it is let. `program` is this one, to be started again for each picture.
pub async fn run(state: State, library: Arc<Library>, program: PathBuf) {
    tokio::join!(
        state.store().watch_others(),
        every_hour(&state, &library),
        make_variants(&state, &library, &program),
        take_files(&state, &library)
    );
}

async fn every_hour(state: &State, library: &Library) {
    let mut hourly = tokio::time::interval(Duration::from_secs(60 * 60));
    loop {
        hourly.tick().await;
        match sweep(state).await {
            Ok((0, 0, 0)) => {}
            Ok((sessions, links, mails)) => tracing::info!(sessions, links, mails, "deleted what is over"),
            Err(error) => tracing::error!(%error, "what is over could not be deleted"),
        }
        library.tell_left();
    }
}

/// At the start, too: a crash may have left variants to be made.
async fn make_variants(state: &State, library: &Library, program: &Path) {
    let mut media = state.store().changes().subscribe(Topic::Media);
    loop {
        media.see();
        match variants::make_due(state, library, program).await {
            Ok(done) => {
                if done.files > 0 {
                    tracing::info!(files = done.files, "made pictures smaller");
                }
                if done.are_left {
                    library.tell_left();
                }
            }
            Err(error) => tracing::error!(%error, "pictures could not be made smaller"),
        }
        media.changed().await;
    }
}

async fn take_files(state: &State, library: &Arc<Library>) {
    let mut left = state.store().changes().subscribe(Topic::FilesLeft);
    loop {
        tokio::select! {
            () = left.changed() => {}
            () = library.is_left() => {}
        }
        sweep_files(state, library).await;
    }
}

async fn sweep_files(state: &State, library: &Arc<Library>) {
    match files::sweep(state.store(), library).await {
        Ok(0) => {}
        Ok(files) => tracing::info!(files, "deleted files that no row knows"),
        Err(error) => tracing::error!(%error, "the media folder could not be looked through"),
    }
}

/// How many sessions, links and mails went.
async fn sweep(state: &State) -> Result<(u64, u64, u64), store::Error> {
    let settings = store::settings::load(state.store()).await?;
    let sessions = store::sessions::delete_expired(state.store(), now(), (&settings).into()).await?;
    let mut links = store::users::links::delete_expired(state.store(), now()).await?;
    // Until then the page of a link can say that it is over.
    let before = Timestamp(now().0 - GRANT_REMEMBERED_SECONDS);
    links += store::whitepapers::grants::delete_expired(state.store(), before).await?;
    let mails = store::outbox::queue::delete_old(state.store(), now()).await?;
    Ok((sessions, links, mails))
}

/// How long a link to a file is remembered after its time.
const GRANT_REMEMBERED_SECONDS: i64 = 30 * 86_400;

/// Writes when sessions were last used. What could not be written waits for the next time.
pub async fn flush_sessions(state: &State) {
    if let Err(error) = store::sessions::flush(state.store()).await {
        tracing::error!(%error, "the last uses of sessions could not be written; they wait for the next time");
    }
}

/// Writes to the database what is gathered in memory, again and again. Runs until aborted.
pub async fn write_gathered(site: Arc<Site>) {
    let mut ticks = tokio::time::interval(views::FLUSH);
    loop {
        ticks.tick().await;
        site.views.flush(site.state.store()).await;
        flush_sessions(&site.state).await;
    }
}
