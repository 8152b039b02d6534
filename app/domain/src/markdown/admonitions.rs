//! Notes as other programs write them, made into those of GitHub: `!!! note "Title"` of Python-Markdown with its text indented,
//! `:::tip Title` of Docusaurus and VitePress, and `/// note | Title` of PyMdown. The parser then reads them as `> [!NOTE] Title`.

use std::borrow::Cow;
use std::iter;

use super::fences;

/// Notes within notes: deeper ones are text.
const MAX_DEPTH: usize = 4;

/// Notes that wait for their end at the same time; of more, the first stay text.
const MAX_OPEN: usize = 32;

/// Other names of the kinds of notes, by the kind that they become.
const KINDS: [(&str, &[&str]); 5] = [
    ("NOTE", &["note", "info", "abstract", "summary", "todo", "question", "example", "seealso"]),
    ("TIP", &["tip", "hint", "success"]),
    ("IMPORTANT", &["important"]),
    ("WARNING", &["warning", "attention"]),
    ("CAUTION", &["caution", "danger", "error", "failure", "bug"]),
];

/// The text with such notes as quotations. A note that is not closed stays as it was typed.
pub(super) fn as_quotations(text: &str) -> Cow<'_, str> {
    if !text.contains("!!!") && !text.contains("???") && !text.contains(":::") && !text.contains("///") {
        return Cow::Borrowed(text);
    }
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    Cow::Owned(rewrite(&lines, Marks { body: "> ", are_all: true }, 0).concat())
}

/// The text with indented notes as quotations, so that their links are not in code. Each line stays on its line, and what stands in it
/// in its place.
pub(super) fn in_place(text: &str) -> Cow<'_, str> {
    if !text.contains("!!!") && !text.contains("???") {
        return Cow::Borrowed(text);
    }
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    Cow::Owned(rewrite(&lines, Marks { body: ">   ", are_all: false }, 0).concat())
}

#[derive(Clone, Copy)]
struct Marks {
    /// Before each line of a note.
    body: &'static str,
    /// Whether notes between lines are rewritten too, and a line is put behind a note that text follows at once.
    are_all: bool,
}

fn rewrite<'a>(lines: &[&'a str], marks: Marks, depth: usize) -> Vec<Cow<'a, str>> {
    if depth == MAX_DEPTH {
        return lines.iter().map(|line| Cow::Borrowed(*line)).collect();
    }
    let ends = if marks.are_all { ends(lines) } else { vec![None; lines.len()] };
    let mut written: Vec<Cow<'a, str>> = Vec::with_capacity(lines.len());
    let mut code = None;
    let mut at = 0;
    while at < lines.len() {
        let line = lines[at];
        code = fences::code_after(line, code);
        if code.is_none()
            && let Some((head, needs_body)) = indented_head(line)
            && let body = indented_body(&lines[at + 1..])
            && (!needs_body || !body.is_empty())
        {
            written.push(Cow::Owned(quotation(&head, line)));
            let inner: Vec<&'a str> = body.iter().map(|line| unindented(line).unwrap_or("\n")).collect();
            written.extend(quoted(rewrite(&inner, marks, depth + 1), marks));
            at += 1 + body.len();
            if marks.are_all && lines.get(at).is_some_and(|next| !is_blank(next)) {
                written.push(Cow::Borrowed("\n"));
            }
        } else if code.is_none()
            && let Some((end, head)) = ends[at].and_then(|end| Some((end, enclosed_head(line)?)))
        {
            let mut head = head;
            let body = &lines[at + 1..end];
            let settings = if line.starts_with('/') { body.iter().map_while(|line| setting(line)).collect() } else { Vec::new() };
            let kind = settings.iter().find_map(|(name, value)| (*name == "type").then(|| kind(value)).flatten());
            head.kind = kind.unwrap_or(head.kind);
            written.push(Cow::Owned(quotation(&head, line)));
            written.extend(iter::repeat_n(Cow::Borrowed(">\n"), settings.len()));
            written.extend(quoted(rewrite(&body[settings.len()..], marks, depth + 1), marks));
            // In place of the line that closes it, so that the text behind it is not a part of it.
            written.push(Cow::Borrowed("\n"));
            at = end + 1;
        } else {
            written.push(Cow::Borrowed(line));
            at += 1;
        }
    }
    written
}

struct Head<'a> {
    kind: &'static str,
    title: Cow<'a, str>,
}

fn quotation(head: &Head<'_>, line: &str) -> String {
    let end = if line.ends_with('\n') { "\n" } else { "" };
    let space = if head.title.is_empty() { "" } else { " " };
    format!("> [!{}]{space}{}{end}", head.kind, head.title)
}

