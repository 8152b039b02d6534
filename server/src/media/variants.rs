//! Pictures made smaller, and covers of PDFs: once for each file, one file at a time, in a process of its own ([`worker`]). None is
//! larger than the picture it was made of. `plan` says which there are, `read` decodes the picture, and `encode` writes them.

mod encode;
mod picture;
mod plan;
mod read;

use std::io::{self, BufWriter, Write};
use std::path::Path;

use domain::media::Format;
use image::DynamicImage;
use store::Store;
use store::media::{NewVariant, VariantsDue};

use self::picture::Picture;
use self::plan::Planned;
use super::{Library, pdf, variant_path, worker};

/// Width of the cover of a PDF; what takes too long to be drawn so wide is drawn smaller.
pub const COVER_WIDTHS: [u32; 2] = [1920, 640];

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
        let Some(page) = first_page(&path, cover_width)? else { return Ok((Vec::new(), pages(library, due)?)) };
        let made = write(library, due, &page, &plan::of_page(page.size().0), u64::MAX)?;
        return Ok((made, pages(library, due)?));
    }
    let Some((picture, is_turned)) = read::read(&path, due.format)? else { return Ok((Vec::new(), None)) };
    // No variant is larger than the file itself, unless the file cannot be shown as it is.
    let must_be_turned = is_turned && due.format == Format::Webp;
    let max_bytes = if must_be_turned { u64::MAX } else { std::fs::metadata(&path)?.len() };
    let planned = plan::of_picture(due.format, picture.size(), is_turned, due.focal_point);
    Ok((write(library, due, &picture, &planned, max_bytes)?, None))
}

fn first_page(path: &Path, width: u32) -> io::Result<Option<Picture>> {
    Ok(pdf::cover(path, width)?.map(|page| Picture::Opaque(DynamicImage::ImageRgba8(page).into_rgb8())))
}

/// How many pages a document has.
pub fn pages(library: &Library, due: &VariantsDue) -> io::Result<Option<u32>> {
    let path = library.path(&due.path).ok_or(io::ErrorKind::InvalidInput)?;
    if due.format == Format::Pdf { pdf::pages(&path) } else { Ok(None) }
}

fn write(
    library: &Library,
    due: &VariantsDue,
    picture: &Picture,
    planned: &[Planned],
    max_bytes: u64,
) -> io::Result<Vec<NewVariant>> {
    let mut made = Vec::new();
    for planned in planned {
        let part = picture.part(&planned.part);
        if planned.is_shared() {
            // Other sites need it, however light the file itself is.
            made.extend(keep(library, due, &part.into_owned().on_white(), Format::Jpeg, &planned.shape, u64::MAX)?);
            continue;
        }
        for format in &planned.formats {
            made.extend(keep(library, due, &part, *format, &planned.shape, max_bytes)?);
        }
    }
    Ok(made)
}

/// Keeps a variant, unless it is larger than what it stands for.
fn keep(
    library: &Library,
    due: &VariantsDue,
    picture: &Picture,
    format: Format,
    shape: &str,
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
    library.place(file, &variant_path(&due.hash, shape, format))?;
    let (width, height) = picture.size();
    Ok(Some(NewVariant { shape: shape.to_owned(), format, width, height, size_bytes }))
}

/// What the storage refused keeps its kind.
fn unreadable(error: image::ImageError) -> io::Error {
    match error {
        image::ImageError::IoError(error) => error,
        error => io::Error::new(io::ErrorKind::InvalidData, error),
    }
}

#[cfg(test)]
mod tests {
    use domain::id::MediaId;
    use domain::media::FocalPoint;
    use image::RgbImage;
    use image::codecs::jpeg::JpegEncoder;

    use super::plan::WIDTHS;
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
        let Some((Picture::Opaque(picture), false)) = read::read(&path, Format::Jpeg).unwrap() else { panic!("it is a picture") };
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
}
