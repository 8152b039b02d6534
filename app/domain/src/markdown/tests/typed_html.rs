//! HTML that is kept, and HTML that is shown as it was typed.

use super::hostile::assert_harmless;
use super::*;

#[test]
fn elements_within_a_line_are_kept() {
    for name in ["sub", "sup", "kbd", "abbr", "mark", "ins", "del", "small", "samp", "var", "q", "cite", "dfn"] {
        for (typed, shown) in [
            (format!("a <{name}>b</{name}> c"), format!("<p>a <{name}>b</{name}> c</p>")),
            (format!("<{name}>b</{name}>c"), format!("<p><{name}>b</{name}>c</p>")),
            (format!("a<{}>b</{name} >", name.to_uppercase()), format!("<p>a<{name}>b</{name}></p>")),
            (
                format!("a<{name}>*b* `c` [d](/e)</{name}>"),
                format!("<p>a<{name}><em>b</em> <code>c</code> <a href=\"/e\">d</a></{name}></p>"),
            ),
            (format!("a<{name} class=\"x\" onclick='y' style=z hidden>b</{name}>"), format!("<p>a<{name}>b</{name}></p>")),
            (format!("a<{name}>b\nc</{name}>"), format!("<p>a<{name}>b\nc</{name}></p>")),
            (format!("<{name}>\nb\n</{name}>"), format!("<p><{name}>\nb\n</{name}></p>")),
            (format!("a<{name}></{name}>b"), "<p>ab</p>".to_owned()),
        ] {
            assert_eq!(prose(&typed), shown, "{typed}");
        }
    }
    assert_eq!(prose("H<sub>2</sub>O, **m<sup>2</sup>**"), "<p>H<sub>2</sub>O, <strong>m<sup>2</sup></strong></p>");
    assert_eq!(prose("<kbd><kbd>Strg</kbd>+<kbd>C</kbd></kbd>"), "<p><kbd><kbd>Strg</kbd>+<kbd>C</kbd></kbd></p>");
    assert_eq!(prose("|H<sub>2</sub>O|\n|-|\n|x<br>y|").matches("<sub>2</sub>").count(), 1);
    assert_eq!(prose("## H<sub>2</sub>O"), "<h2 id=\"h2o\">H<sub>2</sub>O</h2>");
    assert_eq!(prose("- a<sup>1</sup>"), "<ul><li>a<sup>1</sup></li>\n</ul>");
}

#[test]
fn an_abbreviation_says_what_it_stands_for() {
    for (typed, shown) in [
        ("<abbr title=\"Hypertext\">HTML</abbr>", "<abbr title=\"Hypertext\">HTML</abbr>"),
        ("<abbr title='a \"b\"'>x</abbr>", "<abbr title=\"a &quot;b&quot;\">x</abbr>"),
        ("<abbr title=a>x</abbr>", "<abbr title=\"a\">x</abbr>"),
        ("<abbr TITLE=\"a &amp; b\" class=c>x</abbr>", "<abbr title=\"a &amp; b\">x</abbr>"),
        ("<abbr class=\"title=y\" title = \"a~b\">x</abbr>", "<abbr title=\"a~b\">x</abbr>"),
        ("<abbr title=\"\">x</abbr>", "<abbr>x</abbr>"),
        ("<abbr title>x</abbr>", "<abbr>x</abbr>"),
        ("<dfn title=\"a\">x</dfn>", "<dfn title=\"a\">x</dfn>"),
        ("<sub title=\"a\">x</sub>", "<sub>x</sub>"),
        ("<abbr data-title=\"a\">x</abbr>", "<abbr>x</abbr>"),
    ] {
        assert_eq!(prose(&format!("a {typed}")), format!("<p>a {shown}</p>"), "{typed}");
    }
}

#[test]
fn a_line_break_is_one_however_it_is_typed() {
    for typed in ["<br>", "<br/>", "<br />", "<BR>", "<br clear=\"all\">"] {
        assert_eq!(prose(&format!("a{typed}b")), "<p>a<br>b</p>", "{typed}");
        assert_eq!(prose(&format!("a\n{typed}\nb")), "<p>a\n<br>\nb</p>", "{typed}");
        assert_eq!(render(&format!("a{typed}b")).plain, "a b");
    }
}

