//! A point in time, and its two written forms.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::invalid::Problem;

/// Seconds since 1970-01-01T00:00:00Z, without leap seconds. Zones are the browser's and the server's matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "i64", try_from = "i64")]
pub struct Timestamp(pub i64);

impl TryFrom<i64> for Timestamp {
    type Error = String;

    /// Refuses what neither SQLite nor RFC 3339 can write.
    fn try_from(seconds: i64) -> Result<Self, String> {
        let time = Self(seconds);
        if time == time.within() { Ok(time) } else { Err(format!("{seconds} is no time of the years 0 to 9999")) }
    }
}

impl Timestamp {
    /// 0000-01-01T00:00:00Z
    pub const MIN: Self = Self(-62_167_219_200);

    /// 9999-12-31T23:59:59Z
    pub const MAX: Self = Self(253_402_300_799);

    /// The nearest time that can be written: a sum may lead out of the years that have four digits.
    fn within(self) -> Self {
        self.clamp(Self::MIN, Self::MAX)
    }

    /// The form of every date in the database: `2026-11-22 09:05:00`, UTC, as SQLite's `datetime()` writes it.
    pub fn to_sqlite(self) -> String {
        let Parts { year, month, day, hour, minute, second } = self.within().parts();
        format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}")
    }

    /// RFC 3339 in UTC: `2026-11-22T09:05:00Z`.
    pub fn to_rfc3339(self) -> String {
        let Parts { year, month, day, hour, minute, second } = self.within().parts();
        format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
    }

    /// Reads a date in UTC, with or without a time: `2026-11-22`, `2026-11-22 09:05`, `2026-11-22T09:05:00Z`, and RFC 3339
    /// with an offset. A day or time that does not exist is refused.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        parse(text.trim()).ok_or(Problem::NotADate)
    }

    /// The times that count as at most so many seconds ago: after the first and before the second. The second lies ahead, because
    /// of two requests at once the later one may be written first. A time behind it was written before the clock was set back, and
    /// would count for as long as that.
    pub fn around(self, seconds: i64) -> (Self, Self) {
        (Self(self.0.saturating_sub(seconds)), Self(self.0.saturating_add(seconds)))
    }

    /// Year, month and so on in UTC.
    pub fn parts(self) -> Parts {
        let days = self.0.div_euclid(86_400);
        let second_of_day = self.0.rem_euclid(86_400);
        let (year, month, day) = civil_from_days(days);
        Parts {
            year,
            month,
            day,
            hour: (second_of_day / 3600) as u8,
            minute: (second_of_day / 60 % 60) as u8,
            second: (second_of_day % 60) as u8,
        }
    }
}

impl From<Timestamp> for i64 {
    fn from(time: Timestamp) -> Self {
        time.0
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_rfc3339())
    }
}

/// A point in time taken apart, in UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Parts {
    pub year: i64,
    pub month: u8,
    pub day: u8,
    pub hour: u8,
    pub minute: u8,
    pub second: u8,
}

fn parse(text: &str) -> Option<Timestamp> {
    if !text.is_ascii() || text.len() < 10 {
        return None;
    }
    let (date, rest) = text.split_at(10);
    let mut fields = date.split('-');
    let (year, month, day) = (digits(fields.next()?, 4)?, digits(fields.next()?, 2)?, digits(fields.next()?, 2)?);
    if fields.next().is_some() || !(1..=12).contains(&month) || day < 1 || day > days_in_month(year, month) {
        return None;
    }
    let midnight = days_from_civil(year, month, day) * 86_400;
    if rest.is_empty() {
        return Some(Timestamp(midnight));
    }
    let rest = rest.strip_prefix(['T', 't', ' '])?;
    let (clock, offset) = match rest.find(['Z', 'z', '+', '-']) {
        Some(at) => (&rest[..at], offset_seconds(&rest[at..])?),
        None => (rest, 0),
    };
    let clock = clock.split_once('.').map_or(clock, |(whole, _)| whole);
    let mut fields = clock.split(':');
    let (hour, minute) = (digits(fields.next()?, 2)?, digits(fields.next()?, 2)?);
    let second = fields.next().map_or(Some(0), |text| digits(text, 2))?;
    if fields.next().is_some() || hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    Timestamp::try_from(midnight + hour * 3600 + minute * 60 + second - offset).ok()
}

