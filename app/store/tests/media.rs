//! Files of the media library: added once, kept while something uses them, shown where a page names them.

mod support;

use domain::id::MediaId;
use domain::list::Paging;
use domain::markdown::VERSION;
use domain::media::{BulkProblem, Folder, Format, MediaFilter, MediaKind, MediaSort, MediaTab, Tags};
use store::Error;
use store::media::{self, Added, Due, NewFile, NewVariant, Replaced};
use support::media::{added, described, file, saved};
use support::pages::{editor, languages};
use support::{NOW, Outcome, Place, later};

fn folder(text: &str) -> Folder {
    Folder::parse(text).expect("a folder")
}

fn tags(text: &str) -> Tags {
    Tags::parse(text).expect("tags")
}

async fn html(place: &Place, language: &str) -> String {
    place.texts(format!("select html from translations where language = '{language}'")).await.remove(0)
}

async fn ids(place: &Place, filter: &MediaFilter) -> Vec<i64> {
    let page = media::list(place, &editor(), filter, &languages()).await.expect("a list");
    page.items.iter().map(|row| row.id.0).collect()
}

#[tokio::test]
async fn the_same_file_is_there_once() -> Outcome {
    let place = Place::new().await;
    let id = added(&place, 'a', Format::Jpeg).await;
    let again = NewFile { original_filename: "other name".into(), ..file('a', Format::Jpeg) };
    assert_eq!(media::add(&place, &editor(), &again, NOW).await?, Added::Known(id));
    // What was downloaded from here and comes back is the same too.
    let stored = NewFile { hash: file('a', Format::Jpeg).stored_hash, ..file('b', Format::Jpeg) };
    assert_eq!(media::add(&place, &editor(), &stored, NOW).await?, Added::Known(id));
    assert_eq!(place.number("select count(*) from media_files").await, 1);
    assert_eq!(place.number("select value from totals where name = 'media.all'").await, 1);
    Ok(())
}

#[tokio::test]
async fn two_uploads_of_one_file_at_once_make_one_row() -> Outcome {
    let place = Place::new().await;
    let new = file('a', Format::Png);
    let by = editor();
    let (one, other) = tokio::join!(media::add(&place, &by, &new, NOW), media::add(&place, &by, &new, NOW));
    let added = [one?, other?];
    assert!(matches!(added, [Added::New(a), Added::Known(b)] | [Added::Known(b), Added::New(a)] if a == b), "{added:?}");
    // The index holds where the store does not look first.
    let twice = "insert into media_files (filename, original_filename, file_path, file_size, mime_type, file_hash)
        select filename, original_filename, file_path, file_size, mime_type, file_hash from media_files";
    let refused = Error::from(place.execute(twice).await.expect_err("refused"));
    assert!(matches!(refused, Error::Taken { field } if field == "file"));
    Ok(())
}

#[tokio::test]
async fn the_file_of_a_whitepaper_stays_and_is_gated() -> Outcome {
    let place = Place::new().await;
    let paper = added(&place, 'a', Format::Pdf).await;
    place.execute(format!("insert into whitepapers (slug, title, file_id) values ('s', '{{\"en\":\"T\"}}', {paper})")).await?;
    assert_eq!(media::trash(&place, &editor(), &[paper], NOW).await?.refused, [(paper, BulkProblem::InUse)]);
    let detail = media::detail(&place, &editor(), paper, &languages()).await?;
    assert_eq!(detail.used_in.iter().map(|used| used.title.as_str()).collect::<Vec<_>>(), ["T"]);
    assert!(media::served(&place, &file('a', Format::Pdf).hash).await?.is_gated);
    let is_gated = async |digit| media::served(&place, &file(digit, Format::Pdf).hash).await.map(|served| served.is_gated);
    // Whoever knows its address gets it neither from the trash nor once another file is in its place.
    place.execute("update whitepapers set deleted_at = datetime('now')").await?;
    assert!(is_gated('a').await?);
    let other = added(&place, 'b', Format::Pdf).await;
    assert!(!is_gated('b').await?);
    place.execute(format!("update whitepapers set deleted_at = null, file_id = {other}")).await?;
    assert!(is_gated('a').await? && is_gated('b').await?);
    place.execute("update whitepapers set requires_registration = 0").await?;
    assert!(is_gated('a').await? && !is_gated('b').await?);
    place.execute(format!("update whitepapers set file_id = {paper}")).await?;
    assert!(!is_gated('a').await?);
    Ok(())
}

