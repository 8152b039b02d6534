//! Asking the server from a screen, over the end of a session: whoever was signed out signs in over the page, and the work goes on.

use std::cell::{Cell, RefCell};
use std::future::poll_fn;
use std::task::{Poll, Waker};

use leptos::prelude::*;

use crate::error::AppError;

/// Asks, and asks again after a sign-in over the page where the session had ended; so a request is made from what it needs, not
/// from what the first one used up: `with_reauth(|| save_page(form.clone())).await`. `SignedOut` comes back only if the person gave up.
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

/// The person has signed in: the dialog closes, and whoever waits goes on.
pub fn complete_reauth() {
    REAUTH_PROMPT.with(|prompt| {
        prompt.has_signed_in.set(true);
        prompt.is_open.set(false);
    });
}

/// To be called when the dialog has closed, for whatever reason: those who wait look whether the person came in.
pub fn wake_waiting() {
    REAUTH_PROMPT.with(|prompt| prompt.waiting.take()).into_iter().for_each(Waker::wake);
}

/// Where those wait whose request met the end of the session. One window has one, and requests come to it from tasks that no
/// component's context reaches.
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
        // Opened anew under the hands of whoever is typing, it would forget what they typed and what they were told.
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