#[test]
fn a_tag_without_its_counterpart_is_shown_as_it_was_typed() {
    for (typed, shown) in [
        ("a <sub>b", "a &lt;sub&gt;b"),
        ("a </sub>b", "a &lt;/sub&gt;b"),
        ("a <sub>b</sup>", "a &lt;sub&gt;b&lt;/sup&gt;"),
        ("a <sub>*b</sub>*", "a &lt;sub&gt;<em>b&lt;/sub&gt;</em>"),
        ("*a <sub>b*</sub>", "<em>a &lt;sub&gt;b</em>&lt;/sub&gt;"),
        ("a <sub><sup>b</sub></sup>", "a <sub>&lt;sup&gt;b</sub>&lt;/sup&gt;"),
        ("a <sub><sub>b</sub>", "a &lt;sub&gt;<sub>b</sub>"),
        ("a <b>b", "a &lt;b&gt;b"),
        ("a <view>b</view>", "a &lt;view&gt;b&lt;/view&gt;"),
        ("a <details>b</details>", "a &lt;details&gt;b&lt;/details&gt;"),
        ("a <summary>b</summary>", "a &lt;summary&gt;b&lt;/summary&gt;"),
        ("a <subx>b</subx>", "a &lt;subx&gt;b&lt;/subx&gt;"),
        ("a < sub>b", "a &lt; sub&gt;b"),
        ("`<sub>`a`</sub>`", "<code>&lt;sub&gt;</code>a<code>&lt;/sub&gt;</code>"),
        ("\\<sub>a\\</sub>", "&lt;sub&gt;a&lt;/sub&gt;"),
    ] {
        assert_eq!(prose(typed), format!("<p>{shown}</p>"), "{typed}");
    }
    assert_eq!(prose("a <sub>b\n\nc</sub>"), "<p>a &lt;sub&gt;b</p>\n<p>c&lt;/sub&gt;</p>");
}

#[test]
fn details_hold_the_markdown_between_their_tags() {
    let shown = "<details><summary>Mehr</summary>\n<p>Ein <em>Text</em></p>\n<ul><li>a</li>\n</ul>\n</details>";
    for typed in [
        "<details>\n<summary>Mehr</summary>\n\nEin *Text*\n\n- a\n\n</details>",
        "<details><summary>Mehr</summary>\n\nEin *Text*\n\n- a\n</details>",
        "<details>\n  <summary>Mehr</summary>\n  Ein *Text*\n\n- a\n\n</details>\n",
        "<details>\n\n<summary>Mehr</summary>\n\nEin *Text*\n\n- a\n\n</details>",
        "<DETAILS class=\"x\" ontoggle=\"y\">\n<SUMMARY id=z>Mehr</SUMMARY>\n\nEin *Text*\n\n- a\n\n</DETAILS>",
        "<details>\n    <summary>\n    Mehr\n    </summary>\n\nEin *Text*\n\n- a\n\n</details>",
    ] {
        assert_eq!(prose(typed), shown, "{typed}");
    }
    for (typed, shown) in [
        ("<details open>\n<summary>a</summary>\nb\n</details>", "<details open=\"\"><summary>a</summary>\n<p>b</p>\n</details>"),
        ("<details>\n\na\n\n</details>", "<details><p>a</p>\n</details>"),
        (
            "<details>\n<summary>**a** <kbd>b</kbd></summary>\n\nc\n</details>",
            "<details><summary><strong>a</strong> <kbd>b</kbd></summary>\n<p>c</p>\n</details>",
        ),
        (
            "<details>\n<summary>\n\n## a\n\n</summary>\n\nc\n\n</details>",
            "<details><summary><h2 id=\"a\">a</h2>\n</summary>\n<p>c</p>\n</details>",
        ),
        (
            "<details>\n<summary>a</summary>\n\n<details>\n<summary>b</summary>\n\nc\n\n</details>\n\nd\n\n</details>\n\ne",
            "<details><summary>a</summary>\n<details><summary>b</summary>\n<p>c</p>\n</details>\n<p>d</p>\n</details>\n<p>e</p>",
        ),
        (
            "vor\n<details><summary>a</summary>b</details>\nnach",
            "<p>vor</p>\n<details><summary>a</summary>\n<p>b</p>\n</details>\n<p>nach</p>",
        ),
        (
            "> <details>\n> <summary>a</summary>\n>\n> b\n> </details>",
            "<blockquote><details><summary>a</summary>\n<p>b</p>\n</details>\n</blockquote>",
        ),
        (
            "- <details>\n  <summary>a</summary>\n\n  b\n  </details>",
            "<ul><li><details><summary>a</summary>\n<p>b</p>\n</details>\n</li>\n</ul>",
        ),
        ("<details></details>", ""),
    ] {
        let html = html(typed);
        let inner = html.strip_prefix("<div class=\"prose\">").and_then(|html| html.strip_suffix("</div>\n")).unwrap_or(&html);
        assert_eq!(inner, shown, "{typed}");
    }
    let code = prose("<details>\n<summary>a</summary>\n\n```\n</details>\n```\n\n</details>");
    assert!(code.contains("<pre><code>&lt;/details&gt;\n</code></pre>\n</details>"), "{code}");
}

