//! A list of the admin: its state is its address, it is paged by key, and rows that are selected can be acted on together.
//!
//! Each list brings its filter, its rows and its texts; the behaviour of lists is written here once.

pub mod bulk;
pub mod empty;
pub mod filters;
pub mod footer;
pub mod row;
pub mod selection;
pub mod sort;
pub mod state;

use domain::list::{Cursor, ListPage, Paging, SIZES};
use leptos::prelude::*;
use leptos_router::hooks::{use_location, use_query_map};
use leptos_router::location::Url;

use crate::error::AppError;
use crate::layout::admin::{LoadState, Request, use_request};

/// An answer of the server that holds a page of a list.
pub trait ListResponse: Clone + PartialEq + Send + Sync + 'static {
    type Filter: Filter;
    type Row: Clone + PartialEq + Send + Sync + 'static;

    fn list_page(&self) -> &ListPage<Self::Row>;

    /// The rows that stay selected when this answer comes: none, unless the list reloads by itself while somebody selects.
    fn still_selected(&self, _selected: &[Self::Row]) -> Vec<Self::Row> {
        Vec::new()
    }
}

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

/// The state that the parts of a list's screen share.
pub struct List<L: ListResponse> {
    /// Where the list stands.
    path: StoredValue<String>,
    /// As the address has it.
    pub filter: Memo<L::Filter>,
    pub request: Request<L>,
    /// The latest list that came.
    pub latest: Memo<Option<L>>,
    /// The rows that are selected.
    pub selected: RwSignal<Vec<L::Row>>,
}

impl<L: ListResponse> Clone for List<L> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<L: ListResponse> Copy for List<L> {}

impl<L: ListResponse> List<L> {
    /// The address of the list with something changed, from its start.
    pub fn href_with(self, change: impl FnOnce(&mut L::Filter)) -> String {
        self.path.with_value(|path| self.filter.with(|filter| filter.with(change).href(path)))
    }

    /// The address of another list at the same place.
    pub fn href(self, filter: &L::Filter) -> String {
        self.path.with_value(|path| filter.href(path))
    }

    /// The rows that came last.
    pub fn rows(self) -> Vec<L::Row> {
        self.latest.with(|list| list.as_ref().map(|list| list.list_page().items.clone()).unwrap_or_default())
    }
}

/// The view below the filters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ListView {
    Rows,
    Empty,
    Failed,
}

// One window shows one list, and what changed it may end when another one is shown, in tasks that no component's context reaches.
thread_local! {
    static CHANGES: ArcRwSignal<u32> = ArcRwSignal::new(0);
}

/// Fetches the list on screen again.
pub fn lists_changed() {
    CHANGES.with(|changes| changes.update(|changes| *changes += 1));
}

/// The list at `path`, which `ask` fetches with the filter of the address.
pub fn use_list<L, A>(path: String, ask: impl Fn(L::Filter) -> A + Copy + 'static) -> List<L>
where
    L: ListResponse,
    A: Future<Output = Result<L, AppError>> + 'static,
{
    let (now, query) = (use_location().pathname, use_query_map());
    let path = StoredValue::new(path);
    // On the way to another screen the address changes first; that is no other list.
    let filter = Memo::new(move |before: Option<&L::Filter>| match before {
        Some(before) if path.with_value(|path| now.with(|now| now != path)) => before.clone(),
        _ => L::Filter::read(|name| query.read().get(name)),
    });
    let server_part = Memo::new(move |_| filter.with(L::Filter::server_part));
    let changes = CHANGES.with(Clone::clone);
    let request = move || {
        changes.track();
        server_part.get()
    };
    let request = use_request(request, ask);
    let latest = Memo::new(move |before: Option<&Option<L>>| match request.state().get() {
        LoadState::Loaded(list) => Some(list),
        _ => before.cloned().flatten(),
    });
    let selected = RwSignal::new(Vec::new());
    Effect::new(move |_| {
        let still = latest.with(|list| {
            let list = list.as_ref()?;
            Some(selected.with_untracked(|selected| list.still_selected(selected)))
        });
        selected.set(still.unwrap_or_default());
    });
    List { path, filter, request, latest, selected }
}

/// The table stands while the next answer is on its way; only its rows change.
pub fn use_list_view<L: ListResponse>(list: List<L>) -> Memo<ListView> {
    Memo::new(move |_| {
        list.request.state().with(|state| match state {
            LoadState::Failed(_) => ListView::Failed,
            LoadState::Loaded(list) if list.list_page().items.is_empty() => ListView::Empty,
            LoadState::Loaded(_) | LoadState::Loading => ListView::Rows,
        })
    })
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
