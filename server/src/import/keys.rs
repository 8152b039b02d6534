//! The keys of front matter: our own, and those of other tools that mean the same.

use domain::invalid::Problem;
use domain::item::MAX_SORT_ORDER;
use domain::page::{PageKind, Template, limit};
use domain::publication::Status;
use domain::time::Timestamp;
use serde_json::Value;

use crate::import::front_matter::FrontMatter;
use crate::import::{date, reason};

/// Our keys, each before those of other tools that mean it.
const TITLE: [&str; 1] = ["title"];
const SLUG: [&str; 3] = ["slug", "permalink", "url"];
const EXCERPT: [&str; 2] = ["excerpt", "summary"];
const DESCRIPTION: [&str; 2] = ["meta_description", "description"];
const SEO_TITLE: [&str; 2] = ["seo_title", "meta_title"];
const KEYWORDS: [&str; 2] = ["seo_keywords", "keywords"];
const STATUS: [&str; 3] = ["status", "draft", "published"];
const TEMPLATE: [&str; 1] = ["template"];
const KIND: [&str; 1] = ["kind"];
const FLAGS: [&str; 2] = ["featured", "menu"];
const ORDER: [&str; 6] = ["sort_order", "weight", "sidebar_position", "nav_order", "order", "position"];
const DATE: [&str; 5] = ["published_at", "date", "publishdate", "publish_date", "pubdate"];
const ALIASES: [&str; 4] = ["aliases", "alias", "redirect_from", "redirects"];
const LANGUAGE: [&str; 3] = ["lang", "language", "locale"];

/// States of other tools, which say how old a page is and not whether visitors read it.
const OTHER_STATUS: [&str; 8] = ["new", "deprecated", "experimental", "alpha", "beta", "preview", "stable", "obsolete"];

/// The values of a file's front matter.
#[derive(Debug, Default)]
pub struct Keys {
    pub title: Option<String>,
    pub excerpt: Option<String>,
    pub meta_description: Option<String>,
    pub seo_title: Option<String>,
    pub seo_keywords: Option<String>,
    pub status: Option<Status>,
    pub template: Option<Template>,
    pub kind: Option<PageKind>,
    pub is_featured: bool,
    pub in_menu: bool,
    pub sort_order: i64,
    pub published_at: Option<Timestamp>,
    /// Paths at which the page stood, as typed.
    pub aliases: Vec<String>,
    /// Problems for which the file is refused; each with its key.
    pub wrong: Vec<(String, String)>,
    /// Warnings about values that were changed; each with its key.
    pub warnings: Vec<(String, String)>,
    /// Keys that say nothing here.
    pub ignored: Vec<String>,
}

/// The language that a file says it is written in.
pub fn language(front: &FrontMatter<'_>) -> Option<String> {
    first(front, &LANGUAGE).and_then(|(_, value)| text(value))
}

/// The slug or address that a file says, with its key.
pub fn slug<'a>(front: &'a FrontMatter<'_>) -> Option<(&'a str, String)> {
    first(front, &SLUG).and_then(|(key, value)| Some((key, text(value)?)))
}

/// The template that a file says, if it is one of ours.
pub fn template(front: &FrontMatter<'_>) -> Option<Template> {
    first(front, &TEMPLATE).and_then(|(_, value)| Template::parse(&text(value)?).ok())
}

/// Reads all keys but slug and language.
pub fn read(front: &FrontMatter<'_>) -> Keys {
    let mut keys = Keys::default();
    keys.read_texts(front);
    keys.read_status(front);
    keys.read_rest(front);
    let known: [&[&str]; 14] = [
        &TITLE,
        &SLUG,
        &EXCERPT,
        &DESCRIPTION,
        &SEO_TITLE,
        &KEYWORDS,
        &STATUS,
        &TEMPLATE,
        &KIND,
        &FLAGS,
        &ORDER,
        &DATE,
        &ALIASES,
        &LANGUAGE,
    ];
    let ignored = front.values.iter().map(|(key, _)| key).filter(|key| !known.iter().any(|names| names.contains(&key.as_str())));
    keys.ignored.extend(ignored.cloned());
    keys
}

