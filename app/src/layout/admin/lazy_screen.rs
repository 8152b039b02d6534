//! A screen whose code is fetched when it is opened: a chunk of the admin's bundle.

use std::future::Future;
use std::pin::Pin;

use leptos::prelude::*;
use leptos::reactive::owner::WeakOwner;
use leptos::tachys::reactive_graph::OwnedView;
use leptos::task::spawn_local;
use leptos::wasm_split::SplitLoaderError;

use super::use_ui_language;
use crate::text::admin::Admin;
use crate::ui::alert::{Alert, Tone};

/// The fetch of a chunk. Its screen belongs to the owner that asked for it; there is no screen if that owner is disposed by then.
pub type Fetched = Pin<Box<dyn Future<Output = Result<Option<AnyView>, SplitLoaderError>>>>;

/// Shows a screen once its code is here.
#[component]
pub fn LazyScreen(fetch: fn(WeakOwner) -> Fetched) -> impl IntoView {
    // A weak reference: the owner owns this closure, so a strong one would be a cycle, and no screen would ever be dropped.
    let owner = Owner::current().expect("a component has an owner").downgrade();
    let screen = StoredValue::new_local(None::<AnyView>);
    let state = RwSignal::new(ChunkState::Loading);
    let open = Callback::new(move |()| {
        state.set(ChunkState::Loading);
        let owner = owner.clone();
        spawn_local(async move {
            let fetched = fetch(owner).await;
            // The person may have left the screen meanwhile; then its owner is disposed.
            if state.is_disposed() {
                return;
            }
            match fetched {
                Ok(view) => {
                    screen.set_value(view);
                    state.set(ChunkState::Loaded);
                }
                Err(_) => state.set(ChunkState::Failed),
            }
        });
    });
    open.run(());
    move || match state.get() {
        ChunkState::Loading => ().into_any(),
        ChunkState::Loaded => screen.try_update_value(Option::take).flatten().into_any(),
        ChunkState::Failed => view! { <Missing open/> }.into_any(),
    }
}

/// Makes a screen under an owner of its own below this one, none where this one has gone.
///
/// Each `on:` of a view holds the owner it was made under, and a `NodeRef` there holds the element that holds the handler: such
/// an owner is not dropped by itself (tachys, `html::event::On`). The one above has no view, so it is, and cleans up those below.
pub fn screen_under(owner: &WeakOwner, make: impl FnOnce() -> AnyView) -> Option<AnyView> {
    let owner = owner.upgrade()?.child();
    let view = owner.with(make);
    Some(OwnedView::new_with_owner(view, owner).into_any())
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ChunkState {
    Loading,
    Loaded,
    Failed,
}

/// The code did not arrive.
#[component]
fn Missing(open: Callback<()>) -> impl IntoView {
    let text = Admin::of(use_ui_language());
    view! {
        <Alert tone=Tone::Danger title=text.screen_missing_title>
            <p>{text.screen_missing_text}</p>
            <p>
                <button type="button" class="button button-secondary button-small" on:click=move |_| open.run(())>{text.try_again}</button>
            </p>
        </Alert>
    }
}
