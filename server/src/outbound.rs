//! The one way in which the program asks other sites for something: a picture that an editor wants in the library.
//!
//! Whoever names an address could make the program ask its own network, where a request from inside is trusted. So only public
//! addresses are asked, the connection goes to the very address that was checked, and so does each redirect.

mod public;

use std::io;
use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use http_body_util::{BodyExt, Empty};
use hyper::body::{Bytes, Incoming};
use hyper::client::conn::http1;
use hyper::header::{ACCEPT, ACCEPT_ENCODING, CONTENT_LENGTH, HOST, LOCATION, USER_AGENT};
use hyper::{Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio::sync::{Semaphore, SemaphorePermit};
use tokio::task::JoinHandle;
use tokio::time::{Instant, timeout, timeout_at};
use url::{Host, Url};

pub use self::public::is_public;
use crate::tls;

/// For finding the other side, the connection, and the head of each answer.
const STEP: Duration = Duration::from_secs(10);

/// For all of it: waiting, redirects and body included.
const MAX_TIME: Duration = Duration::from_secs(60);

/// So long an editor waits for a place while others hold them all.
const MAX_WAIT: Duration = Duration::from_secs(20);

const MAX_REDIRECTS: usize = 5;

/// Characters of an address.
const MAX_ADDRESS_CHARS: usize = 2_000;

/// Files that come in at once, of all editors together.
static PLACES: Semaphore = Semaphore::const_new(4);

/// Why nothing was fetched.
#[derive(Debug)]
pub enum Unfetched {
    /// It is no address of a public site.
    NotPublic,
    /// Nobody answered in time, or with something else than a file.
    NotReached,
    TooLarge,
    /// Others fetch so much that there was no place in time.
    Busy,
}

impl From<io::Error> for Unfetched {
    fn from(_: io::Error) -> Self {
        Self::NotReached
    }
}

impl From<hyper::Error> for Unfetched {
    fn from(_: hyper::Error) -> Self {
        Self::NotReached
    }
}

impl From<tokio::time::error::Elapsed> for Unfetched {
    fn from(_: tokio::time::error::Elapsed) -> Self {
        Self::NotReached
    }
}

/// Which sites may be asked.
#[derive(Debug, Clone, Copy)]
pub struct Outbound {
    is_allowed: fn(IpAddr) -> bool,
    /// Whether ports other than those of the scheme may be asked.
    has_any_port: bool,
    places: fn() -> &'static Semaphore,
    max_wait: Duration,
}

impl Outbound {
    /// Public addresses alone.
    pub const PUBLIC: Self = Self { is_allowed: is_public, has_any_port: false, places: || &PLACES, max_wait: MAX_WAIT };

    /// Asks for what stands at an address, of so many bytes at the most.
    pub async fn open(self, address: &str, max_bytes: u64) -> Result<Download, Unfetched> {
        let end = Instant::now() + MAX_TIME;
        let place = timeout(self.max_wait, (self.places)().acquire()).await.map_err(|_| Unfetched::Busy)?;
        let place = place.map_err(io::Error::other)?;
        let (url, answer, connection) = timeout_at(end, self.found(address)).await??;
        let announced = answer.headers().get(CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse().ok());
        if announced.is_some_and(|length: u64| length > max_bytes) {
            return Err(Unfetched::TooLarge);
        }
        Ok(Download { url, answer, left: max_bytes, end, _connection: connection, _place: place })
    }

    /// The answer that is no redirect.
    async fn found(self, address: &str) -> Result<(Url, Response<Incoming>, Connection), Unfetched> {
        let mut url = Url::parse(address).map_err(|_| Unfetched::NotPublic)?;
        for _ in 0..=MAX_REDIRECTS {
            let (answer, connection) = self.ask(&url).await?;
            if !answer.status().is_redirection() {
                return if answer.status() == StatusCode::OK {
                    Ok((url, answer, connection))
                } else {
                    Err(Unfetched::NotReached)
                };
            }
            let to = answer.headers().get(LOCATION).and_then(|to| to.to_str().ok()).ok_or(Unfetched::NotReached)?;
            url = url.join(to).map_err(|_| Unfetched::NotReached)?;
        }
        Err(Unfetched::NotReached)
    }

    async fn ask(self, url: &Url) -> Result<(Response<Incoming>, Connection), Unfetched> {
        let (host, to) = self.checked(url).await?;
        let stream = timeout(STEP, TcpStream::connect(to)).await??;
        if url.scheme() == "https" {
            get(timeout(STEP, tls::encrypted(&host, stream)).await??, url).await
        } else {
            get(stream, url).await
        }
    }

    /// The host of an address, and where it is: at one of the places that its name stands for, if all of them may be asked.
    async fn checked(self, url: &Url) -> Result<(String, SocketAddr), Unfetched> {
        let is_usual = matches!(url.scheme(), "http" | "https") && url.username().is_empty() && url.password().is_none();
        let port = url.port_or_known_default().filter(|_| is_usual && (self.has_any_port || url.port().is_none()));
        let (port, host) = port.zip(url.host()).ok_or(Unfetched::NotPublic)?;
        if url.as_str().len() > MAX_ADDRESS_CHARS {
            return Err(Unfetched::NotPublic);
        }
        let (host, places): (String, Vec<SocketAddr>) = match host {
            Host::Ipv4(place) => (place.to_string(), vec![(place, port).into()]),
            Host::Ipv6(place) => (place.to_string(), vec![(place, port).into()]),
            Host::Domain(name) => (name.to_owned(), timeout(STEP, tokio::net::lookup_host((name, port))).await??.collect()),
        };
        if !places.iter().all(|place| (self.is_allowed)(place.ip())) {
            return Err(Unfetched::NotPublic);
        }
        // Addresses of IPv4 first: many servers have no way to the others.
        let place = places.iter().min_by_key(|place| place.is_ipv6()).ok_or(Unfetched::NotReached)?;
        Ok((host, *place))
    }
}

/// A file of another site that is coming in.
#[derive(Debug)]
pub struct Download {
    /// Where it was found.
    pub url: Url,
    answer: Response<Incoming>,
    left: u64,
    end: Instant,
    _connection: Connection,
    _place: SemaphorePermit<'static>,
}

impl Download {
    /// The next piece of it, none at its end.
    pub async fn next(&mut self) -> Result<Option<Bytes>, Unfetched> {
        let end = self.end.min(Instant::now() + STEP);
        while let Some(frame) = timeout_at(end, self.answer.frame()).await? {
            let Ok(piece) = frame?.into_data() else { continue };
            self.left = self.left.checked_sub(piece.len() as u64).ok_or(Unfetched::TooLarge)?;
            return Ok(Some(piece));
        }
        Ok(None)
    }
}

/// A connection that ends with what was asked over it.
#[derive(Debug)]
struct Connection(JoinHandle<()>);

impl Drop for Connection {
    fn drop(&mut self) {
        self.0.abort();
    }
}

async fn get(
    stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
    url: &Url,
) -> Result<(Response<Incoming>, Connection), Unfetched> {
    let (mut sender, connection) = timeout(STEP, http1::handshake(TokioIo::new(stream))).await??;
    let connection = Connection(tokio::spawn(async move {
        // Its end is seen by who reads the answer.
        let _ = connection.await;
    }));
    let target = &url[url::Position::BeforePath..url::Position::AfterQuery];
    let host = &url[url::Position::BeforeHost..url::Position::AfterPort];
    let request = Request::get(target)
        .header(HOST, host)
        .header(USER_AGENT, "Magnetiq")
        .header(ACCEPT, "image/*")
        .header(ACCEPT_ENCODING, "identity")
        .body(Empty::<Bytes>::new())
        .map_err(|_| Unfetched::NotPublic)?;
    let answer = timeout(STEP, sender.send_request(request)).await??;
    Ok((answer, connection))
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::net::TcpListener;

    use super::*;

    const LOCAL: Outbound = Outbound { is_allowed: |place| place.is_loopback(), has_any_port: true, ..Outbound::PUBLIC };

    /// Others hold them all.
    static TAKEN_PLACES: Semaphore = Semaphore::const_new(0);

    /// A site that answers each request with the next of these, and its address.
    async fn site(answers: &'static [&'static str]) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        tokio::spawn(async move {
            for answer in answers {
                let (mut stream, _) = listener.accept().await.unwrap();
                let mut asked = [0; 2_000];
                let length = stream.read(&mut asked).await.unwrap();
                let asked = String::from_utf8_lossy(&asked[..length]).into_owned();
                assert!(asked.starts_with("GET /") && asked.contains("host: 127.0.0.1:"), "{asked}");
                stream.write_all(answer.as_bytes()).await.unwrap();
            }
        });
        address
    }

    async fn fetched(outbound: Outbound, address: &str, max_bytes: u64) -> Result<(String, Vec<u8>), Unfetched> {
        let mut download = outbound.open(address, max_bytes).await?;
        let mut body = Vec::new();
        while let Some(piece) = download.next().await? {
            body.extend_from_slice(&piece);
        }
        Ok((download.url.path().to_owned(), body))
    }

    #[tokio::test]
    async fn a_file_is_fetched_by_way_of_redirects() {
        let site = site(&[
            "HTTP/1.1 302 Found\r\nlocation: /b.png?x=1\r\ncontent-length: 0\r\n\r\n",
            "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n",
        ])
        .await;
        assert_eq!(fetched(LOCAL, &format!("{site}/a.png"), 5).await.unwrap(), ("/b.png".to_owned(), b"abcde".to_vec()));
    }

    #[tokio::test]
    async fn nobody_waits_for_others_without_an_end() {
        let site = site(&["HTTP/1.1 200 OK\r\ncontent-length: 1\r\n\r\na"]).await;
        let crowded = Outbound { places: || &TAKEN_PLACES, max_wait: Duration::from_millis(10), ..LOCAL };
        assert!(matches!(fetched(crowded, &site, 5).await, Err(Unfetched::Busy)));
        assert!(MAX_WAIT < MAX_TIME);
        assert_eq!(fetched(LOCAL, &site, 5).await.unwrap().1, b"a");
    }

    #[tokio::test]
    async fn what_is_too_large_or_no_file_is_not_fetched() {
        let announced = site(&["HTTP/1.1 200 OK\r\ncontent-length: 6\r\n\r\nabcdef"]).await;
        assert!(matches!(fetched(LOCAL, &announced, 5).await, Err(Unfetched::TooLarge)));
        let growing = site(&["HTTP/1.1 200 OK\r\n\r\nabcdef"]).await;
        assert!(matches!(fetched(LOCAL, &growing, 5).await, Err(Unfetched::TooLarge)));
        for answer in [
            &["HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n"][..],
            &["HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nabc"],
            &["nonsense\r\n\r\n"],
            &["HTTP/1.1 302 Found\r\nlocation: /\r\ncontent-length: 0\r\n\r\n"; 6],
        ] {
            let site = site(answer).await;
            let found = fetched(LOCAL, &site, 50).await;
            assert!(matches!(found, Err(Unfetched::NotReached)), "{answer:?}: {found:?}");
        }
    }

    #[tokio::test]
    async fn nothing_but_public_sites_is_asked() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let any_port = Outbound { has_any_port: true, ..Outbound::PUBLIC };
        for address in [
            format!("http://127.0.0.1:{port}/"),
            format!("http://localhost:{port}/"),
            format!("http://2130706433:{port}/"),
            format!("http://0x7f.1:{port}/"),
            format!("http://[::1]:{port}/"),
            format!("http://[::ffff:127.0.0.1]:{port}/"),
            format!("http://0.0.0.0:{port}/"),
            "http://169.254.169.254/latest/meta-data".to_owned(),
            "http://10.0.0.1/".to_owned(),
            "file:///etc/passwd".to_owned(),
            "ftp://example.com/a.png".to_owned(),
            "http://user:secret@93.184.215.14/".to_owned(),
            "//example.com/a.png".to_owned(),
            String::new(),
        ] {
            let found = fetched(any_port, &address, 50).await;
            assert!(matches!(found, Err(Unfetched::NotPublic)), "{address}: {found:?}");
        }
        assert!(matches!(fetched(Outbound::PUBLIC, "http://93.184.215.14:8080/", 50).await, Err(Unfetched::NotPublic)));
        let asked = timeout(Duration::from_millis(50), listener.accept()).await;
        assert!(asked.is_err(), "somebody asked");
    }

    #[tokio::test]
    async fn a_redirect_into_the_own_network_is_not_followed() {
        let site = site(&["HTTP/1.1 302 Found\r\nlocation: http://169.254.169.254/latest\r\ncontent-length: 0\r\n\r\n"]).await;
        assert!(matches!(fetched(LOCAL, &site, 50).await, Err(Unfetched::NotPublic)));
    }
}
