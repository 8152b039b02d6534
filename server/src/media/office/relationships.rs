//! What a part of an Office file refers to (ECMA-376-2, "Relationships"): without what is gone, and without the folders of its maker.

use super::markup::{Edit, Tag, tags};
use super::plain;

/// Relationships that a reader follows. Their addresses are what people wrote.
const LINK: &str = "/hyperlink";

/// Templates, and documents and objects that are a part of this one: Office loads them when somebody opens the file, and runs what
/// they hold.
const LOADED: [&str; 5] = ["/attachedtemplate", "/subdocument", "/frame", "/oleobject", "/afchunk"];

/// Other workbooks, which Excel looks for beside the file.
const WORKBOOK: &str = "externallink";

/// What is to stand otherwise in the relationships of this name, where these parts are gone. Whatever else than a link leads to a
/// disk or a server of the maker (a picture, a film, a template, a list of addresses), Office wrote with its whole path: of it the
/// name stays. So it does of what is loaded from the web without a question.
pub fn edits(name: &str, text: &str, is_gone: impl Fn(&str) -> bool) -> Vec<Edit> {
    // `a/_rels/b.xml.rels` tells of `a/b.xml`.
    let folder = name.rsplit_once("_rels/").map_or("", |(folder, _)| folder);
    let edit = |tag: Tag<'_>| {
        let target = tag.value("Target")?;
        if !tag.value("TargetMode").is_some_and(|mode| mode.eq_ignore_ascii_case("External")) {
            return is_gone(&target_of(folder, target)).then(|| (tag.element(), String::new()));
        }
        let kind = tag.value("Type").unwrap_or_default().to_ascii_lowercase();
        if kind.ends_with(LINK) {
            return None;
        }
        let is_loaded = LOADED.iter().any(|loaded| kind.ends_with(loaded));
        let name = if is_loaded { name_of_file(target).or_else(|| name_on_the_web(target)) } else { name_of_file(target) }?;
        let is_workbook = kind.contains(WORKBOOK);
        Some((tag.attribute("Target")?, if is_workbook { name.to_owned() } else { format!("file:///{name}") }))
    };
    tags(text).filter(|tag| tag.name() == "Relationship").filter_map(edit).collect()
}

/// The name of the part that a relationship leads to from a folder, which ends with a slash or is the root.
pub fn target_of(folder: &str, target: &str) -> String {
    let path = if target.starts_with(['/', '\\']) { plain(target) } else { plain(&format!("{folder}{target}")) };
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// The last part of an address with a scheme; none for a path.
fn name_on_the_web(target: &str) -> Option<&str> {
    let (_, rest) = target.trim().split_once("://")?;
    let path = rest.split(['?', '#']).next().unwrap_or_default();
    (!target.trim().to_ascii_lowercase().starts_with("file:")).then(|| path.rsplit(['/', '\\']).next().unwrap_or_default())
}

/// Of a path from the root of a disk or of a server; none for what lies beside the file, or on the web.
fn name_of_file(target: &str) -> Option<&str> {
    let lower = target.trim().to_ascii_lowercase();
    let is_disk = matches!(lower.as_bytes(), [b'a'..=b'z', b':' | b'|', ..]);
    let is_local = |address: &str| address.contains("file:") && !address.starts_with("http");
    let is_path = is_disk || is_local(&lower) || lower.starts_with(['/', '\\']);
    let path = if is_disk { &target.trim()[2..] } else { target.trim() };
    let name = path.rsplit(['/', '\\']).next().unwrap_or_default();
    let small = name.to_ascii_lowercase();
    let written = ["%5c", "%2f"].iter().filter_map(|slash| small.rfind(slash)).max();
    let name = written.map_or(name, |at| &name[at + 3..]);
    (is_path && lower != format!("file:///{name}").to_ascii_lowercase()).then_some(name)
}
