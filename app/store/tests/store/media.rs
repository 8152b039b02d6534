//! Files of the media library: added once, kept while something uses them, shown where a page names them.

use crate::support::media::{added, described, file, saved};
use crate::support::pages::{editor, languages};
use crate::support::{NOW, Outcome, TestStore, later};
use domain::id::MediaId;
use domain::list::Paging;
use domain::markdown::VERSION;
use domain::media::{BulkProblem, Folder, Format, MediaFilter, MediaKind, MediaSort, MediaTab, Tags};
use store::Error;
use store::access::Admin;
use store::media::{self, Added, NewFile, NewVariant, Replaced, VariantsDue};

fn folder(text: &str) -> Folder {
    Folder::parse(text).expect("a folder")
}

fn tags(text: &str) -> Tags {
    Tags::parse(text).expect("tags")
}

async fn html(db: &TestStore, language: &str) -> String {
    db.texts(format!("select html from translations where language = '{language}'")).await.remove(0)
}

async fn ids(db: &TestStore, filter: &MediaFilter) -> Vec<i64> {
    let page = media::list(db, &editor(), filter, &languages()).await.expect("a list");
    page.items.iter().map(|row| row.id.0).collect()
}

#[tokio::test]
async fn the_same_file_is_there_once() -> Outcome {
    let db = TestStore::new().await;
    let id = added(&db, 'a', Format::Jpeg).await;
    let again = NewFile { original_filename: "other name".into(), ..file('a', Format::Jpeg) };
    assert_eq!(media::add(&db, &editor(), &again, NOW).await?, Added::Known(id));
    // What was downloaded from here and comes back is the same too.
    let stored = NewFile { hash: file('a', Format::Jpeg).stored_hash, ..file('b', Format::Jpeg) };
    assert_eq!(media::add(&db, &editor(), &stored, NOW).await?, Added::Known(id));
    assert_eq!(db.number("select count(*) from media_files").await, 1);
    assert_eq!(db.number("select value from totals where name = 'media.all'").await, 1);
    Ok(())
}

#[tokio::test]
async fn two_uploads_of_one_file_at_once_make_one_row() -> Outcome {
    let db = TestStore::new().await;
    let new = file('a', Format::Png);
    let by = editor();
    let (one, other) = tokio::join!(media::add(&db, &by, &new, NOW), media::add(&db, &by, &new, NOW));
    let added = [one?, other?];
    assert!(matches!(added, [Added::New(a), Added::Known(b)] | [Added::Known(b), Added::New(a)] if a == b), "{added:?}");
    // The index holds where the store does not look first.
    let twice = "insert into media_files (filename, original_filename, file_path, file_size, mime_type, file_hash)
        select filename, original_filename, file_path, file_size, mime_type, file_hash from media_files";
    let refused = Error::from(db.execute(twice).await.expect_err("refused"));
    assert!(matches!(refused, Error::Taken { field } if field == "file"));
    Ok(())
}

#[tokio::test]
async fn the_file_of_a_whitepaper_stays() -> Outcome {
    let db = TestStore::new().await;
    let whitepaper = added(&db, 'a', Format::Pdf).await;
    db.execute(format!("insert into whitepapers (slug, title, file_id) values ('s', '{{\"en\":\"T\"}}', {whitepaper})")).await?;
    assert_eq!(media::trash(&db, &editor(), &[whitepaper], NOW).await?.refused, [(whitepaper, BulkProblem::InUse)]);
    let detail = media::detail(&db, &editor(), whitepaper, &languages()).await?;
    assert_eq!(detail.used_in.iter().map(|used| used.title.as_str()).collect::<Vec<_>>(), ["T"]);
    Ok(())
}

#[tokio::test]
async fn a_page_shows_what_the_library_says_now() -> Outcome {
    let db = TestStore::new().await;
    let id = added(&db, 'a', Format::Jpeg).await;
    let page = saved(&db, &format!("![](media:{id} \"Caption\")\n\n[Photo](media:{id})\n")).await;
    assert!(html(&db, "en").await.contains(&format!("<img src=\"/media/{}/file-a.jpg\"", "a".repeat(64))));
    media::save(&db, &editor(), &described(id, 1), NOW).await?;
    assert!(html(&db, "en").await.contains("alt=\"A relay\""));
    assert!(html(&db, "de").await.contains("alt=\"Ein Relais\""));
    // The page itself is as it was saved.
    assert_eq!(db.number("select version from pages").await, page.version);

    let replaced = media::replace(&db, &editor(), id, 2, &file('b', Format::Png), NOW).await?;
    assert_eq!(replaced, Replaced::Done);
    let now = html(&db, "de").await;
    assert!(now.contains(&format!("/media/{}/file-a.png", "b".repeat(64))) && !now.contains(&"a".repeat(64)), "{now}");
    assert_eq!(db.number("select min(renderer) from translations").await, VERSION);
    Ok(())
}

