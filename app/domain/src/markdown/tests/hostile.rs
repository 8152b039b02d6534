//! Hostile texts of any size are harmless.

use std::time::{Duration, Instant};

use proptest::prelude::*;
use scraper::{Html, Selector};

use super::*;

const HOSTILE: &[&str] = &[
    "<script>alert(1)</script>",
    "a <script>alert(1)</script> b",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "</textarea><script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "</div></section></main><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "![a\" onerror=\"alert(1)](x\" onerror=\"alert(1))",
    "![a](/x \"b\" onerror=\"alert(1)\")",
    "![a](</x\" onerror=\"alert(1)>)",
    "[a](<javascript:alert(1)>)",
    "[a](javascript:alert(1))",
    "[a](JaVaScRiPt:alert(1))",
    "[a](&#106;avascript:alert(1))",
    "[a](javascript&colon;alert(1))",
    "[a](java&#10;script:alert(1))",
    "[a](\u{1}javascript:alert(1))",
    "[a](data:text/html;base64,PHNjcmlwdD4=)",
    "[a](vbscript:msgbox(1))",
    "<javascript:alert(1)>",
    "<data:text/html,x>",
    "[a]\n\n[a]: javascript:alert(1)",
    "![a](javascript:alert(1))",
    "![a](data:image/svg+xml;base64,x)",
    "[a](/x \"\" onclick=\"alert(1)\")",
    "[a](/x\" onclick=\"alert(1))",
    "www.a.example\"onmouseover=\"alert(1)",
    "http://a.example/\"><script>alert(1)</script>",
    "<iframe src=//a.example></iframe>",
    "<svg onload=alert(1)><use href=data:x#a></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<style>*{background:url(//a.example)}</style>",
    "<p style=\"position:fixed\">a</p>",
    "<a href=\"javascript:alert(1)\">a</a>",
    "<form action=/x><input name=a></form>",
    "<base href=//a.example>",
    "<meta http-equiv=refresh content=0>",
    "<details open ontoggle=alert(1)>",
    "<details>",
    "</details>",
    "<summary>",
    "</summary>",
    "<details><summary><script>alert(1)</script></summary></details>",
    "<sub>",
    "</sub>",
    "<abbr title=\"&quot;><script>alert(1)</script>\">a</abbr>",
    "> [!NOTE] <script>alert(1)</script>",
    "## <script> {#x\"onclick=alert(1)}",
    "## a {#note-1}",
    "## a {#a}",
    "[a](#\"onclick=alert(1))",
    "[a](#a)",
    "<!--><script>alert(1)</script>-->",
    "<!-- a --><script>alert(1)</script><!-- b -->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?php echo 1 ?>",
    "`<script>alert(1)</script>`",
    "```\"><script>alert(1)</script>\n</code></pre><script>alert(1)</script>\n```",
    "# <script>alert(1)</script> \" onclick=\"alert(1)",
    "|\"><script>|\" onfocus=\"alert(1)|\n|-|-|\n|<script>|</table><script>|",
    "a[^\"><script>]\n\n[^\"><script>]: <script>alert(1)</script>",
    "::: hero\n# <script>alert(1)</script>\n\n[<b>a</b>](javascript:alert(1)) [b](data:x)\n:::",
    "::: hero\" onclick=\"alert(1)\n# a\n:::",
    "::: <script>alert(1)</script>\n:::",
    "::: webinars \"><script>alert(1)</script>\n## </section><script>\n:::",
    "::: numbers\n## \" onclick=\"alert(1)\n- <script> | \"><img src=x onerror=alert(1)>\n:::",
    "::: quote\n> </blockquote><script>alert(1)</script>\n\n</figcaption><script>\n:::",
    "::: faq\n## </summary><script>alert(1)</script>\n</details><script>\n:::",
    "::: features\n## a\n### [b](javascript:alert(1))\n<svg/onload=alert(1)>\n:::",
    "::: gallery\n![\" onerror=\"alert(1)](/a\"onerror=\"alert(1) \"</figure><script>\")\n![b](javascript:x)\n:::",
    "::: video\n[\"><script>alert(1)</script>](/a.mp4\"onerror=\"alert(1))\n[\"onload=\"x](/a.vtt)\n![p](/p\"onload=\"x)\n:::",
    "::: video\n[a](javascript:alert(1)//.mp4)\n:::",
    "::: video\n[a](https://a.example/\"><script>)\n![p](data:image/svg+xml,x)\n:::",
    "::: call\n::: hero\n::: call\n# a\n:::\n:::\n<script>",
];

