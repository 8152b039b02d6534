//! What a text becomes: exact markup, harmless whatever was typed, quick whatever its size.

use std::time::{Duration, Instant};

use proptest::prelude::*;
use scraper::{Html, Selector};

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
fn a_hero_holds_the_title_of_the_page() {
    let text = "::: hero\nIngenieure, Kiel\n\n# Wir finden *ihn*.\n\nWir messen.\n\n[Termin](/termin) [Über](https://a.example)\n:::\n\n# Danach";
    let rendered = render(text);
    assert_eq!(
        rendered.html,
        r##"<section class="hero page"><svg class="hero-lines lines lines-draw" viewBox="-500 -500 1000 1000" aria-hidden="true"><g transform="rotate(28)"><use href="#field"/><use href="#field-lit" transform="scale(-1 1)"/></g></svg><h1 class="display hero-title">Wir finden <em>ihn</em>.</h1><div class="axis hero-lead"><p class="axis-label">Ingenieure, Kiel</p><div class="stack stack-wide"><p class="lead">Wir messen.</p><p class="row"><a class="button button-primary button-large" href="/termin">Termin</a><a class="button button-ghost button-large" href="https://a.example" rel="noopener">Über <svg class="icon" viewBox="0 0 20 20" aria-hidden="true"><path d="M4 10h12m-4.5-4.5L16 10l-4.5 4.5"/></svg></a></p></div></div></section>
<div class="prose"><h2 id="danach">Danach</h2></div>
"##
    );
    assert!(has_title(&rendered.html));
    assert_eq!(rendered.headings.len(), 1);
    assert_eq!(rendered.plain, "Ingenieure, Kiel\nWir finden ihn.\nWir messen.\nTermin Über\nDanach");
    assert_eq!(rendered.words, 10);
    let twice = html("::: hero\n# a\n:::\n::: hero\n# b\n:::");
    assert_eq!(twice.matches("<h1").count(), 1);
    assert!(twice.contains("<h2 class=\"display hero-title\" id=\"b\">b</h2>"));
}

#[test]
fn numbers_are_terms_and_values() {
    let rendered =
        render("::: numbers\n## Nordlicht \"in\" Zahlen\n- 412 | Umspannwerke\n- 9 / 10 | kommen <wieder>\n- 7 ohne Strich\n:::");
    assert_eq!(
        rendered.html,
        "<section class=\"page\" aria-label=\"Nordlicht &quot;in&quot; Zahlen\"><dl class=\"numbers ruled\"><div><dt>Umspannwerke</dt><dd>412</dd></div><div><dt>kommen</dt><dd>9\u{202f}/\u{202f}10</dd></div><div><dt>ohne Strich</dt><dd>7</dd></div></dl></section>\n"
            .replace("kommen", "kommen &lt;wieder&gt;")
    );
    assert_eq!(rendered.plain, "Nordlicht \"in\" Zahlen\n412 Umspannwerke\n9 / 10 kommen <wieder>\n7 ohne Strich");
}

#[test]
fn features_are_headings_with_a_few_words() {
    assert_eq!(
        html("::: features\n## Was wir tun\n### [Messen](/m)\nMit Wagen.\n### Rechnen\n:::"),
        "<section class=\"page\" aria-labelledby=\"was-wir-tun\"><div class=\"axis\"><h2 class=\"axis-label\" id=\"was-wir-tun\">Was wir tun</h2><ul class=\"items services\">\
         <li class=\"item item-plain\"><div><h3 id=\"messen\"><a href=\"/m\">Messen</a></h3><p class=\"soft\">Mit Wagen.</p></div></li>\
         <li class=\"item item-plain\"><div><h3 id=\"rechnen\">Rechnen</h3></div></li></ul></div></section>\n"
    );
    let untitled = html("::: features\n### a\n\nb\n\n- c\n\n### d\n:::");
    assert!(untitled.starts_with("<section class=\"page\"><div class=\"axis\"><ul class=\"items services\"><li class=\"item item-plain\"><div><h2 id=\"a\">a</h2><div class=\"soft stack\"><p>b</p>"), "{untitled}");
}

