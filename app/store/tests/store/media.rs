//! Files of the media library: added once, kept while something uses them, shown where a page names them.

use crate::support::media::{added, described, file, saved};
use crate::support::pages::{editor, languages};
use crate::support::{NOW, Outcome, TestStore, later};
use domain::id::MediaId;
use domain::list::Paging;
use domain::markdown::VERSION;
use domain::media::{BulkProblem, Folder, Format, MediaFilter, MediaKind, MediaSort, MediaTab, Tags};
use store::Error;
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
    let variant = |format| NewVariant { shape: "640".into(), format, width: 640, height: 360, size_bytes: 9 };
    assert!(media::save_variants(&db, &due, &[variant(Format::Webp), variant(Format::Jpeg)], None).await?);
    assert_eq!(media::variants_due(&db).await?, None);
    let shown = html(&db, "en").await;
    let hash = "a".repeat(64);
    assert!(shown.contains(&format!("<source type=\"image/webp\" srcset=\"/media/{hash}/640/file-a.webp 640w, ")), "{shown}");
    assert!(shown.contains(&format!("src=\"/media/{hash}/640/file-a.jpg\"")) && shown.contains("width=\"1600\" height=\"900\""));
    // What was made of a file that was replaced meanwhile counts for nothing.
    let old = VariantsDue { hash: "c".repeat(64), ..due };
    assert!(!media::save_variants(&db, &old, &[], None).await?);
    assert_eq!(db.number("select count(*) from media_variants").await, 2);
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
