//! The places of insertions; `|` stands for the caret, `⟦` and `⟧` for the selection.

use proptest::prelude::*;

use super::*;

/// Reads the selection out of the text.
fn read(marked: &str) -> (String, Range<usize>) {
    let units = |text: &str| text.encode_utf16().count();
    if let Some((before, after)) = marked.split_once('|') {
        return (format!("{before}{after}"), units(before)..units(before));
    }
    let (before, rest) = marked.split_once('⟦').expect("a selection");
    let (inner, after) = rest.split_once('⟧').expect("its end");
    (format!("{before}{inner}{after}"), units(before)..units(before) + units(inner))
}

/// The text after the edit, with the selection written into it.
fn show(text: &str, edit: &Edit) -> String {
    let units: Vec<u16> = text.encode_utf16().collect();
    let mut result = units[..edit.replaced.start].to_vec();
    result.extend(edit.insert.encode_utf16());
    result.extend(&units[edit.replaced.end..]);
    let part = |range: Range<usize>| String::from_utf16(&result[range]).expect("whole characters");
    let (before, inner, after) =
        (part(0..edit.selected.start), part(edit.selected.clone()), part(edit.selected.end..result.len()));
    if inner.is_empty() { format!("{before}|{after}") } else { format!("{before}⟦{inner}⟧{after}") }
}

fn with_picture(marked: &str) -> String {
    let (text, selection) = read(marked);
    show(&text, &insert_picture(&text, selection, "p", "a"))
}

#[test]
fn a_picture_stands_between_the_paragraphs_next_to_the_caret() {
    for (before, after) in [
        ("|", "![a](p)\n\n|"),
        ("Eins|", "Eins\n\n![a](p)\n\n|"),
        ("Eins\n\n|", "Eins\n\n![a](p)\n\n|"),
        ("Ei|ns\n\nZwei", "Eins\n\n![a](p)|\n\nZwei"),
        ("Eins\nnoch ei|ne Zeile\nund eine\n\nZwei", "Eins\nnoch eine Zeile\nund eine\n\n![a](p)|\n\nZwei"),
        ("|Eins", "![a](p)|\n\nEins"),
        ("Eins\n\n|Zwei", "Eins\n\n![a](p)|\n\nZwei"),
        ("Eins\n|\nZwei", "Eins\n\n![a](p)|\n\nZwei"),
        ("Eins\n\n|\n\nZwei", "Eins\n\n![a](p)|\n\nZwei"),
        ("Eins\n  |  \nZwei", "Eins\n\n![a](p)|\n    \nZwei"),
        ("## Ti|tel\nText", "## Titel\n\n![a](p)|\n\nText"),
        ("🎉 Größe ä|\n\n🎉", "🎉 Größe ä\n\n![a](p)|\n\n🎉"),
        ("Ein ⟦Wagen⟧ steht.\n\nZwei", "Ein Wagen steht.\n\n![a](p)|\n\nZwei"),
    ] {
        assert_eq!(with_picture(before), after, "{before:?}");
    }
}

#[test]
fn a_picture_tears_nothing_apart() {
    for (before, after) in [
        ("- eins\n- zw|ei\n\n- drei\n\n  mehr\n\nText", "- eins\n- zwei\n\n- drei\n\n  mehr\n\n![a](p)|\n\nText"),
        ("1. ei|ns\n2. zwei\n## Titel", "1. eins\n2. zwei\n\n![a](p)|\n\n## Titel"),
        ("> Zi|tat\n> mehr\nfaul\n\nText", "> Zitat\n> mehr\nfaul\n\n![a](p)|\n\nText"),
        ("```\nco|de\n\nmehr\n```\nText", "```\ncode\n\nmehr\n```\n\n![a](p)|\n\nText"),
        ("Text\n\n~~~\noff|en\n\nmehr", "Text\n\n![a](p)|\n\n~~~\noffen\n\nmehr"),
        ("::: hero\n# A|\n\nText\n:::\n\nEnde", "::: hero\n# A\n\nText\n:::\n\n![a](p)|\n\nEnde"),
        ("|::: hero\n# A\n:::", "![a](p)|\n\n::: hero\n# A\n:::"),
        ("::: hero\noff|en\n\nText", "::: hero\noffen\n\n![a](p)|\n\nText"),
        ("::: hero\n```|\n::: hero\n:::", "::: hero\n```\n::: hero\n:::\n\n![a](p)\n\n|"),
        ("    code|\n\n    mehr\n\nText", "    code\n\n    mehr\n\n![a](p)|\n\nText"),
        ("<!-- a\n\n|b -->\n\nText", "<!-- a\n\nb -->\n\n![a](p)|\n\nText"),
    ] {
        assert_eq!(with_picture(before), after, "{before:?}");
    }
    let table = "|a|b|\n|-|-|\n|c|d|\n\nText";
    let edit = insert_picture(table, 3..3, "p", "");
    assert_eq!((edit.replaced, edit.insert.as_str()), (17..17, "\n\n![](p)"));
}

