//! Bare addresses end where readers see their end.

use super::*;

/// The links of a text, and the text without them, where each is `@`.
fn links(text: &str) -> (Vec<String>, String) {
    let html = prose(text);
    let mut rest = String::new();
    let mut links = Vec::new();
    let mut parts = html.split("<a href=\"");
    rest.push_str(parts.next().unwrap());
    for part in parts {
        let (address, behind) = part.split_once('"').unwrap();
        let (words, behind) = behind.split_once('>').unwrap().1.split_once("</a>").unwrap();
        let address = address.strip_prefix("mailto:").unwrap_or(address);
        assert!(address.contains('%') || address.trim_start_matches("http://") == words || address == words, "{html}");
        links.push(words.replace("&amp;", "&"));
        rest.push('@');
        rest.push_str(behind);
    }
    (links, rest.replace("<p>", "").replace("</p>", ""))
}

#[test]
fn an_address_ends_before_the_punctuation_behind_it() {
    let punctuation = [
        "。", "、", "）", "」", "！", "？", "；", "：", "』", "】", "〉", "》", "，", "．", "］", "｝", "～", "〜", "…", "‥",
        "“", "”", "„", "»", "«", "›", "’", "‘", "—", "–", "\u{3000}", "\u{a0}", "،", "؟", "।", "・", ",", ".", ")", "\"", "'",
        "!", "?", ":", ";", "]", "}", "*", "…)", "”.", ").", "».", ")。", "!」", "。」",
    ];
    for address in ["https://a.example", "https://a.example/", "http://a.example/b?c=d#e", "www.a.example", "https://a.example/ü"]
    {
        for sign in punctuation {
            for behind in ["", " und", "\nund"] {
                let (found, rest) = links(&format!("Siehe {address}{sign}{behind}"));
                assert_eq!(found, [address], "{sign}{behind}");
                let sign = sign.replace('\u{a0}', "&nbsp;");
                assert_eq!(rest, format!("Siehe @{sign}{behind}"), "{address}{sign}{behind}");
            }
        }
        // Signs after which text goes on without a space.
        for sign in ["。", "、", "）", "」", "！", "？", "，", "”", "»", "…", "—", "\u{3000}"] {
            let (found, rest) = links(&format!("Siehe {address}{sign}次に{address}{sign}"));
            assert_eq!(found, if address.starts_with("www") { vec![address] } else { vec![address; 2] }, "{sign}");
            assert!(rest.starts_with(&format!("Siehe @{sign}次に")), "{rest}");
        }
    }
}

#[test]
fn a_hundred_addresses_without_a_space_are_links_and_what_follows_is_text() {
    let max = address_end::MAX_IN_STRETCH;
    for address in ["(https://a.example)", "(www.a.example)"] {
        let (found, _) = links(&address.repeat(max));
        assert_eq!(found.len(), max);
        let (found, rest) = links(&format!("{} {address}\n{address}", address.repeat(max + 7)));
        assert_eq!(found.len(), max + 2);
        assert_eq!(rest, format!("{}{} (@)\n(@)", "(@)".repeat(max), address.repeat(7)));
    }
    let links = "[a](https://a.example)".repeat(max + 1);
    assert_eq!(html(&links).matches("<a href=\"https://a.example\" rel=\"noopener\">a</a>").count(), max + 1);
    assert_eq!(html(&"<https://a.example>".repeat(max + 1)).matches("<a href=\"https://a.example\"").count(), max + 1);
}

#[test]
fn a_mail_address_ends_before_the_punctuation_behind_it() {
    for sign in
        ["。", "、", "）", "」", "！", "，", "”", "»", "…", "—", "–", "\u{3000}", ",", ".", ")", "\"", "!", "?", ":", ";", "まで"]
    {
        for address in ["info@a.example", "first.last+x@b-c.example"] {
            let (found, rest) = links(&format!("Schreiben Sie an {address}{sign}"));
            assert_eq!(found, [address], "{sign}");
            assert_eq!(rest, format!("Schreiben Sie an @{sign}"));
        }
    }
}

#[test]
fn a_part_of_a_mail_address_is_no_link() {
    for text in ["müller@a.example", "an jörg.ö@a.example", "info@a.köln", "info@a.example.köln", "пётр-x@a.example"] {
        assert_eq!(links(text), (Vec::new(), text.to_owned()), "{text}");
    }
    for text in
        ["連絡先info@a.exampleまで", "ü info@a.example ö", "„info@a.example“", "[x](mailto:info@a.example)ö", "<info@a.example>ö"]
    {
        assert_eq!(prose(text).matches("<a href=\"mailto:info@a.example\">").count(), 1, "{text}");
    }
}

