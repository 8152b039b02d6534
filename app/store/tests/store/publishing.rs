//! Every act on every kind of item: with the version that was seen, with another, and where there is nothing.

use crate::support::pages::{change_of, editor, language, slug};
use crate::support::whitepapers::{form, parsed};
use crate::support::{NOW, Outcome, TestStore, later};
use domain::id::{PageId, WebinarId, WhitepaperId};
use domain::item::{ItemKind, ItemRef};
use domain::whitepaper::WhitepaperForm;
use store::error::Error;
use store::{pages, publishing, whitepapers};

/// The kinds that have a form.
const KINDS: [ItemKind; 2] = [ItemKind::Page, ItemKind::Whitepaper];

#[derive(Debug, Clone, Copy, PartialEq)]
enum Act {
    Save,
    Publish,
    Schedule,
    SetEnd,
    Unpublish,
    Cancel,
    DropDraft,
    Trash,
    Restore,
}

impl Act {
    const ALL: [Self; 9] = [
        Self::Save,
        Self::Publish,
        Self::Schedule,
        Self::SetEnd,
        Self::Unpublish,
        Self::Cancel,
        Self::DropDraft,
        Self::Trash,
        Self::Restore,
    ];

    /// The acts before it, so that there is something to do.
    fn needs(self) -> &'static [Self] {
        match self {
            Self::Save | Self::Publish | Self::Schedule | Self::Trash => &[],
            Self::SetEnd | Self::Unpublish => &[Self::Publish],
            Self::Cancel => &[Self::Schedule],
            Self::DropDraft => &[Self::Publish, Self::Save],
            Self::Restore => &[Self::Trash],
        }
    }

    /// As the audit log names it.
    fn logged(self) -> &'static str {
        match self {
            Self::Save => "changed",
            Self::Publish => "published",
            Self::Schedule => "scheduled",
            Self::SetEnd => "end_changed",
            Self::Unpublish => "unpublished",
            Self::Cancel => "cancelled",
            Self::DropDraft => "dropped",
            Self::Trash => "trashed",
            Self::Restore => "restored",
        }
    }
}

impl TestStore {
    async fn act(&self, act: Act, item: ItemRef, version: i64) -> Result<i64, Error> {
        let (by, english) = (editor(), language("en"));
        match act {
            Act::Save => self.save(item, version).await,
            Act::Cancel => publishing::cancel_scheduled(self, &by, item, version, &english, NOW).await,
            Act::DropDraft => publishing::drop_draft(self, &by, item, version, NOW).await,
            Act::Publish => publishing::publish(self, &by, item, version, &english, None, None, NOW).await,
            Act::Schedule => publishing::publish(self, &by, item, version, &english, Some(later(10)), Some(later(20)), NOW).await,
            Act::SetEnd => publishing::set_end(self, &by, item, version, &english, Some(later(20)), NOW).await,
            Act::Unpublish => publishing::unpublish(self, &by, item, version, &english, NOW).await,
            Act::Trash => publishing::trash(self, &by, item, version, NOW).await,
            Act::Restore => publishing::restore(self, &by, item, version, NOW).await,
        }
    }

    /// Another title.
    async fn save(&self, item: ItemRef, version: i64) -> Result<i64, Error> {
        match item.kind {
            ItemKind::Page => {
                let saved = pages::Saved { id: PageId(item.id), version };
                let draft = change_of(saved, &[("en", "thing", "Another")]);
                Ok(pages::save(self, &editor(), draft, NOW).await?.version)
            }
            ItemKind::Whitepaper => {
                self.file().await;
                let form = form(&[("en", "thing", "Another")]);
                let form = WhitepaperForm { id: Some(WhitepaperId(item.id)), version, ..form };
                Ok(whitepapers::save(self, &editor(), parsed(form), NOW).await?.version)
            }
            ItemKind::Webinar => unreachable!("it has no form yet"),
        }
    }

    /// A draft of version 1 with the slug `thing` in English.
    async fn thing(&self, kind: ItemKind) -> ItemRef {
        match kind {
            ItemKind::Page => self.page(&[("en", "thing", "Thing")]).await.id.into(),
            ItemKind::Whitepaper => self.whitepaper(form(&[("en", "thing", "Thing")])).await.id.into(),
            ItemKind::Webinar => {
                self.execute(
                    r#"
                    insert into webinars (id, title, description, slug, scheduled_at)
                    values (1, '{"en": "Thing"}', '{"en": "What *it* says"}', '~', '2027-01-01 10:00:00');
                    insert into translations (item_kind, item_id, language, slug) values ('webinar', 1, 'en', 'thing');
                    "#,
                )
                .await
                .expect("a webinar");
                WebinarId(1).into()
            }
        }
    }

