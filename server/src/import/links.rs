//! Links between the files of an import, as links between its pages.

use std::collections::BTreeSet;

use domain::language::Language;
use domain::markdown;
use percent_encoding::percent_decode_str;

use crate::import::Source;
use crate::import::anchors::{Anchors, Wanted};
use crate::import::file::LineProblem;
use crate::import::naming::markdown_ending;
use crate::import::pictures::Taken;
use crate::import::report::some_of;
use crate::import::site_map::SiteMap;

/// A text whose links lead to pages.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Linked {
    pub text: String,
    pub warnings: Vec<LineProblem>,
    /// Addresses of this site at which no page of the import stands, with the line of the text; another page may.
    pub to_prove: Vec<(usize, String)>,
    /// Links to pages of the import, which may be refused yet; the first to each page.
    pub to_pages: Vec<PageLink>,
}

/// A link to a page of the import.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageLink {
    pub line: usize,
    /// As it was typed.
    pub url: String,
    /// Of the page, without what the link has behind it.
    pub address: String,
}

/// Where a text comes from.
#[derive(Debug, Clone, Copy)]
pub struct From<'a> {
    /// The name of its file.
    pub name: &'a str,
    pub language: &'a Language,
    /// Lines of the file before the text.
    pub lines_before: usize,
}

/// The files and the parts of other pages that a text names.
#[derive(Debug, Default)]
pub struct Names {
    pub pictures: BTreeSet<String>,
    pub fragments: Wanted,
}

/// Looks for them before anything is imported.
pub fn names_in(text: &str, from: From<'_>, map: &SiteMap, source: &Source) -> Names {
    let mut names = Names::default();
    for place in markdown::destinations(text) {
        let Some((path, rest)) = local(&place.url) else { continue };
        let path = percent_decode_str(path).decode_utf8_lossy().into_owned();
        if place.is_picture {
            names.pictures.extend(picture(&path, from.name, map, source));
        } else if let (Some(address), Some((_, fragment))) = (page_at(&path, from, map), rest.split_once('#')) {
            names.fragments.entry(address).or_default().insert(fragment.to_owned());
        }
    }
    names
}

/// The files and pages around a text.
#[derive(Debug, Clone, Copy)]
pub struct Around<'a> {
    pub map: &'a SiteMap,
    pub source: &'a Source,
    pub pictures: &'a Taken,
    pub anchors: &'a Anchors,
}

/// Writes the address of its page in place of each name of a file, and that of the library for a picture. What leads nowhere stays,
/// and is told.
pub fn resolve(text: &str, from: From<'_>, around: Around<'_>) -> Linked {
    let Around { map, source, .. } = around;
    let mut linked = Linked::default();
    let mut dead = Told::default();
    let mut no_pages = Told::default();
    let mut pictures = Told::default();
    let mut headings = Told::default();
    let mut seen = BTreeSet::new();
    let mut written = 0;
    for place in markdown::destinations(text) {
        let line = from.lines_before + place.line;
        let Some((path, rest)) = local(&place.url) else { continue };
        let path = percent_decode_str(path).decode_utf8_lossy().into_owned();
        let mut write = |address: &str| {
            linked.text.push_str(&text[written..place.typed.start]);
            linked.text.push_str(address);
            written = place.typed.end;
        };
        if place.is_picture {
            match picture(&path, from.name, map, source).and_then(|name| around.pictures.get(&name)) {
                Some(Ok(id)) => write(&format!("media:{id}")),
                Some(Err(reason)) => {
                    linked
                        .warnings
                        .push(LineProblem { line: Some(line), reason: format!("the picture {path} is not taken: {reason}") });
                }
                None => pictures.add(line, &place.url),
            }
            continue;
        }
        if let Some(address) = page_at(&path, from, map) {
            if seen.insert(address.clone()) {
                linked.to_pages.push(PageLink { line, url: place.url.clone(), address: address.clone() });
            }
            let rest = match rest.split_once('#') {
                Some((query, fragment)) => match around.anchors.get(&address, fragment) {
                    Some(Some("")) => query.to_owned(),
                    Some(Some(anchor)) => format!("{query}#{anchor}"),
                    Some(None) => {
                        headings.add(line, &place.url);
                        rest.to_owned()
                    }
                    None => rest.to_owned(),
                },
                None => rest.to_owned(),
            };
            if !place.url.starts_with('/') || !map.has_address(&path) || place.url != format!("{path}{rest}") {
                write(&markdown::encoded_destination(&format!("{address}{rest}")));
            }
        } else if path.starts_with('/') && markdown_ending(&path).is_none() {
            linked.to_prove.push((line, path));
        } else if names(&path, from.name).iter().any(|name| source.has(name)) {
            no_pages.add(line, &place.url);
        } else {
            dead.add(line, &place.url);
        }
    }
    linked.text.push_str(&text[written..]);
    let told = [
        dead.told("links lead to no file of this import"),
        no_pages.told("links lead to files that are no pages"),
        headings.told("links lead to no heading of their page"),
        pictures.told("pictures are not beside the texts: upload them, and write media:NUMBER in their place"),
    ];
    linked.warnings.extend(told.into_iter().flatten());
    linked
}

