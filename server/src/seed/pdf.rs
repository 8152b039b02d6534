//! A small PDF (ISO 32000-1) of a cover, a title and its paragraphs, in a font that every reader has. The same text always gives the
//! same bytes.

use std::fmt::Write as _;

/// A4, in points.
const PAGE: (f64, f64) = (595.0, 842.0);
const MARGIN: f64 = 72.0;
const WIDTH: f64 = PAGE.0 - 2.0 * MARGIN;

/// How a line is set: font, size, leading, and the space before its paragraph.
#[derive(Clone, Copy)]
struct Style {
    font: &'static str,
    size: f64,
    leading: f64,
    before: f64,
}

const COVER: Style = Style { font: "F2", size: 34.0, leading: 41.0, before: 0.0 };
const TITLE: Style = Style { font: "F2", size: 22.0, leading: 27.0, before: 0.0 };
const HEADING: Style = Style { font: "F2", size: 13.0, leading: 18.0, before: 16.0 };
const BODY: Style = Style { font: "F1", size: 10.5, leading: 15.5, before: 7.0 };
const ROW: Style = Style { font: "F1", size: 9.5, leading: 15.5, before: 0.0 };
const FIRST_ROW: Style = Style { font: "F2", ..ROW };

/// Radii of the field lines on the cover, in points; the lines touch each other in one point.
const FIELD: [f64; 9] = [16.0, 30.0, 48.0, 72.0, 104.0, 148.0, 210.0, 300.0, 440.0];

/// The one that is lit.
const LIT: f64 = 104.0;

/// Paragraphs are divided by empty lines; one that begins with `## ` is a heading, and one that begins with `|` a table, whose rows
/// stand on lines of their own.
pub fn write(title: &str, text: &str) -> Vec<u8> {
    let mut pages: Vec<Vec<u8>> = vec![cover(title), Vec::new()];
    let mut y = PAGE.1 - MARGIN;
    let paragraphs = text.split("\n\n").map(str::trim).filter(|paragraph| !paragraph.is_empty());
    let paragraphs = paragraphs.map(|paragraph| match paragraph.strip_prefix("## ") {
        Some(heading) => (HEADING, heading),
        None => (BODY, paragraph),
    });
    for (style, paragraph) in [(TITLE, title)].into_iter().chain(paragraphs) {
        y -= style.before;
        if paragraph.starts_with('|') {
            let rows: Vec<&str> = paragraph.lines().collect();
            if y - ROW.leading * (rows.len() as f64) < MARGIN {
                pages.push(Vec::new());
                y = PAGE.1 - MARGIN;
            }
            for (style, row) in [FIRST_ROW].into_iter().chain(std::iter::repeat(ROW)).zip(rows) {
                y -= style.leading;
                write_row(pages.last_mut().expect("there is always a page"), style, y, row);
            }
            continue;
        }
        let lines = lines(paragraph, style.size);
        // A heading does not stand alone at the foot of a page.
        let needed = if style.before > BODY.before { style.leading + 2.0 * BODY.leading } else { style.leading };
        if y - needed < MARGIN {
            pages.push(Vec::new());
            y = PAGE.1 - MARGIN;
        }
        for line in lines {
            if y - style.leading < MARGIN {
                pages.push(Vec::new());
                y = PAGE.1 - MARGIN;
            }
            y -= style.leading;
            write_line(pages.last_mut().expect("there is always a page"), style, y, &line);
        }
    }
    document(title, &pages)
}

