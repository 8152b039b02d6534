//! Two versions of a text side by side, line by line, with what is the same in both shortened.

use domain::merge::changes;

/// A stretch of one side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stretch {
    Same(String),
    /// Only on this side.
    Own(String),
    /// So many lines are the same and left out.
    Skipped(usize),
}

/// Both sides of two texts. Around what differs one line that is the same stays, to find one's place.
pub fn sides(mine: &str, theirs: &str) -> (Vec<Stretch>, Vec<Stretch>) {
    let (mine, theirs): (Vec<&str>, Vec<&str>) = (mine.lines().collect(), theirs.lines().collect());
    let (mut same_in_mine, mut same_in_theirs) = (vec![true; mine.len()], vec![true; theirs.len()]);
    for (own, other) in changes(&mine, &theirs) {
        same_in_mine[own].fill(false);
        same_in_theirs[other].fill(false);
    }
    (shorten(&mine, &same_in_mine), shorten(&theirs, &same_in_theirs))
}

fn shorten(lines: &[&str], is_same: &[bool]) -> Vec<Stretch> {
    let is_near = |at: usize| !is_same[at] || (at > 0 && !is_same[at - 1]) || is_same.get(at + 1) == Some(&false);
    let mut stretches = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        match (is_near(at), stretches.last_mut()) {
            (false, Some(Stretch::Skipped(count))) => *count += 1,
            (false, _) => stretches.push(Stretch::Skipped(1)),
            (true, _) if is_same[at] => stretches.push(Stretch::Same((*line).to_owned())),
            (true, _) => stretches.push(Stretch::Own((*line).to_owned())),
        }
    }
    stretches
}

#[cfg(test)]
mod tests {
    use super::Stretch::{Own, Same, Skipped};
    use super::*;

    fn own(text: &str) -> Stretch {
        Own(text.into())
    }

    fn same(text: &str) -> Stretch {
        Same(text.into())
    }

    #[test]
    fn what_differs_stands_beside_what_it_was() {
        let (mine, theirs) = sides("a\nb\nc\nd\ne\nf", "a\nb\nc\nX\ne\nf\ng");
        assert_eq!(mine, [Skipped(2), same("c"), own("d"), same("e"), Skipped(1)]);
        assert_eq!(theirs, [Skipped(2), same("c"), own("X"), same("e"), same("f"), own("g")]);
    }

    #[test]
    fn one_line_is_shown_whole() {
        assert_eq!(sides("Titel", "Title"), (vec![own("Titel")], vec![own("Title")]));
        assert_eq!(sides("", "Title"), (vec![], vec![own("Title")]));
    }

    #[test]
    fn a_line_that_moved_is_found_once() {
        let (mine, theirs) = sides("a\nb\nc", "b\nc\na");
        assert_eq!(mine, [own("a"), same("b"), Skipped(1)]);
        assert_eq!(theirs, [Skipped(1), same("c"), own("a")]);
    }

    #[test]
    fn long_texts_do_not_take_long() {
        let (a, b) = ("a\n".repeat(50_000), "b\n".repeat(50_000));
        assert_eq!(sides(&a, &b).0.len(), 50_000);
    }
}
