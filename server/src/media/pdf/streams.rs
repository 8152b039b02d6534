//! The streams of a PDF, unpacked with all their filters (ISO 32000-2, 7.4): programs pack objects into them (7.5.7), and scripts
//! with the objects.

use std::collections::HashSet;
use std::sync::Arc;

use domain::media::{Format, Refusal};
use hayro::hayro_syntax::object::{Name, Object, Stream};
use hayro::hayro_syntax::reader::{Reader, ReaderContext, ReaderExt};
use hayro::hayro_syntax::{DecryptionError, Filter, LoadPdfError, Pdf, PdfData};
use memchr::memmem;

use super::findings::Findings;
use super::forms;
use super::is_head;
use super::names::{self, Names};
use super::unlocked;

const FOREIGN: Refusal = Refusal::Foreign { format: Format::Pdf };

/// Why a file with these streams is refused, which is attached so deep in others. The findings are those of the file outside of its
/// streams.
///
/// Programs disagree on where the objects of a file are when its table is wrong. So the streams are looked for in three ways: as
/// the table says; as a program finds them that has to do without the table; and wherever one begins, if nothing refers to it.
pub fn refusal(file: Vec<u8>, findings: Findings, depth: usize) -> Option<Refusal> {
    // A form is a stream, or some of them; a reader may take a string for one.
    let has_form_script = findings.has_form && forms::has_script(&file);
    let mut streams = Streams { findings, has_form_script, depth, ..Streams::default() };
    let mut file = Arc::new(file);
    loop {
        let had_form = streams.findings.has_form;
        if let Some(refusal) = streams.all(&mut file) {
            return Some(refusal);
        }
        // A packed object tells of a form: it may be a part of it what was left out before.
        if had_form || !streams.findings.has_form || !streams.has_left_out {
            return streams.end();
        }
        streams.seen.clear();
    }
}

#[derive(Default)]
struct Streams {
    /// Where the file lies in memory.
    start: usize,
    /// Places and filters of the dictionaries and streams that were looked at. A stream may have two dictionaries, one of them
    /// within a string of the other.
    seen: HashSet<([usize; 2], Vec<u8>)>,
    findings: Findings,
    has_form_script: bool,
    /// How many files this one is attached in.
    depth: usize,
    /// Whether pictures were not unpacked.
    has_left_out: bool,
    /// Of an encrypted file, whether it was read without a password.
    is_decrypted: bool,
}

impl Streams {
    fn all(&mut self, file: &mut Arc<Vec<u8>>) -> Option<Refusal> {
        self.start = file.as_ptr().addr();
        let of_table = Pdf::new(PdfData::from(file.clone()));
        match &of_table {
            Err(LoadPdfError::Decryption(DecryptionError::PasswordProtected)) => return Some(Refusal::Locked),
            Err(LoadPdfError::Decryption(_)) if self.findings.is_locked => return Some(Refusal::Locked),
            _ => {}
        }
        if let Some(refusal) = of_table.ok().and_then(|pdf| self.of(&pdf)) {
            return Some(refusal);
        }
        if !self.findings.is_locked
            && let Some(refusal) = self.anywhere(file)
        {
            return Some(refusal);
        }
        let places: Vec<usize> = memmem::find_iter(file, b"startxref").collect();
        let without_table = Arc::make_mut(file);
        places.iter().for_each(|at| without_table[*at] = b'-');
        self.start = file.as_ptr().addr();
        let found = Pdf::new(PdfData::from(file.clone())).ok();
        let refusal = found.and_then(|pdf| self.of(&pdf));
        let with_table = Arc::make_mut(file);
        places.iter().for_each(|at| with_table[*at] = b's');
        if refusal.is_some() || !self.findings.is_locked {
            return refusal;
        }
        // Attached files may have a key of their own, and what cannot be decrypted cannot be read.
        if !self.is_decrypted || self.findings.locks_attached {
            return Some(Refusal::Locked);
        }
        self.start = file.as_ptr().addr();
        self.anywhere(file)
    }

    fn of(&mut self, pdf: &Pdf) -> Option<Refusal> {
        if self.findings.is_locked {
            match unlocked::read(pdf, &mut self.findings) {
                Ok(true) => self.is_decrypted = true,
                // A reader that is led here finds what encrypts it.
                Ok(false) => return None,
                Err(refusal) => return Some(refusal),
            }
        }
        pdf.objects()
            .into_iter()
            .find_map(|object| if let Object::Stream(stream) = object { self.look(&stream, true) } else { None })
    }

    /// The streams that begin anywhere, if nothing refers to them.
    fn anywhere(&mut self, file: &[u8]) -> Option<Refusal> {
        for at in memmem::find_iter(file, b"obj") {
            let mut reader = Reader::new(&file[at + 3..]);
            reader.skip_white_spaces_and_comments();
            if reader.peek_tag(b"<<").is_some()
                && let Some(stream) = reader.read_with_context::<Stream<'_>>(&ReaderContext::dummy())
                && let Some(refusal) = self.look(&stream, false)
            {
                return Some(refusal);
            }
        }
        None
    }

