//! Benchmarks of uploads: speed, memory, and the time of making variants of a photo.

use std::io::Write;
use std::process::Stdio;
use std::time::{Duration, Instant};

use image::codecs::jpeg::JpegEncoder;
use image::{Rgb, RgbImage};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::Failure;
use crate::process::{Instance, Server};

const EMAIL: &str = "bench@example.com";
const PASSWORD: &str = "a password for the bench 4711";
const BOUNDARY: &str = "----bench";

/// Just below the limit of 50 MB.
const FILM_BYTES: usize = 49 * 1024 * 1024;

/// How files came in.
pub struct Uploaded {
    pub megabytes_per_second: f64,
    /// What was in RAM more than before, at the most.
    pub more_kb: u64,
    /// From the answer to the upload of a photo of 24 megapixels to its largest variant.
    pub variants_in: Duration,
    /// What was in RAM meanwhile, at the most.
    pub variants_kb: u64,
}

pub async fn upload_rate() -> Result<Uploaded, Failure> {
    let instance = Instance::seeded().await?;
    let (server, cookie) = with_editor(&instance).await?;
    // The variants of the sample site come first.
    tokio::time::sleep(Duration::from_secs(5)).await;

    let idle = server.resident_kb()?;
    let film = film();
    let begun = Instant::now();
    let (answer, peak) = watched(&server, upload(server.port, &cookie, "film.mp4", &film)).await?;
    let lasted = begun.elapsed();
    address(&answer?)?;

    let photo = photo()?;
    let (answer, _) = watched(&server, upload(server.port, &cookie, "photo.jpg", &photo)).await?;
    let address = address(&answer?)?;
    let (folder, _) = address.rsplit_once('/').ok_or("the address of a file has no folder")?;
    let begun = Instant::now();
    let (made, variants_kb) = watched(&server, until_there(server.port, format!("{folder}/1280x720-50-50/photo.jpg"))).await?;
    made?;
    Ok(Uploaded {
        megabytes_per_second: film.len() as f64 / 1024.0 / 1024.0 / lasted.as_secs_f64(),
        more_kb: peak.saturating_sub(idle),
        variants_in: begun.elapsed(),
        variants_kb,
    })
}

/// The site's server, and the session of an editor.
pub async fn with_editor(instance: &Instance) -> Result<(Server, String), Failure> {
    let mut create =
        instance.command(&["user", "create", "--email", EMAIL, "--role", "editor", "--first-name", "B", "--last-name", "B"]);
    let mut child = create.stdin(Stdio::piped()).stdout(Stdio::null()).spawn()?;
    child.stdin.take().ok_or("the command takes no password")?.write_all(PASSWORD.as_bytes())?;
    if !child.wait()?.success() {
        return Err("the editor of the bench could not be made".into());
    }
    let server = instance.start().await?;
    let cookie = sign_in(server.port).await?;
    Ok((server, cookie))
}

/// The most that is in RAM while something happens.
async fn watched<T>(server: &Server, task: impl Future<Output = T>) -> Result<(T, u64), Failure> {
    let mut task = std::pin::pin!(task);
    let mut most = 0;
    loop {
        most = most.max(server.resident_kb()?);
        tokio::select! {
            done = &mut task => return Ok((done, most)),
            () = tokio::time::sleep(Duration::from_millis(5)) => {}
        }
    }
}

