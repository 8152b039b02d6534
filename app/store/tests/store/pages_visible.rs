//! What visitors find at an address: by status, language, time, and by what once stood there.

use crate::support::pages::{ABOUT, Met, draft, editor, language, moved, page, parsed, slug};
use crate::support::{NOW, Outcome, TestStore, later};
use domain::item::ItemKind;
use domain::setting::Settings;
use store::{pages, publishing};

#[tokio::test]
async fn a_draft_is_not_found_by_visitors() {
    let db = TestStore::new().await;
    db.page(&ABOUT).await;
    assert_eq!(db.visit("/about").await, Met::Nothing);
    assert_eq!(db.visit("/de/ueber-uns").await, Met::Nothing);
}

#[tokio::test]
async fn each_language_is_published_by_itself() {
    let db = TestStore::new().await;
    let saved = db.page(&ABOUT).await;
    let saved = db.publish(saved, "de").await;
    assert_eq!(db.visit("/de/ueber-uns").await, page("de", "Über uns"));
    assert_eq!(db.visit("/about").await, Met::Nothing);
    db.publish(saved, "en").await;
    assert_eq!(db.visit("/about").await, page("en", "About us"));
}

#[tokio::test]
async fn a_page_is_visible_from_its_time_to_its_end() {
    let db = TestStore::new().await;
    let saved = db.page(&[("en", "offer", "Offer")]).await;
    db.schedule(saved, "en", Some(later(10)), Some(later(20))).await;
    assert_eq!(db.visit_at("/offer", later(9)).await, Met::Nothing);
    assert_eq!(db.visit_at("/offer", later(10)).await, page("en", "Offer"));
    assert_eq!(db.visit_at("/offer", later(19)).await, page("en", "Offer"));
    assert_eq!(db.visit_at("/offer", later(20)).await, Met::Nothing);
}

#[tokio::test]
async fn what_is_taken_back_or_trashed_is_gone_at_once() -> Outcome {
    let db = TestStore::new().await;
    let saved = db.live(&[("en", "offer", "Offer")]).await;
    let saved = db.unpublish(saved, "en").await;
    assert_eq!(db.visit("/offer").await, Met::Nothing);
    let saved = db.publish(saved, "en").await;
    let saved = db.trash(saved).await;
    assert_eq!(db.visit("/offer").await, Met::Nothing);
    db.restore(saved).await?;
    assert_eq!(db.visit("/offer").await, page("en", "Offer"));
    Ok(())
}

#[tokio::test]
async fn a_missing_translation_is_the_default_text_at_the_other_languages_address() {
    let db = TestStore::new().await;
    db.live(&[("en", "about", "About us")]).await;
    assert_eq!(db.visit("/de/about").await, page("en", "About us"));
    let read = db.read("/de/about").await;
    assert_eq!(
        read.translations.0.keys().map(|tag| tag.as_str()).collect::<Vec<_>>(),
        ["en"],
        "hreflang names only what is written"
    );
}

#[tokio::test]
async fn no_other_language_stands_in_for_the_default_one() {
    let db = TestStore::new().await;
    db.live(&[("de", "ueber-uns", "Über uns")]).await;
    assert_eq!(db.visit("/ueber-uns").await, Met::Nothing);
}

#[tokio::test]
async fn a_page_with_a_translation_leads_to_its_own_address() {
    let db = TestStore::new().await;
    db.live(&ABOUT).await;
    assert_eq!(db.visit("/de/about").await, moved("/de/ueber-uns"));
    assert_eq!(db.visit("/ueber-uns").await, Met::Nothing);
}

#[tokio::test]
async fn where_a_translation_was_public_once_the_default_text_is_read() {
    let db = TestStore::new().await;
    let saved = db.live(&ABOUT).await;
    db.unpublish(saved, "de").await;
    assert_eq!(db.visit("/de/ueber-uns").await, page("en", "About us"));
    assert_eq!(db.visit("/de/about").await, page("en", "About us"));
}

