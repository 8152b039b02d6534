use proptest::prelude::*;

use super::*;

fn parse(path: &str) -> Address {
    Address::parse(path, &Languages::default())
}

fn page(language: &str, slug: &str) -> Address {
    Address::Page(Language::parse(language).unwrap(), Slug::parse(slug).unwrap())
}

#[test]
fn the_default_language_lives_at_the_root_and_others_under_their_tag() {
    assert_eq!(parse("/"), page("en", ""));
    assert_eq!(parse("/about"), page("en", "about"));
    assert_eq!(parse("/de"), page("de", ""));
    assert_eq!(parse("/de/leistungen/erdschluss"), page("de", "leistungen/erdschluss"));
    assert_eq!(parse("/search"), Address::Search(Language::parse("en").unwrap()));
    assert_eq!(parse("/de/suche"), Address::Search(Language::parse("de").unwrap()));
    assert_eq!(parse("/de/search"), page("de", "search"));
    assert_eq!(parse("/About"), Address::Unknown(Language::parse("en").unwrap()));
    assert_eq!(parse("/de/Über"), Address::Unknown(Language::parse("de").unwrap()));
}

#[test]
fn a_language_with_a_script_or_a_region_has_small_letters_in_its_path() {
    let tag = |tag: &str| Language::parse(tag).unwrap();
    let languages = Languages::new(tag("en"), ["zh-Hant", "es-419", "sr-Latn", "zh-Hant-TW", "de-AT"].map(tag).into());
    for (path, address) in [
        ("/zh-hant/xinwen", page("zh-Hant", "xinwen")),
        ("/zh-hant-tw", page("zh-Hant-TW", "")),
        ("/es-419/noticias", page("es-419", "noticias")),
        ("/sr-latn/search", Address::Search(tag("sr-Latn"))),
        ("/de-at/suche", Address::Search(tag("de-AT"))),
        ("/zh-hant/whitepapers", Address::Whitepapers(tag("zh-Hant"))),
    ] {
        assert_eq!(Address::parse(path, &languages), address, "{path}");
        assert_eq!(address.path(&languages).as_deref(), Some(path));
        let capitals = path.replace("hant", "Hant").replace("latn", "LATN").replace("-at", "-AT");
        assert_eq!(Address::parse_lenient(&capitals, &languages), address, "{capitals}");
    }
    assert_eq!(Address::parse("/zh-Hant/xinwen", &languages), Address::Unknown(tag("en")), "it leads to the other");
    assert_eq!(check_free(&Slug::parse("zh-hant/x").unwrap(), &languages), Err(Problem::Reserved));
}

#[test]
fn an_address_is_read_back_as_what_it_was_made_of() {
    let languages = Languages::default();
    for (language, slug) in [("en", ""), ("en", "a/b"), ("de", ""), ("de", "a/b")] {
        let Address::Page(language, slug) = page(language, slug) else { unreachable!() };
        assert_eq!(parse(&page_path(&language, &slug, &languages)), Address::Page(language, slug));
    }
}

#[test]
fn whitepapers_have_a_list_a_page_a_file_and_links() {
    let (en, de) = (Language::parse("en").unwrap(), Language::parse("de").unwrap());
    let slug = || Slug::parse("fault-location").unwrap();
    let token = "a-_9".repeat(11)[..TOKEN_LENGTH].to_owned();
    assert_eq!(parse("/whitepapers"), Address::Whitepapers(en.clone()));
    assert_eq!(parse("/de/whitepapers/fault-location"), Address::Whitepaper(de.clone(), slug()));
    assert_eq!(parse("/whitepapers/fault-location/file"), Address::WhitepaperFile(en.clone(), slug()));
    assert_eq!(parse(&format!("/de/whitepapers/link/{token}")), Address::Grant(de, token));
    assert_eq!(parse("/whitepapers/link"), Address::Whitepaper(en.clone(), Slug::parse("link").unwrap()));
    assert_eq!(parse("/whitepapersx"), page("en", "whitepapersx"));
    for unknown in ["/whitepapers/", "/whitepapers/a/b", "/whitepapers/Über", "/whitepapers/link/short", "/whitepapers//file"] {
        assert_eq!(parse(unknown), Address::Unknown(en.clone()), "{unknown}");
    }
}

