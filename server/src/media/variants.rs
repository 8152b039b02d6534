//! Pictures made smaller, and covers of PDFs: once for each file, one file at a time, in a process of its own ([`worker`]). None is
//! larger than the picture it was made of.

use std::io::{self, BufReader, BufWriter, Write};
use std::path::Path;

use domain::media::{FocalPoint, Format, SHARED_SIZE};
use fast_image_resize::images::Image;
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};
use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::{CompressionType, FilterType as PngFilter, PngDecoder, PngEncoder};
use image::codecs::webp::WebPDecoder;
use image::metadata::Orientation;
use image::{DynamicImage, ExtendedColorType, ImageDecoder, ImageEncoder, ImageFormat, ImageReader, RgbImage, RgbaImage};
use moxcms::ColorProfile;
use store::Store;
use store::media::{NewVariant, VariantsDue};
use zune_core::bytestream::ZCursor;
use zune_core::colorspace::ColorSpace;
use zune_core::options::DecoderOptions;
use zune_jpeg::JpegDecoder;

use super::{Library, colours, pdf, variant_path, worker};

/// Widths that the site shows pictures in, in pixels.
pub const WIDTHS: [u32; 5] = [320, 640, 960, 1280, 1920];

/// Width up to which a page may show the file itself (`domain::markdown::Picture`), where no variant is as wide.
const MAX_SHOWN_PIXELS: u32 = 2_560;

/// Widths of crops to 16:9 for cards.
const CROP_WIDTHS: [u32; 2] = [640, 1280];

/// Width of the cover of a PDF; what takes too long to be drawn so wide is drawn smaller.
pub const COVER_WIDTHS: [u32; 2] = [1920, 640];

/// Width or height that a WebP can have at the most, in pixels (RFC 9649, 2.5).
const MAX_WEBP_PIXELS: u32 = 16_383;

const WEBP_QUALITY: f32 = 80.0;
const JPEG_QUALITY: u8 = 82;

/// A picture that takes more memory when it is decoded is left without variants: 50 megapixels of four bytes, and some.
const MAX_DECODED_BYTES: u64 = 220 * 1024 * 1024;

/// The variants of one file, each under its final name, and the pages of a document.
pub type Variants = (Vec<NewVariant>, Option<u32>);

/// How the making of all that were due went.
#[derive(Debug, Default)]
pub struct Done {
    pub files: u64,
    /// Whether a file was replaced or went meanwhile, so that variants are left that no row knows.
    pub are_left: bool,
}

/// Makes all that are due. A file that cannot be read gets none, and that is noted: it is not tried again.
pub async fn make_due(
    store: &Store,
    library: &Library,
    program: &Path,
) -> Result<Done, Box<dyn std::error::Error + Send + Sync>> {
    let mut done = Done::default();
    while let Some(due) = store::media::variants_due(store).await? {
        let (variants, pages) = worker::make(program, library, &due).await?.unwrap_or_else(|reason| {
            tracing::warn!(media = due.id.0, reason, "no variants could be made of a file");
            (Vec::new(), None)
        });
        done.are_left |= !store::media::save_variants(store, &due, &variants, pages).await?;
        done.files += 1;
    }
    Ok(done)
}

/// Makes the variants of one file; of a document so wide a cover at the most.
pub fn make(library: &Library, due: &VariantsDue, cover_width: u32) -> io::Result<Variants> {
    let path = library.path(&due.path).ok_or(io::ErrorKind::InvalidInput)?;
    if due.format == Format::Pdf {
        return Ok((cover(library, due, &path, cover_width)?, pages(library, due)?));
    }
    let mut made = Vec::new();
    let Some((picture, is_turned)) = read(&path, due.format)? else { return Ok((made, None)) };
    // No variant is larger than the file itself, unless the file cannot be shown as it is.
    let must_be_turned = is_turned && due.format == Format::Webp;
    let max_bytes = if must_be_turned { u64::MAX } else { std::fs::metadata(&path)?.len() };
    let (width, _) = picture.size();
    for wide in WIDTHS.into_iter().filter(|wide| *wide < width) {
        let smaller = picture.resized(wide);
        for format in formats(due.format, smaller.size()) {
            made.extend(keep(library, due, &smaller, format, wide.to_string(), max_bytes)?);
        }
    }
    // Where the file itself is small enough to be shown, its own width as WebP; of a WebP only where it lies on its side, for
    // Chromium shows that as it lies.
    let (is_needed, widest) =
        if due.format == Format::Webp { (is_turned, MAX_SHOWN_PIXELS) } else { (true, WIDTHS[WIDTHS.len() - 1]) };
    if is_needed && width <= widest && fits_webp(picture.size()) {
        made.extend(keep(library, due, &picture, Format::Webp, width.to_string(), max_bytes)?);
    }
    for crop in crops(picture.size(), due.focal_point) {
        let cut = picture.cropped(&crop);
        let shape = format!("{}x{}-{}-{}", crop.to.0, crop.to.1, due.focal_point.x, due.focal_point.y);
        if crop.to == SHARED_SIZE {
            // Other sites need it in this format, however light the file itself is.
            made.extend(keep(library, due, &cut.on_white(), Format::Jpeg, shape, u64::MAX)?);
            continue;
        }
        for format in formats(due.format, crop.to) {
            made.extend(keep(library, due, &cut, format, shape.clone(), max_bytes)?);
        }
    }
    Ok((made, None))
}

