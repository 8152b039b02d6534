//! A request of a screen to the server: loading, loaded or failed.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::with_reauth;
use crate::error::AppError;

/// The state of the latest request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LoadState<T> {
    /// The first answer is on its way.
    Loading,
    Loaded(T),
    Failed(AppError),
}

/// A request that is sent again whenever one of its signals changes.
pub struct Request<T: Send + Sync + 'static> {
    state: RwSignal<LoadState<T>>,
    is_busy: RwSignal<bool>,
    round: RwSignal<u32>,
}

impl<T: Send + Sync + 'static> Request<T> {
    /// An older answer stays until the next one is here, so that a list does not flicker while it is sorted.
    pub fn state(self) -> RwSignal<LoadState<T>> {
        self.state
    }

    /// Whether a request is on its way.
    pub fn is_busy(self) -> bool {
        self.is_busy.get()
    }

    /// Asks again; nothing happens where the screen has been left.
    pub fn again(self) {
        self.round.try_update(|round| *round += 1);
    }
}

impl<T: Send + Sync + 'static> Clone for Request<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Request<T> {}

/// Asks once now and again whenever a signal changes that `request` reads. An answer that was overtaken is dropped.
pub fn use_request<T, R, A>(parameters: impl Fn() -> R + 'static, ask: impl Fn(R) -> A + Copy + 'static) -> Request<T>
where
    T: Send + Sync + 'static,
    R: Clone + 'static,
    A: Future<Output = Result<T, AppError>> + 'static,
{
    let request = Request { state: RwSignal::new(LoadState::Loading), is_busy: RwSignal::new(true), round: RwSignal::new(0) };
    let latest = StoredValue::new(0_u32);
    Effect::new(move |_| {
        let parameters = parameters();
        request.round.track();
        latest.update_value(|latest| *latest += 1);
        let this = latest.get_value();
        request.is_busy.set(true);
        spawn_local(async move {
            let state = match with_reauth(|| ask(parameters.clone())).await {
                Ok(value) => LoadState::Loaded(value),
                Err(error) => LoadState::Failed(error),
            };
            // None where the screen has been left meanwhile.
            if latest.try_get_value() == Some(this) {
                request.is_busy.set(false);
                request.state.set(state);
            }
        });
    });
    request
}
