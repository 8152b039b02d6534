//! Objects of other programs in an Office file: containers (MS-CFB) of streams. What is attached as a file has the folders it came
//! from (`Ole10Native`, MS-OLEDS 2.3.6), and what is a document of an older program has its properties (MS-OLEPS). Both are cleaned
//! in place, so that nothing moves.

use std::ops::Range;

pub const SIGNATURE: [u8; 8] = *b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// Numbers from here on are no sectors.
const MAX_SECTOR: usize = 0xffff_fffa;

const MINI_BYTES: usize = 64;
const ENTRY_BYTES: usize = 128;

/// Whether there was something to take out. A container that cannot be read is left as it is: no program opens it.
pub fn clean(file: &mut [u8]) -> bool {
    let mut is_changed = false;
    for (name, pieces) in streams(file).unwrap_or_default() {
        let change: fn(&mut [u8]) -> Option<()> = match &*name {
            "\u{1}Ole10Native" => without_folders,
            "\u{5}SummaryInformation" | "\u{5}DocumentSummaryInformation" => without_properties,
            _ => continue,
        };
        let mut stream: Vec<u8> = pieces.iter().flat_map(|piece| file[piece.clone()].iter().copied()).collect();
        if change(&mut stream).is_none() {
            continue;
        }
        let mut rest = &stream[..];
        for piece in pieces {
            let (part, behind) = rest.split_at(piece.len());
            file[piece].copy_from_slice(part);
            rest = behind;
        }
        is_changed = true;
    }
    is_changed
}

/// The streams of a container: name and where in the file its pieces are.
fn streams(file: &[u8]) -> Option<Vec<(String, Vec<Range<usize>>)>> {
    let sector_bytes = match number(file, 30, 2)? {
        9 => 512,
        12 => 4_096,
        _ => return None,
    };
    let piece = |sector: usize| {
        let start = (sector + 1).checked_mul(sector_bytes)?.min(file.len());
        Some(start..(start + sector_bytes).min(file.len()))
    };
    let numbers = |sectors: &[usize]| {
        let pieces = sectors.iter().filter_map(|sector| piece(*sector));
        pieces
            .flat_map(|piece| (piece.start..piece.end).step_by(4).map(move |at| number(file, at, 4).unwrap_or(MAX_SECTOR)))
            .collect()
    };
    // Which sector is behind which; the list of the sectors of that list begins in the header.
    let mut table: Vec<usize> = (0..109).filter_map(|place| number(file, 76 + 4 * place, 4)).collect();
    let (mut more, mut left) = (number(file, 68, 4)?, file.len() / sector_bytes);
    while more < MAX_SECTOR && left > 0 {
        let mut list: Vec<usize> = numbers(&[more]);
        more = list.pop()?;
        table.extend(list);
        left -= 1;
    }
    table.retain(|sector| *sector < MAX_SECTOR);
    table.truncate(file.len() / sector_bytes);
    let table: Vec<usize> = numbers(&table);
    let pieces = |start: usize| chain(start, &table).into_iter().filter_map(piece).collect::<Vec<_>>();
    let mini_table: Vec<usize> = numbers(&chain(number(file, 60, 4)?, &table));
    let min_bytes = number(file, 56, 4)?;
    let entries: Vec<usize> = pieces(number(file, 48, 4)?).into_iter().flat_map(|piece| piece.step_by(ENTRY_BYTES)).collect();
    let root = pieces(number(file, entries.first()? + 116, 4)?);
    let mini_piece = |mini: usize| {
        let at = mini * MINI_BYTES;
        let piece = root.get(at / sector_bytes)?;
        let start = (piece.start + at % sector_bytes).min(piece.end);
        Some(start..(start + MINI_BYTES).min(piece.end))
    };
    let stream = |entry: &usize| {
        let name = file.get(*entry..entry + number(file, entry + 64, 2)?.saturating_sub(2).min(64))?;
        let name: Vec<u16> = name.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])).collect();
        let (start, mut left) = (number(file, entry + 116, 4)?, number(file, entry + 120, 4)?);
        let whole: Vec<Range<usize>> =
            if left < min_bytes { chain(start, &mini_table).into_iter().filter_map(mini_piece).collect() } else { pieces(start) };
        let cut = whole.into_iter().map(|piece| {
            let length = piece.len().min(left);
            left -= length;
            piece.start..piece.start + length
        });
        let cut: Vec<Range<usize>> = cut.collect();
        (number(file, entry + 66, 1)? == 2).then(|| (String::from_utf16_lossy(&name), cut))
    };
    Some(entries.iter().filter_map(stream).collect())
}

/// One sector behind the other, from this one on.
fn chain(start: usize, table: &[usize]) -> Vec<usize> {
    std::iter::successors(Some(start), |sector| table.get(*sector).copied())
        .take_while(|sector| *sector < MAX_SECTOR)
        .take(table.len())
        .collect()
}

/// A file that is attached: what it is called, where it came from, where a copy lay, its content; then the same names once more, in
/// letters of two bytes. Fields follow one another, so the names keep their length.
fn without_folders(stream: &mut [u8]) -> Option<()> {
    const ATTACHED: usize = 2;
    if number(stream, 4, 2)? != ATTACHED {
        return None;
    }
    let mut at = 6;
    for _ in 0..2 {
        let length = stream.get(at..)?.iter().position(|byte| *byte == 0)?;
        hide_folder(&mut stream[at..at + length], 1);
        at += length + 1;
    }
    let length = number(stream, at + 4, 4)?;
    hide_folder(stream.get_mut(at + 8..at.checked_add(8 + length)?)?, 1);
    at += 8 + length;
    at = at.checked_add(4)?.checked_add(number(stream, at, 4)?)?;
    for _ in 0..3 {
        // Older programs write no more.
        let Some(letters) = number(stream, at, 4) else { break };
        let end = at.checked_add(4)?.checked_add(letters.checked_mul(2)?)?;
        let Some(name) = stream.get_mut(at + 4..end) else { break };
        hide_folder(name, 2);
        at = end;
    }
    Some(())
}

/// Writes the folder of a path as `.\.\.\`, which is none: the name at its end stays the name of a file.
fn hide_folder(path: &mut [u8], letter_bytes: usize) {
    let is_slash = |letter: &[u8]| matches!(letter[0], b'\\' | b'/') && letter[1..].iter().all(|byte| *byte == 0);
    let Some(last) = path.chunks_exact(letter_bytes).rposition(is_slash) else { return };
    for (place, letter) in path.chunks_exact_mut(letter_bytes).take(last + 1).enumerate() {
        letter.fill(0);
        letter[0] = if (last - place) % 2 == 0 { b'\\' } else { b'.' };
    }
}

/// A set of properties with none in it (MS-OLEPS 2.21).
fn without_properties(stream: &mut [u8]) -> Option<()> {
    const HEAD_BYTES: usize = 48;
    let (head, set) = stream.split_at_mut_checked(HEAD_BYTES)?;
    if set.len() < 8 {
        return None;
    }
    head[24..28].copy_from_slice(&1_u32.to_le_bytes());
    head[44..48].copy_from_slice(&(HEAD_BYTES as u32).to_le_bytes());
    set.fill(0);
    set[0] = 8;
    Some(())
}

fn number(bytes: &[u8], at: usize, size: usize) -> Option<usize> {
    let bytes = bytes.get(at..at.checked_add(size)?)?;
    Some(bytes.iter().rev().fold(0, |sum, byte| sum << 8 | usize::from(*byte)))
}

#[cfg(test)]
mod tests;