#[tokio::test]
async fn a_draft_of_a_translation_does_not_give_its_address_away() {
    let db = TestStore::new().await;
    let saved = db.page(&ABOUT).await;
    db.publish(saved, "en").await;
    assert_eq!(db.visit("/de/ueber-uns").await, Met::Nothing);
}

#[tokio::test]
async fn a_page_of_the_language_comes_before_a_fallback() {
    let db = TestStore::new().await;
    db.live(&[("en", "team", "Team")]).await;
    db.live(&[("de", "team", "Mannschaft")]).await;
    assert_eq!(db.visit("/de/team").await, page("de", "Mannschaft"));
    assert_eq!(db.visit("/team").await, page("en", "Team"));
}

#[tokio::test]
async fn the_front_page_has_the_empty_slug() {
    let db = TestStore::new().await;
    db.live(&[("en", "", "Welcome"), ("de", "", "Willkommen")]).await;
    assert_eq!(db.visit("/").await, page("en", "Welcome"));
    assert_eq!(db.visit("/de").await, page("de", "Willkommen"));
}

#[tokio::test]
async fn a_changed_slug_leads_on_and_chains_are_one_step() {
    let db = TestStore::new().await;
    let saved = db.live(&[("en", "a", "A")]).await;
    let saved = db.change_live(saved, &[("en", "b", "A")], NOW).await;
    let saved = db.change_live(saved, &[("en", "c", "A")], NOW).await;
    assert_eq!(db.visit("/a").await, moved("/c"));
    assert_eq!(db.visit("/b").await, moved("/c"));
    assert_eq!(db.visit("/de/a").await, moved("/de/c"), "the fallback has moved with it");
    db.change_live(saved, &[("en", "a", "A")], NOW).await;
    assert_eq!(db.visit("/a").await, page("en", "A"));
    assert_eq!(db.visit("/c").await, moved("/a"));
}

#[tokio::test]
async fn the_slug_of_a_page_that_was_never_public_leads_nowhere() {
    let db = TestStore::new().await;
    let saved = db.page(&[("en", "a", "A")]).await;
    let saved = db.change(saved, &[("en", "b", "A")], NOW).await;
    db.publish(saved, "en").await;
    assert_eq!(db.visit("/a").await, Met::Nothing);
}

#[tokio::test]
async fn a_new_page_wins_over_a_redirect() {
    let db = TestStore::new().await;
    let saved = db.live(&[("en", "a", "A")]).await;
    db.change_live(saved, &[("en", "b", "A")], NOW).await;
    let new = db.page(&[("en", "a", "New")]).await;
    assert_eq!(db.visit("/a").await, moved("/b"), "as long as it is a draft, visitors are led on");
    let new = db.publish(new, "en").await;
    assert_eq!(db.visit("/a").await, page("en", "New"));
    db.trash(new).await;
    assert_eq!(db.visit("/a").await, moved("/b"), "the address leads on again");
}

#[tokio::test]
async fn a_redirect_to_what_is_not_public_leads_nowhere() {
    let db = TestStore::new().await;
    let saved = db.live(&[("en", "a", "A")]).await;
    let saved = db.change_live(saved, &[("en", "b", "A")], NOW).await;
    db.unpublish(saved, "en").await;
    assert_eq!(db.visit("/a").await, Met::Nothing);
}

#[tokio::test]
async fn a_removed_translation_leads_to_the_default_text() {
    let db = TestStore::new().await;
    let saved = db.live(&ABOUT).await;
    let saved = db.change(saved, &[("en", "about", "About us")], NOW).await;
    assert_eq!(db.visit("/de/ueber-uns").await, page("de", "Über uns"), "until it is taken back");
    db.unpublish(saved, "de").await;
    assert_eq!(db.visit("/de/ueber-uns").await, page("en", "About us"));
    assert_eq!(db.visit("/de/about").await, page("en", "About us"));
}

