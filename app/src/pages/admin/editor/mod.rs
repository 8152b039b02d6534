//! The page editor: what of the common editor is a page's own.

mod item;
mod search;
mod settings;
mod texts;

pub use item::Page;

use std::collections::BTreeSet;

use domain::page::Template;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use crate::editor::checklist_card::ChecklistCard;
use crate::editor::publish::PublishCard;
use crate::editor::result::ResultCard;
use crate::editor::screen::{Parts, editor_screen};
use crate::editor::tab::Tab;
use crate::form::loader::{LoadedForm, Loader};
use crate::form::state::FormState;
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
        begin_with_template(editing);
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

/// `/admin/pages/new?template=home` begins a page with a template; nothing is unsaved by that.
fn begin_with_template(editing: FormState<Page>) {
    let wanted = use_query_map().with_untracked(|query| query.get("template"));
    let Some(template) = wanted.and_then(|name| Template::parse(&name).ok()) else { return };
    if editing.stored.with_untracked(Option::is_none) {
        for form in [editing.base, editing.form] {
            form.update(|form| form.template = template.as_str().to_owned());
        }
        if template == Template::Home {
            // It stands at the root, and no title proposes another slug.
            editing.extension.proposing.set(BTreeSet::new());
        }
    }
}
