//! From which width of the window on the whole menu stands in the header. That depends on the words of the menu, and no style
//! sheet can ask whether they fit, so the server measures them.

use crate::layout::public::PageContext;
use crate::text::native_name;

/// The width of the window in rem from which on the header holds the logo, the menu and all tools in one row. `None` where they
/// fit into no page: those are never wider than `PAGE`.
///
/// The system chooses the font. The row has room in the widest one, in which a name of two words breaks into two lines of the
/// same row. In the usual fonts, which are a tenth narrower, it stands on one line from about the same width on.
pub fn fits_from(context: PageContext<'_>) -> Option<u32> {
    let row = width(context);
    let gaps = links(context).skip(1).map(|_| 1.0).sum::<f64>();
    (NARROWEST..=WIDEST).find(|window| row + indent(*window) + gaps * gap(*window) <= room(*window))
}

/// Windows between a phone and one in which a page does not grow any more, in rem.
const NARROWEST: u32 = 20;
const WIDEST: u32 = 96;
/// `--width-page`.
const PAGE: f64 = 84.0;
/// Media queries count it with the window, the page does not have it.
const SCROLLBAR: f64 = 1.0;

/// A page is as wide as the window but for `--gutter` on both sides.
fn room(window: u32) -> f64 {
    let window = f64::from(window);
    let gutter = (0.2 + 0.04 * window).clamp(1.0, 4.0);
    (window - SCROLLBAR - 2.0 * gutter).min(PAGE)
}

/// Between the links of the menu. It grows with the window.
fn gap(window: u32) -> f64 {
    (0.875 + 0.02 * (f64::from(window) - 72.0)).clamp(0.875, 1.25)
}

/// Before the menu, besides the gap between parts.
fn indent(window: u32) -> f64 {
    (0.1 * (f64::from(window) - 72.0)).clamp(0.0, 1.5)
}

/// Between the parts of the header (`--space-5`).
const PART_GAP: f64 = 1.5;
/// Between tools (`--space-1`).
const TOOL_GAP: f64 = 0.25;
/// A button that is an icon (`--control`).
const ICON: f64 = 2.75;
/// Left and right of a language, and of the words of the highlighted button, with their borders.
const LANGUAGE: f64 = 1.55;
const BUTTON: f64 = 2.0;
/// The mark, and its distance from the name.
const LOGO: f64 = 2.35;
/// The words of the menu and of the tools are a little smaller than the text, the name in the logo is larger.
const TYPE: f64 = 0.9375;
const LOGO_TYPE: f64 = 1.125;
/// How much wider the strong letters of the name's first word are.
const STRONG: f64 = 1.16;

/// Of the row in rem, without the gaps between the links.
fn width(context: PageContext<'_>) -> f64 {
    let chrome = context.chrome;
    let title = if chrome.site_title.is_empty() { "Magnetiq" } else { &chrome.site_title };
    let (name, rest) = title.split_once(' ').unwrap_or((title, ""));
    let logo = LOGO + LOGO_TYPE * (STRONG * words(name)).max(words(rest));
    let links: f64 = links(context).map(|title| TYPE * words(title)).sum();
    let languages: f64 = match context.alternates {
        several if several.len() > 2 => TOOL_GAP + ICON,
        few => few.iter().map(|(language, _)| TOOL_GAP + LANGUAGE + TYPE * words(&native_name(language))).sum(),
    };
    let call = context.call_to_action().map(|(_, label)| 3.0 * TOOL_GAP + BUTTON + TYPE * words(label));
    logo + PART_GAP + links + PART_GAP + ICON + TOOL_GAP + ICON + languages + call.unwrap_or_default()
}

/// The titles in the menu.
fn links(context: PageContext<'_>) -> impl Iterator<Item = &str> {
    let listed = context.whitepapers().map(|_| context.whitepapers_title());
    context.chrome.menu.iter().map(|link| link.title.as_str()).chain(listed)
}

/// How much closer the letters stand than in their font (`--tracking`).
const TRACKING: f64 = -0.011;

/// The width of words at the size of the text, in the widest of the fonts that systems have for it.
fn words(text: &str) -> f64 {
    text.chars().map(|character| letter(character) + TRACKING).sum()
}

fn letter(letter: char) -> f64 {
    let ascii = u8::try_from(letter).ok().and_then(|byte| ASCII.get(usize::from(byte).checked_sub(usize::from(b' '))?));
    if let Some(thousandths) = ascii {
        return f64::from(*thousandths) / 1_000.0;
    }
    match letter {
        '\u{80}'..='\u{24f}' => 0.7,
        // Marks that stand on the letter before them.
        '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5c7}' | '\u{64b}'..='\u{65f}' | '\u{200b}'..='\u{200f}' => 0.0,
        // Hebrew and Arabic, whose joined letters are narrow.
        '\u{590}'..='\u{8ff}' => 0.55,
        // Greek, Cyrillic, Armenian; the scripts of India and Southeast Asia; Georgian.
        '\u{370}'..='\u{58f}' | '\u{900}'..='\u{10ff}' => 0.72,
        _ => 1.05,
    }
}

