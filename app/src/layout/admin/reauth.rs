//! Requests of a screen that survive the end of a session: a dialog over the page asks for the password, and the request is
//! repeated.

use std::cell::{Cell, RefCell};
use std::future::poll_fn;
use std::task::{Poll, Waker};

use leptos::prelude::*;

use crate::error::AppError;

/// Sends a request, and again after a sign-in where the session had ended. The closure may run twice, so it clones its arguments:
/// `with_reauth(|| save_page(form.clone())).await`. `SignedOut` comes back only if the person gave up.
pub async fn with_reauth<T, A>(ask: impl Fn() -> A) -> Result<T, AppError>
where
    A: Future<Output = Result<T, AppError>>,
{
    loop {
        match ask().await {
            Err(AppError::SignedOut) if signed_in_again().await => {}
            answer => return answer,
        }
    }
}

/// Whether the sign-in dialog is shown.
pub fn is_reauth_open() -> ArcRwSignal<bool> {
    REAUTH_PROMPT.with(|prompt| prompt.is_open.clone())
}

/// The person has signed in: the dialog closes, and the waiting requests continue.
pub fn complete_reauth() {
    REAUTH_PROMPT.with(|prompt| {
        prompt.has_signed_in.set(true);
        prompt.is_open.set(false);
    });
}

/// Call it when the dialog has closed for any reason: the waiting requests check whether the person has signed in.
pub fn wake_waiting() {
    REAUTH_PROMPT.with(|prompt| prompt.waiting.take()).into_iter().for_each(Waker::wake);
}

/// Requests that wait for a sign-in. There is one per window; their tasks run outside of every component's context.
struct ReauthPrompt {
    is_open: ArcRwSignal<bool>,
    has_signed_in: Cell<bool>,
    waiting: RefCell<Vec<Waker>>,
}

thread_local! {
    static REAUTH_PROMPT: ReauthPrompt =
        ReauthPrompt { is_open: ArcRwSignal::new(false), has_signed_in: Cell::new(false), waiting: RefCell::default() };
}

async fn signed_in_again() -> bool {
    REAUTH_PROMPT.with(|prompt| {
        // A dialog that is open already stays: opening it again would clear the typed password and the message.
        if !prompt.is_open.get_untracked() {
            prompt.has_signed_in.set(false);
            prompt.is_open.set(true);
        }
    });
    poll_fn(|context| {
        REAUTH_PROMPT.with(|prompt| {
            if !prompt.is_open.get_untracked() {
                return Poll::Ready(prompt.has_signed_in.get());
            }
            prompt.waiting.borrow_mut().push(context.waker().clone());
            Poll::Pending
        })
    })
    .await
}
