//! A dialog over the page, on the browser's own `<dialog>`: it keeps the focus inside, closes on Escape and gives the focus back.

use leptos::html;
use leptos::prelude::*;

/// Shown while `is_open` is true, which Escape and `is_open.set(false)` end. What stands in it is made anew at each opening; the
/// element with `autofocus` gets the focus, else the first that can have it. Children are `.dialog-body` and `.dialog-actions`,
/// perhaps inside a form.
#[component]
pub fn Dialog(
    /// Of the element; the heading has it with `-heading` behind it.
    id: &'static str,
    #[prop(into)] heading: Signal<String>,
    is_open: RwSignal<bool>,
    children: ChildrenFn,
) -> impl IntoView {
    let node = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        let Some(dialog) = node.get() else { return };
        match (is_open.get(), dialog.open()) {
            // A frame later, when the children are there to take the focus.
            (true, false) => {
                let _ = request_animation_frame(move || {
                    if dialog.is_connected() && !dialog.open() {
                        let _ = dialog.show_modal();
                    }
                });
            }
            (false, true) => dialog.close(),
            _ => {}
        }
    });
    let heading_id = move || format!("{id}-heading");
    view! {
        <dialog class="dialog" id=id node_ref=node aria-labelledby=heading_id() on:close=move |_| is_open.set(false)>
            {move || {
                is_open
                    .get()
                    .then(|| {
                        view! {
                            <h2 class="dialog-heading" id=heading_id()>
                                {move || heading.get()}
                            </h2>
                            {children()}
                        }
                    })
            }}
        </dialog>
    }
}

/// A question before something is taken away: the children say what, and one of two buttons does it.
#[component]
pub fn ConfirmDialog(
    id: &'static str,
    #[prop(into)] heading: Signal<String>,
    is_open: RwSignal<bool>,
    cancel_label: &'static str,
    confirm_label: &'static str,
    #[prop(into)] on_confirm: Callback<()>,
    children: ChildrenFn,
) -> impl IntoView {
    let children = StoredValue::new(children);
    let confirm = move |_| {
        is_open.set(false);
        on_confirm.run(());
    };
    view! {
        <Dialog id heading is_open>
            <div class="dialog-body">{children.with_value(|children| children())}</div>
            <div class="dialog-actions">
                <button type="button" class="button button-ghost" autofocus on:click=move |_| is_open.set(false)>{cancel_label}</button>
                <button type="button" class="button button-danger" on:click=confirm>{confirm_label}</button>
            </div>
        </Dialog>
    }
}

/// Whether a dialog lies over the screen: then keys, drops and pastes are its matter.
pub fn is_dialog_open() -> bool {
    document().query_selector("dialog[open]").ok().flatten().is_some()
}
