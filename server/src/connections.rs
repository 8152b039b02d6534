//! Accepting connections. `axum::serve` would set neither TCP_NODELAY, without which small answers wait for 40 ms, nor a limit on
//! how long a client may take, or on how many may be connected at once. No client is waited for here: the loop that accepts goes
//! on while every slot is taken, so that the end of the program and health checks are noticed then too.

mod activity;
mod bodies;
mod slots;
mod stream;

use std::convert::Infallible;
use std::future::poll_fn;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use app::routes::{HEALTHZ, READYZ};
use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderValue, Response, StatusCode, header};
use hyper::body::{Body as _, Incoming};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{mpsc, watch};
use tokio::time::timeout;
use tower::ServiceExt;

use self::activity::Activity;
use self::bodies::{AnswerBody, RequestBody};
use self::slots::ConnectionSlot;
pub use self::slots::{ConnectionSlots, fit_to_file_limit};
use self::stream::Stream;
use crate::app_state::AppState;
use crate::client::Peer;

/// A client may take this long to send its first byte, then again for the whole head of each request. An idle connection is
/// closed after it too.
const HEAD_TIMEOUT: Duration = Duration::from_secs(10);

/// Proxies keep connections for their next client, nginx for 60 seconds.
const PROXY_HEAD_TIMEOUT: Duration = Duration::from_secs(75);

/// A connection beyond all slots is there for one health check.
const RESERVE_TIMEOUT: Duration = Duration::from_secs(5);

/// Requests that are being answered may take this long when the program ends.
const LEAVE_TIMEOUT: Duration = Duration::from_secs(10);

/// After an early answer the rest of the request is read and dropped within these limits (RFC 9112, 9.6): closing at once would
/// reset the connection, and the client would lose the answer.
const LINGER_TIMEOUT: Duration = Duration::from_secs(5);
const LINGER_BYTES: usize = 32 * 1024 * 1024;

/// Bytes of a request's head and of the read buffer.
const BUFFER_BYTES: usize = 64 * 1024;

/// Sent to whom no slot can be given.
const FULL: &[u8] = b"HTTP/1.1 503 Service Unavailable\r\nRetry-After: 5\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

/// Serves until `end` changes, then lets running requests finish.
pub async fn serve(
    listener: TcpListener,
    slots: Arc<ConnectionSlots>,
    router: Router,
    state: Arc<AppState>,
    mut end: watch::Receiver<bool>,
) {
    // Every connection holds a sender; the channel closes with the last of them.
    let (running, mut all_ended) = mpsc::channel::<Infallible>(1);
    loop {
        let accepted = tokio::select! {
            biased;
            _ = end.changed() => break,
            accepted = listener.accept() => accepted,
        };
        let (stream, peer) = match accepted {
            Ok(accepted) => accepted,
            Err(error) => {
                // Out of file descriptors, or a client that is gone already.
                tracing::warn!(%error, "a connection could not be accepted");
                slots.make_room();
                tokio::time::sleep(Duration::from_millis(10)).await;
                continue;
            }
        };
        let is_proxy = state.config.is_trusted_proxy(peer.ip());
        let Some(slot) = slots.take(peer.ip(), is_proxy) else {
            // Best effort: the answer fits into the empty buffer of a new socket.
            let _ = stream.try_write(FULL);
            continue;
        };
        let connection = Connection { peer, is_proxy, slot, router: router.clone(), end: end.clone() };
        let (state, running) = (state.clone(), running.clone());
        tokio::spawn(async move {
            state.metrics.connections.fetch_add(1, Ordering::Relaxed);
            connection.run(stream).await;
            state.metrics.connections.fetch_sub(1, Ordering::Relaxed);
            drop(running);
        });
    }
    drop((listener, running));
    if timeout(LEAVE_TIMEOUT, all_ended.recv()).await.is_err() {
        tracing::warn!("requests were still running at the end");
    }
}

struct Connection {
    peer: SocketAddr,
    is_proxy: bool,
    slot: ConnectionSlot,
    router: Router,
    end: watch::Receiver<bool>,
}

