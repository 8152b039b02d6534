//! Fields that answer as soon as they are left, by rules that the form brings.

use leptos::html::Input;
use leptos::prelude::*;

use super::field::Field;
use super::press::Press;

/// The problem at each field of a form, and the rule that finds it.
#[derive(Clone, Copy)]
pub struct Checked {
    /// The sentence at each field that has one.
    problems: RwSignal<Vec<(String, String)>>,
    /// Takes a field and its new value, keeps the value, and gives its problem.
    rule: Callback<(&'static str, String), Option<String>>,
    press: Press,
}

impl Checked {
    /// `problems` are sentences at fields as the server found them.
    pub fn new(
        problems: Vec<(String, String)>,
        rule: impl Fn(&'static str, String) -> Option<String> + Send + Sync + 'static,
    ) -> Self {
        let rule = Callback::new(move |(field, value)| rule(field, value));
        Self { problems: RwSignal::new(problems), rule, press: Press::watch() }
    }

    pub fn problem(self, field: &'static str) -> Signal<Option<String>> {
        let message = move |problems: &Vec<(String, String)>| {
            problems.iter().find(|(at, _)| at == field).map(|(_, message)| message.clone())
        };
        Signal::derive(move || self.problems.with(message))
    }

    /// Typing shows no new problem; a shown one goes as soon as it is fixed.
    pub fn input(self, field: &'static str, value: String) {
        let problem = self.rule.run((field, value));
        if self.problems.with_untracked(|problems| problems.iter().any(|(at, _)| at == field)) {
            self.set_message(field, problem);
        }
    }

    /// Pressing the submit button also leaves a field, so its message waits for the end of the press.
    pub fn leave(self, field: &'static str, value: String) {
        let problem = self.rule.run((field, value));
        self.press.then(Callback::new(move |()| self.set_message(field, problem.clone())));
    }

    fn set_message(self, field: &'static str, problem: Option<String>) {
        self.problems.update(|problems| {
            problems.retain(|(at, _)| at != field);
            problems.extend(problem.map(|message| (field.to_owned(), message)));
        });
    }
}

/// A line of text with its label. One component for all, because each kind of view is code of its own in the browser.
#[component]
pub fn Line(
    checked: Checked,
    field: &'static str,
    /// As `type` of the input.
    #[prop(default = "text")]
    kind: &'static str,
    label: &'static str,
    /// Behind the label where nothing needs to be given.
    #[prop(default = "")]
    optional: &'static str,
    #[prop(default = "")] help: &'static str,
    autocomplete: &'static str,
    #[prop(default = true)] required: bool,
    /// Whether it has the cursor when the page opens.
    #[prop(default = false)]
    starts: bool,
    #[prop(default = String::new())] value: String,
) -> impl IntoView {
    let input = NodeRef::<Input>::new();
    let shown = value.clone();
    // What was typed before the browser had the program.
    Effect::new(move || {
        if let Some(typed) = input.get().map(|input| input.value()).filter(|typed| *typed != shown) {
            checked.input(field, typed);
        }
    });
    view! {
        <Field id=field label optional help error=checked.problem(field)>
            <input
                node_ref=input
                class="input"
                name=field
                type=kind
                autocomplete=autocomplete
                required=required
                autofocus=starts
                value=value
                on:input=move |event| checked.input(field, event_target_value(&event))
                on:change=move |event| checked.leave(field, event_target_value(&event))
            />
        </Field>
    }
}