/// From the space to `~`, in DejaVu Sans, in thousandths of the size of the text.
const ASCII: [u16; 95] = [
    318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337, 636, 636, 636, 636, 636, 636, 636, 636, 636,
    636, 337, 337, 838, 838, 838, 531, 1000, 684, 686, 698, 770, 632, 575, 775, 752, 295, 295, 656, 557, 863, 748, 787, 603, 787,
    695, 635, 611, 732, 684, 989, 685, 611, 685, 390, 337, 390, 838, 500, 500, 613, 635, 550, 635, 615, 352, 635, 634, 278, 278,
    579, 278, 974, 634, 612, 635, 635, 411, 521, 392, 634, 592, 818, 592, 592, 525, 636, 337, 636, 838,
];

#[cfg(test)]
mod tests {
    use domain::glossary::Glossary;
    use domain::language::{Language, Languages, Localized};
    use domain::page::{PageLink, SiteChrome};
    use domain::setting::{SiteText, SiteTexts};

    use super::*;

    fn from(title: &str, menu: &[&str], alternates: usize) -> Option<u32> {
        with_texts(title, menu, alternates, &SiteTexts::default())
    }

    fn with_texts(title: &str, menu: &[&str], alternates: usize, texts: &SiteTexts) -> Option<u32> {
        let language = Language::parse("en").unwrap();
        let link = |title: &&str| PageLink { title: (*title).into(), language: language.clone(), path: "/".into() };
        let chrome = SiteChrome {
            site_title: title.into(),
            site_description: String::new(),
            languages: Languages::default(),
            menu: menu.iter().map(link).collect(),
            legal: Vec::new(),
            featured: Vec::new(),
            whitepapers: Vec::new(),
            call_to_action: None,
            front_pages: Vec::new(),
            address_lines: Vec::new(),
        };
        let others = ["de", "fr", "pl"].map(|tag| Language::parse(tag).unwrap());
        let alternates: Vec<_> = others.iter().take(alternates).map(|language| (language, String::new())).collect();
        let (glossary, language) = (&Glossary::default(), &language);
        fits_from(PageContext { chrome: &chrome, glossary, texts, language, path: "/", alternates: &alternates, year: 2026 })
    }

    #[test]
    fn a_longer_menu_needs_a_wider_window() {
        let short = from("Nordlicht", &["Services"], 1).unwrap();
        assert!((28..48).contains(&short), "{short}");
        let longer = from("Nordlicht", &["Services", "How we work"], 1).unwrap();
        assert!(longer > short + 6, "{longer}");
        assert!(from("Nordlicht Engineering Consultants", &["Services"], 1).unwrap() > short);
        assert!(from("Nordlicht", &["Services"], 2).unwrap() > short);
        assert!(from("Nordlicht", &["服务与工程咨询"], 1).unwrap() > short);
    }

    #[test]
    fn the_button_that_editors_chose_needs_room_for_its_words() {
        let chosen = |label: &str| {
            let chosen = [(SiteText::ButtonAddress, "/contact"), (SiteText::ButtonLabel, label)];
            let texts =
                chosen.map(|(text, chosen)| (text, Localized([(Language::parse("en").unwrap(), chosen.to_owned())].into())));
            with_texts("Nordlicht", &["Services"], 1, &SiteTexts(texts.into())).unwrap()
        };
        assert!(chosen("Talk") > from("Nordlicht", &["Services"], 1).unwrap() + 3);
        assert!(chosen("Talk to an engineer") > chosen("Talk") + 6);
    }

    #[test]
    fn a_usual_menu_stands_in_the_header_of_a_small_laptop() {
        let menus = [
            ["Services", "How we work", "References", "Insights", "Whitepapers"],
            ["Leistungen", "Arbeitsweise", "Referenzen", "Fachbeiträge", "Whitepapers"],
            ["الخدمات", "كيف نعمل", "المراجع", "الأوراق البيضاء", "من نحن"],
        ];
        for menu in menus {
            let from = from("Nordlicht Engineering", &menu, 1).unwrap();
            assert!(from < 64, "{from} for {menu:?}, without a highlighted button");
        }
    }

    #[test]
    fn a_name_of_two_words_may_break_in_a_wide_font_and_one_of_a_word_has_its_room() {
        let menu = ["Services", "How we work", "References"];
        let [one, two] = ["Nordlichtengineering", "Nordlicht Engineering"].map(|title| from(title, &menu, 1).unwrap());
        assert!(one > two, "{one} and {two}");
    }

    #[test]
    fn many_languages_open_from_one_button() {
        assert!(from("Nordlicht", &["Services"], 3) < from("Nordlicht", &["Services"], 2));
    }

    #[test]
    fn a_menu_that_is_wider_than_a_page_never_stands_in_the_header() {
        assert_eq!(from("Nordlicht", &["Calibration laboratories"; 6], 1), None);
        assert_eq!(from(&"Nordlicht ".repeat(20), &[], 0), None);
    }
}
