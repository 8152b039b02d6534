//! Renames the `style` attributes of copied HTML and leaves out its style sheets, before the browser reads it: the page's content
//! security policy refuses them, and each is an error in the console (CSP Level 3, 6.2.3).

/// The attribute that holds what stood in `style`.
pub(super) const RENAMED: &str = "data-style";

pub(super) fn rename(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        if let Some(comment) = rest.strip_prefix("<!--") {
            rest = after(comment, "-->");
        } else if is_sheet(rest) {
            rest = after_sheet(rest);
        } else if rest[1..].starts_with(|c: char| c.is_ascii_alphabetic()) {
            let end = tag_end(rest);
            rename_in(&rest[..end], &mut out);
            rest = &rest[end..];
        } else {
            out.push('<');
            rest = &rest[1..];
        }
    }
    out.push_str(rest);
    out
}

fn after<'a>(text: &'a str, end: &str) -> &'a str {
    text.find(end).map_or("", |at| &text[at + end.len()..])
}

fn is_sheet(rest: &str) -> bool {
    starts_with_word(&rest[1..], "style")
}

/// Behind the tag that closes the style sheet.
fn after_sheet(rest: &str) -> &str {
    let mut rest = &rest[1..];
    while let Some(at) = rest.find("</") {
        rest = &rest[at + 2..];
        if starts_with_word(rest, "style") {
            return after(rest, ">");
        }
    }
    ""
}

/// Whether a name in any letters stands here, and not only the beginning of a longer one.
fn starts_with_word(text: &str, word: &str) -> bool {
    let is_it = text.as_bytes().get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word.as_bytes()));
    is_it && !text[word.len()..].starts_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':'))
}

/// Behind the `>` of a tag; one between quotes belongs to a value.
fn tag_end(tag: &str) -> usize {
    let mut quote = None;
    for (at, c) in tag.char_indices() {
        match quote {
            Some(open) if c == open => quote = None,
            Some(_) => {}
            None if c == '>' => return at + 1,
            // A quote opens a value only behind an equals sign.
            None if matches!(c, '"' | '\'') && tag[..at].trim_end().ends_with('=') => quote = Some(c),
            None => {}
        }
    }
    tag.len()
}

fn rename_in(tag: &str, out: &mut String) {
    let (mut quote, mut done) = (None, 0);
    for (at, c) in tag.char_indices() {
        match quote {
            Some(open) if c == open => quote = None,
            Some(_) => {}
            None if matches!(c, '"' | '\'') && tag[..at].trim_end().ends_with('=') => quote = Some(c),
            None if matches!(c, 's' | 'S')
                && tag[..at].ends_with(|before: char| before.is_ascii_whitespace() || matches!(before, '/' | '"' | '\''))
                && starts_with_word(&tag[at..], "style") =>
            {
                out.push_str(&tag[done..at]);
                out.push_str(RENAMED);
                done = at + "style".len();
            }
            None => {}
        }
    }
    out.push_str(&tag[done..]);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_attributes_of_tags_are_renamed() {
        for (html, renamed) in [
            ("<p style='a'>b style=c</p>", "<p data-style='a'>b style=c</p>"),
            ("<P class=x STYLE = \"a>b\" title=' style=x'>y", "<P class=x data-style = \"a>b\" title=' style=x'>y"),
            ("<a href=\"x\"style='y'>z</a>", "<a href=\"x\"data-style='y'>z</a>"),
            ("<p data-style=x styles=y>z", "<p data-style=x styles=y>z"),
            ("1 < 2 style=x <3", "1 < 2 style=x <3"),
            ("ä<b title=it's style=ö>ü", "ä<b title=it's data-style=ö>ü"),
            ("<p style=", "<p data-style="),
        ] {
            assert_eq!(rename(html), renamed);
        }
    }

    #[test]
    fn style_sheets_and_comments_are_left_out() {
        let html = "a<!--[if mso]><p style=x><![endif]--><STYLE type='text/css'>b </p> c</Style >d<styled>e<style>f";
        assert_eq!(rename(html), "ad<styled>e");
    }
}
