//! The markup of each block; and texts that only look like a block.

use super::hostile::assert_harmless;
use super::*;

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
    assert_eq!(rendered.plain, "Nordlicht \"in\" Zahlen\n412\tUmspannwerke\n9 / 10\tkommen <wieder>\n7 ohne Strich");
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
        html_parts(&rendered.html),
        [
            HtmlPart::Html("<div class=\"prose\"><p>a</p></div>\n"),
            HtmlPart::LiveList {
                kind: LiveList::Webinars,
                of: "",
                count: 5,
                before: "<section class=\"page\" aria-labelledby=\"naechste-webinare\"><div class=\"axis\"><div class=\"stack\"><h2 class=\"axis-label\" id=\"naechste-webinare\">Nächste Webinare</h2><p class=\"small\"><a href=\"/de/webinare\">Alle</a></p></div>",
                after: "</div></section>\n",
            },
            HtmlPart::Html("<div class=\"prose\"><p>b</p></div>\n"),
            HtmlPart::LiveList {
                kind: LiveList::Whitepapers,
                of: "",
                count: 3,
                before: "<section class=\"page\"><div class=\"axis\">",
                after: "</div></section>\n"
            },
        ]
    );
    assert_eq!(rendered.headings, []);
    assert!(matches!(html_parts(&html("::: webinars 9999999999\n:::"))[..], [HtmlPart::LiveList { count: 3, .. }]));
    assert!(matches!(html_parts(&html("::: webinars 99\n:::"))[..], [HtmlPart::LiveList { count: 48, .. }]));
}

#[test]
fn a_list_of_pages_may_name_the_page_above_them_or_a_template() {
    for (info, expected_of, expected) in [
        ("pages", "", 3),
        ("pages 12", "", 12),
        ("pages 6 /insights", "/insights", 6),
        ("pages /de/fachbeitraege", "/de/fachbeitraege", 3),
        ("pages 4 landing", "landing", 4),
        ("pages 4 \"><script>", "", 4),
        ("pages many", "", 3),
        ("articles 5 /insights", "", 5),
    ] {
        let html = html(&format!("::: {info}\n:::"));
        let parts = html_parts(&html);
        assert!(
            matches!(parts[..], [HtmlPart::LiveList { of, count, .. }] if of == expected_of && count == expected),
            "{info}: {parts:?}"
        );
    }
}

#[test]
fn nobody_can_type_the_mark_of_a_live_list_or_a_title() {
    let mark = crate::block::live_list_mark(LiveList::Webinars, 3, "a", "b");
    for text in [
        mark.clone(),
        format!("`{mark}`"),
        format!("![{mark}](/a)"),
        format!("# {mark}\n\n```\n{mark}\n```"),
        format!("::: call\n## {mark}\n:::"),
        "<h1 class=\"x\">a</h1>".to_owned(),
    ] {
        let html = html(&text);
        assert_eq!(html_parts(&html), [HtmlPart::Html(html.as_str())], "{text}");
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
fn no_example_leads_to_a_page_or_a_file_that_may_not_be_there() {
    // `example.com` belongs to nobody (RFC 2606).
    let harmless = ["/", "/de", "/whitepapers", "/de/whitepapers", "media:0", "https://example.com/film"];
    for block in crate::block::BLOCKS {
        for example in [block.example_en, block.example_de] {
            for rest in example.split("](").skip(1) {
                let address = rest.split([')', ' ']).next().unwrap();
                assert!(harmless.contains(&address), "{}: {address}", block.name);
            }
        }
    }
}
