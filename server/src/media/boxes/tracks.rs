//! The index of a film (`moov`, ISO/IEC 14496-12, 8.2): what is seen and heard of it stays, and every other track goes, with its
//! data. Cameras write there where they were at every moment.

use super::items::joined;
use super::{Boxes, MAX_META_BYTES, Part, is_data, samples, subtitles};
use crate::media::source::Fault;

/// Handlers (`hdlr`) of tracks that are shown, heard or read.
const SHOWN: [&[u8; 4]; 8] = [b"vide", b"soun", b"text", b"sbtl", b"subt", b"clcp", b"auxv", b"pict"];

/// What players need of what is in a box. They skip what they do not know; whoever made the file may have put anything there.
fn known(parent: &[u8; 4]) -> &'static [&'static [u8; 4]] {
    match parent {
        b"moov" => &[b"mvhd", b"mvex", b"iods", b"pssh", b"trak"],
        b"trak" => &[b"tkhd", b"edts", b"tref", b"trgr", b"load", b"mdia", b"tapt"],
        b"mdia" => &[b"mdhd", b"hdlr", b"minf", b"elng"],
        b"minf" => &[b"vmhd", b"smhd", b"sthd", b"hmhd", b"nmhd", b"gmhd", b"hdlr", b"dinf", b"stbl"],
        b"stbl" => &[
            b"stsd", b"stts", b"ctts", b"cslg", b"stss", b"stps", b"stsh", b"stsz", b"stz2", b"stsc", b"stco", b"co64", b"sdtp",
            b"stdp", b"padb", b"sbgp", b"sgpd", b"subs", b"saiz", b"saio",
        ],
        b"moof" => &[b"mfhd", b"traf", b"pssh"],
        b"traf" => &[b"tfhd", b"tfdt", b"trun", b"sdtp", b"sbgp", b"sgpd", b"subs", b"saiz", b"saio", b"senc"],
        _ => &[],
    }
}

/// The facts found in an index.
pub struct Found {
    /// Whether there is a film, and not sound alone.
    pub has_film: bool,
}

struct Track {
    whole: Part,
    id: u32,
    handler: [u8; 4],
    references: Vec<Part>,
    /// The boxes of `stbl`.
    tables: Vec<Part>,
}

/// Cleans an index. `file` are the boxes that are in no other.
pub fn clean(boxes: &mut Boxes<'_>, index: &Part, file: &[Part]) -> Result<Found, Fault> {
    let (mut shown, mut dark) = (Vec::new(), Vec::new());
    for part in kept(boxes, index)? {
        match &part.kind {
            b"mvhd" => silence_times(boxes, &part)?,
            b"trak" => {
                let track = read(boxes, part)?;
                if is_shown(boxes, &track, file)? { shown.push(track) } else { dark.push(track) }
            }
            _ => {}
        }
    }
    let mut unseen = Vec::new();
    for track in &dark {
        for chunk in samples::chunks(boxes, &track.tables)? {
            if chunk.1 > 0 && !is_data(file, chunk) {
                return Err(boxes.damaged());
            }
            unseen.push(chunk);
        }
        boxes.blank(&track.whole)?;
    }
    for (from, bytes) in joined(unseen) {
        boxes.zero(from, bytes)?;
    }
    let is_dark = |id| dark.iter().any(|track| track.id == id);
    for track in &shown {
        for reference in &track.references {
            let ids = boxes.read(reference, MAX_META_BYTES)?;
            if ids.chunks_exact(4).any(|id| is_dark(u32::from_be_bytes([id[0], id[1], id[2], id[3]]))) {
                boxes.blank(reference)?;
            }
        }
    }
    for fragment in file.iter().filter(|part| &part.kind == b"moof") {
        for part in kept(boxes, fragment)?.iter().filter(|part| &part.kind == b"traf") {
            let inside = kept(boxes, part)?;
            let header = boxes.only(&inside, b"tfhd")?;
            // No camera writes its places into fragments: there they are hidden rather than recorded.
            if is_dark(number(boxes, header, 4)?) {
                return Err(boxes.foreign());
            }
        }
    }
    Ok(Found { has_film: shown.iter().any(|track| &track.handler == b"vide") })
}

