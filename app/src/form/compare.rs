//! Two versions of a text side by side, line by line and within a line word by word; equal passages are shortened.

use domain::merge::changes;

/// One line of one side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DiffLine {
    Same(String),
    /// Only on this side.
    Own(String),
    /// A line that the other side has with other words: its parts, and whether each is only on this side.
    Partly(Vec<(String, bool)>),
    /// The number of equal lines that are left out.
    Skipped(usize),
}

/// Both sides of two texts, line by line. One equal line stays around each difference, to find one's place.
pub fn diff_lines(mine: &str, theirs: &str) -> (Vec<DiffLine>, Vec<DiffLine>) {
    let (mine, theirs): (Vec<&str>, Vec<&str>) = (mine.lines().collect(), theirs.lines().collect());
    let (mut in_mine, mut in_theirs) = (vec![None; mine.len()], vec![None; theirs.len()]);
    for (own, other) in changes(&mine, &theirs) {
        // The same number of lines on both sides counts as the same lines, written anew.
        let is_paired = own.len() == other.len();
        for (number, (own_at, other_at)) in own.clone().zip(other.clone()).enumerate() {
            if is_paired && number < MAX_PAIRS {
                let (own_words, other_words) = words(mine[own_at], theirs[other_at]);
                in_mine[own_at] = Some(own_words);
                in_theirs[other_at] = Some(other_words);
            }
        }
        own.for_each(|at| _ = in_mine[at].get_or_insert_with(|| DiffLine::Own(mine[at].to_owned())));
        other.for_each(|at| _ = in_theirs[at].get_or_insert_with(|| DiffLine::Own(theirs[at].to_owned())));
    }
    (shorten(&mine, in_mine), shorten(&theirs, in_theirs))
}

/// The words of more lines in one place are not compared.
const MAX_PAIRS: usize = 50;

/// Longer lines are marked as a whole.
const MAX_WORDS: usize = 2_000;

/// Two versions of one line, with the differing words marked. Lines that share hardly a word are marked as a whole.
fn words(mine: &str, theirs: &str) -> (DiffLine, DiffLine) {
    let (my_words, their_words) = (split(mine), split(theirs));
    let whole = (DiffLine::Own(mine.to_owned()), DiffLine::Own(theirs.to_owned()));
    if my_words.len().max(their_words.len()) > MAX_WORDS {
        return whole;
    }
    let (mut own, mut others) = (vec![false; my_words.len()], vec![false; their_words.len()]);
    for (here, there) in changes(&my_words, &their_words) {
        own[here].fill(true);
        others[there].fill(true);
    }
    let same = own.iter().zip(&my_words).filter(|(is_own, word)| !**is_own && !word.trim().is_empty()).count();
    let all = my_words.iter().chain(&their_words).filter(|word| !word.trim().is_empty()).count();
    if same * 4 < all {
        return whole;
    }
    (parts(&my_words, &own), parts(&their_words, &others))
}

/// Words, and the spaces between them.
fn split(line: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut start = 0;
    let mut was_space = None;
    for (at, c) in line.char_indices() {
        if was_space.is_some_and(|was_space| was_space != c.is_whitespace()) {
            words.push(&line[start..at]);
            start = at;
        }
        was_space = Some(c.is_whitespace());
    }
    if start < line.len() {
        words.push(&line[start..]);
    }
    words
}

/// Marks the space between two differing words with them.
fn parts(words: &[&str], is_own: &[bool]) -> DiffLine {
    let is_marked = |at: usize| {
        let is_beside = |at: Option<usize>| at.and_then(|at| is_own.get(at)) == Some(&true);
        is_own[at] || (words[at].trim().is_empty() && is_beside(at.checked_sub(1)) && is_beside(Some(at + 1)))
    };
    let mut parts: Vec<(String, bool)> = Vec::new();
    for (at, word) in words.iter().enumerate() {
        match parts.last_mut() {
            Some((part, is_own)) if *is_own == is_marked(at) => part.push_str(word),
            _ => parts.push(((*word).to_owned(), is_marked(at))),
        }
    }
    DiffLine::Partly(parts)
}

