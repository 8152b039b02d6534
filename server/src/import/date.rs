//! Dates as the tools of other people write them.

use domain::time::Timestamp;

/// The formats that are read, for a report.
pub const ACCEPTED: &str =
    "write it like 2024-01-05, 2024-01-05 10:00, 2024-01-05T10:00:00+01:00 or Fri, 05 Jan 2024 10:00:00 +0100";

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// A date, perhaps with a time and a zone; without a zone it is UTC. Read are ISO 8601 and RFC 3339 with one digit or two, a space or a
/// `T`, fractions and every way to write an offset; RFC 2822; and a date with the English name of its month. `05/06/2024` is not
/// read, because it is one day in Europe and another in America.
pub fn read(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    if text.len() > 60 || !text.is_ascii() {
        return None;
    }
    let (date, rest) = numeric_date(text).or_else(|| named_date(text))?;
    let rest = rest.trim_start_matches(',').trim();
    let (clock, zone) = split_zone(rest);
    Timestamp::parse(&format!("{date}T{}{}", clock_of(clock)?, offset(zone)?)).ok()
}

/// `2024-1-5`, `2024/01/05`; what stands behind it.
fn numeric_date(text: &str) -> Option<(String, &str)> {
    let (year, rest) = number(text, 4, 4)?;
    let sign = rest.chars().next().filter(|sign| matches!(sign, '-' | '/' | '.'))?;
    let (month, rest) = number(&rest[1..], 1, 2)?;
    let (day, rest) = number(rest.strip_prefix(sign)?, 1, 2)?;
    let rest = match rest.chars().next() {
        None | Some(' ' | ',') => rest,
        Some('T' | 't') => &rest[1..],
        Some(_) => return None,
    };
    Some((written(year, month, day), rest))
}

/// `Fri, 05 Jan 2024`, `5 January 2024`, `January 5, 2024`; what stands behind it.
fn named_date(text: &str) -> Option<(String, &str)> {
    let text = match text.split_once(',') {
        Some((day, rest)) if day.len() >= 3 && day.bytes().all(|b| b.is_ascii_alphabetic()) => rest.trim_start(),
        _ => text,
    };
    let (first, rest) = word(text);
    let (second, rest) = word(rest);
    let (third, rest) = word(rest);
    let (day, month) = if first.starts_with(|c: char| c.is_ascii_digit()) { (first, second) } else { (second, first) };
    let month = MONTHS.iter().position(|name| month.len() >= 3 && month.to_ascii_lowercase().starts_with(name))? + 1;
    let day = day.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let (day, _) = number(day, 1, 2).filter(|(_, rest)| rest.is_empty())?;
    let (year, _) = number(third, 4, 4).filter(|(_, rest)| rest.is_empty())?;
    Some((written(year, u32::try_from(month).ok()?, day), rest))
}

fn written(year: u32, month: u32, day: u32) -> String {
    format!("{year:04}-{month:02}-{day:02}")
}

/// The next word, without a comma behind it.
fn word(text: &str) -> (&str, &str) {
    let text = text.trim_start();
    let (word, rest) = text.split_once(' ').unwrap_or((text, ""));
    (word.trim_end_matches(','), rest)
}

/// Digits at the start of a text, from `min` to `max` of them.
fn number(text: &str, min: usize, max: usize) -> Option<(u32, &str)> {
    let length = text.bytes().take_while(u8::is_ascii_digit).count();
    ((min..=max).contains(&length)).then(|| Some((text[..length].parse().ok()?, &text[length..])))?
}

fn split_zone(text: &str) -> (&str, &str) {
    let at = text.find(|c: char| c.is_ascii_alphabetic() || matches!(c, '+' | '-' | ' ')).unwrap_or(text.len());
    (&text[..at], text[at..].trim())
}

/// `9:05` as `09:05:00`.
fn clock_of(text: &str) -> Option<String> {
    if text.is_empty() {
        return Some("00:00:00".into());
    }
    let text = text.split(['.', ',']).next().unwrap_or_default();
    let mut parts = text.split(':').map(|part| number(part, 1, 2).filter(|(_, rest)| rest.is_empty()).map(|(n, _)| n));
    let (hour, minute) = (parts.next()??, parts.next()??);
    let second = parts.next().unwrap_or(Some(0))?;
    // A leap second is the one before.
    parts.next().is_none().then(|| format!("{hour:02}:{minute:02}:{:02}", if second == 60 { 59 } else { second }))
}

/// An offset as RFC 3339 writes it.
fn offset(zone: &str) -> Option<String> {
    let hours = match zone.to_ascii_uppercase().as_str() {
        "" | "Z" | "UTC" | "GMT" | "UT" => 0,
        "CET" => 1,
        "CEST" | "EET" => 2,
        "EDT" => -4,
        "EST" | "CDT" => -5,
        "CST" | "MDT" => -6,
        "MST" | "PDT" => -7,
        "PST" => -8,
        zone => return numeric_offset(zone.strip_prefix("UTC").or_else(|| zone.strip_prefix("GMT")).unwrap_or(zone)),
    };
    Some(if hours < 0 { format!("-{:02}:00", -hours) } else { format!("+{hours:02}:00") })
}

fn numeric_offset(zone: &str) -> Option<String> {
    let sign = zone.chars().next().filter(|sign| matches!(sign, '+' | '-'))?;
    let digits: String = zone[1..].chars().filter(|c| *c != ':').collect();
    let (hour, minute) = match digits.len() {
        1 | 2 => (digits.as_str(), "00"),
        4 => digits.split_at(2),
        _ => return None,
    };
    Some(format!("{sign}{hour:0>2}:{minute}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_other_tools_are_read() {
        for (text, same) in [
            ("2024-01-05", "2024-01-05 00:00:00"),
            ("2024-1-5", "2024-01-05 00:00:00"),
            ("2024/01/05", "2024-01-05 00:00:00"),
            ("2024-01-05T10:00", "2024-01-05 10:00:00"),
            ("2024-01-05 9:05", "2024-01-05 09:05:00"),
            ("2024-01-05T10:00:01Z", "2024-01-05 10:00:01"),
            ("2024-01-05 10:00:01.123456Z", "2024-01-05 10:00:01"),
            ("2024-01-05T10:00:01,5+01:00", "2024-01-05 09:00:01"),
            ("2024-01-05 10:00:00 +0100", "2024-01-05 09:00:00"),
            ("2024-01-05 10:00:00 -05", "2024-01-05 15:00:00"),
            ("2024-01-05 10:00:00 UTC", "2024-01-05 10:00:00"),
            ("2024-01-05T10:00:00 CEST", "2024-01-05 08:00:00"),
            ("Fri, 05 Jan 2024 10:00:00 +0100", "2024-01-05 09:00:00"),
            ("Fri, 5 Jan 2024 10:00:00 GMT", "2024-01-05 10:00:00"),
            ("5 January 2024", "2024-01-05 00:00:00"),
            ("January 5th, 2024", "2024-01-05 00:00:00"),
            ("Jan 5, 2024 10:00", "2024-01-05 10:00:00"),
        ] {
            assert_eq!(read(text).map(Timestamp::to_sqlite).as_deref(), Some(same), "{text}");
        }
    }

    #[test]
    fn what_is_no_day_or_may_be_two_is_not_read() {
        for text in [
            "",
            "2026-02-30",
            "2024-13-01",
            "05/06/2024",
            "24-01-05",
            "yesterday",
            "2024-01-05 25:00",
            "2024-01-05T10",
            "2024-01-051",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
