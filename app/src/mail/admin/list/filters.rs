//! The line over the outbox: search and kind. Each change is a new address.

use domain::mail::{Kind, MailFilter};
use leptos::prelude::*;

use crate::layout::admin::{use_go, use_ui_language};
use crate::listing::List;
use crate::mail::api::MailList;
use crate::text::outbox::Outbox;
use crate::ui::search_field::SearchField;

#[component]
pub(super) fn Filters(list: List<MailList>) -> impl IntoView {
    let ui_language = use_ui_language();
    let text = Outbox::of(ui_language);
    let go = use_go();
    let narrow = move |change: &dyn Fn(&mut MailFilter), replace: bool| {
        go.run((untrack(|| list.href_with(change)), replace));
    };
    // Letters that are typed do not fill the history.
    let search = Callback::new(move |words: String| narrow(&|filter| filter.search.clone_from(&words), true));
    let choose = move |event| {
        let kind = Kind::parse(&event_target_value(&event));
        narrow(&|filter| filter.kind = kind, false);
    };
    let chosen = move || list.filter.with(|filter| filter.kind.map_or("", Kind::as_str));
    let option = |kind: Kind| view! { <option value=kind.as_str()>{ui_language.mail_kind(kind)}</option> };
    view! {
        <form class="toolbar" role="search" aria-label=text.filter on:submit=|event| event.prevent_default()>
            <SearchField
                id="mail-search"
                label=text.search
                placeholder=text.search_hint
                words=Signal::derive(move || list.filter.with(|filter| filter.search.clone()))
                on_search=search
            />
            <label class="visually-hidden" for="mail-kind">{text.kind}</label>
            <select class="select" id="mail-kind" on:change=choose prop:value=chosen>
                <option value="">{text.every_kind}</option>
                {Kind::ALL.map(option).collect_view()}
            </select>
        </form>
    }
}
