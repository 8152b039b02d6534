//! Whether what a draft belongs to is still open in some tab: each form holds a lock of the browser (W3C Web Locks) under the
//! name of its draft, which ends with the tab, also when that crashes.
//!
//! web-sys has this API only as an unstable one, so it is called by name.

use std::collections::BTreeSet;

use leptos::prelude::window;
use web_sys::js_sys::{Array, Function, Object, Promise, Reflect};
use web_sys::wasm_bindgen::closure::Closure;
use web_sys::wasm_bindgen::{JsCast, JsValue};

/// A lock that is held until this is dropped.
pub struct TabLock(Option<Function>);

impl TabLock {
    pub fn hold(name: &str) -> Self {
        let Some(locks) = locks() else { return Self(None) };
        let mut release = None;
        let released = Promise::new(&mut |resolve, _| release = Some(resolve));
        let granted = Closure::once_into_js(move |_lock: JsValue| JsValue::from(released));
        let _ = method(&locks, "request").and_then(|request| request.call2(&locks, &name.into(), &granted).ok());
        Self(release)
    }
}

impl Drop for TabLock {
    fn drop(&mut self) {
        if let Some(release) = self.0.take() {
            let _ = release.call0(&JsValue::UNDEFINED);
        }
    }
}

/// Tells when nobody holds this lock any more. It waits in the browser, at the latest until this document ends. It asks for a
/// shared lock, which many can have at once and which [`ask_held`] does not count.
pub fn when_free(name: &str, on_free: impl FnOnce() + 'static) {
    let Some(locks) = locks() else { return };
    let Some(request) = method(&locks, "request") else { return };
    let options = Object::new();
    let _ = Reflect::set(&options, &"mode".into(), &"shared".into());
    let granted = Closure::once_into_js(move |_lock: JsValue| on_free());
    let _ = request.call3(&locks, &name.into(), &options, &granted);
}

/// Tells the names of all locks that forms hold in this browser; none where the browser does not tell, as over plain HTTP.
pub fn ask_held(on_answer: impl FnOnce(BTreeSet<String>) + 'static) {
    let asked = locks().and_then(|locks| method(&locks, "query")?.call0(&locks).ok());
    let Some((asked, then)) = asked.and_then(|asked| Some((asked.clone(), method(&asked, "then")?))) else {
        return on_answer(BTreeSet::new());
    };
    let answered = Closure::once_into_js(move |answer: JsValue| on_answer(names(&answer)));
    let _ = then.call1(&asked, &answered);
}

fn names(answer: &JsValue) -> BTreeSet<String> {
    let held = Reflect::get(answer, &"held".into()).unwrap_or_default();
    let read = |lock: &JsValue, key: &str| Reflect::get(lock, &key.into()).ok()?.as_string();
    let name = |lock: JsValue| read(&lock, "mode").filter(|mode| mode == "exclusive").and_then(|_| read(&lock, "name"));
    Array::from(&held).iter().filter_map(name).collect()
}

fn locks() -> Option<JsValue> {
    let navigator = window().navigator();
    Reflect::get(&navigator, &"locks".into()).ok().filter(|locks| locks.is_object())
}

fn method(of: &JsValue, name: &str) -> Option<Function> {
    Reflect::get(of, &name.into()).ok()?.dyn_into().ok()
}
