//! The page editor: what of the common editor is a page's own.

mod checklist;
mod item;
mod search;
mod settings;
mod texts;

pub use item::Page;

use leptos::prelude::*;

use crate::editor::publish::PublishCard;
use crate::editor::result::ResultCard;
use crate::editor::screen::{Parts, editor_screen};
use crate::editor::tab::Tab;
use crate::form::loader::{LoadedForm, Loader};
use checklist::ChecklistCard;
use search::SearchTab;
use settings::SettingsTab;
use texts::Texts;

/// `/admin/pages/12`, or `/admin/pages/new` for a page that does not exist yet; `?language=de` begins at that language.
#[component]
pub fn PageEditor() -> impl IntoView {
    view! { <Loader part="page" screen/> }
}

fn screen(loaded: LoadedForm<Page>) -> AnyView {
    editor_screen(loaded, |acting, tab| {
        let editing = acting.editing;
        Parts {
            texts: view! { <Texts editing/> }.into_any(),
            search: view! { <SearchTab editing/> }.into_any(),
            settings: view! { <SettingsTab editing/> }.into_any(),
            beside: view! {
                <PublishCard acting/>
                <ChecklistCard acting/>
                <div hidden=move || tab.get() == Tab::Search><ResultCard editing/></div>
            }
            .into_any(),
        }
    })
}
