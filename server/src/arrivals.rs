//! Where people came from when they first arrived, so that it goes with the form that they send later. Nothing of it lies in their
//! browser: it is kept in memory for the day (UTC), under a hash of address and browser whose key is thrown away with it.

use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};

use domain::form::Touch;
use domain::time::Timestamp;

/// Visitors of whom it is remembered; whoever comes behind them is known by the address of the form only.
const MOST: usize = 20_000;

const DAY: i64 = 86_400;

#[derive(Debug, Default)]
pub struct Arrivals(Mutex<Day>);

#[derive(Debug, Default)]
struct Day {
    number: i64,
    key: RandomState,
    first: HashMap<u64, Touch>,
}

impl Arrivals {
    /// The touch of this visit's beginning: the first one of the day that says where someone came from, else this one.
    pub fn first(&self, visitor: (IpAddr, &str), touch: Touch, now: Timestamp) -> Touch {
        let mut day = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let number = now.0.div_euclid(DAY);
        if day.number != number {
            *day = Day { number, ..Day::default() };
        }
        let hash = day.key.hash_one(visitor);
        if let Some(first) = day.first.get(&hash) {
            return first.clone();
        }
        if touch.says_from_where() && day.first.len() < MOST {
            day.first.insert(hash, touch.clone());
        }
        touch
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOME: IpAddr = IpAddr::V4(std::net::Ipv4Addr::LOCALHOST);

    fn touch(pairs: &[(&str, &str)]) -> Touch {
        let mut touch = Touch::default();
        pairs.iter().for_each(|(name, value)| assert!(touch.keep(name, value)));
        touch
    }

    #[test]
    fn the_first_touch_that_says_something_stays() {
        let (arrivals, noon) = (Arrivals::default(), Timestamp(DAY / 2));
        let direct = touch(&[("landing", "/")]);
        let letter = touch(&[("landing", "/a"), ("utm_source", "letter")]);
        let search = touch(&[("landing", "/b"), ("referrer", "https://search.example/")]);
        let me = (HOME, "Firefox");
        assert_eq!(arrivals.first(me, direct.clone(), noon), direct);
        assert_eq!(arrivals.first(me, letter.clone(), noon), letter);
        assert_eq!(arrivals.first(me, search.clone(), noon), letter);
        assert_eq!(arrivals.first(me, direct.clone(), noon), letter);
        assert_eq!(arrivals.first((HOME, "Chrome"), direct.clone(), noon), direct);
        assert_eq!(arrivals.first(me, direct.clone(), Timestamp(noon.0 + DAY)), direct);
    }

    #[test]
    fn many_visitors_take_bounded_memory() {
        let arrivals = Arrivals::default();
        let letter = touch(&[("utm_source", "letter")]);
        for agent in 0..MOST + 10 {
            arrivals.first((HOME, &agent.to_string()), letter.clone(), Timestamp(0));
        }
        assert_eq!(arrivals.0.lock().unwrap().first.len(), MOST);
    }
}
