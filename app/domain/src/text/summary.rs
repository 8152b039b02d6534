//! The beginning of a text as plain words, which stands in for a missing description.

/// Characters of a summary: the most that search engines show of a description.
pub const MAX_SUMMARY: usize = 160;

/// Bytes of words that are collected before they are cut; more than [`MAX_SUMMARY`] characters in every script.
const ENOUGH_BYTES: usize = 4 * MAX_SUMMARY;

/// Elements whose words are no sentences. A `span` is the box before a task.
const PASSED_OVER: [&str; 10] = ["h1", "h2", "h3", "h4", "h5", "h6", "pre", "table", "figcaption", "span"];

/// The first sentences of a text that `crate::markdown` rendered, at most [`MAX_SUMMARY`] characters: its paragraphs and list items,
/// without headings, tables, code, notes and rows of links. The HTML may end anywhere. None where no sentence is found.
pub fn summary(html: &str) -> Option<String> {
    let mut words = String::new();
    let (mut is_in_paragraph, mut open_items, mut passing) = (false, 0_usize, None);
    let mut rest = html;
    while words.len() < ENOUGH_BYTES {
        let (text, behind) = rest.split_once('<').unwrap_or((rest, ""));
        if passing.is_none() && (is_in_paragraph || open_items > 0) {
            words.push_str(&unescaped(text));
        }
        let Some((tag, behind)) = behind.split_once('>') else { break };
        rest = behind;
        let name = tag.trim_start_matches('/').split([' ', '/']).next().unwrap_or_default();
        let is_end = tag.starts_with('/');
        if let Some(passed) = passing {
            if is_end && name == passed {
                passing = None;
            }
            continue;
        }
        match name {
            "p" if is_end => is_in_paragraph = false,
            "p" if is_running_text(tag) => is_in_paragraph = true,
            "p" => passing = Some(name),
            "li" if is_end => open_items = open_items.saturating_sub(1),
            "li" => open_items += 1,
            // The number of a footnote; other superscripts are words.
            "sup" if !is_end && rest.starts_with("<a href=\"#note-") => passing = Some(name),
            "section" if tag.contains("class=\"footnotes\"") => break,
            _ if !is_end && PASSED_OVER.contains(&name) => passing = Some(name),
            _ => {}
        }
        if matches!(name, "p" | "li" | "br") {
            words.push(' ');
        }
    }
    let summary = shortened(&words, MAX_SUMMARY);
    (!summary.is_empty()).then_some(summary)
}

/// Whether a paragraph is text, and not the label, the title or the buttons of a block.
fn is_running_text(tag: &str) -> bool {
    !tag.contains("class=") || tag.contains("class=\"lead\"")
}

fn unescaped(text: &str) -> String {
    let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&nbsp;", "\u{a0}");
    text.replace("&amp;", "&")
}

/// One line of at most `max` characters; a cut text ends with `…` after a whole word, where it has words.
pub fn shortened(text: &str, max: usize) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.chars().count() <= max {
        return text;
    }
    let cut: String = text.chars().take(max.saturating_sub(1)).collect();
    // Scripts without spaces are cut anywhere.
    let end = cut.rfind(' ').filter(|end| *end > cut.len() / 2).unwrap_or(cut.len());
    format!("{}…", cut[..end].trim_end_matches([',', ';', ':', '.', ' ']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_sentences_stand_in_for_a_description() {
        let html = "<section class=\"hero page\"><p class=\"axis-label\">Kiel</p><h1>Netze</h1><p class=\"lead\">Wir messen.</p>\
            <p class=\"row\"><a href=\"/x\">Weiter</a></p></section>\n<div class=\"prose\"><h2 id=\"a\">Was</h2>\n<p>20&nbsp;kV &amp; \
            <strong>m<sup>2</sup></strong><sup><a href=\"#note-1\" id=\"note-1-from\">1</a></sup>: <img src=\"a.jpg\" alt=\"x\"></p>\n\
            <ul><li>Kabel</li>\n<li><p>Trafos</p>\n</li></ul><pre><code>code</code></pre><table><td>1</td></table></div>\
            <section class=\"footnotes\"><ol><li id=\"note-1\">Quelle</li></ol></section>";
        assert_eq!(summary(html).as_deref(), Some("Wir messen. 20 kV & m2: Kabel Trafos"));
    }

    #[test]
    fn a_summary_is_cut_at_a_word_and_html_anywhere() {
        let html = format!("<p>{}</p>", "Word, ".repeat(100));
        let summary = summary(&html[..400]).unwrap();
        assert!(summary.ends_with("Word…") && summary.chars().count() <= MAX_SUMMARY, "{summary}");
        assert_eq!(super::summary("<p>Ein <stro").as_deref(), Some("Ein"));
        assert_eq!(super::summary("<h2>Only</h2><p><img src=\"a\"></p>"), None);
        assert_eq!(super::summary(""), None);
        assert_eq!(super::summary("<p>&lt;script&gt; &amp;lt;</p>").as_deref(), Some("<script> &lt;"));
    }

    #[test]
    fn a_script_without_spaces_is_cut_anywhere() {
        assert_eq!(shortened(&"ä".repeat(30), 10), format!("{}…", "ä".repeat(9)));
        assert_eq!(shortened(&format!("KV {}", "電".repeat(30)), 10), format!("KV {}…", "電".repeat(6)));
    }
}