#[tokio::test]
async fn a_page_shows_what_the_library_says_now() -> Outcome {
    let place = Place::new().await;
    let id = added(&place, 'a', Format::Jpeg).await;
    let page = saved(&place, &format!("![](media:{id} \"Caption\")\n\n[Photo](media:{id})\n")).await;
    assert!(html(&place, "en").await.contains(&format!("<img src=\"/media/{}/file-a.jpg\"", "a".repeat(64))));
    media::save(&place, &editor(), &described(id, 1), NOW).await?;
    assert!(html(&place, "en").await.contains("alt=\"A relay\""));
    assert!(html(&place, "de").await.contains("alt=\"Ein Relais\""));
    // The page itself is as it was saved.
    assert_eq!(place.number("select version from pages").await, page.version);

    let replaced = media::replace(&place, &editor(), id, 2, &file('b', Format::Png), NOW).await?;
    assert_eq!(replaced, Replaced::Done);
    let now = html(&place, "de").await;
    assert!(now.contains(&format!("/media/{}/file-a.png", "b".repeat(64))) && !now.contains(&"a".repeat(64)), "{now}");
    assert_eq!(place.number("select min(renderer) from translations").await, VERSION);
    Ok(())
}

#[tokio::test]
async fn sizes_that_were_made_are_offered() -> Outcome {
    let place = Place::new().await;
    let id = added(&place, 'a', Format::Jpeg).await;
    saved(&place, &format!("![Relay](media:{id})\n")).await;
    let due = media::due(&place).await?.expect("one is due");
    let variant = |format| NewVariant { shape: "640".into(), format, width: 640, height: 360, size_bytes: 9 };
    assert!(media::made(&place, &due, &[variant(Format::Webp), variant(Format::Jpeg)], None).await?);
    assert_eq!(media::due(&place).await?, None);
    let shown = html(&place, "en").await;
    let hash = "a".repeat(64);
    assert!(shown.contains(&format!("<source type=\"image/webp\" srcset=\"/media/{hash}/640/file-a.webp 640w\"")), "{shown}");
    assert!(shown.contains(&format!("src=\"/media/{hash}/640/file-a.jpg\"")) && shown.contains("width=\"1600\" height=\"900\""));
    // What was made of a file that was replaced meanwhile counts for nothing.
    let old = Due { hash: "c".repeat(64), ..due };
    assert!(!media::made(&place, &old, &[], None).await?);
    assert_eq!(place.number("select count(*) from media_variants").await, 2);
    Ok(())
}

#[tokio::test]
async fn a_file_that_is_gone_does_no_harm() -> Outcome {
    let place = Place::new().await;
    saved(&place, "![Relay](media:7)\n\n[Paper](media:8)\n").await;
    let shown = html(&place, "en").await;
    assert!(shown.contains("Relay") && shown.contains("Paper") && !shown.contains("media:"), "{shown}");
    assert_eq!(place.number("select count(*) from media_uses").await, 0);
    Ok(())
}

#[tokio::test]
async fn nobody_overwrites_what_someone_else_said() -> Outcome {
    let place = Place::new().await;
    let id = added(&place, 'a', Format::Jpeg).await;
    assert_eq!(media::save(&place, &editor(), &described(id, 1), NOW).await?, 2);
    assert!(matches!(media::save(&place, &editor(), &described(id, 1), NOW).await, Err(Error::Stale)));
    let new = file('b', Format::Jpeg);
    assert!(matches!(media::replace(&place, &editor(), id, 1, &new, NOW).await, Err(Error::Stale)));
    Ok(())
}

#[tokio::test]
async fn a_replacement_is_of_the_same_kind_and_not_there_yet() -> Outcome {
    let place = Place::new().await;
    let (id, other) = (added(&place, 'a', Format::Jpeg).await, added(&place, 'b', Format::Jpeg).await);
    let replace = async |new: NewFile| media::replace(&place, &editor(), id, 1, &new, NOW).await;
    assert_eq!(replace(file('c', Format::Pdf)).await?, Replaced::OtherKind);
    assert_eq!(replace(file('b', Format::Jpeg)).await?, Replaced::AlreadyThere(other));
    assert_eq!(replace(file('a', Format::Jpeg)).await?, Replaced::Same);
    Ok(())
}

