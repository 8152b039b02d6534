//! GIF (89a): its blocks, without comments and what programs wrote beside the pictures.

use std::io::Write;

use super::source::{Fault, Source};

/// Blocks of a file; with 255 bytes each they are more than any file holds.
const MAX_BLOCKS: u32 = 1_000_000;

/// Copies the pictures and how often they repeat. Answers width and height.
pub fn clean(source: &mut Source, to: &mut impl Write) -> Result<(u32, u32), Fault> {
    let head = source.array::<13>()?;
    if !head.starts_with(b"GIF87a") && !head.starts_with(b"GIF89a") {
        return Err(source.damaged());
    }
    to.write_all(&head)?;
    source.copy(colours(head[10]), to)?;
    let (mut pictures, mut left) = (0_u32, MAX_BLOCKS);
    loop {
        match source.byte()? {
            0x3b => break,
            0x2c => {
                pictures += 1;
                let descriptor = source.array::<9>()?;
                to.write_all(&[0x2c])?;
                to.write_all(&descriptor)?;
                // The colours of its own, and the width of its codes.
                source.copy(colours(descriptor[8]) + 1, to)?;
                blocks(source, to, &mut left)?;
            }
            0x21 => extension(source, to, &mut left)?,
            _ => return Err(source.damaged()),
        }
    }
    to.write_all(&[0x3b])?;
    source.refuse_foreign_rest()?;
    let number = |at: usize| u32::from(u16::from_le_bytes([head[at], head[at + 1]]));
    let size = (number(6), number(8));
    if pictures > 0 && size.0 > 0 && size.1 > 0 { Ok(size) } else { Err(source.damaged()) }
}

fn extension(source: &mut Source, to: &mut impl Write, left: &mut u32) -> Result<(), Fault> {
    let label = source.byte()?;
    let length = source.byte()?;
    let first = source.bytes(usize::from(length))?;
    let is_kept = match label {
        0xf9 | 0x01 => true,
        0xff => first == b"NETSCAPE2.0" || first == b"ANIMEXTS1.0",
        _ => false,
    };
    if !is_kept {
        return if length == 0 { Ok(()) } else { blocks(source, &mut std::io::sink(), left) };
    }
    to.write_all(&[0x21, label, length])?;
    to.write_all(&first)?;
    if length == 0 { Ok(()) } else { blocks(source, to, left) }
}

/// Blocks of data up to an empty one; of the `left` ones that a file may have.
fn blocks(source: &mut Source, to: &mut impl Write, left: &mut u32) -> Result<(), Fault> {
    loop {
        let length = source.byte()?;
        to.write_all(&[length])?;
        if length == 0 {
            return Ok(());
        }
        *left = left.checked_sub(1).ok_or_else(|| source.damaged())?;
        source.copy(u64::from(length), to)?;
    }
}

/// Bytes of a table of colours.
fn colours(flags: u8) -> u64 {
    if flags & 0x80 == 0 { 0 } else { 3 << ((flags & 7) + 1) }
}
