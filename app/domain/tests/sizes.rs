//! A megabyte of anything is parsed, or refused, in time that does not grow with its square.

#![cfg(feature = "server")]
#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;
use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

use domain::access::Role;
use domain::address::{Address, check_free, parse_slug};
use domain::block::{LiveList, PagesOf, fill, has_title, html_parts};
use domain::form::{LeadForm, RequestedFields};
use domain::glossary::{self, Glossary, TermForm, TermKind};
use domain::item::{ItemKind, ItemSort, ItemTab, one_part_slug, sort_order};
use domain::language::{Language, Languages};
use domain::list::chosen;
use domain::mail;
use domain::media::{Folder, Format, MediaForm, MediaKind, MediaTab, MediaTextForm, Tags, clean_name, ids_in, shown_name};
use domain::page::{PageForm, PageKind, PageSort, PageTextForm, Template};
use domain::search::{Query, fold, indexed, snippet};
use domain::setting::SiteText;
use domain::setting::site_text::SiteTextForm;
use domain::text::{self, Email, Password, Shape, Slug};
use domain::time::Timestamp;
use domain::user::{SetUpForm, UserForm};
use domain::whitepaper::list::WhitepaperSort;
use domain::whitepaper::public::{Sort, WhitepaperQuery};
use domain::whitepaper::{Category, WhitepaperForm, WhitepaperTextForm};

const SIZE: usize = 1024 * 1024;

/// Of the processor. Optimised code needs a few milliseconds, and 50 are what is promised. Code that is not optimised takes about 40
/// times as long: the slowest of all, a snippet of a megabyte of short lines, was measured at 1.3 seconds. An algorithm that is
/// quadratic in a megabyte needs minutes.
const MAX: Duration = Duration::from_millis(if cfg!(debug_assertions) { 2_000 } else { 50 });

/// One sign, many separators, many parts that are all different, one pattern again and again.
fn texts() -> Vec<String> {
    let repeated = [
        "a", "A", ",", " ", "\n", "\r\n", "/", "-", ".", "@", "é", "ß", "e\u{301}", "\u{301}", "漢", "\u{200d}", "²", "🎉", "\0",
        "\u{1}", "&", "%41", "=", "\"", "<",
    ];
    let patterns =
        ["a,", "a/", "a-", "a.a", "a@", "a b ", "a\n", "media:1 ", "<live-list data-kind=\"", "<b>", "ab12", "../", "aA"];
    let mut texts: Vec<String> = repeated.iter().chain(&patterns).map(|part| part.repeat(SIZE / part.len())).collect();
    for separator in [",", " ", "\n", "/", "-", ".", "&", "=", ";media:"] {
        texts.push((0..).map(|n| format!("t{n}{separator}")).take(SIZE / 8).collect());
    }
    texts
}

/// How long this thread has had the processor (proc(5)), so that it does not count what else the machine does. Elsewhere than on
/// Linux the time of the clock.
fn processor_time(begun: Instant) -> Duration {
    let said = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = said.and_then(|said| said.split(' ').next()?.parse().ok());
    nanoseconds.map_or_else(|| begun.elapsed(), Duration::from_nanos)
}

/// The shortest of a few tries.
fn assert_quick(what: &str, text: &str, mut work: impl FnMut()) {
    let (mut took, begun) = (Duration::MAX, Instant::now());
    for _ in 0..3 {
        let before = processor_time(begun);
        work();
        took = took.min(processor_time(begun).saturating_sub(before));
        if took < MAX {
            return;
        }
    }
    let beginning: String = text.chars().take(20).collect();
    panic!("{what} of {beginning:?} took {took:?}");
}

/// A form with this value in every field.
fn filled<T: serde::Serialize + serde::de::DeserializeOwned + Default>(typed: &str) -> T {
    let mut form = serde_json::to_value(T::default()).unwrap();
    form.as_object_mut().unwrap().values_mut().filter(|field| field.is_string()).for_each(|field| *field = typed.into());
    serde_json::from_value(form).unwrap()
}

fn in_languages<T: Clone>(form: &T) -> BTreeMap<Language, T> {
    ["en", "de"].map(|tag| (Language::parse(tag).unwrap(), form.clone())).into()
}

