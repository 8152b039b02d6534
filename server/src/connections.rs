//! Accepting connections. `axum::serve` would set neither TCP_NODELAY, without which small answers wait for 40 ms, nor a limit
//! on how long a client may take to send a request's head and to read its answer, or on how many may be connected at once.

use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};
use tokio_io_timeout::TimeoutStream;
use tower::ServiceExt;

use crate::client::Peer;
use crate::site::Site;

/// So long a client may take to send the head of a request; an idle connection is closed after it too.
const HEAD_TIMEOUT: Duration = Duration::from_secs(30);

/// So long a client may take to read the next bytes of an answer.
const READ_TIMEOUT: Duration = Duration::from_secs(30);

/// So long requests that are being answered have left when the program ends.
const LEAVE_TIMEOUT: Duration = Duration::from_secs(10);

/// Bytes of a request's head, and of what is read ahead.
const BUFFER_BYTES: usize = 64 * 1024;

/// Serves until `end` changes, then lets what is running finish.
pub async fn serve(listener: TcpListener, router: Router, site: Arc<Site>, mut end: watch::Receiver<bool>) {
    let places = Arc::new(Semaphore::new(site.config.connections.max(1) as usize));
    let running = GracefulShutdown::new();
    loop {
        let place = places.clone().acquire_owned().await.expect("the places are never closed");
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            _ = end.changed() => break,
        };
        let (stream, peer) = match accepted {
            Ok(accepted) => accepted,
            Err(error) => {
                // Out of file descriptors, or a client that is gone already.
                tracing::warn!(%error, "a connection could not be accepted");
                tokio::time::sleep(Duration::from_millis(50)).await;
                continue;
            }
        };
        let connection = running.watch(connection(stream, peer, router.clone()));
        let site = site.clone();
        tokio::spawn(async move {
            site.metrics.connections.fetch_add(1, Ordering::Relaxed);
            // Clients break off and send what is no HTTP; that is theirs to know.
            if let Err(error) = connection.await {
                tracing::debug!(%error, "a connection ended early");
            }
            site.metrics.connections.fetch_sub(1, Ordering::Relaxed);
            drop(place);
        });
    }
    drop(listener);
    if tokio::time::timeout(LEAVE_TIMEOUT, running.shutdown()).await.is_err() {
        tracing::warn!("requests were still running at the end");
    }
}

/// A connection whose client is not waited for without end.
type Io = TokioIo<Pin<Box<TimeoutStream<TcpStream>>>>;

fn connection(
    stream: TcpStream,
    peer: SocketAddr,
    router: Router,
) -> http1::Connection<
    Io,
    TowerToHyperService<
        impl tower::Service<Request<Incoming>, Response = axum::response::Response, Error = std::convert::Infallible, Future: Send>
        + Clone
        + Send,
    >,
> {
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(%error, "small answers may wait on this connection");
    }
    let mut patient = TimeoutStream::new(stream);
    patient.set_write_timeout(Some(READ_TIMEOUT));
    let service = router.map_request(move |request: Request<Incoming>| {
        let mut request = request.map(Body::new);
        request.extensions_mut().insert(Peer(peer.ip()));
        request
    });
    http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_TIMEOUT)
        .max_buf_size(BUFFER_BYTES)
        .serve_connection(TokioIo::new(Box::pin(patient)), TowerToHyperService::new(service))
}
