//! Which browser on which system a `User-Agent` names, well enough to recognise one's own sessions by.

/// `("Firefox", "Linux")`; none where nothing is recognised. Others pretend to be Chrome, and Chrome to be Safari, so the order
/// of the lists matters.
pub fn of(user_agent: &str) -> Option<(&'static str, &'static str)> {
    let find = |list: &[(&str, &'static str)]| list.iter().find(|(sign, _)| user_agent.contains(sign)).map(|(_, name)| *name);
    Some((find(&BROWSERS)?, find(&SYSTEMS)?))
}

const BROWSERS: [(&str, &str); 6] = [
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
];

const SYSTEMS: [(&str, &str); 7] = [
    ("Windows", "Windows"),
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Mac OS", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
];

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn a_browser_is_known_by_its_own_sign_and_not_by_whom_it_imitates() {
        let edge = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Safari/537.36 Edg/126.0";
        let phone = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Mobile Safari/537.36";
        let safari =
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 14_5) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Safari/605.1.15";
        assert_eq!(of(edge), Some(("Edge", "Windows")));
        assert_eq!(of(phone), Some(("Chrome", "Android")));
        assert_eq!(of(safari), Some(("Safari", "macOS")));
        assert_eq!(of("Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0"), Some(("Firefox", "Linux")));
    }

    #[test]
    fn a_program_that_is_no_browser_is_not_recognised() {
        assert_eq!(of("curl/8.5.0"), None);
        assert_eq!(of(""), None);
    }
}
