//! The fields of a one-time link's form. In the browser the server's own rules answer as soon as a field is left.

use domain::invalid::Invalid;
use domain::text::Password;
use domain::user::SetUpForm;
use leptos::prelude::*;

use crate::text::Speech;
use crate::text::public::Public;
use crate::ui::field::Field;
use crate::ui::press::Press;

/// The fields as the server rendered them; sending them stays the form's matter.
#[island]
pub fn SetUpFields(
    speech: Speech,
    /// Whose password is chosen, by name; empty where the link makes the first admin, who gives name and e-mail too.
    person: String,
    email: String,
    first_name: String,
    last_name: String,
    /// Sentences at `email`, `first_name`, `last_name`, `password`.
    problems: Vec<(String, String)>,
) -> impl IntoView {
    let text = Public::of(speech);
    let is_first = person.is_empty();
    // The field to mend, else the first one, has the cursor when the page opens.
    let first = if is_first { "first_name" } else { "password" };
    let start =
        ["first_name", "last_name", "email", "password"].into_iter().find(|field| problems.iter().any(|(at, _)| at == field));
    let starts = move |field| start.unwrap_or(first) == field;
    let typed =
        SetUpForm { email: email.clone(), first_name: first_name.clone(), last_name: last_name.clone(), password: String::new() };
    let form = Form {
        speech,
        person: StoredValue::new(person),
        typed: StoredValue::new(typed),
        problems: RwSignal::new(problems),
        press: Press::watch(),
    };
    view! {
        {is_first
            .then(|| {
                view! {
                    <Control form field="first_name" label=text.first_name autocomplete="given-name" starts=starts("first_name") value=first_name/>
                    <Control form field="last_name" label=text.last_name autocomplete="family-name" starts=starts("last_name") value=last_name/>
                    <Control form field="email" kind="email" label=text.email autocomplete="username" starts=starts("email") value=email/>
                }
            })}
        <Control
            form
            field="password"
            kind="password"
            label=text.new_password
            help=text.password_help
            autocomplete="new-password"
            starts=starts("password")
        />
    }
}

/// One field with its label, checked when it is left. One component for all, because each kind of view is code of its own in the
/// browser.
#[component]
fn Control(
    form: Form,
    field: &'static str,
    #[prop(default = "text")] kind: &'static str,
    label: &'static str,
    #[prop(default = "")] help: &'static str,
    autocomplete: &'static str,
    /// Whether it has the cursor when the page opens.
    starts: bool,
    #[prop(default = String::new())] value: String,
) -> impl IntoView {
    view! {
        <Field id=field label help error=form.problem(field)>
            <input
                class="input"
                name=field
                type=kind
                autocomplete=autocomplete
                required
                autofocus=starts
                value=value
                on:input=move |event| form.input(field, event_target_value(&event))
                on:change=move |event| form.leave(field, event_target_value(&event))
            />
        </Field>
    }
}

#[derive(Clone, Copy)]
struct Form {
    speech: Speech,
    person: StoredValue<String>,
    typed: StoredValue<SetUpForm>,
    /// The sentence at each field that has one.
    problems: RwSignal<Vec<(String, String)>>,
    press: Press,
}

impl Form {
    fn problem(self, field: &'static str) -> Signal<Option<String>> {
        let sentence = move |problems: &Vec<(String, String)>| {
            problems.iter().find(|(at, _)| at == field).map(|(_, sentence)| sentence.clone())
        };
        Signal::derive(move || self.problems.with(sentence))
    }

    /// While someone types nothing is said that was not said before; what was said goes as soon as it is mended.
    fn input(self, field: &'static str, value: String) {
        self.keep(field, value);
        if self.problems.with_untracked(|problems| problems.iter().any(|(at, _)| at == field)) {
            self.check(field);
        }
    }

    fn leave(self, field: &'static str, value: String) {
        self.keep(field, value);
        // A field is also left by pressing the button that sends the form.
        self.press.then(Callback::new(move |()| self.check(field)));
    }

    fn keep(self, field: &'static str, value: String) {
        self.typed.update_value(|typed| match field {
            "email" => typed.email = value,
            "first_name" => typed.first_name = value,
            "last_name" => typed.last_name = value,
            _ => typed.password = value,
        });
    }

    fn check(self, field: &'static str) {
        let problem = self.invalid().of(field).map(|problem| self.speech.problem(problem));
        self.problems.update(|problems| {
            problems.retain(|(at, _)| at != field);
            problems.extend(problem.map(|sentence| (field.to_owned(), sentence)));
        });
    }

    fn invalid(self) -> Invalid {
        let (typed, person) = (self.typed.get_value(), self.person.get_value());
        if person.is_empty() {
            return typed.parse().err().unwrap_or_default();
        }
        let password = Password::parse(&typed.password, &[&person]);
        password.err().map(|problem| Invalid::at("password", problem)).unwrap_or_default()
    }
}
