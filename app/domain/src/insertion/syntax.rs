//! Recognises a single line of Markdown (CommonMark 0.31, chapters 4 and 5; tables of GFM; the `:::` blocks of this program).

use crate::block::BLOCKS;

/// Whether a line begins something else in the middle of a paragraph.
pub fn interrupts(line: &str) -> bool {
    is_heading(line) || fence(line).is_some() || opened_block(line).is_some() || is_quote(line) || is_list_item(line)
}

pub fn is_blank(line: &str) -> bool {
    line.trim().is_empty()
}

/// In columns; a tab goes on to the next multiple of four.
pub fn indent(line: &str) -> usize {
    let spaces = line.chars().take_while(|c| matches!(c, ' ' | '\t'));
    spaces.fold(0, |column, c| if c == '\t' { (column / 4 + 1) * 4 } else { column + 1 })
}

pub fn is_heading(line: &str) -> bool {
    let signs = line.trim_start();
    let rest = signs.trim_start_matches('#');
    let level = signs.len() - rest.len();
    indent(line) < 4 && (1..=6).contains(&level) && rest.chars().next().is_none_or(char::is_whitespace)
}

pub fn is_quote(line: &str) -> bool {
    indent(line) < 4 && line.trim_start().starts_with('>')
}

pub fn is_list_item(line: &str) -> bool {
    let rest = line.trim_start();
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let sign = match rest.as_bytes().get(digits) {
        Some(b'-' | b'*' | b'+') if digits == 0 => 1,
        Some(b'.' | b')') if (1..=9).contains(&digits) => digits + 1,
        _ => return false,
    };
    rest[sign..].chars().next().is_none_or(char::is_whitespace) && !is_rule(rest)
}

/// A line across the page: `* * *`.
fn is_rule(line: &str) -> bool {
    ['-', '*', '_']
        .into_iter()
        .any(|sign| line.matches(sign).count() >= 3 && line.chars().all(|c| c == sign || c.is_whitespace()))
}

/// The sign and the length of a line that opens a code fence.
pub fn fence(line: &str) -> Option<(char, usize)> {
    let start = line.trim_start();
    let mark = start.chars().next().filter(|c| matches!(c, '`' | '~') && indent(line) < 4)?;
    let rest = start.trim_start_matches(mark);
    let length = start.len() - rest.len();
    (length >= 3 && !(mark == '`' && rest.contains('`'))).then_some((mark, length))
}

pub fn closes(line: &str, (mark, least): (char, usize)) -> bool {
    let signs = line.trim();
    indent(line) < 4 && signs.len() >= least && signs.chars().all(|c| c == mark)
}

/// The name of the block that a line opens.
pub fn opened_block(line: &str) -> Option<&str> {
    let info = line.trim_start_matches(':');
    let name = info.split_whitespace().next()?;
    (line.len() - info.len() >= 3 && BLOCKS.iter().any(|block| block.name == name)).then_some(name)
}

/// Whether a line ends the block that another one opened.
pub fn is_block_end(line: &str) -> bool {
    line.trim().len() >= 3 && line.trim().bytes().all(|b| b == b':')
}

/// The line between the head of a table and its rows: `-|-`. Without a bar it underlines a heading.
pub fn is_delimiter_row(line: &str) -> bool {
    line.contains('|') && line.contains('-') && line.chars().all(|c| matches!(c, '|' | ':' | '-' | ' ' | '\t'))
}

/// The content of a line of a quote.
pub fn quoted(line: &str) -> &str {
    let line = line.trim_start();
    let line = line.strip_prefix('>').unwrap_or(line);
    line.strip_prefix(' ').unwrap_or(line)
}

/// The end of HTML that goes on over blank lines.
pub fn end_of_html(line: &str) -> Option<&'static str> {
    let start = line.trim_start().to_ascii_lowercase();
    let ends =
        [("<!--", "-->"), ("<pre", "</pre>"), ("<script", "</script>"), ("<style", "</style>"), ("<textarea", "</textarea>")];
    ends.into_iter().find(|(begin, _)| indent(line) < 4 && start.starts_with(begin)).map(|(_, end)| end)
}
