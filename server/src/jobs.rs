//! What the program does by the clock, and when files come or go: sessions and links that are over, and mails that were sent long
//! ago, go away every hour; pictures are made smaller, and files that no row knows leave the disk.

use std::sync::Arc;
use std::time::Duration;

use app::ssr::{State, now};
use domain::time::Timestamp;

use crate::media::{Library, sweep as files, variants};
use crate::site::Site;
use crate::views;

/// For as long as it is let.
pub async fn run(state: State, library: Arc<Library>) {
    tokio::join!(every_hour(&state, &library), when_files_change(&state, &library));
}

async fn every_hour(state: &State, library: &Arc<Library>) {
    let mut hourly = tokio::time::interval(Duration::from_secs(60 * 60));
    loop {
        hourly.tick().await;
        match sweep(state).await {
            Ok((0, 0, 0)) => {}
            Ok((sessions, links, mails)) => tracing::info!(sessions, links, mails, "deleted what is over"),
            Err(error) => tracing::error!(%error, "what is over could not be deleted"),
        }
        sweep_files(state, library).await;
    }
}

/// At the start, too: a crash may have left variants to be made.
async fn when_files_change(state: &State, library: &Arc<Library>) {
    loop {
        match variants::make_due(state, library).await {
            Ok(0) => {}
            Ok(files) => tracing::info!(files, "made pictures smaller"),
            Err(error) => tracing::error!(%error, "pictures could not be made smaller"),
        }
        if state.wait_for_media().await {
            sweep_files(state, library).await;
        }
    }
}

async fn sweep_files(state: &State, library: &Arc<Library>) {
    match files::sweep(state.store(), library, false).await {
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

/// Writes what is gathered in memory, for as long as it is let.
pub async fn write_gathered(site: Arc<Site>) {
    let mut ticks = tokio::time::interval(views::FLUSH);
    loop {
        ticks.tick().await;
        site.views.flush(site.state.store()).await;
    }
}
