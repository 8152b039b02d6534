//! The state of the outbox's list is its address, as that of the page list is.

use domain::list::{Direction, From, SIZES};
use domain::mail::{Kind, MailFilter, MailTab};
use leptos_router::location::Url;

use crate::routes;

/// Reads the query; what does not belong there counts as not given.
pub fn read(get: impl Fn(&str) -> Option<String>) -> MailFilter {
    let default = MailFilter::default();
    MailFilter {
        search: get("q").unwrap_or_default(),
        tab: MailTab::parse(&get("tab").unwrap_or_default()),
        kind: get("kind").and_then(|kind| Kind::parse(&kind)),
        direction: if get("sort").as_deref() == Some("came") { Direction::Ascending } else { default.direction },
        from: match (get("after"), get("before")) {
            (Some(key), _) => From::After(key),
            (None, Some(key)) => From::Before(key),
            (None, None) => From::Start,
        },
        size: get("size").and_then(|size| size.parse().ok()).filter(|size| SIZES.contains(size)).unwrap_or(default.size),
    }
}

/// The address of a list; what is as usual is left out of it.
pub fn href(filter: &MailFilter) -> String {
    let sort = if filter.direction == Direction::Ascending { "came" } else { "" };
    let size = if filter.size == MailFilter::default().size { String::new() } else { filter.size.to_string() };
    let (after, before) = match &filter.from {
        From::Start => ("", ""),
        From::After(key) => (key.as_str(), ""),
        From::Before(key) => ("", key.as_str()),
    };
    let parts = [
        ("tab", filter.tab.as_str()),
        ("q", &filter.search),
        ("kind", filter.kind.map_or("", Kind::as_str)),
        ("sort", sort),
        ("size", &size),
        ("after", after),
        ("before", before),
    ];
    let given = parts.iter().filter(|(_, value)| !value.is_empty());
    let query: Vec<String> = given.map(|(name, value)| format!("{name}={}", Url::escape(value))).collect();
    if query.is_empty() { routes::MAIL.to_owned() } else { format!("{}?{}", routes::MAIL, query.join("&")) }
}

/// The same list from its start with something changed: another order or filter makes the keys of the old one worthless.
pub fn with(filter: &MailFilter, change: impl FnOnce(&mut MailFilter)) -> MailFilter {
    let mut filter = MailFilter { from: From::Start, ..filter.clone() };
    change(&mut filter);
    filter
}

/// The other way round.
pub fn turned(filter: &MailFilter) -> MailFilter {
    with(filter, |filter| {
        filter.direction = match filter.direction {
            Direction::Ascending => Direction::Descending,
            Direction::Descending => Direction::Ascending,
        };
    })
}

/// Whether something narrows the tab.
pub fn is_narrowed(filter: &MailFilter) -> bool {
    !filter.search.is_empty() || filter.kind.is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_read_back_from_its_address() {
        let narrow = MailFilter {
            search: "50 % & ü@example.org #1".into(),
            tab: MailTab::Parked,
            kind: Some(Kind::Whitepaper),
            direction: Direction::Ascending,
            from: From::Before("17".into()),
            size: 100,
        };
        for filter in [MailFilter::default(), narrow] {
            let address = href(&filter);
            let query = address.split_once('?').map_or("", |(_, query)| query).to_owned();
            let read_back = read(|name| {
                let pair = query.split('&').find_map(|pair| pair.strip_prefix(&format!("{name}=")))?;
                Some(Url::unescape(pair))
            });
            assert_eq!(read_back, filter);
        }
        assert_eq!(href(&MailFilter::default()), "/admin/mail");
    }
}
