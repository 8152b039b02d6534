use proptest::prelude::*;

use super::*;

fn query(typed: &str) -> Query {
    Query::parse(typed).unwrap()
}

/// Marked words in square brackets.
fn shown(fragments: &[Fragment]) -> String {
    fragments.iter().map(|f| if f.is_match { format!("[{}]", f.text) } else { f.text.clone() }).collect()
}

#[test]
fn words_are_marked_as_they_are_written() {
    for (typed, text, marked) in [
        ("erd", "Erdschluss im Netz: ERDE, Herd", "[Erdschluss] im Netz: [ERDE], Herd"),
        ("groesse größe", "Die GRÖSSE und die Größen", "Die [GRÖSSE] und die [Größen]"),
        ("resume x", "Re\u{301}sume\u{301}! 🎉 résumés", "[Re\u{301}sume\u{301}]! 🎉 résumés"),
        ("38 m", "38\u{202f}m, 38m, 138 m", "[38]\u{202f}[m], [38m], 138 [m]"),
        (
            "20kV",
            "Bei 20 kV, 20\u{202f}kV, 20-kV-Netz, 20kV, 20, kV",
            "Bei [20 kV], [20\u{202f}kV], [20-kV]-Netz, [20kV], [20, kV]",
        ),
        ("email", "Ihre E-Mail, eine Email: mail e", "Ihre [E-Mail], eine [Email]: mail e"),
        ("E-Mail", "Ihre E-Mail, eine Email", "Ihre [E-Mail], eine [Email]"),
        ("Erdschluss", "Erd\u{ad}schluss, Erd\u{200b}schluss¹", "[Erd\u{ad}schluss], [Erd\u{200b}schluss¹]"),
        ("groesse", "Größe, Gro\u{308}ße, Groesse", "[Größe], [Gro\u{308}ße], [Groesse]"),
        ("größe", "Groesse und Grosse", "[Groesse] und [Grosse]"),
        ("co2 m2 finanzieren", "CO₂ je m²: ﬁnanzieren", "[CO₂] je [m²]: [ﬁnanzieren]"),
        ("都庁", "東京都庁舎と都庁", "東京[都庁]舎と[都庁]"),
        ("カタ", "ｶﾀカタログ", "[ｶﾀ][カタ]ログ"),
        ("แปลง", "หม้อแปลงไฟฟ้า", "หม้อ[แปลง]ไฟฟ้า"),
        ("pdf 変圧器", "PDF変圧器", "[PDF][変圧器]"),
        ("हिन्दी", "हिन्दी भाषा", "[हिन्दी] भाषा"),
        ("αξια", "Η αξία", "Η [αξία]"),
        ("im netz", "<b>im</b> Netz", "<b>[im]</b> [Netz]"),
        ("x", "", ""),
    ] {
        assert_eq!(shown(&mark(text, &query(typed))), marked);
    }
}

#[test]
fn a_snippet_is_the_passage_with_most_of_the_words() {
    let text = format!(
        "Netz am Anfang. {}Ein Erdschluss im gelöschten Netz bleibt oft unentdeckt.\n{}",
        "Füllwort und mehr. ".repeat(30),
        "Danach noch viel. ".repeat(30)
    );
    let snippet = shown(&snippet(&text, &query("erdschluss netz"), 80));
    assert!(snippet.contains("Ein [Erdschluss] im gelöschten [Netz] bleibt"), "{snippet}");
    assert!(snippet.starts_with("… ") && snippet.ends_with(" …"), "{snippet}");
    assert!(!snippet.contains('\n'));
}

#[test]
fn a_short_text_is_its_own_snippet_and_an_unmatched_one_begins_at_the_beginning() {
    assert_eq!(shown(&snippet("Ein  Netz\nin Kiel", &query("netz"), 80)), "Ein [Netz] · in Kiel");
    assert_eq!(shown(&snippet("Eins zwei drei vier", &query("netz"), 10)), "Eins zwei …");
    assert_eq!(shown(&snippet("", &query("netz"), 10)), "");
}

#[test]
fn cells_and_lines_are_not_glued_together() {
    for (text, line) in [
        (
            "Kabel im Netz\nSpannung\t20 kV\nStrom\t63 A\nEin Satz. Noch einer.\nUnd ein Ende",
            "Kabel im [Netz] · Spannung · 20 kV · Strom · 63 A · Ein Satz. Noch einer. Und ein Ende",
        ),
        ("Er sagt: „Netz!“\n\n \t Dann\u{a0}mehr  Worte", "Er sagt: „[Netz]!“ Dann mehr Worte"),
        ("网络 netz。\n第二\t第三", "网络 [netz]。 第二 · 第三"),
    ] {
        assert_eq!(shown(&snippet(text, &query("netz"), 200)), line);
    }
}

#[test]
fn a_snippet_never_cuts_through_a_character() {
    assert_eq!(shown(&snippet(&"👩‍🔧".repeat(20), &query("netz"), 4)), "👩‍🔧 …");
    assert_eq!(shown(&snippet(&"e\u{301}".repeat(20), &query("netz"), 3)), "e\u{301} …");
}

proptest! {
    #[test]
    fn what_is_read_first_changes_no_snippet(words in prop::collection::vec("(netz|erde|kabel|füll|wort)[ \n]{1,3}", 200..900)) {
        let text = words.concat();
        let line = one_line(&text);
        for typed in ["netz erde", "erde kabel netz", "kab", "nirgends netz"] {
            let query = query(typed);
            let (core, _) = best(&line, &query, 60);
            prop_assert_eq!(snippet(&text, &query, 60), cut(&line, &passage(&line, &core, 60), &query));
        }
    }
}

#[test]
fn a_long_text_full_of_matches_is_read_once() {
    let text = "netz ".repeat(200_000);
    assert!(snippet(&text, &query("netz erde"), 200).len() > 10);
}

proptest! {
    #[test]
    fn the_pieces_of_a_marked_text_are_the_text(text in any::<String>(), typed in any::<String>()) {
        if let Some(query) = Query::parse(&typed) {
            let joined: String = mark(&text, &query).into_iter().map(|fragment| fragment.text).collect();
            prop_assert_eq!(joined, text);
        }
    }

    #[test]
    fn a_snippet_is_never_longer_than_asked(text in "[a-e ß\u{301}🎉\\n]{0,400}", typed in "[a-eß]{1,3}( [a-e]{1,2}){0,3}", max in 0_usize..120) {
        let fragments = snippet(&text, &query(&typed), max);
        let chars: usize = fragments.iter().map(|fragment| fragment.text.chars().count()).sum();
        prop_assert!(chars <= max + 4);
    }
}