/// The path of an address that is not on another site, and what stands behind it.
fn local(url: &str) -> Option<(&str, &str)> {
    let url = url.strip_prefix("@site").unwrap_or(url);
    let end = url.find(['?', '#']).unwrap_or(url.len());
    let (path, rest) = url.split_at(end);
    let has_scheme = path.split('/').next().is_some_and(|first| first.contains(':'));
    (!path.is_empty() && !has_scheme && !path.starts_with("//")).then_some((path, rest))
}

/// The address of the page that a path means: its own where a page of the import stands there.
fn page_at(path: &str, from: From<'_>, map: &SiteMap) -> Option<String> {
    if path.starts_with('/') && map.has_address(path) {
        return Some(if path.len() > 1 { path.trim_end_matches('/').to_owned() } else { path.to_owned() });
    }
    found(path, from, map)
}

/// Folders that are the root of the pictures of a site in other tools.
const PICTURE_ROOTS: [&str; 5] = ["", "static", "public", "assets", "docs"];

/// The file that the path of a picture means. The root of a site may be a folder around its text, that of its language among them;
/// a translation shows the pictures of the default language.
fn picture(path: &str, name: &str, map: &SiteMap, source: &Source) -> Option<String> {
    let names = match path.strip_prefix('/') {
        Some(from_root) => {
            let around = name.match_indices('/').map(|(at, _)| &name[..at]);
            let roots = PICTURE_ROOTS.into_iter().chain(around).chain([map.default_language().as_str()]);
            roots.filter_map(|root| joined(root, from_root)).collect()
        }
        None => names(path, name),
    };
    names.into_iter().find(|name| markdown_ending(name).is_none() && source.has(name))
}

fn found(path: &str, from: From<'_>, map: &SiteMap) -> Option<String> {
    names(path, from.name).iter().find_map(|name| map.find(name, from.language))
}

/// Folders that are the root of a site in other tools, while the folder that is imported may be the one around them.
const ROOTS: [&str; 3] = ["", "content", "docs"];

/// The names of files that a path may mean: from the folder of the file, or, as browsers read it where each page is a folder, from
/// the page.
fn names(path: &str, name: &str) -> Vec<String> {
    if let Some(from_root) = path.strip_prefix('/') {
        return ROOTS.iter().filter_map(|root| joined(root, from_root)).collect();
    }
    let folder = name.rsplit_once('/').map_or("", |(folder, _)| folder);
    let page = markdown_ending(name).map_or(name, |ending| &name[..name.len() - ending.len() - 1]);
    let as_page = if markdown_ending(path).is_none() { joined(page, path) } else { None };
    joined(folder, path).into_iter().chain(as_page).collect()
}

/// A path within a folder, without `.` and `..`. `None` where it leads out of the source.
fn joined(folder: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()?),
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// Addresses of which one thing is to be told, each once.
#[derive(Default)]
pub(super) struct Told {
    line: Option<usize>,
    urls: Vec<String>,
}

impl Told {
    pub(super) fn add(&mut self, line: usize, url: &str) {
        self.line.get_or_insert(line);
        if !self.urls.iter().any(|known| known == url) {
            self.urls.push(url.to_owned());
        }
    }

    pub(super) fn told(self, what: &str) -> Option<LineProblem> {
        let line = Some(self.line?);
        Some(LineProblem { line, reason: format!("{what}: {}", some_of(&self.urls)) })
    }
}

#[cfg(test)]
mod tests {
    use domain::id::MediaId;
    use domain::language::Languages;

    use super::*;
    use crate::import::survey;

    const FILES: [&str; 9] = [
        "index.md",
        "guide/index.md",
        "guide/set_up.md",
        "guide/use.de.md",
        "guide/use.md",
        "de/guide/index.md",
        "img/a.png",
        "en/shots/b.png",
        "docs/README.md",
    ];

    fn linked(name: &str, language: &str, text: &str) -> Linked {
        let source = Source::Embedded(FILES.map(|name| (name.to_owned(), b"# Titel\n\n## Part 1\n\ntext".to_vec())).into());
        let names = source.list().unwrap().names;
        let heads = names.into_iter().map(|name| (name.clone(), survey::head(&source, &name))).collect();
        let survey::Survey { map, entries, .. } = survey::survey(heads, &Languages::default(), &BTreeSet::new());
        let language = Language::parse(language).unwrap();
        let from = From { name, language: &language, lines_before: 2 };
        let names = names_in(text, from, &map, &source);
        assert!(names.pictures.iter().all(|name| name == "img/a.png" || name == "en/shots/b.png"), "{names:?}");
        let pictures = Taken::of([
            ("img/a.png", if name == "index.md" { Err("it is damaged") } else { Ok(MediaId(7)) }),
            ("en/shots/b.png", Ok(MediaId(8))),
        ]);
        let mut anchors = Anchors::default();
        for entry in &entries {
            anchors.extend(Anchors::of(entry, &names.fragments, &source, &Languages::default()));
        }
        resolve(text, from, Around { map: &map, source: &source, pictures: &pictures, anchors: &anchors })
    }

