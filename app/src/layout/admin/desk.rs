//! What every screen of the admin knows: who is signed in, of which site, and in which language it speaks to them.

use domain::access::Role;
use leptos::prelude::*;

use crate::settings::api::Desk;
use crate::text::UiLanguage;

/// Who is signed in, the languages and the name of the site. It changes only when the admin is opened anew.
pub fn use_desk() -> Desk {
    expect_context::<StoredValue<Desk>>().get_value()
}

/// The language in which the admin speaks to this person.
pub fn use_ui_language() -> UiLanguage {
    expect_context::<StoredValue<Desk>>().with_value(|desk| UiLanguage::of_tag(&desk.me.language))
}

/// Whether to offer what changes content. The server decides for itself.
pub fn may_edit() -> bool {
    may(Role::Editor)
}

/// Whether to offer what runs the place: users. The server decides for itself.
pub fn may_administer() -> bool {
    may(Role::Admin)
}

fn may(least: Role) -> bool {
    expect_context::<StoredValue<Desk>>().with_value(|desk| desk.me.role >= least)
}
