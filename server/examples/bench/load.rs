//! A load over connections that stay open: HTTP/1.1, one request at a time on each.

use std::io::{Error, ErrorKind};
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::Failure;

/// How long the last answers of a load may take.
const PATIENCE: Duration = Duration::from_secs(30);

/// What a load measured: the time of every answer, in microseconds, sorted.
#[derive(Debug)]
pub struct Load {
    micros: Vec<u32>,
    lasted: Duration,
}

impl Load {
    /// Asks for one path over so many connections for so long. Anything but a 200 is an error, and so is an answer that is
    /// `PATIENCE` late.
    pub async fn run(port: u16, path: &str, connections: usize, lasts: Duration) -> Result<Self, Failure> {
        let begun = Instant::now();
        let end = begun + lasts;
        let request = request(path, "identity");
        let tasks: Vec<_> = (0..connections).map(|_| tokio::spawn(one(port, request.clone(), end))).collect();
        let mut micros = Vec::new();
        for (number, task) in tasks.into_iter().enumerate() {
            let answered = tokio::time::timeout_at((end + PATIENCE).into(), task).await;
            micros.extend(answered.map_err(|_| format!("{path}: no answer on connection {number} of {connections}"))???);
        }
        let lasted = begun.elapsed();
        micros.sort_unstable();
        Ok(Self { micros, lasted })
    }

    pub fn per_second(&self) -> f64 {
        self.micros.len() as f64 / self.lasted.as_secs_f64()
    }

    pub fn percentile_ms(&self, percent: usize) -> f64 {
        let at = (self.micros.len() * percent / 100).min(self.micros.len().saturating_sub(1));
        self.micros.get(at).copied().map_or(0.0, |micros| f64::from(micros) / 1000.0)
    }
}

async fn one(port: u16, request: Vec<u8>, end: Instant) -> Result<Vec<u32>, Error> {
    let mut connection = connect(port).await?;
    let mut buffer = Vec::new();
    let mut micros = Vec::new();
    while Instant::now() < end {
        let begun = Instant::now();
        connection.write_all(&request).await?;
        let (status, _) = answer(&mut connection, &mut buffer).await?;
        if status != 200 {
            return Err(Error::new(ErrorKind::InvalidData, format!("status {status}")));
        }
        micros.push(u32::try_from(begun.elapsed().as_micros()).unwrap_or(u32::MAX));
    }
    Ok(micros)
}

/// The body of one answer, as it came over the wire.
pub async fn get(port: u16, path: &str, encoding: &str) -> Result<Vec<u8>, Failure> {
    let mut connection = connect(port).await?;
    connection.write_all(&request(path, encoding)).await?;
    let mut buffer = Vec::new();
    let (status, head) = answer(&mut connection, &mut buffer).await?;
    if status != 200 {
        return Err(format!("{path}: status {status}").into());
    }
    Ok(buffer.split_off(head))
}

pub async fn connect(port: u16) -> Result<TcpStream, Error> {
    let connection = TcpStream::connect(("127.0.0.1", port)).await?;
    connection.set_nodelay(true)?;
    Ok(connection)
}

pub fn request(path: &str, encoding: &str) -> Vec<u8> {
    format!("GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept-Encoding: {encoding}\r\n\r\n").into_bytes()
}

/// Reads one answer into the buffer; its status, and where the body begins.
pub async fn answer(connection: &mut TcpStream, buffer: &mut Vec<u8>) -> Result<(u16, usize), Error> {
    buffer.clear();
    loop {
        if connection.read_buf(buffer).await? == 0 {
            return Err(ErrorKind::UnexpectedEof.into());
        }
        let Some(head) = buffer.windows(4).position(|bytes| bytes == b"\r\n\r\n").map(|at| at + 4) else { continue };
        let text = String::from_utf8_lossy(&buffer[..head]).to_ascii_lowercase();
        let status = text.get(9..12).and_then(|status| status.parse().ok()).unwrap_or(0);
        let length = text.lines().find_map(|line| line.strip_prefix("content-length:")?.trim().parse::<usize>().ok());
        match length {
            Some(length) => {
                while buffer.len() < head + length {
                    if connection.read_buf(buffer).await? == 0 {
                        return Err(ErrorKind::UnexpectedEof.into());
                    }
                }
            }
            // Chunked: the bytes of the chunks' sizes are counted in, which is what went over the wire.
            None => {
                while !buffer.ends_with(b"0\r\n\r\n") {
                    if connection.read_buf(buffer).await? == 0 {
                        return Err(ErrorKind::UnexpectedEof.into());
                    }
                }
            }
        }
        return Ok((status, head));
    }
}