/// A film of one picture track (ISO/IEC 14496-12) whose only sample is noise. It is taken as any other, and nobody can play it.
fn film() -> Vec<u8> {
    let start = part(b"ftyp", b"isom\0\0\0\0isom");
    let mut noise = 4711_u32;
    let data: Vec<u8> = (0..FILM_BYTES)
        .map(|_| {
            noise = noise.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            noise.to_be_bytes()[0]
        })
        .collect();
    let table =
        |kind: &[u8; 4], numbers: &[u32]| part(kind, &numbers.iter().flat_map(|one| one.to_be_bytes()).collect::<Vec<_>>());
    let (place, bytes) = (start.len() + 8, data.len());
    let tables = [
        table(b"stsd", &[0, 0]),
        table(b"stsc", &[0, 1, 1, 1, 1]),
        table(b"stsz", &[0, 0, 1, u32::try_from(bytes).unwrap_or(u32::MAX)]),
        table(b"stco", &[0, 1, u32::try_from(place).unwrap_or(u32::MAX)]),
    ];
    let handler = part(b"hdlr", b"\0\0\0\0\0\0\0\0vide\0\0\0\0\0\0\0\0\0\0\0\0\0");
    let media = [part(b"mdhd", &[0; 24]), handler, part(b"minf", &part(b"stbl", &tables.concat()))].concat();
    let track = part(b"trak", &[part(b"tkhd", &[0; 84]), part(b"mdia", &media)].concat());
    let index = part(b"moov", &[part(b"mvhd", &[0; 100]), track].concat());
    [start, part(b"mdat", &data), index].concat()
}

/// A box: its length, its kind, its content.
fn part(kind: &[u8; 4], content: &[u8]) -> Vec<u8> {
    [&u32::try_from(content.len() + 8).unwrap_or(u32::MAX).to_be_bytes()[..], kind, content].concat()
}

/// 24 megapixels.
fn photo() -> Result<Vec<u8>, Failure> {
    let picture = RgbImage::from_fn(6_000, 4_000, |x, y| {
        let grain = (x.wrapping_mul(7_919) ^ y.wrapping_mul(104_729)) % 24;
        let part = |value: u32| u8::try_from(value.min(255)).unwrap_or(255);
        Rgb([part(x / 28 + grain), part(y / 20 + grain), part((x + y) / 48 + grain)])
    });
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, 88).encode_image(&picture)?;
    Ok(bytes)
}

async fn sign_in(port: u16) -> Result<String, Failure> {
    let body = format!("email={}&password={}", EMAIL.replace('@', "%40"), PASSWORD.replace(' ', "+"));
    let head = "POST /admin/sign-in HTTP/1.1\r\nContent-Type: application/x-www-form-urlencoded\r\n";
    let answer = ask(port, head, body.as_bytes()).await?;
    let cookie = answer.lines().find_map(|line| line.strip_prefix("set-cookie: ")?.split(';').next());
    Ok(cookie.ok_or("signing in gave no session")?.to_owned())
}

async fn upload(port: u16, cookie: &str, name: &str, content: &[u8]) -> Result<String, Failure> {
    let mut body =
        format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n").into_bytes();
    body.extend(content);
    body.extend(format!("\r\n--{BOUNDARY}--\r\n").into_bytes());
    let head = format!(
        "POST /admin/media/upload HTTP/1.1\r\nAccept: application/json\r\nCookie: {cookie}\r\nContent-Type: multipart/form-data; boundary={BOUNDARY}\r\n"
    );
    ask(port, &head, &body).await
}

pub async fn ask(port: u16, head: &str, body: &[u8]) -> Result<String, Failure> {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).await?;
    let rest = format!(
        "Host: 127.0.0.1:{port}\r\nOrigin: http://127.0.0.1:{port}\r\nConnection: close\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes()).await?;
    stream.write_all(rest.as_bytes()).await?;
    stream.write_all(body).await?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await?;
    Ok(String::from_utf8_lossy(&answer).into_owned())
}

/// Of the file that an upload answers with.
fn address(answer: &str) -> Result<String, Failure> {
    let address = answer.split("\"address\":\"").nth(1).and_then(|rest| rest.split('"').next());
    Ok(address.ok_or_else(|| format!("a file was not taken: {}", answer.chars().take(300).collect::<String>()))?.to_owned())
}

async fn until_there(port: u16, address: String) -> Result<(), Failure> {
    let end = Instant::now() + Duration::from_secs(60);
    while Instant::now() < end {
        let answer = ask(port, &format!("GET {address} HTTP/1.1\r\n"), b"").await?;
        if answer.starts_with("HTTP/1.1 200") {
            return Ok(());
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    Err("a photo was not made smaller within a minute".into())
}