#[test]
fn details_that_are_not_closed_where_they_are_opened_are_shown_as_they_were_typed() {
    for (typed, shown) in [
        ("<details>\n<summary>a</summary>\n\nb", "<p>&lt;details&gt;\n&lt;summary&gt;a&lt;/summary&gt;</p>\n<p>b</p>"),
        ("a\n\n</details>\n\nb", "<p>a</p>\n<p>&lt;/details&gt;</p>\n<p>b</p>"),
        ("<summary>a</summary>\n\nb", "<p>&lt;summary&gt;a&lt;/summary&gt;</p>\n<p>b</p>"),
        ("- <details>\n\n</details>", "<ul><li><p>&lt;details&gt;</p>\n</li>\n</ul>\n<p>&lt;/details&gt;</p>"),
        ("<details>\n<summary>a\n\nb\n\n</details>", "<details><p>&lt;summary&gt;a</p>\n<p>b</p>\n</details>"),
        (
            "<details>\n\nb\n\n<summary>a</summary>\n\n</details>",
            "<details><p>b</p>\n<p>&lt;summary&gt;a&lt;/summary&gt;</p>\n</details>",
        ),
        ("<details>\n</table>\n\nb\n\n</details>", "<details><p>&lt;/table&gt;</p>\n<p>b</p>\n</details>"),
        ("<!-- <details> -->\n\na\n\n</details>", "<p>a</p>\n<p>&lt;/details&gt;</p>"),
        ("<pre><details></pre>\n\n</details>", "<p>&lt;pre&gt;&lt;details&gt;&lt;/pre&gt;</p>\n<p>&lt;/details&gt;</p>"),
    ] {
        assert_eq!(prose(typed), shown, "{typed}");
    }
}

#[test]
fn the_search_reads_the_words_and_not_the_tags() {
    for (typed, plain) in [
        ("H<sub>2</sub>O und <kbd>Strg</kbd>", "H2O und Strg"),
        ("<abbr title=\"Hypertext\">HTML</abbr>", "HTML"),
        ("<details>\n<summary>Mehr *dazu*</summary>\n\nText\n\n</details>\n\nEnde", "Mehr dazu\nText\nEnde"),
        ("<details open>\n\nText\n\n</details>", "Text"),
        ("<b>a</b>", "a"),
        ("<view>a</view>", "<view>a</view>"),
        ("<img src=\"/a.png\" alt=\"Ein Bild\">", "Ein Bild"),
        ("a <sub>b", "a <sub>b"),
    ] {
        let rendered = render(typed);
        assert_eq!(rendered.plain, plain, "{typed}");
    }
    assert_eq!(render("H<sub>2</sub>O und mehr").words, 3);
}

#[test]
fn pictures_and_links_typed_as_html_are_those_of_markdown() {
    for (typed, markdown) in [
        ("<img src=\"/a.png\" alt=\"Ein &amp; zwei\" width=40 class='x'>", "![Ein & zwei](/a.png)"),
        ("<IMG SRC=/a.png ALT=x />", "![x](/a.png)"),
        ("a <img src='/a.png?b&amp;c' title=\"T\"> b", "a ![](/a.png?b&c \"T\") b"),
        ("<img src=\"https://a.example/b.png\" alt=x>", "![x](https://a.example/b.png)"),
        ("<img src=\"data:image/png;base64,x\" alt=x>", "![x](data:image/png;base64,x)"),
        ("<img alt=x>", "![x]()"),
        ("<a href=\"two.md\" target=_blank>*b*</a>", "[*b*](two.md)"),
        ("<a href=\"https://a.example\">b</a>", "[b](https://a.example)"),
        ("<a href=\"javascript&#58;alert(1)\">b</a>", "b"),
        ("<a href=\"/b\">[c](/d)</a>", "[c](/b)"),
        ("<a href=\"/b\">\n  <img src=\"/a.png\" alt=\"x\">\n</a>", "[\n![x](/a.png)\n](/b)"),
        ("<a name=x></a>b <b>c</b> <i>d</i> <s>e</s> <code>f</code>", "b **c** *d* ~~e~~ `f`"),
        ("<h2 align=center>\n  a\n  <img src=/b.png alt=c>\n</h2>\n\nd", "### a ![c](/b.png)\n\nd"),
    ] {
        assert_eq!(html(typed), html(markdown), "{typed}");
    }
}

