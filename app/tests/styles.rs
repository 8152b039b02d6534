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

/// Texts are also written from right to left, and then everything stands on the other side: a style says `inline-start`.
#[test]
fn no_style_names_the_left_or_the_right() {
    let styles = styles();
    let declarations = styles.split([';', '{', '}']).filter_map(|part| part.split_once(':'));
    let physical: Vec<_> = declarations
        .map(|(name, value)| (name.trim(), value.trim()))
        .filter(|(name, value)| is_physical(name, value))
        .map(|(name, value)| format!("{name}: {value}"))
        .collect();
    assert_eq!(physical, [""; 0]);
}

#[test]
fn what_names_a_side_is_found() {
    for (name, value) in [
        ("left", "0"),
        ("margin-left", "1rem"),
        ("border-top-right-radius", "3px"),
        ("text-align", "right"),
        ("float", "left"),
        ("inset", "0 auto auto 0"),
        ("padding", "0 0 0 calc(1rem + 2px)"),
        ("border-radius", "3px 0 0 3px"),
    ] {
        assert!(is_physical(name, value), "{name}: {value}");
    }
    for (name, value) in
        [("margin", "0 auto 1rem"), ("inset", "0 1rem auto 1rem"), ("border-radius", "3px 3px 0 0"), ("text-align", "start")]
    {
        assert!(!is_physical(name, value), "{name}: {value}");
    }
}

fn is_physical(name: &str, value: &str) -> bool {
    let names_side = |text: &str| text.split('-').any(|word| word == "left" || word == "right");
    if name.starts_with(|c: char| c.is_ascii_alphabetic()) && names_side(name) {
        return true;
    }
    match name {
        "text-align" | "float" | "clear" | "caption-side" => names_side(value),
        // Of four values the second is the right one, the fourth the left one.
        "inset" | "margin" | "padding" | "border-width" | "border-color" | "border-style" | "scroll-padding" => {
            matches!(parts(value).as_slice(), [_, right, _, left] if right != left)
        }
        // The corners, from the left one at the top.
        "border-radius" => match parts(value).as_slice() {
            [one, other] => one != other,
            [first, second, third] => first != second || second != third,
            [first, second, third, fourth] => first != second || third != fourth,
            _ => false,
        },
        _ => false,
    }
}

/// The values of a shorthand: what stands in brackets is one.
fn parts(value: &str) -> Vec<String> {
    let (mut parts, mut depth) = (vec![String::new()], 0_u32);
    for c in value.chars() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if c.is_whitespace() && depth == 0 {
            parts.push(String::new());
        } else {
            parts.last_mut().unwrap().push(c);
        }
    }
    parts.retain(|part| !part.is_empty());
    parts
}
