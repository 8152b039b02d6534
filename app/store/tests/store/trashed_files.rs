//! Files that lie in the trash while what shows them comes out of it.

use crate::support::media::added;
use crate::support::pages::editor;
use crate::support::whitepapers::{FAULTS, form};
use crate::support::{NOW, Outcome, TestStore, later};
use domain::media::Format;
use domain::whitepaper::WhitepaperForm;
use store::check::check;
use store::{media, publishing, whitepapers};

async fn media_in_trash(db: &TestStore) -> i64 {
    db.number("select count(*) from media_files where deleted_at is not null").await
}

#[tokio::test]
async fn a_whitepaper_comes_out_of_the_trash_with_its_file() -> Outcome {
    let db = TestStore::new().await;
    let file = added(&db, 'a', Format::Pdf).await;
    let saved = db.live_whitepaper(WhitepaperForm { file: Some(file), requires_registration: false, ..form(&FAULTS) }).await;
    let version = publishing::trash(&db, &editor(), saved.id, saved.version, NOW).await?;
    assert_eq!(media::trash(&db, &editor(), &[file], NOW).await?.done, [file]);
    publishing::restore(&db, &editor(), saved.id, version, NOW).await?;
    assert_eq!(media_in_trash(&db).await, 0);
    assert_eq!(whitepapers::direct_file(&db, saved.id, later(1)).await?.media, file);
    assert_eq!(check(&db).await?, []);
    Ok(())
}

#[tokio::test]
async fn a_page_comes_out_of_the_trash_with_its_pictures() -> Outcome {
    let db = TestStore::new().await;
    let picture = added(&db, 'b', Format::Png).await;
    let saved = crate::support::media::saved(&db, &format!("![A relay](media:{picture})")).await;
    let saved = db.publish(saved, "en").await;
    let saved = db.trash(saved).await;
    media::trash(&db, &editor(), &[picture], NOW).await?;
    db.restore(saved).await?;
    assert_eq!(media_in_trash(&db).await, 0);
    assert!(db.read("/about").await.html.contains("<img"), "it is rendered with its picture");
    Ok(())
}

#[tokio::test]
async fn a_page_whose_picture_came_in_again_shows_that_one() -> Outcome {
    let db = TestStore::new().await;
    let picture = added(&db, 'b', Format::Png).await;
    let saved = crate::support::media::saved(&db, &format!("![A relay](media:{picture}) ![](media:{picture}9)")).await;
    let saved = db.publish(saved, "en").await;
    let saved = db.trash(saved).await;
    media::trash(&db, &editor(), &[picture], NOW).await?;
    let copy = added(&db, 'b', Format::Png).await;
    let saved = db.restore(saved).await?;
    let html = db.read("/about").await.html;
    assert!(html.contains("<img") && html.contains("alt=\"A relay\""), "{html}");
    let detail = store::pages::detail(&db, &editor(), saved.id, NOW).await?;
    let text = &detail.form.texts["en"].content;
    assert_eq!(*text, format!("![A relay](media:{copy}) ![](media:{picture}9)"));
    assert_eq!(detail.form.texts["de"].content, *text, "the draft too");
    assert_eq!(media::trash(&db, &editor(), &[copy], NOW).await?.done, [], "it is in use");
    assert_eq!(check(&db).await?, []);
    Ok(())
}

#[tokio::test]
async fn a_whitepaper_whose_file_came_in_again_takes_that_one() -> Outcome {
    let db = TestStore::new().await;
    let file = added(&db, 'c', Format::Pdf).await;
    let saved = db.live_whitepaper(WhitepaperForm { file: Some(file), requires_registration: false, ..form(&FAULTS) }).await;
    let version = publishing::trash(&db, &editor(), saved.id, saved.version, NOW).await?;
    media::trash(&db, &editor(), &[file], NOW).await?;
    let copy = added(&db, 'c', Format::Pdf).await;
    let version = publishing::restore(&db, &editor(), saved.id, version, NOW).await?;
    assert_eq!(whitepapers::direct_file(&db, saved.id, later(1)).await?.media, copy);
    let detail = whitepapers::detail(&db, &editor(), saved.id, NOW).await?;
    assert_eq!((detail.form.file, detail.form.version), (Some(copy), version));
    assert_eq!(media::trash(&db, &editor(), &[copy], NOW).await?.done, [], "it is in use");
    assert_eq!(check(&db).await?, []);
    Ok(())
}

#[tokio::test]
async fn a_copy_is_gated_while_the_whitepaper_lies_in_the_trash() -> Outcome {
    let db = TestStore::new().await;
    let file = added(&db, 'e', Format::Pdf).await;
    let saved = db.live_whitepaper(WhitepaperForm { file: Some(file), ..form(&FAULTS) }).await;
    publishing::trash(&db, &editor(), saved.id, saved.version, NOW).await?;
    media::trash(&db, &editor(), &[file], NOW).await?;
    added(&db, 'e', Format::Pdf).await;
    assert!(media::served_file(&db, &"e".repeat(64), later(1)).await?.is_gated);
    Ok(())
}

#[tokio::test]
async fn a_copy_of_a_file_that_a_whitepaper_gives_for_a_name_is_gated_too() -> Outcome {
    let db = TestStore::new().await;
    let file = added(&db, 'd', Format::Pdf).await;
    db.live_whitepaper(WhitepaperForm { file: Some(file), ..form(&FAULTS) }).await;
    // As an older program left it.
    db.execute("drop trigger media_files_trashed").await?;
    media::trash(&db, &editor(), &[file], NOW).await?;
    added(&db, 'd', Format::Pdf).await;
    assert!(media::served_file(&db, &"d".repeat(64), later(1)).await?.is_gated);
    Ok(())
}
