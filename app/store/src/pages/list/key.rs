//! Where a stretch of the page list begins or ends: the value it is sorted by, and the id.

use std::fmt;

use domain::page::PageSort;
use domain::time::Timestamp;

/// A place in the list. Written `value|id`; opaque to everyone else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Key {
    pub(super) value: String,
    pub(super) id: i64,
}

impl Key {
    /// Before every row. Row ids begin at 1.
    pub(super) fn first() -> Self {
        Self { value: String::new(), id: 0 }
    }

    /// After every row: no title begins with the last character of Unicode, which stands for none.
    pub(super) fn last() -> Self {
        Self { value: char::MAX.to_string(), id: i64::MAX }
    }

    /// What is no key of ours, or of another order, is none: the list then begins at its start.
    pub(super) fn parse(text: &str, sort: PageSort) -> Option<Self> {
        let (value, id) = text.rsplit_once('|')?;
        let id = id.parse().ok().filter(|id| *id > 0)?;
        let is_value = match sort {
            PageSort::Title => true,
            PageSort::Changed => Timestamp::parse(value).is_ok_and(|time| time.to_sqlite() == value),
        };
        is_value.then(|| Self { value: value.to_owned(), id })
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}|{}", self.value, self.id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_read_back_and_nothing_else_is() {
        let key = Key { value: "a|b".into(), id: 7 };
        assert_eq!(Key::parse(&key.to_string(), PageSort::Title), Some(key));
        let key = Key { value: "2026-11-22 09:00:00".into(), id: 7 };
        assert_eq!(Key::parse(&key.to_string(), PageSort::Changed), Some(key));
        for bad in ["", "|", "a", "a|", "a|b", "a|0", "a|-1", "a|99999999999999999999"] {
            assert_eq!(Key::parse(bad, PageSort::Title), None, "{bad}");
        }
        assert_eq!(Key::parse("about|7", PageSort::Changed), None);
    }
}
