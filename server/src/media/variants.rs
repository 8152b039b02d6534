//! Pictures made smaller, and covers of PDFs: once for each file, one file at a time, in a process of its own ([`worker`]).

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
use store::Store;
use store::media::{NewVariant, VariantsDue};

use super::{Library, colours, pdf, variant_path, worker};

/// Widths that the site shows pictures in, in pixels.
pub const WIDTHS: [u32; 5] = [320, 640, 960, 1280, 1920];

/// Width up to which a page may show the file itself (`domain::markdown::Picture`), where no variant is as wide.
const MAX_SHOWN_PIXELS: u32 = 2_560;

/// Widths of crops to 16:9 for cards.
const CROP_WIDTHS: [u32; 2] = [640, 1280];

/// Width of the cover of a PDF.
const COVER_WIDTH: u32 = 640;

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

/// Makes the variants of one file.
pub fn make(library: &Library, due: &VariantsDue) -> io::Result<Variants> {
    let path = library.path(&due.path).ok_or(io::ErrorKind::InvalidInput)?;
    let mut made = Vec::new();
    if due.format == Format::Pdf {
        let pages = pages(library, due)?;
        let Some(cover) = pdf::cover(&path, COVER_WIDTH)? else { return Ok((made, pages)) };
        let cover = Picture::Opaque(DynamicImage::ImageRgba8(cover).into_rgb8());
        for format in [Format::Webp, Format::Jpeg] {
            made.push(keep(library, due, &cover, format, COVER_WIDTH.to_string())?);
        }
        return Ok((made, pages));
    }
    let Some((picture, is_turned)) = read(&path, due.format)? else { return Ok((made, None)) };
    let (width, _) = picture.size();
    for wide in WIDTHS.into_iter().filter(|wide| *wide < width) {
        let smaller = picture.resized(wide);
        for format in formats(due.format, smaller.size()) {
            made.push(keep(library, due, &smaller, format, wide.to_string())?);
        }
    }
    // Where the file itself is small enough to be shown, its own width as WebP; of a WebP only where it lies on its side, for
    // Chromium shows that as it lies.
    let (is_needed, widest) =
        if due.format == Format::Webp { (is_turned, MAX_SHOWN_PIXELS) } else { (true, WIDTHS[WIDTHS.len() - 1]) };
    if is_needed && width <= widest && fits_webp(picture.size()) {
        made.push(keep(library, due, &picture, Format::Webp, width.to_string())?);
    }
    for crop in crops(picture.size(), due.focal_point) {
        let cut = picture.cropped(&crop);
        let shape = format!("{}x{}-{}-{}", crop.to.0, crop.to.1, due.focal_point.x, due.focal_point.y);
        if crop.to == SHARED_SIZE {
            made.push(keep(library, due, &cut.on_white(), Format::Jpeg, shape)?);
            continue;
        }
        for format in formats(due.format, crop.to) {
            made.push(keep(library, due, &cut, format, shape.clone())?);
        }
    }
    Ok((made, None))
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
    let start = |percent: u8, part: f64, full: f64| (full * f64::from(percent) / 100.0 - part / 2.0).clamp(0.0, full - part);
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
    let profile = decoder.icc_profile().ok().flatten();
    let has_alpha = decoder.color_type().has_alpha();
    let full = DynamicImage::from_decoder(decoder).map_err(unreadable)?;
    let picture = if has_alpha { Picture::WithAlpha(full.into_rgba8()) } else { Picture::Opaque(full.into_rgb8()) };
    // First small, then turned: turning takes the picture's memory a second time. Twice the widest leaves enough to crop.
    let widest = WIDTHS[WIDTHS.len() - 1] * 2;
    let mut picture = if picture.size().0 > widest { picture.resized(widest) } else { picture };
    if let Some(profile) = profile {
        match &mut picture {
            Picture::Opaque(picture) => colours::to_srgb(picture, false, &profile),
            Picture::WithAlpha(picture) => colours::to_srgb(picture, true, &profile),
        }
    }
    Ok(Some((picture.turned(orientation), orientation != Orientation::NoTransforms)))
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

fn keep(library: &Library, due: &VariantsDue, picture: &Picture, format: Format, shape: String) -> io::Result<NewVariant> {
    let file = library.incoming()?;
    let mut to = BufWriter::new(file.as_file());
    picture.write(format, &mut to)?;
    to.flush()?;
    drop(to);
    let size_bytes = file.as_file().metadata()?.len();
    library.place(file, &variant_path(&due.hash, &shape, format))?;
    let (width, height) = picture.size();
    Ok(NewVariant { shape, format, width, height, size_bytes })
}
