//! Whitepapers as editors save them and visitors read them: by language, status and time; never in the search before they are public.

use crate::support::pages::{editor, language, languages, slug};
use crate::support::whitepapers::{FAULTS, form, parsed};
use crate::support::{NOW, Outcome, TestStore, later};
use domain::id::MediaId;
use domain::invalid::Problem;
use domain::item::{ItemKind, ItemSort, ItemTab};
use domain::list::{Cursor, Direction, Paging};
use domain::media::Format;
use domain::publication::LanguageState;
use domain::search::Query;
use domain::time::Timestamp;
use domain::whitepaper::list::{WhitepaperExtraFilter, WhitepaperFilter, WhitepaperSort};
use domain::whitepaper::public::{Sort, WhitepaperQuery};
use domain::whitepaper::{Category, WhitepaperForm};
use store::check::check;
use store::error::Error;
use store::media::{self, NewVariant};
use store::publishing;
use store::publishing::Found;
use store::search;
use store::whitepapers::{self, Saved};

/// What a visitor meets: language and title, the slug it moved to, or nothing.
async fn met(db: &TestStore, tag: &str, path: &str, at: Timestamp) -> String {
    match whitepapers::published(db, &language(tag), &slug(path), &languages(), at).await.expect("an answer") {
        Found::Here(whitepaper) => format!("{} {}", whitepaper.language, whitepaper.title),
        Found::Moved(slug) => format!("-> {slug}"),
        Found::Nothing => "nothing".into(),
    }
}

async fn titles(db: &TestStore, tag: &str, query: &WhitepaperQuery) -> Vec<String> {
    let listed = whitepapers::public_list(db, &language(tag), &languages(), query, NOW).await.expect("a list");
    listed.cards.into_iter().map(|card| card.title).collect()
}

async fn found(db: &TestStore, tag: &str, typed: &str, at: Timestamp) -> Vec<String> {
    let query = Query::parse(typed).expect("a word");
    let results = search::search(db, &language(tag), &query, None, 1, &languages(), at).await.expect("results");
    results.hits.into_iter().map(|hit| hit.path).collect()
}

#[tokio::test]
async fn a_language_is_read_while_it_is_public() -> Outcome {
    let db = TestStore::new().await;
    let saved = db.whitepaper(form(&FAULTS)).await;
    assert_eq!(met(&db, "en", "fault-location", NOW).await, "nothing");
    assert_eq!(found(&db, "en", "fault", NOW).await, [""; 0]);
    assert_eq!(titles(&db, "en", &WhitepaperQuery::default()).await, [""; 0]);

    let saved = db.show(saved, "en", Some(later(60)), Some(later(120))).await;
    for (at, met_then) in [(0, "nothing"), (60, "en Fault location"), (119, "en Fault location"), (120, "nothing")] {
        assert_eq!(met(&db, "en", "fault-location", later(at)).await, met_then, "{at}");
        assert_eq!(found(&db, "en", "fault", later(at)).await.is_empty(), met_then == "nothing", "{at}");
    }
    // A missing translation is read in the default language, below the same slug.
    assert_eq!(met(&db, "de", "fault-location", later(60)).await, "en Fault location");
    let saved = db.show(saved, "de", None, None).await;
    assert_eq!(met(&db, "de", "fehlerortung", NOW).await, "de Fehlerortung");
    assert_eq!(met(&db, "de", "fault-location", later(60)).await, "-> fehlerortung");
    assert_eq!(found(&db, "de", "fehlerortung", NOW).await, ["/de/whitepapers/fehlerortung"]);

    publishing::unpublish(&db, &editor(), saved.id, saved.version, &language("de"), NOW).await?;
    assert_eq!(met(&db, "de", "fehlerortung", NOW).await, "nothing");
    assert_eq!(met(&db, "de", "fehlerortung", later(60)).await, "en Fault location", "it stands in where it was");
    assert_eq!(found(&db, "de", "fehlerortung", NOW).await, [""; 0]);
    assert!(check(&db).await?.is_empty());
    Ok(())
}

