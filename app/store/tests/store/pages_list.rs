//! The page list: every row once in every order; tabs, filters and search.

use crate::support::pages::{ABOUT, Text, draft, editor, language, languages};
use crate::support::{NOW, Outcome, TestStore, later};
use domain::item::ItemTab;
use domain::list::{Cursor, Direction, Paging};
use domain::page::{PageExtraFilter, PageFilter, PageSort, Template};
use domain::publication::{LanguageState, LanguageStatus};
use store::pages::{self, Saved};
use store::settings::{self, Setting};

impl TestStore {
    async fn listed(&self, filter: &PageFilter) -> domain::list::ListPage<domain::page::PageRow> {
        pages::list(self, &editor(), filter, &languages(), NOW).await.expect("a page of the list")
    }

    async fn titles(&self, filter: PageFilter) -> Vec<String> {
        self.listed(&filter).await.items.into_iter().map(|row| row.item.title).collect()
    }

    async fn search(&self, search: &str) -> Vec<String> {
        let mut titles = self.titles(PageFilter { search: search.into(), ..by_title() }).await;
        titles.sort();
        titles
    }
}

fn by_title() -> PageFilter {
    PageFilter { sort: PageSort::Title, direction: Direction::Ascending, ..PageFilter::default() }
}

/// Pages of which many have the same title or were changed in the same second.
async fn crowd(db: &TestStore, count: usize) -> Vec<i64> {
    let mut ids = Vec::new();
    for n in 0..count {
        let (slug, title) = (format!("page-{n}"), ["Same", "same", "Other|7", "Über", "übrig"][n % 5]);
        let saved = pages::save(db, &editor(), draft(&[("en", &slug, title)]), later((n / 7) as i64)).await;
        ids.push(saved.expect("a new page").id.0);
    }
    ids
}

/// Walks from the start to the end and back, and gives the ids of each way.
async fn both_ways(db: &TestStore, filter: &PageFilter) -> (Vec<i64>, Vec<i64>) {
    let at = |cursor| PageFilter { paging: Paging { cursor, ..filter.paging.clone() }, ..filter.clone() };
    let (mut there, mut back) = (Vec::new(), Vec::new());
    let mut page = db.listed(filter).await;
    assert_eq!(page.previous, None);
    loop {
        there.extend(page.items.iter().map(|row| row.item.id));
        match page.next.clone() {
            Some(next) => page = db.listed(&at(next)).await,
            None => break,
        }
    }
    loop {
        back.extend(page.items.iter().rev().map(|row| row.item.id));
        match page.previous.clone() {
            Some(previous) => page = db.listed(&at(previous)).await,
            None => break,
        }
    }
    back.reverse();
    (there, back)
}

#[tokio::test]
async fn paging_there_and_back_meets_every_row_once() -> Outcome {
    let db = TestStore::new().await;
    let ids = crowd(&db, 63).await;
    for template in [None, Some(Template::Default)] {
        for sort in [PageSort::Title, PageSort::Changed] {
            for direction in [Direction::Ascending, Direction::Descending] {
                for size in [1, 5, 25, 63, 100] {
                    let filter = PageFilter {
                        sort,
                        direction,
                        extra: PageExtraFilter { template },
                        paging: Paging { size, ..Paging::default() },
                        ..PageFilter::default()
                    };
                    let (there, back) = both_ways(&db, &filter).await;
                    assert_eq!(there, back, "{filter:?}");
                    let mut met = there;
                    met.sort();
                    assert_eq!(met, ids, "{filter:?}");
                }
            }
        }
    }
    Ok(())
}

#[tokio::test]
async fn titles_sort_without_case_and_umlauts() {
    let db = TestStore::new().await;
    for (n, title) in ["Zebra", "über", "Apfel", "Uhr", "ähre", "Vase"].iter().enumerate() {
        db.page(&[("en", &format!("p{n}"), title)]).await;
    }
    assert_eq!(db.titles(by_title()).await, ["ähre", "Apfel", "über", "Uhr", "Vase", "Zebra"]);
    let mut back = by_title();
    back.direction = Direction::Descending;
    assert_eq!(db.titles(back).await, ["Zebra", "Vase", "Uhr", "über", "Apfel", "ähre"]);
}

#[tokio::test]
async fn the_page_that_was_changed_last_comes_first() {
    let db = TestStore::new().await;
    let first = db.page(&[("en", "a", "A")]).await;
    db.page(&[("en", "b", "B")]).await;
    db.change(first, &[("en", "a", "A again")], later(5)).await;
    assert_eq!(db.titles(PageFilter::default()).await, ["A again", "B"]);
}

#[tokio::test]
async fn a_key_that_is_none_begins_at_the_start() {
    let db = TestStore::new().await;
    db.page(&ABOUT).await;
    for key in ["", "|", "x", "'; drop table pages --|1", "\0|1", "🎉"] {
        for cursor in [Cursor::After(key.into()), Cursor::Before(key.into())] {
            let page = db.listed(&PageFilter { paging: Paging { cursor, ..Paging::default() }, ..PageFilter::default() }).await;
            assert_eq!((page.items.len(), page.previous), (1, None), "{key:?}");
        }
    }
}

