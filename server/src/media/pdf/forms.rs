//! XML forms in a PDF (XFA 3.3): whether one has a script. A form may be cut into any number of streams, which readers join in an
//! order of their own.

use memchr::memmem;

/// Whether a stream that may be a part of a form has a script in it, or a part of the word that begins one, or entities, which may
/// hide one, or letters that nobody else would read.
pub fn may_have_script(data: &[u8]) -> bool {
    // As UTF-16 and UTF-32, which it may be, every letter here is itself beside zeros.
    let text: Vec<u8> = data.iter().copied().filter(|byte| *byte != 0).collect();
    let text =
        text.strip_prefix(b"\xef\xbb\xbf").or(text.strip_prefix(b"\xff\xfe")).or(text.strip_prefix(b"\xfe\xff")).unwrap_or(&text);
    has_script(text) || is_cut(text) || is_xml(text) && (has_handler(text) || has_strange_letters(text))
}

/// `<script` or `<prefix:script`; a list of entities; a script in an address or in another file.
pub fn has_script(text: &[u8]) -> bool {
    const SIGNS: [&[u8]; 4] = [b"<!ENTITY", b"<!DOCTYPE", b"\"javascript:", b"'javascript:"];
    // In EBCDIC (`<?xm`) no word here is itself.
    text.starts_with(b"\x4c\x6f\xa7\x94")
        || memmem::find_iter(text, b"script").any(|at| at > 0 && matches!(text[at - 1], b'<' | b':'))
        || memmem::find_iter(text, b"usehref").any(|at| {
            let value = text[at + 7..].iter().copied().filter(|byte| !byte.is_ascii_whitespace()).take(3);
            !matches!(value.collect::<Vec<_>>()[..], [b'=', b'"' | b'\'', b'#' | b'"' | b'\''])
        })
        || SIGNS.iter().any(|sign| memmem::find(text, sign).is_some())
}

/// Whether a word that counts may be cut here: the text ends within it, goes on with it, or is the middle of it. Only somebody
/// who hides a form cuts it there. Other bytes are no form.
fn is_cut(text: &[u8]) -> bool {
    const WORDS: [&[u8]; 4] = [b"<script", b":script", b"<!ENTITY", b"<!DOCTYPE"];
    let is_text = |part: &[u8]| part.iter().all(|byte| *byte >= b' ' || byte.is_ascii_whitespace());
    if text.is_empty() || !is_text(text) {
        return false;
    }
    WORDS.iter().any(|word| {
        let is_middle = text.len() < word.len() - 1 && memmem::find(&word[1..], text).is_some();
        let ends_within = (2..word.len()).any(|length| text.ends_with(&word[..length]));
        is_middle || ends_within || text.starts_with(&word[1..])
    })
}

fn is_xml(text: &[u8]) -> bool {
    let text = text.trim_ascii_start();
    matches!(text, [b'<', b'?' | b'!' | b'/', ..]) || matches!(text, [b'<', letter, ..] if letter.is_ascii_alphabetic())
}

/// Whether an attribute begins with `on`, as the ones that run a script do.
fn has_handler(text: &[u8]) -> bool {
    memmem::find_iter(text, b"on").any(|at| {
        let name = text[at..].iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
        let value = text[at + name..].trim_ascii_start();
        let is_attribute = at > 0 && text[at - 1].is_ascii_whitespace() && name > 4;
        is_attribute
            && value.strip_prefix(b"=").is_some_and(|value| matches!(value.trim_ascii_start().first(), Some(b'"' | b'\'')))
    })
}

/// Whether its declaration names a coding in which the words here may be written otherwise.
fn has_strange_letters(text: &[u8]) -> bool {
    const KNOWN: [&str; 6] = ["utf-8", "utf-16", "utf-32", "us-ascii", "iso-8859-", "windows-125"];
    let Some(declaration) = text.trim_ascii_start().strip_prefix(b"<?xml") else { return false };
    let declaration = &declaration[..declaration.iter().position(|byte| *byte == b'>').unwrap_or(declaration.len())];
    let declaration = String::from_utf8_lossy(declaration).to_ascii_lowercase();
    let Some((_, coding)) = declaration.split_once("encoding") else { return false };
    let coding = coding.trim_start().trim_start_matches('=').trim_start().trim_start_matches(['"', '\'']);
    !KNOWN.iter().any(|known| coding.starts_with(known))
}
