//! How one page of a list is read by key: where the query starts, which way it reads, and what its rows say about the pages
//! before and after.
//!
//! A query reads one row more than the page holds. The extra row says that the list goes on in the direction of the reading.

use super::{Cursor, Direction, ListPage, Paging};
use crate::time::Timestamp;

/// The order of a list. Its name stands in every cursor, so that a cursor of another order is known as such.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SortOrder {
    /// The column that the list is sorted by; unique among the orders of one list.
    pub name: &'static str,
    pub value: SortValue,
    pub direction: Direction,
}

/// The form of the values that a list is sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SortValue {
    /// The list is sorted by id alone; the value is empty.
    Id,
    Text,
    /// As the database writes times.
    Time,
    /// From zero on, with leading zeros up to so many digits.
    Number {
        digits: usize,
    },
}

/// Where a row stands in its list. Rows with the same value are sorted by their ids.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct SortKey {
    pub value: String,
    pub id: i64,
}

/// The reading of one page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageScan {
    order: SortOrder,
    /// None at the start of the list.
    start: Option<SortKey>,
    is_backward: bool,
    size: usize,
}

impl PageScan {
    /// A cursor that cannot be read, or that was made for another order, begins at the start of the list.
    pub fn new(paging: &Paging, order: SortOrder, max_rows: u32) -> Self {
        let (start, is_backward) = match &paging.cursor {
            Cursor::Start => (None, false),
            Cursor::After(key) => (order.read(key), false),
            Cursor::Before(key) => (order.read(key), true),
        };
        let is_backward = is_backward && start.is_some();
        Self { order, start, is_backward, size: paging.size.clamp(1, max_rows) as usize }
    }

    /// The direction in which the query sorts: against the list's own where it reads back from a row.
    pub fn is_ascending(&self) -> bool {
        (self.order.direction == Direction::Ascending) != self.is_backward
    }

    /// The query reads only what comes after this key in its direction. None at the start of the list.
    pub fn start(&self) -> Option<&SortKey> {
        self.start.as_ref()
    }

    /// As [`Self::start`], with a key before all rows at the start of the list.
    pub fn start_or_end(&self) -> SortKey {
        match &self.start {
            Some(key) => key.clone(),
            None if self.is_ascending() => SortKey { value: String::new(), id: 0 },
            None => SortKey { value: self.order.value.last(), id: i64::MAX },
        }
    }

    /// How many rows the query reads at most: one more than the page holds.
    pub fn limit(&self) -> i64 {
        self.size as i64 + 1
    }

    /// The page that consists of what the query read, in the order in which it was read.
    pub fn page<T>(&self, mut rows: Vec<T>, total: Option<i64>, key: impl Fn(&T) -> SortKey) -> ListPage<T> {
        let has_more = rows.len() > self.size;
        rows.truncate(self.size);
        if self.is_backward {
            rows.reverse();
        }
        let (has_previous, has_next) = if self.is_backward { (has_more, true) } else { (self.start.is_some(), has_more) };
        let write = |row: &T| self.order.write(&key(row));
        ListPage {
            previous: rows.first().filter(|_| has_previous).map(write).map(Cursor::Before),
            next: rows.last().filter(|_| has_next).map(write).map(Cursor::After),
            items: rows,
            total,
        }
    }
}

impl SortOrder {
    /// `-title|About us|7`: the order, the value, the id. The value may hold the line itself.
    fn write(&self, key: &SortKey) -> String {
        format!("{}{}|{}|{}", self.sign(), self.name, key.value, key.id)
    }

    fn read(&self, text: &str) -> Option<SortKey> {
        let key = text.strip_prefix(self.sign())?.strip_prefix(self.name)?.strip_prefix('|')?;
        let (value, id) = key.rsplit_once('|')?;
        let key = SortKey { value: value.to_owned(), id: id.parse().ok().filter(|id| *id > 0)? };
        (self.value.is_one(value) && self.write(&key) == text).then_some(key)
    }

    fn sign(&self) -> &'static str {
        match self.direction {
            Direction::Ascending => "",
            Direction::Descending => "-",
        }
    }
}

impl SortValue {
    fn is_one(self, value: &str) -> bool {
        match self {
            Self::Id => value.is_empty(),
            Self::Text => true,
            Self::Time => Timestamp::parse(value).is_ok_and(|time| time.to_sqlite() == value),
            Self::Number { digits } => {
                value.parse::<i64>().is_ok_and(|number| number >= 0 && format!("{number:0digits$}") == value)
            }
        }
    }

