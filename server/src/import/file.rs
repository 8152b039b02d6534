//! One file: front matter and text, parsed by the same rules as the editor's form.

use domain::invalid::Problem;
use domain::language::{Language, Languages};
use domain::markdown;
use domain::page::{PageKind, PageText, PageTextForm, Template, limit};
use domain::publication::Status;
use domain::text::{self, Shape, Slug};
use domain::time::Timestamp;

use crate::import::front_matter::{self, FrontMatter};
use crate::import::{aliases, keys, naming, reason};

/// A parsed file.
#[derive(Debug, PartialEq)]
pub struct Parsed {
    pub template: Template,
    pub kind: Option<PageKind>,
    pub is_featured: bool,
    pub in_menu: bool,
    pub sort_order: i64,
    pub text: PageText,
    /// As the file says.
    pub status: Option<Status>,
    pub is_public_if_new: bool,
    pub published_at: Option<Timestamp>,
    pub aliases: Vec<Slug>,
    /// Lines of the file before the first of `text.content`.
    pub lines_before: usize,
    /// Warnings: values that differ from those of the file.
    pub warnings: Vec<LineProblem>,
    pub ignored_keys: Vec<String>,
}

/// The problem, and its line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineProblem {
    pub line: Option<usize>,
    pub reason: String,
}

/// Facts about a file before it is parsed.
#[derive(Debug)]
pub struct Planned<'a> {
    /// The page, by which it is called where the file has no title.
    pub path: &'a str,
    pub language: &'a Language,
    pub slug: &'a Slug,
    /// Of a new page whose file says nothing of it.
    pub status: Option<Status>,
}

/// A text without what no text may hold, and what was taken out of it.
pub fn clean(file: &str) -> (String, Vec<LineProblem>) {
    let cleaned = text::clean(file, Shape::Lines);
    let mut warnings: Vec<LineProblem> = cleaned
        .removed
        .iter()
        .map(|removed| LineProblem {
            line: Some(removed.line),
            reason: format!("character {} is the control character {removed}, and is left out", removed.column),
        })
        .collect();
    let more = cleaned.removed_count - cleaned.removed.len();
    if more > 0 {
        warnings.push(LineProblem { line: None, reason: format!("{more} more control characters are left out") });
    }
    (cleaned.text, warnings)
}

/// Parses a file that was cleaned. All that is wrong is told at once.
pub fn parse(file: &str, planned: &Planned<'_>, languages: &Languages) -> Result<Parsed, Vec<LineProblem>> {
    let front = front_matter::split(file).map_err(|wrong| vec![wrong])?;
    let mut keys = keys::read(&front);
    let at = |(key, reason): (String, String)| LineProblem { line: Some(front.line_of(&key)), reason };
    let mut wrong: Vec<LineProblem> = std::mem::take(&mut keys.wrong).into_iter().map(at).collect();
    let mut warnings: Vec<LineProblem> = std::mem::take(&mut keys.warnings).into_iter().map(at).collect();
    let Titled { title, text, lines } = titled(&front, keys.title, planned.path);
    let template = keys.template.unwrap_or(if planned.slug.is_home() { Template::Home } else { Template::Default });
    let mut status = keys.status;
    let mut is_public_if_new = planned.status == Some(Status::Published);
    if status.or(planned.status) == Some(Status::Published) && text.trim().is_empty() {
        if front.get("status").is_some() {
            wrong.push(LineProblem { line: Some(front.line_of("status")), reason: reason("content", &Problem::Missing) });
        } else {
            warnings.push(LineProblem { line: None, reason: "the page has no text, so it is a draft".into() });
            (status, is_public_if_new) = (status.map(|_| Status::Draft), false);
        }
    }
    let (aliases, unusable) = aliases::read(&keys.aliases, planned.language, languages);
    warnings.extend(unusable.into_iter().map(|reason| LineProblem { line: None, reason }));
    let form = PageTextForm {
        title,
        slug: planned.slug.to_string(),
        content: text.to_owned(),
        excerpt: keys.excerpt.unwrap_or_default(),
        meta_description: keys.meta_description.unwrap_or_default(),
        seo_title: keys.seo_title.unwrap_or_default(),
        seo_keywords: keys.seo_keywords.unwrap_or_default(),
    };
    let parsed = form.parse(template, languages);
    let parsed = parsed.map_err(|invalid| {
        let told = |(field, problem): &(String, Problem)| LineProblem {
            line: (field != "content").then(|| front.line_of(field)),
            reason: reason(field, problem),
        };
        wrong.extend(invalid.0.iter().map(told));
    });
    match parsed {
        Ok(text) if wrong.is_empty() => Ok(Parsed {
            template,
            kind: keys.kind,
            is_featured: keys.is_featured,
            in_menu: keys.in_menu,
            sort_order: keys.sort_order,
            text,
            status,
            is_public_if_new,
            published_at: keys.published_at,
            aliases,
            lines_before: front.lines_before + lines,
            warnings,
            ignored_keys: keys.ignored,
        }),
        _ => Err(wrong),
    }
}

/// A text with its title.
struct Titled<'a> {
    title: String,
    text: &'a str,
    /// Lines that the title had above the text.
    lines: usize,
}

/// The title that a file says, else its first heading, else its name. A text that begins with its own title loses that, because every
/// template shows it.
fn titled<'a>(front: &FrontMatter<'a>, typed: Option<String>, path: &str) -> Titled<'a> {
    let typed = typed.filter(|title| !title.trim().is_empty());
    let heading = markdown::text_title(front.text);
    let is_same = |words: &str| typed.as_deref().is_none_or(|title| title.trim().eq_ignore_ascii_case(words));
    let start = heading.as_ref().filter(|heading| is_same(&heading.words)).and_then(|heading| heading.text_start);
    let start = start.map_or(0, |at| at + (front.text.len() - at - front.text[at..].trim_start_matches('\n').len()));
    let title = typed.unwrap_or_else(|| {
        let words = heading.map(|heading| heading.words).unwrap_or_else(|| naming::words_of(path));
        if words.chars().count() > limit::TITLE { keys::shortened(&words, limit::TITLE) } else { words }
    });
    Titled { title, text: &front.text[start..], lines: front.text[..start].matches('\n').count() }
}

/// The lines of title and slug, as a later refusal names them.
pub fn lines_of(file: &str) -> (Option<usize>, Option<usize>) {
    let front = front_matter::split(file).ok();
    let line = |key| front.as_ref().filter(|front| front.get(key).is_some()).map(|front| front.line_of(key));
    (line("title"), line("slug"))
}

#[cfg(test)]
mod tests;
