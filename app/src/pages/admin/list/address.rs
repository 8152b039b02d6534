//! The page list's state is its address: what is searched, filtered, sorted and shown can be shared and comes back with "back".

use domain::list::{Direction, From, SIZES};
use domain::page::{PageFilter, PageSort, PageTab, Template};
use leptos_router::location::Url;

use crate::routes;

/// Reads the query; what does not belong there counts as not given.
pub fn read(get: impl Fn(&str) -> Option<String>) -> PageFilter {
    let default = PageFilter::default();
    let (sort, direction) = match get("sort").as_deref() {
        Some("title") => (PageSort::Title, Direction::Ascending),
        Some("-title") => (PageSort::Title, Direction::Descending),
        Some("changed") => (PageSort::Changed, Direction::Ascending),
        _ => (default.sort, default.direction),
    };
    PageFilter {
        search: get("q").unwrap_or_default(),
        tab: PageTab::parse(&get("tab").unwrap_or_default()),
        template: get("template").and_then(|template| Template::parse(&template).ok()),
        featured_only: get("featured").is_some(),
        sort,
        direction,
        from: match (get("after"), get("before")) {
            (Some(key), _) => From::After(key),
            (None, Some(key)) => From::Before(key),
            (None, None) => From::Start,
        },
        size: get("size").and_then(|size| size.parse().ok()).filter(|size| SIZES.contains(size)).unwrap_or(default.size),
    }
}

/// The address of a list; what is as usual is left out of it.
pub fn href(filter: &PageFilter) -> String {
    let sort = match (filter.sort, filter.direction) {
        (PageSort::Title, Direction::Ascending) => "title",
        (PageSort::Title, Direction::Descending) => "-title",
        (PageSort::Changed, Direction::Ascending) => "changed",
        (PageSort::Changed, Direction::Descending) => "",
    };
    let size = if filter.size == PageFilter::default().size { String::new() } else { filter.size.to_string() };
    let (after, before) = match &filter.from {
        From::Start => ("", ""),
        From::After(key) => (key.as_str(), ""),
        From::Before(key) => ("", key.as_str()),
    };
    let parts = [
        ("tab", filter.tab.as_str()),
        ("q", &filter.search),
        ("template", filter.template.map_or("", Template::as_str)),
        ("featured", if filter.featured_only { "1" } else { "" }),
        ("sort", sort),
        ("size", &size),
        ("after", after),
        ("before", before),
    ];
    let query: Vec<String> = parts
        .iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| format!("{name}={}", Url::escape(value)))
        .collect();
    if query.is_empty() { routes::PAGES.to_owned() } else { format!("{}?{}", routes::PAGES, query.join("&")) }
}

/// The same list from its start with something changed: another order or filter makes the keys of the old one worthless.
pub fn with(filter: &PageFilter, change: impl FnOnce(&mut PageFilter)) -> PageFilter {
    let mut filter = PageFilter { from: From::Start, ..filter.clone() };
    change(&mut filter);
    filter
}

/// The order that a click on a column's head asks for: its own first, then the other way round.
pub fn sorted_by(filter: &PageFilter, sort: PageSort) -> PageFilter {
    let direction = match (filter.sort == sort, filter.direction, sort) {
        (true, Direction::Ascending, _) | (false, _, PageSort::Changed) => Direction::Descending,
        (true, Direction::Descending, _) | (false, _, PageSort::Title) => Direction::Ascending,
    };
    with(filter, |filter| (filter.sort, filter.direction) = (sort, direction))
}

/// Whether something narrows the tab.
pub fn is_narrowed(filter: &PageFilter) -> bool {
    !filter.search.is_empty() || filter.template.is_some() || filter.featured_only
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_back(filter: &PageFilter) -> PageFilter {
        let address = href(filter);
        let query = address.split_once('?').map_or("", |(_, query)| query).to_owned();
        read(|name| {
            let pair = query.split('&').find_map(|pair| pair.strip_prefix(&format!("{name}=")))?;
            Some(Url::unescape(pair))
        })
    }

    #[test]
    fn a_list_is_read_back_from_its_address() {
        let narrow = PageFilter {
            search: "50 % & über/unter? #1".into(),
            tab: PageTab::Drafts,
            template: Some(Template::Legal),
            featured_only: true,
            sort: PageSort::Title,
            direction: Direction::Descending,
            from: From::After("[\"a\",7]".into()),
            size: 100,
        };
        for filter in [PageFilter::default(), narrow] {
            assert_eq!(read_back(&filter), filter);
        }
    }

    #[test]
    fn the_usual_list_has_the_shortest_address() {
        assert_eq!(href(&PageFilter::default()), "/admin/pages");
    }

    #[test]
    fn what_is_no_filter_counts_as_not_given() {
        let filter = read(|name| {
            Some(if name == "featured" || name == "after" || name == "before" { return None } else { "' or 1=1" }.into())
        });
        assert_eq!(filter, PageFilter { search: "' or 1=1".into(), ..PageFilter::default() });
    }

    #[test]
    fn a_column_sorts_its_own_way_first_and_then_the_other() {
        let by_title = sorted_by(&PageFilter::default(), PageSort::Title);
        assert_eq!((by_title.sort, by_title.direction), (PageSort::Title, Direction::Ascending));
        assert_eq!(sorted_by(&by_title, PageSort::Title).direction, Direction::Descending);
        assert_eq!(sorted_by(&by_title, PageSort::Changed).direction, Direction::Descending);
    }
}
