//! What a tool over a Markdown text does to it: pure, from text and selection to the smallest replacement.
//!
//! Positions are in UTF-16 code units, as a `<textarea>` counts them.

use std::ops::Range;

use domain::insertion::{Edit, byte_range};

/// The tools of the toolbar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tool {
    Bold,
    Italic,
    /// From running text to the second level, to the third, and back.
    Heading,
    List,
    Quote,
    Link,
}

pub fn apply(tool: Tool, text: &str, selection: Range<usize>) -> Edit {
    let selection = byte_range(text, &selection);
    let edit = match tool {
        Tool::Bold => emphasize(text, selection, "**"),
        Tool::Italic => emphasize(text, selection, "*"),
        Tool::Heading => mark_lines(text, selection, next_heading),
        Tool::List => mark_lines(text, selection, |lines| toggle(lines, "- ")),
        Tool::Quote => mark_lines(text, selection, |lines| toggle(lines, "> ")),
        Tool::Link => link(text, selection),
    };
    edit.in_units(text)
}

/// What the return key does at the end of an entry: the next entry begins, and an empty one ends the list. `None` elsewhere.
pub fn continue_list(text: &str, selection: Range<usize>) -> Option<Edit> {
    let selection = byte_range(text, &selection);
    if !selection.is_empty() {
        return None;
    }
    let at = selection.start;
    let start = line_start(text, at);
    let line = &text[start..line_end(text, at)];
    let marker = marker(line)?;
    if at < start + marker.len() {
        return None;
    }
    let edit = if line.trim() == marker.trim() {
        Edit { replaced: start..start + line.len(), insert: String::new(), selected: start..start }
    } else {
        let insert = format!("\n{}", next_marker(marker));
        let end = at + insert.len();
        Edit { replaced: at..at, insert, selected: end..end }
    };
    Some(edit.in_units(text))
}

/// Wraps each line of the selection in the sign, or takes it off where it is there. Without a selection: the word at the cursor.
fn emphasize(text: &str, selection: Range<usize>, sign: &str) -> Edit {
    let selection = if selection.is_empty() { word_at(text, selection.start) } else { selection };
    let inner = trimmed(text, selection);
    let n = sign.len();
    let around = stars_before(text, inner.start).min(stars_after(text, inner.end));
    if has_sign(around, n) {
        let insert = text[inner.clone()].to_owned();
        let selected = inner.start - n..inner.end - n;
        return Edit { replaced: inner.start - n..inner.end + n, insert, selected };
    }
    let words = &text[inner.clone()];
    let within = words.bytes().take_while(|b| *b == b'*').count().min(words.bytes().rev().take_while(|b| *b == b'*').count());
    if has_sign(within, n) && words.len() > 2 * within {
        let insert = words[n..words.len() - n].to_owned();
        let selected = inner.start..inner.start + insert.len();
        return Edit { replaced: inner, insert, selected };
    }
    if words.contains('\n') {
        let wrapped: Vec<String> = words.split('\n').map(|line| wrap_line(line, sign)).collect();
        let insert = wrapped.join("\n");
        let selected = inner.start..inner.start + insert.len();
        return Edit { replaced: inner, insert, selected };
    }
    let selected = inner.start + n..inner.end + n;
    Edit { insert: format!("{sign}{words}{sign}"), replaced: inner, selected }
}

/// One star is italic, two are bold, three are both.
fn has_sign(stars: usize, sign: usize) -> bool {
    stars >= 3 || stars == sign
}

fn wrap_line(line: &str, sign: &str) -> String {
    let start = marker(line).map_or(0, str::len);
    let (marker, words) = line.split_at(start);
    let words = words.trim_end();
    if words.trim().is_empty() { line.to_owned() } else { format!("{marker}{sign}{words}{sign}") }
}

fn link(text: &str, selection: Range<usize>) -> Edit {
    let selection = if selection.is_empty() { word_at(text, selection.start) } else { selection };
    let inner = trimmed(text, selection);
    let words = &text[inner.clone()];
    let is_address = ["https://", "http://", "mailto:", "/"].iter().any(|start| words.starts_with(start)) && !words.contains(' ');
    let start = inner.start;
    let (insert, selected) = if is_address {
        (format!("[]({words})"), start + 1..start + 1)
    } else if words.is_empty() {
        ("[](https://)".to_owned(), start + 1..start + 1)
    } else {
        let address = start + words.len() + 3;
        (format!("[{words}](https://)"), address..address + "https://".len())
    };
    Edit { replaced: inner, insert, selected }
}