#[tokio::test]
async fn sizes_that_were_made_are_offered() -> Outcome {
    let db = TestStore::new().await;
    let id = added(&db, 'a', Format::Jpeg).await;
    saved(&db, &format!("![Relay](media:{id})\n")).await;
    let due = media::variants_due(&db).await?.expect("one is due");
    let variant =
        |format, width: u32| NewVariant { shape: width.to_string(), format, width, height: width * 9 / 16, size_bytes: 9 };
    let made = [variant(Format::Webp, 640), variant(Format::Jpeg, 640), variant(Format::Webp, 1600)];
    assert!(media::save_variants(&db, &due, &made, None).await?);
    assert_eq!(media::variants_due(&db).await?, None);
    let shown = html(&db, "en").await;
    let hash = "a".repeat(64);
    let webp = format!(
        "<source type=\"image/webp\" srcset=\"/media/{hash}/640/file-a.webp 640w, /media/{hash}/1600/file-a.webp 1600w\""
    );
    assert!(shown.contains(&webp), "{shown}");
    assert!(shown.contains(&format!("src=\"/media/{hash}/640/file-a.jpg\"")) && shown.contains("width=\"1600\" height=\"900\""));
    // What was made of a file that was replaced meanwhile counts for nothing.
    let old = VariantsDue { hash: "c".repeat(64), ..due };
    assert!(!media::save_variants(&db, &old, &[], None).await?);
    assert_eq!(db.number("select count(*) from media_variants").await, 3);
    Ok(())
}

#[tokio::test]
async fn the_addresses_that_a_file_had_lead_to_it_for_as_long_as_it_is_there() -> Outcome {
    let db = TestStore::new().await;
    let (a, b, c) = ("a".repeat(64), "b".repeat(64), "c".repeat(64));
    let id = added(&db, 'a', Format::Jpeg).await;
    for (version, digit, format) in [(1, 'b', Format::Png), (2, 'c', Format::Png)] {
        let replaced = media::replace(&db, &editor(), id, version, &file(digit, format), later(version)).await?;
        assert_eq!(replaced, Replaced::Done);
    }
    let moved = async |hash: &str, name: &str| media::moved_file(&db, hash, name).await.map(|moved| moved.map(|to| to.address));
    let present = Some(format!("/media/{c}/file-a.png"));
    assert_eq!(moved(&a, "file-a.jpg").await?, present);
    assert_eq!(moved(&b, "file-a.png").await?, present);
    assert_eq!(moved(&a, "file-a.png").await?, None, "it never had this name with this content");
    assert_eq!(moved(&c, "file-a.png").await?, None, "it is there");

    // The content of before comes in once more, as a file of its own, and is replaced by another.
    let other = added(&db, 'a', Format::Jpeg).await;
    assert_eq!(moved(&a, "file-a.jpg").await?, present);
    media::replace(&db, &editor(), other, 1, &file('d', Format::Jpeg), later(5)).await?;
    assert_eq!(moved(&a, "file-a.jpg").await?, Some(format!("/media/{}/file-a.jpg", "d".repeat(64))), "the last one");
    media::trash(&db, &editor(), &[other], NOW).await?;
    assert_eq!(moved(&a, "file-a.jpg").await?, present, "what is in the trash is nowhere");

    // A file that gets its first content back has its first address.
    media::replace(&db, &editor(), id, 3, &file('a', Format::Jpeg), later(6)).await?;
    assert_eq!(moved(&c, "file-a.png").await?, Some(format!("/media/{a}/file-a.jpg")));
    assert_eq!(moved(&b, "file-a.png").await?, Some(format!("/media/{a}/file-a.jpg")));
    media::trash(&db, &editor(), &[id], NOW).await?;
    assert_eq!(moved(&b, "file-a.png").await?, None);
    media::purge(&db, &Admin::command_line(), &[id, other], NOW).await?;
    assert_eq!(db.number("select count(*) from media_redirects").await, 0);
    Ok(())
}

