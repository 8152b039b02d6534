//! How a drawing is written down: as XML it may be in UTF-16 (XML 1.0, 4.3.3 and appendix F), and long comments may stand before
//! its root.

use std::borrow::Cow;

/// The drawing in UTF-8, as it came where it is in no other encoding of two bytes a letter. None where these are no letters.
pub fn utf8(bytes: &[u8]) -> Option<Cow<'_, [u8]>> {
    let text = match bytes {
        [0xff, 0xfe, rest @ ..] => decoded(rest, u16::from_le_bytes)?,
        [0xfe, 0xff, rest @ ..] => decoded(rest, u16::from_be_bytes)?,
        [b'<', 0, _, 0, ..] => decoded(bytes, u16::from_le_bytes)?,
        [0, b'<', 0, _, ..] => decoded(bytes, u16::from_be_bytes)?,
        // Programs that convert a drawing leave its old declaration.
        _ => {
            let rest = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
            let is_wrong = declaration(rest).is_some_and(|declaration| {
                let declaration = String::from_utf8_lossy(declaration).to_ascii_lowercase();
                declaration.contains("utf-16") || declaration.contains("ucs-2")
            });
            if !is_wrong {
                return Some(bytes.into());
            }
            str::from_utf8(rest).ok()?.to_owned()
        }
    };
    // What it says of its encoding is no longer true.
    let declared = declaration(text.as_bytes()).map_or(0, <[u8]>::len);
    Some(text.into_bytes().split_off(declared).into())
}

/// Namespaces that every program takes for granted, and the attributes that declare them (XML Namespaces 1.0).
const NAMESPACES: [(&str, &str); 2] = [("xmlns", "http://www.w3.org/2000/svg"), ("xmlns:xlink", "http://www.w3.org/1999/xlink")];

/// A drawing as it stands in the source of a web page may declare no namespace: there it needs none, in a file of its own it does.
pub fn with_namespaces(drawing: Cow<'_, [u8]>) -> Cow<'_, [u8]> {
    let start = drawing.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&drawing);
    let Some(rest) = root(start).and_then(|root| root.strip_prefix(b"svg")) else { return drawing };
    let tag = &rest[..end_of_tag(rest)];
    if !tag.first().is_none_or(|byte| byte.is_ascii_whitespace() || *byte == b'/') {
        return drawing;
    }
    let is_missing = |name: &str| {
        let is_start = |at: usize| at > 0 && tag[at - 1].is_ascii_whitespace();
        let mut found =
            memchr::memmem::find_iter(tag, name).filter(|at| is_start(*at)).map(|at| tag[at + name.len()..].trim_ascii_start());
        !found.any(|behind| behind.first() == Some(&b'='))
    };
    let missing = NAMESPACES.iter().filter(|(name, _)| is_missing(name));
    let declared: String = missing.map(|(name, namespace)| format!(" {name}=\"{namespace}\"")).collect();
    if declared.is_empty() {
        return drawing;
    }
    let at = drawing.len() - rest.len();
    [&drawing[..at], declared.as_bytes(), rest].concat().into()
}

/// Where a tag ends, without its bracket.
fn end_of_tag(text: &[u8]) -> usize {
    let mut quote = None;
    let end = text.iter().position(|byte| {
        match (quote, byte) {
            (Some(open), _) if byte == open => quote = None,
            (None, b'"' | b'\'') => quote = Some(byte),
            _ => {}
        }
        quote.is_none() && *byte == b'>'
    });
    end.unwrap_or(text.len())
}

fn decoded(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Option<String> {
    let (units, []) = bytes.as_chunks::<2>() else { return None };
    char::decode_utf16(units.iter().map(|pair| unit(*pair))).collect::<Result<_, _>>().ok()
}

/// `<?xml … ?>`, where a text begins with it.
fn declaration(text: &[u8]) -> Option<&[u8]> {
    if !text.starts_with(b"<?xml") {
        return None;
    }
    memchr::memmem::find(text, b"?>").map(|end| &text[..end + 2])
}

/// Whether a text that begins with these bytes is XML with a drawing as its root, as far as can be seen. Whether it is one is seen
/// when it is cleaned.
pub fn is_drawing(head: &[u8]) -> bool {
    // A letter may be cut in the middle.
    let whole = if head.len() % 2 == 1 && head.contains(&0) { &head[..head.len() - 1] } else { head };
    let Some(text) = utf8(whole).or_else(|| utf8(whole.get(..whole.len().checked_sub(2)?)?)) else { return false };
    let text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&text);
    root(text).is_some_and(|root| {
        let end = root.iter().position(|byte| byte.is_ascii_whitespace() || matches!(byte, b'>' | b'/')).unwrap_or(root.len());
        root[..end].rsplit(|byte| *byte == b':').next() == Some(b"svg")
    })
}

