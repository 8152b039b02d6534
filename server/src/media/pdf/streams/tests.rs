use std::io::Write;

use flate2::Compression;
use flate2::write::ZlibEncoder;

use super::*;

const FORM: Findings = Findings::FORM;

const SCRIPT: &[u8] = b"7 0 8 50 <</S/JavaScript/JS(app.alert(1))>>          <<>>";

fn flate(bytes: &[u8]) -> Vec<u8> {
    let mut packed = ZlibEncoder::new(Vec::new(), Compression::best());
    packed.write_all(bytes).unwrap();
    packed.finish().unwrap()
}

fn hex(bytes: &[u8]) -> Vec<u8> {
    (crate::media::hex(bytes) + ">").into_bytes()
}

fn ascii85(bytes: &[u8]) -> Vec<u8> {
    let mut text = Vec::new();
    for part in bytes.chunks(4) {
        let mut four = [0; 4];
        four[..part.len()].copy_from_slice(part);
        let number = u32::from_be_bytes(four);
        let digits = [52_200_625, 614_125, 7_225, 85, 1].map(|power| (number / power % 85) as u8 + b'!');
        text.extend(&digits[..=part.len()]);
    }
    text.extend(b"~>");
    text
}

fn run_length(bytes: &[u8]) -> Vec<u8> {
    let mut packed: Vec<u8> = bytes.chunks(128).flat_map(|part| [&[part.len() as u8 - 1], part].concat()).collect();
    packed.push(128);
    packed
}

/// Each byte as a code of nine bits, between the codes that clear the table and end the data; no more than fit before codes grow.
fn lzw(bytes: &[u8]) -> Vec<u8> {
    let codes = std::iter::once(256).chain(bytes.iter().map(|byte| u32::from(*byte))).chain([257]);
    let (mut packed, mut bits, mut count) = (Vec::new(), 0_u32, 0);
    for code in codes {
        (bits, count) = (bits << 9 | code, count + 9);
        while count >= 8 {
            count -= 8;
            packed.push((bits >> count) as u8);
        }
        bits &= 0xff;
    }
    packed.push((bits << (8 - count)) as u8);
    packed
}

/// Rows of ten bytes, each as its difference from the row above (PNG's `Up`).
fn predicted(bytes: &[u8]) -> Vec<u8> {
    let mut above = [0_u8; 10];
    let mut rows = Vec::new();
    for part in bytes.chunks(10) {
        let mut row = [b' '; 10];
        row[..part.len()].copy_from_slice(part);
        rows.push(2);
        rows.extend(row.iter().zip(above).map(|(now, before)| now.wrapping_sub(before)));
        above = row;
    }
    rows
}

fn file(entries: &str, packed: &[u8]) -> Vec<u8> {
    let head = format!(
        "%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n\
         9 0 obj<<{entries}/Length {}>>stream\n",
        packed.len()
    );
    let end = b"\nendstream endobj\ntrailer<</Root 1 0 R>>\nstartxref\n0\n%%EOF\n";
    [head.as_bytes(), packed, end].concat()
}

/// The head and the content of one more object of a file.
fn stream(data: &[u8]) -> Vec<u8> {
    [format!("8 0 obj<</Length {}>>stream\n", data.len()).as_bytes(), data].concat()
}

fn refusal(file: Vec<u8>, findings: Findings) -> Option<Refusal> {
    super::refusal(file, findings, 0)
}

fn verdict(entries: &str, packed: &[u8]) -> Option<Refusal> {
    refusal(file(entries, packed), Findings::default())
}

