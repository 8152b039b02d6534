use super::*;

fn parse_as(file: &str, path: &str, slug: &str) -> Result<Parsed, Vec<LineProblem>> {
    let languages = Languages::default();
    let slug = Slug::parse(slug).unwrap();
    let planned = Planned { path, language: &languages.default, slug: &slug, status: None };
    parse(&clean(file).0, &planned, &languages)
}

fn parsed(file: &str) -> Parsed {
    parse_as(file, "guide/getting-started", "guide/getting-started").unwrap()
}

fn lines(file: &str) -> Vec<(Option<usize>, String)> {
    parse_as(file, "a", "a").unwrap_err().into_iter().map(|wrong| (wrong.line, wrong.reason)).collect()
}

#[test]
fn a_file_is_a_page_text_with_its_schedule() {
    let file =
        "---\r\ntitle: \"A: b\"\r\nstatus: published\r\npublished_at: 2026-10-14 08:00\r\nmenu: true\r\n---\r\n\r\nText\r\n";
    let parsed = parsed(file);
    assert_eq!((parsed.text.title.as_str(), parsed.text.content.as_str()), ("A: b", "Text\n"));
    assert_eq!((parsed.status, parsed.in_menu, parsed.lines_before), (Some(Status::Published), true, 7));
    assert_eq!(parsed.published_at, Timestamp::parse("2026-10-14T08:00:00Z").ok());
}

#[test]
fn without_a_title_the_first_heading_is_it_and_then_the_name() {
    let titled = |file: &str| {
        let parsed = parsed(file);
        (parsed.text.title, parsed.text.content)
    };
    assert_eq!(titled("# The *guide*\n\nText\n"), ("The guide".into(), "Text\n".into()));
    assert_eq!(titled("Text\n\n## Part\n"), ("Part".into(), "Text\n\n## Part\n".into()));
    assert_eq!(titled("Text\n"), ("Getting started".into(), "Text\n".into()));
    assert_eq!(titled("---\ntitle: The guide\n---\n# The guide\n\nText\n"), ("The guide".into(), "Text\n".into()));
    assert_eq!(titled("---\ntitle: Guide\n---\n# Other\n").1, "# Other\n");
    assert!(titled(&format!("# {}\n", "word ".repeat(100))).0.chars().count() <= limit::TITLE);
}

#[test]
fn the_lines_of_the_title_are_counted() {
    assert_eq!(parsed("---\nmenu: true\n---\n\n# T\n\nText\n").lines_before, 6);
    assert_eq!(parsed("Text\n").lines_before, 0);
}

#[test]
fn what_is_wrong_is_told_with_its_line() {
    let wrong = lines("---\ntitle: x\nslug: x\nstatus: public\npublished_at: 2026-02-30\n---\n");
    let at: Vec<_> = wrong.iter().map(|(line, reason)| (line.unwrap(), reason.split(':').next().unwrap())).collect();
    assert_eq!(at, [(4, "status"), (5, "published_at")]);
    assert_eq!(lines("---\nstatus: published\n---\n")[0].0, Some(2), "nothing to publish");
    assert_eq!(lines("---\ntitle: x\n")[0].0, Some(1));
    let long = lines(&"x".repeat(limit::CONTENT + 1));
    assert!(long[0].0.is_none() && long[0].1.contains("200,000"), "{long:?}");
}

#[test]
fn what_is_to_be_public_without_saying_so_is_a_draft_until_it_has_a_text() {
    let parsed = parsed("---\ntitle: x\ndraft: false\n---\n");
    assert_eq!((parsed.status, parsed.warnings.len()), (Some(Status::Draft), 1));
}

#[test]
fn a_control_character_is_named_and_left_out() {
    let (text, warnings) = clean("---\ntitle: a\u{7}b\n---\nText\u{0}\n");
    assert_eq!(text, "---\ntitle: ab\n---\nText\n");
    let told: Vec<_> = warnings.iter().map(|warning| (warning.line, warning.reason.as_str())).collect();
    assert_eq!(
        told,
        [
            (Some(2), "character 9 is the control character U+0007, and is left out"),
            (Some(4), "character 5 is the control character U+0000, and is left out"),
        ]
    );
}

#[test]
fn the_front_page_has_its_template() {
    let home = parse_as("# Welcome\n", "index", "").unwrap();
    assert_eq!((home.template, home.text.slug.as_str()), (Template::Home, ""));
}
