//! The names in a PDF (ISO 32000-2, 7.3.5) that say what it does. They are looked for at every byte, in streams and comments too: a
//! reader goes to the places that a table gives it, which may lie anywhere. Words in strings are no names, unless an object may
//! begin in the string.

use std::borrow::Cow;

use domain::media::Refusal;

use super::findings::Findings;
use super::texts::Text;

/// Bytes of the longest name, each of its characters written with three, its slash, and one more to tell it from a longer one.
const MAX_TOKEN_BYTES: usize = 2 + 3 * b"RichMediaExecute".len();

/// What the next object would be: what an action does, as the value of the key `S`, or an object that such a key may refer to.
const KIND: u16 = 1;
/// A script.
const SCRIPT: u16 = 1 << 1;
/// The name of a file; an address.
const FILE: u16 = 1 << 2;
const ADDRESS: u16 = 1 << 3;
/// How the file is locked: a dictionary, or a reference of two numbers and a letter, which the next two stand for.
const LOCK: u16 = 1 << 4;
const LOCK_REFERENCE: u16 = LOCK << 2;
/// A script that runs when a three-dimensional picture is shown, likewise.
const INSTANCE: u16 = 1 << 8;
const INSTANCE_REFERENCE: u16 = INSTANCE << 2;
/// An object that may be a text alone. It is the name of a file if a key `F` refers to it.
const OBJECT: u16 = 1 << 11;
/// The second number of a reference to a text; the next stands for its letter.
const TEXT: u16 = 1 << 12;
const TEXT_REFERENCE: u16 = TEXT << 1;
/// The reference that a number may begin.
const NUMBERED: u16 = LOCK | LOCK << 1 | INSTANCE | INSTANCE << 1 | TEXT;

/// Reads a part of a file piece by piece.
#[derive(Default)]
pub struct Names {
    pub findings: Findings,
    /// The word or the name that is being read, with its slash.
    token: Vec<u8>,
    /// What the next object would be, and what it would be once the comment in this line is over.
    next: u16,
    next_line: u16,
    /// Brackets of a string that are open. No reader that begins at one of the objects read so far is outside of a string where
    /// this says that it is in one: each word `obj` begins anew.
    depth: u32,
    is_escaped: bool,
    is_comment: bool,
    last: u8,
    text: Option<(Text, u16)>,
    /// The last two numbers, and the object that is being read: `5 0 obj` begins the fifth. None where another word stands.
    numbers: [Option<u32>; 2],
    object: Option<u32>,
    /// The object that a key of a file may refer to.
    referred: Option<u32>,
    /// In this line a comment may have begun, whose numbers name no object.
    is_doubtful: bool,
    /// Of objects that were packed.
    packed: Option<Packed>,
    /// The strings of the file are encrypted, so they say nothing here.
    is_locked: bool,
}

/// Where a packed object begins, and its number.
pub type Start = (usize, u32);

/// Objects that were packed. No chance puts a name among them, so an action may be spread over any of them.
struct Packed {
    at: usize,
    /// Where they begin, with their numbers, the last first. None where readers may understand that differently.
    starts: Option<Vec<Start>>,
}

impl Names {
    /// Of objects that were packed, beginning at these places if they are known.
    pub fn packed(findings: Findings, starts: Option<Vec<Start>>) -> Self {
        let starts = starts.map(|mut starts| {
            starts.sort_unstable_by(|one, other| other.cmp(one));
            starts
        });
        Self { findings, packed: Some(Packed { at: 0, starts }), ..Self::default() }
    }

    /// Of a file that may be locked: what locks it is a finding and no refusal, and its strings are passed over.
    pub fn locked() -> Self {
        Self { is_locked: true, ..Self::default() }
    }

    /// Of the objects of a locked file, decrypted.
    pub fn unlocked(findings: Findings) -> Self {
        Self { findings, ..Self::default() }
    }

    /// Why a file that goes on with these bytes is refused. A name counts once the byte behind it was read.
    pub fn refusal(&mut self, bytes: &[u8]) -> Option<Refusal> {
        bytes.iter().find_map(|byte| self.read(*byte))
    }