#[tokio::test]
async fn the_address_of_a_smaller_picture_leads_to_what_is_most_like_it() -> Outcome {
    let db = TestStore::new().await;
    let (a, b) = ("a".repeat(64), "b".repeat(64));
    let id = added(&db, 'a', Format::Jpeg).await;
    let moved = async |hash: &str, shape: &str, format| media::moved_variant(&db, hash, shape, format).await;
    let variants = |format| {
        ["640", "640x360-30-40"].map(|shape| NewVariant { shape: shape.into(), format, width: 640, height: 360, size_bytes: 9 })
    };
    let due = media::variants_due(&db).await?.expect("one is due");
    assert!(media::save_variants(&db, &due, &variants(Format::Webp), None).await?);
    // The focal point moved; other sizes were never there.
    let crop = format!("/media/{a}/640x360-30-40/file-a.webp");
    assert_eq!(moved(&a, "640x360-50-50", Format::Webp).await?, Some(crop));
    assert_eq!(moved(&a, "1280", Format::Webp).await?, None);

    media::replace(&db, &editor(), id, 1, &file('b', Format::Png), NOW).await?;
    let whole = Some(format!("/media/{b}/file-a.png"));
    assert_eq!(moved(&a, "640", Format::Webp).await?, whole, "until its variants are made");
    let due = media::variants_due(&db).await?.expect("one is due");
    let all: Vec<NewVariant> = variants(Format::Webp).into_iter().chain(variants(Format::Png)).collect();
    assert!(media::save_variants(&db, &due, &all, None).await?);
    assert_eq!(moved(&a, "1280", Format::Webp).await?, Some(format!("/media/{b}/640/file-a.webp")));
    assert_eq!(moved(&a, "640", Format::Jpeg).await?, Some(format!("/media/{b}/640/file-a.png")));
    assert_eq!(moved(&a, "640x360-50-50", Format::Webp).await?, Some(format!("/media/{b}/640x360-30-40/file-a.webp")));
    assert_eq!(moved(&a, "1200x630-50-50", Format::Jpeg).await?, whole);
    assert_eq!(moved(&"e".repeat(64), "640", Format::Webp).await?, None);
    media::trash(&db, &editor(), &[id], NOW).await?;
    assert_eq!(moved(&a, "640", Format::Webp).await?, None);
    Ok(())
}

#[tokio::test]
async fn a_file_that_is_gone_does_no_harm() -> Outcome {
    let db = TestStore::new().await;
    saved(&db, "![Relay](media:7)\n\n[Paper](media:8)\n").await;
    let shown = html(&db, "en").await;
    assert!(shown.contains("Relay") && shown.contains("Paper") && !shown.contains("media:"), "{shown}");
    assert_eq!(db.number("select count(*) from media_uses").await, 0);
    Ok(())
}

#[tokio::test]
async fn nobody_overwrites_what_someone_else_said() -> Outcome {
    let db = TestStore::new().await;
    let id = added(&db, 'a', Format::Jpeg).await;
    assert_eq!(media::save(&db, &editor(), &described(id, 1), NOW).await?, 2);
    assert!(matches!(media::save(&db, &editor(), &described(id, 1), NOW).await, Err(Error::Stale)));
    let new = file('b', Format::Jpeg);
    assert!(matches!(media::replace(&db, &editor(), id, 1, &new, NOW).await, Err(Error::Stale)));
    Ok(())
}

#[tokio::test]
async fn a_replacement_is_of_the_same_kind_and_not_there_yet() -> Outcome {
    let db = TestStore::new().await;
    let (id, other) = (added(&db, 'a', Format::Jpeg).await, added(&db, 'b', Format::Jpeg).await);
    let replace = async |new: NewFile| media::replace(&db, &editor(), id, 1, &new, NOW).await;
    assert_eq!(replace(file('c', Format::Pdf)).await?, Replaced::OtherKind);
    assert_eq!(replace(file('b', Format::Jpeg)).await?, Replaced::AlreadyThere(other));
    assert_eq!(replace(file('a', Format::Jpeg)).await?, Replaced::Same);
    Ok(())
}