impl Connection {
    async fn run(mut self, stream: TcpStream) {
        if let Err(error) = stream.set_nodelay(true) {
            tracing::debug!(%error, "small answers may wait on this connection");
        }
        let activity = self.slot.activity.clone();
        // The buffers of HTTP are made with the first byte, so that an idle connection takes little memory.
        tokio::select! {
            readable = timeout(HEAD_TIMEOUT, stream.readable()) => if !matches!(readable, Ok(Ok(()))) { return },
            () = activity.evicted() => return,
            _ = self.end.changed() => return,
        }
        if self.slot.is_reserve {
            // Health checks are faster.
            let _ = timeout(RESERVE_TIMEOUT, Box::pin(self.speak(stream, activity))).await;
        } else {
            Box::pin(self.speak(stream, activity)).await;
        }
    }

    async fn speak(self, stream: TcpStream, activity: Arc<Activity>) {
        let Self { peer, is_proxy, slot, router, mut end } = self;
        let is_reserve = slot.is_reserve;
        let service = {
            let activity = activity.clone();
            service_fn(move |request| Box::pin(answer(request, router.clone(), peer.ip(), activity.clone(), is_reserve)))
        };
        let mut connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(if is_proxy { PROXY_HEAD_TIMEOUT } else { HEAD_TIMEOUT })
            .max_buf_size(BUFFER_BYTES)
            .keep_alive(!is_reserve)
            .serve_connection(TokioIo::new(Stream::new(stream, activity.clone())), service);
        let mut is_ending = false;
        let ended = loop {
            tokio::select! {
                ended = poll_fn(|context| connection.poll_without_shutdown(context)) => break ended,
                () = activity.evicted() => return,
                _ = end.changed(), if !is_ending => {
                    if activity.is_idle() {
                        return;
                    }
                    is_ending = true;
                    std::pin::Pin::new(&mut connection).graceful_shutdown();
                }
            }
        };
        // Broken connections and malformed HTTP are the client's fault; they are not logged.
        if let Err(error) = &ended {
            tracing::debug!(%error, "a connection ended early");
        }
        if ended.is_ok() || ended.as_ref().is_err_and(hyper::Error::is_parse) {
            let stream = connection.into_parts().io.into_inner();
            tokio::select! {
                _ = timeout(LINGER_TIMEOUT, linger(stream)) => {}
                () = activity.evicted() => {}
                _ = end.changed(), if !is_ending => {}
            }
        }
        drop(slot);
    }
}

/// Reads and drops what the client still sends, until it closes too.
async fn linger(mut stream: Stream) -> std::io::Result<()> {
    stream.shutdown().await?;
    let mut dropped = vec![0; 8 * 1024];
    let mut bytes = 0;
    while bytes < LINGER_BYTES {
        match stream.read(&mut dropped).await? {
            0 => break,
            read => bytes += read,
        }
    }
    Ok(())
}

async fn answer(
    request: Request<Incoming>,
    router: Router,
    peer: IpAddr,
    activity: Arc<Activity>,
    is_reserve: bool,
) -> Result<Response<AnswerBody>, Infallible> {
    activity.begin();
    let has_body = !request.body().is_end_stream();
    if has_body {
        activity.body_begins();
    }
    let mut response = if is_reserve && !matches!(request.uri().path(), HEALTHZ | READYZ) {
        let mut full = Response::new(Body::empty());
        *full.status_mut() = StatusCode::SERVICE_UNAVAILABLE;
        full
    } else {
        let mut request = request.map(|body| Body::new(RequestBody::new(body, activity.clone())));
        request.extensions_mut().insert(Peer(peer));
        let Ok(response) = router.oneshot(request).await;
        response
    };
    // The rest of the body would be taken for the next request, so this answer is the last one (RFC 9112, 9.3).
    if has_body && activity.is_body_unread() {
        response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
    }
    Ok(response.map(|body| AnswerBody::new(body, activity)))
}
