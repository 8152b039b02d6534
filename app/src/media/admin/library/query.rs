//! The library's state is its address: search, filters, order and view can be shared, and "back" restores them.

use domain::list::{Direction, Paging};
use domain::media::{Folder, MediaFilter, MediaKind, MediaSort, MediaTab};
use domain::time::Timestamp;
use web_sys::js_sys::Date;

use crate::listing::filter::Sorted;
use crate::listing::{Filter, read_paging};

/// What the address says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LibraryQuery {
    /// Without its days: those begin where the reader is.
    pub filter: MediaFilter,
    pub view: View,
    /// The first day, as `2026-11-22`; empty for all.
    pub since: String,
    /// The last day.
    pub until: String,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum View {
    #[default]
    Grid,
    List,
}

impl Filter for LibraryQuery {
    fn read(get: impl Fn(&str) -> Option<String>) -> Self {
        let day = |name| get(name).filter(|day| day.len() == 10 && Timestamp::parse(day).is_ok()).unwrap_or_default();
        let (sort, direction) = order_of(&get("sort").unwrap_or_default());
        let filter = MediaFilter {
            search: get("q").unwrap_or_default(),
            tab: MediaTab::parse(&get("tab").unwrap_or_default()),
            kind: get("kind").and_then(|kind| MediaKind::parse(&kind)),
            folder: get("folder").and_then(|folder| Folder::parse(&folder).ok()),
            tag: get("tag").filter(|tag| !tag.is_empty()),
            added_from: None,
            added_before: None,
            sort,
            direction,
            paging: read_paging(&get),
        };
        let view = if get("view").as_deref() == Some("list") { View::List } else { View::Grid };
        Self { filter, view, since: day("since"), until: day("until") }
    }

    fn parts(&self) -> Vec<(&'static str, String)> {
        let Self { filter, view, since, until } = self;
        vec![
            ("tab", filter.tab.as_str().to_owned()),
            ("q", filter.search.clone()),
            ("kind", filter.kind.map_or("", MediaKind::as_str).to_owned()),
            ("folder", filter.folder.as_ref().map_or("", Folder::as_str).to_owned()),
            ("tag", filter.tag.clone().unwrap_or_default()),
            ("since", since.clone()),
            ("until", until.clone()),
            ("sort", name_of_order(filter).to_owned()),
            ("view", if *view == View::List { "list" } else { "" }.to_owned()),
        ]
    }

    fn paging(&self) -> &Paging {
        &self.filter.paging
    }

    fn paging_mut(&mut self) -> &mut Paging {
        &mut self.filter.paging
    }

    /// The folder apart, which is a place of its own.
    fn is_narrowed(&self) -> bool {
        let MediaFilter { search, kind, tag, .. } = &self.filter;
        !search.is_empty() || kind.is_some() || tag.is_some() || !self.since.is_empty() || !self.until.is_empty()
    }

    fn widened(&self) -> Self {
        let MediaFilter { tab, folder, paging, .. } = self.filter.clone();
        let filter = MediaFilter { tab, folder, paging: paging.from_start(), ..MediaFilter::default() };
        Self { filter, view: self.view, ..Self::default() }
    }

    /// How the files are looked at is no matter of the server's.
    fn server_part(&self) -> Self {
        self.with_view(View::default())
    }
}

impl Sorted for LibraryQuery {
    type Sort = MediaSort;

    fn sort(&self) -> (MediaSort, Direction) {
        (self.filter.sort, self.filter.direction)
    }

    fn set_sort(&mut self, sort: MediaSort, direction: Direction) {
        (self.filter.sort, self.filter.direction) = (sort, direction);
    }

    fn default_direction(sort: MediaSort) -> Direction {
        match sort {
            MediaSort::Name => Direction::Ascending,
            MediaSort::Added | MediaSort::Size => Direction::Descending,
        }
    }
}

impl LibraryQuery {
    /// The filter for the server: days begin and end in the reader's time zone.
    pub fn request(&self) -> MediaFilter {
        MediaFilter { added_from: midnight(&self.since, 0), added_before: midnight(&self.until, 1), ..self.filter.clone() }
    }

    pub fn with_view(&self, view: View) -> Self {
        Self { view, ..self.clone() }
    }

    /// All of a folder, or of the library.
    pub fn all_in(&self, folder: Option<Folder>) -> Self {
        self.widened().with(|query| query.filter.folder = folder)
    }
}

