//! How many connections may be open, in all and of one client. Where slots are short, the oldest idle connection of the client
//! with the most gives way to a new one.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap, VecDeque};
use std::net::IpAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::activity::Activity;
use crate::ip_network::{allocation, network};

/// File descriptors that are left for the database, the media library, mail and the log.
const OTHER_FILES: u64 = 256;

/// A connection takes its socket, and the file that it uploads or downloads.
const FILES_OF_ONE: u64 = 2;

/// Connections from this machine beyond all slots; they get an answer to health checks and to nothing else. The newest has the
/// slot of the oldest.
const RESERVE: usize = 16;

/// One client has at most a quarter of the slots, and one allocation of IPv6 addresses twice as many. A trusted proxy may have
/// all, because it speaks for many.
const CLIENT_SHARE_DIVISOR: usize = 4;

/// As many as are wanted, if the system lets the program open so many files. Raises the limit as far as it may.
pub fn fit_to_file_limit(wanted: u32) -> usize {
    let wanted = wanted.max(1) as usize;
    match rlimit::increase_nofile_limit(u64::MAX) {
        Ok(files) => {
            let connections = wanted.min(room(files));
            if connections < wanted {
                tracing::warn!(files, connections, "the limit of open files allows fewer connections than configured");
            }
            connections
        }
        Err(error) => {
            tracing::warn!(%error, "the limit of open files is not known");
            wanted
        }
    }
}

/// Connections for which so many open files are enough.
fn room(files: u64) -> usize {
    let room = files.saturating_sub(OTHER_FILES.min(files / 2) + RESERVE as u64) / FILES_OF_ONE;
    usize::try_from(room.max(1)).unwrap_or(usize::MAX)
}

pub struct ConnectionSlots {
    most: usize,
    most_of_one: usize,
    open: Mutex<Open>,
}

#[derive(Default)]
struct Open {
    next: u64,
    count: usize,
    allocations: HashMap<IpAddr, Allocation>,
    /// The connections beyond all slots, oldest first.
    reserve: VecDeque<(u64, Arc<Activity>)>,
}

/// Connections from one allocation of addresses.
#[derive(Default)]
struct Allocation {
    /// In the order in which they were opened.
    connections: BTreeMap<u64, Connected>,
    /// How many of each network there are.
    networks: HashMap<IpAddr, usize>,
}

struct Connected {
    network: IpAddr,
    activity: Arc<Activity>,
}

/// The oldest is looked for among this many connections of a client that can be spared. The loop that accepts has no time to
/// compare all of them for each new one.
const MAX_EVICTION_CANDIDATES: usize = 64;

/// Held by a connection while it is open.
pub struct ConnectionSlot {
    pub activity: Arc<Activity>,
    pub is_reserve: bool,
    number: u64,
    peer: IpAddr,
    slots: Arc<ConnectionSlots>,
}

impl ConnectionSlots {
    pub fn new(most: usize) -> Self {
        Self { most, most_of_one: most.div_ceil(CLIENT_SHARE_DIVISOR), open: Mutex::default() }
    }

    /// A slot for a new connection of this peer; none where nobody can give way.
    pub fn take(self: &Arc<Self>, peer: IpAddr, is_proxy: bool) -> Option<ConnectionSlot> {
        let mut open = self.open();
        let has_slot = (is_proxy || open.keep_share(peer, self.most_of_one)) && (open.count < self.most || open.evict());
        let is_reserve = !has_slot;
        if is_reserve && !peer.to_canonical().is_loopback() {
            return None;
        }
        let activity = Arc::new(Activity::new());
        let number = open.next;
        open.next += 1;
        if is_reserve {
            open.reserve.push_back((number, activity.clone()));
            if open.reserve.len() > RESERVE
                && let Some((_, oldest)) = open.reserve.pop_front()
            {
                oldest.evict();
            }
        } else {
            open.add(number, peer, activity.clone());
        }
        Some(ConnectionSlot { activity, is_reserve, number, peer, slots: self.clone() })
    }

    /// Closes one connection that can be spared.
    pub fn make_room(&self) {
        self.open().evict();
    }

    fn open(&self) -> MutexGuard<'_, Open> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Open {
    /// Makes one more connection of this peer fit into its share; false if none of its connections can be closed.
    fn keep_share(&mut self, peer: IpAddr, share: usize) -> bool {
        let (own, network) = (allocation(peer), network(peer));
        let Some(allocation) = self.allocations.get(&own) else { return true };
        let is_over = allocation.networks.get(&network).is_some_and(|count| *count >= share);
        (!is_over || self.evict_from(own, |other| other.network == network))
            && (self.allocations.get(&own).is_none_or(|allocation| allocation.connections.len() < 2 * share)
                || self.evict_from(own, |_| true))
    }

    /// Takes the slot of an idle connection of the allocation with the most, else of one that is waited for. False
    /// where there is none.
    fn evict(&mut self) -> bool {
        let largest = self.allocations.iter().max_by_key(|(_, allocation)| allocation.connections.len()).map(|(own, _)| *own);
        if largest.is_some_and(|largest| self.evict_from(largest, |other| other.activity.is_idle())) {
            return true;
        }
        let mut all: Vec<_> = self.allocations.iter().map(|(own, allocation)| (allocation.connections.len(), *own)).collect();
        all.sort_unstable_by(|a, b| b.cmp(a));
        all.iter().any(|(_, own)| self.evict_from(*own, |other| other.activity.is_idle()))
            || all.iter().any(|(_, own)| self.evict_from(*own, |_| true))
    }

