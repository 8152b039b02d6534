//! The whitepaper editor: what of the common editor is a whitepaper's own.

mod file;
mod item;
mod numbers;
mod settings;
mod texts;

pub use item::Whitepaper;

use leptos::prelude::*;

use crate::editor::checklist_card::ChecklistCard;
use crate::editor::publish::PublishCard;
use crate::editor::result::ResultCard;
use crate::editor::screen::{Parts, editor_screen};
use crate::editor::search::SearchTexts;
use crate::editor::tab::Tab;
use crate::form::loader::{LoadedForm, Loader};
use file::{FilesCard, GateCard};
use numbers::NumbersCard;
use settings::SettingsTab;
use texts::Texts;

/// `/admin/whitepapers/12`, or `/admin/whitepapers/new` for one that does not exist yet; `?language=de` begins at that language.
#[component]
pub fn WhitepaperEditor() -> impl IntoView {
    view! { <Loader part="whitepaper" screen/> }
}

fn screen(loaded: LoadedForm<Whitepaper>) -> AnyView {
    editor_screen(loaded, |acting, tab| {
        let editing = acting.editing;
        let nothing = |_: domain::language::Language| ().into_any();
        Parts {
            texts: view! { <Texts editing/> }.into_any(),
            search: view! { <SearchTexts editing more=nothing/> }.into_any(),
            settings: view! { <SettingsTab editing/> }.into_any(),
            beside: view! {
                <PublishCard acting/>
                <ChecklistCard acting/>
                <FilesCard editing/>
                <GateCard editing/>
                <NumbersCard editing/>
                <div hidden=move || tab.get() == Tab::Search><ResultCard editing/></div>
            }
            .into_any(),
        }
    })
}