#[test]
fn tags_that_only_place_their_content_go_and_are_told() {
    for (typed, markdown) in [
        ("<p align=\"center\">\n    <img src=\"/a.png\" alt=\"x\">\n</p>\n\nb", "![x](/a.png)\n\nb"),
        ("<div class=\"termy\">\n\n```\na\n```\n\n</div>", "```\na\n```"),
        ("<center>*a*</center>", "*a*"),
        ("<video controls><source src=\"/a.mp4\">b</video>", "b"),
        ("a <font color=red>b</font> <u>c</u>", "a b c"),
        ("<div><details>\n<summary>a</summary>\nb\n</details></div>", "<details>\n<summary>a</summary>\nb\n</details>"),
        ("`<div>` a", "`<div>` a"),
        ("```\n<div>\n```", "```\n<div>\n```"),
    ] {
        assert_eq!(html(typed), html(markdown), "{typed}");
    }
    let told = render(
        "<div>\n<p>a</p>\n</div>\n\n<div>\n\n`<p>` <span>b</span> <Tabs>c</Tabs>\n\n</div>\n\n<table><tr><td>d</td></tr></table>",
    );
    let names = |all: &[(&str, u32)]| all.iter().map(|(name, count)| ((*name).to_owned(), *count)).collect();
    assert_eq!(told.html_tags.dropped, names(&[("div", 2), ("p", 1), ("span", 1)]));
    assert_eq!(told.html_tags.as_text, names(&[("table", 1), ("tabs", 1), ("td", 1), ("tr", 1)]));
    assert_eq!(render("<img src=/a.png> <kbd>a</kbd> <b>c</b><br>").html_tags, HtmlTags::default());
}

#[test]
fn hostile_tags_are_harmless() {
    for typed in [
        "<details ontoggle=alert(1) open>\n\na\n\n</details>",
        "<details open=\"\"><script>alert(1)</script></details>",
        "<details>\n<summary><script>alert(1)</script></summary>\n\n</div></section></main>\n\n</details>",
        "<details>\n<summary onclick=alert(1)>a</summary><img src=x onerror=alert(1)></details>",
        "<details \"<details \"></details>\n\n</details>",
        "<abbr title=\"&quot;><script>alert(1)</script>\">a</abbr>",
        "a <abbr title='\"><script>alert(1)</script>'>a</abbr>",
        "a <abbr title=\"x\" title=\"y\" onmouseover=alert(1)>a</abbr>",
        "a <sub onclick=\"alert(1)\"><script>alert(1)</script></sub>",
        "a <mark/onclick=alert(1)>b</mark>",
        "a <kbd><a href=\"javascript:alert(1)\">b</a></kbd>",
        "[<sub>a](javascript:alert(1))</sub>",
        "<sub><details></sub></details>",
        "<br onclick=alert(1)>",
        "<img src=\"x\" onerror=\"alert(1)\" alt=\"'><script>alert(1)</script>\">",
        "<a href=\"java&#10;script:alert(1)\" onclick=alert(1)>a</a>",
        "<a href=\"/a\"><a href=\"/b\">c</a></a>",
        "<div onclick=alert(1)><script>alert(1)</script></div>",
        "<h2><iframe src=\"javascript:alert(1)\"></h2>",
        "<q cite=\"javascript:alert(1)\">a</q>",
        "<del cite=\"javascript:alert(1)\">a</del>",
        "::: hero\n# <sub>a\n\n</sub></section>\n\n<details>\n\n[a](/b)\n\n</details>\n:::",
        "::: faq\n# a\n</details>\n\n<details>\n# b\n:::",
        "::: call\n<details>\n\n::: hero\n# a\n:::\n\n</details>\n:::",
        "<details>\n\n::: call\n# a\n:::\n\n</details>",
    ] {
        assert_harmless(&html(typed));
        assert_harmless(&html(&format!("> {typed}\n\n- {typed}\n\n# {typed}\n\n|{typed}|\n|-|")));
    }
}

#[test]
fn tags_within_each_other_end_somewhere() {
    for (open, close) in [("<sub>", "</sub>"), ("<details>\n\n", "\n\n</details>"), ("<details>", "</details>")] {
        for count in [1_000, 10_000] {
            for text in [
                format!("{}a{}", open.repeat(count), close.repeat(count)),
                format!("{}a", open.repeat(count)),
                format!("a\n\n{}", close.repeat(count)),
            ] {
                let rendered = render(&text);
                assert_harmless(&rendered.html);
                assert!(rendered.plain.contains('a'));
            }
        }
    }
}
