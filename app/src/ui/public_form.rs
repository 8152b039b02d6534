//! The form with which visitors ask for something: its fields, its consents, what stands above it after it was refused, and what
//! it carries along unseen. In the browser the server's own rules answer as soon as a field is left.

use domain::form::{Asks, Doubt, LeadForm, Need, TRAP, Touch};
use domain::invalid::Invalid;
use leptos::prelude::*;

use crate::text::Speech;
use crate::text::public_form::PublicForm as Text;
use crate::ui::alert::{Alert, Tone};
use crate::ui::field::Field;

/// A form as it is shown: empty at first, afterwards with what was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    pub asks: Asks,
    pub typed: LeadForm,
    pub problems: Invalid,
    pub doubt: Option<Doubt>,
    pub is_throttled: bool,
    /// Signed: which form this is, and since when it is open.
    pub stamp: String,
    pub touch: Touch,
    /// Where the privacy notice is read.
    pub privacy_path: Option<String>,
}

/// The whole form; it is sent to the address of its page.
#[component]
pub fn PublicForm(speech: Speech, shown: Shown, button: &'static str) -> impl IntoView {
    let text = Text::of(speech);
    let Shown { asks, typed, problems, doubt, is_throttled, stamp, touch, privacy_path } = shown;
    let sentences: Vec<(String, String)> =
        problems.0.iter().map(|(field, problem)| (field.clone(), speech.problem(problem))).collect();
    view! {
        // The browser's own messages would come before ours, one at a time and in its language instead of the page's.
        <form class="form" method="post" novalidate>
            {is_throttled.then(|| view! { <Alert tone=Tone::Warning><p>{text.throttled}</p></Alert> })}
            {doubt.map(|doubt| view! { <Alert tone=Tone::Warning><p>{text.doubt(doubt)}</p></Alert> })}
            {(!sentences.is_empty()).then(|| view! { <Summary speech sentences=sentences.clone()/> })}
            <LeadFields speech asks typed problems=sentences privacy_path=privacy_path.unwrap_or_default()/>
            <Unseen speech stamp touch/>
            <p><button class="button button-primary button-large">{button}</button></p>
        </form>
    }
}

/// What is wrong, with the way to each field (WCAG 2.2, 3.3.1).
#[component]
fn Summary(speech: Speech, sentences: Vec<(String, String)>) -> impl IntoView {
    let text = Text::of(speech);
    let entries = sentences.into_iter().map(|(field, sentence)| {
        view! { <li><a href=format!("#{field}")>{text.label(&field)}</a> ": " {sentence}</li> }
    });
    view! {
        <Alert tone=Tone::Danger title=text.problems_title>
            <ul>{entries.collect::<Vec<_>>()}</ul>
            <p>{text.kept}</p>
        </Alert>
    }
}

/// What goes along with a form and is not typed: its stamp, where its sender came from, and the field that only programs fill in.
#[component]
pub fn Unseen(speech: Speech, stamp: String, touch: Touch) -> impl IntoView {
    let touch: Vec<_> = touch.pairs().into_iter().map(|(name, value)| (name, value.to_owned())).collect();
    view! {
        <input type="hidden" name="stamp" value=stamp/>
        {touch.into_iter().map(|(name, value)| view! { <input type="hidden" name=name value=value/> }).collect::<Vec<_>>()}
        <div class="trap" aria-hidden="true">
            <label for=TRAP>{Text::of(speech).trap}</label>
            <input id=TRAP name=TRAP tabindex="-1" autocomplete="off"/>
        </div>
    }
}

