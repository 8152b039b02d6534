//! Files of the media library in a text.

use crate::id::MediaId;
use crate::markdown::{Picture, Pictures, Source, render, render_with};
use crate::media::{Format, ids_in};

fn photo() -> Picture {
    let source = |format: Format, width| Source {
        format,
        size: (width, width * 9 / 16),
        address: format!("/media/h/{width}/p.{}", format.extension()),
    };
    Picture {
        format: Format::Jpeg,
        address: "/media/h/p.jpg".into(),
        alt: "A \"relay\"".into(),
        size: Some((1600, 1200)),
        sources: vec![source(Format::Jpeg, 640), source(Format::Webp, 640), source(Format::Webp, 1600)],
        crops: vec![Source { format: Format::Jpeg, size: (640, 360), address: "/media/h/640x360-50-50/p.jpg".into() }],
    }
}

fn file(format: Format) -> Picture {
    let address = format!("/media/h/f.{}", format.extension());
    Picture { format, address, alt: String::new(), size: None, sources: Vec::new(), crops: Vec::new() }
}

fn shown(text: &str) -> String {
    let files = [(1, photo()), (2, file(Format::Pdf)), (3, file(Format::Mp4)), (4, file(Format::Svg))];
    render_with(
        text,
        &crate::language::Languages::default().default,
        Pictures(files.map(|(id, file)| (MediaId(id), file)).into()),
    )
    .html
}

#[test]
fn a_picture_has_its_sizes_and_the_words_of_the_library() {
    let html = shown("![](media:1 \"Caption\")");
    assert!(
        html.contains("<source type=\"image/webp\" srcset=\"/media/h/640/p.webp 640w, /media/h/1600/p.webp 1600w\""),
        "{html}"
    );
    assert!(html.contains("<img src=\"/media/h/640/p.jpg\" srcset=\"/media/h/640/p.jpg 640w, /media/h/p.jpg 1600w\""), "{html}");
    assert!(html.contains("width=\"1600\" height=\"1200\" alt=\"A &quot;relay&quot;\""), "{html}");
    assert!(html.contains("<figcaption>Caption</figcaption>"));
}

#[test]
fn what_has_no_variant_because_it_is_light_itself_is_shown_as_sharp() {
    // Only the narrowest variants are smaller than this plan, however wide it is.
    let mut plan = photo();
    (plan.format, plan.size, plan.address) = (Format::Png, Some((3_000, 1_000)), "/media/h/p.png".into());
    plan.sources.truncate(2);
    plan.sources[0].format = Format::Png;
    let shown = plan.shown();
    assert_eq!(shown.srcset, "/media/h/640/p.jpg 640w, /media/h/p.png 3000w");
    assert_eq!(shown.webp, None, "a browser would take it, and show the plan less sharp");
    // A wide photo has its variants, and is not shown itself.
    let mut wide = photo();
    wide.size = Some((4_000, 3_000));
    (wide.sources[0].size.0, wide.sources[2].size.0) = (1_920, 1_920);
    assert_eq!(wide.shown().srcset, "/media/h/640/p.jpg 1920w");
    assert_eq!(wide.shown().webp.unwrap(), "/media/h/640/p.webp 640w, /media/h/1600/p.webp 1920w");
}

#[test]
fn a_source_offers_files_of_its_own_type_alone_and_is_as_sharp_as_the_picture() {
    let at = |width: u32, format: Format| Source {
        format,
        size: (width, width / 2),
        address: format!("/media/h/{width}/f.{}", format.extension()),
    };
    let widths = [320, 640, 960, 1280, 1600, 1920];
    let mut offered = 0;
    for format in Format::ALL.into_iter().filter(|format| format.is_image()) {
        for own_width in [200, 640, 1_000, 1_600, 2_200, 4_000] {
            // How many widths were smaller than the file itself in its own format, and as WebP.
            for (own, webp) in [(0, 0), (6, 6), (2, 3), (0, 2), (1, 6), (6, 2), (3, 4), (0, 6)] {
                let mut picture = file(format);
                picture.size = Some((own_width, own_width / 2));
                let narrower = |made: usize| widths.into_iter().filter(|width| *width <= own_width).take(made);
                for (kind, made) in [(format, own), (Format::Webp, webp)] {
                    picture.sources.extend(narrower(made).map(|width| at(width, kind)));
                }
                picture.sources.sort_by_key(|source| source.size.0);
                picture.sources.dedup();
                let shown = picture.shown();
                let context = format!("{format:?} {own_width} {own} {webp}: {shown:?}");
                let end = format!(".{}", format.extension());
                assert!(shown.src.ends_with(&end), "{context}");
                let parsed = |srcset: &str| -> Vec<(String, u32)> {
                    let candidates = srcset.split(", ").filter(|candidate| !candidate.is_empty());
                    let pairs = candidates.map(|candidate| candidate.split_once(' ').expect("an address and a width"));
                    pairs.map(|(address, width)| (address.into(), width.trim_end_matches('w').parse().unwrap())).collect()
                };
                let of_img = parsed(&shown.srcset);
                assert!(of_img.iter().all(|(address, _)| address.ends_with(&end)), "{context}");
                let sharp = of_img.last().map_or(own_width, |(_, width)| *width).min(1_280);
                let Some(srcset) = &shown.webp else { continue };
                let candidates = parsed(srcset);
                offered += 1;
                assert!(candidates.iter().all(|(address, _)| address.ends_with(".webp")), "{context}");
                assert!(candidates.last().is_some_and(|(_, width)| *width >= sharp), "{context}");
                assert_ne!(format, Format::Webp, "{context}");
            }
        }
    }
    assert!(offered > 30, "{offered}");
}

