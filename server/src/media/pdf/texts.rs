//! Texts in a PDF that name a file or an address (ISO 32000-2, 7.9.2 and 7.11), in every notation of their characters.

/// Bytes of a text that are looked at; no system has a name that is longer.
const MAX_BYTES: usize = 2_048;

/// Endings of files that a system runs when they are opened, or shows in a browser with their scripts.
const PROGRAMS: [&str; 53] = [
    "ade", "apk", "app", "appx", "bat", "chm", "cmd", "com", "command", "cpl", "desktop", "dll", "docm", "exe", "gadget", "hta",
    "htm", "html", "iso", "jar", "jnlp", "js", "jse", "lnk", "mht", "mhtml", "mjs", "msc", "msi", "msix", "msp", "mst", "pif",
    "pl", "pptm", "ps1", "psm1", "py", "rb", "reg", "scf", "scr", "sh", "svg", "url", "vb", "vbe", "vbs", "wsf", "wsh", "xhtml",
    "xlsm", "xll",
];

/// Reads one text byte by byte, from behind the bracket that opens it.
#[derive(Debug)]
pub struct Text {
    bytes: Vec<u8>,
    writing: Writing,
}

#[derive(Debug)]
enum Writing {
    /// Between round brackets, of which so many are open.
    Literal { depth: u32, escape: Escape },
    /// Between angle brackets, two digits a byte.
    Hex { high: Option<u8> },
}

#[derive(Debug)]
enum Escape {
    None,
    Begun,
    /// Up to three octal digits.
    Octal {
        value: u8,
        digits: u8,
    },
}

impl Text {
    pub fn literal() -> Self {
        Self { bytes: Vec::new(), writing: Writing::Literal { depth: 1, escape: Escape::None } }
    }

    pub fn hex() -> Self {
        Self { bytes: Vec::new(), writing: Writing::Hex { high: None } }
    }

    /// Whether the text ends with this byte.
    pub fn ends(&mut self, byte: u8) -> bool {
        match &mut self.writing {
            Writing::Hex { high } => match char::from(byte).to_digit(16) {
                _ if byte == b'>' || byte == b'<' => return true,
                None => {}
                Some(digit) => match high.take() {
                    None => *high = Some(digit as u8),
                    Some(first) => self.push(first << 4 | digit as u8),
                },
            },
            Writing::Literal { depth, escape } => {
                if let Escape::Octal { value, digits } = escape {
                    if (b'0'..=b'7').contains(&byte) && *digits < 3 {
                        (*value, *digits) = (*value << 3 | (byte - b'0'), *digits + 1);
                        return false;
                    }
                    let value = *value;
                    *escape = Escape::None;
                    self.push(value);
                    return self.ends(byte);
                }
                if matches!(escape, Escape::Begun) {
                    *escape = match byte {
                        b'0'..=b'7' => Escape::Octal { value: byte - b'0', digits: 1 },
                        _ => Escape::None,
                    };
                    // The end of a line is left out; other escapes stand for blanks, or for themselves.
                    if !byte.is_ascii_digit() && !matches!(byte, b'\n' | b'\r') {
                        self.push(byte);
                    }
                    return false;
                }
                match byte {
                    b'\\' => *escape = Escape::Begun,
                    b')' if *depth == 1 => return true,
                    b'(' | b')' => {
                        *depth = if byte == b'(' { *depth + 1 } else { *depth - 1 };
                        self.push(byte);
                    }
                    _ => self.push(byte),
                }
            }
        }
        false
    }

    fn push(&mut self, byte: u8) {
        if self.bytes.len() < MAX_BYTES {
            self.bytes.push(byte);
        }
    }