#[test]
fn a_quote_has_words_and_an_author() {
    let expected = "<section class=\"page\"><figure class=\"axis quote\"><figcaption class=\"axis-label\">Ingrid Solberg<br>Leiterin</figcaption><blockquote class=\"heading\">„Sie maßen.“</blockquote></figure></section>\n";
    for text in [
        "::: quote\n> „Sie maßen.“\n\nIngrid Solberg\nLeiterin\n:::",
        "::: quote\n„Sie maßen.“\n\n— Ingrid Solberg\\\nLeiterin\n:::",
        "::: quote\n> „Sie maßen.“\n>\n> Ingrid Solberg\n> Leiterin\n:::",
    ] {
        assert_eq!(html(text), expected);
    }
    assert_eq!(
        html("::: quote\na\n:::"),
        "<section class=\"page\"><figure class=\"axis quote\"><blockquote class=\"heading\">a</blockquote></figure></section>\n"
    );
}

#[test]
fn a_call_has_one_lit_button() {
    assert_eq!(
        html("::: call\n## Bringen Sie uns das.\nDreißig Minuten.\n\n[Tag wählen](/termin)\n:::"),
        r##"<section class="page" aria-labelledby="bringen-sie-uns-das"><div class="card card-lit call"><svg class="call-lines lines" viewBox="-500 -500 1000 1000" aria-hidden="true"><g transform="rotate(-68)"><use href="#field"/><use href="#field-lit"/></g></svg><h2 class="title" id="bringen-sie-uns-das">Bringen Sie uns das.</h2><p class="lead">Dreißig Minuten.</p><p><a class="button button-primary button-large" href="/termin">Tag wählen</a></p></div></section>
"##
    );
}

#[test]
fn questions_open_without_a_script() {
    assert_eq!(
        html("::: faq\n## Fragen\n### Bleibt der Strom an?\nJa.\n\n- immer\n### Wie lange?\nEine Nacht.\n:::"),
        "<section class=\"page\" aria-labelledby=\"fragen\"><div class=\"axis\"><h2 class=\"axis-label\" id=\"fragen\">Fragen</h2><div class=\"faq\">\
         <details class=\"faq-item\"><summary><h3 class=\"faq-question\" id=\"bleibt-der-strom-an\">Bleibt der Strom an?</h3></summary><div class=\"prose\"><p>Ja.</p>\n<ul><li>immer</li>\n</ul></div></details>\
         <details class=\"faq-item\"><summary><h3 class=\"faq-question\" id=\"wie-lange\">Wie lange?</h3></summary><div class=\"prose\"><p>Eine Nacht.</p></div></details></div></div></section>\n"
    );
}

#[test]
fn a_gallery_is_a_list_of_pictures() {
    assert_eq!(
        html("::: gallery\n## Wagen\n![Ein Wagen](/a.jpg \"Februar\")\n![Ein Schrank](/b.jpg)\n:::"),
        "<section class=\"page\" aria-labelledby=\"wagen\"><div class=\"axis\"><h2 class=\"axis-label\" id=\"wagen\">Wagen</h2><ul class=\"gallery\">\
         <li><figure><img src=\"/a.jpg\" alt=\"Ein Wagen\" loading=\"lazy\" decoding=\"async\"><figcaption>Februar</figcaption></figure></li>\
         <li><figure><img src=\"/b.jpg\" alt=\"Ein Schrank\" loading=\"lazy\" decoding=\"async\"></figure></li></ul></div></section>\n"
    );
}