/// What stands behind the bracket that opens the first element.
fn root(mut text: &[u8]) -> Option<&[u8]> {
    loop {
        text = text.trim_ascii_start();
        let end: &[u8] = match text {
            [b'<', b'?', ..] => b"?>",
            [b'<', b'!', b'-', b'-', ..] => b"-->",
            [b'<', b'!', ..] => {
                text = behind_doctype(text)?;
                continue;
            }
            [b'<', rest @ ..] => return Some(rest),
            _ => return None,
        };
        // `<!-->` is no comment.
        let start = if end == b"-->" { 4 } else { 2 };
        let at = memchr::memmem::find(text.get(start..)?, end)?;
        text = &text[start + at + end.len()..];
    }
}

/// A doctype may have declarations between square brackets.
fn behind_doctype(text: &[u8]) -> Option<&[u8]> {
    let (mut depth, mut quote) = (0_u32, None);
    for (at, byte) in text.iter().enumerate() {
        match (quote, byte) {
            (Some(open), _) if byte == open => quote = None,
            (Some(_), _) => {}
            (None, b'"' | b'\'') => quote = Some(byte),
            (None, b'[') => depth += 1,
            (None, b']') => depth = depth.saturating_sub(1),
            (None, b'>') if depth == 0 => return Some(&text[at + 1..]),
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    const DRAWING: &str = "<?xml version='1.0' encoding='UTF-16'?>\n<svg xmlns='http://www.w3.org/2000/svg'>größe 𝒳</svg>";

    fn wide(text: &str, of: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(of).collect()
    }

    #[test]
    fn drawings_of_two_bytes_a_letter_are_read_with_and_without_a_mark_of_their_order() {
        let (le, be) = (wide(DRAWING, u16::to_le_bytes), wide(DRAWING, u16::to_be_bytes));
        for bytes in [le.clone(), be.clone(), [b"\xff\xfe", &le[..]].concat(), [b"\xfe\xff", &be[..]].concat()] {
            let text = utf8(&bytes).unwrap();
            assert_eq!(str::from_utf8(&text).unwrap(), DRAWING.split_once("?>").unwrap().1);
            assert!(is_drawing(&bytes) && is_drawing(&bytes[..121]) && is_drawing(&bytes[..bytes.len() - 16]));
        }
        // One that was converted and still says so.
        assert!(utf8(DRAWING.as_bytes()).unwrap().starts_with(b"\n<svg"));
        for broken in [&b"\xff\xfe<"[..], b"\xff\xfe\0\xd8<\0", b"\xfe\xff\xdc\0\0<"] {
            assert_eq!(utf8(broken), None);
        }
        assert!(matches!(utf8("<svg>ü".as_bytes()), Some(Cow::Borrowed(_))));
    }

    #[test]
    fn namespaces_that_are_missing_are_declared() {
        let declared = |text: &str| String::from_utf8(with_namespaces(text.as_bytes().into()).into_owned()).unwrap();
        let (svg, xlink) = ("xmlns=\"http://www.w3.org/2000/svg\"", "xmlns:xlink=\"http://www.w3.org/1999/xlink\"");
        assert_eq!(declared("<svg><g/></svg>"), format!("<svg {svg} {xlink}><g/></svg>"));
        assert_eq!(declared("<!-- a --><svg width='1'/>"), format!("<!-- a --><svg {svg} {xlink} width='1'/>"));
        assert_eq!(declared(&format!("<svg\n{svg}>")), format!("<svg {xlink}\n{svg}>"));
        for whole in [
            format!("<svg {svg} {xlink}><svg></svg></svg>"),
            format!("<svg a='>' xmlns = 'x' {xlink}>"),
            "<s:svg xmlns:s='http://www.w3.org/2000/svg'/>".to_owned(),
            "<svgs/>".to_owned(),
        ] {
            assert_eq!(declared(&whole), whole);
        }
        // What stands in a value declares nothing.
        assert!(declared("<svg id='xmlns='>").starts_with(&format!("<svg {svg}")));
    }

    #[test]
    fn the_root_is_found_behind_comments_and_doctypes() {
        let licence = format!("<!--{}\n<html> -->", "Licence ".repeat(10_000));
        for text in [
            format!("<?xml version=\"1.0\"?>{licence}<svg>"),
            format!("\u{feff}\n{licence}<?xml-stylesheet href='<'?><ns0:svg xmlns:ns0=''>"),
            "<!DOCTYPE svg PUBLIC '>' \"<!-- \" [<!ENTITY a \"]>\">]><svg/>".to_owned(),
            "<!-- --><svg".to_owned(),
        ] {
            assert!(is_drawing(text.as_bytes()), "{text:.60}");
        }
        for text in ["<html><svg>", "<!-- <svg> --><p>", "<!--><svg>", "<?xml <svg>", "a<svg>", "", "<svgs>", "<svg:g>"] {
            assert!(!is_drawing(text.as_bytes()), "{text}");
        }
    }
}
