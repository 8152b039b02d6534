//! What is taken out of a drawing that its maker may miss. What programs note for themselves goes without a word.

use std::collections::BTreeSet;

use domain::media::Removal;
use xml::attribute::OwnedAttribute;
use xml::name::OwnedName;

const XHTML: &str = "http://www.w3.org/1999/xhtml";

/// The functions of a style that take an address.
const ADDRESS: &str = "url(";

#[derive(Debug, Default)]
pub struct Removals(BTreeSet<Removal>);

impl Removals {
    pub fn into_list(self) -> Vec<Removal> {
        self.0.into_iter().collect()
    }

    /// An element of the drawing as it came.
    pub fn see_element(&mut self, name: &OwnedName, attributes: &[OwnedAttribute]) {
        match &*name.local_name {
            "script" => self.add(Removal::Scripts),
            "foreignObject" => self.add(Removal::Html),
            _ if name.namespace.as_deref() == Some(XHTML) => self.add(Removal::Html),
            _ => {}
        }
        for OwnedAttribute { name: attribute, value } in attributes {
            let value = value.trim_start();
            let is_event = attribute.namespace.is_none()
                && attribute
                    .local_name
                    .strip_prefix("on")
                    .is_some_and(|event| event.starts_with(|c: char| c.is_ascii_lowercase()));
            match &*attribute.local_name {
                _ if is_event || begins(value, "javascript:") => self.add(Removal::Scripts),
                "href" | "src" if !is_own(value) => self.add(Removal::References),
                _ => self.see_style(value),
            }
        }
    }

    /// A style, or an attribute that may be one.
    pub fn see_style(&mut self, style: &str) {
        let small = style.to_ascii_lowercase();
        let mut addresses = small.match_indices(ADDRESS).map(|(at, _)| &small[at + ADDRESS.len()..]);
        if addresses.any(|address| !is_own(address.trim_start_matches([' ', '\t', '\n', '\r', '"', '\''])))
            || small.contains("@import")
        {
            self.add(Removal::References);
        }
    }

    /// A stylesheet named before the root.
    pub fn see_instruction(&mut self, name: &str) {
        if name == "xml-stylesheet" {
            self.add(Removal::References);
        }
    }

    fn add(&mut self, removal: Removal) {
        self.0.insert(removal);
    }
}

/// Whether it is a part of the drawing, or lies in it as data.
fn is_own(address: &str) -> bool {
    address.is_empty() || address.starts_with('#') || begins(address, "data:")
}

fn begins(text: &str, with: &str) -> bool {
    text.get(..with.len()).is_some_and(|start| start.eq_ignore_ascii_case(with))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::media::svg;
    use std::io::Write;

    fn removed(content: &str) -> Vec<Removal> {
        let (mut came, mut copy) = (tempfile::tempfile().unwrap(), tempfile::tempfile().unwrap());
        write!(
            came,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" \
             xmlns:sodipodi=\"http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd\">{content}</svg>"
        )
        .unwrap();
        svg::clean(&came, &mut copy).unwrap().removed
    }

    #[test]
    fn what_can_be_missed_is_told_once() {
        for (content, removals) in [
            ("<script>1</script><script/>", &[Removal::Scripts][..]),
            ("<g onclick=\"a()\"/>", &[Removal::Scripts]),
            ("<a href=\" JavaScript:a()\"><g/></a>", &[Removal::Scripts]),
            ("<foreignObject><p xmlns=\"http://www.w3.org/1999/xhtml\">Text</p></foreignObject>", &[Removal::Html]),
            ("<image xlink:href=\"https://a.example/b.png\"/>", &[Removal::References]),
            ("<a href=\"/about\"><g/></a>", &[Removal::References]),
            ("<style>g{fill:url( \'other.svg#a\')}</style>", &[Removal::References]),
            ("<style>@import \'a.css\';</style>", &[Removal::References]),
            ("<g style=\"fill:URL(//a.example/b)\"/>", &[Removal::References]),
            ("<g fill=\"url(a.svg#b)\" onload=\"a\"/><foreignObject/>", &[Removal::Scripts, Removal::Html, Removal::References]),
        ] {
            assert_eq!(removed(content), removals, "{content}");
        }
    }

    #[test]
    fn what_nobody_misses_goes_without_a_word() {
        for content in [
            "<sodipodi:namedview pagecolor=\"#fff\"/><metadata/><!-- <script> -->",
            "<linearGradient id=\"a\"/><g fill=\"url(#a)\" style=\"stroke:url(\'#a\')\"/><use xlink:href=\"#a\"/>",
            "<image href=\"data:image/png;base64,\"/><style>@font-face{src:url(data:font/woff2;base64,d09GMg)}</style>",
            "<g on=\"2\"><title>url(x)</title></g>",
        ] {
            assert_eq!(removed(content), [], "{content}");
        }
    }
}
