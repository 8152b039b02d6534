//! The public form: fields, consents, the summary of problems, and hidden fields. In the browser the server's own rules check a
//! field when it loses the focus.

use domain::form::{Attribution, HONEYPOT, LeadForm, RequestedFields, Requirement, SpamVerdict};
use domain::invalid::Invalid;
use leptos::html::Input;
use leptos::prelude::*;

use crate::text::UiLanguage;
use crate::text::public_form::PublicForm as Text;
use crate::ui::alert::{Alert, Tone};
use crate::ui::checked::{Checked, Line};

/// A form as it is shown: empty at first, afterwards with what was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormView {
    pub requested: RequestedFields,
    pub typed: LeadForm,
    pub problems: Invalid,
    pub obstacle: Option<Obstacle>,
    /// Signed: which form this is, and since when it is open.
    pub form_token: String,
    pub attribution: Attribution,
    /// Where the privacy notice is read.
    pub privacy_path: Option<String>,
    /// Whether it asks for other mails too: they need a confirmation, which nobody can give where no mail goes out.
    pub asks_marketing: bool,
}

impl FormView {
    /// The form before anybody has typed into it, with what the site says around it.
    pub fn empty(requested: RequestedFields, privacy_path: Option<String>, asks_marketing: bool) -> Self {
        Self {
            requested,
            typed: LeadForm::default(),
            problems: Invalid::default(),
            obstacle: None,
            form_token: String::new(),
            attribution: Attribution::default(),
            privacy_path,
            asks_marketing,
        }
    }
}

/// What stopped a form besides its fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Obstacle {
    Spam(SpamVerdict),
    /// Too many forms came from this address.
    Throttled,
    /// The database or the disk did not take it.
    Unavailable,
    /// What it asks for is no longer offered.
    Withdrawn,
}

/// The whole form; it is sent to the address of its page.
#[component]
pub fn PublicForm(ui_language: UiLanguage, form: FormView, button: &'static str) -> impl IntoView {
    let text = Text::of(ui_language);
    let FormView { requested, typed, problems, obstacle, form_token, attribution, privacy_path, asks_marketing } = form;
    let has_typed = typed != LeadForm::default();
    let obstacle = obstacle.map(|obstacle| match obstacle {
        Obstacle::Spam(verdict) => text.spam_verdict(verdict),
        Obstacle::Throttled => text.throttled,
        Obstacle::Unavailable => text.unavailable,
        Obstacle::Withdrawn => text.withdrawn,
    });
    let messages: Vec<(String, String)> =
        problems.0.iter().map(|(field, problem)| (field.clone(), ui_language.problem(problem))).collect();
    view! {
        // The browser's own messages would come before ours, one at a time and in its language instead of the page's.
        <form class="form" method="post" novalidate>
            {(obstacle.is_some() || !messages.is_empty())
                .then(|| {
                    view! {
                        // After a refused form the focus begins here, not at the top of the page.
                        <div class="stack stack-tight" tabindex="-1" autofocus>
                            {obstacle.map(|message| view! { <Alert tone=Tone::Warning><p>{message}</p></Alert> })}
                            {(!messages.is_empty()).then(|| view! { <Summary ui_language messages=messages.clone() has_typed/> })}
                        </div>
                    }
                })}
            <LeadFields
                ui_language
                requested
                typed
                problems=messages
                privacy_path=privacy_path.unwrap_or_default()
                asks_marketing
            />
            <HiddenFields ui_language form_token attribution/>
            <p><button class="button button-primary button-large">{button}</button></p>
        </form>
    }
}

/// The problems, each with a link to its field (WCAG 2.2, 3.3.1).
#[component]
fn Summary(ui_language: UiLanguage, messages: Vec<(String, String)>, has_typed: bool) -> impl IntoView {
    let text = Text::of(ui_language);
    let entries = messages.into_iter().map(|(field, message)| {
        view! { <li><a href=format!("#{field}")>{text.label(&field)}</a> ": " {message}</li> }
    });
    view! {
        <Alert tone=Tone::Danger title=text.problems_title>
            <ul>{entries.collect::<Vec<_>>()}</ul>
            {has_typed.then(|| view! { <p>{text.kept}</p> })}
        </Alert>
    }
}

/// The hidden fields: the form token, the attribution, and the honeypot, which only robots fill in.
#[component]
pub fn HiddenFields(ui_language: UiLanguage, form_token: String, attribution: Attribution) -> impl IntoView {
    let attribution: Vec<_> = attribution.pairs().into_iter().map(|(name, value)| (name, value.to_owned())).collect();
    view! {
        <input type="hidden" name="form_token" value=form_token/>
        {attribution.into_iter().map(|(name, value)| view! { <input type="hidden" name=name value=value/> }).collect::<Vec<_>>()}
        <div class="honeypot" aria-hidden="true">
            <label for=HONEYPOT>{Text::of(ui_language).honeypot}</label>
            <input id=HONEYPOT name=HONEYPOT tabindex="-1" autocomplete="off"/>
        </div>
    }
}

