//! Into the trash, with what disappears by that, and out of it again.

use leptos::prelude::*;

use super::item::Item;
use crate::form::actions::FormActions;
use crate::form::fields::Detail;
use crate::ui::dialog::ConfirmDialog;
use crate::ui::icon::{Icon, RESTORE, TRASH, WARNING};
use crate::ui::time::written;

#[component]
pub fn TrashButton<I: Item>(acting: FormActions<I>) -> impl IntoView {
    let editing = acting.editing;
    let (text, item) = (editing.text(), editing.item_text());
    let is_open = RwSignal::new(false);
    let is_offered = move || editing.may_change() && editing.id().is_some();
    let live = move || editing.form_languages().all.iter().filter(|language| editing.is_live(language)).count();
    view! {
        {move || {
            is_offered()
                .then(|| {
                    view! {
                        <button
                            type="button"
                            class="button button-ghost"
                            title=text.trash
                            disabled=move || editing.is_busy()
                            on:click=move |_| is_open.set(true)
                        >
                            <Icon of=TRASH/>
                            <span class="editor-trash">{text.trash}</span>
                        </button>
                    }
                })
        }}
        <ConfirmDialog
            id="trash"
            heading=item.trash_heading
            is_open
            cancel_label=text.cancel
            confirm_label=text.trash
            on_confirm=move |()| acting.trash()
        >
            <p>{move || editing.editor_text().trash_text(item, live())}</p>
            {move || editing.is_changed().then(|| view! { <p>{editing.editor_text().trash_unsaved}</p> })}
        </ConfirmDialog>
    }
}

/// Says that it is in the trash, and takes it out.
#[component]
pub fn TrashNotice<I: Item>(acting: FormActions<I>) -> impl IntoView {
    let editing = acting.editing;
    let text = editing.text();
    let deleted_at = move || editing.stored.with(|stored| stored.as_ref().and_then(Detail::deleted_at));
    let restore = move || {
        editing.may_edit().then(|| {
            view! {
                <p>
                    <button
                        type="button"
                        class="button button-secondary button-small"
                        disabled=move || editing.is_busy()
                        on:click=move |_| acting.restore()
                    >
                        <Icon of=RESTORE/>
                        {text.restore}
                    </button>
                </p>
            }
        })
    };
    view! {
        <div role="status">
            {move || {
                deleted_at()
                    .map(|at| {
                        view! {
                            <div class="alert alert-warning">
                                <Icon of=WARNING/>
                                <div>
                                    <p class="alert-title">{text.in_trash(&written(at, true))}</p>
                                    <p>{editing.noun().in_trash_text}</p>
                                    {restore()}
                                </div>
                            </div>
                        }
                    })
            }}
        </div>
    }
}