#[test]
fn a_picture_that_stands_without_words_gets_them() {
    let described = |text: &str| describe_picture(text, "media:9", "a [b]").map(|edit| show(text, &edit));
    assert_eq!(described("🎉 ![](media:9)\n\nText").as_deref(), Some("🎉 ![a \\[b\\]](media:9)|\n\nText"));
    assert_eq!(described("![x](media:9) ![](media:99)"), None);
    assert_eq!(described("![](media:9) ![](media:9)").as_deref(), Some("![a \\[b\\]](media:9)| ![a \\[b\\]](media:9)"));
}

#[test]
fn a_picture_that_is_only_written_as_code_gets_no_words() {
    for code in [
        "```\n![](media:9)\n```",
        "~~~~\n```\n![](media:9)\n~~~~",
        "So: `![](media:9)`",
        "So: ``a ` b\n![](media:9)``",
        "    ![](media:9)",
        "- so:\n\n  ```\n  ![](media:9)\n  ```",
        "> ```\n> ![](media:9)\n> ```",
        "<!--\n\n![](media:9)\n-->",
        "::: faq\n```\n![](media:9)\n```\n:::",
        "::: faq\n```\n![](media:9)\n:::",
        "\\![](media:9)",
    ] {
        assert!(!stands_wordless(code, "media:9"), "{code:?}");
        let text = format!("{code}\n\n![](media:9)");
        let edit = describe_picture(&text, "media:9", "a").unwrap();
        assert_eq!(show(&text, &edit), format!("{code}\n\n![a](media:9)|"), "{code:?}");
    }
    for text in [
        "`a ![](media:9)",
        "- `a\n- ![](media:9) `",
        "\\`![](media:9)`",
        "a\n    ![](media:9)",
        "> ![](media:9)",
        "`` ![](media:9) `",
    ] {
        assert!(stands_wordless(text, "media:9"), "{text:?}");
    }
}

fn with_upload(marked: &str, siblings: &Siblings) -> String {
    let (text, selection) = read(marked);
    show(&text, &insert_upload(&text, selection, "![](p)", siblings))
}

#[test]
fn an_upload_leaves_the_caret_in_the_sentence_that_is_being_written() {
    for (before, after) in [
        ("Ei|ns\n\nZwei", "Ei|ns\n\n![](p)\n\nZwei"),
        ("Eins|", "Eins|\n\n![](p)"),
        ("Eins|\n", "Eins|\n\n![](p)\n"),
        ("|Eins", "![](p)\n\n|Eins"),
        ("Eins\n\n|Zwei", "Eins\n\n![](p)\n\n|Zwei"),
        ("Eins\n\n|", "Eins\n\n![](p)\n\n|"),
        ("Eins\n\n|\n\nZwei", "Eins\n\n![](p)\n\n|\n\nZwei"),
        ("|", "![](p)\n\n|"),
        ("🎉 Ei⟦ns\n\nZw⟧ei\n\nDrei", "🎉 Ei⟦ns\n\nZw⟧ei\n\n![](p)\n\nDrei"),
        ("- eins\n- zw|ei\n\nText", "- eins\n- zw|ei\n\n![](p)\n\nText"),
        ("Text\n\n~~~\noff|en", "Text\n\n![](p)\n\n~~~\noff|en"),
        ("::: gallery\n![x](/x)|\n![y](/y)\n:::", "::: gallery\n![x](/x)|\n![](p)\n![y](/y)\n:::"),
    ] {
        assert_eq!(with_upload(before, &Siblings::default()), after, "{before:?}");
    }
}

