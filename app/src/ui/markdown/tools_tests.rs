//! What each tool makes of a text; `⟦` and `⟧` stand for the selection, `|` for the cursor.

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

fn with(tool: Tool, marked: &str) -> String {
    let (text, selection) = read(marked);
    show(&text, &apply(tool, &text, selection))
}

#[test]
fn bold_goes_on_and_off() {
    for (before, after) in [
        ("a ⟦word⟧ b", "a **⟦word⟧** b"),
        ("a **⟦word⟧** b", "a ⟦word⟧ b"),
        ("a ⟦**word**⟧ b", "a ⟦word⟧ b"),
        ("a⟦ word ⟧b", "a **⟦word⟧** b"),
        ("a wo|rd b", "a **⟦word⟧** b"),
        ("a | b", "a **|** b"),
        ("a **|** b", "a | b"),
        ("*⟦both⟧*", "***⟦both⟧***"),
        ("***⟦both⟧***", "*⟦both⟧*"),
        ("🎉 ⟦Größe⟧ 🎉", "🎉 **⟦Größe⟧** 🎉"),
        ("- ⟦eins\n- zwei⟧", "- ⟦**eins**\n- **zwei**⟧"),
    ] {
        assert_eq!(with(Tool::Bold, before), after, "{before}");
    }
}

#[test]
fn italic_is_told_from_bold() {
    for (before, after) in [
        ("⟦word⟧", "*⟦word⟧*"),
        ("*⟦word⟧*", "⟦word⟧"),
        ("**⟦word⟧**", "***⟦word⟧***"),
        ("***⟦word⟧***", "**⟦word⟧**"),
        ("⟦**word**⟧", "*⟦**word**⟧*"),
    ] {
        assert_eq!(with(Tool::Italic, before), after, "{before}");
    }
}

#[test]
fn a_heading_steps_down_and_back_to_running_text() {
    assert_eq!(with(Tool::Heading, "a\nWo|rt\nb"), "a\n## Wo|rt\nb");
    assert_eq!(with(Tool::Heading, "## Wo|rt"), "### Wo|rt");
    assert_eq!(with(Tool::Heading, "### Wo|rt"), "Wo|rt");
    assert_eq!(with(Tool::Heading, "|"), "## |");
    assert_eq!(with(Tool::Heading, "#hash|tag"), "## #hash|tag");
}

#[test]
fn lines_become_a_list_and_lines_again() {
    assert_eq!(with(Tool::List, "⟦eins\nzwei⟧"), "⟦- eins\n- zwei⟧");
    assert_eq!(with(Tool::List, "⟦- eins\n- zwei⟧"), "⟦eins\nzwei⟧");
    assert_eq!(with(Tool::List, "a\n|"), "a\n- |");
    assert_eq!(with(Tool::List, "⟦eins\n⟧zwei"), "⟦- eins⟧\nzwei");
    assert_eq!(with(Tool::List, "⟦- eins\nzwei⟧"), "⟦- eins\n- zwei⟧");
}

#[test]
fn a_quote_goes_on_over_empty_lines() {
    assert_eq!(with(Tool::Quote, "⟦eins\n\nzwei⟧"), "⟦> eins\n>\n> zwei⟧");
    assert_eq!(with(Tool::Quote, "⟦> eins\n>\n> zwei⟧"), "⟦eins\n\nzwei⟧");
}

#[test]
fn a_link_asks_for_what_is_missing() {
    assert_eq!(with(Tool::Link, "see ⟦our vans⟧."), "see [our vans](⟦https://⟧).");
    assert_eq!(with(Tool::Link, "see ⟦https://a.example⟧"), "see [|](https://a.example)");
    assert_eq!(with(Tool::Link, "see ⟦/about⟧"), "see [|](/about)");
    assert_eq!(with(Tool::Link, "see |"), "see [|](https://)");
    assert_eq!(with(Tool::Link, "see va|ns"), "see [vans](⟦https://⟧)");
}

#[test]
fn only_what_changes_is_replaced() {
    let edit = apply(Tool::List, "eins\nzwei", 0..0);
    assert_eq!((edit.replaced, edit.insert.as_str()), (0..0, "- "));
    let edit = apply(Tool::Heading, "a\n## Wort\nb", 4..4);
    assert_eq!((edit.replaced, edit.insert.as_str()), (4..4, "#"));
}

#[test]
fn return_begins_the_next_entry_and_ends_the_list_at_an_empty_one() {
    let enter = |marked: &str| {
        let (text, selection) = read(marked);
        continue_list(&text, selection).map(|edit| show(&text, &edit))
    };
    assert_eq!(enter("- eins|").as_deref(), Some("- eins\n- |"));
    assert_eq!(enter("  9. neun|").as_deref(), Some("  9. neun\n  10. |"));
    assert_eq!(enter("> Zitat|").as_deref(), Some("> Zitat\n> |"));
    assert_eq!(enter("- eins\n- |").as_deref(), Some("- eins\n|"));
    assert_eq!(enter("eins|"), None);
    assert_eq!(enter("|- eins"), None);
    assert_eq!(enter("-eins|"), None);
    assert_eq!(enter("⟦- eins⟧"), None);
}

#[test]
fn no_selection_breaks_a_character_or_the_program() {
    for text in ["", "🎉", "a🎉b\n\n", "**", "***", "- ", "\n\n\n", "::: x", "#", "ß*ß"] {
        let units = text.encode_utf16().count();
        for start in 0..=units + 1 {
            for end in start..=units + 1 {
                for tool in [Tool::Bold, Tool::Italic, Tool::Heading, Tool::List, Tool::Quote, Tool::Link] {
                    let edit = apply(tool, text, start..end);
                    assert!(edit.replaced.end <= units, "{tool:?} {text:?} {start}..{end}");
                    show(text, &edit);
                }
                continue_list(text, start..end);
            }
        }
    }
}
