//! Text that was copied from a word processor or a page, as Markdown: headings, bold and italic words, lists, links, quotes and tables.
//! The browser reads its HTML; everything else about it is left behind.

use web_sys::wasm_bindgen::JsCast;
use web_sys::{DomParser, Element, SupportedType};

/// A part of what was copied.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Node {
    Text(String),
    Element(Tag),
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Tag {
    /// In small letters.
    name: String,
    style: String,
    class: String,
    href: String,
    children: Vec<Node>,
}

/// None where it has no form that Markdown could keep; then the plain text is pasted.
pub(super) fn markdown(html: &str) -> Option<String> {
    if html.len() > MAX_BYTES {
        return None;
    }
    // Nothing of this document is run or fetched (HTML, 8.5.1).
    let document = DomParser::new().ok()?.parse_from_string(html, SupportedType::TextHtml).ok()?;
    let body: Element = document.body()?.into();
    converted(&children(&body, 0))
}

/// More is pasted as plain text.
const MAX_BYTES: usize = 2_000_000;

/// Deeper nesting is left out.
const MAX_DEPTH: usize = 100;

fn children(element: &web_sys::Node, depth: usize) -> Vec<Node> {
    if depth > MAX_DEPTH {
        return Vec::new();
    }
    let all = element.child_nodes();
    (0..all.length()).filter_map(|at| all.get(at)).filter_map(|node| read(&node, depth)).collect()
}

fn read(node: &web_sys::Node, depth: usize) -> Option<Node> {
    if node.node_type() == web_sys::Node::TEXT_NODE {
        return node.text_content().map(Node::Text);
    }
    let element = node.dyn_ref::<Element>()?;
    let attribute = |name| element.get_attribute(name).unwrap_or_default();
    Some(Node::Element(Tag {
        name: element.local_name(),
        style: attribute("style").to_ascii_lowercase(),
        class: attribute("class"),
        href: attribute("href"),
        children: children(element, depth + 1),
    }))
}

fn converted(nodes: &[Node]) -> Option<String> {
    if !nodes.iter().any(has_form) {
        return None;
    }
    let mut writer = Writer::default();
    writer.blocks(nodes);
    writer.end_paragraph();
    let text = writer.blocks.join("\n\n").replace("\n\n\u{0}", "\n").replace('\u{0}', "");
    Some(text).filter(|text| !text.trim().is_empty())
}

fn has_form(node: &Node) -> bool {
    let Node::Element(tag) = node else { return false };
    !is_left_out(tag)
        && (matches!(tag.name.as_str(), "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "ul" | "ol" | "table" | "blockquote")
            || is_link(tag)
            || is_bold(tag)
            || is_italic(tag)
            || word_list(tag).is_some()
            || tag.children.iter().any(has_form))
}

fn is_left_out(tag: &Tag) -> bool {
    matches!(tag.name.as_str(), "style" | "script" | "head" | "meta" | "title" | "link" | "img" | "svg" | "button" | "input")
        || tag.style.contains("mso-list:ignore")
        || tag.style.contains("mso-list: ignore")
}

fn is_link(tag: &Tag) -> bool {
    tag.name == "a" && ["http://", "https://", "mailto:", "tel:", "/"].iter().any(|start| tag.href.starts_with(start))
}

/// Google Docs wraps all of it in `<b style="font-weight:normal">`, and makes words bold by their style.
fn is_bold(tag: &Tag) -> bool {
    match property(&tag.style, "font-weight") {
        Some("normal" | "400" | "300" | "lighter") => false,
        Some("bold" | "bolder" | "600" | "700" | "800" | "900") => true,
        _ => matches!(tag.name.as_str(), "b" | "strong"),
    }
}

fn is_italic(tag: &Tag) -> bool {
    match property(&tag.style, "font-style") {
        Some("normal") => false,
        Some("italic" | "oblique") => true,
        _ => matches!(tag.name.as_str(), "i" | "em"),
    }
}

fn property<'a>(style: &'a str, name: &str) -> Option<&'a str> {
    style.split(';').filter_map(|pair| pair.split_once(':')).find(|(own, _)| own.trim() == name).map(|(_, value)| value.trim())
}