    /// `is_known` of a stream that a reader can decrypt, because it knows the number of the object.
    fn look(&mut self, stream: &Stream<'_>, is_known: bool) -> Option<Refusal> {
        let is_locked = self.findings.is_locked;
        let (dict, filters) = (stream.dict(), stream.filters());
        let place = |bytes: &[u8]| bytes.as_ptr().addr().wrapping_sub(self.start);
        // What was decrypted lies elsewhere each time.
        let places = [place(dict.data()), if is_locked { 0 } else { place(&stream.raw_data()) }];
        if !self.seen.insert((places, filters.iter().map(|filter| *filter as u8).collect())) {
            return None;
        }
        // Its data lies in another file, or readers disagree on how it is packed.
        let is_ambiguous = ["F", "FFilter", "DP"].iter().any(|key| dict.contains_key(key))
            || ["Filter", "DecodeParms", "N", "First"].iter().any(|key| names::count(dict.data(), key.as_bytes()) > 1);
        if is_ambiguous {
            return Some(FOREIGN);
        }
        if is_locked && !is_known {
            // Objects that only another reader finds are encrypted for it alone.
            return (dict.contains_key("First") || names::count(dict.data(), b"ObjStm") > 0).then_some(FOREIGN);
        }
        if filters.contains(&Filter::Crypt) && !is_locked {
            return Some(Refusal::Locked);
        }
        let is_named = |key: &str, name: &[u8]| dict.get::<Name<'_>>(key).is_some_and(|found| &*found == name);
        let is_typed = is_named("Type", b"ObjStm");
        let is_picture = |filter: &Filter| {
            matches!(filter, Filter::DctDecode | Filter::JpxDecode | Filter::Jbig2Decode | Filter::CcittFaxDecode)
        };
        if filters.iter().any(is_picture) {
            return is_typed.then_some(FOREIGN);
        }
        let is_counted = ["N", "First"].iter().any(|key| dict.contains_key(key));
        let is_image = is_named("Subtype", b"Image");
        // Nothing takes so much memory as a picture. Only a form could be made of it besides: a script in a stream is known by
        // what refers to it, and no reader finds objects without being told how many there are, or where the first begins.
        if is_image && !is_typed && !is_counted && !self.findings.has_form {
            self.has_left_out = true;
            return None;
        }
        let Ok(data) = stream.decoded() else {
            return is_typed.then_some(Refusal::Damaged { format: Format::Pdf });
        };
        if !is_image && is_program(&data) {
            return Some(Refusal::Active);
        }
        // An attached file is opened by a click, or by an action of the outer one.
        if is_head(&data)
            && let Some(refusal) = super::refusal(data.to_vec(), self.depth + 1)
        {
            return Some(refusal);
        }
        self.has_form_script |= forms::may_have_script(&data);
        if !(is_typed || is_counted && begins_as_objects(&data)) {
            return None;
        }
        if is_locked && !begins_as_objects(&data) {
            return Some(Refusal::Locked);
        }
        let is_direct = dict.get_ref("First").is_none();
        let first = dict.get::<u32>("First").filter(|_| is_direct);
        let mut names = Names::packed(self.findings, first.and_then(|first| starts(&data, first as usize)));
        let refusal = names.refusal(&data).or_else(|| names.read(b' '));
        self.findings = names.findings;
        refusal
    }

    /// After the last stream.
    fn end(&self) -> Option<Refusal> {
        (self.findings.has_form && self.has_form_script).then_some(Refusal::Active)
    }
}

/// Packed objects begin with pairs of numbers. Some readers ask for no more.
fn begins_as_objects(data: &[u8]) -> bool {
    let mut words = data.split(u8::is_ascii_whitespace).filter(|word| !word.is_empty()).take(2);
    let mut is_number = || words.next().is_some_and(|word| word.len() < 12 && word.iter().all(u8::is_ascii_digit));
    is_number() && is_number()
}

/// Where packed objects begin: pairs of numbers say so, the number of the object and its place from `first` on. None where something
/// else stands among them, which readers may understand differently.
fn starts(data: &[u8], first: usize) -> Option<Vec<names::Start>> {
    let is_number = |byte: &u8| byte.is_ascii_digit() || byte.is_ascii_whitespace() || *byte == 0;
    let end = data.iter().position(|byte| !is_number(byte)).unwrap_or(data.len());
    if end < first.min(data.len()) {
        return None;
    }
    let words = data[..end].split(|byte| !byte.is_ascii_digit()).filter(|word| !word.is_empty());
    let numbers: Vec<u32> = words.map(|word| str::from_utf8(word).ok()?.parse().ok()).collect::<Option<_>>()?;
    let pairs = numbers.as_chunks::<2>().0.iter();
    pairs.map(|[number, offset]| Some((first.checked_add(*offset as usize)?, *number))).collect()
}

/// A program of Windows (its second header stands where the first says), Linux or macOS, or a script for a shell.
fn is_program(data: &[u8]) -> bool {
    let second_header = || {
        let place = u32::from_le_bytes(data.get(0x3c..0x40)?.try_into().ok()?) as usize;
        data.get(place..)
    };
    match data {
        [b'M', b'Z', ..] => second_header().is_some_and(|header| header.starts_with(b"PE\0\0")),
        [0x7f, b'E', b'L', b'F', ..] | [b'#', b'!', b'/', ..] => true,
        [0xcf | 0xce, 0xfa, 0xed, 0xfe, ..] => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests;