/// Rewrites the lines that the selection touches.
fn mark_lines(text: &str, selection: Range<usize>, rewrite: impl Fn(&[&str]) -> Vec<String>) -> Edit {
    let start = line_start(text, selection.start);
    // A selection that ends before the first character of a line does not mean that line.
    let last =
        if selection.end > selection.start && text[..selection.end].ends_with('\n') { selection.end - 1 } else { selection.end };
    let end = line_end(text, last.max(start));
    let lines: Vec<&str> = text[start..end].split('\n').collect();
    let insert = rewrite(&lines).join("\n");
    let grown = insert.len();
    let selected = if selection.is_empty() {
        let behind = end - selection.start;
        let at = start + grown.saturating_sub(behind);
        at..at
    } else {
        start..start + grown
    };
    Edit { replaced: start..end, insert, selected }
}

fn next_heading(lines: &[&str]) -> Vec<String> {
    let level = lines.iter().find(|line| !line.trim().is_empty()).map_or(0, |line| heading_level(line));
    let sign = match level {
        0 | 1 => "## ",
        2 => "### ",
        _ => "",
    };
    let rewrite = |line: &&str| {
        let words = line[heading_level(line)..].trim_start();
        if words.is_empty() && lines.len() > 1 { (*line).to_owned() } else { format!("{sign}{words}") }
    };
    lines.iter().map(rewrite).collect()
}

fn heading_level(line: &str) -> usize {
    let signs = line.bytes().take_while(|b| *b == b'#').count();
    let is_heading = (1..=6).contains(&signs) && line[signs..].chars().next().is_none_or(char::is_whitespace);
    if is_heading { signs } else { 0 }
}

fn toggle(lines: &[&str], sign: &str) -> Vec<String> {
    let is_blank = |line: &str| line.trim().is_empty() && lines.len() > 1;
    let is_marked = |line: &str| line == sign.trim_end() || line.starts_with(sign);
    let is_on = lines.iter().filter(|line| !is_blank(line)).all(|line| is_marked(line));
    let rewrite = |line: &&str| {
        if is_blank(line) {
            // A quote goes on over its empty lines, a list does not need to.
            if sign == "> " && !is_on { ">".to_owned() } else { (*line).to_owned() }
        } else if is_on {
            line.strip_prefix(sign).unwrap_or_default().to_owned()
        } else if is_marked(line) {
            (*line).to_owned()
        } else {
            format!("{sign}{line}")
        }
    };
    let rewritten = lines.iter().map(rewrite);
    if is_on { rewritten.map(|line| if line == ">" { String::new() } else { line }).collect() } else { rewritten.collect() }
}

/// The sign with which an entry of a list or a quote begins, with the space in front and behind.
fn marker(line: &str) -> Option<&str> {
    let indent = line.len() - line.trim_start_matches(' ').len();
    let rest = &line[indent..];
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let sign = match rest.as_bytes().get(digits) {
        Some(b'-' | b'*' | b'+' | b'>') if digits == 0 => 1,
        Some(b'.' | b')') if (1..=9).contains(&digits) => digits + 1,
        _ => return None,
    };
    rest[sign..].starts_with(' ').then(|| &line[..indent + sign + 1])
}

fn next_marker(marker: &str) -> String {
    let digits: String = marker.chars().filter(char::is_ascii_digit).collect();
    match digits.parse::<u64>() {
        Ok(number) => marker.replacen(&digits, &(number + 1).to_string(), 1),
        Err(_) => marker.to_owned(),
    }
}

fn word_at(text: &str, at: usize) -> Range<usize> {
    let is_word = |c: &char| c.is_alphanumeric() || matches!(c, '-' | '_' | '’');
    let start = at - text[..at].chars().rev().take_while(is_word).map(char::len_utf8).sum::<usize>();
    let end = at + text[at..].chars().take_while(is_word).map(char::len_utf8).sum::<usize>();
    start..end
}

fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let words = &text[range.clone()];
    let start = range.start + (words.len() - words.trim_start().len());
    start..start + words.trim().len()
}

fn stars_before(text: &str, at: usize) -> usize {
    text[..at].bytes().rev().take_while(|b| *b == b'*').count()
}

fn stars_after(text: &str, at: usize) -> usize {
    text[at..].bytes().take_while(|b| *b == b'*').count()
}

fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |end| end + 1)
}

fn line_end(text: &str, at: usize) -> usize {
    text[at..].find('\n').map_or(text.len(), |length| at + length)
}

#[cfg(test)]
#[path = "tools_tests.rs"]
mod tests;