/// Word writes a point of a list as a paragraph: its level, from 1, and whether it is numbered.
fn word_list(tag: &Tag) -> Option<(usize, bool)> {
    let list = property(&tag.style, "mso-list").filter(|_| tag.name == "p")?;
    let level = list.split_whitespace().find_map(|word| word.strip_prefix("level")).and_then(|level| level.parse().ok());
    let mark = mark_of(&tag.children);
    Some((level.unwrap_or(1).clamp(1, 9), mark.trim_start().starts_with(|c: char| c.is_ascii_digit())))
}

/// What stands before the point: `·` or `1.`.
fn mark_of(nodes: &[Node]) -> String {
    let Some(tag) = nodes.iter().find_map(|node| match node {
        Node::Element(tag) => Some(tag),
        Node::Text(_) => None,
    }) else {
        return String::new();
    };
    if tag.style.contains("mso-list:ignore") || tag.style.contains("mso-list: ignore") {
        words(&tag.children)
    } else {
        mark_of(&tag.children)
    }
}

fn words(nodes: &[Node]) -> String {
    let word = |node: &Node| match node {
        Node::Text(text) => text.clone(),
        Node::Element(tag) => words(&tag.children),
    };
    nodes.iter().map(word).collect()
}

#[derive(Debug, Default)]
struct Writer {
    /// Each is divided from the one before by an empty line; one that begins with NUL, a point of the same list, only by its own.
    blocks: Vec<String>,
    /// The paragraph that is being written.
    line: String,
}