#[test]
fn a_script_is_found_however_it_is_packed() {
    let predictor = "/DecodeParms<</Predictor 12/Columns 10>>";
    for (filter, packed) in [
        ("", SCRIPT.to_vec()),
        ("/Filter/FlateDecode", flate(SCRIPT)),
        ("/Filter/Fl", flate(SCRIPT)),
        ("/Filter/F#6cateDecode", flate(SCRIPT)),
        ("/Filter/ASCIIHexDecode", hex(SCRIPT)),
        ("/Filter/AHx", hex(SCRIPT)),
        ("/Filter/ASCII85Decode", ascii85(SCRIPT)),
        ("/Filter/RunLengthDecode", run_length(SCRIPT)),
        ("/Filter/LZWDecode", lzw(SCRIPT)),
        ("/Filter[/AHx/LZW]", hex(&lzw(SCRIPT))),
        ("/Filter[/ASCIIHexDecode/FlateDecode]", hex(&flate(SCRIPT))),
        ("/Filter[/A85/RL/Fl]", ascii85(&run_length(&flate(SCRIPT)))),
        (&format!("/Filter/FlateDecode{predictor}"), flate(&predicted(SCRIPT))),
    ] {
        // Its type may be missing, and its numbers may be wrong.
        for kind in ["/Type/ObjStm/N 2/First 10", "/N 900/First 1", "/Type/ObjStm"] {
            let found = verdict(&format!("{kind}{filter}"), &packed);
            // An abbreviation that a reader does not know is as if there were no filter; then nobody reads the objects.
            assert_eq!(found, Some(Refusal::Active), "{kind}{filter}");
        }
    }
}

#[test]
fn what_readers_would_understand_differently_is_refused() {
    for entries in [
        "/Type/ObjStm/FFilter/FlateDecode",
        "/F(other.bin)",
        "/F/FlateDecode/Filter/ASCIIHexDecode",
        "/Filter/FlateDecode/Filter/ASCIIHexDecode",
        "/Type/ObjStm/Filter/DCTDecode",
    ] {
        assert_eq!(verdict(entries, &flate(SCRIPT)), Some(FOREIGN), "{entries}");
    }
    assert_eq!(verdict("/Filter[/Crypt/FlateDecode]", &flate(b"x")), Some(Refusal::Locked));
}

#[test]
fn a_form_with_a_script_is_refused_and_one_without_is_not() {
    let with = br#"<template xmlns="x"><event><script contentType="application/x-javascript">x</script></event></template>"#;
    let prefixed = b"<xfa:template><xfa:script>x</xfa:script></xfa:template>";
    let wide: Vec<u8> = "<script>x</script>".encode_utf16().flat_map(u16::to_be_bytes).collect();
    let blanks = [&[b'\n'; 100][..], with].concat();
    let marked = [b"\xef\xbb\xbf \r\n", &with[..]].concat();
    let long_prefix = format!("<{}:script>x</script>", "a".repeat(100)).into_bytes();
    let entity = b"<!DOCTYPE a [<!ENTITY s 'x'>]><template/>";
    let seven = b"<?xml version='1.0' encoding='UTF-7'?>+ADw-script+AD4-";
    let elsewhere = b"<template><event usehref=\"https://evil.example/a.xml\"/></template>";
    let handler = b"<template><p onload=\"x\"/></template>";
    for form in [&with[..], prefixed, &wide, &blanks, &marked, &long_prefix, entity, seven, elsewhere, handler] {
        let name = String::from_utf8_lossy(form);
        assert_eq!(refusal(file("/Filter/FlateDecode", &flate(form)), FORM), Some(Refusal::Active), "{name}");
        assert_eq!(refusal(file("/Filter/FlateDecode", &flate(form)), Findings::default()), None, "{name}");
    }
    let without = b"<template><field name=\"description\"/>a script</template>";
    assert_eq!(refusal(file("/Filter/FlateDecode", &flate(without)), FORM), None);
}

#[test]
fn a_script_of_a_form_is_found_though_it_is_cut_into_streams() {
    let whole = b"<template><event><xfa:script>x</xfa:script></event></template>";
    let place = memmem::find(whole, b"<xfa").unwrap();
    for cuts in
        (place..place + 11).map(|cut| vec![cut]).chain([vec![place + 1, place + 2], vec![place + 6, place + 7, place + 8]])
    {
        let ends = cuts.iter().copied().chain([whole.len()]);
        let starts = [0].into_iter().chain(cuts.iter().copied());
        let parts = starts.zip(ends).map(|(start, end)| [&b"\nendstream endobj "[..], &stream(&whole[start..end])].concat());
        let file = file("", b"x");
        let (head, tail) = file.split_at(memmem::find(&file, b"\nendstream").unwrap());
        let file = [head.to_vec(), parts.collect::<Vec<_>>().concat(), tail.to_vec()].concat();
        assert_eq!(refusal(file.clone(), FORM), Some(Refusal::Active), "{cuts:?}");
        assert_eq!(refusal(file, Findings::default()), None, "{cuts:?}");
    }
}