#[tokio::test]
async fn an_old_address_leads_to_the_new_one_and_a_trashed_one_is_free() -> Outcome {
    let db = TestStore::new().await;
    let saved = db.live_whitepaper(form(&FAULTS)).await;
    let mut moved = form(&[("en", "locating-faults", "Fault location"), FAULTS[1]]);
    (moved.id, moved.version) = (Some(saved.id), saved.version);
    let saved = whitepapers::save(&db, &editor(), parsed(moved), NOW).await?;
    assert_eq!(met(&db, "en", "fault-location", NOW).await, "en Fault location", "a draft moves nothing");
    let saved = db.show(saved, "en", None, None).await;
    assert_eq!(met(&db, "en", "fault-location", NOW).await, "-> locating-faults");

    let taken = whitepapers::save(&db, &editor(), parsed(form(&[FAULTS[1]])), NOW).await;
    assert!(matches!(taken, Err(Error::Taken { field }) if field == "slug:de"));
    let proposed =
        publishing::propose_slug(&db, &editor(), ItemKind::Whitepaper, &language("de"), &slug("fehlerortung"), None).await?;
    assert_eq!(proposed, slug("fehlerortung-2"));
    let own =
        publishing::propose_slug(&db, &editor(), ItemKind::Whitepaper, &language("de"), &slug("fehlerortung"), Some(saved.id.0))
            .await?;
    assert_eq!(own, slug("fehlerortung"));

    let version = publishing::trash(&db, &editor(), saved.id, saved.version, NOW).await?;
    assert_eq!(met(&db, "en", "locating-faults", NOW).await, "nothing");
    assert_eq!(found(&db, "de", "fehlerortung", NOW).await, [""; 0]);
    let other = db.live_whitepaper(form(&[FAULTS[1]])).await;
    let refused = publishing::restore(&db, &editor(), saved.id, version, NOW).await;
    assert!(matches!(refused, Err(Error::Taken { field }) if field == "slug:de"));
    publishing::trash(&db, &editor(), other.id, other.version, NOW).await?;
    publishing::restore(&db, &editor(), saved.id, version, NOW).await?;
    assert_eq!(met(&db, "en", "locating-faults", NOW).await, "en Fault location");
    assert!(check(&db).await?.is_empty());
    Ok(())
}

#[tokio::test]
async fn nobody_overwrites_what_someone_else_saved() -> Outcome {
    let db = TestStore::new().await;
    let saved = db.whitepaper(form(&FAULTS)).await;
    let draft = |title: &str| {
        let mut form = form(&[("en", "fault-location", title), FAULTS[1]]);
        (form.id, form.version) = (Some(saved.id), saved.version);
        parsed(form)
    };
    let again = whitepapers::save(&db, &editor(), draft("Fault location"), NOW).await?;
    assert_eq!(again, saved, "what is the same is not written");
    assert_eq!(whitepapers::save(&db, &editor(), draft("Other"), NOW).await?, Saved { version: 2, ..saved });
    assert!(matches!(whitepapers::save(&db, &editor(), draft("Third"), NOW).await, Err(Error::Stale)));
    let trashed = publishing::trash(&db, &editor(), saved.id, 1, NOW).await;
    assert!(matches!(trashed, Err(Error::Stale)));
    Ok(())
}

