//! Markdown as editors write it, made into HTML that is safe to show, and into plain words for the search.
//!
//! # What is written
//! CommonMark with the tables, strikethrough (`~~`), autolinks, footnotes, task lists (`- [x]`) and notes (`> [!NOTE]`, perhaps with a
//! title) of GitHub. Notes may also be written as `!!! note "Title"`, `:::note Title` or `/// note | Title`. A
//! heading may end in an anchor of its own, `{#id}`; a link within the text, `[…](#größe)`, names a heading by its words, by that id,
//! by our anchor or by the one that GitHub gives it. Of HTML these are kept, where the tag that opens and the one that closes stand
//! in the same place: within a line `abbr` and `dfn` with their `title`, `cite`, `del`, `ins`, `kbd`, `mark`, `q`, `samp`, `small`,
//! `sub`, `sup`, `var`; around blocks `details` with its `summary`; and `<br>` anywhere. `<img>`, `<a>`, `<b>`, `<i>`, `<h2>` and the
//! like are what Markdown has for them; tags that only place or dress their content (`<div>`, `<p align=center>`, `<font>`,
//! `<video>`) go, and the content stays. Comments are left out, and other HTML is shown as it was typed. Where a line begins with `:::` and the name of a block, the text down to the next line `:::` is that
//! block; inside it is ordinary Markdown, of which each block expects some:
//!
//! | block | expects |
//! |---|---|
//! | `hero` | a label, a heading, paragraphs, a paragraph of links; its heading is the page's title (`h1`) |
//! | `numbers` | a list of `value \| words`; a heading names it for screen readers |
//! | `features` | a heading, then a heading of a lower level and text for each |
//! | `quote` | a quotation (`> …`), then a paragraph with the author, line by line |
//! | `call` | a heading, paragraphs, a paragraph of links |
//! | `faq` | a heading, then a heading of a lower level for each question and its answer |
//! | `gallery` | a heading, pictures; a picture's title is its caption |
//! | `video` | a link to the film; a link to its captions (`.vtt`), a picture as its first frame, a paragraph below it |
//! | `webinars 3`, `whitepapers 3` | a heading and a link to all of them; the entries are filled in when the page is shown |
//!
//! A block shows unexpected content as running text. A block that is not known, not closed, inside another or
//! without what it needs is shown as running text in its place, its `:::` line included: nothing that was typed is lost, and
//! nothing is an error. Examples for the editor's menu: [`crate::block::BLOCKS`].
//!
//! # What is made
//! Siblings: `<div class="prose">` for running text, `<section class="… page">` for each block, and a mark for each live
//! list ([`html_parts`], [`fill`]). The template wraps them in `<div class="blocks">`, whose distances are those of
//! `style/site/blocks.css`: full width on its own (home, landing), in its column as a child of `.article` (default, legal).
//! The template shows no title of its own for a text for which [`has_title`] holds.
//!
//! Headings begin at `h2` and never skip a level, however many `#` were typed. Links to elsewhere get `rel="noopener"`; addresses
//! are relative, `http`, `https`, `mailto` or `tel`, of pictures that are shown only relative. `media:12` is file 12 of the media library, in
//! the sizes it has; without words of its own, a picture has those of the library. A page loads no picture from another site, so
//! a link stands in its place. Every fragment of Markdown is written escaped and then passes through ammonia; the markup of blocks
//! stands around it.

mod address_end;
mod admonitions;
mod anchors;
mod asides;
mod blocks;
mod callouts;
mod clean;
mod destinations;
mod details;
mod fences;
mod foreign_html;
mod fragments;
mod heading_ids;
mod images;
mod link;
mod marks;
mod pictures;
mod plain;
mod prose;
mod sections;
mod tables;
mod title;
mod tree;
mod typed_html;
mod typed_links;

use comrak::{Arena, Options, parse_document};

use crate::language::{Language, Languages};
use crate::page::Heading;

pub use crate::block::{HtmlPart, LiveList, fill, has_title, html_parts};
pub use destinations::{Destination, destinations, encoded_destination};
pub use foreign_html::HtmlTags;
pub use pictures::{Picture, Pictures, Source};
pub use title::{TextTitle, text_title};
pub use typed_links::{TypedLinks, typed_links};

