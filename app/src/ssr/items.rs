//! The detail of an item of any kind.

use domain::id::{PageId, WhitepaperId};
use domain::item::{ItemKind, ItemRef};
use store::Store;
use store::access::Viewer;

use crate::error::AppError;
use crate::items::api::AnyItemDetail;
use crate::ssr::now;

/// The detail to read. Refuses kinds without an editor. Call it before the write.
pub enum DetailOf {
    Page(PageId),
    Whitepaper(WhitepaperId),
}

impl DetailOf {
    pub fn of(item: ItemRef) -> Result<Self, AppError> {
        match item.kind {
            ItemKind::Page => Ok(Self::Page(PageId(item.id))),
            ItemKind::Whitepaper => Ok(Self::Whitepaper(WhitepaperId(item.id))),
            ItemKind::Webinar => Err(AppError::NotFound),
        }
    }

    pub async fn read(self, store: &Store, by: &Viewer) -> Result<AnyItemDetail, AppError> {
        Ok(match self {
            Self::Page(id) => AnyItemDetail::Page(Box::new(store::pages::detail(store, by, id, now()).await?)),
            Self::Whitepaper(id) => AnyItemDetail::Whitepaper(Box::new(store::whitepapers::detail(store, by, id, now()).await?)),
        })
    }
}
