//! `magnetiq import pages`: folders as documentation has them, read over HTTP afterwards.

use std::path::Path;

use axum::http::{StatusCode, header};

use crate::support::program::{assert_sound, run, said};
use crate::test_app::TestApp;

fn write(folder: &Path, files: &[(&str, &str)]) {
    for (name, text) in files {
        let path = folder.join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
}

/// Imports the folder `docs`; the exit code and the report.
fn import(folder: &Path, options: &[&str]) -> (Option<i32>, String) {
    let output = run(folder, &[&["import", "pages", "docs"], options].concat(), "");
    (output.status.code(), said(&output))
}

const DOCS: [(&str, &str); 8] = [
    ("docs/README.md", "# Handbook\n\nBegin with the [set-up](guide/set_up.md#windows).\n"),
    (
        "docs/guide/index.md",
        "+++\ntitle = 'Guide'\nweight = 2\ndate = 2024-01-05\n+++\nSee [nothing](gone.md) and ![a](img/a.png).\n",
    ),
    (
        "docs/guide/set_up.md",
        "\u{feff}---\r\nlayout: docs\r\naliases: [/install]\r\n---\r\n# Set-up\r\n\r\n## Windows\r\n\r\nA\u{7}b [up](index.md).\r\n",
    ),
    ("docs/guide/set_up.de.md", "# Einrichten\n\nZum [Anfang](../README.md).\n"),
    ("docs/guide/later.md", "---\ntitle: Later\ndraft: true\n---\nText\n"),
    ("docs/guide/live.mdx", "import X from './x'\n"),
    ("docs/guide/img/a.png", ""),
    ("docs/empty.md", "\n"),
];

#[tokio::test(flavor = "multi_thread")]
async fn a_folder_of_documentation_becomes_pages_that_lead_to_each_other() {
    let app = TestApp::start().await;
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), &DOCS);
    std::fs::write(folder.path().join("docs/guide/img/a.png"), crate::media::jpeg(700, 400)).unwrap();
    let languages = store::settings::load(app.store()).await.unwrap().languages;
    let source = server::import::Source::Folder(folder.path().join("docs"));
    let (by, hidden) = (store::access::Editor::command_line(), indicatif::ProgressBar::hidden());
    let options = server::import::Options { is_published: true, ..server::import::Options::default() };
    let report = server::import::pages(app.store(), &app.library(), &by, source, languages, options, &hidden).await.unwrap();
    assert_eq!((report.new, report.refused.len()), (4, 0), "{report}");

    let home = app.get("/").send().await;
    assert!(home.body.contains("href=\"/guide/set-up#windows\""), "{}", home.body);
    let guide = app.get("/guide").send().await;
    assert!(guide.body.contains("<img src=\"/media/") && guide.body.contains("alt=\"a\""), "{}", guide.body);
    let set_up = app.get("/guide/set-up").send().await;
    assert!(set_up.body.contains(">Set-up</h1>") && set_up.body.contains("href=\"/guide\""), "{}", set_up.body);
    assert_eq!(set_up.body.matches("<h1").count(), 1);
    assert!(app.get("/de/guide/set-up").send().await.body.contains("Einrichten</h1>"));
    let old = app.get("/install").send().await;
    assert_eq!((old.status, old.header(header::LOCATION.as_str())), (StatusCode::MOVED_PERMANENTLY, "/guide/set-up"));
    assert_eq!(app.get("/guide/later").send().await.status, StatusCode::NOT_FOUND);
    let told = report.to_string();
    for line in [
        "passed over  empty.md: the file is empty",
        "passed over  guide/live.mdx: MDX",
        "warning      guide/index.md:6: links lead to no file of this import: gone.md",
        "Pictures: 1 new in the media library",
        "warning      guide/set_up.md:9: character 2 is the control character U+0007, and is left out",
        "Pages: 4 new, 0 changed, 0 unchanged, 0 in conflict, 0 in the trash",
        "Files: 0 refused, 2 passed over, 2 warnings",
        "Ignored keys: layout (1)",
    ] {
        assert!(told.contains(line), "{line}\n{told}");
    }
}

#[test]
fn links_to_refused_files_are_told_by_their_names() {
    let folder = tempfile::tempdir().unwrap();
    let files = [
        ("docs/a.md", "# A\n\nSee [B](b.md#part), [C](c.md) and [D](d.md).\n"),
        ("docs/b.md", "---\ntitle: B\nslug: Ö Ö\n---\nText\n"),
        ("docs/c.md", "---\nsort_order: many\n---\n# C\n"),
        ("docs/d.md", "# D\n"),
    ];
    write(folder.path(), &files);
    let (_, said) = import(folder.path(), &[]);
    let refused: Vec<&str> =
        ["b.md", "c.md", "d.md"].into_iter().filter(|name| said.contains(&format!("refused      {name}"))).collect();
    assert!(!refused.is_empty() && !refused.contains(&"d.md"), "{said}");
    let warned = said.lines().find(|line| line.contains("a.md:3: links lead to files that")).unwrap_or_else(|| panic!("{said}"));
    assert!(refused.iter().all(|name| warned.contains(name)) && !warned.contains("d.md"), "{warned}");
}

#[test]
fn a_second_import_changes_nothing_and_ends_with_one_where_something_is_wrong() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), &[("docs/a.md", "# A\n"), ("docs/b.en.md", "---\nslug: b\nstatus: published\n---\nText\n")]);
    let (code, said) = import(folder.path(), &[]);
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("Pages: 2 new"), "{said}");
    let (code, said) = import(folder.path(), &["--strict"]);
    assert!(code == Some(0) && said.contains("0 changed, 2 unchanged"), "{said}");
    write(folder.path(), &[("docs/c.md", "---\ntitle: A: b\n---\n"), ("docs/d.md", "# D\n")]);
    std::fs::write(folder.path().join("docs/e.md"), b"# \xff\n").unwrap();
    let (code, said) = import(folder.path(), &["--strict"]);
    assert!(code == Some(1) && said.contains("Nothing was stored"), "{said}");
    let (code, said) = import(folder.path(), &[]);
    assert!(code == Some(1) && said.contains("Pages: 1 new"), "{said}");
    assert!(said.contains("refused      c.md:2: ") && said.contains("refused      e.md:1: the text is not UTF-8"), "{said}");
    assert_sound(folder.path());
}
