//! The address of the glossary holds its search, filters and page.

use domain::glossary::{TermFilter, TermKind};
use domain::list::Paging;

use crate::listing::{Filter, read_paging};

impl Filter for TermFilter {
    fn read(get: impl Fn(&str) -> Option<String>) -> Self {
        Self {
            search: get("q").unwrap_or_default(),
            kind: get("kind").and_then(|kind| TermKind::parse(&kind)),
            is_missing: get("labels").as_deref() == Some("missing"),
            paging: read_paging(&get),
        }
    }

    fn parts(&self) -> Vec<(&'static str, String)> {
        vec![
            ("q", self.search.clone()),
            ("kind", self.kind.map_or("", TermKind::as_str).to_owned()),
            ("labels", if self.is_missing { "missing" } else { "" }.to_owned()),
        ]
    }

    fn paging(&self) -> &Paging {
        &self.paging
    }

    fn paging_mut(&mut self) -> &mut Paging {
        &mut self.paging
    }

    fn is_narrowed(&self) -> bool {
        !self.search.is_empty() || self.kind.is_some() || self.is_missing
    }

    fn widened(&self) -> Self {
        Self { paging: self.paging.from_start(), ..Self::default() }
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
        let narrow = TermFilter {
            search: "50 % & ü".into(),
            kind: Some(TermKind::Industry),
            is_missing: true,
            paging: Paging { cursor: Cursor::After("term|1 a b|1".into()), size: 100 },
        };
        for filter in [TermFilter::default(), narrow] {
            assert_eq!(read_back::<TermFilter>(&filter.href(routes::LABELS)), filter);
        }
        assert_eq!(TermFilter::default().href(routes::LABELS), "/admin/texts/labels");
    }
}