/// Nothing in the HTML runs, loads from where it may not, or leaves its place.
pub(super) fn assert_harmless(html: &str) {
    let document =
        Html::parse_document(&format!("<!doctype html><html><head></head><body><main id=\"frame\">{html}</main></body></html>"));
    let every = Selector::parse("body, body *").unwrap();
    let allowed = [
        "a",
        "abbr",
        "blockquote",
        "body",
        "br",
        "cite",
        "code",
        "dd",
        "del",
        "details",
        "dfn",
        "div",
        "dl",
        "dt",
        "em",
        "figcaption",
        "figure",
        "footer",
        "g",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "img",
        "ins",
        "kbd",
        "li",
        "live-items",
        "live-list",
        "main",
        "mark",
        "ol",
        "p",
        "path",
        "pre",
        "q",
        "samp",
        "section",
        "small",
        "strong",
        "sub",
        "summary",
        "sup",
        "svg",
        "table",
        "tbody",
        "td",
        "th",
        "thead",
        "tr",
        "track",
        "ul",
        "use",
        "var",
        "video",
    ];
    let attributes = [
        "alt",
        "aria-hidden",
        "aria-label",
        "aria-labelledby",
        "class",
        "controls",
        "d",
        "data-count",
        "data-kind",
        "data-of",
        "decoding",
        "default",
        "href",
        "id",
        "kind",
        "label",
        "loading",
        "open",
        "playsinline",
        "poster",
        "preload",
        "preserveAspectRatio",
        "rel",
        "role",
        "scope",
        "src",
        "start",
        "tabindex",
        "title",
        "transform",
        "viewBox",
    ];
    let mut ids = std::collections::HashSet::new();
    for element in document.select(&every) {
        let element = element.value();
        assert!(allowed.contains(&element.name()), "<{}> in {html}", element.name());
        for (name, value) in element.attrs() {
            assert!(attributes.contains(&name), "{name} in {html}");
            match name {
                "href" | "src" | "poster" => assert!(link::address(value).is_some(), "{value} in {html}"),
                "id" => assert!(ids.insert(value.to_owned()), "{value} twice in {html}"),
                _ => {}
            }
        }
        assert!(element.name() != "use" || element.attr("href").is_some_and(|href| href.starts_with("#field")), "{html}");
    }
    let body = Selector::parse("body > *").unwrap();
    assert_eq!(document.select(&body).count(), 1, "something left its frame: {html}");
    let main = Selector::parse("main > *").unwrap();
    for child in document.select(&main) {
        assert!(["div", "section", "live-list"].contains(&child.value().name()), "{html}");
    }
}

#[test]
fn nothing_typed_runs() {
    for text in HOSTILE {
        assert_harmless(&html(text));
        assert_harmless(&html(&format!("a\n\n{text}\n\n> {text}\n\n- {text}")));
        for block in crate::block::BLOCKS {
            assert_harmless(&html(&format!("::: {}\n{text}\n:::", block.name)));
        }
    }
}

#[test]
fn typed_html_is_shown_as_it_was_typed() {
    let rendered = render("</textarea><script>alert(1)</script>");
    assert_eq!(rendered.html, "<div class=\"prose\"><p>&lt;/textarea&gt;&lt;script&gt;alert(1)&lt;/script&gt;</p></div>\n");
    assert_eq!(rendered.plain, "</textarea><script>alert(1)</script>");
}

