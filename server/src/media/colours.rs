//! Colours of pictures that were made for wider gamuts, for print or for another gamma (ICC.1:2022; PNG, third edition, 4.3), as sRGB:
//! variants carry no profile, and what a browser shows without one is sRGB (CSS Color 4).

use std::io::{self, Read};

use moxcms::{ColorPrimaries, ColorProfile, DataColorSpace, Layout, TransformOptions, WHITE_POINT_D65, curve_from_gamma};

/// Samples of so many pixels are converted at once.
const PIXELS: usize = 4096;

/// Bytes of a PNG in front of its data that are looked at: profiles are at most a few megabytes.
const MAX_HEAD_BYTES: u64 = 8 * 1024 * 1024;

/// The profile of a picture. None where it cannot be read: browsers then show the colours as sRGB.
pub fn profile(icc: &[u8]) -> Option<ColorProfile> {
    ColorProfile::new_from_slice(icc).ok()
}

/// What a PNG without a profile says of its colours in other chunks: `cICP` comes before `sRGB`, that before `gAMA` with `cHRM`.
pub fn profile_of_png(from: impl Read) -> io::Result<Option<ColorProfile>> {
    let mut head = Vec::new();
    from.take(MAX_HEAD_BYTES).read_to_end(&mut head)?;
    let (mut rest, mut gamma, mut primaries) = (head.get(8..).unwrap_or_default(), None, None);
    let mut is_srgb = false;
    while let Some((start, behind)) = rest.split_first_chunk::<8>() {
        let length = u32::from_be_bytes([start[0], start[1], start[2], start[3]]) as usize;
        let Some(content) = behind.get(..length) else { break };
        let number = |at: usize| content.get(at..at + 4).map(|four| u32::from_be_bytes([four[0], four[1], four[2], four[3]]));
        match &start[4..] {
            b"IDAT" => break,
            // Display P3 by its numbers (ITU-T H.273). What is brighter than white stays as it is.
            b"cICP" => return Ok(content.starts_with(&[12, 13]).then(ColorProfile::new_display_p3)),
            b"sRGB" => is_srgb = true,
            b"gAMA" => gamma = number(0).filter(|gamma| (10_000..=500_000).contains(gamma)),
            b"cHRM" => {
                let numbers: Vec<f32> = (0..8).filter_map(|at| Some(number(at * 4)? as f32 / 100_000.0)).collect();
                primaries = <[f32; 8]>::try_from(numbers).ok();
            }
            _ => {}
        }
        rest = behind.get(length + 4..).unwrap_or_default();
    }
    let Some(gamma) = gamma.filter(|_| !is_srgb) else { return Ok(None) };
    let mut profile = ColorProfile::new_srgb();
    profile.cicp = None;
    if let Some([white_x, white_y, red_x, red_y, green_x, green_y, blue_x, blue_y]) = primaries
        && [white_y, red_y, green_y, blue_y].iter().all(|y| *y > 0.0)
    {
        let mut white = WHITE_POINT_D65;
        (white.x, white.y) = (f64::from(white_x), f64::from(white_y));
        let mut primaries = ColorPrimaries::BT_709;
        (primaries.red.x, primaries.red.y) = (red_x, red_y);
        (primaries.green.x, primaries.green.y) = (green_x, green_y);
        (primaries.blue.x, primaries.blue.y) = (blue_x, blue_y);
        profile.update_rgb_colorimetry(white, primaries);
    }
    let curve = Some(curve_from_gamma(100_000.0 / gamma as f32));
    (profile.red_trc, profile.green_trc, profile.blue_trc) = (curve.clone(), curve.clone(), curve);
    Ok(Some(profile))
}

/// Converts pixels of red, green and blue of 8 bits in place; those of a grey picture are alike. With a profile for other colours they
/// stay as they are, which is how browsers treat it.
pub fn to_srgb(pixels: &mut [u8], has_alpha: bool, profile: &ColorProfile) {
    let (layout, samples) = if has_alpha { (Layout::Rgba, 4) } else { (Layout::Rgb, 3) };
    match profile.color_space {
        DataColorSpace::Gray => greys_to_srgb(pixels, samples, profile),
        DataColorSpace::Rgb => {
            let srgb = ColorProfile::new_srgb();
            let Ok(transform) = profile.create_transform_8bit(layout, &srgb, layout, TransformOptions::default()) else { return };
            let mut converted = vec![0; PIXELS * samples];
            for part in pixels.chunks_mut(PIXELS * samples) {
                let converted = &mut converted[..part.len()];
                if transform.transform(part, converted).is_ok() {
                    part.copy_from_slice(converted);
                }
            }
        }
        _ => {}
    }
}

