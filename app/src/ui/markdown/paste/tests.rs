use super::converted;
use super::node::{Node, Tag};

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
