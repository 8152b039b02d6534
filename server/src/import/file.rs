//! One file: front matter and text, parsed by the same rules as the editor's form.

use domain::invalid::Problem;
use domain::item::MAX_SORT_ORDER;
use domain::language::Languages;
use domain::page::{PageText, PageTextForm, Template};
use domain::publication::Status;
use domain::time::Timestamp;
use serde::Deserialize;

use crate::import::reason;

/// A parsed file.
#[derive(Debug, PartialEq)]
pub struct Parsed {
    pub template: Template,
    pub is_featured: bool,
    pub in_menu: bool,
    pub sort_order: i64,
    pub text: PageText,
    pub status: Status,
    pub published_at: Option<Timestamp>,
}

/// The problem, and its line.
#[derive(Debug, PartialEq, Eq)]
pub struct LineProblem {
    pub line: Option<usize>,
    pub reason: String,
}

/// The keys of the front matter. Every one may be missing but `title` and `slug`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct FrontMatter {
    title: Option<String>,
    slug: Option<String>,
    excerpt: Option<String>,
    meta_description: Option<String>,
    seo_title: Option<String>,
    seo_keywords: Option<String>,
    status: Option<String>,
    template: Option<String>,
    #[serde(default)]
    featured: bool,
    #[serde(default)]
    menu: bool,
    #[serde(default)]
    sort_order: i64,
    published_at: Option<String>,
}

/// Parses a file. All that is wrong is told at once.
pub fn parse(file: &str, languages: &Languages) -> Result<Parsed, Vec<LineProblem>> {
    let (front, text) = split(file).map_err(|wrong| vec![wrong])?;
    let matter: FrontMatter = serde_norway::from_str(front).map_err(|error| {
        // Lines of the front matter begin behind the first `---`.
        let line = error.location().map(|place| place.line() + 1);
        vec![LineProblem { line, reason: format!("front matter: {error}") }]
    })?;
    let mut wrong = Vec::new();
    let mut tell = |field: &str, problem: &Problem| {
        wrong.push(LineProblem { line: Some(line_of(front, field)), reason: reason(field, problem) });
    };
    let template = matter.template.as_deref().map_or(Ok(Template::Default), Template::parse);
    let template = template.map_err(|problem| tell("template", &problem)).ok();
    let status = match matter.status.as_deref() {
        None | Some("draft") => Some(Status::Draft),
        Some("published") => Some(Status::Published),
        Some(_) => {
            tell("status", &Problem::NotAChoice);
            None
        }
    };
    let published_at = matter.published_at.as_deref().map(Timestamp::parse).transpose();
    let published_at = published_at.map_err(|problem| tell("published_at", &problem)).ok();
    if !(-MAX_SORT_ORDER..=MAX_SORT_ORDER).contains(&matter.sort_order) {
        tell("sort_order", &Problem::NotANumber);
    }
    let form = PageTextForm {
        title: matter.title.unwrap_or_default(),
        slug: matter.slug.unwrap_or_default(),
        content: text.to_owned(),
        excerpt: matter.excerpt.unwrap_or_default(),
        meta_description: matter.meta_description.unwrap_or_default(),
        seo_title: matter.seo_title.unwrap_or_default(),
        seo_keywords: matter.seo_keywords.unwrap_or_default(),
    };
    let text = form.parse(template.unwrap_or(Template::Default), languages);
    let text = text.map_err(|invalid| invalid.0.iter().for_each(|(field, problem)| tell(field, problem))).ok();
    if let (Some(Status::Published), Some(text)) = (status, &text)
        && text.content.trim().is_empty()
    {
        tell("content", &Problem::Missing);
    }
    match (template, status, published_at, text) {
        (Some(template), Some(status), Some(published_at), Some(text)) if wrong.is_empty() => Ok(Parsed {
            template,
            is_featured: matter.featured,
            in_menu: matter.menu,
            sort_order: matter.sort_order,
            text,
            status,
            published_at,
        }),
        _ => Err(wrong),
    }
}

/// The front matter between two lines `---`, and the text behind it.
fn split(file: &str) -> Result<(&str, &str), LineProblem> {
    let wrong = |line, reason: &str| LineProblem { line: Some(line), reason: reason.into() };
    let first_end = file.find('\n').unwrap_or(file.len());
    if file[..first_end].trim_end() != "---" {
        return Err(wrong(1, "the file does not begin with front matter: a line ---"));
    }
    let rest = file.get(first_end + 1..).unwrap_or_default();
    let mut at = 0;
    for line in rest.split_inclusive('\n') {
        if line.trim_end() == "---" {
            return Ok((&rest[..at], rest[at + line.len()..].trim_start_matches(['\n', '\r'])));
        }
        at += line.len();
    }
    Err(wrong(1, "the front matter does not end: a second line --- is missing"))
}

/// The line of the file in which a key stands; that of the first `---` where it is missing.
pub fn line_of(front: &str, field: &str) -> usize {
    let is_key = |line: &str| line.strip_prefix(field).is_some_and(|rest| rest.trim_start().starts_with(':'));
    front.lines().position(is_key).map_or(1, |at| at + 2)
}

/// As [`line_of`], of a whole file.
pub fn line_in(file: &str, field: &str) -> Option<usize> {
    split(file).ok().map(|(front, _)| line_of(front, field))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(file: &str) -> Result<Parsed, Vec<LineProblem>> {
        super::parse(file, &Languages::default())
    }

    fn lines(file: &str) -> Vec<(Option<usize>, String)> {
        parse(file).unwrap_err().into_iter().map(|wrong| (wrong.line, wrong.reason)).collect()
    }

    #[test]
    fn a_file_is_a_page_text_with_its_schedule() {
        let file = "---\r\ntitle: \"A: b\"\r\nslug: /about/\r\nstatus: published\r\npublished_at: 2026-10-14 08:00\r\nmenu: true\r\n---\r\n\r\nText\r\n";
        let parsed = parse(file).unwrap();
        assert_eq!(
            (parsed.text.title.as_str(), parsed.text.slug.as_str(), parsed.text.content.as_str()),
            ("A: b", "about", "Text\n")
        );
        assert_eq!((parsed.status, parsed.in_menu), (Status::Published, true));
        assert_eq!(parsed.published_at, Timestamp::parse("2026-10-14T08:00:00Z").ok());
    }

    #[test]
    fn what_is_wrong_is_told_with_its_line() {
        let wrong = lines("---\ntitle: x\nslug: Über uns\nstatus: public\npublished_at: 2026-02-30\n---\n");
        let at: Vec<_> = wrong.iter().map(|(line, reason)| (line.unwrap(), reason.split(':').next().unwrap())).collect();
        assert_eq!(at, [(4, "status"), (5, "published_at"), (3, "slug")]);
    }

    #[test]
    fn broken_front_matter_is_told_with_its_line() {
        assert_eq!(lines("no matter")[0].0, Some(1));
        assert_eq!(lines("---\ntitle: x\n")[0].1, "the front matter does not end: a second line --- is missing");
        assert_eq!(lines("---\ntitle: x\nslug: [\n---\n").len(), 1);
        assert_eq!(lines("---\ntitle: x\nslgu: x\n---\n")[0].0, Some(3));
        assert!(lines("").len() == 1 && lines("---").len() == 1);
    }
}
