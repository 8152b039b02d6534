//! Which addresses are those of public sites (IANA's registries of special-purpose addresses, RFC 6890).

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Whether an address is that of a computer which anybody can ask. One of IPv4 that is written as one of IPv6 is none: no site has it.
pub fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [first, second, third, _] = address.octets();
    let is_special = match first {
        // This network, private ones, this machine, and what is for many or for nobody.
        0 | 10 | 127 | 224.. => true,
        // Shared by the customers of a provider (RFC 6598).
        100 => (64..128).contains(&second),
        169 => second == 254,
        172 => (16..32).contains(&second),
        // Protocols, documents, relays of 6to4, AS112, AMT, private networks.
        192 => match second {
            0 => matches!(third, 0 | 2),
            31 => third == 196,
            52 => third == 193,
            88 => third == 99,
            168 => true,
            175 => third == 48,
            _ => false,
        },
        // Measurements and documents.
        198 => matches!(second, 18 | 19) || (second, third) == (51, 100),
        203 => (second, third) == (0, 113),
        _ => false,
    };
    !is_special
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    let [first, second, ..] = address.segments();
    // All that is public begins with 001 (RFC 4291, 2.4).
    let is_global = first & 0xe000 == 0x2000;
    // Protocols (among them Teredo, which has an address of IPv4 within), documents, 6to4, documents.
    let is_special =
        first == 0x2001 && (second < 0x200 || second == 0xdb8) || first == 0x2002 || first == 0x3fff && second < 0x1000;
    is_global && !is_special
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_that_anybody_can_ask_are_told_from_others() {
        for address in [
            "93.184.215.14",
            "8.8.8.8",
            "100.63.0.1",
            "100.128.0.1",
            "172.15.0.1",
            "172.32.0.1",
            "192.0.1.1",
            "198.17.0.1",
            "223.255.255.1",
            "2606:2800:21f:cb07:6820:80da:af6b:8b2c",
            "2a00:1450:4001::1",
            "2001:4860:4860::8888",
        ] {
            assert!(is_public(address.parse().unwrap()), "{address}");
        }
        for address in [
            "0.0.0.0",
            "0.1.2.3",
            "10.1.2.3",
            "100.64.0.1",
            "100.127.255.255",
            "127.0.0.1",
            "127.9.9.9",
            "169.254.169.254",
            "172.16.0.1",
            "172.31.255.255",
            "192.0.0.1",
            "192.0.2.1",
            "192.88.99.1",
            "192.168.1.1",
            "198.18.0.1",
            "198.19.0.1",
            "198.51.100.1",
            "203.0.113.1",
            "224.0.0.1",
            "239.1.1.1",
            "240.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::ffff:127.0.0.1",
            "::ffff:8.8.8.8",
            "::8.8.8.8",
            "64:ff9b::8.8.8.8",
            "64:ff9b:1::1",
            "100::1",
            "2001::1",
            "2001:db8::1",
            "2001:20::1",
            "2002:7f00:1::",
            "3fff::1",
            "fc00::1",
            "fd12::1",
            "fe80::1",
            "fec0::1",
            "ff02::1",
        ] {
            assert!(!is_public(address.parse().unwrap()), "{address}");
        }
    }
}
