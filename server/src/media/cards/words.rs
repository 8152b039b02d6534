//! Words of a card: as the bytes of the fonts that the program has, in lines that fit.

/// Ways to write what the fonts do not have, without another meaning.
const ALIKE: [(char, &str); 14] = [
    ('\u{2010}', "-"),
    ('\u{2011}', "-"),
    ('\u{2012}', "–"),
    ('\u{2212}', "–"),
    ('\u{2007}', " "),
    ('\u{2009}', " "),
    ('\u{200a}', " "),
    ('\u{202f}', " "),
    ('\u{3000}', " "),
    ('\u{2032}', "'"),
    ('\u{2033}', "\""),
    ('\u{ff0d}', "-"),
    ('Ω', "Ohm"),
    ('\u{2126}', "Ohm"),
];

/// The characters of 0x80 to 0x9f in Windows code page 1252.
const SIGNS: [Option<char>; 32] = [
    Some('€'),
    None,
    Some('‚'),
    Some('ƒ'),
    Some('„'),
    Some('…'),
    Some('†'),
    Some('‡'),
    Some('ˆ'),
    Some('‰'),
    Some('Š'),
    Some('‹'),
    Some('Œ'),
    None,
    Some('Ž'),
    None,
    None,
    Some('‘'),
    Some('’'),
    Some('“'),
    Some('”'),
    Some('•'),
    Some('–'),
    Some('—'),
    Some('˜'),
    Some('™'),
    Some('š'),
    Some('›'),
    Some('œ'),
    None,
    Some('ž'),
    Some('Ÿ'),
];

/// Widths of the bold font in thousandths of its size, from 0x20.
const WIDTHS: [u16; 224] = [
    278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556, 556, 556,
    556, 333, 333, 584, 584, 584, 611, 1072, 722, 722, 722, 722, 667, 611, 778, 722, 278, 556, 722, 611, 833, 722, 778, 667, 778,
    722, 667, 611, 722, 667, 944, 667, 667, 611, 333, 278, 333, 584, 556, 333, 556, 611, 556, 611, 556, 333, 611, 611, 278, 278,
    556, 278, 889, 611, 611, 611, 611, 389, 556, 333, 611, 556, 778, 556, 556, 500, 389, 280, 389, 584, 0, 722, 0, 278, 556, 500,
    1000, 556, 556, 333, 1000, 667, 333, 1000, 0, 611, 0, 0, 278, 278, 500, 500, 350, 556, 1000, 333, 1000, 556, 333, 944, 0,
    500, 667, 278, 333, 556, 556, 556, 556, 280, 556, 333, 737, 370, 556, 584, 333, 737, 333, 400, 584, 333, 333, 333, 611, 556,
    278, 333, 333, 365, 556, 834, 834, 834, 611, 722, 722, 722, 722, 722, 722, 1000, 722, 667, 667, 667, 667, 278, 278, 278, 278,
    722, 722, 778, 778, 778, 778, 778, 584, 778, 722, 722, 722, 722, 667, 667, 611, 556, 556, 556, 556, 556, 556, 889, 556, 556,
    556, 556, 556, 278, 278, 278, 278, 611, 611, 611, 611, 611, 611, 611, 584, 611, 611, 611, 611, 611, 556, 611, 556,
];

const ELLIPSIS: u8 = 0x85;

/// A text in the encoding of the fonts (`WinAnsiEncoding`, ISO 32000-2, D.2). None where it has letters or digits that they lack: half a
/// word, or a box, is worse than no title. Other signs are left out.
pub fn encoded(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len());
    for c in text.chars() {
        match byte_of(c) {
            Some(byte) => bytes.push(byte),
            None => {
                let alike = ALIKE.iter().find(|(sign, _)| *sign == c).map(|(_, alike)| *alike);
                match (alike, digit(c)) {
                    (Some(alike), _) => bytes.extend(alike.chars().filter_map(byte_of)),
                    (None, Some(digit)) => bytes.push(digit),
                    (None, None) if c.is_alphanumeric() => return None,
                    (None, None) => {}
                }
            }
        }
    }
    let words: Vec<&[u8]> = bytes.split(|byte| matches!(byte, b' ' | 0xa0)).filter(|word| !word.is_empty()).collect();
    (!words.is_empty()).then(|| words.join(&b' '))
}

