//! The line over the outbox: search and kind. Each change is a new address.

use domain::mail::{Kind, MailFilter};
use leptos::prelude::*;

use crate::layout::admin::use_ui_language;
use crate::listing::List;
use crate::listing::filter_bar::{FilterBar, FilterChoice};
use crate::mail::api::MailList;
use crate::text::outbox::Outbox;

#[component]
pub(super) fn Filters(list: List<MailList>) -> impl IntoView {
    let ui_language = use_ui_language();
    let text = Outbox::of(ui_language);
    let kinds = Kind::ALL.map(|kind| (kind.as_str(), ui_language.mail_kind(kind)));
    view! {
        <FilterBar
            list
            label=text.filter
            id="mail-search"
            search_label=text.search
            placeholder=text.search_hint
            read=|filter: &MailFilter| &filter.search
            write=|filter: &mut MailFilter, words| filter.search = words
        >
            <FilterChoice
                list
                id="mail-kind"
                label=text.kind
                every=text.every_kind
                options=kinds
                read=|filter: &MailFilter| filter.kind.map_or("", Kind::as_str)
                write=|filter: &mut MailFilter, name: &str| filter.kind = Kind::parse(name)
            />
        </FilterBar>
    }
}
