//! Valid files of every format with bytes changed, cut off, doubled or left out: each is kept or refused soon; nothing panics, and
//! what is kept is such a file without what tells of its maker.

use std::time::{Duration, Instant};

use super::*;
use crate::media::fixtures::{SECRET, all, film_of, has, pdf, svg};

/// Mutations of each kind for a file.
const PLACES: usize = 150;

/// A file, and its bytes as they would be served.
fn kept(bytes: &[u8]) -> Result<(Facts, Vec<u8>), Fault> {
    let (mut came, mut copy) = (tempfile::tempfile().unwrap(), tempfile::tempfile().unwrap());
    came.write_all(bytes).unwrap();
    let facts = inspect(&mut came, &mut copy)?;
    let mut served = if facts.is_copy { copy } else { came };
    let mut bytes = Vec::new();
    served.seek(SeekFrom::Start(0)).unwrap();
    served.read_to_end(&mut bytes).unwrap();
    Ok((facts, bytes))
}

fn mutations(valid: &[u8]) -> Vec<Vec<u8>> {
    let step = (valid.len() / PLACES).max(1);
    let mut mutated = Vec::new();
    for at in (0..valid.len()).step_by(step) {
        let (before, behind) = valid.split_at(at);
        let end = (at + 16).min(valid.len());
        for byte in [valid[at] ^ 1, valid[at] ^ 0x80, 0, 0xff] {
            mutated.push([before, &[byte], &behind[1..]].concat());
        }
        mutated.push(before.to_vec());
        mutated.push([before, &valid[at..end], behind].concat());
        mutated.push([before, &valid[end..]].concat());
        mutated.push([before, &[0xff; 8], &behind[behind.len().min(8)..]].concat());
    }
    mutated
}

#[test]
fn no_change_of_a_valid_file_breaks_what_reads_it() {
    for (format, valid) in all() {
        let (facts, served) = kept(&valid).unwrap_or_else(|fault| panic!("{format:?}: {fault:?}"));
        assert_eq!(
            (facts.format, has(&valid, SECRET), has(&served, SECRET)),
            (format, format != Format::Pdf, false),
            "{format:?}"
        );
        change(format, &valid);
    }
}

#[test]
fn no_change_of_a_file_as_other_programs_write_it_breaks_what_reads_it() {
    let svg = String::from_utf8(svg()).unwrap();
    let wide = |of: fn(u16) -> [u8; 2]| svg.encode_utf16().flat_map(of).collect::<Vec<u8>>();
    for (format, valid) in [
        (Format::Pdf, include_bytes!("../../../fixtures/owner-r3.pdf").to_vec()),
        (Format::Pdf, include_bytes!("../../../fixtures/owner-r4.pdf").to_vec()),
        (Format::Pdf, [b"\xef\xbb\xbf\r\n", &pdf()[..], b"% comment"].concat()),
        (Format::Svg, [b"\xff\xfe", &wide(u16::to_le_bytes)[..]].concat()),
        (Format::Svg, wide(u16::to_be_bytes)),
        (
            Format::Svg,
            [format!("<!-- {} -->", "Licence ".repeat(2_000)).as_bytes(), svg.split_once("?>").unwrap().1.as_bytes()].concat(),
        ),
        (Format::Jpeg, include_bytes!("../../../fixtures/printed.jpg").to_vec()),
    ] {
        let (facts, served) = kept(&valid).unwrap_or_else(|fault| panic!("{format:?}: {fault:?}"));
        assert_eq!((facts.format, has(&served, SECRET)), (format, false));
        change(format, &valid);
    }
}

fn change(format: Format, valid: &[u8]) {
    for mutated in mutations(valid) {
        let begun = Instant::now();
        match kept(&mutated) {
            Ok((facts, served)) => {
                assert!(facts.size_bytes <= max_copy_bytes(mutated.len() as u64), "{format:?}");
                assert!(!has(&served, SECRET), "{format:?}: {}", hex(&mutated));
                let again = kept(&served).map(|(again, _)| (again.format, again.size));
                assert_eq!(again.ok(), Some((facts.format, facts.size)), "{format:?}: {}", hex(&mutated));
            }
            Err(Fault::Refused(_)) => {}
            Err(Fault::Disk(error)) => panic!("{format:?}: {error}"),
        }
        assert!(begun.elapsed() < Duration::from_secs(2), "{format:?}");
    }
}

#[test]
fn sound_alone_is_no_film() {
    let sound = film_of(&[(b"soun", &[7; 90])]);
    assert!(matches!(kept(&sound), Err(Fault::Refused(Refusal::UnknownFormat))));
}

#[test]
fn a_packed_drawing_is_unpacked_and_nothing_else_is() {
    let packed = |content: &[u8]| {
        let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        packer.write_all(content).unwrap();
        packer.finish().unwrap()
    };
    let (facts, served) = kept(&packed(&svg())).unwrap();
    let (plain, as_it_came) = kept(&svg()).unwrap();
    assert_eq!((facts, served), (plain, as_it_came));
    // What stands behind its end is not kept, whatever it is.
    let (_, served) = kept(&[&packed(&svg())[..], b"<html>"].concat()).unwrap();
    assert!(!has(&served, b"<html>"));
    let refusal = |bytes: &[u8]| match kept(bytes) {
        Err(Fault::Refused(refusal)) => refusal,
        other => panic!("{other:?}"),
    };
    let cut = packed(&svg());
    assert_eq!(refusal(&cut[..cut.len() - 9]), Refusal::Damaged { format: Format::Svg });
    assert_eq!(refusal(&packed(&pdf())), Refusal::UnknownFormat);
    assert_eq!(refusal(&packed(&packed(&svg()))), Refusal::UnknownFormat);
    assert_eq!(refusal(&[0x1f, 0x8b, 8, 0]), Refusal::UnknownFormat);
    let bomb = [b"<svg xmlns=\"http://www.w3.org/2000/svg\">".to_vec(), vec![b' '; 20_000_000], b"</svg>".to_vec()].concat();
    assert_eq!(refusal(&packed(&bomb)), Refusal::Bomb);
}