/// The first page of a document in the widths of pictures.
fn cover(library: &Library, due: &VariantsDue, path: &Path, width: u32) -> io::Result<Vec<NewVariant>> {
    let mut made = Vec::new();
    let Some(cover) = pdf::cover(path, width)? else { return Ok(made) };
    let cover = Picture::Opaque(DynamicImage::ImageRgba8(cover).into_rgb8());
    let (width, _) = cover.size();
    let mut keep_as = |picture: &Picture, width: u32| {
        for format in [Format::Webp, Format::Jpeg] {
            made.extend(keep(library, due, picture, format, width.to_string(), u64::MAX)?);
        }
        Ok::<_, io::Error>(())
    };
    for wide in WIDTHS.into_iter().filter(|wide| *wide < width) {
        keep_as(&cover.resized(wide), wide)?;
    }
    keep_as(&cover, width)?;
    Ok(made)
}

/// How many pages a document has.
pub fn pages(library: &Library, due: &VariantsDue) -> io::Result<Option<u32>> {
    let path = library.path(&due.path).ok_or(io::ErrorKind::InvalidInput)?;
    if due.format == Format::Pdf { pdf::pages(&path) } else { Ok(None) }
}

/// WebP where it can be so large, and the file's own format beside it.
fn formats(own: Format, size: (u32, u32)) -> impl Iterator<Item = Format> {
    [fits_webp(size).then_some(Format::Webp), (own != Format::Webp).then_some(own)].into_iter().flatten()
}

fn fits_webp((width, height): (u32, u32)) -> bool {
    width.max(height) <= MAX_WEBP_PIXELS
}

enum Picture {
    Opaque(RgbImage),
    WithAlpha(RgbaImage),
}

/// A part of a picture, and the size that it gets.
struct Crop {
    left: f64,
    top: f64,
    width: f64,
    height: f64,
    to: (u32, u32),
}

/// The largest parts of 16:9, and the one for other sites, each as close around the focal point as the picture's edges allow. None is
/// larger than the part that it is made of.
fn crops(size: (u32, u32), focal_point: FocalPoint) -> Vec<Crop> {
    let cards = CROP_WIDTHS.into_iter().map(|wide| (wide, wide * 9 / 16));
    cards.chain([SHARED_SIZE]).map(|to| crop(size, focal_point, to)).filter(|crop| f64::from(crop.to.0) <= crop.width).collect()
}

fn crop((width, height): (u32, u32), focal_point: FocalPoint, to: (u32, u32)) -> Crop {
    let (full_width, full_height) = (f64::from(width), f64::from(height));
    let (wide, high) = (f64::from(to.0), f64::from(to.1));
    let (part_width, part_height) = if full_width * high > full_height * wide {
        (full_height * wide / high, full_height)
    } else {
        (full_width, full_width * high / wide)
    };
    let start = |percent: u8, part: f64, full: f64| {
        let start = (full * f64::from(percent) / 100.0 - part / 2.0).clamp(0.0, (full - part).max(0.0));
        // The sum of both may be a little more than the whole.
        if start + part > full { (start - (start + part - full) * 2.0).max(0.0) } else { start }
    };
    Crop {
        left: start(focal_point.x, part_width, full_width),
        top: start(focal_point.y, part_height, full_height),
        width: part_width,
        height: part_height,
        to,
    }
}

