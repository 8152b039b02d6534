//! One file of the library: its picture with the focal point, its texts side by side, its folder and facts.
//!
//! `form` has what all forms do; `acting` has the actions of a file. Everything else is a part of the screen.

mod acting;
mod aside;
mod head;
mod item;
mod picture;
mod texts;

use leptos::prelude::*;

use crate::form::keys::focus;
use crate::form::loader::{LoadedForm, Loader};
use crate::form::screen::{FormDialogs, use_form};
use crate::form::state::FormState;
use crate::media::fields::MediaField;
use aside::Aside;
use head::{FileNotice, Head};
use item::LibraryFile;
use picture::Picture;
use texts::Texts;

/// The screen at `/admin/media/12`.
#[component]
pub fn MediaScreen() -> impl IntoView {
    view! { <Loader part="file" screen/> }
}

fn screen(loaded: LoadedForm<LibraryFile>) -> AnyView {
    let LoadedForm { detail, on_created, .. } = loaded;
    let editing = FormState::<LibraryFile>::new(detail);
    let to_field = Callback::new(|field: MediaField| focus(field.to_string()));
    let acting = use_form(editing, to_field, on_created, None);
    view! {
        <Head acting/>
        <FileNotice acting/>
        <div class="columns">
            <div class="stack">
                <Picture editing/>
                <Texts editing/>
            </div>
            <Aside acting/>
        </div>
        <FormDialogs acting/>
    }
    .into_any()
}
