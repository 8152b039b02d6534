//! The state of the list of downloads is its address, also that of the file to which it is exported.

use domain::list::{Direction, Paging};
use domain::time::Timestamp;
use domain::whitepaper::list::DownloadFilter;

use crate::listing::filter::Sorted;
use crate::listing::{Filter, read_paging};

/// Which whitepaper it is of stands in the path.
impl Filter for DownloadFilter {
    fn read(get: impl Fn(&str) -> Option<String>) -> Self {
        let time = |name: &str| get(name).and_then(|time| Timestamp::parse(&time).ok());
        Self {
            whitepaper: None,
            search: get("q").unwrap_or_default(),
            campaign: get("campaign").filter(|campaign| !campaign.is_empty()),
            marketing_only: get("marketing").is_some(),
            since: time("since"),
            until: time("until"),
            direction: if get("sort").as_deref() == Some("oldest") { Direction::Ascending } else { Direction::Descending },
            paging: read_paging(&get),
        }
    }

    fn parts(&self) -> Vec<(&'static str, String)> {
        let time = |time: Option<Timestamp>| time.map(Timestamp::to_rfc3339).unwrap_or_default();
        vec![
            ("q", self.search.clone()),
            ("campaign", self.campaign.clone().unwrap_or_default()),
            ("marketing", if self.marketing_only { "1" } else { "" }.to_owned()),
            ("since", time(self.since)),
            ("until", time(self.until)),
            ("sort", if self.direction == Direction::Ascending { "oldest" } else { "" }.to_owned()),
        ]
    }

    fn paging(&self) -> &Paging {
        &self.paging
    }

    fn paging_mut(&mut self) -> &mut Paging {
        &mut self.paging
    }

    fn is_narrowed(&self) -> bool {
        let Self { search, campaign, marketing_only, since, until, .. } = self;
        !search.is_empty() || campaign.is_some() || *marketing_only || since.is_some() || until.is_some()
    }

    fn widened(&self) -> Self {
        Self { paging: self.paging.from_start(), ..Self::default() }
    }
}

/// There is one order, by time.
impl Sorted for DownloadFilter {
    type Sort = ();

    fn sort(&self) -> ((), Direction) {
        ((), self.direction)
    }

    fn set_sort(&mut self, (): (), direction: Direction) {
        self.direction = direction;
    }

    fn default_direction((): ()) -> Direction {
        Direction::Descending
    }
}

#[cfg(test)]
mod tests {
    use domain::list::Cursor;

    use super::*;
    use crate::listing::read_back;

    #[test]
    fn a_list_is_read_back_from_its_address() {
        let narrow = DownloadFilter {
            search: "Müller & Söhne".into(),
            campaign: Some("winter=2026".into()),
            marketing_only: true,
            since: Some(Timestamp(1_790_000_000)),
            until: Some(Timestamp(1_790_086_400)),
            direction: Direction::Ascending,
            paging: Paging { cursor: Cursor::After("2026|7".into()), size: 100 },
            ..DownloadFilter::default()
        };
        for filter in [DownloadFilter::default(), narrow] {
            assert_eq!(read_back::<DownloadFilter>(&filter.href("/admin/whitepapers/1/downloads")), filter);
        }
    }

    #[test]
    fn what_is_no_filter_counts_as_not_given() {
        let filter = DownloadFilter::read(|name| matches!(name, "since" | "until" | "size" | "sort").then(|| "soon".into()));
        assert_eq!(filter, DownloadFilter::default());
    }
}
