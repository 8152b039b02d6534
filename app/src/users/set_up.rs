//! The fields of a one-time link's form. In the browser the server's own rules answer as soon as a field is left.

use domain::invalid::Invalid;
use domain::text::Password;
use domain::user::SetUpForm;
use leptos::prelude::*;

use crate::text::UiLanguage;
use crate::text::public::PublicTexts;
use crate::ui::checked::{Checked, Line};

/// The fields as the server rendered them; sending them stays the form's matter.
#[cfg_attr(feature = "islands", island(lazy))]
#[cfg_attr(not(feature = "islands"), component)]
pub fn SetUpFields(
    ui_language: UiLanguage,
    /// Whose password is chosen, by name; empty where the link makes the first admin, who gives name and e-mail too.
    person: String,
    email: String,
    first_name: String,
    last_name: String,
    /// Sentences at `email`, `first_name`, `last_name`, `password`.
    problems: Vec<(String, String)>,
) -> impl IntoView {
    let text = PublicTexts::of(ui_language);
    let is_first = person.is_empty();
    // The field to mend, else the first one, has the cursor when the page opens.
    let first = if is_first { "first_name" } else { "password" };
    let start =
        ["first_name", "last_name", "email", "password"].into_iter().find(|field| problems.iter().any(|(at, _)| at == field));
    let starts = move |field| start.unwrap_or(first) == field;
    let typed =
        SetUpForm { email: email.clone(), first_name: first_name.clone(), last_name: last_name.clone(), ..SetUpForm::default() };
    let (person, typed) = (StoredValue::new(person), StoredValue::new(typed));
    let checked = Checked::new(problems, move |field, value| {
        typed.update_value(|typed| keep(typed, field, value));
        let invalid = person.with_value(|person| typed.with_value(|typed| invalid(typed, person)));
        invalid.of(field).map(|problem| ui_language.problem(problem))
    });
    view! {
        {is_first
            .then(|| {
                view! {
                    <Line checked field="first_name" label=text.first_name autocomplete="given-name" starts=starts("first_name") value=first_name/>
                    <Line checked field="last_name" label=text.last_name autocomplete="family-name" starts=starts("last_name") value=last_name/>
                    <Line checked field="email" kind="email" label=text.email autocomplete="username" starts=starts("email") value=email/>
                }
            })}
        <Line
            checked
            field="password"
            kind="password"
            label=text.new_password
            help=text.password_help
            autocomplete="new-password"
            starts=starts("password")
        />
    }
}

fn keep(typed: &mut SetUpForm, field: &str, value: String) {
    match field {
        "email" => typed.email = value,
        "first_name" => typed.first_name = value,
        "last_name" => typed.last_name = value,
        _ => typed.password = value,
    }
}

/// `person` is empty where the link makes the first admin.
fn invalid(typed: &SetUpForm, person: &str) -> Invalid {
    if person.is_empty() {
        return typed.clone().parse().err().unwrap_or_default();
    }
    let password = Password::parse(&typed.password, &[person]);
    password.err().map(|problem| Invalid::at("password", problem)).unwrap_or_default()
}
