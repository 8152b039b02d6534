//! Times as the reader knows them: in their zone and their form, by the browser's own `Intl`.

use domain::time::Timestamp;
use leptos::prelude::*;
use web_sys::js_sys::{Array, Date, Intl, Object, Reflect};
use web_sys::wasm_bindgen::JsValue;

/// `22 November 2026 at 10:05 CET`; brief `22 Nov, 10:05`, with the year only where it is not this one. A brief one stands where
/// the zone is named beside it ([`zone`]).
#[component]
pub fn LocalTime(at: Timestamp, #[prop(optional)] brief: bool) -> impl IntoView {
    let full = written(at, false);
    let shown = if brief { written(at, true) } else { full.clone() };
    view! { <time datetime=at.to_rfc3339() title=brief.then_some(full)>{shown}</time> }
}

/// As [`LocalTime`] shows it, for sentences and labels.
pub fn written(at: Timestamp, brief: bool) -> String {
    let date = Date::new(&JsValue::from_f64(at.0 as f64 * 1000.0));
    let mut options = vec![("day", "numeric"), ("hour", "2-digit"), ("minute", "2-digit")];
    if brief {
        options.push(("month", "short"));
    } else {
        options.extend([("month", "long"), ("timeZoneName", "short")]);
    }
    if !brief || date.get_full_year() != Date::new_0().get_full_year() {
        options.push(("year", "numeric"));
    }
    date.to_locale_string(&locale(), &object(&options)).into()
}

/// The reader's zone: `Europe/Berlin`.
pub fn zone() -> String {
    let options = Intl::DateTimeFormat::new(&Array::new(), &Object::new()).resolved_options();
    Reflect::get(&options, &"timeZone".into()).ok().and_then(|zone| zone.as_string()).unwrap_or_else(|| "UTC".into())
}

/// The browser's own variant of the language of the document (`en-US`, `de-AT`), which knows the reader's way to write dates.
pub fn locale() -> String {
    let spoken = document().document_element().and_then(|root| root.get_attribute("lang")).unwrap_or_else(|| "en".into());
    let preferred = window()
        .navigator()
        .languages()
        .iter()
        .filter_map(|tag| tag.as_string())
        .find(|tag| tag.split('-').next() == spoken.split('-').next() && tag.contains('-'));
    preferred.unwrap_or_else(|| if spoken == "en" { "en-GB".into() } else { spoken })
}

/// The reader's wall clock, as `<input type="datetime-local">` takes it; only the day for `<input type="date">`.
pub fn typed(at: Timestamp, only_day: bool) -> String {
    let date = Date::new(&JsValue::from_f64(at.0 as f64 * 1000.0));
    let day = format!("{:04}-{:02}-{:02}", date.get_full_year(), date.get_month() + 1, date.get_date());
    if only_day { day } else { format!("{day}T{:02}:{:02}", date.get_hours(), date.get_minutes()) }
}

/// What was typed into such a field, in the reader's zone; a day alone begins at midnight. Browsers shift the hour that a
/// change of the clocks skips by as much, see [`is_skipped`]. Of the hour that it repeats, they mean the first.
pub fn read_typed(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    let text = if text.contains('T') { text.to_owned() } else { format!("{text}T00:00") };
    let milliseconds = Date::new(&JsValue::from_str(&text)).get_time();
    milliseconds.is_finite().then(|| Timestamp((milliseconds / 1000.0) as i64))
}

/// Whether no clock shows the time that was typed and read as `at`: in Berlin 02:30 on 28 March 2027, which is read as 03:30.
pub fn is_skipped(text: &str, at: Timestamp) -> bool {
    text.contains('T') && !text.trim().starts_with(&typed(at, false))
}

/// By the browser's clock.
pub fn is_past(at: Timestamp) -> bool {
    (at.0 as f64) * 1000.0 <= Date::now()
}

/// The time of the browser's clock.
pub fn now() -> Timestamp {
    Timestamp((Date::now() / 1000.0) as i64)
}

fn object(entries: &[(&str, &str)]) -> JsValue {
    let object = Object::new();
    for (key, value) in entries {
        // Setting a property of a plain object cannot fail.
        let _ = Reflect::set(&object, &JsValue::from_str(key), &JsValue::from_str(value));
    }
    object.into()
}
