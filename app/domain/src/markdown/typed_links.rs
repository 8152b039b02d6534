//! The links and pictures of a rendered text that its editor looks at, with the addresses as they were typed.

use super::{Rendered, destinations, fences, link};
use crate::block::{LiveList, PagesOf};
use crate::link_check::{LinkCheck, TypedAddress};

/// Each address once, in the order of the text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TypedLinks {
    /// Links that leave the text: to this site, to another, to a file.
    pub links: Vec<TypedAddress>,
    /// Links to a heading that the text does not have.
    pub dead_fragments: Vec<TypedAddress>,
    pub external_pictures: Vec<TypedAddress>,
    /// What `::: pages` lists, where it names a path, or what is neither path nor template.
    pub lists: Vec<String>,
}

/// The links of a text that was rendered so. There are at most as many of each kind as [`LinkCheck`] tells; `is_wanted` says
/// which links count.
pub fn typed_links(text: &str, rendered: &Rendered, is_wanted: impl Fn(&str) -> bool) -> TypedLinks {
    let mut found = TypedLinks { lists: listed_pages(text), ..TypedLinks::default() };
    for destination in destinations(text) {
        let typed = &text[destination.typed.clone()];
        if let Some(fragment) = destination.url.strip_prefix('#') {
            if rendered.dead_fragments.iter().any(|dead| dead == fragment) {
                add(&mut found.dead_fragments, LinkCheck::MAX_FINDINGS, typed, &destination.url);
            }
        } else if let Some(address) = link::source(&destination.url)
            && rendered.external_pictures.contains(&address)
        {
            let address = if address.starts_with("//") { format!("https:{address}") } else { address };
            add(&mut found.external_pictures, LinkCheck::MAX_FINDINGS, typed, &address);
        } else if !destination.is_picture && is_wanted(&destination.url) {
            add(&mut found.links, LinkCheck::MAX_LINKS, typed, &destination.url);
        }
    }
    found
}

/// The words behind `::: pages 3`, each once.
fn listed_pages(text: &str) -> Vec<String> {
    let mut listed: Vec<String> = Vec::new();
    for info in fences::infos(text) {
        let (name, rest) = fences::name(info);
        let is_count = |word: &&str| word.starts_with(|c: char| c.is_ascii_digit());
        let of = rest.split_whitespace().find(|word| !is_count(word)).unwrap_or_default();
        let is_page = !matches!(PagesOf::parse(of), Some(PagesOf::This | PagesOf::Template(_)));
        if name == LiveList::Pages.as_str()
            && is_page
            && listed.len() < LinkCheck::MAX_FINDINGS
            && listed.iter().all(|known| known != of)
        {
            listed.push(of.to_owned());
        }
    }
    listed
}

fn add(all: &mut Vec<TypedAddress>, max: usize, typed: &str, address: &str) {
    if all.len() < max && all.iter().all(|known| known.typed != typed) {
        all.push(TypedAddress { typed: typed.to_owned(), address: address.to_owned() });
    }
}