#[tokio::test]
async fn files_are_moved_and_tagged_many_at_once() -> Outcome {
    let db = TestStore::new().await;
    let all = [added(&db, 'a', Format::Jpeg).await, added(&db, 'b', Format::Pdf).await];
    media::move_to(&db, &editor(), &all, &folder("Covers/2026"), NOW).await?;
    media::tag(&db, &editor(), &all, &tags("Husum, Kabel"), &Tags::default(), NOW).await?;
    media::tag(&db, &editor(), &all[..1], &Tags::default(), &tags("KABEL"), NOW).await?;
    let facets = media::facets(&db, &editor()).await?;
    assert_eq!(facets.folders.iter().map(|facet| (facet.name.as_str(), facet.files)).collect::<Vec<_>>(), [("/Covers/2026", 2)]);
    assert_eq!(
        facets.tags.iter().map(|facet| (facet.name.as_str(), facet.files)).collect::<Vec<_>>(),
        [("Husum", 2), ("Kabel", 1)]
    );
    let twenty: Vec<String> = (0..19).map(|n| n.to_string()).collect();
    let bulk = media::tag(&db, &editor(), &all, &Tags(twenty), &Tags::default(), NOW).await?;
    assert_eq!(bulk.refused, [(all[1], BulkProblem::TooManyTags)]);
    Ok(())
}

#[tokio::test]
async fn a_searched_word_is_no_pattern() -> Outcome {
    let db = TestStore::new().await;
    for (digit, name) in [('a', "discount-50%.pdf"), ('b', "discount-500.pdf"), ('c', "plan_b.pdf"), ('d', "plan-b.pdf")] {
        media::add(&db, &editor(), &NewFile { filename: name.into(), ..file(digit, Format::Pdf) }, NOW).await?;
    }
    for (search, found) in
        [("50%", vec![1]), ("N_B", vec![3]), ("%", vec![1]), ("_b", vec![3]), ("plan", vec![4, 3]), ("\\", vec![])]
    {
        assert_eq!(ids(&db, &MediaFilter { search: search.into(), ..MediaFilter::default() }).await, found, "{search}");
    }
    Ok(())
}

#[tokio::test]
async fn the_list_is_filtered_sorted_and_paged() -> Outcome {
    let db = TestStore::new().await;
    for (n, (digit, format)) in
        [('a', Format::Jpeg), ('b', Format::Pdf), ('c', Format::Mp4), ('d', Format::Png)].into_iter().enumerate()
    {
        media::add(&db, &editor(), &file(digit, format), later(n as i64)).await?;
    }
    let all = MediaFilter::default();
    assert_eq!(ids(&db, &all).await, [4, 3, 2, 1]);
    assert_eq!(ids(&db, &MediaFilter { kind: Some(MediaKind::Image), ..all.clone() }).await, [4, 1]);
    assert_eq!(ids(&db, &MediaFilter { search: "FILE c".into(), ..all.clone() }).await, [3]);
    assert_eq!(ids(&db, &MediaFilter { search: "%".into(), ..all.clone() }).await, [0_i64; 0]);
    assert_eq!(ids(&db, &MediaFilter { added_from: Some(later(2)), ..all.clone() }).await, [4, 3]);
    assert_eq!(ids(&db, &MediaFilter { added_before: Some(later(1)), ..all.clone() }).await, [1]);
    assert_eq!(ids(&db, &MediaFilter { tab: MediaTab::MissingAlt, ..all.clone() }).await, [4, 1]);
    media::save(&db, &editor(), &described(MediaId(1), 1), NOW).await?;
    assert_eq!(ids(&db, &MediaFilter { tab: MediaTab::MissingAlt, ..all.clone() }).await, [4]);
    assert_eq!(ids(&db, &MediaFilter { folder: Some(folder("covers")), ..all.clone() }).await, [0_i64; 0]);
    assert_eq!(ids(&db, &MediaFilter { folder: Some(folder("Covers")), ..all.clone() }).await, [1]);
    assert_eq!(ids(&db, &MediaFilter { tag: Some("husum".into()), ..all.clone() }).await, [1]);
    saved(&db, "![](media:4)").await;
    assert_eq!(ids(&db, &MediaFilter { tab: MediaTab::Unused, ..all.clone() }).await, [3, 2, 1]);

    for sort in MediaSort::ALL {
        let mut filter = MediaFilter { sort, paging: Paging { size: 3, ..Paging::default() }, ..all.clone() };
        let first = media::list(&db, &editor(), &filter, &languages()).await?;
        assert_eq!((first.items.len(), first.previous.clone(), first.total), (3, None, Some(4)), "{sort:?}");
        filter.paging.cursor = first.next.expect("more");
        let second = media::list(&db, &editor(), &filter, &languages()).await?;
        assert_eq!(second.items.iter().map(|row| row.id.0).collect::<Vec<_>>(), [1], "{sort:?}");
        filter.paging.cursor = second.previous.expect("what was before");
        assert_eq!(ids(&db, &filter).await, [4, 3, 2], "{sort:?}");
    }
    Ok(())
}
