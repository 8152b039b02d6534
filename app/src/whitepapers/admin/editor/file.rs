//! File and cover beside the texts.

use domain::media::MediaKind;
use leptos::prelude::*;

use super::item::Whitepaper;
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
                editing field=WhitepaperField::File picker="pick-file" kinds=documents label=text.file help=text.file_help is_needed=true
            />
            <FileField editing field=WhitepaperField::Cover picker="pick-cover" kinds=images label=text.cover help=text.cover_help/>
        </section>
    }
}