    /// After all values. No text begins with the last character of Unicode, which stands for none.
    fn last(self) -> String {
        match self {
            Self::Id => String::new(),
            Self::Text | Self::Time => char::MAX.to_string(),
            Self::Number { .. } => i64::MAX.to_string(),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const TITLE: SortOrder = SortOrder { name: "title", value: SortValue::Text, direction: Direction::Ascending };

    /// The rows that a query reads of this list.
    fn read(list: &[SortKey], scan: &PageScan) -> ListPage<SortKey> {
        let mut rows = list.to_vec();
        rows.sort();
        if !scan.is_ascending() {
            rows.reverse();
        }
        let start = scan.start_or_end();
        rows.retain(|row| if scan.is_ascending() { *row > start } else { *row < start });
        rows.truncate(scan.limit() as usize);
        scan.page(rows, Some(list.len() as i64), SortKey::clone)
    }

    fn order() -> impl Strategy<Value = SortOrder> {
        let value = prop_oneof![Just(SortValue::Text), Just(SortValue::Number { digits: 15 })];
        let direction = prop_oneof![Just(Direction::Ascending), Just(Direction::Descending)];
        (value, direction).prop_map(|(value, direction)| SortOrder { name: "title", value, direction })
    }

    /// Rows of which many have the same value.
    fn list(order: SortOrder, values: Vec<u8>) -> Vec<SortKey> {
        let value = |n: u8| match order.value {
            SortValue::Number { digits } => format!("{n:0digits$}"),
            _ => ["", "a", "a|7", "|", "über", "-title|x|1"][usize::from(n) % 6].to_owned(),
        };
        values.into_iter().enumerate().map(|(n, one)| SortKey { value: value(one), id: n as i64 + 1 }).collect()
    }

    proptest! {
        #[test]
        fn walking_on_and_back_meets_every_row_once(
            order in order(),
            values in prop::collection::vec(0_u8..8, 0..40),
            size in 0_u32..12,
        ) {
            let list = list(order, values);
            let scan = |cursor| PageScan::new(&Paging { cursor, size }, order, 10);
            let mut sorted = list.clone();
            sorted.sort();
            if order.direction == Direction::Descending {
                sorted.reverse();
            }

            let mut page = read(&list, &scan(Cursor::Start));
            prop_assert_eq!(&page.previous, &None);
            let mut met = page.items.clone();
            while let Some(next) = page.next.clone() {
                page = read(&list, &scan(next));
                prop_assert!(!page.items.is_empty(), "a page that was offered is empty");
                met.extend(page.items.clone());
            }
            prop_assert_eq!(&met, &sorted);

            let mut met: Vec<_> = page.items.iter().rev().cloned().collect();
            while let Some(previous) = page.previous.clone() {
                page = read(&list, &scan(previous));
                prop_assert!(!page.items.is_empty(), "a page that was offered is empty");
                met.extend(page.items.iter().rev().cloned());
            }
            met.reverse();
            prop_assert_eq!(&met, &sorted);
        }

        #[test]
        fn a_cursor_of_anything_is_a_row_of_this_order_or_the_start(order in order(), text in ".*") {
            for cursor in [Cursor::After(text.clone()), Cursor::Before(text.clone())] {
                let scan = PageScan::new(&Paging { cursor, size: 5 }, order, 10);
                match scan.start() {
                    Some(key) => prop_assert_eq!(order.write(key), text.clone()),
                    None => prop_assert_eq!(scan, PageScan::new(&Paging { cursor: Cursor::Start, size: 5 }, order, 10)),
                }
            }
        }
    }

    #[test]
    fn a_key_is_read_back_in_its_own_order_only() {
        let key = SortKey { value: "a|b".into(), id: 7 };
        let written = TITLE.write(&key);
        assert_eq!(TITLE.read(&written), Some(key));
        for other in [
            SortOrder { name: "name", ..TITLE },
            SortOrder { direction: Direction::Descending, ..TITLE },
            SortOrder { value: SortValue::Time, ..TITLE },
            SortOrder { value: SortValue::Number { digits: 1 }, ..TITLE },
            SortOrder { value: SortValue::Id, ..TITLE },
        ] {
            assert_eq!(other.read(&written), None, "{other:?}");
        }
    }

    #[test]
    fn only_what_was_written_is_a_key() {
        for bad in
            ["", "|", "title", "title|", "title|a", "title|a|", "title|a|b", "title|a|0", "title|a|-1", "title|a|+1", "a|7"]
        {
            assert_eq!(TITLE.read(bad), None, "{bad}");
        }
        assert_eq!(TITLE.read("title|a|99999999999999999999"), None, "larger than any id");
        let time = SortOrder { name: "changed", value: SortValue::Time, ..TITLE };
        assert!(time.read("changed|2026-11-22 09:00:00|7").is_some());
        assert_eq!(time.read("changed|2026-11-22T09:00:00Z|7"), None);
        let number = SortOrder { name: "views", value: SortValue::Number { digits: 3 }, ..TITLE };
        assert!(number.read("views|007|1").is_some() && number.read("views|1234|1").is_some());
        for bad in ["views|7|1", "views|0007|1", "views|-07|1", "views|+07|1", "views||1", "views|x|1"] {
            assert_eq!(number.read(bad), None, "{bad}");
        }
    }
}
