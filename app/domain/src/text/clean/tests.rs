use super::*;

fn line(typed: &str) -> String {
    clean(typed, Shape::Line).text
}

fn lines(typed: &str) -> String {
    clean(typed, Shape::Lines).text
}

#[test]
fn a_line_hides_nothing() {
    for (typed, kept) in [
        ("Nord\u{200b}licht", "Nordlicht"),
        ("\u{feff}Nordlicht", "Nordlicht"),
        ("Nord\u{2060}licht\u{2063}", "Nordlicht"),
        ("Zell\u{ad}stoff", "Zellstoff"),
        ("Anna\u{200e} \u{200f}Berg\u{61c}", "Anna Berg"),
        ("a\u{202e}gpj.exe\u{202c}", "agpj.exe"),
        ("\u{2066}Anna\u{2069}", "Anna"),
        ("Nord\u{200d}licht", "Nordlicht"),
        ("Nord\u{200c}licht", "Nordlicht"),
        ("сло\u{200d}во", "слово"),
        ("東\u{200b}京", "東京"),
        ("a\u{fe0f}b", "ab"),
        ("a\u{e0041}\u{e0042}", "a"),
        ("Nord\u{3164}licht", "Nordlicht"),
        ("a\u{34f}b", "ab"),
        ("\u{fffc}Bild", "Bild"),
        ("Nord\u{0}licht\u{7f}\u{9b}", "Nordlicht"),
        ("Nord\u{ffff}\u{fdd0}licht", "Nordlicht"),
        ("one\ttwo\nthree\r\nfour\u{2028}five\u{b}six", "one two three four five six"),
    ] {
        assert_eq!(line(typed), kept, "{typed:?}");
    }
}

#[test]
fn what_gives_letters_and_pictures_their_shape_stays() {
    for typed in [
        "می\u{200c}خواهم",
        "PDF\u{200c}ها",
        "نمی\u{200c}دانم",
        "क्\u{200d}ष और क्\u{200c}ष",
        "ශ්\u{200d}රී ලංකා",
        "അവന്\u{200d}",
        "র\u{200d}্যাম",
        "👩\u{200d}🔧",
        "👩🏽\u{200d}💻",
        "👨\u{200d}👩\u{200d}👧\u{200d}👦",
        "🏳\u{fe0f}\u{200d}🌈",
        "❤\u{fe0f}",
        "❤\u{fe0f}\u{200d}🔥",
        "1\u{fe0f}\u{20e3}",
        "☎\u{fe0e}",
        "🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}",
        "葛\u{e0100}飾区",
        "ᠮᠣᠩ\u{180e}ᠭᠣᠯ",
        "न\u{a0}और 38\u{202f}m",
        "\u{2800}⠓⠑⠇",
    ] {
        assert_eq!(line(typed), typed);
        assert_eq!(clean(typed, Shape::Line).removed_count, 0, "{typed}");
    }
    for (typed, kept) in [
        ("\u{200c}می", "می"),
        ("می\u{200c}", "می"),
        ("می\u{200c} خواهم", "می خواهم"),
        ("سلام\u{200d}، دنیا", "سلام، دنیا"),
        ("👩\u{200d}", "👩"),
        ("\u{200d}🔧", "🔧"),
        ("👩\u{200d}\u{200d}🔧", "👩\u{200d}🔧"),
        ("❤\u{fe0f}\u{fe0f}", "❤\u{fe0f}"),
    ] {
        assert_eq!(line(typed), kept, "{typed:?}");
    }
}

#[cfg(feature = "server")]
#[test]
fn a_text_has_one_form_however_it_was_typed() {
    for (decomposed, composed) in [
        ("U\u{308}ber", "Über"),
        ("Cafe\u{301}", "Café"),
        ("A\u{30a}ngstro\u{308}m \u{212b}", "Ångström Å"),
        ("Vie\u{323}\u{302}t", "Việt"),
        ("и\u{306} е\u{308}", "й ё"),
        ("\u{1112}\u{1161}\u{11ab}\u{1100}\u{116e}\u{11a8}", "한국"),
        ("か\u{3099}き\u{3099}", "がぎ"),
        ("क\u{93c}", "क\u{93c}"),
        ("e\u{200b}\u{301}", "é"),
    ] {
        assert_eq!(line(decomposed), composed);
        if !decomposed.contains('\u{200b}') {
            assert_eq!(lines(&format!("{decomposed}\n")), format!("{composed}\n"));
        }
        assert_eq!(clean(composed, Shape::Line).text, composed, "what is stored stays as it is");
    }
    assert_eq!(line("m² ﬁn CO₂"), "m² ﬁn CO₂", "signs are no letters with marks");
}

#[test]
fn a_text_of_several_lines_keeps_what_was_typed() {
    for (typed, kept) in [
        ("Erd\u{ad}schluss \u{200e}a\u{200b}b\tc\n\n d ", "Erd\u{ad}schluss \u{200e}a\u{200b}b\tc\n\n d "),
        ("one\r\n\r\ntwo\rthree", "one\n\ntwo\nthree"),
        ("one\u{2028}two\u{2029}three\u{85}four\u{c}five", "one\ntwo\nthree\nfour\nfive"),
        ("\u{feff}# One\u{feff}", "# One\u{feff}"),
        ("a\u{0}b\u{1b}[0mc\u{fffe}", "ab[0mc"),
    ] {
        assert_eq!(lines(typed), kept, "{typed:?}");
    }
}

#[test]
fn what_was_taken_out_is_told_with_its_place() {
    let typed = "one\r\ntwo \u{7}\rth\u{0}ree\n\u{1f600}\u{ffff}";
    let cleaned = clean(typed, Shape::Lines);
    assert!(cleaned.removed.iter().all(|r| typed[r.at..].starts_with(r.character)), "{cleaned:?}");
    let told: Vec<String> = cleaned.removed.iter().map(|r| format!("{}:{} {r}", r.line, r.column)).collect();
    assert_eq!(told, ["2:5 U+0007", "3:3 U+0000", "4:2 U+FFFF"]);
    assert_eq!(cleaned.kinds(), [RemovedKind::Control]);
    let cleaned = clean("\u{feff}An\u{202a}na\u{7}\u{200b}", Shape::Line);
    assert_eq!(cleaned.kinds(), [RemovedKind::Control, RemovedKind::Direction, RemovedKind::Invisible]);
    assert_eq!(cleaned.removed.iter().map(|r| r.column).collect::<Vec<_>>(), [1, 4, 7, 8]);
    let many = clean(&"\u{7}".repeat(5_000), Shape::Lines);
    assert_eq!((many.removed.len(), many.removed_count, many.text.as_str()), (Cleaned::MAX_REMOVED, 5_000, ""));
    assert_eq!(clean("Größe\r\n", Shape::Lines).removed_count, 0, "line ends are no loss");
}

#[test]
fn what_is_clean_stays_so() {
    for typed in
        ["a\u{200d}\u{200c}b", "👩\u{200d}\u{fe0f}\u{200d}🔧", "e\u{200b}\u{301}\u{323}", "\r\r\n\u{85}", "ا\u{200c}\u{200d}ب"]
    {
        for shape in [Shape::Line, Shape::Lines] {
            let once = clean(typed, shape).text;
            assert_eq!(clean(&once, shape), Cleaned { text: once.clone(), removed: Vec::new(), removed_count: 0 }, "{typed:?}");
        }
    }
}
