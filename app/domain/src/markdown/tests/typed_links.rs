//! The links and pictures of a text that its editor looks at.

use crate::link_check::{LinkCheck, TypedAddress};
use crate::markdown::{TypedLinks, render, typed_links};

fn found(text: &str) -> TypedLinks {
    typed_links(text, &render(text), |url| url.starts_with('/'))
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
    assert_eq!(found.dead_fragments, [address("#gone", "#gone"), address("#größe", "#größe")]);
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
fn lists_of_pages_are_told_by_what_they_name() {
    let text = "::: pages 3 /insights\n:::\n\n::: pages\n:::\n\n::: pages 3 landing\n:::\n\n::: pages news\n:::\n\n\
                ::: pages /insights\n:::\n\n::: articles 3 /none\n:::\n\n```\n::: pages /code\n:::\n```\n";
    assert_eq!(found(text).lists, ["/insights", "news"]);
}

#[test]
fn wanted_links_are_told_however_they_are_written() {
    let text = "[a](/a \"x\") [b](</b c>) [c][c] [![d](media:3)](/d\\_e) [a](/a) `[f](/f)` [g](https://g.example) ![h](/h.png)\n\n\
                [c]: /c\n";
    let links = found(text).links;
    assert_eq!(links, [address("/a", "/a"), address("/b c", "/b c"), address("/d\\_e", "/d_e"), address("/c", "/c")]);
}

#[test]
fn a_text_in_order_has_none_and_one_full_of_them_not_all() {
    assert_eq!(found("[a](#there)\n\n# There\n\n![b](/b.png)"), TypedLinks::default());
    let many: String = (0..300).map(|number| format!("[x](#gone-{number}) [y](/y-{number})\n")).collect();
    let found = found(&many);
    assert_eq!((found.dead_fragments.len(), found.links.len()), (LinkCheck::MAX_FINDINGS, LinkCheck::MAX_LINKS));
}