#[tokio::test]
async fn what_is_published_says_what_it_is_about() -> Outcome {
    let db = TestStore::new().await;
    let mut bare = form(&FAULTS);
    bare.texts.get_mut("en").expect("English").description.clear();
    let saved = db.whitepaper(bare).await;
    let refused = publishing::publish(&db, &editor(), saved.id, 1, &language("en"), None, None, NOW).await;
    let Err(Error::Invalid(invalid)) = refused else { panic!("refused") };
    assert_eq!(invalid.of("description:en"), Some(&Problem::Missing));
    let ends = publishing::publish(&db, &editor(), saved.id, 1, &language("de"), None, Some(NOW), NOW).await;
    let Err(Error::Invalid(invalid)) = ends else { panic!("refused") };
    assert_eq!(invalid.of("unpublished_at:de"), Some(&Problem::EndsBeforeStart));

    let unknown = WhitepaperForm { file: Some(MediaId(99)), ..form(&[("en", "x", "X")]) };
    let Err(Error::Invalid(invalid)) = whitepapers::save(&db, &editor(), parsed(unknown), NOW).await else { panic!("refused") };
    assert_eq!(invalid.of("file"), Some(&Problem::Missing));
    Ok(())
}

#[tokio::test]
async fn a_draft_is_saved_without_its_file_and_published_with_it() -> Outcome {
    let db = TestStore::new().await;
    let without = WhitepaperForm { file: None, ..form(&FAULTS) };
    let saved = whitepapers::save(&db, &editor(), parsed(without.clone()), NOW).await?;
    let detail = whitepapers::detail(&db, &editor(), saved.id, NOW).await?;
    assert_eq!(detail.form.file, None);
    let list = whitepapers::list(&db, &editor(), &WhitepaperFilter::default(), &languages(), NOW).await?;
    assert_eq!(list.items[0].cover, None);
    for from in [None, Some(Timestamp(NOW.0 + 3600))] {
        let refused = publishing::publish(&db, &editor(), saved.id, 1, &language("en"), from, None, NOW).await;
        let Err(Error::Invalid(invalid)) = refused else { panic!("refused") };
        assert_eq!(invalid.of("file"), Some(&Problem::Missing));
    }
    let version = publishing::trash(&db, &editor(), saved.id, 1, NOW).await?;
    let version = publishing::restore(&db, &editor(), saved.id, version, NOW).await?;
    assert!(check(&db).await?.is_empty());

    db.file().await;
    let mut with = WhitepaperForm { file: Some(MediaId(1)), ..without };
    (with.id, with.version) = (Some(saved.id), version);
    let saved = whitepapers::save(&db, &editor(), parsed(with.clone()), NOW).await?;
    let version = publishing::publish(&db, &editor(), saved.id, saved.version, &language("en"), None, None, NOW).await?;
    assert_eq!(met(&db, "en", "fault-location", NOW).await, "en Fault location");

    // The draft of what is public may lack it too; visitors keep the file.
    let draft = WhitepaperForm { file: None, version, ..with };
    let saved = whitepapers::save(&db, &editor(), parsed(draft), NOW).await?;
    assert_eq!(met(&db, "en", "fault-location", NOW).await, "en Fault location");
    let refused = publishing::publish(&db, &editor(), saved.id, saved.version, &language("de"), None, None, NOW).await;
    assert!(matches!(refused, Err(Error::Invalid(invalid)) if invalid.of("file") == Some(&Problem::Missing)));
    publishing::unpublish(&db, &editor(), saved.id, saved.version, &language("en"), NOW).await?;
    assert!(check(&db).await?.is_empty());
    let published = "update translations set status = 'published', published_at = '2026-11-22 09:05:30'";
    assert!(db.execute(published).await.unwrap_err().to_string().contains("rule: no file"));
    Ok(())
}

#[tokio::test]
async fn an_editor_sees_what_was_saved() -> Outcome {
    let db = TestStore::new().await;
    let typed = WhitepaperForm {
        tags: "cables, faults".into(),
        industries: "Rail".into(),
        featured: true,
        sort_order: "3".into(),
        ..form(&FAULTS)
    };
    let saved = db.live_whitepaper(typed.clone()).await;
    let detail = whitepapers::detail(&db, &editor(), saved.id, NOW).await?;
    assert_eq!(detail.form, WhitepaperForm { id: Some(saved.id), version: saved.version, ..typed });
    assert_eq!(detail.publication.states[&language("de")], LanguageState::Live);
    assert_eq!(detail.publication.periods[&language("en")].from, Some(NOW));
    let extra = &detail.extra;
    assert_eq!((extra.views, extra.downloads, extra.leads), (0, 0, 0));
    let facets = whitepapers::facets(&db, &editor()).await?;
    assert_eq!((facets.tags, facets.industries), (vec!["cables".to_owned(), "faults".into()], vec!["Rail".to_owned()]));
    Ok(())
}

