//! How many elements a browser draws of a drawing whose parts refer to one another (SVG 2, 5.6 `use`; 13.3 patterns; 14 masks and
//! clip paths): of ten levels with ten references each it would be ten thousand million.

use std::collections::HashMap;

use super::MAX_ELEMENTS;

/// Elements that are drawn again wherever something refers to them by address.
const COPYING: [&str; 3] = ["use", "pattern", "feImage"];

/// A color, however many elements have it.
const COLORS: [&str; 2] = ["linearGradient", "radialGradient"];

/// An element with an id, or the drawing as a whole.
#[derive(Default)]
struct Part {
    /// Elements within it that lie in no smaller part.
    elements: u64,
    /// The parts that lie in it.
    within: Vec<usize>,
    /// The ids that it refers to.
    references: Vec<String>,
    is_color: bool,
}

/// What was read so far of a drawing.
pub struct Expansion {
    /// The first is the drawing as a whole.
    parts: Vec<Part>,
    by_id: HashMap<String, usize>,
    /// The part of each element that is open.
    open: Vec<usize>,
    /// What elements of a name, a class or an id refer to by a style sheet, and those of any name.
    rules: HashMap<String, Vec<String>>,
    /// Names, classes and ids of the elements of each part.
    selected: Vec<(usize, String)>,
}

impl Expansion {
    pub fn new() -> Self {
        let parts = vec![Part::default()];
        Self { parts, by_id: HashMap::new(), open: vec![0], rules: HashMap::new(), selected: Vec::new() }
    }

    pub fn start<'a>(&mut self, name: &str, attributes: impl Iterator<Item = (&'a str, &'a str)> + Clone) {
        let value = |key: &str| attributes.clone().find_map(|(found, value)| (found == key).then_some(value));
        let mut part = self.open.last().copied().unwrap_or_default();
        if let Some(id) = value("id") {
            let new = self.parts.len();
            self.parts.push(Part { is_color: COLORS.contains(&name), ..Part::default() });
            self.parts[part].within.push(new);
            // A reference leads to the first of several.
            self.by_id.entry(id.to_owned()).or_insert(new);
            self.selected.push((new, format!("#{id}")));
            part = new;
        }
        self.open.push(part);
        self.selected.push((part, name.to_owned()));
        for class in value("class").unwrap_or_default().split_ascii_whitespace() {
            self.selected.push((part, format!(".{class}")));
        }
        let this = &mut self.parts[part];
        this.elements += 1;
        for (key, value) in attributes {
            match value.trim().strip_prefix('#') {
                Some(id) if key == "href" && COPYING.contains(&name) => this.references.push(id.to_owned()),
                _ => this.references.extend(addresses(value)),
            }
        }
    }

    pub fn end(&mut self) {
        self.open.pop();
    }

    /// A style sheet. Of a selector only the names, classes and ids are looked at, not how they are put together.
    pub fn style(&mut self, sheet: &str) {
        for rule in sheet.split('}') {
            let Some((selector, body)) = rule.split_once('{') else { continue };
            let ids: Vec<String> = addresses(body).collect();
            if ids.is_empty() {
                continue;
            }
            let is_end = |c: char| !(c.is_alphanumeric() || matches!(c, '-' | '_' | '*'));
            let mut rest = selector;
            while let Some(at) = rest.find(|c: char| c == '.' || c == '#' || !is_end(c)) {
                let from = &rest[at..];
                let end = from.char_indices().skip(1).find(|(_, c)| is_end(*c)).map_or(from.len(), |(end, _)| end);
                self.rules.entry(from[..end].to_owned()).or_default().extend(ids.iter().cloned());
                rest = &from[end..];
            }
        }
    }

    /// Whether a browser would draw more than `MAX_ELEMENTS`.
    pub fn is_too_large(&self) -> bool {
        let targets = |ids: &[String]| -> Vec<usize> {
            let known = ids.iter().filter_map(|id| self.by_id.get(id).copied());
            known.filter(|target| !self.parts[*target].is_color).collect()
        };
        let rules: HashMap<&str, Vec<usize>> = self.rules.iter().map(|(name, ids)| (&**name, targets(ids))).collect();
        // The parts that are drawn with each part, as often as they are.
        let mut inner: Vec<Vec<usize>> =
            self.parts.iter().map(|part| [&part.within[..], &targets(&part.references)].concat()).collect();
        let mut references = 0;
        for (part, name) in &self.selected {
            let every = if name.starts_with(['.', '#']) { None } else { rules.get("*") };
            for targets in rules.get(&**name).into_iter().chain(every) {
                references += targets.len();
                // Each draws one element at least.
                if references > MAX_ELEMENTS {
                    return true;
                }
                inner[*part].extend(targets);
            }
        }
        self.is_drawn_beyond(MAX_ELEMENTS as u64, &inner)
    }

    /// Follows the parts as a browser does, until so many elements are drawn. A part within itself is not drawn again, but looking
    /// for it counts.
    fn is_drawn_beyond(&self, most: u64, inner: &[Vec<usize>]) -> bool {
        let mut is_open = vec![false; self.parts.len()];
        let mut drawn = self.parts[0].elements;
        // The parts that are being drawn, and how many of their inner parts are done.
        let mut path = vec![(0, 0)];
        is_open[0] = true;
        while let Some((part, done)) = path.last_mut() {
            if drawn > most {
                return true;
            }
            let Some(&next) = inner[*part].get(*done) else {
                is_open[*part] = false;
                path.pop();
                continue;
            };
            *done += 1;
            if is_open[next] {
                drawn += 1;
            } else {
                is_open[next] = true;
                drawn += self.parts[next].elements;
                path.push((next, 0));
            }
        }
        false
    }
}

