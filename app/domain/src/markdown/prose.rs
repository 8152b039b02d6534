//! Running text: paragraphs, lists, tables and what stands in them, as HTML.

use comrak::nodes::{ListType, Node, NodeList, NodeValue};

use super::anchors::Anchors;
use super::clean::{MARKER, MARKER_DISTANCE};
use super::foreign_html::HtmlTags;
use super::fragments::{self, Links};
use super::pictures::Pictures;
use super::{heading_ids, link, tables, tree, typed_html};
use crate::language::Language;

/// A line of code longer than this may have to be scrolled on a narrow screen.
const NARROW: usize = 30;

/// Writes HTML and keeps what the whole page shares: anchors, labels, the heading that was last, files of the media library.
pub(super) struct Writer {
    pub(super) anchors: Anchors,
    pub(super) links: Links,
    pub(super) pictures: Pictures,
    /// The addresses of pictures that stand on other sites, each once.
    pub(super) external_pictures: Vec<String>,
    pub(super) html_tags: HtmlTags,
    pub(super) unusable_blocks: Vec<String>,
    /// How many pictures were met.
    pub(super) picture_count: usize,
    pub(super) last_heading: String,
    /// A link cannot hold another.
    pub(super) is_in_link: bool,
    pub(super) language: Language,
    notes: usize,
}

impl Writer {
    /// For a text in this language, with these files, whose headings were typed with these ids.
    pub(super) fn new(language: &Language, pictures: Pictures, ids: Vec<String>) -> Self {
        Self {
            anchors: Anchors::with_ids(ids),
            links: Links::default(),
            pictures,
            external_pictures: Vec::new(),
            html_tags: HtmlTags::default(),
            unusable_blocks: Vec::new(),
            picture_count: 0,
            last_heading: String::new(),
            is_in_link: false,
            language: language.clone(),
            notes: 0,
        }
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

    pub(super) fn node(&mut self, node: Node<'_>, html: &mut String) {
        match &node.data().value {
            NodeValue::Paragraph => self.paragraph(node, html),
            NodeValue::Heading(heading) => self.heading(node, heading.level, html),
            NodeValue::List(list) => self.list(node, list, html),
            NodeValue::BlockQuote => self.quotation(node, html),
            NodeValue::CodeBlock(code) => code_block(&code.literal, html),
            NodeValue::Table(table) => self.table(node, table, html),
            NodeValue::ThematicBreak => html.push_str("<hr>\n"),
            NodeValue::Callout(callout) => self.callout(node, &callout.callout_type, html),
            NodeValue::HtmlBlock(_) if !tree::is_leaf(node) => self.element(node, html),
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
        let (level, anchor) = self.anchors.heading(typed, &text, heading_ids::of(node));
        html.push_str(&format!("<h{level} id=\"{anchor}\">{}</h{level}>\n", self.inlines(node)));
        self.last_heading = text.chars().take(tables::MAX_LABEL).collect();
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
            let mut mark = match &item.data().value {
                NodeValue::TaskItem(task) => self.task_mark(task.symbol.is_some()),
                _ => "",
            };
            for child in item.children() {
                if !tree::is_paragraph(child) || (!list.tight && mark.is_empty()) {
                    self.node(child, html);
                    continue;
                }
                let line = format!("{}{}", std::mem::take(&mut mark), self.inlines(child));
                html.push_str(&if list.tight { line } else { format!("<p>{line}</p>\n") });
            }
            html.push_str("</li>\n");
        }
        html.push_str(end);
        html.push('\n');
    }

    /// The box before a task, as a sign that a screen reader names.
    fn task_mark(&self, is_done: bool) -> &'static str {
        match (is_done, self.language.as_str().split('-').next() == Some("de")) {
            (true, true) => "<span class=\"task\" role=\"img\" aria-label=\"Erledigt\">☑</span> ",
            (true, false) => "<span class=\"task\" role=\"img\" aria-label=\"Done\">☑</span> ",
            (false, true) => "<span class=\"task\" role=\"img\" aria-label=\"Offen\">☐</span> ",
            (false, false) => "<span class=\"task\" role=\"img\" aria-label=\"To do\">☐</span> ",
        }
    }

    /// A last paragraph that begins with a dash says whose words they are.
    pub(super) fn quotation(&mut self, node: Node<'_>, html: &mut String) {
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

    pub(super) fn inline(&mut self, node: Node<'_>, html: &mut String) {
        match &node.data().value {
            NodeValue::Text(text) => html.push_str(&escape(text)),
            NodeValue::SoftBreak => html.push('\n'),
            NodeValue::LineBreak => html.push_str("<br>\n"),
            NodeValue::Code(code) => html.push_str(&format!("<code>{}</code>", escape(&code.literal))),
            NodeValue::HtmlInline(typed) if tree::is_line_break(typed) => html.push_str("<br>"),
            NodeValue::HtmlInline(typed) if !tree::is_leaf(node) => match typed_html::element(typed) {
                Some((name, start)) => html.push_str(&format!("{start}{}</{name}>", self.inlines(node))),
                None => html.push_str(&self.inlines(node)),
            },
            NodeValue::HtmlInline(typed) => html.push_str(&escape(tree::shown_html(typed))),
            NodeValue::Emph => self.around("em", node, html),
            NodeValue::Strong => self.around("strong", node, html),
            NodeValue::Strikethrough => self.around("del", node, html),
            // A link cannot hold another.
            NodeValue::Link(_) if self.is_in_link => html.push_str(&self.inlines(node)),
            NodeValue::Link(to) => match self.address(&to.url) {
                Some(address) => html.push_str(&format!("<a {}>{}</a>", link_attributes(&address), self.within_link(node))),
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

    /// The words of a link, not sanitised yet.
    pub(super) fn within_link(&mut self, node: Node<'_>) -> String {
        let was_in_link = std::mem::replace(&mut self.is_in_link, true);
        let words = self.inlines(node);
        self.is_in_link = was_in_link;
        words
    }

    /// The target of a link: an address that may stand in one, or that of a file of the media library. A link within the text gets
    /// its address in the end.
    pub(super) fn address(&mut self, url: &str) -> Option<String> {
        if let Some(fragment) = url.trim().strip_prefix('#') {
            return Some(self.links.address(fragment));
        }
        self.pictures.find(url).map(|file| file.address.clone()).or_else(|| link::address(url))
    }
}

/// `href`, and `rel` where it leads to another site. The address is encoded already.
pub(super) fn link_attributes(address: &str) -> String {
    let rel = if link::is_external(address) { " rel=\"noopener\"" } else { "" };
    let is_within = address.strip_prefix('#').is_some_and(|rest| rest.starts_with(fragments::MARK));
    let address = if is_within { address.to_owned() } else { escape(address) };
    format!("href=\"{address}\"{rel}")
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
            '\u{fdd0}'..='\u{fdef}' => {}
            c => escaped.push(c),
        }
    }
    escaped
}
