//! What becomes of two people's changes to one text.

use proptest::prelude::*;

use super::*;

fn merged(base: &str, mine: &str, theirs: &str) -> String {
    let merge = Merge::of(base, mine, theirs);
    assert_eq!(merge.conflicts(), 0, "{merge:?}");
    merge.text(|_| Side::Mine)
}

fn in_conflict(base: &str, mine: &str, theirs: &str) -> Merge {
    let merge = Merge::of(base, mine, theirs);
    assert_eq!(merge.conflicts(), 1, "{merge:?}");
    merge
}

#[test]
fn a_paragraph_at_the_top_and_one_at_the_end_both_stay() {
    assert_eq!(merged("A\n\nB", "New\n\nA\n\nB", "A\n\nB\n\nLast"), "New\n\nA\n\nB\n\nLast");
    assert_eq!(merged("A\n\nB\n", "A\n\nB\n\nLast\n", "New\n\nA\n\nB\n"), "New\n\nA\n\nB\n\nLast\n");
    assert_eq!(merged("A\n\nB", "A\n\nb", "A\n\nB\n\nLast"), "A\n\nb\n\nLast");
    assert_eq!(merged("- a\n- b", "- A\n- b", "- a\n- B"), "- A\n- B");
}

#[test]
fn the_same_change_on_both_sides_is_made_once() {
    assert_eq!(merged("A\n\nB\n\nC", "A\n\nX\n\nC", "A\n\nX\n\nc"), "A\n\nX\n\nc");
    assert_eq!(merged("A\n\nB", "A\n\nB\n\nX", "Top\n\nA\n\nB\n\nX"), "Top\n\nA\n\nB\n\nX");
}

#[test]
fn what_one_deleted_and_the_other_edited_is_decided_by_someone() {
    let merge = in_conflict("A\n\nB\n\nC", "A\n\nC", "A\n\nb\n\nC");
    assert_eq!(merge.text(|_| Side::Mine), "A\n\nC");
    assert_eq!(merge.text(|_| Side::Theirs), "A\n\nb\n\nC");
    assert_eq!(merge.text(|_| Side::Both), "A\n\nb\n\nC");
}

#[test]
fn both_texts_of_a_conflict_stay_paragraphs_of_their_own() {
    assert_eq!(in_conflict("A\n\nB", "A\n\nmine", "A\n\ntheirs").text(|_| Side::Both), "A\n\nmine\n\ntheirs");
    assert_eq!(in_conflict("- a", "- mine", "- theirs").text(|_| Side::Both), "- mine\n- theirs");
    assert_eq!(in_conflict("A", "A\n\nmine", "A\n\ntheirs").text(|_| Side::Both), "A\n\nmine\n\ntheirs");
}

fn both(base: &str, mine: &str, theirs: &str) -> String {
    in_conflict(base, mine, theirs).text(|_| Side::Both)
}

#[test]
fn both_texts_of_a_conflict_mean_what_they_meant_alone() {
    for (base, mine, theirs, expected) in [
        // Emphasis is no list.
        ("A", "**Mine** is", "**Theirs** is", "**Mine** is\n\n**Theirs** is"),
        ("A", "*Mine* is", "*Theirs* is", "*Mine* is\n\n*Theirs* is"),
        ("A", "-5 degrees", "+5 degrees", "-5 degrees\n\n+5 degrees"),
        // A list stays tight, or loose.
        ("1. a\n2. b", "1. a\n2. mine", "1. a\n2. theirs", "1. a\n2. mine\n2. theirs"),
        ("- a\n- b", "- a\n- mine\n  more", "- a\n- theirs\n  much", "- a\n- mine\n  more\n- theirs\n  much"),
        ("- a\n\n- b", "- a\n\n- mine", "- a\n\n- theirs", "- a\n\n- mine\n\n- theirs"),
        ("- a\n  - b", "- a\n  - mine", "- a\n  - theirs", "- a\n  - mine\n  - theirs"),
        ("- a", "- mine", "Theirs", "- mine\n\nTheirs"),
        // Rows of a table, with bars around them or without.
        ("h | i\n-|-\na | b", "h | i\n-|-\nm | n", "h | i\n-|-\nt | u", "h | i\n-|-\nm | n\nt | u"),
        ("|h|\n|-|\n|a|", "|h|\n|-|\n|m|", "|h|\n|-|\n|t|", "|h|\n|-|\n|m|\n|t|"),
        ("a | b", "m | n", "t | u", "m | n\n\nt | u"),
        // Within code nothing is a paragraph.
        ("```\na\n```", "```\nmine\n```", "```\ntheirs\n```", "```\nmine\ntheirs\n```"),
        ("~~~\n\na\n\n~~~", "~~~\n\nmine\n\n~~~", "~~~\n\ntheirs\n\n~~~", "~~~\n\nmine\ntheirs\n\n~~~"),
        ("    a", "    mine", "    theirs", "    mine\n    theirs"),
        // A quote stays one, with paragraphs of its own.
        ("> a", "> mine", "> theirs", "> mine\n>\n> theirs"),
        ("> - a", "> - mine", "> - theirs", "> - mine\n> - theirs"),
        ("::: gallery\n![](a)\n:::", "::: gallery\n![](m)\n:::", "::: gallery\n![](t)\n:::", "::: gallery\n![](m)\n![](t)\n:::"),
        // Both sides end the same block, so it is ended twice.
        ("", "```rust\nmine\n```", "```\ntheirs\n```", "```rust\nmine\n```\n\n```\ntheirs\n```"),
        ("", "::: faq\nmine\n:::", "::: call\ntheirs\n:::", "::: faq\nmine\n:::\n\n::: call\ntheirs\n:::"),
    ] {
        assert_eq!(both(base, mine, theirs), expected, "{mine:?}, {theirs:?}");
    }
}