    async fn version(&self, item: ItemRef) -> i64 {
        let ItemRef { kind, id } = item;
        self.number(format!("select version from items where kind = '{}' and id = {id}", kind.as_str())).await
    }
}

#[tokio::test]
async fn every_act_asks_for_the_version_that_was_seen() -> Outcome {
    for kind in KINDS {
        for act in Act::ALL {
            let db = TestStore::new().await;
            let item = db.thing(kind).await;
            for before in act.needs() {
                db.act(*before, item, db.version(item).await).await?;
            }
            let seen = db.version(item).await;
            for stale in [0, seen - 1, seen + 1] {
                assert!(matches!(db.act(act, item, stale).await, Err(Error::Stale)), "{act:?} {kind:?}");
            }
            assert_eq!(db.version(item).await, seen, "{act:?} {kind:?}: nothing was done");
            assert_eq!(db.act(act, item, seen).await?, seen + 1, "{act:?} {kind:?}");
            assert_eq!(db.version(item).await, seen + 1);
            let logged = db.texts("select item_kind || ' ' || action from audit_log order by id desc limit 1").await;
            assert_eq!(logged, [format!("{} {}", kind.as_str(), act.logged())]);

            let nothing = ItemRef { kind, id: 999 };
            assert!(matches!(db.act(act, nothing, 1).await, Err(Error::NotFound)), "{act:?} {kind:?}");
            assert_eq!(store::check::check(&db).await?, []);
        }
    }
    Ok(())
}

#[tokio::test]
async fn nothing_is_done_to_an_item_whose_kind_has_no_form() -> Outcome {
    let db = TestStore::new().await;
    let item = db.thing(ItemKind::Webinar).await;
    for act in Act::ALL.into_iter().filter(|act| *act != Act::Save) {
        assert!(matches!(db.act(act, item, 1).await, Err(Error::NotFound)), "{act:?}");
    }
    assert_eq!(db.version(item).await, 1);
    assert_eq!(db.texts("select action from audit_log where item_kind = 'webinar'").await, [""; 0]);
    Ok(())
}

#[tokio::test]
async fn in_the_trash_nothing_is_done_but_restoring() -> Outcome {
    for kind in KINDS {
        let db = TestStore::new().await;
        let item = db.thing(kind).await;
        db.act(Act::Publish, item, 1).await?;
        let is_found = async || -> Result<bool, Error> {
            Ok(!publishing::sitemap(&db, kind, NOW, None, 10).await?.is_empty()
                && !publishing::feed(&db, kind, &language("en"), NOW, 10).await?.is_empty())
        };
        assert!(is_found().await?, "{kind:?}");
        let is_free = async || db.is_free(kind, "en", "thing", None).await;
        assert!(!is_free().await?);
        db.act(Act::Trash, item, 2).await?;
        for act in [Act::Publish, Act::Schedule, Act::SetEnd, Act::Unpublish, Act::Cancel, Act::DropDraft, Act::Trash] {
            assert!(matches!(db.act(act, item, 3).await, Err(Error::NotFound)), "{act:?} {kind:?}");
        }
        assert!(!is_found().await? && is_free().await?, "{kind:?}");
        db.act(Act::Restore, item, 3).await?;
        assert!(is_found().await?, "{kind:?}: as published as it was");
    }
    Ok(())
}

#[tokio::test]
async fn kinds_do_not_share_their_slugs_and_are_rendered_alike() -> Outcome {
    let db = TestStore::new().await;
    for kind in ItemKind::ALL {
        let item = db.thing(kind).await;
        if KINDS.contains(&kind) {
            db.act(Act::Publish, item, 1).await?;
        }
        let proposed = publishing::propose_slug(&db, &editor(), kind, &language("en"), &slug("thing"), None).await?;
        assert_eq!(proposed.as_str(), "thing-2", "{kind:?}");
    }
    db.execute("update translations set html = '', plain = '', renderer = 0").await?;
    assert_eq!(publishing::rerender_stale(&db).await?, 3);
    assert_eq!(
        db.texts("select item_kind || ': ' || plain from translations order by item_kind").await,
        ["page: Thing.", "webinar: What it says", "whitepaper: Thing.\nThing\nWhat it says."]
    );
    assert_eq!(store::check::check(&db).await?, []);
    Ok(())
}
