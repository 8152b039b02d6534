//! Numbers in the reader's form, by the browser's own `Intl`.

use web_sys::js_sys::Number;

use super::time::locale;

/// `1,204`, `1.204`.
pub fn written(number: i64) -> String {
    Number::from(number as f64).to_locale_string(&locale()).into()
}

/// `12.5 %` with one decimal, `–` where there is none.
pub fn percent(number: Option<f64>) -> String {
    let Some(number) = number else { return "–".to_owned() };
    let rounded = (number * 10.0).round() / 10.0;
    format!("{}\u{202f}%", String::from(Number::from(rounded).to_locale_string(&locale())))
}
