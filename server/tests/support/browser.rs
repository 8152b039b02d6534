//! The browser of the tests: it asks as browsers do, keeps its connections, and reads every answer to its end.

use std::error::Error;
use std::io::Read;
use std::net::SocketAddr;
use std::sync::Mutex;
use std::time::Duration;

use axum::body::Body;
use http_body_util::BodyExt;
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper::header::{self, HeaderMap, HeaderName};
use hyper::{Method, Request, Response, StatusCode, body::Incoming};
use hyper_util::rt::TokioIo;
use scraper::{Html, Selector};
use tokio::net::TcpStream;
use tokio::time::timeout;

pub type Failed = Box<dyn Error + Send + Sync>;

/// Longer than the program lets anybody wait.
const PATIENCE: Duration = Duration::from_secs(60);

/// As a Cookie header carries it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cookie(pub String);

/// Speaks to the program at one address. The next request goes over a connection of the ones before.
#[derive(Debug)]
pub struct Browser {
    pub address: SocketAddr,
    connections: Mutex<Vec<SendRequest<Body>>>,
}

impl Browser {
    pub fn new(address: SocketAddr) -> Self {
        Self { address, connections: Mutex::default() }
    }

    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    pub fn ask<'a>(&'a self, method: Method, path: &'a str) -> Ask<'a> {
        Ask { browser: self, method, path, headers: HeaderMap::new(), body: Body::empty() }
    }

    async fn send(&self, mut request: Request<Body>) -> Result<(SendRequest<Body>, Response<Incoming>), Failed> {
        loop {
            let kept = self.connections.lock().unwrap().pop();
            let is_new = kept.is_none();
            let mut sender = match kept {
                Some(sender) => sender,
                None => self.connect().await?,
            };
            if sender.ready().await.is_err() && !is_new {
                continue;
            }
            match sender.try_send_request(request).await {
                Ok(response) => return Ok((sender, response)),
                // It was closed meanwhile, and nothing was sent.
                Err(mut error) => match error.take_message() {
                    Some(unsent) if !is_new => request = unsent,
                    _ => return Err(error.into_error().into()),
                },
            }
        }
    }

    async fn connect(&self) -> Result<SendRequest<Body>, Failed> {
        let (sender, connection) = handshake(TokioIo::new(TcpStream::connect(self.address).await?)).await?;
        tokio::spawn(connection);
        Ok(sender)
    }

    fn keep(&self, sender: SendRequest<Body>) {
        if !sender.is_closed() {
            self.connections.lock().unwrap().push(sender);
        }
    }
}

/// A request that is being put together.
pub struct Ask<'a> {
    browser: &'a Browser,
    method: Method,
    path: &'a str,
    headers: HeaderMap,
    body: Body,
}

impl Ask<'_> {
    pub fn header(mut self, name: HeaderName, value: &str) -> Self {
        self.headers.insert(name, value.parse().unwrap());
        self
    }

    pub fn named(self, name: &str, value: &str) -> Self {
        self.header(name.parse().unwrap(), value)
    }

    pub fn cookie(self, cookie: &Cookie) -> Self {
        self.header(header::COOKIE, &cookie.0)
    }

    pub fn cookie_if(self, cookie: Option<&Cookie>) -> Self {
        match cookie {
            Some(cookie) => self.cookie(cookie),
            None => self,
        }
    }

    pub fn body(mut self, body: impl Into<Body>) -> Self {
        self.body = body.into();
        self
    }

    /// A plain form.
    pub fn fields(self, fields: &[(&str, &str)]) -> Self {
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        self.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded").body(body)
    }

    /// Arguments of a server function.
    pub fn json(self, body: &str) -> Self {
        self.header(header::CONTENT_TYPE, "application/json").body(body.to_owned())
    }

    pub async fn send(self) -> Answer {
        let what = format!("{} {}", self.method, self.path);
        self.try_send().await.unwrap_or_else(|error| panic!("{what}: {error}"))
    }

    /// Fails where the connection breaks, or no whole answer comes in time.
    pub async fn try_send(self) -> Result<Answer, Failed> {
        let Self { browser, method, path, headers, body } = self;
        let mut request = Request::new(body);
        *request.uri_mut() = path.parse()?;
        *request.headers_mut() = browsers(headers, path, &browser.url(), method == Method::POST);
        *request.method_mut() = method;
        request.headers_mut().entry(header::HOST).or_insert(browser.address.to_string().parse()?);
        let answered = async {
            let (sender, response) = browser.send(request).await?;
            let (parts, body) = response.into_parts();
            let body = decoded(&parts.headers, &body.collect().await?.to_bytes());
            browser.keep(sender);
            Ok(Answer { status: parts.status, headers: parts.headers, body: String::from_utf8_lossy(&body).into_owned() })
        };
        timeout(PATIENCE, answered).await?
    }
}