    /// Takes the slot of the oldest that can be spared, idle ones first.
    fn evict_from(&mut self, own: IpAddr, may_go: impl Fn(&Connected) -> bool) -> bool {
        let Some(allocation) = self.allocations.get(&own) else { return false };
        let spared = allocation.connections.iter().filter(|(_, other)| may_go(other) && other.activity.is_evictable());
        let oldest = spared
            .take(MAX_EVICTION_CANDIDATES)
            .max_by_key(|(number, other)| (other.activity.is_idle(), other.activity.age(), Reverse(**number)))
            .map(|(number, _)| *number);
        let Some(activity) = oldest.and_then(|number| self.remove(number, own)) else { return false };
        activity.evict();
        true
    }

    fn add(&mut self, number: u64, peer: IpAddr, activity: Arc<Activity>) {
        let (allocation, network) = (self.allocations.entry(allocation(peer)).or_default(), network(peer));
        allocation.connections.insert(number, Connected { network, activity });
        *allocation.networks.entry(network).or_default() += 1;
        self.count += 1;
    }

    fn remove(&mut self, number: u64, own: IpAddr) -> Option<Arc<Activity>> {
        let allocation = self.allocations.get_mut(&own)?;
        let Connected { network, activity } = allocation.connections.remove(&number)?;
        self.count -= 1;
        if let Some(count) = allocation.networks.get_mut(&network) {
            *count -= 1;
            if *count == 0 {
                allocation.networks.remove(&network);
            }
        }
        if allocation.connections.is_empty() {
            self.allocations.remove(&own);
        }
        Some(activity)
    }
}

impl Drop for ConnectionSlot {
    fn drop(&mut self) {
        let mut open = self.slots.open();
        if self.is_reserve {
            open.reserve.retain(|(number, _)| *number != self.number);
        } else {
            open.remove(self.number, allocation(self.peer));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    /// A slot of a connection whose request is being answered.
    fn busy(slots: &Arc<ConnectionSlots>, peer: &str) -> Option<ConnectionSlot> {
        let slot = slots.take(address(peer), false)?;
        slot.activity.begin();
        Some(slot)
    }

    fn is_open(slot: &ConnectionSlot) -> bool {
        slot.slots.open().allocations.values().any(|allocation| allocation.connections.contains_key(&slot.number))
    }

    #[test]
    fn as_many_connections_fit_as_the_readme_says_and_always_one() {
        for (files, connections) in [(0, 1), (3, 1), (64, 8), (512, 120), (1_024, 376), (4_096, 1_912)] {
            assert_eq!(room(files), connections, "{files}");
        }
        let readme = include_str!("../../../README.md").split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(readme.contains(&format!("the usual 1,024 it has room for {} connections", room(1_024))));
    }

    #[test]
    fn the_oldest_idle_connection_of_the_client_with_the_most_gives_way() {
        let slots = Arc::new(ConnectionSlots::new(8));
        let connected =
            ["2001:db8::1", "198.51.100.1", "192.0.2.1", "192.0.2.1", "192.0.2.2", "192.0.2.3", "192.0.2.4", "192.0.2.5"]
                .map(|peer| slots.take(address(peer), false).unwrap());
        let new = slots.take(address("203.0.113.1"), false).unwrap();
        assert!(is_open(&new) && !is_open(&connected[2]));
        assert_eq!(connected.iter().filter(|slot| is_open(slot)).count(), 7);
    }

    #[test]
    fn one_client_has_a_share_and_a_trusted_proxy_all() {
        let slots = Arc::new(ConnectionSlots::new(8));
        let busy_slots = ["2001:db8::1", "2001:db8::2"].map(|peer| busy(&slots, peer).unwrap());
        assert!(busy(&slots, "2001:db8::3").is_none());
        assert!(busy_slots.iter().all(is_open));
        let proxied: Vec<_> = (0..6).map_while(|_| slots.take(address("10.0.0.1"), true)).collect();
        assert_eq!(proxied.len(), 6);
    }

    #[test]
    fn one_allocation_of_many_networks_has_two_shares_and_gives_way_first() {
        let slots = Arc::new(ConnectionSlots::new(8));
        let visitor = ["192.0.2.1", "192.0.2.1", "192.0.2.1"]
            .map(|peer| slots.take(address(peer), false).unwrap_or_else(|| panic!("{peer}")));
        assert_eq!(visitor.iter().filter(|slot| is_open(slot)).count(), 2, "a share");
        let flood: Vec<_> =
            (0..6).map(|number| slots.take(address(&format!("2001:db8:0:{number}::1")), false).unwrap()).collect();
        assert_eq!(flood.iter().filter(|slot| is_open(slot)).count(), 4, "two shares");
        let others: Vec<_> = (0..3).map(|last| slots.take(address(&format!("198.51.100.{last}")), false).unwrap()).collect();
        assert!(others.iter().chain(&visitor[1..]).all(is_open), "the allocation had the most");
    }

    #[test]
    fn busy_connections_stay_and_this_machine_can_still_ask_how_it_goes() {
        let slots = Arc::new(ConnectionSlots::new(4));
        let busy_slots: Vec<_> = (1..5).map(|last| busy(&slots, &format!("192.0.2.{last}")).unwrap()).collect();
        assert!(slots.take(address("198.51.100.1"), false).is_none());
        let checks: Vec<_> = (0..RESERVE + 3).map(|_| slots.take(address("127.0.0.1"), false).unwrap()).collect();
        assert!(checks.iter().all(|slot| slot.is_reserve));
        let mut open = slots.open();
        assert_eq!(open.reserve.pop_front().map(|(number, _)| number), Some(checks[3].number), "the newest stay");
        drop(open);
        drop(checks);
        assert!(slots.open().reserve.is_empty() && busy_slots.iter().all(is_open));
    }
}
