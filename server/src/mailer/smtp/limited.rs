//! A connection to a mail server that does not read without end: lettre looks at the length of a line only when it has all of it.

use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use lettre::transport::smtp::client::AsyncTokioStream;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

/// What the other side may say before it is spoken to again. A reply has some hundred bytes, the certificates of STARTTLS some
/// thousand.
const MAX_BYTES: usize = 16 * 1024;

/// The same in lines. lettre parses a reply again with each of its lines, so many short ones would take it long; what is
/// encrypted has an end of a line in 256 bytes.
const MAX_LINES: usize = 256;

#[derive(Debug)]
pub struct Limited<S> {
    stream: S,
    peer: SocketAddr,
    bytes_left: usize,
    lines_left: usize,
    /// Nothing is read or written any more.
    is_given_up: bool,
}

impl<S> Limited<S> {
    pub fn new(stream: S, peer: SocketAddr) -> Self {
        Self { stream, peer, bytes_left: MAX_BYTES, lines_left: MAX_LINES, is_given_up: false }
    }

    fn written(&mut self, polled: Poll<io::Result<usize>>) -> Poll<io::Result<usize>> {
        if matches!(polled, Poll::Ready(Ok(1..))) {
            self.bytes_left = MAX_BYTES;
            self.lines_left = MAX_LINES;
        }
        polled
    }

    fn count(&mut self, read: &[u8]) -> io::Result<()> {
        let lines = read.iter().filter(|byte| **byte == b'\n').count();
        match (self.bytes_left.checked_sub(read.len()), self.lines_left.checked_sub(lines)) {
            (Some(bytes), Some(lines)) => (self.bytes_left, self.lines_left) = (bytes, lines),
            _ => self.is_given_up = true,
        }
        self.given_up()
    }

    /// An error once the other side said too much; lettre would still say goodbye and read the answer to that.
    fn given_up(&self) -> io::Result<()> {
        if self.is_given_up {
            return Err(io::Error::new(io::ErrorKind::InvalidData, "the mail server says too much"));
        }
        Ok(())
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Limited<S> {
    fn poll_read(mut self: Pin<&mut Self>, context: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        self.given_up()?;
        let before = buffer.filled().len();
        ready!(Pin::new(&mut self.stream).poll_read(context, buffer))?;
        Poll::Ready(self.count(buffer.filled().get(before..).unwrap_or_default()))
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Limited<S> {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        self.given_up()?;
        let polled = Pin::new(&mut self.stream).poll_write(context, bytes);
        self.written(polled)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}

impl<S: AsyncRead + AsyncWrite + Send + Sync + Unpin + std::fmt::Debug> AsyncTokioStream for Limited<S> {
    fn peer_addr(&self) -> io::Result<SocketAddr> {
        Ok(self.peer)
    }
}
