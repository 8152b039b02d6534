//! Pictures decoded: the right way up, in sRGB.

use std::io::{self, BufReader};
use std::path::Path;

use domain::media::Format;
use image::codecs::png::PngDecoder;
use image::codecs::webp::WebPDecoder;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, RgbImage};
use moxcms::ColorProfile;
use zune_core::bytestream::ZCursor;
use zune_core::colorspace::ColorSpace;
use zune_core::options::DecoderOptions;
use zune_jpeg::JpegDecoder;

use super::picture::Picture;
use super::plan::WIDTHS;
use super::unreadable;
use crate::media::{colours, open_file};

/// A picture that takes more memory when it is decoded is left without variants: 50 megapixels of four bytes, and some.
const MAX_DECODED_BYTES: u64 = 220 * 1024 * 1024;

/// The picture the right way up, at most as wide as the widest variant but for what a crop needs, and whether it had to be turned
/// for that. None for one that moves: a variant would stand still.
pub fn read(path: &Path, format: Format) -> io::Result<Option<(Picture, bool)>> {
    let file = || Ok::<_, io::Error>(BufReader::new(open_file(path)?));
    let moves = match format {
        Format::Png => PngDecoder::new(file()?).and_then(|decoder| decoder.is_apng()).map_err(unreadable)?,
        Format::Webp => WebPDecoder::new(file()?).map_err(unreadable)?.has_animation(),
        _ => false,
    };
    if moves {
        return Ok(None);
    }
    let kind = match format {
        Format::Png => ImageFormat::Png,
        Format::Webp => ImageFormat::WebP,
        _ => ImageFormat::Jpeg,
    };
    let mut decoder = ImageReader::with_format(file()?, kind).into_decoder().map_err(unreadable)?;
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    if decoder.total_bytes() > MAX_DECODED_BYTES {
        return Ok(None);
    }
    // A profile that cannot be read is like none.
    let mut profile = decoder.icc_profile().ok().flatten().and_then(|icc| colours::profile(&icc));
    if profile.is_none() && format == Format::Png {
        profile = colours::profile_of_png(file()?)?;
    }
    let has_alpha = decoder.color_type().has_alpha();
    let printed = match &profile {
        Some(profile) if format == Format::Jpeg => printed(path, profile)?,
        _ => None,
    };
    let is_srgb = printed.is_some();
    let picture = match printed {
        Some(picture) => picture,
        None => {
            let full = DynamicImage::from_decoder(decoder).map_err(unreadable)?;
            if has_alpha { Picture::WithAlpha(full.into_rgba8()) } else { Picture::Opaque(full.into_rgb8()) }
        }
    };
    // First small, then turned: turning takes the picture's memory a second time. Twice the widest leaves enough to crop.
    let widest = WIDTHS[WIDTHS.len() - 1] * 2;
    let mut picture = if picture.size().0 > widest { picture.resized(widest) } else { picture };
    if let Some(profile) = profile.filter(|_| !is_srgb) {
        match &mut picture {
            Picture::Opaque(picture) => colours::to_srgb(picture, false, &profile),
            Picture::WithAlpha(picture) => colours::to_srgb(picture, true, &profile),
        }
    }
    Ok(Some((picture.turned(orientation), orientation != Orientation::NoTransforms)))
}

/// A JPEG for print, whose samples are inks, by its profile. None for any other: the decoder of all pictures knows no profile, and
/// mixes inks as screens do.
fn printed(path: &Path, profile: &ColorProfile) -> io::Result<Option<Picture>> {
    let bytes = std::fs::read(path)?;
    let options = DecoderOptions::default().set_strict_mode(false).set_max_width(usize::MAX).set_max_height(usize::MAX);
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(&bytes[..]), options);
    let broken = |error| io::Error::new(io::ErrorKind::InvalidData, format!("{error:?}"));
    decoder.decode_headers().map_err(broken)?;
    let Some(space @ (ColorSpace::CMYK | ColorSpace::YCCK)) = decoder.input_colorspace() else { return Ok(None) };
    let Some((width, height)) = decoder.dimensions() else { return Ok(None) };
    if (width * height) as u64 * 4 > MAX_DECODED_BYTES {
        return Ok(None);
    }
    decoder.set_options(options.jpeg_set_out_colorspace(space));
    let mut inks = decoder.decode().map_err(broken)?;
    for pixel in inks.chunks_exact_mut(4) {
        if space == ColorSpace::YCCK {
            let [y, blue, red] = [pixel[0], pixel[1], pixel[2]].map(f32::from);
            let (blue, red) = (blue - 128.0, red - 128.0);
            let light = [y + 1.402 * red, y - 0.344_136 * blue - 0.714_136 * red, y + 1.772 * blue];
            // A cast keeps within the bounds of a byte.
            pixel[..3].copy_from_slice(&light.map(|ink| ink.round() as u8));
        } else {
            pixel[..3].iter_mut().for_each(|ink| *ink = 255 - *ink);
        }
        // Such files hold what the ink leaves of the paper, as Adobe's programs began it and browsers read it.
        pixel[3] = 255 - pixel[3];
    }
    let size = u32::try_from(width).ok().zip(u32::try_from(height).ok());
    let pixels = colours::inks_to_srgb(&inks, profile);
    Ok(size.zip(pixels).and_then(|((width, height), pixels)| RgbImage::from_raw(width, height, pixels)).map(Picture::Opaque))
}
