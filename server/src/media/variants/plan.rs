//! Which variants a picture gets: their widths, their crops, and their formats.

use domain::media::{FocalPoint, Format, SHARED_SIZE, is_shared_shape};

/// Width up to which a page may show the file itself (`domain::markdown::Picture`), where no variant is as wide.
const MAX_SHOWN_PIXELS: u32 = 2_560;

/// Widths that the site shows pictures in, in pixels.
pub const WIDTHS: [u32; 5] = [320, 640, 960, 1280, 1920];

/// Widths of crops to 16:9 for cards.
const CROP_WIDTHS: [u32; 2] = [640, 1280];

/// Width or height that a WebP can have at the most, in pixels (RFC 9649, 2.5).
const MAX_WEBP_PIXELS: u32 = 16_383;

/// A variant to be made, in one or more formats.
#[derive(Debug, Clone, PartialEq)]
pub struct Planned {
    /// As `store::media::NewVariant` holds it.
    pub shape: String,
    pub part: Part,
    pub formats: Vec<Format>,
}

impl Planned {
    fn whole(width: u32, formats: Vec<Format>) -> Self {
        Self { shape: width.to_string(), part: Part::Whole { width }, formats }
    }

    /// Whether other sites show it, and no page of ours.
    pub fn is_shared(&self) -> bool {
        is_shared_shape(&self.shape)
    }
}

/// What a variant shows.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Part {
    /// All of the picture, so wide.
    Whole {
        width: u32,
    },
    Crop(Crop),
}

/// A part of a picture, and the size that it gets.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Crop {
    pub left: f64,
    pub top: f64,
    pub width: f64,
    pub height: f64,
    pub to: (u32, u32),
}

/// The variants of a picture of this format and size, of which `is_turned` says whether it had to be turned to stand upright.
pub fn of_picture(own: Format, size: (u32, u32), is_turned: bool, focal_point: FocalPoint) -> Vec<Planned> {
    let (width, _) = size;
    let mut planned: Vec<Planned> = WIDTHS
        .into_iter()
        .filter(|wide| *wide < width)
        .map(|wide| Planned::whole(wide, formats(own, (wide, height_at(size, wide)))))
        .collect();
    // Where the file itself is small enough to be shown, its own width as WebP; of a WebP only where it lies on its side, for
    // Chromium shows that as it lies.
    let (is_needed, widest) = if own == Format::Webp { (is_turned, MAX_SHOWN_PIXELS) } else { (true, WIDTHS[WIDTHS.len() - 1]) };
    if is_needed && width <= widest && fits_webp(size) {
        planned.push(Planned::whole(width, vec![Format::Webp]));
    }
    planned.extend(crops(size, focal_point).into_iter().map(|crop| Planned {
        shape: format!("{}x{}-{}-{}", crop.to.0, crop.to.1, focal_point.x, focal_point.y),
        part: Part::Crop(crop),
        // Other sites need this one format.
        formats: if crop.to == SHARED_SIZE { vec![Format::Jpeg] } else { formats(own, crop.to) },
    }));
    planned
}

/// The variants of a document's first page that was drawn so wide.
pub fn of_page(width: u32) -> Vec<Planned> {
    let widths = WIDTHS.into_iter().filter(|wide| *wide < width).chain([width]);
    widths.map(|wide| Planned::whole(wide, vec![Format::Webp, Format::Jpeg])).collect()
}

/// The height of a picture of this size that is made so wide.
pub fn height_at((full_width, full_height): (u32, u32), width: u32) -> u32 {
    let height = u64::from(full_height) * u64::from(width) / u64::from(full_width.max(1));
    u32::try_from(height.max(1)).unwrap_or(u32::MAX)
}

/// WebP where it can be so large, and the file's own format beside it.
fn formats(own: Format, size: (u32, u32)) -> Vec<Format> {
    [fits_webp(size).then_some(Format::Webp), (own != Format::Webp).then_some(own)].into_iter().flatten().collect()
}

fn fits_webp((width, height): (u32, u32)) -> bool {
    width.max(height) <= MAX_WEBP_PIXELS
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

#[cfg(test)]
mod tests {
    use super::*;

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
