use super::*;

#[test]
fn a_slug_has_parts_of_letters_digits_and_hyphens() {
    for (typed, slug) in
        [("about", "about"), ("/services/earth-faults/", "services/earth-faults"), (" a ", "a"), ("/", ""), ("2026", "2026")]
    {
        assert_eq!(Slug::parse(typed).map(|slug| slug.to_string()), Ok(slug.to_owned()));
    }
    for bad in ["Über", "a b", "a//b", "-a", "a-", "a--b", "../a", "a?b", "a%2f", "A", "a.html", "a//"] {
        assert_eq!(Slug::parse(bad), Err(Problem::NotASlug), "{bad}");
    }
    assert_eq!(Slug::parse(&"a".repeat(201)), Err(Problem::TooLong { max: 200 }));
}

#[cfg(feature = "server")]
#[test]
fn a_slug_is_proposed_from_a_title_in_any_script() {
    for (title, slug) in [
        ("Über uns & mehr", "ueber-uns-mehr"),
        ("Größe", "groesse"),
        ("U\u{308}ber Cafe\u{301}s", "ueber-cafes"),
        ("  Earth faults: don’t panic! ", "earth-faults-dont-panic"),
        ("Что нового", "chto-novogo"),
        ("🎉", ""),
        ("---", ""),
    ] {
        let proposed = Slug::propose(title);
        assert!(proposed.as_str() == slug || title == "🎉", "{title}: {proposed}");
        assert!(Slug::parse(proposed.as_str()).is_ok());
    }
    assert!(Slug::propose(&"wort ".repeat(60)).as_str().len() <= 80);
}

#[test]
fn lines_and_paragraphs_stay_as_they_were_typed() {
    for (typed, kept) in [
        ("one", Some("one")),
        (" one  two \n three\t four\n", Some("one two\nthree four")),
        ("one\r\n\r\ntwo\rthree", Some("one\n\ntwo\nthree")),
        ("\n\n one\n \n\t\n\ntwo\n\n", Some("one\n\ntwo")),
        (" \n\t\n", None),
        ("", None),
    ] {
        assert_eq!(optional_paragraphs(typed, 100), Ok(kept.map(str::to_owned)), "{typed:?}");
        // What is kept is kept once more as it is.
        assert_eq!(optional_paragraphs(kept.unwrap_or_default(), 100), Ok(kept.map(str::to_owned)), "{typed:?}");
    }
    assert_eq!(optional_paragraphs("a\u{0}", 100), Ok(Some("a".into())));
    assert_eq!(optional_paragraphs("four", 3), Err(Problem::TooLong { max: 3 }));
}

#[test]
fn what_is_one_line_by_nature_is_so_while_it_is_typed() {
    for (typed, joined) in
        [("", ""), (" one  two ", " one  two "), ("one\n", "one "), ("one \r\n\r\n two", "one two"), ("\none\ntwo", " one two")]
    {
        assert_eq!(on_one_line(typed), joined, "{typed:?}");
    }
}

#[test]
fn an_email_has_a_local_part_and_a_domain() {
    assert_eq!(Email::parse(" Jonas.F+x@Nordlicht.Example ").map(|e| e.to_string()), Ok("jonas.f+x@nordlicht.example".into()));
    for bad in
        ["a", "a@b", "@b.de", "a@.de", "a b@c.de", "a@b..de", ".a@b.de", "a@b.de\nbcc: x@y.de", "a@-b.de", "<a@b.de>", "a@b@c.de"]
    {
        assert!(Email::parse(bad).is_err(), "{bad}");
    }
}

#[test]
#[cfg(feature = "server")]
fn a_domain_of_an_email_is_what_mail_servers_know() {
    let punycode = Ok("zoe@xn--exmple-de-w2a.de".to_owned());
    for typed in ["zoe@exämple-de.de", "Zoe@EXÄMPLE-DE.de", "zoe@xn--exmple-de-w2a.de", "zoe@exa\u{308}mple-de.de"] {
        assert_eq!(Email::parse(typed).map(|email| email.to_string()), punycode, "{typed}");
    }
    for bad in ["a@xn--a.de", "a@b\u{2024}\u{2024}de", "a@\u{fffd}.de"] {
        assert!(Email::parse(bad).is_err(), "{bad}");
    }
}

#[test]
#[cfg(feature = "server")]
fn a_domain_of_any_script_is_taken_without_what_is_hidden_in_it() {
    for (typed, address) in [
        ("info@müller.example", "info@xn--mller-kva.example"),
        ("info@mu\u{308}ller.example", "info@xn--mller-kva.example"),
        ("in\u{200b}fo@\u{feff}müller.example\u{200e}", "info@xn--mller-kva.example"),
        ("\u{202a}info@firma.example\u{202c}", "info@firma.example"),
        ("in\u{ad}fo@fir\u{ad}ma.example", "info@firma.example"),
        ("info@straße.example", "info@xn--strae-oqa.example"),
        ("info@пример.рф", "info@xn--e1afmkfd.xn--p1ai"),
        ("info@例え.テスト", "info@xn--r8jz45g.xn--zckzah"),
        ("ｉｎｆｏ＠例え。テスト", "info@xn--r8jz45g.xn--zckzah"),
        ("info@उदाहरण.भारत", "info@xn--p1b6ci4b4b3a.xn--h2brj9c"),
        ("info@مثال.إختبار", "info@xn--mgbh0fb.xn--kgbechtv"),
        ("info@ทดสอบ.ไทย", "info@xn--l3cfk7dp.xn--o3cw4h"),
        ("info@실례.테스트", "info@xn--9n2bp8q.xn--9t4b11yi5a"),
    ] {
        assert_eq!(Email::parse(typed).map(|email| email.to_string()), Ok(address.to_owned()), "{typed:?}");
    }
}

