//! The list's state is its address: search, filters and order can be shared, and "back" restores them.

use domain::item::ItemTab;
use domain::list::{Direction, Paging};
use domain::whitepaper::Category;
use domain::whitepaper::list::{WhitepaperFilter, WhitepaperSort};

use crate::listing::sort::Sorted;
use crate::listing::{Filter, read_paging};

impl Filter for WhitepaperFilter {
    fn read(get: impl Fn(&str) -> Option<String>) -> Self {
        let default = Self::default();
        let sort = get("sort").unwrap_or_default();
        let (name, is_reversed) = sort.strip_prefix('-').map_or((sort.as_str(), false), |name| (name, true));
        let (sort, direction) = match WhitepaperSort::parse(name) {
            Some(sort) => (sort, if is_reversed { turned(Self::default_direction(sort)) } else { Self::default_direction(sort) }),
            None => (default.sort, default.direction),
        };
        Self {
            search: get("q").unwrap_or_default(),
            tab: ItemTab::parse(&get("tab").unwrap_or_default()),
            category: get("category").and_then(|category| Category::parse(&category).ok()),
            tag: get("tag").filter(|tag| !tag.is_empty()),
            industry: get("industry").filter(|industry| !industry.is_empty()),
            requires_registration: match get("access").as_deref() {
                Some("form") => Some(true),
                Some("open") => Some(false),
                _ => None,
            },
            featured_only: get("featured").is_some(),
            sort,
            direction,
            paging: read_paging(&get),
        }
    }

    fn parts(&self) -> Vec<(&'static str, String)> {
        let default = Self::default();
        let sort = match self.direction == Self::default_direction(self.sort) {
            true if self.sort == default.sort => String::new(),
            true => self.sort.as_str().to_owned(),
            false => format!("-{}", self.sort.as_str()),
        };
        let access = match self.requires_registration {
            Some(true) => "form",
            Some(false) => "open",
            None => "",
        };
        vec![
            ("tab", self.tab.as_str().to_owned()),
            ("q", self.search.clone()),
            ("category", self.category.map_or("", Category::as_str).to_owned()),
            ("tag", self.tag.clone().unwrap_or_default()),
            ("industry", self.industry.clone().unwrap_or_default()),
            ("access", access.to_owned()),
            ("featured", if self.featured_only { "1" } else { "" }.to_owned()),
            ("sort", sort),
        ]
    }

    fn paging(&self) -> &Paging {
        &self.paging
    }

    fn paging_mut(&mut self) -> &mut Paging {
        &mut self.paging
    }

    fn is_narrowed(&self) -> bool {
        let Self { search, category, tag, industry, requires_registration, featured_only, .. } = self;
        let is_facet = category.is_some() || tag.is_some() || industry.is_some();
        !search.is_empty() || is_facet || requires_registration.is_some() || *featured_only
    }

    fn widened(&self) -> Self {
        Self { tab: self.tab, paging: self.paging.from_start(), ..Self::default() }
    }
}

impl Sorted for WhitepaperFilter {
    type Sort = WhitepaperSort;

    fn sort(&self) -> (WhitepaperSort, Direction) {
        (self.sort, self.direction)
    }

    fn set_sort(&mut self, sort: WhitepaperSort, direction: Direction) {
        (self.sort, self.direction) = (sort, direction);
    }

    /// Numbers and times from the top, words from A.
    fn default_direction(sort: WhitepaperSort) -> Direction {
        match sort {
            WhitepaperSort::Title => Direction::Ascending,
            _ => Direction::Descending,
        }
    }
}

fn turned(direction: Direction) -> Direction {
    match direction {
        Direction::Ascending => Direction::Descending,
        Direction::Descending => Direction::Ascending,
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
        let narrow = WhitepaperFilter {
            search: "50 % & über/unter? #1".into(),
            tab: ItemTab::Drafts,
            category: Some(Category::CaseStudy),
            tag: Some("20 kV & more".into()),
            industry: Some("Netze".into()),
            requires_registration: Some(false),
            featured_only: true,
            sort: WhitepaperSort::Conversion,
            direction: Direction::Ascending,
            paging: Paging { cursor: Cursor::Before("3|7".into()), size: 50 },
        };
        for filter in [WhitepaperFilter::default(), narrow] {
            assert_eq!(read_back::<WhitepaperFilter>(&filter.href(routes::WHITEPAPERS)), filter);
        }
        for sort in WhitepaperSort::ALL {
            for direction in [Direction::Ascending, Direction::Descending] {
                let filter = WhitepaperFilter { sort, direction, ..WhitepaperFilter::default() };
                assert_eq!(read_back::<WhitepaperFilter>(&filter.href(routes::WHITEPAPERS)), filter);
            }
        }
    }

    #[test]
    fn the_usual_list_has_the_shortest_address() {
        assert_eq!(WhitepaperFilter::default().href(routes::WHITEPAPERS), "/admin/whitepapers");
    }

    #[test]
    fn what_is_no_filter_counts_as_not_given() {
        let filter = WhitepaperFilter::read(|name| {
            Some(if ["featured", "after", "before", "tag", "industry"].contains(&name) { return None } else { "' or 1=1" }.into())
        });
        assert_eq!(filter, WhitepaperFilter { search: "' or 1=1".into(), ..WhitepaperFilter::default() });
    }
}