/// The ids in a value such as `url(#id)` or `url("#id")`.
fn addresses(value: &str) -> impl Iterator<Item = String> {
    value.split("url(").skip(1).filter_map(|rest| {
        let address = rest.split(')').next()?.trim().trim_matches(['"', '\'']).trim();
        address.strip_prefix('#').map(str::to_owned)
    })
}

#[cfg(test)]
mod tests {
    use super::super::cleaned;
    use crate::media::source::Fault;
    use domain::media::Refusal;

    fn is_refused(inner: &str) -> bool {
        let drawing =
            format!(r#"<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">{inner}</svg>"#);
        match cleaned(drawing.as_bytes(), 0) {
            Ok(_) => false,
            Err(Fault::Refused(Refusal::Bomb)) => true,
            Err(other) => panic!("{other:?}"),
        }
    }

    /// Ten levels, of which each has ten times what `reference` makes of the level below.
    fn levels(element: &str, reference: impl Fn(usize) -> String) -> String {
        let level = |at: usize| format!(r#"<{element} id="a{at}">{}</{element}>"#, reference(at - 1).repeat(10));
        let levels: String = (1..=10).map(level).collect();
        format!(r#"<defs><{element} id="a0"><rect/></{element}>{levels}</defs>{}"#, reference(10))
    }

    #[test]
    fn a_drawing_that_multiplies_is_refused_however_its_parts_refer() {
        assert!(is_refused(&levels("g", |at| format!(r##"<use href="#a{at}"/>"##))));
        assert!(is_refused(&levels("symbol", |at| format!(r##"<use xlink:href=" #a{at} "/>"##))));
        assert!(is_refused(&levels("pattern", |at| format!(r##"<rect fill="url(#a{at})"/>"##))));
        assert!(is_refused(&levels("mask", |at| format!(r##"<rect style="mask: url( '#a{at}' )"/>"##))));
        let classes: String = (0..=10).map(|at| format!("rect.c{at}, #no{{clip-path:url(#a{at})}}")).collect();
        let by_class = levels("clipPath", |at| format!(r#"<rect class="x c{at}"/>"#));
        assert!(is_refused(&format!("<style>{classes}</style>{by_class}")));
        assert!(is_refused(&format!("{by_class}<style>{classes}</style>")), "the style sheet may stand last");
        let nested: String = (0..10).map(|at| format!(r##"<g id="n{at}">{}"##, r##"<use href="#a3"/>"##.repeat(40))).collect();
        assert!(is_refused(&(levels("g", |at| format!(r##"<use href="#a{at}"/>"##)) + &nested + &"</g>".repeat(10))));
    }

    #[test]
    fn circles_hide_no_levels() {
        let level = |at: usize| {
            let below = format!(r##"<use href="#a{}"/>"##, at - 1).repeat(10);
            format!(r##"<g id="a{at}">{below}<use href="#a{}"/></g>"##, at + 1)
        };
        let levels: String = (1..=10).map(level).collect();
        assert!(is_refused(&format!(r##"<g id="a0"><rect/></g>{levels}<use href="#a10"/>"##)));
        let upwards: String = (1..=10).rev().map(level).collect();
        assert!(is_refused(&format!(r##"{upwards}<g id="a0"><rect/></g><use href="#a10"/>"##)));
    }

    #[test]
    fn a_rule_for_many_elements_takes_no_longer_than_the_drawing() {
        let ids: String = (0..3_000).map(|at| format!("fill:url(#m{at});")).collect();
        let masks: String = (0..3_000).map(|at| format!(r#"<mask id="m{at}"/>"#)).collect();
        assert!(is_refused(&format!("<style>rect{{{ids}}}</style>{masks}{}", "<rect/>".repeat(3_000))));
    }

    #[test]
    fn a_large_drawing_and_one_that_refers_to_itself_are_not() {
        let map = r##"<use href="#house"/>"##.repeat(20_000);
        assert!(!is_refused(&format!(r#"<defs><g id="house"><path d="M0 0"/><path d="M1 1"/></g></defs>{map}"#)));
        let colored = r##"<rect fill="url(#g)"/>"##.repeat(30_000);
        let stops = "<stop/>".repeat(100);
        assert!(!is_refused(&format!(r#"<linearGradient id="g">{stops}</linearGradient>{colored}"#)));
        assert!(!is_refused(r##"<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g><use href="#gone"/>"##));
        let chain: String = (1..100_000).map(|at| format!(r##"<g id="a{at}"><use href="#a{}"/></g>"##, at - 1)).collect();
        assert!(is_refused(&chain), "each of a hundred thousand draws all before it");
    }
}