    /// Its small letters, and what stands before a zero too: some systems read no further.
    fn plain(&self) -> String {
        let wide = |bytes: &[u8], of: fn([u8; 2]) -> u16| {
            let units: Vec<u16> = bytes.chunks_exact(2).map(|pair| of([pair[0], pair[1]])).collect();
            String::from_utf16_lossy(&units)
        };
        let text = match &self.bytes[..] {
            [0xfe, 0xff, rest @ ..] => wide(rest, u16::from_be_bytes),
            [0xff, 0xfe, rest @ ..] => wide(rest, u16::from_le_bytes),
            [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
            bytes => bytes.iter().map(|byte| char::from(*byte)).collect(),
        };
        text.trim_start().to_lowercase()
    }

    /// Whether it is the name of a file that a system runs.
    pub fn is_program(&self) -> bool {
        let text = self.plain();
        // The address of a page on the web, or of mail.
        if ["http:", "https:", "mailto:", "ftp:"].iter().any(|scheme| text.starts_with(scheme)) {
            return false;
        }
        let is_program = |name: &str| {
            // Windows leaves out dots and blanks at the end.
            let name = name.trim_end_matches(|c: char| c == '.' || c.is_whitespace());
            name.rsplit_once('.').is_some_and(|(_, ending)| PROGRAMS.contains(&ending))
        };
        is_program(&text) || text.split('\0').any(is_program)
    }

    /// Whether it is a file on another computer: a system that is asked for it tells that computer who asks.
    pub fn is_share(&self) -> bool {
        let text = self.plain().replace('\\', "/");
        match text.strip_prefix("file:") {
            // `file:///c:/a` and `file:///home/a` are on this computer.
            Some(rest) => {
                let path = rest.trim_start_matches('/');
                let slashes = rest.len() - path.len();
                slashes == 2 && !path.starts_with("localhost/") && !path.is_empty() || slashes > 3
            }
            None => text.starts_with("//"),
        }
    }

    /// Whether it is an address that runs a script instead of showing a page.
    pub fn is_script(&self) -> bool {
        let text: String = self.plain().chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
        ["javascript:", "vbscript:", "data:text/html", "data:image/svg"].iter().any(|scheme| text.starts_with(scheme))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A text with the brackets around it.
    fn text(written: &[u8]) -> Text {
        let mut text = if written[0] == b'(' { Text::literal() } else { Text::hex() };
        let end = written[1..].iter().position(|byte| text.ends(*byte)).unwrap();
        assert_eq!(end + 2, written.len());
        text
    }

    #[test]
    fn programs_are_known_by_their_names_however_these_are_written() {
        for written in [
            "(x.bat)",
            "(x.EXE. )",
            "(a (b\\) c).js)",
            "(\\376\\377\\000x\\000.\\000v\\000b\\000s)",
            "<FEFF0078002E006200610074>",
            "<782E 6A73>",
            "(x.\\143\\155\\144)",
            "(x.b\\\nat)",
            "(page.html)",
            "(x.bat\\000.txt)",
        ] {
            assert!(text(written.as_bytes()).is_program(), "{written}");
        }
        for written in
            ["(factur-x.xml)", "(data.csv)", "(https://example.com/form.html)", "(mailto:a@example.com)", "(bat)", "()"]
        {
            assert!(!text(written.as_bytes()).is_program(), "{written}");
        }
    }

    #[test]
    fn files_of_other_computers_and_scripts_are_told_from_others() {
        for written in
            ["(\\\\\\\\evil\\\\a)", "(//evil/a)", "(file://evil/a)", "(file:////evil/a)", "(\\134\\134evil)", "<5C5C65>"]
        {
            assert!(text(written.as_bytes()).is_share(), "{written}");
        }
        for written in ["(a.pdf)", "(../a/b.pdf)", "(file:///C:/a.pdf)", "(https://example.com)", "(file://localhost/a)"] {
            assert!(!text(written.as_bytes()).is_share(), "{written}");
        }
        assert!(text(b"( JAVA\tscript:alert\\(1\\))").is_script());
        assert!(!text(b"(https://example.com/?q=javascript:)").is_script());
    }
}
