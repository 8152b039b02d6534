//! The trash of the media library: what is used stays, and one file is moved only as it was seen.

use crate::support::media::{added, described, saved};
use crate::support::pages::{editor, languages};
use crate::support::{NOW, Outcome, TestStore};
use domain::id::MediaId;
use domain::media::{BulkProblem, Format};
use store::access::Admin;
use store::error::Conflict;
use store::{Error, media, publishing};

#[tokio::test]
async fn what_a_page_shows_is_not_trashed() -> Outcome {
    let db = TestStore::new().await;
    let used = added(&db, 'a', Format::Jpeg).await;
    let free = added(&db, 'b', Format::Jpeg).await;
    let page = saved(&db, &format!("![A relay](media:{used})\n")).await;
    let bulk = media::trash(&db, &editor(), &[used, free, MediaId(99)], NOW).await?;
    assert_eq!(bulk.done, [free]);
    assert_eq!(bulk.refused, [(used, BulkProblem::InUse), (MediaId(99), BulkProblem::NotFound)]);
    // The database itself refuses it too.
    let refused = db.execute(format!("update media_files set deleted_at = datetime('now') where id = {used}")).await;
    assert!(refused.expect_err("refused").to_string().contains("rule: in use"));
    // A page in the trash shows nothing.
    publishing::trash(&db, &editor(), page.id, page.version, NOW).await?;
    assert_eq!(media::trash(&db, &editor(), &[used], NOW).await?.done, [used]);
    let purged = media::purge(&db, &Admin::command_line(), &[used, free], NOW).await?;
    assert_eq!(purged.done, [used, free]);
    assert_eq!(db.number("select count(*) from media_uses").await, 0);
    assert_eq!(db.number("select sum(value) from totals where name like 'media.%'").await, 0);
    Ok(())
}

#[tokio::test]
async fn one_file_is_trashed_and_restored_as_it_was_seen() -> Outcome {
    let db = TestStore::new().await;
    let by = editor();
    let id = added(&db, 'a', Format::Jpeg).await;
    let version = media::save(&db, &by, &described(id, 1), NOW).await?;
    // Whoever has not seen what somebody else saved moves nothing.
    assert!(matches!(media::trash_file(&db, &by, id, 1, NOW).await, Err(Error::Stale)));
    assert!(matches!(media::restore_file(&db, &by, id, version, NOW).await, Err(Error::NotFound)));
    let trashed = media::trash_file(&db, &by, id, version, NOW).await?;
    assert!(matches!(media::trash_file(&db, &by, id, trashed, NOW).await, Err(Error::NotFound)));
    // In the trash it can be saved, and is stale then for whoever saw it before.
    let saved = media::save(&db, &by, &described(id, trashed), NOW).await?;
    assert!(matches!(media::restore_file(&db, &by, id, trashed, NOW).await, Err(Error::Stale)));
    let restored = media::restore_file(&db, &by, id, saved, NOW).await?;
    let detail = media::detail(&db, &by, id, &languages()).await?;
    assert_eq!((detail.form.version, detail.row.deleted_at), (restored, None));
    assert_eq!((version, trashed, saved, restored), (2, 3, 4, 5));
    assert!(matches!(media::trash_file(&db, &by, MediaId(99), 1, NOW).await, Err(Error::NotFound)));
    let actions = db.texts("select action from audit_log where item_kind = 'media' order by id").await;
    assert_eq!(actions, ["uploaded", "changed", "trashed", "changed", "restored"]);
    Ok(())
}

#[tokio::test]
async fn one_file_that_is_used_stays_and_one_that_came_again_is_not_restored() -> Outcome {
    let db = TestStore::new().await;
    let by = editor();
    let used = added(&db, 'a', Format::Jpeg).await;
    saved(&db, &format!("![A relay](media:{used})\n")).await;
    assert!(matches!(media::trash_file(&db, &by, used, 1, NOW).await, Err(Error::Conflict(Conflict::InUse))));
    let free = added(&db, 'b', Format::Jpeg).await;
    let trashed = media::trash_file(&db, &by, free, 1, NOW).await?;
    added(&db, 'b', Format::Jpeg).await;
    let refused = media::restore_file(&db, &by, free, trashed, NOW).await;
    assert!(matches!(refused, Err(Error::Taken { field }) if field == "file"));
    // What was refused has changed nothing.
    assert_eq!(media::detail(&db, &by, used, &languages()).await?.form.version, 1);
    assert_eq!(media::detail(&db, &by, free, &languages()).await?.form.version, trashed);
    Ok(())
}

#[tokio::test]
async fn of_a_save_and_a_move_to_the_trash_at_once_one_is_stale() -> Outcome {
    let db = TestStore::new().await;
    let by = editor();
    let id = added(&db, 'a', Format::Jpeg).await;
    let draft = described(id, 1);
    let (saved, trashed) = tokio::join!(media::save(&db, &by, &draft, NOW), media::trash_file(&db, &by, id, 1, NOW));
    assert!(matches!((&saved, &trashed), (Ok(2), Err(Error::Stale)) | (Err(Error::Stale), Ok(2))), "{saved:?} {trashed:?}");
    let detail = media::detail(&db, &by, id, &languages()).await?;
    assert_eq!((detail.form.version, detail.row.deleted_at.is_some()), (2, trashed.is_ok()));
    Ok(())
}

#[tokio::test]
async fn a_restored_file_is_there_again_unless_it_came_again_meanwhile() -> Outcome {
    let db = TestStore::new().await;
    let id = added(&db, 'a', Format::Jpeg).await;
    media::trash(&db, &editor(), &[id], NOW).await?;
    assert!(media::served_file(&db, &"a".repeat(64), NOW).await?.is_in_trash);
    let again = added(&db, 'a', Format::Jpeg).await;
    assert!(!media::served_file(&db, &"a".repeat(64), NOW).await?.is_in_trash);
    assert_eq!(media::restore(&db, &editor(), &[id], NOW).await?.refused, [(id, BulkProblem::Taken)]);
    media::trash(&db, &editor(), &[again], NOW).await?;
    assert_eq!(media::restore(&db, &editor(), &[id], NOW).await?.done, [id]);
    // The file stays on the disk as long as one of the rows is there.
    media::purge(&db, &Admin::command_line(), &[again], NOW).await?;
    assert_eq!(media::unknown_hashes(&db, &["a".repeat(64), "b".repeat(64)].into()).await?, ["b".repeat(64)].into());
    Ok(())
}