#[test]
fn each_conflict_is_decided_for_itself() {
    let merge = Merge::of("A\n\nB\n\nC", "m1\n\nB\n\nm2", "t1\n\nB\n\nt2");
    assert_eq!(merge.conflicts(), 2);
    assert_eq!(merge.text(|at| if at == 0 { Side::Mine } else { Side::Theirs }), "m1\n\nB\n\nt2");
}

#[test]
fn ends_of_lines_are_no_change() {
    assert_eq!(merged("A\r\n\r\nB\r\n", "a\n\nB", "A\r\n\r\nB\r\n\r\nC\r\n"), "a\n\nB\n\nC");
    assert_eq!(merged("A\r\n\r\nB\r\n", "a\r\n\r\nB\r\n", "A\r\n\r\nb\r\n"), "a\r\n\r\nb\r\n");
    assert_eq!(merged("A\n\nB", "A\n\nB\n", "a\n\nB"), "a\n\nB\n");
}

#[test]
fn an_emptied_text_and_an_edited_one_are_decided_by_someone() {
    let merge = in_conflict("A\n\nB", "", "A\n\nb");
    assert_eq!(merge.text(|_| Side::Mine), "");
    assert_eq!(merge.text(|_| Side::Both), "A\n\nb");
    let merge = in_conflict("", "mine", "theirs");
    assert_eq!(merge.text(|_| Side::Both), "mine\n\ntheirs");
}

#[test]
fn ten_thousand_lines_are_merged() {
    let lines = |name: &str| (0..10_000).map(|at| format!("{name} {at}")).collect::<Vec<_>>();
    let base = lines("line");
    let (mut mine, mut theirs) = (base.clone(), base.clone());
    for at in (0..10_000).step_by(100) {
        mine[at] = format!("mine {at}");
        theirs[at + 50] = format!("theirs {at}");
    }
    let text = merged(&base.join("\n"), &mine.join("\n"), &theirs.join("\n"));
    assert_eq!(text.lines().filter(|line| line.starts_with("mine")).count(), 100);
    assert_eq!(text.lines().filter(|line| line.starts_with("theirs")).count(), 100);
    // The worst case: nothing is the same, and every line occurs many times.
    let noise = |step: usize| (0..10_000).map(|at| ((at * step) % 97).to_string()).collect::<Vec<_>>().join("\n");
    Merge::of(&base.join("\n"), &lines("a").join("\n"), &lines("b").join("\n"));
    Merge::of(&noise(31), &noise(37), &noise(41));
}

/// Every second line of a long text is another one.
fn every_second(lines: usize, name: &str, first: usize, line: impl Fn(usize) -> String) -> String {
    let text = (0..lines).map(|at| if at % 2 == first { format!("{name}{at}") } else { line(at) });
    text.collect::<Vec<_>>().join("\n")
}

#[test]
fn a_long_text_that_is_changed_in_every_second_line_is_merged() {
    let line = |at: usize| format!("line {at}");
    let base = every_second(10_000, "line ", 0, line);
    let (mine, theirs) = (every_second(10_000, "mine ", 0, line), every_second(10_000, "theirs ", 1, line));
    let text = merged(&base, &mine, &theirs);
    assert_eq!(text.lines().filter(|line| line.starts_with("mine")).count(), 5_000);
    assert_eq!(text.lines().filter(|line| line.starts_with("theirs")).count(), 5_000);
    // Both in the same lines: that is one decision, not 5,000.
    let theirs = every_second(10_000, "theirs ", 0, line);
    assert_eq!(in_conflict(&base, &mine, &theirs).text(|_| Side::Theirs), theirs);
}

