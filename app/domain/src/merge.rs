//! Two people changed the same text: one text made of both changes, and the conflicts that someone has to decide.
//!
//! A three-way merge by lines, as `diff3` and git do it. Lines are compared without their ends, so CRLF and a missing last
//! newline are no change. Lines are in conflict only where both changed the same lines, or put different lines in one place.

mod lines;

use std::borrow::Cow;
use std::ops::Range;

use imara_diff::Hunk;

use self::lines::hunks;
use crate::insertion::scan::Scan;

/// The text as it stands after the merge, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Merge {
    pub hunks: Vec<MergeHunk>,
    line_end: &'static str,
    /// Newlines behind the last line.
    newlines: usize,
}

/// Lines of a merged text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MergeHunk {
    /// Changed by nobody, by one side only, or by both alike.
    Resolved(Vec<String>),
    /// Both changed these lines, each in another way; a side without lines deleted them.
    Conflict { mine: Vec<String>, theirs: Vec<String> },
}

/// Nobody decides more conflicts than this one by one. Beyond it, the whole texts become one conflict.
pub const MAX_CONFLICTS: usize = 100;

/// Whose lines are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    Mine,
    Theirs,
    /// Mine, then theirs.
    Both,
}

impl Merge {
    /// `base` is the text from which both began.
    pub fn of(base: &str, mine: &str, theirs: &str) -> Self {
        let whole = |text: &str| Self {
            hunks: vec![MergeHunk::Resolved(text.split('\n').map(str::to_owned).collect())],
            line_end: "\n",
            newlines: 0,
        };
        if mine == theirs || base == theirs {
            return whole(mine);
        }
        if base == mine {
            return whole(theirs);
        }
        let (base_lines, base_newlines) = lines(base);
        let (my_lines, my_newlines) = lines(mine);
        let (their_lines, their_newlines) = lines(theirs);
        let newlines = match (my_newlines == base_newlines, their_newlines == base_newlines) {
            (true, _) => their_newlines,
            (_, true) => my_newlines,
            _ => my_newlines.max(their_newlines),
        };
        let is_crlf = mine.contains("\r\n") && theirs.contains("\r\n");
        let mut merge = Self {
            hunks: merge_hunks(&base_lines, &my_lines, &their_lines),
            line_end: if is_crlf { "\r\n" } else { "\n" },
            newlines,
        };
        if merge.conflicts() > MAX_CONFLICTS {
            merge.hunks.clear();
            push_conflict(&mut merge.hunks, &my_lines, &their_lines);
        }
        merge
    }

    /// How many conflicts someone has to decide.
    pub fn conflicts(&self) -> usize {
        self.hunks.iter().filter(|hunk| matches!(hunk, MergeHunk::Conflict { .. })).count()
    }

    /// The text, with the conflicts as `side` decides them; it is called with the number of each, from 0.
    pub fn text(&self, side: impl Fn(usize) -> Side) -> String {
        let mut text = Text::default();
        let mut conflict = 0;
        for hunk in &self.hunks {
            match hunk {
                MergeHunk::Resolved(lines) => text.extend(lines),
                MergeHunk::Conflict { mine, theirs } => {
                    match side(conflict) {
                        Side::Mine => text.extend(mine),
                        Side::Theirs => text.extend(theirs),
                        Side::Both => text.extend_with_both(mine, theirs),
                    }
                    conflict += 1;
                }
            }
        }
        text.lines.join(self.line_end) + &self.line_end.repeat(self.newlines)
    }
}

/// Lines of Markdown on their way into a text.
#[derive(Default)]
struct Text<'a> {
    lines: Vec<Cow<'a, str>>,
    scan: Scan,
}

impl<'a> Text<'a> {
    fn extend(&mut self, lines: &'a [String]) {
        lines.iter().for_each(|line| self.push(Cow::Borrowed(line)));
    }

    fn push(&mut self, line: Cow<'a, str>) {
        self.scan.take(&line);
        self.lines.push(line);
    }

    /// Two paragraphs, one behind the other, would be read as one: a blank line parts them. Code or a block whose end both have in
    /// common is ended for mine too.
    fn extend_with_both(&mut self, mine: &'a [String], theirs: &'a [String]) {
        let before = self.scan.clone();
        self.extend(mine);
        if mine.is_empty() || theirs.is_empty() {
            return self.extend(theirs);
        }
        for line in self.scan.lines_back_to(&before) {
            self.push(Cow::Owned(line));
        }
        let first: Vec<&str> = theirs.iter().take(2).map(String::as_str).collect();
        if let Some(line) = self.scan.separator(&first) {
            self.push(Cow::Borrowed(line));
        }
        self.extend(theirs);
    }
}

/// The lines without their ends, and how many newlines follow the last one.
fn lines(text: &str) -> (Vec<&str>, usize) {
    let trimmed = text.trim_end_matches(['\n', '\r']);
    let newlines = text[trimmed.len()..].matches('\n').count();
    let lines = trimmed.split('\n').map(|line| line.strip_suffix('\r').unwrap_or(line));
    (if trimmed.is_empty() { Vec::new() } else { lines.collect() }, newlines)
}

