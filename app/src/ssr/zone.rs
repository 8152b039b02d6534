//! Time zones: of the site, for the times on its public pages, and of whoever exports a table, so that the file has the times of the
//! screen.

use domain::time::Timestamp;
use jiff::tz::TimeZone;

use crate::text::ZonedTime;

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

    /// The clock of the zone at a time.
    pub fn at(&self, time: Timestamp) -> ZonedTime {
        let Ok(at) = jiff::Timestamp::from_second(time.0) else { return ZonedTime { clock: time, zone: "UTC".into() } };
        let info = self.zone.to_offset_info(at);
        let clock = Timestamp(time.0.saturating_add(info.offset().seconds().into()));
        ZonedTime { clock, zone: info.abbreviation().to_owned() }
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

    #[test]
    fn the_clock_of_a_zone_is_named_as_its_people_do() {
        let at = |zone: &str, time: &str| {
            let ZonedTime { clock, zone } = Zone::parse(zone).at(Timestamp::parse(time).unwrap());
            format!("{} {zone}", clock.to_sqlite())
        };
        assert_eq!(at("Europe/Berlin", "2026-12-01 23:30"), "2026-12-02 00:30:00 CET");
        assert_eq!(at("Europe/Berlin", "2027-03-28 00:59"), "2027-03-28 01:59:00 CET");
        assert_eq!(at("Europe/Berlin", "2027-03-28 01:00"), "2027-03-28 03:00:00 CEST", "no clock shows the hour between");
        assert_eq!(at("UTC", "2026-12-01 23:30"), "2026-12-01 23:30:00 UTC");
    }

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
