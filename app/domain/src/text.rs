//! Short texts that cannot be wrong: a line, a slug, an e-mail address, a web address, a password.

mod clean;
mod email;
mod joins;
mod password;
mod slug;
mod summary;

#[cfg(feature = "server")]
pub(crate) use self::clean::turns_direction;
pub use self::clean::{Cleaned, Removed, RemovedKind, Shape, clean};
pub(crate) use self::clean::{composed, is_invisible};
pub use self::email::Email;
pub use self::password::Password;
pub use self::slug::Slug;
pub use self::summary::{MAX_SUMMARY, shortened, summary};
use crate::invalid::Problem;

/// One line of text, trimmed, of 1 to `max` characters, one of which can be seen. What is hidden in it is taken out: control
/// characters, and what turns the direction of what stands beside it, because a name stands in the middle of mails and lists.
pub fn line(text: &str, max: usize) -> Result<String, Problem> {
    optional_line(text, max)?.ok_or(Problem::Missing)
}

/// As [`line()`], but may be empty.
pub fn optional_line(text: &str, max: usize) -> Result<Option<String>, Problem> {
    let text = cleaned(text, Shape::Line, max)?;
    let text = text.trim();
    within(text, max)?;
    let is_blank = text.chars().all(|c| c.is_whitespace() || is_invisible(c));
    Ok((!is_blank).then(|| text.to_owned()))
}

/// The text as it is stored. One that is far too long is refused before anything looks at it: decomposed, a character has up to 12
/// bytes, and others are taken out.
fn cleaned(text: &str, shape: Shape, max: usize) -> Result<String, Problem> {
    within_bytes(text, max.saturating_mul(4)).map_err(|_| Problem::TooLong { max })?;
    Ok(clean(text, shape).text)
}

/// Text of several lines, with line ends as `\n`, of up to `max` characters. Of the control characters only line end and
/// tabulator remain. [`clean()`] says which were taken out, and where.
pub fn paragraphs(text: &str, max: usize) -> Result<String, Problem> {
    let text = cleaned(text, Shape::Lines, max)?;
    within(&text, max)?;
    Ok(text)
}

/// Several lines become one: these texts stand in one paragraph or one attribute.
pub fn optional_paragraph(typed: &str, max: usize) -> Result<Option<String>, Problem> {
    let text = paragraphs(typed, max)?;
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    Ok((!text.is_empty()).then_some(text))
}

/// Text of several paragraphs, or nothing. Line ends stay as they were typed, with at most one empty line in a row; white space
/// around a line goes, and within it becomes one space.
pub fn optional_paragraphs(typed: &str, max: usize) -> Result<Option<String>, Problem> {
    let text = paragraphs(typed, max)?;
    let mut kept = String::with_capacity(text.len());
    let mut is_after_gap = false;
    for line in text.lines() {
        let mut words = line.split_whitespace().peekable();
        if words.peek().is_none() {
            is_after_gap = true;
            continue;
        }
        if !kept.is_empty() {
            kept.push_str(if is_after_gap { "\n\n" } else { "\n" });
        }
        is_after_gap = false;
        for (number, word) in words.enumerate() {
            if number > 0 {
                kept.push(' ');
            }
            kept.push_str(word);
        }
    }
    Ok((!kept.is_empty()).then_some(kept))
}

/// A text of several lines as one: each line end becomes a space, with the white space around it. A text of one line stays as it is.
pub fn on_one_line(typed: &str) -> String {
    let mut lines = typed.split(['\r', '\n']);
    let mut joined = String::with_capacity(typed.len());
    joined.push_str(lines.next().unwrap_or_default());
    for line in lines {
        joined.truncate(joined.trim_end().len());
        joined.push(' ');
        joined.push_str(line.trim_start());
    }
    joined
}

/// An absolute `http` or `https` address (RFC 3986), or nothing.
pub fn optional_url(text: &str) -> Result<Option<String>, Problem> {
    let Some(text) = optional_line(text, 2_000)? else { return Ok(None) };
    let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")).ok_or(Problem::NotAnUrl)?;
    let is_bad = |c: char| c.is_whitespace() || matches!(c, '"' | '<' | '>' | '\\' | '^' | '`' | '{' | '|' | '}');
    if host.is_empty() || host.starts_with(['/', '?', '#', ':']) || host.contains(is_bad) {
        return Err(Problem::NotAnUrl);
    }
    Ok(Some(text))
}

/// Refuses a text by its length in bytes alone, before anything looks at it: a character has four bytes at most.
fn within_bytes(text: &str, max: usize) -> Result<(), Problem> {
    if text.len() > max.saturating_mul(4) { Err(Problem::TooLong { max }) } else { Ok(()) }
}

/// The parts of a list divided by commas, without those that are empty. A text that is longer than `max` parts of `max_part`
/// characters is refused before it is divided.
pub(crate) fn list(text: &str, max: usize, max_part: usize) -> Result<impl Iterator<Item = &str>, Problem> {
    within_bytes(text, max * (max_part + 2)).map_err(|_| Problem::TooLong { max })?;
    Ok(text.split(',').map(str::trim).filter(|part| !part.is_empty()))
}

fn within(text: &str, max: usize) -> Result<(), Problem> {
    within_bytes(text, max)?;
    if text.chars().count() > max { Err(Problem::TooLong { max }) } else { Ok(()) }
}

#[cfg(test)]
mod tests;
