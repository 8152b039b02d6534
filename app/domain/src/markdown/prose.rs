//! Running text: paragraphs, lists, tables and what stands in them, as HTML.

use std::cell::Cell;

use comrak::nodes::{ListType, Node, NodeList, NodeTable, NodeValue, TableAlignment};

use super::anchors::Anchors;
use super::clean::{MARKER, MARKER_DISTANCE};
use super::pictures::{Picture, Pictures};
use super::{link, tree};

/// A line of code longer than this may have to be scrolled on a narrow screen.
const NARROW: usize = 30;

/// Characters of the name of a table. A long heading would be repeated by every table below it.
const MAX_LABEL: usize = 200;

/// Pictures of a text. Nine characters name one, and its markup has a thousand; the others are shown as their words.
pub(super) const MAX_PICTURES: usize = 1_000;

/// Writes HTML and keeps what the whole page shares: anchors, labels, the heading that was last, files of the media library.
pub(super) struct Writer {
    pub(super) anchors: Anchors,
    pub(super) pictures: Pictures,
    last_heading: String,
    notes: usize,
    shown_pictures: Cell<usize>,
}

impl Writer {
    pub(super) fn new(pictures: Pictures) -> Self {
        Self { anchors: Anchors::default(), pictures, last_heading: String::new(), notes: 0, shown_pictures: Cell::new(0) }
    }

