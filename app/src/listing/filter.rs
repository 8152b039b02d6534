//! Filter, order and page of a list. They are its address, also that of the file to which it is exported, so the server reads them too.

use domain::list::{Cursor, Direction, Paging, SIZES};
use leptos_router::location::Url;

/// Filter, order and page of a list. The default is the list without any query in its address.
pub trait Filter: Clone + Default + PartialEq + Send + Sync + 'static {
    /// Reads the query; unknown parts are ignored.
    fn read(get: impl Fn(&str) -> Option<String>) -> Self;
    /// The names and values of the query that leads here; empty ones are left out.
    fn parts(&self) -> Vec<(&'static str, String)>;
    fn paging(&self) -> &Paging;
    fn paging_mut(&mut self) -> &mut Paging;
    /// Whether a filter narrows the list within its tab.
    fn is_narrowed(&self) -> bool;
    /// The same list from its start without filters.
    fn widened(&self) -> Self;

    /// The part of the filter that is sent to the server; a change fetches the list again.
    fn server_part(&self) -> Self {
        self.clone()
    }

    /// The address of the list at `path`.
    fn href(&self, path: &str) -> String {
        let query = self.query();
        if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
    }

    /// The query of the address; defaults are left out.
    fn query(&self) -> String {
        let Paging { cursor, size } = self.paging();
        let size = if *size == Paging::default().size { String::new() } else { size.to_string() };
        let (after, before) = match cursor {
            Cursor::Start => ("", ""),
            Cursor::After(key) => (key.as_str(), ""),
            Cursor::Before(key) => ("", key.as_str()),
        };
        let paging = [("size", size), ("after", after.to_owned()), ("before", before.to_owned())];
        let parts = self.parts().into_iter().chain(paging).filter(|(_, value)| !value.is_empty());
        parts.map(|(name, value)| format!("{name}={}", Url::escape(&value))).collect::<Vec<_>>().join("&")
    }

    /// The same list from its start with something changed: another order or filter makes the keys of the old one worthless.
    fn with(&self, change: impl FnOnce(&mut Self)) -> Self {
        let mut filter = self.clone();
        filter.paging_mut().cursor = Cursor::Start;
        change(&mut filter);
        filter
    }
}

/// Reads cursor and page size from the address; a size that is not on offer counts as the default.
pub fn read_paging(get: impl Fn(&str) -> Option<String>) -> Paging {
    let cursor = match (get("after"), get("before")) {
        (Some(key), _) => Cursor::After(key),
        (None, Some(key)) => Cursor::Before(key),
        (None, None) => Cursor::Start,
    };
    let size = get("size").and_then(|size| size.parse().ok()).filter(|size| SIZES.contains(size));
    Paging { cursor, size: size.unwrap_or(Paging::default().size) }
}

/// A filter that can be sorted.
pub trait Sorted: Filter {
    type Sort: Copy + PartialEq + Send + Sync + 'static;

    fn sort(&self) -> (Self::Sort, Direction);
    fn set_sort(&mut self, sort: Self::Sort, direction: Direction);
    /// The way a column sorts at the first click.
    fn default_direction(sort: Self::Sort) -> Direction;

    /// The order that a click on a column's head asks for: its own first, then the other way round.
    fn sorted_by(&self, sort: Self::Sort) -> Self {
        let (now, direction) = self.sort();
        let direction = if now == sort { direction.reversed() } else { Self::default_direction(sort) };
        self.with(|filter| filter.set_sort(sort, direction))
    }
}

/// Reads a filter back from the address that it made.
#[cfg(test)]
pub fn read_back<F: Filter>(address: &str) -> F {
    let query = address.split_once('?').map_or("", |(_, query)| query);
    F::read(|name| {
        let pair = query.split('&').find_map(|pair| pair.strip_prefix(&format!("{name}=")))?;
        Some(Url::unescape(pair))
    })
}
