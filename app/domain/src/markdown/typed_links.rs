//! The links and pictures of a rendered text that its editor looks at, with the addresses as they were typed.

use super::{Rendered, destinations, link};
use crate::link_check::{LinkCheck, TypedAddress};

/// Each address once, in the order of the text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TypedLinks {
    /// Links that leave the text: to this site, to another, to a file.
    pub links: Vec<TypedAddress>,
    /// Links to a heading that the text does not have.
    pub dead_fragments: Vec<TypedAddress>,
    pub external_pictures: Vec<TypedAddress>,
}

/// The links of a text that was rendered so. There are at most as many of each kind as [`LinkCheck`] tells; `is_wanted` says
/// which links count.
pub fn typed_links(text: &str, rendered: &Rendered, is_wanted: impl Fn(&str) -> bool) -> TypedLinks {
    let mut found = TypedLinks::default();
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

fn add(all: &mut Vec<TypedAddress>, max: usize, typed: &str, address: &str) {
    if all.len() < max && all.iter().all(|known| known.typed != typed) {
        all.push(TypedAddress { typed: typed.to_owned(), address: address.to_owned() });
    }
}