#[test]
fn files_of_one_drop_stand_in_its_order_however_their_uploads_end() {
    let earlier = |all: &[&str]| Siblings { earlier: all.iter().map(ToString::to_string).collect(), later: Vec::new() };
    let later = |all: &[&str]| Siblings { earlier: Vec::new(), later: all.iter().map(ToString::to_string).collect() };
    assert_eq!(with_upload("Ei|ns\n\n![](b)\n\nZwei", &later(&["b"])), "Ei|ns\n\n![](p)\n\n![](b)\n\nZwei");
    assert_eq!(with_upload("Ei|ns\n\n![](a)\n\nZwei", &earlier(&["a"])), "Ei|ns\n\n![](a)\n\n![](p)\n\nZwei");
    assert_eq!(with_upload("![](a)\n\n|", &earlier(&["a"])), "![](a)\n\n![](p)\n\n|");
    // The person has gone on writing below, and has given the picture its words.
    assert_eq!(with_upload("![w](a)\n\n[f](c)\n\nZw|ei", &earlier(&["b", "a"])), "![w](a)\n\n![](p)\n\n[f](c)\n\nZw|ei");
    let gallery = "::: gallery\n![](b)\n:::\n\nZw|ei";
    assert_eq!(with_upload(gallery, &later(&["b"])), "::: gallery\n![](p)\n![](b)\n:::\n\nZw|ei");
    assert_eq!(with_upload(gallery, &earlier(&["b"])), "::: gallery\n![](b)\n![](p)\n:::\n\nZw|ei");
    // A picture counts only while the text shows it, and not as code.
    assert_eq!(with_upload("`![](a)`\n\nZw|ei", &earlier(&["a"])), "`![](a)`\n\nZw|ei\n\n![](p)");
    // The same picture stands elsewhere too.
    assert_eq!(with_upload("![](a)\n\nEins\n\n![](a)\n\nZw|ei", &earlier(&["a"])), "![](a)\n\nEins\n\n![](a)\n\n![](p)\n\nZw|ei");
}

#[test]
fn the_longest_texts_are_searched_for_code() {
    let runs = (1..1_500).map(|length| "`".repeat(length)).collect::<Vec<_>>().join(" ");
    assert!(stands_wordless(&format!("{runs} ![](p)"), "p"));
    assert!(stands_wordless(&format!("{}![](p)", "` ``".repeat(200_000) + "\n\n"), "p"));
    assert!(!stands_wordless(&format!("{}\n![](p)", "```\n".repeat(200_001)), "p"));
}

#[test]
fn a_gallery_takes_a_picture_among_its_own() {
    assert_eq!(
        with_picture("::: gallery\n## Wagen\n![x](/|x)\n:::\n\nText"),
        "::: gallery\n## Wagen\n![x](/x)\n![a](p)|\n:::\n\nText"
    );
    assert_eq!(with_picture("::: gallery|\n:::"), "::: gallery\n![a](p)|\n:::");
    assert_eq!(with_picture("::: gallery\n![x](/x)\n:::|"), "::: gallery\n![x](/x)\n:::\n\n![a](p)\n\n|");
}

#[test]
fn several_pictures_follow_each_other() {
    let (text, selection) = read("Ei|ns\n\nZwei");
    let first = insert_picture(&text, selection, "1", "");
    let (text, selection) = read(&show(&text, &first));
    let second = insert_picture(&text, selection, "2", "");
    assert_eq!(show(&text, &second), "Eins\n\n![](1)\n\n![](2)|\n\nZwei");
}

#[test]
fn alternative_text_is_plain_text() {
    assert_eq!(picture("p", " Ein \n [Wagen] \\ a*b "), "![Ein \\[Wagen\\] \\\\ a\\*b](p)");
}