#[test]
fn consent_has_a_page_for_each_link_and_one_to_withdraw_it_by_the_address() {
    let (en, de, languages) = (Language::parse("en").unwrap(), Language::parse("de").unwrap(), Languages::default());
    let token = "a-_Z".repeat(11)[..TOKEN_LENGTH].to_owned();
    for (path, language, page) in [
        (format!("/consent/confirm/{token}"), &en, ConsentPage::Confirm(token.clone())),
        (format!("/de/einwilligung/bestaetigen/{token}"), &de, ConsentPage::Confirm(token.clone())),
        (format!("/consent/withdraw/{token}"), &en, ConsentPage::Withdraw(token.clone())),
        (format!("/de/einwilligung/widerrufen/{token}"), &de, ConsentPage::Withdraw(token.clone())),
        ("/consent/withdraw".to_owned(), &en, ConsentPage::Withdrawal),
        ("/de/einwilligung/widerrufen".to_owned(), &de, ConsentPage::Withdrawal),
    ] {
        let address = Address::Consent(language.clone(), page);
        assert_eq!(parse(&path), address, "{path}");
        assert_eq!(address.path(&languages).as_ref(), Some(&path));
        let capitals = path.replace("consent", "Consent").replace("einwilligung", "Einwilligung");
        assert_eq!(Address::parse_lenient(&capitals, &languages), address, "{capitals}");
    }
    assert_eq!(parse("/consent/withdraw/short"), page("en", "consent/withdraw/short"));
    assert_eq!(parse("/consent"), page("en", "consent"));
    assert_eq!(parse("/consent/withdrawal"), page("en", "consent/withdrawal"));
}

#[test]
fn capitals_and_slashes_too_many_mean_the_address_without_them() {
    let languages =
        Languages::new(Language::parse("en").unwrap(), ["en", "de", "pt-BR"].map(|tag| Language::parse(tag).unwrap()).into());
    let lenient = |path: &str| Address::parse_lenient(path, &languages).path(&languages);
    for (path, to) in [
        ("/Enc-Case", "/enc-case"),
        ("/DE", "/de"),
        ("/De/", "/de"),
        ("/DE/Leistungen/Erdschluss/", "/de/leistungen/erdschluss"),
        ("/PT-br/Sobre", "/pt-br/sobre"),
        ("/pt-BR/sobre", "/pt-br/sobre"),
        ("/pt-BR", "/pt-br"),
        ("/Search", "/search"),
        ("/de/Suche", "/de/suche"),
        ("/Whitepapers/X", "/whitepapers/x"),
        ("/Whitepapers/X/File", "/whitepapers/x/file"),
        ("/Über-Uns", "/ueber-uns"),
        ("/DE/U\u{308}ber-uns", "/de/ueber-uns"),
        ("/de/Caf\u{e9}", "/de/cafe"),
        ("/de/CAFE\u{301}", "/de/cafe"),
        ("/whitepapers/GRÖẞE", "/whitepapers/groesse"),
        ("/ﬁles", "/files"),
        ("/\u{212a}x", "/kx"),
        ("//about", "/about"),
        ("/A//b", "/a/b"),
        ("/de// ", "/de"),
        ("/about ", "/about"),
        ("/ab\u{200b}out\u{feff}", "/about"),
    ] {
        assert_eq!(lenient(path).as_deref(), Some(to), "{path}");
    }
    let token = "a-_Z".repeat(11)[..TOKEN_LENGTH].to_owned();
    assert_eq!(lenient(&format!("/DE/Whitepapers/Link/{token}")), Some(format!("/de/whitepapers/link/{token}")));
    for none in ["//Example.org", "/A\\b", "/A\r\nb", "/A b", "/Ä b", "/Ü\u{2044}x", "/A\u{202e}b", "/A\u{ff0f}b", "/€"] {
        assert_eq!(lenient(none), None, "{none}");
    }
}

