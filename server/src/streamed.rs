//! Bodies that are written piece by piece, as the client takes them.

use axum::BoxError;
use axum::body::{Body, Bytes};
use futures_util::{Stream, StreamExt};

/// A body that may be asked again after its end. The compression does so, and most streams panic then (`stream::unfold` says it).
#[allow(clippy::disallowed_methods, reason = "here the stream is fused")]
pub fn body<E: Into<BoxError> + 'static>(pieces: impl Stream<Item = Result<Bytes, E>> + Send + 'static) -> Body {
    Body::from_stream(pieces.fuse())
}

#[cfg(test)]
mod tests {
    use futures_util::stream;
    use http_body_util::BodyExt;

    use super::*;

    #[tokio::test]
    async fn a_body_may_be_asked_again_after_its_end() {
        let pieces = stream::unfold(0, |at| async move { (at < 2).then(|| (Ok::<_, std::io::Error>(Bytes::from("a")), at + 1)) });
        let mut body = body(pieces);
        let mut frames = 0;
        while body.frame().await.is_some() {
            frames += 1;
        }
        assert!(frames == 2 && body.frame().await.is_none() && body.frame().await.is_none());
    }
}
