//! `magnetiq serve`

use std::io::Write;
use std::pin::pin;
use std::process::ExitCode;

use app::error::AppError;
use app::ssr::auth::{self, PRINTED_LINK_HOURS};
use store::Store;
use store::access::Admin;
use store::users::links::Purpose;

use crate::config::{Config, Refusal};
use crate::serve;

pub async fn run(config: Config) -> Result<ExitCode, Refusal> {
    let mut shutdown_signal = pin!(shutdown_signal()?);
    let running = tokio::select! {
        started = serve::start(config) => started?,
        // The next start begins anew what this one does not finish.
        () = &mut shutdown_signal => return Ok(ExitCode::SUCCESS),
    };
    let context = running.context();
    tell(&format!("Magnetiq listens on http://{}", running.address()));
    let link = first_admin_link(context.store(), context.base_url()).await;
    let link = link.map_err(|error| Refusal(format!("The link for the first admin could not be made: {error}.")))?;
    if let Some(link) = link {
        tell(&first_admin_notice(&link));
    }
    shutdown_signal.await;
    running.stop().await;
    Ok(ExitCode::SUCCESS)
}

/// Large, because a log may run around it.
fn first_admin_notice(link: &str) -> String {
    let rule = "=".repeat(link.len().max(72) + 4);
    format!(
        "\n{rule}\n\n  There is no account yet. Create the first one here, within {PRINTED_LINK_HOURS} hours; the link works once:\n\n  {link}\n\n{rule}\n"
    )
}

/// Writes a line for whoever started the program. The site is served although nobody can read the line: the disk of a log may be
/// full, or the reader of a pipe gone.
fn tell(line: &str) {
    let mut out = std::io::stdout().lock();
    if let Err(error) = writeln!(out, "{line}").and_then(|()| out.flush()) {
        tracing::warn!(%error, "a line could not be written to the standard output");
    }
}

/// The link that makes the first admin, or None where there is one. A link of an earlier start stops working.
pub async fn first_admin_link(store: &Store, base_url: &str) -> Result<Option<String>, AppError> {
    match auth::issue_link(store, base_url, &Admin::command_line(), Purpose::FirstAdmin).await {
        Err(AppError::Conflict) => Ok(None),
        issued => issued.map(Some),
    }
}

/// Listens from now on, so that a signal during the start also ends the program in order.
#[cfg(unix)]
fn shutdown_signal() -> Result<impl Future<Output = ()>, Refusal> {
    use tokio::signal::unix::{SignalKind, signal};
    let listen = |kind| signal(kind).map_err(|error| Refusal(format!("Signals cannot be waited for: {error}.")));
    let (mut interrupt, mut terminate) = (listen(SignalKind::interrupt())?, listen(SignalKind::terminate())?);
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

#[cfg(not(unix))]
fn shutdown_signal() -> Result<impl Future<Output = ()>, Refusal> {
    Ok(async {
        if let Err(error) = tokio::signal::ctrl_c().await {
            tracing::error!(%error, "cannot wait for Ctrl-C");
            std::future::pending::<()>().await;
        }
    })
}