fn quoted<'a>(lines: Vec<Cow<'a, str>>, marks: Marks) -> impl Iterator<Item = Cow<'a, str>> {
    lines
        .into_iter()
        .map(move |line| Cow::Owned(if is_blank(&line) { format!(">{line}") } else { format!("{}{line}", marks.body) }))
}

fn kind(name: &str) -> Option<&'static str> {
    KINDS.iter().find(|(_, names)| names.iter().any(|known| known.eq_ignore_ascii_case(name))).map(|(kind, _)| *kind)
}

fn is_blank(line: &str) -> bool {
    line.trim().is_empty()
}

/// A line of an indented note without its indentation.
fn unindented(line: &str) -> Option<&str> {
    line.strip_prefix("    ").or_else(|| line.strip_prefix('\t'))
}

/// The indented lines at the beginning, without the blank ones at their end.
fn indented_body<'a, 'b>(lines: &'b [&'a str]) -> &'b [&'a str] {
    let body = &lines[..lines.iter().take_while(|line| is_blank(line) || unindented(line).is_some()).count()];
    &body[..body.len() - body.iter().rev().take_while(|line| is_blank(line)).count()]
}

/// `!!! note "Title"`; `???` and `???+` fold it elsewhere. The first word is the kind, further ones are classes. Every word is a
/// kind there: one that is not known is the title of a note. The answer also says whether a note must have an indented text: `!!! Mind
/// the gap` may be a line of its own.
fn indented_head(line: &str) -> Option<(Head<'_>, bool)> {
    let rest = line.strip_prefix("!!!").or_else(|| line.strip_prefix("???+")).or_else(|| line.strip_prefix("???"))?;
    let rest = rest.trim();
    let (words, title) = match rest.split_once('"') {
        Some((words, quoted)) => (words, Cow::Owned(quoted.strip_suffix('"')?.replace("\\\"", "\""))),
        None => (rest, Cow::Borrowed("")),
    };
    let is_name = |word: &str| word.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'));
    let name = words.split_whitespace().next().filter(|_| words.split_whitespace().all(is_name))?;
    let Some(kind) = kind(name) else {
        let title = if title.is_empty() { Cow::Borrowed(name) } else { title };
        return Some((Head { kind: "NOTE", title }, true));
    };
    let has_classes = words.split_whitespace().nth(1).is_some();
    Some((Head { kind, title }, has_classes))
}

/// `:::tip Title`, `::: tip Title`, `:::tip[Title]{#id}`, `/// tip | Title`, `/// admonition | Title`.
fn enclosed_head(line: &str) -> Option<Head<'_>> {
    let sign = if line.starts_with(":::") { ':' } else { '/' };
    let rest = line.trim_start_matches(sign);
    if line.len() - rest.len() < 3 {
        return None;
    }
    let rest = rest.trim();
    let (name, rest) = rest.split_at(rest.find(|c: char| !c.is_alphanumeric() && c != '-').unwrap_or(rest.len()));
    let kind = if matches!(name, "admonition" | "details") { "NOTE" } else { kind(name)? };
    if sign == '/' {
        let title = if rest.is_empty() { "" } else { rest.trim_start().strip_prefix('|')?.trim() };
        return Some(Head { kind, title: title.into() });
    }
    let title = match rest.strip_prefix('[') {
        Some(bracketed) => without_attributes(bracketed).strip_suffix(']')?,
        None if rest.is_empty() || rest.starts_with(char::is_whitespace) || rest.starts_with('{') => without_attributes(rest),
        None => return None,
    };
    Some(Head { kind, title: title.trim().into() })
}

fn without_attributes(text: &str) -> &str {
    match text.rfind('{').filter(|_| text.ends_with('}')) {
        Some(at) => text[..at].trim_end(),
        None => text,
    }
}

/// An indented line behind the head of a block of PyMdown.
fn setting(line: &str) -> Option<(&str, &str)> {
    let (name, value) = unindented(line)?.split_once(':')?;
    name.chars().all(|c| c.is_ascii_lowercase()).then(|| (name, value.trim()))
}

