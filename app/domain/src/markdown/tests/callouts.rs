//! Notes beside the text: `> [!NOTE]`.

use super::*;

fn shown(text: &str, language: &str) -> String {
    let html = render_with(text, &Language::parse(language).unwrap(), Pictures::default()).html;
    html.strip_prefix("<div class=\"prose\">").and_then(|html| html.strip_suffix("</div>\n")).unwrap().to_owned()
}

#[test]
fn a_note_has_its_title_in_the_language_of_the_text() {
    for (kind, en, de) in [
        ("note", "Note", "Hinweis"),
        ("tip", "Tip", "Tipp"),
        ("important", "Important", "Wichtig"),
        ("warning", "Warning", "Warnung"),
        ("caution", "Caution", "Vorsicht"),
    ] {
        let capital = format!("{}{}", kind[..1].to_uppercase(), &kind[1..]);
        for sign in [kind.to_uppercase(), kind.to_owned(), capital] {
            for (language, word) in [("en", en), ("de", de), ("de-CH", de), ("fr", en)] {
                let expected = format!(
                    "<div class=\"admonition admonition-{kind}\" role=\"note\"><p class=\"admonition-title\">{word}</p>\n<p>Ein <em>Text</em></p>\n</div>"
                );
                for quotation in [
                    format!("> [!{sign}]\n> Ein *Text*"),
                    format!(">[!{sign}]\n>Ein *Text*"),
                    format!(">  [!{sign}]\n> Ein *Text*"),
                    format!("> [!{sign}]  \n> Ein *Text*"),
                    format!("> [!{sign}]\\\n> Ein *Text*"),
                    format!("> [!{sign}]\n>\n> Ein *Text*"),
                    format!("> [!{sign}]\nEin *Text*"),
                    format!("> [!{sign}]-\n> Ein *Text*"),
                ] {
                    assert_eq!(shown(&quotation, language), expected, "{quotation}");
                }
            }
        }
    }
}

#[test]
fn a_title_of_its_own_stands_in_place_of_the_word() {
    for (text, title, body) in [
        ("> [!NOTE] Für *alle*\n> a", "Für <em>alle</em>", "<p>a</p>\n"),
        ("> [!note] `x`: a & b\n>\n> a", "<code>x</code>: a &amp; b", "<p>a</p>\n"),
        ("> [!NOTE] Titel", "Titel", ""),
        ("> [!NOTE]+ Titel\n> a", "Titel", "<p>a</p>\n"),
        ("> [!NOTE] [a](/b)<br>\n> - c", "<a href=\"/b\">a</a>", "<ul><li>c</li>\n</ul>\n"),
    ] {
        let expected = format!(
            "<div class=\"admonition admonition-note\" role=\"note\" aria-label=\"Hinweis\"><p class=\"admonition-title\">{title}</p>\n{body}</div>"
        );
        assert_eq!(shown(text, "de"), expected, "{text}");
    }
}

#[test]
fn a_note_holds_whatever_a_quotation_does_and_stands_where_one_does() {
    let list = prose("> [!TIP]\n> - a\n>\n> ```\n> b\n> ```\n>\n> > c");
    assert!(
        list.contains(
            "<p class=\"admonition-title\">Tip</p>\n<ul><li>a</li>\n</ul>\n<pre><code>b\n</code></pre>\n<blockquote><p>c</p>"
        ),
        "{list}"
    );
    for text in [
        "- > [!TIP]\n  > a",
        "> > [!TIP]\n> > a",
        "> [!NOTE]\n> > [!TIP]\n> > a",
        "::: call\n## a\n\n> [!TIP]\n> a\n:::",
        "<details>\n<summary>a</summary>\n\n> [!TIP]\n> a\n</details>",
    ] {
        assert!(
            html(text).contains(
                "<div class=\"admonition admonition-tip\" role=\"note\"><p class=\"admonition-title\">Tip</p>\n<p>a</p>\n</div>"
            ),
            "{text}: {}",
            html(text)
        );
    }
}

#[test]
fn other_quotations_stay_quotations() {
    for (text, inner) in [
        ("> [!INFO]\n> a", "<p>[!INFO]\na</p>\n"),
        ("> \\[!NOTE]\n> a", "<p>[!NOTE]\na</p>\n"),
        ("> a [!NOTE]", "<p>a [!NOTE]</p>\n"),
        ("> **[!NOTE]**", "<p><strong>[!NOTE]</strong></p>\n"),
        ("> `[!NOTE]`", "<p><code>[!NOTE]</code></p>\n"),
        ("> [!NOTE](/a)", "<p><a href=\"/a\">!NOTE</a></p>\n"),
        ("> [!NOTE]a", "<p>[!NOTE]a</p>\n"),
        ("> [! NOTE]", "<p>[! NOTE]</p>\n"),
        ("> [NOTE]", "<p>[NOTE]</p>\n"),
        ("> - [!NOTE]", "<ul><li>[!NOTE]</li>\n</ul>\n"),
    ] {
        assert_eq!(prose(text), format!("<blockquote>{inner}</blockquote>"), "{text}");
    }
    assert_eq!(prose("[!NOTE]\na"), "<p>[!NOTE]\na</p>");
}

#[test]
fn the_search_reads_the_words_of_a_note() {
    assert_eq!(render("> [!NOTE]\n> a\n>\n> b").plain, "a\nb");
    assert_eq!(render("> [!NOTE] Titel\n> a").plain, "Titel\na");
}
