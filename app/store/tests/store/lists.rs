//! Every list of the admin, read by its cursors: each row stands on one page in every order, and no cursor leads to a wrong page.

use crate::support::pages::{draft, editor, languages};
use crate::support::whitepapers::{form, mail};
use crate::support::{NOW, Outcome, TestStore, later};
use domain::item::ItemSort;
use domain::list::{Cursor, Direction, ListPage, Paging};
use domain::mail::MailFilter;
use domain::media::{MediaFilter, MediaSort};
use domain::page::{PageFilter, PageSort};
use domain::whitepaper::list::{DownloadFilter, WhitepaperFilter, WhitepaperSort};
use store::access::Admin;
use store::outbox::{self, append};
use store::{media, pages, whitepapers};

/// Rows of each list.
const COUNT: usize = 23;

/// A list and what it is sorted by.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Sorted {
    Pages(PageSort),
    Whitepapers(WhitepaperSort),
    Media(MediaSort),
    Downloads,
    Mails,
}

fn all() -> Vec<Sorted> {
    let pages = PageSort::ALL.iter().copied().map(Sorted::Pages);
    let whitepapers = WhitepaperSort::ALL.iter().copied().map(Sorted::Whitepapers);
    let media = MediaSort::ALL.into_iter().map(Sorted::Media);
    pages.chain(whitepapers).chain(media).chain([Sorted::Downloads, Sorted::Mails]).collect()
}

const DIRECTIONS: [Direction; 2] = [Direction::Ascending, Direction::Descending];

impl Sorted {
    fn is_same_list(self, other: Self) -> bool {
        std::mem::discriminant(&self) == std::mem::discriminant(&other)
    }

    /// The ids of one page.
    async fn page(self, db: &TestStore, direction: Direction, cursor: Cursor, size: u32) -> ListPage<i64> {
        let paging = Paging { cursor, size };
        match self {
            Self::Pages(sort) => {
                let filter = PageFilter { sort, direction, paging, ..PageFilter::default() };
                let page = pages::list(db, &editor(), &filter, &languages(), NOW).await.expect("pages");
                let ids = page.items.iter().map(|row| row.item.id).collect();
                page.with_items(ids)
            }
            Self::Whitepapers(sort) => {
                let filter = WhitepaperFilter { sort, direction, paging, ..WhitepaperFilter::default() };
                let page = whitepapers::list(db, &editor(), &filter, &languages(), NOW).await.expect("whitepapers");
                let ids = page.items.iter().map(|row| row.item.id).collect();
                page.with_items(ids)
            }
            Self::Media(sort) => {
                let filter = MediaFilter { sort, direction, paging, ..MediaFilter::default() };
                let page = media::list(db, &editor(), &filter, &languages()).await.expect("files");
                let ids = page.items.iter().map(|row| row.id.0).collect();
                page.with_items(ids)
            }
            Self::Downloads => {
                let filter = DownloadFilter { direction, paging, ..DownloadFilter::default() };
                let page = whitepapers::downloads(db, &editor(), &filter).await.expect("downloads");
                let ids = page.items.iter().map(|row| row.id.0).collect();
                page.with_items(ids)
            }
            Self::Mails => {
                let filter = MailFilter { direction, paging, ..MailFilter::default() };
                let page = outbox::list::list(db, &Admin::command_line(), &filter, NOW).await.expect("mails");
                let ids = page.items.iter().map(|row| row.id.0).collect();
                page.with_items(ids)
            }
        }
    }
}

/// A database with rows in every list, of which many have the same title, time, size or number.
async fn filled() -> Result<TestStore, Box<dyn std::error::Error>> {
    let db = TestStore::new().await;
    for n in 0..COUNT {
        let (slug, title) = (format!("item-{n}"), ["Same", "same", "Other|7", "-title|x|1", "Über"][n % 5]);
        pages::save(&db, &editor(), draft(&[("en", &slug, title)]), later((n / 7) as i64)).await?;
        db.whitepaper(form(&[("en", &slug, title)])).await;
    }
    db
        .execute(format!(
            r#"
            update whitepapers
            set view_count = id % 4 * 100, download_count = id % 3, updated_at = datetime('2026-11-20', '+' || (id % 4) || ' days');
            insert into media_files (filename, original_filename, file_path, file_size, mime_type, file_hash, created_at)
            select
                'file-' || (i % 5) || '.pdf', 'File', i || '.pdf', 90 + i % 3 * 40, 'application/pdf', 'hash-' || i,
                datetime('2026-11-20', '+' || (i % 4) || ' days')
            from (
                with recursive n (i) as (select 2 union all select i + 1 from n where i < {COUNT}) select i from n
            );
            "#
        ))
        .await?;
    for n in 0..COUNT {
        db.execute(format!(
            "insert into whitepaper_downloads (whitepaper_id, first_name, last_name, email)
                values (1, 'Ada', 'Berg', 'ada{n}@example.org')"
        ))
        .await?;
        let mut tx = db.begin_write().await?;
        append(&mut tx, &mail(&format!("mail-{n}")), NOW).await?;
        tx.commit().await?;
    }
    Ok(db)
}

#[tokio::test]
async fn walking_on_and_back_meets_every_row_once() -> Outcome {
    let db = filled().await?;
    for list in all() {
        for direction in DIRECTIONS {
            for size in [1, 4, 23, 100] {
                let what = format!("{list:?} {direction:?} {size}");
                let mut page = list.page(&db, direction, Cursor::Start, size).await;
                assert_eq!((page.previous.clone(), page.total), (None, Some(COUNT as i64)), "{what}");
                let mut there = page.items.clone();
                while let Some(next) = page.next {
                    page = list.page(&db, direction, next, size).await;
                    assert_eq!(page.total, Some(COUNT as i64), "{what}");
                    there.extend(&page.items);
                }
                let mut back: Vec<i64> = page.items.iter().rev().copied().collect();
                while let Some(previous) = page.previous {
                    page = list.page(&db, direction, previous, size).await;
                    back.extend(page.items.iter().rev());
                }
                back.reverse();
                assert_eq!(there, back, "{what}");
                there.sort();
                there.dedup();
                assert_eq!(there.len(), COUNT, "{what}");
            }
        }
    }
    Ok(())
}

#[tokio::test]
async fn a_cursor_of_another_order_or_of_anything_begins_at_the_start() -> Outcome {
    let db = filled().await?;
    for list in all() {
        for direction in DIRECTIONS {
            let mut cursors: Vec<Cursor> =
                ["", "|", "||", "x", "7", "title|7", "title||0", "-title|a|-1", "arrival||x", "🎉|🎉|1"]
                    .into_iter()
                    .flat_map(|text| [Cursor::After(text.into()), Cursor::Before(text.into())])
                    .collect();
            for other in all().into_iter().filter(|other| other.is_same_list(list)) {
                for other_direction in DIRECTIONS {
                    if (other, other_direction) != (list, direction) {
                        let first = other.page(&db, other_direction, Cursor::Start, 5).await;
                        let second = other.page(&db, other_direction, first.next.expect("more"), 5).await;
                        cursors.extend([second.previous.expect("the first page"), second.next.expect("more")]);
                    }
                }
            }
            let first = list.page(&db, direction, Cursor::Start, 5).await;
            for cursor in cursors {
                let page = list.page(&db, direction, cursor.clone(), 5).await;
                assert_eq!(page, first, "{list:?} {direction:?} {cursor:?}");
            }
        }
    }
    Ok(())
}
