//! The buttons that publish one language of all selected items. The question they ask is code of another chunk, because the list of
//! pages is the first screen.

use domain::item::ItemRow;
use domain::language::Language;
use leptos::prelude::*;
use leptos::reactive::owner::WeakOwner;
use leptos::task::spawn_local;

use super::{HasItem, ItemList};
use crate::layout::admin::{Fetched, fetch_styles, toast, use_admin, use_ui_language};
use crate::listing::List;
use crate::text::admin::Admin;
use crate::text::item_list::ItemListTexts;
use crate::text::noun::NounTexts;
use crate::text::publishing::PublishingTexts;

/// Fetches the code of the question. `frontend/admin` says of which chunk it is a part.
#[derive(Debug, Clone, Copy)]
pub struct FetchPublishQuestion(pub fn(WeakOwner) -> Fetched);

/// What the question is about; none while nothing is asked or published.
pub(super) type Asked = RwSignal<Option<Selection>>;

#[derive(Clone)]
pub(super) struct Selection {
    pub rows: Vec<ItemRow>,
    pub language: Language,
    pub noun: &'static NounTexts,
    pub list_text: &'static ItemListTexts,
}

/// One button a language.
#[component]
pub(super) fn PublishSelected<L: ItemList>(list: List<L>) -> impl IntoView {
    let ui_language = use_ui_language();
    let text = PublishingTexts::of(ui_language);
    let asked: Asked = RwSignal::new(None);
    provide_context(asked);
    let fetch = use_context::<FetchPublishQuestion>();
    let owner = Owner::current().expect("a component has an owner").downgrade();
    let question = StoredValue::new_local(None::<AnyView>);
    let is_here = RwSignal::new(false);
    // A button that is closed meanwhile could not have the focus back from the dialog.
    let ask = Callback::new(move |language: Language| {
        if asked.with_untracked(Option::is_some) {
            return;
        }
        let rows = list.selected.with_untracked(|rows| rows.iter().map(|row| row.item().clone()).collect());
        let (noun, list_text) = (L::noun_texts(ui_language), L::texts(ui_language));
        asked.set(Some(Selection { rows, language, noun, list_text }));
        let Some(FetchPublishQuestion(fetch)) = fetch.filter(|_| !is_here.get_untracked()) else { return };
        let owner = owner.clone();
        spawn_local(async move {
            let fetched = fetch(owner).await;
            if asked.is_disposed() {
                return;
            }
            match fetched {
                Ok(view) => {
                    fetch_styles();
                    question.set_value(view);
                    is_here.set(true);
                }
                Err(_) => {
                    asked.set(None);
                    toast(Admin::of(ui_language).screen_missing_text);
                }
            }
        });
    });
    let button = move |language: Language| {
        let label = text.publish(ui_language.language_name(&language));
        view! {
            <button type="button" class="button button-ghost button-small" on:click=move |_| ask.run(language.clone())>
                {label}
            </button>
        }
    };
    view! {
        {use_admin().languages.all.into_iter().map(button).collect_view()}
        {move || is_here.get().then(|| question.try_update_value(Option::take).flatten())}
    }
}
