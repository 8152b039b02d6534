//! What every screen of the admin knows: who is signed in, of which site, and in which language it speaks to them.

use domain::access::Role;
use leptos::prelude::*;

use crate::settings::api::AdminContext;
use crate::text::UiLanguage;

/// Who is signed in, the languages and the name of the site. It changes only when the admin is opened anew.
pub fn use_admin() -> AdminContext {
    expect_context::<StoredValue<AdminContext>>().get_value()
}

/// The language in which the admin speaks to this person.
pub fn use_ui_language() -> UiLanguage {
    expect_context::<StoredValue<AdminContext>>().with_value(|admin| UiLanguage::of_tag(&admin.me.language))
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
    expect_context::<StoredValue<AdminContext>>().with_value(|admin| admin.me.role >= least)
}