/// The content of a box, without the parts that players do not need.
fn kept(boxes: &mut Boxes<'_>, part: &Part) -> Result<Vec<Part>, Fault> {
    let (known, mut kept) = (known(&part.kind), Vec::new());
    for part in boxes.inside(part)? {
        if known.contains(&&part.kind) { kept.push(part) } else { boxes.blank(&part)? }
    }
    Ok(kept)
}

/// Reads a track, and takes out of its boxes what they tell of its maker.
fn read(boxes: &mut Boxes<'_>, whole: Part) -> Result<Track, Fault> {
    let parts = kept(boxes, &whole)?;
    let header = boxes.only(&parts, b"tkhd")?;
    let is_long = is_long(boxes, header)?;
    let id = number(boxes, header, if is_long { 20 } else { 12 })?;
    silence_times(boxes, header)?;
    let mut references = Vec::new();
    for part in parts.iter().filter(|part| &part.kind == b"tref") {
        references.extend(boxes.inside(part)?);
    }
    let media = boxes.only(&parts, b"mdia")?;
    let media = kept(boxes, media)?;
    for header in media.iter().filter(|part| &part.kind == b"mdhd") {
        silence_times(boxes, header)?;
    }
    let name = boxes.only(&media, b"hdlr")?;
    let handler = number(boxes, name, 8)?.to_be_bytes();
    silence_name(boxes, name)?;
    let information = boxes.only(&media, b"minf")?;
    let information = kept(boxes, information)?;
    for name in information.iter().filter(|part| &part.kind == b"hdlr") {
        silence_name(boxes, name)?;
    }
    let tables = boxes.only(&information, b"stbl")?;
    let tables = kept(boxes, tables)?;
    let descriptions = boxes.only(&tables, b"stsd")?;
    silence_encoders(boxes, descriptions, &handler)?;
    Ok(Track { whole, id, handler, references, tables })
}

fn is_shown(boxes: &mut Boxes<'_>, track: &Track, file: &[Part]) -> Result<bool, Fault> {
    if !SHOWN.contains(&&track.handler) {
        return Ok(false);
    }
    if !matches!(&track.handler, b"text" | b"sbtl" | b"subt") {
        return Ok(true);
    }
    let (mut text, mut left) = (Vec::new(), subtitles::MAX_BYTES);
    for chunk in samples::chunks(boxes, &track.tables)? {
        if is_data(file, chunk) && left > 0 {
            let bytes = chunk.1.min(left);
            left -= bytes;
            text.extend(boxes.bytes(chunk.0, bytes)?);
        }
    }
    Ok(!subtitles::has_place(&text))
}

/// A number of 32 bits, so many bytes from the start of the content on.
fn number(boxes: &mut Boxes<'_>, part: &Part, at: u64) -> Result<u32, Fault> {
    if part.bytes() < at + 4 {
        return Err(boxes.damaged());
    }
    Ok(u32::from_be_bytes(boxes.array(part.content + at)?))
}

/// When it was made and changed (8.2.2).
fn silence_times(boxes: &mut Boxes<'_>, header: &Part) -> Result<(), Fault> {
    let is_long = is_long(boxes, header)?;
    boxes.zero_within(header, 4, if is_long { 16 } else { 8 })
}

/// Whether the times of a header have 64 bits.
fn is_long(boxes: &mut Boxes<'_>, header: &Part) -> Result<bool, Fault> {
    Ok(number(boxes, header, 0)? >> 24 == 1)
}

/// What its program or its camera is called (8.4.3): all that stands behind the kind of the handler.
fn silence_name(boxes: &mut Boxes<'_>, handler: &Part) -> Result<(), Fault> {
    boxes.zero_within(handler, 12, handler.bytes())
}

/// Who made the program that made it, and what that is called (12.1.3; QuickTime, "Sample Description").
fn silence_encoders(boxes: &mut Boxes<'_>, descriptions: &Part, handler: &[u8; 4]) -> Result<(), Fault> {
    const HEAD: u64 = 8;
    let is_picture = matches!(handler, b"vide" | b"auxv" | b"pict");
    if !is_picture && handler != b"soun" {
        return Ok(());
    }
    for entry in boxes.parts((descriptions.content + HEAD).min(descriptions.end), descriptions.end)? {
        boxes.zero_within(&entry, 12, 4)?;
        if is_picture {
            boxes.zero_within(&entry, 42, 32)?;
        }
    }
    Ok(())
}