#[test]
fn a_film_of_our_own_plays_and_one_elsewhere_is_a_link() {
    assert_eq!(
        html("::: video\n[Ein *Film*](/f.mp4)\n[Untertitel](/f.vtt)\n![Wagen](/f.jpg)\n\nIn einem Zug.\n:::"),
        "<section class=\"page\"><div class=\"axis\"><figure class=\"video\"><video controls playsinline preload=\"none\" poster=\"/f.jpg\" src=\"/f.mp4\" aria-label=\"Ein Film\">\
         <track kind=\"captions\" src=\"/f.vtt\" label=\"Untertitel\" default><a href=\"/f.mp4\">Ein <em>Film</em></a></video>\
         <figcaption><p class=\"card-title\">Ein <em>Film</em></p><div class=\"prose\"><p>In einem Zug.</p></div></figcaption></figure></div></section>\n"
    );
    let card = html("::: video\n## Film\n[Ein Film](https://www.tube.example/watch?v=1&a=2)\n:::");
    assert!(
        card.contains(
            "<p class=\"card-title\"><a href=\"https://www.tube.example/watch?v=1&amp;a=2\" rel=\"noopener\">Ein Film</a></p>"
        ),
        "{card}"
    );
    assert!(card.contains("</svg> tube.example</p>") && card.contains("class=\"cover lines\""), "{card}");
    assert!(!card.contains("<video") && !card.contains("<iframe"));
    let both = html("::: video\n[a](https://a.example) [b](/b)\n:::");
    assert!(both.contains("<a href=\"/b\">b</a>"), "{both}");
}

#[test]
fn a_live_list_is_a_mark_between_the_html() {
    let rendered = render("a\n\n::: webinars 5\n## Nächste Webinare\n[Alle](/de/webinare)\n:::\n\nb\n\n::: whitepapers\n:::");
    assert_eq!(
        pieces(&rendered.html),
        [
            Piece::Html("<div class=\"prose\"><p>a</p></div>\n"),
            Piece::Live {
                kind: Live::Webinars,
                count: 5,
                before: "<section class=\"page\" aria-labelledby=\"naechste-webinare\"><div class=\"axis\"><div class=\"stack\"><h2 class=\"axis-label\" id=\"naechste-webinare\">Nächste Webinare</h2><p class=\"small\"><a href=\"/de/webinare\">Alle</a></p></div>",
                after: "</div></section>\n",
            },
            Piece::Html("<div class=\"prose\"><p>b</p></div>\n"),
            Piece::Live {
                kind: Live::Whitepapers,
                count: 3,
                before: "<section class=\"page\"><div class=\"axis\">",
                after: "</div></section>\n"
            },
        ]
    );
    assert_eq!(rendered.headings, []);
    assert!(matches!(pieces(&html("::: webinars 9999999999\n:::"))[..], [Piece::Live { count: 3, .. }]));
    assert!(matches!(pieces(&html("::: webinars 99\n:::"))[..], [Piece::Live { count: 12, .. }]));
}

#[test]
fn nobody_can_type_the_mark_of_a_live_list_or_a_title() {
    let mark = crate::block::live_mark(Live::Webinars, 3, "a", "b");
    for text in [
        mark.clone(),
        format!("`{mark}`"),
        format!("![{mark}](/a)"),
        format!("# {mark}\n\n```\n{mark}\n```"),
        format!("::: call\n## {mark}\n:::"),
        "<h1 class=\"x\">a</h1>".to_owned(),
    ] {
        let html = html(&text);
        assert_eq!(pieces(&html), [Piece::Html(html.as_str())], "{text}");
        assert!(!has_title(&html), "{html}");
    }
}

#[test]
fn what_is_no_block_is_shown_as_text() {
    for (text, shown) in [
        ("::: nichts\n# a\n\nb\n:::", "<p>::: nichts</p>\n<h2 id=\"a\">a</h2>\n<p>b\n:::</p>"),
        ("::: hero\n# a", "<p>::: hero</p>\n<h2 id=\"a\">a</h2>"),
        ("::: numbers\nkeine\n:::", "<p>::: numbers</p>\n<p>keine</p>"),
        ("::: hero\n:::", "<p>::: hero</p>"),
        (":::", "<p>:::</p>"),
        ("- ::: hero\n  a", "<ul><li><p>::: hero</p>\n<p>a</p>\n</li>\n</ul>"),
        ("```\n::: hero\n```", "<pre><code>::: hero\n</code></pre>"),
    ] {
        assert_eq!(prose(text), shown, "{text}");
    }
    let unclosed = html("::: hero\n# a\n\n::: call\n## b\n:::\n\nc");
    assert!(
        unclosed.starts_with(
            "<div class=\"prose\"><p>::: hero</p>\n<h2 id=\"a\">a</h2></div>\n<section class=\"page\" aria-labelledby=\"b\">"
        ),
        "{unclosed}"
    );
}