#[test]
fn every_parse_takes_a_megabyte_of_anything() {
    let languages = Languages::default();
    let query = Query::parse("netz t77 a").unwrap();
    for text in &texts() {
        let parses: [(&str, &dyn Fn()); 56] = [
            ("line", &|| _ = black_box(text::line(text, 200))),
            ("clean", &|| _ = black_box((text::clean(text, Shape::Line), text::clean(text, Shape::Lines)))),
            ("indexed", &|| _ = black_box(indexed(text))),
            ("optional_line", &|| _ = black_box(text::optional_line(text, 300_000))),
            ("paragraphs", &|| _ = black_box(text::paragraphs(text, SIZE))),
            ("optional_paragraph", &|| _ = black_box(text::optional_paragraph(text, SIZE))),
            ("optional_paragraphs", &|| _ = black_box(text::optional_paragraphs(text, SIZE))),
            ("on_one_line", &|| _ = black_box(text::on_one_line(text))),
            ("optional_url", &|| _ = black_box(text::optional_url(&format!("https://{text}")))),
            ("Slug::parse", &|| _ = black_box(Slug::parse(text))),
            ("Slug::propose", &|| _ = black_box(Slug::propose(text))),
            ("Email::parse", &|| _ = black_box(Email::parse(text))),
            ("Password::parse", &|| _ = black_box(Password::parse(text, &[text]))),
            ("own words of a password", &|| _ = black_box(Password::parse("correct horse battery", &[text, text, text]))),
            ("Language::parse", &|| _ = black_box(Language::parse(text))),
            ("Timestamp::parse", &|| _ = black_box(Timestamp::parse(text))),
            ("Role::parse", &|| _ = black_box(Role::parse(text))),
            ("mail::Kind::parse", &|| _ = black_box(mail::Kind::parse(text))),
            ("mail::Failure::parse", &|| _ = black_box(mail::Failure::parse(text))),
            ("MailTab::parse", &|| _ = black_box(mail::MailTab::parse(text))),
            ("MediaKind::parse", &|| _ = black_box(MediaKind::parse(text))),
            ("ItemKind::parse", &|| _ = black_box(ItemKind::parse(text))),
            ("Template::parse", &|| _ = black_box(Template::parse(text))),
            ("PageKind::parse", &|| _ = black_box(PageKind::parse(text))),
            ("ItemSort::parse", &|| _ = black_box((PageSort::parse(text), WhitepaperSort::parse(text)))),
            ("whitepaper::public::Sort::parse", &|| _ = black_box(Sort::parse(text))),
            ("LiveList::parse", &|| _ = black_box(LiveList::parse(text))),
            ("PagesOf::parse", &|| _ = black_box(PagesOf::parse(text))),
            ("SiteText::parse", &|| _ = black_box(SiteText::parse(text))),
            ("TermKind::parse", &|| _ = black_box(TermKind::parse(text))),
            ("glossary::tags", &|| _ = black_box(glossary::tags(text))),
            ("Glossary::meant", &|| _ = black_box(Glossary::default().meant(text, &languages.default))),
            ("MediaTab::parse", &|| _ = black_box(MediaTab::parse(text))),
            ("ItemTab::parse", &|| _ = black_box(ItemTab::parse(text))),
            ("sort_order", &|| _ = black_box(sort_order(text))),
            ("Category::parse", &|| _ = black_box(Category::parse(text))),
            ("Folder::parse", &|| _ = black_box(Folder::parse(text))),
            ("Tags::parse", &|| _ = black_box(Tags::parse(text))),
            ("shown_name", &|| _ = black_box(shown_name(text))),
            ("ids_in", &|| _ = black_box(ids_in(text))),
            ("one_part_slug", &|| _ = black_box(one_part_slug(text))),
            ("Query::parse", &|| _ = black_box(Query::parse(text))),
            ("fold", &|| _ = black_box(fold(text))),
            ("snippet", &|| _ = black_box(snippet(text, &query, 200))),
            ("html_parts", &|| _ = black_box(html_parts(text))),
            ("fill", &|| _ = black_box(fill(text, |_, _, _, _| Some(String::new())))),
            ("has_title", &|| _ = black_box(has_title(text))),
            ("Address::parse", &|| _ = black_box(Address::parse(&format!("/{text}"), &languages))),
            ("Address::parse_lenient", &|| _ = black_box(Address::parse_lenient(&format!("/{text}"), &languages))),
            ("parse_slug", &|| _ = black_box(parse_slug(ItemKind::Page, text, &languages))),
            ("PageTextForm::parse", &|| _ = black_box(filled::<PageTextForm>(text).parse(Template::Default, &languages))),
            ("WhitepaperTextForm::parse", &|| _ = black_box(filled::<WhitepaperTextForm>(text).parse())),
            ("WhitepaperQuery::read", &|| _ = black_box(WhitepaperQuery::read([("q", text.clone())].into_iter()))),
            ("clean_name", &|| _ = black_box(clean_name(text, Format::Pdf))),
            ("check_free", &|| _ = black_box(Slug::parse(text).map(|slug| check_free(&slug, &languages)))),
            ("LeadForm::parse", &|| _ = black_box(filled::<LeadForm>(text).parse(RequestedFields::GATE))),
        ];
        for (what, parse) in parses {
            assert_quick(what, text, parse);
        }
    }
}