/// The fields as the server rendered them; sending them stays the form's matter.
#[island]
pub fn LeadFields(
    speech: Speech,
    asks: Asks,
    typed: LeadForm,
    /// Sentences at the fields' names.
    problems: Vec<(String, String)>,
    /// Empty where there is no such page.
    privacy_path: String,
) -> impl IntoView {
    let text = Text::of(speech);
    let form = Form { speech, asks, typed: StoredValue::new(typed.clone()), problems: RwSignal::new(problems) };
    let LeadForm { first_name, last_name, email, company, job_title, phone, privacy, marketing } = typed;
    view! {
        <div class="form-pair">
            <Field id="first_name" label=text.first_name error=form.problem("first_name")>
                <input
                    class="input"
                    name="first_name"
                    autocomplete="given-name"
                    required
                    value=first_name
                    on:input=move |event| form.input("first_name", event_target_value(&event))
                    on:change=move |event| form.leave("first_name", event_target_value(&event))
                />
            </Field>
            <Field id="last_name" label=text.last_name error=form.problem("last_name")>
                <input
                    class="input"
                    name="last_name"
                    autocomplete="family-name"
                    required
                    value=last_name
                    on:input=move |event| form.input("last_name", event_target_value(&event))
                    on:change=move |event| form.leave("last_name", event_target_value(&event))
                />
            </Field>
        </div>
        <Field id="email" label=text.email error=form.problem("email")>
            <input
                class="input"
                name="email"
                type="email"
                autocomplete="email"
                required
                value=email
                on:input=move |event| form.input("email", event_target_value(&event))
                on:change=move |event| form.leave("email", event_target_value(&event))
            />
        </Field>
        <LineField form field="company" label=text.company autocomplete="organization" need=asks.company value=company/>
        <LineField form field="job_title" label=text.job_title autocomplete="organization-title" need=asks.job_title value=job_title/>
        <LineField form field="phone" label=text.phone autocomplete="tel" need=asks.phone value=phone/>
        <fieldset class="stack stack-tight">
            <legend class="legend">{text.consent}</legend>
            <label class="check">
                <input
                    id="privacy"
                    type="checkbox"
                    name="privacy"
                    value="yes"
                    required
                    checked=privacy
                    aria-describedby="privacy-error"
                    aria-invalid=move || form.problem("privacy").with(Option::is_some).then_some("true")
                    on:change=move |event| form.tick(event_target_checked(&event))
                />
                <span>{text.privacy_before} <PrivacyNotice text path=privacy_path/> {text.privacy_after}</span>
            </label>
            <div class="field-news" id="privacy-error" aria-live="polite">
                {
                    let problem = form.problem("privacy");
                    move || problem.get().map(|sentence| view! { <p class="field-error">{sentence}</p> })
                }
            </div>
            <label class="check">
                <input type="checkbox" name="marketing" value="yes" checked=marketing/>
                <span>{text.marketing} " " <span class="field-optional">{text.marketing_help}</span></span>
            </label>
        </fieldset>
    }
}

/// A line of text that may or must be given, or nothing where it is not asked for.
#[component]
fn LineField(
    form: Form,
    field: &'static str,
    label: &'static str,
    autocomplete: &'static str,
    need: Need,
    value: String,
) -> impl IntoView {
    let optional = if need == Need::Optional { Text::of(form.speech).optional } else { "" };
    (need != Need::NotAsked).then(|| {
        view! {
            <Field id=field label optional error=form.problem(field)>
                <input
                    class="input"
                    name=field
                    autocomplete=autocomplete
                    required=need == Need::Required
                    value=value
                    on:input=move |event| form.input(field, event_target_value(&event))
                    on:change=move |event| form.leave(field, event_target_value(&event))
                />
            </Field>
        }
    })
}

#[component]
fn PrivacyNotice(text: &'static Text, path: String) -> impl IntoView {
    let is_there = !path.is_empty();
    let link = is_there.then(|| view! { <a href=path>{text.privacy_link}</a> });
    view! { {link} {(!is_there).then_some(text.privacy_link)} }
}

#[derive(Clone, Copy)]
struct Form {
    speech: Speech,
    asks: Asks,
    typed: StoredValue<LeadForm>,
    /// The sentence at each field that has one.
    problems: RwSignal<Vec<(String, String)>>,
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
        self.check(field);
    }

    fn tick(self, privacy: bool) {
        self.typed.update_value(|typed| typed.privacy = privacy);
        self.check("privacy");
    }

    fn keep(self, field: &'static str, value: String) {
        self.typed.update_value(|typed| match field {
            "first_name" => typed.first_name = value,
            "last_name" => typed.last_name = value,
            "email" => typed.email = value,
            "company" => typed.company = value,
            "job_title" => typed.job_title = value,
            _ => typed.phone = value,
        });
    }

    fn check(self, field: &'static str) {
        let invalid = self.typed.get_value().parse(self.asks).err().unwrap_or_default();
        let problem = invalid.of(field).map(|problem| self.speech.problem(problem));
        self.problems.update(|problems| {
            problems.retain(|(at, _)| at != field);
            problems.extend(problem.map(|sentence| (field.to_owned(), sentence)));
        });
    }
}
