//! A draft beside the live text: only publishing changes what visitors read, and a planned change belongs to its revision.

use crate::support::pages::{ABOUT, Met, change_of, draft, editor, form, language, languages, moved, page, parsed, slug};
use crate::support::{NOW, Outcome, TestStore, later, whitepapers as samples};
use domain::id::MediaId;
use domain::invalid::Problem;
use domain::item::ItemKind;
use domain::media::BulkProblem;
use domain::page::{PageDraft, Template};
use domain::publication::{LanguageState, Period};
use store::check::check;
use store::error::Error;
use store::pages::{self, Saved};
use store::{media, publishing, whitepapers};

const CHANGED: [crate::support::pages::Text<'static>; 2] =
    [("en", "about-us", "All about us"), ("de", "ueber-uns-alle", "Alles über uns")];

async fn propose(db: &TestStore, base: &str) -> Result<String, Error> {
    let proposed = publishing::propose_slug(db, &editor(), ItemKind::Page, &language("en"), &slug(base), None).await?;
    Ok(proposed.to_string())
}

#[tokio::test]
async fn a_draft_of_a_live_page_is_seen_by_editors_only() -> Outcome {
    let db = TestStore::new().await;
    let saved = db.live(&ABOUT).await;
    let before = db.texts("select title || content || slug from pages").await;
    let saved = db.change(saved, &CHANGED, later(5)).await;
    assert_eq!(db.visit("/about").await, page("en", "About us"));
    assert_eq!(db.visit("/about-us").await, Met::Nothing);
    assert_eq!(db.texts("select title || content || slug from pages").await, before, "the specification's columns");
    let feed = publishing::feed(&db, ItemKind::Page, &language("en"), later(5), 9).await?;
    assert_eq!((feed[0].title.as_str(), feed[0].changed_at), ("About us", NOW));
    let detail = pages::detail(&db, &editor(), saved.id, later(5)).await?;
    assert_eq!(detail.form.texts["de"].title, "Alles über uns");
    assert_eq!(detail.publication.live.expect("it is live").texts["de"].title, "Über uns");
    assert_eq!(db.number("select count(*) from translations where has_changes").await, 2);
    assert_eq!(check(&db).await?, []);
    Ok(())
}

#[tokio::test]
async fn one_language_is_published_and_with_it_what_all_share() -> Outcome {
    let db = TestStore::new().await;
    let saved = db.live(&ABOUT).await;
    let changed = PageDraft { template: Template::Landing, ..change_of(saved, &CHANGED) };
    let saved = pages::save(&db, &editor(), changed, later(5)).await?;
    let saved = db.publish_at(saved, "de", later(6)).await;
    assert_eq!(db.visit("/de/ueber-uns").await, moved("/de/ueber-uns-alle"));
    assert_eq!(db.visit("/de/ueber-uns-alle").await, page("de", "Alles über uns"));
    let english = db.read("/about").await;
    assert_eq!((english.title.as_str(), english.template), ("About us", Template::Landing));
    assert_eq!(db.texts("select language from translations where has_changes").await, ["en"]);
    assert_eq!(db.read("/de/ueber-uns-alle").await.published_at, NOW, "its date stays");
    assert_eq!(db.read("/de/ueber-uns-alle").await.changed_at, later(6));
    let saved = db.publish_at(saved, "en", later(7)).await;
    assert_eq!(db.publish_at(saved, "en", later(8)).await, saved, "nothing is left to do");
    assert_eq!(check(&db).await?, []);
    Ok(())
}

#[tokio::test]
async fn of_what_is_not_published_the_columns_hold_the_draft() -> Outcome {
    let db = TestStore::new().await;
    let saved = db.page(&ABOUT).await;
    let saved = db.publish(saved, "en").await;
    db.change(saved, &CHANGED, later(5)).await;
    let titles = db.texts("select title from pages").await;
    assert_eq!(titles, [r#"{"de":"Alles über uns","en":"About us"}"#]);
    assert_eq!(db.texts("select language || slug from translations order by language").await, ["deueber-uns-alle", "enabout"]);
    Ok(())
}

#[tokio::test]
async fn a_dropped_draft_is_what_is_live_and_stays_a_revision() -> Outcome {
    let db = TestStore::new().await;
    let saved = db.page(&[ABOUT[0], ("de", "ueber-uns", "Noch ein Entwurf")]).await;
    let saved = db.publish(saved, "en").await;
    let changed = PageDraft { template: Template::Landing, ..change_of(saved, &CHANGED) };
    let saved = pages::save(&db, &editor(), changed, later(5)).await?;
    let saved = db.drop_draft(saved).await;
    let detail = pages::detail(&db, &editor(), saved.id, later(5)).await?;
    assert_eq!((detail.form.template.as_str(), detail.form.texts["en"].title.as_str()), ("default", "About us"));
    assert_eq!(detail.form.texts["de"].title, "Alles über uns", "it is a change of nothing live");
    let titles = db.texts("select snapshot ->> '$.texts.en.title' from revisions order by number").await;
    assert_eq!(titles, ["About us", "All about us", "About us"]);
    assert_eq!(db.number("select count(*) from translations where has_changes").await, 0);
    assert_eq!(propose(&db, "about-us").await?, "about-us", "the address of the draft is free");
    assert_eq!(db.drop_draft(saved).await, saved, "there is none any more");
    assert_eq!(check(&db).await?, []);
    Ok(())
}

#[tokio::test]
async fn an_end_is_set_on_what_is_live_and_the_draft_stays_a_draft() -> Outcome {
    let db = TestStore::new().await;
    let saved = db.live(&ABOUT).await;
    let mut saved = db.change(saved, &CHANGED, later(5)).await;
    let set_end = async |saved: Saved, tag: &str, until| -> Result<Saved, Error> {
        let version = publishing::set_end(&db, &editor(), saved.id, saved.version, &language(tag), until, later(6)).await?;
        Ok(Saved { version, ..saved })
    };
    let end = async |saved: Saved| -> Result<_, Error> {
        let publication = pages::detail(&db, &editor(), saved.id, later(6)).await?.publication;
        Ok((publication.periods[&language("en")].until, publication.live.expect("it is live").texts["en"].title.clone()))
    };
    saved = set_end(saved, "en", Some(later(30))).await?;
    assert_eq!(end(saved).await?, (Some(later(30)), "About us".into()));
    assert_eq!(set_end(saved, "en", Some(later(30))).await?, saved, "nothing is left to do");
    let before_start = set_end(saved, "en", Some(NOW)).await;
    assert!(
        matches!(before_start, Err(Error::Invalid(invalid)) if invalid.of("unpublished_at:en") == Some(&Problem::EndsBeforeStart))
    );
    saved = db.publish_at(saved, "en", later(7)).await;
    assert_eq!(end(saved).await?, (Some(later(30)), "All about us".into()), "published anew, it still ends");

    // Beside a planned change the live text ends at the earlier of both times.
    saved = db.change(saved, &[("en", "about-us", "Planned"), CHANGED[1]], later(8)).await;
    saved = db.schedule(saved, "en", Some(later(60)), None).await;
    saved = set_end(saved, "en", None).await?;
    let ends = "select unpublished_at is null from translations where language = 'en' and revision_id is null";
    assert_eq!((end(saved).await?.0, db.number(ends).await), (None, 0));
    saved = set_end(saved, "en", Some(later(40))).await?;
    let detail = pages::detail(&db, &editor(), saved.id, later(6)).await?;
    assert_eq!(detail.publication.planned[&language("en")], Period { from: Some(later(60)), until: None });
    assert_eq!(detail.publication.upcoming.expect("a change").texts["en"].title, "Planned");
    assert_eq!(end(saved).await?.0, Some(later(40)));

    saved = db.unpublish(saved, "de").await;
    assert!(matches!(set_end(saved, "de", Some(later(40))).await, Err(Error::NotFound)), "nothing of it is public");
    assert_eq!(check(&db).await?, []);
    Ok(())
}

#[tokio::test]
async fn a_slug_belongs_to_one_item_be_it_live_drafted_or_planned() -> Outcome {
    let db = TestStore::new().await;
    let saved = db.live(&[("en", "live", "A")]).await;
    let saved = db.change(saved, &[("en", "planned", "A")], NOW).await;
    let saved = db.schedule(saved, "en", Some(later(60)), None).await;
    let saved = db.change(saved, &[("en", "drafted", "A")], NOW).await;
    for held in ["live", "planned", "drafted"] {
        let refused = pages::save(&db, &editor(), draft(&[("en", held, "B")]), NOW).await;
        assert!(matches!(refused, Err(Error::Taken { field }) if field == "slug:en"), "{held}");
        assert_eq!(propose(&db, held).await?, format!("{held}-2"));
        // The database itself refuses it too.
        let beside = format!(
            "insert into pages (id, slug, title, content) values (99, 'x', '{{}}', '{{}}');
            insert into translations (item_kind, item_id, language, slug) values ('page', 99, 'en', '{held}');"
        );
        let refused = Error::from(db.execute(beside).await.expect_err("refused"));
        assert!(matches!(refused, Error::Taken { field } if field == "slug"), "{held}");
        db.execute("delete from pages where id = 99").await?;
    }
    let saved = db.publish(saved, "en").await;
    assert_eq!(propose(&db, "live").await?, "live", "it leads on, until another takes it");
    assert_eq!(propose(&db, "planned").await?, "planned", "what was planned is taken back");
    db.trash(saved).await;
    assert_eq!(propose(&db, "drafted").await?, "drafted");
    assert_eq!(check(&db).await?, []);
    Ok(())
}

#[tokio::test]
async fn a_file_is_used_by_what_is_live_by_the_draft_and_by_what_is_planned() -> Outcome {
    let db = TestStore::new().await;
    let file = |id: i64| {
        format!(
            "insert into media_files (id, filename, original_filename, file_path, file_size, mime_type, file_hash)
            values ({id}, 'f', 'f', 'f', 1, 'image/png', 'h{id}');"
        )
    };
    db.execute((1..=3).map(file).collect::<String>()).await?;
    let showing = |saved: Saved, id: i64| {
        let mut form = form(&[("en", "a", "A")]);
        form.texts.get_mut("en").expect("English").content = format!("![](media:{id})");
        (form.id, form.version) = (Some(saved.id), saved.version);
        parsed(form)
    };
    let saved = db.page(&[("en", "a", "A")]).await;
    let saved = pages::save(&db, &editor(), showing(saved, 1), NOW).await?;
    let saved = db.publish(saved, "en").await;
    let saved = pages::save(&db, &editor(), showing(saved, 2), NOW).await?;
    let saved = db.schedule(saved, "en", Some(later(60)), None).await;
    let saved = pages::save(&db, &editor(), showing(saved, 3), NOW).await?;
    let trash = async || media::trash(&db, &editor(), &[1, 2, 3].map(MediaId), NOW).await;
    let held = trash().await?.refused;
    assert_eq!(held, [1, 2, 3].map(|id| (MediaId(id), BulkProblem::InUse)));
    let version = publishing::cancel_scheduled(&db, &editor(), saved.id, saved.version, &language("en"), NOW).await?;
    db.drop_draft(Saved { version, ..saved }).await;
    assert_eq!(trash().await?.done, [2, 3].map(MediaId));
    Ok(())
}

#[tokio::test]
async fn a_planned_change_follows_the_live_text_and_later_words_do_not_slip_in() -> Outcome {
    let db = TestStore::new().await;
    let saved = db.live(&ABOUT).await;
    let saved = db.change(saved, &CHANGED, later(5)).await;
    let saved = db.schedule(saved, "en", Some(later(60)), Some(later(120))).await;
    let saved = db.change(saved, &[("en", "later", "Later words"), ABOUT[1]], later(6)).await;
    for (at, path, met) in [
        (59, "/about", page("en", "About us")),
        (59, "/about-us", Met::Nothing),
        (60, "/about-us", page("en", "All about us")),
        (60, "/about", moved("/about-us")),
        (60, "/later", Met::Nothing),
        (119, "/about-us", page("en", "All about us")),
        (120, "/about-us", Met::Nothing),
    ] {
        assert_eq!(db.visit_at(path, later(at)).await, met, "{path} at {at}");
    }
    let publishing::Found::Here(read) = db.found("/about-us", later(60)).await else { panic!("it is read") };
    assert!(read.html.contains("All about us."), "{}", read.html);
    assert_eq!((read.published_at, read.changed_at), (NOW, later(60)));
    let publication = pages::detail(&db, &editor(), saved.id, later(59)).await?.publication;
    assert_eq!(publication.planned[&language("en")], Period { from: Some(later(60)), until: Some(later(120)) });
    assert_eq!(publication.states[&language("en")], LanguageState::Live);
    assert_eq!(publication.periods[&language("en")].until, None, "without the change it would stay");
    assert_eq!(check(&db).await?, []);
    Ok(())
}

#[tokio::test]
async fn a_planned_change_whose_time_has_come_is_in_the_columns_by_the_next_act() -> Outcome {
    let db = TestStore::new().await;
    let saved = db.live(&ABOUT).await;
    let saved = db.change(saved, &CHANGED, later(5)).await;
    let saved = db.schedule(saved, "en", Some(later(60)), None).await;
    let live = pages::detail(&db, &editor(), saved.id, later(60)).await?.publication.live.expect("it is live");
    assert_eq!(live.texts["en"].title, "All about us", "editors compare with what visitors read");
    assert_eq!(publishing::apply_due_changes(&db, later(59)).await?.items, 0);
    assert_eq!(publishing::apply_due_changes(&db, later(60)).await?.items, 1);
    assert_eq!(db.texts("select title ->> 'en' || slug from pages").await, ["All about usabout-us"]);
    assert_eq!(db.visit_at("/about", later(60)).await, moved("/about-us"));
    assert_eq!(db.texts("select language from translations where has_changes").await, ["de"]);
    assert_eq!(publishing::apply_due_changes(&db, later(61)).await?.items, 0);
    assert_eq!(check(&db).await?, []);

    // Any act does the same.
    let saved = db.change(saved, &[("en", "third", "Third"), CHANGED[1]], later(61)).await;
    let saved = db.schedule(saved, "en", Some(later(70)), None).await;
    let version = publishing::unpublish(&db, &editor(), saved.id, saved.version, &language("de"), later(80)).await?;
    assert_eq!(version, saved.version + 1);
    assert_eq!(db.visit_at("/third", later(80)).await, page("en", "Third"));
    assert_eq!(db.number("select count(*) from translations where revision_id is not null").await, 0);
    assert_eq!(check(&db).await?, []);
    Ok(())
}

#[tokio::test]
async fn a_plan_that_is_cancelled_or_overtaken_leaves_the_live_text_as_it_was() -> Outcome {
    let db = TestStore::new().await;
    let (en, by) = (language("en"), editor());
    let saved = db.page(&ABOUT).await;
    let saved = db.schedule(saved, "en", None, Some(later(1_000))).await;
    let saved = db.change(saved, &CHANGED, NOW).await;
    let saved = db.schedule(saved, "en", Some(later(60)), None).await;
    let version = publishing::cancel_scheduled(&db, &by, saved.id, saved.version, &en, NOW).await?;
    assert_eq!(db.visit_at("/about", later(999)).await, page("en", "About us"));
    assert_eq!(db.visit_at("/about", later(1_000)).await, Met::Nothing, "its own end stays");
    assert!(matches!(publishing::cancel_scheduled(&db, &by, saved.id, version, &en, NOW).await, Err(Error::NotFound)));

    let saved = db.schedule(Saved { version, ..saved }, "en", Some(later(60)), None).await;
    let saved = db.change(saved, &[("en", "now", "Now"), ABOUT[1]], NOW).await;
    db.publish(saved, "en").await;
    assert_eq!(db.visit_at("/now", later(60)).await, page("en", "Now"), "the older words do not come back");
    assert_eq!(check(&db).await?, []);

    // The draft says what is live, and something else is planned.
    let db = TestStore::new().await;
    let saved = db.live(&ABOUT).await;
    let saved = db.change(saved, &CHANGED, NOW).await;
    let saved = db.schedule(saved, "en", Some(later(60)), None).await;
    let saved = db.change(saved, &ABOUT, NOW).await;
    db.publish(saved, "en").await;
    assert_eq!(db.visit_at("/about", later(60)).await, page("en", "About us"));
    assert_eq!(db.number("select count(*) from translations where revision_id is not null").await, 0);
    Ok(())
}

#[tokio::test]
async fn a_first_publication_that_waits_belongs_to_its_revision_too() -> Outcome {
    let db = TestStore::new().await;
    let saved = db.page(&[("en", "offer", "Offer")]).await;
    let saved = db.schedule(saved, "en", Some(later(60)), None).await;
    let saved = db.change(saved, &[("en", "bargain", "Bargain")], NOW).await;
    assert_eq!(db.visit_at("/offer", later(60)).await, page("en", "Offer"));
    let publication = pages::detail(&db, &editor(), saved.id, NOW).await?.publication;
    assert_eq!(publication.live.expect("what is planned").texts["en"].title, "Offer");
    let version = publishing::cancel_scheduled(&db, &editor(), saved.id, saved.version, &language("en"), NOW).await?;
    assert_eq!(db.visit_at("/offer", later(60)).await, Met::Nothing);
    db.publish(Saved { version, ..saved }, "en").await;
    assert_eq!(db.visit("/bargain").await, page("en", "Bargain"));
    Ok(())
}

#[tokio::test]
async fn what_all_languages_share_does_not_go_live_before_its_time() -> Outcome {
    let db = TestStore::new().await;
    let saved = db.page(&ABOUT).await;
    let saved = db.publish(saved, "en").await;
    let changed = PageDraft { template: Template::Landing, ..change_of(saved, &ABOUT) };
    let saved = pages::save(&db, &editor(), changed, NOW).await?;
    db.schedule(saved, "de", Some(later(60)), None).await;
    assert_eq!(db.read("/about").await.template, Template::Default);
    Ok(())
}

#[tokio::test]
async fn publishing_asks_for_more_than_a_draft() -> Outcome {
    let db = TestStore::new().await;
    let saved = db.live(&ABOUT).await;
    let publish = async |saved: Saved| {
        let published = publishing::publish(&db, &editor(), saved.id, saved.version, &language("de"), None, None, NOW).await;
        match published {
            Err(Error::Invalid(invalid)) => invalid,
            other => panic!("refused, not {other:?}"),
        }
    };
    let removed = db.change(saved, &ABOUT[..1], NOW).await;
    assert_eq!(publish(removed).await.of("content:de"), Some(&Problem::Missing));
    // The site has lost the language since.
    let saved = db.change(removed, &CHANGED, NOW).await;
    db.execute(r#"update system_settings set value = '["en"]' where key = 'supported_languages'"#).await?;
    assert_eq!(publish(saved).await.of("title:de"), Some(&Problem::NotAChoice));
    Ok(())
}

#[tokio::test]
async fn a_whitepaper_keeps_its_live_file_until_the_draft_is_published() -> Outcome {
    let db = TestStore::new().await;
    let saved = db.live_whitepaper(samples::form(&samples::FAULTS)).await;
    db.execute(
        "insert into media_files (id, filename, original_filename, file_path, file_size, mime_type, file_hash)
            values (2, 'new.pdf', 'New.pdf', 'cd/new.pdf', 5, 'application/pdf', 'cd')",
    )
    .await?;
    let mut form = samples::form(&samples::FAULTS);
    (form.id, form.version, form.file, form.tags) = (Some(saved.id), saved.version, Some(MediaId(2)), "cables".into());
    let saved = whitepapers::save(&db, &editor(), samples::parsed(form), later(5)).await?;
    let read = async || {
        let found = whitepapers::published(&db, &language("de"), &slug("fehlerortung"), &languages(), later(9)).await;
        match found.expect("an answer") {
            publishing::Found::Here(whitepaper) => (whitepaper.file_name, whitepaper.tags),
            other => panic!("it is read, not {other:?}"),
        }
    };
    assert_eq!(read().await, ("Paper.pdf".into(), vec![]));
    assert_eq!(whitepapers::detail(&db, &editor(), saved.id, NOW).await?.form.file, Some(MediaId(2)));
    assert_eq!(media::trash(&db, &editor(), &[MediaId(2)], NOW).await?.refused, [(MediaId(2), BulkProblem::InUse)]);
    assert!(media::served_file(&db, "cd", NOW).await?.is_gated, "closed before it is published");
    db.show(saved, "en", None, None).await;
    assert_eq!(read().await, ("New.pdf".into(), vec!["cables".to_owned()]), "what both languages share");
    let folded = db.texts("select folded from translations order by language").await;
    assert_eq!(
        folded,
        ["fehlerortung fehlerortung. cables guide leitfaden", "fault location fault location. cables guide leitfaden"]
    );
    assert_eq!(check(&db).await?, []);
    Ok(())
}