    pub fn read(&mut self, byte: u8) -> Option<Refusal> {
        let mut refusal = None;
        if let Some(number) = self.started() {
            refusal = self.end();
            self.begin(number);
        }
        self.read_text(byte);
        let is_escaped = std::mem::take(&mut self.is_escaped);
        self.is_escaped = byte == b'\\' && self.depth > 0 && !is_escaped;
        let last = std::mem::replace(&mut self.last, byte);
        let is_regular = !matches!(
            byte,
            0 | b'\t' | b'\n' | 0x0c | b'\r' | b' ' | b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%'
        );
        if is_regular {
            if self.token.len() < MAX_TOKEN_BYTES {
                self.token.push(byte);
            } else if self.token[0] != b'/' {
                // Of a word that is too long the end counts.
                self.token.rotate_left(1);
                self.token[MAX_TOKEN_BYTES - 1] = byte;
            }
            return refusal;
        }
        let refusal = refusal.or_else(|| self.end());
        match byte {
            b'/' => self.token.push(byte),
            b'%' => {
                self.next_line |= std::mem::take(&mut self.next);
                self.is_comment |= self.depth == 0;
                self.is_doubtful = true;
            }
            b'\n' | b'\r' => {
                self.next |= std::mem::take(&mut self.next_line);
                (self.is_comment, self.is_doubtful) = (false, false);
            }
            0 | b'\t' | 0x0c | b' ' => {}
            b'(' | b')' if is_escaped => {}
            b'(' => self.open(),
            b')' => (self.depth, self.next) = (self.depth.saturating_sub(1), 0),
            b'<' if last == b'<' => {
                let next = std::mem::take(&mut self.next);
                return refusal.or_else(|| self.refused(next, LOCK, INSTANCE));
            }
            b'<' => self.open_hex(),
            _ => self.next = 0,
        }
        refusal.or_else(|| self.findings.refusal())
    }

    /// The number of the packed object that begins at this byte; none where two begin at once.
    fn started(&mut self) -> Option<Option<u32>> {
        let packed = self.packed.as_mut()?;
        let at = packed.at;
        packed.at += 1;
        let starts = packed.starts.as_mut()?;
        let mut started = None;
        while let Some((_, number)) = starts.pop_if(|(start, _)| *start == at) {
            started = Some(started.is_none().then_some(number));
        }
        started
    }

    /// Here an object may begin.
    fn begin(&mut self, number: Option<u32>) {
        (self.depth, self.is_escaped, self.next, self.object) = (0, false, KIND | OBJECT, number);
    }

    fn open(&mut self) {
        let next = std::mem::take(&mut self.next);
        if self.depth == 0 {
            self.findings.has_script |= next & SCRIPT != 0;
            if next & (FILE | ADDRESS | OBJECT) != 0 && !self.is_locked {
                self.text = Some((Text::literal(), next));
            }
        }
        let is_read = self.packed.as_ref().is_none_or(|packed| packed.starts.is_some());
        if is_read && !self.is_comment {
            self.depth += 1;
        }
    }

    fn open_hex(&mut self) {
        if self.depth == 0 {
            self.findings.has_script |= self.next & SCRIPT != 0;
            if self.next & (FILE | ADDRESS | OBJECT) != 0 && !self.is_locked {
                self.text = Some((Text::hex(), self.next));
            }
        }
        self.next &= LOCK | INSTANCE;
    }

    fn read_text(&mut self, byte: u8) {
        let Some((text, next)) = &mut self.text else { return };
        if !text.ends(byte) {
            return;
        }
        if *next & FILE != 0 {
            self.findings.names_program |= text.is_program();
            self.findings.names_share |= text.is_share();
        }
        if *next & OBJECT != 0 {
            if text.is_program() {
                self.findings.programs.insert(self.object);
            }
            if text.is_share() {
                self.findings.shares.insert(self.object);
            }
            self.findings.join();
        }
        if *next & ADDRESS != 0 && text.is_script() {
            (self.findings.plays, self.findings.has_script) = (true, true);
        }
        self.findings.links_share |= *next & ADDRESS != 0 && text.is_share();
        self.text = None;
    }

    /// The word or name that was being read has ended.
    fn end(&mut self) -> Option<Refusal> {
        let mut token = std::mem::take(&mut self.token);
        let refusal = if token.is_empty() { None } else { self.take(&token) };
        token.clear();
        self.token = token;
        refusal
    }

