//! Two versions of a text side by side, line by line, with what is the same in both shortened.

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
    let same = common(&mine, &theirs);
    let own = |lines: &[&str], kept: &[usize]| {
        let is_same: Vec<bool> = (0..lines.len()).map(|at| kept.binary_search(&at).is_ok()).collect();
        shorten(lines, &is_same)
    };
    let (in_mine, in_theirs): (Vec<usize>, Vec<usize>) = same.into_iter().unzip();
    (own(&mine, &in_mine), own(&theirs, &in_theirs))
}

/// Pairs of lines that are the same, in order: what both begin and end with, and between them the longest common sequence.
fn common(a: &[&str], b: &[&str]) -> Vec<(usize, usize)> {
    let head = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let tail = a[head..].iter().rev().zip(b[head..].iter().rev()).take_while(|(a, b)| a == b).count();
    let (inner_a, inner_b) = (&a[head..a.len() - tail], &b[head..b.len() - tail]);
    let mut pairs: Vec<(usize, usize)> = (0..head).map(|at| (at, at)).collect();
    pairs.extend(longest_common(inner_a, inner_b).into_iter().map(|(x, y)| (head + x, head + y)));
    pairs.extend((0..tail).rev().map(|back| (a.len() - 1 - back, b.len() - 1 - back)));
    pairs
}

/// More than so many cells of the table are not worth the wait; then everything between head and tail counts as changed.
const CELLS_MAX: usize = 1_000_000;

fn longest_common(a: &[&str], b: &[&str]) -> Vec<(usize, usize)> {
    if a.len() * b.len() > CELLS_MAX {
        return Vec::new();
    }
    let width = b.len() + 1;
    let mut lengths = vec![0_u32; (a.len() + 1) * width];
    for x in (0..a.len()).rev() {
        for y in (0..b.len()).rev() {
            lengths[x * width + y] = if a[x] == b[y] {
                lengths[(x + 1) * width + y + 1] + 1
            } else {
                lengths[(x + 1) * width + y].max(lengths[x * width + y + 1])
            };
        }
    }
    let (mut x, mut y, mut pairs) = (0, 0, Vec::new());
    while x < a.len() && y < b.len() {
        if a[x] == b[y] {
            pairs.push((x, y));
            (x, y) = (x + 1, y + 1);
        } else if lengths[(x + 1) * width + y] >= lengths[x * width + y + 1] {
            x += 1;
        } else {
            y += 1;
        }
    }
    pairs
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