fn offset_seconds(text: &str) -> Option<i64> {
    if text.eq_ignore_ascii_case("z") {
        return Some(0);
    }
    let sign = if text.starts_with('-') { -1 } else { 1 };
    let (hour, minute) = text[1..].split_once(':')?;
    let (hour, minute) = (digits(hour, 2)?, digits(minute, 2)?);
    (hour <= 23 && minute <= 59).then_some(sign * (hour * 3600 + minute * 60))
}

fn digits(text: &str, length: usize) -> Option<i64> {
    (text.len() == length && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok())?
}

fn days_in_month(year: i64, month: i64) -> i64 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    }
}

/// Days since 1970-01-01 of a date in the proleptic Gregorian calendar (Howard Hinnant, "chrono-Compatible Low-Level
/// Date Algorithms").
fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * (month + if month > 2 { -3 } else { 9 }) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

/// The reverse of [`days_from_civil`].
fn civil_from_days(days: i64) -> (i64, u8, u8) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_index = (5 * day_of_year + 2) / 153;
    let day = (day_of_year - (153 * month_index + 2) / 5 + 1) as u8;
    let month = if month_index < 10 { month_index + 3 } else { month_index - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (year, month as u8, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_written_forms_are_read_back() {
        for seconds in [0, 1_795_381_500, -86_401, 951_782_400, 4_102_444_799] {
            let time = Timestamp(seconds);
            assert_eq!(Timestamp::parse(&time.to_sqlite()), Ok(time));
            assert_eq!(Timestamp::parse(&time.to_rfc3339()), Ok(time));
        }
    }

    #[test]
    fn a_time_that_cannot_be_written_is_refused() {
        for seconds in [i64::MIN, Timestamp::MIN.0 - 1, Timestamp::MAX.0 + 1, i64::MAX] {
            assert!(serde_json::from_str::<Timestamp>(&seconds.to_string()).is_err(), "{seconds}");
            assert_eq!(Timestamp(seconds).to_sqlite().len(), 19);
        }
        for text in ["9999-12-31T23:59:59-00:01", "0000-01-01T00:00:00+00:01"] {
            assert_eq!(Timestamp::parse(text), Err(Problem::NotADate), "{text}");
        }
        for time in [Timestamp::MIN, Timestamp::MAX] {
            assert_eq!(serde_json::from_str(&time.0.to_string()).ok(), Some(time));
            assert_eq!(serde_json::to_string(&time).ok(), Some(time.0.to_string()));
        }
    }

    proptest::proptest! {
        #[test]
        fn every_time_that_is_taken_is_written_and_read_back(seconds: i64, near in -300_000_000_000_i64..300_000_000_000) {
            for seconds in [seconds, near] {
                if let Ok(time) = Timestamp::try_from(seconds) {
                    proptest::prop_assert_eq!(Timestamp::parse(&time.to_sqlite()), Ok(time));
                    proptest::prop_assert_eq!(Timestamp::parse(&time.to_rfc3339()), Ok(time));
                }
                proptest::prop_assert_eq!(Timestamp(seconds).to_sqlite().len(), 19);
            }
        }
    }

    #[test]
    fn an_offset_is_taken_off() {
        assert_eq!(Timestamp::parse("2026-12-03T10:00:00+01:00"), Timestamp::parse("2026-12-03 09:00:00"));
    }

    #[test]
    fn a_day_that_does_not_exist_is_refused() {
        for bad in [
            "2026-02-29",
            "2026-13-01",
            "2026-00-10",
            "2026-04-31",
            "2026-11-22 24:00",
            "2026-1-1",
            "gestern",
            "",
            "２０２６-11-22",
        ] {
            assert_eq!(Timestamp::parse(bad), Err(Problem::NotADate), "{bad}");
        }
        assert!(Timestamp::parse("2028-02-29").is_ok());
    }
}
