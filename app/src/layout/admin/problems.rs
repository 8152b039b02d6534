//! The problems of a form: each at its field, and the focus at the first.

use domain::invalid::Invalid;
use leptos::prelude::*;
use web_sys::wasm_bindgen::JsCast;

use crate::text::UiLanguage;

/// The problems of one form. Its controls have the names of their fields as `id`.
#[derive(Debug, Clone, Copy)]
pub struct Problems {
    invalid: RwSignal<Invalid>,
    ui_language: UiLanguage,
}

impl Problems {
    pub fn new(ui_language: UiLanguage) -> Self {
        Self { invalid: RwSignal::default(), ui_language }
    }

    /// The sentence at a field, while there is one.
    pub fn at(self, field: &'static str) -> Signal<Option<String>> {
        Signal::derive(move || self.invalid.with(|invalid| invalid.of(field).map(|problem| self.ui_language.problem(problem))))
    }

    pub fn clear(self) {
        self.invalid.set(Invalid::default());
    }

    /// Shows them and leads to the first field on the screen that has one.
    pub fn show(self, invalid: Invalid) {
        let fields: Vec<String> = invalid.0.iter().map(|(name, _)| format!("[id=\"{name}\"]")).collect();
        if self.invalid.try_set(invalid).is_some() {
            // The screen has been left, and another one may have a field of that name.
            return;
        }
        let _ = request_animation_frame(move || {
            let field = document().query_selector(&fields.join(",")).ok().flatten();
            if let Some(field) = field.and_then(|field| field.dyn_into::<web_sys::HtmlElement>().ok()) {
                let _ = field.focus();
            }
        });
    }
}
