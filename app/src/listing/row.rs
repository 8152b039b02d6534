//! Cells that rows of several lists have.

use domain::time::Timestamp;
use leptos::prelude::*;

use crate::layout::admin::use_ui_language;
use crate::text::listing::Listing;
use crate::ui::icon::{Icon, STAR};
use crate::ui::time::LocalTime;

/// The mark beside the title of something that stands out on the site.
#[component]
pub fn Featured() -> impl IntoView {
    let text = Listing::of(use_ui_language());
    view! {
        <span class="featured" title=text.featured>
            <Icon of=STAR/>
            <span class="visually-hidden">{text.featured}</span>
        </span>
    }
}

/// The time of the last save, and its author.
#[component]
pub fn ChangedAt(at: Timestamp, by: Option<String>) -> impl IntoView {
    view! {
        <td class="soft">
            <span class="cell-label">{Listing::of(use_ui_language()).changed}</span>
            <div>
                <LocalTime at brief=true/>
                {by.map(|name| view! { <br/><span class="small">{name}</span> })}
            </div>
        </td>
    }
}