/// A quadratic algorithm takes minutes here.
#[test]
fn the_longest_texts_are_merged() {
    type Line = fn(usize) -> String;
    let lines: [(&str, Line); 3] =
        [("numbered", |at| at.to_string()), ("blank", |_| String::new()), ("repeated", |at| (at % 7).to_string())];
    for (name, line) in lines {
        let base = every_second(80_000, "b", 0, line);
        let mine = every_second(80_000, "m", 0, line);
        for first in [0, 1] {
            let theirs = every_second(80_000, "t", first, line);
            let merge = Merge::of(&base, &mine, &theirs);
            assert!(merge.conflicts() <= MAX_CONFLICTS, "{name}");
            assert_eq!(merge.text(|_| Side::Mine).lines().filter(|line| line.starts_with('m')).count(), 40_000, "{name}");
        }
    }
}

/// Texts in which every line may come twice, with all kinds of ends.
fn text() -> impl Strategy<Value = String> {
    proptest::collection::vec(("[abß🎉]?", prop_oneof!["\n", "\r\n"]), 0..12)
        .prop_map(|lines| lines.into_iter().map(|(line, end)| line + &end).collect())
}

/// What somebody does to each line of a text, and puts before it.
#[derive(Debug, Clone)]
struct Change {
    is_kept: bool,
    new: usize,
}

fn changes_to(lines: usize) -> impl Strategy<Value = Vec<Change>> {
    let change = (proptest::bool::weighted(0.8), prop_oneof![4 => Just(0_usize), 1 => 1..3_usize]);
    proptest::collection::vec(change.prop_map(|(is_kept, new)| Change { is_kept, new }), lines + 1)
}

fn changed(base: &[String], changes: &[Change], name: &str) -> Vec<String> {
    let mut lines = Vec::new();
    for (at, change) in changes.iter().enumerate() {
        lines.extend((0..change.new).map(|new| format!("{name} {at} {new}")));
        lines.extend(base.get(at).filter(|_| change.is_kept).cloned());
    }
    lines
}

proptest! {
    #[test]
    fn where_only_one_side_changed_its_text_is_the_result(base in text(), other in text()) {
        prop_assert_eq!(merged(&base, &base, &other), other.clone());
        prop_assert_eq!(merged(&base, &other, &base), other.clone());
        prop_assert_eq!(merged(&base, &other, &other), other);
    }

    #[test]
    fn it_does_not_matter_who_was_first(base in text(), one in text(), other in text()) {
        let (merge, mirrored) = (Merge::of(&base, &one, &other), Merge::of(&base, &other, &one));
        prop_assert_eq!(merge.conflicts(), mirrored.conflicts());
        prop_assert_eq!(merge.text(|_| Side::Mine), mirrored.text(|_| Side::Theirs));
    }

    #[test]
    fn no_line_of_either_side_is_lost(
        (mine, theirs) in (0..10_usize).prop_flat_map(|lines| (changes_to(lines), changes_to(lines)))
    ) {
        let base: Vec<String> = (0..mine.len() - 1).map(|at| format!("line {at}")).collect();
        let (my_lines, their_lines) = (changed(&base, &mine, "mine"), changed(&base, &theirs, "theirs"));
        let merge = Merge::of(&base.join("\n"), &my_lines.join("\n"), &their_lines.join("\n"));
        let text = merge.text(|_| Side::Both);
        for line in my_lines.iter().chain(&their_lines) {
            let is_new = !line.starts_with("line");
            let is_kept_by_both = my_lines.contains(line) && their_lines.contains(line);
            if is_new || is_kept_by_both {
                prop_assert_eq!(text.lines().filter(|kept| kept == line).count(), 1, "{:?} in {:?}", line, text);
            }
        }
    }

    #[test]
    fn a_chosen_side_is_taken_whole_where_everything_is_in_conflict(mine in "[m\n]{1,9}m", theirs in "[t\n]{1,9}t") {
        let merge = Merge::of("base", &mine, &theirs);
        prop_assert_eq!(merge.text(|_| Side::Mine), mine);
        prop_assert_eq!(merge.text(|_| Side::Theirs), theirs);
    }
}