#[tokio::test]
async fn a_row_shows_the_state_of_every_language() {
    let db = TestStore::new().await;
    let about = db.live(&ABOUT).await;
    let about = db.change_live(about, &[("en", "about", "All about us"), ABOUT[1]], later(5)).await;
    let about = db.change(about, &[("en", "about", "A draft"), ABOUT[1]], later(6)).await;
    db.schedule(about, "en", Some(later(90)), None).await;
    let planned = db.page(&[("de", "nur", "Nur deutsch")]).await;
    db.schedule(planned, "de", Some(later(60)), None).await;

    let rows = db.listed(&by_title()).await.items;
    assert_eq!((rows[0].item.title.as_str(), rows[0].item.path.as_str(), rows[0].item.version), ("All about us", "/about", 7));
    let status = |state, has_changes| LanguageStatus { state, has_changes, planned: None };
    let changing = LanguageStatus { planned: Some(later(90)), ..status(LanguageState::Live, true) };
    assert_eq!(rows[0].item.states, [(language("en"), changing), (language("de"), status(LanguageState::Outdated, false))]);
    assert_eq!((rows[1].item.title.as_str(), rows[1].item.path.as_str()), ("Nur deutsch", "/de/nur"));
    assert_eq!(rows[1].item.language, language("de"));
    let planned = status(LanguageState::Planned(later(60)), false);
    assert_eq!(rows[1].item.states, [(language("en"), status(LanguageState::Missing, false)), (language("de"), planned)]);
}

async fn one_of_each(db: &TestStore) -> Saved {
    let live = db.live(&ABOUT).await;
    let outdated = db.live(&[("en", "old", "Outdated"), ("de", "alt", "Alt")]).await;
    db.change_live(outdated, &[("en", "old", "Outdated now"), ("de", "alt", "Alt")], later(5)).await;
    db.live(&[("en", "missing", "Missing")]).await;
    db.page(&[("en", "draft", "Draft"), ("de", "entwurf", "Entwurf")]).await;
    let planned = db.page(&[("en", "soon", "Soon"), ("de", "bald", "Bald")]).await;
    let planned = db.publish(planned, "en").await;
    db.schedule(planned, "de", Some(later(60)), None).await;
    let gone = db.page(&[("en", "gone", "Gone")]).await;
    db.trash(gone).await;
    live
}

#[tokio::test]
async fn each_tab_holds_its_pages() -> Outcome {
    let db = TestStore::new().await;
    one_of_each(&db).await;
    let tab = async |tab| db.titles(PageFilter { tab, ..by_title() }).await;
    assert_eq!(tab(ItemTab::All).await, ["About us", "Draft", "Missing", "Outdated now", "Soon"]);
    assert_eq!(tab(ItemTab::Untranslated).await, ["Missing", "Outdated now"]);
    assert_eq!(tab(ItemTab::Drafts).await, ["Draft"]);
    assert_eq!(tab(ItemTab::Planned).await, ["Soon"]);
    assert_eq!(tab(ItemTab::Trash).await, ["Gone"]);
    let totals = pages::totals(&db, &editor(), NOW).await?;
    assert_eq!(ItemTab::ALL.map(|tab| totals.of(tab)), [5, 2, 1, 1, 1]);
    assert_eq!(db.listed(&by_title()).await.total, Some(5));
    Ok(())
}

#[tokio::test]
async fn another_language_of_the_site_makes_pages_untranslated() -> Outcome {
    let db = TestStore::new().await;
    one_of_each(&db).await;
    let more = domain::language::Languages::new(language("en"), vec![language("en"), language("de"), language("fr")]);
    settings::set(&db, &store::access::Admin::command_line(), &Setting::Languages(more), NOW).await?;
    let filter = PageFilter { tab: ItemTab::Untranslated, ..by_title() };
    assert_eq!(db.listed(&filter).await.total, Some(5));
    Ok(())
}