#[test]
fn every_form_takes_a_megabyte_altogether() {
    let languages = Languages::default();
    for text in &texts() {
        let text = &text[..text.floor_char_boundary(SIZE / 16)];
        let page = PageForm { texts: in_languages(&filled::<PageTextForm>(text)), ..filled(text) };
        assert_quick("PageForm::parse", text, || drop(page.clone().parse(&languages)));
        let whitepaper = WhitepaperForm { texts: in_languages(&filled::<WhitepaperTextForm>(text)), ..filled(text) };
        assert_quick("WhitepaperForm::parse", text, || drop(whitepaper.clone().parse(&languages)));
        let media = MediaForm { texts: in_languages(&filled::<MediaTextForm>(text)), ..filled(text) };
        assert_quick("MediaForm::parse", text, || drop(media.clone().parse(&languages)));
        let labels = languages.all.iter().map(|language| (language.clone(), text.to_owned())).collect();
        let term = TermForm { kind: TermKind::Tag, term: text.to_owned(), version: 0, labels };
        assert_quick("TermForm::parse", text, || drop(term.clone().parse(&languages)));
        let texts = SiteText::ALL.map(|site_text| (site_text, text.to_owned()));
        let texts = languages.all.iter().map(|language| (language.clone(), texts.clone().into())).collect();
        let site_texts = SiteTextForm { version: 0, texts };
        assert_quick("SiteTextForm::parse", text, || drop(site_texts.clone().parse(&languages)));
        let user: UserForm = filled(text);
        assert_quick("UserForm::parse", text, || drop(user.clone().parse()));
        let set_up: SetUpForm = filled(text);
        assert_quick("SetUpForm::parse", text, || drop(set_up.clone().parse()));
    }
}

/// Called by the forms above with a parser of their own.
const WITHIN_OTHERS: [&str; 1] = ["parse_texts"];

fn sources(folder: &Path, found: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { sources(&path, found) } else { found.push(std::fs::read_to_string(path).unwrap()) }
    }
}

#[test]
fn every_parser_of_the_crate_is_named_here() {
    let mut files = Vec::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut files);
    let mut count = 0;
    for source in files {
        let (mut of, mut is_trait) = (None, false);
        for line in source.lines() {
            if !line.is_empty() && !line.starts_with(' ') {
                let of_trait = line.strip_prefix("pub trait ").and_then(|rest| rest.split(':').next());
                of = line.strip_prefix("impl ").and_then(|rest| rest.strip_suffix(" {")).or(of_trait);
                is_trait = of_trait.is_some();
            }
            let begins = if is_trait { "fn parse" } else { "pub fn parse" };
            let Some(rest) = line.trim_start().strip_prefix(begins) else { continue };
            let function = format!("parse{}", rest.split(['(', '<']).next().unwrap());
            let name = of.map_or_else(|| function.clone(), |of| format!("{of}::{function}"));
            // Qualified or not.
            let is_named =
                [format!("\"{name}\""), format!("::{name}\"")].iter().any(|name| include_str!("sizes.rs").contains(name));
            assert!(is_named || WITHIN_OTHERS.contains(&name.as_str()), "{name} is not given a megabyte");
            count += 1;
        }
    }
    assert!(count >= 33, "the parsers of the crate, not a part of them: {count}");
}

#[test]
fn many_languages_and_many_ids_are_refused_before_they_are_looked_at() {
    let letters = || 'a'..='z';
    let tags = letters().flat_map(|a| letters().flat_map(move |b| letters().map(move |c| format!("{a}{b}{c}"))));
    let text = PageTextForm { title: "a".into(), ..PageTextForm::default() };
    let texts: BTreeMap<Language, PageTextForm> = tags.map(|tag| (Language::parse(&tag).unwrap(), text.clone())).collect();
    let form = PageForm { texts, ..PageForm::default() };
    assert_quick("PageForm", "17,576 languages", || assert!(form.clone().parse(&Languages::default()).is_err()));
    let ids: Vec<_> = (0..300_000).map(domain::id::MediaId).collect();
    assert_quick("chosen", "300,000 ids", || assert!(chosen(ids.clone()).is_err()));
}