/// The title on the brand's darkest violet, over field lines whose place is the title's own.
fn cover(title: &str) -> Vec<u8> {
    let (width, height) = PAGE;
    let own = title.bytes().map(f64::from).sum::<f64>();
    let (x, y) = (width * (0.25 + 0.6 * (own * 0.618_034).fract()), height * (0.22 + 0.3 * (own * 0.754_878).fract()));
    let mut page = format!("0.13 0.06 0.27 rg 0 0 {width} {height} re f\n").into_bytes();
    for radius in FIELD {
        let (colour, line) = if radius == LIT { ("0.77 0.71 0.99", 2.4) } else { ("0.36 0.26 0.63", 1.1) };
        page.extend(format!("{colour} RG {line} w\n").bytes());
        page.extend(circle((x - radius, y), radius).bytes());
        page.extend(circle((x + radius, y), radius).bytes());
    }
    page.extend(b"1 1 1 rg\n");
    let mut y = height - 1.2 * MARGIN;
    for line in lines(title, COVER.size) {
        y -= COVER.leading;
        write_line(&mut page, COVER, y, &line);
    }
    write_line(&mut page, HEADING, MARGIN, "Nordlicht Engineering");
    page
}

/// A circle of four curves, each a quarter.
fn circle((x, y): (f64, f64), radius: f64) -> String {
    let reach = radius * 0.5523;
    let (left, right, bottom, top) = (x - radius, x + radius, y - radius, y + radius);
    format!(
        "{right:.1} {y:.1} m {right:.1} {:.1} {:.1} {top:.1} {x:.1} {top:.1} c {:.1} {top:.1} {left:.1} {:.1} {left:.1} {y:.1} c \
         {left:.1} {:.1} {:.1} {bottom:.1} {x:.1} {bottom:.1} c {:.1} {bottom:.1} {right:.1} {:.1} {right:.1} {y:.1} c S\n",
        y + reach,
        x + reach,
        x - reach,
        y + reach,
        y - reach,
        x - reach,
        x + reach,
        y - reach,
    )
}

/// The first cell of a row has as much room as two others.
fn write_row(page: &mut Vec<u8>, style: Style, y: f64, row: &str) {
    let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
    let room = (WIDTH / (cells.len() + 1) as f64).floor();
    let mut x = MARGIN;
    for (column, cell) in cells.iter().enumerate() {
        write_at(page, style, (x, y), cell);
        x += if column == 0 { 2.0 * room } else { room };
    }
}

fn write_line(page: &mut Vec<u8>, style: Style, y: f64, line: &str) {
    write_at(page, style, (MARGIN, y), line);
}

fn write_at(page: &mut Vec<u8>, style: Style, (x, y): (f64, f64), line: &str) {
    page.extend(format!("BT /{} {} Tf {x} {y:.1} Td (", style.font, style.size).bytes());
    page.extend(escaped(line));
    page.extend(b") Tj ET\n");
}

/// Catalogue, pages, fonts and contents, with the table of their offsets.
fn document(title: &str, pages: &[Vec<u8>]) -> Vec<u8> {
    let page_ids: Vec<usize> = (0..pages.len()).map(|page| 6 + 2 * page).collect();
    let kids = page_ids.iter().fold(String::new(), |mut kids, id| {
        write!(kids, "{id} 0 R ").expect("writing to a string cannot fail");
        kids
    });
    let font =
        |name: &str| format!("<< /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding >>").into_bytes();
    let mut objects: Vec<Vec<u8>> = vec![
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        format!("<< /Type /Pages /Count {} /Kids [{kids}] >>", pages.len()).into_bytes(),
        font("Helvetica"),
        font("Helvetica-Bold"),
        [b"<< /Producer (Magnetiq) /Title (".as_slice(), &escaped(title), b") >>"].concat(),
    ];
    for (page, id) in pages.iter().zip(&page_ids) {
        let (width, height) = PAGE;
        objects.push(
            format!(
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {width} {height}] \
                 /Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> /Contents {} 0 R >>",
                id + 1
            )
            .into_bytes(),
        );
        objects.push([format!("<< /Length {} >>\nstream\n", page.len()).as_bytes(), page, b"endstream"].concat());
    }
    let mut file = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n".to_vec();
    let mut starts = Vec::new();
    for (index, object) in objects.iter().enumerate() {
        starts.push(file.len());
        file.extend(format!("{} 0 obj\n", index + 1).bytes());
        file.extend(object);
        file.extend(b"\nendobj\n");
    }
    let table = file.len();
    file.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).bytes());
    starts.iter().for_each(|start| file.extend(format!("{start:010} 00000 n \n").bytes()));
    file.extend(
        format!("trailer\n<< /Size {} /Root 1 0 R /Info 5 0 R >>\nstartxref\n{table}\n%%EOF\n", objects.len() + 1).bytes(),
    );
    file
}