#[test]
fn an_action_is_found_though_its_parts_are_packed_into_different_streams() {
    for (first, second, wanted) in [
        ("5 0 <</S 7 0 R/JS(app.alert(1))>>", "7 0 /JavaScript", Refusal::Active),
        ("5 0 <</S 7 0 R/JS 8 0 R>>", "7 0 /Rendition", Refusal::Active),
        ("5 0 <</S 7 0 R/F(cmd)>>", "7 0 /Launch", Refusal::Active),
        ("5 0 <</S 7 0 R/F(cmd)>>", "7 8 (a plan /Launch )", Refusal::Active),
        ("5 0 <</S 7 0 R/F(\\\\\\\\evil\\\\a)>>", "7 0 /GoToR", Refusal::Share),
    ] {
        let packed = |objects: &str| {
            let packed = flate(objects.as_bytes());
            let head = format!("9 0 obj<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length {}>>stream\n", packed.len());
            [head.as_bytes(), &packed, b"\nendstream endobj\n"].concat()
        };
        let both = [b"%PDF-1.7\n".to_vec(), packed(first), packed(second), b"trailer<<>>\n%%EOF".to_vec()].concat();
        assert_eq!(refusal(both, Findings::default()), Some(wanted), "{first} {second}");
        // Or one of them is not packed at all.
        let mut names = Names::default();
        let plain = format!("5 0 obj {} endobj ", &first[4..]);
        assert_eq!(names.refusal(plain.as_bytes()), None, "{plain}");
        let half = [b"%PDF-1.7\n", &packed(second)[..], b"trailer<<>>\n%%EOF"].concat();
        assert_eq!(refusal(half, names.findings), Some(wanted), "{plain} {second}");
    }
}

/// An object, for it to be packed, that says that there is a form.
const PACKED_FORM: &[u8] = b"5 0 <</AcroForm<</XFA 8 0 R>>>>";

#[test]
fn a_part_of_a_form_that_says_it_is_a_picture_is_read_as_the_others() {
    let script = br#"<template><event><script contentType="application/x-javascript">x</script></event></template>"#;
    let picture = "/Type/XObject/Subtype/Image/Width 9/Height 9/Filter/FlateDecode";
    assert_eq!(refusal(file(picture, &flate(script)), FORM), Some(Refusal::Active));
    assert_eq!(refusal(file(picture, &flate(script)), Findings::default()), None);
    assert_eq!(refusal(file(picture, &flate(&[0x7f; 500])), FORM), None);
    // That there is a form may be said behind it.
    let packed = flate(PACKED_FORM);
    let objects = format!("\n7 0 obj<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length {}>>stream\n", packed.len());
    let objects = [objects.as_bytes(), &packed, b"\nendstream endobj"].concat();
    for (is_behind, content, found) in
        [(true, &script[..], Some(Refusal::Active)), (false, script, Some(Refusal::Active)), (true, b"<template/>", None)]
    {
        let file = file(picture, &flate(content));
        let mark = if is_behind { &b"\ntrailer"[..] } else { b"9 0 obj" };
        let (head, tail) = file.split_at(memmem::find(&file, mark).unwrap());
        assert_eq!(refusal([head, &objects, b"\n", tail].concat(), Findings::default()), found, "{is_behind}");
    }
}

#[test]
fn objects_are_found_though_they_say_that_they_are_a_picture() {
    for kind in ["/Type/ObjStm/N 2/First 10", "/N 900/First 1", "/First 10", "/N 2", "/Type/ObjStm"] {
        let entries = format!("{kind}/Subtype/Image/Filter/FlateDecode");
        assert_eq!(verdict(&entries, &flate(SCRIPT)), Some(Refusal::Active), "{kind}");
    }
    // One reader sees a picture, and another, which is led into its text, objects. Both have the same stream.
    for kind in ["/Subtype/Image", "/Type/Metadata"] {
        let entries = format!("{kind}/A(\n5 0 obj<</Type/ObjStm/N 2/First 10 % )\n");
        let objects = b"5 0 7 40 <</S 7 0 R/JS(app.alert(1))>>        /JavaScript";
        assert_eq!(verdict(&entries, objects), Some(Refusal::Active), "{kind}");
    }
}

