//! The library's state is its address: what is searched, filtered, sorted and shown can be shared and comes back with "back".

use domain::list::{Direction, From, SIZES};
use domain::media::{Folder, MediaFilter, MediaKind, MediaSort, MediaTab};
use domain::time::Timestamp;
use leptos_router::location::Url;
use web_sys::js_sys::Date;

use crate::routes;

/// What the address says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Place {
    /// Without its days: those begin where the reader is.
    filter: MediaFilter,
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

impl Place {
    /// Without days.
    pub fn filter(&self) -> &MediaFilter {
        &self.filter
    }

    /// What the server is asked: with days as they begin and end where the reader is.
    pub fn request(&self) -> MediaFilter {
        MediaFilter { added_from: midnight(&self.since, 0), added_before: midnight(&self.until, 1), ..self.filter.clone() }
    }

    /// The same from its start with something changed: another order or filter makes the keys of the old one worthless.
    pub fn with(&self, change: impl FnOnce(&mut MediaFilter)) -> Self {
        let mut place = Self { filter: MediaFilter { from: From::Start, ..self.filter.clone() }, ..self.clone() };
        change(&mut place.filter);
        place
    }

    /// Another stretch of the same.
    pub fn at(&self, from: From) -> Self {
        Self { filter: MediaFilter { from, ..self.filter.clone() }, ..self.clone() }
    }

    pub fn between(&self, since: String, until: String) -> Self {
        Self { since, until, ..self.with(|_| {}) }
    }

    pub fn seen_as(&self, view: View) -> Self {
        Self { view, ..self.clone() }
    }

    /// The tab without what narrows it; only how it is looked at stays.
    pub fn widened(&self) -> Self {
        let filter = MediaFilter { tab: self.filter.tab, size: self.filter.size, ..MediaFilter::default() };
        Self { filter, view: self.view, since: String::new(), until: String::new() }
    }

    /// Whether something narrows the tab, the folder apart.
    pub fn is_narrowed(&self) -> bool {
        let MediaFilter { search, kind, tag, .. } = &self.filter;
        !search.is_empty() || kind.is_some() || tag.is_some() || !self.since.is_empty() || !self.until.is_empty()
    }

    /// The order that a click on a column's head asks for: its own first, then the other way round.
    pub fn sorted_by(&self, sort: MediaSort) -> Self {
        let own = if sort == MediaSort::Name { Direction::Ascending } else { Direction::Descending };
        let other = if sort == MediaSort::Name { Direction::Descending } else { Direction::Ascending };
        let is_own = self.filter.sort == sort && self.filter.direction == own;
        self.with(|filter| (filter.sort, filter.direction) = (sort, if is_own { other } else { own }))
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

/// Reads the query; what does not belong there counts as not given.
pub fn read(get: impl Fn(&str) -> Option<String>) -> Place {
    let default = MediaFilter::default();
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
        from: match (get("after"), get("before")) {
            (Some(key), _) => From::After(key),
            (None, Some(key)) => From::Before(key),
            (None, None) => From::Start,
        },
        size: get("size").and_then(|size| size.parse().ok()).filter(|size| SIZES.contains(size)).unwrap_or(default.size),
    };
    let view = if get("view").as_deref() == Some("list") { View::List } else { View::Grid };
    Place { filter, view, since: day("since"), until: day("until") }
}

/// The address of a place; what is as usual is left out of it.
pub fn href(place: &Place) -> String {
    let Place { filter, view, since, until } = place;
    let size = if filter.size == MediaFilter::default().size { String::new() } else { filter.size.to_string() };
    let (after, before) = match &filter.from {
        From::Start => ("", ""),
        From::After(key) => (key.as_str(), ""),
        From::Before(key) => ("", key.as_str()),
    };
    let parts = [
        ("tab", filter.tab.as_str()),
        ("q", &filter.search),
        ("kind", filter.kind.map_or("", MediaKind::as_str)),
        ("folder", filter.folder.as_ref().map_or("", Folder::as_str)),
        ("tag", filter.tag.as_deref().unwrap_or_default()),
        ("since", since),
        ("until", until),
        ("sort", name_of_order(filter)),
        ("view", if *view == View::List { "list" } else { "" }),
        ("size", &size),
        ("after", after),
        ("before", before),
    ];
    let query: Vec<String> = parts
        .iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| format!("{name}={}", Url::escape(value)))
        .collect();
    if query.is_empty() { routes::MEDIA.to_owned() } else { format!("{}?{}", routes::MEDIA, query.join("&")) }
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
    use super::*;

    fn read_back(place: &Place) -> Place {
        let address = href(place);
        let query = address.split_once('?').map_or("", |(_, query)| query).to_owned();
        read(|name| {
            let pair = query.split('&').find_map(|pair| pair.strip_prefix(&format!("{name}=")))?;
            Some(Url::unescape(pair))
        })
    }

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
            from: From::Before("[\"a\",7]".into()),
            size: 100,
            ..MediaFilter::default()
        };
        let narrow = Place { filter, view: View::List, since: "2026-11-01".into(), until: "2026-11-22".into() };
        for place in [Place::default(), narrow] {
            assert_eq!(read_back(&place), place);
        }
    }

    #[test]
    fn the_usual_library_has_the_shortest_address() {
        assert_eq!(href(&Place::default()), "/admin/media");
    }

    #[test]
    fn what_is_no_filter_counts_as_not_given() {
        let place = read(|name| match name {
            "after" | "before" | "tag" | "folder" => None,
            _ => Some("' or 1=1".into()),
        });
        assert_eq!(place, Place::default().with(|filter| filter.search = "' or 1=1".into()));
    }

    #[test]
    fn a_column_sorts_its_own_way_first_and_then_the_other() {
        let by_name = Place::default().sorted_by(MediaSort::Name);
        assert_eq!(name_of_order(by_name.filter()), "name");
        assert_eq!(name_of_order(by_name.sorted_by(MediaSort::Name).filter()), "-name");
        assert_eq!(name_of_order(by_name.sorted_by(MediaSort::Size).filter()), "-size");
        assert_eq!(name_of_order(Place::default().sorted_by(MediaSort::Added).filter()), "added");
    }

    #[test]
    fn what_narrows_is_taken_away_at_once() {
        let place = Place::default().with(|filter| (filter.tab, filter.tag) = (MediaTab::Trash, Some("a".into())));
        let place = place.between("2026-11-01".into(), String::new());
        assert!(place.is_narrowed());
        assert_eq!(href(&place.widened()), "/admin/media?tab=trash");
    }
}
