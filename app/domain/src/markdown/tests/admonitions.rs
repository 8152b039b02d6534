//! Notes as other programs write them, and tasks.

use super::*;

#[test]
fn a_note_of_another_program_is_a_note_of_ours() {
    let note = prose("> [!TIP] A *title*\n> One\n>\n> - two\n\nBehind");
    for text in [
        "!!! tip \"A *title*\"\n    One\n\n    - two\n\nBehind",
        "!!! hint \"A *title*\"\n    One\n\n    - two\nBehind",
        "??? tip \"A *title*\"\n\tOne\n\n\t- two\n\nBehind",
        ":::tip A *title*\nOne\n\n- two\n:::\nBehind",
        "::: tip[A *title*]\nOne\n\n- two\n:::\n\nBehind",
        "/// tip | A *title*\nOne\n\n- two\n///\nBehind",
        "/// admonition | A *title*\n    type: tip\n\nOne\n\n- two\n///\nBehind",
    ] {
        assert_eq!(prose(text), note, "{text}");
    }
    for folded in ["::: details More\nText\n:::", "/// details | More\nText\n///", "??? More\n    Text"] {
        assert_eq!(prose(folded), prose("> [!NOTE] More\n> Text"), "{folded}");
    }
    assert!(prose(":::warning\nHot\n:::").contains("<p class=\"admonition-title\">Warning</p>\n<p>Hot</p>"));
}

#[test]
fn our_own_blocks_keep_their_meaning_and_others_are_told() {
    assert!(html("::: quote\n> Words\n\nAda\n:::").starts_with("<section"));
    assert!(html("::: call\n## A\n\n:::tip\nOne\n:::\n:::").contains("admonition-tip"));
    let rendered = render("::: pages 3\n:::\n\n:::tip\nOne\n:::\n\n:::tabs\nTwo\n:::\n\n::: hero\n# A");
    assert_eq!(rendered.unusable_blocks, ["tabs", "hero"]);
    assert!(rendered.html.contains("<p>:::tabs\nTwo\n:::</p>"), "{}", rendered.html);
    assert_eq!(render("```\n:::tabs\n:::\n```").unusable_blocks, [""; 0]);
}

#[test]
fn links_in_an_indented_note_are_links() {
    let text = "!!! note\n    [a](b.md) and `[c](d.md)`\n\n    ```\n    [e](f.md)\n    ```\n\n[g](h.md)";
    let found: Vec<String> = destinations(text).into_iter().map(|found| text[found.typed].to_owned()).collect();
    assert_eq!(found, ["b.md", "h.md"]);
}

#[test]
fn a_task_has_its_box() {
    let rendered = render("- [ ] *Buy*\n- [x] Sold\n- Kept");
    let boxed = |name: &str, sign: &str| format!("<span class=\"task\" role=\"img\" aria-label=\"{name}\">{sign}</span> ");
    let (open, done) = (boxed("To do", "☐"), boxed("Done", "☑"));
    let list = format!("<ul><li>{open}<em>Buy</em></li>\n<li>{done}Sold</li>\n<li>Kept</li>\n</ul>");
    assert_eq!(rendered.html, format!("<div class=\"prose\">{list}</div>\n"));
    assert_eq!(rendered.plain, "Buy\nSold\nKept");
    let loose = prose("1. [X] One\n\n   More\n\n2. Two");
    assert_eq!(loose, format!("<ol><li><p>{done}One</p>\n<p>More</p>\n</li>\n<li><p>Two</p>\n</li>\n</ol>"));
    assert!(render_with("- [x] a", &Language::parse("de-AT").unwrap(), Pictures::default()).html.contains("\"Erledigt\""));
    assert!(!html("[x] a\n\n- `[x]` b").contains("task"));
}
