//! What is told of a text beside its HTML.

use crate::markdown::{findings, render};
use crate::text_findings::{TextFindings, TypedAddress};

fn found(text: &str) -> TextFindings {
    findings(text, &render(text))
}

fn address(typed: &str, address: &str) -> TypedAddress {
    TypedAddress { typed: typed.into(), address: address.into() }
}

#[test]
fn dead_links_and_pictures_of_other_sites_are_told_as_they_were_typed() {
    let text = "[a](#gone) [b](#größe) [c](#there) ![d](https://a.example/ü.png \"x\") ![e](<//b.example/a b.png>)\n\n# There\n\n\
                `![f](https://c.example/f.png)` ![g][g] [h](https://d.example) ![i](/i.png) ![d](https://a.example/ü.png)\n\n\
                [g]: https://e.example/g.png\n";
    let found = found(text);
    assert_eq!(found.dead_links, [address("#gone", "#gone"), address("#größe", "#größe")]);
    assert_eq!(
        found.external_pictures,
        [
            address("https://a.example/ü.png", "https://a.example/%C3%BC.png"),
            address("//b.example/a b.png", "https://b.example/a%20b.png"),
            address("https://e.example/g.png", "https://e.example/g.png"),
        ]
    );
}

#[test]
fn a_text_in_order_has_none_and_one_full_of_them_not_all() {
    assert_eq!(found("[a](#there)\n\n# There\n\n![b](/b.png)"), TextFindings::default());
    let many: String = (0..100).map(|number| format!("[x](#gone-{number})\n")).collect();
    assert_eq!(found(&many).dead_links.len(), TextFindings::MAX);
}
