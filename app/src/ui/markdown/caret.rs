//! Where the caret of a text stands, also while something else has the focus.

use std::ops::Range;

use leptos::html;
use leptos::prelude::*;
use web_sys::HtmlTextAreaElement;

use crate::ui::listen::on_window;

/// The selection of a text as it was last seen, in UTF-16 code units. The browser cannot be asked later: a dialog that closes
/// gives the focus back without the selection, and Chromium then answers 0.
#[derive(Debug, Clone, Copy)]
pub struct Caret {
    node: NodeRef<html::Textarea>,
    seen: StoredValue<Option<Range<usize>>>,
}

impl Caret {
    /// Notes every move until the calling component ends: by keys, pointer, touch and the menus of the browser. The element tells
    /// of the last two only when the pointer or the key has gone up.
    pub fn of(node: NodeRef<html::Textarea>) -> Self {
        let caret = Self { node, seen: StoredValue::new(None) };
        on_window(leptos::ev::keyup, move |_| caret.note());
        on_window(leptos::ev::pointerup, move |_| caret.note());
        on_window(leptos::ev::pointerdown, move |_| caret.note());
        on_window(leptos::ev::select, move |_| caret.note());
        caret
    }

    /// The selection now, or when the text was left. A text that nobody was in yet goes on at its end.
    pub fn range(self, area: &HtmlTextAreaElement) -> Range<usize> {
        if has_focus(area) {
            return selection(area);
        }
        let end = area.value().encode_utf16().count();
        let seen = self.seen.try_get_value().flatten().unwrap_or(end..end);
        seen.start.min(end)..seen.end.min(end)
    }

    /// Reads the selection while the text has the focus.
    pub fn note(self) {
        if let Some(area) = self.node.try_get_untracked().flatten().filter(has_focus) {
            self.set(selection(&area));
        }
    }

    pub fn set(self, selection: Range<usize>) {
        self.seen.try_set_value(Some(selection));
    }

    /// Puts the selection back where the text was left, if the browser has lost it. A selection that somebody made meanwhile, as
    /// dictation and extensions do, stays.
    pub fn restore(self) {
        let area = self.node.try_get_untracked().flatten();
        if let (Some(area), Some(Range { start, end })) = (area, self.seen.try_get_value().flatten())
            && selection(&area) == (0..0)
        {
            let _ = area.set_selection_range(start as u32, end as u32);
        }
    }
}

fn has_focus(area: &HtmlTextAreaElement) -> bool {
    document().active_element().is_some_and(|active| active == ***area)
}

fn selection(area: &HtmlTextAreaElement) -> Range<usize> {
    let at = |position: Result<Option<u32>, _>| position.ok().flatten().unwrap_or_default() as usize;
    at(area.selection_start())..at(area.selection_end())
}
