//! The blocks that a page is built of besides running text, and the live lists in the HTML made of them.
//!
//! [`BLOCKS`] shows by examples how each is written; `crate::markdown` renders them.

use crate::page::Template;

/// A block as the editor's insert menu offers it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Block {
    /// The word after `:::`.
    pub name: &'static str,
    /// Words to be typed over. Nothing in an example leads to a page or a file that may not be there.
    pub example_en: &'static str,
    pub example_de: &'static str,
}

/// A list that is filled when the page is shown, by what it lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LiveList {
    Webinars,
    Whitepapers,
    /// The articles of the feed.
    Articles,
    /// The pages below one, or those of a template, as the list is narrowed ([`PagesOf`]).
    Pages,
}

/// Which pages a list of pages holds.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum PagesOf {
    /// Those below the page that the list stands in.
    This,
    /// Those below the page at this path.
    Path(String),
    Template(Template),
}

impl PagesOf {
    /// Bytes of a path; longer ones are no address of a page.
    const MAX_PATH_BYTES: usize = 500;

    /// None for what is neither a path nor a template. A path holds nothing that would have to be escaped in HTML.
    pub fn parse(text: &str) -> Option<Self> {
        let is_path = |c: char| c.is_alphanumeric() || "/-_.~".contains(c);
        match text {
            "" => Some(Self::This),
            path if path.starts_with('/') => {
                (path.len() <= Self::MAX_PATH_BYTES && path.chars().all(is_path)).then(|| Self::Path(path.to_owned()))
            }
            name => Template::parse(name).ok().map(Self::Template),
        }
    }

    /// As it is written in a text behind the number, and as `data-of` in the HTML.
    pub fn as_str(&self) -> &str {
        match self {
            Self::This => "",
            Self::Path(path) => path,
            Self::Template(template) => template.as_str(),
        }
    }
}

/// A part of a page's HTML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HtmlPart<'a> {
    /// Complete elements, shown as they are.
    Html(&'a str),
    /// A section with a list that is filled when the page is shown: `before`, then the list (`<ul>` with `count` entries at
    /// most), then `after`. Where there is nothing to list, the whole part is left out.
    /// `of` is empty, or what a list of pages is narrowed to ([`PagesOf::parse`]).
    LiveList { kind: LiveList, of: &'a str, count: u32, before: &'a str, after: &'a str },
}

impl LiveList {
    pub const ALL: [Self; 4] = [Self::Webinars, Self::Whitepapers, Self::Articles, Self::Pages];

    /// The most entries that such a list shows.
    pub const MAX_COUNT: u32 = 48;

    /// The name of the block, and `data-kind` in the HTML.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Webinars => "webinars",
            Self::Whitepapers => "whitepapers",
            Self::Articles => "articles",
            Self::Pages => "pages",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|live| live.as_str() == text)
    }
}

const LIVE_START: &str = "<live-list data-kind=\"";
const LIVE_OF: &str = "\" data-of=\"";
const LIVE_ITEMS: &str = "<live-items></live-items>";
const LIVE_END: &str = "</live-list>";

/// The mark in the stored HTML that [`html_parts`] finds again. What an editor types cannot look like it, because `<` and `"` are
/// escaped there.
pub fn live_list_mark(kind: LiveList, count: u32, before: &str, after: &str) -> String {
    live_list_mark_of(kind, &PagesOf::This, count, before, after)
}

/// As [`live_list_mark`], narrowed to some pages.
pub fn live_list_mark_of(kind: LiveList, of: &PagesOf, count: u32, before: &str, after: &str) -> String {
    let of = if *of == PagesOf::This { String::new() } else { format!("{LIVE_OF}{}", of.as_str()) };
    format!("{LIVE_START}{}\" data-count=\"{count}{of}\">{before}{LIVE_ITEMS}{after}{LIVE_END}", kind.as_str())
}

/// Whether a heading stands above the entries of a live list, as its `before` is rendered.
pub fn has_heading(before: &str) -> bool {
    before.contains("aria-labelledby=")
}

/// Divides the HTML of a page where live lists stand in it.
pub fn html_parts(html: &str) -> Vec<HtmlPart<'_>> {
    let mut parts = Vec::new();
    let mut rest = html;
    while let Some((before, live, after)) = next_live(rest) {
        if !before.is_empty() {
            parts.push(HtmlPart::Html(before));
        }
        parts.push(live);
        rest = after;
    }
    if !rest.is_empty() {
        parts.push(HtmlPart::Html(rest));
    }
    parts
}

