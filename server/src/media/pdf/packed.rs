//! The objects that a PDF packs into streams (ISO 32000-2, 7.5.7), which most programs do: unpacked while the file is read, and kept
//! nowhere.

use domain::media::Refusal;
use flate2::{Decompress, FlushDecompress, Status};

use super::names::Names;

/// What is unpacked altogether. Objects are no pictures; a long book has a few million bytes of them.
const MOST_BYTES: u64 = 32 * 1024 * 1024;

/// Reads a file piece by piece, with what it packs.
pub struct Objects {
    names: Names,
    packed: Names,
    /// While packed objects are read.
    inflate: Option<Decompress>,
    unpacked_bytes: u64,
}

impl Objects {
    pub fn new() -> Self {
        Self { names: Names::default(), packed: Names::packed(), inflate: None, unpacked_bytes: 0 }
    }

    /// Why a file that goes on with these bytes is refused.
    pub fn refusal(&mut self, bytes: &[u8]) -> Option<Refusal> {
        if let Some(refusal) = self.unpack(bytes) {
            return Some(refusal);
        }
        for (at, byte) in bytes.iter().enumerate() {
            if let Some(refusal) = self.names.read(*byte) {
                return Some(refusal);
            }
            if self.names.is_before_packed() {
                self.inflate = Some(Decompress::new(true));
                if let Some(refusal) = self.unpack(&bytes[at + 1..]) {
                    return Some(refusal);
                }
            }
        }
        None
    }

    /// Up to the end of what is packed; what is packed otherwise than by FlateDecode is left.
    fn unpack(&mut self, mut bytes: &[u8]) -> Option<Refusal> {
        let mut unpacked = [0; 8 * 1024];
        loop {
            let inflate = self.inflate.as_mut()?;
            let (taken, given) = (inflate.total_in(), inflate.total_out());
            // The line of the keyword may end with two characters.
            if taken == 0 {
                bytes = bytes.strip_prefix(b"\n").unwrap_or(bytes);
            }
            let status = inflate.decompress(bytes, &mut unpacked, FlushDecompress::None);
            let (taken, given) = (inflate.total_in() - taken, inflate.total_out() - given);
            bytes = &bytes[taken as usize..];
            self.unpacked_bytes += given;
            if self.unpacked_bytes > MOST_BYTES {
                return Some(Refusal::Bomb);
            }
            if let Some(refusal) = self.packed.refusal(&unpacked[..given as usize]) {
                return Some(refusal);
            }
            if !matches!(status, Ok(Status::Ok | Status::BufError)) {
                self.inflate = None;
                return self.packed.read(b' ');
            }
            if taken == 0 && given == 0 {
                return None;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::ZlibEncoder;

    use super::*;

    fn pack(objects: &[u8]) -> Vec<u8> {
        let mut packed = ZlibEncoder::new(Vec::new(), Compression::best());
        packed.write_all(objects).unwrap();
        packed.finish().unwrap()
    }

    fn file(line_end: &str, packed: &[u8]) -> Vec<u8> {
        let head = format!("9 0 obj<</Type/ObjStm/N 2/First 8/Filter/FlateDecode/Length {}>>stream{line_end}", packed.len());
        [head.as_bytes(), packed, b"\nendstream endobj\n%%EOF\n"].concat()
    }

    /// In one piece; byte by byte it must be the same.
    fn refusal(file: &[u8]) -> Option<Refusal> {
        let whole = Objects::new().refusal(file);
        let mut pieces = Objects::new();
        assert_eq!(file.iter().find_map(|byte| pieces.refusal(&[*byte])), whole);
        whole
    }

    #[test]
    fn what_is_packed_is_seen() {
        for objects in [
            "1 0 2 9 <</S/JavaScript/JS(app.alert(1))>> <<>>",
            "1 0 2 9 <</S 2 0 R/JS(app.alert(1))>> /JavaScript",
            "1 0 <</S/Launch/F(cmd.exe)>>",
        ] {
            for line_end in ["\n", "\r\n"] {
                assert_eq!(refusal(&file(line_end, &pack(objects.as_bytes()))), Some(Refusal::Active), "{objects}");
            }
        }
        // Behind more than is unpacked at once, and in the second of two streams.
        let far = format!("1 0 <</A({})/S/JavaScript>>", "x ".repeat(200_000));
        let two = [file("\n", &pack(b"1 0 <</Type/Font>>")), file("\r\n", &pack(far.as_bytes()))].concat();
        assert_eq!(refusal(&two), Some(Refusal::Active));
    }

    #[test]
    fn what_is_harmless_stays() {
        let harmless = pack(b"1 0 2 9 <</S/GoTo/D[3 0 R/Fit]>> <</Title(HTML/CSS/JavaScript)>>");
        assert_eq!(refusal(&file("\n", &harmless)), None);
        // Cut off, not packed, or no stream at all.
        assert_eq!(refusal(&file("\n", &harmless[..harmless.len() / 2])), None);
        assert_eq!(refusal(&file("\n", b"1 0 <</S/GoTo>>")), None);
        assert_eq!(refusal(b"<</Type/ObjStm>>stream"), None);
    }

    #[test]
    fn a_bomb_is_refused() {
        let bomb = pack(&vec![b' '; MOST_BYTES as usize + 1]);
        assert!(bomb.len() < 1024 * 1024);
        assert_eq!(Objects::new().refusal(&file("\n", &bomb)), Some(Refusal::Bomb));
    }
}
