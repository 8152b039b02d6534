//! Links within a text lead to its headings.

use super::*;

/// Where the first link of a text leads, and the fragments that lead nowhere.
fn followed(text: &str) -> (String, Vec<String>) {
    let rendered = render(text);
    let addresses = rendered.html.split(" href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    // The drawing of the field lines has addresses too.
    let address = addresses.into_iter().find(|address| !address.starts_with("#field")).unwrap_or_default();
    (address.to_owned(), rendered.dead_fragments)
}

#[test]
fn a_link_finds_its_heading_by_any_of_its_names() {
    let nfd = "gro\u{308}\u{df}e";
    for (fragment, heading, anchor) in [
        ("größe", "Größe", "groesse"),
        ("groesse", "Größe", "groesse"),
        ("Größe", "Größe", "groesse"),
        ("GRÖSSE", "Größe", "groesse"),
        ("gr%C3%B6%C3%9Fe", "Größe", "groesse"),
        ("gr%c3%b6%c3%9fe", "Größe", "groesse"),
        (nfd, "Größe", "groesse"),
        ("größe", "Gro\u{308}ße", "groesse"),
        ("gro%CC%88%C3%9Fe", "Größe", "groesse"),
        ("größe--gewicht", "Größe & Gewicht", "groesse-gewicht"),
        ("größe-gewicht", "Größe & Gewicht", "groesse-gewicht"),
        ("größe-&-gewicht", "Größe & Gewicht", "groesse-gewicht"),
        ("Größe%20&%20Gewicht", "Größe & Gewicht", "groesse-gewicht"),
        ("schritt-1-öffnen", "Schritt 1: Öffnen!", "schritt-1-oeffnen"),
        ("a_b-c", "A_b (c)", "a-b-c"),
        ("-start", "🚀 Start", "rocket-start"),
        ("start", "🚀 Start", "rocket-start"),
        ("what-is-c", "What is `C++`?", "what-is-c"),
        ("什么是-markdown", "什么是 Markdown？", "shen-me-shi-markdown"),
        ("はじめに", "はじめに", "hazimeni"),
        ("%E3%81%AF%E3%81%98%E3%82%81%E3%81%AB", "はじめに", "hazimeni"),
        ("введение", "Введение", "vvedenie"),
        ("한국어", "한국어", "hangugeo"),
        ("\u{1112}\u{1161}\u{11ab}국어", "한국어", "hangugeo"),
        ("h2o", "H<sub>2</sub>O", "h2o"),
        ("mehr-dazu", "Mehr *dazu*", "mehr-dazu"),
        ("content", "Content", "part-content"),
    ] {
        let (address, dead) = followed(&format!("[x](<#{fragment}>)\n\n## {heading}\n"));
        assert_eq!(dead, Vec::<String>::new(), "{fragment}");
        assert_eq!(address, format!("#{anchor}"), "{fragment} to {heading}");
    }
}

#[test]
fn a_link_may_name_a_heading_of_several_words() {
    for (link, is_link) in [
        ("[x](#Über uns)", true),
        ("[x](#über uns und mehr)", false),
        ("[x](#Über uns \"Titel\")", false),
        ("`[x](#Über uns)`", false),
        ("[x](# Über uns)", true),
    ] {
        let rendered = render(&format!("{link}\n\n# Über uns"));
        assert_eq!(rendered.html.contains("<a href=\"#ueber-uns\">x</a>"), is_link, "{link}: {}", rendered.html);
        assert!(!rendered.html.contains('\u{fdd4}') && !rendered.plain.contains('\u{fdd4}'));
    }
    assert_eq!(render("[x](#über uns und mehr)\n\n# Über uns").dead_fragments, ["über uns und mehr"]);
}

#[test]
fn headings_of_one_name_are_numbered_as_here_or_as_on_github() {
    let headings = "\n\n# A\n\n# A\n\n# A\n";
    let addresses = |links: &str| {
        let html = html(&format!("{links}{headings}"));
        let found: Vec<String> = html.split("href=\"").skip(1).map(|rest| rest.split('"').next().unwrap().to_owned()).collect();
        found
    };
    assert_eq!(addresses("[x](#a) [x](#a-2) [x](#a-3)"), ["#a", "#a-2", "#a-3"]);
    assert_eq!(addresses("[x](#a) [x](#a-1) [x](#a-2)"), ["#a", "#a-2", "#a-3"]);
    assert_eq!(addresses("[x](#a-1)"), ["#a-2"]);
    assert_eq!(followed("[x](#schritt-1)\n\n# Schritt 2\n\n# Schritt 1").0, "#schritt-1");
    // github-slugger counts on where a heading has the name of a number already.
    assert_eq!(followed("[x](#a-2)\n\n# A\n\n# A-1\n\n# A").0, "#a-2");
}

#[test]
fn a_link_is_resolved_wherever_it_stands() {
    for text in [
        "## Größe\n\n> [x](#größe)",
        "[x]\n\n## Größe\n\n[x]: #größe",
        "- [x](#größe)\n\n::: call\n## Größe\n:::",
        "::: hero\n# Titel\n\n[x](#größe)\n:::\n\n## Größe",
        "::: features\n### Größe\n[x](#größe)\n:::",
        "::: faq\n### Größe\n[x](#größe)\n:::",
        "::: webinars\n## Größe\n[x](#größe)\n:::",
        "|[x](#größe)|\n|-|\n\nGröße\n===",
        "<details>\n<summary>a</summary>\n\n## Größe\n\n</details>\n\n[x](#größe)",
        "> [!NOTE]\n> [x](#größe)\n\n## Größe",
    ] {
        let rendered = render(text);
        assert!(rendered.html.contains("href=\"#groesse\""), "{text}: {}", rendered.html);
        assert_eq!(rendered.dead_fragments, Vec::<String>::new());
    }
    assert_eq!(followed("::: call\n# Anfang\n\n[x](#titel)\n:::\n::: hero\n# Titel\n:::").0, "#");
    let hero = html("::: call\n# Anfang\n\n[x](#oben)\n:::\n::: hero\n# Titel {#oben}\n:::");
    assert!(
        hero.contains("href=\"#oben\"") && hero.contains("<h1 class=\"display hero-title\" id=\"oben\">Titel</h1>"),
        "{hero}"
    );
}

#[test]
fn a_fragment_that_leads_nowhere_is_told() {
    let rendered = render("[a](#größer) [b](#weg) [c](#größer) [d](#größe) [e](#%C3%A4%ff) [f](/x#y) `[g](#h)`\n\n## Größe");
    assert_eq!(rendered.dead_fragments, ["größer", "weg", "%C3%A4%ff"]);
    assert!(rendered.html.contains("<a href=\"#gr%C3%B6%C3%9Fer\">a</a>"), "{}", rendered.html);
    for text in ["[a](#) [b](#top) [c](#note-1) [d](#content) [e](#:~:text=a) a[^1]\n\n[^1]: b", "## A", ""] {
        assert_eq!(render(text).dead_fragments, Vec::<String>::new(), "{text}");
    }
}

#[test]
fn a_typed_id_is_the_anchor_of_its_heading_and_not_shown() {
    for (text, shown) in [
        ("## Größe {#maße}", "<h2 id=\"maße\">Größe</h2>"),
        ("## Größe {#size-1.a:b_c}", "<h2 id=\"size-1.a:b_c\">Größe</h2>"),
        ("## Größe{#size}", "<h2 id=\"size\">Größe</h2>"),
        ("## Größe {#size} ##", "<h2 id=\"size\">Größe</h2>"),
        ("## Größe {: #size}", "<h2 id=\"size\">Größe</h2>"),
        ("## Größe {#size .wide}", "<h2 id=\"size\">Größe</h2>"),
        ("Größe {#size}\n===", "<h2 id=\"size\">Größe</h2>"),
        ("## *Größe* {#size}", "<h2 id=\"size\"><em>Größe</em></h2>"),
        ("## Size {#gro\u{308}ße}", "<h2 id=\"größe\">Size</h2>"),
        // No heading has these names.
        ("## Größe {#}", "<h2 id=\"groesse\">Größe {#}</h2>"),
        ("## Größe {size}", "<h2 id=\"groesse-size\">Größe {size}</h2>"),
        ("## Größe {#a b}", "<h2 id=\"groesse-a-b\">Größe {#a b}</h2>"),
        ("## Größe {#\"x}", "<h2 id=\"groesse-x\">Größe {#\"x}</h2>"),
        ("## Größe \\{#size}", "<h2 id=\"groesse-size\">Größe {#size}</h2>"),
        ("## Größe `{#size}`", "<h2 id=\"groesse-size\">Größe <code>{#size}</code></h2>"),
        ("## {#size}", "<h2 id=\"size\">{#size}</h2>"),
        ("a {#size}", "<p>a {#size}</p>"),
        // These belong to the page around the text.
        ("## Größe {#content}", "<h2 id=\"groesse\">Größe</h2>"),
        ("## Größe {#note-1}", "<h2 id=\"groesse\">Größe</h2>"),
    ] {
        assert_eq!(prose(text), shown, "{text}");
    }
    let rendered = render("## Größe {#size}");
    assert_eq!((rendered.headings[0].anchor.as_str(), rendered.headings[0].text.as_str()), ("size", "Größe"));
    assert_eq!(rendered.plain, "Größe");
}

#[test]
fn an_id_is_there_once_and_before_all_other_names() {
    let html = html("[x](#b) [y](#c) [z](#b-2)\n\n## B\n\n## Zwei {#b}\n\n## Drei {#b}\n\n## C {#content}\n\n## B");
    for expected in
        ["href=\"#b\">x", "<h2 id=\"b-2\">B", "<h2 id=\"b\">Zwei", "<h2 id=\"drei\">Drei", "<h2 id=\"c\">C", "<h2 id=\"b-3\">B"]
    {
        assert!(html.contains(expected), "{expected}: {html}");
    }
    assert_eq!(followed("[x](#content)\n\n## C {#content}").0, "#c");
    assert_eq!(followed("[x](#größe)\n\n## Größe {#size}").0, "#size");
}

#[test]
fn fragments_of_other_pages_find_their_headings() {
    let text = "# Größe und Maß\n\n## First steps {#begin}\n\n## Setup\n\n## Setup\n";
    let wanted = ["größe-und-maß", "Größe und Maß", "begin", "first-steps", "setup-1", "gone", "top", ""].map(str::to_owned);
    let language = &Languages::default().default;
    let found = anchors(text, language, &wanted);
    let found: Vec<Option<&str>> = found.iter().map(Option::as_deref).collect();
    assert_eq!(
        found,
        [
            Some("groesse-und-mass"),
            Some("groesse-und-mass"),
            Some("begin"),
            Some("begin"),
            Some("setup-2"),
            None,
            Some("top"),
            Some("")
        ]
    );
}