impl Keys {
    fn read_texts(&mut self, front: &FrontMatter<'_>) {
        self.title = self.text(front, &TITLE, limit::TITLE);
        self.excerpt = self.text(front, &EXCERPT, limit::EXCERPT);
        self.seo_title = self.text(front, &SEO_TITLE, limit::SEO_TITLE);
        self.seo_keywords = self.text(front, &KEYWORDS, limit::SEO_KEYWORDS);
        // Where a page has no description of its own, search engines are given its excerpt, which lists show too.
        let is_excerpt = self.excerpt.is_none() && first(front, &DESCRIPTION).is_some_and(|(key, _)| key == "description");
        if is_excerpt {
            self.excerpt = self.text(front, &DESCRIPTION, limit::EXCERPT);
        } else {
            self.meta_description = self.text(front, &DESCRIPTION, limit::META_DESCRIPTION);
        }
    }

    /// Shortens a value of another tool's key where it is too long. Our own keys are parsed like a form.
    fn text(&mut self, front: &FrontMatter<'_>, names: &[&str], max: usize) -> Option<String> {
        let (key, value) = first(front, names)?;
        let Some(text) = text(value) else {
            self.wrong.push((key.to_owned(), format!("{key}: this is a list of values with names; one text is needed")));
            return None;
        };
        if key == names[0] || text.chars().count() <= max {
            return Some(text);
        }
        self.warnings.push((key.to_owned(), format!("{key}: only the first {max} characters fit")));
        Some(shortened(&text, max))
    }

    fn read_status(&mut self, front: &FrontMatter<'_>) {
        for key in STATUS {
            let Some(value) = front.get(key).filter(|value| !value.is_null()) else { continue };
            let written = text(value).unwrap_or_default().to_ascii_lowercase();
            let status = match (key, written.as_str()) {
                ("status" | "published", "published" | "true" | "yes") | ("draft", "false" | "no") => Status::Published,
                ("status" | "published", "draft" | "false" | "no") | ("draft", "true" | "yes") => Status::Draft,
                ("status", other) if OTHER_STATUS.contains(&other) => {
                    self.ignored.push(key.to_owned());
                    continue;
                }
                ("status", _) => {
                    self.wrong.push((key.to_owned(), format!("status: \"{written}\" is none: write published or draft")));
                    continue;
                }
                // `published` is a date elsewhere.
                _ => match date::read(&written) {
                    Some(_) => continue,
                    None => {
                        self.wrong.push((key.to_owned(), format!("{key}: write true or false")));
                        continue;
                    }
                },
            };
            // A draft is one, whatever else the file says.
            self.status = if self.status == Some(Status::Draft) { self.status } else { Some(status) };
        }
    }

    fn read_rest(&mut self, front: &FrontMatter<'_>) {
        if let Some((key, value)) = first(front, &TEMPLATE) {
            let written = text(value).unwrap_or_default();
            match Template::parse(&written) {
                Ok(template) => self.template = Some(template),
                // A file of another tool.
                Err(_) if written.contains(['.', '/']) => {
                    self.warnings
                        .push((key.to_owned(), format!("template: \"{written}\" is none here, so the page has the usual one")));
                }
                Err(problem) => self.wrong.push((key.to_owned(), reason(key, &problem))),
            }
        }
        if let Some((key, value)) = first(front, &KIND) {
            let written = text(value).unwrap_or_default();
            match PageKind::parse(&written) {
                Ok(kind) => self.kind = kind,
                // Other tools tell by it which of their own templates a page has.
                Err(_) => self.ignored.push(key.to_owned()),
            }
        }
        (self.is_featured, self.in_menu) = (self.flag(front, "featured"), self.flag(front, "menu"));
        if let Some((key, value)) = first(front, &ORDER) {
            let number = value.as_f64().or_else(|| text(value)?.trim().parse().ok());
            match number.map(f64::floor).filter(|number| number.abs() <= MAX_SORT_ORDER as f64) {
                Some(number) => self.sort_order = number as i64,
                None => self.tell(key, &ORDER, reason(key, &Problem::NotANumber)),
            }
        }
        if let Some((key, value)) = first(front, &DATE) {
            let written = text(value).unwrap_or_default();
            match date::read(&written) {
                Some(date) => self.published_at = Some(date),
                None => self.tell(key, &DATE, format!("{key}: \"{written}\" is no date: {}", date::ACCEPTED)),
            }
        }
        for (_, value) in front.values.iter().filter(|(key, _)| ALIASES.contains(&key.as_str())) {
            match value {
                Value::Array(all) => self.aliases.extend(all.iter().filter_map(text)),
                one => self.aliases.extend(text(one)),
            }
        }
    }

    /// Whether a key is set. Menus of other tools have names and places, which say nothing here, but for the main one.
    fn flag(&mut self, front: &FrontMatter<'_>, key: &str) -> bool {
        let value = front.get(key).and_then(text).unwrap_or_default();
        match value.as_str() {
            "true" | "yes" | "main" => true,
            "" | "false" | "no" if !front.get(key).is_some_and(Value::is_object) => false,
            _ => {
                self.ignored.push(key.to_owned());
                false
            }
        }
    }

