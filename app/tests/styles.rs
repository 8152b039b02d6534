//! Nothing stands in the stylesheets that no view uses.
#![allow(clippy::unwrap_used, reason = "a test that fails says where")]

use std::collections::BTreeSet;
use std::path::Path;

/// The text of all files in a folder whose names end so.
fn read_all(folder: &Path, ending: &str, text: &mut String) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            read_all(&path, ending, text);
        } else if path.to_string_lossy().ends_with(ending) {
            text.push_str(&std::fs::read_to_string(&path).unwrap());
        }
    }
}

fn styles() -> String {
    let mut styles = String::new();
    read_all(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../style"), ".css", &mut styles);
    without_comments(&styles)
}

fn without_comments(styles: &str) -> String {
    let mut parts = styles.split("/*");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| text + part.split_once("*/").map_or("", |(_, rest)| rest))
}

fn is_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '-' || c == '_'
}

/// The names that follow a mark: of `.` classes, of `var(` variables.
fn names<'a>(text: &'a str, mark: &str) -> BTreeSet<&'a str> {
    let names = text.split(mark).skip(1).map(|rest| rest.split(|c| !is_name(c)).next().unwrap_or_default());
    names.filter(|name| name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '-')).collect()
}

#[test]
fn every_class_is_one_of_a_view() {
    let (styles, mut code) = (styles(), String::new());
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    read_all(&root.join("src"), ".rs", &mut code);
    read_all(&root.join("domain/src"), ".rs", &mut code);
    let words: BTreeSet<&str> = code.split(|c| !is_name(c)).collect();
    let unused: Vec<_> = names(&styles, ".").into_iter().filter(|class| !words.contains(class)).collect();
    assert_eq!(unused, [""; 0]);
}

#[test]
fn every_variable_is_used() {
    let styles = styles();
    let used = names(&styles, "var(");
    let defined = styles.split([';', '{', '}']).filter_map(|part| part.split_once(':')).map(|(name, _)| name.trim());
    let unused: Vec<_> = defined.filter(|name| name.starts_with("--") && !used.contains(name)).collect();
    assert_eq!(unused, [""; 0]);
}
