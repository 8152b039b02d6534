//! Whose request it is: the address of the connection, or the one that a trusted proxy names.

use std::net::IpAddr;

use app::ssr::auth::ClientAddress;
use axum::extract::Request;
use axum::http::uri::Authority;
use axum::http::{HeaderMap, HeaderName, header};

use crate::config::{Config, is_loopback};

/// The address at the other end of the connection; the acceptor adds it to each request.
#[derive(Debug, Clone, Copy)]
pub struct Peer(pub IpAddr);

/// Puts the [`ClientAddress`] into the request.
pub fn set_client_address(request: &mut Request, config: &Config) {
    let Peer(peer) = *request.extensions().get::<Peer>().expect("every connection is accepted with its address");
    let client = client(peer, request.headers(), config);
    request.extensions_mut().insert(ClientAddress(client));
}

/// The last address of X-Forwarded-For that no trusted proxy has: what stands before it anyone can have written.
fn client(peer: IpAddr, headers: &HeaderMap, config: &Config) -> IpAddr {
    let mut client = peer;
    let lines = headers.get_all(FORWARDED_FOR).into_iter().filter_map(|line| line.to_str().ok()).collect::<Vec<_>>();
    for named in lines.iter().rev().flat_map(|line| line.rsplit(',')) {
        if !config.is_trusted_proxy(client) {
            break;
        }
        let Ok(address) = named.trim().parse() else { break };
        client = address;
    }
    client.to_canonical()
}

const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");

/// Whether someone on this machine seems to ask for themselves, not through a proxy on it, trusted or not. A proxy may hide that
/// it is one, so this is a proof only where the site is for this machine ([`Config::is_for_this_machine`]).
pub fn is_local(client: ClientAddress, headers: &HeaderMap) -> bool {
    let proxied = ["x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip", "forwarded", "via"];
    let is_proxied = proxied.iter().any(|header| headers.contains_key(*header));
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()?.parse::<Authority>().ok());
    client.0.is_loopback() && !is_proxied && host.is_some_and(|host| is_loopback(host.host()))
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    #[derive(Parser)]
    struct Cli {
        #[command(flatten)]
        config: Config,
    }

    fn client_of(peer: &str, forwarded: &[&str]) -> String {
        let config = Cli::parse_from(["magnetiq", "--trusted-proxies", "127.0.0.1,10.0.0.0/8"]).config;
        let headers = forwarded.iter().map(|line| (FORWARDED_FOR, line.parse().unwrap())).collect();
        client(peer.parse().unwrap(), &headers, &config).to_string()
    }

    #[test]
    fn only_a_trusted_proxy_is_believed() {
        assert_eq!(client_of("192.0.2.1", &["198.51.100.7"]), "192.0.2.1");
        assert_eq!(client_of("127.0.0.1", &["198.51.100.7"]), "198.51.100.7");
        assert_eq!(client_of("::ffff:127.0.0.1", &["198.51.100.7"]), "198.51.100.7");
    }

    #[test]
    fn what_a_client_writes_itself_is_not_believed() {
        assert_eq!(client_of("127.0.0.1", &["1.1.1.1, 198.51.100.7"]), "198.51.100.7");
        assert_eq!(client_of("127.0.0.1", &["1.1.1.1", "198.51.100.7, 10.1.1.1"]), "198.51.100.7");
        assert_eq!(client_of("127.0.0.1", &["rubbish"]), "127.0.0.1");
        assert_eq!(client_of("127.0.0.1", &["198.51.100.7, rubbish"]), "127.0.0.1");
    }
}