#[tokio::test]
async fn a_page_knows_its_translations_and_what_stands_above_it() {
    let db = TestStore::new().await;
    db.live(&[("en", "services", "Services"), ("de", "leistungen", "Leistungen")]).await;
    db.live(&[("en", "services/grid", "Grid"), ("de", "leistungen/netz", "Netz")]).await;
    db.live(&[("en", "services/grid/faults/earth", "Earth faults")]).await;
    db.page(&[("en", "services/grid/faults", "A draft between them")]).await;

    let read = db.read("/services/grid").await;
    let translations: Vec<_> = read.translations.0.iter().map(|(tag, slug)| (tag.as_str(), slug.as_str())).collect();
    assert_eq!(translations, [("de", "leistungen/netz"), ("en", "services/grid")]);

    let paths =
        |page: domain::page::PublicPage| page.ancestors.into_iter().map(|link| (link.title, link.path)).collect::<Vec<_>>();
    let link = |title: &str, path: &str| (title.to_owned(), path.to_owned());
    assert_eq!(paths(db.read("/de/leistungen/netz").await), [link("Leistungen", "/de/leistungen")]);
    assert_eq!(
        paths(db.read("/services/grid/faults/earth").await),
        [link("Services", "/services"), link("Grid", "/services/grid")]
    );
    assert_eq!(
        paths(db.read("/de/services/grid/faults/earth").await),
        [link("Leistungen", "/de/leistungen"), link("Netz", "/de/leistungen/netz")],
        "a fallback's ancestors are named in the reader's language"
    );
}

#[tokio::test]
async fn site_chrome_links_public_pages_in_the_readers_language_else_in_the_default_one() -> Outcome {
    let db = TestStore::new().await;
    for (order, texts, template, in_menu, is_featured) in [
        (2, &ABOUT[..], "default", true, false),
        (1, &[("en", "services", "Services")][..], "default", true, true),
        (3, &[("en", "draft", "Draft")][..], "default", true, false),
        (1, &[("en", "privacy", "Privacy"), ("de", "datenschutz", "Datenschutz")][..], "legal", false, false),
        (1, &[("en", "guide", "Guide")][..], "landing", false, true),
        (1, &[("en", "book", "Book"), ("de", "termin", "Termin")][..], "default", false, false),
    ] {
        let template = domain::page::Template::parse(template).expect("a template");
        let new = domain::page::PageDraft { template, in_menu, is_featured, sort_order: order, ..draft(texts) };
        let mut saved = pages::save(&db, &editor(), new, NOW).await?;
        for (tag, slug, _) in texts {
            if *slug != "draft" {
                saved = db.publish(saved, tag).await;
            }
        }
    }
    let chrome = pages::site_chrome(&db, &language("de"), &Settings::default(), NOW).await?;
    let paths = |links: &[domain::page::PageLink]| links.iter().map(|link| link.path.clone()).collect::<Vec<_>>();
    assert_eq!(paths(&chrome.menu), ["/de/services", "/de/ueber-uns"]);
    assert_eq!(chrome.menu[0].language, language("en"));
    assert_eq!(paths(&chrome.legal), ["/de/datenschutz"]);
    assert_eq!(paths(&chrome.featured), ["/de/guide"]);
    assert_eq!(chrome.call_to_action.map(|link| link.path), Some("/de/termin".into()));
    let chrome = pages::site_chrome(&db, &language("en"), &Settings::default(), NOW).await?;
    assert_eq!(chrome.call_to_action.map(|link| link.path), Some("/book".into()));

    // More drafts than there are places push no public page out.
    for number in 0..25 {
        let (slug, title) = (format!("draft-{number}"), format!("Draft {number}"));
        for template in [domain::page::Template::Legal, domain::page::Template::Default] {
            let texts = [("en", slug.as_str(), title.as_str())];
            let is_legal = template == domain::page::Template::Legal;
            let texts = if is_legal { texts } else { [("de", slug.as_str(), title.as_str())] };
            let new = domain::page::PageDraft { template, in_menu: !is_legal, sort_order: -1, ..draft(&texts) };
            pages::save(&db, &editor(), new, NOW).await?;
        }
    }
    let chrome = pages::site_chrome(&db, &language("en"), &Settings::default(), NOW).await?;
    assert_eq!((paths(&chrome.legal), paths(&chrome.menu)), (vec!["/privacy".into()], vec!["/services".into(), "/about".into()]));
    Ok(())
}