/// The line that closes each enclosed note. Blocks of our own take the lines that close them.
fn ends(lines: &[&str]) -> Vec<Option<usize>> {
    let mut ends = vec![None; lines.len()];
    let mut open: Vec<(usize, char, usize)> = Vec::new();
    let mut code = None;
    for (number, line) in lines.iter().enumerate() {
        code = fences::code_after(line, code);
        if code.is_some() {
            continue;
        }
        if let Some((sign, length)) = closing(line) {
            if let Some(at) = open.iter().rposition(|(_, opened, needed)| *opened == sign && *needed <= length) {
                ends[open[at].0] = Some(number);
                open.truncate(at);
            }
        } else if fences::opening(line).is_some_and(|(_, name)| fences::is_known(name)) || enclosed_head(line).is_some() {
            let sign = if line.starts_with(':') { ':' } else { '/' };
            if open.len() == MAX_OPEN {
                open.remove(0);
            }
            open.push((number, sign, line.len() - line.trim_start_matches(sign).len()));
        }
    }
    ends
}

fn closing(line: &str) -> Option<(char, usize)> {
    let slashes = line.trim_end();
    let is_slashes = slashes.len() >= 3 && slashes.bytes().all(|b| b == b'/');
    fences::closing(line).map(|length| (':', length)).or_else(|| is_slashes.then_some(('/', slashes.len())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_of_other_programs_become_those_of_github() {
        for (text, quotation) in [
            ("!!! note \"A *title*\"\n    One\n\n    - two\n\nBehind", "> [!NOTE] A *title*\n> One\n>\n> - two\n\nBehind"),
            ("!!! note\n    One\nBehind", "> [!NOTE]\n> One\n\nBehind"),
            ("!!! Danger highlight \"Say \\\"no\\\"\"\n\tOne\n", "> [!CAUTION] Say \"no\"\n> One\n"),
            ("!!! tip \"\"\n    One", "> [!TIP]\n> One"),
            ("!!! quote\n    One", "> [!NOTE] quote\n> One"),
            ("???+ hint \"T\"\n    One\n", "> [!TIP] T\n> One\n"),
            ("!!! note\n    One\n    !!! tip\n        Two\n", "> [!NOTE]\n> One\n> > [!TIP]\n> > Two\n"),
            (":::tip\nOne\n:::\nBehind", "> [!TIP]\n> One\n\nBehind"),
            ("::: warning Mind *this*\nOne\n:::\n", "> [!WARNING] Mind *this*\n> One\n\n"),
            (":::note[A title]{#id}\nOne\n:::", "> [!NOTE] A title\n> One\n\n"),
            ("::: danger {open}\nOne\n:::", "> [!CAUTION]\n> One\n\n"),
            ("::::info\nOne\n:::tip\nTwo\n:::\n::::\n", "> [!NOTE]\n> One\n> > [!TIP]\n> > Two\n>\n\n"),
            ("/// note | A title\nOne\n///\n", "> [!NOTE] A title\n> One\n\n"),
            ("/// admonition | T\n    type: warning\n\nOne\n///", "> [!WARNING] T\n>\n>\n> One\n\n"),
            ("::: call\n## A\n:::tip\nOne\n:::\n:::\n", "::: call\n## A\n> [!TIP]\n> One\n\n:::\n"),
        ] {
            assert_eq!(as_quotations(text), quotation, "{text}");
        }
    }

    #[test]
    fn everything_else_stays_as_it_was_typed() {
        for text in [
            "::: quote\n> a\n:::\n",
            "::: pages 3\n:::\n",
            ":::tip\nOne\n",
            ":::unknown\nOne\n:::\n",
            "```\n!!! note\n    One\n:::tip\nTwo\n:::\n```\n",
            "!!! \n",
            "!!!\n",
            "!!! What a day!\n",
            "!!! Achtung Hochspannung\n",
            "!!! Achtung\n\nText",
            "!!! Note well\n",
            "??? Warum\nDarum\n",
            "///\n/// not this\n///\n",
            "// note\n",
            ":::tips\nOne\n:::\n",
        ] {
            assert_eq!(as_quotations(text), text);
        }
    }

    #[test]
    fn what_stands_in_an_indented_note_keeps_its_place() {
        let text = "!!! note\n    [a](b)\n\n        code\n    !!! tip\n        [c](d)\nBehind\n";
        let written = in_place(text);
        assert_eq!(written.lines().count(), text.lines().count());
        for (line, typed) in written.lines().zip(text.lines()) {
            let link = typed.find('[');
            assert!(link.is_none() || line.find('[') == link, "{line}");
        }
        assert_eq!(in_place(":::tip\n[a](b)\n:::"), ":::tip\n[a](b)\n:::");
    }

    #[test]
    fn notes_without_end_take_linear_time() {
        for line in [":::tip\n", "!!! tip\n", "/// tip\n", ":::tip\n:::\n", "    !!! tip\n", "::::tip\n:::\n"] {
            let text = line.repeat(100_000);
            assert!(as_quotations(&text).len() >= 100_000);
        }
    }
}
