//! The page list's state is its address: search, filters and order can be shared, and "back" restores them.

use domain::item::ItemTab;
use domain::list::{Direction, Paging};
use domain::page::{PageFilter, PageSort, Template};

use crate::listing::sort::Sorted;
use crate::listing::{Filter, read_paging};

impl Filter for PageFilter {
    fn read(get: impl Fn(&str) -> Option<String>) -> Self {
        let default = Self::default();
        let (sort, direction) = match get("sort").as_deref() {
            Some("title") => (PageSort::Title, Direction::Ascending),
            Some("-title") => (PageSort::Title, Direction::Descending),
            Some("changed") => (PageSort::Changed, Direction::Ascending),
            _ => (default.sort, default.direction),
        };
        Self {
            search: get("q").unwrap_or_default(),
            tab: ItemTab::parse(&get("tab").unwrap_or_default()),
            template: get("template").and_then(|template| Template::parse(&template).ok()),
            featured_only: get("featured").is_some(),
            sort,
            direction,
            paging: read_paging(&get),
        }
    }

    fn parts(&self) -> Vec<(&'static str, String)> {
        let sort = match (self.sort, self.direction) {
            (PageSort::Title, Direction::Ascending) => "title",
            (PageSort::Title, Direction::Descending) => "-title",
            (PageSort::Changed, Direction::Ascending) => "changed",
            (PageSort::Changed, Direction::Descending) => "",
        };
        vec![
            ("tab", self.tab.as_str().to_owned()),
            ("q", self.search.clone()),
            ("template", self.template.map_or("", Template::as_str).to_owned()),
            ("featured", if self.featured_only { "1" } else { "" }.to_owned()),
            ("sort", sort.to_owned()),
        ]
    }

    fn paging(&self) -> &Paging {
        &self.paging
    }

    fn paging_mut(&mut self) -> &mut Paging {
        &mut self.paging
    }

    fn is_narrowed(&self) -> bool {
        !self.search.is_empty() || self.template.is_some() || self.featured_only
    }

    fn widened(&self) -> Self {
        Self { tab: self.tab, paging: self.paging.from_start(), ..Self::default() }
    }
}

impl Sorted for PageFilter {
    type Sort = PageSort;

    fn sort(&self) -> (PageSort, Direction) {
        (self.sort, self.direction)
    }

    fn set_sort(&mut self, sort: PageSort, direction: Direction) {
        (self.sort, self.direction) = (sort, direction);
    }

    fn default_direction(sort: PageSort) -> Direction {
        match sort {
            PageSort::Title => Direction::Ascending,
            PageSort::Changed => Direction::Descending,
        }
    }
}

#[cfg(test)]
mod tests {
    use domain::list::Cursor;

    use super::*;
    use crate::listing::read_back;
    use crate::routes;

    #[test]
    fn a_list_is_read_back_from_its_address() {
        let narrow = PageFilter {
            search: "50 % & über/unter? #1".into(),
            tab: ItemTab::Drafts,
            template: Some(Template::Legal),
            featured_only: true,
            sort: PageSort::Title,
            direction: Direction::Descending,
            paging: Paging { cursor: Cursor::After("[\"a\",7]".into()), size: 100 },
        };
        for filter in [PageFilter::default(), narrow] {
            assert_eq!(read_back::<PageFilter>(&filter.href(routes::PAGES)), filter);
        }
    }

    #[test]
    fn the_usual_list_has_the_shortest_address() {
        assert_eq!(PageFilter::default().href(routes::PAGES), "/admin/pages");
    }

    #[test]
    fn what_is_no_filter_counts_as_not_given() {
        let filter = PageFilter::read(|name| {
            Some(if name == "featured" || name == "after" || name == "before" { return None } else { "' or 1=1" }.into())
        });
        assert_eq!(filter, PageFilter { search: "' or 1=1".into(), ..PageFilter::default() });
    }

    #[test]
    fn a_column_sorts_its_own_way_first_and_then_the_other() {
        let by_title = PageFilter::default().sorted_by(PageSort::Title);
        assert_eq!((by_title.sort, by_title.direction), (PageSort::Title, Direction::Ascending));
        assert_eq!(by_title.sorted_by(PageSort::Title).direction, Direction::Descending);
        assert_eq!(by_title.sorted_by(PageSort::Changed).direction, Direction::Descending);
    }
}
