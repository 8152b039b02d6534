//! The parts of every screen with a form: keys, the draft in this browser, notices, and the guard before it is left.

use leptos::prelude::*;

use super::actions::{FormActions, NOTICES};
use super::conflict_dialog::ConflictDialog;
use super::draft_notice::LocalDraftNotice;
use super::editable::{Editable, FieldOf, IdOf};
use super::keys::KeyAct;
use super::problems::Problems;
use super::state::FormState;
use super::{keys, local_draft};
use crate::ui::alert::{Alert, Tone};
use crate::ui::leaving::{Leaving, LeavingWords};
use crate::ui::toast::retract;

/// The actions of the form; it also listens to keys and stores a draft in this browser.
pub fn use_form<E: Editable>(
    editing: FormState<E>,
    go_to: Callback<FieldOf<E>>,
    on_created: Callback<IdOf<E>>,
    on_return: Option<KeyAct<E>>,
) -> FormActions<E> {
    let acting = FormActions::new(editing, go_to, on_created);
    local_draft::sync(editing);
    // "Saved." is not said beside "Unsaved changes".
    Effect::new(move |_| {
        if editing.is_changed() {
            retract(editing.text().saved);
        }
    });
    keys::listen_to_keys(acting, on_return);
    acting
}

/// The notices at the top of the screen: drafts, problems of a save, failures. Its children stand above them.
#[component]
pub fn FormNotices<E: Editable>(acting: FormActions<E>, #[prop(optional)] children: Option<Children>) -> impl IntoView {
    let editing = acting.editing;
    view! {
        <div class="form-notice" id=NOTICES>
            {children.map(|children| children())}
            <LocalDraftNotice editing/>
            <Problems acting/>
            {move || acting.failure.get().map(|failure| view! { <Alert tone=Tone::Danger><p>{failure}</p></Alert> })}
            {(!editing.is_editor()).then(|| view! { <Alert tone=Tone::Info><p>{editing.noun().read_only}</p></Alert> })}
        </div>
    }
}

/// The dialogs of a form: of a conflict, and before it is left with something unsaved.
#[component]
pub fn FormDialogs<E: Editable>(acting: FormActions<E>) -> impl IntoView {
    let editing = acting.editing;
    let text = editing.text();
    let words = LeavingWords {
        heading: text.leaving_title,
        text: text.leaving_text,
        stay: text.leaving_stay,
        leave: text.leaving_leave,
        save: text.leaving_save,
    };
    // Saving before leaving waits for uploads that still change the form.
    let leave = RwSignal::new(None::<Callback<()>>);
    Effect::new(move |_| {
        if let Some(leave) = leave.get().filter(|_| !editing.has_pending_inserts()) {
            // In the next frame the last of it stands in the form.
            let _ = request_animation_frame(move || acting.save_then(leave));
        }
    });
    view! {
        <ConflictDialog acting/>
        <Leaving
            is_unsaved=Signal::derive(move || editing.is_changed() || editing.has_pending_inserts())
            words
            on_drop=Callback::new(move |()| local_draft::forget(editing))
            on_save=Callback::new(move |then| leave.set(Some(then)))
        />
    }
}
