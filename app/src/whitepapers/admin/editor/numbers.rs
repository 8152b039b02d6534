//! What the whitepaper has achieved, and the way to who downloaded it.

use domain::whitepaper::list::conversion_percent;
use leptos::prelude::*;

use super::item::Whitepaper;
use crate::form::editable::address_of;
use crate::form::state::FormState;
use crate::text::whitepapers::Whitepapers;
use crate::ui::number::{percent, written};

#[component]
pub fn NumbersCard(editing: FormState<Whitepaper>) -> impl IntoView {
    let text = Whitepapers::of(editing.ui_language);
    let numbers = Memo::new(move |_| {
        editing
            .stored
            .with(|stored| stored.as_ref().map(|stored| (stored.extra.views, stored.extra.downloads, stored.extra.leads)))
    });
    let fact = |term: &'static str, value: String| view! { <div><dt>{term}</dt><dd>{value}</dd></div> };
    move || {
        let (Some((views, downloads, leads)), Some(id)) = (numbers.get(), editing.id()) else { return ().into_any() };
        view! {
            <section class="card stack stack-tight" aria-labelledby="numbers:heading">
                <h2 class="card-title" id="numbers:heading">{text.numbers}</h2>
                <dl class="facts facts-inline">
                    {fact(text.views, written(views))} {fact(text.downloads, written(downloads))}
                    {fact(text.conversion, percent(conversion_percent(views, downloads)))} {fact(text.leads, written(leads))}
                </dl>
                <p><a href=format!("{}/downloads", address_of::<Whitepaper>(id))>{text.who_downloaded}</a></p>
            </section>
        }
        .into_any()
    }
}