    /// Blocks in the sense of Markdown, one after the other. Not sanitised yet.
    pub(super) fn nodes<'a>(&mut self, nodes: impl IntoIterator<Item = Node<'a>>) -> String {
        let mut html = String::new();
        for node in nodes {
            self.node(node, &mut html);
        }
        html
    }

    /// The content of a paragraph or heading, not sanitised yet.
    pub(super) fn inlines(&mut self, node: Node<'_>) -> String {
        let mut html = String::new();
        for child in node.children() {
            self.inline(child, &mut html);
        }
        html
    }

    fn node(&mut self, node: Node<'_>, html: &mut String) {
        match &node.data().value {
            NodeValue::Paragraph => self.paragraph(node, html),
            NodeValue::Heading(heading) => self.heading(node, heading.level, html),
            NodeValue::List(list) => self.list(node, list, html),
            NodeValue::BlockQuote => self.quotation(node, html),
            NodeValue::CodeBlock(code) => code_block(&code.literal, html),
            NodeValue::Table(table) => self.table(node, table, html),
            NodeValue::ThematicBreak => html.push_str("<hr>\n"),
            NodeValue::HtmlBlock(block) => {
                let shown = escape(tree::shown_html(&block.literal));
                if !shown.trim().is_empty() {
                    html.push_str(&format!("<p>{}</p>\n", shown.trim()));
                }
            }
            NodeValue::FootnoteDefinition(_) => self.note(node, html),
            NodeValue::BlockDirective(block) => {
                html.push_str(&format!("<p>{}</p>\n", escape(format!("::: {}", block.info).trim())));
                html.push_str(&self.nodes(node.children()));
            }
            value if value.block() => html.push_str(&self.nodes(node.children())),
            _ => {
                html.push_str("<p>");
                self.inline(node, html);
                html.push_str("</p>\n");
            }
        }
    }

    fn paragraph(&mut self, node: Node<'_>, html: &mut String) {
        if let [image] = tree::only_images(node)[..] {
            html.push_str(&self.figure(image));
            return;
        }
        let inlines = self.inlines(node);
        if !inlines.trim().is_empty() {
            html.push_str(&format!("<p>{inlines}</p>\n"));
        }
    }

    /// A heading without words is none: nobody could go to it.
    fn heading(&mut self, node: Node<'_>, typed: u8, html: &mut String) {
        let text = tree::text(node);
        if text.is_empty() {
            self.paragraph(node, html);
            return;
        }
        let (level, anchor) = self.anchors.heading(typed, &text);
        html.push_str(&format!("<h{level} id=\"{anchor}\">{}</h{level}>\n", self.inlines(node)));
        self.last_heading = text.chars().take(MAX_LABEL).collect();
    }

    fn list(&mut self, node: Node<'_>, list: &NodeList, html: &mut String) {
        let (start, end) = match list.list_type {
            ListType::Bullet => ("<ul>".to_owned(), "</ul>"),
            ListType::Ordered if list.start == 1 => ("<ol>".to_owned(), "</ol>"),
            ListType::Ordered => (format!("<ol start=\"{}\">", list.start), "</ol>"),
        };
        html.push_str(&start);
        for item in node.children() {
            html.push_str("<li>");
            for child in item.children() {
                if list.tight && tree::is_paragraph(child) {
                    html.push_str(&self.inlines(child));
                } else {
                    self.node(child, html);
                }
            }
            html.push_str("</li>\n");
        }
        html.push_str(end);
        html.push('\n');
    }

    /// A last paragraph that begins with a dash says whose words they are.
    fn quotation(&mut self, node: Node<'_>, html: &mut String) {
        let source = node.last_child().filter(|last| node.first_child().is_some_and(|first| !first.same_node(last)));
        let source = source.filter(|last| tree::is_paragraph(last) && starts_with_dash(&tree::text(last)));
        html.push_str("<blockquote>");
        for child in node.children() {
            if source.is_some_and(|source| source.same_node(child)) {
                let inlines = self.inlines(child);
                html.push_str(&format!("<footer>{}</footer>", without_dash(&inlines)));
            } else {
                self.node(child, html);
            }
        }
        html.push_str("</blockquote>\n");
    }

    /// The frame scrolls by itself, so it can be reached with the keyboard and has a name: the words of its head.
    fn table(&mut self, node: Node<'_>, table: &NodeTable, html: &mut String) {
        let head: Vec<String> = node
            .first_child()
            .into_iter()
            .flat_map(|row| row.children())
            .map(tree::text)
            .filter(|text| !text.is_empty())
            .collect();
        let label = if head.is_empty() { self.last_heading.clone() } else { head.join(", ") };
        let label: String = label.chars().take(MAX_LABEL).collect();
        let label = self.anchors.label(if label.is_empty() { "1" } else { &label });
        html.push_str(&format!(
            "<div class=\"table-frame\" tabindex=\"0\" role=\"region\" aria-label=\"{}\"><table>",
            escape(&label)
        ));
        let mut rows = node.children();
        if let Some(head) = rows.next() {
            html.push_str("<thead>");
            self.row(head, table, true, html);
            html.push_str("</thead>");
        }
        html.push_str("<tbody>");
        for row in rows {
            self.row(row, table, false, html);
        }
        html.push_str("</tbody></table></div>\n");
    }

    /// The first cell of a row is its head. Empty cells at its end, which the parser adds, are left to the browser.
    fn row(&mut self, row: Node<'_>, table: &NodeTable, is_head: bool, html: &mut String) {
        let cells: Vec<Node<'_>> = row.children().collect();
        let used = if is_head {
            cells.len()
        } else {
            cells.iter().rposition(|cell| cell.first_child().is_some()).map_or(1, |last| last + 1)
        };
        html.push_str("<tr>");
        for (column, cell) in cells.iter().take(used).enumerate() {
            let class = match table.alignments.get(column) {
                Some(TableAlignment::Center) => " class=\"center\"",
                Some(TableAlignment::Right) => " class=\"end\"",
                _ => "",
            };
            let scope = match (is_head, cell.first_child().is_some()) {
                (true, true) => Some("col"),
                (false, true) if column == 0 && table.num_columns > 1 => Some("row"),
                _ => None,
            };
            let cell = self.inlines(cell);
            match scope {
                Some(scope) => html.push_str(&format!("<th{class} scope=\"{scope}\">{cell}</th>")),
                None => html.push_str(&format!("<td{class}>{cell}</td>")),
            }
        }
        html.push_str("</tr>");
    }

    /// Footnotes stand together at the end of the text, in the order in which they are mentioned.
    fn note(&mut self, node: Node<'_>, html: &mut String) {
        let is_note =
            |node: Option<Node<'_>>| node.is_some_and(|node| matches!(node.data().value, NodeValue::FootnoteDefinition(_)));
        if !is_note(node.previous_sibling()) {
            html.push_str("<section class=\"footnotes\"><ol>\n");
        }
        self.notes += 1;
        let number = self.notes;
        let back = format!(" <a href=\"#note-{number}-from\">↩ {number}</a>");
        html.push_str(&format!("<li id=\"note-{number}\">{}{back}</li>\n", self.nodes(node.children())));
        if !is_note(node.next_sibling()) {
            html.push_str("</ol></section>\n");
        }
    }

    fn inline(&mut self, node: Node<'_>, html: &mut String) {
        match &node.data().value {
            NodeValue::Text(text) => html.push_str(&escape(text)),
            NodeValue::SoftBreak => html.push('\n'),
            NodeValue::LineBreak => html.push_str("<br>\n"),
            NodeValue::Code(code) => html.push_str(&format!("<code>{}</code>", escape(&code.literal))),
            NodeValue::HtmlInline(typed) if tree::is_line_break(typed) => html.push_str("<br>"),
            NodeValue::HtmlInline(typed) => html.push_str(&escape(tree::shown_html(typed))),
            NodeValue::Emph => self.around("em", node, html),
            NodeValue::Strong => self.around("strong", node, html),
            NodeValue::Strikethrough => self.around("del", node, html),
            NodeValue::Link(to) => match self.address(&to.url) {
                Some(address) => html.push_str(&format!("<a {}>{}</a>", link_attributes(&address), self.inlines(node))),
                None => html.push_str(&self.inlines(node)),
            },
            NodeValue::Image(_) => html.push_str(&self.image(node)),
            NodeValue::FootnoteReference(note) => {
                let again = if note.ref_num > 1 { format!("-{}", note.ref_num) } else { String::new() };
                html.push_str(&format!("<sup><a href=\"#note-{0}\" id=\"note-{0}-from{again}\">{0}</a></sup>", note.ix));
            }
            _ => html.push_str(&self.inlines(node)),
        }
    }

    fn around(&mut self, tag: &str, node: Node<'_>, html: &mut String) {
        html.push_str(&format!("<{tag}>{}</{tag}>", self.inlines(node)));
    }

    /// The target of a link: an address that may stand in one, or that of a file of the media library.
    pub(super) fn address(&self, url: &str) -> Option<String> {
        self.pictures.find(url).map(|file| file.address.clone()).or_else(|| link::address(url))
    }

    /// The source of a picture or a film, by the rules of [`Self::address`].
    pub(super) fn source(&self, url: &str) -> Option<String> {
        self.pictures.find(url).map(|file| file.address.clone()).or_else(|| link::source(url))
    }

    /// A picture, or its words where its address is none that a picture may have.
    pub(super) fn image(&self, node: Node<'_>) -> String {
        self.image_as(node, Picture::html)
    }

    /// As [`Self::image`], cut to 16:9 where it was made so.
    pub(super) fn cropped_image(&self, node: Node<'_>) -> String {
        self.image_as(node, Picture::cropped_html)
    }

    fn image_as(&self, node: Node<'_>, html: fn(&Picture, &str) -> String) -> String {
        let words = escape(&tree::text(node));
        let NodeValue::Image(image) = &node.data().value else { return words };
        self.shown_pictures.set(self.shown_pictures.get() + 1);
        if self.shown_pictures.get() > MAX_PICTURES {
            return words;
        }
        match self.pictures.find(&image.url) {
            Some(file) if file.format.is_image() => html(file, &words),
            Some(_) => words,
            None => match link::source(&image.url) {
                Some(source) => format!("<img src=\"{}\" alt=\"{words}\" loading=\"lazy\" decoding=\"async\">", escape(&source)),
                None => words,
            },
        }
    }

    /// A picture with its title as caption.
    pub(super) fn figure(&self, node: Node<'_>) -> String {
        let title = if let NodeValue::Image(image) = &node.data().value { escape(image.title.trim()) } else { String::new() };
        let caption = if title.is_empty() { String::new() } else { format!("<figcaption>{title}</figcaption>") };
        format!("<figure>{}{caption}</figure>\n", self.image(node))
    }
}

/// `href`, and `rel` where it leads to another site. The address is encoded already.
pub(super) fn link_attributes(address: &str) -> String {
    let rel = if link::is_external(address) { " rel=\"noopener\"" } else { "" };
    format!("href=\"{}\"{rel}", escape(address))
}

fn code_block(code: &str, html: &mut String) {
    let focusable = if code.lines().any(|line| line.chars().count() > NARROW) { " tabindex=\"0\"" } else { "" };
    html.push_str(&format!("<pre{focusable}><code>{}</code></pre>\n", escape(code)));
}

fn starts_with_dash(text: &str) -> bool {
    text.len() != without_dash(text).len()
}

/// A line that names a source, without the dash and the space at its beginning.
pub(super) fn without_dash(text: &str) -> &str {
    ["— ", "– ", "-- "].iter().find_map(|dash| text.strip_prefix(dash)).unwrap_or(text)
}

/// For text and for attributes in double quotes.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for (place, c) in text.chars().enumerate() {
        if place % MARKER_DISTANCE == MARKER_DISTANCE - 1 {
            escaped.push_str(MARKER);
        }
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\u{fdd0}' => {}
            c => escaped.push(c),
        }
    }
    escaped
}
