//! Whether an Office file starts programs without macros: by DDE, as a field in a text (ECMA-376-1, 17.16) or as a link of a workbook
//! (18.14.4).

use super::markup::{decoded, tags};

/// Elements that fields and links are. Their names cannot be written otherwise.
const ELEMENTS: [&str; 3] = ["instrText", "fldSimple", "ddeLink"];

/// Bytes of the longest of them.
pub const MAX_WORD_BYTES: usize = 9;

/// Whether a piece of a part has any field or link in it, of whichever kind.
pub fn may_be(piece: &[u8]) -> bool {
    ELEMENTS.iter().any(|name| memchr::memmem::find(piece, name.as_bytes()).is_some())
}

/// Whether a part has a field or a link that starts a program.
pub fn is(part: &[u8]) -> bool {
    let Some(text) = decoded(part) else { return false };
    if !may_be(text.as_bytes()) {
        return false;
    }
    // Fields that are open. Their words may be spread over any number of elements.
    let mut fields: Vec<String> = Vec::new();
    for tag in tags(&text) {
        match tag.name() {
            "ddeLink" => return true,
            "fldSimple" if tag.value("instr").is_some_and(is_dde) => return true,
            "instrText" => match fields.last_mut() {
                Some(field) => field.push_str(tag.content()),
                None => fields.push(tag.content().to_owned()),
            },
            "fldChar" if tag.value("fldCharType") == Some("begin") => fields.push(String::new()),
            "fldChar" if tag.value("fldCharType") == Some("end") && fields.pop().is_some_and(|field| is_dde(&field)) => {
                return true;
            }
            _ => {}
        }
    }
    fields.iter().any(|field| is_dde(field))
}

/// Whether the first word of a field is that of one that starts a program.
fn is_dde(field: &str) -> bool {
    let field = letters(&field.replace("<![CDATA[", "").replace("]]>", ""));
    let word: String = field.trim_start().chars().take_while(|c| c.is_alphabetic()).collect();
    ["DDE", "DDEAUTO"].iter().any(|dde| word.eq_ignore_ascii_case(dde))
}

/// With letters that were written as numbers (`&#68;`, `&#x44;`).
fn letters(text: &str) -> String {
    let mut pieces = text.split("&#");
    let mut letters = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let (number, rest) = piece.split_once(';').unwrap_or((piece, ""));
        let number = number.strip_prefix('x').map_or_else(|| number.parse().ok(), |hex| u32::from_str_radix(hex, 16).ok());
        letters.extend(number.and_then(char::from_u32));
        letters.push_str(rest);
    }
    letters
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(words: &[&str]) -> String {
        let words: String =
            words.iter().map(|word| format!("<w:r><w:instrText xml:space=\"preserve\">{word}</w:instrText></w:r>")).collect();
        let mark = |kind: &str| format!("<w:r><w:fldChar w:fldCharType=\"{kind}\"/></w:r>");
        format!("<w:p>{}{words}{}<w:r><w:t>x</w:t></w:r>{}</w:p>", mark("begin"), mark("separate"), mark("end"))
    }

    #[test]
    fn fields_and_links_that_start_programs_are_found_however_they_are_written() {
        for part in [
            field(&["DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe \"/k calc.exe\""]),
            field(&[" DD", "E", "AUTO cmd"]),
            field(&["&#68;&#x44;E cmd"]),
            field(&["<![CDATA[dde cmd]]>"]),
            format!("<w:p>{}</w:p>", field(&["IF 1 = 1 "]).replace("<w:t>x</w:t>", &field(&["DDE cmd"]))),
            "<w:fldSimple w:instr=\" DDE cmd &quot;/k calc.exe&quot; \"/>".into(),
            "<externalLink><ddeLink ddeService=\"cmd\" ddeTopic=\"/c calc.exe\"/></externalLink>".into(),
            "<w:instrText>DDE cmd</w:instrText>".into(),
        ] {
            assert!(is(part.as_bytes()), "{part}");
            let wide: Vec<u8> = "\u{feff}".encode_utf16().chain(part.encode_utf16()).flat_map(u16::to_le_bytes).collect();
            assert!(is(&wide), "{part}");
        }
        for part in [
            field(&["PAGE \\* MERGEFORMAT"]),
            field(&["HYPERLINK \"https://example.com/DDE\""]),
            field(&["DDEX"]),
            "<w:t>DDE cmd</w:t><w:fldSimple w:instr=\"PAGE\"/>".into(),
        ] {
            assert!(!is(part.as_bytes()), "{part}");
        }
    }
}
