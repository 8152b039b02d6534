//! The heads of the parts of a form (RFC 7578), counted while they come in: multer keeps a head in memory until it ends, however
//! long it is, and what stands before the first boundary too.

use std::pin::Pin;
use std::task::{Context, Poll};

use futures_util::Stream;
use memchr::memmem;

use super::receive::MAX_FORM_PARTS;

/// Bytes of one head, and of what stands before the first boundary.
const MAX_HEAD_BYTES: usize = 8 * 1024;

/// Parts of a form, with those that are read and dropped after the form was refused for having more than [`MAX_FORM_PARTS`].
const MAX_HEADS: usize = 2 * MAX_FORM_PARTS;

/// Passes on the pieces of a body, and ends it with an error where a head does not end.
pub struct Heads<S> {
    inner: S,
    count: Count,
}

impl<S> Heads<S> {
    pub fn new(inner: S, boundary: &str) -> Self {
        Self { inner, count: Count::new(boundary) }
    }
}

impl<S, B, E> Stream for Heads<S>
where
    S: Stream<Item = Result<B, E>> + Unpin,
    B: AsRef<[u8]>,
    E: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    type Item = Result<B, Box<dyn std::error::Error + Send + Sync>>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Pin::new(&mut self.inner).poll_next(context).map(|piece| {
            Some(match piece? {
                Ok(piece) if self.count.read(piece.as_ref()).is_err() => Err("the head of a part is too long".into()),
                Ok(piece) => Ok(piece),
                Err(error) => Err(error.into()),
            })
        })
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum HeadPosition {
    /// Before the first boundary.
    Start,
    Head,
    Content,
}

struct Count {
    /// With the line end before it.
    boundary: Vec<u8>,
    position: HeadPosition,
    /// The last bytes, in which the sign that is looked for may begin.
    tail: Vec<u8>,
    bytes: usize,
    parts: usize,
}

struct TooLong;

impl Count {
    fn new(boundary: &str) -> Self {
        let boundary = format!("\r\n--{boundary}").into_bytes();
        Self { boundary, position: HeadPosition::Start, tail: Vec::new(), bytes: 0, parts: 0 }
    }

    fn read(&mut self, piece: &[u8]) -> Result<(), TooLong> {
        let mut rest = piece;
        loop {
            let sign = match self.position {
                HeadPosition::Start => &self.boundary[2..],
                HeadPosition::Head => b"\r\n\r\n",
                HeadPosition::Content => &self.boundary[..],
            };
            // Finds where the sign ends in the rest. Its beginning may lie in the piece before, whose last bytes are in `tail`.
            let carried = self.tail.len();
            let across = [&self.tail, &rest[..rest.len().min(sign.len() - 1)]].concat();
            let end = match memmem::find(&across, sign) {
                Some(at) => Some(at + sign.len() - carried.min(at + sign.len())),
                None => memmem::find(rest, sign).map(|at| at + sign.len()),
            };
            let passed = end.unwrap_or(rest.len());
            self.bytes += passed;
            if self.position != HeadPosition::Content && self.bytes > MAX_HEAD_BYTES {
                return Err(TooLong);
            }
            let Some(end) = end else {
                self.tail.extend_from_slice(&rest[rest.len().saturating_sub(sign.len() - 1)..]);
                let more = self.tail.len().saturating_sub(sign.len() - 1);
                self.tail.drain(..more);
                return Ok(());
            };
            rest = &rest[end..];
            self.bytes = 0;
            self.tail.clear();
            self.position = if self.position == HeadPosition::Head { HeadPosition::Content } else { HeadPosition::Head };
            if self.position == HeadPosition::Head {
                self.parts += 1;
                if self.parts > MAX_HEADS {
                    return Err(TooLong);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_taken(form: &[u8], piece: usize) -> bool {
        let mut count = Count::new("b");
        form.chunks(piece).all(|piece| count.read(piece).is_ok())
    }

    #[test]
    fn a_head_that_does_not_end_is_refused_in_whatever_pieces_it_comes() {
        let part = |head: &str, content: &str| format!("--b\r\nA: {head}\r\n\r\n{content}\r\n");
        let long = "x".repeat(3 * MAX_HEAD_BYTES);
        let good = [part("1", &long), part("2", ""), part("3", "\r\n\r\n--\r\n--"), "--b--\r\n".into()].concat();
        for piece in [1, 2, 3, 7, 1_000, usize::MAX / 2] {
            assert!(is_taken(good.as_bytes(), piece), "{piece}");
            assert!(!is_taken(part(&long, "x").as_bytes(), piece), "{piece}");
            assert!(!is_taken([part("1", "x"), part(&long, "x")].concat().as_bytes(), piece), "{piece}");
            assert!(!is_taken(long.as_bytes(), piece), "{piece}");
            assert!(!is_taken(part("1", "x").repeat(MAX_HEADS + 1).as_bytes(), piece), "{piece}");
        }
    }
}
