//! The blocks that a page is built of besides running text: which there are, and how the HTML made of them is read again.
//!
//! How each is written is told in [`BLOCKS`] by examples, what becomes of it in `crate::markdown`.

/// A block as the editor's insert menu offers it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Block {
    /// The word after `:::`.
    pub name: &'static str,
    pub example_en: &'static str,
    pub example_de: &'static str,
}

/// What a live list shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Live {
    Webinars,
    Whitepapers,
}

/// A stretch of a page's HTML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece<'a> {
    /// Complete elements, shown as they are.
    Html(&'a str),
    /// A section with a list that is filled when the page is shown: `before`, then the list (`<ul>` with `count` entries at
    /// most), then `after`. Where there is nothing to list, the whole piece is left out.
    Live { kind: Live, count: u32, before: &'a str, after: &'a str },
}

impl Live {
    pub const ALL: [Self; 2] = [Self::Webinars, Self::Whitepapers];

    /// The name of the block, and `data-kind` in the HTML.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Webinars => "webinars",
            Self::Whitepapers => "whitepapers",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|live| live.as_str() == text)
    }
}

const LIVE_START: &str = "<live-list data-kind=\"";
const LIVE_ITEMS: &str = "<live-items></live-items>";
const LIVE_END: &str = "</live-list>";

/// The mark in the stored HTML that [`pieces`] finds again. What an editor types cannot look like it, because `<` and `"` are
/// escaped there.
pub fn live_mark(kind: Live, count: u32, before: &str, after: &str) -> String {
    format!("{LIVE_START}{}\" data-count=\"{count}\">{before}{LIVE_ITEMS}{after}{LIVE_END}", kind.as_str())
}

/// Divides the HTML of a page where live lists stand in it.
pub fn pieces(html: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = html;
    while let Some((before, live, after)) = next_live(rest) {
        if !before.is_empty() {
            pieces.push(Piece::Html(before));
        }
        pieces.push(live);
        rest = after;
    }
    if !rest.is_empty() {
        pieces.push(Piece::Html(rest));
    }
    pieces
}

/// The HTML of a page with its live lists filled in: `list` makes the markup of one, or `None` where there is nothing to list.
pub fn fill(html: &str, mut list: impl FnMut(Live, u32) -> Option<String>) -> String {
    let mut filled = String::with_capacity(html.len());
    for piece in pieces(html) {
        match piece {
            Piece::Html(html) => filled.push_str(html),
            Piece::Live { kind, count, before, after } => {
                if let Some(list) = list(kind, count) {
                    [before, list.as_str(), after].into_iter().for_each(|part| filled.push_str(part));
                }
            }
        }
    }
    filled
}

/// Whether the text itself holds the page's title, so that no other is shown above it: a hero does.
pub fn has_title(html: &str) -> bool {
    html.contains("<h1 class=\"")
}

fn next_live(html: &str) -> Option<(&str, Piece<'_>, &str)> {
    let (before_list, rest) = html.split_once(LIVE_START)?;
    let (kind, rest) = rest.split_once("\" data-count=\"")?;
    let (count, rest) = rest.split_once("\">")?;
    let (inner, rest) = rest.split_once(LIVE_END)?;
    let (before, after) = inner.split_once(LIVE_ITEMS)?;
    let live = Piece::Live { kind: Live::parse(kind)?, count: count.parse().ok()?, before, after };
    Some((before_list, live, rest))
}

