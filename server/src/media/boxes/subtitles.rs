//! Whether subtitles are what a drone recorded (where it was at every second) and not what people wrote.

/// Of the subtitles, so much is looked at. A drone begins at once.
pub const MAX_BYTES: u64 = 64 * 1024;

/// Words that drones write before the numbers of a place.
const WORDS: [&str; 8] = ["gps", "home", "latitude", "longitude", "longtitude", "lat", "lon", "lng"];

/// Decimals of a degree from which on it is a place: a thousandth is a hundred metres.
const MIN_DECIMALS: usize = 3;

/// `GPS (8.5417, 47.3769, 18)`, `[latitude: 47.3769]`, `HOME(W: 97.2190, N: 32.6870)`.
pub fn has_place(text: &[u8]) -> bool {
    let text = String::from_utf8_lossy(text).to_lowercase();
    WORDS.iter().any(|word| {
        text.match_indices(word).any(|(at, _)| {
            let is_word = !text[..at].ends_with(char::is_alphabetic);
            is_word && begins_with_degrees(&text[at + word.len()..])
        })
    })
}

/// Whether there are degrees, behind signs that no sentence has there, and the letter of a direction.
fn begins_with_degrees(text: &str) -> bool {
    const MAX_SIGNS: usize = 8;
    let is_sign = |c: char| c.is_whitespace() || "([:=,+-°nsew".contains(c);
    let signs: usize = text.chars().take(MAX_SIGNS).take_while(|c| is_sign(*c)).map(char::len_utf8).sum();
    let (signs, text) = text.split_at(signs);
    if !signs.contains(['(', '[', ':', '=']) {
        return false;
    }
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let whole = digits(text);
    (1..=3).contains(&whole) && text[whole..].strip_prefix('.').is_some_and(|decimals| digits(decimals) >= MIN_DECIMALS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_drone_recorded_is_told_from_what_people_wrote() {
        for text in [
            "F/2.8, SS 320, ISO 100, EV 0, GPS (8.5417, 47.3769, 18), D 12m",
            "GPS(149.0251,-20.2532,17) BAROMETER:1.9",
            "HOME(149.0251,-20.2532) 2017.05.01 12:00:00",
            "[iso : 100] [latitude: 47.376900] [longitude: 8.541700]",
            "[longtitude : 8.541700]",
            "GPS(W: 97.2190, N: 32.6870, 12m)",
            "\0\x11LAT=54.3233 LON=10.1228",
        ] {
            assert!(has_place(text.as_bytes()), "{text}");
        }
        for text in [
            "Das GPS-Signal zeigt 14.000 Messpunkte.",
            "The relay trips after 0.125 seconds.",
            "GPS (RTK) 2.5 cm",
            "At home 1.500 people watched.",
            "Kiel liegt bei Latitude 54.",
            "",
        ] {
            assert!(!has_place(text.as_bytes()), "{text}");
        }
    }
}
