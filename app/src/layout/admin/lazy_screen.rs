//! A screen whose code is fetched when it is opened: a chunk of the admin's bundle.

use std::future::Future;
use std::pin::Pin;

use leptos::prelude::*;
use leptos::reactive::owner::WeakOwner;
use leptos::tachys::reactive_graph::OwnedView;
use leptos::task::spawn_local;
use leptos::wasm_split::SplitLoaderError;

use super::{Screen, use_ui_language};
use crate::shell::SCREENS_STYLESHEET;
use crate::text::UiLanguage;
use crate::text::admin::Admin;
use crate::ui::alert::{Alert, Tone};

/// The fetch of a chunk. Its screen belongs to the owner that asked for it; there is no screen if that owner is disposed by then.
pub type Fetched = Pin<Box<dyn Future<Output = Result<Option<AnyView>, SplitLoaderError>>>>;

/// Shows a screen once its code is here. Until then its title stands over a skeleton.
#[component]
pub fn LazyScreen(
    fetch: fn(WeakOwner) -> Fetched,
    /// Of the screen; of an item, whose title is not known yet, the name of its list.
    title: fn(UiLanguage) -> &'static str,
) -> impl IntoView {
    // A weak reference: the owner owns this closure, so a strong one would be a cycle, and no screen would ever be dropped.
    let owner = Owner::current().expect("a component has an owner").downgrade();
    let ui_language = use_ui_language();
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
                    fetch_styles();
                }
                Err(_) => state.set(ChunkState::Failed),
            }
        });
    });
    open.run(());
    move || match state.get() {
        ChunkState::Loading => view! { <Waiting title=title(ui_language)/> }.into_any(),
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

/// Fetches the stylesheet of all screens but the first, if that has not happened.
pub fn fetch_styles() {
    if let Some(link) = document().get_element_by_id(SCREENS_STYLESHEET) {
        let _ = link.remove_attribute("disabled");
    }
}

const SKELETON: &str = r#"<span class="skeleton waiting-line"></span><span class="card skeleton waiting-card"></span>"#;

/// The frame of a screen whose code is on its way.
#[component]
fn Waiting(title: &'static str) -> impl IntoView {
    view! {
        <Screen title/>
        <div class="stack" aria-hidden="true" inner_html=SKELETON></div>
    }
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
