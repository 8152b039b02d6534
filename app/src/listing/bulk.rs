//! Actions on rows: trash and restore, one by one or all that are selected.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::row_focus::{current_place, focus_when_list_comes};
use super::selection::ListRow;
use super::{List, ListResponse, lists_changed};
use crate::error::AppError;
use crate::layout::admin::{error_message, focus_heading, toast, toast_with_action, use_ui_language, with_reauth};
use crate::text::UiLanguage;
use crate::text::listing::Listing;
use crate::text::noun::NounTexts;
use crate::ui::icon::{CLOSE, Icon, RESTORE, TRASH};

/// A list whose rows can be trashed and restored.
pub trait Trashable: ListResponse<Row: ListRow> {
    /// Whether the trash is shown.
    fn is_trash(filter: &Self::Filter) -> bool;
    /// The row as it is afterwards.
    fn trash(row: Self::Row) -> impl Future<Output = Result<Self::Row, AppError>> + 'static;
    /// The row as it is afterwards.
    fn restore(row: Self::Row) -> impl Future<Output = Result<Self::Row, AppError>> + 'static;
    fn noun(ui_language: UiLanguage) -> &'static NounTexts;
}

/// The button at the end of a row, which trashes or restores it.
#[component]
pub fn RowTrashButton<L: Trashable>(list: List<L>, row: L::Row) -> impl IntoView {
    let ui_language = use_ui_language();
    let text = Listing::of(ui_language);
    let is_trash = list.filter.with_untracked(L::is_trash);
    let is_busy = RwSignal::new(false);
    let (label, icon) = if is_trash { (text.restore_row(row.name()), RESTORE) } else { (text.trash_row(row.name()), TRASH) };
    let act = move |_| trash_or_restore::<L>(vec![row.clone()], is_trash, current_place(), is_busy, ui_language);
    view! {
        <button
            type="button"
            class="button button-ghost button-icon button-small"
            title=label.clone()
            aria-label=label
            disabled=move || is_busy.get()
            on:click=act
        >
            <Icon of=icon/>
        </button>
    }
}

/// The bar whose children act on all selected rows. It is there while any row is selected.
#[component]
pub fn SelectionBar<L: ListResponse>(list: List<L>, children: ChildrenFn) -> impl IntoView {
    let text = Listing::of(use_ui_language());
    let clear = move |_| {
        list.selected.set(Vec::new());
        focus_heading();
    };
    let is_shown = Memo::new(move |_| list.selected.with(|selected| !selected.is_empty()));
    // A person who selected all rows of a page may think that the whole list is selected.
    let left = move || {
        let selected = list.selected.with(Vec::len);
        let (rows, total) = list.latest.with(|list| {
            let page = list.as_ref().map(ListResponse::list_page);
            page.map_or((0, 0), |page| (page.items.len(), page.total.unwrap_or_default() as usize))
        });
        (selected == rows && total > rows).then(|| text.only_shown(total - rows))
    };
    let bar = move || {
        view! {
            <div class="bulk toolbar" role="region" aria-label=text.selection>
                <span role="status"><strong>{move || list.selected.with(Vec::len)}</strong>" "{text.selected}{left}</span>
                <span class="toolbar-line"></span>
                {children()}
                <button
                    type="button"
                    class="button button-ghost button-icon button-small"
                    aria-label=text.clear_selection
                    on:click=clear
                >
                    <Icon of=CLOSE/>
                </button>
            </div>
        }
    };
    move || is_shown.get().then(&bar)
}

/// The bar that trashes and restores the selected rows. Its children are further actions.
#[component]
pub fn TrashSelectionBar<L: Trashable>(
    list: List<L>,
    /// Not shown in the trash.
    #[prop(optional)]
    children: Option<ChildrenFn>,
) -> impl IntoView {
    let ui_language = use_ui_language();
    let text = Listing::of(ui_language);
    let is_busy = RwSignal::new(false);
    let is_trash = move || list.filter.with(L::is_trash);
    let act =
        move |_| trash_or_restore::<L>(list.selected.get_untracked(), untrack(is_trash), current_place(), is_busy, ui_language);
    let children = StoredValue::new(children);
    let others = move || children.with_value(|children| children.as_ref().filter(|_| !is_trash()).map(|children| children()));
    view! {
        <SelectionBar list>
            {others}
            <button
                type="button"
                class=move || if is_trash() { "button button-ghost button-small" } else { "button button-danger button-small" }
                disabled=move || is_busy.get()
                on:click=act
            >
                {move || {
                    let (icon, label) = if is_trash() { (RESTORE, text.restore) } else { (TRASH, text.trash) };
                    view! {
                        <Icon of=icon/>
                        {label}
                    }
                }}
            </button>
        </SelectionBar>
    }
}