/// Every block, in the order of the menu.
pub const BLOCKS: &[Block] = &[
    Block {
        name: "hero",
        example_en: "::: hero\nConsulting engineers, Kiel\n\n# We find the fault before the grid does.\n\nWe measure, model and rebuild networks.\n\n[Book a consultation](/book) [How we work](/about)\n:::",
        example_de: "::: hero\nBeratende Ingenieure, Kiel\n\n# Wir finden den Fehler vor dem Netz.\n\nWir messen, rechnen und bauen um.\n\n[Termin buchen](/de/termin) [So arbeiten wir](/de/ueber-uns)\n:::",
    },
    Block {
        name: "numbers",
        example_en: "::: numbers\n## In numbers\n\n- 412 | substations measured since 2007\n- 38 m | median distance to the real fault\n- 9 / 10 | of our clients come back\n:::",
        example_de: "::: numbers\n## In Zahlen\n\n- 412 | Umspannwerke vermessen seit 2007\n- 38 m | mittlerer Abstand zum Fehlerort\n- 9 / 10 | unserer Kunden kommen wieder\n:::",
    },
    Block {
        name: "features",
        example_en: "::: features\n## What we do\n\n### [Measure](/services/measure)\nEarth-fault trials and power quality.\n\n### Model\nLoad flow and short circuit, checked against recorded events.\n:::",
        example_de: "::: features\n## Was wir tun\n\n### [Messen](/de/leistungen/messen)\nErdschlussversuche und Netzqualität.\n\n### Rechnen\nLastfluss und Kurzschluss, geprüft an aufgezeichneten Ereignissen.\n:::",
    },
    Block {
        name: "quote",
        example_en: "::: quote\n> “They measured for four nights and told us which joint to dig up.”\n\nIngrid Solberg\nHead of Operations, Hålogaland Nett\n:::",
        example_de: "::: quote\n> „Sie haben vier Nächte gemessen und gesagt, welche Muffe es ist.“\n\nIngrid Solberg\nBetriebsleiterin, Hålogaland Nett\n:::",
    },
    Block {
        name: "call",
        example_en: "::: call\n## Bring us the reading nobody can explain.\n\nThirty minutes, free of charge.\n\n[Choose a day](/book)\n:::",
        example_de: "::: call\n## Bringen Sie uns die Messung, die niemand erklären kann.\n\nDreißig Minuten, kostenlos.\n\n[Tag wählen](/de/termin)\n:::",
    },
    Block {
        name: "faq",
        example_en: "::: faq\n## Questions\n\n### Does the power stay on?\nYes. We measure while the current flows.\n\n### How long does it take?\nOne night.\n:::",
        example_de: "::: faq\n## Häufige Fragen\n\n### Bleibt der Strom an?\nJa. Wir messen, während er fließt.\n\n### Wie lange dauert es?\nEine Nacht.\n:::",
    },
    Block {
        name: "gallery",
        example_en: "::: gallery\n## Our vans\n\n![Measuring van beside a substation in the snow](/media/van.jpg \"February, near Narvik\")\n![Two engineers at an open cabinet](/media/cabinet.jpg)\n:::",
        example_de: "::: gallery\n## Unsere Messwagen\n\n![Messwagen vor einem verschneiten Umspannwerk](/media/wagen.jpg \"Februar, bei Narvik\")\n![Zwei Ingenieure vor einem offenen Schrank](/media/schrank.jpg)\n:::",
    },
    Block {
        name: "video",
        example_en: "::: video\n[An earth fault in ninety seconds](/media/earth-fault.mp4)\n[Captions](/media/earth-fault.vtt)\n![First frame: the van at night](/media/earth-fault.jpg)\n\nFilmed in one take.\n:::",
        example_de: "::: video\n[Ein Erdschluss in neunzig Sekunden](/media/erdschluss.mp4)\n[Untertitel](/media/erdschluss.vtt)\n![Erstes Bild: der Messwagen bei Nacht](/media/erdschluss.jpg)\n\nIn einem Zug gefilmt.\n:::",
    },
    Block {
        name: "webinars",
        example_en: "::: webinars 3\n## Next webinars\n\n[All webinars](/webinars)\n:::",
        example_de: "::: webinars 3\n## Nächste Webinare\n\n[Alle Webinare](/de/webinare)\n:::",
    },
    Block {
        name: "whitepapers",
        example_en: "::: whitepapers 3\n## Latest whitepapers\n\n[All whitepapers](/whitepapers)\n:::",
        example_de: "::: whitepapers 3\n## Neueste Whitepapers\n\n[Alle Whitepapers](/de/whitepapers)\n:::",
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn live_lists_are_found_between_the_html() {
        let html = format!(
            "<p>a</p>{}<p>b</p>{}",
            live_mark(Live::Webinars, 3, "<section>", "</section>"),
            live_mark(Live::Whitepapers, 12, "<i>", "</i>")
        );
        assert_eq!(
            pieces(&html),
            [
                Piece::Html("<p>a</p>"),
                Piece::Live { kind: Live::Webinars, count: 3, before: "<section>", after: "</section>" },
                Piece::Html("<p>b</p>"),
                Piece::Live { kind: Live::Whitepapers, count: 12, before: "<i>", after: "</i>" },
            ]
        );
        assert_eq!(pieces(""), []);
        assert_eq!(pieces("<p>a</p>"), [Piece::Html("<p>a</p>")]);
    }

    #[test]
    fn a_list_without_entries_leaves_nothing_behind() {
        let html = format!("<p>a</p>{}", live_mark(Live::Webinars, 3, "<section>", "</section>"));
        assert_eq!(fill(&html, |_, count| Some(format!("<ul>{count}</ul>"))), "<p>a</p><section><ul>3</ul></section>");
        assert_eq!(fill(&html, |_, _| None), "<p>a</p>");
    }

    #[test]
    fn a_broken_mark_is_shown_as_it_is() {
        let html = "<live-list data-kind=\"x\" data-count=\"3\"></live-list>";
        assert_eq!(pieces(html), [Piece::Html(html)]);
    }
}