fn lines(paragraph: &str, size: f64) -> Vec<String> {
    let width = |text: &str| text.chars().map(|c| f64::from(width_of(c))).sum::<f64>() * size / 1000.0;
    let mut lines = vec![String::new()];
    for word in paragraph.split_whitespace() {
        let line = lines.last_mut().expect("there is always a line");
        if line.is_empty() {
            line.push_str(word);
        } else if width(line) + width(" ") + width(word) <= WIDTH {
            line.push(' ');
            line.push_str(word);
        } else {
            lines.push(word.to_owned());
        }
    }
    lines
}

/// Of Helvetica, in thousandths of the size (Adobe's font metrics), from the space to `~`; of all others that of a digit.
fn width_of(c: char) -> u16 {
    const WIDTHS: [u16; 95] = [
        278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556, 556,
        556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778,
        667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556,
        556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
    ];
    u32::from(c).checked_sub(32).and_then(|at| WIDTHS.get(at as usize)).copied().unwrap_or(556)
}

/// A string in the encoding of Windows, which the fonts are told to have.
fn escaped(text: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '(' | ')' | '\\' => bytes.extend([b'\\', c as u8]),
            '–' => bytes.push(0x96),
            '—' => bytes.push(0x97),
            '‘' => bytes.push(0x91),
            '’' => bytes.push(0x92),
            '“' => bytes.push(0x93),
            '”' => bytes.push(0x94),
            '„' => bytes.push(0x84),
            '€' => bytes.push(0x80),
            c => bytes.push(u8::try_from(u32::from(c)).unwrap_or(b'?')),
        }
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rows_of_a_table_stand_below_each_other_and_its_cells_side_by_side() {
        let file = write("T", "Before.\n\n| Method | Median |\n| Pulse | 410 m |\n\nAfter.");
        let text: String = file.iter().map(|byte| char::from(*byte)).collect();
        let place = |cell: &str| {
            let line =
                text.lines().find(|line| line.ends_with(&format!("({cell}) Tj ET"))).unwrap_or_else(|| panic!("{cell}: {text}"));
            let mut words = line.split(' ').skip(4).map(|word| word.parse::<f64>().unwrap());
            (words.next().unwrap(), words.next().unwrap())
        };
        let (head, median) = (place("Method"), place("Median"));
        let (pulse, metres) = (place("Pulse"), place("410 m"));
        assert_eq!((head.1, pulse.1, head.0, median.0), (median.1, metres.1, pulse.0, metres.0));
        assert!(place("Before.").1 > head.1 && head.1 > pulse.1 && pulse.1 > place("After.").1 && head.0 < median.0);
    }

    #[test]
    fn a_long_text_fills_several_pages_and_each_object_is_where_the_table_says() {
        let file =
            write("Über (Netze)", &"Ein Wort und noch eines. ".repeat(40).repeat(20).replace("eines. Ein", "eines.\n\nEin"));
        let text: String = file.iter().map(|byte| char::from(*byte)).collect();
        assert!(text.starts_with("%PDF-1.4") && text.ends_with("%%EOF\n"));
        assert!(text.contains("/Title (Über \\(Netze\\))"));
        assert!(text.matches("/Type /Page /Parent").count() > 3);
        let table = &text[text.rfind("xref\n0").unwrap()..];
        for (index, line) in table.lines().skip(3).take_while(|line| line.ends_with(" n ")).enumerate() {
            let start: usize = line[..10].parse().unwrap();
            assert!(text[text.char_indices().nth(start).unwrap().0..].starts_with(&format!("{} 0 obj", index + 1)));
        }
        assert_eq!(
            file,
            write("Über (Netze)", &"Ein Wort und noch eines. ".repeat(40).repeat(20).replace("eines. Ein", "eines.\n\nEin"))
        );
    }
}