/// Raised whenever the HTML or the words for the same text change, or how the search writes them; what an older version made is rendered
/// again.
pub const VERSION: i64 = 7;

/// A rendered text, as it is stored beside its Markdown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rendered {
    /// Sanitised: may be written into a page as it is, after [`html_parts`] or [`fill`].
    pub html: String,
    /// With their anchors, in order, from level 2 on; without the page's title in a hero.
    pub headings: Vec<Heading>,
    /// Words only, one line for each paragraph, heading, row and so on; for the search.
    pub plain: String,
    /// How many words `plain` has.
    pub words: u32,
    /// The pictures with which it was rendered.
    pub pictures: Pictures,
    /// The fragments of links within the text that lead nowhere: without `#`, as typed, each once, in the order of the page.
    /// Their links are in the HTML; whoever follows one stays where they are.
    pub dead_fragments: Vec<String>,
    /// The addresses of pictures that stand on other sites, percent-encoded, each once, in the order of the page. No page shows
    /// them: a link stands in place of each.
    pub external_pictures: Vec<String>,
    /// The tags of HTML that are not in the page.
    pub html_tags: HtmlTags,
    /// The names of the blocks (`::: name`) that are shown as text, because they are not known or not closed; each once.
    pub unusable_blocks: Vec<String>,
}

/// Renders an English text that shows nothing of the media library. Never fails: unknown syntax is shown as it was typed.
pub fn render(text: &str) -> Rendered {
    render_with(text, &Languages::default().default, Pictures::default())
}

/// The anchor of the heading that each of these fragments names in a text, percent-decoded or not. None where there is no such
/// heading; what leads to another part of the page stays as it is.
pub fn anchors(text: &str, language: &Language, fragments: &[String]) -> Vec<Option<String>> {
    write(text, language, Pictures::default(), |writer, _, _, _| fragments::find(&writer.anchors.targets, fragments))
}

/// As [`render`], in the language of the text, with the files of the media library that it names (`crate::media::ids_in`).
pub fn render_with(text: &str, language: &Language, pictures: Pictures) -> Rendered {
    write(text, language, pictures, |writer, html, plain, words| {
        let prose::Writer { anchors, links, pictures, external_pictures, html_tags, unusable_blocks, .. } = writer;
        let (html, dead_fragments) = links.resolve(&html, &anchors.targets);
        let headings = anchors.headings;
        Rendered { html, headings, plain, words, pictures, dead_fragments, external_pictures, html_tags, unusable_blocks }
    })
}

/// Writes the HTML of a text but for the links within it. `end` gets it with what the writer knows then, the plain words and their
/// number.
fn write<T>(text: &str, language: &Language, pictures: Pictures, end: impl FnOnce(prose::Writer, String, String, u32) -> T) -> T {
    let (text, unusable_blocks) = fences::escape(&admonitions::as_quotations(text));
    let text = marks::set(&text);
    let arena = Arena::new();
    let root = parse_document(&arena, &text, &options());
    let mut html_tags = HtmlTags::default();
    details::arrange(&arena, root, &mut html_tags);
    callouts::arrange(&arena, root);
    let ids = heading_ids::take(&arena, root);
    marks::remove(root);
    address_end::unlink_parts(root);
    typed_html::pair(&arena, root, &mut html_tags);
    html_tags.count_shown(root);
    tree::limit_depth(&arena, root);
    let plain = plain::plain(root);
    let words = plain.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count();
    let words = u32::try_from(words).unwrap_or(u32::MAX);
    let mut writer = prose::Writer::new(language, pictures, ids);
    (writer.html_tags, writer.unusable_blocks) = (html_tags, unusable_blocks);
    let html = blocks::page(&mut writer, root).replace(clean::MARKER, "");
    end(writer, html, plain, words)
}

fn options() -> Options<'static> {
    let mut options = Options::default();
    options.extension.table = true;
    options.extension.strikethrough = true;
    options.extension.autolink = true;
    options.extension.footnotes = true;
    options.extension.tasklist = true;
    options.extension.block_directive = true;
    options.extension.cjk_friendly_emphasis = true;
    options
}

#[cfg(test)]
mod tests;
