//! Forms before a whitepaper, each a lead with its consent, its link and its mail on the disk; and a file that many download at once.

use std::time::{Duration, Instant};

use app::ssr::now;
use app::ssr::public::whitepapers::form_name;
use app::ssr::secret::Secret;
use domain::id::WhitepaperId;
use domain::language::Languages;
use domain::time::Timestamp;
use domain::whitepaper::list::{DownloadFilter, WhitepaperFilter};
use store::Store;
use store::access::Editor;
use store::sqlite::Options;
use tokio::net::TcpStream;

use crate::Failure;
use crate::load::{answer, connect};
use crate::process::{Instance, SECRET};

const GATED: &str = "/whitepapers/battery-storage-20-kv";
const OPEN: &str = "/whitepapers/grid-code-on-site";
const FORMS: usize = 32;
const DOWNLOADS: usize = 500;
const FIREFOX: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

/// What was measured, and whether all of it was kept.
pub struct Whitepapers {
    pub forms: usize,
    pub forms_lasted: Duration,
    pub leads: i64,
    pub downloads_lasted: Duration,
    pub counted: i64,
}

pub async fn measure(lasts: Duration) -> Result<Whitepapers, Failure> {
    let instance = Instance::seeded().await?;
    let server = instance.start().await?;
    let store = Store::open(&Options { create: false, ..Options::new(instance.database()) }).await?;
    let (gated, _) = found(&store, GATED).await?;
    let begun = Instant::now();
    let senders: Vec<_> = (0..FORMS).map(|sender| tokio::spawn(send(server.port, gated, begun + lasts, sender))).collect();
    let mut forms = 0;
    for sender in senders {
        forms += sender.await??;
    }
    let forms_lasted = begun.elapsed();
    let begun = Instant::now();
    let readers: Vec<_> = (0..DOWNLOADS).map(|_| tokio::spawn(download(server.port))).collect();
    for reader in readers {
        reader.await??;
    }
    let downloads_lasted = begun.elapsed();
    let (_, counted) = found(&store, OPEN).await?;
    let filter = DownloadFilter::default();
    let leads = store::whitepapers::downloads(&store, &Editor::command_line(), &filter).await?.total.unwrap_or_default();
    store.close().await;
    Ok(Whitepapers { forms, forms_lasted, leads, downloads_lasted, counted })
}

/// The whitepaper at a path, and how often it was downloaded.
async fn found(store: &Store, path: &str) -> Result<(WhitepaperId, i64), Failure> {
    let (by, filter) = (Editor::command_line(), WhitepaperFilter::default());
    let list = store::whitepapers::list(store, &by, &filter, &Languages::default(), now()).await?;
    let row = list.items.into_iter().find(|row| row.item.path == path).ok_or("a whitepaper of the sample site is missing")?;
    Ok((WhitepaperId(row.item.id), row.downloads))
}

/// One form after the other; how many were taken.
async fn send(port: u16, whitepaper: WhitepaperId, end: Instant, sender: usize) -> Result<usize, Failure> {
    let secret = Secret::parse(SECRET).map_err(|_| "the secret is too weak")?;
    let mut connection = connect(port).await?;
    let mut taken = 0;
    while Instant::now() < end {
        let form_token = secret.form_token(&form_name(whitepaper), Timestamp(now().0 - 10))?;
        let body = format!(
            "first_name=Ada&last_name=Berg&email=ada.{sender}.{taken}%40stadtwerke.example&company=Stadtwerke&privacy=yes&form_token={form_token}"
        );
        let head = format!("Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n", body.len());
        expect(&mut connection, &format!("POST {GATED} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n{head}\r\n{body}"), 303).await?;
        taken += 1;
    }
    Ok(taken)
}

async fn download(port: u16) -> Result<(), Failure> {
    let mut connection = connect(port).await?;
    let request = format!("GET {OPEN}/file HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUser-Agent: {FIREFOX}\r\n\r\n");
    expect(&mut connection, &request, 200).await
}

async fn expect(connection: &mut TcpStream, request: &str, wanted: u16) -> Result<(), Failure> {
    tokio::io::AsyncWriteExt::write_all(connection, request.as_bytes()).await?;
    let (status, _) = answer(connection, &mut Vec::new()).await?;
    if status == wanted { Ok(()) } else { Err(format!("status {status} instead of {wanted}").into()) }
}
