//! The time zone of whoever exports a table, so that the file has the times of the screen.

use domain::time::Timestamp;
use jiff::tz::TimeZone;

/// A zone of the IANA database. Its rules are in the program, because a server may have none.
#[derive(Debug, Clone)]
pub struct Zone {
    zone: TimeZone,
    name: String,
}

impl Zone {
    /// As browsers name it: `Europe/Berlin`. Any other name counts as UTC.
    pub fn parse(name: &str) -> Self {
        let found = TimeZone::get(name).ok();
        let name = found.as_ref().and_then(TimeZone::iana_name).unwrap_or("UTC").to_owned();
        Self { zone: found.unwrap_or(TimeZone::UTC), name }
    }

    pub fn name(&self) -> &str {
        &self.name
    }

    /// `2026-11-22 10:05:30` by the clocks of the zone, as spreadsheets read it. Times that no clock shows are in UTC.
    pub fn written(&self, time: Timestamp) -> String {
        match jiff::Timestamp::from_second(time.0) {
            Ok(at) => self.zone.to_datetime(at).strftime("%Y-%m-%d %H:%M:%S").to_string(),
            Err(_) => time.to_sqlite(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(zone: &str, time: &str) -> String {
        Zone::parse(zone).written(Timestamp::parse(time).unwrap())
    }

    #[test]
    fn a_time_is_written_by_the_clocks_of_its_zone() {
        assert_eq!(at("Europe/Berlin", "2026-11-22 09:05:30"), "2026-11-22 10:05:30");
        assert_eq!(at("Europe/Berlin", "2026-07-01 23:05:30"), "2026-07-02 01:05:30");
        assert_eq!(at("Asia/Kolkata", "2026-11-22 09:05:30"), "2026-11-22 14:35:30");
        // The hour that the change of clocks repeats.
        assert_eq!(at("Europe/Berlin", "2026-10-25 00:30:00"), "2026-10-25 02:30:00");
        assert_eq!(at("Europe/Berlin", "2026-10-25 01:30:00"), "2026-10-25 02:30:00");
    }

    #[test]
    fn what_is_no_zone_counts_as_utc() {
        for name in ["", "Europe/Atlantis", "../../etc/passwd", "=cmd()"] {
            assert_eq!((Zone::parse(name).name(), at(name, "2026-11-22 09:05:30").as_str()), ("UTC", "2026-11-22 09:05:30"));
        }
        assert_eq!(Zone::parse("europe/berlin").name(), "Europe/Berlin");
    }
}
