//! Long texts that are previewed at once: whether others are answered meanwhile, and whether the memory is given back.

use std::time::Duration;

use crate::Failure;
use crate::load::Load;
use crate::media::{ask, with_editor};
use crate::process::Instance;

const PREVIEWS: usize = 20;

/// As long as a page's text may be.
const TEXT_BYTES: usize = 200_000;

pub struct Previews {
    /// Of `/healthz` meanwhile, the 99th percentile.
    pub health_ms: f64,
    /// In RAM a minute later.
    pub after_kb: u64,
}

pub async fn measure() -> Result<Previews, Failure> {
    let instance = Instance::seeded().await?;
    let (server, cookie) = with_editor(&instance).await?;
    let port = server.port;
    let part = "A *sentence* with a [link](/a) and **more**, which goes on.\\n\\n";
    let body = format!("{{\"text\":\"{}\"}}", part.repeat(TEXT_BYTES / part.len()));
    let head = format!("POST /api/admin/items/preview HTTP/1.1\r\nContent-Type: application/json\r\nCookie: {cookie}\r\n");
    let health = tokio::spawn(Load::run(port, "/healthz", 1, Duration::from_secs(5)));
    let previews: Vec<_> = (0..PREVIEWS)
        .map(|_| {
            let (head, body) = (head.clone(), body.clone());
            tokio::spawn(async move { ask(port, &head, body.as_bytes()).await })
        })
        .collect();
    for preview in previews {
        let answer = preview.await??;
        if !answer.starts_with("HTTP/1.1 200") {
            return Err(format!("a preview was not made: {}", answer.lines().next().unwrap_or_default()).into());
        }
    }
    let health_ms = health.await??.percentile_ms(99);
    tokio::time::sleep(Duration::from_secs(60)).await;
    Ok(Previews { health_ms, after_kb: server.resident_kb()? })
}
