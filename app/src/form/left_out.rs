//! Says which kinds of characters a text has that are not stored, while it is typed.

use domain::text::{Shape, clean};
use leptos::prelude::*;

use crate::layout::admin::use_ui_language;
use crate::text::form::FormTexts;

/// Stands below the control of a text. The region is always there, because a live region that comes with its text is not read aloud.
#[component]
pub fn LeftOutNote(
    #[prop(into)] value: Signal<String>,
    /// How the text is stored.
    #[prop(default = Shape::Line)]
    shape: Shape,
) -> impl IntoView {
    let text = FormTexts::of(use_ui_language());
    let kinds = Memo::new(move |_| value.with(|value| clean(value, shape).kinds()));
    let notes =
        move || kinds.get().into_iter().map(|kind| view! { <p class="field-help">{text.left_out(kind)}</p> }).collect_view();
    view! { <div class="field-notice" role="status">{notes}</div> }
}