/// `differing` has the visible part of each line that differs.
fn shorten(lines: &[&str], differing: Vec<Option<DiffLine>>) -> Vec<DiffLine> {
    let differs: Vec<bool> = differing.iter().map(Option::is_some).collect();
    let is_near = |at: usize| (at > 0 && differs[at - 1]) || differs.get(at + 1) == Some(&true);
    let mut shown = Vec::new();
    for (at, (line, own)) in lines.iter().zip(differing).enumerate() {
        match (own, shown.last_mut()) {
            (Some(own), _) => shown.push(own),
            (None, _) if is_near(at) => shown.push(DiffLine::Same((*line).to_owned())),
            (None, Some(DiffLine::Skipped(count))) => *count += 1,
            (None, _) => shown.push(DiffLine::Skipped(1)),
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::DiffLine::{Own, Partly, Same, Skipped};
    use super::*;

    fn own(text: &str) -> DiffLine {
        Own(text.into())
    }

    fn same(text: &str) -> DiffLine {
        Same(text.into())
    }

    #[test]
    fn what_differs_stands_beside_what_it_was() {
        let (mine, theirs) = diff_lines("a\nb\nc\nd\ne\nf", "a\nb\nc\nX\ne\nf\ng");
        assert_eq!(mine, [Skipped(2), same("c"), own("d"), same("e"), Skipped(1)]);
        assert_eq!(theirs, [Skipped(2), same("c"), own("X"), same("e"), same("f"), own("g")]);
    }

    #[test]
    fn one_line_is_shown_whole() {
        assert_eq!(diff_lines("Titel", "Title"), (vec![own("Titel")], vec![own("Title")]));
        assert_eq!(diff_lines("", "Title"), (vec![], vec![own("Title")]));
    }

    #[test]
    fn a_line_that_moved_is_found_once() {
        let (mine, theirs) = diff_lines("a\nb\nc", "b\nc\na");
        assert_eq!(mine, [own("a"), same("b"), Skipped(1)]);
        assert_eq!(theirs, [Skipped(1), same("c"), own("a")]);
    }

    #[test]
    fn words_that_differ_within_a_line_are_marked() {
        let (mine, theirs) = diff_lines("A paragraph with eins (mine) of many words.", "A paragraph with one of many words.");
        let part = |words: &str, is_own: bool| (words.to_owned(), is_own);
        let (before, after) = (part("A paragraph with ", false), part(" of many words.", false));
        assert_eq!(mine, [Partly(vec![before.clone(), part("eins (mine)", true), after.clone()])]);
        assert_eq!(theirs, [Partly(vec![before, part("one", true), after])]);
        // A word more on one side only.
        let (mine, theirs) = diff_lines("größer 🎉 als zuvor", "größer als zuvor");
        assert!(matches!(&mine[0], Partly(parts) if parts.iter().filter(|(_, is_own)| *is_own).count() == 1), "{mine:?}");
        assert_eq!(theirs, [Partly(vec![part("größer als zuvor", false)])]);
    }

    #[test]
    fn lines_that_have_hardly_a_word_in_common_are_marked_whole() {
        assert_eq!(diff_lines("one of us", "two or three"), (vec![own("one of us")], vec![own("two or three")]));
        let long = |word: &str| format!("{}{word}", "a ".repeat(MAX_WORDS));
        assert_eq!(diff_lines(&long("b"), &long("c")).0, [own(&long("b"))]);
    }

    #[test]
    fn long_texts_do_not_take_long() {
        let (a, b) = ("a\n".repeat(50_000), "b\n".repeat(50_000));
        assert_eq!(diff_lines(&a, &b).0.len(), 50_000);
    }
}