/// The orders, as the address names them; the usual one comes first.
pub const ORDERS: [(&str, MediaSort, Direction); 6] = [
    ("", MediaSort::Added, Direction::Descending),
    ("added", MediaSort::Added, Direction::Ascending),
    ("name", MediaSort::Name, Direction::Ascending),
    ("-name", MediaSort::Name, Direction::Descending),
    ("-size", MediaSort::Size, Direction::Descending),
    ("size", MediaSort::Size, Direction::Ascending),
];

pub fn order_of(name: &str) -> (MediaSort, Direction) {
    let (_, sort, direction) = ORDERS.into_iter().find(|(known, ..)| *known == name).unwrap_or(ORDERS[0]);
    (sort, direction)
}

pub fn name_of_order(filter: &MediaFilter) -> &'static str {
    ORDERS
        .into_iter()
        .find(|(_, sort, direction)| (*sort, *direction) == (filter.sort, filter.direction))
        .map_or("", |(name, ..)| name)
}

/// When a day begins where the reader is, or so many days later.
fn midnight(day: &str, later: u8) -> Option<Timestamp> {
    let parts = Timestamp::parse(day).ok().filter(|_| !day.is_empty())?.parts();
    let (year, month) = (u32::try_from(parts.year).ok()?, i32::from(parts.month) - 1);
    let date = Date::new_with_year_month_day(year, month, i32::from(parts.day + later));
    Some(Timestamp((date.get_time() / 1000.0) as i64))
}

#[cfg(test)]
mod tests {
    use domain::list::Cursor;

    use super::*;
    use crate::listing::read_back;
    use crate::routes;

    #[test]
    fn a_place_is_read_back_from_its_address() {
        let filter = MediaFilter {
            search: "50 % & über/unter? #1".into(),
            tab: MediaTab::MissingAlt,
            kind: Some(MediaKind::Document),
            folder: Folder::parse("/Messen & mehr/2026").ok(),
            tag: Some("grün=weiß".into()),
            sort: MediaSort::Size,
            direction: Direction::Ascending,
            paging: Paging { cursor: Cursor::Before("[\"a\",7]".into()), size: 100 },
            ..MediaFilter::default()
        };
        let narrow = LibraryQuery { filter, view: View::List, since: "2026-11-01".into(), until: "2026-11-22".into() };
        for query in [LibraryQuery::default(), narrow] {
            assert_eq!(read_back::<LibraryQuery>(&query.href(routes::MEDIA)), query);
        }
    }

    #[test]
    fn the_usual_library_has_the_shortest_address() {
        assert_eq!(LibraryQuery::default().href(routes::MEDIA), "/admin/media");
    }

    #[test]
    fn what_is_no_filter_counts_as_not_given() {
        let query = LibraryQuery::read(|name| match name {
            "after" | "before" | "tag" | "folder" => None,
            _ => Some("' or 1=1".into()),
        });
        assert_eq!(query, LibraryQuery::default().with(|query| query.filter.search = "' or 1=1".into()));
    }

    #[test]
    fn a_column_sorts_its_own_way_first_and_then_the_other() {
        let by_name = LibraryQuery::default().sorted_by(MediaSort::Name);
        assert_eq!(name_of_order(&by_name.filter), "name");
        assert_eq!(name_of_order(&by_name.sorted_by(MediaSort::Name).filter), "-name");
        assert_eq!(name_of_order(&by_name.sorted_by(MediaSort::Size).filter), "-size");
        assert_eq!(name_of_order(&LibraryQuery::default().sorted_by(MediaSort::Added).filter), "added");
    }

    #[test]
    fn what_narrows_is_taken_away_at_once() {
        let filter = MediaFilter {
            tab: MediaTab::Trash,
            folder: Folder::parse("/a").ok(),
            tag: Some("b".into()),
            ..MediaFilter::default()
        };
        let query = LibraryQuery { filter, since: "2026-11-01".into(), ..LibraryQuery::default() };
        assert!(query.is_narrowed());
        assert_eq!(query.widened().href(routes::MEDIA), "/admin/media?tab=trash&folder=%2Fa");
        assert!(!query.widened().is_narrowed());
        assert_eq!(query.all_in(None).href(routes::MEDIA), "/admin/media?tab=trash");
    }

    #[test]
    fn another_look_at_the_files_asks_for_nothing_anew() {
        let query = LibraryQuery { since: "2026-11-01".into(), ..LibraryQuery::default() };
        assert_eq!(query.with_view(View::List).server_part(), query.server_part());
    }
}