#[test]
fn the_programs_own_addresses_are_reserved() {
    let languages = Languages::default();
    for slug in [
        "admin",
        "api/x",
        "de",
        "de/x",
        "en",
        "search",
        "consent/withdraw",
        "consent/confirm/x",
        "einwilligung/widerrufen",
        "suche",
        "media/a",
        "whitepapers",
        "whitepapers/a",
        "webinars",
        "webinars/a",
        "webinare",
    ] {
        assert_eq!(check_free(&Slug::parse(slug).unwrap(), &languages), Err(Problem::Reserved), "{slug}");
    }
    for slug in ["", "about", "research", "search-engines", "administration"] {
        assert_eq!(check_free(&Slug::parse(slug).unwrap(), &languages), Ok(()), "{slug}");
    }
}

fn slug_of(parts: std::ops::Range<usize>) -> impl Strategy<Value = Slug> {
    proptest::collection::vec("[a-z0-9]{1,8}(-[a-z0-9]{1,4})?", parts).prop_map(|parts| Slug::parse(&parts.join("/")).unwrap())
}

/// Sites of one to three languages, any of which is the default one.
fn site() -> impl Strategy<Value = Languages> {
    let tags = || ["en", "de", "pt-BR", "zh-Hant", "es-419"].map(|tag| Language::parse(tag).unwrap()).to_vec();
    proptest::sample::subsequence(tags(), 1..=3)
        .prop_flat_map(|all| (0..all.len(), Just(all)))
        .prop_map(|(default, all)| Languages::new(all[default].clone(), all))
}

proptest! {
    #[test]
    fn the_path_of_an_address_is_read_back_as_it(
        languages in site(),
        nth in 0..3_usize,
        (deep, flat) in (slug_of(0..4), slug_of(1..2)),
        token in "[A-Za-z0-9_-]{43}",
    ) {
        let language = languages.all[nth % languages.all.len()].clone();
        let mut addresses = vec![
            Address::Search(language.clone()),
            Address::Whitepapers(language.clone()),
            Address::Whitepaper(language.clone(), flat.clone()),
            Address::WhitepaperFile(language.clone(), flat.clone()),
            Address::Grant(language.clone(), token),
        ];
        // Other slugs no page has.
        if check_free(&deep, &languages).is_ok() {
            addresses.push(Address::Page(language.clone(), deep.clone()));
        }
        for address in addresses {
            let path = address.path(&languages).unwrap();
            prop_assert_eq!(Address::parse(&path, &languages), address.clone(), "{}", path);
            prop_assert_eq!(Address::parse_lenient(&path, &languages), address, "{}", path);
        }
        for kind in ItemKind::ALL.into_iter().filter(|kind| *kind != ItemKind::Page) {
            let path = item_path(kind, &languages.default, &flat, &languages);
            let slug = Slug::parse(path.trim_start_matches('/')).unwrap();
            prop_assert_eq!(check_free(&slug, &languages), Err(Problem::Reserved), "no page takes {}", path);
        }
        let item = |kind, slug: &Slug| Address::parse(&item_path(kind, &language, slug, &languages), &languages);
        prop_assert_eq!(item(ItemKind::Whitepaper, &flat), Address::Whitepaper(language.clone(), flat.clone()));
        if check_free(&flat, &languages).is_ok() {
            prop_assert_eq!(item(ItemKind::Page, &flat), Address::Page(language.clone(), flat.clone()));
        }
    }
}

#[test]
fn a_link_to_this_site_is_known_by_its_path() {
    let path = |link| own_path(link, "https://example.com");
    assert_eq!(path("/about?x=1#team"), Some("/about"));
    assert_eq!(path("https://example.com/de/%C3%BCber"), Some("/de/%C3%BCber"));
    assert_eq!(path("/"), Some("/"));
    for foreign in ["https://example.org/about", "//example.org/about", "about", "#team", "mailto:a@b.example", "media:3", ""] {
        assert_eq!(path(foreign), None, "{foreign}");
    }
    for program in ["/media/3/plan.pdf", "/feed.xml", "/admin", "/robots.txt"] {
        assert_eq!(path(program), None, "{program}");
    }
    assert_eq!(path("/media-kit"), Some("/media-kit"));
}
