//! The state of a list of items is its address: search, filters and order can be shared, and "back" restores them.

use domain::item::{ItemFilter, ItemSort, ItemTab};
use domain::list::{Direction, Paging};

use crate::listing::filter::Sorted;
use crate::listing::{Filter, read_paging};

/// The filters that only one noun has.
pub trait ExtraFilter: Clone + Default + PartialEq + Send + Sync + 'static {
    /// Reads the query; unknown parts are ignored.
    fn read(get: impl Fn(&str) -> Option<String>) -> Self;
    /// The names and values of the query that leads here; empty ones are left out.
    fn parts(&self) -> Vec<(&'static str, String)>;
}

impl<S: ItemSort, O: ExtraFilter> Filter for ItemFilter<S, O> {
    fn read(get: impl Fn(&str) -> Option<String>) -> Self {
        let sort = get("sort").unwrap_or_default();
        let (name, is_reversed) = sort.strip_prefix('-').map_or((sort.as_str(), false), |name| (name, true));
        let (sort, is_reversed) = S::parse(name).map_or((S::CHANGED, false), |sort| (sort, is_reversed));
        let direction = sort.default_direction();
        Self {
            search: get("q").unwrap_or_default(),
            tab: ItemTab::parse(&get("tab").unwrap_or_default()),
            featured_only: get("featured").is_some(),
            extra: O::read(&get),
            sort,
            direction: if is_reversed { direction.reversed() } else { direction },
            paging: read_paging(&get),
        }
    }

    fn parts(&self) -> Vec<(&'static str, String)> {
        let sort = match self.direction == self.sort.default_direction() {
            true if self.sort == S::CHANGED => String::new(),
            true => self.sort.as_str().to_owned(),
            false => format!("-{}", self.sort.as_str()),
        };
        let extra = self.extra.parts().into_iter();
        [("tab", self.tab.as_str().to_owned()), ("q", self.search.clone())]
            .into_iter()
            .chain(extra)
            .chain([("featured", if self.featured_only { "1" } else { "" }.to_owned()), ("sort", sort)])
            .collect()
    }

    fn paging(&self) -> &Paging {
        &self.paging
    }

    fn paging_mut(&mut self) -> &mut Paging {
        &mut self.paging
    }

    fn is_narrowed(&self) -> bool {
        !self.search.is_empty() || self.featured_only || self.extra != O::default()
    }

    fn widened(&self) -> Self {
        Self { tab: self.tab, paging: self.paging.from_start(), ..Self::default() }
    }
}

impl<S: ItemSort, O: ExtraFilter> Sorted for ItemFilter<S, O> {
    type Sort = S;

    fn sort(&self) -> (S, Direction) {
        (self.sort, self.direction)
    }

    fn set_sort(&mut self, sort: S, direction: Direction) {
        (self.sort, self.direction) = (sort, direction);
    }

    fn default_direction(sort: S) -> Direction {
        sort.default_direction()
    }
}

#[cfg(test)]
mod tests {
    use domain::list::Cursor;
    use domain::page::{PageExtraFilter, PageFilter, PageSort, Template};
    use domain::whitepaper::Category;
    use domain::whitepaper::list::{WhitepaperExtraFilter, WhitepaperFilter, WhitepaperSort};

    use super::*;
    use crate::listing::read_back;

    fn is_read_back<S: ItemSort + std::fmt::Debug, O: ExtraFilter + std::fmt::Debug>(extra: O) {
        let paging = Paging { cursor: Cursor::Before("[\"a\",7]".into()), size: 100 };
        for sort in S::ALL {
            for direction in [Direction::Ascending, Direction::Descending] {
                let plain = ItemFilter::<S, O> { sort: *sort, direction, ..Default::default() };
                let narrow = ItemFilter {
                    search: "50 % & über/unter? #1".into(),
                    tab: ItemTab::Drafts,
                    featured_only: true,
                    extra: extra.clone(),
                    paging: paging.clone(),
                    ..plain.clone()
                };
                for filter in [plain, narrow] {
                    assert_eq!(read_back::<ItemFilter<S, O>>(&filter.href("/admin/items")), filter);
                }
            }
        }
        assert_eq!(ItemFilter::<S, O>::default().href("/admin/items"), "/admin/items");
        let read = ItemFilter::<S, O>::read(|name| (!["featured", "after", "before"].contains(&name)).then(|| "' or 1=1".into()));
        let plain = ItemFilter { search: "' or 1=1".into(), extra: read.extra.clone(), ..Default::default() };
        assert_eq!(read, plain);
    }

    #[test]
    fn a_list_is_read_back_from_its_address() {
        is_read_back::<PageSort, _>(PageExtraFilter { template: Some(Template::Legal) });
        is_read_back::<WhitepaperSort, _>(WhitepaperExtraFilter {
            category: Some(Category::CaseStudy),
            tag: Some("20 kV & more".into()),
            industry: Some("Netze".into()),
            requires_registration: Some(false),
        });
    }

    #[test]
    fn what_is_no_choice_counts_as_not_given() {
        assert_eq!(PageExtraFilter::read(|_| Some("' or 1=1".into())), PageExtraFilter::default());
        let read = WhitepaperExtraFilter::read(|name| ["category", "access"].contains(&name).then(|| "' or 1=1".into()));
        assert_eq!(read, WhitepaperExtraFilter::default());
    }

    #[test]
    fn each_filter_narrows_the_list() {
        assert!(!PageFilter { tab: ItemTab::Drafts, ..PageFilter::default() }.is_narrowed());
        assert!(PageFilter { extra: PageExtraFilter { template: Some(Template::Home) }, ..PageFilter::default() }.is_narrowed());
        let extra = WhitepaperExtraFilter { requires_registration: Some(false), ..WhitepaperExtraFilter::default() };
        assert!(WhitepaperFilter { extra, ..WhitepaperFilter::default() }.is_narrowed());
    }

    #[test]
    fn a_column_sorts_its_own_way_first_and_then_the_other() {
        let by_title = PageFilter::default().sorted_by(PageSort::Title);
        assert_eq!((by_title.sort, by_title.direction), (PageSort::Title, Direction::Ascending));
        assert_eq!(by_title.sorted_by(PageSort::Title).direction, Direction::Descending);
        assert_eq!(by_title.sorted_by(PageSort::Changed).direction, Direction::Descending);
    }
}
