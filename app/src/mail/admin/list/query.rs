//! The address of the outbox's list holds its search, filters and order.

use domain::list::{Direction, Paging};
use domain::mail::{Kind, MailFilter, MailTab};

use crate::listing::filter::Sorted;
use crate::listing::{Filter, read_paging};

impl Filter for MailFilter {
    fn read(get: impl Fn(&str) -> Option<String>) -> Self {
        let default = Self::default();
        Self {
            search: get("q").unwrap_or_default(),
            tab: MailTab::parse(&get("tab").unwrap_or_default()),
            kind: get("kind").and_then(|kind| Kind::parse(&kind)),
            direction: if get("sort").as_deref() == Some("came") { Direction::Ascending } else { default.direction },
            paging: read_paging(&get),
        }
    }

    fn parts(&self) -> Vec<(&'static str, String)> {
        vec![
            ("tab", self.tab.as_str().to_owned()),
            ("q", self.search.clone()),
            ("kind", self.kind.map_or("", Kind::as_str).to_owned()),
            ("sort", if self.direction == Direction::Ascending { "came" } else { "" }.to_owned()),
        ]
    }

    fn paging(&self) -> &Paging {
        &self.paging
    }

    fn paging_mut(&mut self) -> &mut Paging {
        &mut self.paging
    }

    fn is_narrowed(&self) -> bool {
        !self.search.is_empty() || self.kind.is_some()
    }

    fn widened(&self) -> Self {
        Self { tab: self.tab, paging: self.paging.from_start(), ..Self::default() }
    }
}

/// There is one order, by when the mails came.
impl Sorted for MailFilter {
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
    use crate::routes;

    #[test]
    fn a_list_is_read_back_from_its_address() {
        let narrow = MailFilter {
            search: "50 % & ü@example.org #1".into(),
            tab: MailTab::Parked,
            kind: Some(Kind::Whitepaper),
            direction: Direction::Ascending,
            paging: Paging { cursor: Cursor::Before("17".into()), size: 100 },
        };
        for filter in [MailFilter::default(), narrow] {
            assert_eq!(read_back::<MailFilter>(&filter.href(routes::MAIL)), filter);
        }
        assert_eq!(MailFilter::default().href(routes::MAIL), "/admin/mail");
    }
}