#[tokio::test]
async fn sitemap_and_feed_name_what_is_really_public() -> Outcome {
    let db = TestStore::new().await;
    let about = db.live(&ABOUT).await;
    let only = db.live(&[("en", "only", "Only English")]).await;
    db.page(&[("en", "draft", "Draft")]).await;
    let planned = db.page(&[("en", "planned", "Planned")]).await;
    db.schedule(planned, "en", Some(later(10)), None).await;

    let entries = publishing::sitemap(&db, ItemKind::Page, NOW, None, 10).await?;
    assert_eq!(entries.iter().map(|entry| entry.item).collect::<Vec<_>>(), [about.id.into(), only.id.into()]);
    assert_eq!(entries[0].translations.get(&language("de")).map(|text| &text.slug), Some(&slug("ueber-uns")));
    assert_eq!(entries[1].translations.0.len(), 1, "a fallback is no translation");
    let rest = publishing::sitemap(&db, ItemKind::Page, later(10), Some(about.id.0), 10).await?;
    assert_eq!(rest.iter().map(|entry| entry.item).collect::<Vec<_>>(), [only.id.into(), planned.id.into()]);
    let came = rest[1].translations.get(&language("en")).map(|text| text.changed_at);
    assert_eq!(came, Some(later(10)), "a page that was planned changed for visitors when it came");

    let feed = publishing::feed(&db, ItemKind::Page, &language("en"), later(10), 2).await?;
    assert_eq!(feed.iter().map(|entry| entry.slug.as_str()).collect::<Vec<_>>(), ["planned", "only"]);
    let summaries = feed.iter().map(|entry| entry.summary.as_deref());
    assert_eq!(summaries.collect::<Vec<_>>(), [Some("Planned."), Some("Only English.")], "the beginnings of the texts");
    Ok(())
}

#[tokio::test]
async fn the_feed_holds_articles_by_their_kind_or_else_by_their_address() -> Outcome {
    let db = TestStore::new().await;
    for (slug, kind, template) in [
        ("services/measure", "article", "default"),
        ("terms", "article", "legal"),
        ("news/told-by-address", "", "default"),
        ("insights/chosen-otherwise", "other", "default"),
        ("insights", "", "default"),
        ("news/landing", "", "landing"),
        ("about", "", "default"),
        ("contact", "contact", "default"),
        ("news-of-today/a", "", "default"),
    ] {
        let (kind, template) = (kind.into(), template.into());
        let form = domain::page::PageForm { kind, template, ..crate::support::pages::form(&[("en", slug, slug)]) };
        let saved = pages::save(&db, &editor(), parsed(form), NOW).await?;
        db.publish(saved, "en").await;
    }
    let feed = publishing::feed(&db, ItemKind::Page, &language("en"), NOW, 100).await?;
    let mut slugs: Vec<&str> = feed.iter().map(|entry| entry.slug.as_str()).collect();
    slugs.sort_unstable();
    assert_eq!(slugs, ["news/told-by-address", "services/measure", "terms"]);
    for slug in slugs {
        assert_eq!(db.read(&format!("/{slug}")).await.kind, domain::page::PageKind::Article, "{slug}");
    }
    assert_eq!(db.read("/news/landing").await.kind, domain::page::PageKind::Other);
    Ok(())
}