    /// A wrong value of our own key refuses the file. That of another tool's is left out.
    fn tell(&mut self, key: &str, names: &[&str], reason: String) {
        if key == names[0] {
            self.wrong.push((key.to_owned(), reason));
        } else {
            self.warnings.push((key.to_owned(), format!("{reason}. It is left out.")));
        }
    }
}

/// The first of these keys that has a value.
fn first<'a>(front: &'a FrontMatter<'_>, names: &[&'a str]) -> Option<(&'a str, &'a Value)> {
    names.iter().find_map(|name| front.get(name).filter(|value| !value.is_null()).map(|value| (*name, value)))
}

/// A value as a text; a list of them in one line.
fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(value) => Some(value.to_string()),
        Value::Array(all) => Some(all.iter().map(text).collect::<Option<Vec<_>>>()?.join(", ")),
        Value::Null => Some(String::new()),
        Value::Object(_) => None,
    }
}

/// The words of a text that fit, with an ellipsis behind them.
pub fn shortened(text: &str, max: usize) -> String {
    let fitting: String = text.chars().take(max - 1).collect();
    let end = fitting.rfind(char::is_whitespace).filter(|at| *at > fitting.len() / 2).unwrap_or(fitting.len());
    format!("{}…", fitting[..end].trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::front_matter;

    fn read(front: &str) -> Keys {
        super::read(&front_matter::split(&format!("---\n{front}\n---\n")).unwrap())
    }

    #[test]
    fn keys_of_other_tools_mean_ours() {
        let keys = read(
            "title: A\nsummary: S\ndescription: D\nkeywords: [a, b]\nweight: 3\ndate: 2024-01-05\ndraft: false\naliases: [/old]\nredirect_from: /older",
        );
        assert_eq!((keys.excerpt.as_deref(), keys.meta_description.as_deref()), (Some("S"), Some("D")));
        assert_eq!((keys.seo_keywords.as_deref(), keys.sort_order, keys.status), (Some("a, b"), 3, Some(Status::Published)));
        assert_eq!(keys.published_at, Timestamp::parse("2024-01-05").ok());
        assert_eq!(keys.aliases, ["/old", "/older"]);
        assert_eq!(read("description: D").excerpt.as_deref(), Some("D"));
        assert_eq!(read("sidebar_position: 2.5").sort_order, 2);
        assert_eq!(read("draft: true\nstatus: published").status, Some(Status::Draft));
        assert_eq!(read("title: A").status, None);
        assert_eq!((read("kind: service").kind, read("title: A").kind), (Some(PageKind::Service), None));
    }

    #[test]
    fn keys_that_say_nothing_are_named() {
        assert_eq!(read("title: A\nlayout: post\ntags: [a]\nauthor: {name: x}\nlang: de").ignored, ["layout", "tags", "author"]);
        assert_eq!((read("kind: recipe").ignored, read("kind: recipe").kind), (vec!["kind".to_owned()], None));
        assert_eq!(read("status: new\nmenu: {main: {weight: 1}}").ignored, ["status", "menu"]);
    }

    #[test]
    fn a_wrong_value_refuses_the_file_where_the_key_is_ours() {
        let told = |front| {
            let keys = read(front);
            (keys.wrong.len(), keys.warnings.len())
        };
        for (front, is_told) in [
            ("status: public", (1, 0)),
            ("draft: perhaps", (1, 0)),
            ("published_at: soon", (1, 0)),
            ("date: soon", (0, 1)),
            ("sort_order: 99999999999", (1, 0)),
            ("weight: heavy", (0, 1)),
            ("template: landng", (1, 0)),
            ("template: home.html", (0, 1)),
            ("title: {a: b}", (1, 0)),
            ("published: 2024-01-05", (0, 0)),
        ] {
            assert_eq!(told(front), is_told, "{front}");
        }
        assert!(read("published_at: soon").wrong[0].1.contains("2024-01-05T10:00:00+01:00"), "the hint shows what is read");
    }

    #[test]
    fn a_description_that_is_too_long_is_shortened() {
        let keys = read(&format!("description: {}", "word ".repeat(200)));
        let excerpt = keys.excerpt.unwrap();
        assert!(excerpt.chars().count() <= limit::EXCERPT && excerpt.ends_with("word…"), "{excerpt}");
        assert_eq!(keys.warnings.len(), 1);
    }
}
