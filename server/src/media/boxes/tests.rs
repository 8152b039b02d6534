use std::io::Cursor;

use super::*;
use crate::media::fixtures::{SECRET, boxed, film_of, has};

fn cleaned(film: Vec<u8>) -> Result<Vec<u8>, Fault> {
    let mut film = Cursor::new(film);
    clean_film(&mut film)?;
    Ok(film.into_inner())
}

#[test]
fn what_nobody_sees_of_a_film_goes_with_its_data() {
    let place = b"GPS (8.5417, 47.3769, 18)";
    for handler in [b"meta", b"camm", b"tmcd", b"hint", b"sbtl"] {
        let film = film_of(&[(b"vide", b"pictures"), (handler, place), (b"soun", b"sound")]);
        assert!(has(&film, place) && has(&film, SECRET));
        let length = film.len();
        let film = cleaned(film).unwrap();
        assert!(!has(&film, place) && !has(&film, SECRET) && !has(&film, handler), "{handler:?}");
        assert!(has(&film, b"pictures") && has(&film, b"sound"));
        assert_eq!((film.len(), film.windows(4).filter(|kind| kind == b"trak").count()), (length, 2));
    }
}

#[test]
fn subtitles_that_people_wrote_stay() {
    let film = cleaned(film_of(&[(b"vide", b"pictures"), (b"sbtl", b"\0\x05Hello")])).unwrap();
    assert!(has(&film, b"Hello") && has(&film, b"sbtl"));
}

#[test]
fn data_that_is_none_is_not_overwritten() {
    // The data of a track that goes lies where the index is.
    let mut film = film_of(&[(b"vide", b"pictures"), (b"meta", b"places")]);
    let table = film.windows(4).rposition(|window| window == b"stco").unwrap();
    film[table + 12..table + 16].copy_from_slice(&60_u32.to_be_bytes());
    assert!(matches!(cleaned(film), Err(Fault::Refused(Refusal::Damaged { .. }))));
}

#[test]
fn a_fragment_of_a_track_that_goes_is_refused() {
    let fragment = |id: u8| boxed(b"moof", &boxed(b"traf", &boxed(b"tfhd", &[0, 0, 0, 0, 0, 0, 0, id])));
    let film = film_of(&[(b"vide", b"pictures"), (b"meta", b"places")]);
    assert!(cleaned([film.clone(), fragment(1)].concat()).is_ok());
    assert!(matches!(cleaned([film, fragment(2)].concat()), Err(Fault::Refused(Refusal::Foreign { .. }))));
}

#[test]
fn an_index_keeps_what_players_need() {
    let film = |index: &[u8]| {
        let film = film_of(&[(b"vide", b"pictures")]);
        let place = film.windows(4).position(|window| window == b"udta").unwrap() - 4;
        let index_at = film.windows(4).position(|window| window == b"moov").unwrap() - 4;
        let bytes = u32::from_be_bytes(film[index_at..index_at + 4].try_into().unwrap()) + u32::try_from(index.len()).unwrap();
        let mut film = [&film[..place], index, &film[place..]].concat();
        film[index_at..index_at + 4].copy_from_slice(&bytes.to_be_bytes());
        film
    };
    let kept = boxed(b"iods", b"players");
    let bytes = cleaned(film(&[&kept[..], &boxed(b"make", b"of whom")].concat())).unwrap();
    assert!(has(&bytes, b"iodsplayers") && !has(&bytes, b"of whom"));
    // A box without an end would take the next one in, for some readers.
    assert!(cleaned(film(&[b"\0\0\0\0", &kept[4..]].concat())).is_err());
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
fn what_is_no_picture_has_no_data() {
    assert_eq!(gaps((10, 10), &[]), [(10, 10)]);
    assert_eq!(gaps((10, 10), &[(0, 3), (8, 4), (15, 2), (19, 5), (30, 1)]), [(12, 3), (17, 2)]);
    assert!(gaps((10, 10), &[(10, u64::MAX - 10)]).is_empty());
}

#[test]
fn a_picture_whose_metadata_is_where_its_boxes_are_is_refused() {
    // The file from its third byte on.
    let ispe = boxed(b"ispe", &[0, 0, 0, 0, 0, 0, 0, 9, 0, 0, 0, 9]);
    let meta = boxed(b"meta", &[meta(0, 4), boxed(b"iprp", &boxed(b"ipco", &ispe))].concat());
    let picture = [boxed(b"ftyp", b"avif\0\0\0\0avif"), meta].concat();
    assert!(matches!(clean_avif(&mut Cursor::new(picture)), Err(Fault::Refused(Refusal::Damaged { .. }))));
}

#[test]
fn what_is_left_of_exif_is_exif() {
    let secret = b"\0\0\0\0MM\0*\0\0\0\x08\0\x01 GPS 54.47 N";
    let infe = boxed(b"infe", b"\x02\0\0\0\0\x07\0\0Exif\0");
    let iinf = boxed(b"iinf", &[b"\0\0\0\0\0\x01", &infe[..]].concat());
    let length = u8::try_from(secret.len()).unwrap();
    let iloc = boxed(b"iloc", &[1, 0, 0, 0, 0x44, 0, 0, 1, 0, 7, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, length]);
    let ispe = boxed(b"ispe", &[0, 0, 0, 0, 0, 0, 0, 9, 0, 0, 0, 9]);
    let iprp = boxed(b"iprp", &boxed(b"ipco", &ispe));
    let meta = boxed(b"meta", &[b"\0\0\0\0".to_vec(), iprp, boxed(b"idat", secret), iinf, iloc].concat());
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
