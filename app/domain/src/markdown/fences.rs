//! Lines that begin with `:::`: which open and close a block, and which only look like it.

use crate::block;

/// The text with a backslash before every `:::` line (outside of code) that neither opens nor closes a block that is known and
/// closed, so that the parser reads it as text. An opening line within a block means that the block before it was not closed.
pub(super) fn escape_unusable(text: &str) -> String {
    escape(text).0
}

/// As [`escape_unusable`], with the names of the blocks that are not known or not closed, each once, at most [`MAX_TOLD`].
pub(super) fn escape(text: &str) -> (String, Vec<String>) {
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let mut as_it_is = vec![false; lines.len()];
    let mut open: Option<(usize, usize)> = None;
    let mut code: Option<(char, usize)> = None;
    for (number, line) in lines.iter().enumerate() {
        if let Some(length) = closing(line)
            && let Some((opened, needed)) = open
            && length >= needed
        {
            (as_it_is[opened], as_it_is[number]) = (true, true);
            (open, code) = (None, None);
            continue;
        }
        code = code_after(line, code);
        if code.is_some() {
            as_it_is[number] = true;
        } else if let Some((length, name)) = opening(line) {
            open = is_known(name).then_some((number, length));
        }
    }
    let mut escaped = String::with_capacity(text.len());
    let mut unusable: Vec<String> = Vec::new();
    for (line, as_it_is) in lines.iter().zip(as_it_is) {
        if line.starts_with(":::") && !as_it_is {
            escaped.push('\\');
            let name = opening(line).map(|(_, name)| name.chars().take(MAX_NAME).collect::<String>());
            unusable.extend(name.filter(|name| unusable.len() < MAX_TOLD && !unusable.contains(name)));
        }
        escaped.push_str(line);
    }
    (escaped, unusable)
}

/// Names of blocks that are told, and characters of each.
const MAX_TOLD: usize = 20;
const MAX_NAME: usize = 40;

/// What stands behind `:::` in the lines that open blocks, outside of code.
pub(super) fn infos(text: &str) -> impl Iterator<Item = &str> {
    let mut code = None;
    text.lines().filter_map(move |line| {
        code = code_after(line, code);
        opening(line).filter(|_| code.is_none()).map(|_| line.trim_start_matches(':'))
    })
}

/// The name of the block and what stands after it, of the line `::: name rest`.
pub(super) fn name(info: &str) -> (&str, &str) {
    let info = info.trim();
    info.split_once(char::is_whitespace).map_or((info, ""), |(name, rest)| (name, rest.trim()))
}

pub(super) fn is_known(name: &str) -> bool {
    block::BLOCKS.iter().any(|block| block.name == name)
}

/// How many colons open a block, and its name.
pub(super) fn opening(line: &str) -> Option<(usize, &str)> {
    let info = line.trim_start_matches(':');
    let length = line.len() - info.len();
    let name = name(info).0;
    (length >= 3 && !name.is_empty() && !info.contains(':')).then_some((length, name))
}

/// How many colons close a block.
pub(super) fn closing(line: &str) -> Option<usize> {
    let line = line.trim_end();
    let colons = line.trim_start_matches(' ');
    (line.len() - colons.len() <= 3 && colons.len() >= 3 && colons.bytes().all(|b| b == b':')).then_some(colons.len())
}

/// The code fence that is open after a line.
pub(super) fn code_after(line: &str, before: Option<(char, usize)>) -> Option<(char, usize)> {
    let start = line.trim_start_matches(' ');
    let mark = start.chars().next().filter(|c| matches!(c, '`' | '~') && line.len() - start.len() <= 3);
    let Some(mark) = mark else { return before };
    let rest = start.trim_start_matches(mark);
    let length = start.len() - rest.len();
    match before {
        Some((open, needed)) if mark == open && length >= needed && rest.trim().is_empty() => None,
        Some(open) => Some(open),
        None => (length >= 3 && !(mark == '`' && rest.contains('`'))).then_some((mark, length)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_closed_block_is_left_as_it_is() {
        for text in [
            "::: hero\n# A\n:::\n",
            ":::: quote x\nA\n::::::\ntext",
            "a\r\n::: call\r\nb\r\n:::\r\n",
            "::: faq\n```\n::: hero\n```\n:::",
        ] {
            assert_eq!(escape_unusable(text), text);
        }
    }

    #[test]
    fn what_is_no_block_is_text() {
        for (text, escaped) in [
            ("::: hero\n# A\n", "\\::: hero\n# A\n"),
            ("::: hero\n::: call\na\n:::\n", "\\::: hero\n::: call\na\n:::\n"),
            ("::: nothing\na\n:::", "\\::: nothing\na\n\\:::"),
            (":::\na\n:::", "\\:::\na\n\\:::"),
            (":::: hero\na\n:::", "\\:::: hero\na\n\\:::"),
            ("::: <script>\n:::", "\\::: <script>\n\\:::"),
        ] {
            assert_eq!(escape_unusable(text), escaped);
            assert_eq!(
                escape(text).1.len(),
                1.min(escaped.matches("\\::: ").count() + escaped.matches("\\:::: ").count()),
                "{text}"
            );
        }
    }
}
