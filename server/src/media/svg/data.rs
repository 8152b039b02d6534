//! What a drawing has within itself, as addresses with data (RFC 2397): pictures, which are cleaned, and fonts. All else goes: it is
//! no part of a drawing.

use std::sync::{Arc, Mutex, PoisonError};

use domain::media::Format;
use svg_hush::data_url_filter::{DataUrl, DataUrlFilterResult};

use crate::media::embedded::{self, Kind};
use crate::media::source::Fault;

/// How fonts begin (OpenType 1.9, WOFF 1 and 2), and their media types (RFC 8081).
const FONTS: [(&[u8], &str); 6] = [
    (b"wOF2", "font/woff2"),
    (b"wOFF", "font/woff"),
    (b"OTTO", "font/otf"),
    (b"ttcf", "font/collection"),
    (b"true", "font/ttf"),
    (b"\0\x01\0\0", "font/ttf"),
];

/// Why a drawing cannot be taken, once that is known.
pub struct FaultCell(Arc<Mutex<Option<Fault>>>);

impl FaultCell {
    pub fn take(self) -> Option<Fault> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

/// Cleans the data of a drawing that lies so deep in others.
pub struct Data {
    depth: usize,
    fault: Arc<Mutex<Option<Fault>>>,
}

impl Data {
    pub fn new(depth: usize) -> Self {
        Self { depth, fault: Arc::default() }
    }

    pub fn fault(&self) -> FaultCell {
        FaultCell(Arc::clone(&self.fault))
    }

    /// With the media type that it has by its content, so that no browser takes it for anything else.
    pub fn cleaned(&self, address: &DataUrl<'_>) -> DataUrlFilterResult {
        let Ok((data, _)) = address.decode_to_vec() else { return DataUrlFilterResult::Drop };
        match self.cleaned_data(data) {
            Ok(Some((mime_type, data))) => DataUrlFilterResult::Rewrite { mime_type: mime_type.into(), data },
            Ok(None) => DataUrlFilterResult::Drop,
            Err(fault) => {
                self.fault.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(fault);
                DataUrlFilterResult::Drop
            }
        }
    }

    fn cleaned_data(&self, data: Vec<u8>) -> Result<Option<(&'static str, Vec<u8>)>, Fault> {
        if let Some(&(_, font)) = FONTS.iter().find(|(begin, _)| data.starts_with(begin)) {
            return Ok(Some((font, data)));
        }
        let head = &data[..data.len().min(embedded::HEAD_BYTES as usize)];
        let Some(kind) = embedded::kind(head) else { return Ok(None) };
        let mime_type = match kind {
            Kind::Picture(format) => format.mime_type(),
            Kind::Boxes => Format::Avif.mime_type(),
            // No browser shows them within a drawing.
            Kind::Film | Kind::Tiff => return Ok(None),
        };
        Ok(Some((mime_type, embedded::cleaned(kind, data, self.depth + 1)?)))
    }
}

#[cfg(test)]
mod tests {
    use base64::Engine;
    use base64::engine::general_purpose::STANDARD;
    use domain::media::Refusal;

    use super::*;
    use crate::media::fixtures::{SECRET, avif, gif, has, jpeg, png, svg, webp};
    use crate::media::svg::cleaned;

    const HEAD: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\">";

    fn address(mime_type: &str, data: &[u8]) -> String {
        format!("data:{mime_type};base64,{}", STANDARD.encode(data))
    }

    /// The rest of the data in a drawing.
    fn left(drawing: &[u8]) -> Option<(String, Vec<u8>)> {
        let drawing = String::from_utf8(drawing.to_vec()).unwrap();
        let (mime_type, data) = drawing.split_once("data:")?.1.split_once(";base64,")?;
        let data = data.split([')', '"']).next()?;
        let engine = base64::engine::general_purpose::STANDARD_NO_PAD;
        Some((mime_type.to_owned(), engine.decode(data.trim_end_matches('=')).unwrap()))
    }

    #[test]
    fn pictures_in_a_drawing_tell_nothing_of_their_maker() {
        for (mime_type, picture) in [
            ("image/jpeg", jpeg()),
            ("image/png", png()),
            ("image/gif", gif()),
            ("image/webp", webp()),
            ("image/avif", avif()),
            ("image/svg+xml", svg()),
        ] {
            // Browsers do not care what a picture says it is.
            let wrong = address("image/jpeg", &picture);
            for drawing in [
                format!("{HEAD}<image href=\"{}\"/></svg>", address(mime_type, &picture)),
                format!("{HEAD}<image xlink:href=\"{wrong}\"/></svg>"),
                format!("{HEAD}<style>a{{background:url('{wrong}')}}</style></svg>"),
            ] {
                let served = cleaned(drawing.as_bytes(), 0).unwrap();
                let (said, data) = left(&served).unwrap_or_else(|| panic!("{mime_type}: {}", String::from_utf8_lossy(&served)));
                assert!(said == mime_type && !data.is_empty() && !has(&data, SECRET), "{mime_type}: {said}");
            }
        }
    }

    #[test]
    fn a_drawing_keeps_its_fonts() {
        for (begin, mime_type) in FONTS {
            for said in ["font/woff2", "application/font-woff", "application/octet-stream", "application/x-font-ttf"] {
                let font = [begin, b"letters"].concat();
                let style = format!("@font-face{{font-family:A;src:url({}) format('woff2')}}", address(said, &font));
                let served = cleaned(format!("{HEAD}<style>{style}</style><text>A</text></svg>").as_bytes(), 0).unwrap();
                assert_eq!(left(&served), Some((mime_type.to_owned(), font)));
                assert!(has(&served, b"@font-face{font-family:A;src:url(") && has(&served, b") format('woff2')}"));
            }
        }
    }

    #[test]
    fn what_is_neither_goes_and_what_is_cut_off_refuses_the_drawing() {
        let drawing = |data: &str| format!("{HEAD}<image href=\"{data}\"/></svg>");
        for data in
            [address("text/html", b"<script>a</script>"), address("image/png", b"no picture"), "data:image/png;base64,*".into()]
        {
            assert_eq!(left(&cleaned(drawing(&data).as_bytes(), 0).unwrap()), None, "{data}");
        }
        let cut = cleaned(drawing(&address("image/jpeg", &jpeg()[..200])).as_bytes(), 0);
        assert!(matches!(cut, Err(Fault::Refused(Refusal::DamagedPart))), "{cut:?}");
        let deep = (0..=embedded::MAX_DEPTH).fold(svg(), |inner, _| drawing(&address("image/svg+xml", &inner)).into_bytes());
        assert!(cleaned(&deep, 0).is_err());
    }
}
