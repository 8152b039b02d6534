//! Which way up a picture is shown: of EXIF (2.32) the only thing that is kept.

use image::metadata::Orientation;

/// Of EXIF in which it is looked for; it stands near the start.
pub const MAX_EXIF_BYTES: u64 = 64 * 1024;

/// What EXIF says, with or without the mark before it that JPEG asks for and some programs write elsewhere too.
pub fn read(exif: &[u8]) -> Option<Orientation> {
    Orientation::from_exif_chunk(exif.strip_prefix(b"Exif\0\0").unwrap_or(exif))
}

/// EXIF that says nothing else.
pub fn exif(orientation: Orientation) -> [u8; 26] {
    let mut exif = *b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\0\0\0\0\0\0\0";
    exif[19] = orientation.to_exif();
    exif
}

/// Width and height as it is shown.
pub fn shown_size((width, height): (u32, u32), orientation: Orientation) -> (u32, u32) {
    match orientation {
        Orientation::Rotate90 | Orientation::Rotate270 | Orientation::Rotate90FlipH | Orientation::Rotate270FlipH => {
            (height, width)
        }
        Orientation::NoTransforms | Orientation::Rotate180 | Orientation::FlipHorizontal | Orientation::FlipVertical => {
            (width, height)
        }
    }
}