/// A digit below the line: `CO₂`.
fn digit(c: char) -> Option<u8> {
    let number = u32::from(c).checked_sub(0x2080).filter(|number| *number < 10)?;
    Some(b'0' + u8::try_from(number).ok()?)
}

fn byte_of(c: char) -> Option<u8> {
    match u32::from(c) {
        0x20..=0x7e | 0xa0..=0xff if c != '\u{ad}' => u8::try_from(u32::from(c)).ok(),
        _ => SIGNS.iter().position(|sign| *sign == Some(c)).and_then(|at| u8::try_from(0x80 + at).ok()),
    }
}

/// The width of encoded text, in the unit of `size`.
pub fn width(text: &[u8], size: f32) -> f32 {
    let thousandths: u32 = text.iter().map(|byte| u32::from(WIDTHS[usize::from(byte.max(&0x20) - 0x20)])).sum();
    thousandths as f32 * size / 1_000.0
}

/// The text in as many lines as it needs at most so wide. A word that is wider is cut where it does not fit.
pub fn lines(text: &[u8], size: f32, max_width: f32) -> Vec<Vec<u8>> {
    let mut lines: Vec<Vec<u8>> = Vec::new();
    for word in text.split(|byte| *byte == b' ').filter(|word| !word.is_empty()) {
        if let Some(last) = lines.last_mut() {
            let longer = [last.as_slice(), word].join(&b' ');
            if width(&longer, size) <= max_width {
                *last = longer;
                continue;
            }
        }
        let mut line = Vec::new();
        for &byte in word {
            line.push(byte);
            if line.len() > 1 && width(&line, size) > max_width {
                line.pop();
                lines.push(std::mem::replace(&mut line, vec![byte]));
            }
        }
        lines.push(line);
    }
    lines
}

/// The first lines, the last of which says that there were more.
pub fn shortened(mut lines: Vec<Vec<u8>>, max_lines: usize, size: f32, max_width: f32) -> Vec<Vec<u8>> {
    if lines.len() > max_lines {
        lines.truncate(max_lines);
        if let Some(last) = lines.last_mut() {
            last.push(ELLIPSIS);
            while width(last, size) > max_width && last.len() > 1 {
                last.remove(last.len() - 2);
            }
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(lines: &[Vec<u8>]) -> Vec<String> {
        lines.iter().map(|line| line.iter().map(|byte| char::from(*byte)).collect()).collect()
    }

    #[test]
    fn letters_that_the_fonts_lack_leave_the_title_out() {
        assert_eq!(encoded("Störlicht – „Prüfung“ €").unwrap(), b"St\xf6rlicht \x96 \x84Pr\xfcfung\x93 \x80");
        assert_eq!(encoded("CO₂ in m²").unwrap(), b"CO2 in m\xb2");
        assert_eq!(encoded("20\u{202f}kV, 5 Ω 🎉").unwrap(), b"20 kV, 5 Ohm");
        for other in ["電力", "شبكة", "Łódź", "Δ-Schaltung", "🎉", "  ", ""] {
            assert_eq!(encoded(other), None, "{other}");
        }
    }

    #[test]
    fn a_text_breaks_between_words_and_a_long_word_within() {
        assert_eq!(said(&lines(b"one two three", 10.0, 45.0)), ["one two", "three"]);
        let long = lines(&[b'W'; 84], 64.0, 1_000.0);
        assert!(long.len() > 4 && long.iter().all(|line| width(line, 64.0) <= 1_000.0));
        assert_eq!(long.iter().map(Vec::len).sum::<usize>(), 84);
        assert_eq!(lines(b"W", 64.0, 1.0).len(), 1, "one letter stands alone however wide it is");
    }

    #[test]
    fn what_does_not_fit_ends_with_an_ellipsis() {
        let whole = lines(b"one two three four", 10.0, 45.0);
        let short = shortened(whole.clone(), 1, 10.0, 45.0);
        assert_eq!(short.len(), 1);
        assert!(short[0].ends_with(&[ELLIPSIS]) && width(&short[0], 10.0) <= 45.0);
        assert_eq!(shortened(whole.clone(), 9, 10.0, 45.0), whole);
    }
}
