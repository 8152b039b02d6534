//! Tables, in a frame that scrolls by itself.

use comrak::nodes::{Node, NodeTable, TableAlignment};

use super::prose::{Writer, escape};
use super::tree;

/// Characters of the name of a table. A long heading would be repeated by every table below it.
pub(super) const MAX_LABEL: usize = 200;

impl Writer {
    /// The frame scrolls by itself, so it can be reached with the keyboard and has a name: the words of its head.
    pub(super) fn table(&mut self, node: Node<'_>, table: &NodeTable, html: &mut String) {
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
}
