//! PNG (third edition): its chunks, without texts, times and EXIF.

use std::io::Write;

use super::source::{Fault, Source};

const SIGNATURE: [u8; 8] = *b"\x89PNG\r\n\x1a\n";

/// What the picture is made of, its colours and its animation.
const KEPT: [&[u8; 4]; 20] = [
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB", b"cICP", b"mDCV", b"cLLI", b"bKGD",
    b"hIST", b"pHYs", b"sPLT", b"acTL", b"fcTL", b"fdAT",
];

/// Copies the picture without all that is not shown. Answers width and height.
pub fn clean(source: &mut Source, to: &mut impl Write) -> Result<(u32, u32), Fault> {
    if source.array()? != SIGNATURE {
        return Err(source.damaged());
    }
    to.write_all(&SIGNATURE)?;
    let (mut size, mut has_data) = (None, false);
    loop {
        let length = source.array::<4>()?;
        let kind = source.array::<4>()?;
        let bytes = u64::from(u32::from_be_bytes(length));
        if size.is_none() {
            if &kind != b"IHDR" || bytes != 13 {
                return Err(source.damaged());
            }
            let header = source.array::<13>()?;
            let number = |at: usize| u32::from_be_bytes([header[at], header[at + 1], header[at + 2], header[at + 3]]);
            size = Some((number(0), number(4)));
            to.write_all(&length)?;
            to.write_all(&kind)?;
            to.write_all(&header)?;
            source.copy(4, to)?;
            continue;
        }
        if KEPT.contains(&&kind) {
            has_data |= &kind == b"IDAT";
            to.write_all(&length)?;
            to.write_all(&kind)?;
            source.copy(bytes + 4, to)?;
        } else {
            source.skip(bytes + 4)?;
        }
        if &kind == b"IEND" {
            break;
        }
    }
    source.refuse_foreign_rest()?;
    size.filter(|(width, height)| *width > 0 && *height > 0 && has_data).ok_or_else(|| source.damaged())
}
