//! The names in a PDF (ISO 32000-2, 7.3.5) that say what it does. They are looked for at every byte, in strings and streams too: a
//! reader goes to the places that a table gives it, which may lie anywhere.

use std::borrow::Cow;

use domain::media::Refusal;

/// Bytes of the longest name, each of its characters written with three, its slash, and one more to tell it from a longer one.
const MAX_TOKEN_BYTES: usize = 2 + 3 * b"JavaScript".len();

/// Reads a file piece by piece.
#[derive(Default)]
pub struct Names {
    /// The word or the name that is being read, with its slash.
    token: Vec<u8>,
    /// Whether the next name says what an action does: it is the value of the key `S`, or an object that such a key may refer to.
    is_kind_next: bool,
    /// Whether it is once the comment in this line is over.
    is_kind_next_line: bool,
    /// Whether an action plays something, and whether there is a script, wherever: together the one runs the other.
    plays: bool,
    has_script: bool,
    /// Whether these are objects that were packed: no chance puts a name among them.
    is_packed: bool,
    has_form: bool,
}

impl Names {
    /// Of objects that were packed.
    pub fn packed() -> Self {
        Self { is_packed: true, ..Self::default() }
    }

    /// Whether a form of XFA was named.
    pub fn has_form(&self) -> bool {
        self.has_form
    }

    /// Why a file that goes on with these bytes is refused. A name counts once the byte behind it was read.
    pub fn refusal(&mut self, bytes: &[u8]) -> Option<Refusal> {
        bytes.iter().find_map(|byte| self.read(*byte))
    }

    pub fn read(&mut self, byte: u8) -> Option<Refusal> {
        let is_regular = !matches!(
            byte,
            0 | b'\t' | b'\n' | 0x0c | b'\r' | b' ' | b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%'
        );
        if is_regular {
            if self.token.len() < MAX_TOKEN_BYTES {
                self.token.push(byte);
            }
            return None;
        }
        let mut token = std::mem::take(&mut self.token);
        let refusal = self.end(&token);
        token.clear();
        self.token = token;
        match byte {
            b'/' => self.token.push(byte),
            b'%' => self.is_kind_next_line |= std::mem::take(&mut self.is_kind_next),
            b'\n' | b'\r' => self.is_kind_next |= std::mem::take(&mut self.is_kind_next_line),
            0 | b'\t' | 0x0c | b' ' => {}
            _ => self.is_kind_next = false,
        }
        refusal
    }

    fn end(&mut self, token: &[u8]) -> Option<Refusal> {
        if token.is_empty() {
            return None;
        }
        let is_kind = std::mem::take(&mut self.is_kind_next);
        let Some(name) = token.strip_prefix(b"/") else {
            if token.ends_with(b"obj") {
                self.is_kind_next = true;
            }
            return None;
        };
        match &*plain(name) {
            b"Encrypt" => return Some(Refusal::Locked),
            b"Launch" | b"RichMedia" | b"OnInstantiate" => return Some(Refusal::Active),
            b"XFA" => self.has_form = true,
            // As a word it may stand anywhere, in the address of a link as well.
            b"JavaScript" if is_kind => return Some(Refusal::Active),
            b"JavaScript" if self.is_packed => self.plays = true,
            b"Rendition" if is_kind => self.plays = true,
            b"JS" => self.has_script = true,
            b"S" => self.is_kind_next = true,
            _ => {}
        }
        (self.plays && self.has_script).then_some(Refusal::Active)
    }
}

/// How often a name stands in the bytes of a dictionary.
pub fn count(dict: &[u8], name: &[u8]) -> usize {
    let ends = |byte: &u8| byte.is_ascii_whitespace() || b"\0()<>[]{}%".contains(byte);
    let names = dict.split(|byte| *byte == b'/').skip(1).map(|rest| rest.split(ends).next().unwrap_or_default());
    names.filter(|found| *plain(found) == *name).count()
}

/// A name with its characters as they are: `#61` is `a`.
fn plain(name: &[u8]) -> Cow<'_, [u8]> {
    if !name.contains(&b'#') {
        return name.into();
    }
    let mut plain = Vec::new();
    let mut rest = name;
    while let Some((first, behind)) = rest.split_first() {
        let digit = |at: usize| behind.get(at).and_then(|byte| char::from(*byte).to_digit(16));
        let escaped = digit(0).zip(digit(1)).filter(|_| *first == b'#');
        let escaped = escaped.and_then(|(high, low)| u8::try_from(high * 16 + low).ok());
        plain.push(escaped.unwrap_or(*first));
        rest = if escaped.is_some() { &behind[2..] } else { behind };
    }
    plain.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// In one piece; byte by byte it must be the same.
    fn refusal(text: &str) -> Option<Refusal> {
        let whole = Names::default().refusal(text.as_bytes());
        let mut names = Names::default();
        assert_eq!(text.bytes().find_map(|byte| names.refusal(&[byte])), whole, "{text}");
        whole
    }

    #[test]
    fn actions_that_run_something_are_refused_however_they_are_written() {
        for text in [
            "<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>",
            "<</AA<</O<</Type /Action /S /JavaScript /JS 9 0 R>>>>>>",
            "<</S\r\n\t/JavaScript>>",
            "<</S % a comment\n% and another /S\r/JavaScript>>",
            "<</S/J#61va#53cript>>",
            "<</#53/#4a#61#76#61#53#63#72#69#70#74>>",
            "<</T(100%)/S\n/JavaScript>>",
            // The reader goes to the place that the table says, into a comment, a string or a stream.
            "% 5 0 obj<</S/JavaScript>>\n",
            "(5 0 obj<</S/JavaScript>>)",
            "stream\n\u{1}((\u{2} 5 0 obj<</S/JavaScript>>\nendstream",
            "<</S 7 0 R/JS(x)>>endobj 7 0 obj/JavaScript\nendobj",
            "5 0 obj<</S/Rendition/OP 0/JS(x)>>",
            "5 0 obj<</JS(x)/S /Rendition>>",
            "<</JS(var obj = 1; app.alert(1))/S/Rendition/OP 0>>",
            "5 0 obj<</S 7 0 R/JS(x)>>endobj 7 0 obj/Rendition endobj",
            "<</S/Launch/F(cmd.exe)>>",
            "/Launch\n",
        ] {
            assert_eq!(refusal(text), Some(Refusal::Active), "{text}");
        }
        let far = format!("<</S{}/JavaScript>>", " ".repeat(200_000));
        assert_eq!(Names::default().refusal(far.as_bytes()), Some(Refusal::Active));
        assert_eq!(refusal("<</Size 4/Encrypt 9 0 R>>"), Some(Refusal::Locked));
    }

    #[test]
    fn what_only_speaks_of_scripts_or_turns_a_page_is_not() {
        for text in [
            "<</OpenAction<</S/GoTo/D[3 0 R/Fit]>>>>",
            "<</OpenAction[3 0 R/XYZ null null 0]>>",
            "<</S/URI/URI(https://example.com/docs/JavaScript/Guide)>>",
            "<</Title(HTML/CSS/JavaScript)/Keywords(/JavaScript /JS )>>",
            "<</S/Transparency/Subtype/JavaScripted>>",
            "<</S/JavaScriptAndMuchMoreThanThatWhichIsLonger>>",
            "stream\n\u{7f}/JS(\u{1}/JS<\u{2}\nendstream",
            "<</EncryptMetadata false/Launcher 1>>",
        ] {
            assert_eq!(refusal(text), None, "{text}");
        }
    }
}
