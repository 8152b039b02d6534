//! The program put together: opens the store, binds the address, serves until it is told to stop.

use std::net::SocketAddr;
use std::sync::Arc;

use app::ssr::State;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::assets::Files;
use crate::config::{Config, Refusal};
use crate::media::sweep;
use crate::site::Site;
use crate::{cli, connections, jobs, router};

/// A program that serves.
pub struct Running {
    address: SocketAddr,
    state: State,
    end: watch::Sender<bool>,
    serving: JoinHandle<()>,
    jobs: JoinHandle<()>,
}

/// Brings the database up to date and begins to serve. What an older version rendered is rendered again before anyone reads it.
pub async fn start(config: Config) -> Result<Running, Refusal> {
    let store = cli::open(&config).await?;
    let rendered = store::pages::render_again(&store).await;
    match rendered.map_err(|error| Refusal(format!("Pages could not be rendered again: {error}.")))? {
        0 => {}
        pages => tracing::info!(pages, "rendered again what an older version rendered"),
    }
    let library = Arc::new(config.library()?);
    let swept = sweep::sweep(&store, &library, true).await;
    match swept.map_err(|error| Refusal(format!("The media folder could not be looked through: {error}.")))? {
        0 => {}
        files => tracing::info!(files, "deleted files that no row knows"),
    }
    let unbound = |error| Refusal(format!("{} cannot be listened on: {error}.", config.addr));
    let listener = TcpListener::bind(config.addr).await.map_err(unbound)?;
    let address = listener.local_addr().map_err(unbound)?;
    let files = Files::load().map_err(|error| Refusal(format!("The manifest of the assets cannot be read: {error}.")))?;
    let state = State::new(store, files.addresses(), config.base_url(address));
    let site = Arc::new(Site::new(state.clone(), config, files, library.clone()));
    let (end, ended) = watch::channel(false);
    let serving = tokio::spawn(connections::serve(listener, router::router(&site), site, ended));
    let jobs = tokio::spawn(jobs::run(state.clone(), library));
    Ok(Running { address, state, end, serving, jobs })
}

impl Running {
    /// What was bound in the end.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    pub fn state(&self) -> &State {
        &self.state
    }

    /// Takes no new request, lets those that are running finish and closes the database.
    pub async fn stop(self) {
        self.jobs.abort();
        // Nobody listens any more where serving has failed; then there is nothing to end.
        let _ = self.end.send(true);
        if let Err(error) = self.serving.await {
            tracing::error!(%error, "serving ended badly");
        }
        self.state.store().close().await;
    }
}