impl Writer {
    fn blocks(&mut self, nodes: &[Node]) {
        for node in nodes {
            match node {
                Node::Text(text) => self.line.push_str(&escaped(text)),
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
                let list = list(tag, 0);
                self.push(list);
            }
            "blockquote" => {
                self.end_paragraph();
                let mut inner = Self::default();
                inner.blocks(&tag.children);
                inner.end_paragraph();
                let quoted: Vec<String> = inner
                    .blocks
                    .join("\n\n")
                    .replace('\u{0}', "")
                    .lines()
                    .map(|line| format!("> {line}").trim_end().to_owned())
                    .collect();
                self.push(quoted.join("\n"));
            }
            "table" => {
                self.end_paragraph();
                let table = table(tag);
                self.push(table);
            }
            "hr" => {
                self.end_paragraph();
                self.push("---".to_owned());
            }
            _ if word_list(tag).is_some() => {
                self.end_paragraph();
                let (level, is_numbered) = word_list(tag).unwrap_or((1, false));
                let mark = if is_numbered { "1." } else { "-" };
                let is_next = self.blocks.last().is_some_and(|last| is_point(last));
                let start = if is_next { "\u{0}" } else { "" };
                self.push(format!("{start}{}{mark} {}", INDENT.repeat(level - 1), one_line(&inline(&tag.children))));
            }
            "p" | "div" | "section" | "article" | "main" | "header" | "footer" | "li" | "tr" | "td" | "th" | "body" | "dd"
            | "dt" => {
                self.end_paragraph();
                self.blocks(&tag.children);
                self.end_paragraph();
            }
            // An element of a line that holds blocks, as the <b> around all of Google's.
            _ if tag.children.iter().any(is_block) => self.blocks(&tag.children),
            _ => self.line.push_str(&inline_of(tag)),
        }
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
    block.starts_with("- ") || block.starts_with("1. ")
}

fn is_block(node: &Node) -> bool {
    let Node::Element(tag) = node else { return false };
    let is_one = matches!(
        tag.name.as_str(),
        "p" | "div"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "ul"
            | "ol"
            | "table"
            | "blockquote"
            | "section"
            | "article"
            | "hr"
    );
    is_one || tag.children.iter().any(is_block)
}

fn list(tag: &Tag, depth: usize) -> String {
    let mark = if tag.name == "ol" { "1." } else { "-" };
    let mut lines = Vec::new();
    for node in &tag.children {
        let Node::Element(item) = node else { continue };
        if matches!(item.name.as_str(), "ul" | "ol") {
            lines.push(list(item, depth + 1));
            continue;
        }
        let is_list = |node: &&Node| matches!(node, Node::Element(tag) if matches!(tag.name.as_str(), "ul" | "ol"));
        let own: Vec<Node> = item.children.iter().filter(|node| !is_list(node)).cloned().collect();
        lines.push(format!("{}{mark} {}", INDENT.repeat(depth), one_line(&inline(&own))));
        for node in item.children.iter().filter(is_list) {
            if let Node::Element(inner) = node {
                lines.push(list(inner, depth + 1));
            }
        }
    }
    lines.retain(|line| !line.trim().is_empty());
    lines.join("\n")
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

/// Headings and cells are bold by themselves.
fn without_bold(nodes: &[Node]) -> Vec<Node> {
    let plain = |node: &Node| match node {
        Node::Text(text) => Node::Text(text.clone()),
        Node::Element(tag) if is_bold(tag) => {
            Node::Element(Tag { name: "span".into(), children: without_bold(&tag.children), ..Tag::default() })
        }
        Node::Element(tag) => Node::Element(Tag { children: without_bold(&tag.children), ..tag.clone() }),
    };
    nodes.iter().map(plain).collect()
}

/// Where a line end would end what is written.
fn one_line(text: &str) -> String {
    text.replace("\\\n", " ").trim().to_owned()
}

/// The words of a line with their marks.
fn inline(nodes: &[Node]) -> String {
    let part = |node: &Node| match node {
        Node::Text(text) => escaped(text),
        Node::Element(tag) if is_left_out(tag) => String::new(),
        Node::Element(tag) => inline_of(tag),
    };
    collapsed(&nodes.iter().map(part).collect::<String>())
}

fn inline_of(tag: &Tag) -> String {
    let inner: String = tag
        .children
        .iter()
        .map(|node| match node {
            Node::Text(text) => escaped(text),
            Node::Element(tag) if is_left_out(tag) => String::new(),
            Node::Element(tag) => inline_of(tag),
        })
        .collect();
    match tag.name.as_str() {
        "br" => "\n".to_owned(),
        "p" | "div" => format!("{inner} "),
        "code" | "tt" => marked(&inner.replace('\\', ""), "`"),
        _ if is_link(tag) => {
            let words = collapsed(&inner);
            if words.is_empty() {
                words
            } else {
                around(&inner, &format!("[{words}]({})", tag.href.replace(' ', "%20").replace(')', "%29")))
            }
        }
        _ if is_bold(tag) && is_italic(tag) => marked(&inner, "***"),
        _ if is_bold(tag) => marked(&inner, "**"),
        _ if is_italic(tag) => marked(&inner, "*"),
        _ => inner,
    }
}

/// Marks stand at the words, and the blanks outside of them (CommonMark 0.31, 6.2).
fn marked(inner: &str, mark: &str) -> String {
    let words = inner.trim();
    // What is bold within bold has its marks already.
    if words.is_empty() || words.starts_with(mark) { inner.to_owned() } else { around(inner, &format!("{mark}{words}{mark}")) }
}

fn around(inner: &str, new: &str) -> String {
    let (start, end) = (inner.starts_with(char::is_whitespace), inner.ends_with(char::is_whitespace));
    format!("{}{new}{}", if start { " " } else { "" }, if end { " " } else { "" })
}

/// Blanks and line ends of the HTML are one blank; a line end of `<br>` stays one.
fn collapsed(text: &str) -> String {
    let lines = text
        .split('\n')
        .map(|line| line.split([' ', '\t', '\r', '\u{a0}']).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" "));
    lines.collect::<Vec<_>>().join("\n").trim().replace('\n', "\\\n")
}

/// Signs that would mark something. Line ends of the HTML mean no more than blanks.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' => out.push(' '),
            '*' | '[' | ']' | '`' | '<' | '\\' => out.extend(['\\', c]),
            '\u{0}' => {}
            _ => out.push(c),
        }
    }
    out
}

