//! The mail server: how its address is read, and how a mail is handed over to it (RFC 5321, RFC 8314).

mod limited;

use std::fmt;
use std::io;
use std::net::IpAddr;
use std::str::FromStr;
use std::time::Duration;

use domain::mail::{Failure, FailureKind};
use lettre::Message;
use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::{AsyncSmtpConnection, AsyncTokioStream, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use lettre::transport::smtp::{SUBMISSION_PORT, SUBMISSIONS_PORT};
use percent_encoding::percent_decode_str;
use tokio::net::TcpStream;
use url::{Host, Url};

use self::limited::Limited;
use crate::tls;

/// The address as it was given. It may hold a password, so nothing prints it, and it is read only when the settings are checked:
/// a message about a bad argument would quote it.
#[derive(Clone)]
pub struct Address(String);

impl Address {
    pub fn is_empty(&self) -> bool {
        self.0.trim().is_empty()
    }

    /// The parsed value, or the problem as the end of a message.
    pub fn server(&self) -> Result<Server, &'static str> {
        Server::parse(self.0.trim())
    }
}

impl FromStr for Address {
    type Err = std::convert::Infallible;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(Self(text.to_owned()))
    }
}

impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Address(…)")
    }
}

/// A mail server and how to speak to it.
#[derive(Clone)]
pub struct Server {
    host: String,
    port: u16,
    encryption: Encryption,
    credentials: Option<Credentials>,
    /// For each of: getting through and signing in, and handing over one mail.
    timeout: Duration,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Encryption {
    /// `smtps:`
    FromStart,
    /// `smtp:`, with STARTTLS or not at all.
    Insisted,
    /// `smtp:` to this machine.
    AsOffered,
    /// `?tls=none`
    Never,
}

const USUAL_TIMEOUT: Duration = Duration::from_secs(60);

impl Server {
    fn parse(text: &str) -> Result<Self, &'static str> {
        let url = Url::parse(text).map_err(|_| "must look like smtps://user:password@mail.example.com")?;
        let host = match url.host() {
            Some(Host::Domain(name)) if !name.is_empty() => percent_decoded(name)?,
            Some(Host::Ipv4(address)) => address.to_string(),
            Some(Host::Ipv6(address)) => address.to_string(),
            _ => return Err("names no host"),
        };
        let (mut encryption, port) = match url.scheme() {
            "smtps" => (Encryption::FromStart, SUBMISSIONS_PORT),
            "smtp" if is_this_machine(&host) => (Encryption::AsOffered, SUBMISSION_PORT),
            "smtp" => (Encryption::Insisted, SUBMISSION_PORT),
            _ => return Err("must begin with smtp:// or smtps://"),
        };
        let mut timeout = USUAL_TIMEOUT;
        for (name, value) in url.query_pairs() {
            match (&*name, &*value) {
                ("tls", "none") if encryption != Encryption::FromStart => encryption = Encryption::Never,
                ("tls", _) => return Err("knows no other tls than none, and that only with smtp://"),
                ("timeout", seconds) => {
                    let seconds = seconds.parse().ok().filter(|seconds| (1..=600).contains(seconds));
                    timeout = Duration::from_secs(seconds.ok_or("has a timeout that is not 1 to 600 seconds")?);
                }
                _ => return Err("has a parameter that is neither tls nor timeout"),
            }
        }
        if !matches!(url.path(), "" | "/") || url.fragment().is_some() {
            return Err("has something behind the host that does not belong there");
        }
        let credentials = match (url.username(), url.password()) {
            ("", None) => None,
            (name, Some(password)) if !name.is_empty() => {
                Some(Credentials::new(percent_decoded(name)?, percent_decoded(password)?))
            }
            _ => return Err("must give both a user and a password, or neither"),
        };
        Ok(Self { host, port: url.port().unwrap_or(port), encryption, credentials, timeout })
    }

    pub fn host(&self) -> &str {
        &self.host
    }

    /// Whether a password would travel so that others could read it.
    pub fn tells_password(&self) -> bool {
        self.credentials.is_some() && self.encryption == Encryption::Never && !is_this_machine(&self.host)
    }
}

/// Without the credentials.
impl fmt::Debug for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { host, port, encryption, .. } = self;
        f.debug_struct("Server").field("host", host).field("port", port).field("encryption", encryption).finish_non_exhaustive()
    }
}

fn is_this_machine(host: &str) -> bool {
    host == "localhost" || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

fn percent_decoded(text: &str) -> Result<String, &'static str> {
    let decoded = percent_decode_str(text).decode_utf8().map_err(|_| "holds bytes that are not UTF-8")?;
    Ok(decoded.into_owned())
}

/// A connection to a mail server. It stays open while there is more to send.
pub struct SmtpConnection {
    server: Server,
    connection: Option<AsyncSmtpConnection>,
}

impl SmtpConnection {
    pub fn new(server: Server) -> Self {
        Self { server, connection: None }
    }

    pub fn server(&self) -> &Server {
        &self.server
    }

    /// How long [`Self::send`] may take.
    pub fn longest(&self) -> Duration {
        2 * self.server.timeout
    }

    /// Hands a mail over. After a failure the connection is given up: nobody knows what the other side thinks it is about.
    pub async fn send(&mut self, message: &Message) -> Result<(), Failure> {
        let timeout = self.server.timeout;
        let mut connection = in_time(timeout, reached(&self.server, self.connection.take())).await?;
        let bytes = message.formatted();
        let handed_over = async { connection.send(message.envelope(), &bytes).await.map_err(|error| failure(&error)) };
        in_time(timeout, handed_over).await?;
        self.connection = Some(connection);
        Ok(())
    }

