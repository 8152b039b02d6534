//! What svg-hush leaves in styles: `image(…)`, `image-set(…)` and `src(…)` (CSS Images 4, CSS Values 4), which take an address as a string where
//! it looks for `url(…)` alone.

use std::io::{self, Write};

/// Bytes of the longest name of a function that is looked for, `-webkit-image-set`, and one more to tell it from a longer one.
const MAX_WORD_BYTES: usize = 18;

/// Takes a drawing as svg-hush writes it (no `<` but of a tag, no `"` but around a value) and removes the arguments of those
/// functions in styles and attributes. The remaining name is a word that no property knows.
pub struct Styles<W> {
    pub inner: W,
    /// Whether an element stands within `style`: the text behind it was not checked.
    pub is_foreign: bool,
    position: Position,
    is_style: bool,
    /// The name of the tag, with its slash before it.
    tag: Vec<u8>,
    /// The last word of a style.
    word: Vec<u8>,
    /// Brackets that are open since such a function began.
    depth: u32,
    last: u8,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Position {
    Text,
    Name,
    Tag,
    Value,
}

impl<W: Write> Styles<W> {
    pub fn new(inner: W) -> Self {
        let (tag, word) = (Vec::new(), Vec::new());
        Self { inner, is_foreign: false, position: Position::Text, is_style: false, tag, word, depth: 0, last: 0 }
    }

    /// The byte as it is written, if it is.
    fn cleaned(&mut self, byte: u8) -> Option<u8> {
        let position = self.position;
        self.position = match (position, byte) {
            (Position::Text, b'<') => Position::Name,
            (Position::Name | Position::Tag, b'>') => Position::Text,
            (Position::Name, byte) if byte.is_ascii_whitespace() || byte == b'/' && !self.tag.is_empty() => Position::Tag,
            (Position::Tag, b'"') => Position::Value,
            (Position::Value, b'"') => Position::Tag,
            _ => position,
        };
        let was = std::mem::replace(&mut self.last, byte);
        if self.position != position {
            (self.depth, self.word) = (0, Vec::new());
            self.turn(was);
            return Some(byte);
        }
        match position {
            Position::Name => self.tag.push(byte),
            Position::Value => return self.styled(byte),
            Position::Text if self.is_style => return self.styled(byte),
            Position::Text | Position::Tag => {}
        }
        Some(byte)
    }

    /// A tag begins or ends.
    fn turn(&mut self, last: u8) {
        match self.position {
            Position::Name => self.tag.clear(),
            Position::Text => {
                self.is_foreign |= self.is_style && self.tag != b"/style";
                self.is_style = self.tag == b"style" && last != b'/';
            }
            Position::Tag | Position::Value => {}
        }
    }

    fn styled(&mut self, byte: u8) -> Option<u8> {
        if self.depth > 0 {
            match byte {
                b'(' => self.depth += 1,
                b')' => self.depth -= 1,
                _ => {}
            }
            // So that the name does not meet another bracket.
            return (self.depth == 0).then_some(b' ');
        }
        match byte {
            b'(' if takes_address(&self.word) => {
                self.depth = 1;
                self.word.clear();
                return None;
            }
            b'-' | b'_' | 0x80.. => self.word.push(byte),
            byte if byte.is_ascii_alphanumeric() => self.word.push(byte),
            _ => self.word.clear(),
        }
        self.word.truncate(MAX_WORD_BYTES);
        Some(byte)
    }
}

fn takes_address(function: &[u8]) -> bool {
    let function = function.to_ascii_lowercase();
    matches!(&*function, b"src" | b"image") || function.ends_with(b"image-set")
}

impl<W: Write> Write for Styles<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let cleaned: Vec<u8> = bytes.iter().filter_map(|byte| self.cleaned(*byte)).collect();
        if self.is_foreign {
            return Err(io::ErrorKind::InvalidData.into());
        }
        self.inner.write_all(&cleaned)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// In one piece; byte by byte the result must be the same. None if it is refused.
    fn cleaned(drawing: &str) -> Option<String> {
        let (mut whole, mut pieces) = (Styles::new(Vec::new()), Styles::new(Vec::new()));
        let is_written = whole.write_all(drawing.as_bytes()).is_ok();
        assert_eq!(drawing.bytes().all(|byte| pieces.write_all(&[byte]).is_ok()), is_written);
        assert!(!is_written || whole.inner == pieces.inner);
        is_written.then(|| String::from_utf8(whole.inner).unwrap())
    }

    #[test]
    fn addresses_go_wherever_a_style_may_stand() {
        for (style, left) in [
            (r#"image-set("https://x/a" 1x, 'https://x/b' 2x)"#, "image-set "),
            ("-WEBKIT-Image-Set(url(/a) 1x, url(#b))", "-WEBKIT-Image-Set "),
            ("src('https://x/a')('https://x/b')", "src ('https://x/b')"),
            ("src(var(--a))", "src "),
            ("image('https://x/a', blue)", "image "),
            ("url(#a) image-set (x) data-src-x(1) srcs(2)", "url(#a) image-set (x) data-src-x(1) srcs(2)"),
        ] {
            let within = |style: &str| format!("<svg><style a=\"b\">c {{ d: {style}; }}</style></svg>");
            assert_eq!(cleaned(&within(style)), Some(within(left)));
            let style = style.replace('"', "&quot;");
            let attribute = |style: &str| format!("<svg style=\"d: {style}\" b=\"1\"/>");
            assert_eq!(cleaned(&attribute(&style)), Some(attribute(left)));
        }
        // One that never ends takes nothing else with it.
        assert_eq!(cleaned("<a b=\"src(((\" c=\"d\"><e/></a>").unwrap(), "<a b=\"src\" c=\"d\"><e/></a>");
        assert_eq!(cleaned("<style>a{src((</style><g>b</g>").unwrap(), "<style>a{src</style><g>b</g>");
    }

    #[test]
    fn what_people_read_stays() {
        let drawing = "<svg><style/><style>a{}</style><title>src(1)</title><text>image-set(2)</text></svg>";
        assert_eq!(cleaned(drawing).unwrap(), drawing);
    }

    #[test]
    fn an_element_within_a_style_is_refused() {
        // Behind it svg-hush no longer knows that it is within a style.
        assert_eq!(cleaned("<style>a{}<g/>@import 'https://x/y'</style>"), None);
        assert_eq!(cleaned("<style>a{}<g>b</g></style>"), None);
    }
}
