//! Where no page is: at an unknown address, and on a site that is new.

use leptos::prelude::*;

use crate::layout::public::PageContext;
use crate::routes;
use crate::search::public::SearchForm;

/// The field without a lit line: nothing is here.
const UNLIT: &str = r##"<g transform="rotate(28)"><use href="#field"/></g>"##;

/// What an unknown address shows.
#[component]
pub fn Missing<'a>(context: PageContext<'a>) -> impl IntoView {
    let text = context.text();
    view! {
        <div class="hero missing page">
            <svg class="hero-lines lines" viewBox="-500 -500 1000 1000" aria-hidden="true" inner_html=UNLIT></svg>
            <h1 class="display hero-title">{text.not_found_title}</h1>
            <div class="axis hero-lead">
                <p class="axis-label">"404"</p>
                <div class="stack stack-wide">
                    <p class="lead">{text.not_found_text}</p>
                    <SearchForm context/>
                    <p>
                        <a class="button button-secondary button-large" href=context.home()>{text.to_home}</a>
                    </p>
                </div>
            </div>
        </div>
    }
}

/// The front page before anything is published. Before there is an admin, it says where the link for the first account is.
#[component]
pub fn NewSite<'a>(context: PageContext<'a>, has_admin: bool) -> impl IntoView {
    let text = context.text();
    view! {
        <div class="hero missing page">
            <svg class="hero-lines lines" viewBox="-500 -500 1000 1000" aria-hidden="true" inner_html=UNLIT></svg>
            <h1 class="display hero-title">{text.empty_site_title}</h1>
            <div class="axis hero-lead">
                <p class="axis-label">"Magnetiq"</p>
                <div class="stack stack-wide">
                    <p class="lead">{if has_admin { text.empty_site_text } else { text.first_account_text }}</p>
                    {has_admin
                        .then(|| {
                            view! { <p><a class="button button-primary button-large" href=routes::ADMIN>{text.to_admin}</a></p> }
                        })}
                </div>
            </div>
        </div>
    }
}
