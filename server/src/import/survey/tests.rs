use super::*;

fn survey_of(files: &[(&str, &str)]) -> Survey {
    let source = Source::Embedded(files.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec())).collect());
    let names = source.list().unwrap().names;
    let heads = names.into_iter().map(|name| (name.clone(), head(&source, &name))).collect();
    survey(heads, &Languages::default(), &BTreeSet::new())
}

fn slugs(files: &[(&str, &str)]) -> Vec<(String, String, String)> {
    let entries = survey_of(files).entries;
    let each = |entry: Entry| {
        entry.files.into_iter().map(move |(language, file)| (entry.path.clone(), language.to_string(), file.slug.to_string()))
    };
    entries.into_iter().flat_map(each).collect()
}

fn row(path: &str, language: &str, slug: &str) -> (String, String, String) {
    (path.to_owned(), language.to_owned(), slug.to_owned())
}

#[test]
fn files_of_one_path_are_one_page() {
    let files =
        [("about.de.md", "x"), ("about.en.md", "x"), ("guide/index.md", "x"), ("de/guide/index.md", "x"), ("Setup.MD", "x")];
    assert_eq!(
        slugs(&files),
        [
            row("Setup", "en", "setup"),
            row("about", "de", "about"),
            row("about", "en", "about"),
            row("guide/index", "de", "guide"),
            row("guide/index", "en", "guide"),
        ]
    );
}

#[test]
fn the_front_matter_says_language_and_slug() {
    let files = [
        ("a.md", "---\nlang: de_DE\nslug: ueber\n---\n"),
        ("b.md", "---\npermalink: /Old/Page.html\n---\n"),
        ("c.md", "---\npermalink: /:categories/:title/\n---\n"),
        ("d.md", "+++\nurl = '/x/y/'\n+++\n"),
    ];
    assert_eq!(slugs(&files), [row("a", "de", "ueber"), row("b", "en", "old/page"), row("c", "en", "c"), row("d", "en", "x/y")]);
}

#[test]
fn a_slug_may_begin_in_the_folder_of_its_page_or_at_the_root() {
    let files = [
        ("docs/guide/a.md", "---\nslug: ../x\n---\n"),
        ("docs/guide/b.md", "---\nslug: ./y/z\n---\n"),
        ("docs/guide/c.md", "---\nslug: /abs/c\n---\n"),
        ("docs/guide/d.md", "---\nurl: /docs/d.html\n---\n"),
        ("docs/guide/e.md", "---\nslug: ../../../../e\n---\n"),
        ("docs/guide/index.md", "---\nslug: ..\n---\n"),
    ];
    let found: Vec<String> = slugs(&files).into_iter().map(|(_, _, slug)| slug).collect();
    assert_eq!(found, ["docs/x", "docs/guide/y/z", "abs/c", "docs/d", "e", "docs"]);
}

#[test]
fn a_slug_in_other_letters_is_written_in_ours_and_says_so() {
    let entries = survey_of(&[("a.md", "---\nslug: Über uns\n---\n")]).entries;
    let file = entries[0].files.values().next().unwrap();
    assert_eq!(file.slug.as_str(), "ueber-uns");
    assert_eq!(file.warning.as_deref(), Some("slug: \"Über uns\" is written \"ueber-uns\" here"));
}

#[test]
fn an_address_that_is_taken_or_of_the_program_is_another() {
    let files = [
        ("README.md", "x"),
        ("index.md", "x"),
        ("a/README.md", "x"),
        ("a/index.md", "x"),
        ("api/x.md", "x"),
        ("b c.md", "x"),
        ("b-c.md", "x"),
    ];
    let survey = survey_of(&files);
    let warned = survey.entries.iter().filter(|entry| entry.files.values().any(|file| file.warning.is_some()));
    assert_eq!(warned.map(|entry| entry.path.as_str()).collect::<Vec<_>>(), ["README", "a/README", "api/x", "b-c"]);
    assert_eq!(
        slugs(&files),
        [
            row("README", "en", "readme"),
            row("a/README", "en", "a/readme"),
            row("a/index", "en", "a"),
            row("api/x", "en", "api-2/x"),
            row("b c", "en", "b-c"),
            row("b-c", "en", "b-c-2"),
            row("index", "en", ""),
        ]
    );
}

#[test]
fn a_front_page_that_is_there_already_stays_it() {
    let homes = BTreeSet::from([Languages::default().default]);
    let heads = vec![("README.md".to_owned(), Head::default())];
    let entries = survey(heads, &Languages::default(), &homes).entries;
    assert_eq!(entries[0].files.values().next().unwrap().slug.as_str(), "readme");
}

#[test]
fn what_is_no_page_of_this_site_is_told() {
    let files = [
        ("a.fr.md", "x"),
        ("docs/en/a.md", "x"),
        ("docs/fr/a.md", "x"),
        ("docs/fr/b.md", "x"),
        ("empty.md", " \n"),
        ("l.md", "---\nlang: fr\n---\n"),
    ];
    let survey = survey_of(&files);
    assert_eq!(survey.refused.iter().map(|note| note.file.as_str()).collect::<Vec<_>>(), ["a.fr.md", "l.md"]);
    let passed: Vec<String> = survey.passed_over.iter().map(ToString::to_string).collect();
    assert_eq!(passed, ["empty.md: the file is empty", "docs/fr/: \"fr\" is no language of this site (2 files)"]);
}