#[tokio::test]
async fn the_public_list_is_filtered_sorted_and_read_in_pages() -> Outcome {
    let db = TestStore::new().await;
    for number in 1..=14 {
        let slug = format!("paper-{number:02}");
        let title = format!("Paper {number:02} Störlicht");
        let mut form = form(&[("en", &slug, &title)]);
        if number % 2 == 0 {
            form.category = "report".into();
            form.tags = "cables".into();
        }
        form.featured = number == 3;
        form.industries = if number == 5 { "Rail".into() } else { String::new() };
        let saved = db.whitepaper(form).await;
        db.show(saved, "en", Some(Timestamp(NOW.0 - 1_000 + number)), None).await;
    }
    let all = whitepapers::public_list(&db, &language("en"), &languages(), &WhitepaperQuery::default(), NOW).await?;
    assert_eq!((all.cards.len(), all.total, all.published), (12, 14, 14));
    assert_eq!(all.cards[0].title, "Paper 03 Störlicht", "featured first");
    assert_eq!(all.cards[1].title, "Paper 14 Störlicht", "then the newest");
    assert_eq!(all.categories, [(Category::Guide, 7), (Category::Report, 7)]);
    assert_eq!((all.tags, all.industries), (vec!["cables".to_owned()], vec!["Rail".to_owned()]));
    let rest = WhitepaperQuery { after: all.after.expect("more"), ..WhitepaperQuery::default() };
    assert_eq!(titles(&db, "en", &rest).await, ["Paper 02 Störlicht", "Paper 01 Störlicht"]);
    let rail = WhitepaperQuery { industry: "Rail".into(), ..WhitepaperQuery::default() };
    assert_eq!(titles(&db, "de", &rail).await, ["Paper 05 Störlicht"], "the default language stands in");
    let reports = WhitepaperQuery {
        category: Some(Category::Report),
        tag: "cables".into(),
        sort: Sort::Title,
        ..WhitepaperQuery::default()
    };
    assert_eq!(titles(&db, "en", &reports).await[0], "Paper 02 Störlicht");
    let searched = WhitepaperQuery { search: "07 STORLICHT".into(), ..WhitepaperQuery::default() };
    assert_eq!(titles(&db, "en", &searched).await, ["Paper 07 Störlicht"]);
    let counted = whitepapers::public_list(&db, &language("en"), &languages(), &searched, NOW).await?;
    assert_eq!((counted.total, counted.published), (1, 14));
    assert_eq!(counted.categories, [(Category::Guide, 1), (Category::Report, 0)], "of what the search finds");
    let counted = whitepapers::public_list(&db, &language("en"), &languages(), &reports, NOW).await?;
    assert_eq!((counted.total, counted.published), (7, 14));
    assert_eq!(counted.categories, [(Category::Guide, 0), (Category::Report, 7)], "of what has the tag");
    let guides = WhitepaperQuery { category: Some(Category::Guide), ..WhitepaperQuery::default() };
    let counted = whitepapers::public_list(&db, &language("en"), &languages(), &guides, NOW).await?;
    assert_eq!(counted.categories, [(Category::Guide, 7), (Category::Report, 7)], "whichever category is chosen");
    for odd in ["\"' OR 1=1", "%", "🦀", "</script>"] {
        assert_eq!(
            titles(&db, "en", &WhitepaperQuery { search: odd.into(), ..WhitepaperQuery::default() }).await,
            [""; 0],
            "{odd}"
        );
    }
    let latest = whitepapers::latest(&db, &language("en"), &languages(), 4, NOW).await?;
    assert_eq!(latest.iter().map(|card| card.path.as_str()).next(), Some("/whitepapers/paper-14"));
    Ok(())
}

