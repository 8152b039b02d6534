//! One file on its way to the server. `XMLHttpRequest`, because `fetch` does not tell how much has been sent.

use std::cell::RefCell;
use std::future::poll_fn;
use std::rc::Rc;
use std::task::{Poll, Waker};

use web_sys::wasm_bindgen::closure::Closure;
use web_sys::wasm_bindgen::{JsCast, JsValue};
use web_sys::{EventTarget, FormData, ProgressEvent, XmlHttpRequest};

/// How a request ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RequestEnd {
    Answered {
        /// The HTTP status (RFC 9110).
        status: u16,
        body: String,
    },
    /// The connection broke, or there was none.
    Broken,
    /// `abort` was called.
    Cancelled,
}

/// Sends a form. `on_progress` hears how many bytes have gone out, and of how many; both with the form's own around the file.
pub async fn send(
    request: &XmlHttpRequest,
    address: &str,
    form: &FormData,
    on_progress: impl FnMut(f64, f64) + 'static,
) -> RequestEnd {
    let ending = Rc::new(Ending::default());
    // Dropped, and with that forgotten by the browser, when the request has ended.
    let _kept = listen(request, &ending, on_progress);
    let begin = || {
        request.open("POST", address)?;
        request.set_request_header("accept", "application/json")?;
        request.send_with_opt_form_data(Some(form))
    };
    if begin().is_err() {
        return RequestEnd::Broken;
    }
    poll_fn(|context| match ending.how.take() {
        Some(ended) => Poll::Ready(ended),
        None => {
            ending.waiting.replace(Some(context.waker().clone()));
            Poll::Pending
        }
    })
    .await
}

#[derive(Default)]
struct Ending {
    how: RefCell<Option<RequestEnd>>,
    waiting: RefCell<Option<Waker>>,
}

impl Ending {
    fn is(&self, how: RequestEnd) {
        self.how.replace(Some(how));
        if let Some(waker) = self.waiting.take() {
            waker.wake();
        }
    }
}

fn listen(
    request: &XmlHttpRequest,
    ending: &Rc<Ending>,
    mut on_progress: impl FnMut(f64, f64) + 'static,
) -> Vec<Closure<dyn FnMut(ProgressEvent)>> {
    let ends = |name: &str, how: Box<dyn Fn() -> RequestEnd>| {
        let ending = ending.clone();
        on(request, name, move |_| ending.is(how()))
    };
    let answered = request.clone();
    let answer = move || match (answered.status(), answered.response_text()) {
        (Ok(status), Ok(body)) if status > 0 => RequestEnd::Answered { status, body: body.unwrap_or_default() },
        _ => RequestEnd::Broken,
    };
    let mut kept = vec![
        ends("load", Box::new(answer)),
        ends("error", Box::new(|| RequestEnd::Broken)),
        ends("timeout", Box::new(|| RequestEnd::Broken)),
        ends("abort", Box::new(|| RequestEnd::Cancelled)),
    ];
    if let Ok(upload) = request.upload() {
        kept.push(on(&upload, "progress", move |event| on_progress(event.loaded(), event.total())));
    }
    kept
}

fn on(target: &EventTarget, name: &str, act: impl FnMut(ProgressEvent) + 'static) -> Closure<dyn FnMut(ProgressEvent)> {
    let closure = Closure::<dyn FnMut(ProgressEvent)>::new(act);
    let function: &JsValue = closure.as_ref();
    // Refused only for a name or a listener that is none.
    let _ = target.add_event_listener_with_callback(name, function.unchecked_ref());
    closure
}
