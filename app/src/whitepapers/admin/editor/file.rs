//! File, cover and gate beside the texts.

use domain::media::MediaKind;
use leptos::prelude::*;

use super::item::Whitepaper;
use crate::form::checkbox_field::CheckboxField;
use crate::form::state::FormState;
use crate::media::admin::file_field::FileField;
use crate::text::whitepapers::Whitepapers;
use crate::whitepapers::fields::WhitepaperField;

#[component]
pub fn FilesCard(editing: FormState<Whitepaper>) -> impl IntoView {
    let text = Whitepapers::of(editing.ui_language);
    let (documents, images) = (&[MediaKind::Document], &[MediaKind::Image]);
    view! {
        <section class="card stack" aria-label=text.files>
            <FileField
                editing field=WhitepaperField::File picker="pick-file" kinds=documents label=text.file help=text.file_help
            />
            <FileField editing field=WhitepaperField::Cover picker="pick-cover" kinds=images label=text.cover help=text.cover_help/>
        </section>
    }
}

/// The form before the file: whether there is one, and what it asks for.
#[component]
pub fn GateCard(editing: FormState<Whitepaper>) -> impl IntoView {
    let text = Whitepapers::of(editing.ui_language);
    let is_asked = move || !editing.read(&WhitepaperField::Registration).is_empty();
    view! {
        <section class="card stack" aria-labelledby="gate:heading">
            <h2 class="card-title" id="gate:heading">{text.gate}</h2>
            <CheckboxField editing field=WhitepaperField::Registration label=text.registration help=text.registration_help/>
            <p class="field-help" aria-live="polite">{move || if is_asked() { text.gate_asks } else { text.gate_open }}</p>
        </section>
    }
}