/// What a browser sends with every request, where the test does not say it otherwise. An empty value is left out.
fn browsers(mut headers: HeaderMap, path: &str, own: &str, is_post: bool) -> HeaderMap {
    let is_call = path.starts_with("/api");
    let is_foreign = headers.get(header::ORIGIN).is_some_and(|origin| origin.as_bytes() != own.as_bytes());
    let site = match (is_foreign, is_post || is_call) {
        (true, _) => "cross-site",
        (false, true) => "same-origin",
        (false, false) => "none",
    };
    let sent = [
        ("user-agent", "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"),
        ("accept", if is_call { "*/*" } else { "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8" }),
        ("accept-language", "en-US,en;q=0.5"),
        ("accept-encoding", "gzip, deflate, br, zstd"),
        ("connection", "keep-alive"),
        ("origin", if is_post { own } else { "" }),
        ("sec-fetch-site", site),
        ("sec-fetch-mode", if is_call { "cors" } else { "navigate" }),
        ("sec-fetch-dest", if is_call { "empty" } else { "document" }),
    ];
    for (name, value) in sent {
        headers.entry(HeaderName::from_static(name)).or_insert(value.parse().unwrap());
    }
    let empty: Vec<_> = headers.iter().filter(|(_, value)| value.is_empty()).map(|(name, _)| name.clone()).collect();
    empty.into_iter().for_each(|name| drop(headers.remove(name)));
    headers
}

/// The body as it was before it was compressed.
pub fn decoded(headers: &HeaderMap, body: &[u8]) -> Vec<u8> {
    let mut text = Vec::new();
    let read = match headers.get(header::CONTENT_ENCODING).map(|coding| coding.to_str().unwrap()) {
        _ if body.is_empty() => Ok(0),
        None | Some("identity") => body.take(u64::MAX).read_to_end(&mut text),
        Some("gzip") => flate2::read::MultiGzDecoder::new(body).read_to_end(&mut text),
        Some("br") => brotli::Decompressor::new(body, 4096).read_to_end(&mut text),
        Some(other) => panic!("nobody asked for {other}"),
    };
    read.unwrap_or_else(|error| panic!("the body cannot be decoded: {error}"));
    text
}

#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
}

impl Answer {
    /// Empty where there is no such header.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    pub fn location(&self) -> &str {
        self.header("location")
    }

    /// What the answer set, as a Cookie header carries it back.
    pub fn cookie(&self) -> Cookie {
        let set = self.header("set-cookie");
        Cookie(set.split(';').next().unwrap().to_owned())
    }

    pub fn html(&self) -> Html {
        Html::parse_document(&self.body)
    }

    /// The value of the first element that the selector finds.
    pub fn attribute(&self, selector: &str, attribute: &str) -> Option<String> {
        let selector = Selector::parse(selector).unwrap();
        self.html().select(&selector).next()?.attr(attribute).map(str::to_owned)
    }

    /// The words of the first element that the selector finds.
    pub fn text(&self, selector: &str) -> String {
        let selector = Selector::parse(selector).unwrap();
        self.html().select(&selector).next().map(|element| element.text().collect()).unwrap_or_default()
    }

    pub fn count(&self, selector: &str) -> usize {
        self.html().select(&Selector::parse(selector).unwrap()).count()
    }

    /// 503, and when to try again.
    pub fn assert_unavailable(&self, what: &str) {
        assert_eq!(self.status, StatusCode::SERVICE_UNAVAILABLE, "{what}: {}", self.body);
        assert!(!self.header("retry-after").is_empty(), "{what}");
    }
}
