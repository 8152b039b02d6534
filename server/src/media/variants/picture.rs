//! A decoded picture: turned, scaled, cut, and put on white.

use std::borrow::Cow;

use fast_image_resize::images::Image;
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};
use image::metadata::Orientation;
use image::{DynamicImage, RgbImage, RgbaImage};

use super::plan::{Part, height_at};

#[derive(Clone)]
pub enum Picture {
    Opaque(RgbImage),
    WithAlpha(RgbaImage),
}

impl Picture {
    pub fn size(&self) -> (u32, u32) {
        match self {
            Self::Opaque(picture) => picture.dimensions(),
            Self::WithAlpha(picture) => picture.dimensions(),
        }
    }

    /// Without transparency, which other sites show in any colour.
    pub fn on_white(self) -> Self {
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

    pub fn turned(self, orientation: Orientation) -> Self {
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

    /// What a variant shows, in its size.
    pub fn part(&self, part: &Part) -> Cow<'_, Self> {
        match part {
            Part::Whole { width } if *width == self.size().0 => Cow::Borrowed(self),
            Part::Whole { width } => Cow::Owned(self.resized(*width)),
            Part::Crop(crop) => Cow::Owned(self.scaled((crop.left, crop.top, crop.width, crop.height), crop.to)),
        }
    }

    pub fn resized(&self, width: u32) -> Self {
        let size = self.size();
        self.scaled((0.0, 0.0, f64::from(size.0), f64::from(size.1)), (width, height_at(size, width)))
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
}