#[test]
fn a_file_is_linked_from_the_selected_words_or_its_own() {
    let insert = |marked: &str| {
        let (text, selection) = read(marked);
        show(&text, &insert_link(&text, selection, "media:7", "report [de].pdf"))
    };
    assert_eq!(insert("Der| Satz.\n\nEnde"), "Der Satz.\n\n[report \\[de\\].pdf](media:7)|\n\nEnde");
    assert_eq!(insert("Der ⟦Bericht ⟧."), "Der [Bericht](media:7)| .");
    assert_eq!(insert("⟦[a]\nb⟧\n\nc"), "[a]\nb\n\n[report \\[de\\].pdf](media:7)|\n\nc");
    assert_eq!(insert("```\n⟦code⟧\n```\n\nc"), "```\ncode\n```\n\n[report \\[de\\].pdf](media:7)|\n\nc");
}

#[test]
fn words_carry_a_link_only_where_all_around_them_stays_as_it_is() {
    let insert = |marked: &str| {
        let (text, selection) = read(marked);
        let edit = insert_link(&text, selection, "media:7", "report.pdf");
        show(&text, &edit).replace('|', "")
    };
    for apart in [
        "See [our ⟦great⟧ vans](https://x.example) ok.",
        "See [our](https://x.example/⟦vans⟧) ok.",
        "Go https://⟦x.examp⟧le/path now",
        "Go ⟦www.example.org⟧ now",
        "Write ⟦to⟧@example.org now",
        "`⟦some⟧ code`",
        "a ``x ` ⟦some⟧`` code",
        "![alt ⟦words⟧](/x.png)",
        "<a title=\"⟦x⟧\">y</a>",
        "Really!⟦words⟧",
        "a \\⟦words⟧",
        "**bo⟦ld** and⟧ more",
        "~~⟦gone~~ x⟧",
        "[label]: ⟦/there⟧",
        "[two\nlines ⟦of⟧ words](/x)",
    ] {
        let (text, _) = read(apart);
        let result = insert(apart);
        assert!(result.contains(&text) && result.contains("[report.pdf](media:7)"), "{apart}: {result}");
    }
    for (marked, linked) in [
        ("The **⟦report⟧** of", "The **[report](media:7)** of"),
        ("The ⟦**report**⟧ of", "The [**report**](media:7) of"),
        ("The ⟦file_name⟧ of", "The [file_name](media:7) of"),
        ("[a](/b) and ⟦words⟧, `code`", "[a](/b) and [words](media:7), `code`"),
        ("1 < 2 and ⟦words⟧", "1 < 2 and [words](media:7)"),
        ("- ⟦words⟧ in a list", "- [words](media:7) in a list"),
    ] {
        assert_eq!(insert(marked), linked);
    }
}

#[test]
fn the_words_of_a_picture_say_just_these() {
    for words in ["__init__.py", "_wichtig_", "snake_case_name", "~~x~~ y", "y~2~", "a * b", "1 < 2 & 3", "[x](y)", "`c`"] {
        let html = crate::markdown::render(&picture("/x.png", words)).html;
        let escaped = words.replace('&', "&amp;").replace('<', "&lt;");
        let is_there = html.contains(&format!("alt=\"{escaped}\"")) || html.contains(&format!("alt=\"{words}\""));
        assert!(is_there, "{words}: {html}");
    }
}

#[test]
fn a_block_stands_behind_the_paragraph_or_the_block_of_the_caret() {
    let insert = |marked: &str| {
        let (text, selection) = read(marked);
        show(&text, &insert_block(&text, selection, "::: call\n## Komm\n:::"))
    };
    assert_eq!(insert("ei|ns\n\nzwei"), "eins\n\n::: call\n⟦## Komm⟧\n:::\n\nzwei");
    assert_eq!(insert("::: faq\nnie |zu"), "::: faq\nnie zu\n\n::: call\n⟦## Komm⟧\n:::\n\n");
    assert_eq!(insert("::: faq\n|a\n:::"), "::: faq\na\n:::\n\n::: call\n⟦## Komm⟧\n:::\n\n");
}

/// Lines that open, continue and close everything that Markdown has.
fn line() -> impl Strategy<Value = &'static str> {
    proptest::sample::select(vec![
        "",
        "",
        "",
        "  ",
        "Wort und 🎉",
        "é e\u{301}",
        "- eins",
        "  - zwei",
        "  mehr",
        "1. eins",
        "> Zitat",
        "|a|b|",
        "|-|-|",
        "```",
        "~~~~",
        "    Code",
        "## Titel",
        "Titel",
        "===",
        "---",
        "* * *",
        "::: hero",
        "::: gallery",
        "::: faq",
        ":::",
        "![x](/x)",
        "\t",
    ])
}