#[test]
fn a_document_is_shown_by_its_first_page_in_several_widths() {
    let mut document = photo();
    (document.format, document.size) = (Format::Pdf, None);
    let shown = document.shown();
    assert_eq!((shown.src.as_str(), shown.srcset.as_str()), ("/media/h/640/p.jpg", "/media/h/640/p.jpg 640w"));
    assert_eq!((shown.size, shown.webp.is_some()), (Some((1_600, 900)), true));
}

#[test]
fn the_words_of_the_text_come_first() {
    assert!(shown("![Own words](media:1)").contains("alt=\"Own words\""));
}

#[test]
fn a_link_leads_to_the_file_and_a_film_of_ours_plays() {
    assert!(shown("[Paper](media:2)").contains("<a href=\"/media/h/f.pdf\">Paper</a>"));
    let html = shown("::: video\n[Film](media:3)\n\n![](media:1)\n:::\n");
    assert!(
        html.contains("<video") && html.contains("src=\"/media/h/f.mp4\"") && html.contains("poster=\"/media/h/p.jpg\""),
        "{html}"
    );
}

#[test]
fn a_card_shows_the_crop() {
    let html = shown("::: video\n[Film](https://a.example/x)\n\n![](media:1)\n:::\n");
    assert!(html.contains("class=\"cover\"") && html.contains("640x360-50-50") && html.contains("height=\"360\""), "{html}");
}

#[test]
fn what_is_no_picture_or_not_there_is_its_words() {
    assert!(!shown("![Paper](media:2)").contains("<img"));
    for text in ["![Words](media:9)", "![Words](media:x)", "![Words](media:-1)", "![Words](media:1/../2)"] {
        let html = shown(text);
        assert!(html.contains("Words") && !html.contains("<img") && !html.contains("media:"), "{text}: {html}");
    }
    assert!(!render("[Paper](media:2)").html.contains("href"));
}

#[test]
fn every_file_that_a_text_names_is_found() {
    let text = "![a](media:3)\n[b]: media:12\n`media:7` media:0 media:x amedia:5 media:99999999999999999999";
    assert_eq!(ids_in(text).into_iter().map(|id| id.0).collect::<Vec<_>>(), [3, 5, 7, 12]);
}

#[test]
fn a_picture_on_another_site_is_a_link_and_is_told() {
    let link = |address: &str, words: &str| format!("<a href=\"{address}\" rel=\"noopener\">{words}</a>");
    for (text, expected) in [
        ("a ![x](https://other.example/a.png) b", format!("<p>a {} b</p>", link("https://other.example/a.png", "x"))),
        ("![x](https://other.example/a.png)", format!("<figure>{}</figure>", link("https://other.example/a.png", "x"))),
        ("![](https://other.example/a.png)", link("https://other.example/a.png", "https://other.example/a.png")),
        ("![x](//other.example/a.png)", link("//other.example/a.png", "x")),
        ("![x](HTTP://other.example/ä)", link("HTTP://other.example/%C3%A4", "x")),
        ("![x][y]\n\n[y]: https://other.example/a?b&c", link("https://other.example/a?b&amp;c", "x")),
        ("![x](https://other.example/a.png \"Titel\")", "<figcaption>Titel</figcaption></figure>".to_owned()),
        ("[![x](https://other.example/a.png)](/y)", "<p><a href=\"/y\">x</a></p>".to_owned()),
        ("[![](https://other.example/a.png)](/y)", "<a href=\"/y\">https://other.example/a.png</a>".to_owned()),
        ("::: gallery\n![x](https://other.example/a.png)\n:::", link("https://other.example/a.png", "x")),
        ("::: video\n[Film](/a.mp4)\n![x](https://other.example/a.png)\n:::", "preload=\"metadata\"".to_owned()),
        ("::: video\n[Film](https://a.example)\n![x](https://other.example/a.png)\n:::", "class=\"cover lines\"".to_owned()),
        ("::: call\n# a\n\n[![x](https://other.example/a.png) b](/y)\n:::", ">x b</a>".to_owned()),
    ] {
        let rendered = render(text);
        assert!(rendered.html.contains(&expected), "{text}: {}", rendered.html);
        assert!(!rendered.html.contains("<img") && !rendered.html.contains("poster"), "{text}");
        assert_eq!(rendered.external_pictures.len(), 1, "{text}");
    }
    let rendered = render("![](https://b.example) ![](https://a.example) ![](https://b.example) ![](/c.png) ![](media:1)");
    assert_eq!(rendered.external_pictures, ["https://b.example", "https://a.example"]);
    assert_eq!(render("![x](/a.png) [y](https://a.example/b.png) ![z](data:x)").external_pictures, Vec::<String>::new());
}