/// A paragraph that begins like a heading, a quote or a list is none.
fn not_a_mark(line: &str) -> String {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    match line.as_bytes().first() {
        Some(b'#' | b'>' | b'+' | b'-' | b'=') => format!("\\{line}"),
        _ if digits > 0 && line[digits..].starts_with(['.', ')']) => format!("{}\\{}", &line[..digits], &line[digits..]),
        _ => line.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tag(name: &str, children: Vec<Node>) -> Node {
        Node::Element(Tag { name: name.into(), children, ..Tag::default() })
    }

    fn styled(name: &str, style: &str, children: Vec<Node>) -> Node {
        Node::Element(Tag { name: name.into(), style: style.into(), children, ..Tag::default() })
    }

    fn link(href: &str, children: Vec<Node>) -> Node {
        Node::Element(Tag { name: "a".into(), href: href.into(), children, ..Tag::default() })
    }

    fn text(text: &str) -> Node {
        Node::Text(text.into())
    }

    #[test]
    fn google_docs_keeps_its_form() {
        let bold = || styled("span", "font-weight:700;color:#000000", vec![text("fast")]);
        let plain = |words| styled("span", "font-weight:400", vec![text(words)]);
        let document = styled(
            "b",
            "font-weight:normal;",
            vec![
                tag("h1", vec![styled("span", "font-weight:700", vec![text("Earth faults")])]),
                tag(
                    "p",
                    vec![
                        plain("Found "),
                        bold(),
                        plain(" and "),
                        link("https://example.org/a b", vec![plain("near")]),
                        plain("."),
                    ],
                ),
                tag(
                    "ul",
                    vec![
                        tag("li", vec![tag("p", vec![plain("one")])]),
                        tag("ul", vec![tag("li", vec![tag("p", vec![plain("within")])])]),
                        tag("li", vec![tag("p", vec![plain("two")])]),
                    ],
                ),
            ],
        );
        assert_eq!(
            converted(&[document]).unwrap(),
            "## Earth faults\n\nFound **fast** and [near](https://example.org/a%20b).\n\n- one\n   - within\n- two"
        );
    }

    #[test]
    fn word_keeps_its_lists() {
        let point = |level: usize, mark: &str, words: &str| {
            let mark = styled("span", "mso-list:ignore", vec![text(mark)]);
            styled("p", &format!("mso-list:l0 level{level} lfo1"), vec![tag("span", vec![mark]), text(words)])
        };
        let document = [
            tag("h2", vec![text("Steps")]),
            point(1, "·   ", "first"),
            point(2, "o  ", "below"),
            tag("p", vec![tag("b", vec![text(" Then: ")]), text("wait\nlong")]),
            point(1, "1.  ", "count"),
            point(1, "2.  ", "again"),
        ];
        assert_eq!(converted(&document).unwrap(), "## Steps\n\n- first\n   - below\n\n**Then:** wait long\n\n1. count\n1. again");
    }

    #[test]
    fn tables_quotes_and_line_ends_are_kept() {
        let row = |cells: [&str; 2]| tag("tr", cells.iter().map(|cell| tag("td", vec![tag("b", vec![text(cell)])])).collect());
        let document = [
            tag("table", vec![tag("tbody", vec![row(["kV", "A|B"]), row(["20", "x"])])]),
            tag("blockquote", vec![tag("p", vec![text("a"), tag("br", vec![]), text("b")])]),
        ];
        assert_eq!(converted(&document).unwrap(), "| kV | A\\|B |\n| --- | --- |\n| 20 | x |\n\n> a\\\n> b");
    }

    #[test]
    fn what_has_no_form_is_pasted_as_it_is() {
        let editor = tag("div", vec![styled("span", "color:red", vec![text("let a = *b;")])]);
        assert_eq!(converted(&[editor]), None);
        assert_eq!(converted(&[link("javascript:alert(1)", vec![text("x")])]), None);
    }

    #[test]
    fn signs_of_markdown_stay_signs() {
        let document = [tag("p", vec![text("# 2*3 [x] <b>"), tag("b", vec![text("!")])]), tag("p", vec![text("1. none")])];
        assert_eq!(converted(&document).unwrap(), "\\# 2\\*3 \\[x\\] \\<b>**!**\n\n1\\. none");
    }
}
