//! Blocks of pictures and films.

use comrak::nodes::{Node, NodeValue};

use super::frame::{COVER, END, prose, start, within_link};
use crate::markdown::clean::clean;
use crate::markdown::prose::{Writer, escape, link_attributes};
use crate::markdown::{link, tree};

const FILMS: [&str; 4] = [".mp4", ".webm", ".m4v", ".ogv"];

const PLAY: &str = r#"<svg class="icon" viewBox="0 0 20 20" aria-hidden="true"><path d="M6.5 4.5v11l9-5.5z"/></svg> "#;

pub(super) fn gallery(writer: &mut Writer, parts: &[Node<'_>]) -> Option<String> {
    let (mut title, mut images, mut rest) = (None, Vec::new(), Vec::new());
    for node in parts {
        let found = tree::only_images(node);
        if !found.is_empty() {
            images.extend(found);
        } else if title.is_none() && tree::is_heading(node) {
            title = Some(*node);
        } else {
            rest.push(*node);
        }
    }
    if images.is_empty() {
        return None;
    }
    let start = start(writer, title, &rest);
    let images: String = images.into_iter().map(|node| format!("<li>{}</li>", clean(writer.figure(node).trim_end()))).collect();
    Some(format!("{start}<ul class=\"gallery\">{images}</ul>{END}"))
}

/// A film of our own plays in the page; one elsewhere is a card that leads there, so that nobody else learns who reads.
pub(super) fn video(writer: &mut Writer, parts: &[Node<'_>]) -> Option<String> {
    let (mut title, mut film, mut captions, mut picture, mut rest) = (None, None, None, None, Vec::new());
    for node in parts {
        let found = tree::only_links_and_images(node);
        if found.is_empty() && title.is_none() && tree::is_heading(node) {
            title = Some(*node);
        } else if found.is_empty() {
            rest.push(*node);
        }
        for found in found {
            match &found.data().value {
                NodeValue::Link(to) => match writer.address(&to.url) {
                    Some(address) if captions.is_none() && is_own(&address, &[".vtt"]) => captions = Some((found, address)),
                    Some(address) if film.is_none() && link::source(&address).is_some() => film = Some((found, address)),
                    _ => rest.push(found),
                },
                NodeValue::Image(_) if picture.is_none() => picture = Some(found),
                _ => rest.push(found),
            }
        }
    }
    let (words, address) = film?;
    let film = Film { words, address, picture, captions, rest };
    let start = start(writer, title, &[]);
    let film = if is_own(&film.address, &FILMS) { player(writer, &film) } else { card(writer, &film) };
    Some(format!("{start}{film}{END}"))
}

struct Film<'a> {
    /// The link, which names it.
    words: Node<'a>,
    address: String,
    picture: Option<Node<'a>>,
    captions: Option<(Node<'a>, String)>,
    rest: Vec<Node<'a>>,
}

fn is_own(address: &str, endings: &[&str]) -> bool {
    !link::is_external(address) && link::ends_with(address, endings)
}

fn player(writer: &mut Writer, film: &Film<'_>) -> String {
    let name = tree::text(film.words);
    let source = escape(&film.address);
    let picture = film
        .picture
        .and_then(|node| if let NodeValue::Image(image) = &node.data().value { writer.source(&image.url) } else { None });
    let frame = match picture {
        Some(picture) => format!("preload=\"none\" poster=\"{}\"", escape(&picture)),
        None => "preload=\"metadata\"".to_owned(),
    };
    let captions = film.captions.as_ref().map(|(words, address)| {
        format!("<track kind=\"captions\" src=\"{}\" label=\"{}\" default>", escape(address), escape(&tree::text(words)))
    });
    let words = within_link(writer, film.words);
    let below = prose(writer, &film.rest);
    format!(
        "<figure class=\"video\"><video controls playsinline {frame} src=\"{source}\" aria-label=\"{}\">{}<a href=\"{source}\">{words}</a></video>\
         <figcaption><p class=\"card-title\">{words}</p>{below}</figcaption></figure>",
        escape(&name),
        captions.unwrap_or_default(),
    )
}

fn card(writer: &mut Writer, film: &Film<'_>) -> String {
    let cover = film.picture.map(|node| clean(&writer.cropped_image(node))).filter(|image| image.contains("<img"));
    let cover = cover.map_or_else(|| COVER.to_owned(), |image| image.replacen("<img", "<img class=\"cover\"", 1));
    let host = if link::is_external(&film.address) { escape(link::host(&film.address)) } else { String::new() };
    let words = within_link(writer, film.words);
    let captions = film.captions.as_ref().map(|(node, _)| *node);
    let below: Vec<Node<'_>> = film.rest.iter().copied().chain(captions).collect();
    let below = prose(writer, &below);
    format!(
        "<div class=\"card card-link video\">{cover}<p class=\"measure row\">{PLAY}{host}</p><p class=\"card-title\"><a {}>{words}</a></p>{below}</div>",
        link_attributes(&film.address)
    )
}
