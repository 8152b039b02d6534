use super::items::joined;
use super::*;

fn boxed(kind: &[u8; 4], content: &[u8]) -> Vec<u8> {
    [&u32::try_from(content.len() + 8).unwrap().to_be_bytes()[..], kind, content].concat()
}

/// A `meta` whose EXIF lies in its `idat`, behind three other bytes.
fn meta(method: u8, length: u8) -> Vec<u8> {
    let infe = boxed(b"infe", b"\x02\0\0\0\0\x07\0\0Exif\0");
    let iinf = boxed(b"iinf", &[b"\0\0\0\0\0\x01", &infe[..]].concat());
    let iloc = boxed(b"iloc", &[1, 0, 0, 0, 0x44, 0, 0, 1, 0, 7, 0, method, 0, 0, 0, 1, 0, 0, 0, 3, 0, 0, 0, length]);
    [b"\0\0\0\0".to_vec(), boxed(b"idat", b"abcEXIF"), iinf, iloc].concat()
}

#[test]
fn parts_without_end_are_refused_and_none_is_blanked_twice() {
    let endless = boxed(b"iloc", &[0, 0, 0, 0, 0, 0, 0, 2, 0, 7, 0, 0, 255, 255, 0, 8, 0, 0, 255, 255]);
    assert_eq!(metadata_items(&[b"\0\0\0\0".to_vec(), endless].concat(), 0), None);
    assert_eq!(joined(vec![(5, 10), (0, 3), (7, 2), (14, 6), (30, u64::MAX)]), [(0, 3), (5, 15), (30, u64::MAX)]);
}

#[test]
fn exif_beside_the_list_of_items_is_found_too() {
    // Four bytes of the full box, eight of the header of `idat`, three of another item.
    let parts = |method| metadata_items(&meta(method, 4), 100).map(|metadata| metadata.parts);
    assert_eq!(parts(1), Some(vec![(100 + 4 + 8 + 3, 4)]));
    assert_eq!(parts(0), Some(vec![(3, 4)]));
    // Beyond its box, or in another item: what cannot be told is not served.
    assert_eq!(metadata_items(&meta(1, 5), 100), None);
    assert_eq!(metadata_items(&meta(2, 4), 100), None);
}

/// A picture of 9 times 5 points, turned by so many quarters, with a preview that is not.
fn turned(quarters: u8, mirror: bool) -> Vec<u8> {
    let ispe = |width: u8, height: u8| boxed(b"ispe", &[0, 0, 0, 0, 0, 0, 0, width, 0, 0, 0, height]);
    let turn = if mirror { boxed(b"imir", &[1]) } else { boxed(b"irot", &[quarters]) };
    let ipco = boxed(b"ipco", &[ispe(9, 5), ispe(3, 2), turn].concat());
    // Item 1 has the properties 1 and 3 (which must be understood), item 2 has 2.
    let ipma = boxed(b"ipma", &[0, 0, 0, 0, 0, 0, 0, 2, 0, 1, 2, 1, 0x83, 0, 2, 1, 2]);
    let iprp = boxed(b"iprp", &[ipco, ipma].concat());
    [b"\0\0\0\0".to_vec(), boxed(b"pitm", &[0, 0, 0, 0, 0, 1]), iprp].concat()
}

#[test]
fn a_picture_has_the_width_that_is_shown() {
    assert_eq!(dimensions(&turned(0, false)), Some((9, 5)));
    assert_eq!(dimensions(&turned(1, false)), Some((5, 9)));
    assert_eq!(dimensions(&turned(2, false)), Some((9, 5)));
    assert_eq!(dimensions(&turned(3, false)), Some((5, 9)));
    assert_eq!(dimensions(&turned(1, true)), Some((9, 5)));
    // Only its preview is turned, or it is not said of what.
    let mut of_preview = turned(1, false);
    let place = of_preview.windows(4).position(|window| window == b"pitm").unwrap();
    of_preview[place + 9] = 2;
    assert_eq!(dimensions(&of_preview), Some((9, 5)));
    of_preview[place] = b'x';
    assert_eq!(dimensions(&of_preview), Some((9, 5)));
}

#[test]
fn what_is_left_of_exif_is_exif() {
    let secret = b"\0\0\0\0MM\0*\0\0\0\x08\0\x01 GPS 54.47 N";
    let infe = boxed(b"infe", b"\x02\0\0\0\0\x07\0\0Exif\0");
    let iinf = boxed(b"iinf", &[b"\0\0\0\0\0\x01", &infe[..]].concat());
    let length = u8::try_from(secret.len()).unwrap();
    let iloc = boxed(b"iloc", &[1, 0, 0, 0, 0x44, 0, 0, 1, 0, 7, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, length]);
    let ispe = boxed(b"ispe", &[0, 0, 0, 0, 0, 0, 0, 9, 0, 0, 0, 9]);
    let meta = boxed(b"meta", &[b"\0\0\0\0".to_vec(), ispe, boxed(b"idat", secret), iinf, iloc].concat());
    let picture = [boxed(b"ftyp", b"avif\0\0\0\0avif"), meta].concat();
    let mut file = tempfile::tempfile().unwrap();
    file.write_all(&picture).unwrap();
    assert_eq!(clean_avif(&mut file).unwrap(), (9, 9));
    let mut cleaned = Vec::new();
    file.seek(SeekFrom::Start(0)).unwrap();
    file.read_to_end(&mut cleaned).unwrap();
    let empty = [EMPTY_EXIF, &vec![0; secret.len() - EMPTY_EXIF.len()]].concat();
    let place = picture.windows(secret.len()).position(|window| window == secret).unwrap();
    assert_eq!(cleaned[place..place + secret.len()], empty);
    assert_eq!(cleaned.len(), picture.len());
    // Readers that look for its header find it where it is said to be.
    assert!(empty[4..].starts_with(b"II*\0"));
}
