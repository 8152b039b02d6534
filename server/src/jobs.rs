//! What the program does by the clock: sessions and links that are over, and mails that were sent long ago, go away every hour.

use std::time::Duration;

use app::ssr::{State, now};

/// For as long as it is let.
pub async fn run(state: State) {
    let mut hourly = tokio::time::interval(Duration::from_secs(60 * 60));
    loop {
        hourly.tick().await;
        match sweep(&state).await {
            Ok((0, 0, 0)) => {}
            Ok((sessions, links, mails)) => tracing::info!(sessions, links, mails, "deleted what is over"),
            Err(error) => tracing::error!(%error, "what is over could not be deleted"),
        }
    }
}

/// How many sessions, links and mails went.
async fn sweep(state: &State) -> Result<(u64, u64, u64), store::Error> {
    let settings = store::settings::load(state.store()).await?;
    let sessions = store::sessions::delete_expired(state.store(), now(), (&settings).into()).await?;
    let links = store::users::links::delete_expired(state.store(), now()).await?;
    let mails = store::outbox::queue::delete_old(state.store(), now()).await?;
    Ok((sessions, links, mails))
}