/// The HTML of a page with its live lists filled in: `list` makes the markup of one of its kind, narrowed to `of`, with so many
/// entries, below a heading or not; or `None` where there is nothing to list.
pub fn fill(html: &str, mut list: impl FnMut(LiveList, &str, u32, bool) -> Option<String>) -> String {
    let mut filled = String::with_capacity(html.len());
    for part in html_parts(html) {
        match part {
            HtmlPart::Html(html) => filled.push_str(html),
            HtmlPart::LiveList { kind, of, count, before, after } => {
                if let Some(list) = list(kind, of, count, has_heading(before)) {
                    [before, list.as_str(), after].into_iter().for_each(|part| filled.push_str(part));
                }
            }
        }
    }
    filled
}

/// Whether the text itself holds the page's title, as a hero does. Then no other title is shown above it.
pub fn has_title(html: &str) -> bool {
    find(html, "<h1 class=\"").is_some()
}

/// Whether it shows field lines. They refer to the drawing of field lines in the document.
pub fn has_lines(html: &str) -> bool {
    find(html, "#field").is_some()
}

/// As `str::find`, in the server several times as fast: every page that is read is searched.
fn find(html: &str, text: &str) -> Option<usize> {
    #[cfg(feature = "server")]
    return memchr::memmem::find(html.as_bytes(), text.as_bytes());
    #[cfg(not(feature = "server"))]
    return html.find(text);
}

fn next_live(html: &str) -> Option<(&str, HtmlPart<'_>, &str)> {
    let start = find(html, LIVE_START)?;
    let (before_list, rest) = (&html[..start], &html[start + LIVE_START.len()..]);
    let (kind, rest) = rest.split_once("\" data-count=\"")?;
    let (count, rest) = rest.split_once("\">")?;
    let (count, of) = count.split_once(LIVE_OF).unwrap_or((count, ""));
    let (inner, rest) = rest.split_once(LIVE_END)?;
    let (before, after) = inner.split_once(LIVE_ITEMS)?;
    let live = HtmlPart::LiveList { kind: LiveList::parse(kind)?, of, count: count.parse().ok()?, before, after };
    Some((before_list, live, rest))
}

