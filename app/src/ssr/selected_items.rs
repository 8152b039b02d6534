//! What an editor does to the selected items of a list.

use std::collections::HashSet;

use domain::id::MediaId;
use domain::invalid::{Invalid, Problem};
use domain::item::ItemRef;
use domain::language::Language;
use domain::media::ids_in;

use crate::error::AppError;
use crate::items::api::{AnyItemDetail, AnyItemForm, SelectedDraft};
use crate::ssr::items::ItemAct;
use crate::ssr::{app_context, guard, links, now};

/// As many rows as a page of a list has.
const MAX_ITEMS: usize = domain::list::SIZES[domain::list::SIZES.len() - 1] as usize;

/// The drafts of these items in one language, without those that are gone.
pub async fn drafts(items: Vec<ItemRef>, language: Language) -> Result<Vec<SelectedDraft>, AppError> {
    guard::editor().await?;
    let mut drafts = Vec::new();
    for item in chosen(items, |item| *item)? {
        let act = ItemAct::begin(item).await?;
        match act.detail().await {
            Ok(detail) => drafts.push(draft(&act, detail, &language).await?),
            Err(AppError::NotFound) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(drafts)
}

/// Publishes one language of each item, at once. What one is refused for holds up no other.
pub async fn publish(items: Vec<(ItemRef, i64)>, language: Language) -> Result<Vec<Result<(), AppError>>, AppError> {
    guard::editor().await?;
    let mut results = Vec::new();
    for (item, version) in chosen(items, |(item, _)| *item)? {
        let act = ItemAct::begin(item).await?;
        let published = store::publishing::publish(act.store(), act.editor(), item, version, &language, None, None, now()).await;
        results.push(published.map(|_| ()).map_err(AppError::from));
    }
    Ok(results)
}

/// Each once, and not too many.
fn chosen<T>(mut items: Vec<T>, item: impl Fn(&T) -> ItemRef) -> Result<Vec<T>, Invalid> {
    if items.len() > MAX_ITEMS {
        return Err(Invalid::at("items", Problem::TooLong { max: MAX_ITEMS }));
    }
    let mut seen = HashSet::new();
    items.retain(|one| seen.insert(item(one)));
    Ok(items)
}

async fn draft(act: &ItemAct, detail: AnyItemDetail, language: &Language) -> Result<SelectedDraft, AppError> {
    let (form, content) = match detail {
        AnyItemDetail::Page(detail) => {
            let mut form = detail.form;
            form.texts.retain(|own, _| own == language);
            let content = form.texts.get(language).map(|text| text.content.clone());
            (AnyItemForm::Page(Box::new(form)), content)
        }
        AnyItemDetail::Whitepaper(detail) => {
            let mut form = detail.form;
            form.texts.retain(|own, _| own == language);
            let content = form.texts.get(language).map(|text| text.preview.clone());
            (AnyItemForm::Whitepaper(Box::new(form)), content)
        }
    };
    let (context, content) = (app_context()?, content.unwrap_or_default());
    let ids: Vec<MediaId> = ids_in(&content).into_iter().collect();
    let library = store::media::describe(act.store(), act.editor(), &ids, &context.settings().await?.languages).await?;
    let links = links::check(&context, act.editor(), content, language.clone()).await?;
    Ok(SelectedDraft { form, library, links })
}
