//! The client of the tests: it asks as browsers do, and reads every answer to its end.

use std::io::Read;
use std::sync::Mutex;

use axum::body::Body;
use http_body_util::BodyExt;
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper::header::{self, HeaderMap, HeaderName};
use hyper::{Method, Request, Response, StatusCode, body::Incoming};
use hyper_util::rt::TokioIo;
use scraper::{Html, Selector};
use tokio::net::TcpStream;

use super::{Cookie, Site};

/// A request that is being put together.
pub struct Ask<'a> {
    site: &'a Site,
    method: Method,
    path: &'a str,
    headers: HeaderMap,
    body: Body,
}

impl<'a> Ask<'a> {
    pub fn new(site: &'a Site, method: Method, path: &'a str) -> Self {
        Self { site, method, path, headers: HeaderMap::new(), body: Body::empty() }
    }

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

    pub async fn send(self) -> Answer {
        let mut request = Request::new(self.body);
        *request.method_mut() = self.method;
        *request.uri_mut() = self.path.parse().unwrap_or_else(|error| panic!("{}: {error}", self.path));
        *request.headers_mut() = browsers(self.headers, self.path, &self.site.url(), request.method() == Method::POST);
        let host = self.site.address().to_string().parse().unwrap();
        request.headers_mut().entry(header::HOST).or_insert(host);
        let (sender, response) = self.site.connections.send(self.site, request).await;
        let (parts, body) = response.into_parts();
        let body = decoded(&parts.headers, &body.collect().await.unwrap().to_bytes());
        self.site.connections.keep(sender);
        Answer { status: parts.status, headers: parts.headers, body: String::from_utf8_lossy(&body).into_owned() }
    }
}

/// Connections on which the next requests go, as browsers keep them.
#[derive(Debug, Default)]
pub struct Connections(Mutex<Vec<SendRequest<Body>>>);

impl Connections {
    async fn send(&self, site: &Site, mut request: Request<Body>) -> (SendRequest<Body>, Response<Incoming>) {
        loop {
            let kept = self.0.lock().unwrap().pop();
            let is_new = kept.is_none();
            let mut sender = match kept {
                Some(sender) => sender,
                None => connect(site).await,
            };
            if sender.ready().await.is_err() && !is_new {
                continue;
            }
            match sender.try_send_request(request).await {
                Ok(response) => return (sender, response),
                // It was closed meanwhile, and nothing was sent.
                Err(mut error) => match error.take_message() {
                    Some(unsent) if !is_new => request = unsent,
                    _ => panic!("the request failed: {}", error.error()),
                },
            }
        }
    }

    fn keep(&self, sender: SendRequest<Body>) {
        if !sender.is_closed() {
            self.0.lock().unwrap().push(sender);
        }
    }
}

async fn connect(site: &Site) -> SendRequest<Body> {
    let stream = TcpStream::connect(site.address()).await.unwrap();
    let (sender, connection) = handshake(TokioIo::new(stream)).await.unwrap();
    tokio::spawn(connection);
    sender
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
fn decoded(headers: &HeaderMap, body: &[u8]) -> Vec<u8> {
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
}
