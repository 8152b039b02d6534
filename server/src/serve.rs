//! The program put together: opens the store, binds the address, serves until it is told to stop.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use app::ssr::AppContext;
use domain::setting::UNSET_FROM_ADDRESS;
use store::Store;
use tokio::net::{TcpListener, TcpSocket};
use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::app_state::{AppState, MAX_RESETS_AT_ONCE};
use crate::assets::Files;
use crate::background::Supervisor;
use crate::config::{Config, Environment, Refusal};
use crate::connections::ConnectionSlots;
use crate::mailer::Mailer;
use crate::media::sweep;
use crate::{cli, connections, jobs, router};

/// A program that serves.
pub struct Running {
    address: SocketAddr,
    context: AppContext,
    state: Arc<AppState>,
    end: watch::Sender<bool>,
    serving: JoinHandle<()>,
    background: JoinHandle<()>,
}

/// Brings the database up to date and begins to serve. Texts rendered by an older version are rendered again before the first
/// request.
pub async fn start(config: Config) -> Result<Running, Refusal> {
    // The database and the library open files too, and who reads that the program listens finds the limit raised.
    let slots = Arc::new(ConnectionSlots::new(connections::fit_to_file_limit(config.connections)));
    let store = cli::open(&config).await?;
    check_sender(&store, config.env).await?;
    let rendered = store::publishing::rerender_stale(&store).await;
    match rendered.map_err(|error| Refusal(format!("Texts could not be rendered again: {error}.")))? {
        0 => {}
        texts => tracing::info!(texts, "rendered again what an older version rendered"),
    }
    let library = Arc::new(config.library()?);
    match sweep::sweep(&store, &library).await {
        Ok(0) => {}
        Ok(files) => tracing::info!(files, "deleted files that no row knows"),
        // A folder that can only be read is still served from.
        Err(error) => tracing::error!(%error, "the media folder could not be looked through"),
    }
    let unbound = |error| Refusal(format!("{} cannot be listened on: {error}.", config.addr));
    let secret = config.secret()?;
    let program = config.program()?;
    let listener = listen(config.addr).map_err(unbound)?;
    let address = listener.local_addr().map_err(unbound)?;
    let files = Files::load().map_err(|error| Refusal(format!("The manifest of the assets cannot be read: {error}.")))?;
    let context = AppContext::new(store, files.addresses(), config.base_url(address), secret);
    let mailer = Mailer::new(context.clone(), &config)?;
    let state = Arc::new(AppState::new(context.clone(), config, files, library));
    let (end, ended) = watch::channel(false);
    let works = jobs::all(&state, program, mailer, &ended);
    let background = tokio::spawn(Supervisor::new(state.background.clone(), ended.clone()).run(works));
    let serving = tokio::spawn(connections::serve(listener, slots, router::router(&state), state.clone(), ended));
    Ok(Running { address, context, state, end, serving, background })
}

/// In production mails come from an address that somebody chose: answers to any other reach nobody, and many mail servers refuse it.
async fn check_sender(store: &Store, env: Environment) -> Result<(), Refusal> {
    if env == Environment::Development {
        return Ok(());
    }
    let settings = store::settings::load(store).await;
    let settings = settings.map_err(|error| Refusal(format!("The settings cannot be read: {error}.")))?;
    if settings.has_from_address() {
        return Ok(());
    }
    Err(Refusal(format!(
        "Refused to start in production: mails would come from {UNSET_FROM_ADDRESS}, which is nobody's address; run `magnetiq setting set \
         email_from_address ADDRESS` with an address of yours first."
    )))
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

/// How long the end of the program waits for mails that are still being written.
const RESET_PATIENCE: Duration = Duration::from_secs(2);

impl Running {
    /// The address that was bound in the end.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    pub fn context(&self) -> &AppContext {
        &self.context
    }

    /// Writes the numbers gathered in memory at once.
    pub async fn write_gathered(&self) {
        self.state.views.flush(self.context.store()).await;
        jobs::flush_sessions(&self.context).await;
    }

    /// Waits for announced mails, unless the database takes none for too long.
    async fn end_resets(&self) {
        let all = self.state.resets.acquire_many(MAX_RESETS_AT_ONCE as u32);
        if tokio::time::timeout(RESET_PATIENCE, all).await.is_err() {
            tracing::warn!("a mail for a new password was not written before the end");
        }
    }

    /// Takes no new request, lets running requests and the mail in hand finish, aborts the rest, and closes the database.
    pub async fn stop(mut self) {
        // Nobody listens any more where serving has failed; then there is nothing to end.
        let _ = self.end.send(true);
        for (what, task) in [("serving", &mut self.serving), ("the background", &mut self.background)] {
            if let Err(error) = task.await {
                tracing::error!(%error, "{what} ended badly");
            }
        }
        self.write_gathered().await;
        self.end_resets().await;
        self.context.store().close().await;
    }
}

/// A program that nobody ended works on nothing any more: its files may be gone.
impl Drop for Running {
    fn drop(&mut self) {
        self.serving.abort();
        self.background.abort();
    }
}
