//! Limits the requests of a client address in a time (GCRA, ITU-T I.371). The memory for it never grows.

use std::hash::{BuildHasher, RandomState};
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::time::Duration;

use app::text::failure::Failure;
use governor::clock::{Clock, DefaultClock};
use governor::nanos::Nanos;
use governor::state::{InMemoryState, NotKeyed, StateStore};
use governor::{Quota, RateLimiter};

use crate::ip_network::{allocation, network};

/// Counts per address. Without a limit it lets everything pass.
pub struct Throttle(Option<Limited>);

struct Limited {
    limiter: RateLimiter<u16, Buckets, DefaultClock>,
    /// For a whole /48 of IPv6: who has one has 65,536 networks, enough to use up the allowance of every bucket.
    allocations: RateLimiter<u16, Buckets, DefaultClock>,
    /// Seeded by chance, so that nobody can choose an address that shares a bucket with someone else's.
    hasher: RandomState,
}

impl Throttle {
    /// At first so many at once, then one each `60 / count` seconds; 0 is no limit.
    pub fn per_minute(count: u32) -> Self {
        Self::new(NonZeroU32::new(count).map(Quota::per_minute))
    }

    /// At first ten times so many at once, then so many per second; 0 is no limit.
    pub fn per_second(count: u32) -> Self {
        let burst = |count: NonZeroU32| count.saturating_mul(NonZeroU32::MIN.saturating_add(9));
        Self::new(NonZeroU32::new(count).map(|count| Quota::per_second(count).allow_burst(burst(count))))
    }

    fn new(quota: Option<Quota>) -> Self {
        Self(quota.map(|quota| Limited {
            limiter: RateLimiter::new(quota, Buckets::new(), DefaultClock::default()),
            allocations: RateLimiter::new(times(quota, NETWORKS), Buckets::new(), DefaultClock::default()),
            hasher: RandomState::new(),
        }))
    }

    /// Counts one request of this address, or says when the next may come.
    pub fn check(&self, address: IpAddr) -> Result<(), Failure> {
        let Some(Limited { limiter, allocations, hasher }) = &self.0 else { return Ok(()) };
        let bucket = |of: IpAddr| (hasher.hash_one(of) & u64::from(u16::MAX)) as u16;
        if address.to_canonical().is_ipv6() {
            passed(allocations, bucket(allocation(address)))?;
        }
        passed(limiter, bucket(network(address)))
    }
}

fn passed(limiter: &RateLimiter<u16, Buckets, DefaultClock>, bucket: u16) -> Result<(), Failure> {
    limiter.check_key(&bucket).map_err(|until| {
        let wait = until.wait_time_from(limiter.clock().now());
        Failure::TooFast { retry_after_seconds: wait.as_secs() + 1 }
    })
}

/// So many networks of one /48 may use up their allowance at once.
const NETWORKS: NonZeroU32 = NonZeroU32::new(16).expect("16 is not 0");

/// The same quota for so many clients together.
fn times(quota: Quota, clients: NonZeroU32) -> Quota {
    let interval = quota.replenish_interval() / clients.get();
    let one = Quota::with_period(interval.max(Duration::from_nanos(1))).expect("the period is not 0");
    one.allow_burst(quota.burst_size().saturating_mul(clients))
}

/// One counter for each value of a 16-bit hash takes 512 KB, and as much again for /48s, whereas a map with a key for each
/// address would grow without a limit. Addresses with the same hash share one allowance: of a thousand busy ones, one in sixty.
struct Buckets(Box<[InMemoryState]>);

impl Buckets {
    fn new() -> Self {
        Self((0..=u16::MAX).map(|_| InMemoryState::default()).collect())
    }
}

impl StateStore for Buckets {
    type Key = u16;

    fn measure_and_replace<T, F, E>(&self, bucket: &u16, measure: F) -> Result<T, E>
    where
        F: Fn(Option<Nanos>) -> Result<(T, Nanos), E>,
    {
        self.0[usize::from(*bucket)].measure_and_replace(&NotKeyed::NonKey, measure)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    #[test]
    fn one_address_does_not_use_up_the_allowance_of_another() {
        let throttle = Throttle::per_minute(3);
        for _ in 0..3 {
            assert_eq!(throttle.check(address("192.0.2.1")), Ok(()));
        }
        let Err(Failure::TooFast { retry_after_seconds }) = throttle.check(address("192.0.2.1")) else { panic!("throttled") };
        assert!((1..=21).contains(&retry_after_seconds), "{retry_after_seconds}");
        assert_eq!(throttle.check(address("198.51.100.1")), Ok(()));
    }

    #[test]
    fn one_network_of_ipv6_counts_as_one() {
        let throttle = Throttle::per_minute(1);
        assert!(throttle.check(address("2001:db8::1")).is_ok());
        assert!(throttle.check(address("2001:db8::2")).is_err());
        assert!(throttle.check(address("2001:db8:0:1::1")).is_ok());
    }

    #[test]
    fn one_allocation_does_not_use_up_the_allowance_of_everyone() {
        let throttle = Throttle::per_minute(3);
        let passed = (0..2_000).filter(|number| throttle.check(address(&format!("2001:db8:1:{number:x}::1"))).is_ok()).count();
        assert!((48..=50).contains(&passed), "{passed}");
        assert!(throttle.check(address("2001:db8:2::1")).is_ok() && throttle.check(address("192.0.2.1")).is_ok());
    }

    #[test]
    fn an_ipv4_address_in_ipv6_form_is_the_same() {
        let throttle = Throttle::per_minute(1);
        assert!(throttle.check(address("192.0.2.1")).is_ok());
        assert!(throttle.check(address("::ffff:192.0.2.1")).is_err());
    }

    #[test]
    fn zero_is_no_limit() {
        let throttle = Throttle::per_second(0);
        assert!((0..10_000).all(|_| throttle.check(address("192.0.2.1")).is_ok()));
    }
}
