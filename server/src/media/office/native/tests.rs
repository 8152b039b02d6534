use super::*;
use crate::media::fixtures::{SECRET, has};

/// A container of these streams, which are short.
fn container(streams: &[(&str, &[u8])]) -> Vec<u8> {
    const SECTOR: usize = 512;
    let mut minis = Vec::new();
    let mut table: Vec<u32> = Vec::new();
    let entry = |name: &str, kind: u8, start: u32, bytes: usize| {
        let mut entry = vec![0; ENTRY_BYTES];
        let name: Vec<u8> = name.encode_utf16().chain([0]).flat_map(u16::to_le_bytes).collect();
        entry[..name.len()].copy_from_slice(&name);
        entry[64] = u8::try_from(name.len()).unwrap();
        entry[66] = kind;
        entry[116..120].copy_from_slice(&start.to_le_bytes());
        entry[120..124].copy_from_slice(&u32::try_from(bytes).unwrap().to_le_bytes());
        entry
    };
    let mut entries = Vec::new();
    for (name, stream) in streams {
        let first = u32::try_from(table.len()).unwrap();
        entries.extend(entry(name, 2, first, stream.len()));
        let count = u32::try_from(stream.len().div_ceil(MINI_BYTES)).unwrap();
        table.extend((1..count).map(|mini| first + mini));
        table.push(0xffff_fffe);
        minis.extend_from_slice(stream);
        minis.resize(table.len() * MINI_BYTES, 0);
    }
    let sectors = minis.len().div_ceil(SECTOR);
    let directory = [entry("Root Entry", 5, 3, minis.len()), entries].concat();
    assert!(directory.len() <= SECTOR && table.len() <= SECTOR / 4);
    let mut chains = vec![0xffff_fffd, 0xffff_fffe, 0xffff_fffe];
    chains.extend((1..sectors).map(|sector| u32::try_from(sector + 3).unwrap()));
    chains.push(0xffff_fffe);
    let mut header = vec![0; SECTOR];
    header[..8].copy_from_slice(&SIGNATURE);
    (header[30], header[32], header[44], header[48]) = (9, 6, 1, 1);
    header[57] = 16;
    header[60] = 2;
    header[68..72].copy_from_slice(&0xffff_fffe_u32.to_le_bytes());
    header[80..].fill(0xff);
    let padded = |mut bytes: Vec<u8>, fill: u8| {
        bytes.resize(bytes.len().next_multiple_of(SECTOR), fill);
        bytes
    };
    let numbers = |numbers: Vec<u32>| padded(numbers.iter().flat_map(|number| number.to_le_bytes()).collect(), 0xff);
    [header, numbers(chains), padded(directory, 0), numbers(table), padded(minis, 0)].concat()
}

/// What Office writes for a file that is attached.
fn attached(folder: &str) -> Vec<u8> {
    let (name, path) = ("a.txt", format!("{folder}a.txt"));
    let long = |text: &str| u32::try_from(text.len()).unwrap().to_le_bytes();
    let wide = |text: &str| [&long(text)[..], &text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>()].concat();
    let copy = format!("{path}\0");
    let names = [b"\x02\0", name.as_bytes(), b"\0", path.as_bytes(), b"\0\0\0\x03\0", &long(&copy), copy.as_bytes()].concat();
    let content = [names, b"\x05\0\0\0words".to_vec(), wide(&path), wide(name), wide(&path)].concat();
    [&u32::try_from(content.len()).unwrap().to_le_bytes()[..], &content].concat()
}

fn wide(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

#[test]
fn an_attached_file_does_not_say_where_it_came_from() {
    // Longer than a sector, so that it is in several pieces.
    let folder = format!("C:\\Users\\SECRET\\{}\\", "Documents".repeat(30));
    for folder in [folder.as_str(), "C:\\Users\\SECRET\\", "/Users/SECRET/"] {
        let mut file = container(&[("\u{1}CompObj", b"SECRET of another"), ("\u{1}Ole10Native", &attached(folder))]);
        let length = file.len();
        assert!(has(&file, folder.as_bytes()) && clean(&mut file));
        assert!(!has(&file, b"\\SECRET") && !has(&file, b"/SECRET") && !has(&file, &wide("SECRET")));
        assert!(
            has(&file, b"SECRET of another") && has(&file, b"\\a.txt\0") && has(&file, b"words") && has(&file, &wide("\\a.txt"))
        );
        assert_eq!(file.len(), length);
    }
}

#[test]
fn a_document_of_an_older_program_does_not_say_who_wrote_it() {
    let properties =
        [&[0xfe, 0xff, 6, 0][..], &[0; 20], &[2, 0, 0, 0], &[7; 16], &[68, 0, 0, 0], &[0; 20], SECRET, SECRET].concat();
    let mut file = container(&[("WordDocument", b"words"), ("\u{5}SummaryInformation", &properties)]);
    assert!(has(&file, SECRET) && clean(&mut file) && !has(&file, SECRET) && has(&file, b"words"));
}

#[test]
fn no_change_of_a_container_breaks_what_reads_it() {
    let valid = container(&[("\u{1}Ole10Native", &attached("C:\\Users\\SECRET\\"))]);
    for at in (0..valid.len()).step_by(3) {
        for byte in [valid[at] ^ 1, valid[at] ^ 0x80, 0, 0xff] {
            let mut mutated = valid.clone();
            mutated[at] = byte;
            clean(&mut mutated);
        }
        clean(&mut valid[..at].to_vec());
    }
    let mut other = attached("C:\\a\\");
    assert!(!clean(&mut other));
}
