//! The front matter of a file: YAML between `---`, TOML between `+++`, or JSON in braces, and the text behind it.

use serde_json::Value;

use crate::import::file::LineProblem;

/// A file taken apart.
#[derive(Debug, Default, PartialEq)]
pub struct FrontMatter<'a> {
    /// Keys in small letters with `_` for `-`, in the order of the file.
    pub values: Vec<(String, Value)>,
    pub text: &'a str,
    /// Lines of the file before the text.
    pub lines_before: usize,
    /// As typed, without the lines around it.
    front: &'a str,
}

impl FrontMatter<'_> {
    /// The line of the file in which a key stands; the first where it is missing.
    pub fn line_of(&self, key: &str) -> usize {
        let is_key = |line: &str| {
            let name: String = line.trim_start().chars().take_while(|c| !matches!(c, ':' | '=')).collect();
            name.len() < line.trim_start().len() && written(name.trim()) == key
        };
        self.front.lines().position(is_key).map_or(1, |at| at + 2)
    }

    pub fn get(&self, key: &str) -> Option<&Value> {
        self.values.iter().find(|(name, _)| name == key).map(|(_, value)| value)
    }
}

/// A key as it is looked for.
fn written(key: &str) -> String {
    key.trim_matches(['"', '\'']).replace('-', "_").to_lowercase()
}

/// Takes a file apart. One that begins with no front matter is all text.
pub fn split(file: &str) -> Result<FrontMatter<'_>, LineProblem> {
    let first = file.lines().next().unwrap_or_default().trim_end();
    match first {
        "---" => yaml(file),
        "+++" => toml(file),
        "{" => json(file),
        _ => Ok(FrontMatter { text: file, ..FrontMatter::default() }),
    }
}

/// The lines between the first one and the next of `ends`, and the lines behind.
fn between<'a>(file: &'a str, ends: &[&str]) -> Option<(&'a str, &'a str)> {
    let rest = &file[file.find('\n').map_or(file.len(), |at| at + 1)..];
    let mut at = 0;
    for line in rest.split_inclusive('\n') {
        if ends.contains(&line.trim_end()) {
            return Some((&rest[..at], &rest[at + line.len()..]));
        }
        at += line.len();
    }
    None
}

/// Brackets within each other. For each one that is open the parser looks at all the others, so it must not see thousands.
const MAX_DEPTH: usize = 64;

/// The line, from 1, in which too many brackets are open. Those in quotes and comments count too: nobody has so many.
fn too_deep(front: &str) -> Option<usize> {
    let mut depth = 0_usize;
    front
        .lines()
        .position(|line| {
            line.bytes().any(|byte| {
                depth = match byte {
                    b'[' | b'{' => depth + 1,
                    b']' | b'}' => depth.saturating_sub(1),
                    _ => depth,
                };
                depth > MAX_DEPTH
            })
        })
        .map(|at| at + 1)
}

fn yaml(file: &str) -> Result<FrontMatter<'_>, LineProblem> {
    let all_text = FrontMatter { text: file, ..FrontMatter::default() };
    let Some((front, text)) = between(file, &["---", "..."]) else {
        // A line across the page, as Markdown has it.
        let second = file.lines().nth(1).unwrap_or_default();
        let is_key = second.split_once(':').is_some_and(|(key, _)| !key.is_empty() && !key.contains([' ', '[', '*', '`', '#']));
        let reason = "the front matter does not end: write a second line --- behind it";
        return if is_key { Err(LineProblem { line: Some(1), reason: reason.into() }) } else { Ok(all_text) };
    };
    if let Some(line) = too_deep(front) {
        let reason = format!(
            "the front matter has more than {MAX_DEPTH} brackets within each other; put quotes around a value that is text"
        );
        return Err(LineProblem { line: Some(line + 1), reason });
    }
    let mapping: serde_norway::Value = match serde_norway::from_str(front) {
        Ok(value) => value,
        // Lines of the front matter begin behind the first `---`.
        Err(error) => {
            let line = error.location().map(|place| place.line() + 1);
            let reason = format!(
                "the front matter is no YAML: {error}; put quotes around a value that holds a colon or begins with a sign"
            );
            return Err(LineProblem { line, reason });
        }
    };
    let mapping = match mapping {
        serde_norway::Value::Mapping(mapping) => mapping,
        serde_norway::Value::Null => serde_norway::Mapping::new(),
        // Two lines across the page with text between them.
        _ => return Ok(all_text),
    };
    let mut values = Vec::new();
    for (key, value) in mapping {
        let key = match key {
            serde_norway::Value::String(key) => key,
            other => serde_json::to_value(&other).map(|key| key.to_string()).unwrap_or_default(),
        };
        values.push((written(&key), serde_json::to_value(value).unwrap_or_default()));
    }
    Ok(taken(file, front, text, values))
}