#[test]
fn an_attached_program_is_refused_and_an_attached_invoice_is_not() {
    let mut program = [&b"MZ"[..], &[0; 0x3a], &0x40_u32.to_le_bytes(), b"PE\0\0"].concat();
    program.extend([0; 100]);
    assert_eq!(verdict("/Type/EmbeddedFile/Filter/FlateDecode", &flate(&program)), Some(Refusal::Active));
    assert_eq!(verdict("/Type/EmbeddedFile/Filter/FlateDecode", &flate(b"<?xml version='1.0'?><Invoice/>")), None);
}

#[test]
fn an_attached_file_is_looked_into_and_one_in_that_too() {
    let inner = file("/Type/ObjStm/N 2/First 10", SCRIPT);
    assert_eq!(verdict("/Type/EmbeddedFile/Filter/FlateDecode", &flate(&inner)), Some(Refusal::Active));
    let middle = file("/Type/EmbeddedFile/Filter/ASCIIHexDecode", &hex(&inner));
    assert_eq!(verdict("/Type/EmbeddedFile/Filter/FlateDecode", &flate(&middle)), Some(Refusal::Active));
    let plain = file("", b"1 0 0 1 72 720 cm BT (Hello) Tj ET");
    assert_eq!(verdict("/Type/EmbeddedFile/Filter/FlateDecode", &flate(&plain)), None);
    let deep = (0..20).fold(plain, |inner, _| file("/Type/EmbeddedFile/Filter/FlateDecode", &flate(&inner)));
    assert_eq!(verdict("/Type/EmbeddedFile", &deep), Some(Refusal::Bomb));
}

#[test]
fn what_stands_within_a_dictionary_is_none_of_its_own() {
    let step = "<</FunctionType 2/Domain[0 1]/C0[1 0 0]/C1[0 0 1]/N 1>>";
    let gradient = format!("<</FunctionType 3/Domain[0 1]/Bounds[.3 .6]/Encode[0 1 0 1 0 1]/Functions[{}]>>", step.repeat(3));
    let form =
        format!("/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</Shading<</Sh<</ShadingType 2/Function{gradient}>>>>>>");
    assert_eq!(verdict(&form, b"/Sh sh"), None);
    assert_eq!(verdict("/Filter/FlateDecode/DecodeParms<</Predictor 1/Filter/X>>", &flate(b"q Q")), None);
    for twice in [
        "/Resources<<>>/Filter/FlateDecode/X[/Filter]/Filter/ASCIIHexDecode",
        "/X(\\))/Filter/FlateDecode/F#69lter/ASCIIHexDecode/Y(>>)",
        "/Filter/FlateDecode%(\n/Filter/ASCIIHexDecode",
        "/X<28>/Filter/FlateDecode/Y[(]\\))]/Filter/ASCIIHexDecode",
    ] {
        assert_eq!(verdict(twice, &flate(SCRIPT)), Some(FOREIGN), "{twice}");
    }
}

#[test]
fn what_is_harmless_stays() {
    let objects =
        b"1 0 2 25 <</S/GoTo/D[3 0 R/Fit]>> <</Title(HTML/CSS/JavaScript /JS\\(1\\), Product/Launch, Sign/Encrypt 9 0 R)>>";
    assert_eq!(verdict("/Type/ObjStm/N 2/First 9/Filter/FlateDecode", &flate(objects)), None);
    assert_eq!(verdict("", b"1 0 0 1 72 720 cm BT (/JavaScript /JS) Tj ET"), None);
    // The numbers before a page's words are no list of objects.
    assert_eq!(verdict("/Filter/FlateDecode", &flate(b"1 0 0 1 0 0 cm BT (Hello /JavaScript /JS) Tj ET")), None);
    assert_eq!(verdict("/Subtype/Image/Filter/DCTDecode", b"\xff\xd8\xff\xd9"), None);
}

#[test]
fn no_change_of_a_byte_breaks_the_reader() {
    let valid = file("/Type/ObjStm/N 2/First 10/Filter[/ASCIIHexDecode/FlateDecode]", &hex(&flate(SCRIPT)));
    for at in 0..valid.len() {
        for changed in [[valid[at] ^ 1], [b'('], [0xff]] {
            let _ = refusal([&valid[..at], &changed, &valid[at + 1..]].concat(), FORM);
        }
        let _ = refusal(valid[..at].to_vec(), FORM);
    }
}