#[test]
fn a_host_ends_before_what_no_host_holds() {
    for (text, shown) in [
        ("https://a.example's und www.b.example’s", "@'s und @’s"),
        ("https://a.example,https://b.example", "@,@"),
        ("https://a.example(b)", "@(b)"),
        ("https://a.example&nbsp;b", "@&nbsp;b"),
        ("https://a.example/b&hellip;c", "@…c"),
        ("https://a.example/?b&amp;c", "@"),
    ] {
        assert_eq!(links(text).1, shown, "{text}");
    }
}

#[test]
fn text_of_a_script_without_spaces_is_not_part_of_an_address_before_it() {
    for (text, address) in [
        ("https://a.exampleをご覧ください", "https://a.example"),
        ("詳細はhttps://a.example/docsを参照", "https://a.example/docs"),
        ("请访问https://a.example查看", "https://a.example"),
        ("https://a.example에서", "https://a.example"),
        ("https://a.exampleดู", "https://a.example"),
        ("https://a.example🎉", "https://a.example"),
        ("「https://a.example」です", "https://a.example"),
        ("（https://a.example/x）", "https://a.example/x"),
        ("『https://a.example/x?y=1』、", "https://a.example/x?y=1"),
    ] {
        assert_eq!(links(text).0, [address], "{text}");
    }
}

#[test]
fn an_address_in_any_script_stays_whole() {
    for address in [
        "https://de.wikipedia.example/wiki/Größe",
        "https://ja.wikipedia.example/wiki/日本語",
        "https://ja.wikipedia.example/wiki/レオナルド・ダ・ヴィンチ",
        "https://ja.wikipedia.example/wiki/日本語?a=語&b=語#節",
        "https://日本語.example/",
        "https://例え.テスト/x",
        "https://ru.wikipedia.example/wiki/Страница",
        "https://müller.example",
        "https://a.example/a–b",
        "https://a.example/(b)",
        "https://a.example/b_(c)",
        "https://a.example/[b]",
        "https://a.example/a,b;c=d",
        "https://a.example:8080/x@y/~z",
        "https://a.example/%E3%81%82",
    ] {
        for text in [address.to_owned(), format!("({address})."), format!("„{address}“,"), format!("{address}。")] {
            assert_eq!(links(&text).0, [address], "{text}");
        }
    }
}

#[test]
fn what_stands_behind_an_address_is_still_markdown() {
    for (text, shown) in [
        ("https://a.example）**b**です", "@）<strong>b</strong>です"),
        ("**https://a.example。**です", "<strong>@。</strong>です"),
        ("**https://a.example**。", "<strong>@</strong>。"),
        ("**https://a.example/あ**です", "<strong>@</strong>です"),
        ("https://a.example」`b`", "@」<code>b</code>"),
        ("https://a.example。<b>", "@。&lt;b&gt;"),
        ("\"https://a.example\".", "\"@\"."),
    ] {
        assert_eq!(links(text).1, shown, "{text}");
    }
}

#[test]
fn addresses_in_code_links_and_tables_are_as_they_were_typed() {
    assert_eq!(prose("`https://a.example。`"), "<p><code>https://a.example。</code></p>");
    assert_eq!(prose("```\nhttps://a.example。b]\n```"), "<pre><code>https://a.example。b]\n</code></pre>");
    assert_eq!(prose("<td title=\"https://a.example。\">"), "<p>&lt;td title=\"https://a.example。\"&gt;</p>");
    let link = "<a href=\"https://a.example/%E3%80%82\" rel=\"noopener\">";
    for text in [
        "[b](https://a.example/。)",
        "[b](<https://a.example/。>)",
        "[b](https://a.example/。 \"https://a.example。\")",
        "[b][c]\n\n[c]: https://a.example/。",
    ] {
        assert_eq!(prose(text), format!("<p>{link}b</a></p>"), "{text}");
    }
    assert_eq!(prose("<https://a.example/。>"), format!("<p>{link}https://a.example/。</a></p>"));
    let table = prose("|a|b|c|\n|-|-|-|\n|https://a.example|größe|\n|https://a.example。|x|");
    assert!(table.contains("rel=\"noopener\">https://a.example</a></th><td>größe</td></tr>"), "{table}");
    assert!(table.contains("rel=\"noopener\">https://a.example</a>。</th><td>x</td></tr>"), "{table}");
    assert_eq!(render("https://a.example。次").plain, "https://a.example。次");
}