#[test]
fn what_a_block_does_not_expect_is_shown_in_it() {
    let table = "\n|wort|\n|-|\n|zelle|\n\n";
    for block in crate::block::BLOCKS {
        let text = block.example_en.replace("\n:::", &format!("\n{table}\n:::"));
        let html = html(&text);
        assert!(html.contains("<th scope=\"col\">wort</th>") && html.contains("zelle"), "{}: {html}", block.name);
    }
}

#[test]
fn every_example_is_a_block_of_its_own() {
    for block in crate::block::BLOCKS {
        for example in [block.example_en, block.example_de] {
            let rendered = render(example);
            assert!(
                !rendered.html.contains("class=\"prose\"") || block.name == "faq" || block.name == "video",
                "{}",
                rendered.html
            );
            assert!(!rendered.html.contains(":::") && !rendered.plain.contains(['|', '#', '>', '[', ']']), "{}", rendered.plain);
            assert_harmless(&rendered.html);
        }
    }
}

#[test]
fn the_search_reads_words_only() {
    let rendered = render(
        "# Titel\n\nEin [Link](/x) und `Code`.\n\n|a|b|\n|-|-|\n|c|d|\n\n- eins\n- zwei\n\n![Bild](/p)\n\n::: faq\n## F\nA\n:::",
    );
    assert_eq!(rendered.plain, "Titel\nEin Link und Code.\na b\nc d\neins\nzwei\nBild\nF\nA");
    assert_eq!(rendered.words, 14);
}

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
fn assert_harmless(html: &str) {
    let document =
        Html::parse_document(&format!("<!doctype html><html><head></head><body><main id=\"frame\">{html}</main></body></html>"));
    let every = Selector::parse("body, body *").unwrap();
    let allowed = [
        "a",
        "blockquote",
        "body",
        "br",
        "code",
        "dd",
        "del",
        "details",
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
        "li",
        "live-items",
        "live-list",
        "main",
        "ol",
        "p",
        "path",
        "pre",
        "section",
        "strong",
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
        "decoding",
        "default",
        "href",
        "id",
        "kind",
        "label",
        "loading",
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
    ]
    .iter()
    .map(|part| repeated(part))
    .collect();
    texts.push((0..600).map(|n| format!("{}a\n", "> ".repeat(n / 4))).collect());
    texts.push((0..440).map(|n| format!("{}- a\n", " ".repeat(n * 2))).collect());
    texts.push(format!("{}\n{}\n{}", "|a".repeat(1_000), "|-".repeat(1_000), "a\n".repeat(90_000)));
    texts.push(format!("[a]: /{}\n\n{}", "x".repeat(100_000), "[a] ".repeat(24_000)));
    texts.push((0..630).map(|n| format!("{} ", "`".repeat(n))).collect());
    texts.push(format!("{}{}", "[a](".repeat(20_000), ")".repeat(20_000)));
    texts.push(format!("{}a{}", "*".repeat(100_000), "*".repeat(99_999)));
    for text in texts {
        let start = Instant::now();
        let rendered = render(&text);
        let took = start.elapsed();
        let beginning: String = text.chars().take(20).collect();
        assert!(rendered.html.len() < 20 * size, "{beginning:?}: {} bytes", rendered.html.len());
        assert!(took < Duration::from_secs(10), "{beginning:?} took {took:?}");
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
