//! Pictures written in the formats of variants.

use std::io::{self, Write};

use domain::media::Format;
use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{ExtendedColorType, ImageEncoder};

use super::picture::Picture;
use super::unreadable;

const WEBP_QUALITY: f32 = 80.0;
const JPEG_QUALITY: u8 = 82;

impl Picture {
    pub fn write(&self, format: Format, to: &mut impl Write) -> io::Result<()> {
        let (width, height) = self.size();
        let (bytes, colours) = match self {
            Self::Opaque(picture) => (picture.as_raw(), ExtendedColorType::Rgb8),
            Self::WithAlpha(picture) => (picture.as_raw(), ExtendedColorType::Rgba8),
        };
        match format {
            Format::Webp => {
                let encoder = match self {
                    Self::Opaque(_) => webp::Encoder::from_rgb(bytes, width, height),
                    Self::WithAlpha(_) => webp::Encoder::from_rgba(bytes, width, height),
                };
                let encoded =
                    encoder.encode_simple(false, WEBP_QUALITY).map_err(|error| io::Error::other(format!("{error:?}")))?;
                to.write_all(&encoded)
            }
            Format::Png => PngEncoder::new_with_quality(to, CompressionType::Default, FilterType::Adaptive)
                .write_image(bytes, width, height, colours)
                .map_err(unreadable),
            _ => JpegEncoder::new_with_quality(to, JPEG_QUALITY).write_image(bytes, width, height, colours).map_err(unreadable),
        }
    }
}
