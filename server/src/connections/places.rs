//! How many connections may be open, in all and of one client. Where places are short, the oldest idle connection of the client with
//! the most gives way to a new one.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::activity::Activity;
use crate::client::network;

/// File descriptors that are left for the database, the media library, mail and the log.
const OTHER_FILES: u64 = 256;

/// Connections from this machine beyond all places; they get an answer to health checks and to nothing else.
const RESERVE: usize = 16;

/// One client has at most a quarter of the places; trusted proxies may have all, they speak for many.
const SHARE: usize = 4;

/// As many as are wanted, if the system lets the program open so many files. Raises the limit as far as it may.
pub fn fitted(wanted: u32) -> usize {
    let wanted = wanted.max(1) as usize;
    match rlimit::increase_nofile_limit(u64::MAX) {
        Ok(files) => {
            let room = files.saturating_sub(OTHER_FILES.min(files / 2) + RESERVE as u64).max(1);
            let fitted = wanted.min(usize::try_from(room).unwrap_or(usize::MAX));
            if fitted < wanted {
                tracing::warn!(files, connections = fitted, "the limit of open files allows fewer connections than configured");
            }
            fitted
        }
        Err(error) => {
            tracing::warn!(%error, "the limit of open files is not known");
            wanted
        }
    }
}

pub struct Places {
    most: usize,
    most_of_one: usize,
    reserve: AtomicUsize,
    open: Mutex<Open>,
}

#[derive(Default)]
struct Open {
    next: u64,
    connections: HashMap<u64, (IpAddr, Arc<Activity>)>,
    /// How many of each network there are.
    counts: HashMap<IpAddr, usize>,
}

/// Held by a connection while it is open.
pub struct Place {
    pub activity: Arc<Activity>,
    pub is_reserve: bool,
    number: u64,
    places: Arc<Places>,
}

impl Places {
    pub fn new(most: usize) -> Self {
        let most_of_one = most.div_ceil(SHARE);
        Self { most, most_of_one, reserve: AtomicUsize::new(0), open: Mutex::default() }
    }

    /// A place for a new connection of this peer; none where nobody can give way.
    pub fn take(self: &Arc<Self>, peer: IpAddr, is_proxy: bool) -> Option<Place> {
        let of = network(peer);
        let mut open = self.open();
        let is_over_share = !is_proxy && open.counts.get(&of).is_some_and(|count| *count >= self.most_of_one);
        let has_place = (!is_over_share || open.evict(Some(of))) && (open.connections.len() < self.most || open.evict(None));
        let activity = Arc::new(Activity::new());
        let number = open.next;
        open.next += 1;
        if has_place {
            open.connections.insert(number, (of, activity.clone()));
            *open.counts.entry(of).or_default() += 1;
            return Some(Place { activity, is_reserve: false, number, places: self.clone() });
        }
        drop(open);
        let is_free = peer.to_canonical().is_loopback()
            && self
                .reserve
                .fetch_update(Ordering::AcqRel, Ordering::Acquire, |taken| (taken < RESERVE).then_some(taken + 1))
                .is_ok();
        is_free.then(|| Place { activity, is_reserve: true, number, places: self.clone() })
    }

    /// Closes one connection that can be spared.
    pub fn make_room(&self) {
        self.open().evict(None);
    }

    fn open(&self) -> MutexGuard<'_, Open> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Open {
    /// Takes the place of the oldest idle connection, of the network with the most; false where there is none.
    fn evict(&mut self, of: Option<IpAddr>) -> bool {
        let spared = self
            .connections
            .iter()
            .filter(|(_, (network, activity))| of.is_none_or(|of| of == *network) && activity.is_evictable())
            .max_by_key(|(number, (network, activity))| {
                (activity.is_idle(), self.counts.get(network).copied(), activity.age(), Reverse(**number))
            })
            .map(|(number, _)| *number);
        let Some(number) = spared else { return false };
        if let Some(activity) = self.remove(number) {
            activity.evict();
        }
        true
    }

    fn remove(&mut self, number: u64) -> Option<Arc<Activity>> {
        let (network, activity) = self.connections.remove(&number)?;
        if let Some(count) = self.counts.get_mut(&network) {
            *count -= 1;
            if *count == 0 {
                self.counts.remove(&network);
            }
        }
        Some(activity)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        if self.is_reserve {
            self.places.reserve.fetch_sub(1, Ordering::AcqRel);
        } else {
            self.places.open().remove(self.number);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    /// A place of a connection whose request is being answered.
    fn busy(places: &Arc<Places>, peer: &str) -> Option<Place> {
        let place = places.take(address(peer), false)?;
        place.activity.begin();
        Some(place)
    }

    fn is_open(place: &Place) -> bool {
        place.places.open().connections.contains_key(&place.number)
    }

    #[test]
    fn the_oldest_idle_connection_of_the_client_with_the_most_gives_way() {
        let places = Arc::new(Places::new(8));
        let held = ["2001:db8::1", "198.51.100.1", "192.0.2.1", "192.0.2.1", "192.0.2.2", "192.0.2.3", "192.0.2.4", "192.0.2.5"]
            .map(|peer| places.take(address(peer), false).unwrap());
        let new = places.take(address("203.0.113.1"), false).unwrap();
        assert!(is_open(&new) && !is_open(&held[2]));
        assert_eq!(held.iter().filter(|place| is_open(place)).count(), 7);
    }

    #[test]
    fn one_client_has_a_share_and_a_trusted_proxy_all() {
        let places = Arc::new(Places::new(8));
        let held = ["2001:db8::1", "2001:db8::2"].map(|peer| busy(&places, peer).unwrap());
        assert!(busy(&places, "2001:db8::3").is_none());
        assert!(held.iter().all(is_open));
        let proxied: Vec<_> = (0..6).map_while(|_| places.take(address("10.0.0.1"), true)).collect();
        assert_eq!(proxied.len(), 6);
    }

    #[test]
    fn busy_connections_stay_and_this_machine_can_still_ask_how_it_goes() {
        let places = Arc::new(Places::new(4));
        let held: Vec<_> = (1..5).map(|last| busy(&places, &format!("192.0.2.{last}")).unwrap()).collect();
        assert!(places.take(address("198.51.100.1"), false).is_none());
        let checks: Vec<_> = (0..RESERVE).map(|_| places.take(address("127.0.0.1"), false).unwrap()).collect();
        assert!(checks.iter().all(|place| place.is_reserve) && places.take(address("::1"), false).is_none());
        drop(checks);
        assert!(places.take(address("::1"), false).is_some());
        assert!(held.iter().all(is_open));
    }
}