/// Ranges of lines that differ, in order.
pub fn changes(before: &[&str], after: &[&str]) -> Vec<(Range<usize>, Range<usize>)> {
    hunks(before, after).into_iter().map(|hunk| (range(&hunk.before), range(&hunk.after))).collect()
}

fn range(lines: &Range<u32>) -> Range<usize> {
    lines.start as usize..lines.end as usize
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum By {
    Me,
    Them,
}

fn merge_hunks(base: &[&str], mine: &[&str], theirs: &[&str]) -> Vec<MergeHunk> {
    let by = |by: By| move |hunk: Hunk| (by, hunk);
    let mut all: Vec<(By, Hunk)> = hunks(base, mine).into_iter().map(by(By::Me)).collect();
    all.extend(hunks(base, theirs).into_iter().map(by(By::Them)));
    // An insertion stands before what begins in its place.
    all.sort_by_key(|(_, hunk)| (hunk.before.start, hunk.before.end));
    let mut hunks = Vec::new();
    let mut done = 0;
    let mut rest = all.as_slice();
    while let Some((_, first)) = rest.first() {
        let mut end = first.before.end;
        let mut count = 1;
        // Changes of one person never touch each other, so only the last one of the other can reach the next.
        let mut last = rest[0].clone();
        let mut last_of_other: Option<Hunk> = None;
        while let Some((by, hunk)) = rest.get(count) {
            let other = if *by == last.0 { last_of_other.as_ref() } else { Some(&last.1) };
            if !other.is_some_and(|other| overlaps(other, hunk)) {
                break;
            }
            end = end.max(hunk.before.end);
            count += 1;
            let before = std::mem::replace(&mut last, (*by, hunk.clone()));
            if before.0 != *by {
                last_of_other = Some(before.1);
            }
        }
        let group = &rest[..count];
        rest = &rest[count..];
        let region = first.before.start..end;
        push_resolved(&mut hunks, &base[done..region.start as usize]);
        done = end as usize;
        // Where the lines of the region stand in the text of one side.
        let side = |by: By| -> Option<Range<usize>> {
            let mut own = group.iter().filter(|(own, _)| *own == by).map(|(_, hunk)| hunk);
            let first = own.next()?;
            let last = own.next_back().unwrap_or(first);
            let start = first.after.start - (first.before.start - region.start);
            Some(start as usize..(last.after.end + (region.end - last.before.end)) as usize)
        };
        match (side(By::Me), side(By::Them)) {
            (Some(mine_at), Some(theirs_at)) => push_conflict(&mut hunks, &mine[mine_at], &theirs[theirs_at]),
            (Some(at), None) => push_resolved(&mut hunks, &mine[at]),
            (None, Some(at)) => push_resolved(&mut hunks, &theirs[at]),
            (None, None) => {}
        }
    }
    push_resolved(&mut hunks, &base[done..]);
    hunks
}

/// Whether two changes, one by each person, concern the same place.
fn overlaps(one: &Hunk, other: &Hunk) -> bool {
    // A change that removes or adds lines may concern the lines that the other side inserted next to it.
    let is_about_neighbours =
        |hunk: &Hunk| hunk.after.is_empty() || hunk.after.end - hunk.after.start > hunk.before.end - hunk.before.start;
    let touches = |place: u32, hunk: &Hunk| {
        let before = &hunk.before;
        (before.start < place && place < before.end)
            || ((place == before.start || place == before.end) && is_about_neighbours(hunk))
    };
    match (one.before.is_empty(), other.before.is_empty()) {
        (true, true) => one.before.start == other.before.start,
        (true, false) => touches(one.before.start, other),
        (false, true) => touches(other.before.start, one),
        (false, false) => one.before.start < other.before.end && other.before.start < one.before.end,
    }
}

fn push_resolved(hunks: &mut Vec<MergeHunk>, lines: &[&str]) {
    let lines = lines.iter().map(|line| (*line).to_owned());
    match hunks.last_mut() {
        Some(MergeHunk::Resolved(before)) => before.extend(lines),
        _ if lines.len() > 0 => hunks.push(MergeHunk::Resolved(lines.collect())),
        _ => {}
    }
}

/// Adds a conflict. The common beginning and end of both sides are no part of it.
fn push_conflict(hunks: &mut Vec<MergeHunk>, mine: &[&str], theirs: &[&str]) {
    let head = mine.iter().zip(theirs).take_while(|(mine, theirs)| mine == theirs).count();
    let (my_rest, their_rest) = (&mine[head..], &theirs[head..]);
    let tail = my_rest.iter().rev().zip(their_rest.iter().rev()).take_while(|(mine, theirs)| mine == theirs).count();
    let own = |lines: &[&str]| lines[..lines.len() - tail].iter().map(|line| (*line).to_owned()).collect::<Vec<_>>();
    let (my_own, their_own) = (own(my_rest), own(their_rest));
    push_resolved(hunks, &mine[..head]);
    if !my_own.is_empty() || !their_own.is_empty() {
        hunks.push(MergeHunk::Conflict { mine: my_own, theirs: their_own });
    }
    push_resolved(hunks, &my_rest[my_rest.len() - tail..]);
}

#[cfg(test)]
#[path = "merge_tests.rs"]
mod tests;
