//! TIFF (revision 6.0), as Office files have pictures: its directories, without what cameras and programs wrote beside the picture.
//! It is cleaned in place, because its directories name places in it.

/// Entries that the picture is made of: size, colours, which way up, and where its data lie (section 8 and appendix A).
const KEPT_TAGS: [u16; 57] = [
    254, 255, 256, 257, 258, 259, 262, 263, 264, 265, 266, 273, 274, 277, 278, 279, 280, 281, 282, 283, 284, 290, 291, 292, 293,
    296, 297, 301, 317, 318, 319, 320, 321, 322, 323, 324, 325, 332, 338, 339, 340, 341, 347, 512, 513, 514, 515, 517, 518, 519,
    520, 521, 529, 530, 531, 532, 34675,
];

/// Entries that refer to directories: more pictures of another size, EXIF, GPS, what EXIF refers to.
const DIRECTORIES: [u16; 4] = [330, 34665, 34853, 40965];

/// Directories of a file, and how deep they may lie in one another.
const MAX_DIRECTORIES: usize = 1_000;
const MAX_DEPTH: usize = 4;

const ENTRY_BYTES: usize = 12;

/// Takes out what is not the picture. None where the file cannot be read.
pub fn clean(bytes: &mut [u8]) -> Option<()> {
    let is_big = match bytes.get(..4)? {
        b"II*\0" => false,
        b"MM\0*" => true,
        _ => return None,
    };
    let mut file = Tiff { bytes, is_big, left: MAX_DIRECTORIES };
    let mut at = file.number(4, 4)?;
    if at == 0 {
        return None;
    }
    while at != 0 {
        at = file.clean_directory(at)?;
    }
    Some(())
}

struct Tiff<'a> {
    bytes: &'a mut [u8],
    is_big: bool,
    left: usize,
}

impl Tiff<'_> {
    /// Answers where the next directory is.
    fn clean_directory(&mut self, at: usize) -> Option<usize> {
        let entries = self.entries(at)?;
        let next = at + 2 + entries.len() * ENTRY_BYTES;
        let behind = self.number(next, 4)?;
        let (kept, gone): (Vec<usize>, Vec<usize>) =
            entries.into_iter().partition(|entry| self.number(*entry, 2).is_some_and(|tag| KEPT_TAGS.contains(&(tag as u16))));
        for entry in gone {
            self.forget(entry, 0)?;
        }
        let count = u16::try_from(kept.len()).ok()?;
        let kept: Vec<u8> = kept.into_iter().flat_map(|entry| self.bytes[entry..entry + ENTRY_BYTES].to_vec()).collect();
        let behind_bytes = self.bytes[next..next + 4].to_vec();
        let count = if self.is_big { count.to_be_bytes() } else { count.to_le_bytes() };
        let mut directory = [&count[..], &kept, &behind_bytes].concat();
        directory.resize(next + 4 - at, 0);
        self.bytes[at..next + 4].copy_from_slice(&directory);
        Some(behind)
    }

    /// Where the entries of a directory are.
    fn entries(&mut self, at: usize) -> Option<Vec<usize>> {
        self.left = self.left.checked_sub(1)?;
        let count = self.number(at, 2)?;
        let end = at + 2 + count * ENTRY_BYTES;
        (end <= self.bytes.len()).then(|| (0..count).map(|place| at + 2 + place * ENTRY_BYTES).collect())
    }

    /// Fills with zeros what an entry refers to.
    fn forget(&mut self, entry: usize, depth: usize) -> Option<()> {
        let (tag, kind, count) = (self.number(entry, 2)?, self.number(entry + 2, 2)?, self.number(entry + 4, 4)?);
        let size = match kind {
            1 | 2 | 6 | 7 => 1,
            3 | 8 => 2,
            4 | 9 | 11 | 13 => 4,
            5 | 10 | 12 => 8,
            _ => return None,
        };
        let length = count.checked_mul(size)?;
        let from = if length > 4 { self.number(entry + 8, 4)? } else { entry + 8 };
        let end = from.checked_add(length).filter(|end| *end <= self.bytes.len())?;
        if DIRECTORIES.contains(&(tag as u16)) && size == 4 && depth < MAX_DEPTH {
            for at in (from..end).step_by(4) {
                let at = self.number(at, 4)?;
                self.forget_directory(at, depth + 1)?;
            }
        }
        self.bytes[from..end].fill(0);
        Some(())
    }

    fn forget_directory(&mut self, at: usize, depth: usize) -> Option<()> {
        let entries = self.entries(at)?;
        let end = at + 2 + entries.len() * ENTRY_BYTES;
        for entry in entries {
            self.forget(entry, depth)?;
        }
        self.bytes[at..end].fill(0);
        Some(())
    }

    fn number(&self, at: usize, size: usize) -> Option<usize> {
        let bytes = self.bytes.get(at..at.checked_add(size)?)?;
        let join = |sum: usize, byte: &u8| sum << 8 | usize::from(*byte);
        Some(if self.is_big { bytes.iter().fold(0, join) } else { bytes.iter().rev().fold(0, join) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::media::fixtures::{SECRET, has, tiff};

    #[test]
    fn what_is_no_picture_goes_wherever_it_lies() {
        let mut file = tiff();
        assert_eq!(file.windows(SECRET.len()).filter(|window| *window == SECRET).count(), 2);
        let length = file.len();
        clean(&mut file).unwrap();
        assert!(!has(&file, SECRET) && file.len() == length && file.ends_with(b"\x80"));
        // Six entries are left: size, colour, data, rows, length of the data.
        assert_eq!(file[8..10], [6, 0]);
        assert_eq!(file[10..12], [0, 1]);
        let again = file.clone();
        clean(&mut file).unwrap();
        assert_eq!(file, again);
    }

    #[test]
    fn no_change_of_a_file_breaks_what_reads_it() {
        let valid = tiff();
        for at in 0..valid.len() {
            for byte in [valid[at] ^ 1, valid[at] ^ 0x80, 0, 0xff] {
                let mut mutated = valid.clone();
                mutated[at] = byte;
                clean(&mut mutated);
            }
            clean(&mut valid[..at].to_vec());
        }
    }
}
