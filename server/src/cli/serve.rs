//! `magnetiq serve`

use std::process::ExitCode;

use app::ssr::entry;
use tokio::signal;

use crate::config::{Config, Refusal};
use crate::serve;

#[expect(clippy::print_stdout, reason = "the address and the link are for whoever started the program")]
pub async fn run(config: Config) -> Result<ExitCode, Refusal> {
    let shutdown_signal = shutdown_signal()?;
    let running = serve::start(config).await?;
    let state = running.state();
    println!("Magnetiq listens on http://{}", running.address());
    let link = entry::first_admin_link(state.store(), state.base_url()).await;
    let link = link.map_err(|error| Refusal(format!("The link for the first admin could not be made: {error}.")))?;
    if let Some(link) = link {
        println!("\nThere is no admin yet. Become the first one here, within 72 hours; the link works once:\n\n  {link}\n");
    }
    shutdown_signal.await;
    running.stop().await;
    Ok(ExitCode::SUCCESS)
}

/// Listens from now on: whoever ends the program while it starts ends it in order, too.
fn shutdown_signal() -> Result<impl Future<Output = ()>, Refusal> {
    let interrupt = async {
        if let Err(error) = signal::ctrl_c().await {
            tracing::error!(%error, "cannot wait for Ctrl-C");
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    let terminate = {
        let terminate = signal::unix::signal(signal::unix::SignalKind::terminate());
        let mut terminate = terminate.map_err(|error| Refusal(format!("SIGTERM cannot be waited for: {error}.")))?;
        async move {
            terminate.recv().await;
        }
    };
    #[cfg(not(unix))]
    let terminate = std::future::pending::<()>();
    Ok(async {
        tokio::select! {
            () = interrupt => {}
            () = terminate => {}
        }
    })
}
