//! The networks behind addresses, for limits that count clients.

use std::net::IpAddr;

/// One client for all limits: an IPv4 address, or the /64 of an IPv6 address, which usually belongs to one person.
pub fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(v6) => {
            let [a, b, c, d, ..] = v6.segments();
            IpAddr::from([a, b, c, d, 0, 0, 0, 0])
        }
        v4 => v4,
    }
}

/// The most that one customer of a provider usually gets: an IPv4 address, or an IPv6 /48, which holds 65,536
/// networks (RFC 6177).
pub fn allocation(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(v6) => {
            let [a, b, c, ..] = v6.segments();
            IpAddr::from([a, b, c, 0, 0, 0, 0, 0])
        }
        v4 => v4,
    }
}