#[tokio::test]
async fn files_are_moved_and_tagged_many_at_once() -> Outcome {
    let place = Place::new().await;
    let all = [added(&place, 'a', Format::Jpeg).await, added(&place, 'b', Format::Pdf).await];
    media::move_to(&place, &editor(), &all, &folder("Covers/2026"), NOW).await?;
    media::tag(&place, &editor(), &all, &tags("Husum, Kabel"), &Tags::default(), NOW).await?;
    media::tag(&place, &editor(), &all[..1], &Tags::default(), &tags("KABEL"), NOW).await?;
    let shelves = media::shelves(&place, &editor()).await?;
    assert_eq!(shelves.folders.iter().map(|shelf| (shelf.name.as_str(), shelf.files)).collect::<Vec<_>>(), [("/Covers/2026", 2)]);
    assert_eq!(
        shelves.tags.iter().map(|shelf| (shelf.name.as_str(), shelf.files)).collect::<Vec<_>>(),
        [("Husum", 2), ("Kabel", 1)]
    );
    let twenty: Vec<String> = (0..19).map(|n| n.to_string()).collect();
    let bulk = media::tag(&place, &editor(), &all, &Tags(twenty), &Tags::default(), NOW).await?;
    assert_eq!(bulk.refused, [(all[1], BulkProblem::TooManyTags)]);
    Ok(())
}

#[tokio::test]
async fn the_list_is_filtered_sorted_and_paged() -> Outcome {
    let place = Place::new().await;
    for (n, (digit, format)) in
        [('a', Format::Jpeg), ('b', Format::Pdf), ('c', Format::Mp4), ('d', Format::Png)].into_iter().enumerate()
    {
        media::add(&place, &editor(), &file(digit, format), later(n as i64)).await?;
    }
    let all = MediaFilter::default();
    assert_eq!(ids(&place, &all).await, [4, 3, 2, 1]);
    assert_eq!(ids(&place, &MediaFilter { kind: Some(MediaKind::Image), ..all.clone() }).await, [4, 1]);
    assert_eq!(ids(&place, &MediaFilter { search: "FILE c".into(), ..all.clone() }).await, [3]);
    assert_eq!(ids(&place, &MediaFilter { search: "%".into(), ..all.clone() }).await, [0_i64; 0]);
    assert_eq!(ids(&place, &MediaFilter { added_from: Some(later(2)), ..all.clone() }).await, [4, 3]);
    assert_eq!(ids(&place, &MediaFilter { added_before: Some(later(1)), ..all.clone() }).await, [1]);
    assert_eq!(ids(&place, &MediaFilter { tab: MediaTab::MissingAlt, ..all.clone() }).await, [4, 1]);
    media::save(&place, &editor(), &described(MediaId(1), 1), NOW).await?;
    assert_eq!(ids(&place, &MediaFilter { tab: MediaTab::MissingAlt, ..all.clone() }).await, [4]);
    assert_eq!(ids(&place, &MediaFilter { folder: Some(folder("covers")), ..all.clone() }).await, [0_i64; 0]);
    assert_eq!(ids(&place, &MediaFilter { folder: Some(folder("Covers")), ..all.clone() }).await, [1]);
    assert_eq!(ids(&place, &MediaFilter { tag: Some("husum".into()), ..all.clone() }).await, [1]);
    saved(&place, "![](media:4)").await;
    assert_eq!(ids(&place, &MediaFilter { tab: MediaTab::Unused, ..all.clone() }).await, [3, 2, 1]);

    for sort in [MediaSort::Added, MediaSort::Name, MediaSort::Size] {
        let mut filter = MediaFilter { sort, paging: Paging { size: 3, ..Paging::default() }, ..all.clone() };
        let first = media::list(&place, &editor(), &filter, &languages()).await?;
        assert_eq!((first.items.len(), first.previous.clone(), first.total), (3, None, Some(4)), "{sort:?}");
        filter.paging.cursor = first.next.expect("more");
        let second = media::list(&place, &editor(), &filter, &languages()).await?;
        assert_eq!(second.items.iter().map(|row| row.id.0).collect::<Vec<_>>(), [1], "{sort:?}");
        filter.paging.cursor = second.previous.expect("what was before");
        assert_eq!(ids(&place, &filter).await, [4, 3, 2], "{sort:?}");
    }
    Ok(())
}