proptest! {
    #[test]
    fn inserting_changes_nothing_else_and_makes_a_paragraph(
        lines in proptest::collection::vec(line(), 0..12),
        start in 0..120_usize,
        length in 0..20_usize,
    ) {
        let text = lines.join("\n");
        let all = text.encode_utf16().count();
        let selection = start.min(all)..(start + length).min(all);
        let edit = insert_picture(&text, selection.clone(), "media:1", "");
        prop_assert!(edit.replaced.is_empty());
        let result = show(&text, &edit).replacen('|', "", usize::from(!text.contains('|')));
        let is_in_gallery = edit.insert == "\n![](media:1)";
        let at = byte_range(&text, &edit.replaced).start;
        let before = format!("{}{}", &text[..at], &edit.insert[..edit.insert.find('!').unwrap_or_default()]);
        let after = format!("{}{}", &edit.insert[edit.insert.find(')').unwrap_or_default() + 1..], &text[at..]);
        let is_line_apart = |lines: &str, mut split: std::str::Split<'_, char>| {
            lines.is_empty() || (split.next() == Some("") && split.next().is_none_or(is_blank))
        };
        let reversed: String = before.chars().rev().collect();
        if is_in_gallery {
            prop_assert!(before.ends_with('\n') && after.starts_with('\n'));
        } else {
            prop_assert!(is_line_apart(&before, reversed.split('\n')), "{result:?}");
            prop_assert!(is_line_apart(&after, after.split('\n')), "{result:?}");
        }
        // The caret is behind it.
        let behind = byte_range(&format!("{before}![](media:1){after}"), &edit.selected).end;
        prop_assert!(behind >= before.len() + "![](media:1)".len());
    }

    #[test]
    fn an_upload_changes_nothing_else_and_keeps_what_is_selected(
        lines in proptest::collection::vec(line(), 0..12),
        start in 0..120_usize,
        length in 0..20_usize,
    ) {
        let text = lines.join("\n");
        let all = text.encode_utf16().count();
        let selection = start.min(all)..(start + length).min(all);
        let edit = insert_upload(&text, selection.clone(), "![](media:1)", &Siblings::default());
        prop_assert!(edit.replaced.is_empty() && edit.insert.contains("![](media:1)"));
        let units: Vec<u16> = text.encode_utf16().collect();
        let mut result = units.clone();
        result.splice(edit.replaced.clone(), edit.insert.encode_utf16());
        let is_around = selection.start < edit.replaced.start && edit.replaced.start < selection.end;
        prop_assert!(is_around || result[edit.selected.clone()] == units[selection]);
    }

    #[cfg(feature = "server")]
    #[test]
    fn what_is_inserted_is_a_paragraph_for_visitors_too(
        lines in proptest::collection::vec(line(), 0..12),
        start in 0..120_usize,
    ) {
        let text = lines.join("\n");
        let all = text.encode_utf16().count();
        let at = start.min(all);
        let edit = insert_link(&text, at..at, "/there", "zzz");
        let place = byte_range(&text, &edit.replaced).start;
        let result = format!("{}{}{}", &text[..place], edit.insert, &text[place..]);
        let html = crate::markdown::render(&result).html;
        prop_assert!(html.contains("<p><a href=\"/there\">zzz</a></p>"), "{result:?} {html}");
    }
}

#[test]
fn an_address_is_replaced_wherever_it_is_one() {
    let url = "https://a.example/p.png";
    let text = format!("![a]({url}) ![b](<{url}> \"x\") [c]({url}/more) {url} `{url}`\n\n[d]: {url}\n[e]:  <{url}>");
    let expected = format!("![a](media:7) ![b](<media:7> \"x\") [c]({url}/more) {url} `{url}`\n\n[d]: media:7\n[e]:  <media:7>");
    assert_eq!(replace_address(&text, url, "media:7"), expected);
    assert_eq!(replace_address("![](a)", "", "b"), "![](a)");
}

#[test]
fn a_range_is_told_in_the_units_of_the_browser() {
    assert_eq!(unit_range("𝒳ä#x", &(6..8)), 3..5);
}
