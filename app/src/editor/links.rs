//! Where the links of the texts lead, for the checklist.

use std::collections::BTreeSet;

use domain::address::{MAX_LINKS, own_path};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::item::{Item, ItemField};
use super::pictures::look_up_named;
use super::reading;
use crate::form::editable::FieldOf;
use crate::form::state::FormState;
use crate::items::api::check_links;
use crate::layout::admin::with_reauth;

/// Keeps where the links to this site lead, as far as the server was asked.
pub(super) fn watch_links<I: Item>(editing: FormState<I>) {
    let known = editing.extension.links;
    let named = Memo::new(move |_| {
        let fields = editing.form_languages().all.into_iter().map(FieldOf::<I>::content);
        let links = fields.flat_map(|field| reading::links(&editing.read(&field))).map(|link| link.address);
        let is_own = |link: &String| editing.extension.base_url.with_value(|base_url| own_path(link, base_url).is_some());
        links.filter(is_own).take(MAX_LINKS).collect::<BTreeSet<String>>()
    });
    look_up_named(named, move |links| {
        spawn_local(async move {
            // Without an answer the checklist says nothing of them.
            if let Ok(states) = with_reauth(|| check_links(links.clone())).await {
                known.try_set(states);
            }
        });
    });
}