fn greys_to_srgb(pixels: &mut [u8], samples: usize, profile: &ColorProfile) {
    let (greys, mut colours): (Vec<u8>, _) = ((0..=255).collect(), [0; 256 * 3]);
    let options = TransformOptions::default();
    let Ok(transform) = profile.create_transform_8bit(Layout::Gray, &ColorProfile::new_srgb(), Layout::Rgb, options) else {
        return;
    };
    // A picture of colours does not become grey because its profile is wrong.
    let is_grey = pixels.chunks_exact(samples).all(|pixel| pixel[0] == pixel[1] && pixel[1] == pixel[2]);
    if !is_grey || transform.transform(&greys, &mut colours).is_err() {
        return;
    }
    for pixel in pixels.chunks_exact_mut(samples) {
        let at = usize::from(pixel[0]) * 3;
        pixel[..3].copy_from_slice(&colours[at..at + 3]);
    }
}

/// Inks (cyan, magenta, yellow and black, 255 for all of it) as red, green and blue. None with a profile for other colours.
pub fn inks_to_srgb(inks: &[u8], profile: &ColorProfile) -> Option<Vec<u8>> {
    if profile.color_space != DataColorSpace::Cmyk {
        return None;
    }
    let options = TransformOptions::default();
    let transform = profile.create_transform_8bit(Layout::Rgba, &ColorProfile::new_srgb(), Layout::Rgb, options).ok()?;
    let mut pixels = vec![0; inks.len() / 4 * 3];
    for (inks, pixels) in inks.chunks(PIXELS * 4).zip(pixels.chunks_mut(PIXELS * 3)) {
        transform.transform(inks, pixels).ok()?;
    }
    Some(pixels)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn converted(mut pixels: [u8; 3], profile: &ColorProfile) -> [u8; 3] {
        to_srgb(&mut pixels, false, profile);
        pixels
    }

    fn is_near(found: [u8; 3], expected: [u8; 3]) -> bool {
        found.iter().zip(expected).all(|(found, expected)| found.abs_diff(expected) <= 2)
    }

    #[test]
    fn a_wide_gamut_becomes_srgb() {
        let icc = ColorProfile::new_display_p3().encode().unwrap();
        let mut pixels = [200, 60, 60, 77, 90, 90, 90, 255];
        to_srgb(&mut pixels, true, &profile(&icc).unwrap());
        // Display P3 (200, 60, 60) is a stronger red than sRGB's.
        assert!(pixels[0] > 210 && pixels[1] < 55, "{pixels:?}");
        assert_eq!((pixels[3], &pixels[4..]), (77, &[90, 90, 90, 255][..]));
    }

    #[test]
    fn a_grey_of_another_gamma_becomes_srgb() {
        let profile = profile(&ColorProfile::new_gray_with_gamma(1.0).encode().unwrap()).unwrap();
        // As IEC 61966-2-1 writes a linear half.
        assert!(is_near(converted([128; 3], &profile), [188; 3]), "{:?}", converted([128; 3], &profile));
        assert_eq!(converted([200, 60, 60], &profile), [200, 60, 60]);
        assert_eq!([converted([0; 3], &profile), converted([255; 3], &profile)], [[0; 3], [255; 3]]);
    }

    #[test]
    fn chunks_of_a_png_tell_of_its_colours() {
        let chunk = |kind: &[u8], content: &[u8]| [&(content.len() as u32).to_be_bytes(), kind, content, &[0; 4]].concat();
        let png = |chunks: &[Vec<u8>]| profile_of_png(&[&[0; 8], &chunks.concat()[..]].concat()[..]).unwrap();
        let gamma = chunk(b"gAMA", &100_000_u32.to_be_bytes());
        let p3 = [31_270_u32, 32_900, 68_000, 32_000, 26_500, 69_000, 15_000, 6_000].map(u32::to_be_bytes).concat();
        let linear = png(&[gamma.clone(), chunk(b"IDAT", b"x")]).unwrap();
        assert!(is_near(converted([128; 3], &linear), [188; 3]));
        let srgb = 45_455_u32.to_be_bytes();
        let of_p3 = png(&[chunk(b"gAMA", &srgb), chunk(b"cHRM", &p3)]).unwrap();
        let [red, green, _] = converted([200, 60, 60], &of_p3);
        assert!(red > 210 && green < 55, "{red} {green}");
        let coded = png(&[gamma.clone(), chunk(b"cICP", &[12, 13, 0, 1])]).unwrap();
        let [red, green, _] = converted([200, 60, 60], &coded);
        assert!(red > 210 && green < 55, "{red} {green}");
        // What is sRGB, behind the data, cut off, or brighter than white.
        for chunks in [
            &[gamma.clone(), chunk(b"sRGB", b"\0")][..],
            &[chunk(b"IDAT", b""), gamma.clone()],
            &[gamma[..10].to_vec()],
            &[chunk(b"gAMA", &[0; 4])],
            &[chunk(b"cICP", &[9, 16, 0, 1])],
            &[],
        ] {
            assert!(png(chunks).is_none());
        }
    }

    #[test]
    fn broken_profiles_and_those_of_other_colours_change_nothing() {
        for icc in [&b""[..], b"nonsense", &[0; 200]] {
            assert!(profile(icc).is_none());
        }
        assert_eq!(converted([200, 60, 60], &ColorProfile::new_lab()), [200, 60, 60]);
        assert_eq!(inks_to_srgb(&[1, 2, 3, 4], &ColorProfile::new_srgb()), None);
    }
}
