//! What was found in a text while it was rendered, with the places at which it was typed.

use super::{Rendered, destinations, link};
use crate::text_findings::{TextFindings, TypedAddress};

/// The first [`TextFindings::MAX`] findings of each kind in a text that was rendered so.
pub fn findings(text: &str, rendered: &Rendered) -> TextFindings {
    let mut findings = TextFindings::default();
    if rendered.dead_fragments.is_empty() && rendered.external_pictures.is_empty() {
        return findings;
    }
    for destination in destinations(text) {
        let typed = &text[destination.typed.clone()];
        if let Some(fragment) = destination.url.strip_prefix('#') {
            if rendered.dead_fragments.iter().any(|dead| dead == fragment) {
                add(&mut findings.dead_links, typed, &destination.url);
            }
        } else if let Some(address) = link::source(&destination.url)
            && rendered.external_pictures.contains(&address)
        {
            let address = if address.starts_with("//") { format!("https:{address}") } else { address };
            add(&mut findings.external_pictures, typed, &address);
        }
    }
    findings
}

fn add(all: &mut Vec<TypedAddress>, typed: &str, address: &str) {
    if all.len() < TextFindings::MAX && all.iter().all(|known| known.typed != typed) {
        all.push(TypedAddress { typed: typed.to_owned(), address: address.to_owned() });
    }
}
