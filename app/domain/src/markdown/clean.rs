//! The last word on what Markdown becomes: only these elements and attributes pass.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use ammonia::{Builder, UrlRelative};

use super::{callouts, link};

/// The writer puts this marker after every [`MARKER_DISTANCE`] escaped characters, and takes it out in the end. After each `&`,
/// the serializer of html5ever 0.40 (`write_escaped`) looks for the next `<` or `>`; without the marker, a long text of nothing
/// but `&` would take quadratic time. The marker begins with a noncharacter, which no text may hold (Unicode 23.7).
pub(super) const MARKER: &str = "\u{fdd0}&gt;";

pub(super) const MARKER_DISTANCE: usize = 500;

/// Sanitises a fragment. The writer before it escapes everything that was typed; this holds should it ever not.
pub(super) fn clean(html: &str) -> String {
    CLEANER.clean(html).to_string()
}

static CLEANER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let tags = [
        "a",
        "abbr",
        "blockquote",
        "br",
        "cite",
        "code",
        "del",
        "details",
        "dfn",
        "div",
        "em",
        "figcaption",
        "figure",
        "footer",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "img",
        "ins",
        "kbd",
        "li",
        "mark",
        "ol",
        "p",
        "picture",
        "pre",
        "q",
        "samp",
        "section",
        "small",
        "source",
        "span",
        "strong",
        "sub",
        "summary",
        "sup",
        "table",
        "tbody",
        "td",
        "th",
        "thead",
        "tr",
        "ul",
        "var",
    ];
    let mut attributes: HashMap<&str, HashSet<&str>> = HashMap::new();
    attributes.insert("a", ["href", "rel", "id"].into());
    attributes.insert("abbr", ["title"].into());
    attributes.insert("details", ["open"].into());
    attributes.insert("dfn", ["title"].into());
    attributes.insert("img", ["src", "srcset", "sizes", "width", "height", "alt", "loading", "decoding"].into());
    attributes.insert("source", ["type", "srcset", "sizes"].into());
    attributes.insert("div", ["tabindex", "role", "aria-label"].into());
    attributes.insert("pre", ["tabindex"].into());
    attributes.insert("span", ["role", "aria-label"].into());
    attributes.insert("ol", ["start"].into());
    attributes.insert("li", ["id"].into());
    attributes.insert("th", ["scope"].into());
    for heading in ["h2", "h3", "h4", "h5", "h6"] {
        attributes.insert(heading, ["id"].into());
    }
    let mut classes: HashMap<&str, HashSet<&str>> = HashMap::new();
    let admonitions = callouts::KINDS.iter().map(|kind| kind.class);
    classes.insert("div", ["table-frame", "admonition"].into_iter().chain(admonitions).collect());
    classes.insert("p", ["admonition-title"].into());
    classes.insert("section", ["footnotes"].into());
    classes.insert("span", ["task"].into());
    classes.insert("th", ["center", "end"].into());
    classes.insert("td", ["center", "end"].into());
    let mut builder = Builder::empty();
    builder
        .tags(tags.into())
        .tag_attributes(attributes)
        .allowed_classes(classes)
        .generic_attributes(HashSet::new())
        .clean_content_tags(["script", "style"].into())
        .url_schemes(["http", "https", "mailto", "tel"].into())
        .url_relative(UrlRelative::PassThrough)
        .link_rel(None)
        .attribute_filter(|tag, attribute, value| match (tag, attribute) {
            ("img", "src") => link::source(value).map(|_| Cow::Borrowed(value)),
            // Only the media library has more than one size of a picture.
            ("img" | "source", "srcset") => value.starts_with("/media/").then_some(Cow::Borrowed(value)),
            _ => Some(Cow::Borrowed(value)),
        });
    builder
});