    fn link(name: &str, language: &str, url: &str) -> String {
        let text = linked(name, language, &format!("[x]({url})")).text;
        text["[x](".len()..text.len() - 1].to_owned()
    }

    #[test]
    fn links_between_files_lead_to_their_pages() {
        for (name, language, url, address) in [
            ("guide/index.md", "en", "set_up.md", "/guide/set-up"),
            ("guide/index.md", "en", "./set_up.md#part-1", "/guide/set-up#part-1"),
            ("guide/index.md", "en", "SET_UP.md?x=1", "/guide/set-up?x=1"),
            ("guide/set_up.md", "en", "../index.md", "/"),
            ("guide/set_up.md", "en", "../guide/", "/guide"),
            ("guide/set_up.md", "en", "../use/", "/guide/use"),
            ("guide/set_up.md", "en", "use.html", "/guide/use"),
            ("guide/set_up.md", "en", "/docs/README.md", "/docs"),
            ("guide/set_up.md", "en", "/README.md", "/docs"),
            ("guide/set_up.md", "en", "@site/docs", "/docs"),
            ("guide/use.de.md", "de", "/guide/use", "/guide/use"),
            ("guide/set_up.md", "en", "set%5Fup", "/guide/set-up"),
            ("guide/use.de.md", "de", "use.md", "/de/guide/use"),
            ("guide/use.md", "en", "use.de.md", "/de/guide/use"),
            ("de/guide/index.md", "de", "../../guide/index.md", "/de/guide"),
            ("de/guide/index.md", "de", "../guide/set_up.md", "/guide/set-up"),
        ] {
            assert_eq!(link(name, language, url), address, "{url} in {name}");
        }
    }

    #[test]
    fn what_is_no_file_of_the_import_stays() {
        for url in
            ["https://a.example/x.md", "mailto:a@b.example", "#part", "media:3", "//a.example/x.md", "../../out.md", "gone.md"]
        {
            assert_eq!(link("guide/index.md", "en", url), url);
        }
    }

    #[test]
    fn pictures_beside_the_texts_are_named_as_the_library_has_them() {
        let picture = |name: &str, url: &str| linked(name, "en", &format!("![Van]({url} \"Caption\")")).text;
        for url in ["../img/a.png", "../img/a.png?raw=true", "<../img/a.png>", "/img/a.png", "@site/img/a.png"] {
            let written = picture("guide/set_up.md", url);
            assert!(written == "![Van](media:7 \"Caption\")" || written == "![Van](<media:7> \"Caption\")", "{url}: {written}");
        }
        for name in ["guide/set_up.md", "de/guide/index.md"] {
            assert_eq!(picture(name, "/shots/b.png"), "![Van](media:8 \"Caption\")", "{name}");
        }
        let typed = linked("guide/use.md", "en", "<a href=\"set_up.md\"><img src='../img/a.png' alt=Van></a>");
        assert_eq!(typed.text, "<a href=\"/guide/set-up\"><img src='media:7' alt=Van></a>");
        let refused = linked("index.md", "en", "x\n\n![Van](img/a.png)");
        assert_eq!(refused.text, "x\n\n![Van](img/a.png)");
        assert_eq!(refused.warnings[0].line, Some(5));
        assert_eq!(refused.warnings[0].reason, "the picture img/a.png is not taken: it is damaged");
    }

    #[test]
    fn parts_of_other_pages_are_found_by_their_headings() {
        for (url, address) in [
            ("set_up.md#part-1", "/guide/set-up#part-1"),
            ("set_up.md#Part%201", "/guide/set-up#part-1"),
            ("set_up.md#titel", "/guide/set-up"),
            ("/guide/set-up#Part%201", "/guide/set-up#part-1"),
            ("set_up.md#gone", "/guide/set-up#gone"),
        ] {
            assert_eq!(link("guide/index.md", "en", url), address, "{url}");
        }
        let linked = linked("guide/index.md", "en", "[a](set_up.md#gone)");
        assert_eq!(linked.warnings[0].reason, "links lead to no heading of their page: set_up.md#gone");
    }

    #[test]
    fn what_leads_nowhere_is_told_with_its_line() {
        let text =
            "[a](gone.md)\n\n[b](gone.md) [c](../away.md) ![p](../img/b.png)\n\n[d](../img/a.png) [e](/about/us) [f](/guide/)\n";
        let linked = linked("guide/index.md", "en", text);
        let told: Vec<_> = linked.warnings.iter().map(|warning| (warning.line.unwrap(), warning.reason.as_str())).collect();
        assert_eq!(
            told,
            [
                (3, "links lead to no file of this import: gone.md, ../away.md"),
                (7, "links lead to files that are no pages: ../img/a.png"),
                (5, "pictures are not beside the texts: upload them, and write media:NUMBER in their place: ../img/b.png"),
            ]
        );
        assert_eq!(linked.to_prove, [(7, "/about/us".to_owned())]);
        assert!(linked.text.contains("[f](/guide/)"));
    }
}