#[tokio::test]
async fn the_admins_list_is_narrowed_by_tag_and_industry() -> Outcome {
    let db = TestStore::new().await;
    for (path, tags, industries) in [("a", "cables, earth faults", "Rail"), ("b", "cables", "Rail, Energy"), ("c", "", "")] {
        let form = WhitepaperForm { tags: tags.into(), industries: industries.into(), ..form(&[("en", path, path)]) };
        db.whitepaper(form).await;
    }
    let paths = async |tag: Option<&str>, industry: Option<&str>| -> Result<Vec<String>, Error> {
        let (tag, industry) = (tag.map(str::to_owned), industry.map(str::to_owned));
        let extra = WhitepaperExtraFilter { tag, industry, ..WhitepaperExtraFilter::default() };
        let filter = WhitepaperFilter { extra, sort: WhitepaperSort::Title, ..WhitepaperFilter::default() };
        let filter = WhitepaperFilter { direction: Direction::Ascending, ..filter };
        let page = whitepapers::list(&db, &editor(), &filter, &languages(), NOW).await?;
        Ok(page.items.into_iter().map(|row| row.item.title).collect())
    };
    assert_eq!(paths(Some("cables"), None).await?, ["a", "b"]);
    assert_eq!(paths(Some("cables"), Some("Energy")).await?, ["b"]);
    assert_eq!(paths(None, Some("Rail")).await?, ["a", "b"]);
    // A whole tag, and nothing of a query's own.
    for tag in ["cable", "earth", "%", "' or 1=1 --"] {
        assert_eq!(paths(Some(tag), None).await?, [""; 0], "{tag}");
    }
    Ok(())
}

/// The address of the picture on the page of `a`, and whether it is a page of the file.
async fn cover(db: &TestStore) -> Option<(String, bool)> {
    let found = whitepapers::published(db, &language("en"), &slug("a"), &languages(), NOW).await.expect("an answer");
    let Found::Here(whitepaper) = found else { panic!("public") };
    let listed =
        whitepapers::public_list(db, &language("en"), &languages(), &WhitepaperQuery::default(), NOW).await.expect("a list");
    assert_eq!(listed.cards[0].cover, whitepaper.cover);
    whitepaper.cover.map(|cover| (cover.picture.src, cover.is_page))
}

#[tokio::test]
async fn the_first_page_stands_for_a_paper_until_a_picture_is_chosen() -> Outcome {
    let db = TestStore::new().await;
    let saved = db.live_whitepaper(form(&[("en", "a", "A")])).await;
    assert_eq!(cover(&db).await, None);
    let due = media::variants_due(&db).await?.expect("the file is due");
    let page = NewVariant { shape: "640".into(), format: Format::Webp, width: 640, height: 905, size_bytes: 9 };
    assert!(media::save_variants(&db, &due, &[page], Some(24)).await?);
    assert_eq!(cover(&db).await, Some(("/media/ab/640/paper.webp".into(), true)));
    db.execute(
        "insert into media_files (id, filename, original_filename, file_path, file_size, mime_type, file_hash, image_metadata)
            values (2, 'photo.png', 'Photo.png', 'cd/photo.png', 10, 'image/png', 'cd', '{\"width\":800,\"height\":600}')",
    )
    .await?;
    db.execute(format!("update whitepapers set thumbnail_id = 2 where id = {}", saved.id)).await?;
    assert_eq!(cover(&db).await, Some(("/media/cd/photo.png".into(), false)));
    Ok(())
}