/// Trashes rows, or restores them where the trash is shown; then shows a toast and fetches the list again. Trashing offers an
/// undo. The row that comes to `place` has the focus afterwards.
fn trash_or_restore<L: Trashable>(
    rows: Vec<L::Row>,
    is_trash: bool,
    place: Option<u32>,
    is_busy: RwSignal<bool>,
    ui_language: UiLanguage,
) {
    let (text, noun) = (Listing::of(ui_language), L::noun(ui_language));
    let failed = move |title: &str, error: AppError| match error {
        AppError::Invalid(_) => text.address_in_use(title),
        error => text.not_moved(title, &error_message(&error, ui_language)),
    };
    let done = move |rows: Vec<L::Row>| match is_trash {
        true => toast(text.restored(noun, rows.len(), last_of(&rows))),
        false => {
            let said = text.trashed(noun, rows.len(), last_of(&rows));
            toast_with_action(said, text.undo, move || trash_or_restore::<L>(rows.clone(), true, place, is_busy, ui_language));
        }
    };
    act_on_rows(rows, place, is_busy, ui_language, BulkToasts { done, failed }, move |row| async move {
        if is_trash { L::restore(row).await } else { L::trash(row).await }
    });
}

/// The toasts after an action on several rows.
struct BulkToasts<D, F> {
    /// Tells which rows succeeded, as they are afterwards: one or more.
    done: D,
    /// Words the failure of one row, by its title.
    failed: F,
}

/// More sentences would cover the list.
const MAX_FAILURES_SHOWN: usize = 3;

/// Acts on rows one after the other, shows toasts, and fetches the list again.
fn act_on_rows<R, A, D, F>(
    rows: Vec<R>,
    place: Option<u32>,
    is_busy: RwSignal<bool>,
    ui_language: UiLanguage,
    toasts: BulkToasts<D, F>,
    act: impl Fn(R) -> A + 'static,
) where
    R: ListRow + Clone + 'static,
    A: Future<Output = Result<R, AppError>> + 'static,
    D: Fn(Vec<R>) + 'static,
    F: Fn(&str, AppError) -> String + 'static,
{
    let began_at = current_path();
    is_busy.try_set(true);
    spawn_local(async move {
        let mut done = Vec::new();
        let (mut failed, mut is_signed_out) = (Vec::new(), false);
        for row in rows {
            match with_reauth(|| act(row.clone())).await {
                Ok(row) => done.push(row),
                Err(error @ AppError::SignedOut) => {
                    failed.push(error_message(&error, ui_language));
                    is_signed_out = true;
                    break;
                }
                Err(error) => failed.push((toasts.failed)(row.name(), error)),
            }
        }
        toast_failures(failed, ui_language);
        if !done.is_empty() {
            (toasts.done)(done);
        }
        if is_signed_out {
            // After a refused sign-in the list is not fetched, because that would open the dialog again.
            is_busy.try_set(false);
        } else {
            focus_when_list_comes(place);
            finish(&began_at, is_busy);
        }
    });
}

/// One toast for all rows that failed.
pub fn toast_failures(mut failed: Vec<String>, ui_language: UiLanguage) {
    if !failed.is_empty() {
        let further = failed.len().saturating_sub(MAX_FAILURES_SHOWN);
        failed.truncate(MAX_FAILURES_SHOWN);
        failed.extend((further > 0).then(|| Listing::of(ui_language).further_failures(further)));
        toast(failed.join("\n"));
    }
}

/// The name of the last row, which the toast shows for all.
fn last_of(rows: &[impl ListRow]) -> &str {
    rows.last().map(ListRow::name).unwrap_or_default()
}

/// The path of the screen that is shown.
pub fn current_path() -> String {
    window().location().pathname().unwrap_or_default()
}

/// Fetches the list on screen again, because it may have changed.
pub fn finish(began_at: &str, is_busy: RwSignal<bool>) {
    is_busy.try_set(false);
    lists_changed();
    // The button that was pressed goes with its row, or went with the toast. If another screen is open by now, the focus stays
    // there.
    if current_path() == began_at {
        focus_heading();
    }
}