#[test]
fn a_hostile_size_takes_no_time_and_no_stack() {
    let size = crate::page::limit::CONTENT;
    let repeated = |part: &str| part.repeat(size / part.chars().count());
    let mut texts: Vec<String> = [
        "[",
        "*",
        ">",
        "> ",
        "_a ",
        "*a **a ",
        "![",
        "[](",
        "[a](",
        "`",
        "~",
        "~~a ",
        "<",
        "<!--",
        "<a ",
        "&",
        "- ",
        "1. ",
        "#",
        "# a\n",
        "|",
        "|a",
        "\\",
        ":",
        "::: hero\n",
        "::: hero\n:::\n",
        "::: faq\n# a\n:::\n",
        "a\n",
        "\n",
        "[^a]",
        "[^a]: b\n",
        "[a]: b\n",
        "(",
        "a@b.c ",
        "www.",
        "http://a ",
        "🎉",
        "e\u{301}",
        "\0",
        "\t",
        " ",
        "<b>",
        "</b>",
        "- a\n",
        "> - ",
        "* * ",
        "---\n",
        "===\n",
        "a\n===\n",
        "```\n",
        "![a](b)",
        "**a** ",
        "~ a",
        "a~b",
        "**「a」**b",
        "https://a.example。",
        "https://a.example/あ)",
        "http://",
        "http://a|",
        "www.",
        "www.]",
        "<sub>",
        "</sub>",
        "a<sub>b</sub>",
        "<sub><sup>",
        "<sub></sup>",
        "<abbr title=\"",
        "<abbr title=\"&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&\">a</abbr>",
        "<details>",
        "<details>\n\n",
        "</details>\n\n",
        "<details>a</details>",
        "<details><summary>a</summary>",
        "<details \"",
        "<details>\n\n</details>\n\n",
        "<summary>",
        "<br>\n\n",
        "<kbd>\n\n",
        "<details><!--",
        "> [!NOTE]\n\n",
        "> [!NOTE]\n",
        "[!NOTE] ",
        "# a {#a}\n",
        "# a{#",
        "[a](#a)",
        "[a](#%",
        "](#",
        "](# a ",
        "![](//a)",
    ]
    .iter()
    .map(|part| repeated(part))
    .collect();
    texts.push((0..600).map(|n| format!("{}a\n", "> ".repeat(n / 4))).collect());
    texts.push((0..440).map(|n| format!("{}- a\n", " ".repeat(n * 2))).collect());
    texts.push(format!("{}\n{}\n{}", "|a".repeat(1_000), "|-".repeat(1_000), "a\n".repeat(90_000)));
    texts.push(format!("[a]: /{}\n\n{}", "x".repeat(100_000), "[a] ".repeat(24_000)));
    texts.push(format!("# {}\n{}", "x".repeat(100_000), "||\n|-|\n\n".repeat(10_000)));
    texts.push(format!("[a]: /{}\n\n{}", "x".repeat(900), "![a] ".repeat(38_000)));
    texts.push(format!("[^a]: {}\n\n{}", "x".repeat(900), "[^a] ".repeat(38_000)));
    texts.push((0..19_000).map(|n| format!("![{n}](media:{n})\n")).collect());
    texts.push((0..11_000).map(|n| format!("[^{n}]\n\n[^{n}]: x\n\n")).collect());
    texts.push((0..630).map(|n| format!("{} ", "`".repeat(n))).collect());
    texts.push(format!("{}{}", "[a](".repeat(20_000), ")".repeat(20_000)));
    texts.push(format!("{}a{}", "*".repeat(100_000), "*".repeat(99_999)));
    texts.push(format!("{}a{}", "<sub>".repeat(18_000), "</sub>".repeat(18_000)));
    texts.push(format!("{}a{}", "<details>\n\n".repeat(9_000), "</details>\n\n".repeat(9_000)));
    texts.push(format!("{}{}", "<sub>".repeat(20_000), "</sup>".repeat(16_000)));
    texts.push(format!("# a {{#{}}}\n\n{}", "x".repeat(64), "[](#a)".repeat(33_000)));
    texts.push((0..10_000).map(|n| format!("[a](#{n})\n# a\n")).collect());
    texts.push(format!("{}\n\n{}", "# a\n".repeat(20_000), "[a](#a-1) ".repeat(12_000)));
    for text in texts {
        let start = Instant::now();
        let rendered = render(&text);
        let took = start.elapsed();
        let beginning: String = text.chars().take(20).collect();
        assert!(rendered.html.len() < 20 * size, "{beginning:?}: {} bytes", rendered.html.len());
        assert!(took < Duration::from_secs(10), "{beginning:?} took {took:?}");
    }
}

#[test]
fn a_text_without_a_space_takes_no_time_that_grows_with_its_square() {
    let size = crate::page::limit::CONTENT;
    let parts = [
        "\"http://a.b\"",
        "(http://a.b)",
        "(http://a.b<",
        "http://a.b。",
        "(www.a.b<",
        "*www.a.b*",
        "http://a.b&lt;",
        "_www._a",
        "(http://a.b](c)",
        "a@b.c",
        "a@b.c,",
        "(a@b.c)",
        "[a@b.c]",
        "a@b.c]",
        "a@b.c[",
        "*a@b.c*",
        "a@b.c&amp;",
        "üa@b.cü",
        "mailto:",
        "mailto:a@b.c,",
        "a@",
        "www.",
        "http://",
        "_",
        "*",
        "*a",
        "[",
        "]",
        "<",
        "<a",
        "`",
        "``a`",
        "|",
        "&a;",
    ];
    let mut texts: Vec<String> = parts.iter().map(|part| part.repeat(size / part.chars().count())).collect();
    for begin in ["# ", "> - ", "|", "[", "[^a]: ", "::: quote\n> "] {
        texts.push(format!("{begin}{}", "a@b.c,".repeat(size / 6 - 4)));
    }
    texts.push(format!("http://a{}", ".".repeat(size)));
    texts.push(format!("{}\n{}\n", "|a".repeat(size / 4), "|-".repeat(size / 4)));
    texts.push(format!("> {}\n> {}\n", "a|".repeat(size / 4), "-|".repeat(size / 4)));
    for text in texts {
        let start = Instant::now();
        let rendered = render(&text);
        let _ = typed_links(&text, &rendered, |_| true);
        let took = start.elapsed();
        let beginning: String = text.chars().take(20).collect();
        // Code that is not optimised takes up to a second; what is quadratic takes eight, of the parser alone.
        assert!(took < Duration::from_secs(5), "{beginning:?} took {took:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn anything_can_be_typed(text in any::<String>()) {
        assert_harmless(&html(&text));
    }

    #[test]
    fn any_mixture_of_signs_is_harmless(parts in prop::collection::vec(prop::sample::select(HOSTILE.iter().copied().chain([
        "\n", "\n\n", " ", "# ", "- ", "> ", "|", "|-|", "```", "::: hero\n", "::: faq\n", "\n:::\n", "*", "**", "[", "](", ")", "![", "<", ">", "\"", "[^1]", "[^1]: ", "    ",
    ]).collect::<Vec<_>>()), 0..20)) {
        assert_harmless(&html(&parts.concat()));
    }
}