#[tokio::test]
async fn filters_hold_together() -> Outcome {
    let db = TestStore::new().await;
    for (n, (template, is_featured)) in
        [(Template::Landing, true), (Template::Landing, false), (Template::Default, true)].into_iter().enumerate()
    {
        let texts: [Text<'_>; 1] = [("en", &format!("p{n}"), &format!("Page {n}"))];
        let new = domain::page::PageDraft { template, is_featured, ..draft(&texts) };
        pages::save(&db, &editor(), new, NOW).await?;
    }
    let landing = PageFilter { extra: PageExtraFilter { template: Some(Template::Landing) }, ..by_title() };
    assert_eq!(db.titles(landing.clone()).await, ["Page 0", "Page 1"]);
    assert_eq!(db.titles(PageFilter { featured_only: true, ..by_title() }).await, ["Page 0", "Page 2"]);
    assert_eq!(db.titles(PageFilter { featured_only: true, ..landing.clone() }).await, ["Page 0"]);
    assert_eq!(db.titles(PageFilter { search: "page 1".into(), ..landing.clone() }).await, ["Page 1"]);
    assert_eq!(db.titles(PageFilter { tab: ItemTab::Planned, ..landing }).await, [""; 0]);
    Ok(())
}

#[tokio::test]
async fn search_finds_any_part_of_titles_and_slugs_in_all_languages() {
    let db = TestStore::new().await;
    db.live(&[("en", "earth-faults", "Earth faults"), ("de", "erdschluss", "Störung durch Erdschluß")]).await;
    db.page(&[("en", "draft", "A draft on 50 % load")]).await;
    for search in
        ["earth", "ault", "EARTH FAULTS", "faults earth", "erdschluss", "Erdschluß", "storung", "STÖR", "rth-fau", "ea", "ea fau"]
    {
        assert_eq!(db.search(search).await, ["Earth faults"], "{search}");
    }
    assert_eq!(db.search("draft").await, ["A draft on 50 % load"]);
    db.page(&[("de", "oel-118", "Öl 118")]).await;
    for short in ["Öl", "öl", "ol", "Öl 118", "118 öl"] {
        assert_eq!(db.search(short).await, ["Öl 118"], "{short}");
    }
    assert_eq!(db.search("%").await, ["A draft on 50 % load"], "a sign is itself");
    assert_eq!(db.search("_").await, [""; 0]);
    assert_eq!(db.search("earth nowhere").await, [""; 0]);
}

#[tokio::test]
async fn search_finds_what_is_in_the_trash_in_its_tab_only() {
    let db = TestStore::new().await;
    let saved = db.page(&[("en", "gone", "Gone")]).await;
    db.trash(saved).await;
    assert_eq!(db.search("gone").await, [""; 0]);
    assert_eq!(db.titles(PageFilter { search: "gone".into(), tab: ItemTab::Trash, ..by_title() }).await, ["Gone"]);
}

#[tokio::test]
async fn search_follows_what_is_changed_and_removed() -> Outcome {
    let db = TestStore::new().await;
    let saved = db.page(&ABOUT).await;
    let saved = db.change(saved, &[("en", "team", "Team")], NOW).await;
    assert_eq!(db.search("ueber").await, [""; 0]);
    assert_eq!(db.search("about").await, [""; 0]);
    assert_eq!(db.search("team").await, ["Team"]);
    db.execute(format!("delete from pages where id = {}", saved.id)).await?;
    assert_eq!(db.search("team").await, [""; 0]);
    assert_eq!(db.number("select count(*) from page_lookup").await, 0);
    Ok(())
}

#[tokio::test]
async fn nothing_typed_into_the_search_is_an_error() {
    let db = TestStore::new().await;
    db.page(&ABOUT).await;
    let long = "x".repeat(10_000);
    for search in [
        "\"",
        "'",
        "\"\"\"",
        "a OR b",
        "NOT",
        "NEAR(a b)",
        "*",
        "about*",
        "-about",
        "^a",
        "words:about",
        "🎉",
        "🎉🎉🎉🎉",
        "\0",
        "a\0bcd",
        "\\",
        "%",
        "((((",
        &long,
    ] {
        db.search(search).await;
    }
    assert_eq!(db.search("  ").await, ["About us"], "no word finds all");
}

/// So many that the list walks along its order and probes the search index for each.
#[tokio::test]
async fn what_fits_to_many_pages_is_walked_along() -> Outcome {
    let db = TestStore::new().await;
    db.execute(
        r#"
            with recursive n (i) as (select 1 union all select i + 1 from n where i < 3500)
            insert into pages (slug, title, content)
            select '~' || i, json_object('en', iif(i % 2, 'Café ', 'Cafe ') || (i % 1000)), '{"en": "x"}' from n;
            insert into translations (item_kind, item_id, language, slug) select 'page', id, 'en', 'cafe-' || id from pages;
            "#,
    )
    .await?;
    let filter = PageFilter { search: "café".into(), paging: Paging { size: 100, ..Paging::default() }, ..by_title() };
    assert_eq!(db.listed(&filter).await.total, None, "which would have to be counted");
    for sort in [PageSort::Title, PageSort::Changed] {
        for direction in [Direction::Ascending, Direction::Descending] {
            let (there, back) = both_ways(&db, &PageFilter { sort, direction, ..filter.clone() }).await;
            assert_eq!(there, back);
            let mut met = there;
            met.sort();
            met.dedup();
            assert_eq!(met.len(), 3500);
        }
    }
    let few = PageFilter { search: "café 3499".into(), tab: ItemTab::Drafts, ..by_title() };
    assert_eq!(db.listed(&few).await.total, Some(1));
    Ok(())
}
