//! A card as a picture: it is written as a page of PDF, which the program can draw already, with the fonts that come with that.

use std::f32::consts::PI;
use std::fmt::Write;
use std::io;

use app::ssr::sharing::CardTexts;
use app::ui::drawing::{FIELD_HALF, FIELD_LIT};
use domain::media::SHARED_SIZE;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{DynamicImage, ExtendedColorType, ImageEncoder};

use super::super::pdf;
use super::words::{encoded, lines, shortened, width};

const WIDTH: f32 = SHARED_SIZE.0 as f32;
const HEIGHT: f32 = SHARED_SIZE.1 as f32;

/// Around the words, in pixels as everything here. Some sites cut a little off all sides.
const MARGIN: f32 = 80.0;

/// Sizes of the title, and how many lines of it fit: the largest in which it is whole.
const TITLE_SIZES: [(f32, usize); 4] = [(80.0, 3), (66.0, 4), (54.0, 5), (46.0, 6)];

const SITE_SIZE: f32 = 30.0;

/// The colours of the dark scheme (`style/tokens.css`): `--ground`, `--field-line`, `--lit`, `--text`, `--text-soft`.
const GROUND: [u8; 3] = [0x14, 0x11, 0x1b];
const FIELD: [u8; 3] = [0x45, 0x3c, 0x63];
const LIT: [u8; 3] = [0xa7, 0x8b, 0xfa];
const TEXT: [u8; 3] = [0xf3, 0xf1, 0xf8];
const SOFT: [u8; 3] = [0xbc, 0xb6, 0xcc];

/// The place of the magnet, how much larger than the site's drawing it is, and how far it is turned, in degrees.
const FIELD_AT: (f32, f32) = (1_000.0, 130.0);
const FIELD_SCALE: f32 = 0.8;
const FIELD_TURN: f32 = -62.0;

/// The card as a PNG.
pub fn draw(texts: &CardTexts) -> io::Result<Vec<u8>> {
    let unreadable = || io::Error::other("a page of our own could not be drawn");
    let picture = pdf::first_page(document(&content(texts)), SHARED_SIZE.0).ok_or_else(unreadable)?;
    let picture = DynamicImage::ImageRgba8(picture).into_rgb8();
    let mut png = Vec::new();
    PngEncoder::new_with_quality(&mut png, CompressionType::Default, FilterType::Adaptive)
        .write_image(picture.as_raw(), picture.width(), picture.height(), ExtendedColorType::Rgb8)
        .map_err(io::Error::other)?;
    Ok(png)
}

/// What the page paints (ISO 32000-2, 8 and 9). Its origin is at the bottom.
fn content(texts: &CardTexts) -> String {
    let mut page = String::new();
    // Writing into text cannot fail.
    let _ = writeln!(page, "{} rg 0 0 {WIDTH} {HEIGHT} re f", colour(GROUND));
    let (sin, cos) = (FIELD_TURN * PI / 180.0).sin_cos();
    let (right, up) = (FIELD_SCALE * cos, FIELD_SCALE * sin);
    for (path, mirrored, line, wide) in
        [(FIELD_HALF, 1.0, FIELD, 1.5), (FIELD_HALF, -1.0, FIELD, 1.5), (FIELD_LIT, -1.0, LIT, 5.0)]
    {
        let _ = writeln!(
            page,
            "q {} {} {} {} {} {} cm {} RG {} w 1 J {} S Q",
            mirrored * right,
            mirrored * up,
            up,
            -right,
            FIELD_AT.0,
            FIELD_AT.1,
            colour(line),
            wide / FIELD_SCALE,
            operators(path),
        );
    }
    let room = WIDTH - 2.0 * MARGIN;
    if let Some(title) = encoded(&texts.title) {
        let whole = TITLE_SIZES.iter().find(|(size, most)| lines(&title, *size, room).len() <= *most);
        let (size, most) = *whole.unwrap_or(&TITLE_SIZES[TITLE_SIZES.len() - 1]);
        let lines = shortened(lines(&title, size, room), most, size, room);
        for (at, line) in lines.iter().enumerate() {
            let y = HEIGHT - MARGIN - size * (0.75 + 1.15 * at as f32);
            let _ = writeln!(page, "{} rg BT /Bold {size} Tf {MARGIN} {y} Td <{}> Tj ET", colour(TEXT), hex(line));
        }
    }
    if let Some(site) = encoded(&texts.site_title).filter(|site| width(site, SITE_SIZE) <= room) {
        let _ = writeln!(page, "{} rg BT /Plain {SITE_SIZE} Tf {MARGIN} {MARGIN} Td <{}> Tj ET", colour(SOFT), hex(&site));
    }
    page
}

fn colour([red, green, blue]: [u8; 3]) -> String {
    let part = |byte: u8| f32::from(byte) / 255.0;
    format!("{:.3} {:.3} {:.3}", part(red), part(green), part(blue))
}

