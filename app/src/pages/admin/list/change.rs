//! What the list does to pages: into the trash and out of it, one by one or all that are ticked.

use domain::page::{PageRow, PageTab};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::List;
use crate::error::AppError;
use crate::layout::admin::{asking, focus_heading, say, sentence, use_speech};
use crate::pages::api::{restore_page, trash_page};
use crate::text::Speech;
use crate::text::page_list::PageList as Text;
use crate::ui::icon::{CLOSE, Icon, RESTORE, TRASH};

/// The button at the end of a row.
#[component]
pub(super) fn Change(list: List, row: PageRow) -> impl IntoView {
    let speech = use_speech();
    let is_trash = list.filter.with_untracked(|filter| filter.tab == PageTab::Trash);
    let is_busy = RwSignal::new(false);
    let (label, icon) =
        if is_trash { (speech.restore_page(&row.title), RESTORE) } else { (speech.trash_page(&row.title), TRASH) };
    let act = move |_| move_pages(list, vec![row.clone()], is_trash, is_busy, speech);
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

/// The bar that acts on all that are ticked.
#[component]
pub(super) fn Bulk(list: List) -> impl IntoView {
    let speech = use_speech();
    let text = Text::of(speech);
    let is_busy = RwSignal::new(false);
    let is_trash = move || list.filter.with(|filter| filter.tab == PageTab::Trash);
    let act = move |_| move_pages(list, list.ticked.get_untracked(), is_trash(), is_busy, speech);
    let clear = move |_| {
        list.ticked.set(Vec::new());
        focus_heading();
    };
    let is_shown = Memo::new(move |_| list.ticked.with(|ticked| !ticked.is_empty()));
    let bar = move || {
        view! {
            <div class="bulk toolbar" role="region" aria-label=text.selection>
                <span role="status"><strong>{move || list.ticked.with(Vec::len)}</strong>" "{speech.selected()}</span>
                <span class="toolbar-line"></span>
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
    move || is_shown.get().then(bar)
}

/// Moves pages from where they are shown to the other side, says what was done, and asks for the list again.
fn move_pages(list: List, rows: Vec<PageRow>, is_trash: bool, is_busy: RwSignal<bool>, speech: Speech) {
    is_busy.set(true);
    spawn_local(async move {
        let (mut moved, mut last) = (0, String::new());
        for row in rows {
            let (id, version) = (row.id, row.version);
            let answer =
                if is_trash { asking(|| restore_page(id, version)).await } else { asking(|| trash_page(id, version)).await };
            match answer {
                Ok(()) => (moved, last) = (moved + 1, row.title),
                // Whoever did not want to sign in again is not asked once more for the list.
                Err(error @ AppError::SignedOut) => {
                    is_busy.try_set(false);
                    return say(sentence(&error, speech));
                }
                Err(AppError::Invalid(_)) => say(speech.address_in_use(&row.title)),
                Err(error) => say(speech.not_moved(&row.title, &sentence(&error, speech))),
            }
        }
        match (moved, is_trash) {
            (0, _) => {}
            (count, true) => say(speech.restored(count, &last)),
            (count, false) => say(speech.trashed(count, &last)),
        }
        // The screen may have been left meanwhile, and the button that was pressed is gone with its row.
        if is_busy.try_set(false).is_none() {
            focus_heading();
            list.answer.again();
        }
    });
}
