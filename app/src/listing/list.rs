//! A list as its screen holds it: its rows, its filter, and which rows are selected.

use domain::list::ListPage;
use leptos::prelude::*;
use leptos_router::hooks::{use_location, use_query_map};

use super::filter::Filter;
use super::row_focus::{focus_waiting_row, focus_when_list_comes};
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

// A thread local, because a window shows one list, and an action may end in a task without a component's context, after its own list
// was closed.
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
    // One of another list waits no more.
    focus_when_list_comes(None);
    Effect::new(move |_| {
        let still = latest.with(|list| {
            let list = list.as_ref()?;
            Some(selected.with_untracked(|selected| list.still_selected(selected)))
        });
        selected.set(still.unwrap_or_default());
        focus_waiting_row();
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