fn hex(text: &[u8]) -> String {
    super::super::hex(text)
}

/// A path of SVG as operators of PDF. Ours have absolute moves and curves alone.
fn operators(path: &str) -> String {
    let mut written = String::new();
    let is_command = |c: char| c.is_ascii_alphabetic();
    let mut rest = path;
    while let Some(command) = rest.chars().next() {
        let values = &rest[command.len_utf8()..];
        let end = values.find(is_command).unwrap_or(values.len());
        let (own, next) = values.split_at(end);
        let numbers = numbers(own);
        let (count, operator) = if command == 'M' { (2, "m") } else { (6, "c") };
        for points in numbers.chunks_exact(count) {
            points.iter().for_each(|number| written.push_str(&format!("{number} ")));
            written.push_str(operator);
            written.push('\n');
        }
        rest = next;
    }
    written
}

/// `-3 4-5` are three.
fn numbers(text: &str) -> Vec<&str> {
    let mut numbers = Vec::new();
    for part in text.split([' ', ',']) {
        let mut start = 0;
        for (at, _) in part.match_indices('-').filter(|(at, _)| *at > 0) {
            numbers.push(&part[start..at]);
            start = at;
        }
        if start < part.len() {
            numbers.push(&part[start..]);
        }
    }
    numbers
}

/// A file with one page. The fonts are two of the standard ones, which it need not bring along (ISO 32000-1, 9.6.2.2).
fn document(content: &str) -> Vec<u8> {
    let font = |name| format!("<</Type/Font/Subtype/Type1/BaseFont/{name}/Encoding/WinAnsiEncoding>>");
    let objects = [
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
        format!(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 {WIDTH} {HEIGHT}]/Contents 4 0 R/Resources<</Font<</Bold 5 0 R/Plain 6 0 R>>>>>>"
        ),
        format!("<</Length {}>>stream\n{content}\nendstream", content.len() + 1),
        font("Helvetica-Bold"),
        font("Helvetica"),
    ];
    let (mut file, mut places) = (String::from("%PDF-1.7\n"), Vec::new());
    for (at, object) in objects.iter().enumerate() {
        places.push(file.len());
        file.push_str(&format!("{} 0 obj{object}endobj\n", at + 1));
    }
    let start = file.len();
    file.push_str(&format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1));
    places.iter().for_each(|place| file.push_str(&format!("{place:010} 00000 n \n")));
    file.push_str(&format!("trailer<</Size {}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n", objects.len() + 1));
    file.into_bytes()
}

#[cfg(test)]
mod tests {
    use image::RgbImage;

    use super::*;

    fn drawn(title: &str) -> RgbImage {
        let png = draw(&CardTexts { title: title.into(), site_title: "Nordlicht Engineering".into() }).unwrap();
        image::load_from_memory(&png).unwrap().into_rgb8()
    }

    /// Pixels of about the colour of the title.
    fn bright(picture: &RgbImage) -> usize {
        picture.pixels().filter(|pixel| pixel.0.iter().all(|part| *part > 0xe0)).count()
    }

    #[test]
    fn a_card_shows_its_title_on_the_field_lines() {
        let (empty, titled) = (drawn(""), drawn("Locating earth faults"));
        assert_eq!(titled.dimensions(), SHARED_SIZE);
        assert_eq!(titled.get_pixel(2, 2).0, GROUND);
        let lit = titled.pixels().filter(|pixel| pixel.0 == LIT).count();
        assert!(lit > 500, "one line is lit: {lit}");
        assert!(bright(&titled) > 5_000 && bright(&empty) < 100, "{} {}", bright(&titled), bright(&empty));
    }

    #[test]
    fn a_title_of_any_length_stays_within_the_margins() {
        for title in ["W".repeat(200), "Wirtschaftlichkeitsbetrachtung ".repeat(12), "i".into()] {
            let picture = drawn(&title);
            let edge = |x: u32, y: u32| picture.get_pixel(x, y).0.iter().all(|part| *part > 0xe0);
            assert!((0..SHARED_SIZE.1).all(|y| !edge(SHARED_SIZE.0 - 70, y) && !edge(70, y)), "{title}");
            assert!((0..SHARED_SIZE.0).all(|x| !edge(x, 70) && !edge(x, SHARED_SIZE.1 - 70)), "{title}");
        }
    }

    #[test]
    fn a_title_without_letters_of_the_fonts_is_left_out() {
        assert!(bright(&drawn("電力設備の保護")) < 100 && bright(&drawn("حماية الشبكة")) < 100);
    }

    #[test]
    fn a_path_of_svg_becomes_one_of_pdf() {
        assert_eq!(operators("M1 -101C9 -143 31-272,51 -356"), "1 -101 m\n9 -143 31 -272 51 -356 c\n");
    }
}
