//! Colours of pictures that were taken for wider gamuts (ICC.1:2022), as sRGB: variants carry no profile, and what a browser shows
//! without one is sRGB (CSS Color 4).

use moxcms::{ColorProfile, DataColorSpace, Layout, TransformOptions};

/// Samples of so many pixels are converted at once.
const PIXELS: usize = 4096;

/// Converts pixels of 8 bits a sample in place. With a profile that is broken or of other colours than red, green and blue they
/// stay as they are, which is how browsers treat it.
pub fn to_srgb(pixels: &mut [u8], has_alpha: bool, profile: &[u8]) {
    let Ok(profile) = ColorProfile::new_from_slice(profile) else { return };
    if profile.color_space != DataColorSpace::Rgb {
        return;
    }
    let (layout, samples) = if has_alpha { (Layout::Rgba, 4) } else { (Layout::Rgb, 3) };
    let options = TransformOptions::default();
    let Ok(transform) = profile.create_transform_8bit(layout, &ColorProfile::new_srgb(), layout, options) else { return };
    let mut converted = vec![0; PIXELS * samples];
    for part in pixels.chunks_mut(PIXELS * samples) {
        let converted = &mut converted[..part.len()];
        if transform.transform(part, converted).is_ok() {
            part.copy_from_slice(converted);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wide_gamut_becomes_srgb() {
        let profile = ColorProfile::new_display_p3().encode().unwrap();
        let mut pixels = [200, 60, 60, 77, 90, 90, 90, 255];
        to_srgb(&mut pixels, true, &profile);
        // Display P3 (200, 60, 60) is a stronger red than sRGB's.
        assert!(pixels[0] > 210 && pixels[1] < 55, "{pixels:?}");
        assert_eq!((pixels[3], &pixels[4..]), (77, &[90, 90, 90, 255][..]));
    }

    #[test]
    fn broken_profiles_and_those_of_other_colours_change_nothing() {
        let gray = ColorProfile::new_gray_with_gamma(2.2).encode().unwrap();
        for profile in [&b""[..], b"nonsense", &[0; 200], &gray] {
            let mut pixels = [200, 60, 60];
            to_srgb(&mut pixels, false, profile);
            assert_eq!(pixels, [200, 60, 60]);
        }
    }
}