/// The picture the right way up, at most as wide as the widest variant but for what a crop needs, and whether it had to be turned
/// for that. None for one that moves: a variant would stand still.
fn read(path: &Path, format: Format) -> io::Result<Option<(Picture, bool)>> {
    let file = || Ok::<_, io::Error>(BufReader::new(super::open_file(path)?));
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

/// What the storage refused keeps its kind.
fn unreadable(error: image::ImageError) -> io::Error {
    match error {
        image::ImageError::IoError(error) => error,
        error => io::Error::new(io::ErrorKind::InvalidData, error),
    }
}

impl Picture {
    fn size(&self) -> (u32, u32) {
        match self {
            Self::Opaque(picture) => picture.dimensions(),
            Self::WithAlpha(picture) => picture.dimensions(),
        }
    }

    /// Without transparency, which other sites show in any colour.
    fn on_white(self) -> Self {
        match self {
            Self::Opaque(_) => self,
            Self::WithAlpha(picture) => {
                let blend = |colour: u8, alpha: u8| {
                    let (colour, alpha) = (u16::from(colour), u16::from(alpha));
                    u8::try_from((colour * alpha + 255 * (255 - alpha)) / 255).unwrap_or(u8::MAX)
                };
                let opaque = picture.pixels().flat_map(|pixel| [0, 1, 2].map(|at| blend(pixel.0[at], pixel.0[3]))).collect();
                let (width, height) = picture.dimensions();
                Self::Opaque(RgbImage::from_raw(width, height, opaque).expect("three bytes of each pixel"))
            }
        }
    }

    fn turned(self, orientation: Orientation) -> Self {
        if orientation == Orientation::NoTransforms {
            return self;
        }
        let (mut picture, is_opaque) = match self {
            Self::Opaque(picture) => (DynamicImage::ImageRgb8(picture), true),
            Self::WithAlpha(picture) => (DynamicImage::ImageRgba8(picture), false),
        };
        picture.apply_orientation(orientation);
        if is_opaque { Self::Opaque(picture.into_rgb8()) } else { Self::WithAlpha(picture.into_rgba8()) }
    }

    fn resized(&self, width: u32) -> Self {
        let (full_width, full_height) = self.size();
        let height = (u64::from(full_height) * u64::from(width) / u64::from(full_width.max(1))).max(1);
        let whole = (0.0, 0.0, f64::from(full_width), f64::from(full_height));
        self.scaled(whole, (width, u32::try_from(height).unwrap_or(u32::MAX)))
    }

    fn cropped(&self, crop: &Crop) -> Self {
        self.scaled((crop.left, crop.top, crop.width, crop.height), crop.to)
    }

    fn scaled(&self, (left, top, width, height): (f64, f64, f64, f64), to: (u32, u32)) -> Self {
        let options =
            ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::Lanczos3)).crop(left, top, width, height);
        let (kind, bytes) = match self {
            Self::Opaque(picture) => (PixelType::U8x3, picture.as_raw()),
            Self::WithAlpha(picture) => (PixelType::U8x4, picture.as_raw()),
        };
        let (full_width, full_height) = self.size();
        let from = fast_image_resize::images::ImageRef::new(full_width, full_height, bytes, kind);
        let mut scaled = Image::new(to.0, to.1, kind);
        Resizer::new()
            .resize(&from.expect("the buffer is as large as the picture"), &mut scaled, &options)
            .expect("the part lies within the picture, and both have the same kind of pixels");
        let bytes = scaled.into_vec();
        match self {
            Self::Opaque(_) => {
                Self::Opaque(RgbImage::from_raw(to.0, to.1, bytes).expect("the buffer is as large as the picture"))
            }
            Self::WithAlpha(_) => {
                Self::WithAlpha(RgbaImage::from_raw(to.0, to.1, bytes).expect("the buffer is as large as the picture"))
            }
        }
    }

    fn write(&self, format: Format, to: &mut impl Write) -> io::Result<()> {
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
            Format::Png => PngEncoder::new_with_quality(to, CompressionType::Default, PngFilter::Adaptive)
                .write_image(bytes, width, height, colours)
                .map_err(unreadable),
            _ => JpegEncoder::new_with_quality(to, JPEG_QUALITY).write_image(bytes, width, height, colours).map_err(unreadable),
        }
    }
}

/// Keeps a variant, unless it is larger than what it stands for.
fn keep(
    library: &Library,
    due: &VariantsDue,
    picture: &Picture,
    format: Format,
    shape: String,
    max_bytes: u64,
) -> io::Result<Option<NewVariant>> {
    let file = library.incoming()?;
    let mut to = BufWriter::new(file.as_file());
    picture.write(format, &mut to)?;
    to.flush()?;
    drop(to);
    let size_bytes = file.as_file().metadata()?.len();
    if size_bytes >= max_bytes {
        return Ok(None);
    }
    library.place(file, &variant_path(&due.hash, &shape, format))?;
    let (width, height) = picture.size();
    Ok(Some(NewVariant { shape, format, width, height, size_bytes }))
}

#[cfg(test)]
mod tests {
    use domain::id::MediaId;

    use super::*;

