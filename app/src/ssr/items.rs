//! What an editor does to an item of any kind.

use domain::id::{PageId, WhitepaperId};
use domain::item::{ItemKind, ItemRef};
use store::Store;
use store::access::Editor;

use crate::error::AppError;
use crate::items::api::AnyItemDetail;
use crate::ssr::{AppContext, app_context, guard, now};

/// An act on an item: who acts, and how the item is read afterwards.
pub struct ItemAct {
    context: AppContext,
    editor: Editor,
    item: EditedItem,
}

/// An item of a kind that has an editor.
enum EditedItem {
    Page(PageId),
    Whitepaper(WhitepaperId),
}

impl ItemAct {
    /// 403 for a viewer, 404 for a kind without an editor.
    pub async fn begin(item: ItemRef) -> Result<Self, AppError> {
        let editor = guard::editor().await?;
        let item = match item.kind {
            ItemKind::Page => EditedItem::Page(PageId(item.id)),
            ItemKind::Whitepaper => EditedItem::Whitepaper(WhitepaperId(item.id)),
            ItemKind::Webinar => return Err(AppError::NotFound),
        };
        Ok(Self { context: app_context()?, editor, item })
    }

    pub fn store(&self) -> &Store {
        self.context.store()
    }

    pub fn editor(&self) -> &Editor {
        &self.editor
    }

    /// The item as its editor shows it.
    pub async fn detail(&self) -> Result<AnyItemDetail, AppError> {
        let (store, by) = (self.store(), &self.editor);
        Ok(match self.item {
            EditedItem::Page(id) => AnyItemDetail::Page(Box::new(store::pages::detail(store, by, id, now()).await?)),
            EditedItem::Whitepaper(id) => {
                AnyItemDetail::Whitepaper(Box::new(store::whitepapers::detail(store, by, id, now()).await?))
            }
        })
    }
}
