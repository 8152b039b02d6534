//! Where people came from when they first arrived, so that it goes with the form that they send later. Nothing of it lies in their
//! browser: it is kept in memory for the day (UTC), under a hash of address and browser whose key is thrown away with it.

use std::collections::{BTreeMap, HashMap};
use std::hash::{BuildHasher, RandomState};
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};

use domain::form::Attribution;
use domain::time::Timestamp;

use crate::ip_network::allocation;

/// Visitors of whom it is remembered. The oldest goes for a new one, and is then known by the address of the form only.
const MAX_VISITORS: usize = 20_000;

/// Of these so many at one address (of IPv6: a /48), where a company's people may share one. More push out each other and nobody
/// else.
const MAX_VISITORS_PER_ADDRESS: usize = 256;

const DAY: i64 = 86_400;

#[derive(Debug, Default)]
pub struct FirstTouches(Mutex<Day>);

#[derive(Debug, Default)]
struct Day {
    number: i64,
    key: RandomState,
    next: u64,
    first: HashMap<u64, FirstTouch>,
    /// The visitors of each allocation of addresses, by the number of their arrival.
    of_one: HashMap<IpAddr, BTreeMap<u64, u64>>,
    /// All visitors, by the number of their arrival.
    order: BTreeMap<u64, u64>,
}

#[derive(Debug)]
struct FirstTouch {
    attribution: Attribution,
    number: u64,
    allocation: IpAddr,
}

impl FirstTouches {
    /// How this visit began: the first one of the day that says where someone came from, else this one.
    pub fn first(&self, visitor: (IpAddr, &str), attribution: Attribution, now: Timestamp) -> Attribution {
        let mut day = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let number = now.0.div_euclid(DAY);
        if day.number != number {
            *day = Day { number, ..Day::default() };
        }
        let hash = day.key.hash_one(visitor);
        if let Some(first) = day.first.get(&hash) {
            return first.attribution.clone();
        }
        if attribution.says_from_where() {
            day.add(hash, allocation(visitor.0), attribution.clone());
        }
        attribution
    }
}

impl Day {
    fn add(&mut self, hash: u64, allocation: IpAddr, attribution: Attribution) {
        let own = self.of_one.get(&allocation).filter(|own| own.len() >= MAX_VISITORS_PER_ADDRESS);
        let full = if self.order.len() >= MAX_VISITORS { self.order.values().next() } else { None };
        let oldest = own.and_then(|own| own.values().next()).or(full).copied();
        if let Some(oldest) = oldest {
            self.remove(oldest);
        }
        let number = self.next;
        self.next += 1;
        self.first.insert(hash, FirstTouch { attribution, number, allocation });
        self.of_one.entry(allocation).or_default().insert(number, hash);
        self.order.insert(number, hash);
    }

    fn remove(&mut self, hash: u64) {
        let Some(FirstTouch { number, allocation, .. }) = self.first.remove(&hash) else { return };
        self.order.remove(&number);
        if let Some(own) = self.of_one.get_mut(&allocation) {
            own.remove(&number);
            if own.is_empty() {
                self.of_one.remove(&allocation);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOME: IpAddr = IpAddr::V4(std::net::Ipv4Addr::LOCALHOST);

    fn attribution(pairs: &[(&str, &str)]) -> Attribution {
        let mut attribution = Attribution::default();
        pairs.iter().for_each(|(name, value)| assert!(attribution.keep(name, value)));
        attribution
    }

    #[test]
    fn the_first_touch_that_says_something_stays() {
        let (first_touches, noon) = (FirstTouches::default(), Timestamp(DAY / 2));
        let direct = attribution(&[("landing", "/")]);
        let letter = attribution(&[("landing", "/a"), ("utm_source", "letter")]);
        let search = attribution(&[("landing", "/b"), ("referrer", "https://search.example/")]);
        let me = (HOME, "Firefox");
        assert_eq!(first_touches.first(me, direct.clone(), noon), direct);
        assert_eq!(first_touches.first(me, letter.clone(), noon), letter);
        assert_eq!(first_touches.first(me, search.clone(), noon), letter);
        assert_eq!(first_touches.first(me, direct.clone(), noon), letter);
        assert_eq!(first_touches.first((HOME, "Chrome"), direct.clone(), noon), direct);
        assert_eq!(first_touches.first(me, direct.clone(), Timestamp(noon.0 + DAY)), direct);
    }

    #[test]
    fn one_address_pushes_out_nobody_else() {
        let first_touches = FirstTouches::default();
        let (letter, search) = (attribution(&[("utm_source", "letter")]), attribution(&[("utm_source", "search")]));
        let first =
            |visitor: (IpAddr, &str), attribution: &Attribution| first_touches.first(visitor, attribution.clone(), Timestamp(0));
        first((HOME, "Firefox"), &letter);
        for number in 0..MAX_VISITORS as u128 + 10 {
            // Another address of the same /48, then the same IPv4 address.
            let v6 = IpAddr::V6(std::net::Ipv6Addr::from_bits(0x2001_0db8_0001 << 80 | number << 60 | number));
            first((v6, "Firefox"), &letter);
            first(([192, 0, 2, 1].into(), &number.to_string()), &letter);
        }
        assert_eq!(first((HOME, "Firefox"), &search), letter, "is remembered");
        assert_eq!(first(([198, 51, 100, 1].into(), "Firefox"), &letter), letter);
        assert_eq!(first(([198, 51, 100, 1].into(), "Firefox"), &search), letter, "is remembered too");
        assert_eq!(first_touches.0.lock().unwrap().first.len(), 2 * MAX_VISITORS_PER_ADDRESS + 2);
    }

    #[test]
    fn many_visitors_take_bounded_memory_and_the_oldest_goes() {
        let first_touches = FirstTouches::default();
        let (letter, search) = (attribution(&[("utm_source", "letter")]), attribution(&[("utm_source", "search")]));
        let at = |number: u32| IpAddr::V4(std::net::Ipv4Addr::from_bits(number));
        for number in 0..MAX_VISITORS as u32 + 10 {
            first_touches.first((at(number), ""), letter.clone(), Timestamp(0));
        }
        assert_eq!(first_touches.first((at(10), ""), search.clone(), Timestamp(0)), letter);
        assert_eq!(first_touches.first((at(9), ""), search.clone(), Timestamp(0)), search);
        let day = first_touches.0.lock().unwrap();
        assert_eq!((day.first.len(), day.order.len(), day.of_one.len()), (MAX_VISITORS, MAX_VISITORS, MAX_VISITORS));
    }
}