    /// A file of the library, and what is made of it.
    fn made(bytes: &[u8], format: Format) -> (tempfile::TempDir, Library, Vec<NewVariant>) {
        let folder = tempfile::tempdir().unwrap();
        let library = Library::open(folder.path().join("media"), "/none".into()).unwrap();
        let (hash, focal_point) = ("a".repeat(64), FocalPoint { x: 100, y: 0 });
        let path = super::super::file_path(&hash, format);
        let mut file = library.incoming().unwrap();
        file.write_all(bytes).unwrap();
        library.place(file, &path).unwrap();
        let due = VariantsDue { id: MediaId(1), hash, path, format, focal_point };
        let (variants, _) = make(&library, &due, COVER_WIDTHS[0]).unwrap();
        (folder, library, variants)
    }

    fn encoded(picture: &RgbImage, format: Format) -> Vec<u8> {
        let mut bytes = Vec::new();
        Picture::Opaque(picture.clone()).write(format, &mut bytes).unwrap();
        bytes
    }

    #[test]
    fn no_variant_is_larger_than_its_picture() {
        // Noise, which was compressed hard before, and a drawing of two colours.
        let noise = RgbImage::from_fn(1_400, 1_000, |x, y| {
            let mixed = ((x * 7_919) ^ (y * 104_729)).wrapping_mul(2_654_435_761) >> 24;
            image::Rgb([mixed as u8, (mixed / 2) as u8, 90])
        });
        let mut small = Vec::new();
        JpegEncoder::new_with_quality(&mut small, 20).encode_image(&noise).unwrap();
        let plan = RgbImage::from_fn(3_000, 1_000, |x, y| image::Rgb(if (x / 50 + y / 50) % 2 == 0 { [9; 3] } else { [250; 3] }));
        for (bytes, format) in [(small, Format::Jpeg), (encoded(&plan, Format::Png), Format::Png)] {
            let (_folder, _, variants) = made(&bytes, format);
            let mut shown = variants.iter().filter(|variant| !variant.shape.starts_with("1200x630"));
            assert!(shown.all(|variant| variant.size_bytes < bytes.len() as u64), "{variants:?}");
            let is_small = |variant: &NewVariant| variant.shape == "320" && variant.format == Format::Webp;
            assert!(variants.iter().any(is_small) || format == Format::Png, "{variants:?}");
        }
    }

    #[test]
    fn inks_become_the_colours_that_their_profile_tells() {
        let bytes = include_bytes!("../../fixtures/printed.jpg");
        let (_folder, library, _) = made(bytes, Format::Jpeg);
        let path = library.path(&super::super::file_path(&"a".repeat(64), Format::Jpeg)).unwrap();
        let Some((Picture::Opaque(picture), false)) = read(&path, Format::Jpeg).unwrap() else { panic!("it is a picture") };
        // As Little CMS converts them: no ink, cyan, magenta, yellow, black and three mixtures.
        let expected = [
            [255, 255, 255],
            [0, 174, 239],
            [236, 0, 140],
            [255, 242, 0],
            [35, 31, 32],
            [3, 148, 196],
            [226, 109, 71],
            [143, 128, 124],
        ];
        for (at, expected) in (0_u32..).zip(expected) {
            let found = picture.get_pixel(at % 4 * 64 + 32, at / 4 * 64 + 32).0;
            let is_near = found.iter().zip(expected).all(|(found, expected)| found.abs_diff(expected) <= 6);
            assert!(is_near, "{at}: {found:?} instead of {expected:?}");
        }
    }

    #[test]
    fn the_first_page_of_a_document_has_the_widths_of_pictures() {
        let (_folder, _, variants) = made(include_bytes!("../../fixtures/owner-r6.pdf"), Format::Pdf);
        let sizes = |format: Format| {
            let of_format = variants.iter().filter(|variant| variant.format == format);
            of_format.map(|variant| (variant.width, variant.height)).collect::<Vec<_>>()
        };
        assert_eq!(sizes(Format::Webp), WIDTHS.map(|width| (width, width / 2)));
        assert_eq!(sizes(Format::Jpeg), WIDTHS.map(|width| (width, width / 2)));
    }

    #[test]
    fn a_crop_lies_within_the_picture_wherever_its_focal_point_is() {
        for size in (640..4_100).step_by(7).flat_map(|width| (360..1_300).step_by(13).map(move |height| (width, height))) {
            for focal_point in [(0, 0), (100, 100), (0, 100), (1, 99), (33, 67)].map(|(x, y)| FocalPoint { x, y }) {
                for crop in crops(size, focal_point) {
                    let (right, bottom) = (crop.left + crop.width, crop.top + crop.height);
                    let is_within =
                        crop.left >= 0.0 && crop.top >= 0.0 && right <= f64::from(size.0) && bottom <= f64::from(size.1);
                    assert!(is_within, "{size:?} {focal_point:?}: {} {right} {} {bottom}", crop.left, crop.top);
                }
            }
        }
    }
}