#[test]
fn letters_before_the_at_sign_are_those_of_ascii() {
    for typed in ["zoë@example.de", "jörg@müller.example", "用户@例子.example", "josé.garcía@example.com", "дарья@пример.рф"]
    {
        assert_eq!(Email::parse(typed), Err(Problem::NotAsciiBeforeAt), "{typed}");
    }
}

#[test]
fn the_browser_refuses_no_domain_that_the_server_takes() {
    let parse = |typed: &str| Email::parse_with(typed, |domain| Ok(domain.into()));
    let long = format!("info@{}.example", "あ".repeat(50));
    for typed in ["info@müller.example", "info@mu\u{308}ller.example", "info@उदाहरण.भारत", "info@例え。テスト", &long]
    {
        assert!(parse(typed).is_ok(), "{typed}");
    }
    for bad in ["info@mü ller.example", "info@mü/ller.example", "info@müller", "info@.müller"] {
        assert_eq!(parse(bad), Err(Problem::NotAnEmail), "{bad}");
    }
}

#[test]
fn a_web_address_is_absolute_and_http() {
    assert_eq!(optional_url(" "), Ok(None));
    assert_eq!(optional_url("https://a.example/x?y#z"), Ok(Some("https://a.example/x?y#z".into())));
    for bad in ["javascript:alert(1)", "/x", "ftp://a", "https://", "https:///x", "https://a b", "https://a\"><script>"] {
        assert_eq!(optional_url(bad), Err(Problem::NotAnUrl), "{bad}");
    }
}

#[test]
fn a_guessable_password_is_refused() {
    for bad in [
        "password1234",
        "Passwort123!",
        "aaaaaaaaaaaa",
        "123456789012",
        "abcdefghijkl",
        "qwertz123456",
        "jonas.feddersen1",
        "Magnetiq2026!",
    ] {
        assert_eq!(Password::parse(bad, &["jonas.feddersen@nordlicht.example", "Jonas"]), Err(Problem::CommonPassword), "{bad}");
    }
    for good in ["correct horse battery", "Vier Nächte im Februar", "x7!kQ2pLm9#zR"] {
        assert!(Password::parse(good, &["jonas@nordlicht.example"]).is_ok(), "{good}");
    }
    assert_eq!(Password::parse("kurz", &[]), Err(Problem::TooShort { min: 12 }));
}

#[test]
fn a_line_has_something_to_see() {
    for blank in [
        "\u{200b}",
        "\u{feff}\u{ad}",
        "\u{200d} \u{2066}",
        "\u{e0041}",
        "\u{fff9}",
        "\u{3164}",
        "\u{1d173}",
        "\u{1bca0}",
        "\u{2800}\u{a0}",
    ] {
        assert_eq!(line(blank, 10), Err(Problem::Missing), "{blank:?}");
        assert_eq!(optional_line(blank, 10), Ok(None));
    }
    for seen in ["👩\u{200d}🔧", "می\u{200c}خواهم", "❤\u{fe0f}"] {
        assert_eq!(line(seen, 20), Ok(seen.to_owned()), "it stays as it was typed");
    }
}

#[test]
fn a_long_line_is_refused_by_what_is_left_of_it() {
    assert_eq!(line(&"a\u{200b}".repeat(10), 10), Ok("a".repeat(10)));
    assert_eq!(line("\u{200b} a \u{feff}", 1), Ok("a".into()));
    assert_eq!(line(&"a".repeat(11), 10), Err(Problem::TooLong { max: 10 }));
    assert_eq!(line(&"\u{200b}".repeat(1_000), 10), Err(Problem::TooLong { max: 10 }), "so much is not looked at");
    #[cfg(feature = "server")]
    assert_eq!(line(&"\u{1112}\u{1161}\u{11ab}".repeat(10), 10), Ok("한".repeat(10)));
}

#[test]
fn no_text_has_a_noncharacter() {
    for not_text in ['\u{fdd0}', '\u{fdef}', '\u{fffe}', '\u{ffff}', '\u{1fffe}', '\u{10ffff}'] {
        assert_eq!(line(&format!("a{not_text}"), 10), Ok("a".into()));
        assert_eq!(paragraphs(&format!("a{not_text}"), 10), Ok("a".into()));
    }
    assert!(paragraphs("\u{fdcf}\u{fdf0}\u{fffd}\u{1fffd}", 10).is_ok());
}
