//! One address holds ten thousand connections that ask for nothing, and opens each again when it is closed. Meanwhile another
//! address reads.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpSocket;

use crate::load::{answer, request};
use crate::process::{Instance, Server};
use crate::{Failure, load};

/// As many as this process may have, where that is less.
const CONNECTIONS: u64 = 10_000;

/// Files that this process needs beside them.
const OTHER_FILES: u64 = 100;

const READS: usize = 500;

pub struct Idle {
    pub connections: usize,
    /// Connections that were opened in the whole time.
    pub opened: usize,
    pub p99: Duration,
    pub slowest: Duration,
    /// Beyond what the server had before.
    pub more_kb: u64,
}

/// Reads a page over new connections and over one that stays, each half of the times.
pub async fn measure() -> Result<Idle, Failure> {
    let files = rlimit::increase_nofile_limit(u64::MAX)?;
    let connections = usize::try_from(CONNECTIONS.min(files.saturating_sub(OTHER_FILES)))?;
    let instance = Instance::seeded().await?;
    let server = instance.start().await?;
    let before = server.resident_kb()?;
    let (opened, is_over) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicBool::new(false)));
    for _ in 0..connections {
        let (opened, is_over, port) = (opened.clone(), is_over.clone(), server.port);
        tokio::spawn(async move {
            while !is_over.load(Ordering::Relaxed) {
                let Ok(mut connection) = load::connect(port).await else { return };
                opened.fetch_add(1, Ordering::Relaxed);
                // Until the server closes it.
                let _ = connection.read_u8().await;
                tokio::time::sleep(Duration::from_secs(1)).await;
            }
        });
    }
    let mut times = Vec::new();
    // The first half is read while they are being opened.
    let mut kept = None;
    for number in 0..READS {
        let began = Instant::now();
        if number % 2 == 0 || kept.is_none() {
            kept = Some(connect(&server).await?);
        }
        if let Some(connection) = &mut kept {
            connection.write_all(&request("/", "identity")).await?;
            answer(connection, &mut Vec::new()).await?;
        }
        times.push(began.elapsed());
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    times.sort_unstable();
    let idle = Idle {
        connections,
        opened: opened.load(Ordering::Relaxed),
        p99: times.get(READS * 99 / 100).copied().unwrap_or_default(),
        slowest: times.last().copied().unwrap_or_default(),
        more_kb: server.resident_kb()?.saturating_sub(before),
    };
    is_over.store(true, Ordering::Relaxed);
    Ok(idle)
}

/// From another address of this machine.
async fn connect(server: &Server) -> Result<tokio::net::TcpStream, Failure> {
    let socket = TcpSocket::new_v4()?;
    socket.bind(SocketAddr::from((Ipv4Addr::new(127, 0, 0, 2), 0)))?;
    let connection = socket.connect(SocketAddr::from((Ipv4Addr::LOCALHOST, server.port))).await?;
    connection.set_nodelay(true)?;
    Ok(connection)
}