#[tokio::test]
async fn related_papers_have_something_in_common() -> Outcome {
    let db = TestStore::new().await;
    let tagged = |slug: &'static str, tags: &str, category: &str| WhitepaperForm {
        tags: tags.into(),
        category: category.into(),
        ..form(&[("en", slug, slug)])
    };
    db.live_whitepaper(tagged("a", "cables, faults", "guide")).await;
    db.live_whitepaper(tagged("b", "cables, faults", "report")).await;
    db.live_whitepaper(tagged("c", "faults", "report")).await;
    db.live_whitepaper(tagged("d", "", "report")).await;
    db.live_whitepaper(WhitepaperForm { lead_magnet_active: false, ..tagged("e", "cables, faults", "guide") }).await;
    let Found::Here(whitepaper) = whitepapers::published(&db, &language("en"), &slug("a"), &languages(), NOW).await? else {
        panic!("public")
    };
    assert_eq!(whitepaper.related.iter().map(|card| card.title.as_str()).collect::<Vec<_>>(), ["b", "c"]);
    Ok(())
}

#[tokio::test]
async fn the_admins_list_is_read_both_ways_in_every_order() -> Outcome {
    let db = TestStore::new().await;
    for number in 1..=7 {
        let slug = format!("p{number}");
        let saved = db.whitepaper(form(&[("en", &slug, &format!("Title {}", 8 - number))])).await;
        db.execute(format!(
            "update whitepapers set view_count = {}, download_count = {} where id = {}",
            number * 100,
            (number * 3) % 7,
            saved.id
        ))
        .await?;
    }
    for &sort in WhitepaperSort::ALL {
        for direction in [Direction::Ascending, Direction::Descending] {
            let filter = WhitepaperFilter { sort, direction, ..WhitepaperFilter::default() };
            let at = |cursor| Paging { cursor, size: 3 };
            let mut ids = Vec::new();
            let mut cursor = Cursor::Start;
            loop {
                let filter = WhitepaperFilter { paging: at(cursor), ..filter.clone() };
                let page = whitepapers::list(&db, &editor(), &filter, &languages(), NOW).await?;
                assert_eq!(page.total, Some(7));
                ids.extend(page.items.iter().map(|row| row.item.id));
                match page.next {
                    Some(next) => cursor = next,
                    None => {
                        let paging = at(page.previous.expect("earlier"));
                        let filter = WhitepaperFilter { paging, ..filter };
                        let earlier = whitepapers::list(&db, &editor(), &filter, &languages(), NOW).await?;
                        assert_eq!(earlier.items.iter().map(|row| row.item.id).collect::<Vec<_>>(), ids[3..6], "{sort:?}");
                        break;
                    }
                }
            }
            assert_eq!(ids.len(), 7, "{sort:?} {direction:?}");
            assert_eq!(ids.iter().collect::<std::collections::BTreeSet<_>>().len(), 7, "{sort:?} {direction:?}");
        }
    }
    let tab = async |tab| -> Result<usize, Error> {
        let filter = WhitepaperFilter { tab, ..WhitepaperFilter::default() };
        Ok(whitepapers::list(&db, &editor(), &filter, &languages(), NOW).await?.items.len())
    };
    assert_eq!((tab(ItemTab::Drafts).await?, tab(ItemTab::Untranslated).await?), (7, 7));
    assert_eq!((tab(ItemTab::Planned).await?, tab(ItemTab::Trash).await?), (0, 0));
    let searched = WhitepaperFilter { search: "title 3.".into(), ..WhitepaperFilter::default() };
    let found = whitepapers::list(&db, &editor(), &searched, &languages(), NOW).await?;
    assert_eq!(found.items.iter().map(|row| row.item.path.as_str()).collect::<Vec<_>>(), ["/whitepapers/p5"]);
    let totals = whitepapers::totals(&db, &editor(), NOW).await?;
    for tab in ItemTab::ALL {
        let filter = WhitepaperFilter { tab, paging: Paging { size: 100, ..Paging::default() }, ..WhitepaperFilter::default() };
        let rows = whitepapers::list(&db, &editor(), &filter, &languages(), NOW).await?.items;
        assert_eq!(totals.of(tab), rows.len() as i64, "{tab:?}");
    }
    Ok(())
}
