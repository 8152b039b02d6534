//! The HTML of running text; blocks and hostile texts have files of their own.

mod addresses;
mod admonitions;
mod blocks;
mod callouts;
mod emphasis;
mod fragments;
mod hostile;
mod pictures;
mod typed_html;
mod typed_links;
mod version;

use super::*;

fn html(text: &str) -> String {
    render(text).html
}

/// The HTML of running text without its frame.
fn prose(text: &str) -> String {
    let html = html(text);
    let inner = html.strip_prefix("<div class=\"prose\">").and_then(|html| html.strip_suffix("</div>\n"));
    inner.unwrap_or_else(|| panic!("not running text alone: {html}")).to_owned()
}

#[test]
fn running_text_is_commonmark_with_tables() {
    assert_eq!(
        prose("Ein *guter* **Tag** ~~heute~~ `a<b`.\nUnd\\\nmehr"),
        "<p>Ein <em>guter</em> <strong>Tag</strong> <del>heute</del> <code>a&lt;b</code>.\nUnd<br>\nmehr</p>"
    );
    assert_eq!(
        prose("- a\n- b\n\n3. c\n\n   d"),
        "<ul><li>a</li>\n<li>b</li>\n</ul>\n<ol start=\"3\"><li><p>c</p>\n<p>d</p>\n</li>\n</ol>"
    );
    assert_eq!(prose("> Wer misst.\n>\n> — Maren"), "<blockquote><p>Wer misst.</p>\n<footer>Maren</footer></blockquote>");
    assert_eq!(prose("a<br>b <!-- c --> d\n\n<!-- e -->\n\n---"), "<p>a<br>b  d</p>\n<hr>");
    assert_eq!(prose("\"a\" -- b..."), "<p>\"a\" -- b...</p>");
    assert_eq!(html(""), "");
    assert_eq!(html(" \n\n<!-- a -->\n"), "");
}

#[test]
fn headings_have_anchors_and_leave_the_title_to_the_page() {
    let rendered = render("# Größe\n\ntext\n\n### Mehr *dazu*\n\n# Größe\n\n#\n\n## [Link](/a)");
    assert_eq!(
        rendered.html,
        "<div class=\"prose\"><h2 id=\"groesse\">Größe</h2>\n<p>text</p>\n<h3 id=\"mehr-dazu\">Mehr <em>dazu</em></h3>\n<h2 id=\"groesse-2\">Größe</h2>\n<h3 id=\"link\"><a href=\"/a\">Link</a></h3></div>\n"
    );
    let headings: Vec<(u8, &str, &str)> =
        rendered.headings.iter().map(|h| (h.level, h.anchor.as_str(), h.text.as_str())).collect();
    assert_eq!(
        headings,
        [(2, "groesse", "Größe"), (3, "mehr-dazu", "Mehr dazu"), (2, "groesse-2", "Größe"), (3, "link", "Link")]
    );
    assert!(!has_title(&rendered.html));
}

#[test]
fn a_table_of_more_columns_than_anybody_reads_is_text() {
    let table = |columns: usize| html(&format!("|{}\n|{}\n", "a|".repeat(columns), "-|".repeat(columns)));
    assert_eq!(table(200).matches("<th").count(), 201, "with its head");
    let wide = table(201);
    assert!(!wide.contains("<table") && wide.contains("|a|a|") && !wide.contains('\u{fdd2}'), "{wide}");
}

#[test]
fn a_table_stands_in_a_frame_that_scrolls() {
    assert_eq!(
        prose("|Verfahren|Median|\n|---|--:|\n|Puls \"A\"|410 m|\n||x|\n|kurz|"),
        "<div class=\"table-frame\" tabindex=\"0\" role=\"region\" aria-label=\"Verfahren, Median\"><table>\
         <thead><tr><th scope=\"col\">Verfahren</th><th class=\"end\" scope=\"col\">Median</th></tr></thead>\
         <tbody><tr><th scope=\"row\">Puls \"A\"</th><td class=\"end\">410 m</td></tr><tr><td></td><td class=\"end\">x</td></tr><tr><th scope=\"row\">kurz</th></tr></tbody></table></div>"
    );
    let two = prose("|a|\n|-|\n|b|\n\n|a|\n|-|\n|b|");
    assert!(two.contains("aria-label=\"a\"") && two.contains("aria-label=\"a 2\""), "{two}");
}

#[test]
fn code_can_be_scrolled_with_the_keyboard() {
    assert_eq!(prose("```rust\nlet a = \"<b>\";\n```"), "<pre><code>let a = \"&lt;b&gt;\";\n</code></pre>");
    assert!(prose(&format!("```\n{}\n```", "x".repeat(31))).starts_with("<pre tabindex=\"0\"><code>"));
}

#[test]
fn links_and_pictures_lead_to_harmless_places() {
    assert_eq!(
        prose("[a](/x) [b](https://b.example/?a&b) www.c.example d@e.example"),
        "<p><a href=\"/x\">a</a> <a href=\"https://b.example/?a&amp;b\" rel=\"noopener\">b</a> <a href=\"http://www.c.example\" rel=\"noopener\">www.c.example</a> <a href=\"mailto:d@e.example\">d@e.example</a></p>"
    );
    assert_eq!(prose("[a](javascript:alert(1)) [b](data:text/html,x)"), "<p>a b</p>");
    assert_eq!(
        prose("Ein ![Bild](/a.png \"Titel\") im Text"),
        "<p>Ein <img src=\"/a.png\" alt=\"Bild\" loading=\"lazy\" decoding=\"async\"> im Text</p>"
    );
    assert_eq!(
        prose("![Ein *Bild*](/a.png \"Abbildung 1\")"),
        "<figure><img src=\"/a.png\" alt=\"Ein Bild\" loading=\"lazy\" decoding=\"async\"><figcaption>Abbildung 1</figcaption></figure>"
    );
    assert_eq!(prose("![Wort](data:image/svg+xml,x)"), "<figure>Wort</figure>");
}

#[test]
fn footnotes_stand_at_the_end_and_lead_back() {
    assert_eq!(
        prose("a[^x] b[^x]\n\n[^x]: Quelle"),
        "<p>a<sup><a href=\"#note-1\" id=\"note-1-from\">1</a></sup> b<sup><a href=\"#note-1\" id=\"note-1-from-2\">1</a></sup></p>\n\
         <section class=\"footnotes\"><ol>\n<li id=\"note-1\"><p>Quelle</p>\n <a href=\"#note-1-from\">↩ 1</a></li>\n</ol></section>"
    );
}

#[test]
fn the_search_reads_words_only() {
    let rendered = render(
        "# Titel\n\nEin [Link](/x) und `Code`.\n\n|a|b|\n|-|-|\n|c|d|\n\n- eins\n- zwei\n\n![Bild](/p)\n\n::: faq\n## F\nA\n:::",
    );
    assert_eq!(rendered.plain, "Titel\nEin Link und Code.\na\tb\nc\td\neins\nzwei\nBild\nF\nA");
    assert_eq!(rendered.words, 14);
}