/// Every block, in the order of the menu.
pub const BLOCKS: &[Block] = &[
    Block {
        name: "hero",
        example_en: "::: hero\nA short label\n\n# The title of the page\n\nOne or two sentences that say what this is about.\n\n[Words of the button](/)\n:::",
        example_de: "::: hero\nEine kurze Zeile darüber\n\n# Der Titel der Seite\n\nEin oder zwei Sätze, die sagen, worum es geht.\n\n[Aufschrift der Schaltfläche](/de)\n:::",
    },
    Block {
        name: "numbers",
        example_en: "::: numbers\n## In numbers\n\n- 000 | what the first number counts\n- 00 % | what the second number counts\n- 0 / 0 | what the third number counts\n:::",
        example_de: "::: numbers\n## In Zahlen\n\n- 000 | was die erste Zahl zählt\n- 00 % | was die zweite Zahl zählt\n- 0 / 0 | was die dritte Zahl zählt\n:::",
    },
    Block {
        name: "features",
        example_en: "::: features\n## Heading\n\n### First point\nA sentence about the first point.\n\n### Second point\nA sentence about the second point.\n:::",
        example_de: "::: features\n## Überschrift\n\n### Erster Punkt\nEin Satz zum ersten Punkt.\n\n### Zweiter Punkt\nEin Satz zum zweiten Punkt.\n:::",
    },
    Block {
        name: "quote",
        example_en: "::: quote\n> “The words of the person.”\n\nName of the person\nRole, company\n:::",
        example_de: "::: quote\n> „Die Worte der Person.“\n\nName der Person\nAufgabe, Unternehmen\n:::",
    },
    Block {
        name: "call",
        example_en: "::: call\n## What the visitor should do\n\nA sentence that says why.\n\n[Words of the button](/)\n:::",
        example_de: "::: call\n## Was Besucher tun sollen\n\nEin Satz, der sagt, warum.\n\n[Aufschrift der Schaltfläche](/de)\n:::",
    },
    Block {
        name: "faq",
        example_en: "::: faq\n## Questions\n\n### First question?\nThe answer.\n\n### Second question?\nThe answer.\n:::",
        example_de: "::: faq\n## Häufige Fragen\n\n### Erste Frage?\nDie Antwort.\n\n### Zweite Frage?\nDie Antwort.\n:::",
    },
    Block {
        name: "gallery",
        example_en: "::: gallery\n## Heading\n\n![What the first picture shows](media:0 \"Caption\")\n![What the second picture shows](media:0)\n:::",
        example_de: "::: gallery\n## Überschrift\n\n![Was das erste Bild zeigt](media:0 \"Bildunterschrift\")\n![Was das zweite Bild zeigt](media:0)\n:::",
    },
    Block {
        name: "video",
        example_en: "::: video\n[Title of the film](https://example.com/film)\n\nA sentence below the film.\n:::",
        example_de: "::: video\n[Titel des Films](https://example.com/film)\n\nEin Satz unter dem Film.\n:::",
    },
    Block {
        name: "webinars",
        example_en: "::: webinars 3\n## Next webinars\n:::",
        example_de: "::: webinars 3\n## Nächste Webinare\n:::",
    },
    Block {
        name: "whitepapers",
        example_en: "::: whitepapers 3\n## Latest whitepapers\n\n[All whitepapers](/whitepapers)\n:::",
        example_de: "::: whitepapers 3\n## Neueste Whitepapers\n\n[Alle Whitepapers](/de/whitepapers)\n:::",
    },
    Block {
        name: "articles",
        example_en: "::: articles 3\n## Latest articles\n:::",
        example_de: "::: articles 3\n## Neueste Beiträge\n:::",
    },
    Block {
        name: "pages",
        example_en: "::: pages 12\n## On this subject\n:::",
        example_de: "::: pages 12\n## Mehr zum Thema\n:::",
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn live_lists_are_found_between_the_html() {
        let html = format!(
            "<p>a</p>{}<p>b</p>{}",
            live_list_mark(LiveList::Webinars, 3, "<section>", "</section>"),
            live_list_mark(LiveList::Whitepapers, 12, "<i>", "</i>")
        );
        assert_eq!(
            html_parts(&html),
            [
                HtmlPart::Html("<p>a</p>"),
                HtmlPart::LiveList { kind: LiveList::Webinars, of: "", count: 3, before: "<section>", after: "</section>" },
                HtmlPart::Html("<p>b</p>"),
                HtmlPart::LiveList { kind: LiveList::Whitepapers, of: "", count: 12, before: "<i>", after: "</i>" },
            ]
        );
        assert_eq!(html_parts(""), []);
        assert_eq!(html_parts("<p>a</p>"), [HtmlPart::Html("<p>a</p>")]);
    }

    #[test]
    fn a_list_without_entries_leaves_nothing_behind() {
        let html = format!("<p>a</p>{}", live_list_mark(LiveList::Webinars, 3, "<section>", "</section>"));
        assert_eq!(fill(&html, |_, _, count, _| Some(format!("<ul>{count}</ul>"))), "<p>a</p><section><ul>3</ul></section>");
        assert_eq!(fill(&html, |_, _, _, _| None), "<p>a</p>");
    }

    #[test]
    fn a_list_of_pages_says_of_which() {
        for of in ["", "/insights", "/de/über-uns/a_b.c", "landing"] {
            let pages = PagesOf::parse(of).expect("pages");
            assert_eq!(pages.as_str(), of);
            let html = live_list_mark_of(LiveList::Pages, &pages, 7, "<i>", "</i>");
            let part = HtmlPart::LiveList { kind: LiveList::Pages, of, count: 7, before: "<i>", after: "</i>" };
            assert_eq!(html_parts(&html), [part], "{html}");
        }
        for odd in ["insights", "/a b", "/a\"", "/<script>", "/a?b", "/a&b", "Landing", &format!("/{}", "a".repeat(500))] {
            assert_eq!(PagesOf::parse(odd), None, "{odd}");
        }
    }

    #[test]
    fn a_broken_mark_is_shown_as_it_is() {
        let html = "<live-list data-kind=\"x\" data-count=\"3\"></live-list>";
        assert_eq!(html_parts(html), [HtmlPart::Html(html)]);
    }
}
