use super::node::{Node, Tag};

/// As it stands in the text.
fn converted(nodes: &[Node]) -> Option<String> {
    super::converted(nodes).map(|pasted| pasted.markdown)
}

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
                vec![plain("Found "), bold(), plain(" and "), link("https://example.org/a b", vec![plain("near")]), plain(".")],
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
    assert_eq!(converted(&document).unwrap(), "## Steps\n\n- first\n   - below\n\n**Then:** wait long\n\n1. count\n2. again");
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

#[test]
fn pictures_code_and_struck_words_are_kept() {
    let picture = |src: &str| Node::Element(Tag { name: "img".into(), src: src.into(), alt: "A [van]".into(), ..Tag::default() });
    let document = [
        tag(
            "p",
            vec![
                picture("https://a.b/c (1).jpg"),
                text(" H"),
                tag("sub", vec![text("2")]),
                text("O "),
                tag("s", vec![text("old ")]),
            ],
        ),
        tag("pre", vec![tag("code", vec![text("a = *b;\n  c"), tag("br", vec![]), text("```")])]),
        tag("p", vec![tag("code", vec![text("x\\`y")])]),
        tag(
            "p",
            vec![
                styled("span", "vertical-align:super", vec![text("3")]),
                styled("span", "text-decoration:line-through", vec![text("x")]),
            ],
        ),
    ];
    assert_eq!(
        converted(&document).unwrap(),
        "![A \\[van\\]](https://a.b/c%20%281%29.jpg) H<sub>2</sub>O ~~old~~\n\n````\na = *b;\n  c\n```\n````\n\n``x\\`y``\n\n<sup>3</sup>~~x~~"
    );
}

#[test]
fn pictures_that_nobody_else_can_open_are_counted() {
    let picture = |src: &str| Node::Element(Tag { name: "img".into(), src: src.into(), ..Tag::default() });
    let pictures = [picture("file:///C:/a.png"), picture("data:image/png;base64,AA"), picture("/media/1/a.png")];
    let pasted = super::converted(&[tag("p", pictures.into()), tag("p", vec![text("a")])]).unwrap();
    assert_eq!((pasted.markdown.as_str(), pasted.lost_pictures), ("![](/media/1/a.png)\n\na", 2));
}

#[test]
fn numbered_lists_keep_their_numbers() {
    let point = |words: &str| tag("li", vec![text(words)]);
    let numbered = |start, children| Node::Element(Tag { name: "ol".into(), number: Some(start), children, ..Tag::default() });
    let inner = tag("li", vec![text("ten"), tag("ul", vec![point("within")])]);
    let code = tag("li", vec![text("run"), tag("pre", vec![text("a\nb")])]);
    assert_eq!(
        converted(&[numbered(9, vec![point("# nine"), inner, code])]).unwrap(),
        "9. \\# nine\n10. ten\n    - within\n11. run\n    \n    ```\n    a\n    b\n    ```"
    );
}

#[test]
fn underscores_references_and_addresses_stay_as_they_are() {
    let paragraph = |words: &str| converted(&[tag("p", vec![tag("b", vec![text("x")]), text(words)])]).unwrap();
    for (typed, kept) in [
        (" _name_ snake_case", "**x** \\_name\\_ snake_case"),
        (" &copy; &#169; R&D a & b;", "**x** \\&copy; \\&#169; R&D a & b;"),
        (" 20~30~", "**x** 20\\~30\\~"),
        (" see https://a.b/_c_d_, or", "**x** see <https://a.b/_c_d_>, or"),
        (" (https://a.b/c_d?e=1&f=2)", "**x** (https://a.b/c_d?e=1&f=2)"),
        (" https://a.b/?c&copy;", "**x** <https://a.b/?c&amp;copy>;"),
    ] {
        assert_eq!(paragraph(typed), kept);
    }
    let link = link("https://a.b/_c_", vec![text("https://a.b/_c_")]);
    assert_eq!(converted(&[link]).unwrap(), "[https://a.b/\\_c\\_](https://a.b/_c_)");
    let block = [tag("h2", vec![text("A")]), tag("p", vec![text("::: hero"), tag("br", vec![]), text("# no heading")])];
    assert_eq!(converted(&block).unwrap(), "## A\n\n\\::: hero\\\n\\# no heading");
}

/// What was pasted is shown with the words that were copied.
#[test]
#[cfg(feature = "ssr")]
fn what_was_copied_is_what_is_shown() {
    for words in
        ["_name_", "&copy;", "::: hero", "~~x~~", "https://a.b/_c_d_", "# 1", "12. x", "[a](b)", "a`b`", "https://a.b/?c&copy;"]
    {
        let markdown = converted(&[tag("p", vec![text(words), tag("br", vec![]), tag("b", vec![text("z")])])]).unwrap();
        assert_eq!(
            domain::markdown::render(&markdown).plain.split_whitespace().collect::<Vec<_>>().join(" "),
            format!("{words} z")
        );
    }
    let markdown = converted(&[tag("p", vec![tag("b", vec![text("z ")]), text("https://a.b/_c_d_")])]).unwrap();
    assert!(domain::markdown::render(&markdown).html.contains("href=\"https://a.b/_c_d_\""), "{markdown}");
}
