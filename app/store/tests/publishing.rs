//! Every act on every kind of item: with the version that was seen, with another, and where there is nothing.

mod support;

use domain::id::WebinarId;
use domain::item::{ItemKind, ItemRef};
use store::error::Error;
use store::publishing;
use support::pages::{editor, language, slug};
use support::{NOW, Outcome, Place, later, papers};

#[derive(Debug, Clone, Copy, PartialEq)]
enum Act {
    Publish,
    Schedule,
    Unpublish,
    Trash,
    Restore,
}

impl Act {
    const ALL: [Self; 5] = [Self::Publish, Self::Schedule, Self::Unpublish, Self::Trash, Self::Restore];

    /// As the audit log names it.
    fn logged(self) -> &'static str {
        match self {
            Self::Publish | Self::Schedule => "published",
            Self::Unpublish => "unpublished",
            Self::Trash => "trashed",
            Self::Restore => "restored",
        }
    }
}

impl Place {
    async fn act(&self, act: Act, item: ItemRef, version: i64) -> Result<i64, Error> {
        let (by, english) = (editor(), language("en"));
        match act {
            Act::Publish => publishing::publish(self, &by, item, version, &english, None, None, NOW).await,
            Act::Schedule => publishing::publish(self, &by, item, version, &english, Some(later(10)), Some(later(20)), NOW).await,
            Act::Unpublish => publishing::unpublish(self, &by, item, version, &english, NOW).await,
            Act::Trash => publishing::trash(self, &by, item, version, NOW).await,
            Act::Restore => publishing::restore(self, &by, item, version, NOW).await,
        }
    }

    /// A draft of version 1 with the slug `thing` in English.
    async fn thing(&self, kind: ItemKind) -> ItemRef {
        match kind {
            ItemKind::Page => self.page(&[("en", "thing", "Thing")]).await.id.into(),
            ItemKind::Whitepaper => self.paper(papers::form(&[("en", "thing", "Thing")])).await.id.into(),
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
    for kind in ItemKind::ALL {
        for act in Act::ALL {
            let place = Place::new().await;
            let item = place.thing(kind).await;
            // The state in which there is something to do.
            for before in match act {
                Act::Publish | Act::Schedule | Act::Trash => [].as_slice(),
                Act::Unpublish => &[Act::Publish],
                Act::Restore => &[Act::Trash],
            } {
                place.act(*before, item, place.version(item).await).await?;
            }
            let seen = place.version(item).await;
            for stale in [0, seen - 1, seen + 1] {
                assert!(matches!(place.act(act, item, stale).await, Err(Error::Stale)), "{act:?} {kind:?}");
            }
            assert_eq!(place.version(item).await, seen, "{act:?} {kind:?}: nothing was done");
            assert_eq!(place.act(act, item, seen).await?, seen + 1, "{act:?} {kind:?}");
            assert_eq!(place.version(item).await, seen + 1);
            let logged = place.texts("select item_kind || ' ' || action from audit_log order by id desc limit 1").await;
            assert_eq!(logged, [format!("{} {}", kind.as_str(), act.logged())]);

            let nothing = ItemRef { kind, id: 999 };
            assert!(matches!(place.act(act, nothing, 1).await, Err(Error::NotFound)), "{act:?} {kind:?}");
            assert_eq!(store::check::check(&place).await?, []);
        }
    }
    Ok(())
}

#[tokio::test]
async fn in_the_trash_nothing_is_done_but_restoring() -> Outcome {
    for kind in ItemKind::ALL {
        let place = Place::new().await;
        let item = place.thing(kind).await;
        place.act(Act::Publish, item, 1).await?;
        let is_found = async || -> Result<bool, Error> {
            Ok(!publishing::sitemap(&place, kind, NOW, None, 10).await?.is_empty()
                && !publishing::feed(&place, kind, &language("en"), NOW, 10).await?.is_empty())
        };
        assert!(is_found().await?, "{kind:?}");
        let is_free = async || place.is_free(kind, "en", "thing", None).await;
        assert!(!is_free().await?);
        place.act(Act::Trash, item, 2).await?;
        for act in [Act::Publish, Act::Schedule, Act::Unpublish, Act::Trash] {
            assert!(matches!(place.act(act, item, 3).await, Err(Error::NotFound)), "{act:?} {kind:?}");
        }
        assert!(!is_found().await? && is_free().await?, "{kind:?}");
        place.act(Act::Restore, item, 3).await?;
        assert!(is_found().await?, "{kind:?}: as published as it was");
    }
    Ok(())
}

#[tokio::test]
async fn kinds_do_not_share_their_slugs_and_are_rendered_alike() -> Outcome {
    let place = Place::new().await;
    for kind in ItemKind::ALL {
        let item = place.thing(kind).await;
        place.act(Act::Publish, item, 1).await?;
        let proposed = publishing::propose_slug(&place, &editor(), kind, &language("en"), &slug("thing"), None).await?;
        assert_eq!(proposed.as_str(), "thing-2", "{kind:?}");
    }
    place.execute("update translations set html = '', plain = '', renderer = 0").await?;
    assert_eq!(publishing::render_again(&place).await?, 3);
    assert_eq!(
        place.texts("select item_kind || ': ' || plain from translations order by item_kind").await,
        ["page: Thing.", "webinar: What it says", "whitepaper: Thing. Thing\nWhat it says."]
    );
    assert_eq!(store::check::check(&place).await?, []);
    Ok(())
}
