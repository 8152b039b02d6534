//! Renderings that are made beside what is saved: none lands under another text, and none that fails takes back what was committed.

use std::sync::{Arc, Mutex, mpsc};

use crate::support::media::{added, described, saved};
use crate::support::pages::{Text, change_of, editor};
use crate::support::{NOW, Outcome, TestStore, later};
use domain::media::Format;
use store::error::Error;
use store::media;
use store::pages;
use store::publishing;
use store::render_pool::RenderPool;
use tokio::task::JoinHandle;

/// A pool in which work waits that does not end by itself.
struct BusyPool {
    pool: RenderPool,
    end: mpsc::Sender<()>,
    work: Vec<JoinHandle<Result<(), Error>>>,
}

/// How much the pool takes in all.
const PLACES: usize = 32;

impl BusyPool {
    async fn with_free_places(db: &TestStore, free: usize) -> Self {
        let pool = db.render_pool().clone();
        let (end, ended) = mpsc::channel::<()>();
        let ended = Arc::new(Mutex::new(ended));
        let work = (free..PLACES).map(|_| {
            let (pool, ended) = (pool.clone(), ended.clone());
            tokio::spawn(async move {
                let wait = move || assert!(ended.lock().expect("nobody panics").recv().is_err(), "it only ends");
                pool.run(wait).await
            })
        });
        let work = work.collect();
        tokio::task::yield_now().await;
        Self { pool, end, work }
    }

    /// Waits until the last free place is taken, too.
    async fn full(&self) {
        loop {
            tokio::select! {
                biased;
                done = self.pool.run(|| ()) => {
                    assert!(matches!(done, Err(Error::Busy)));
                    return;
                }
                () = std::future::ready(()) => {}
            }
            tokio::task::yield_now().await;
        }
    }

    async fn end(self) {
        drop(self.end);
        for work in self.work {
            work.await.expect("a task that ends").expect("its turn came");
        }
    }
}

#[tokio::test]
async fn no_rendering_of_older_words_comes_under_a_newer_text() -> Outcome {
    let db = TestStore::new().await;
    let page = db.live(&[("en", "about", "About us")]).await;
    let page = db.change(page, &[("en", "about", "All about us")], NOW).await;
    db.schedule(page, "en", Some(later(60)), None).await;
    db.execute("update translations set renderer = 0 where revision_id is null").await?;
    let busy = BusyPool::with_free_places(&db, 1).await;
    let store = (*db).clone();
    let rendering = tokio::spawn(async move { publishing::rerender_stale(&store).await });
    busy.full().await;
    assert_eq!(publishing::apply_due_changes(&db, later(60)).await?.items, 1, "the text changes while the older one is rendered");
    busy.end().await;
    assert_eq!(rendering.await??, 0);
    assert_eq!(
        db.texts("select title || html from translations").await,
        ["All about us<div class=\"prose\"><p>All about us.</p></div>\n"]
    );
    assert_eq!(db.number("select count(*) from search_fts where search_fts match 'all'").await, 1);
    Ok(())
}

#[tokio::test]
async fn a_hundred_saves_of_one_version_are_saved_or_conflict_while_nothing_can_be_rendered_beside_them() -> Outcome {
    let db = TestStore::new().await;
    let page = db.page(&[("en", "about", "About us")]).await;
    let busy = BusyPool::with_free_places(&db, 0).await;
    let save = async |texts: &'static [Text<'static>]| {
        let saves = (0..100).map(|_| {
            let (store, draft) = ((*db).clone(), change_of(page, texts));
            tokio::spawn(async move { pages::save(&store, &editor(), draft, NOW).await })
        });
        let saves: Vec<_> = saves.collect();
        let mut written = 0;
        for save in saves {
            match save.await.expect("a task that ends") {
                Ok(saved) => written += usize::from(saved.version > page.version),
                Err(Error::Stale) => {}
                Err(error) => panic!("{error}"),
            }
        }
        written
    };
    assert_eq!(save(&[("en", "about", "About us")]).await, 0, "nothing is changed");
    assert_eq!(save(&[("en", "about", "All about us")]).await, 1);
    busy.end().await;
    assert_eq!(
        db.texts("select html from translations").await,
        ["<div class=\"prose\"><p>All about us.</p></div>\n"],
        "the save rendered it itself"
    );
    Ok(())
}

#[tokio::test]
async fn what_was_committed_is_done_even_if_nothing_can_be_rendered() -> Outcome {
    let db = TestStore::new().await;
    let [shown, other] = [added(&db, 'a', Format::Jpeg).await, added(&db, 'b', Format::Jpeg).await];
    saved(&db, &format!("![](media:{shown}) ![](media:{other})")).await;
    let busy = BusyPool::with_free_places(&db, 0).await;
    let marked = async || db.number("select count(*) from translations where renderer = 0").await;

    assert_eq!(media::save(&db, &editor(), &described(shown, 1), NOW).await?, 2);
    assert_eq!(marked().await, 2);
    let due = media::variants_due(&db).await?.expect("pictures that wait");
    assert!(media::save_variants(&db, &due, &[], None).await?);
    let unused = added(&db, 'c', Format::Jpeg).await;
    assert_eq!(media::trash_file(&db, &editor(), unused, 1, NOW).await?, 2);
    busy.end().await;

    assert_eq!(publishing::rerender_stale(&db).await?, 2);
    assert_eq!(marked().await, 0);
    assert_eq!(db.number("select count(*) from translations where html like '%A relay%' or html like '%Ein Relais%'").await, 2);
    Ok(())
}