    /// Says goodbye, where there is someone to say it to.
    pub async fn hang_up(&mut self) {
        if let Some(mut connection) = self.connection.take() {
            // A server that does not answer this is disconnected.
            let _ = tokio::time::timeout(Duration::from_secs(2), connection.abort()).await;
        }
    }
}

impl fmt::Debug for SmtpConnection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SmtpConnection").field("server", &self.server).finish_non_exhaustive()
    }
}

async fn in_time<T>(limit: Duration, work: impl Future<Output = Result<T, Failure>>) -> Result<T, Failure> {
    let timed_out = |_| Err(Failure { kind: FailureKind::TimedOut, detail: String::new() });
    tokio::time::timeout(limit, work).await.unwrap_or_else(timed_out)
}

/// The connection that was kept, if the other side kept it too; else a new one, encrypted and signed in as the settings say.
async fn reached(server: &Server, kept: Option<AsyncSmtpConnection>) -> Result<AsyncSmtpConnection, Failure> {
    if let Some(mut kept) = kept
        && kept.test_connected().await
    {
        return Ok(kept);
    }
    let unreachable = |error: lettre::transport::smtp::Error| Failure { kind: FailureKind::Unreachable, detail: words(&error) };
    let unconnected = |error: io::Error| Failure { kind: FailureKind::Unreachable, detail: words(&error) };
    let tls = || TlsParameters::new(server.host.clone()).map_err(unreachable);
    let name = ClientId::default();
    let stream = TcpStream::connect((server.host.as_str(), server.port)).await.map_err(unconnected)?;
    let peer = stream.peer_addr().map_err(unconnected)?;
    let stream: Box<dyn AsyncTokioStream> = if server.encryption == Encryption::FromStart {
        Box::new(Limited::new(tls::encrypted(&server.host, stream).await.map_err(unconnected)?, peer))
    } else {
        Box::new(Limited::new(stream, peer))
    };
    let connected = AsyncSmtpConnection::connect_with_transport(stream, &name).await;
    let mut connection = connected.map_err(unreachable)?;
    let wants_tls = match server.encryption {
        Encryption::Insisted => true,
        Encryption::AsOffered => connection.can_starttls(),
        Encryption::FromStart | Encryption::Never => false,
    };
    if wants_tls {
        connection.starttls(tls()?, &name).await.map_err(unreachable)?;
    }
    if let Some(credentials) = &server.credentials {
        let signed_in = connection.auth(&[Mechanism::Plain, Mechanism::Login], credentials).await;
        signed_in.map_err(|error| Failure { kind: FailureKind::SignIn, detail: words(&error) })?;
    }
    Ok(connection)
}

/// 5yz is for good and 4yz for now (RFC 5321, 4.2.1), but not where the server wants to know us first (RFC 4954, 6). Errors that
/// the client itself finds, such as letters in an address that the server does not take, are permanent.
fn failure(error: &lettre::transport::smtp::Error) -> Failure {
    let code = error.status().map(|code| code.to_string());
    let kind = match code.as_deref() {
        Some("530" | "534" | "535" | "538") => FailureKind::SignIn,
        _ if error.is_permanent() || error.is_client() => FailureKind::Refused,
        _ if error.is_transient() => FailureKind::Postponed,
        _ if error.is_timeout() => FailureKind::TimedOut,
        _ => FailureKind::Unreachable,
    };
    Failure { kind, detail: words(error) }
}

/// One line, not too long.
fn words(error: &impl fmt::Display) -> String {
    error.to_string().chars().map(|c| if c.is_control() { ' ' } else { c }).take(500).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn server(text: &str) -> Server {
        Server::parse(text).unwrap_or_else(|why| panic!("{text} {why}"))
    }

    #[test]
    fn an_address_says_how_to_speak_to_the_server() {
        let of = |text| {
            let server = server(text);
            (server.host.clone(), server.port, server.encryption)
        };
        assert_eq!(of("smtps://mail.example.com"), ("mail.example.com".into(), 465, Encryption::FromStart));
        assert_eq!(of("smtp://mail.example.com"), ("mail.example.com".into(), 587, Encryption::Insisted));
        assert_eq!(of("smtp://mail.example.com:25?tls=none"), ("mail.example.com".into(), 25, Encryption::Never));
        assert_eq!(of("smtp://127.0.0.1:2525"), ("127.0.0.1".into(), 2525, Encryption::AsOffered));
        assert_eq!(of("smtp://[::1]:2525/"), ("::1".into(), 2525, Encryption::AsOffered));
        assert_eq!(server("smtp://localhost?timeout=5").timeout, Duration::from_secs(5));
    }

    #[test]
    fn a_password_may_hold_any_letter() {
        let credentials = server("smtps://user%40example.com:p%3A%2F%C3%BC@mail.example.com").credentials;
        assert_eq!(credentials, Some(Credentials::new("user@example.com".into(), "p:/ü".into())));
    }

    #[test]
    fn what_is_no_address_is_refused_without_quoting_it() {
        for bad in [
            "mail.example.com",
            "http://mail.example.com",
            "smtp://",
            "smtp://user@mail.example.com",
            "smtp://mail.example.com/inbox",
            "smtps://mail.example.com?tls=none",
            "smtp://mail.example.com?tls=maybe",
            "smtp://mail.example.com?timeout=0",
            "smtp://mail.example.com?tls=none&verify=no",
        ] {
            assert!(Server::parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn nothing_prints_a_password() {
        let text = "smtp://user:secret@mail.example.com";
        let address: Address = text.parse().unwrap();
        let printed = format!("{address:?} {:?} {:?}", address.server(), SmtpConnection::new(server(text)));
        assert!(!printed.contains("secret") && !printed.contains("user"), "{printed}");
        assert!(server("smtp://user:secret@mail.example.com?tls=none").tells_password());
        assert!(!server(text).tells_password());
    }
}
