//! Where the data of a track lies (ISO/IEC 14496-12, 8.7): tables of chunks, of how many samples each has, and how long these are.

use super::{Boxes, MAX_TABLE_BYTES, Part};
use crate::media::source::Fault;

/// Place and length of each chunk of a track, whose tables are these.
pub fn chunks(boxes: &mut Boxes<'_>, tables: &[Part]) -> Result<Vec<(u64, u64)>, Fault> {
    let mut read = |kind: &[u8; 4]| {
        let part = boxes.only(tables, kind)?;
        boxes.read(part, MAX_TABLE_BYTES)
    };
    let has = |kind: &[u8; 4]| tables.iter().any(|part| &part.kind == kind);
    // Of two that say the same, readers differ on which counts.
    let place_kind = if has(b"co64") { *b"co64" } else { *b"stco" };
    let size_kind = if has(b"stz2") { *b"stz2" } else { *b"stsz" };
    let (places, counts, sizes) = ((place_kind, read(&place_kind)?), read(b"stsc")?, (size_kind, read(&size_kind)?));
    if has(b"co64") && has(b"stco") || has(b"stz2") && has(b"stsz") {
        return Err(boxes.damaged());
    }
    lengths(&places, &counts, &sizes).ok_or_else(|| boxes.damaged())
}

fn lengths(
    (place_kind, places): &([u8; 4], Vec<u8>),
    counts: &[u8],
    (size_kind, sizes): &([u8; 4], Vec<u8>),
) -> Option<Vec<(u64, u64)>> {
    let places = numbers(entries(places, 4)?, if place_kind == b"co64" { 8 } else { 4 });
    let counts: Vec<[u64; 2]> =
        entries(counts, 4)?.chunks_exact(12).map(|entry| [number(&entry[..4]), number(&entry[4..8])]).collect();
    let sizes = Sizes::read(size_kind, sizes)?;
    let (mut run, mut sample, mut chunks) = (0, 0_u64, Vec::new());
    for (place, chunk) in places.into_iter().zip(1_u64..) {
        while counts.get(run + 1).is_some_and(|[first, _]| *first <= chunk) {
            run += 1;
        }
        let [first, count] = *counts.get(run)?;
        if first > chunk {
            return None;
        }
        chunks.push((place, sizes.sum(sample, count)?));
        sample = sample.checked_add(count)?;
    }
    Some(chunks)
}

enum Sizes {
    Same { bytes: u64, count: u64 },
    Each(Vec<u64>),
}

impl Sizes {
    fn read(kind: &[u8; 4], table: &[u8]) -> Option<Self> {
        if kind == b"stsz" {
            let bytes = number(table.get(4..8)?);
            let count = number(table.get(8..12)?);
            return Some(if bytes > 0 { Self::Same { bytes, count } } else { Self::Each(numbers(entries(table, 8)?, 4)) });
        }
        let entries = entries(table, 8)?;
        Some(Self::Each(match table[7] {
            4 => entries.iter().flat_map(|byte| [u64::from(byte >> 4), u64::from(byte & 15)]).collect(),
            8 => numbers(entries, 1),
            16 => numbers(entries, 2),
            _ => return None,
        }))
    }

    /// Of so many samples from one on; there may be fewer.
    fn sum(&self, from: u64, count: u64) -> Option<u64> {
        match self {
            Self::Same { bytes, count: all } => bytes.checked_mul(count.min(all.saturating_sub(from))),
            Self::Each(sizes) => {
                let rest = sizes.get(usize::try_from(from).ok()?..).unwrap_or_default();
                let count = usize::try_from(count).unwrap_or(usize::MAX).min(rest.len());
                Some(rest[..count].iter().sum())
            }
        }
    }
}

/// What stands behind the number of entries, which stands at this place.
fn entries(table: &[u8], at: usize) -> Option<&[u8]> {
    table.get(at + 4..)
}

fn numbers(bytes: &[u8], size: usize) -> Vec<u64> {
    bytes.chunks_exact(size).map(number).collect()
}

fn number(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0, |sum, byte| sum << 8 | u64::from(*byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(head: &[u32], entries: &[u32]) -> Vec<u8> {
        head.iter().chain(entries).flat_map(|number| number.to_be_bytes()).collect()
    }

    #[test]
    fn chunks_are_as_long_as_their_samples() {
        let places = (*b"stco", table(&[0, 3], &[100, 200, 300]));
        // One sample in the first chunk, two in the others.
        let counts = table(&[0, 2], &[1, 1, 1, 2, 2, 1]);
        let sizes = (*b"stsz", table(&[0, 0, 5], &[7, 1, 2, 3, 4]));
        assert_eq!(lengths(&places, &counts, &sizes), Some(vec![(100, 7), (200, 3), (300, 7)]));
        let sizes = (*b"stsz", table(&[0, 10, 4], &[]));
        assert_eq!(lengths(&places, &counts, &sizes), Some(vec![(100, 10), (200, 20), (300, 10)]));
        let sizes = (*b"stz2", [&table(&[0, 4, 5], &[])[..], &[0x71, 0x23, 0x40]].concat());
        assert_eq!(lengths(&places, &counts, &sizes), Some(vec![(100, 7), (200, 3), (300, 7)]));
        let far = (*b"co64", table(&[0, 1], &[1, 0]));
        assert_eq!(lengths(&far, &counts, &(*b"stsz", table(&[0, 9, 1], &[]))), Some(vec![(1 << 32, 9)]));
        // The first chunk has no number of samples.
        assert_eq!(lengths(&places, &table(&[0, 1], &[2, 1, 1]), &(*b"stsz", table(&[0, 9, 9], &[]))), None);
    }
}