    fn take(&mut self, token: &[u8]) -> Option<Refusal> {
        let next = std::mem::take(&mut self.next);
        let Some(name) = token.strip_prefix(b"/") else {
            let number = str::from_utf8(token).ok().filter(|_| !self.is_doubtful).and_then(|token| token.parse::<u32>().ok());
            let numbers = self.numbers;
            self.numbers = [numbers[1], number];
            if token.ends_with(b"obj") || token.ends_with(b"trailer") {
                // In `0obj` the second of the numbers stands before the word.
                self.begin(if token == b"obj" { numbers[0].filter(|_| numbers[1].is_some()) } else { None });
                return None;
            }
            if self.depth > 0 {
                return None;
            }
            // Some readers take `6 0R` for a reference too.
            let joined = token.strip_suffix(b"R").is_some_and(|number| number.iter().all(u8::is_ascii_digit));
            if joined && next & (TEXT | TEXT_REFERENCE) != 0 {
                self.findings.files.insert(self.referred);
                self.findings.join();
            }
            if token == b"R" {
                return self.refused(next, LOCK_REFERENCE, INSTANCE_REFERENCE);
            }
            if token.iter().all(|byte| byte.is_ascii_digit() || *byte == b'+') {
                self.findings.has_script |= next & SCRIPT != 0;
                self.next = (next & NUMBERED) << 1;
                if next & (FILE | OBJECT) != 0 {
                    self.referred = number;
                    self.next |= TEXT;
                }
            }
            return None;
        };
        self.numbers = [None; 2];
        if self.depth > 0 {
            return None;
        }
        let is_kind = next & KIND != 0;
        let is_packed = self.packed.is_some();
        match &*plain(name) {
            b"JavaScript" | b"Launch" | b"RichMedia" | b"RichMediaExecute" if is_kind => return Some(Refusal::Active),
            b"Launch" | b"RichMedia" | b"RichMediaExecute" if is_packed => return Some(Refusal::Active),
            b"JavaScript" if is_packed => self.findings.plays = true,
            b"Rendition" if is_kind || is_packed => self.findings.plays = true,
            b"GoToR" | b"GoToE" | b"SubmitForm" | b"ImportData" if is_kind || is_packed => self.findings.leaves = true,
            b"EF" | b"EmbeddedFile" => self.findings.attaches = true,
            b"XFA" => self.findings.has_form = true,
            b"JS" => self.next = SCRIPT,
            b"S" | b"Subtype" => self.next = KIND,
            b"F" | b"UF" | b"DOS" | b"Unix" | b"Mac" => self.next = FILE,
            b"URI" => self.next = ADDRESS,
            // No trailer is ever packed.
            b"Encrypt" if !is_packed => self.next = LOCK,
            b"EFF" => self.findings.locks_attached = true,
            b"OnInstantiate" => self.next = INSTANCE,
            _ => {}
        }
        None
    }

    /// What the file is refused for when the next object was to be one of these.
    fn refused(&mut self, next: u16, lock: u16, instance: u16) -> Option<Refusal> {
        self.findings.is_locked |= next & lock != 0;
        match next {
            next if next & lock != 0 && !self.is_locked => Some(Refusal::Locked),
            next if next & instance != 0 => Some(Refusal::Active),
            _ => None,
        }
    }
}

/// How often a name stands in the bytes of a dictionary, outside of the dictionaries, lists and strings within it: functions and
/// pictures have an `N` and filters of their own. Where the brackets do not go together, it is counted wherever it stands.
pub fn count(dict: &[u8], name: &[u8]) -> usize {
    let is_end = |byte: &u8| byte.is_ascii_whitespace() || b"\0()<>[]{}/%".contains(byte);
    let (mut own, mut depth, mut at) = (0, 0_usize, 0);
    // The bytes may begin in front of the dictionary's own brackets or behind them.
    let own_depth = usize::from(dict.trim_ascii_start().starts_with(b"<<"));
    let mut is_sound = true;
    while let Some(byte) = dict.get(at) {
        let next = dict.get(at + 1);
        at += 1;
        match (byte, next) {
            (b'<', Some(b'<')) => (depth, at) = (depth + 1, at + 1),
            (b'>', Some(b'>')) if depth > 0 => (depth, at) = (depth - 1, at + 1),
            (b'[', _) => depth += 1,
            (b']', _) if depth > 0 => depth -= 1,
            (b'>' | b']', _) => is_sound = false,
            (b'<', _) => match memchr::memchr(b'>', &dict[at..]) {
                Some(end) => at += end + 1,
                None => is_sound = false,
            },
            (b'(' | b'%', _) => match end(&dict[at - 1..]) {
                Some(length) => at += length - 1,
                None => is_sound = false,
            },
            (b'/', _) => {
                let rest = &dict[at..];
                let length = rest.iter().position(is_end).unwrap_or(rest.len());
                own += usize::from(depth == own_depth && *plain(&rest[..length]) == *name);
                at += length;
            }
            _ => {}
        }
    }
    if is_sound && depth == 0 {
        return own;
    }
    let names = dict.split(|byte| *byte == b'/').skip(1).map(|rest| rest.split(is_end).next().unwrap_or_default());
    names.filter(|found| *plain(found) == *name).count()
}

/// The length of a string or a comment with what ends it (ISO 32000-2, 7.3.4.2 and 7.2.4). None for a string without an end.
fn end(from: &[u8]) -> Option<usize> {
    if from.starts_with(b"%") {
        return Some(from.iter().position(|byte| matches!(byte, b'\r' | b'\n')).unwrap_or(from.len()));
    }
    let (mut depth, mut at) = (0_usize, 0);
    loop {
        match from.get(at)? {
            b'\\' => at += 1,
            b'(' => depth += 1,
            b')' if depth == 1 => return Some(at + 1),
            b')' => depth -= 1,
            _ => {}
        }
        at += 1;
    }
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
mod tests;
