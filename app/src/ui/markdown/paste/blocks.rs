//! The blocks of what was copied as Markdown: paragraphs, headings, lists, quotes and tables.

use super::inline::{append, collapsed, escaped, inline, inline_of, longest_run, not_a_mark, one_line, without_bold};
use super::node::{Node, Tag, is_block, is_left_out, word_list, words};

#[derive(Debug, Default)]
pub(super) struct Writer {
    /// Each is divided from the one before by an empty line; one that begins with NUL, a point of the same list, only by its own.
    pub blocks: Vec<String>,
    /// The paragraph that is being written.
    line: String,
}

impl Writer {
    pub fn blocks(&mut self, nodes: &[Node]) {
        for node in nodes {
            match node {
                Node::Text(text) => append(&mut self.line, &escaped(text)),
                Node::Element(tag) if is_left_out(tag) => {}
                Node::Element(tag) => self.element(tag),
            }
        }
    }

    fn element(&mut self, tag: &Tag) {
        match tag.name.as_str() {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.end_paragraph();
                // The page has its title above the text.
                let level = tag.name[1..].parse::<usize>().unwrap_or(2).max(2);
                let text = inline(&without_bold(&tag.children));
                self.push(format!("{} {}", "#".repeat(level), one_line(&text)).trim_end_matches(['#', ' ']).to_owned());
            }
            "ul" | "ol" => {
                self.end_paragraph();
                let list = list(tag, "");
                self.push(list);
            }
            "blockquote" => {
                self.end_paragraph();
                let mut inner = Self::default();
                inner.blocks(&tag.children);
                let quoted: Vec<String> = inner.finish().lines().map(|line| format!("> {line}").trim_end().to_owned()).collect();
                self.push(quoted.join("\n"));
            }
            "table" => {
                self.end_paragraph();
                let table = table(tag);
                self.push(table);
            }
            "pre" => {
                self.end_paragraph();
                self.push(code_block(tag));
            }
            "hr" => {
                self.end_paragraph();
                self.push("---".to_owned());
            }
            _ if word_list(tag).is_some() => {
                self.end_paragraph();
                let (level, number) = word_list(tag).unwrap_or((1, None));
                let mark = mark(number);
                let is_next = self.blocks.last().is_some_and(|last| is_point(last));
                let start = if is_next { "\u{0}" } else { "" };
                self.push(format!("{start}{}{mark} {}", INDENT.repeat(level - 1), not_a_mark(&one_line(&inline(&tag.children)))));
            }
            "p" | "div" | "section" | "article" | "main" | "header" | "footer" | "li" | "tr" | "td" | "th" | "body" | "dd"
            | "dt" => {
                self.end_paragraph();
                self.blocks(&tag.children);
                self.end_paragraph();
            }
            // An element of a line that holds blocks, as the <b> around all of Google's.
            _ if tag.children.iter().any(is_block) => self.blocks(&tag.children),
            _ => append(&mut self.line, &inline_of(tag)),
        }
    }

    /// All that was written.
    pub fn finish(mut self) -> String {
        self.end_paragraph();
        self.blocks.join("\n\n").replace("\n\n\u{0}", "\n").replace('\u{0}', "")
    }

    fn end_paragraph(&mut self) {
        let line = collapsed(&std::mem::take(&mut self.line));
        self.push(not_a_mark(&line));
    }

    fn push(&mut self, block: String) {
        if !block.trim_matches([' ', '\n', '\u{0}']).is_empty() {
            self.blocks.push(block);
        }
    }
}

/// Under `1.` three blanks begin a list within it, under `-` two to five do.
const INDENT: &str = "   ";

fn is_point(block: &str) -> bool {
    let block = block.trim_start_matches(['\u{0}', ' ']);
    block.starts_with("- ") || block.trim_start_matches(|c: char| c.is_ascii_digit()).starts_with(". ")
}

fn mark(number: Option<u32>) -> String {
    number.map_or_else(|| "-".to_owned(), |number| format!("{number}."))
}

/// A number of a list has nine digits at most (CommonMark 0.31, 5.2).
const MAX_NUMBER: u32 = 999_999_999;

fn list(tag: &Tag, indent: &str) -> String {
    let mut next = (tag.name == "ol").then(|| tag.number.unwrap_or(1).min(MAX_NUMBER));
    let mut inner_indent = format!("{indent}{INDENT}");
    let mut lines = Vec::new();
    for node in &tag.children {
        let Node::Element(item) = node else { continue };
        if matches!(item.name.as_str(), "ul" | "ol") {
            lines.push(list(item, &inner_indent));
            continue;
        }
        if next.is_some() {
            next = item.number.map(|number| number.min(MAX_NUMBER)).or(next);
        }
        let mark = mark(next);
        inner_indent = format!("{indent}{}", " ".repeat(INDENT.len().max(mark.len() + 1)));
        let is_list = |node: &&Node| matches!(node, Node::Element(tag) if matches!(tag.name.as_str(), "ul" | "ol"));
        let own: Vec<Node> = item.children.iter().filter(|node| !is_list(node)).cloned().collect();
        lines.push(format!("{indent}{mark} {}", point(&own, &inner_indent)));
        for node in item.children.iter().filter(is_list) {
            if let Node::Element(inner) = node {
                lines.push(list(inner, &inner_indent));
            }
        }
        next = next.map(|number| (number + 1).min(MAX_NUMBER));
    }
    lines.retain(|line| !line.trim().is_empty());
    lines.join("\n")
}

/// The words of a point. Code within it keeps its lines, which stand below the words.
fn point(nodes: &[Node], indent: &str) -> String {
    if !nodes.iter().any(has_code_block) {
        return not_a_mark(&one_line(&inline(nodes)));
    }
    let mut writer = Writer::default();
    writer.blocks(nodes);
    writer.finish().replace('\n', &format!("\n{indent}"))
}

fn has_code_block(node: &Node) -> bool {
    matches!(node, Node::Element(tag) if tag.name == "pre" || tag.children.iter().any(has_code_block))
}

fn code_block(tag: &Tag) -> String {
    let text = words(&tag.children);
    let text = text.trim_start_matches(['\n', '\r']).trim_end();
    if text.is_empty() {
        return String::new();
    }
    let fence = "`".repeat(longest_run(text, '`').max(2) + 1);
    format!("{fence}\n{}\n{fence}", text.replace("\r\n", "\n"))
}

fn table(tag: &Tag) -> String {
    let mut rows = Vec::new();
    rows_of(tag, &mut rows);
    let columns = rows.iter().map(Vec::len).max().unwrap_or_default();
    let line = |cells: &Vec<String>| {
        let cell = |at| cells.get(at).map(String::as_str).unwrap_or_default();
        format!("| {} |", (0..columns).map(cell).collect::<Vec<_>>().join(" | "))
    };
    let mut lines: Vec<String> = rows.iter().map(line).collect();
    if columns > 0 {
        lines.insert(1.min(lines.len()), format!("|{}", " --- |".repeat(columns)));
    }
    lines.join("\n")
}

fn rows_of(tag: &Tag, rows: &mut Vec<Vec<String>>) {
    for node in &tag.children {
        let Node::Element(part) = node else { continue };
        if part.name == "tr" {
            let cell = |node: &Node| match node {
                Node::Element(cell) if matches!(cell.name.as_str(), "td" | "th") => {
                    Some(one_line(&inline(&without_bold(&cell.children))).replace('|', "\\|"))
                }
                _ => None,
            };
            rows.push(part.children.iter().filter_map(cell).collect());
        } else {
            rows_of(part, rows);
        }
    }
}