/// The fields as the server rendered them; sending them stays the form's matter.
#[cfg_attr(feature = "islands", island(lazy))]
#[cfg_attr(not(feature = "islands"), component)]
pub fn LeadFields(
    ui_language: UiLanguage,
    requested: RequestedFields,
    typed: LeadForm,
    /// Sentences at the fields' names.
    problems: Vec<(String, String)>,
    /// Empty where there is no such page.
    privacy_path: String,
    /// See [`FormView::asks_marketing`].
    asks_marketing: bool,
) -> impl IntoView {
    let text = Text::of(ui_language);
    let (kept, privacy) = (StoredValue::new(typed.clone()), typed.privacy);
    let checked = Checked::new(problems, move |field, value| {
        kept.update_value(|typed| keep(typed, field, value));
        let invalid = kept.get_value().parse(requested).err().unwrap_or_default();
        invalid.of(field).map(|problem| ui_language.problem(problem))
    });
    let consent = NodeRef::<Input>::new();
    // What was checked before the browser had the program.
    Effect::new(move || {
        if let Some(is_checked) = consent.get().map(|input| input.checked()).filter(|is_checked| *is_checked != privacy) {
            checked.input("privacy", checkbox_value(is_checked));
        }
    });
    let LeadForm { first_name, last_name, email, company, job_title, phone, privacy, marketing, remember } = typed;
    let further = move |field, label, autocomplete, requirement, value| {
        let optional = if requirement == Requirement::Optional { text.optional } else { "" };
        let required = requirement == Requirement::Required;
        (requirement != Requirement::Absent).then(|| view! { <Line checked field label optional autocomplete required value/> })
    };
    view! {
        <div class="form-pair">
            <Line checked field="first_name" label=text.first_name autocomplete="given-name" value=first_name/>
            <Line checked field="last_name" label=text.last_name autocomplete="family-name" value=last_name/>
        </div>
        <Line checked field="email" kind="email" label=text.email autocomplete="email" value=email/>
        {further("company", text.company, "organization", requested.company, company)}
        {further("job_title", text.job_title, "organization-title", requested.job_title, job_title)}
        {further("phone", text.phone, "tel", requested.phone, phone)}
        <fieldset class="stack stack-tight">
            <legend class="legend">{text.consent}</legend>
            <label class="check">
                <input
                    node_ref=consent
                    id="privacy"
                    type="checkbox"
                    name="privacy"
                    value="yes"
                    required
                    checked=privacy
                    aria-describedby="privacy-error"
                    aria-invalid=move || checked.problem("privacy").with(Option::is_some).then_some("true")
                    on:change=move |event| {
                        checked.leave("privacy", checkbox_value(event_target_checked(&event)));
                    }
                />
                <span>{text.privacy_before} <PrivacyNotice text path=privacy_path/> {text.privacy_after}</span>
            </label>
            <div class="field-notice" id="privacy-error" aria-live="polite">
                {
                    let problem = checked.problem("privacy");
                    move || problem.get().map(|message| view! { <p class="field-error">{message}</p> })
                }
            </div>
            {asks_marketing
                .then(|| {
                    view! {
                        <label class="check">
                            <input type="checkbox" name="marketing" value="yes" checked=marketing/>
                            <span>{text.marketing} " " <span class="field-optional">{text.marketing_help}</span></span>
                        </label>
                    }
                })}
            <label class="check">
                <input type="checkbox" name="remember" value="yes" checked=remember/>
                <span>{text.remember} " " <span class="field-optional">{text.remember_help}</span></span>
            </label>
        </fieldset>
    }
}

#[component]
fn PrivacyNotice(text: &'static Text, path: String) -> impl IntoView {
    let is_there = !path.is_empty();
    let link = is_there.then(|| view! { <a href=path>{text.privacy_link}</a> });
    view! { {link} {(!is_there).then_some(text.privacy_link)} }
}

/// The value that a box has in a form that is sent.
fn checkbox_value(is_checked: bool) -> String {
    if is_checked { "yes".into() } else { String::new() }
}

fn keep(typed: &mut LeadForm, field: &str, value: String) {
    match field {
        "first_name" => typed.first_name = value,
        "last_name" => typed.last_name = value,
        "email" => typed.email = value,
        "company" => typed.company = value,
        "job_title" => typed.job_title = value,
        "privacy" => typed.privacy = !value.is_empty(),
        _ => typed.phone = value,
    }
}
