//! Which lines of two texts differ, in a time that hardly grows faster than they do.

use std::ops::Range;

use imara_diff::{Algorithm, Diff, Hunk, InternedInput, Interner, Token};

/// Ranges of lines that differ, in order.
///
/// Lines that stand once in each text part them into short gaps (the idea of Bram Cohen's patience diff). Over a long text
/// `imara_diff` alone takes a time that grows with the square: its histogram where every second line changed, its Myers where
/// between those the lines are alike, as blank ones are.
pub fn hunks(before: &[&str], after: &[&str]) -> Vec<Hunk> {
    let mut all = Vec::new();
    let (mut from_before, mut from_after) = (0, 0);
    let ends = [(before.len(), after.len())];
    for (to_before, to_after) in anchors(before, after).into_iter().chain(ends) {
        gap(&before[from_before..to_before], &after[from_after..to_after], (from_before, from_after), &mut all);
        (from_before, from_after) = (to_before + 1, to_after + 1);
    }
    all
}

/// Lines that stand once in each text, as many as come in the same order in both.
fn anchors(before: &[&str], after: &[&str]) -> Vec<(usize, usize)> {
    let input = interned(before, after);
    let in_after = count_lines(&input.after, input.interner.num_tokens());
    let in_before = count_lines(&input.before, input.interner.num_tokens());
    let is_once = |(at, line): (usize, &Token)| match (in_before[line.0 as usize], in_after[line.0 as usize]) {
        (LineCount::Once(_), LineCount::Once(there)) => Some((at, there)),
        _ => None,
    };
    longest_rising(&input.before.iter().enumerate().filter_map(is_once).collect::<Vec<_>>())
}

/// How often a line occurs in a text, and where if once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum LineCount {
    None,
    Once(usize),
    Many,
}

/// How often each line of both texts occurs in `text`.
fn count_lines(text: &[Token], lines: u32) -> Vec<LineCount> {
    let mut counts = vec![LineCount::None; lines as usize];
    for (at, line) in text.iter().enumerate() {
        let place = &mut counts[line.0 as usize];
        *place = if *place == LineCount::None { LineCount::Once(at) } else { LineCount::Many };
    }
    counts
}

/// The longest sequence of pairs that rises in both numbers (Schensted's algorithm). The pairs come sorted by the first.
fn longest_rising(pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
    // The last pair of the best rise of each length, and before each pair the one that it follows.
    let mut ends: Vec<usize> = Vec::new();
    let mut follows: Vec<Option<usize>> = Vec::with_capacity(pairs.len());
    for (at, (_, second)) in pairs.iter().enumerate() {
        let length = ends.partition_point(|end| pairs[*end].1 < *second);
        follows.push(length.checked_sub(1).map(|shorter| ends[shorter]));
        if length == ends.len() { ends.push(at) } else { ends[length] = at }
    }
    let mut rise: Vec<_> = std::iter::successors(ends.last().copied(), |at| follows[*at]).map(|at| pairs[at]).collect();
    rise.reverse();
    rise
}

/// Up to so many lines the histogram is quick, and its changes are those that a person sees.
const MAX_HISTOGRAM_LINES: usize = 1_000;

/// Longer gaps, without a line that stands once in each text, are all new.
const MAX_GAP_LINES: usize = 10_000;

fn gap(before: &[&str], after: &[&str], at: (usize, usize), all: &mut Vec<Hunk>) {
    if before == after {
        return;
    }
    let longer = before.len().max(after.len());
    if longer > MAX_GAP_LINES {
        let head = before.iter().zip(after).take_while(|(one, other)| one == other).count();
        let rest = before[head..].iter().rev().zip(after[head..].iter().rev());
        let tail = rest.take_while(|(one, other)| one == other).count();
        let span = |start: usize, lines: &[&str]| (start + head) as u32..(start + lines.len() - tail) as u32;
        all.push(Hunk { before: span(at.0, before), after: span(at.1, after) });
        return;
    }
    let algorithm = if longer > MAX_HISTOGRAM_LINES { Algorithm::Myers } else { Algorithm::Histogram };
    let input = interned(before, after);
    let mut diff = Diff::compute(algorithm, &input);
    diff.postprocess_lines(&input);
    let shifted = |lines: Range<u32>, by: usize| lines.start + by as u32..lines.end + by as u32;
    all.extend(diff.hunks().map(|hunk| Hunk { before: shifted(hunk.before, at.0), after: shifted(hunk.after, at.1) }));
}

fn interned<'a>(before: &[&'a str], after: &[&'a str]) -> InternedInput<&'a str> {
    let mut input = InternedInput { before: Vec::new(), after: Vec::new(), interner: Interner::new(before.len() + after.len()) };
    input.update_before(before.iter().copied());
    input.update_after(after.iter().copied());
    input
}