fn toml(file: &str) -> Result<FrontMatter<'_>, LineProblem> {
    let Some((front, text)) = between(file, &["+++"]) else {
        let reason = "the front matter does not end: write a second line +++ behind it";
        return Err(LineProblem { line: Some(1), reason: reason.into() });
    };
    let table: toml::Table = toml::from_str(front).map_err(|error| {
        let line = error.span().map(|span| front[..span.start.min(front.len())].matches('\n').count() + 2);
        LineProblem { line, reason: format!("the front matter is no TOML: {}", error.message()) }
    })?;
    let values = table.into_iter().map(|(key, value)| (written(&key), from_toml(value))).collect();
    Ok(taken(file, front, text, values))
}

fn from_toml(value: toml::Value) -> Value {
    match value {
        toml::Value::Datetime(date) => Value::String(date.to_string()),
        toml::Value::Array(all) => all.into_iter().map(from_toml).collect(),
        toml::Value::Table(table) => table.into_iter().map(|(key, value)| (key, from_toml(value))).collect(),
        other => serde_json::to_value(other).unwrap_or_default(),
    }
}

fn json(file: &str) -> Result<FrontMatter<'_>, LineProblem> {
    let mut values = serde_json::Deserializer::from_str(file).into_iter::<serde_json::Map<String, Value>>();
    match values.next() {
        Some(Ok(map)) => {
            let end = values.byte_offset();
            let all = map.into_iter().map(|(key, value)| (written(&key), value)).collect();
            Ok(taken(file, &file[..end], &file[end..], all))
        }
        _ => Ok(FrontMatter { text: file, ..FrontMatter::default() }),
    }
}

fn taken<'a>(file: &'a str, front: &'a str, text: &'a str, values: Vec<(String, Value)>) -> FrontMatter<'a> {
    let text = text.trim_start_matches(['\n', '\r']);
    let lines_before = file[..file.len() - text.len()].matches('\n').count();
    FrontMatter { values, text, lines_before, front }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(file: &str) -> Vec<(String, String)> {
        split(file).unwrap().values.into_iter().map(|(key, value)| (key, value.to_string())).collect()
    }

    fn pair(key: &str, value: &str) -> (String, String) {
        (key.to_owned(), value.to_owned())
    }

    #[test]
    fn yaml_toml_and_json_are_read() {
        let same = [pair("title", "\"A\""), pair("weight", "3")];
        assert_eq!(values("---\ntitle: A\nWeight: 3\n---\n\nText"), same);
        assert_eq!(values("+++\ntitle = 'A'\nweight = 3\n+++\nText"), same);
        assert_eq!(values("{\n\"title\": \"A\",\n\"weight\": 3\n}\n\nText"), same);
        assert_eq!(values("+++\ndate = 2024-01-05T10:00:00+01:00\n+++\n"), [pair("date", "\"2024-01-05T10:00:00+01:00\"")]);
        assert_eq!(values("---\n---\nText"), []);
        let file = split("---\ntitle: A\nhide-title: true\n---\n\nText").unwrap();
        assert_eq!((file.text, file.lines_before, file.line_of("hide_title"), file.line_of("slug")), ("Text", 5, 3, 1));
    }

    #[test]
    fn a_file_without_front_matter_is_all_text() {
        for file in
            ["", "Text\n", "# A\n\n---\n", "---\n\nText\n\n---\n\nMore\n", "---\nNo key here\n", "{% note %}\n", "{\nno json\n"]
        {
            assert_eq!((split(file).unwrap().text, split(file).unwrap().values), (file, vec![]), "{file}");
        }
    }

    #[test]
    fn brackets_within_each_other_are_refused_before_they_are_parsed() {
        let file = |depth: usize| format!("---\ntitle: A\nx: {}{}\n---\nText", "[".repeat(depth), "]".repeat(depth));
        assert_eq!(split(&file(60)).unwrap().text, "Text");
        let begun = std::time::Instant::now();
        for nested in [file(50_000), "---\nx: [[[\n".to_owned() + &"{a: [\n".repeat(20_000) + "---\n"] {
            let wrong = split(&nested).unwrap_err();
            assert!(wrong.line.is_some_and(|line| line > 2) && wrong.reason.contains("within each other"), "{wrong:?}");
        }
        assert!(begun.elapsed() < std::time::Duration::from_secs(1), "{:?}", begun.elapsed());
    }

    #[test]
    fn what_is_broken_is_told_with_its_line_and_what_to_do() {
        let wrong = |file| split(file).unwrap_err();
        assert_eq!(wrong("---\ntitle: x\n").reason, "the front matter does not end: write a second line --- behind it");
        assert_eq!(wrong("+++\ntitle = 'x'\n").reason, "the front matter does not end: write a second line +++ behind it");
        let colon = wrong("---\nslug: a\ntitle: A: b\n---\n");
        assert!(colon.line == Some(3) && colon.reason.contains("quotes around"), "{colon:?}");
        let toml = wrong("+++\ntitle = \"A\"\nslug = \n+++\n");
        assert!(toml.line == Some(3) && toml.reason.contains("no TOML"), "{toml:?}");
    }
}
