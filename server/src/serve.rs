//! The program put together: opens the store, binds the address, serves until it is told to stop.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use app::ssr::State;
use tokio::net::{TcpListener, TcpSocket};
use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::assets::Files;
use crate::config::{Config, Refusal};
use crate::entry::forgot;
use crate::mailer::Mailer;
use crate::media::sweep;
use crate::site::Site;
use crate::{cli, connections, jobs, router};

/// A program that serves.
pub struct Running {
    address: SocketAddr,
    state: State,
    site: Arc<Site>,
    end: watch::Sender<bool>,
    serving: JoinHandle<()>,
    jobs: JoinHandle<()>,
    gathering: JoinHandle<()>,
    mailer: JoinHandle<()>,
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
    match sweep::sweep(&store, &library).await {
        Ok(0) => {}
        Ok(files) => tracing::info!(files, "deleted files that no row knows"),
        // A folder that can only be read is still served from.
        Err(error) => tracing::error!(%error, "the media folder could not be looked through"),
    }
    let unbound = |error| Refusal(format!("{} cannot be listened on: {error}.", config.addr));
    let previews = store::whitepapers::render_again(&store).await;
    match previews.map_err(|error| Refusal(format!("Previews could not be rendered again: {error}.")))? {
        0 => {}
        previews => tracing::info!(previews, "rendered again what an older version rendered"),
    }
    let secret = config.secret()?;
    let program = config.program()?;
    let listener = listen(config.addr).map_err(unbound)?;
    let address = listener.local_addr().map_err(unbound)?;
    let files = Files::load().map_err(|error| Refusal(format!("The manifest of the assets cannot be read: {error}.")))?;
    let state = State::new(store, files.addresses(), config.base_url(address), secret);
    let mailer = Mailer::new(state.clone(), &config)?;
    let site = Arc::new(Site::new(state.clone(), config, files, library.clone()));
    let (end, ended) = watch::channel(false);
    let mailer = tokio::spawn(mailer.run(ended.clone()));
    let serving = tokio::spawn(connections::serve(listener, router::router(&site), site.clone(), ended));
    let jobs = tokio::spawn(jobs::run(state.clone(), library, program));
    let gathering = tokio::spawn(jobs::write_gathered(site.clone()));
    Ok(Running { address, state, site, end, serving, jobs, gathering, mailer })
}

/// Clients that the system lets wait until they are accepted; it takes less where `net.core.somaxconn` is less. A short queue
/// would make visitors wait a second whenever someone opens a thousand connections at once.
const BACKLOG: u32 = 16_384;

fn listen(address: SocketAddr) -> io::Result<TcpListener> {
    let socket = if address.is_ipv4() { TcpSocket::new_v4()? } else { TcpSocket::new_v6()? };
    // As `TcpListener::bind` does: a program that starts again needs the port of the one before. On Windows it means otherwise.
    #[cfg(unix)]
    socket.set_reuseaddr(true)?;
    socket.bind(address)?;
    socket.listen(BACKLOG)
}

/// How long the end of the program waits for a mail that is on its way.
const MAIL_PATIENCE: Duration = Duration::from_secs(10);

/// How long it waits for mails that are still being written.
const RESET_PATIENCE: Duration = Duration::from_secs(2);

impl Running {
    /// What was bound in the end.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    pub fn state(&self) -> &State {
        &self.state
    }

    /// Writes at once what is gathered in memory and would be written in a few seconds.
    pub async fn write_gathered(&self) {
        self.site.views.flush(self.state.store()).await;
        jobs::flush_sessions(&self.state).await;
    }

    /// Lets a mail that is being handed over arrive. One that takes too long is left to its lease: it is sent again later.
    async fn end_mailer(&mut self) {
        if tokio::time::timeout(MAIL_PATIENCE, &mut self.mailer).await.is_err() {
            tracing::warn!("a mail was left while it was being handed over");
            self.mailer.abort();
        }
    }

    /// Whoever was told that a mail comes gets it, unless the database takes none for too long.
    async fn end_resets(&self) {
        let all = self.site.resets.acquire_many(forgot::MAX_MAILS_AT_ONCE as u32);
        if tokio::time::timeout(RESET_PATIENCE, all).await.is_err() {
            tracing::warn!("a mail for a new password was not written before the end");
        }
    }

    /// Takes no new request, lets those that are running finish and closes the database.
    pub async fn stop(mut self) {
        abort(&mut self.jobs).await;
        // Nobody listens any more where serving has failed; then there is nothing to end.
        let _ = self.end.send(true);
        if let Err(error) = (&mut self.serving).await {
            tracing::error!(%error, "serving ended badly");
        }
        abort(&mut self.gathering).await;
        self.write_gathered().await;
        self.end_resets().await;
        self.end_mailer().await;
        self.state.store().close().await;
    }
}

/// Ends a task, and waits until it has ended: a step that another thread is in must not find the database closed.
async fn abort(task: &mut JoinHandle<()>) {
    task.abort();
    // What it says is that it was aborted, or that it panicked, which is in the log.
    let _ = task.await;
}

/// A program that nobody ended works on nothing any more: its files may be gone.
impl Drop for Running {
    fn drop(&mut self) {
        for task in [&self.serving, &self.jobs, &self.gathering, &self.mailer] {
            task.abort();
        }
    }
}
